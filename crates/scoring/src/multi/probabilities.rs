//! Probabilities over several options.

use std::fmt;

use crate::{Probability, count, sum};

/// How far from 1 the sum of written probabilities may be; decimals that add up miss it by a few
/// 1e-16.
const TOLERANCE: f64 = 1e-9;

/// How far from 1 the sum of rounded numbers may be, however many they are: what lies further away is
/// more likely a slip.
const MOST_ROUNDED: f64 = 0.02;

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

    /// Returns the probabilities nearest to these that add up to 1, of numbers that were rounded to so
    /// many `places` behind the point: as they are where they do already, else scaled. Where `places`
    /// is `None` they are not rounded, and must add up to 1 within 1e-9.
    ///
    /// # Formula
    ///
    /// ```text
    /// pₖ / Σ p    where |Σ p − 1| ≤ min(n / (2 · 10^places), 0.02)
    /// ```
    ///
    /// With one place, half of whose unit is much, only n equal numbers are taken, and those without
    /// the bound of 0.02: 0.3, 0.3 and 0.3 can mean nothing but thirds.
    pub fn rounded(
        each: Vec<Probability>,
        places: Option<u32>,
    ) -> Result<Self, ProbabilitiesError> {
        let total = sum(each.iter().map(|p| p.get()));
        if (total - 1.0).abs() <= TOLERANCE || !may_be_rounded(&each, total, places) {
            return Self::new(each);
        }
        let scaled = each
            .iter()
            .map(|p| Probability::new((p.get() / total).min(1.0)));
        Self::new(scaled.collect::<Option<_>>().unwrap_or(each))
    }

    /// Returns the same with what is below the floor raised to it, and the rest scaled so that all
    /// still add up to 1; where the floor is one over the number of options or more, the same for each.
    #[must_use]
    pub fn raised(&self, floor: Probability) -> Self {
        let floor = floor.get();
        let n = self.len();
        if floor * count(n) >= 1.0 {
            return Self::uniform(n).unwrap_or_else(|| self.clone());
        }
        let mut low = vec![false; n];
        loop {
            let raised = count(low.iter().filter(|low| **low).count());
            let rest = sum(self
                .iter()
                .zip(&low)
                .filter(|(_, low)| !**low)
                .map(|(p, _)| p));
            let scale = (1.0 - raised * floor) / rest;
            let falls = |(i, p): (usize, f64)| (!low[i] && p * scale < floor).then_some(i);
            let fallen: Vec<usize> = self.iter().enumerate().filter_map(falls).collect();
            if fallen.is_empty() {
                let each = self.iter().zip(&low);
                let each = each.map(|(p, low)| if *low { floor } else { (p * scale).min(1.0) });
                let each = each.filter_map(Probability::new).collect();
                return Self(each);
            }
            for i in fallen {
                low[i] = true;
            }
        }
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

/// Returns whether numbers that were rounded to so many places may stand for some that add up to 1.
fn may_be_rounded(each: &[Probability], total: f64, places: Option<u32>) -> bool {
    let unit = |places: u32| 0.5 * 0.1_f64.powf(f64::from(places)) * count(each.len());
    // A sum of decimals lies a little beside the number that is meant.
    let is_within = |room: f64| (total - 1.0).abs() <= room + TOLERANCE;
    match places {
        None | Some(0) => false,
        Some(1) => each.windows(2).all(|two| two[0] == two[1]) && is_within(unit(1)),
        Some(places) => is_within(unit(places).min(MOST_ROUNDED)),
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

    fn probabilities(each: &[f64]) -> Vec<Probability> {
        each.iter().map(|&p| Probability::new(p).unwrap()).collect()
    }

    #[test]
    fn rounded_numbers_are_scaled_where_rounding_explains_them() {
        let third = 1.0 / 3.0;
        let even = |each: &[f64], places| {
            let read = Probabilities::rounded(probabilities(each), Some(places)).unwrap();
            let near = |p: f64| (p - 1.0 / count(each.len())).abs() < 1e-12;
            assert!(read.iter().all(near), "{each:?}");
        };
        even(&[0.3333; 3], 4);
        even(&[0.333; 3], 3);
        even(&[0.33; 3], 2);
        even(&[0.3; 3], 1);
        even(&[0.333_333_33; 3], 8);
        even(&[0.17; 6], 2);
        even(&[third; 3], 1);
        let kept = Probabilities::rounded(probabilities(&[0.6, 0.4]), Some(1)).unwrap();
        assert_eq!(
            kept,
            Probabilities::new(probabilities(&[0.6, 0.4])).unwrap()
        );
        for (each, places) in [
            (&[0.6, 0.3, 0.05][..], Some(2)),
            (&[0.5, 0.3, 0.1], Some(1)),
            (&[0.33, 0.33, 0.33], Some(3)),
            (&[0.33, 0.33, 0.33], None),
            (&[0.03; 40], Some(2)),
            (&[1.0, 1.0], Some(0)),
        ] {
            let read = Probabilities::rounded(probabilities(each), places);
            assert!(matches!(read, Err(ProbabilitiesError::Sum(_))), "{each:?}");
        }
    }

    #[test]
    fn a_floor_raises_what_is_below_and_scales_the_rest() {
        let raised = |each: &[f64], floor: f64| -> Vec<f64> {
            let said = Probabilities::new(probabilities(each)).unwrap();
            said.raised(Probability::new(floor).unwrap())
                .iter()
                .collect()
        };
        let near = |a: &[f64], b: &[f64]| a.iter().zip(b).all(|(a, b)| (a - b).abs() < 1e-12);
        let mut forty = [0.0; 40];
        forty[0] = 1.0;
        let all = raised(&forty, 0.01);
        assert!((all[0] - 0.61).abs() < 1e-12 && (all[1] - 0.01).abs() < 1e-12);
        assert!((sum(all.iter().copied()) - 1.0).abs() < 1e-12);
        // What is scaled may fall below in its turn.
        assert!(near(&raised(&[0.89, 0.11, 0.0], 0.1), &[0.8, 0.1, 0.1]));
        assert!(near(&raised(&[0.5, 0.3, 0.2], 0.1), &[0.5, 0.3, 0.2]));
        assert!(near(&raised(&[0.999, 0.001], 0.01), &[0.99, 0.01]));
        assert!(near(&raised(&[1.0, 0.0, 0.0], 0.4), &[1.0 / 3.0; 3]));
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
