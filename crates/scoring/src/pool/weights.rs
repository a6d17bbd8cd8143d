//! What each forecaster of a panel counts: by recency, and by past performance.

use crate::{Weight, count};

/// Returns what a forecast counts by the rule of Metaculus: that it is the i-th oldest of N, one per
/// forecaster, in force at the time.
///
/// # Formula
///
/// ```text
/// e^(√i − √N)    1 for all where N ≤ 2
/// ```
///
/// # References
///
/// - Metaculus, `utils/the_math/aggregations.py`: recency-weighted aggregates.
///
/// # Example
///
/// ```
/// use foretell_scoring::pool::metaculus_recency;
///
/// assert!((metaculus_recency(1, 5).get() - 0.290524).abs() < 1e-6);
/// assert!((metaculus_recency(5, 5).get() - 1.0).abs() < 1e-12);
/// ```
#[must_use]
pub fn metaculus_recency(oldest: usize, of: usize) -> Weight {
    if of <= 2 {
        return Weight::ONE;
    }
    at_least_something((count(oldest).sqrt() - count(of).sqrt()).exp())
}

/// A forecaster's record: mean loss, such as the Brier score, on questions that were known before
/// the one at hand.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TrackRecord {
    /// The mean loss, 0 or more; whatever for no questions.
    pub mean_loss: f64,
    /// On how many questions.
    pub questions: usize,
}

impl TrackRecord {
    /// Returns what the forecaster counts: the less, the higher the loss, with few questions drawn
    /// towards the mean loss of all.
    ///
    /// # Formula
    ///
    /// ```text
    /// 1/L    L = (n · own mean loss + k · mean loss of all) / (n + k)
    /// ```
    ///
    /// k is how many questions the common mean stands for. For squared errors and equal k these are
    /// the weights that minimise the error of the mean of independent forecasters.
    ///
    /// # References
    ///
    /// - Bates, J. M. and Granger, C. W. J. (1969). The combination of forecasts. *Operational
    ///   Research Quarterly*, 20(4), 451–468.
    ///
    /// # Example
    ///
    /// ```
    /// use foretell_scoring::pool::TrackRecord;
    ///
    /// let record = TrackRecord { mean_loss: 0.1, questions: 10 };
    /// assert!((record.weight(0.3, 10.0).get() - 5.0).abs() < 1e-12);
    /// ```
    #[must_use]
    pub fn weight(self, mean_loss_of_all: f64, k: f64) -> Weight {
        let n = count(self.questions);
        let own = if self.questions == 0 {
            0.0
        } else {
            n * self.mean_loss
        };
        at_least_something((n + k) / (own + k * mean_loss_of_all))
    }
}

/// Returns the weight nearest to a number that may be none: too small, infinite or 0/0, which is
/// nothing known, and counts 1.
fn at_least_something(value: f64) -> Weight {
    Weight::new(value.clamp(f64::MIN_POSITIVE, f64::MAX)).unwrap_or(Weight::ONE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_counts_most_by_the_rule_of_metaculus() {
        // e^(√i − √5) for i from 1 to 5.
        let weights = [0.290_524, 0.439_616, 0.604_099, 0.789_727, 1.0];
        for (i, weight) in weights.into_iter().enumerate() {
            assert!(
                (metaculus_recency(i + 1, 5).get() - weight).abs() < 5e-7,
                "{i}"
            );
        }
        assert_eq!(metaculus_recency(1, 2), Weight::ONE);
    }

    #[test]
    fn few_questions_leave_a_forecaster_near_the_others() {
        let weight = |mean_loss, questions| {
            TrackRecord {
                mean_loss,
                questions,
            }
            .weight(0.2, 10.0)
            .get()
        };
        assert!((weight(0.0, 0) - 5.0).abs() < 1e-12);
        assert!(weight(0.1, 5) > weight(0.2, 5));
        assert!(weight(0.1, 50) > weight(0.1, 5));
    }

    #[test]
    fn a_perfect_record_counts_much_and_not_infinitely() {
        let perfect = TrackRecord {
            mean_loss: 0.0,
            questions: 3,
        };
        assert!(perfect.weight(0.0, 10.0).get().is_finite());
        let nobody = TrackRecord {
            mean_loss: 0.0,
            questions: 0,
        };
        assert_eq!(nobody.weight(0.2, 0.0), Weight::ONE);
    }
}
