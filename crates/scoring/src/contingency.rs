//! Warnings: forecasts of exactly 0 or 1, counted by what was said and what happened.

use crate::Probability;

use super::{PairCounts, Statistic, Undefined};

/// Forecasts of exactly 0 or 1, by what was said and what happened, as weights.
///
/// # References
///
/// - Murphy, A. H. (1996). The Finley affair: a signal event in the history of forecast
///   verification. *Weather and Forecasting*, 11(1), 3–20.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Contingency {
    /// It was said and happened.
    pub hits: f64,
    /// It was said and did not happen.
    pub false_alarms: f64,
    /// It was not said and happened.
    pub misses: f64,
    /// It was not said and did not happen.
    pub correct_negatives: f64,
}

impl Contingency {
    /// Returns the counts where every forecast is 0 or 1, or `None` where one is not.
    ///
    /// # Example
    ///
    /// ```
    /// use foretell_scoring::{Contingency, BinaryOutcome, Pair, Probability, PairCounts};
    ///
    /// let seen = [(Probability::ONE, BinaryOutcome::YES), (Probability::ZERO, BinaryOutcome::YES)];
    /// let pairs: Vec<_> = Pair::alone(seen).collect();
    /// let counts = Contingency::of(&PairCounts::of(&pairs)).unwrap();
    /// assert_eq!((counts.hits, counts.misses), (1.0, 1.0));
    /// ```
    #[must_use]
    pub fn of(pair_counts: &PairCounts) -> Option<Self> {
        let mut counts = Self {
            hits: 0.0,
            false_alarms: 0.0,
            misses: 0.0,
            correct_negatives: 0.0,
        };
        if pair_counts.cells().is_empty() || pair_counts.partial_pairs() > 0 {
            return None;
        }
        for cell in pair_counts.cells() {
            match cell.forecast {
                Probability::ONE => (counts.hits, counts.false_alarms) = (cell.yes, cell.no),
                Probability::ZERO => {
                    (counts.misses, counts.correct_negatives) = (cell.yes, cell.no);
                }
                _ => return None,
            }
        }
        Some(counts)
    }

    /// Returns the share that was right: 1 is best. It is high for those who never warn of what is
    /// rare.
    ///
    /// # Formula
    ///
    /// ```text
    /// (hits + correct negatives) / all
    /// ```
    ///
    /// # Errors
    ///
    /// [`Undefined::Empty`] without forecasts.
    pub fn proportion_correct(self) -> Statistic {
        let right = self.hits + self.correct_negatives;
        ratio(right, right + self.false_alarms + self.misses)
    }

    /// Returns the threat score, also called critical success index: 1 is best, 0 worst.
    ///
    /// # Formula
    ///
    /// ```text
    /// hits / (hits + false alarms + misses)
    /// ```
    ///
    /// # References
    ///
    /// - Gilbert, G. K. (1884). Finley's tornado predictions. *American Meteorological Journal*, 1,
    ///   166–172.
    ///
    /// # Errors
    ///
    /// [`Undefined::Empty`] where nothing was warned of and nothing happened.
    pub fn threat_score(self) -> Statistic {
        ratio(self.hits, self.hits + self.false_alarms + self.misses)
    }

    /// Returns Peirce's skill score: 1 is best, 0 is no skill, −1 worst.
    ///
    /// # Formula
    ///
    /// ```text
    /// hits / (hits + misses) − false alarms / (false alarms + correct negatives)
    /// ```
    ///
    /// # References
    ///
    /// - Peirce, C. S. (1884). The numerical measure of the success of predictions. *Science*,
    ///   4(93), 453–454.
    ///
    /// # Errors
    ///
    /// [`Undefined::OneOutcome`] where everything happened, or nothing.
    pub fn peirce(self) -> Statistic {
        let happened = ratio(self.hits, self.hits + self.misses);
        let not = ratio(
            self.false_alarms,
            self.false_alarms + self.correct_negatives,
        );
        match (happened, not) {
            (Ok(hit), Ok(false_alarm)) => Ok(hit - false_alarm),
            _ => Err(Undefined::OneOutcome),
        }
    }

    /// Returns the share of warnings that were false: 0 is best, 1 worst.
    ///
    /// # Formula
    ///
    /// ```text
    /// false alarms / (hits + false alarms)
    /// ```
    ///
    /// # Errors
    ///
    /// [`Undefined::Empty`] without warnings.
    pub fn false_alarm_ratio(self) -> Statistic {
        ratio(self.false_alarms, self.hits + self.false_alarms)
    }
}

fn ratio(part: f64, whole: f64) -> Statistic {
    if whole > 0.0 {
        Ok(part / whole)
    } else {
        Err(Undefined::Empty)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::PairCountsBuilder;

    fn counts(hits: u32, false_alarms: u32, misses: u32, correct_negatives: u32) -> Contingency {
        let mut teller = PairCountsBuilder::default();
        teller.add_counted(
            Probability::ONE,
            u64::from(hits + false_alarms),
            u64::from(hits),
        );
        teller.add_counted(
            Probability::ZERO,
            u64::from(misses + correct_negatives),
            u64::from(misses),
        );
        Contingency::of(&teller.finish()).unwrap()
    }

    #[test]
    fn finleys_tornadoes_come_out_as_published() {
        // Murphy (1996), table 1: 28, 72, 23 and 2680.
        let finley = counts(28, 72, 23, 2680);
        let near = |figure: Statistic, want: f64| assert!((figure.unwrap() - want).abs() < 0.0005);
        near(finley.proportion_correct(), 0.966);
        near(finley.threat_score(), 0.228);
        near(finley.peirce(), 0.523);
        near(finley.false_alarm_ratio(), 0.72);
    }

    #[test]
    fn what_there_is_none_of_has_no_share() {
        let silent = counts(0, 0, 0, 5);
        assert_eq!(silent.proportion_correct(), Ok(1.0));
        assert_eq!(silent.threat_score(), Err(Undefined::Empty));
        assert_eq!(silent.false_alarm_ratio(), Err(Undefined::Empty));
        assert_eq!(silent.peirce(), Err(Undefined::OneOutcome));
    }

    #[test]
    fn a_forecast_between_is_no_warning() {
        let mut teller = PairCountsBuilder::default();
        teller.add_counted(Probability::HALF, 2, 1);
        assert_eq!(Contingency::of(&teller.finish()), None);
        assert_eq!(Contingency::of(&PairCounts::default()), None);
    }
}
