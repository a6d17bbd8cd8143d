//! `no-unit`

use crate::lint::findings::Findings;
use crate::lint::rule::Check;
use crate::lint::views::RecordView;
use crate::model::{Kind, Rule};

pub(super) static CHECK: Check = Check::Record(
    &Rule::warning("no-unit", "a number without its unit"),
    check,
);

fn check(subject: &RecordView<'_>, findings: &mut Findings) {
    if matches!(subject.forecast.kind, Kind::Number { unit: None, .. }) {
        findings.add(
            subject.value("question"),
            "nothing says what the number is counted in",
            "add `unit:`, as in `percent` or `million tonnes`",
        );
    }
}
