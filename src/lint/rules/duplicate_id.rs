//! `duplicate-id`

use crate::lint::findings::Findings;
use crate::lint::rule::Check;
use crate::lint::views::LedgerView;
use crate::model::Rule;

/// Two records of one id, of which a command that reads one of them tells too.
pub static RULE: Rule = Rule::error("duplicate-id", "two records with one id");

pub(super) static CHECK: Check = Check::Ledger(&RULE, check);

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
