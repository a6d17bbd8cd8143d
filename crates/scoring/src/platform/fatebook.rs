//! Fatebook: the Brier score of the mean forecast of each day, against the median score.

use super::good_judgment::median;
use crate::{
    Probability, Statistic, Undefined,
    lifetime::{DAY, EstimateHistory, ForecastSpan, Life},
    sum,
};

/// What the site prints for one forecaster on one question.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FatebookScore {
    /// The full Brier score by day, over the days of the whole question: 0 is best, 2 is worst. Who
    /// comes late has fewer days in the sum and the same divisor, and so a lower score.
    pub absolute: f64,
    /// The same of the difference to the median score: below 0 is better. Undefined where only one
    /// person forecast.
    pub relative: Statistic,
}

/// Returns each forecaster's score on a yes-or-no question, from its making to its resolution;
/// `None` for who never forecast.
///
/// # Formula
///
/// ```text
/// Σ 2 (m − y)² / D    over steps of 24 hours from the opening, D the length in days
/// ```
///
/// m is the mean forecast over the step, weighed by time. Time of the step before a forecaster's
/// first forecast goes to the last one of that step. The last step counts by its length, and fully
/// where it is the only one (then D is 1). Withdrawals do not exist there and are passed over.
///
/// A question with several options is scored as so many yes-or-no questions: the sum over them
/// where they exclude each other (0 to 4), the mean where they do not.
///
/// # References
///
/// - Fatebook, `lib/_scoring.ts`.
///
/// # Example
///
/// ```
/// use foretell_scoring::Probability;
/// use foretell_scoring::lifetime::{DAY, EstimateHistory, Life, Update};
/// use foretell_scoring::platform::fatebook::scores;
///
/// let said = |p| EstimateHistory::new(vec![Update { at: 0.0, said: Probability::new(p) }]).unwrap();
/// let life = Life::new(0.0, 4.0 * DAY, 4.0 * DAY).unwrap();
/// let all = scores(&[said(0.9), said(0.5)], life, true);
/// assert!((all[0].unwrap().absolute - 0.02).abs() < 1e-12);
/// assert!((all[0].unwrap().relative.unwrap() - (0.02 - 0.26)).abs() < 1e-12);
/// ```
#[must_use]
pub fn scores(
    forecasters: &[EstimateHistory<Probability>],
    life: Life,
    happened: bool,
) -> Vec<Option<FatebookScore>> {
    let seen = f64::from(u8::from(happened));
    let score = |mean: f64| 2.0 * (mean - seen).powi(2);
    let spans = |history: &EstimateHistory<Probability>| history.without_withdrawals().spans(life);
    let spans: Vec<_> = forecasters.iter().map(spans).collect();
    let steps = steps(life);
    let of_step = |step: &Step| spans.iter().map(|s| step.mean(s).map(score)).collect();
    let by_step: Vec<Vec<Option<f64>>> = steps.iter().map(of_step).collect();
    let alone = spans.iter().filter(|spans| !spans.is_empty()).count() < 2;
    let one = |who| FatebookScore::of(who, &steps, &by_step, alone);
    (0..forecasters.len()).map(one).collect()
}

impl FatebookScore {
    /// Returns the score of one forecaster, given everybody's of each step.
    fn of(who: usize, steps: &[Step], by_step: &[Vec<Option<f64>>], alone: bool) -> Option<Self> {
        let days = sum(steps.iter().map(|step| step.weight));
        let (mut absolute, mut relative) = (Vec::new(), Vec::new());
        for (step, each) in steps.iter().zip(by_step) {
            if let (Some(own), Some(middle)) = (each[who], median(each.iter().copied().flatten())) {
                absolute.push(step.weight * own / days);
                relative.push(step.weight * (own - middle) / days);
            }
        }
        (!absolute.is_empty()).then(|| Self {
            absolute: sum(absolute),
            relative: if alone {
                Err(Undefined::TooFew { have: 1, need: 2 })
            } else {
                Ok(sum(relative))
            },
        })
    }
}

/// A step of 24 hours, or what is left of one, and how much it counts.
#[derive(Clone, Copy)]
struct Step {
    from: f64,
    until: f64,
    weight: f64,
}

