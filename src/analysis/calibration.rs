//! Calibration: the table of what was given and how often it came about, and what can be said of it.

use crate::dataset::{
    Coverage, Dataset, Portion, ProvenanceCounts, ScoredEstimate, collect_pairs, coverage,
    split_with_counted,
};
use crate::model::KindName;
use crate::query::{Excluded, ExclusionReason, Group, Request, SampleSize};
use crate::scoring::calibration::{BinStats, Bins, Closed, Verdict};
use crate::scoring::{ConfidenceInterval, Interval, Pair, PairCounts, Procedure, Undefined};

use super::Sample;
use super::bins::rows_of;
use super::figures::{
    AssessmentOptions, BandKind, Bands, CalibrationAssessment, IntervalMethod, verdict,
};
use super::quantities::{Quantities, quantities};
use super::rows::{BINS, BinEdges, Rows, bins};
use super::sampling::{FirstEstimates, sample, size};

/// How a calibration is looked at.
#[derive(Clone, Debug, PartialEq)]
pub struct CalibrationOptions {
    /// The rows of the table.
    pub rows: Rows,
    /// Which end belongs to a bin.
    pub closed: Closed,
    /// How the interval of a row is worked out.
    pub interval: IntervalMethod,
    /// Which band of the curve is wanted.
    pub bands: Option<BandKind>,
    /// Whether to test, and to show what chance alone would give.
    pub tests: bool,
    /// Whether to leave out what is fitted as well.
    pub plain: bool,
    /// The groups of Hosmer and Lemeshow's test, where it is wanted.
    pub hosmer_lemeshow: Option<usize>,
}

impl Default for CalibrationOptions {
    fn default() -> Self {
        Self {
            rows: Rows::default(),
            closed: Closed::Right,
            interval: IntervalMethod::default(),
            bands: None,
            tests: true,
            plain: false,
            hosmer_lemeshow: None,
        }
    }
}

impl CalibrationOptions {
    /// Returns the rows by which errors of calibration are measured: those of the table, unless
    /// they are words or the blocks of the curve, which are no bins to measure errors by.
    #[must_use]
    pub fn bins(&self) -> Rows {
        match self.rows {
            Rows::Word | Rows::Corp => Rows::default(),
            _ => self.rows.clone(),
        }
    }
}

/// How well what was said fits what happened.
#[derive(Clone, Debug)]
pub struct Calibration {
    /// A table for each group, the total last.
    pub tables: Vec<Table>,
    /// Numbers and days, for each group that has any, the total last.
    pub quantities: Vec<Quantities>,
    /// What counts, by provenance.
    pub provenance: ProvenanceCounts,
    /// What was left out.
    pub skipped: Excluded,
}

/// The calibration table of a group.
#[derive(Clone, Debug)]
pub struct Table {
    /// What it is about; empty for the total.
    pub group: Group,
    /// What it rests on.
    pub basis: SampleSize,
    /// How much of the forecasts' scheduled lives it speaks for.
    pub coverage: Option<Coverage>,
    /// Its rows, in order.
    pub rows: Vec<CalibrationBin>,
    /// The pairs behind it, counted by what was said.
    pub pair_counts: PairCounts,
    /// What can be said of them together.
    pub fitted: CalibrationAssessment,
    /// The band of the curve, where it is wanted, or why there is none.
    pub bands: Option<Result<Bands, Undefined>>,
}

/// A row of a calibration table.
#[derive(Clone, Debug, PartialEq)]
pub struct CalibrationBin {
    /// What it holds.
    pub cut: BinEdges,
    /// What it rests on.
    pub basis: SampleSize,
    /// Its figures.
    pub row: BinStats,
    /// The interval of the share that happened, where there is one.
    pub interval: Option<Interval>,
    /// How that interval was made.
    pub procedure: Option<Procedure>,
    /// What can be said of it; nothing where no band is claimed or nothing was said.
    pub verdict: Option<Verdict>,
}

