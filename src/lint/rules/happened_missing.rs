//! `happened-missing`

use crate::lint::findings::Findings;
use crate::lint::rule::Check;
use crate::lint::views::RecordView;
use crate::model::{Outcome, Rule};

pub(super) static CHECK: Check = Check::Record(
    &Rule::error(
        "happened-missing",
        "a yes that does not show that the event came in time",
    ),
    check,
);

fn check(subject: &RecordView<'_>, findings: &mut Findings) {
    let deadline = subject.forecast.deadline;
    let Some(resolution) = &subject.forecast.resolution else {
        return;
    };
    if resolution.outcome != Outcome::Yes || resolution.happened.is_some() {
        return;
    }
    let message = match resolution.known {
        None => "a yes without the day of the event".to_owned(),
        Some(known) if deadline.is_before(known) => {
            format!(
                "a yes known on {known}, after the deadline {deadline}, without the day of the event"
            )
        }
        Some(_) => return,
    };
    findings.add(
        subject.key("resolution"),
        message,
        "add `happened:`, the day of the event, which must not be later than the deadline",
    );
}
