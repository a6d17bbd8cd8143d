//! The distribution of the Kolmogorov–Smirnov distance of a uniform sample.

use std::f64::consts::PI;

use libm::lgamma as ln_gamma;

use super::{count, sum};

/// The largest sample for which the distribution is worked out exactly throughout.
const EXACT: usize = 140;

/// Returns the probability that the distance between a uniform sample's distribution and the
/// diagonal is at least `d`.
///
/// Exact to 140 values; beyond, to five decimals or better. Which way is taken where is that of
/// Simard and L'Ecuyer, as in `SciPy`, so that the figures are the same.
///
/// # References
///
/// - Simard, R. and L'Ecuyer, P. (2011). Computing the two-sided Kolmogorov–Smirnov distribution.
///   *Journal of Statistical Software*, 39(11), 1–18.
pub(super) fn tail(n: usize, d: f64) -> f64 {
    let size = count(n);
    // Far out the distance is as good as never reached on both sides at once.
    let far = if n <= EXACT { 4.0 } else { 2.2 };
    let tail = if d >= 1.0 {
        0.0
    } else if 2.0 * size * d <= 1.0 {
        // No sample comes nearer to the diagonal than half a step.
        1.0
    } else if size * d * d >= far || d >= 0.5 {
        2.0 * one_sided_tail(n, d)
    } else if n <= EXACT || size * d.powf(1.5) <= 1.4 {
        1.0 - cdf(n, d)
    } else {
        1.0 - expansion(n, d)
    };
    tail.clamp(0.0, 1.0)
}

/// Returns the probability of a distance of at least `d` on one side:
/// d Σⱼ C(n, j) (d + j/n)ʲ⁻¹ (1 − d − j/n)ⁿ⁻ʲ, over j ≤ n (1 − d).
///
/// # References
///
/// - Birnbaum, Z. W. and Tingey, F. H. (1951). One-sided confidence contours for probability
///   distribution functions. *Annals of Mathematical Statistics*, 22(4), 592–596.
fn one_sided_tail(n: usize, d: f64) -> f64 {
    let size = count(n);
    let term = |j: usize| {
        let (j, k) = (count(j), count(n - j));
        let (below, above) = (d + j / size, k / size - d);
        if above <= 0.0 {
            return 0.0;
        }
        let ln_choose = ln_gamma(size + 1.0) - ln_gamma(j + 1.0) - ln_gamma(k + 1.0);
        (ln_choose + (j - 1.0) * below.ln() + k * above.ln()).exp()
    };
    let last = (0..=n).take_while(|&j| count(j) <= size * (1.0 - d));
    d * sum(last.map(term))
}

/// Returns the probability of a distance below `d`, by its expansion in 1/√n.
///
/// # References
///
/// - Pelz, W. and Good, I. J. (1976). Approximating the lower tail-areas of the Kolmogorov–Smirnov
///   one-sample statistic. *Journal of the Royal Statistical Society B*, 38(2), 152–156.
fn expansion(n: usize, d: f64) -> f64 {
    // Here z is below 1.5, so that from this one on the terms are nothing.
    const TERMS: u32 = 30;
    let size = count(n);
    let z2 = size * d * d;
    let (z4, z6) = (z2 * z2, z2 * z2 * z2);
    // The sum over all whole k of terms in (π (k + shift))², which for −k are the same as for k.
    let series = |shift: f64, of: &dyn Fn(f64) -> f64| {
        let each = (0..TERMS).map(|k| (PI * (f64::from(k) + shift)).powi(2));
        2.0 * sum(each.map(|x| of(x) * (-x / (2.0 * z2)).exp()))
    };
    let half = |of: &dyn Fn(f64) -> f64| series(0.5, of);
    let zero = half(&|_| 1.0);
    let first = half(&|x| x - z2) / (6.0 * z2 * z2.sqrt());
    let second = half(&|x| 6.0 * z6 + 2.0 * z4 + x * (2.0 * z4 - 5.0 * z2 + x * (1.0 - 2.0 * z2)))
        / (72.0 * z6)
        - series(0.0, &|x| x) / (36.0 * z2);
    let third = half(&|x| {
        let cubed = x * (5.0 - 30.0 * z2);
        x * (135.0 * z4 - 96.0 * z6 + x * (212.0 * z4 - 60.0 * z2 + cubed))
            - 30.0 * z6
            - 90.0 * z4 * z4
    }) / (6480.0 * z4 * z4 * z2.sqrt())
        + series(0.0, &|x| x * (3.0 * z2 - x)) / (216.0 * z4 * z2.sqrt());
    let root = size.sqrt();
    (PI / 2.0 / z2).sqrt() * sum([zero, first / root, second / size, third / (size * root)])
}

/// Returns the probability of a distance below `d`: n!/nⁿ times the middle element of the n-th power
/// of a matrix of order 2 ⌊n d⌋ + 1.
///
/// # References
///
/// - Marsaglia, G., Tsang, W. W. and Wang, J. (2003). Evaluating Kolmogorov's distribution. *Journal
///   of Statistical Software*, 8(18), 1–4.
fn cdf(n: usize, d: f64) -> f64 {
    let size = count(n);
    let half = (1..=n).find(|&k| count(k) > size * d).unwrap_or(n);
    let step = Matrix::step(half, count(half) - size * d);
    let ways = step.power(n);
    let middle = ways.at(half - 1, half - 1);
    middle * (ways.ln_scale + ln_gamma(size + 1.0) - size * size.ln()).exp()
}

