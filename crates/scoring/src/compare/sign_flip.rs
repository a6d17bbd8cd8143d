//! The sign flip test: the permutation test for the mean of differences.

use crate::resampling::{ClusterSum, cluster_sums};
use crate::thresholds::ALL_FLIPS_UP_TO;
use crate::{
    Case, Drawing, Drawn, InferenceMethod, Procedure, Resampling, SamplingPlan, Sum, Undefined,
    count,
};

/// The sign flip test: how often does the mean get as far from 0 if each cluster's differences had
/// as well come out the other way round?
///
/// # Method
///
/// Up to 20 clusters all flips are tried; beyond, as many as asked for are drawn, and the p-value
/// is (1 + those as far) / (1 + drawn). Clusters flip as a whole, so that ten updates of one
/// question count as one. Means within 10⁻¹² are equal.
///
/// # References
///
/// - Fisher, R. A. (1935). *The Design of Experiments*, §21.
/// - Good, P. (2005). *Permutation, Parametric and Bootstrap Tests of Hypotheses*, 3rd ed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SignFlip {
    /// The weighted mean difference.
    pub mean: f64,
    /// How often flips alone give as much, on either side.
    pub p_value: f64,
    /// How it was made: all flips tried, or drawn.
    pub procedure: Procedure,
}

/// Means that differ by less are equal.
const TIE: f64 = 1e-12;

impl SignFlip {
    /// Returns the test.
    ///
    /// # Example
    ///
    /// ```
    /// use foretell_scoring::compare::SignFlip;
    /// use foretell_scoring::{Case, Resampling, Weight};
    ///
    /// let case = |cluster, value| Case { value, weight: Weight::ONE, cluster };
    /// let cases = [case(0, 0.1), case(1, 0.2), case(2, 0.4)];
    /// let test = SignFlip::test(&cases, Resampling { seed: 1, resamples: 1000 }).unwrap();
    /// assert_eq!(test.p_value, 0.25);
    /// ```
    ///
    /// # Errors
    ///
    /// [`Undefined::Empty`], [`Undefined::Identical`] where all are 0, [`Undefined::Infinite`].
    pub fn test(cases: &[Case], resampling: Resampling) -> Result<Self, Undefined> {
        let cluster_sums = cluster_sums(cases.iter().map(Case::alone));
        let weight = cluster_sums
            .iter()
            .map(|cluster_sum| cluster_sum.weight)
            .collect::<Sum>()
            .get();
        let total = cluster_sums
            .iter()
            .map(ClusterSum::total)
            .collect::<Sum>()
            .get();
        if cluster_sums.is_empty() {
            return Err(Undefined::Empty);
        }
        if !total.is_finite() {
            return Err(Undefined::Infinite);
        }
        let sizes = sizes(&cluster_sums);
        if sizes.is_empty() {
            return Err(Undefined::Identical);
        }
        let far = total.abs() - TIE * weight;
        let exact = sizes.len() <= ALL_FLIPS_UP_TO;
        Ok(Self {
            mean: total / weight,
            p_value: if exact {
                all_flips(&sizes, far)
            } else {
                drawn_flips(&sizes, far, resampling)
            },
            procedure: procedure((!exact).then_some(resampling)),
        })
    }
}

/// Returns how the test is made, where flips are drawn or all are tried.
fn procedure(resampling: Option<Resampling>) -> Procedure {
    let plan = match resampling {
        Some(_) => SamplingPlan::AllAtOnce,
        None => SamplingPlan::Exhaustive,
    };
    Procedure {
        drawing: Some(Drawing {
            drawn: Drawn::Signs,
            plan,
            resampling,
        }),
        ..Procedure::analytic(InferenceMethod::SignFlip)
    }
}

/// Returns how far each cluster moves the total, ascending; those that do not are left out.
fn sizes(cluster_sums: &[ClusterSum]) -> Vec<f64> {
    let mut sizes: Vec<_> = cluster_sums
        .iter()
        .map(|cluster_sum| cluster_sum.total().abs())
        .collect();
    sizes.retain(|&size| size > 0.0);
    sizes.sort_unstable_by(f64::total_cmp);
    sizes
}

