//! Intervals as text, and what stands in their place.

use crate::analysis::{Difference, Metric};
use crate::scoring::{Approximation, Procedure, Undefined, count};

use super::number;

/// Returns the interval of a figure, `0.089–0.195`.
pub(super) fn dashed(figure: &Metric, show: impl Fn(f64) -> String) -> String {
    let ends = figure.interval.map(|(low, high)| {
        let about = about(figure.procedure);
        format!("{about}{}–{}", show(low), show(high))
    });
    ends.unwrap_or_else(|| none(figure.no_interval))
}

/// Returns the interval of a figure that may be below 0, `-0.080 to 0.012`; a dash would look like a minus
/// sign.
pub(super) fn with_to(figure: &Metric, show: impl Fn(f64) -> String) -> String {
    to(figure.interval, figure.no_interval, figure.procedure, show)
}

/// Returns the interval of a difference.
pub(super) fn of_difference(difference: &Difference, show: impl Fn(f64) -> String) -> String {
    to(
        difference.interval,
        difference.no_interval,
        difference.procedure,
        show,
    )
}

fn to(
    ends: Option<(f64, f64)>,
    why: Option<Undefined>,
    procedure: Option<Procedure>,
    show: impl Fn(f64) -> String,
) -> String {
    let about = about(procedure);
    let ends = ends.map(|(low, high)| format!("{about}{} to {}", show(low), show(high)));
    ends.unwrap_or_else(|| none(why))
}

/// Returns the sign of an interval that is approximate however many clusters there are.
fn about(procedure: Option<Procedure>) -> &'static str {
    match procedure.and_then(|procedure| procedure.approximation) {
        Some(Approximation::Unbounded) => "≈ ",
        _ => "",
    }
}

/// Returns a p-value; of one that was drawn no more decimals than a seed leaves. What was drawn is the share
/// `drawn`: of a p-value that allows for many, that of its pair by itself.
pub(super) fn p_value(p: f64, drawn: f64, procedure: Option<Procedure>) -> String {
    let drawing = procedure.and_then(|procedure| procedure.drawing);
    let Some(resampling) = drawing.and_then(|drawing| drawing.resampling) else {
        return number::p_value(p);
    };
    let error = (drawn * (1.0 - drawn) / count(resampling.resamples.max(1))).sqrt();
    number::drawn_p_value(p, error * p / drawn)
}

/// Returns what stands in place of an interval: that there is too little to make one of, or nothing.
fn none(why: Option<Undefined>) -> String {
    match why {
        Some(Undefined::TooFew { .. } | Undefined::NoVariance) => "too few".to_owned(),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metrics::MetricId;
    use crate::scoring::{ConfidenceInterval, InferenceMethod, Interval};

    fn metric(id: MetricId, interval: Result<Interval, Undefined>) -> Metric {
        let procedure = Procedure::analytic(InferenceMethod::Student);
        let interval = interval.map(|interval| ConfidenceInterval::new(interval, procedure));
        Metric::with_interval(id, Ok(0.3), interval)
    }

    #[test]
    fn an_interval_of_an_unbounded_score_is_marked_and_too_few_is_said() {
        let interval = Interval {
            low: -0.1,
            high: 0.7,
        };
        let show = |value: f64| value.to_string();
        let brier = metric(MetricId::Brier, Ok(interval));
        assert_eq!(dashed(&brier, show), "0–0.7");
        let log = metric(MetricId::LogLoss, Ok(interval));
        assert_eq!(with_to(&log, show), "≈ 0 to 0.7");
        let few = Undefined::TooFew { have: 4, need: 5 };
        assert_eq!(dashed(&metric(MetricId::Brier, Err(few)), show), "too few");
        assert_eq!(
            dashed(&metric(MetricId::Brier, Err(Undefined::Infinite)), show),
            ""
        );
    }
}
