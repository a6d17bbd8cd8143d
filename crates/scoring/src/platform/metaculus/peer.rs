//! Peer points, at one time and over the life of a question.

use crate::{
    Statistic, Undefined, count,
    lifetime::{ForecastSpan, Life},
    sum,
};

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
/// use foretell_scoring::lifetime::{EstimateHistory, Life, Update};
/// use foretell_scoring::platform::metaculus::peer;
///
/// let life = Life::new(0.0, 10.0, 10.0).unwrap();
/// let spans = [0.1_f64, 0.5, 0.9].map(|p| {
///     EstimateHistory::new(vec![Update { at: 5.0, said: Some(p.ln()) }]).unwrap().spans(life)
/// });
/// let scores = peer(&spans, life);
/// assert!((scores[0].unwrap() - -190.3331 / 2.0).abs() < 1e-4);
/// ```
#[must_use]
pub fn peer(forecasters: &[Vec<ForecastSpan<f64>>], life: Life) -> Vec<Statistic> {
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
/// 100 (ln p − mean of the others' ln p)    0 without others
/// ```
///
/// This is 100 N/(N − 1) times the distance to the mean of all N, and sums to 0 over them. The spot
/// baseline is [`baseline_points`](super::baseline_points) of the forecast at that time. Metaculus
/// looks when the community's forecast is first shown, or at the close.
///
/// # References
///
/// - Metaculus, `scoring/score_math.py`, and its scores FAQ.
///
/// # Example
///
/// ```
/// use foretell_scoring::platform::metaculus::spot_peer;
///
/// let points = spot_peer(&[Some(0.8_f64.ln()), None, Some(0.4_f64.ln())]);
/// assert!((points[0].unwrap().unwrap() - 100.0 * 2_f64.ln()).abs() < 1e-9);
/// assert_eq!(points[1], None);
/// ```
#[must_use]
pub fn spot_peer(standing: &[Option<f64>]) -> Vec<Option<Statistic>> {
    let all = || standing.iter().copied().flatten();
    let (n, infinite) = (all().count(), all().filter(|ln| ln.is_infinite()).count());
    let total = sum(all().filter(|ln| ln.is_finite()));
    let points = |own: f64| {
        if n < 2 {
            return Ok(0.0);
        }
        let (finite, own_infinite) = if own.is_finite() { (own, 0) } else { (0.0, 1) };
        let others = if infinite > own_infinite {
            f64::NEG_INFINITY
        } else {
            (total - finite) / count(n - 1)
        };
        known(100.0 * (own - others))
    };
    standing.iter().map(|own| own.map(points)).collect()
}

fn said_at(spans: &[ForecastSpan<f64>], time: f64) -> Option<f64> {
    let standing = spans
        .iter()
        .find(|span| span.from <= time && time < span.until);
    standing.map(|span| span.said)
}

fn known(value: f64) -> Statistic {
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
    use crate::lifetime::{EstimateHistory, Update};

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
    }
}
