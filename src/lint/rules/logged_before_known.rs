//! `logged-before-known`

use crate::lint::findings::Findings;
use crate::lint::rule::Check;
use crate::lint::views::RecordView;
use crate::model::{Moment, Resolution, Rule};

pub(super) static CHECK: Check = Check::Record(
    &Rule::error(
        "logged-before-known",
        "an outcome logged before it was known",
    ),
    check,
);

fn check(subject: &RecordView<'_>, findings: &mut Findings) {
    let Some(resolution) = &subject.forecast.resolution else {
        return;
    };
    let known = known(resolution, subject.forecast.deadline);
    let (Some(logged), Some(known)) = (resolution.logged, known) else {
        return;
    };
    // Where its author lives, the day of a stated `known` may have begun before it has in UTC.
    let is_early = match resolution.known {
        Some(known) => logged.is_long_before(known),
        None => logged.is_before(known),
    };
    if is_early {
        let help = if resolution.known.is_some() {
            "correct one of the two days"
        } else {
            "without `known:` a no is known the day after the deadline; say `known:` where it \
             could be known sooner"
        };
        findings.add(
            subject.resolution("logged"),
            format!("logged on {logged}, before the outcome was known on {known}"),
            help,
        );
    }
}

/// Returns when the outcome was known. A question that broke may have been dropped at any time, so
/// a void resolution has such a day only where it says so.
fn known(resolution: &Resolution, deadline: Moment) -> Option<Moment> {
    if resolution.outcome.is_void() {
        resolution.known
    } else {
        Some(resolution.known_or(deadline))
    }
}
