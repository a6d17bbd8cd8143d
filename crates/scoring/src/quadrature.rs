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

/// How often a panel is halved at most: where a function still bends then, it is next to nothing wide.
const HALVINGS: u32 = 60;

/// Returns the integral of a smooth function from `from` to `to`.
pub(super) fn integrate(from: f64, to: f64, function: impl Fn(f64) -> f64) -> f64 {
    let half = (to - from) / count(2 * PANELS);
    let panel = |i: usize| at_nodes(from + half * count(2 * i + 1), half, &function);
    half * sum((0..PANELS).map(panel))
}

/// Returns the integral of a function that is smooth between rising knots, from the first to the last, and
/// does not vanish within a part of what lies between two: that is halved until it changes no more than a
/// part in 10¹¹ of the whole, by when it is far nearer.
pub(super) fn integrate_between(knots: &[f64], function: impl Fn(f64) -> f64) -> f64 {
    let whole = |pair: &[f64]| panel(pair[0], pair[1], &function);
    let wholes: Vec<f64> = knots.windows(2).map(whole).collect();
    let least = sum(wholes.iter().copied()) * 1e-11;
    let settled =
        |(pair, whole): (&[f64], f64)| halved(pair[0], pair[1], whole, least, HALVINGS, &function);
    sum(knots.windows(2).zip(wholes).map(settled))
}

/// Returns the integral of a function over a panel whose integral in one piece is `whole`.
fn halved(
    from: f64,
    to: f64,
    whole: f64,
    least: f64,
    times: u32,
    function: &impl Fn(f64) -> f64,
) -> f64 {
    let middle = from.midpoint(to);
    let [left, right] = [(from, middle), (middle, to)].map(|(a, b)| panel(a, b, function));
    if times == 0 || (left + right - whole).abs() <= least {
        return left + right;
    }
    halved(from, middle, left, least, times - 1, function)
        + halved(middle, to, right, least, times - 1, function)
}

fn panel(from: f64, to: f64, function: &impl Fn(f64) -> f64) -> f64 {
    let half = (to - from) / 2.0;
    half * at_nodes(from + half, half, function)
}

/// Returns the weighted sum of a function at the nodes of a panel.
fn at_nodes(middle: f64, half: f64, function: &impl Fn(f64) -> f64) -> f64 {
    sum(NODES.map(|(node, weight)| {
        weight * (function(middle - half * node) + function(middle + half * node))
    }))
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
    fn functions_that_bend_sharply_are_integrated_where_they_bend() {
        let root = integrate_between(&[0.0, 0.5, 1.0], |x| x.powf(0.02));
        assert!((root - 1.0 / 1.02).abs() < 1e-11, "{root}");
        let knots: Vec<f64> = (0..30).map(|n| 4_f64.powi(n)).collect();
        let far = integrate_between(&knots, |x| x.powi(-2));
        assert!((far - 1.0).abs() < 1e-11, "{far}");
    }

    #[test]
    fn nothing_has_no_integral() {
        assert!(integrate_between(&[1.0], f64::exp).abs() < 1e-300);
        assert!(integrate(1.0, 1.0, f64::exp).abs() < 1e-300);
    }
}
