//! The place of the outcome in its forecast (PIT): uniform if the forecasts are calibrated.

use super::{Statistic, Undefined, count, kolmogorov, special::chi_squared_upper, sum};

/// The place of an outcome in its forecast: the probability that was said to lie below it.
///
/// It is a range where the forecast puts probability on the very outcome, as on a count, a tied
/// sample or all that lies beyond a bound; the outcome is then spread evenly over the range, which
/// needs no random numbers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pit {
    low: f64,
    high: f64,
}

impl Pit {
    /// Returns the one place; what lies outside 0 to 1 is moved to the end.
    #[must_use]
    pub fn point(place: f64) -> Self {
        Self::spread(place, place)
    }

    /// Returns the range of places; what lies outside 0 to 1 is moved to the end.
    #[must_use]
    pub fn spread(low: f64, high: f64) -> Self {
        let low = low.clamp(0.0, 1.0);
        Self {
            low,
            high: high.clamp(low, 1.0),
        }
    }

    /// Returns the low end: the probability said to lie below the outcome.
    #[must_use]
    pub fn low(self) -> f64 {
        self.low
    }

    /// Returns the high end: the probability said to lie not above it.
    #[must_use]
    pub fn high(self) -> f64 {
        self.high
    }

    /// Returns the one place, or `None` for a range.
    #[must_use]
    pub fn place(self) -> Option<f64> {
        (self.high <= self.low).then_some(self.low)
    }

    /// Returns the middle.
    #[must_use]
    pub fn mean(self) -> f64 {
        f64::midpoint(self.low, self.high)
    }

    /// Returns the share of the range that lies below a place.
    #[must_use]
    pub fn share_below(self, place: f64) -> f64 {
        match self.place() {
            Some(one) => f64::from(u8::from(one < place)),
            None => ((place - self.low) / (self.high - self.low)).clamp(0.0, 1.0),
        }
    }

    /// Returns how much of the outcome lay in the central interval of a level, ends included: 1 or
    /// 0, or the share of a range.
    #[must_use]
    pub fn covered(self, level: f64) -> f64 {
        let tail = (1.0 - level) / 2.0;
        match self.place() {
            Some(one) => f64::from(u8::from((tail..=1.0 - tail).contains(&one))),
            None => self.share_below(1.0 - tail) - self.share_below(tail),
        }
    }
}

/// Returns how many outcomes fell into each of so many equal parts of 0 to 1, a range spread over
/// the parts that it touches. Parts are closed on the left, the last on both sides.
///
/// A ∪ shape is overconfidence, a ∩ shape underconfidence, a slope a bias.
///
/// # References
///
/// - Czado, C., Gneiting, T. and Held, L. (2009). Predictive model assessment for count data.
///   *Biometrics*, 65(4), 1254–1261.
///
/// # Example
///
/// ```
/// use foretell_scoring::{Pit, pit::pit_histogram};
///
/// let places = [Pit::point(0.5), Pit::point(1.0), Pit::spread(0.25, 0.75)];
/// assert_eq!(pit_histogram(&places, 2), [0.5, 2.5]);
/// ```
#[must_use]
pub fn pit_histogram(places: &[Pit], parts: usize) -> Vec<f64> {
    let edge = |part| count(part) / count(parts);
    let below = |part: usize| {
        if part == parts {
            return count(places.len());
        }
        sum(places.iter().map(|pit| pit.share_below(edge(part))))
    };
    (0..parts)
        .map(|part| below(part + 1) - below(part))
        .collect()
}

/// Returns the mean place: ½ for calibrated forecasts, more where outcomes were higher than said.
///
/// # Formula
///
/// ```text
/// (1/n) Σ u
/// ```
///
/// Undefined for no places.
pub fn mean(places: &[Pit]) -> Statistic {
    match places.len() {
        0 => Err(Undefined::Empty),
        n => Ok(sum(places.iter().map(|pit| pit.mean())) / count(n)),
    }
}

/// Returns the variance of the places: 1/12 for calibrated forecasts, more for overconfident ones.
///
/// # Formula
///
/// ```text
/// (1/n) Σ (u − ū)²    a range adds a twelfth of its squared width
/// ```
///
/// Undefined for no places.
pub fn variance(places: &[Pit]) -> Statistic {
    let mean = mean(places)?;
    let each = places.iter().map(|pit| {
        let width = pit.high - pit.low;
        (pit.mean() - mean).powi(2) + width * width / 12.0
    });
    Ok(sum(each) / count(places.len()))
}

/// A test: how far the places are from uniform, and how often chance alone takes them as far.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Uniformity {
    /// How far.
    pub statistic: f64,
    /// How often.
    pub p_value: f64,
}

/// Tests a histogram of places for evenness.
///
/// # Formula
///
/// ```text
/// χ² = Σ (nₖ − n/K)² / (n/K)    against chi-squared with K − 1 degrees of freedom
/// ```
///
/// Undefined for no outcomes, and for fewer than two parts.
///
/// # References
///
/// - Pearson, K. (1900). On the criterion that a given system of deviations from the probable … can
///   be reasonably supposed to have arisen from random sampling. *Philosophical Magazine*, 50(302),
///   157–175.
///
/// # Example
///
/// ```
/// use foretell_scoring::pit::chi_squared;
///
/// let test = chi_squared(&[20.0, 10.0]).unwrap();
/// assert!((test.statistic - 10.0 / 3.0).abs() < 1e-12);
/// assert!((test.p_value - 0.0679).abs() < 1e-4);
/// ```
pub fn chi_squared(pit_histogram: &[f64]) -> Result<Uniformity, Undefined> {
    let parts = pit_histogram.len();
    if parts < 2 {
        return Err(Undefined::TooFew {
            have: parts,
            need: 2,
        });
    }
    let expected = sum(pit_histogram.iter().copied()) / count(parts);
    if expected <= 0.0 {
        return Err(Undefined::Empty);
    }
    let statistic = sum(pit_histogram
        .iter()
        .map(|n| (n - expected).powi(2) / expected));
    Ok(Uniformity {
        statistic,
        p_value: chi_squared_upper(statistic, count(parts - 1)),
    })
}

