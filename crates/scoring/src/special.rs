//! The normal, χ², t, beta and binomial distributions, as far as tests and intervals need them.

use std::f64::consts::{SQRT_2, TAU};

use libm::{erfc, lgamma as ln_gamma};
use statrs::function::erf::erfc_inv;
use statrs::function::gamma::gamma_ur;

/// Returns the probability that a standard normal variable is at most `z`.
#[must_use]
pub fn normal_cdf(z: f64) -> f64 {
    0.5 * erfc(-z / SQRT_2)
}

/// Returns the value that a standard normal variable exceeds with probability 1 − `p`.
#[must_use]
pub fn normal_quantile(p: f64) -> f64 {
    -SQRT_2 * erfc_inv(2.0 * p)
}

/// Returns the probability that a standard normal variable is at least as far from 0 as `z`.
#[must_use]
pub fn normal_two_sided(z: f64) -> f64 {
    erfc(z.abs() / SQRT_2)
}

/// Returns the probability that a χ² variable is at least `x`.
#[must_use]
pub fn chi_squared_upper(x: f64, degrees: f64) -> f64 {
    if x > 0.0 {
        gamma_ur(degrees / 2.0, x / 2.0)
    } else {
        1.0
    }
}

/// Returns the probability that Student's t is at least as far from 0 as `t`.
#[must_use]
pub fn student_two_sided(t: f64, degrees: f64) -> f64 {
    let square = t * t;
    beta_cdf(degrees / (degrees + square), degrees / 2.0, 0.5)
}

/// Returns how far from 0 Student's t stays with the given probability.
#[must_use]
pub fn student_half_width(level: f64, degrees: f64) -> f64 {
    let x = beta_quantile(1.0 - level, degrees / 2.0, 0.5);
    (degrees * (1.0 - x) / x).sqrt()
}

/// Returns the probability that a beta variable is at most `x`.
///
/// The usual libraries stop the continued fraction early, and are wrong in the third digit where
/// `a` and `b` are counts of half a million; here it runs until it settles.
///
/// # References
///
/// - DLMF, <https://dlmf.nist.gov/8.17#v>: the continued fraction.
/// - Lentz, W. J. (1976). Generating Bessel functions in Mie scattering calculations using
///   continued fractions. *Applied Optics*, 15(3), 668–671.
#[must_use]
pub fn beta_cdf(x: f64, a: f64, b: f64) -> f64 {
    if x <= 0.0 {
        0.0
    } else if x >= 1.0 {
        1.0
    } else if x > (a + 1.0) / (a + b + 2.0) {
        // The fraction settles fast only below the mean.
        1.0 - beta_power(x, a, b) / b / beta_fraction(1.0 - x, b, a)
    } else {
        beta_power(x, a, b) / a / beta_fraction(x, a, b)
    }
}

/// Returns the continued fraction 1 + d₁/(1 + d₂/(1 + …)) of the incomplete beta function.
fn beta_fraction(x: f64, a: f64, b: f64) -> f64 {
    // Takes about √max(a, b) steps; a count of 10¹⁰ would take the last.
    const STEPS: u32 = 100_000;
    let term = |step: u32| {
        let m = f64::from(step / 2);
        let place = a + f64::from(step);
        if step.is_multiple_of(2) {
            m * (b - m) * x / ((place - 1.0) * place)
        } else {
            -(a + m) * (a + b + m) * x / ((place - 1.0) * place)
        }
    };
    let nonzero = |value: f64| {
        if value == 0.0 {
            f64::MIN_POSITIVE
        } else {
            value
        }
    };
    let (mut fraction, mut upper, mut lower) = (1.0, 1.0, 0.0);
    for step in 1..STEPS {
        let term = term(step);
        lower = 1.0 / nonzero(1.0 + term * lower);
        upper = nonzero(1.0 + term / upper);
        fraction *= upper * lower;
        if (upper * lower - 1.0).abs() < f64::EPSILON {
            break;
        }
    }
    fraction
}

/// Returns xᵃ (1 − x)ᵇ / B(a, b), without the cancellation of large logarithms.
///
/// # References
///
/// - Loader, C. (2000). *Fast and accurate computation of binomial probabilities.*
fn beta_power(x: f64, a: f64, b: f64) -> f64 {
    let (n, mean) = (a + b, a / (a + b));
    let deviance = a * log_minus(x / mean, (x - mean) / mean)
        + b * log_minus((1.0 - x) / (1.0 - mean), (mean - x) / (1.0 - mean));
    let stirling = stirling_error(n) - stirling_error(a) - stirling_error(b);
    (a * b / (n * TAU)).sqrt() * (deviance + stirling).exp()
}

/// Returns ln r − u, where u is r − 1.
fn log_minus(r: f64, u: f64) -> f64 {
    if u.abs() > 0.01 {
        return r.ln() - u;
    }
    // −u² (1/2 − u/3 + u²/4 − …); eight terms reach the last digit where |u| ≤ 0.01.
    let terms = (2..10).rev().map(f64::from);
    -u * u * terms.fold(0.0, |rest, k| 1.0 / k - u * rest)
}

