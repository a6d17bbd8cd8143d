//! What families share that are one shape, moved and stretched.

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