fn steps(life: Life) -> Vec<Step> {
    let length = life.actual_length();
    let starts = (0..)
        .map(|i| f64::from(i) * DAY)
        .take_while(|start| *start < length);
    let step = |start: f64| Step {
        from: life.open() + start,
        until: (life.open() + start + DAY).min(life.close()),
        weight: if length < DAY {
            1.0
        } else {
            ((length - start) / DAY).min(1.0)
        },
    };
    starts.map(step).collect()
}

impl Step {
    /// Returns the mean forecast over the step, or `None` before the forecaster's first.
    fn mean(self, spans: &[ForecastSpan<Probability>]) -> Option<f64> {
        let within = |span: &&ForecastSpan<_>| span.from < self.until && span.until > self.from;
        let own: Vec<_> = spans.iter().filter(within).collect();
        let last = own.last()?.said.get();
        let share = |span: &ForecastSpan<_>| {
            let length = span.until.min(self.until) - span.from.max(self.from);
            length / (self.until - self.from)
        };
        // Measured from the last, the time before the first is the last one's.
        let each = own
            .iter()
            .map(|span| share(span) * (span.said.get() - last));
        Some(last + sum(each))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lifetime::Update;

    fn history(updates: &[(f64, f64)]) -> EstimateHistory<Probability> {
        let updates = updates.iter().map(|&(day, said)| Update {
            at: day * DAY,
            // Negative stands for a withdrawal here.
            said: Probability::new(said),
        });
        EstimateHistory::new(updates.collect()).unwrap()
    }

    fn of(forecasters: &[EstimateHistory<Probability>], days: f64) -> Vec<Option<FatebookScore>> {
        let life = Life::new(0.0, days * DAY, days * DAY).unwrap();
        scores(forecasters, life, true)
    }

    fn absolute(updates: &[(f64, f64)], days: f64) -> f64 {
        of(&[history(updates)], days)[0].unwrap().absolute
    }

    #[test]
    fn the_mean_forecast_of_a_day_is_scored_and_not_the_mean_score() {
        // Half a day at .2 and half at .8: the mean of .5 scores .5, where the scores' mean is .68.
        assert!((absolute(&[(0.0, 0.2), (0.5, 0.8)], 1.0) - 0.5).abs() < 1e-12);
    }

    #[test]
    fn the_last_part_of_a_day_counts_by_its_length() {
        // Two days at .5 (score .5) and half a day at .9 (score .02), over two and a half.
        let expected = (0.5 + 0.5 + 0.5 * 0.02) / 2.5;
        assert!((absolute(&[(0.0, 0.5), (2.0, 0.9)], 2.5) - expected).abs() < 1e-12);
        // A question of less than a day is one step, counted in full.
        assert!((absolute(&[(0.0, 0.5)], 0.3) - 0.5).abs() < 1e-12);
    }

    #[test]
    fn who_comes_late_has_the_same_divisor_and_a_lower_score() {
        assert!((absolute(&[(3.0, 0.5)], 4.0) - 0.125).abs() < 1e-12);
    }

    #[test]
    fn time_before_the_first_forecast_of_a_day_goes_to_the_last() {
        // On the first day .2 from .25 to .75, then .8: a mean of .5 · .2 + .5 · .8 = .5.
        assert!((absolute(&[(0.25, 0.2), (0.75, 0.8)], 1.0) - 0.5).abs() < 1e-12);
    }

    #[test]
    fn the_median_is_taken_of_the_scores_of_each_day() {
        // Scores of .02, .5 and 1.28 on the first day; without the third on the second.
        let all = [
            history(&[(0.0, 0.9)]),
            history(&[(0.0, 0.5)]),
            history(&[(0.0, 0.2)]),
        ];
        let relative = of(&all, 1.0)[0].unwrap().relative.unwrap();
        assert!((relative - -0.48).abs() < 1e-12);
    }

    #[test]
    fn nobody_to_compare_with_leaves_no_relative_score() {
        let alone = of(&[history(&[(0.0, 0.5)]), history(&[])], 2.0);
        assert_eq!(
            alone[0].unwrap().relative,
            Err(Undefined::TooFew { have: 1, need: 2 })
        );
        assert_eq!(alone[1], None);
    }

    #[test]
    fn a_withdrawal_is_passed_over() {
        let (plain, withdrawn) = ([(0.0, 0.5)], [(0.0, 0.5), (1.0, -1.0)]);
        assert!((absolute(&plain, 3.0) - absolute(&withdrawn, 3.0)).abs() < 1e-12);
    }
}