/// Returns ln Γ(z) − ((z − ½) ln z − z + ½ ln 2π).
fn stirling_error(z: f64) -> f64 {
    if z < 16.0 {
        return ln_gamma(z) - ((z - 0.5) * z.ln() - z + 0.5 * TAU.ln());
    }
    let w = 1.0 / (z * z);
    (1.0 / 12.0 - w * (1.0 / 360.0 - w * (1.0 / 1260.0 - w * (1.0 / 1680.0 - w / 1188.0)))) / z
}

/// Returns the value that a beta variable stays below with probability `p`.
///
/// Newton's method inside a bracket that halves whenever a step would leave it.
#[must_use]
pub fn beta_quantile(p: f64, a: f64, b: f64) -> f64 {
    // More than enough to halve from 1 down to the smallest number.
    const STEPS: usize = 1100;
    if p <= 0.0 || p >= 1.0 {
        return p.clamp(0.0, 1.0);
    }
    let (mut low, mut high) = (0.0, 1.0);
    let mut x = a / (a + b);
    for _ in 0..STEPS {
        let excess = beta_cdf(x, a, b) - p;
        if excess > 0.0 {
            high = x;
        } else {
            low = x;
        }
        let newton = x - excess * x * (1.0 - x) / beta_power(x, a, b);
        let inside = low < newton && newton < high;
        let next = if inside { newton } else { low.midpoint(high) };
        let settled = (next - x).abs() <= f64::EPSILON * x;
        x = next;
        if settled {
            break;
        }
    }
    x
}

#[cfg(test)]
mod tests {
    use super::*;

    fn assert_close(value: f64, expected: f64, relative: f64) {
        assert!(
            (value - expected).abs() <= relative * expected.abs(),
            "{value}, not {expected}"
        );
    }

    #[test]
    fn the_normal_distribution_agrees_with_tables() {
        // mpmath 1.3, 40 digits: erfc(5/√2)/2 and √2 erfinv(0.95).
        assert_close(normal_cdf(-5.0), 2.866_515_718_791_939e-7, 1e-10);
        assert_close(normal_quantile(0.975), 1.959_963_984_540_054, 1e-14);
        assert_close(normal_two_sided(-1.0), 0.317_310_507_862_914_1, 1e-10);
    }

    #[test]
    fn the_chi_squared_distribution_agrees_with_tables() {
        // mpmath 1.3: gammainc(df/2, x/2, inf, regularized=True).
        assert_close(chi_squared_upper(5.0, 2.0), 0.082_084_998_623_898_8, 1e-14);
        assert_close(
            chi_squared_upper(198.0, 10.0),
            4.215_985_026_199_542e-37,
            1e-12,
        );
        assert_close(chi_squared_upper(0.0, 3.0), 1.0, 0.0);
    }

    #[test]
    fn the_beta_distribution_keeps_its_digits_for_counts_of_millions() {
        // mpmath 1.3, 30 digits: the integral of the density.
        let cases = [
            (3.0, 7.0, 0.3, 0.537_168_834),
            (0.5, 1.5, 0.25, 0.608_997_781_044_229_4),
            (500.0, 1500.0, 0.25, 0.503_433_818_406_819_1),
            (
                500.0,
                1500.0,
                0.211_279_845_366_881_69,
                1.694_693_957_811_886e-5,
            ),
            (400_000.0, 600_000.0, 0.4, 0.500_054_289_176_200_9),
            (
                400_000.0,
                600_000.0,
                0.399_020_204_592_784_3,
                0.022_728_058_681_691_75,
            ),
            (5e6, 5e6, 0.5, 0.5),
            (5e6, 5e6, 0.499_683_772_249_794_54, 0.022_750_129_248_628_28),
        ];
        for (a, b, x, p) in cases {
            // The last digit of x moves p by about √(a + b) digits.
            assert_close(beta_cdf(x, a, b), p, 1e-14 * (a + b).sqrt().max(10.0));
        }
    }

    #[test]
    fn a_quantile_undoes_the_distribution() {
        for (a, b) in [(0.5, 0.5), (1.0, 20.0), (20.5, 0.5), (3e6, 7e6), (1.0, 1e6)] {
            for p in [1e-6, 0.025, 0.5, 0.975] {
                assert_close(beta_cdf(beta_quantile(p, a, b), a, b), p, 1e-11);
            }
        }
        assert_close(beta_quantile(0.0, 2.0, 3.0) + 1.0, 1.0, 0.0);
    }

    #[test]
    fn students_t_agrees_with_tables() {
        // mpmath 1.3: betainc(df/2, 1/2, 0, df/(df + t²), regularized=True).
        assert_close(student_two_sided(2.0, 5.0), 0.101_939_478_829_858_36, 1e-13);
        // mpmath 1.3, 30 digits: the root of the same in t.
        assert_close(student_half_width(0.95, 10.0), 2.228_138_851_986_275, 1e-13);
        // With many degrees of freedom it is the normal distribution.
        assert_close(student_half_width(0.95, 1e8), 1.959_963_984_540_054, 1e-7);
    }
}
