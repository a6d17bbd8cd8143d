//! What a change of files brings that the rules did not say before.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::rules::LOOK_ALIKE_NAME;
use super::{LedgerView, brought, check};
use crate::model::{Finding, Forecast, ForecastId, Settings, is_name_key};
use crate::record::{Record, SourceFile, is_name_known, read_all};

/// A ledger before a change.
#[derive(Clone, Copy, Debug)]
pub struct LedgerBefore<'a> {
    /// The files of all records.
    pub files: &'a [SourceFile],
    /// The records: all, or those that bear on the forecast that is changed.
    pub records: &'a [Record],
    /// Whether they are all.
    pub is_whole: bool,
    /// The settings.
    pub settings: &'a Settings,
    /// What is wrong with the settings.
    pub settings_findings: &'a [Finding],
    /// The day on which it is judged.
    pub as_of: NaiveDate,
}

impl LedgerBefore<'_> {
    /// Returns what the rules would say, and do not say now, if the records `new` stood in the place of those
    /// in the files `replaced`.
    ///
    /// Where only a part of the records was read, the others are read if the change brings a name or a
    /// question of which one of them may have the like: what is brought is what the whole ledger would show.
    #[must_use]
    pub fn brought_by(&self, replaced: &[&str], new: &[Record]) -> Vec<Finding> {
        if self.is_whole || !self.brings_words(new) {
            let found = self.brought_to(self.records, replaced, new);
            // The other name may have stood beside this one before, in a record that was not read.
            let is_of_names = |found: &Finding| found.rule == &LOOK_ALIKE_NAME;
            if self.is_whole || !found.iter().any(is_of_names) {
                return found;
            }
        }
        self.brought_to(&read_all(self.files, self.settings), replaced, new)
    }

    fn brought_to(&self, known: &[Record], replaced: &[&str], new: &[Record]) -> Vec<Finding> {
        let is_kept = |record: &&Record| !replaced.contains(&&*record.file);
        let mut all: Vec<Record> = known.iter().filter(is_kept).chain(new).cloned().collect();
        // Of two records with one id the first is the one, by the order of the files.
        all.sort_by(|a, b| (&a.file, a.document).cmp(&(&b.file, b.document)));
        let said = |records: &[Record]| {
            let whole = LedgerView::new(records, self.settings, self.as_of);
            check(&whole, self.settings_findings).findings
        };
        brought(said(&all), said(known))
    }

    /// Returns whether records have a question that they did not have, or a name that is nowhere else: a
    /// record that was not read may have the like.
    #[must_use]
    pub fn brings_words(&self, new: &[Record]) -> bool {
        let old: BTreeMap<&ForecastId, &Forecast> = forecasts(self.records)
            .map(|forecast| (&forecast.id, forecast))
            .collect();
        let is_new_name = |old: &Forecast, name: &str| {
            let is_known = || is_name_key(name) && is_name_known(self.files, name, self.settings);
            old.names().all(|known| known != name) && !is_known()
        };
        forecasts(new).any(|new| {
            old.get(&new.id).is_none_or(|old| {
                old.question_key() != new.question_key()
                    || new.names().any(|name| is_new_name(old, name))
            })
        })
    }
}

fn forecasts(records: &[Record]) -> impl Iterator<Item = &Forecast> {
    records.iter().filter_map(|one| one.forecast.as_deref())
}
