//! `certain-estimate`

use crate::lint::findings::Findings;
use crate::lint::rule::{Check, Rule};
use crate::lint::subject::Subject;
use crate::model::{Probability, Reading, Route, Severity, Stated, Value};

pub(super) const RULE: Rule = Rule {
    code: "certain-estimate",
    summary: "an estimate of 0 or 1",
    severity: Severity::Warning,
    since: "0.1.0",
    default_on: true,
    check: Check::Record(check),
};

fn check(subject: &Subject<'_>, findings: &mut Findings) {
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
            _ => {}
        }
    }
}

/// Returns whether it is a number at one of the ends; a bare `1` is `bare-one`'s business.
fn is_certain(stated: &Stated) -> bool {
    let Reading::Number(value) = stated.reading else {
        return false;
    };
    (value == Probability::ZERO || value == Probability::ONE) && !stated.is_bare_one()
}

fn add(subject: &Subject<'_>, findings: &mut Findings, route: &Route, stated: &Stated) {
    findings.add(
        subject.at(route.clone()),
        format!("{} leaves no room for being wrong", stated.text),
        "say how sure you are, as in 1% or 99%: one miss at certainty costs an infinite log score",
    );
}
