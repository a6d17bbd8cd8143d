//! `known-before-happened`

use crate::lint::findings::Findings;
use crate::lint::rule::Check;
use crate::lint::views::RecordView;
use crate::model::Rule;

pub(super) static CHECK: Check = Check::Record(
    &Rule::error("known-before-happened", "an outcome known before the event"),
    check,
);

fn check(subject: &RecordView<'_>, findings: &mut Findings) {
    let Some(resolution) = &subject.forecast.resolution else {
        return;
    };
    let (Some(known), Some(happened)) = (resolution.known, resolution.happened) else {
        return;
    };
    if known.is_before(happened) {
        findings
            .add(
                subject.resolution("known"),
                format!("the outcome was known on {known}, before it happened on {happened}"),
                "correct one of the two days",
            )
            .and(subject.resolution("happened"), "happened here");
    }
}
