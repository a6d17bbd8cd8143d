//! `condition-contradicted`

use crate::lint::findings::Findings;
use crate::lint::rule::{Check, Rule};
use crate::lint::subject::{Subject, Whole};
use crate::model::{Condition, Severity};

pub(super) const RULE: Rule = Rule {
    code: "condition-contradicted",
    summary: "an outcome although the condition was not met",
    severity: Severity::Error,
    since: "0.1.0",
    default_on: true,
    check: Check::Ledger(check),
};

fn check(whole: &Whole<'_>, findings: &mut Findings) {
    for subject in whole.subjects() {
        let (Some(given), Some(resolution)) =
            (&subject.forecast.given, &subject.forecast.resolution)
        else {
            continue;
        };
        if resolution.outcome.is_void() {
            continue;
        }
        if let Some(parent) = unmet(whole, given) {
            findings
                .add(
                    subject.resolution("outcome"),
                    format!(
                        "resolved {}, although `{}` did not come out {}",
                        resolution.outcome, given.forecast, given.outcome
                    ),
                    "the outcome is `annulled`; without a resolution it counts as that by itself",
                )
                .and(parent.key("resolution"), "the condition's resolution");
        }
    }
}

/// Returns the parent of a condition that is resolved and did not come out as the condition wants.
fn unmet<'a>(whole: &'a Whole<'_>, given: &Condition) -> Option<Subject<'a>> {
    let parent = whole.find(&given.forecast)?;
    let outcome = &parent.forecast.resolution.as_ref()?.outcome;
    (outcome.to_string() != given.outcome.to_string()).then_some(parent)
}
