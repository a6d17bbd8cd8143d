//! Many comparisons at once, and the ranks that they leave open.

use crate::count;

/// Returns p-values that allow for how many there are, so that of all that are true by chance any is at most
/// 5 % with a chance of at most 5 %.
///
/// # Formula
///
/// ```text
/// p₍ᵢ₎ adjusted = max over j ≤ i of min(1, (m − j + 1) p₍ⱼ₎)    ascending, of m
/// ```
///
/// # References
///
/// - Holm, S. (1979). A simple sequentially rejective multiple test procedure. *Scandinavian Journal of
///   Statistics*, 6(2), 65–70.
///
/// # Example
///
/// ```
/// use foretell_scoring::compare::holm;
///
/// let near = |a: &[f64], b: &[f64]| a.iter().zip(b).all(|(a, b)| (a - b).abs() < 1e-12);
/// assert!(near(&holm(&[0.01, 0.04, 0.03]), &[0.03, 0.06, 0.06]));
/// ```
#[must_use]
pub fn holm(p_values: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..p_values.len()).collect();
    order.sort_by(|a, b| p_values[*a].total_cmp(&p_values[*b]));
    let mut adjusted = vec![0.0; p_values.len()];
    let mut highest = 0.0_f64;
    for (place, i) in order.into_iter().enumerate() {
        highest = highest.max((count(p_values.len() - place) * p_values[i]).min(1.0));
        adjusted[i] = highest;
    }
    adjusted
}

/// Returns for each of `n` the best and the worst rank that it may have, given which are better than which
/// beyond chance: `(better, worse)`.
///
/// Where the comparisons are made so that any of them is false with a chance of at most 5 %, all the true
/// ranks lie in these with a chance of at least 95 %.
///
/// # References
///
/// - Mogstad, M., Romano, J. P., Shaikh, A. M. and Wilhelm, D. (2024). Inference for ranks with applications
///   to mobility across neighbourhoods and academic achievement across countries. *Review of Economic
///   Studies*, 91(1), 476–518.
///
/// # Example
///
/// ```
/// use foretell_scoring::compare::rank_ranges;
///
/// // The first of three is better than the last, and nothing else is known.
/// assert_eq!(rank_ranges(3, [(0, 2)]), [(1, 2), (1, 3), (2, 3)]);
/// ```
#[must_use]
pub fn rank_ranges(
    n: usize,
    beyond_chance: impl IntoIterator<Item = (usize, usize)>,
) -> Vec<(usize, usize)> {
    let mut ranges = vec![(1, n); n];
    for (better, worse) in beyond_chance {
        ranges[better].1 -= 1;
        ranges[worse].0 += 1;
    }
    ranges
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn adjusted_p_values_never_fall_and_end_at_one() {
        assert!(holm(&[]).is_empty());
        let adjusted = holm(&[0.2, 0.6, 0.01, 0.9]);
        let expected = [0.6, 1.0, 0.04, 1.0];
        for (p, expected) in adjusted.iter().zip(expected) {
            assert!((p - expected).abs() < 1e-12, "{adjusted:?}");
        }
    }
}
