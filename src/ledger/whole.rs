//! The ledger: every record that could be read.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::cluster::clusters;
use crate::model::{Forecast, ForecastId, Settings, Value};

/// All the records under `forecasts/` that could be read.
#[derive(Clone, Debug)]
pub struct Ledger {
    settings: Settings,
    entries: Vec<Entry>,
    index: BTreeMap<ForecastId, usize>,
    clusters: Vec<usize>,
    unreadable: usize,
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
        let clusters = clusters(&entries, &index);
        Self {
            settings,
            entries,
            index,
            clusters,
            unreadable,
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

    /// Returns everyone who made an estimate, by name.
    #[must_use]
    pub fn forecasters(&self) -> Vec<&str> {
        let estimates = self
            .entries
            .iter()
            .flat_map(|entry| &entry.forecast.estimates);
        let spoke = estimates.filter(|estimate| estimate.value != Value::Withdrawn);
        let mut names: Vec<_> = spoke.map(|estimate| estimate.by.as_str()).collect();
        names.sort_unstable();
        names.dedup();
        names
    }
}
