//! `unknown-reference`

use std::collections::BTreeMap;

use crate::lint::findings::Findings;
use crate::lint::references::references;
use crate::lint::rule::Check;
use crate::lint::views::LedgerView;
use crate::model::{ForecastId, Location, Rule, nearest};

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
    let is_unknown = |id: &ForecastId| !whole.by_id.contains_key(id.as_str());
    let mut near: BTreeMap<String, Option<&str>> = BTreeMap::new();
    let mut add = |place: Location, id: &ForecastId| {
        let id = id.as_str();
        if near.len() < SUGGESTED && !near.contains_key(id) {
            near.insert(id.to_owned(), nearest(id, whole.by_id.keys().copied()));
        }
        let help = match near.get(id).copied().flatten() {
            Some(near) => format!("did you mean `{near}`?"),
            None => "correct the id, or add the record".to_owned(),
        };
        findings.add(place, format!("the ledger has no `{id}`"), help);
    };
    for subject in whole.subjects() {
        let references = references(subject.forecast).into_iter();
        for reference in references.filter(|one| is_unknown(one.id)) {
            add(subject.at(reference.route), reference.id);
        }
    }
    for file in whole.censuses {
        for (index, number, id) in file.cited().filter(|(_, _, id)| is_unknown(id)) {
            add(file.citation(index, number), id);
        }
    }
}
