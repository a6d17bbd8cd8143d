//! A mean difference of scores in words and as figures.

use crate::analysis::{ComparisonVerdict, Difference, Metric};
use crate::metrics::MetricId;
use crate::query::Request;

use super::interval;
use super::number::percent;

/// Returns the p-value of a difference, or that there is none.
pub(super) fn p_cell(difference: &Difference) -> String {
    let p = difference.p_value;
    p.map_or_else(
        |_| "n/a".to_owned(),
        |p| interval::p_value(p, p, difference.p_procedure),
    )
}

/// Returns in words whether a difference is more than chance, as a clause that ends a sentence.
pub(super) fn clause(difference: &Difference) -> String {
    let p = difference
        .p_value
        .map(|p| format!("p {}", interval::p_value(p, p, difference.p_procedure)));
    let p = p.unwrap_or_default();
    match difference.told {
        ComparisonVerdict::Identical => "they score the same on every one".to_owned(),
        ComparisonVerdict::First | ComparisonVerdict::Second => format!("beyond chance ({p})"),
        ComparisonVerdict::Chance => format!("not beyond chance ({p})"),
        ComparisonVerdict::TooFew => {
            "too few clusters to tell any difference from chance".to_owned()
        }
        ComparisonVerdict::Undefined => {
            let why = difference.mean.and(difference.p_value).err();
            let why = why.map(|why| why.to_string()).unwrap_or_default();
            format!("no difference can be given: {why}")
        }
    }
}

/// Returns how intervals and tests were made, for the line under a table.
pub(super) fn by_clusters(request: &Request) -> String {
    format!(
        "intervals of {} and tests by Student's t on clusters",
        percent(request.level)
    )
}

/// Returns the figures of a difference: its mean and its p-value.
pub(super) fn figures([mean, p_value]: [MetricId; 2], difference: &Difference) -> Vec<Metric> {
    let mean = Metric {
        interval: difference.interval,
        procedure: difference.procedure,
        no_interval: difference.no_interval.filter(|_| difference.mean.is_ok()),
        ..Metric::plain(mean, difference.mean)
    };
    let p_value = Metric {
        procedure: difference.p_procedure,
        ..Metric::plain(p_value, difference.p_value)
    };
    vec![mean, p_value]
}
