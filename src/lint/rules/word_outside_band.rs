//! `word-outside-band`

use crate::lint::findings::Findings;
use crate::lint::rule::Check;
use crate::lint::views::RecordView;
use crate::lint::wording::{Word, span, words};
use crate::lint::yardstick_words::{begins_with_term, term_at};
use crate::model::{Band, Probability, Route, Rule, Stated};

pub(super) static CHECK: Check = Check::Record(
    &Rule::warning(
        "word-outside-band",
        "a number outside the range of the word beside it",
    ),
    check,
);

/// How far a number may lie outside the range: half of the gaps of 5 points that the British
/// yardstick leaves on purpose between its ranges.
const SOFT: f64 = 0.025;

fn check(subject: &RecordView<'_>, findings: &mut Findings) {
    for (i, because) in subject.own_reasons() {
        // Cutting a text into words is worth it only where there is something to compare.
        if !because.contains('(') && !begins_with_term(because, subject.yardstick(i)) {
            continue;
        }
        let all = words(because);
        let route = subject.estimate_route(i).key("because");
        opening_word(subject, i, &all, &route, findings);
        bracketed_numbers(subject, i, because, &all, &route, findings);
    }
}

/// Compares the word with which a reason begins, "Likely, since …", with the estimate.
fn opening_word(
    subject: &RecordView<'_>,
    index: usize,
    all: &[Word],
    route: &Route,
    findings: &mut Findings,
) {
    let stated = subject.forecast.estimates[index].stated();
    let (Some(point), Some((band, term))) = (
        stated.and_then(Stated::point),
        term_at(all, subject.yardstick(index)),
    ) else {
        return;
    };
    // "Likely buyers are few" says nothing of the estimate; "Likely: …" does.
    let alone = term.last().is_some_and(|word| !word.joined);
    if alone {
        compare(subject, point, band, term, route, findings);
    }
}

/// Compares each word with the number in brackets after it: "likely (60%)".
fn bracketed_numbers(
    subject: &RecordView<'_>,
    index: usize,
    because: &str,
    all: &[Word],
    route: &Route,
    findings: &mut Findings,
) {
    let yardstick = subject.yardstick(index);
    let mut at = 0;
    while at < all.len() {
        let Some((band, term)) = term_at(&all[at..], yardstick) else {
            at += 1;
            continue;
        };
        let negated = at > 0 && all[at - 1].text == "not";
        at += term.len();
        let Some(number) = all.get(at) else {
            return;
        };
        let between = &because[span(term).end..number.bytes.start];
        let stated = Stated::parse(&number.text, yardstick).ok();
        let point = stated.as_ref().and_then(Stated::point);
        if let Some(point) = point.filter(|_| between.trim() == "(" && !negated) {
            compare(subject, point, band, term, route, findings);
        }
    }
}

fn compare(
    subject: &RecordView<'_>,
    point: Probability,
    band: Band,
    term: &[Word],
    route: &Route,
    findings: &mut Findings,
) {
    let (low, high, value) = (band.low.get(), band.high.get(), point.get());
    if (low - SOFT..=high + SOFT).contains(&value) {
        return;
    }
    let word: Vec<_> = term.iter().map(|word| word.text.as_str()).collect();
    let bytes = span(term);
    findings.add(
        subject.part(route, bytes.start, bytes.end),
        format!(
            "`{}` stands for {} to {} %, and the number is {} %",
            word.join(" "),
            percent(low),
            percent(high),
            percent(value)
        ),
        "correct the word or the number",
    );
}

/// Returns a probability in per cent, without the digits that only binary fractions have.
fn percent(value: f64) -> f64 {
    (value * 1e4).round() / 1e2
}
