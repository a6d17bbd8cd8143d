//! What the rules say of a ledger in which files are changed.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::rules::LOOK_ALIKE_NAME;
use super::{LedgerView, brought, check};
use crate::model::{Finding, Forecast, ForecastId, Settings, name_key};
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

/// What the rules say of a ledger after a change.
#[derive(Clone, Debug, PartialEq)]
pub struct ChangeReport {
    /// All that they say.
    pub findings: Vec<Finding>,
    /// What of it the change brought.
    pub brought: Vec<Finding>,
}

impl LedgerBefore<'_> {
    /// Returns what the rules would say if the records `new` stood in the place of those in the files
    /// `replaced`.
    ///
    /// Where only a part of the records was read, the others are read if the change brings a name or a
    /// question of which one of them may have the like: what is brought is what the whole ledger would show.
    #[must_use]
    pub fn change(&self, replaced: &[&str], new: &[Record]) -> ChangeReport {
        if !self.is_whole && self.brings_words(new) {
            return self.whole_change(replaced, new);
        }
        let report = self.change_of(self.records, replaced, new);
        let is_of_names = |found: &Finding| found.rule == &LOOK_ALIKE_NAME;
        if !self.is_whole && report.brought.iter().any(is_of_names) {
            // The other name may have stood beside this one before.
            return self.whole_change(replaced, new);
        }
        report
    }

    fn whole_change(&self, replaced: &[&str], new: &[Record]) -> ChangeReport {
        self.change_of(&read_all(self.files, self.settings), replaced, new)
    }

    fn change_of(&self, known: &[Record], replaced: &[&str], new: &[Record]) -> ChangeReport {
        let is_kept = |record: &&Record| !replaced.contains(&&*record.file);
        let mut all: Vec<Record> = known.iter().filter(is_kept).chain(new).cloned().collect();
        // Of two records with one id the first is the one, by the order of the files.
        all.sort_by(|a, b| (&a.file, a.document).cmp(&(&b.file, b.document)));
        let said = |records: &[Record]| {
            let whole = LedgerView::new(records, self.settings, self.as_of);
            check(&whole, self.settings_findings).findings
        };
        let findings = said(&all);
        ChangeReport {
            brought: brought(findings.clone(), said(known)),
            findings,
        }
    }

    /// Returns whether records have a question that they did not have, or a name that is nowhere else.
    fn brings_words(&self, new: &[Record]) -> bool {
        let old: BTreeMap<&ForecastId, &Forecast> = forecasts(self.records)
            .map(|forecast| (&forecast.id, forecast))
            .collect();
        let is_new_name = |old: &Forecast, name: &str| {
            let is_plain = name_key(name) == name;
            let is_known = || is_plain && is_name_known(self.files, name, self.settings);
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
