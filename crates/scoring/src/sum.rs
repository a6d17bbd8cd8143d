//! Sums that hardly depend on the order of what is added.

use std::iter::FromIterator;

/// Returns a count as a number.
///
/// Exact up to 2⁵³, which no machine's memory holds.
#[must_use]
#[expect(
    clippy::cast_precision_loss,
    reason = "no count here comes near 2^53, up to which it is exact"
)]
pub fn count(n: usize) -> f64 {
    n as f64
}

/// Returns the whole part of a place in a list or on a grid.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a place is not negative, and far below 2^53"
)]
pub(crate) fn floor(place: f64) -> usize {
    place as usize
}

/// A running sum that carries along what rounding lost.
///
/// # References
///
/// - Neumaier, A. (1974). Rundungsfehleranalyse einiger Verfahren zur Summation endlicher Summen.
///   *ZAMM*, 54(1), 39–51.
#[derive(Clone, Copy, Debug, Default)]
pub struct Sum {
    total: f64,
    lost: f64,
}

impl Sum {
    /// Adds a value.
    pub fn add(&mut self, value: f64) {
        let total = self.total + value;
        if total.is_finite() {
            self.lost += if self.total.abs() >= value.abs() {
                (self.total - total) + value
            } else {
                (value - total) + self.total
            };
        }
        self.total = total;
    }

    /// Adds another sum, with what rounding lost of it.
    pub fn append(&mut self, other: Self) {
        self.add(other.total);
        self.lost += other.lost;
    }

    /// Returns the sum.
    #[must_use]
    pub fn get(self) -> f64 {
        self.total + self.lost
    }
}

impl FromIterator<f64> for Sum {
    fn from_iter<I: IntoIterator<Item = f64>>(values: I) -> Self {
        let mut sum = Self::default();
        values.into_iter().for_each(|value| sum.add(value));
        sum
    }
}

/// Returns the sum of the values.
#[must_use]
pub fn sum(values: impl IntoIterator<Item = f64>) -> f64 {
    values.into_iter().collect::<Sum>().get()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_rounding_loses_is_kept() {
        // Added plainly from the left, 1 + 1e100 + 1 − 1e100 is 0.
        assert!((sum([1.0, 1e100, 1.0, -1e100]) - 2.0).abs() < f64::EPSILON);
    }

    #[test]
    fn sums_of_parts_are_the_sum_of_all() {
        let parts = [[1.0, 1e100], [1.0, -1e100]];
        let mut all = Sum::default();
        for part in parts {
            all.append(part.into_iter().collect());
        }
        assert!((all.get() - 2.0).abs() < f64::EPSILON);
    }

    #[test]
    fn an_infinite_value_makes_the_sum_infinite_and_not_nan() {
        assert!(sum([1.0, f64::INFINITY, 1.0]).is_infinite());
    }

    #[test]
    fn an_empty_sum_is_zero() {
        assert!(sum([]).abs() < f64::MIN_POSITIVE);
    }
}
