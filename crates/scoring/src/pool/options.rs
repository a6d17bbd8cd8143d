//! Pooling forecasts over several options.

use crate::{Probability, Undefined, Weight, multi::Probabilities, sum};

/// Returns the weighted mean of forecasts over the same options: the linear pool.
///
/// # Formula
///
/// ```text
/// Σ w pₖ / Σ w    for each option k
/// ```
///
/// Undefined for no forecasts, and where they have not the same number of options.
///
/// # References
///
/// - Stone (1961), as in [`mean`](super::mean).
///
/// # Example
///
/// ```
/// use foretell_scoring::{Weight, multi::Probabilities, pool::mean_of_options};
///
/// let even = Probabilities::uniform(4).unwrap();
/// let pooled = mean_of_options(&[(even.clone(), Weight::ONE), (even.clone(), Weight::ONE)]);
/// assert_eq!(pooled, Ok(even));
/// ```
pub fn mean_of_options(panel: &[(Probabilities, Weight)]) -> Result<Probabilities, Undefined> {
    let total = sum(panel.iter().map(|(_, w)| w.get()));
    scaled(options(panel)?.map(|option| {
        sum(panel
            .iter()
            .map(|(said, w)| w.get() / total * said.at(option)))
    }))
}

/// Returns the weighted geometric mean of forecasts over the same options, scaled to add up to 1:
/// the logarithmic pool. For two options it is the geometric mean of the odds.
///
/// # Formula
///
/// ```text
/// Π pₖ^(w/Σw), divided by its sum over the options
/// ```
///
/// An option that somebody calls impossible is impossible; undefined where that leaves none, for
/// no forecasts, and where they have not the same number of options.
///
/// # References
///
/// - Genest and Zidek (1986), as in [`mean_odds`](super::mean_odds).
///
/// # Example
///
/// ```
/// use foretell_scoring::{Weight, multi::Probabilities, pool::mean_odds_of_options};
///
/// let even = Probabilities::uniform(4).unwrap();
/// let pooled = mean_odds_of_options(&[(even.clone(), Weight::ONE), (even.clone(), Weight::ONE)]);
/// assert_eq!(pooled, Ok(even));
/// ```
pub fn mean_odds_of_options(panel: &[(Probabilities, Weight)]) -> Result<Probabilities, Undefined> {
    let total = sum(panel.iter().map(|(_, w)| w.get()));
    let logs = options(panel)?.map(|option| {
        sum(panel
            .iter()
            .map(|(said, w)| w.get() / total * said.at(option).ln()))
    });
    let logs: Vec<_> = logs.collect();
    // Measured from the largest, no product of small numbers vanishes.
    let most = logs.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    if most.is_infinite() {
        return Err(Undefined::Opposed);
    }
    scaled(logs.into_iter().map(|ln| (ln - most).exp()))
}

fn options(panel: &[(Probabilities, Weight)]) -> Result<std::ops::Range<usize>, Undefined> {
    let options = panel.first().ok_or(Undefined::Empty)?.0.len();
    if panel.iter().any(|(said, _)| said.len() != options) {
        return Err(Undefined::OptionsDiffer);
    }
    Ok(0..options)
}

fn scaled(raw: impl Iterator<Item = f64>) -> Result<Probabilities, Undefined> {
    let raw: Vec<_> = raw.collect();
    let total = sum(raw.iter().copied());
    let each = raw
        .iter()
        .filter_map(|p| Probability::new((p / total).min(1.0)));
    Probabilities::new(each.collect()).map_err(|_| Undefined::OptionsDiffer)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(each: &[f64]) -> (Probabilities, Weight) {
        let each = each.iter().map(|&p| Probability::new(p).unwrap());
        (Probabilities::new(each.collect()).unwrap(), Weight::ONE)
    }

    fn assert_pooled(pooled: Result<Probabilities, Undefined>, expected: &[f64]) {
        for (p, expected) in pooled.unwrap().iter().zip(expected) {
            assert!((p - expected).abs() < 1e-12, "{p}, not {expected}");
        }
    }

    #[test]
    fn the_mean_is_that_of_each_option() {
        let panel = [said(&[0.5, 0.3, 0.2]), said(&[0.1, 0.3, 0.6])];
        assert_pooled(mean_of_options(&panel), &[0.3, 0.3, 0.4]);
    }

    #[test]
    fn the_geometric_mean_is_scaled_to_add_up() {
        // √(.4 · .1) = .2, √(.1 · .4) = .2, √(.5 · .5) = .5: over .9.
        let panel = [said(&[0.4, 0.1, 0.5]), said(&[0.1, 0.4, 0.5])];
        assert_pooled(
            mean_odds_of_options(&panel),
            &[2.0 / 9.0, 2.0 / 9.0, 5.0 / 9.0],
        );
    }

    #[test]
    fn an_impossible_option_stays_so_and_some_option_must_be_left() {
        let panel = [said(&[0.0, 0.5, 0.5]), said(&[0.8, 0.1, 0.1])];
        assert_pooled(mean_odds_of_options(&panel), &[0.0, 0.5, 0.5]);
        let opposed = [said(&[1.0, 0.0]), said(&[0.0, 1.0])];
        assert_eq!(mean_odds_of_options(&opposed), Err(Undefined::Opposed));
    }

    #[test]
    fn forecasts_over_other_options_cannot_be_pooled() {
        let mixed = [said(&[0.5, 0.5]), said(&[0.5, 0.3, 0.2])];
        assert_eq!(mean_of_options(&mixed), Err(Undefined::OptionsDiffer));
        assert_eq!(mean_odds_of_options(&mixed), Err(Undefined::OptionsDiffer));
        assert_eq!(mean_of_options(&[]), Err(Undefined::Empty));
    }
}