/// Returns the calibration of a dataset: of its binary forecasts by rows, of its numbers and days by
/// their central intervals.
#[must_use]
pub fn calibration(
    dataset: &Dataset<'_>,
    request: &Request,
    how: &CalibrationOptions,
) -> Calibration {
    let collected = collect_pairs(dataset, request);
    let mut excluded = collected.excluded;
    let (yes_or_no, quantitative) = by_kind(collected.scored, &mut excluded);
    let provenance = ProvenanceCounts::of(yes_or_no.iter().chain(&quantitative));
    let runs = collected.coverage.iter();
    let runs: Vec<_> = runs
        .filter(|run| run.question.kind() == KindName::Binary)
        .copied()
        .collect();
    let coverages = coverage(dataset, &runs, &request.group_by);
    let first = FirstEstimates::of(dataset, request, is_yes_or_no);
    let table = |portion: Portion<'_, '_>| {
        let covered = coverages.iter().find(|(group, _)| *group == portion.group);
        let covered = covered.map(|(_, coverage)| *coverage);
        table(dataset, &portion, &first, covered, request, how)
    };
    let quantities = quantities(dataset, &quantitative, request, how, &mut excluded);
    let portions = split_with_counted(dataset, yes_or_no, &request.group_by);
    Calibration {
        tables: portions.into_iter().map(table).collect(),
        quantities,
        provenance,
        skipped: excluded,
    }
}

/// Parts what counts into yes-or-no questions with a yes or a no, and numbers and days; the rest is excluded.
fn by_kind<'d, 'l>(
    mut scored: Vec<ScoredEstimate<'d, 'l>>,
    excluded: &mut Excluded,
) -> (Vec<ScoredEstimate<'d, 'l>>, Vec<ScoredEstimate<'d, 'l>>) {
    let mut quantitative = Vec::new();
    scored.retain(|one| {
        let reason = match one.question.kind() {
            KindName::Binary => match one.pair() {
                Some(pair) if pair.outcome.is_binary() => return true,
                Some(_) => ExclusionReason::Fractional,
                None => ExclusionReason::Unfit,
            },
            KindName::Number | KindName::Date => {
                quantitative.push(*one);
                return false;
            }
            _ => ExclusionReason::OtherKind,
        };
        one.question.exclude_one(excluded, reason);
        false
    });
    (scored, quantitative)
}

/// Returns what the table of all rests on, without the table.
#[must_use]
pub fn calibration_size(dataset: &Dataset<'_>, request: &Request) -> SampleSize {
    let mut scored = collect_pairs(dataset, request).scored;
    scored.retain(is_yes_or_no);
    SampleSize::of(&scored).plus(SampleSize::alone(dataset.counted().pairs()))
}

/// Says whether an estimate is of a question that came out as a yes or a no.
pub(super) fn is_yes_or_no(one: &ScoredEstimate<'_, '_>) -> bool {
    let pair = one.pair().filter(|pair| pair.outcome.is_binary());
    one.question.kind() == KindName::Binary && pair.is_some()
}

fn table<'d, 'l>(
    dataset: &Dataset<'_>,
    portion: &Portion<'d, 'l>,
    first: &FirstEstimates<'d, 'l>,
    coverage: Option<Coverage>,
    request: &Request,
    how: &CalibrationOptions,
) -> Table {
    let sample = sample(dataset, portion, first, request);
    Table {
        basis: size(portion),
        coverage,
        rows: rows_of(dataset, portion, first, &sample, request, how),
        fitted: fit(&sample, request, how),
        bands: how.bands.map(|kind| kind.of(&sample, request.doubt())),
        pair_counts: sample.into_pair_counts(),
        group: portion.group.clone(),
    }
}

/// Returns what can be said of the pairs together.
#[must_use]
pub fn fit(sample: &Sample, request: &Request, how: &CalibrationOptions) -> CalibrationAssessment {
    let bins = bins(&how.bins(), how.closed, sample.pair_counts());
    let bins = bins.unwrap_or_else(|| Bins::equal(BINS, how.closed));
    AssessmentOptions {
        bins: &bins,
        floor: request.floor,
        tests: how.tests,
        plain: how.plain,
        hosmer_lemeshow: how.hosmer_lemeshow,
        doubt: request.doubt(),
    }
    .of(sample)
}

impl CalibrationBin {
    /// Returns the row with its interval and its verdict; `pairs` are those behind it, where they
    /// do not all stand alone.
    pub(super) fn of(
        cut: BinEdges,
        basis: SampleSize,
        row: BinStats,
        pairs: Option<&[Pair]>,
        request: &Request,
        how: &CalibrationOptions,
    ) -> Self {
        let made = how.interval.interval(&row, pairs, request.doubt());
        let interval = made.map(ConfidenceInterval::interval);
        let (low, high) = cut.ends();
        let band = cut.band.map(|_| Interval { low, high });
        Self {
            verdict: band.and_then(|band| verdict(&row, band, interval)),
            cut,
            basis,
            row,
            interval: interval.ok(),
            procedure: made.ok().map(|made| made.procedure),
        }
    }
}
