//! `certain-estimate`

use crate::lint::findings::Findings;
use crate::lint::rule::Check;
use crate::lint::views::RecordView;
use crate::model::{Kind, Probability, Reading, Route, Rule, Stated, Value};

pub(super) static CHECK: Check = Check::Record(
    &Rule::warning(
        "certain-estimate",
        "an estimate that leaves no room for being wrong",
    ),
    check,
);

fn check(subject: &RecordView<'_>, findings: &mut Findings) {
    for (i, estimate) in subject.estimates() {
        let route = subject.estimate_route(i);
        match &estimate.value {
            Value::Probability(stated) if is_certain(stated) => {
                add(subject, findings, &route.key("probability"), stated);
            }
            Value::Options(options) => {
                let certain = options.iter().filter(|(_, stated)| is_certain(stated));
                for (option, stated) in certain {
                    let place = route.key("probabilities").key(option);
                    add(subject, findings, &place, stated);
                }
            }
            value => {
                if let Some((key, why)) = of_quantity(value, &subject.forecast.kind) {
                    let place = subject.at(route.key(key));
                    findings.add(
                        place,
                        why,
                        "give the range that you would not bet your life on",
                    );
                }
            }
        }
    }
}

/// Returns the key of an estimate of a number or a day that leaves nothing open, and why.
fn of_quantity(value: &Value, kind: &Kind) -> Option<(&'static str, &'static str)> {
    let (Kind::Number { bounds, .. } | Kind::Date { bounds }) = kind else {
        return None;
    };
    let (key, low, high) = match value {
        Value::Interval { low, high, .. } => ("interval", *low, *high),
        Value::Quantiles(all) => ("quantiles", all.first()?.1, all.last()?.1),
        Value::Samples(all) => {
            let least = all.iter().copied().fold(f64::INFINITY, f64::min);
            let most = all.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            ("samples", least, most)
        }
        Value::HappensBy(days) => {
            let certain = |p: Probability| p == Probability::ZERO || p == Probability::ONE;
            let all = days.iter().all(|(_, p)| certain(*p));
            return all.then_some(("happens_by", "every probability is 0% or 100%"));
        }
        _ => return None,
    };
    // One level alone says nothing of the others.
    let is_one = matches!(value, Value::Quantiles(all) if all.len() == 1);
    if low >= high && !is_one {
        return Some((key, "all probability lies on one value"));
    }
    let (from, to) = (*bounds)?;
    (high < from || low > to).then_some((key, "all of it lies outside the question's bounds"))
}

/// Returns whether it is a number at one of the ends; a bare `1` is `bare-one`'s business.
fn is_certain(stated: &Stated) -> bool {
    let Reading::Number(value) = stated.reading else {
        return false;
    };
    (value == Probability::ZERO || value == Probability::ONE) && !stated.is_bare_one()
}

fn add(subject: &RecordView<'_>, findings: &mut Findings, route: &Route, stated: &Stated) {
    findings.add(
        subject.at(route.clone()),
        format!("{} leaves no room for being wrong", stated.text),
        "say how sure you are, as in 1% or 99%: one miss at certainty costs an infinite log score",
    );
}
