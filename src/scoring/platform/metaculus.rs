//! Metaculus: baseline and peer scores, over the life of a question or at one time.
//!
//! Every score here is built from the logarithm of what was said of the outcome: of its
//! probability, or on a continuous question of the probability of its bucket. What Metaculus lets
//! people say (0.1 % to 99.9 %, and no bucket empty) keeps it finite; where it is not, scores are
//! infinite, and undefined where two infinities meet.

use crate::{
    model::Probability,
    scoring::{
        Bounds, Figure, Undefined, count,
        lifetime::{Life, Span},
        sum,
    },
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
/// use foretell::model::Probability;
/// use foretell::scoring::platform::metaculus::baseline_points;
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
/// use foretell::scoring::platform::metaculus::{Buckets, continuous_baseline_points};
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

/// What was said of each bucket of a continuous question: one below the low bound, equal ones
/// between the bounds, one above the high bound.
#[derive(Clone, Debug, PartialEq)]
pub struct Buckets(Vec<f64>);

impl Buckets {
    /// Returns the buckets of a distribution function given at the edges of the inner ones, or
    /// `None` unless there are at least two edges and it rises within 0 to 1.
    #[must_use]
    pub fn new(cdf: &[f64]) -> Option<Self> {
        let all = [&[0.0], cdf, &[1.0]].concat();
        let buckets: Vec<_> = all.windows(2).map(|edges| edges[1] - edges[0]).collect();
        let rises = buckets.iter().all(|share| *share >= 0.0);
        (cdf.len() >= 2 && rises).then_some(Self(buckets))
    }

    /// Returns how many buckets lie between the bounds.
    #[must_use]
    pub fn inside(&self) -> usize {
        self.0.len() - 2
    }

    /// Returns the probability of a bucket; 0 is the one below the low bound.
    #[must_use]
    pub fn at(&self, bucket: usize) -> f64 {
        self.0.get(bucket).copied().unwrap_or(0.0)
    }
}

/// How the range of a continuous question is cut into buckets.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scale {
    bounds: Bounds,
    zero_point: Option<f64>,
    buckets: usize,
}

impl Scale {
    /// Returns a scale with so many buckets between the bounds, or `None` without buckets. With a
    /// zero point, which lies outside the bounds, the scale is logarithmic.
    #[must_use]
    pub fn new(bounds: Bounds, zero_point: Option<f64>, buckets: usize) -> Option<Self> {
        let outside = zero_point.is_none_or(|zero| zero < bounds.low() || zero > bounds.high());
        (outside && buckets > 0).then_some(Self {
            bounds,
            zero_point,
            buckets,
        })
    }

    /// Returns the bucket of an outcome: 0 below the low bound, one more than there are above the
    /// high one. An outcome on an edge belongs to the bucket below it, one on the low bound to the
    /// first.
    ///
    /// # Formula
    ///
    /// ```text
    /// ⌈u N⌉, at least 1    u = (x − low)/(high − low), on a logarithmic scale
    /// u = ln(1 + (x − low) (r − 1)/(high − low))/ln r, r = (high − zero)/(low − zero)
    /// ```
    ///
    /// # References
    ///
    /// - Metaculus, `utils/the_math/formulas.py`.
    #[must_use]
    pub fn bucket(self, outcome: f64) -> usize {
        // As there: what lies above an edge by less than this lies on it.
        const EDGE: f64 = 1e-10;
        let place = self.place(outcome);
        if place < 0.0 {
            return 0;
        }
        let reached = place * count(self.buckets) - EDGE;
        let inside = (1..=self.buckets).find(|&bucket| count(bucket) >= reached);
        inside.filter(|_| place <= 1.0).unwrap_or(self.buckets + 1)
    }

