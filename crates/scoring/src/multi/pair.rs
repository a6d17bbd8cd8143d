//! What was said of several options, and what happened.

use super::Probabilities;
use crate::{BinaryOutcome, Probability};

/// What was said of several options and which of them came about.
#[derive(Clone, Debug, PartialEq)]
pub struct ChoicePair {
    said: Probabilities,
    happened: Happened,
}

#[derive(Clone, Debug, PartialEq)]
enum Happened {
    One(usize),
    Shares(Probabilities),
}

impl ChoicePair {
    /// Returns the pair with the option that came about, counted from 0, or `None` if there is no
    /// such option.
    #[must_use]
    pub fn new(said: Probabilities, option: usize) -> Option<Self> {
        (option < said.len()).then_some(Self {
            said,
            happened: Happened::One(option),
        })
    }

    /// Returns the pair with an outcome split over the options, or `None` if the options differ.
    #[must_use]
    pub fn split(said: Probabilities, shares: Probabilities) -> Option<Self> {
        (said.len() == shares.len()).then_some(Self {
            said,
            happened: Happened::Shares(shares),
        })
    }

    /// Returns what was said.
    #[must_use]
    pub fn said(&self) -> &Probabilities {
        &self.said
    }

    /// Returns the option that came about, or `None` where the outcome is split.
    #[must_use]
    pub fn option(&self) -> Option<usize> {
        match self.happened {
            Happened::One(option) => Some(option),
            Happened::Shares(_) => None,
        }
    }

    /// Returns how much of an option came about: 1 or 0, or its share of a split outcome.
    #[must_use]
    pub fn share(&self, option: usize) -> f64 {
        match &self.happened {
            Happened::One(one) => f64::from(u8::from(*one == option)),
            Happened::Shares(shares) => shares.at(option),
        }
    }

    /// Returns what was said of each option with its share of the outcome.
    pub(crate) fn each(&self) -> impl Iterator<Item = (f64, f64)> + '_ {
        let said = self.said.iter().enumerate();
        said.map(|(option, p)| (p, self.share(option)))
    }

    /// Returns the same outcome as another forecast would have met it, or `None` if the options
    /// differ.
    #[must_use]
    pub fn with(&self, said: Probabilities) -> Option<Self> {
        (said.len() == self.said.len()).then(|| Self {
            said,
            happened: self.happened.clone(),
        })
    }

    /// Returns one option against all the others, as a binary forecast and its outcome.
    #[must_use]
    pub fn against_the_rest(&self, option: usize) -> Option<(Probability, BinaryOutcome)> {
        let said = self.said.get(option)?;
        Some((said, BinaryOutcome::new(self.share(option))?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn probabilities(each: &[f64]) -> Probabilities {
        let each = each.iter().map(|&p| Probability::new(p).unwrap());
        Probabilities::new(each.collect()).unwrap()
    }

    #[test]
    fn an_outcome_that_is_no_option_makes_no_pair() {
        let said = probabilities(&[0.5, 0.5]);
        assert_eq!(ChoicePair::new(said.clone(), 2), None);
        assert_eq!(
            ChoicePair::split(said, probabilities(&[0.2, 0.3, 0.5])),
            None
        );
    }

    #[test]
    fn one_option_against_the_rest_is_a_binary_forecast() {
        let pair = ChoicePair::new(probabilities(&[0.5, 0.3, 0.2]), 1).unwrap();
        let (said, outcome) = pair.against_the_rest(1).unwrap();
        assert!((said.get() - 0.3).abs() < 1e-15);
        assert_eq!(outcome, BinaryOutcome::YES);
        assert_eq!(pair.against_the_rest(0).unwrap().1, BinaryOutcome::NO);
        assert_eq!(pair.against_the_rest(3), None);
    }
}
