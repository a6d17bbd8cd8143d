//! `sentence-order`

use crate::lint::findings::Findings;
use crate::lint::rule::Check;
use crate::lint::views::LedgerView;
use std::collections::BTreeSet;

use crate::model::{Rule, folded};
use crate::record::CensusFile;

pub(super) static CHECK: Check = Check::Ledger(
    &Rule::error(
        "sentence-order",
        "a sentence of a census that stands before the one above it",
    ),
    check,
);

fn check(whole: &LedgerView<'_>, findings: &mut Findings) {
    for file in whole.censuses {
        for (index, above) in misplaced(file) {
            findings
                .add(
                    file.words(index),
                    "the sentence stands in the text before the one above it",
                    "put the sentences in the order of the text, so that none is passed over",
                )
                .and(file.words(above), "the one above");
        }
    }
}

/// Returns the sentences out of order, each with the one above it: by their places in the text, where it
/// is here, else by their sections and paragraphs.
fn misplaced(file: &CensusFile) -> Vec<(usize, usize)> {
    let Some(text) = &file.text else {
        return by_paragraph(file);
    };
    let mut last = None;
    let mut found = Vec::new();
    for (index, entry) in file.entries() {
        let words = folded(&entry.words);
        let after = last.map_or(0, |(_, at)| at);
        match (text[after..].find(&words), last) {
            (Some(at), _) => last = Some((index, after + at)),
            (None, Some((above, _))) if text.contains(&words) => found.push((index, above)),
            (None, _) => {}
        }
    }
    found
}

fn by_paragraph(file: &CensusFile) -> Vec<(usize, usize)> {
    let mut closed = BTreeSet::new();
    let mut last = None;
    let mut found = Vec::new();
    for (index, entry) in file.entries() {
        let place = (entry.section.as_deref(), entry.paragraph);
        if let Some((above, (section, paragraph))) = last {
            let is_back = section != place.0 && closed.contains(&place.0);
            if is_back || (section == place.0 && place.1.is_some() && place.1 < paragraph) {
                found.push((index, above));
                continue;
            }
            closed.insert(section);
        }
        last = Some((index, place));
    }
    found
}
