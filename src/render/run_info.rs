//! How an answer was made, in words.

use serde_json::Value;

use crate::ledger::Selection;
use crate::model::ForecastId;
use crate::query::{Excluded, ExclusionReason, Request};

use super::FiltersV1;
use super::value::count;

/// Returns the filters that were set, for the JSON.
///
/// # Panics
///
/// Never: the filters are lists of texts under fixed names.
#[must_use]
pub fn filters(selection: &Selection) -> Value {
    let filters = serde_json::to_value(FiltersV1::new(selection));
    filters.expect("lists of texts under fixed names")
}

/// Returns the filters that were set, in words: `forecaster ben; tag gas, oil`.
fn filters_in_words(selection: &Selection) -> String {
    let text = |value: &Value| {
        value
            .as_str()
            .map_or_else(|| value.to_string(), str::to_owned)
    };
    let one = |(key, value): (&String, &Value)| {
        let values = match value {
            Value::Array(all) => all.iter().map(text).collect::<Vec<_>>().join(", "),
            one => text(one),
        };
        format!("{} {values}", key.replace('_', " "))
    };
    let filters = filters(selection);
    let set = filters.as_object().into_iter().flatten();
    set.map(one).collect::<Vec<_>>().join("; ")
}

/// Returns the line under a table that says what made it.
#[must_use]
pub fn line(request: &Request, rule: &str) -> String {
    format!("{rule}; weighed by {}; {}", request.weigh, seen(request))
}

/// Returns from when, and of which records, things were seen.
#[must_use]
pub fn seen(request: &Request) -> String {
    let view = &request.view;
    let mut parts = Vec::new();
    if request.looks_at_the_day() {
        parts.push(format!("as of {}", view.as_of));
    }
    match &request.table {
        Some(reading) => {
            parts.push(format!("table {}", reading.name));
            if let Some(order) = reading.ordered.as_ref().filter(|order| !order.is_empty()) {
                parts.push(format!("options in the order {}", order.join(", ")));
            }
        }
        None => parts.push(format!("grace {} days", view.grace)),
    }
    if view.booked {
        parts.push("by the day of booking".to_owned());
    }
    if request.include_early {
        parts.push("with forecasts resolved early".to_owned());
    }
    if request.include_retrospective {
        parts.push("with retrospective estimates".to_owned());
    }
    if let Some(regraded) = &request.regraded {
        parts.push(format!(
            "with {} of {}, {} other than logged",
            count(regraded.given, "outcome"),
            regraded.name,
            regraded.changed
        ));
    }
    if request.selection != Selection::default() {
        parts.push(format!("only {}", filters_in_words(&request.selection)));
    }
    parts.join("; ")
}

/// Returns what was left out, a line for each reason, with what to do about it.
#[must_use]
pub fn left_out(skipped: &Excluded) -> String {
    let mut out = String::new();
    for (reason, ids) in &skipped.forecasts {
        let remedy = reason
            .remedy()
            .map(|remedy| format!(" ({remedy})"))
            .unwrap_or_default();
        out += &format!(
            "  {} {}{remedy}{}\n",
            count(ids.len(), "forecast"),
            reason.what(),
            by_name(*reason, ids)
        );
    }
    for (reason, rows) in &skipped.rows {
        out += &format!("  {} {}\n", count(*rows, "row"), reason.what());
    }
    if skipped.unreadable > 0 {
        let what = count(skipped.unreadable, "record");
        out += &format!("  {what} could not be read (`foretell check` says why)\n");
    }
    if out.is_empty() {
        out
    } else {
        format!("Excluded:\n{out}")
    }
}

