//! `unknown-together`

use crate::lint::findings::Findings;
use crate::lint::rule::Check;
use crate::lint::views::RecordView;
use crate::model::{Kind, Route, Rule, nearest};

pub(super) static CHECK: Check = Check::Record(
    &Rule::error(
        "unknown-together",
        "`together` names what is not an indicator of the set",
    ),
    check,
);

fn check(subject: &RecordView<'_>, findings: &mut Findings) {
    let Kind::Scenarios(set) = &subject.forecast.kind else {
        return;
    };
    let indicators = || set.indicators.iter().map(|one| one.forecast.as_str());
    for (i, group) in set.together.iter().enumerate() {
        for (j, id) in group.iter().enumerate() {
            if indicators().any(|known| known == id.as_str()) {
                continue;
            }
            let help = match nearest(id.as_str(), indicators()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => "name it under `indicators:` first".to_owned(),
            };
            findings.add(
                subject.at(Route::of("together").item(i).item(j)),
                format!("`{id}` is not an indicator of this set"),
                help,
            );
        }
    }
}
