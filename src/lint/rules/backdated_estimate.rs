//! `backdated-estimate`

use crate::lint::findings::Findings;
use crate::lint::rule::Check;
use crate::lint::views::RecordView;
use crate::model::{Provenance, Rule};

/// An estimate that is older than what shows it, of which `audit` tells too.
pub static RULE: Rule = Rule::warning(
    "backdated-estimate",
    "an estimate that claims an older day than that on which it was written",
);

pub(super) static CHECK: Check = Check::Record(&RULE, check);

fn check(subject: &RecordView<'_>, findings: &mut Findings) {
    let known = subject.known();
    for (i, estimate) in subject.estimates().filter(|(_, one)| !one.derived) {
        let testimony = subject.testimony(estimate);
        let provenance = testimony.provenance(known);
        let Some(from) = testimony.counts_from(provenance) else {
            continue;
        };
        // Of a retrospective one another rule speaks.
        // An amendment says itself what it is.
        if provenance == Provenance::Retrospective
            || from.day() == estimate.date.day()
            || estimate.amends().is_some()
        {
            continue;
        }
        let key = if estimate.coded().is_some() {
            "coded"
        } else {
            "logged"
        };
        let has_key = subject.node(&subject.estimate_route(i).key(key)).is_some();
        let found = findings.add(
            subject.estimate(i, "date"),
            format!("the estimate of {} was written on {from}", estimate.date),
            format!("it counts from {from}; date an estimate on the day on which it is written"),
        );
        if has_key {
            found.and(subject.estimate(i, key), "written here");
        }
    }
}
