//! Parts of densities, closed forms and quantiles that several families share.

use std::f64::consts::{FRAC_2_SQRT_PI, PI};

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

/// Returns the number between two others, to the last digit, from which on something no longer holds
/// that holds before it.
pub(super) fn crossing(mut low: f64, mut high: f64, holds: impl Fn(f64) -> bool) -> f64 {
    loop {
        let middle = low.midpoint(high);
        if middle <= low || high <= middle {
            return high;
        }
        if holds(middle) {
            low = middle;
        } else {
            high = middle;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_crossing_is_found_to_the_last_digit() {
        let root = crossing(0.0, 2.0, |x| x * x < 2.0);
        assert!((root - 2_f64.sqrt()).abs() < 1e-15);
        assert!(crossing(-3.0, 3.0, |x| x < 0.0).abs() < 1e-300);
        assert!((crossing(1.0, 1.0, |_| true) - 1.0).abs() < 1e-300);
    }
}
