//! `duplicate-tag`

use crate::lint::findings::Findings;
use crate::lint::rule::Check;
use crate::lint::views::RecordView;
use crate::model::{Route, Rule, same_name};

pub(super) static CHECK: Check = Check::Record(
    &Rule::warning("duplicate-tag", "a tag that stands twice"),
    check,
);

fn check(subject: &RecordView<'_>, findings: &mut Findings) {
    let tags = &subject.forecast.tags;
    for (i, tag) in tags.iter().enumerate() {
        let Some(first) = tags[..i].iter().position(|other| same_name(other, tag)) else {
            continue;
        };
        let place = |item| subject.at(Route::of("tags").item(item));
        findings
            .add(
                place(i),
                format!("the tag `{tag}` stands twice"),
                "remove one",
            )
            .and(place(first), "the other one");
    }
}