/// Returns how many forecasts are excluded, and why most of them, in a line; and where more is told.
#[must_use]
pub fn excluded(skipped: &Excluded, told: bool) -> String {
    let all: usize = skipped.forecasts.values().map(Vec::len).sum();
    let most = skipped.forecasts.iter().max_by_key(|(_, ids)| ids.len());
    let unreadable = match skipped.unreadable {
        0 => String::new(),
        n => format!(
            "; {} could not be read (foretell check)",
            count(n, "record")
        ),
    };
    let answerable = ANSWERABLE.iter().filter_map(|(reason, head)| {
        let ids = skipped.forecasts.get(reason)?;
        Some(format!("{head}{}\n", by_name(*reason, ids)))
    });
    let answerable: String = answerable.filter(|_| !told).collect();
    match most {
        Some((reason, ids)) if !told => format!(
            "{answerable}Excluded: {}, {} {} (--why){unreadable}     More: --verbose",
            count(all, "forecast"),
            if ids.len() == all {
                "all".to_owned()
            } else {
                format!("{} of them", ids.len())
            },
            reason.what()
        ),
        _ => format!("More: --verbose{unreadable}"),
    }
}

/// Returns what is excluded, a line for each reason, each by name.
#[must_use]
pub fn left_out_by_name(skipped: &Excluded) -> String {
    let mut out = String::new();
    for (reason, ids) in &skipped.forecasts {
        let remedy = reason.remedy().map(|remedy| format!(" ({remedy})"));
        let names: Vec<&str> = ids.iter().map(ForecastId::as_str).collect();
        out += &format!(
            "Excluded, {}{}: {}\n",
            reason.what(),
            remedy.unwrap_or_default(),
            names.join(", ")
        );
    }
    out
}

/// What somebody has to answer for who dates an estimate back, or takes one of their own out of the
/// score.
const ANSWERABLE: [(ExclusionReason, &str); 2] = [
    (ExclusionReason::Retrospective, "Retrospective"),
    (
        ExclusionReason::VoidedByForecaster,
        "Voided by their own forecasters",
    ),
];

/// How many forecasts are named on a line.
const NAMED: usize = 9;

/// Returns the names of those left out for a reason that somebody has to answer for.
fn by_name(reason: ExclusionReason, ids: &[ForecastId]) -> String {
    if ANSWERABLE
        .iter()
        .all(|(answerable, _)| *answerable != reason)
    {
        return String::new();
    }
    let names: Vec<&str> = ids.iter().take(NAMED).map(ForecastId::as_str).collect();
    let more = match ids.len().saturating_sub(NAMED) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    format!(": {}{more}", names.join(", "))
}

/// Returns why nothing is left to count, and what to do about it.
#[must_use]
pub fn nothing(request: &Request, skipped: &Excluded) -> String {
    if request.table.is_some() {
        return nothing_in_table(request, skipped);
    }
    let all: usize = skipped.forecasts.values().map(Vec::len).sum();
    if all == 0 && skipped.unreadable == 0 {
        let filtered = request.selection != Selection::default();
        return if filtered {
            "No forecast passes the filters.\n".to_owned()
        } else {
            "There are no forecasts yet; `foretell new` writes the first.\n".to_owned()
        };
    }
    let first = if skipped.count(ExclusionReason::Early) > 0 {
        "No resolved forecast has passed its deadline and the days of grace."
    } else if skipped.count(ExclusionReason::Late) > 0 {
        "No estimate was made before its outcome was known."
    } else if skipped.count(ExclusionReason::Retrospective) > 0 {
        "No estimate was written before its outcome was known."
    } else if skipped.count(ExclusionReason::NotDue) + skipped.count(ExclusionReason::Unresolved)
        == all
    {
        "No forecast is resolved."
    } else {
        "No resolved forecast has an estimate with a number."
    };
    format!("Nothing to score yet. {first}\n{}", left_out(skipped))
}

fn nothing_in_table(request: &Request, skipped: &Excluded) -> String {
    if !skipped.rows.is_empty() {
        return format!("Nothing to score. {}", left_out(skipped));
    }
    if request.selection == Selection::default() {
        "The table has no rows.\n".to_owned()
    } else {
        "No row passes the filters.\n".to_owned()
    }
}
