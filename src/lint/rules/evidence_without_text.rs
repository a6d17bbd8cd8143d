//! `evidence-without-text`

use crate::lint::findings::Findings;
use crate::lint::rule::Check;
use crate::lint::views::RecordView;
use crate::model::{Route, Rule};

pub(super) static CHECK: Check = Check::Record(
    &Rule::warning(
        "evidence-without-text",
        "evidence that does not say what it shows",
    ),
    check,
);

fn check(subject: &RecordView<'_>, findings: &mut Findings) {
    let Some(resolution) = &subject.forecast.resolution else {
        return;
    };
    for (index, one) in resolution.evidence.iter().enumerate() {
        if one.text.trim().is_empty() {
            let route = Route::of("resolution").key("evidence").item(index);
            findings.add(
                subject.at(route),
                "the evidence does not say what it shows",
                "add `text:`, so that it says something when its address is gone",
            );
        }
    }
}
