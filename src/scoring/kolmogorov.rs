//! The distribution of the Kolmogorov–Smirnov distance of a uniform sample.

use libm::lgamma as ln_gamma;

use super::{count, sum};

/// Beyond this n d² the two sides are as good as never exceeded together (e⁻³² or less), so that
/// the two-sided tail is twice the one-sided one to machine precision.
const FAR: f64 = 4.0;

/// The largest sample for which the middle of the distribution is worked out exactly; beyond, its
/// limit is right to four decimals.
const LARGEST: usize = 1000;

/// Returns the probability that the distance between a uniform sample's distribution and the
/// diagonal is at least `d`.
///
/// # References
///
/// - Birnbaum, Z. W. and Tingey, F. H. (1951). One-sided confidence contours for probability
///   distribution functions. *Annals of Mathematical Statistics*, 22(4), 592–596.
/// - Marsaglia, G., Tsang, W. W. and Wang, J. (2003). Evaluating Kolmogorov's distribution. *Journal
///   of Statistical Software*, 8(18), 1–4.
/// - Vrbik, J. (2018). Small-sample corrections to Kolmogorov–Smirnov test statistic. *Pioneer
///   Journal of Theoretical and Applied Statistics*, 15(1–2), 15–23.
pub(super) fn tail(n: usize, d: f64) -> f64 {
    let size = count(n);
    let tail = if d >= 1.0 {
        0.0
    } else if 2.0 * size * d <= 1.0 {
        // No sample comes nearer to the diagonal than half a step.
        1.0
    } else if size * d * d > FAR || d >= 0.5 {
        2.0 * one_sided_tail(n, d)
    } else if n <= LARGEST {
        1.0 - cdf(n, d)
    } else {
        limit_tail(n, d)
    };
    tail.clamp(0.0, 1.0)
}

/// Returns d Σⱼ C(n, j) (d + j/n)ʲ⁻¹ (1 − d − j/n)ⁿ⁻ʲ, over j ≤ n (1 − d).
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

/// Returns the limit 2 Σⱼ (−1)ʲ⁻¹ e^(−2 j² z²), at the z that suits samples of this size.
fn limit_tail(n: usize, d: f64) -> f64 {
    // Vrbik's correction of √n d, which makes up for the sample's being finite.
    let root = count(n).sqrt();
    let z = root * d + 1.0 / (6.0 * root) + (root * d - 1.0) / (4.0 * count(n));
    let term = |j: u32| (-2.0 * (f64::from(j) * z).powi(2)).exp();
    // At the smallest z that is not called certain, below, the hundredth term is nothing.
    if z < 0.2 {
        return 1.0;
    }
    2.0 * sum((1..100).map(|j| if j % 2 == 1 { term(j) } else { -term(j) }))
}

/// Returns the probability of a distance below `d`: n!/nⁿ times the middle element of the n-th power
/// of a matrix of order 2 ⌊n d⌋ + 1.
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
        for n in [50, 200] {
            let d = (FAR / count(n)).sqrt();
            assert!(
                (2.0 * one_sided_tail(n, d) - (1.0 - cdf(n, d))).abs() < 1e-12,
                "{n}"
            );
        }
        for z in [0.6, 1.0, 1.5, 1.9] {
            let d = z / count(LARGEST).sqrt();
            assert!(
                (limit_tail(LARGEST, d) - (1.0 - cdf(LARGEST, d))).abs() < 2e-5,
                "{z}"
            );
        }
    }

    #[test]
    fn the_tail_falls_from_one_to_zero() {
        assert!((tail(5, 0.1) - 1.0).abs() < 1e-15);
        assert!((tail(10_000, 1e-4) - 1.0).abs() < 1e-15);
        assert!(tail(5, 1.0).abs() < 1e-15);
        assert!(tail(1_000_000, 0.5).abs() < 1e-15);
    }
}
