//! Is the miscalibration more than chance?

use crate::resampling::{CountsResampler, NullModel};
use crate::{InferenceMethod, MonteCarloTest, PairCounts, Resampling, Sum, Undefined, sum};

use super::Corp;
use super::pav::{Pool, take_in};

/// Returns the [CORP](Corp) miscalibration of the Brier score beside that of a perfectly
/// calibrated forecaster: the test of calibration that needs no bins.
///
/// # Method
///
/// Forecasts are drawn with replacement from those made, and come true by their own probability.
///
/// # References
///
/// - Dimitriadis, T., Gneiting, T. and Jordan, A. I. (2021). Stable reliability diagrams for
///   probabilistic classifiers. *PNAS*, 118(8), e2016191118.
///
/// # Example
///
/// ```
/// use foretell_scoring::Probability;
/// use foretell_scoring::calibration::miscalibration_test;
/// use foretell_scoring::{BinaryOutcome, Pair, Resampling, PairCounts};
///
/// let said = Probability::new(0.9).unwrap();
/// let pairs: Vec<_> = Pair::alone([(said, BinaryOutcome::NO); 10]).collect();
/// let resampling = Resampling { seed: 1, resamples: 999 };
/// let test = miscalibration_test(&PairCounts::of(&pairs), resampling).unwrap();
/// assert_eq!(test.p_value, 0.001);
/// ```
///
/// # Errors
///
/// [`Undefined::Empty`] without pairs, [`Undefined::Weighted`] with weights.
pub fn miscalibration_test(
    pair_counts: &PairCounts,
    resampling: Resampling,
) -> Result<MonteCarloTest, Undefined> {
    let resampler = CountsResampler::pooled(pair_counts, NullModel::ForecastsAndOutcomes)?;
    let take = |drawn: &mut Drawn, place: usize, counts: [u32; 2]| {
        drawn.take(place, resampler.forecasts[place], counts);
    };
    let observed = match resampler.seen_of_pools() {
        // What is held against curves of pools is the curve of the same.
        Some(seen) => {
            let mut drawn = Drawn::default();
            (0..)
                .zip(seen)
                .for_each(|(place, counts)| take(&mut drawn, place, *counts));
            drawn.miscalibration()
        }
        None => Corp::brier(pair_counts)?.miscalibration,
    };
    let simulated = resampler.run(resampling, Drawn::default, take, |drawn| {
        drawn.miscalibration()
    });
    let procedure = resampler.procedure(InferenceMethod::MonteCarlo, resampling);
    MonteCarloTest::new(observed, simulated, procedure)
}

/// What is kept of pairs that were drawn.
#[derive(Default)]
struct Drawn {
    pools: Vec<Pool>,
    score: Sum,
}

impl Drawn {
    fn take(&mut self, place: usize, p: f64, counts: [u32; 2]) {
        let [no, yes] = counts.map(f64::from);
        take_in(&mut self.pools, place, (yes, no + yes), 0.0);
        self.score.add(yes * (1.0 - p).powi(2) + no * p.powi(2));
    }

    fn miscalibration(&self) -> f64 {
        let blocks = self.pools.iter();
        let put_right = sum(blocks.map(|pool| pool.yes * (1.0 - pool.yes / pool.weight)));
        let pairs = sum(self.pools.iter().map(|pool| pool.weight));
        ((self.score.get() - put_right) / pairs).max(0.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Probability;
    use crate::{BinaryOutcome, Pair, Weight};

    const RESAMPLING: Resampling = Resampling {
        seed: 4,
        resamples: 2000,
    };

    fn pairs(said: f64, yes: usize, no: usize) -> Vec<Pair> {
        let said = Probability::new(said).unwrap();
        let yes = std::iter::repeat_n((said, BinaryOutcome::YES), yes);
        let no = std::iter::repeat_n((said, BinaryOutcome::NO), no);
        Pair::alone(yes.chain(no)).collect()
    }

    #[test]
    fn a_calibrated_forecaster_passes() {
        let pair_counts = PairCounts::of(&pairs(0.7, 7, 3));
        let test = miscalibration_test(&pair_counts, RESAMPLING).unwrap();
        assert!(test.observed.abs() < 1e-15);
        assert!((test.p_value - 1.0).abs() < 1e-15);
    }

    #[test]
    fn the_chance_level_of_a_constant_forecast_is_its_variance() {
        // With one block the miscalibration is (ȳ − p)², on average p (1 − p) / n.
        let pair_counts = PairCounts::of(&pairs(0.7, 0, 30));
        let test = miscalibration_test(&pair_counts, RESAMPLING).unwrap();
        // (ȳ − p)² is about χ²₁ times its mean, so its standard deviation is √2 times that.
        let off = (test.chance / 0.007 - 1.0) / (2.0 / 2000.0_f64).sqrt();
        assert!(off.abs() < 5.0, "{test:?}");
        assert!((test.p_value - 1.0 / 2001.0).abs() < 1e-15);
    }

    #[test]
    fn what_cannot_be_tested_is_not() {
        let mut pairs = pairs(0.7, 1, 1);
        pairs[0].weight = Weight::new(0.5).unwrap();
        let test = |pairs: &[Pair]| miscalibration_test(&PairCounts::of(pairs), RESAMPLING);
        assert_eq!(test(&pairs), Err(Undefined::Weighted));
        assert_eq!(test(&[]), Err(Undefined::Empty));
    }
}
