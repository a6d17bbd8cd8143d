//! A figure beside what chance alone would give.

use super::quantiles::between;
use super::{Procedure, Undefined, count, sum};

/// A figure that is 0 for nobody, beside what a perfect forecaster shows by chance.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MonteCarloTest {
    /// The figure.
    pub observed: f64,
    /// What a perfect forecaster shows on average.
    pub chance: f64,
    /// What a perfect forecaster stays under 95 times in 100.
    pub chance_high: f64,
    /// How often a perfect forecaster shows as much or more: (1 + times) / (1 + resamples).
    pub p_value: f64,
    /// How it was made.
    pub procedure: Procedure,
}

/// How close two figures are that count as equal; equal ones are common, and are added up in
/// different orders.
const TIE: f64 = 1e-12;

impl MonteCarloTest {
    /// Returns the figure beside simulated ones.
    pub(super) fn new(
        observed: f64,
        mut simulated: Vec<f64>,
        procedure: Procedure,
    ) -> Result<Self, Undefined> {
        if simulated.is_empty() {
            return Err(Undefined::Empty);
        }
        simulated.sort_unstable_by(f64::total_cmp);
        let less = simulated.partition_point(|&value| value < observed - TIE);
        Ok(Self {
            observed,
            chance: sum(simulated.iter().copied()) / count(simulated.len()),
            chance_high: between(&simulated, 0.95),
            p_value: count(1 + simulated.len() - less) / count(1 + simulated.len()),
            procedure,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::InferenceMethod;

    const PROCEDURE: Procedure = Procedure {
        method: InferenceMethod::MonteCarlo,
        drawing: None,
        approximation: None,
    };

    #[test]
    fn ties_count_as_much_as_more() {
        let against = MonteCarloTest::new(2.0, vec![3.0, 1.0, 2.0 - 1e-14], PROCEDURE).unwrap();
        assert!((against.p_value - 0.75).abs() < 1e-15);
        assert!((against.chance - 2.0).abs() < 1e-12);
    }

    #[test]
    fn without_simulations_nothing_is_said() {
        assert_eq!(
            MonteCarloTest::new(2.0, Vec::new(), PROCEDURE),
            Err(Undefined::Empty)
        );
    }
}
