//! `self-reference`

use crate::lint::findings::Findings;
use crate::lint::references::references;
use crate::lint::rule::Check;
use crate::lint::views::RecordView;
use crate::model::Rule;

pub(super) static CHECK: Check = Check::Record(
    &Rule::error("self-reference", "a record that refers to itself"),
    check,
);

fn check(subject: &RecordView<'_>, findings: &mut Findings) {
    for reference in references(subject.forecast) {
        if reference.id == &subject.forecast.id {
            findings.add(
                subject.at(reference.route),
                format!("`{}` refers to itself", reference.id),
                "name another record, or remove the line",
            );
        }
    }
}
