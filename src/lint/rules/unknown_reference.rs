//! `unknown-reference`

use std::collections::BTreeMap;

use crate::lint::findings::Findings;
use crate::lint::references::references;
use crate::lint::rule::Check;
use crate::lint::views::LedgerView;
use crate::model::{Rule, nearest};

pub(super) static CHECK: Check = Check::Ledger(
    &Rule::error(
        "unknown-reference",
        "a record that the ledger does not have",
    ),
    check,
);

/// For how many ids the nearest is looked for. A ledger that lacks more was cut in two, and
/// comparing each with all the others would take minutes.
const SUGGESTED: usize = 100;

fn check(whole: &LedgerView<'_>, findings: &mut Findings) {
    let mut near: BTreeMap<&str, Option<&str>> = BTreeMap::new();
    for subject in whole.subjects() {
        for reference in references(subject.forecast) {
            let id = reference.id.as_str();
            if whole.by_id.contains_key(id) {
                continue;
            }
            if near.len() < SUGGESTED && !near.contains_key(id) {
                near.insert(id, nearest(id, whole.by_id.keys().copied()));
            }
            let help = match near.get(id).copied().flatten() {
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
