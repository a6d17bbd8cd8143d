//! `coder-is-forecaster`

use crate::lint::findings::Findings;
use crate::lint::rule::Check;
use crate::lint::views::RecordView;
use crate::model::{Rule, same_name};

pub(super) static CHECK: Check = Check::Record(
    &Rule::warning(
        "coder-is-forecaster",
        "an estimate that its own forecaster read out of a text",
    ),
    check,
);

fn check(subject: &RecordView<'_>, findings: &mut Findings) {
    for (i, estimate) in subject.estimates() {
        let route = subject.estimate_route(i).key("coded");
        for (number, coded) in estimate.codings().iter().enumerate() {
            if !same_name(&coded.by, &estimate.by) {
                continue;
            }
            let one = route.item(number);
            let one = if subject.node(&one).is_some() {
                one
            } else {
                route.clone()
            };
            findings
                .add(
                    subject.at(one.key("by")),
                    format!("`{}` codes a forecast of their own", coded.by),
                    "let somebody else read the text; what a forecaster says they meant is an estimate \
                     without `coded`",
                )
                .and(subject.estimate(i, "by"), "the forecaster");
        }
    }
}
