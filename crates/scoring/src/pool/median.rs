//! The median of forecasts.

use super::panel::Panel;
use crate::{Probability, sum};

/// Returns the weighted median of the forecasts: half the weight lies on either side.
///
/// # Formula
///
/// ```text
/// ½ (lower + upper)    the lowest forecasts at which the weight so far reaches and exceeds half
/// ```
///
/// With equal weights it is the middle forecast, or the mean of the two in the middle.
///
/// # References
///
/// - Hora, S. C. et al. (2013). Median aggregation of distribution functions. *Decision Analysis*,
///   10(4), 279–291. The community prediction of Metaculus, which weighs by recency.
///
/// # Example
///
/// ```
/// use foretell_scoring::Probability;
/// use foretell_scoring::pool::{Panel, median};
///
/// let said = [0.1, 0.4, 0.5, 1.0].map(|p| Probability::new(p).unwrap());
/// assert!((median(&Panel::equal(&said).unwrap()).get() - 0.45).abs() < 1e-12);
/// ```
#[must_use]
pub fn median(panel: &Panel) -> Probability {
    let each = panel.ascending();
    let half = sum(each.iter().map(|(_, w)| w / 2.0));
    // Sums of weights that should meet miss each other by rounding.
    let slack = half * 1e-12;
    let crossing = |from: f64| {
        let mut so_far = 0.0;
        let crossed = each.iter().find(|(_, w)| {
            so_far += w;
            so_far > from
        });
        crossed.or(each.last()).map_or(0.5, |(p, _)| *p)
    };
    panel.pooled(f64::midpoint(
        crossing(half - slack),
        crossing(half + slack),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Weight;

    fn weighted(each: &[(f64, f64)]) -> f64 {
        let each = each
            .iter()
            .map(|&(p, w)| (Probability::new(p).unwrap(), Weight::new(w).unwrap()));
        median(&Panel::weighted(each).unwrap()).get()
    }

    #[test]
    fn the_middle_one_of_an_odd_number_and_between_two_of_an_even() {
        assert!((weighted(&[(0.9, 1.0), (0.1, 1.0), (0.3, 1.0)]) - 0.3).abs() < 1e-15);
        assert!((weighted(&[(0.9, 1.0), (0.1, 1.0)]) - 0.5).abs() < 1e-15);
        assert!((weighted(&[(0.9, 1.0)]) - 0.9).abs() < 1e-15);
    }

    #[test]
    fn weights_that_reach_half_exactly_leave_the_middle_between_two() {
        // .1 added ten times is .9999999999999999.
        let each: Vec<_> = (0..14).map(|i| (f64::from(i) / 20.0, 0.1)).collect();
        assert!((weighted(&each) - 0.325).abs() < 1e-12);
        assert!((weighted(&[(0.2, 1.0), (0.4, 1.0), (0.8, 2.0)]) - 0.6).abs() < 1e-12);
    }

    #[test]
    fn who_holds_more_than_half_decides() {
        assert!((weighted(&[(0.2, 1.0), (0.4, 1.0), (0.8, 2.1)]) - 0.8).abs() < 1e-15);
    }
}
