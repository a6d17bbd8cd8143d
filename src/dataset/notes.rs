//! What somebody should know of a dataset before they read its scores.

use std::collections::BTreeMap;

use crate::model::{Probability, Stated, Value};
use crate::scoring::multi::{Probabilities, ProbabilitiesError};
use crate::scoring::sum;

use super::{Dataset, EstimateValue, Quantity};

/// Returns probabilities over options, of which the most precise has so many places behind the point,
/// and whether they were scaled: rounded numbers need not add up to 1.
pub(super) fn scaled(
    each: Vec<Probability>,
    places: Option<u32>,
) -> Result<(Probabilities, bool), ProbabilitiesError> {
    let before = sum(each.iter().map(|p| p.get()));
    let read = Probabilities::rounded(each, places)?;
    let differs = is_scaled(before, &read);
    Ok((read, differs))
}

fn is_scaled(before: f64, read: &Probabilities) -> bool {
    (before - sum(read.iter())).abs() > LEAST_SCALED
}

/// What is scaled by less is as it was written, but for the noise of adding it up.
const LEAST_SCALED: f64 = 1e-9;

/// Returns how many estimates over options of a ledger were scaled.
pub(super) fn scaled_of_ledger(dataset: &Dataset<'_>) -> usize {
    let differs = |value: &Value| {
        let Value::Options(options) = value else {
            return false;
        };
        let said = options.iter().map(|(_, stated)| stated);
        let before = sum(said.clone().filter_map(Stated::point).map(Probability::get));
        let read = Stated::together(said).and_then(Result::ok);
        read.is_some_and(|read| is_scaled(before, &read))
    };
    let records = dataset.rows.iter().filter_map(super::Row::record);
    records.filter(|estimate| differs(&estimate.value)).count()
}

/// Returns a line that says how many estimates over options were scaled, where any was.
pub(super) fn of_scaled(scaled: usize) -> Option<String> {
    match scaled {
        0 => None,
        1 => {
            Some("1 estimate over options adds up to 1 but for rounding, and was scaled".to_owned())
        }
        _ => Some(format!(
            "{scaled} estimates over options add up to 1 but for rounding, and were scaled"
        )),
    }
}

/// How many sets of levels of one forecaster are told apart.
const SETS: usize = 16;

/// How many forecasters are named.
const NAMED: usize = 3;

/// Returns a line that says where forecasters give quantiles at different levels: their scores are then
/// of different things.
pub(super) fn of_levels(dataset: &Dataset<'_>) -> Option<String> {
    let mut sets: BTreeMap<u32, Vec<Vec<f64>>> = BTreeMap::new();
    for row in &dataset.rows {
        let EstimateValue::Quantity(quantity) = &row.value else {
            continue;
        };
        let Quantity::Quantiles(quantiles) = quantity.as_ref() else {
            continue;
        };
        let seen = sets.entry(row.forecaster).or_default();
        let levels = || quantiles.as_slice().iter().map(|quantile| quantile.level);
        if seen.len() < SETS && !seen.iter().any(|set| set.iter().copied().eq(levels())) {
            seen.push(levels().collect());
        }
    }
    for seen in sets.values_mut() {
        seen.sort_by(|a, b| a.partial_cmp(b).unwrap_or(std::cmp::Ordering::Equal));
    }
    let first = sets.values().next()?;
    if sets.values().all(|seen| seen == first) {
        return None;
    }
    let one = |(forecaster, seen): (&u32, &Vec<Vec<f64>>)| {
        let name = dataset.forecasters.get(*forecaster as usize)?;
        let counts: Vec<_> = seen.iter().map(|set| set.len().to_string()).collect();
        Some(format!("`{name}` {}", counts.join(" or ")))
    };
    let named: Vec<_> = sets.iter().filter_map(one).take(NAMED).collect();
    let more = match sets.len().saturating_sub(NAMED) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    Some(format!(
        "forecasters give quantiles at different levels ({}{more}), so that WIS and coverage are not \
         of the same",
        named.join(", ")
    ))
}
