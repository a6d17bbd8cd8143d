//! `duplicate-sentence`

use crate::lint::findings::Findings;
use crate::lint::rule::Check;
use crate::lint::views::LedgerView;
use std::collections::BTreeMap;

use crate::model::{Rule, folded};

pub(super) static CHECK: Check = Check::Ledger(
    &Rule::error("duplicate-sentence", "a sentence that a census has twice"),
    check,
);

fn check(whole: &LedgerView<'_>, findings: &mut Findings) {
    for file in whole.censuses {
        let mut seen: BTreeMap<(Option<&str>, Option<u32>, String), usize> = BTreeMap::new();
        for (index, entry) in file.entries() {
            let key = (
                entry.section.as_deref(),
                entry.paragraph,
                folded(&entry.words),
            );
            if let Some(first) = seen.get(&key) {
                findings
                    .add(
                        file.words(index),
                        "the sentence stands in the census already",
                        "remove one of the two; one that the text says again has another place",
                    )
                    .and(file.words(*first), "here");
            } else {
                seen.insert(key, index);
            }
        }
    }
}
