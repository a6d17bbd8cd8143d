//! `resolver-is-forecaster`

use crate::lint::findings::Findings;
use crate::lint::rule::Check;
use crate::lint::views::RecordView;
use crate::model::Rule;

pub(super) static CHECK: Check = Check::Record(
    &Rule::warning(
        "resolver-is-forecaster",
        "a resolution logged by one of the forecasters",
    )
    .off(),
    check,
);

fn check(subject: &RecordView<'_>, findings: &mut Findings) {
    let resolution = subject.forecast.resolution.as_ref();
    let Some(by) = resolution.and_then(|resolution| resolution.by.as_ref()) else {
        return;
    };
    if let Some((i, _)) = subject
        .estimates()
        .find(|(_, estimate)| *estimate.by == **by)
    {
        findings
            .add(
                subject.resolution("by"),
                format!("{by} judges a forecast of their own"),
                "let somebody else resolve it",
            )
            .and(subject.estimate(i, "by"), "estimated here");
    }
}
