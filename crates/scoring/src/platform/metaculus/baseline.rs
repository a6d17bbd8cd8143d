//! Baseline points, of one forecast and over the life of a question.

use super::Buckets;
use crate::{
    Probability, count,
    lifetime::{ForecastSpan, Life},
    sum,
};

/// What Metaculus takes to lie beyond each open bound before anything is known.
const BEYOND: f64 = 0.05;

/// Returns the baseline points of what was said of the outcome, one of several options: 100 is
/// best, 0 is what saying the same of all would get, −∞ is worst.
///
/// # Formula
///
/// ```text
/// 100 ln(p K) / ln K    K options open when it was said, 2 for a yes-or-no question
/// ```
///
/// # Edge cases
///
/// An option added later was part of the last one, "other", when it was said: take that.
///
/// # References
///
/// - Metaculus, `scoring/score_math.py`, and its scores FAQ.
///
/// # Example
///
/// ```
/// use foretell_scoring::Probability;
/// use foretell_scoring::platform::metaculus::baseline_points;
///
/// let points = baseline_points(Probability::new(0.9).unwrap(), 2);
/// assert!((points - 84.79969066).abs() < 1e-8);
/// ```
#[must_use]
pub fn baseline_points(said: Probability, options: usize) -> f64 {
    let options = count(options).ln();
    100.0 * (said.get().ln() + options) / options
}

/// Returns the baseline points on a continuous question of what was said of the outcome's bucket:
/// 0 is what saying the same of all would get, higher is better, −∞ is worst.
///
/// # Formula
///
/// ```text
/// 50 ln(p / b)    b = 0.05 beyond an open bound, else (1 − 0.05 open bounds)/buckets
/// ```
///
/// # References
///
/// - Metaculus, `scoring/score_math.py`.
///
/// # Example
///
/// ```
/// use foretell_scoring::platform::metaculus::{Buckets, continuous_baseline_points};
///
/// let even = Buckets::new(&[0.0, 0.25, 0.5, 0.75, 1.0]).unwrap();
/// assert!(continuous_baseline_points(&even, 2, 0).abs() < 1e-12);
/// ```
#[must_use]
pub fn continuous_baseline_points(said: &Buckets, bucket: usize, open_bounds: u8) -> f64 {
    let inside = said.inside();
    let base = if bucket == 0 || bucket == inside + 1 {
        BEYOND
    } else {
        (1.0 - BEYOND * f64::from(open_bounds)) / count(inside)
    };
    50.0 * (said.at(bucket) / base).ln()
}

