//! `known-before-opening`

use crate::lint::findings::Findings;
use crate::lint::rule::Check;
use crate::lint::views::RecordView;
use crate::model::Rule;

pub(super) static CHECK: Check = Check::Record(
    &Rule::warning(
        "known-before-opening",
        "a question whose answer was known before it was opened",
    ),
    check,
);

fn check(subject: &RecordView<'_>, findings: &mut Findings) {
    let (Some(opened), Some(resolution)) = (subject.forecast.opened, &subject.forecast.resolution)
    else {
        return;
    };
    let Some(known) = resolution.known.or(resolution.happened) else {
        return;
    };
    if known.is_before(opened) && !resolution.outcome.is_void() {
        findings
            .add(
                subject.value("opened"),
                format!("opened on {opened}, when the answer was known since {known}"),
                "annul it, since nothing was left to forecast, or correct the day",
            )
            .and(subject.key("resolution"), "the resolution");
    }
}
