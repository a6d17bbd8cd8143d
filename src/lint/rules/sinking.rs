//! `sinking`

use std::collections::BTreeMap;

use crate::lint::findings::Findings;
use crate::lint::rule::Check;
use crate::lint::views::RecordView;
use crate::model::{Estimate, KindName, Moment, Rule, Stated};

pub(super) static CHECK: Check = Check::Record(
    &Rule::warning(
        "sinking",
        "a probability repeated when more than half of the time has run out",
    )
    .off(),
    check,
);

fn check(subject: &RecordView<'_>, findings: &mut Findings) {
    if subject.forecast.kind.name() != KindName::Binary {
        return;
    }
    let mut dated: Vec<_> = subject.estimates().collect();
    dated.sort_by_key(|(_, estimate)| estimate.date.start());
    let mut before: BTreeMap<&str, (usize, &Estimate)> = BTreeMap::new();
    for (i, estimate) in dated {
        let earlier = before.insert(&estimate.by, (i, estimate));
        let Some((first, earlier)) = earlier.filter(|(_, one)| repeats(one, estimate)) else {
            continue;
        };
        if is_half_gone(earlier.date, estimate.date, subject.forecast.deadline) {
            findings
                .add(
                    subject.estimate(i, "probability"),
                    format!("the same as on {}, with less than half of the time left", earlier.date),
                    "what can only happen while there is time left grows less likely as time runs out",
                )
                .and(subject.estimate(first, "probability"), "said before");
        }
    }
}

fn repeats(earlier: &Estimate, later: &Estimate) -> bool {
    let point = |one: &Estimate| one.stated().and_then(Stated::point);
    point(earlier).is_some() && point(earlier) == point(later)
}

fn is_half_gone(earlier: Moment, later: Moment, deadline: Moment) -> bool {
    let whole = deadline.end() - earlier.start();
    whole > 0 && 2 * (later.start() - earlier.start()) > whole
}
