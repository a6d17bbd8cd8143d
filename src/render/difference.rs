//! A mean difference of scores in words and as figures.

use crate::analysis::{ComparisonVerdict, Difference, Metric};
use crate::metrics::MetricId;
use crate::query::Request;

use super::number::{drawn_p_value, p_value, percent};

/// Returns the p-value of a difference, or that there is none.
pub(super) fn p_cell(difference: &Difference) -> String {
    let p = difference.p_value;
    p.map_or_else(|_| "n/a".to_owned(), |p| p_text(difference, p))
}

/// Returns a p-value, with fewer decimals where it was drawn.
fn p_text(difference: &Difference, p: f64) -> String {
    let drawing = difference.p_procedure.and_then(|one| one.drawing);
    let is_drawn = drawing.is_some_and(|one| one.resampling.is_some());
    if is_drawn {
        drawn_p_value(p)
    } else {
        p_value(p)
    }
}

/// Returns in words whether a difference is more than chance, as a clause that ends a sentence.
pub(super) fn clause(difference: &Difference) -> String {
    let p = difference
        .p_value
        .map(|p| format!("p {}", p_text(difference, p)));
    let p = p.unwrap_or_default();
    match difference.told {
        ComparisonVerdict::Identical => "they score the same on every one".to_owned(),
        ComparisonVerdict::First | ComparisonVerdict::Second => format!("more than chance ({p})"),
        ComparisonVerdict::Chance => format!("no more than chance would give ({p})"),
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
