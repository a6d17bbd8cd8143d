//! Nearest coherent probabilities in closed form.

use crate::isotonic::pool_adjacent_violators;

/// Returns the numbers nearest to the given ones, by least squares, that are not negative and sum
/// to 1.
///
/// The same amount is taken from each, as far as it goes: `max(pᵢ − τ, 0)`.
///
/// # References
///
/// - Held, M., Wolfe, P. & Crowder, H. P. (1974). Validation of subgradient optimization.
///   *Mathematical Programming*, 6, 62–88.
pub(super) fn onto_simplex(stated: &[f64]) -> Vec<f64> {
    let mut falling = stated.to_vec();
    falling.sort_by(|a, b| b.total_cmp(a));
    let (mut sum, mut count, mut taken) = (0.0, 0.0, 0.0);
    for value in falling {
        sum += value;
        count += 1.0;
        let candidate = (sum - 1.0) / count;
        if value > candidate {
            taken = candidate;
        }
    }
    stated.iter().map(|p| (p - taken).max(0.0)).collect()
}

/// Returns the numbers nearest to the given ones, by least squares, that never fall.
///
/// Neighbours that fall are pooled to their mean until none does.
pub(super) fn onto_chain(stated: &[f64]) -> Vec<f64> {
    let pools = pool_adjacent_violators(
        stated.iter().map(|&value| Pool::of(value)),
        |below, next| below.mean() <= next.mean(),
        Pool::join,
    );
    pools
        .iter()
        .flat_map(|pool| std::iter::repeat_n(pool.mean(), pool.members))
        .collect()
}

/// Neighbours that share their mean.
#[derive(Clone, Copy)]
struct Pool {
    sum: f64,
    size: f64,
    members: usize,
}

impl Pool {
    fn of(value: f64) -> Self {
        Self {
            sum: value,
            size: 1.0,
            members: 1,
        }
    }

    fn join(self, next: Self) -> Self {
        Self {
            sum: self.sum + next.sum,
            size: self.size + next.size,
            members: self.members + next.members,
        }
    }

    fn mean(&self) -> f64 {
        self.sum / self.size
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::coherence::sample::assert_numbers;

    #[test]
    fn a_partition_that_sums_to_120_percent_gives_up_as_much_of_each() {
        // (0.6 + 0.4 + 0.2 − 1) / 3 = 1/15 off each. Plain normalising would give .5, .333, .167.
        let expected = [0.6, 0.4, 0.2].map(|p| p - 1.0 / 15.0);
        assert_numbers(&onto_simplex(&[0.6, 0.4, 0.2]), &expected);
    }

    #[test]
    fn what_is_used_up_gives_no_more() {
        // Of .9 .9 .01 the third is gone after .01; the others share the rest: τ = .4.
        assert_numbers(&onto_simplex(&[0.9, 0.9, 0.01]), &[0.5, 0.5, 0.0]);
    }

    #[test]
    fn a_partition_that_sums_to_less_is_filled_evenly() {
        assert_numbers(
            &onto_simplex(&[0.1, 0.2, 0.3]),
            &[0.7 / 3.0, 1.0 / 3.0, 1.3 / 3.0],
        );
        assert_numbers(&onto_simplex(&[0.0]), &[1.0]);
    }

    #[test]
    fn what_sums_to_one_stays() {
        assert_numbers(&onto_simplex(&[0.55, 0.25, 0.2]), &[0.55, 0.25, 0.2]);
    }

    #[test]
    fn a_chain_that_falls_is_pooled_to_means() {
        // .5 .3 → .4 .4; then .35 falls below .4: (.5 + .3 + .35) / 3.
        let pooled = 1.15 / 3.0;
        assert_numbers(
            &onto_chain(&[0.2, 0.5, 0.3, 0.35, 0.9]),
            &[0.2, pooled, pooled, pooled, 0.9],
        );
        assert_numbers(&onto_chain(&[0.1, 0.1, 0.2]), &[0.1, 0.1, 0.2]);
        assert_numbers(&onto_chain(&[]), &[]);
    }
}
