//! `reference-kind`

use crate::lint::findings::Findings;
use crate::lint::references::{Reference, references};
use crate::lint::rule::Check;
use crate::lint::views::{LedgerView, RecordView};
use crate::model::{Condition, Forecast, KindName, Outcome, Route, Rule};

pub(super) static CHECK: Check = Check::Ledger(
    &Rule::error(
        "reference-kind",
        "a reference to, or from, a question of the wrong kind",
    ),
    check,
);

fn check(whole: &LedgerView<'_>, findings: &mut Findings) {
    for subject in whole.subjects() {
        for reference in references(subject.forecast) {
            one_end(&subject, &reference, findings);
            if let Some(other) = whole.find(reference.id) {
                other_end(&subject, &reference, other.forecast, findings);
            }
        }
        if let Some(given) = &subject.forecast.given {
            condition(whole, &subject, given, findings);
        }
    }
}

/// Checks that the record is of a kind that can refer to others so.
fn one_end(subject: &RecordView<'_>, reference: &Reference<'_>, findings: &mut Findings) {
    let kind = subject.forecast.kind.name();
    // A condition may stand before any question; the reader knows which kind has indicators.
    let any = matches!(reference.key, "given" | "of" | "indicators");
    if !any && kind != KindName::Binary {
        findings.add(
            subject.at(reference.route.clone()),
            format!(
                "`{}` holds between yes-no questions, and this one is of the kind {kind}",
                reference.key
            ),
            "remove it, or ask a yes-no question",
        );
    }
}

/// Checks that the record referred to is of the kind that the key wants.
fn other_end(
    subject: &RecordView<'_>,
    reference: &Reference<'_>,
    other: &Forecast,
    findings: &mut Findings,
) {
    let want = match reference.key {
        "given" => return,
        "of" => subject.forecast.kind.name(),
        "threshold" => KindName::Number,
        _ => KindName::Binary,
    };
    let kind = other.kind.name();
    if kind != want {
        findings.add(
            subject.at(reference.route.clone()),
            format!(
                "`{}` is of the kind {kind}; `{}` wants one of the kind {want}",
                other.id, reference.key
            ),
            "refer to another record",
        );
    }
}

/// Checks that the parent of a condition can have the outcome that is wanted of it.
fn condition(
    whole: &LedgerView<'_>,
    subject: &RecordView<'_>,
    given: &Condition,
    findings: &mut Findings,
) {
    let Some(parent) = whole.find(&given.forecast) else {
        return;
    };
    let text = given.outcome.to_string();
    let place = subject.at(Route::of("given").key("outcome"));
    match Outcome::parse(&text, &parent.forecast.kind) {
        Ok(outcome) if outcome.is_void() => {
            findings.add(
                place,
                format!("nothing can depend on `{}` being {outcome}", given.forecast),
                "name an outcome; where it has none, this forecast is annulled by itself",
            );
        }
        Ok(_) => {}
        Err(error) => {
            findings.add(
                place,
                format!("`{text}` is no outcome of `{}`: {error}", given.forecast),
                format!("name an outcome that `{}` can have", given.forecast),
            );
        }
    }
}
