//! `quote-not-in-source`

use crate::lint::findings::Findings;
use crate::lint::rule::Check;
use crate::lint::views::LedgerView;
use crate::lint::views::RecordView;
use crate::model::{Route, Rule, folded};
use crate::record::CensusFile;

pub(super) static CHECK: Check = Check::Ledger(
    &Rule::error(
        "quote-not-in-source",
        "a quotation that its source does not have",
    ),
    check,
);

fn check(whole: &LedgerView<'_>, findings: &mut Findings) {
    for file in whole.censuses {
        let Some(text) = &file.text else {
            continue;
        };
        for (index, entry) in file.entries() {
            if !text.contains(&folded(&entry.words)) {
                findings.add(file.words(index), MESSAGE, HELP);
            }
        }
        for subject in whole.subjects().filter(|one| is_of(one, file)) {
            let source = subject.forecast.source.as_ref();
            let quote = source.and_then(|source| source.quote.as_deref());
            if quote.is_some_and(|quote| !text.contains(&folded(quote))) {
                findings.add(subject.at(Route::of("source").key("quote")), MESSAGE, HELP);
            }
        }
    }
}

const MESSAGE: &str = "the source does not have these words";
const HELP: &str =
    "quote it word for word, with its own quotation marks; only line breaks are folded";

/// Returns whether a record was read out of the document of a census.
pub(super) fn is_of(subject: &RecordView<'_>, file: &CensusFile) -> bool {
    let source = subject.forecast.source.as_ref();
    let document = source.and_then(|source| source.document.as_deref());
    let census = file.census.as_ref();
    document.is_some_and(|name| census.is_some_and(|census| census.document == name))
}