/// Tests the places for being uniform by the largest distance between their distribution and the
/// diagonal.
///
/// # Formula
///
/// ```text
/// D = maxᵢ max(i/n − u₍ᵢ₎, u₍ᵢ₎ − (i − 1)/n)
/// ```
///
/// Undefined for no places, and where one is a range.
///
/// # References
///
/// - Massey, F. J. (1951). The Kolmogorov–Smirnov test for goodness of fit. *Journal of the American
///   Statistical Association*, 46(253), 68–78.
///
/// # Example
///
/// ```
/// use foretell_scoring::{Pit, pit::kolmogorov_smirnov};
///
/// let test = kolmogorov_smirnov(&[0.9].map(Pit::point)).unwrap();
/// assert!((test.statistic - 0.9).abs() < 1e-12);
/// assert!((test.p_value - 0.2).abs() < 1e-12);
/// ```
pub fn kolmogorov_smirnov(places: &[Pit]) -> Result<Uniformity, Undefined> {
    let mut sorted = Vec::with_capacity(places.len());
    for pit in places {
        sorted.push(pit.place().ok_or(Undefined::Spread)?);
    }
    if sorted.is_empty() {
        return Err(Undefined::Empty);
    }
    sorted.sort_by(f64::total_cmp);
    let n = count(sorted.len());
    let each = sorted.iter().enumerate();
    let distance = each.fold(0.0_f64, |d, (i, u)| {
        d.max(count(i + 1) / n - u).max(u - count(i) / n)
    });
    Ok(Uniformity {
        statistic: distance,
        p_value: kolmogorov::tail(sorted.len(), distance),
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn places_outside_zero_to_one_are_moved_to_the_end() {
        assert_eq!(Pit::point(1.0 + 1e-15), Pit::point(1.0));
        assert_eq!(Pit::spread(-0.1, 0.3), Pit::spread(0.0, 0.3));
        assert_eq!(Pit::spread(0.3, 0.2).place(), Some(0.3));
    }

    #[test]
    fn parts_are_closed_on_the_left_and_the_last_on_both_sides() {
        let places = [0.0, 0.1, 0.3, 0.9999, 1.0].map(Pit::point);
        let counts = pit_histogram(&places, 10);
        // 0.3 is 3/10 as a float, so it opens the fourth part and does not close the third.
        for (part, n) in [(0, 1.0), (1, 1.0), (2, 0.0), (3, 1.0), (9, 2.0)] {
            assert!((counts[part] - n).abs() < 1e-12, "{part}");
        }
    }

    #[test]
    fn a_range_is_spread_over_the_parts_it_touches() {
        let counts = pit_histogram(&[Pit::spread(0.1, 0.5)], 4);
        for (n, expected) in counts.iter().zip([0.375, 0.625, 0.0, 0.0]) {
            assert!((n - expected).abs() < 1e-12);
        }
    }

    #[test]
    fn a_range_from_zero_to_one_knows_nothing_and_looks_uniform() {
        let whole = [Pit::spread(0.0, 1.0)];
        assert!((mean(&whole).unwrap() - 0.5).abs() < 1e-15);
        assert!((variance(&whole).unwrap() - 1.0 / 12.0).abs() < 1e-15);
        assert!((whole[0].covered(0.8) - 0.8).abs() < 1e-15);
    }

    #[test]
    fn the_ends_of_a_central_interval_belong_to_it() {
        let on_the_end = Pit::point(0.25);
        assert!((on_the_end.covered(0.5) - 1.0).abs() < 1e-15);
        assert!(Pit::point(0.76).covered(0.5).abs() < 1e-15);
    }

    #[test]
    fn tests_are_undefined_where_they_mean_nothing() {
        assert_eq!(mean(&[]), Err(Undefined::Empty));
        assert_eq!(variance(&[]), Err(Undefined::Empty));
        assert_eq!(
            chi_squared(&[]),
            Err(Undefined::TooFew { have: 0, need: 2 })
        );
        assert_eq!(chi_squared(&[0.0, 0.0]), Err(Undefined::Empty));
        assert_eq!(kolmogorov_smirnov(&[]), Err(Undefined::Empty));
        let range = [Pit::point(0.5), Pit::spread(0.1, 0.2)];
        assert_eq!(kolmogorov_smirnov(&range), Err(Undefined::Spread));
    }

    #[test]
    fn evenly_placed_outcomes_pass_every_test() {
        let even: Vec<_> = (0..100)
            .map(|i| Pit::point((f64::from(i) + 0.5) / 100.0))
            .collect();
        assert!((kolmogorov_smirnov(&even).unwrap().p_value - 1.0).abs() < 1e-9);
        let test = chi_squared(&pit_histogram(&even, 10)).unwrap();
        assert!(test.statistic.abs() < 1e-12 && (test.p_value - 1.0).abs() < 1e-12);
    }

    proptest! {
        #[test]
        fn a_histogram_loses_no_outcome(
            ends in prop::collection::vec((0.0_f64..=1.0, 0.0_f64..=1.0), 1..20),
        ) {
            let places: Vec<_> =
                ends.iter().map(|&(a, b)| Pit::spread(a.min(b), a.max(b))).collect();
            let total = sum(pit_histogram(&places, 7));
            prop_assert!((total - count(places.len())).abs() < 1e-9);
        }
    }
}
