//! `two-fates`

use crate::lint::findings::Findings;
use crate::lint::rule::Check;
use crate::lint::views::LedgerView;
use std::collections::BTreeMap;

use crate::model::{ForecastId, Location, Rule};

pub(super) static CHECK: Check = Check::Ledger(
    &Rule::error("two-fates", "a record that two sentences of censuses cite"),
    check,
);

fn check(whole: &LedgerView<'_>, findings: &mut Findings) {
    let mut cited: BTreeMap<&ForecastId, Location> = BTreeMap::new();
    for file in whole.censuses {
        for (index, number, id) in file.cited() {
            let place = file.citation(index, number);
            let Some(first) = cited.get(id) else {
                cited.insert(id, place);
                continue;
            };
            findings
                .add(
                    place,
                    format!("another sentence cites `{id}` already"),
                    "cite a record where its sentence stands, and give the other the fate \
                     `not-resolvable` with the reason `said-again`",
                )
                .and(first.clone(), "here");
        }
    }
}
