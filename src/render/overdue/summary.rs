//! What is overdue, in Markdown for an issue that people work through.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::OverduePage;
use crate::ledger::Entry;
use crate::render::capped::capped;
use crate::render::escape::markdown_cell;
use crate::render::records;

/// Returns the text of an issue: a list to tick off for each owner.
#[must_use]
pub fn summary(page: &OverduePage<'_>) -> String {
    let mut out = format!("## {}\n\n{}\n", page.title(), page.basis());
    if !page.overdue.is_empty() {
        out += "`foretell resolve ID OUTCOME` logs what happened.\n";
        out += &by_owner(page);
    }
    if let (Some(within), false) = (page.within, page.soon.is_empty()) {
        let _ = write!(out, "\n### Overdue within {within} days\n\n");
        for entry in page.soon {
            let day = page.view.first_overdue(page.ledger, entry);
            out += &line("-", entry, &[], &format!("overdue on {day}"));
        }
    }
    if !page.waived.is_empty() {
        out += "\n### Waived\n\n";
        for entry in page.waived {
            let waived = records::waived(&entry.forecast, page.view.as_of);
            out += &line("-", entry, &[], &markdown_cell(&waived.unwrap_or_default()));
        }
    }
    capped(out)
}

fn by_owner(page: &OverduePage<'_>) -> String {
    let mut owners: BTreeMap<Option<&str>, Vec<&Entry>> = BTreeMap::new();
    for entry in page.overdue {
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
            let late = markdown_cell(&page.late(entry));
            out += &line("- [ ]", entry, &page.mentions(entry), &late);
        }
    }
    out
}

/// Returns the line of a record. What stands between its id and the colon are handles alone, which the
/// workflow takes into its comment.
fn line(mark: &str, entry: &Entry, mentions: &[&str], when: &str) -> String {
    let forecast = &entry.forecast;
    let (question, file) = (
        markdown_cell(&forecast.question),
        markdown_cell(&entry.file),
    );
    let called: String = mentions
        .iter()
        .map(|handle| format!(" @{handle}"))
        .collect();
    format!(
        "{mark} **{}**{called}: {question} Deadline {}, {when}; {file}\n",
        forecast.id, forecast.deadline
    )
}