/// Returns the share of all flips whose total is that far from 0.
fn all_flips(sizes: &[f64], far: f64) -> f64 {
    // Each flip has a mirror image, so that the first sign may stay.
    let (first, rest) = sizes.split_first().expect("there is a size");
    let among = 1_usize << rest.len();
    count(flips(*first, rest, far)) / count(among)
}

fn flips(total: f64, rest: &[f64], far: f64) -> usize {
    match rest.split_first() {
        None => usize::from(total.abs() >= far),
        Some((next, rest)) => flips(total + next, rest, far) + flips(total - next, rest, far),
    }
}

fn drawn_flips(sizes: &[f64], far: f64, resampling: Resampling) -> f64 {
    // Of equal sizes only how many are positive matters.
    let alike: Vec<_> = sizes
        .chunk_by(|a, b| a.total_cmp(b).is_eq())
        .map(|alike| (alike[0], u32::try_from(alike.len()).unwrap_or(u32::MAX)))
        .collect();
    let scratch = || ();
    let totals = resampling.run(scratch, |(), stream| {
        let part =
            |&(size, n): &(f64, u32)| size * (2.0 * f64::from(stream.heads(n)) - f64::from(n));
        alike.iter().map(part).sum::<f64>()
    });
    let as_far = totals.iter().filter(|total| total.abs() >= far).count();
    count(1 + as_far) / count(1 + totals.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::special::normal_two_sided;
    use crate::{Weight, sum};

    const RESAMPLING: Resampling = Resampling {
        seed: 3,
        resamples: 20_000,
    };

    fn cases(values: &[f64], times: usize) -> Vec<Case> {
        let case = |(cluster, &value)| Case {
            value,
            weight: Weight::ONE,
            cluster,
        };
        values
            .iter()
            .enumerate()
            .flat_map(|item| std::iter::repeat_n(case(item), times))
            .collect()
    }

    fn is_exact(test: &SignFlip) -> bool {
        let drawing = test.procedure.drawing.unwrap();
        drawing.plan == SamplingPlan::Exhaustive && drawing.resampling.is_none()
    }

    #[test]
    fn drawn_flips_agree_with_all_flips() {
        let values = [0.3, -0.1, 0.25, 0.05, 0.4, -0.2, 0.3, 0.3, -0.35, 0.15];
        let exact = SignFlip::test(&cases(&values, 1), RESAMPLING).unwrap();
        assert!(is_exact(&exact));
        let sizes = sizes(&cluster_sums(cases(&values, 1).iter().map(Case::alone)));
        let drawn = drawn_flips(&sizes, 1.1 - 1e-11, RESAMPLING);
        let error = (exact.p_value * (1.0 - exact.p_value) / 20_000.0).sqrt();
        assert!((drawn - exact.p_value).abs() < 5.0 * error, "{drawn}");
    }

    #[test]
    fn many_differences_behave_as_in_a_test_of_their_mean() {
        let values: Vec<_> = (0_u32..300)
            .map(|i| f64::from(i * 29 % 31) / 31.0 - 0.45)
            .collect();
        let flip = SignFlip::test(&cases(&values, 1), RESAMPLING).unwrap();
        assert!(!is_exact(&flip));
        let n = count(values.len());
        let mean = sum(values.iter().copied()) / n;
        let squares = sum(values.iter().map(|value| (value - mean).powi(2)));
        let p_value = normal_two_sided(mean / (squares / (n - 1.0) / n).sqrt());
        assert!((flip.p_value - p_value).abs() < 0.02, "{flip:?} {p_value}");
    }

    #[test]
    fn ten_updates_in_a_cluster_prove_no_more_than_one() {
        let values = [0.3, 0.1, 0.25, -0.05, 0.4];
        let once = SignFlip::test(&cases(&values, 1), RESAMPLING).unwrap();
        let ten = SignFlip::test(&cases(&values, 10), RESAMPLING).unwrap();
        assert!((once.p_value - ten.p_value).abs() < 1e-15);
        assert!((once.mean - ten.mean).abs() < 1e-15);
    }

    #[test]
    fn zeros_alone_are_identical() {
        let test = |values: &[f64]| SignFlip::test(&cases(values, 1), RESAMPLING);
        assert_eq!(test(&[0.0, 0.0]), Err(Undefined::Identical));
        assert_eq!(test(&[]), Err(Undefined::Empty));
        assert_eq!(test(&[f64::INFINITY]), Err(Undefined::Infinite));
    }
}
