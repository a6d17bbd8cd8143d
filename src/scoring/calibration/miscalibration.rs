//! Is the miscalibration more than chance?

use crate::scoring::quantiles::between;
use crate::scoring::resample::{Anew, Draw, Urn};
use crate::scoring::{Resampling, Tally, Undefined, count, sum};

use super::Corp;
use super::pav::{Pool, pool};

/// The miscalibration of the Brier score beside what a perfectly calibrated forecaster shows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Miscalibration {
    /// The [CORP](Corp) miscalibration.
    pub observed: f64,
    /// What a perfectly calibrated forecaster shows on average.
    pub chance: f64,
    /// What a perfectly calibrated forecaster stays under 95 times in 100.
    pub chance_high: f64,
    /// How often a perfectly calibrated forecaster shows as much or more.
    pub p_value: f64,
}

/// How close two miscalibrations are that count as equal; equal ones are common, and are added up
/// in different orders.
const TIE: f64 = 1e-12;

impl Miscalibration {
    /// Returns the test of calibration that needs no bins.
    ///
    /// # Method
    ///
    /// Forecasts are drawn with replacement and come true by their own probability; the p-value
    /// is (1 + those with as much miscalibration or more) / (1 + resamples).
    ///
    /// # References
    ///
    /// - Dimitriadis, T., Gneiting, T. and Jordan, A. I. (2021). Stable reliability diagrams for
    ///   probabilistic classifiers. *PNAS*, 118(8), e2016191118.
    ///
    /// # Example
    ///
    /// ```
    /// use foretell::model::Probability;
    /// use foretell::scoring::calibration::Miscalibration;
    /// use foretell::scoring::{Outcome, Pair, Resampling, Tally};
    ///
    /// let said = Probability::new(0.9).unwrap();
    /// let pairs: Vec<_> = Pair::alone([(said, Outcome::NO); 10]).collect();
    /// let resampling = Resampling { seed: 1, resamples: 999 };
    /// let test = Miscalibration::test(&Tally::of(&pairs), resampling).unwrap();
    /// assert_eq!(test.p_value, 0.001);
    /// ```
    ///
    /// # Errors
    ///
    /// [`Undefined::Empty`] without pairs, [`Undefined::Weighted`] with weights.
    pub fn test(tally: &Tally, resampling: Resampling) -> Result<Self, Undefined> {
        Self::against(tally, Anew::ForecastsAndOutcomes, resampling)
    }

    /// Returns the same test with the forecasts kept as they are, and only the outcomes drawn.
    ///
    /// # Errors
    ///
    /// [`Undefined::Empty`] without pairs, [`Undefined::Weighted`] with weights.
    pub fn test_with_fixed_forecasts(
        tally: &Tally,
        resampling: Resampling,
    ) -> Result<Self, Undefined> {
        Self::against(tally, Anew::Outcomes, resampling)
    }

    fn against(tally: &Tally, anew: Anew, resampling: Resampling) -> Result<Self, Undefined> {
        let observed = Corp::brier(tally)?.miscalibration;
        let mut chance = resampled(tally, anew, resampling)?;
        chance.sort_unstable_by(f64::total_cmp);
        let as_much = chance.len() - chance.partition_point(|&value| value < observed - TIE);
        Ok(Self {
            observed,
            chance: sum(chance.iter().copied()) / count(chance.len()),
            chance_high: between(&chance, 0.95),
            p_value: count(1 + as_much) / count(1 + chance.len()),
        })
    }
}

/// Returns the miscalibration of each resample.
pub(in crate::scoring) fn resampled(
    tally: &Tally,
    anew: Anew,
    resampling: Resampling,
) -> Result<Vec<f64>, Undefined> {
    if resampling.resamples == 0 {
        return Err(Undefined::Empty);
    }
    let urn = Urn::of(tally, anew)?;
    let scratch = || (Draw::default(), Vec::<Pool>::new());
    Ok(resampling.run(scratch, |(drawn, pools), stream| {
        urn.draw(stream, drawn);
        pool(drawn.cells(), 0.0, pools);
        let score = sum(urn
            .forecasts
            .iter()
            .zip(&drawn.counts)
            .map(|(&p, &[no, yes])| {
                f64::from(yes) * (1.0 - p).powi(2) + f64::from(no) * p.powi(2)
            }));
        let put_right = pools.iter();
        let put_right = sum(put_right.map(|pool| pool.yes * (1.0 - pool.yes / pool.weight)));
        let pairs = sum(pools.iter().map(|pool| pool.weight));
        ((score - put_right) / pairs).max(0.0)
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Probability;
    use crate::scoring::{Outcome, Pair, Weight};

    const RESAMPLING: Resampling = Resampling {
        seed: 4,
        resamples: 2000,
    };

    fn pairs(said: f64, yes: usize, no: usize) -> Vec<Pair> {
        let said = Probability::new(said).unwrap();
        let yes = std::iter::repeat_n((said, Outcome::YES), yes);
        let no = std::iter::repeat_n((said, Outcome::NO), no);
        Pair::alone(yes.chain(no)).collect()
    }

    #[test]
    fn a_calibrated_forecaster_passes() {
        let tally = Tally::of(&pairs(0.7, 7, 3));
        let test = Miscalibration::test(&tally, RESAMPLING).unwrap();
        assert!(test.observed.abs() < 1e-15);
        assert!((test.p_value - 1.0).abs() < 1e-15);
    }

    #[test]
    fn the_chance_level_of_a_constant_forecast_is_its_variance() {
        // With one block the miscalibration is (ȳ − p)², on average p (1 − p) / n.
        let tally = Tally::of(&pairs(0.7, 0, 30));
        for test in [
            Miscalibration::test(&tally, RESAMPLING).unwrap(),
            Miscalibration::test_with_fixed_forecasts(&tally, RESAMPLING).unwrap(),
        ] {
            // (ȳ − p)² is about χ²₁ times its mean, so its standard deviation is √2 times that.
            let off = (test.chance / 0.007 - 1.0) / (2.0 / 2000.0_f64).sqrt();
            assert!(off.abs() < 5.0, "{test:?}");
            assert!((test.p_value - 1.0 / 2001.0).abs() < 1e-15);
        }
    }

    #[test]
    fn what_cannot_be_tested_is_not() {
        let mut pairs = pairs(0.7, 1, 1);
        pairs[0].weight = Weight::new(0.5).unwrap();
        let test = |pairs: &[Pair]| Miscalibration::test(&Tally::of(pairs), RESAMPLING);
        assert_eq!(test(&pairs), Err(Undefined::Weighted));
        assert_eq!(test(&[]), Err(Undefined::Empty));
    }
}
