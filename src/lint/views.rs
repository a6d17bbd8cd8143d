//! What a rule looks at: one forecast, or all records together.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

use chrono::NaiveDate;

use crate::ledger::{Entry, Ledger, View};
use crate::model::{
    Estimate, Forecast, ForecastId, Location, LocationTarget, Moment, Route, Settings, Testimony,
    Yardstick,
};
use crate::record::{CensusFile, Data, Node, Record};

use super::located::SETTINGS_FILE;
use super::wording::{Word, words};

/// One forecast with what is needed to judge it.
pub struct RecordView<'a> {
    /// The record.
    pub record: &'a Record,
    /// The forecast that was read out of it.
    pub forecast: &'a Forecast,
    /// The settings of the ledger.
    pub settings: &'a Settings,
    /// The day on which it is judged.
    pub as_of: NaiveDate,
    /// The words of the question, once a rule has asked for them.
    words: OnceCell<Vec<Word>>,
}

/// All records together.
pub struct LedgerView<'a> {
    /// The records, in the order of the files.
    pub records: &'a [Record],
    /// The numbers of the records with each id, faulty records included.
    pub by_id: BTreeMap<&'a str, Vec<usize>>,
    /// The settings of the ledger.
    pub settings: &'a Settings,
    /// The day on which they are judged.
    pub as_of: NaiveDate,
    /// The censuses of the documents that records were read out of.
    pub censuses: &'a [CensusFile],
    /// Those that hang together, once a rule has asked for them.
    tied: OnceLock<Ledger>,
}

impl<'a> RecordView<'a> {
    /// Returns the place of the record as a whole.
    #[must_use]
    pub fn whole(&self) -> Location {
        place(self.record, LocationTarget::Value(Route::root()))
    }

    /// Returns the place of the value at the end of a route.
    #[must_use]
    pub fn at(&self, route: Route) -> Location {
        place(self.record, LocationTarget::Value(route))
    }

    /// Returns the place of the value of a key of the record.
    #[must_use]
    pub fn value(&self, key: &str) -> Location {
        self.at(Route::of(key))
    }

    /// Returns the place of a key of the record.
    #[must_use]
    pub fn key(&self, key: &str) -> Location {
        place(self.record, LocationTarget::Key(Route::of(key)))
    }

    /// Returns the place of a value of the resolution; of its key, where it has no such value.
    #[must_use]
    pub fn resolution(&self, key: &str) -> Location {
        let route = Route::of("resolution").key(key);
        if self.node(&route).is_some() {
            self.at(route)
        } else {
            self.key("resolution")
        }
    }

    /// Returns the route to the estimate of that number.
    #[must_use]
    pub fn estimate_route(&self, index: usize) -> Route {
        Route::of("estimates").item(index)
    }

    /// Returns the place of a value of the estimate of that number.
    #[must_use]
    pub fn estimate(&self, index: usize, key: &str) -> Location {
        self.at(self.estimate_route(index).key(key))
    }

    /// Returns the estimates with their numbers.
    pub fn estimates(&self) -> impl Iterator<Item = (usize, &'a Estimate)> + use<'a> {
        self.forecast.estimates.iter().enumerate()
    }

    /// Returns when the outcome was known, where there is one.
    #[must_use]
    pub fn known(&self) -> Option<Moment> {
        self.forecast.known()
    }

    /// Returns what the record says of the times of an estimate.
    #[must_use]
    pub fn testimony(&self, estimate: &Estimate) -> Testimony {
        Testimony::of(estimate, self.forecast, self.settings, self.known())
    }

    /// Returns the words of the question, without what it quotes.
    pub(super) fn question(&self) -> &[Word] {
        self.words.get_or_init(|| words(&self.forecast.question))
    }

    /// Returns the reasons that forecasters wrote themselves, with the numbers of their estimates.
    /// What was coded is left out: its words are its source's.
    pub fn own_reasons(&self) -> impl Iterator<Item = (usize, &'a str)> + use<'a> {
        self.estimates()
            .filter(|(_, estimate)| estimate.coded().is_none())
            .filter_map(|(i, estimate)| Some((i, estimate.because.as_deref()?)))
    }

    /// Returns the yardstick of the words of the estimate of that number.
    #[must_use]
    pub fn yardstick(&self, index: usize) -> &'a Yardstick {
        let named = self.forecast.estimates[index].yardstick();
        named
            .and_then(|id| self.settings.find_yardstick(id))
            .unwrap_or_else(|| self.settings.yardstick_of(self.forecast))
    }

    /// Returns the value at the end of a route.
    #[must_use]
    pub fn node(&self, route: &Route) -> Option<&'a Node> {
        self.record.tree()?.at(route)
    }

