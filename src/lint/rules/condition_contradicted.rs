//! `condition-contradicted`

use crate::lint::findings::Findings;
use crate::lint::rule::Check;
use crate::lint::views::{LedgerView, RecordView};
use crate::model::{Condition, Rule};

pub(super) static CHECK: Check = Check::Ledger(
    &Rule::error(
        "condition-contradicted",
        "an outcome although the condition was not met",
    ),
    check,
);

fn check(whole: &LedgerView<'_>, findings: &mut Findings) {
    for subject in whole.subjects() {
        let (Some(given), Some(resolution)) =
            (&subject.forecast.given, &subject.forecast.resolution)
        else {
            continue;
        };
        if resolution.outcome.is_void() {
            continue;
        }
        if let Some(parent) = unmet(whole, given, DEEPEST) {
            findings
                .add(
                    subject.resolution("outcome"),
                    format!(
                        "resolved {}, although its condition `{}` was not met",
                        resolution.outcome, given.forecast
                    ),
                    "the outcome is `annulled`; without a resolution it counts as that by itself",
                )
                .and(parent.key("resolution"), "which is resolved otherwise");
        }
    }
}

/// How deep conditions may depend on conditions before that is taken for a circle.
const DEEPEST: usize = 64;

/// Returns the forecast for which a condition is not met: the one that it names, or one on which
/// that hangs in turn.
fn unmet<'a>(whole: &LedgerView<'a>, given: &Condition, depth: usize) -> Option<RecordView<'a>> {
    let parent = whole.find(&given.forecast).filter(|_| depth > 0)?;
    let above = parent.forecast.given.as_ref();
    if let Some(unmet) = above.and_then(|above| unmet(whole, above, depth - 1)) {
        return Some(unmet);
    }
    // Written out, since only the other forecast's kind says whether `2014` is a number or an
    // option.
    let outcome = parent.forecast.resolution.as_ref()?.outcome.to_string();
    (outcome != given.outcome.to_string()).then_some(parent)
}
