//! Parts of densities and closed forms that both families share.

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
