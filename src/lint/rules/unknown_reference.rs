//! `unknown-reference`

use crate::lint::findings::Findings;
use crate::lint::references::references;
use crate::lint::rule::{Check, Rule};
use crate::lint::subject::Whole;
use crate::model::{Severity, nearest};

pub(super) const RULE: Rule = Rule {
    code: "unknown-reference",
    summary: "a record that the ledger does not have",
    severity: Severity::Error,
    since: "0.1.0",
    default_on: true,
    check: Check::Ledger(check),
};

fn check(whole: &Whole<'_>, findings: &mut Findings) {
    for subject in whole.subjects() {
        for reference in references(subject.forecast) {
            let id = reference.id.as_str();
            if whole.by_id.contains_key(id) {
                continue;
            }
            let help = match nearest(id, whole.by_id.keys().copied()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => "correct the id, or add the record".to_owned(),
            };
            findings.add(
                subject.at(reference.route),
                format!("the ledger has no `{id}`"),
                help,
            );
        }
    }
}
