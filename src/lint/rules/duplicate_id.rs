//! `duplicate-id`

use crate::lint::findings::Findings;
use crate::lint::rule::{Check, Rule};
use crate::lint::views::LedgerView;
use crate::model::Severity;

pub(super) const RULE: Rule = Rule {
    code: "duplicate-id",
    summary: "two records with one id",
    severity: Severity::Error,
    since: "0.1.0",
    default_on: true,
    check: Check::Ledger(check),
};

fn check(whole: &LedgerView<'_>, findings: &mut Findings) {
    for (id, indices) in &whole.by_id {
        let [first, second, others @ ..] = indices.as_slice() else {
            continue;
        };
        let mut added = findings
            .add(
                whole.id_place(*second),
                format!("the id `{id}` is taken"),
                "give one of the records another id; an id is unique in the whole ledger",
            )
            .and(whole.id_place(*first), "taken here");
        for &index in others {
            added = added.and(whole.id_place(index), "and again here");
        }
    }
}
