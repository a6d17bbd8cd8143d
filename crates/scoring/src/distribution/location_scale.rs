//! What families share that are one shape, moved and stretched.

use crate::Bounds;

/// Where a distribution lies and how far it spreads.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct LocationScale {
    pub(super) location: f64,
    pub(super) scale: f64,
}

impl LocationScale {
    /// Returns both, or `None` unless the location is finite and the scale positive and finite.
    pub(super) fn new(location: f64, scale: f64) -> Option<Self> {
        let valid = location.is_finite() && scale > 0.0 && scale.is_finite();
        valid.then_some(Self { location, scale })
    }

    /// Returns how many scales a number lies above the location.
    pub(super) fn z(self, x: f64) -> f64 {
        (x - self.location) / self.scale
    }

    /// Returns the score within bounds of a symmetric distribution, given ∫ F² from −∞ to z of the
    /// one that lies around 0.
    pub(super) fn crps_within(
        self,
        bounds: Bounds,
        outcome: f64,
        squared_integral: impl Fn(f64) -> f64,
    ) -> f64 {
        let (low, high) = (self.z(bounds.low()), self.z(bounds.high()));
        let outcome = self.z(bounds.censor(outcome));
        let below = squared_integral(outcome) - squared_integral(low);
        let above = squared_integral(-outcome) - squared_integral(-high);
        self.scale * (below + above)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scale_is_positive_and_all_is_finite() {
        for (location, scale) in [
            (0.0, 0.0),
            (0.0, -1.0),
            (0.0, f64::INFINITY),
            (0.0, f64::NAN),
            (f64::NAN, 1.0),
            (f64::INFINITY, 1.0),
        ] {
            assert_eq!(
                LocationScale::new(location, scale),
                None,
                "{location} {scale}"
            );
        }
    }
}