    fn place(self, outcome: f64) -> f64 {
        let (low, high) = (self.bounds.low(), self.bounds.high());
        let way = (outcome - low) / (high - low);
        match self.zero_point {
            // Beyond the bounds the logarithm may not exist, and only the side counts.
            Some(zero) if (0.0..=1.0).contains(&way) => {
                let ratio = (high - zero) / (low - zero);
                (way * (ratio - 1.0)).ln_1p() / ratio.ln()
            }
            _ => way,
        }
    }
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
/// An early close leaves less time to score in, and a lower [coverage](super::super::lifetime::coverage).
///
/// # References
///
/// - Metaculus, `scoring/score_math.py`.
///
/// # Example
///
/// ```
/// use foretell::model::Probability;
/// use foretell::scoring::lifetime::{History, Life, Update};
/// use foretell::scoring::platform::metaculus::{baseline, baseline_points};
///
/// // 90 % of what came true, said at half of the time: half of 84.8 points.
/// let said = Update { at: 5.0, said: Probability::new(0.9) };
/// let life = Life::new(0.0, 10.0, 10.0).unwrap();
/// let spans = History::new(vec![said]).unwrap().spans(life);
/// assert!((baseline(&spans, life, |p| baseline_points(p, 2)) - 42.39984533).abs() < 1e-8);
/// ```
#[must_use]
pub fn baseline<T: Copy>(spans: &[Span<T>], life: Life, points: impl Fn(T) -> f64) -> f64 {
    sum(spans.iter().map(|span| points(span.said) * span.length())) / life.scheduled_length()
}

/// Returns the peer points of one forecaster against the others at one time: 0 is the mean of the
/// others, higher is better. On a continuous question they are halved.
///
/// # Formula
///
/// ```text
/// 100 (ln p − mean of the others' ln p)    0 without others
/// ```
///
/// This is 100 N/(N − 1) times the distance to the mean of all N, and sums to 0 over them.
///
/// # References
///
/// - Metaculus, `scoring/score_math.py`, and its scores FAQ.
///
/// # Example
///
/// ```
/// use foretell::scoring::platform::metaculus::peer_points;
///
/// let points = peer_points(0.9_f64.ln(), &[0.1_f64.ln(), 0.5_f64.ln()]).unwrap();
/// assert!((points - 139.2506).abs() < 1e-4);
/// ```
pub fn peer_points(own: f64, others: &[f64]) -> Figure {
    if others.is_empty() {
        return Ok(0.0);
    }
    let mean = sum(others.iter().copied()) / count(others.len());
    known(100.0 * (own - mean))
}

/// Returns each forecaster's peer score over the life of a question, given what they said as the
/// logarithm of the outcome's probability. 0 is the mean of the others, higher is better; on a
/// continuous question halve it.
///
/// # Formula
///
/// ```text
/// Σ peer points · length / (scheduled close − opening)    over the stretches between changes
/// ```
///
/// Nothing while the forecaster is alone or has no forecast in force.
///
/// # References
///
/// - Metaculus, `scoring/score_math.py`.
///
/// # Example
///
/// ```
/// use foretell::scoring::lifetime::{History, Life, Update};
/// use foretell::scoring::platform::metaculus::peer;
///
/// let life = Life::new(0.0, 10.0, 10.0).unwrap();
/// let spans = [0.1_f64, 0.5, 0.9].map(|p| {
///     History::new(vec![Update { at: 5.0, said: Some(p.ln()) }]).unwrap().spans(life)
/// });
/// let scores = peer(&spans, life);
/// assert!((scores[0].unwrap() - -190.3331 / 2.0).abs() < 1e-4);
/// ```
#[must_use]
pub fn peer(forecasters: &[Vec<Span<f64>>], life: Life) -> Vec<Figure> {
    let ends = forecasters
        .iter()
        .flatten()
        .flat_map(|span| [span.from, span.until]);
    let mut times: Vec<_> = ends.collect();
    times.sort_by(f64::total_cmp);
    times.dedup();
    let mut totals = vec![Ok(0.0); forecasters.len()];
    for stretch in times.windows(2) {
        let (from, until) = (stretch[0], stretch[1]);
        let share = (until - from) / life.scheduled_length();
        let standing: Vec<_> = forecasters
            .iter()
            .map(|spans| said_at(spans, from))
            .collect();
        for (total, points) in totals.iter_mut().zip(spot_peer(&standing)) {
            *total = match (*total, points) {
                (Ok(total), Some(Ok(points))) => known(total + share * points),
                (Ok(total), None) => Ok(total),
                (Err(reason), _) | (_, Some(Err(reason))) => Err(reason),
            };
        }
    }
    totals
}

/// Returns the peer points of each forecaster who had a forecast in force at one time, given as the
/// logarithm of the outcome's probability. 0 is the mean of the others, higher is better; on a
/// continuous question halve them.
///
/// # Formula
///
/// ```text
/// 100 (ln p − mean of the others' ln p)
/// ```
///
/// The spot baseline is [`baseline_points`] of the forecast at that time. Metaculus looks when the
/// community's forecast is first shown, or at the close.
///
/// # References
///
/// - Metaculus, `scoring/score_math.py`.
///
/// # Example
///
/// ```
/// use foretell::scoring::platform::metaculus::spot_peer;
///
/// let points = spot_peer(&[Some(0.8_f64.ln()), None, Some(0.4_f64.ln())]);
/// assert!((points[0].unwrap().unwrap() - 100.0 * 2_f64.ln()).abs() < 1e-9);
/// assert_eq!(points[1], None);
/// ```
#[must_use]
pub fn spot_peer(standing: &[Option<f64>]) -> Vec<Option<Figure>> {
    let each = standing.iter().enumerate();
    let points = each.map(|(i, own)| {
        let rest = standing[..i].iter().chain(&standing[i + 1..]);
        let others: Vec<_> = rest.copied().flatten().collect();
        own.map(|own| peer_points(own, &others))
    });
    points.collect()
}

fn said_at(spans: &[Span<f64>], time: f64) -> Option<f64> {
    let standing = spans
        .iter()
        .find(|span| span.from <= time && time < span.until);
    standing.map(|span| span.said)
}

fn known(value: f64) -> Figure {
    if value.is_nan() {
        Err(Undefined::Infinite)
    } else {
        Ok(value)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::scoring::lifetime::{History, Update, coverage};

    fn p(value: f64) -> Probability {
        Probability::new(value).unwrap()
    }

    fn close(a: f64, b: f64, digits: f64) -> bool {
        (a - b).abs() < digits
    }

    fn history<T: Copy>(updates: &[(f64, T)]) -> History<T> {
        let updates = updates.iter().map(|&(at, said)| Update {
            at,
            said: Some(said),
        });
        History::new(updates.collect()).unwrap()
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
    fn buckets_need_edges_that_rise() {
        assert_eq!(Buckets::new(&[0.5]), None);
        assert_eq!(Buckets::new(&[0.5, 0.4]), None);
        assert_eq!(Buckets::new(&[0.5, 1.1]), None);
        assert_eq!(Buckets::new(&[0.5, f64::NAN]), None);
    }

    #[test]
    fn an_outcome_on_an_edge_belongs_to_the_bucket_below() {
        let scale = Scale::new(Bounds::new(0.0, 10.0).unwrap(), None, 5).unwrap();
        for (outcome, bucket) in [
            (f64::NEG_INFINITY, 0),
            (-0.1, 0),
            (0.0, 1),
            (2.0, 1),
            (2.1, 2),
            (10.0, 5),
            (10.1, 6),
            (f64::INFINITY, 6),
        ] {
            assert_eq!(scale.bucket(outcome), bucket, "{outcome}");
        }
    }

    #[test]
    fn a_zero_point_makes_the_scale_logarithmic() {
        // From 1 to 100 with the zero at 0: half of the buckets lie below 10.
        let bounds = Bounds::new(1.0, 100.0).unwrap();
        let scale = Scale::new(bounds, Some(0.0), 200).unwrap();
        assert_eq!(scale.bucket(10.0), 100);
        assert_eq!(scale.bucket(10.5), 103);
        assert_eq!((scale.bucket(1.0), scale.bucket(100.0)), (1, 200));
        assert_eq!((scale.bucket(-50.0), scale.bucket(1e6)), (0, 201));
        assert_eq!(Scale::new(bounds, Some(50.0), 200), None);
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

    #[test]
    fn three_forecasters_get_what_the_formula_gives() {
        // 100 · 3/2 · ln(p/geometric mean) for .1, .5, .9, which sum to 0.
        let standing = [0.1_f64, 0.5, 0.9].map(|p| Some(p.ln()));
        let points: Vec<_> = spot_peer(&standing)
            .into_iter()
            .map(|x| x.unwrap().unwrap())
            .collect();
        for (points, expected) in points.iter().zip([-190.3331, 51.0826, 139.2506]) {
            assert!(close(*points, expected, 5e-5), "{points}");
        }
        assert!(sum(points).abs() < 1e-9);
    }

    #[test]
    fn who_is_alone_gets_nothing_and_others_only_while_both_stand() {
        let life = Life::new(0.0, 10.0, 10.0).unwrap();
        let early = history(&[(0.0, 0.8_f64.ln())]).spans(life);
        let late = history(&[(5.0, 0.4_f64.ln())]).spans(life);
        let scores = peer(&[early.clone(), late, vec![]], life);
        assert!(close(scores[0].unwrap(), 50.0 * 2_f64.ln(), 1e-9));
        assert!(close(scores[1].unwrap(), -50.0 * 2_f64.ln(), 1e-9));
        assert_eq!(scores[2], Ok(0.0));
        assert_eq!(peer(&[early], life), [Ok(0.0)]);
    }

    #[test]
    fn two_who_called_the_outcome_impossible_cannot_be_compared() {
        let never = Some(f64::NEG_INFINITY);
        let points = spot_peer(&[never, never, Some(-1.0)]);
        assert_eq!(points[0], Some(Err(Undefined::Infinite)));
        assert_eq!(points[2], Some(Ok(f64::INFINITY)));
        assert_eq!(
            spot_peer(&[never, Some(-1.0)])[0],
            Some(Ok(f64::NEG_INFINITY))
        );
    }

    proptest! {
        #[test]
        fn peer_points_sum_to_nothing_over_those_who_take_part(
            each in prop::collection::vec(0.001_f64..=0.999, 2..8),
        ) {
            let standing: Vec<_> = each.iter().map(|p| Some(p.ln())).collect();
            let total = sum(spot_peer(&standing).into_iter().map(|x| x.unwrap().unwrap()));
            prop_assert!(total.abs() < 1e-9);
        }

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
