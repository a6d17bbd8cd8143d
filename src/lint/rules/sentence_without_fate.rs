//! `sentence-without-fate`

use crate::lint::findings::Findings;
use crate::lint::rule::Check;
use crate::lint::views::LedgerView;
use crate::model::{CensusEntry, Fate, Rule};

pub(super) static CHECK: Check = Check::Ledger(
    &Rule::error(
        "sentence-without-fate",
        "a sentence of a census of which nothing came",
    ),
    check,
);

fn check(whole: &LedgerView<'_>, findings: &mut Findings) {
    for file in whole.censuses {
        for (index, entry) in file.entries() {
            if let Some((what, help)) = lacking(entry) {
                findings.add(file.words(index), what, help);
            }
        }
    }
}

/// Returns what of its fate a sentence does not say, and what to do about it.
fn lacking(entry: &CensusEntry) -> Option<(&'static str, &'static str)> {
    match entry.fate {
        None => Some((
            "nothing says what became of the sentence",
            "add `fate:`, and `records:` or `reason:` as it needs",
        )),
        Some(fate) if fate.is_asked() && entry.records.is_empty() => Some((
            "no record is named that asks the sentence",
            "name them: `records: [id]`, or give the sentence another fate",
        )),
        Some(Fate::NotResolvable) if entry.reason.is_none() => Some((
            "nothing says why the sentence cannot be resolved",
            "add `reason:`, such as `no-event` or `no-measure`",
        )),
        _ => None,
    }
}
