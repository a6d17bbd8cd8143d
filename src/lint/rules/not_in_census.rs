//! `not-in-census`

use crate::lint::findings::Findings;
use crate::lint::rule::Check;
use crate::lint::views::LedgerView;
use std::collections::BTreeMap;

use super::quote_not_in_source::is_of;
use crate::model::{ForecastId, Route, Rule, folded};

pub(super) static CHECK: Check = Check::Ledger(
    &Rule::error(
        "not-in-census",
        "a record whose sentence its document's census does not have",
    ),
    check,
);

fn check(whole: &LedgerView<'_>, findings: &mut Findings) {
    for file in whole.censuses {
        let cited = file.cited().map(|(index, _, id)| (id, index));
        let sentences: BTreeMap<&ForecastId, usize> = cited.collect();
        for subject in whole.subjects().filter(|one| is_of(one, file)) {
            let id = &subject.forecast.id;
            let Some(&index) = sentences.get(id) else {
                findings.add(
                    subject.key("source"),
                    format!("no sentence of {} cites the record", file.file),
                    format!("add its sentence there, with `records: [{id}]`"),
                );
                continue;
            };
            let source = subject.forecast.source.as_ref();
            let quote = source.and_then(|source| source.quote.as_deref());
            let words = file
                .entries()
                .nth(index)
                .map(|(_, entry)| folded(&entry.words));
            let (Some(quote), Some(words)) = (quote.map(folded), words) else {
                continue;
            };
            if !words.contains(&quote) && !quote.contains(&words) {
                findings
                    .add(
                        subject.at(Route::of("source").key("quote")),
                        "the record quotes other words than the sentence that cites it has",
                        "correct the quotation, or cite the record at its own sentence",
                    )
                    .and(file.words(index), "the sentence");
            }
        }
    }
}
