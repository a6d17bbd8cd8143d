//! `likelihood-extreme`

use crate::lint::findings::Findings;
use crate::lint::rule::Check;
use crate::lint::views::RecordView;
use crate::model::{Kind, Route, Rule, Stated};
use crate::scoring::bayes::is_extreme;

pub(super) static CHECK: Check = Check::Record(
    &Rule::warning(
        "likelihood-extreme",
        "an indicator's likelihood below 2 % or above 98 %",
    ),
    check,
);

fn check(subject: &RecordView<'_>, findings: &mut Findings) {
    let Kind::Scenarios(set) = &subject.forecast.kind else {
        return;
    };
    for (i, indicator) in set.indicators.iter().enumerate() {
        let route = Route::of("indicators").item(i).key("likelihood");
        for (scenario, stated) in indicator
            .likelihood
            .iter()
            .filter(|(_, one)| is_beyond(one))
        {
            findings.add(
                subject.at(route.key(scenario)),
                format!(
                    "`{}` under `{scenario}` at {} would let one answer all but decide the set",
                    indicator.forecast, stated.text
                ),
                "keep likelihoods from 2% to 98%: nobody's judgement knows more",
            );
        }
    }
}

/// Returns whether the number that stands for it is extreme. One that is 0 or 1 is
/// `likelihood-range`'s business.
fn is_beyond(stated: &Stated) -> bool {
    let point = stated.point().map(crate::model::Probability::get);
    point.is_some_and(|point| point > 0.0 && point < 1.0 && is_extreme(point))
}
