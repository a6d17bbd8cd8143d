//! `no-other-option`

use crate::lint::findings::Findings;
use crate::lint::rule::Check;
use crate::lint::views::RecordView;
use crate::lint::wording::words;
use crate::model::{ChoiceOption, Kind, Rule};

pub(super) static CHECK: Check = Check::Record(
    &Rule::warning(
        "no-other-option",
        "a choice with no option for what nobody thought of",
    )
    .off(),
    check,
);

/// Words of an option that holds the rest.
const REST: &[&str] = &[
    "another", "any", "else", "neither", "never", "no", "nobody", "none", "nothing", "other",
    "others", "rest",
];

fn check(subject: &RecordView<'_>, findings: &mut Findings) {
    let Kind::Choice { options } = &subject.forecast.kind else {
        return;
    };
    let holds_rest = |option: &ChoiceOption| {
        let spaced = option.name.replace(['-', '_'], " ");
        words(&spaced)
            .iter()
            .any(|word| REST.contains(&word.text.as_str()))
    };
    if !options.iter().any(holds_rest) {
        findings.add(
            subject.value("options"),
            "no option holds what nobody thought of",
            "add `other`, unless the list leaves nothing out",
        );
    }
}
