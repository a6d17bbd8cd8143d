//! Probabilities over several options.

use std::fmt;

use crate::{Probability, count, sum};

/// How far from 1 the sum of written probabilities may be; decimals that add up miss it by a few
/// 1e-16.
const TOLERANCE: f64 = 1e-9;

/// Probabilities of two or more options that exclude each other and leave nothing out.
#[derive(Clone, Debug, PartialEq)]
pub struct Probabilities(Vec<Probability>);

impl Probabilities {
    /// Returns the probabilities, in the order of the options, unless they are fewer than two or
    /// do not add up to 1 within 1e-9. They are never rescaled.
    pub fn new(each: Vec<Probability>) -> Result<Self, ProbabilitiesError> {
        if each.len() < 2 {
            return Err(ProbabilitiesError::TooFew(each.len()));
        }
        let total = sum(each.iter().map(|p| p.get()));
        if (total - 1.0).abs() > TOLERANCE {
            return Err(ProbabilitiesError::Sum(total));
        }
        Ok(Self(each))
    }

    /// Returns the same probability for each of so many options, or `None` under two.
    #[must_use]
    pub fn uniform(options: usize) -> Option<Self> {
        let each = Probability::new(1.0 / count(options))?;
        Self::new(vec![each; options]).ok()
    }

    /// Returns how many options there are: at least two.
    #[must_use]
    #[expect(clippy::len_without_is_empty, reason = "it is never empty")]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Returns the probabilities in the order of the options.
    pub fn iter(&self) -> impl Iterator<Item = f64> + '_ {
        self.0.iter().map(|p| p.get())
    }

    /// Returns the probability of an option, or `None` where there is no such option.
    #[must_use]
    pub fn get(&self, option: usize) -> Option<Probability> {
        self.0.get(option).copied()
    }

    /// Returns the probability of an option as a number, 0 where there is no such option.
    #[must_use]
    pub fn at(&self, option: usize) -> f64 {
        self.0.get(option).map_or(0.0, |p| p.get())
    }

    /// Returns the option that is most probable, the first of several.
    #[must_use]
    pub fn favourite(&self) -> usize {
        (1..self.len()).fold(0, |best, i| if self.0[i] > self.0[best] { i } else { best })
    }
}

/// Why probabilities are none over options.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum ProbabilitiesError {
    /// There are fewer than two options.
    TooFew(usize),
    /// They add up to something other than 1.
    Sum(f64),
}

impl fmt::Display for ProbabilitiesError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooFew(have) => write!(f, "needs at least 2 options, has {have}"),
            Self::Sum(total) => write!(f, "the probabilities add up to {total}, not to 1"),
        }
    }
}

impl std::error::Error for ProbabilitiesError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_that_add_up_to_one_are_taken_as_written() {
        let tenth = Probability::new(0.1).unwrap();
        let tenths = Probabilities::new(vec![tenth; 10]).unwrap();
        assert_eq!(tenths.len(), 10);
        assert!(tenths.iter().all(|p| (p - 0.1).abs() < f64::EPSILON));
    }

    #[test]
    fn probabilities_that_do_not_add_up_to_one_are_refused_and_not_rescaled() {
        let percent = |each: &[f64]| {
            Probabilities::new(each.iter().map(|&p| Probability::new(p).unwrap()).collect())
        };
        assert!(
            matches!(percent(&[0.5, 0.4]), Err(ProbabilitiesError::Sum(total)) if (total - 0.9).abs() < 1e-12)
        );
        assert!(percent(&[0.5, 0.500_001]).is_err());
        assert!(percent(&[0.5, 0.500_000_000_1]).is_ok());
        assert_eq!(percent(&[1.0]), Err(ProbabilitiesError::TooFew(1)));
        assert_eq!(percent(&[]), Err(ProbabilitiesError::TooFew(0)));
    }

    #[test]
    fn an_error_reads_after_could_not_take_the_probabilities() {
        let error = ProbabilitiesError::Sum(0.9);
        assert_eq!(
            error.to_string(),
            "the probabilities add up to 0.9, not to 1"
        );
        assert_eq!(
            ProbabilitiesError::TooFew(1).to_string(),
            "needs at least 2 options, has 1"
        );
    }
}
