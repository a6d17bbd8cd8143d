//! Lists of records as answers: all that are meant, what is due, what was written.

use chrono::NaiveDate;

use crate::ledger::{Entry, Ledger, Selection, State, View, runs};
use crate::model::same_name;

use super::{
    Answer, DueV1, EnvelopeV1, LogEntryV1, Page, RecordFactsV1, RecordV1, Screen, ViewInfoV1,
    record_screens, records, row_csv, value,
};

/// Records that are meant, in order.
#[derive(Clone, Debug)]
pub struct RecordList<'a> {
    /// The ledger that holds them.
    pub ledger: &'a Ledger,
    /// From when they are seen.
    pub view: &'a View,
    /// Which are meant.
    pub selection: &'a Selection,
    /// They.
    pub entries: Vec<&'a Entry>,
    /// Whether a screen shows those that are resolved or void too.
    pub with_finished: bool,
    /// Whether they stand in an order that was asked for.
    pub sorted: bool,
    /// Who looks, where that is known: their estimates and records stand first.
    pub mine: Option<&'a str>,
}

/// Records that are open, the first due first.
#[derive(Clone, Debug)]
pub struct DueList<'a> {
    /// They.
    pub open: RecordList<'a>,
    /// How many days are soon.
    pub within: u32,
    /// How many days make an estimate old.
    pub stale: u32,
}

/// Estimates and resolutions, the newest last.
#[derive(Clone, Debug)]
pub struct Log<'a> {
    /// From when they are seen.
    pub view: &'a View,
    /// Which are meant.
    pub selection: &'a Selection,
    /// They.
    pub entries: Vec<LogEntryV1>,
}

impl RecordList<'_> {
    fn rows(&self) -> Vec<RecordV1> {
        let entries = self.entries.iter();
        let row = |entry: &&Entry| RecordV1::new(self.ledger, entry, self.view);
        entries.map(row).collect()
    }
}

impl Answer for RecordList<'_> {
    type Row = RecordV1;
    type RunInfo = ViewInfoV1;

    fn page(&self, screen: Screen) -> Page {
        let mut page = Page::default();
        if !screen.verbose {
            record_screens::list(self, &mut page);
            return page;
        }
        page.table(records::list(self.ledger, &self.entries, self.view));
        let (shown, all) = (self.entries.len(), self.ledger.entries().len());
        let of = if shown < all {
            format!(" of {all}")
        } else {
            String::new()
        };
        let shown = value::count(shown, "forecast");
        page.screen_line(format!("{shown}{of}, as of {}", self.view.as_of));
        page
    }

    fn json(&self) -> EnvelopeV1<RecordV1, ViewInfoV1> {
        let made_with = ViewInfoV1::new(self.view, self.selection);
        EnvelopeV1::new("list", made_with, self.rows())
    }

    fn csv(&self) -> String {
        let rows: Vec<_> = self.rows().iter().flat_map(RecordV1::rows).collect();
        row_csv(&rows)
    }
}

impl DueList<'_> {
    /// Returns a row for each record.
    fn rows<R>(&self, record: impl Fn(&Ledger, &Entry, &View) -> R) -> Vec<DueV1<R>> {
        let (ledger, view) = (self.open.ledger, self.open.view);
        let row = |entry: &&Entry| DueV1 {
            due: self.part(entry),
            days: records::days_left(ledger, entry, view),
            stale: self.is_stale(entry),
            record: record(ledger, entry, view),
        };
        self.open.entries.iter().map(row).collect()
    }

    /// Returns whether a record is one of those that stand first.
    pub(super) fn is_mine(&self, entry: &Entry) -> bool {
        let answering = || entry.forecast.answering();
        self.open
            .mine
            .is_some_and(|mine| answering().iter().any(|name| same_name(name, mine)))
    }

    /// Returns the part of the page in which a record stands.
    pub(super) fn part(&self, entry: &Entry) -> &'static str {
        let (ledger, view) = (self.open.ledger, self.open.view);
        let left = || (view.due(ledger, entry) - view.as_of).num_days();
        match view.state(ledger, entry) {
            State::Overdue { .. } => "overdue",
            State::Awaiting { .. } => "awaiting",
            _ if left() <= i64::from(self.within) => "soon",
            _ => "later",
        }
    }

    /// Returns whether the last estimate is old: until the deadline, after which none is asked for.
    pub(super) fn is_stale(&self, entry: &Entry) -> bool {
        let state = self.open.view.state(self.open.ledger, entry);
        if !state.takes_estimates() {
            return false;
        }
        let runs = runs(&entry.forecast, self.open.view);
        let estimates = runs.iter().flat_map(|run| &run.estimates);
        let last = estimates.map(|estimate| estimate.date.day()).max();
        let last: NaiveDate = last.unwrap_or(entry.forecast.opening().day());
        (self.open.view.as_of - last).num_days() > i64::from(self.stale)
    }
}

impl Answer for DueList<'_> {
    type Row = DueV1<RecordV1>;
    type RunInfo = ViewInfoV1;

    fn page(&self, screen: Screen) -> Page {
        let mut page = Page::default();
        if !screen.verbose {
            record_screens::due(self, &mut page);
            return page;
        }
        let RecordList {
            ledger,
            view,
            entries,
            ..
        } = &self.open;
        let soon = format!("Due within {} days", self.within);
        for (name, head) in [
            ("overdue", "Overdue"),
            ("awaiting", "Awaiting an outcome"),
            ("soon", &soon),
            ("later", "Later"),
        ] {
            let these = entries.iter().copied();
            let these: Vec<&Entry> = these.filter(|entry| self.part(entry) == name).collect();
            if !these.is_empty() {
                page.head(format!("{head} ({})", these.len()));
                page.table(records::deadlines(ledger, &these, view));
                page.screen_line("");
            }
        }
        let stale = entries.iter().filter(|entry| self.is_stale(entry));
        let stale: Vec<_> = stale.map(|entry| entry.forecast.id.as_str()).collect();
        if !stale.is_empty() {
            let (days, ids) = (self.stale, stale.join(", "));
            page.screen_line(format!("Stale, no estimate for {days} days: {ids}"));
        }
        if entries.is_empty() {
            page.screen_line(format!("Nothing is open as of {}.", view.as_of));
        }
        page
    }

    fn json(&self) -> EnvelopeV1<DueV1<RecordV1>, ViewInfoV1> {
        let made_with = ViewInfoV1::new(self.open.view, self.open.selection);
        EnvelopeV1::new("due", made_with, self.rows(RecordV1::new))
    }

    fn csv(&self) -> String {
        row_csv(&self.rows(RecordFactsV1::new))
    }
}

impl Answer for Log<'_> {
    type Row = LogEntryV1;
    type RunInfo = ViewInfoV1;

    fn page(&self, _: Screen) -> Page {
        let mut page = Page::default();
        page.table(records::log(&self.entries));
        page
    }

    fn json(&self) -> EnvelopeV1<LogEntryV1, ViewInfoV1> {
        let made_with = ViewInfoV1::new(self.view, self.selection);
        EnvelopeV1::new("log", made_with, self.entries.clone())
    }

    fn csv(&self) -> String {
        let rows: Vec<_> = self.entries.iter().flat_map(LogEntryV1::rows).collect();
        row_csv(&rows)
    }
}
