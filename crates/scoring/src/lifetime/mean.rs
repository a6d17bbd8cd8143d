//! Scores and coverage over the time, or the days, for which forecasts stood.

use super::{ForecastSpan, Life};
use crate::{Statistic, Undefined, count, sum};

/// Returns the mean of a score over the time for which a forecast stood; its range and direction
/// are the score's.
///
/// # Formula
///
/// ```text
/// ∫ S(p(t), y) dt / ∫ dt    over the time with a forecast in force; say the coverage beside it
/// ```
///
/// Undefined where none stood.
///
/// # References
///
/// - Tetlock, P. E. and Gardner, D. (2015). *Superforecasting*. Crown, chapter 4 and notes.
///
/// # Example
///
/// ```
/// use foretell_scoring::{BinaryOutcome, Probability, brier, lifetime::{EstimateHistory, Life, Update, time_weighted}};
///
/// let said = |at, p| Update { at, said: Probability::new(p) };
/// let history = EstimateHistory::new(vec![said(0.0, 0.5), said(8.0, 1.0)]).unwrap();
/// let spans = history.spans(Life::new(0.0, 10.0, 10.0).unwrap());
/// let score = time_weighted(&spans, |p| brier(p, BinaryOutcome::YES)).unwrap();
/// assert!((score - 0.25 * 0.8).abs() < 1e-12);
/// ```
pub fn time_weighted<T: Copy>(spans: &[ForecastSpan<T>], score: impl Fn(T) -> f64) -> Statistic {
    if spans.is_empty() {
        return Err(Undefined::Empty);
    }
    let total = sum(spans.iter().map(ForecastSpan::length));
    Ok(sum(spans
        .iter()
        .map(|span| span.length() / total * score(span.said))))
}

/// Returns the share of the scheduled life over which a forecast stood: 0 to 1. A question that
/// closes early leaves it below 1.
///
/// # Formula
///
/// ```text
/// Σ length / (scheduled close − opening)
/// ```
///
/// # Example
///
/// ```
/// use foretell_scoring::Probability;
/// use foretell_scoring::lifetime::{EstimateHistory, Life, Update, coverage};
///
/// let history = EstimateHistory::new(vec![Update { at: 5.0, said: Some(Probability::HALF) }]).unwrap();
/// let life = Life::new(0.0, 10.0, 9.0).unwrap();
/// assert!((coverage(&history.spans(life), life) - 0.4).abs() < 1e-12);
/// ```
#[must_use]
pub fn coverage<T>(spans: &[ForecastSpan<T>], life: Life) -> f64 {
    sum(spans.iter().map(ForecastSpan::length)) / life.scheduled_length()
}

/// Returns the share of the time for which the question was open over which a forecast stood: 0 to
/// 1. Undefined where it was not open at all.
///
/// # Formula
///
/// ```text
/// Σ length / (close − opening)
/// ```
pub fn coverage_while_open<T>(spans: &[ForecastSpan<T>], life: Life) -> Statistic {
    if life.actual_length() > 0.0 {
        Ok(sum(spans.iter().map(ForecastSpan::length)) / life.actual_length())
    } else {
        Err(Undefined::Empty)
    }
}

/// Returns the mean over days of the score of what stood at the end of each, by UTC; its range and
/// direction are the score's.
///
/// # Formula
///
/// ```text
/// (1/D) Σ S(p_d, y)    over the D days with a forecast in force, the day of the close included
/// ```
///
/// Undefined where there is none.
///
/// # References
///
/// - IARPA ACE Test and Evaluation Plan, Appendix B.
///
/// # Example
///
/// ```
/// use foretell_scoring::{BinaryOutcome, Probability, brier_full, lifetime::{DAY, EstimateHistory, Life, Update, daily}};
///
/// let said = |day, p| Update { at: day * DAY, said: Probability::new(p) };
/// let history = EstimateHistory::new(vec![said(0.1, 0.5), said(1.2, 0.1), said(1.8, 1.0)]).unwrap();
/// let days = history.days(Life::new(0.0, 2.0 * DAY, 1.9 * DAY).unwrap());
/// assert_eq!(daily(&days, |p| brier_full(p, BinaryOutcome::YES)), Ok(0.25));
/// ```
pub fn daily<T: Copy>(days: &[(f64, T)], score: impl Fn(T) -> f64) -> Statistic {
    if days.is_empty() {
        return Err(Undefined::Empty);
    }
    Ok(sum(days.iter().map(|&(_, said)| score(said))) / count(days.len()))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::Probability;
    use crate::{
        BinaryOutcome, brier,
        lifetime::{EstimateHistory, Update},
    };

    fn life(open: f64, scheduled: f64, close: f64) -> Life {
        Life::new(open, scheduled, close).unwrap()
    }

    fn history(updates: &[(f64, f64)]) -> EstimateHistory<f64> {
        let updates = updates.iter().map(|&(at, said)| Update {
            at,
            // Negative stands for a withdrawal here.
            said: (said >= 0.0).then_some(said),
        });
        EstimateHistory::new(updates.collect()).unwrap()
    }

    #[test]
    fn an_early_close_lowers_the_coverage_of_the_schedule_only() {
        let life = life(0.0, 10.0, 5.0);
        let spans = history(&[(0.0, 0.2)]).spans(life);
        assert!((coverage(&spans, life) - 0.5).abs() < 1e-12);
        assert_eq!(coverage_while_open(&spans, life), Ok(1.0));
    }

    #[test]
    fn nothing_said_leaves_nothing_to_score() {
        let nobody = history(&[]);
        let life = life(0.0, 10.0, 10.0);
        assert_eq!(nobody.spans(life), []);
        assert_eq!(nobody.days(life), []);
        assert_eq!((nobody.first(life), nobody.last(life)), (None, None));
        assert_eq!(
            time_weighted(&nobody.spans(life), |p| p),
            Err(Undefined::Empty)
        );
        assert_eq!(daily(&nobody.days(life), |p| p), Err(Undefined::Empty));
    }

    #[test]
    fn a_question_that_closes_as_it_opens_has_no_time_to_cover() {
        let life = life(0.0, 10.0, 0.0);
        let spans = history(&[(-1.0, 0.2)]).spans(life);
        assert_eq!(spans, []);
        assert_eq!(coverage_while_open(&spans, life), Err(Undefined::Empty));
    }

    proptest! {
        #[test]
        fn a_constant_forecast_scores_the_same_however_often_it_is_repeated(
            times in prop::collection::vec(0.0_f64..10.0, 1..6),
        ) {
            let updates: Vec<_> = times.iter().map(|&at| (at, 0.3)).collect();
            let spans = history(&updates).spans(life(0.0, 10.0, 10.0));
            let half = |p| brier(Probability::new(p).unwrap(), BinaryOutcome::YES);
            prop_assert!((time_weighted(&spans, half).unwrap() - 0.49).abs() < 1e-12);
        }
    }
}
