//! The first lines of an answer: what counts, by whose word, and by which rule.

use crate::dataset::ProvenanceCounts;
use crate::model::Provenance;
use crate::query::{Request, Weighting};

use super::value::count;

/// Returns the first two lines of an answer: what counts, by provenance, and how it is weighed.
///
/// Nothing where nothing counts, and of a table whose rows all count, which says nothing of days.
#[must_use]
pub fn first_lines(counts: ProvenanceCounts, request: &Request) -> String {
    if counts.all() == 0 || !request.cuts() {
        return String::new();
    }
    let each: Vec<String> = counts.each().map(told).collect();
    let all = count(counts.all(), "estimate");
    let by_git = if request.witnessed {
        "; times by git"
    } else {
        ""
    };
    format!("{all}: {}{by_git}\n{}\n", each.join(", "), rule(request))
}

/// Returns by whose word estimates count, in brackets, where any was not written down at its time.
#[must_use]
pub fn provenance(counts: ProvenanceCounts) -> String {
    let other = |(provenance, _): &(Provenance, usize)| *provenance != Provenance::Contemporaneous;
    let each: Vec<String> = counts.each().filter(other).map(told).collect();
    if each.is_empty() {
        String::new()
    } else {
        format!(" ({})", each.join(", "))
    }
}

/// Returns how many estimates count by whose word.
fn told((provenance, count): (Provenance, usize)) -> String {
    match provenance {
        Provenance::Unwitnessed => format!("{count} unwitnessed, times as claimed"),
        _ => format!("{count} {}", provenance.as_str()),
    }
}

/// Returns by which rule estimates are weighed, in a line.
#[must_use]
pub fn rule(request: &Request) -> String {
    let weigh = request.weigh;
    format!("Weighed by {weigh}: {}", weighing(weigh))
}

/// Returns what a rule of weighing means.
#[must_use]
pub fn weighing(weigh: Weighting) -> &'static str {
    match weigh {
        Weighting::Days => {
            "each estimate by the days that it stood, over the days from opening to deadline"
        }
        Weighting::First => "the first estimate of each forecaster",
        Weighting::Last => "the last estimate before the outcome was known, which flatters",
        Weighting::Each => "every estimate alike",
        Weighting::Horizon(_) => "the estimate that stood so long before the deadline",
    }
}
