//! The estimates in force.

use std::collections::BTreeMap;

use super::views::RecordView;
use crate::model::Estimate;

/// Returns the last estimate of each forecaster with its number, by forecaster. What was read out of
/// a text, withdrawn or declined, or only derived, is left out: nobody is expected to renew it.
pub(super) fn standing<'a>(
    subject: &RecordView<'a>,
) -> impl Iterator<Item = (usize, &'a Estimate)> {
    let mut last: BTreeMap<&str, (usize, &Estimate)> = BTreeMap::new();
    for (i, estimate) in subject.estimates() {
        let later = last
            .get(&*estimate.by)
            .is_none_or(|(_, known)| !estimate.date.is_before(known.date));
        if later {
            last.insert(&estimate.by, (i, estimate));
        }
    }
    last.into_values()
        .filter(|(_, one)| one.coded().is_none() && !one.ends_run() && !one.derived)
}
