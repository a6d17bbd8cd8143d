//! Contradictions between estimates, as findings.

use crate::analysis::coherence::{Incoherence, Number, Of, Tied, compare};
use crate::ledger::Selection;
use crate::model::{Estimate, ForecastId, Location, Route, Value};
use crate::scoring::coherence::ViolationSeverity;

use super::findings::Findings;
use super::views::LedgerView;

/// Adds a finding for each contradiction that is as grave as that.
pub(super) fn report(whole: &LedgerView<'_>, severity: ViolationSeverity, findings: &mut Findings) {
    let found = compare(whole.tied(), &Selection::default(), &whole.view_of_day());
    for clash in found
        .clashes
        .iter()
        .filter(|clash| clash.severity == severity)
    {
        add(whole, clash, findings);
    }
}

/// Adds a finding at the estimate that was made last, which is the one to think about.
fn add(whole: &LedgerView<'_>, clash: &Incoherence<'_>, findings: &mut Findings) {
    let mut spots: Vec<(i64, Location, String)> = clash
        .numbers
        .iter()
        .flat_map(|number| spots(whole, number))
        .collect();
    // Stable: of those of one day the last in the relation's order.
    spots.sort_by_key(|(made, _, _)| *made);
    let last = spots.pop().map(|(_, place, _)| place);
    let Some(place) = last.or_else(|| declared(whole, clash)) else {
        return;
    };
    let mut added = findings.add(place, clash.finding(), help(clash));
    for (_, place, label) in spots {
        added = added.and(place, label);
    }
    if let Some(place) = declared(whole, clash) {
        added.and(place, "what ties them");
    }
}

fn help(clash: &Incoherence<'_>) -> String {
    let fits = clash.repair().map(|fits| match clash.severity {
        ViolationSeverity::Hard => format!("nearest that fits: {fits}"),
        _ => format!("left is {fits}"),
    });
    let parts: Vec<String> = clash.loss().into_iter().chain(fits).collect();
    if parts.is_empty() {
        "estimate one of them anew".to_owned()
    } else {
        parts.join("; ")
    }
}

/// Returns where a number was said, with the moment and the text.
fn spots(whole: &LedgerView<'_>, number: &Number<'_>) -> Vec<(i64, Location, String)> {
    let id = &number.term.entry.forecast.id;
    let spot = |(i, estimate): &(usize, &Estimate)| {
        let route = Route::of("estimates").item(*i);
        let route = match (&estimate.value, number.term.of) {
            (Value::Options(_), Of::Option(option)) => route.key("probabilities").key(option),
            (Value::Probability(_), _) => route.key("probability"),
            _ => route,
        };
        let label = match (&estimate.value, number.term.of) {
            (Value::Probability(stated), _) => format!("{} here", stated.text),
            _ => "said here".to_owned(),
        };
        Some((estimate.date.start(), place(whole, id, route)?, label))
    };
    number.said.iter().filter_map(spot).collect()
}

/// Returns where the relation is written.
fn declared(whole: &LedgerView<'_>, clash: &Incoherence<'_>) -> Option<Location> {
    let tie = match &clash.tied {
        Tied::One(tie) => tie,
        Tied::Together(ties) | Tied::NoOutcome(ties) => ties.first()?,
    };
    Some(whole.find(&tie.entry.forecast.id)?.key(tie.key))
}

fn place(whole: &LedgerView<'_>, id: &ForecastId, route: Route) -> Option<Location> {
    Some(whole.find(id)?.at(route))
}
