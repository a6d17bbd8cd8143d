//! `waiver-incomplete`

use crate::lint::findings::Findings;
use crate::lint::rule::Check;
use crate::lint::views::RecordView;
use crate::model::{Route, Rule};

pub(super) static CHECK: Check = Check::Record(
    &Rule::error("waiver-incomplete", "a waiver without a reason or an end"),
    check,
);

fn check(subject: &RecordView<'_>, findings: &mut Findings) {
    for (i, waiver) in subject.forecast.waivers.iter().enumerate() {
        let missing = match (waiver.because.is_none(), waiver.until.is_none()) {
            (true, true) => "a reason and an end",
            (true, false) => "a reason",
            (false, true) => "an end",
            (false, false) => continue,
        };
        findings.add(
            subject.at(Route::of("waive").item(i)),
            format!(
                "the waiver of `{}` has no effect without {missing}",
                waiver.rule
            ),
            "say why in `because:` and until when in `until:`",
        );
    }
}
