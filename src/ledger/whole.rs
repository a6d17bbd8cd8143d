//! The ledger: every record that could be read.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::cluster::{clusters, related};
use crate::model::{
    Estimate, Forecast, ForecastId, Provenance, Settings, Testimony, Value, is_name_key, name_key,
};

/// All the records under `forecasts/` that could be read.
#[derive(Clone, Debug)]
pub struct Ledger {
    settings: Settings,
    pub(super) entries: Vec<Entry>,
    index: BTreeMap<ForecastId, usize>,
    clusters: Vec<usize>,
    unreadable: usize,
    /// How many estimates of a forecast are hidden from who looks.
    pub(super) hidden: BTreeMap<ForecastId, usize>,
}

/// A forecast and where it stands.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The forecast.
    pub forecast: Arc<Forecast>,
    /// Its file, as a path from the ledger's root with `/` between its parts.
    pub file: Arc<str>,
    /// Which of the file's documents it is, from 0.
    pub document: usize,
}

impl Entry {
    /// Returns the folder under `forecasts/`, which is the topic; empty where it lies in none.
    #[must_use]
    pub fn topic(&self) -> &str {
        let inside = self.file.strip_prefix("forecasts/").unwrap_or(&self.file);
        inside.rsplit_once('/').map_or("", |(folder, _)| folder)
    }
}

/// Gives each name one spelling, the first by its letters: a forecaster whose name is composed here
/// and decomposed there is one.
fn one_spelling(entries: &mut [Entry]) {
    let mut spellings: BTreeMap<String, String> = BTreeMap::new();
    for entry in &*entries {
        for name in entry.forecast.names().filter(|name| !is_name_key(name)) {
            let first = spellings.entry(name_key(name).into_owned()).or_default();
            if first.is_empty() || *name < **first {
                name.clone_into(first);
            }
        }
    }
    if spellings.is_empty() {
        return;
    }
    // One that is written as it is compared is plain, and the first of all.
    for entry in &*entries {
        for name in entry.forecast.names().filter(|name| is_name_key(name)) {
            if let Some(first) = spellings.get_mut(name) {
                name.clone_into(first);
            }
        }
    }
    for entry in entries {
        let differs = |name: &str| {
            spellings
                .get(&*name_key(name))
                .is_some_and(|one| one != name)
        };
        if entry.forecast.names().any(differs) {
            let forecast = Arc::make_mut(&mut entry.forecast);
            let spelling = |name: &str| spellings.get(&*name_key(name));
            for name in forecast.owner.iter_mut().chain(&mut forecast.tags) {
                if let Some(one) = spelling(name) {
                    one.clone_into(name);
                }
            }
            for estimate in &mut forecast.estimates {
                if let Some(one) = spelling(&estimate.by) {
                    estimate.by = one.as_str().into();
                }
            }
        }
    }
}

/// Marks the estimates that were written when the outcome was known.
fn mark_retrospective(entries: &mut [Entry], settings: &Settings) {
    for entry in entries
        .iter_mut()
        .filter(|entry| entry.forecast.known().is_some())
    {
        let provenance = |one: &Estimate| Testimony::provenance_in(one, &entry.forecast, settings);
        let is_late = |one: &Estimate| provenance(one) == Provenance::Retrospective;
        let late: Vec<bool> = entry.forecast.estimates.iter().map(is_late).collect();
        if late.contains(&true) {
            let forecast = Arc::make_mut(&mut entry.forecast);
            for (estimate, is_late) in forecast.estimates.iter_mut().zip(late) {
                estimate.retrospective = is_late;
            }
        }
    }
}

impl Ledger {
    /// Returns the ledger of these records. Of two with one id the first is kept; the other counts
    /// as unreadable, beside those that were.
    #[must_use]
    pub fn new(settings: Settings, mut entries: Vec<Entry>, unreadable: usize) -> Self {
        let all = entries.len();
        entries.sort_by(|a, b| a.forecast.id.cmp(&b.forecast.id));
        entries.dedup_by(|b, a| a.forecast.id == b.forecast.id);
        let unreadable = unreadable + all - entries.len();
        let index: BTreeMap<_, _> = entries
            .iter()
            .enumerate()
            .map(|(i, entry)| (entry.forecast.id.clone(), i))
            .collect();
        one_spelling(&mut entries);
        mark_retrospective(&mut entries, &settings);
        let clusters = clusters(&entries, &index);
        Self {
            settings,
            entries,
            index,
            clusters,
            unreadable,
            hidden: BTreeMap::new(),
        }
    }

    /// Returns the settings.
    #[must_use]
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Returns every record, by id.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// Returns how many records could not be read.
    #[must_use]
    pub fn unreadable(&self) -> usize {
        self.unreadable
    }

    /// Returns the record of that id.
    #[must_use]
    pub fn get(&self, id: &ForecastId) -> Option<&Entry> {
        self.index.get(id).map(|&i| &self.entries[i])
    }

    /// Returns the place of a record among [`Ledger::entries`].
    #[must_use]
    pub fn position(&self, id: &ForecastId) -> Option<usize> {
        self.index.get(id).copied()
    }

    /// Returns the cluster of the record at that place: equal numbers share their fate.
    #[must_use]
    pub fn cluster(&self, position: usize) -> usize {
        self.clusters[position]
    }

    /// Returns the group of each record, in their order: equal numbers hang together by what they name.
    #[must_use]
    pub fn related(&self) -> Vec<usize> {
        related(&self.entries, &self.index)
    }

    /// Returns everyone who made an estimate, by name.
    #[must_use]
    pub fn forecasters(&self) -> Vec<&str> {
        let estimates = self
            .entries
            .iter()
            .flat_map(|entry| &entry.forecast.estimates);
        let spoke = estimates.filter(|estimate| estimate.value != Value::Withdrawn);
        let mut names: Vec<_> = spoke.map(|estimate| &*estimate.by).collect();
        names.sort_unstable();
        names.dedup();
        names
    }
}
