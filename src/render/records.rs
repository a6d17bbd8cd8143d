//! Lists of records as sheets.

use chrono::NaiveDate;

use crate::ledger::{Entry, Ledger, State, View, standing};
use crate::lint::snoozed;
use crate::model::Forecast;
use crate::render::column;

use super::{LogEntryV1, ScreenTable, value};

/// Returns the sheet of `list`: a row for each record.
#[must_use]
pub fn list(ledger: &Ledger, entries: &[&Entry], view: &View) -> ScreenTable {
    let mut sheet = ScreenTable::new([
        column::text("id").down_to(16),
        column::whole("state").rank(3),
        column::whole("deadline"),
        column::text("estimate").rank(1),
        column::text("outcome").rank(2),
        column::text("question").down_to(20),
    ]);
    for entry in entries {
        let forecast = &entry.forecast;
        sheet.row(vec![
            forecast.id.to_string(),
            view.state(ledger, entry).as_str().to_owned(),
            forecast.deadline.to_string(),
            estimates(forecast, view),
            outcome(&view.state(ledger, entry)),
            forecast.name().to_owned(),
        ]);
    }
    sheet
}

/// The room of `waived until 2027-01-31`: a reason may be cut short, the end of it not.
pub(super) const UNTIL: usize = 24;

/// Returns the sheet of `due` and `overdue`: a row for each record, with whom to ask.
#[must_use]
pub fn deadlines(ledger: &Ledger, entries: &[&Entry], view: &View) -> ScreenTable {
    let notes = entries.iter().map(|entry| note(ledger, entry, view));
    let notes: Vec<String> = notes.collect();
    let has_notes = notes.iter().any(|note| !note.is_empty());
    let mut columns = vec![
        column::text("id").down_to(16),
        column::whole("when"),
        column::whole("deadline"),
        column::whole("answer by").rank(3),
        column::text("owner").rank(2),
    ];
    columns.extend(has_notes.then(|| column::text("note").down_to(UNTIL).rank(1)));
    columns.push(column::text("question").down_to(20));
    let mut sheet = ScreenTable::new(columns);
    for (entry, note) in entries.iter().zip(notes) {
        let forecast = &entry.forecast;
        let mut cells = vec![
            forecast.id.to_string(),
            when(ledger, entry, view),
            forecast.deadline.to_string(),
            forecast.lookup().to_string(),
            forecast.owner.clone().unwrap_or_default(),
        ];
        cells.extend(has_notes.then_some(note));
        cells.push(forecast.name().to_owned());
        sheet.row(cells);
    }
    sheet
}

/// Returns the sheet of `log`: a row for each estimate and resolution. The day that it speaks for
/// stands there where it is another than that on which it was written.
#[must_use]
pub fn log(entries: &[LogEntryV1]) -> ScreenTable {
    let mut sheet = ScreenTable::new([
        column::whole("written"),
        column::whole("for").rank(2),
        column::whole("what"),
        column::text("id"),
        column::text("by"),
        column::text("estimate or outcome").rank(1),
    ]);
    for LogEntryV1 { facts, text, .. } in entries {
        let date = Some(&facts.date).filter(|&date| *date != facts.written);
        sheet.row(vec![
            facts.written.to_string(),
            date.map(ToString::to_string).unwrap_or_default(),
            facts.what.to_owned(),
            facts.id.clone(),
            facts.by.clone().unwrap_or_default(),
            text.clone(),
        ]);
    }
    sheet
}

/// Returns how many days are left until the answer of an open record is due, below 0 since then; none
/// while it waits for the forecast that it depends on.
#[must_use]
pub fn days_left(ledger: &Ledger, entry: &Entry, view: &View) -> Option<i64> {
    match view.state(ledger, entry) {
        State::Waiting => None,
        _ => Some((view.due(ledger, entry) - view.as_of).num_days()),
    }
}

/// Returns until when a forecast is kept quiet though it is overdue, and why.
#[must_use]
pub fn waived(forecast: &Forecast, as_of: NaiveDate) -> Option<String> {
    let waiver = snoozed(forecast, as_of)?;
    let (until, because) = (waiver.until?, waiver.because.as_ref()?);
    Some(format!("waived until {until}: {because}"))
}

/// Returns to whom a record goes that stays overdue.
#[must_use]
pub fn escalated(ledger: &Ledger, entry: &Entry, view: &View) -> Option<String> {
    let to = view.escalated_to(ledger, entry)?;
    Some(format!("escalated to {to}"))
}

/// Returns what is to be said of an overdue record besides: that it is waived, else to whom it goes.
#[must_use]
pub fn note(ledger: &Ledger, entry: &Entry, view: &View) -> String {
    if !matches!(view.state(ledger, entry), State::Overdue { .. }) {
        return String::new();
    }
    waived(&entry.forecast, view.as_of)
        .or_else(|| escalated(ledger, entry, view))
        .unwrap_or_default()
}

/// Returns how far away the answer of a record is, or by how long it is overdue.
#[must_use]
pub fn when(ledger: &Ledger, entry: &Entry, view: &View) -> String {
    match view.state(ledger, entry) {
        State::Overdue { .. } => {
            let days = value::count(view.days_overdue(ledger, entry), "day");
            format!("overdue by {days}")
        }
        State::Waiting => "waiting".to_owned(),
        State::Awaiting { by } => awaiting(by, view.as_of),
        _ => match usize::try_from((view.due(ledger, entry) - view.as_of).num_days()) {
            Ok(left) => format!("in {}", value::count(left, "day")),
            Err(_) => String::new(),
        },
    }
}

/// Returns how long the outcome of a question is awaited whose deadline has passed.
#[must_use]
pub fn awaiting(by: NaiveDate, as_of: NaiveDate) -> String {
    if as_of <= by {
        format!("expected by {by}")
    } else {
        "in grace".to_owned()
    }
}

/// Returns a state in a word or two; a void one with its reason.
#[must_use]
pub fn state(state: &State<'_>) -> String {
    match state {
        State::Void(reason) => reason.as_str().to_owned(),
        other => other.as_str().to_owned(),
    }
}

fn estimates(forecast: &Forecast, view: &View) -> String {
    let standing = standing(forecast, view);
    let alone = standing.len() == 1;
    let one = |by: &str, text: String| if alone { text } else { format!("{by}: {text}") };
    let texts = standing
        .iter()
        .map(|estimate| one(&estimate.by, value::value(&estimate.value, &forecast.kind)));
    texts.collect::<Vec<_>>().join("; ")
}

/// Returns what came of it: the outcome, or why there is none.
fn outcome(state: &State<'_>) -> String {
    match state {
        State::Resolved(resolution) => value::outcome(&resolution.outcome),
        State::Void(reason) => reason.as_str().to_owned(),
        State::Open | State::Waiting | State::Awaiting { .. } | State::Overdue { .. } => {
            String::new()
        }
    }
}
