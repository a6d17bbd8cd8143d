//! What becomes of the rows of a table: they are counted as they come, or kept.

use crate::model::KindName;
use crate::query::{Column, Excluded, ExclusionReason, Purpose, Request, TableOptions, Weighting};

use super::buffered::BufferedSink;
use super::filter::Filter;
use super::layout::{Form, Layout};
use super::read::RowSink;
use super::required::check_cells;
use super::row::{BadRow, RowOutcome, RowValue, TableRow};
use super::row_counts::RowCounts;
use super::streaming::StreamingSink;

/// Counts rows that stand alone, and keeps the others.
#[derive(Clone, Debug)]
pub(super) struct TableSink<'r> {
    request: &'r Request,
    purpose: Purpose,
    /// Whether only what was given before the outcome was known counts.
    pub(super) cuts: bool,
    pub(super) form: Form,
    filter: Filter,
    pub(super) streaming: StreamingSink,
    pub(super) buffered: BufferedSink,
    pub(super) excluded: Excluded,
    pub(super) counts: RowCounts,
}

impl<'r> TableSink<'r> {
    pub(super) fn new(
        request: &'r Request,
        purpose: Purpose,
        options: &TableOptions,
        layout: &Layout,
    ) -> Self {
        let kind = kind(layout.form, options);
        let has = |column| layout.has(column);
        let dated = has(Column::Deadline) || has(Column::KnownAt);
        let cuts = request.cuts() && (request.weigh != Weighting::Each || dated);
        Self {
            request,
            purpose,
            cuts,
            form: layout.form,
            filter: Filter::new(request, options, purpose, kind),
            streaming: StreamingSink::new(request),
            buffered: BufferedSink::new(kind, &layout.order, purpose),
            excluded: Excluded::default(),
            counts: RowCounts::default(),
        }
    }

    /// Says whether rows that stand alone need only be counted.
    fn counts(&self) -> bool {
        !self.purpose.keeps_rows() && !self.cuts
    }

    fn skip(&mut self, reason: ExclusionReason) {
        self.excluded.add_rows(reason, 1);
        self.counts.exclude(reason, 1);
    }
}

impl RowSink for TableSink<'_> {
    fn counter(&mut self) -> Option<&mut StreamingSink> {
        let only = self.counts() && self.filter.takes_all() && self.streaming.counts_all_alike();
        only.then_some(&mut self.streaming)
    }

    fn spoil(&mut self, question: &str, forecaster: &str) {
        self.buffered.spoil(question, forecaster);
    }

    fn take(&mut self, row: &TableRow<'_>) -> Result<(), BadRow> {
        if !self.filter.takes(row) {
            self.counts.filtered += 1;
            return Ok(());
        }
        check_cells(row, self.request, self.purpose)?;
        let outcome = match (row.value, self.filter.outcome(row)) {
            (RowValue::Option(..) | RowValue::Quantile { .. } | RowValue::Long(_), outcome) => {
                return Ok(self.buffered.add_part(row, outcome)?);
            }
            (_, RowOutcome::Event(outcome)) => outcome,
            (RowValue::Event(forecast), RowOutcome::Open) if self.purpose.takes_open() => {
                self.buffered.add_event(row, forecast, None);
                return Ok(());
            }
            (_, RowOutcome::Void) => {
                self.skip(ExclusionReason::Void);
                return Ok(());
            }
            _ => {
                self.skip(ExclusionReason::Open);
                return Ok(());
            }
        };
        match row.value {
            RowValue::Event(forecast) if self.counts() && row.stands_alone() => {
                if self.purpose == Purpose::Calibration && !outcome.is_binary() {
                    self.skip(ExclusionReason::Fractional);
                    return Ok(());
                }
                let pair = crate::scoring::Pair {
                    forecast,
                    outcome,
                    weight: row.weight,
                    cluster: 0,
                };
                self.streaming.add(row, |counter| counter.add(&pair));
                self.counts.read += 1;
            }
            RowValue::Event(forecast) => self.buffered.add_event(row, forecast, Some(outcome)),
            RowValue::Counts {
                forecast,
                pairs,
                events,
            } => {
                self.streaming.add_counted(row, forecast, pairs, events)?;
                self.counts.read += 1;
            }
            RowValue::Option(..) | RowValue::Quantile { .. } | RowValue::Long(_) => {}
        }
        Ok(())
    }
}

/// Returns the kind of question that a table holds.
fn kind(form: Form, options: &TableOptions) -> KindName {
    match form {
        Form::Pairs | Form::Counts | Form::Long => KindName::Binary,
        Form::Options if options.ordered.is_some() => KindName::Ordered,
        Form::Options => KindName::Choice,
        Form::Quantiles => KindName::Number,
    }
}
