//! `no-fallback`

use crate::lint::findings::Findings;
use crate::lint::rule::Check;
use crate::lint::views::RecordView;
use crate::model::Rule;

pub(super) static CHECK: Check = Check::Record(
    &Rule::warning(
        "no-fallback",
        "an open question with one source and no other should that fail",
    ),
    check,
);

fn check(subject: &RecordView<'_>, findings: &mut Findings) {
    let forecast = subject.forecast;
    let Some(sources) = &forecast.sources else {
        return;
    };
    if forecast.resolution.is_none() && sources.fallback.is_none() {
        findings.add(
            subject.key("sources"),
            "nothing says where to look should the source fail",
            "add `fallback:` to the sources",
        );
    }
}
