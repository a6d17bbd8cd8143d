//! What quantiles say of a limit.

use super::ProbabilityRange;
use super::probability_range::rounded;
use crate::Probability;

/// Returns what the quantiles of a number say of its being above a limit: between two quantiles
/// anything between their levels, at a quantile exactly its level.
///
/// The quantiles are given as levels with their values, both rising. The binary question "above
/// the limit" can then be held against the range as a [`Threshold`].
///
/// [`Threshold`]: super::Constraint::Threshold
///
/// # Example
///
/// ```
/// use foretell_scoring::Probability;
/// use foretell_scoring::coherence::exceedance;
///
/// let level = |p| Probability::new(p).unwrap();
/// let quantiles = [(level(0.25), 9.0), (level(0.5), 11.0), (level(0.75), 14.0)];
/// let above_12 = exceedance(&quantiles, 12.0);
/// assert_eq!((above_12.low(), above_12.high()), (0.25, 0.5));
/// ```
#[must_use]
pub fn exceedance(quantiles: &[(Probability, f64)], limit: f64) -> ProbabilityRange {
    let not_above = quantiles.iter().filter(|(_, value)| *value <= limit);
    let not_below = quantiles.iter().filter(|(_, value)| *value >= limit);
    let least = not_above.map(|(level, _)| level.get()).fold(0.0, f64::max);
    let most = not_below.map(|(level, _)| level.get()).fold(1.0, f64::min);
    ProbabilityRange::new(rounded(1.0 - most), rounded(1.0 - least))
        .unwrap_or(ProbabilityRange::ANY)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quantiles() -> [(Probability, f64); 3] {
        [(0.25, 9.0), (0.5, 11.0), (0.75, 14.0)]
            .map(|(level, value)| (Probability::new(level).unwrap(), value))
    }

    #[test]
    fn a_limit_at_a_quantile_has_its_level() {
        let above = exceedance(&quantiles(), 11.0);
        assert_eq!(above, ProbabilityRange::from(Probability::HALF));
    }

    #[test]
    fn a_limit_beyond_the_quantiles_is_bounded_on_one_side_only() {
        let low = exceedance(&quantiles(), 3.0);
        assert_eq!((low.low(), low.high()), (0.75, 1.0));
        let high = exceedance(&quantiles(), 30.0);
        assert_eq!((high.low(), high.high()), (0.0, 0.25));
    }

    #[test]
    fn no_quantiles_say_nothing() {
        assert_eq!(exceedance(&[], 1.0), ProbabilityRange::ANY);
    }
}
