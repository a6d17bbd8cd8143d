//! The probit mean.

use super::panel::Panel;
use crate::{
    Probability, Undefined,
    special::{normal_cdf, normal_quantile},
};

/// Returns the weighted mean of the forecasts on the scale of the normal distribution.
///
/// # Formula
///
/// ```text
/// Φ(Σ w Φ⁻¹(p) / Σ w)
/// ```
///
/// Undefined where one is certain of no and another of yes.
///
/// # References
///
/// - Satopää, V. A. et al. (2016). Modeling and aggregating forecasts: a partial information
///   framework. *Journal of the American Statistical Association*, 111(516), 1623–1633.
///
/// # Example
///
/// ```
/// use foretell_scoring::Probability;
/// use foretell_scoring::pool::{Panel, mean_probit};
///
/// let said = [0.2, 0.8].map(|p| Probability::new(p).unwrap());
/// let pooled = mean_probit(&Panel::equal(&said).unwrap()).unwrap();
/// assert!((pooled.get() - 0.5).abs() < 1e-12);
/// ```
pub fn mean_probit(panel: &Panel) -> Result<Probability, Undefined> {
    if panel.is_opposed() {
        return Err(Undefined::Opposed);
    }
    Ok(panel.pooled(normal_cdf(panel.mean_of(normal_quantile))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn certainty_decides_unless_it_is_opposed() {
        let pooled = |each: [f64; 2]| {
            mean_probit(&Panel::equal(&each.map(|p| Probability::new(p).unwrap())).unwrap())
        };
        assert_eq!(pooled([0.0, 0.9]), Ok(Probability::ZERO));
        assert_eq!(pooled([0.4, 1.0]), Ok(Probability::ONE));
        assert_eq!(pooled([0.0, 1.0]), Err(Undefined::Opposed));
    }
}
