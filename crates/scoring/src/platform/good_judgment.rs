//! Good Judgment Open and other sites of Cultivate: the Brier score by day, against the median.

use crate::{
    Undefined, count,
    lifetime::{EstimateHistory, Life},
    quantiles::between,
    sum,
};

/// What the site prints for one forecaster on one question.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct GoodJudgmentScore {
    /// The mean over days of the full Brier score: 0 is best, 2 is worst.
    pub brier: f64,
    /// The mean, over the same days, of the median forecaster's score.
    pub median: f64,
    /// The first less the second: below 0 is better than the median forecaster.
    pub accuracy: f64,
    /// Over how many days.
    pub days: usize,
}

/// Returns each forecaster's score on a question, given a daily score of what was said: the full
/// Brier score, over options too, or the [ordered rule](crate::ordered::good_judgment).
///
/// # Formula
///
/// ```text
/// brier = (1/D) Σ S(p_d)    over the D full days with a forecast in force at their end
/// accuracy = brier − (1/D) Σ median over forecasters of S(p_d)
/// ```
///
/// A day ends at midnight UTC, and what was said last carries over to the next. The day in which
/// the question closes is not full, so it is not scored; undefined for who has no full day.
///
/// # References
///
/// - Good Judgment Open, FAQ; Cultivate Labs, help pages on scoring (one score per full day, and
///   the comparison with the median forecaster). Which forecasters they count towards the median is
///   not said there; here it is all with a forecast in force, oneself among them.
///
/// # Example
///
/// ```
/// use foretell_scoring::{BinaryOutcome, Probability, brier_full, lifetime::{DAY, EstimateHistory, Life, Update}};
/// use foretell_scoring::platform::good_judgment::scores;
///
/// let said = |p| EstimateHistory::new(vec![Update { at: 0.0, said: Probability::new(p) }]).unwrap();
/// let life = Life::new(0.0, 3.0 * DAY, 3.0 * DAY).unwrap();
/// let all = scores(&[said(0.9), said(0.5)], life, |p| brier_full(p, BinaryOutcome::YES));
/// assert!((all[0].unwrap().brier - 0.02).abs() < 1e-12);
/// assert!((all[0].unwrap().accuracy - (0.02 - 0.26)).abs() < 1e-12);
/// ```
pub fn scores<T: Copy>(
    forecasters: &[EstimateHistory<T>],
    life: Life,
    score: impl Fn(T) -> f64,
) -> Vec<Result<GoodJudgmentScore, Undefined>> {
    let on = |end| {
        forecasters
            .iter()
            .map(|history| history.before(end).map(&score))
            .collect()
    };
    let days: Vec<Vec<Option<f64>>> = life.full_days().into_iter().map(on).collect();
    (0..forecasters.len())
        .map(|who| GoodJudgmentScore::of(who, &days))
        .collect()
}

impl GoodJudgmentScore {
    /// Returns the score of one forecaster, given everybody's of each day.
    fn of(who: usize, days: &[Vec<Option<f64>>]) -> Result<Self, Undefined> {
        let (mut own, mut medians) = (Vec::new(), Vec::new());
        for day in days {
            if let (Some(score), Some(median)) = (day[who], median(day.iter().copied().flatten())) {
                own.push(score);
                medians.push(median);
            }
        }
        let days = own.len();
        if days == 0 {
            return Err(Undefined::Empty);
        }
        let (brier, median) = (sum(own) / count(days), sum(medians) / count(days));
        Ok(Self {
            brier,
            median,
            accuracy: brier - median,
            days,
        })
    }
}

/// Returns the middle value, or the mean of the two in the middle.
pub(super) fn median(values: impl Iterator<Item = f64>) -> Option<f64> {
    let mut values: Vec<_> = values.collect();
    values.sort_by(f64::total_cmp);
    (!values.is_empty()).then(|| between(&values, 0.5))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Probability;
    use crate::{
        BinaryOutcome, brier_full,
        lifetime::{DAY, Update},
    };

    fn history(updates: &[(f64, f64)]) -> EstimateHistory<Probability> {
        let updates = updates.iter().map(|&(day, said)| Update {
            at: day * DAY,
            // Negative stands for a withdrawal here.
            said: Probability::new(said),
        });
        EstimateHistory::new(updates.collect()).unwrap()
    }

    fn of(
        forecasters: &[EstimateHistory<Probability>],
        close: f64,
    ) -> Vec<Result<GoodJudgmentScore, Undefined>> {
        let life = Life::new(0.0, 10.0 * DAY, close * DAY).unwrap();
        scores(forecasters, life, |p| brier_full(p, BinaryOutcome::YES))
    }

    #[test]
    fn what_was_said_last_carries_over_and_the_last_part_of_a_day_does_not_count() {
        // Days end at .5, .5 and .9; the fourth is cut short: (.5 + .5 + .02)/3.
        let all = of(
            &[history(&[(0.2, 0.1), (0.8, 0.5), (2.5, 0.9), (3.1, 1.0)])],
            3.7,
        );
        let score = all[0].unwrap();
        assert_eq!(score.days, 3);
        assert!((score.brier - 1.02 / 3.0).abs() < 1e-12);
        assert!(score.accuracy.abs() < 1e-12);
    }

    #[test]
    fn the_median_is_that_of_the_days_on_which_one_took_part() {
        // The second comes on the second day, whose median of .02, .5 and .98 is .5.
        let early = history(&[(0.1, 0.5)]);
        let (late, wrong) = (history(&[(1.5, 0.9)]), history(&[(1.6, 0.3)]));
        let score = of(&[early, late, wrong], 2.0)[1].unwrap();
        assert_eq!(score.days, 1);
        assert!((score.brier - 0.02).abs() < 1e-12 && (score.median - 0.5).abs() < 1e-12);
        assert!((score.accuracy - -0.48).abs() < 1e-12);
    }

    #[test]
    fn who_has_no_full_day_has_no_score() {
        let all = of(
            &[history(&[(0.1, 0.5)]), history(&[(2.5, 0.5)]), history(&[])],
            2.7,
        );
        assert!(all[0].is_ok());
        assert_eq!(all[1], Err(Undefined::Empty));
        assert_eq!(all[2], Err(Undefined::Empty));
    }

    #[test]
    fn days_after_a_withdrawal_do_not_count() {
        let all = of(&[history(&[(0.1, 0.5), (1.5, -1.0)])], 4.0);
        assert_eq!(all[0].unwrap().days, 1);
    }
}
