//! `mixed-yardsticks`

use std::collections::BTreeMap;

use crate::lint::findings::Findings;
use crate::lint::rule::{Check, Rule};
use crate::lint::views::RecordView;
use crate::model::{Reading, Severity};

pub(super) const RULE: Rule = Rule {
    code: "mixed-yardsticks",
    summary: "one forecaster's words measured by two yardsticks",
    severity: Severity::Warning,
    since: "0.1.0",
    default_on: true,
    check: Check::Record(check),
};

fn check(subject: &RecordView<'_>, findings: &mut Findings) {
    let mut first: BTreeMap<&str, (usize, &str)> = BTreeMap::new();
    for (i, estimate) in subject.estimates() {
        let Some(Reading::Word { yardstick, .. }) = estimate.stated().map(|stated| &stated.reading)
        else {
            continue;
        };
        let (other, known) = *first.entry(&estimate.by).or_insert((i, yardstick));
        if known != yardstick {
            findings
                .add(
                    subject.estimate(i, "probability"),
                    format!(
                        "{} measures by {yardstick} here, and by {known} before",
                        estimate.by
                    ),
                    "use one yardstick throughout, or write the number",
                )
                .and(
                    subject.estimate(other, "probability"),
                    format!("by {known}"),
                );
        }
    }
}
