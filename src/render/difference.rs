//! A mean difference of scores in words and as figures.

use crate::analysis::{ComparisonVerdict, Difference, Metric};
use crate::metrics::MetricId;
use crate::query::Request;

use super::number::{p_value, percent};

/// Returns the interval of a difference, `-0.080 to 0.012`; a dash would look like a minus sign.
pub(super) fn interval(difference: &Difference, text: impl Fn(f64) -> String) -> String {
    let ends = difference.interval;
    ends.map(|(low, high)| format!("{} to {}", text(low), text(high)))
        .unwrap_or_default()
}

/// Returns the p-value of a difference, or that there is none.
pub(super) fn p_cell(difference: &Difference) -> String {
    difference
        .p_value
        .map_or_else(|_| "n/a".to_owned(), p_value)
}

/// Returns in words whether a difference is more than chance, as a clause that ends a sentence.
pub(super) fn clause(difference: &Difference, request: &Request) -> String {
    let p = difference.p_value.map(|p| format!("p {}", p_value(p)));
    let p = p.unwrap_or_default();
    match difference.told {
        ComparisonVerdict::Identical => "they score the same on every one".to_owned(),
        ComparisonVerdict::First | ComparisonVerdict::Second => format!("more than chance ({p})"),
        ComparisonVerdict::Chance => format!("no more than chance would give ({p})"),
        ComparisonVerdict::TooFew => format!(
            "too few clusters to tell any difference from chance at {}",
            percent(request.level)
        ),
        ComparisonVerdict::Unclear => format!(
            "not clear whether that is more than chance: the test ({p}) and the interval disagree"
        ),
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
        "intervals of {} and sign flip tests by clusters, seed {}",
        percent(request.level),
        request.seed
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
