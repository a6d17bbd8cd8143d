//! The beta-transformed linear pool.

use super::{mean::mean, panel::Panel};
use crate::{
    Probability,
    distribution::{Beta, Distribution},
};

/// Returns the weighted mean of the forecasts, put through the distribution function of a beta
/// distribution.
///
/// # Formula
///
/// ```text
/// F(Σ w p / Σ w)    α = β > 1 extremises; fit them by log score, on other questions than those
///                   they are used on
/// ```
///
/// # References
///
/// - Ranjan, R. and Gneiting, T. (2010). Combining probability forecasts. *Journal of the Royal
///   Statistical Society B*, 72(1), 71–91.
///
/// # Example
///
/// ```
/// use foretell_scoring::{Probability, distribution::Beta, pool::{Panel, beta_transformed}};
///
/// let panel = Panel::equal(&[0.4, 0.6].map(|p| Probability::new(p).unwrap())).unwrap();
/// let pooled = beta_transformed(&panel, Beta::new(2.0, 2.0).unwrap());
/// assert!((pooled.get() - 0.5).abs() < 1e-12);
/// ```
#[must_use]
pub fn beta_transformed(panel: &Panel, beta: Beta) -> Probability {
    panel.pooled(beta.cdf(mean(panel).get()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_parameters_over_one_extremise_and_those_of_one_do_nothing() {
        let panel = Panel::equal(&[0.6, 0.8].map(|p| Probability::new(p).unwrap())).unwrap();
        let pooled = |a| beta_transformed(&panel, Beta::new(a, a).unwrap()).get();
        assert!((pooled(1.0) - 0.7).abs() < 1e-12);
        // F(.7) for α = β = 2 is 3x² − 2x³.
        assert!((pooled(2.0) - 0.784).abs() < 1e-12);
    }
}
