//! `retrospective-estimate`

use crate::lint::findings::Findings;
use crate::lint::rule::Check;
use crate::lint::views::RecordView;
use crate::model::{Provenance, Rule, coding_fault};

pub(super) static CHECK: Check = Check::Record(
    &Rule::warning(
        "retrospective-estimate",
        "an estimate written when the outcome was known, with an older day",
    ),
    check,
);

fn check(subject: &RecordView<'_>, findings: &mut Findings) {
    let Some(known) = subject.known() else {
        return;
    };
    for (i, estimate) in subject.estimates() {
        let testimony = subject.testimony(estimate);
        let is_retrospective = testimony.provenance(Some(known)) == Provenance::Retrospective;
        if !is_retrospective || !estimate.date.is_before(known) || estimate.derived {
            continue;
        }
        let reading = coding_fault(estimate, subject.forecast, Some(known));
        let why = match (reading, testimony.written) {
            (Some(fault), _) => format!("does not count as a reading: {}", fault.as_str()),
            (None, Some(written)) => {
                format!("was written on {written}, when the outcome was known ({known})")
            }
            (None, None) => format!("was written when the outcome was known ({known})"),
        };
        findings
            .add(
                subject.estimate(i, "date"),
                format!("the estimate of {} {why}", estimate.date),
                "it is not scored; one read out of a text needs its quotation, its day and a coder, \
                 and history from elsewhere is declared under `imported` in foretell.yaml",
            )
            .and(subject.key("resolution"), "the resolution");
    }
}
