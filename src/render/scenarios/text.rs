//! The lines around the sheets of a scenario set.

use std::fmt::Write;

use super::sheets::{outcome, yes_or_no};
use crate::analysis::scenarios::{APART, Assessment, Bearing, SetRequest, Sign, Trouble, Watched};
use crate::analysis::wording;
use crate::ledger::{Ledger, State, View};
use crate::render::escape::one_line;
use crate::render::{records, value};
use crate::scoring::bayes::WeightOfEvidence;

/// Returns the head of an account: which set, how it stands, and what it starts from.
pub(in crate::render) fn head(
    ledger: &Ledger,
    assessment: &Assessment<'_>,
    request: &SetRequest,
) -> String {
    let forecast = &assessment.entry.forecast;
    let mut out = format!("{}  {}\n", forecast.id, one_line(forecast.name()));
    let state = match request.view.state(ledger, assessment.entry) {
        State::Resolved(resolution) => {
            let known = resolution.known_or(forecast.deadline);
            format!(
                "resolved {}, known {known}",
                value::outcome(&resolution.outcome)
            )
        }
        other => format!("{}, deadline {}", records::state(&other), forecast.deadline),
    };
    let start = match assessment.by {
        Some(by) => format!(
            "starts from {}'s estimate of {}",
            one_line(by),
            assessment.start
        ),
        None => "nobody gave numbers, so that all start alike".to_owned(),
    };
    let _ = writeln!(out, "{state}; {start}");
    if !request.suppose.is_empty() {
        let all = request.suppose.iter();
        let all = all.map(|(id, outcome)| format!("{id} {}", yes_or_no(*outcome)));
        let _ = writeln!(out, "supposed: {}", all.collect::<Vec<_>>().join(", "));
    }
    out
}

/// Returns the head of the path of a set.
pub(super) fn history_head(assessment: &Assessment<'_>) -> String {
    let forecast = &assessment.entry.forecast;
    let whose = assessment.by.map_or_else(
        || "from an even start".to_owned(),
        |by| format!("from {}'s estimates", one_line(by)),
    );
    format!("{}  {}, {whose}\n", forecast.id, one_line(forecast.name()))
}

/// Returns the lines under an account: which indicators do not push and why, and what does not
/// fit.
pub(in crate::render) fn notes(assessment: &Assessment<'_>, watched: &[Watched<'_, '_>]) -> String {
    let mut out = String::new();
    let signs = || assessment.signs.iter();
    list(
        &mut out,
        "Overdue, evidence not yet booked",
        assessment.overdue().map(name),
    );
    let counted = signs().filter(|sign| matches!(sign.bearing, Bearing::Counted { .. }));
    list(
        &mut out,
        "Known before the estimate, which has counted them",
        counted.map(name),
    );
    let silent = signs().filter(|sign| is_silent(sign.bearing));
    let silent = silent.map(|sign| format!("{} ({})", name(sign), outcome(sign.bearing)));
    list(&mut out, "Leave the scenarios alone", silent);
    list(
        &mut out,
        "Count once, the stronger",
        signs().filter_map(|sign| covered(assessment, sign)),
    );
    list(
        &mut out,
        "Tell nothing, whatever the answer",
        assessment.non_diagnostic().map(name),
    );
    let coded = signs().filter(|sign| sign.indicator.illustration);
    if coded.clone().count() == assessment.signs.len() {
        if !assessment.signs.is_empty() {
            out += "All likelihoods were written after the outcome, as an illustration.\n";
        }
    } else {
        let head = "Likelihoods written after the outcome, as an illustration";
        list(&mut out, head, coded.map(name));
    }
    for one in watched {
        misfit(&mut out, assessment, one);
    }
    out
}

/// Says whether an indicator has an answer that bears on no scenario, or none.
fn is_silent(bearing: Bearing) -> bool {
    matches!(
        bearing,
        Bearing::Void(_) | Bearing::Partial(_) | Bearing::Missing
    )
}

fn name(sign: &Sign<'_>) -> String {
    sign.indicator.forecast.to_string()
}

fn list(out: &mut String, head: &str, all: impl Iterator<Item = String>) {
    let all: Vec<String> = all.collect();
    if !all.is_empty() {
        let _ = writeln!(out, "{head}: {}", all.join(", "));
    }
}

/// Returns an indicator in whose place another counts, with the other.
fn covered(assessment: &Assessment<'_>, sign: &Sign<'_>) -> Option<String> {
    let Some(WeightOfEvidence::Covered { by }) = assessment.push(sign) else {
        return None;
    };
    let other = assessment.sign(*by)?;
    Some(format!("{} and not {}", name(other), name(sign)))
}

/// Writes what is said of an indicator by itself where it does not fit what the set implies; from
/// an even start the set implies nothing that anybody believes.
fn misfit(out: &mut String, assessment: &Assessment<'_>, one: &Watched<'_, '_>) {
    let Some(own) = one.own.as_ref().filter(|own| own.gap > APART) else {
        return;
    };
    let Some(by) = assessment.by else { return };
    let told = wording::misfit(own, &name(one.sign), by, one.open.implied);
    let _ = writeln!(out, "Does not fit: {}", one_line(&told));
}

/// Returns the lines that say what made the accounts.
pub(super) fn made(view: &View) -> String {
    let booked = if view.booked {
        ", by the day of booking"
    } else {
        ""
    };
    format!(
        "As of {}{booked}. Weight of evidence is in decibans (ten times the logarithm) and as the factor on a \
         scenario's odds; bits and the share of all: how far the answer would tell the scenarios \
         apart.\n",
        view.as_of
    )
}

/// Returns why nothing can be worked out of a set.
#[must_use]
pub fn trouble(trouble: &Trouble<'_>) -> String {
    let by = trouble.by.map(|by| format!(" as {} has it", one_line(by)));
    let id = &trouble.entry.forecast.id;
    format!(
        "{id}{}: nothing can be worked out, {}",
        by.unwrap_or_default(),
        trouble.why
    )
}