/// A square matrix, to be multiplied by a number whose logarithm is kept beside it.
#[derive(Clone)]
struct Matrix {
    order: usize,
    elements: Vec<f64>,
    ln_scale: f64,
}

impl Matrix {
    fn new(order: usize, element: impl Fn(usize, usize) -> f64) -> Self {
        let places = (0..order).flat_map(|i| (0..order).map(move |j| (i, j)));
        Self {
            order,
            elements: places.map(|(i, j)| element(i, j)).collect(),
            ln_scale: 0.0,
        }
    }

    /// Returns the matrix of Marsaglia, Tsang and Wang for k = `half` and h = `h`.
    fn step(half: usize, h: f64) -> Self {
        let order = 2 * half - 1;
        let ln_factorial = |i: usize| ln_gamma(count(i) + 1.0);
        // The first column from above and the last row from the right lose hⁱ/i!.
        let lost = |i: usize| (count(i) * h.ln() - ln_factorial(i)).exp();
        let corner = (count(order) * (2.0 * h - 1.0).max(0.0).ln() - ln_factorial(order)).exp();
        Self::new(order, |i, j| {
            let mut element = if j > i + 1 {
                0.0
            } else {
                (-ln_factorial(i + 1 - j)).exp()
            };
            if j == 0 {
                element -= lost(i + 1);
            }
            if i + 1 == order {
                element -= lost(order - j);
            }
            if j == 0 && i + 1 == order {
                element += corner;
            }
            element
        })
    }

    fn at(&self, i: usize, j: usize) -> f64 {
        self.elements[i * self.order + j]
    }

    fn times(&self, other: &Self) -> Self {
        let mut product = Self::new(self.order, |i, j| {
            (0..self.order)
                .map(|k| self.at(i, k) * other.at(k, j))
                .sum()
        });
        // Scaled to its largest element, no power overflows.
        let largest = product
            .elements
            .iter()
            .fold(0.0_f64, |most, x| most.max(x.abs()));
        product.elements.iter_mut().for_each(|x| *x /= largest);
        product.ln_scale = self.ln_scale + other.ln_scale + largest.ln();
        product
    }

    fn power(self, exponent: usize) -> Self {
        let mut result = Self::new(self.order, |i, j| f64::from(u8::from(i == j)));
        let (mut base, mut rest) = (self, exponent);
        while rest > 0 {
            if rest % 2 == 1 {
                result = result.times(&base);
            }
            base = base.times(&base);
            rest /= 2;
        }
        result
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tail_of_one_is_known_in_closed_form() {
        // One place u: the distance is max(u, 1 − u), so P(D ≥ d) = 2 (1 − d) from ½ on.
        for d in [0.5, 0.6, 0.9, 1.0] {
            assert!((tail(1, d) - 2.0 * (1.0 - d)).abs() < 1e-12, "{d}");
        }
        assert!((tail(1, 0.3) - 1.0).abs() < 1e-12);
    }

    #[test]
    fn the_tail_of_two_is_known_in_closed_form() {
        // Two places, from the area of the square: P(D < d) = 2 (2d − ½)² up to d = ½, and
        // 1 − 2 (1 − d)² beyond.
        for d in [0.26, 0.3, 0.4, 0.49] {
            assert!(
                (1.0 - tail(2, d) - 2.0 * (2.0 * d - 0.5_f64).powi(2)).abs() < 1e-12,
                "{d}"
            );
        }
        for d in [0.5, 0.7, 0.9] {
            assert!((tail(2, d) - 2.0 * (1.0 - d).powi(2)).abs() < 1e-12, "{d}");
        }
    }

    #[test]
    fn the_example_of_marsaglia_tsang_and_wang_comes_out() {
        // Their paper: K(10, 0.274) = 0.6284796154565043.
        assert!((1.0 - tail(10, 0.274) - 0.628_479_615_456_504_3).abs() < 1e-12);
    }

    #[test]
    fn the_ways_to_the_tail_meet() {
        let d = (4.0 / count(EXACT)).sqrt();
        assert!((2.0 * one_sided_tail(EXACT, d) - (1.0 - cdf(EXACT, d))).abs() < 1e-12);
        for z in [0.6, 1.0, 1.4] {
            let d = z / 200_f64.sqrt();
            assert!((expansion(200, d) - cdf(200, d)).abs() < 3e-6, "{z}");
            // The error falls with the square of the number of values.
            let d = z / 800_f64.sqrt();
            assert!((expansion(800, d) - cdf(800, d)).abs() < 2e-7, "{z}");
        }
    }

    #[test]
    fn the_expansion_is_that_of_pelz_and_good() {
        // mpmath at 40 digits, from their formulas, for n = 200; the exact tail is .032369247.
        let tail = 1.0 - expansion(200, 0.100_645_110_295_293);
        assert!((tail - 0.032_369_528_031_105_96).abs() < 1e-13);
        assert!((1.0 - cdf(200, 0.100_645_110_295_293) - 0.032_369_246_918_404).abs() < 1e-12);
    }

    #[test]
    fn the_tail_falls_from_one_to_zero() {
        assert!((tail(5, 0.1) - 1.0).abs() < 1e-15);
        assert!((tail(10_000, 1e-4) - 1.0).abs() < 1e-15);
        assert!(tail(5, 1.0).abs() < 1e-15);
        assert!(tail(1_000_000, 0.5).abs() < 1e-15);
    }
}
