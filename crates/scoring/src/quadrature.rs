//! Integrals of smooth functions.

use super::{count, sum};

/// The positive nodes and their weights of Gauss and Legendre's rule with 10 nodes on −1 to 1
/// (Abramowitz and Stegun, table 25.4).
const NODES: [(f64, f64); 5] = [
    (0.148_874_338_981_631_22, 0.295_524_224_714_752_87),
    (0.433_395_394_129_247_2, 0.269_266_719_309_996_35),
    (0.679_409_568_299_024_4, 0.219_086_362_515_982_04),
    (0.865_063_366_688_984_5, 0.149_451_349_150_580_6),
    (0.973_906_528_517_171_7, 0.066_671_344_308_688_14),
];

/// How many panels an integral is cut into: over the 78 units that a normal distribution can fill,
/// panels of a third of a unit, on which 10 nodes are exact to the last digits.
const PANELS: usize = 240;

/// Returns the integral of a smooth function from `from` to `to`.
pub(super) fn integrate(from: f64, to: f64, function: impl Fn(f64) -> f64) -> f64 {
    let half = (to - from) / count(2 * PANELS);
    let panel = |i: usize| {
        let middle = from + half * count(2 * i + 1);
        sum(NODES.map(|(node, weight)| {
            weight * (function(middle - half * node) + function(middle + half * node))
        }))
    };
    half * sum((0..PANELS).map(panel))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_weights_add_up_to_the_width() {
        assert!((integrate(-2.0, 3.0, |_| 1.0) - 5.0).abs() < 1e-13);
    }

    #[test]
    fn smooth_functions_are_integrated_to_the_last_digits() {
        assert!((integrate(0.0, 10.0, f64::exp) / (10_f64.exp_m1()) - 1.0).abs() < 1e-13);
        let peak = integrate(-39.0, 39.0, |x| (-x * x).exp());
        assert!((peak - std::f64::consts::PI.sqrt()).abs() < 1e-13);
    }

    #[test]
    fn nothing_has_no_integral() {
        assert!(integrate(1.0, 1.0, f64::exp).abs() < 1e-300);
    }
}
