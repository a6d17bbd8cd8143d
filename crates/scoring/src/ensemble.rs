//! Samples of a number, and their scores.

use super::{Bounds, Pit, count, sum};

/// Samples of a number, each as likely as the next: an ensemble.
#[derive(Clone, Debug, PartialEq)]
pub struct Samples(Vec<f64>);

impl Samples {
    /// Returns the samples in rising order, or `None` unless there is one and all are finite.
    #[must_use]
    pub fn new(mut samples: Vec<f64>) -> Option<Self> {
        samples.sort_by(f64::total_cmp);
        let finite = samples.iter().all(|x| x.is_finite());
        (finite && !samples.is_empty()).then_some(Self(samples))
    }

    /// Returns how many there are: at least one.
    #[must_use]
    #[expect(clippy::len_without_is_empty, reason = "it is never empty")]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Returns the middle sample, or the mean of the two in the middle.
    #[must_use]
    pub fn median(&self) -> f64 {
        let upper = self.0[self.len() / 2];
        let lower = self.0[(self.len() - 1) / 2];
        lower + (upper - lower) / 2.0
    }

    /// Returns the samples with those that lie out of bounds moved onto the bounds.
    #[must_use]
    pub fn within(&self, bounds: Bounds) -> Self {
        Self(self.0.iter().map(|&x| bounds.censor(x)).collect())
    }

    /// Returns the place of the outcome among the samples: a range where some equal it.
    #[must_use]
    pub fn pit(&self, outcome: f64) -> Pit {
        let (below, up_to) = self.below(outcome);
        let share = |n| count(n) / count(self.len());
        Pit::spread(share(below), share(up_to))
    }

    fn below(&self, outcome: f64) -> (usize, usize) {
        let below = self.0.partition_point(|&x| x < outcome);
        (below, self.0.partition_point(|&x| x <= outcome))
    }

    fn mean_distance(&self, outcome: f64) -> f64 {
        sum(self.0.iter().map(|x| (x - outcome).abs())) / count(self.len())
    }

    /// Returns the sum of the distances between all samples, each pair once.
    fn spread(&self) -> f64 {
        let last = count(self.len() - 1);
        // The i-th of m sorted samples is the upper one of i pairs and the lower one of m − 1 − i;
        // measured from the lowest, no figure is large that the distances are not.
        let each = self.0.iter().enumerate();
        sum(each.map(|(i, x)| (2.0 * count(i) - last) * (x - self.0[0])))
    }
}

/// Returns the continuous ranked probability score of samples: 0 is best, there is no worst; it
/// has the outcome's unit.
///
/// # Formula
///
/// ```text
/// (1/M) Σᵢ |xᵢ − y| − (1/2M²) Σᵢ Σⱼ |xᵢ − xⱼ|
/// ```
///
/// It takes the samples for the whole forecast: a step at each. One sample scores its distance.
///
/// # References
///
/// - Grimit, E. P. et al. (2006). The continuous ranked probability score for circular variables
///   and its application to mesoscale forecast ensemble verification. *Quarterly Journal of the
///   Royal Meteorological Society*, 132(621C), 2925–2942.
///
/// # Example
///
/// ```
/// use foretell_scoring::ensemble::{Samples, crps};
///
/// let samples = Samples::new(vec![0.0, 2.0, 6.0]).unwrap();
/// assert!((crps(&samples, 3.0) - (7.0 / 3.0 - 12.0 / 9.0)).abs() < 1e-12);
/// ```
#[must_use]
pub fn crps(samples: &Samples, outcome: f64) -> f64 {
    let m = count(samples.len());
    samples.mean_distance(outcome) - samples.spread() / (m * m)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn samples(each: &[f64]) -> Samples {
        Samples::new(each.to_vec()).unwrap()
    }

    #[test]
    fn samples_are_finite_and_at_least_one() {
        assert_eq!(Samples::new(vec![]), None);
        assert_eq!(Samples::new(vec![1.0, f64::NAN]), None);
        assert_eq!(Samples::new(vec![f64::INFINITY]), None);
    }

    #[test]
    fn the_order_of_the_samples_does_not_matter() {
        assert_eq!(samples(&[3.0, 1.0, 2.0]), samples(&[1.0, 2.0, 3.0]));
    }

    #[test]
    fn an_even_number_of_samples_has_its_median_between_two() {
        assert!((samples(&[1.0, 2.0, 4.0, 9.0]).median() - 3.0).abs() < 1e-15);
        assert!((samples(&[1.0, 2.0, 9.0]).median() - 2.0).abs() < 1e-15);
    }

    #[test]
    fn a_large_offset_costs_no_digits_of_the_spread() {
        let near = crps(&samples(&[0.0, 2.0, 6.0]), 3.0);
        let far = crps(&samples(&[1e9, 1e9 + 2.0, 1e9 + 6.0]), 1e9 + 3.0);
        assert!((near - far).abs() < 1e-12);
    }

    proptest! {
        #[test]
        fn the_score_is_that_of_all_pairs(
            (each, outcome) in (prop::collection::vec(-5.0_f64..5.0, 1..12), -8.0_f64..8.0),
        ) {
            let m = count(each.len());
            let distance = sum(each.iter().map(|x| (x - outcome).abs())) / m;
            let pairs = each.iter().flat_map(|a| each.iter().map(move |b| (a - b).abs()));
            let plain = distance - sum(pairs) / (2.0 * m * m);
            prop_assert!((crps(&samples(&each), outcome) - plain).abs() < 1e-12);
        }
    }
}