    /// Returns the place of a part of the text at the end of a route, from its byte `start` to its
    /// byte `end`; of the whole text where it is not written as it is read (escapes, several lines).
    #[must_use]
    pub fn part(&self, route: &Route, start: usize, end: usize) -> Location {
        let begin = self.node(route).and_then(text_begin);
        let spot = match begin {
            Some(begin) => LocationTarget::Bytes(begin + start..begin + end),
            None => LocationTarget::Value(route.clone()),
        };
        place(self.record, spot)
    }
}

/// Returns the byte of the file at which a text begins, where the file has it byte for byte.
fn text_begin(node: &Node) -> Option<usize> {
    let Data::Scalar { text, plain } = &node.data else {
        return None;
    };
    let quotes = if *plain { 0 } else { 2 };
    (node.span.len() == text.len() + quotes).then_some(node.span.start + quotes / 2)
}

impl<'a> LedgerView<'a> {
    /// Returns all records with an index of their ids.
    #[must_use]
    pub fn new(records: &'a [Record], settings: &'a Settings, as_of: NaiveDate) -> Self {
        let mut by_id: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (index, record) in records.iter().enumerate() {
            if let Some(id) = &record.id {
                by_id.entry(id.as_str()).or_default().push(index);
            }
        }
        Self {
            records,
            by_id,
            settings,
            as_of,
            censuses: &[],
            tied: OnceLock::new(),
        }
    }

    /// Returns it with the censuses of the documents that records were read out of.
    #[must_use]
    pub fn with_censuses(mut self, censuses: &'a [CensusFile]) -> Self {
        self.censuses = censuses;
        self
    }

    /// Returns the records that hang together, by what they name or by options that exclude each
    /// other, as a ledger.
    pub(super) fn tied(&self) -> &Ledger {
        self.tied.get_or_init(|| {
            let names = |forecast: &Forecast| !forecast.references().is_empty();
            let has_options = |forecast: &Forecast| !forecast.kind.options().is_empty();
            let mut wanted: BTreeSet<&ForecastId> = BTreeSet::new();
            for subject in self.subjects() {
                let forecast = subject.forecast;
                wanted.extend(forecast.references().into_iter().map(|(_, id)| id));
                if names(forecast) || has_options(forecast) {
                    wanted.insert(&forecast.id);
                }
            }
            let entry = |id: &ForecastId| {
                let subject = self.find(id)?;
                Some(Entry {
                    forecast: Arc::clone(subject.record.forecast.as_ref()?),
                    file: Arc::clone(&subject.record.file),
                    document: subject.record.document,
                })
            };
            let entries = wanted.into_iter().filter_map(entry).collect();
            Ledger::new(self.settings.clone(), entries, 0)
        })
    }

    /// Returns the view of the day on which they are judged.
    pub(super) fn view_of_day(&self) -> View {
        View::new(self.as_of, self.settings.grace)
    }

    /// Returns the forecast of the record of that number, where it could be read.
    #[must_use]
    pub fn subject(&self, index: usize) -> Option<RecordView<'a>> {
        self.view(&self.records[index])
    }

    pub(super) fn view(&self, record: &'a Record) -> Option<RecordView<'a>> {
        Some(RecordView {
            record,
            forecast: record.forecast.as_ref()?,
            settings: self.settings,
            as_of: self.as_of,
            words: OnceCell::new(),
        })
    }

    /// Returns every forecast that could be read, in the order of the files.
    pub fn subjects(&self) -> impl Iterator<Item = RecordView<'a>> {
        self.records.iter().filter_map(|record| self.view(record))
    }

    /// Returns the number of the first record with that id.
    #[must_use]
    pub fn index(&self, id: &ForecastId) -> Option<usize> {
        self.by_id.get(id.as_str())?.first().copied()
    }

    /// Returns the forecast with that id, where there is one that could be read.
    #[must_use]
    pub fn find(&self, id: &ForecastId) -> Option<RecordView<'a>> {
        self.subject(self.index(id)?)
    }

    /// Returns the place at which the settings say how loud a rule is.
    #[must_use]
    pub fn settings_place(&self, code: &str) -> Location {
        Location {
            file: SETTINGS_FILE.into(),
            document: 0,
            spot: LocationTarget::Key(Route::of("rules").key(code)),
            label: None,
        }
    }

    /// Returns the place that gives a record its id: the value of `id`, else the file.
    #[must_use]
    pub fn id_place(&self, index: usize) -> Location {
        let record = &self.records[index];
        let route = Route::of("id");
        let written = record.tree().and_then(|tree| tree.at(&route));
        let spot = written.map_or(LocationTarget::File, |_| LocationTarget::Value(route));
        place(record, spot)
    }
}

fn place(record: &Record, spot: LocationTarget) -> Location {
    Location {
        file: Arc::clone(&record.file),
        document: record.document,
        spot,
        label: None,
    }
}