/// Returns the baseline score over the life of a question: points while a forecast stood, nothing
/// while none did, by the scheduled life. Higher is better.
///
/// # Formula
///
/// ```text
/// Σ points · length / (scheduled close − opening)
/// ```
///
/// An early close leaves less time to score in, and a lower [coverage](crate::lifetime::coverage).
///
/// # References
///
/// - Metaculus, `scoring/score_math.py`.
///
/// # Example
///
/// ```
/// use foretell_scoring::Probability;
/// use foretell_scoring::lifetime::{EstimateHistory, Life, Update};
/// use foretell_scoring::platform::metaculus::{baseline, baseline_points};
///
/// // 90 % of what came true, said at half of the time: half of 84.8 points.
/// let said = Update { at: 5.0, said: Probability::new(0.9) };
/// let life = Life::new(0.0, 10.0, 10.0).unwrap();
/// let spans = EstimateHistory::new(vec![said]).unwrap().spans(life);
/// assert!((baseline(&spans, life, |p| baseline_points(p, 2)) - 42.39984533).abs() < 1e-8);
/// ```
#[must_use]
pub fn baseline<T: Copy>(spans: &[ForecastSpan<T>], life: Life, points: impl Fn(T) -> f64) -> f64 {
    sum(spans.iter().map(|span| points(span.said) * span.length())) / life.scheduled_length()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::lifetime::{EstimateHistory, Update, coverage};
    use crate::testing::p;

    fn close(a: f64, b: f64, digits: f64) -> bool {
        (a - b).abs() < digits
    }

    fn history<T: Copy>(updates: &[(f64, T)]) -> EstimateHistory<T> {
        let updates = updates.iter().map(|&(at, said)| Update {
            at,
            said: Some(said),
        });
        EstimateHistory::new(updates.collect()).unwrap()
    }

    #[test]
    fn binary_points_are_those_of_the_platforms_own_tests() {
        // Metaculus, tests/unit/test_scoring/test_score_math.py: p = .9 right and wrong, and
        // 2^(−1/2) and 2^(−3/2).
        assert!(close(baseline_points(p(0.9), 2), 84.799_690_66, 1e-8));
        assert!(close(baseline_points(p(0.1), 2), -232.192_809_49, 1e-8));
        assert!(close(baseline_points(p(2_f64.powf(-0.5)), 2), 50.0, 1e-9));
        assert!(close(baseline_points(p(2_f64.powf(-1.5)), 2), -50.0, 1e-9));
    }

    #[test]
    fn the_most_and_least_that_may_be_said_are_worth_what_the_faq_says() {
        // 100 (1 + log₂ p) at .1 % and 99.9 %; the FAQ rounds to −897 and +99.9.
        assert!(close(baseline_points(p(0.001), 2), -896.578, 5e-4));
        assert!(close(baseline_points(p(0.999), 2), 99.856, 5e-4));
        assert!(baseline_points(p(0.0), 2).is_infinite());
    }

    #[test]
    fn an_option_added_later_is_scored_as_other_among_the_options_of_the_time() {
        // The platform's own test: three options, of which "other" has 3^(−1/2): half the points.
        assert!(close(baseline_points(p(3_f64.powf(-0.5)), 3), 50.0, 1e-9));
    }

    #[test]
    fn continuous_points_are_those_of_the_platforms_own_tests() {
        // A uniform distribution gets 0; two buckets, of which the first has e/2: 50 points.
        let even: Vec<_> = (0..=200).map(|i| f64::from(i) / 200.0).collect();
        assert!(continuous_baseline_points(&Buckets::new(&even).unwrap(), 77, 0).abs() < 1e-9);
        // e/2 is more than 1, which the platform's test does not mind and ours need not: e/4 of
        // four buckets is as much.
        let e = std::f64::consts::E;
        let rest = (1.0 - e / 4.0) / 3.0;
        let cdf = [0.0, e / 4.0, e / 4.0 + rest, e / 4.0 + 2.0 * rest, 1.0];
        assert!(close(
            continuous_baseline_points(&Buckets::new(&cdf).unwrap(), 1, 0),
            50.0,
            1e-9
        ));
    }

    #[test]
    fn beyond_an_open_bound_five_percent_is_the_baseline() {
        let buckets = Buckets::new(&[0.05, 0.5, 0.9]).unwrap();
        assert!(continuous_baseline_points(&buckets, 0, 2).abs() < 1e-9);
        // .1 above against .05; inside, .45 against .9/2.
        assert!(close(
            continuous_baseline_points(&buckets, 3, 2),
            50.0 * 2_f64.ln(),
            1e-9
        ));
        assert!(continuous_baseline_points(&buckets, 1, 2).abs() < 1e-9);
    }

    #[test]
    fn the_worked_example_of_the_faq_comes_out() {
        // Five days, of which the first without a forecast: 40 %, 70 %, 70 %, 80 %, and yes; the
        // FAQ gives 0, −32, +49, +49, +68, in all +27.
        let life = Life::new(0.0, 5.0, 5.0).unwrap();
        let spans = history(&[(1.0, p(0.4)), (2.0, p(0.7)), (4.0, p(0.8))]).spans(life);
        let points = |said| baseline_points(said, 2);
        for (said, expected) in [(0.4, -32.0), (0.7, 49.0), (0.8, 68.0)] {
            assert!(close(points(p(said)), expected, 0.5), "{said}");
        }
        assert!(close(baseline(&spans, life, points), 27.0, 0.5));
    }

    #[test]
    fn half_of_the_time_is_half_of_the_points_and_of_the_coverage() {
        // The platform's own test: .9 said at half of ten days, 84.79969066/2.
        let life = Life::new(0.0, 10.0, 10.0).unwrap();
        let spans = history(&[(5.0, p(0.9))]).spans(life);
        assert!(close(
            baseline(&spans, life, |said| baseline_points(said, 2)),
            42.399_845_33,
            1e-8
        ));
        assert!(close(coverage(&spans, life), 0.5, 1e-12));
    }

    #[test]
    fn an_early_close_keeps_the_scheduled_life_as_divisor() {
        let life = Life::new(0.0, 10.0, 5.0).unwrap();
        let spans = history(&[(0.0, p(0.9))]).spans(life);
        assert!(close(
            baseline(&spans, life, |said| baseline_points(said, 2)),
            42.399_845_33,
            1e-8
        ));
    }

    proptest! {
        #[test]
        fn no_forecast_is_expected_to_get_more_points_than_the_belief(
            (belief, said) in (0.001_f64..=0.999, 0.001_f64..=0.999),
        ) {
            let expected = |said: f64| {
                let (yes, no) = (baseline_points(p(said), 2), baseline_points(p(1.0 - said), 2));
                belief * yes + (1.0 - belief) * no
            };
            prop_assert!(expected(belief) + 1e-9 >= expected(said));
        }
    }
}
