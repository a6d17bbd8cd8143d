//! `self-reference`

use crate::lint::findings::Findings;
use crate::lint::references::references;
use crate::lint::rule::{Check, Rule};
use crate::lint::views::RecordView;
use crate::model::Severity;

pub(super) const RULE: Rule = Rule {
    code: "self-reference",
    summary: "a record that refers to itself",
    severity: Severity::Error,
    since: "0.1.0",
    default_on: true,
    check: Check::Record(check),
};

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
