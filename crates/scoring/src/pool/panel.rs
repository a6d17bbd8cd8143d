//! The forecasts to be pooled, with what each counts.

use crate::{Probability, Weight, count, sum};

/// The forecasts of several forecasters of the same event, one of each, with what each counts.
#[derive(Clone, Debug, PartialEq)]
pub struct Panel(Vec<(Probability, Weight)>);

impl Panel {
    /// Returns a panel in which everybody counts the same, or `None` without anybody.
    #[must_use]
    pub fn equal(forecasts: &[Probability]) -> Option<Self> {
        Self::weighted(forecasts.iter().map(|&forecast| (forecast, Weight::ONE)))
    }

    /// Returns a panel in which each counts by a weight, or `None` without anybody.
    #[must_use]
    pub fn weighted(forecasts: impl IntoIterator<Item = (Probability, Weight)>) -> Option<Self> {
        let forecasts: Vec<_> = forecasts.into_iter().collect();
        (!forecasts.is_empty()).then_some(Self(forecasts))
    }

    /// Returns how many forecasters there are: at least one.
    #[must_use]
    #[expect(clippy::len_without_is_empty, reason = "it is never empty")]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Returns the forecasts and their weights, from the lowest forecast to the highest.
    pub(super) fn ascending(&self) -> Vec<(f64, f64)> {
        let mut each: Vec<_> = self.each().collect();
        each.sort_by(|a, b| a.0.total_cmp(&b.0));
        each
    }

    /// Returns the weighted mean of a function of the forecasts.
    pub(super) fn mean_of(&self, function: impl Fn(f64) -> f64) -> f64 {
        // Weights are taken relative to the largest, so that their sum neither overflows nor
        // vanishes.
        let largest = self.each().fold(0.0, |most, (_, w)| f64::max(most, w));
        let shares = || self.each().map(|(p, w)| (p, w / largest));
        sum(shares().map(|(p, w)| w * function(p))) / sum(shares().map(|(_, w)| w))
    }

    /// Says whether somebody is certain of no while somebody else is certain of yes.
    pub(super) fn is_opposed(&self) -> bool {
        self.says(Probability::ZERO) && self.says(Probability::ONE)
    }

    /// Returns what a pool of these forecasts makes of a number: 0 or 1 only if somebody says so.
    pub(super) fn pooled(&self, value: f64) -> Probability {
        nearest(
            value,
            self.says(Probability::ZERO) || self.says(Probability::ONE),
        )
    }

    fn says(&self, p: Probability) -> bool {
        self.0.iter().any(|(forecast, _)| *forecast == p)
    }

    /// Returns how many forecasters there are, as a number.
    pub(super) fn size(&self) -> f64 {
        count(self.len())
    }

    fn each(&self) -> impl Iterator<Item = (f64, f64)> + '_ {
        self.0
            .iter()
            .map(|(forecast, weight)| (forecast.get(), weight.get()))
    }
}

/// The least and the greatest probability of which nobody is certain: the numbers of double
/// precision next to 0 and to 1.
const LEAST: f64 = f64::from_bits(1);
const GREATEST: f64 = 1.0 - f64::EPSILON / 2.0;

/// Returns the probability nearest to a number that may miss the range by rounding. It is 0 or 1 only
/// if somebody is certain: else nobody's rounding costs a pool an infinite log score.
pub(super) fn nearest(value: f64, is_certain: bool) -> Probability {
    let (least, greatest) = if is_certain {
        (0.0, 1.0)
    } else {
        (LEAST, GREATEST)
    };
    // Not even an infinite number lies outside once it is clamped, and none here is NaN.
    Probability::new(value.clamp(least, greatest)).unwrap_or(Probability::HALF)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panel_has_somebody_on_it() {
        assert_eq!(Panel::equal(&[]), None);
        assert_eq!(Panel::equal(&[Probability::HALF]).unwrap().len(), 1);
    }

    #[test]
    #[expect(
        clippy::float_cmp,
        reason = "the neighbours of 0 and 1 are meant to the last bit"
    )]
    fn a_pool_is_certain_only_if_somebody_is() {
        let pooled = |said: f64, value| {
            let said = Probability::new(said).unwrap();
            Panel::equal(&[said]).unwrap().pooled(value).get()
        };
        assert_eq!([pooled(0.5, 0.0), pooled(0.5, 1.0)], [LEAST, GREATEST]);
        assert_eq!([pooled(0.0, 0.0), pooled(1.0, 1.0)], [0.0, 1.0]);
        // The neighbours of 0 and 1.
        const { assert!(LEAST > 0.0 && LEAST / 2.0 == 0.0) };
        const { assert!(GREATEST < 1.0 && f64::midpoint(GREATEST, 1.0) == 1.0) };
    }

    #[test]
    fn huge_and_tiny_weights_neither_overflow_nor_vanish() {
        let weighted = |weight| {
            let weight = Weight::new(weight).unwrap();
            Panel::weighted([(Probability::ZERO, weight), (Probability::ONE, weight)]).unwrap()
        };
        for weight in [f64::MAX, f64::MIN_POSITIVE] {
            assert!((weighted(weight).mean_of(|p| p) - 0.5).abs() < 1e-15);
        }
    }
}
