//! Coming due and overdue.

use crate::analysis::review::{Review, SOON};
use crate::ledger::{Entry, Ledger, standing};
use crate::model::Forecast;
use crate::render::records;
use crate::render::value::{self, count};

use super::document::{Block, DocumentTable, Section};
use super::plots::calendar_of;
use super::spans::{about, text, to};

/// Returns the section.
pub(super) fn section(ledger: &Ledger, review: &Review<'_>) -> Section {
    let agenda = &review.agenda;
    let awaiting = match agenda.awaiting.len() {
        0 => String::new(),
        n => format!(" {n} awaiting an outcome,"),
    };
    let mut blocks = vec![Block::Text(text(format!(
        "{} overdue,{awaiting} {} due within {SOON} days, {} later.",
        count(agenda.overdue.len(), "forecast"),
        agenda.soon.len(),
        agenda.later.len()
    )))];
    let lists = [
        ("Overdue", &agenda.overdue),
        ("Awaiting an outcome", &agenda.awaiting),
        ("Coming due", &agenda.soon),
        ("Later", &agenda.later),
    ];
    for (caption, entries) in lists {
        if !entries.is_empty() {
            blocks.push(Block::Table(table(ledger, review, caption, entries)));
        }
    }
    if !review.entries.is_empty() {
        let plot = calendar_of(ledger, &review.entries, &review.request.view);
        blocks.push(Block::Plot(Box::new(plot)));
    }
    Section {
        id: "agenda",
        title: "Coming due and overdue",
        blocks,
    }
}

fn table(ledger: &Ledger, review: &Review<'_>, caption: &str, entries: &[&Entry]) -> DocumentTable {
    let view = &review.request.view;
    let mut table = DocumentTable {
        long: true,
        ..DocumentTable::new(
            caption,
            &[
                "forecast",
                "deadline",
                "answer by",
                "note",
                "stands at",
                "owner",
            ],
        )
    };
    for &entry in entries {
        let forecast = &entry.forecast;
        let stands = standing(forecast, view);
        table.row_about(
            about(ledger, entry, view),
            vec![
                to(entry).into(),
                forecast.deadline.day().to_string().into(),
                answer_by(forecast).into(),
                records::note(ledger, entry, view).into(),
                stands
                    .iter()
                    .map(|one| {
                        stands_at(
                            &one.by,
                            value::value(&one.value, &forecast.kind),
                            stands.len(),
                        )
                    })
                    .collect::<Vec<_>>()
                    .join("; ")
                    .into(),
                owner(forecast).into(),
            ],
        );
    }
    table.without_empty_columns()
}

fn stands_at(by: &str, said: String, all: usize) -> String {
    if all == 1 {
        said
    } else {
        format!("{by}: {said}")
    }
}

/// Returns the day on which the answer can be looked up, where that is not the deadline.
fn answer_by(forecast: &Forecast) -> String {
    let (day, deadline) = (forecast.lookup().day(), forecast.deadline.day());
    if day == deadline {
        String::new()
    } else {
        day.to_string()
    }
}

fn owner(forecast: &Forecast) -> &str {
    forecast.owner.as_deref().unwrap_or_default()
}
