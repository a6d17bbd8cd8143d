//! `mixed-yardsticks`

use std::collections::BTreeMap;

use crate::lint::findings::Findings;
use crate::lint::rule::Check;
use crate::lint::views::RecordView;
use crate::model::{Reading, Rule};

pub(super) static CHECK: Check = Check::Record(
    &Rule::warning(
        "mixed-yardsticks",
        "one forecaster's words measured by two yardsticks",
    ),
    check,
);

fn check(subject: &RecordView<'_>, findings: &mut Findings) {
    let mut first: BTreeMap<&str, (usize, &str)> = BTreeMap::new();
    for (i, estimate) in subject.estimates() {
        let Some(Reading::Word(word)) = estimate.stated().map(|stated| &stated.reading) else {
            continue;
        };
        let yardstick = word.yardstick.as_str();
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
