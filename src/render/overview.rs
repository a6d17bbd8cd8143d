//! How a ledger stands, in a few lines: what asks for somebody, and what to type next.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::record_screens::Group;
use super::{Color, DueList, Page, RecordList, ScreenTable, TableCell, column, value};
use crate::ledger::{Entry, update_reason};
use crate::lint::snoozed;

/// How a ledger stands.
#[derive(Clone, Debug)]
pub struct Overview<'a> {
    /// Its records, as `due` sees them.
    pub due: DueList<'a>,
    /// How well calibrated its estimates are, in a line, and who errs though all together do not; nothing
    /// where nothing counts yet.
    pub calibrated: Vec<String>,
}

impl Overview<'_> {
    /// Returns it for people.
    #[must_use]
    pub fn page(&self) -> Page {
        let mut page = Page::default();
        let open = &self.due.open;
        if open.entries.is_empty() {
            page.painted(None, "There are no forecasts yet.");
            page.painted(Color::Strong, "Next: foretell new");
            return page;
        }
        let mut groups = self.groups();
        let states = self.ledger(&groups);
        let mut of = |group| groups.remove(&group).unwrap_or_default();
        let (waived, mut overdue): (Vec<&Entry>, Vec<&Entry>) = of(Group::Overdue)
            .into_iter()
            .partition(|entry| snoozed(&entry.forecast, open.view.as_of).is_some());
        overdue.sort_by_key(|entry| !self.due.is_mine(entry));
        let (awaiting, still) = (of(Group::Awaiting), of(Group::Open));
        let soon = picked(&still, |entry| self.due.part(entry) == "soon");
        let stale = picked(&still, |entry| self.due.is_stale(entry));
        let within = format!("due within {} days", self.due.within);
        let old = format!("not updated for {} days", self.due.stale);
        let lines = [
            (&overdue, "overdue", Some(Color::Bad)),
            (&waived, "overdue, waived", None),
            (&awaiting, "awaiting an outcome", Some(Color::Soon)),
            (&soon, &within, Some(Color::Soon)),
            (&stale, &old, None),
        ];
        page.table(self.counts(lines));
        page.painted(None, states);
        if let Some(entry) = still.first() {
            let forecast = &entry.forecast;
            page.painted(
                None,
                format!("Next deadline: {}, {}", forecast.id, forecast.deadline),
            );
        }
        for line in &self.calibrated {
            page.painted(None, line);
        }
        page.painted(
            Color::Strong,
            format!("Next: {}", self.next(&overdue, &soon, &stale)),
        );
        page
    }

    /// Returns how many forecasts there are of each sort, and which.
    fn counts<'e, const N: usize>(
        &self,
        lines: [(&'e Vec<&'e Entry>, &str, Option<Color>); N],
    ) -> ScreenTable {
        let mut table = ScreenTable::new([
            column::figure(""),
            column::whole(""),
            column::text("").down_to(20),
        ]);
        for (entries, what, color) in lines {
            if !entries.is_empty() {
                table.row(vec![
                    TableCell::from(entries.len().to_string()).painted(color),
                    TableCell::from(what).painted(color),
                    TableCell::from(ids(entries, self.due.open.view.as_of)),
                ]);
            }
        }
        table
    }

    /// Returns how many forecasts there are in all, and in what state.
    fn ledger(&self, groups: &BTreeMap<Group, Vec<&Entry>>) -> String {
        let open = &self.due.open;
        let state = |(group, entries): (&Group, &Vec<&Entry>)| {
            let is = match group {
                Group::Overdue => "overdue",
                Group::Awaiting => "awaiting an outcome",
                Group::Open => "open",
                Group::Waiting => "waiting for another",
                Group::Finished => "finished",
            };
            format!("{} {is}", entries.len())
        };
        let states: Vec<String> = groups.iter().map(state).collect();
        let all = value::count(open.entries.len(), "forecast");
        format!("{all}: {}; as of {}", states.join(", "), open.view.as_of)
    }

    /// Returns the command to type next.
    fn next(&self, overdue: &[&Entry], soon: &[&Entry], stale: &[&Entry]) -> String {
        if let Some(one) = overdue.first() {
            return format!("foretell resolve {}", one.forecast.id);
        }
        let RecordList {
            ledger, view, mine, ..
        } = self.due.open;
        let asks = |entry: &&Entry| {
            let why = |mine| update_reason(ledger, entry, view, mine, self.due.stale);
            mine.is_some_and(|mine| why(mine).is_some())
        };
        match soon.first().or(stale.first()) {
            Some(_) if soon.iter().chain(stale).any(asks) => "foretell update".to_owned(),
            Some(one) => format!("foretell estimate {}", one.forecast.id),
            None => "foretell list".to_owned(),
        }
    }

    /// Returns the records of each state, the first due first.
    fn groups(&self) -> BTreeMap<Group, Vec<&Entry>> {
        let open = &self.due.open;
        let mut entries = open.entries.clone();
        entries.sort_by_key(|entry| entry.forecast.deadline.end());
        let mut groups: BTreeMap<Group, Vec<&Entry>> = BTreeMap::new();
        for entry in entries {
            let group = Group::of(open.ledger, entry, open.view);
            groups.entry(group).or_default().push(entry);
        }
        groups
    }
}

fn picked<'a>(entries: &[&'a Entry], is: impl Fn(&Entry) -> bool) -> Vec<&'a Entry> {
    entries.iter().copied().filter(|entry| is(entry)).collect()
}

/// Returns the ids of records, of a waived one with the end of that.
fn ids(entries: &[&Entry], as_of: NaiveDate) -> String {
    let id = |entry: &&Entry| {
        let id = &entry.forecast.id;
        let until = snoozed(&entry.forecast, as_of).and_then(|waiver| waiver.until);
        until.map_or_else(|| id.to_string(), |until| format!("{id} until {until}"))
    };
    entries.iter().map(id).collect::<Vec<_>>().join(", ")
}
