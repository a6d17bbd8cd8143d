//! What is overdue, in Markdown for an issue that people work through.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use chrono::NaiveDate;

use super::capped::capped;
use super::escape::markdown_cell;
use super::value::count;
use crate::ledger::{Entry, Ledger, View};
use crate::lint::{command_rules, in_force};
use crate::model::Waiver;

/// What is overdue, what is waived, and what will be overdue soon.
#[derive(Clone, Copy, Debug)]
pub struct OverduePage<'a> {
    /// The ledger that it is in.
    pub ledger: &'a Ledger,
    /// From when it is seen.
    pub view: &'a View,
    /// How soon is soon; none where that was not asked.
    pub within: Option<u32>,
    /// What is overdue, the oldest first.
    pub overdue: &'a [&'a Entry],
    /// What is overdue and waived.
    pub waived: &'a [&'a Entry],
    /// What will be overdue soon.
    pub soon: &'a [&'a Entry],
}

/// Returns the text of an issue: a list to tick off for each owner.
#[must_use]
pub fn summary(page: &OverduePage<'_>) -> String {
    let View { as_of, grace, .. } = page.view;
    let mut out = match page.overdue.len() {
        0 => "## Nothing is overdue\n\n".to_owned(),
        1 => "## 1 forecast is overdue\n\n".to_owned(),
        n => format!("## {n} forecasts are overdue\n\n"),
    };
    let _ = writeln!(out, "As of {as_of}, with {grace} days of grace.");
    if !page.overdue.is_empty() {
        out += "`foretell resolve ID OUTCOME` logs what happened.\n";
        out += &by_owner(page.overdue, |entry| {
            format!(
                "overdue by {}",
                count(page.view.days_overdue(page.ledger, entry), "day")
            )
        });
    }
    if let (Some(within), false) = (page.within, page.soon.is_empty()) {
        let _ = write!(out, "\n### Overdue within {within} days\n\n");
        for entry in page.soon {
            let day = page.view.first_overdue(page.ledger, entry);
            out += &line("-", entry, &format!("overdue on {day}"));
        }
    }
    if !page.waived.is_empty() {
        out += "\n### Waived\n\n";
        for entry in page.waived {
            out += &line("-", entry, &waived(entry, *as_of));
        }
    }
    capped(out)
}

fn by_owner(entries: &[&Entry], when: impl Fn(&Entry) -> String) -> String {
    let mut owners: BTreeMap<Option<&str>, Vec<&Entry>> = BTreeMap::new();
    for entry in entries {
        owners
            .entry(entry.forecast.owner.as_deref())
            .or_default()
            .push(entry);
    }
    let mut out = String::new();
    for (owner, entries) in owners {
        let owner = owner.map_or_else(|| "Without an owner".to_owned(), markdown_cell);
        let _ = write!(out, "\n### {owner}\n\n");
        for entry in entries {
            out += &line("- [ ]", entry, &when(entry));
        }
    }
    out
}

fn line(mark: &str, entry: &Entry, when: &str) -> String {
    let forecast = &entry.forecast;
    let (question, file) = (
        markdown_cell(&forecast.question),
        markdown_cell(&entry.file),
    );
    format!(
        "{mark} **{}**: {question} Deadline {}, {when}; {file}\n",
        forecast.id, forecast.deadline
    )
}

fn waived(entry: &Entry, as_of: NaiveDate) -> String {
    let mut waivers = entry.forecast.waivers.iter();
    let holds =
        |waiver: &&Waiver| waiver.rule == command_rules::OVERDUE.code && in_force(waiver, as_of);
    let Some(waiver) = waivers.find(holds) else {
        return "waived".to_owned();
    };
    let until = waiver.until.map(|until| format!(" until {until}"));
    let because = waiver.because.as_deref();
    let because = because.map(|because| format!(": {}", markdown_cell(because)));
    format!(
        "waived{}{}",
        until.unwrap_or_default(),
        because.unwrap_or_default()
    )
}
