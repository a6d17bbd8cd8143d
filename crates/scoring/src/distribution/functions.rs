//! Parts of densities and closed forms that several families share.

use std::f64::consts::{FRAC_2_SQRT_PI, PI};

use statrs::function::gamma::{gamma_lr, gamma_ur};

/// 1/√π.
pub(super) const INV_SQRT_PI: f64 = FRAC_2_SQRT_PI / 2.0;

/// Returns the density of the standard normal.
pub(super) fn normal_density(z: f64) -> f64 {
    normal_ln_density(z).exp()
}

/// Returns the logarithm of the density of the standard normal.
pub(super) fn normal_ln_density(z: f64) -> f64 {
    -0.5 * z * z - 0.5 * (2.0 * PI).ln()
}

/// Returns the logarithm of the gamma function of a positive number.
pub(super) fn ln_gamma(a: f64) -> f64 {
    libm::lgamma(a)
}

/// Returns the logarithm of the beta function of two positive numbers.
pub(super) fn ln_beta(a: f64, b: f64) -> f64 {
    ln_gamma(a) + ln_gamma(b) - ln_gamma(a + b)
}

/// Returns the distribution function at `x` of a gamma distribution with rate 1.
pub(super) fn gamma_cdf(shape: f64, x: f64) -> f64 {
    if x <= 0.0 {
        0.0
    } else if x.is_infinite() {
        1.0
    } else {
        gamma_lr(shape, x)
    }
}

/// Returns the probability beyond `x` of a gamma distribution with rate 1, exact in the tail.
pub(super) fn gamma_tail(shape: f64, x: f64) -> f64 {
    if x <= 0.0 {
        1.0
    } else if x.is_infinite() {
        0.0
    } else {
        gamma_ur(shape, x)
    }
}

/// Returns e⁻ˣ (I₀(x) + I₁(x)), the modified Bessel functions damped, for `x` ≥ 0.
///
/// # References
///
/// - NIST Digital Library of Mathematical Functions, 10.25.2 (series) and 10.40.1 (large `x`).
pub(super) fn bessel_damped(x: f64) -> f64 {
    // From here on the terms of the expansion for large x fall below 1e-17 before they grow again.
    const LARGE: f64 = 30.0;
    if x <= LARGE {
        bessel_series(x)
    } else {
        bessel_expansion(x)
    }
}

fn bessel_series(x: f64) -> f64 {
    let mut term = (-x).exp();
    let mut total = term;
    let mut k = 1.0;
    // The terms of I₀ and I₁ take turns: (x/2)²ᵏ / k!² and (x/2)²ᵏ⁺¹ / (k! (k+1)!).
    while term > f64::EPSILON * total / 4.0 {
        let of_i1 = term * x / (2.0 * k);
        term = of_i1 * x / (2.0 * k);
        total += of_i1 + term;
        k += 1.0;
    }
    total
}

fn bessel_expansion(x: f64) -> f64 {
    let one = |order: f64| {
        let (mut term, mut total, mut k) = (1.0_f64, 1.0, 1.0);
        while term.abs() > f64::EPSILON / 4.0 {
            let odd = 2.0 * k - 1.0;
            term *= (odd * odd - 4.0 * order * order) / (8.0 * k * x);
            total += term;
            k += 1.0;
        }
        total
    };
    (one(0.0) + one(1.0)) / (2.0 * PI * x).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(a: f64, b: f64) -> bool {
        (a - b).abs() <= 1e-14 * b.abs()
    }

    #[test]
    fn the_bessel_functions_agree_with_the_tables() {
        // Abramowitz and Stegun, table 9.8: e⁻¹I₀(1) = .4657596077, e⁻¹I₁(1) = .2079104154.
        assert!((bessel_damped(1.0) - (0.465_759_607_7 + 0.207_910_415_4)).abs() < 2e-10);
        assert!(close(bessel_damped(0.0), 1.0));
    }

    #[test]
    fn the_two_ways_to_the_bessel_functions_meet() {
        for x in [29.0, 30.0, 31.0, 40.0] {
            assert!(close(bessel_series(x), bessel_expansion(x)), "{x}");
        }
    }

    #[test]
    fn the_ends_of_a_support_are_zero_and_one() {
        assert!(gamma_cdf(2.0, 0.0).abs() < 1e-300 && close(gamma_cdf(2.0, f64::INFINITY), 1.0));
        assert!(close(gamma_tail(2.0, -1.0), 1.0) && gamma_tail(2.0, f64::INFINITY).abs() < 1e-300);
    }
}
