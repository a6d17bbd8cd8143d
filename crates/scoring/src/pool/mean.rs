//! The mean of forecasts, and the mean without the extremes.

use super::panel::Panel;
use crate::{Probability, count, sum};

/// Returns the weighted mean of the forecasts: the linear pool.
///
/// # Formula
///
/// ```text
/// Σ w p / Σ w
/// ```
///
/// Forecasters who are each calibrated make a mean that is too near to ½.
///
/// # References
///
/// - Stone, M. (1961). The opinion pool. *Annals of Mathematical Statistics*, 32(4), 1339–1342.
/// - Ranjan, R. and Gneiting, T. (2010). Combining probability forecasts. *Journal of the Royal
///   Statistical Society B*, 72(1), 71–91.
///
/// # Example
///
/// ```
/// use foretell_scoring::Probability;
/// use foretell_scoring::pool::{Panel, mean};
///
/// let said = [0.1, 0.4, 0.7].map(|p| Probability::new(p).unwrap());
/// assert!((mean(&Panel::equal(&said).unwrap()).get() - 0.4).abs() < 1e-12);
/// ```
#[must_use]
pub fn mean(panel: &Panel) -> Probability {
    panel.pooled(panel.mean_of(|p| p))
}

/// Returns the weighted mean of the forecasts that are left when a share of them, counted by heads
/// and rounded down, is cut off at each end.
///
/// # Formula
///
/// ```text
/// mean without the ⌊β n⌋ lowest and the ⌊β n⌋ highest    β < ½, else the middle one or two stay
/// ```
///
/// # References
///
/// - Jose, V. R. R. and Winkler, R. L. (2008). Simple robust averages of forecasts. *International
///   Journal of Forecasting*, 24(1), 163–169.
///
/// # Example
///
/// ```
/// use foretell_scoring::Probability;
/// use foretell_scoring::pool::{Panel, trimmed_mean};
///
/// let said = [0.1, 0.4, 0.5, 0.6, 1.0].map(|p| Probability::new(p).unwrap());
/// let pooled = trimmed_mean(&Panel::equal(&said).unwrap(), Probability::new(0.2).unwrap());
/// assert!((pooled.get() - 0.5).abs() < 1e-12);
/// ```
#[must_use]
pub fn trimmed_mean(panel: &Panel, share: Probability) -> Probability {
    let each = panel.ascending();
    let most = (each.len() - 1) / 2;
    // The product falls below a whole number by less than this where it should reach it.
    let reach = share.get() * panel.size() + 1e-9;
    let cut = (0..=most)
        .rev()
        .find(|&cut| count(cut) <= reach)
        .unwrap_or(0);
    let left = &each[cut..each.len() - cut];
    let weight = sum(left.iter().map(|(_, w)| *w));
    panel.pooled(sum(left.iter().map(|(p, w)| p * (w / weight))))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Weight;

    fn panel(each: &[f64]) -> Panel {
        let each: Vec<_> = each.iter().map(|&p| Probability::new(p).unwrap()).collect();
        Panel::equal(&each).unwrap()
    }

    fn trimmed(each: &[f64], share: f64) -> f64 {
        trimmed_mean(&panel(each), Probability::new(share).unwrap()).get()
    }

    #[test]
    fn who_counts_twice_pulls_twice() {
        let forecasts = [(0.0, 1.0), (0.9, 2.0)];
        let each = forecasts.map(|(p, w)| (Probability::new(p).unwrap(), Weight::new(w).unwrap()));
        assert!((mean(&Panel::weighted(each).unwrap()).get() - 0.6).abs() < 1e-12);
    }

    #[test]
    fn too_few_to_trim_are_not_trimmed() {
        assert!((trimmed(&[0.2, 0.4, 0.9], 0.2) - 0.5).abs() < 1e-12);
    }

    #[test]
    fn a_share_that_comes_to_a_whole_number_trims_that_number() {
        // 0.1 · 10 is 1, and 0.3 · 10 is 3, whatever the floats make of it.
        let ten = [0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 1.0];
        assert!((trimmed(&ten, 0.1) - 0.45).abs() < 1e-12);
        assert!((trimmed(&ten, 0.3) - 0.45).abs() < 1e-12);
    }

    #[test]
    fn the_middle_stays_however_much_is_trimmed() {
        assert!((trimmed(&[0.1, 0.3, 0.9], 0.5) - 0.3).abs() < 1e-12);
        assert!((trimmed(&[0.1, 0.3, 0.5, 0.9], 1.0) - 0.4).abs() < 1e-12);
        assert!((trimmed(&[0.1], 1.0) - 0.1).abs() < 1e-12);
    }
}
