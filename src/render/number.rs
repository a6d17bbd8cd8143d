//! How figures are rounded. The only place that rounds.

use crate::metrics::Format;
use crate::model::is_plain;

/// Returns a figure as the table of metrics has it shown.
#[must_use]
pub fn figure(value: f64, format: Format) -> String {
    match format {
        Format::Score => score(value),
        Format::Quantity => quantity(value),
        Format::Percent => percent(value),
        Format::SignedPercent => signed_percent(value),
        Format::Amount | Format::Count => amount(value),
        Format::PValue => p_value(value),
    }
}

/// Returns a score with three decimals; a true minus sign keeps columns straight.
#[must_use]
pub fn score(value: f64) -> String {
    signed(value, 3)
}

/// What sums of figures near 1 leave where they cancel; below it nothing counts.
const ROUNDING: f64 = 1e-9;

/// Returns a figure that may be small: three decimals, more where they hide two figures that
/// count, `0.00030`.
#[must_use]
pub fn small(value: f64) -> String {
    if value >= 0.01 || !value.is_finite() {
        return score(value);
    }
    if value < ROUNDING {
        return score(value.min(0.0));
    }
    let mut places = 3;
    let mut left = value * 100.0;
    while left < 1.0 {
        left *= 10.0;
        places += 1;
    }
    signed(value, places)
}

/// Returns a probability as a whole percentage, `70%`; what would round to 0 or 100 without being
/// it keeps its decimals.
#[must_use]
pub fn percent(value: f64) -> String {
    let whole = (value * 100.0).round();
    let hides = (whole <= 0.0 && value > 0.0) || (whole >= 100.0 && value < 1.0);
    if hides {
        match decimals(value * 100.0, 1).as_str() {
            "0" => "<0.1%".to_owned(),
            "100" => ">99.9%".to_owned(),
            tenths => format!("{tenths}%"),
        }
    } else {
        format!("{whole}%")
    }
}

/// Returns a difference of shares as a percentage with its sign: `+7%`, `-13%`, `0%`.
#[must_use]
pub fn signed_percent(value: f64) -> String {
    let text = percent(value.abs());
    match text.as_str() {
        "0%" | "<0.1%" => "0%".to_owned(),
        _ if value < 0.0 => format!("-{text}"),
        _ => format!("+{text}"),
    }
}

/// Returns a difference of shares in whole points with its sign, `−3`, `+10`, `0`.
#[must_use]
pub fn signed_points(difference: f64) -> String {
    match (difference * 100.0).round() {
        0.0 => "0".to_owned(),
        points if points < 0.0 => format!("−{}", -points),
        points => format!("+{points}"),
    }
}

/// Returns a share as a whole percentage without its sign, for columns headed with one and for the ends
/// of ranges; what would round to 0 or 100 without being it keeps its decimals.
#[must_use]
pub fn whole_percent(value: f64) -> String {
    // What a formula leaves of an end that lies at 0 or 1.
    let end = [0.0, 1.0]
        .into_iter()
        .find(|end| (value - end).abs() < ROUNDING);
    let percent = percent(end.unwrap_or(value));
    percent.trim_end_matches('%').to_owned()
}

/// Returns a number with at most that many decimals, and no zeros at its end.
#[must_use]
pub fn decimals(value: f64, most: usize) -> String {
    if value.abs() >= 1.0 && !is_plain(value) {
        return scientific(value, most.max(2));
    }
    let fixed = format!("{value:.most$}");
    if fixed.contains('.') {
        fixed.trim_end_matches('0').trim_end_matches('.').to_owned()
    } else {
        fixed
    }
}

/// Returns a number with an exponent and at most that many decimals before it, `1.5e100`.
fn scientific(value: f64, most: usize) -> String {
    if !value.is_finite() {
        return signed(value, 0);
    }
    let text = format!("{value:.most$e}");
    match text.split_once('e') {
        Some((digits, exponent)) if digits.contains('.') => {
            let digits = digits.trim_end_matches('0').trim_end_matches('.');
            format!("{digits}e{exponent}")
        }
        _ => text,
    }
}

/// Returns a weight or an effective number: whole where it is whole, else one decimal.
#[must_use]
pub fn amount(value: f64) -> String {
    decimals(value, 1)
}

/// Returns a difference of probabilities in points: `20 points`, `0.5 points`.
#[must_use]
pub fn points(difference: f64) -> String {
    match decimals(difference.abs() * 100.0, 1).as_str() {
        "1" => "1 point".to_owned(),
        points => format!("{points} points"),
    }
}

/// Returns a push in decibans, with its sign: `+5.6`, `-3.0`, `0.0`.
#[must_use]
pub fn decibans(value: f64) -> String {
    let fixed = signed(value, 1);
    if value > 0.0 && fixed != "0.0" {
        format!("+{fixed}")
    } else {
        fixed
    }
}

/// Returns a factor on odds with two figures that count: `×3.6`, `×0.16`, `×49`.
#[must_use]
pub fn factor(value: f64) -> String {
    let decimals_shown = match value {
        value if value >= 10.0 => 0,
        value if value >= 1.0 => 1,
        value if value >= 0.1 => 2,
        _ => 3,
    };
    format!("×{}", signed(value, decimals_shown))
}

/// Returns a place in a drawing: a tenth of a pixel is finer than anyone sees.
#[must_use]
pub fn place(value: f64) -> String {
    // `+ 0.0` after rounding, so that nothing lies at minus zero.
    decimals((value * 10.0).round() / 10.0 + 0.0, 1)
}

/// Returns a p-value with three decimals, `<0.001` for less.
#[must_use]
pub fn p_value(value: f64) -> String {
    if value < 0.001 {
        "<0.001".to_owned()
    } else {
        signed(value, 3)
    }
}

/// Returns a p-value that was drawn at random and has this standard error, with as many decimals, of two at
/// most, as a seed moves by at most one in 95 of 100.
#[must_use]
pub fn drawn_p_value(value: f64, error: f64) -> String {
    let (places, least) = if NORMAL_95 * error <= 0.01 {
        (2, 0.01)
    } else {
        (1, 0.1)
    };
    if value < least {
        format!("<{least}")
    } else {
        signed(value, places)
    }
}

/// In 95 of 100 a normal number lies no further from its mean than so many standard errors.
const NORMAL_95: f64 = 1.96;

/// Returns a quantity in its own unit, with three figures that matter.
#[must_use]
pub fn quantity(value: f64) -> String {
    if value == 0.0 || !value.is_finite() {
        return signed(value, 0);
    }
    if !is_plain(value) {
        return scientific(value, 2);
    }
    let magnitude = value.abs().log10().floor();
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "between 0 and 12"
    )]
    let places = (2.0 - magnitude).clamp(0.0, 12.0) as usize;
    // A large number keeps three figures as well: 17,934 is 17900.
    let scale = 10_f64.powf((magnitude - 2.0).max(0.0));
    decimals(
        if scale > 1.0 {
            (value / scale).round() * scale
        } else {
            value
        },
        places,
    )
}

/// Returns a number with exactly that many decimals.
pub(super) fn signed(value: f64, places: usize) -> String {
    if value == f64::INFINITY {
        return "∞".to_owned();
    }
    if value == f64::NEG_INFINITY {
        return "−∞".to_owned();
    }
    if value.abs() >= 1.0 && !is_plain(value) {
        return scientific(value, places);
    }
    let fixed = format!("{:.places$}", value.abs());
    let zero = fixed.bytes().all(|b| matches!(b, b'0' | b'.'));
    if value < 0.0 && !zero {
        format!("-{fixed}")
    } else {
        fixed
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scores_have_three_decimals_and_no_negative_zero() {
        assert_eq!(score(0.144_49), "0.144");
        assert_eq!(score(-0.000_1), "0.000");
        assert_eq!(score(-0.25), "-0.250");
        assert_eq!(score(f64::INFINITY), "∞");
    }

    #[test]
    fn a_percentage_never_claims_certainty_that_is_not_there() {
        assert_eq!(percent(0.7), "70%");
        assert_eq!(percent(0.0), "0%");
        assert_eq!(percent(1.0), "100%");
        assert_eq!(percent(0.001), "0.1%");
        assert_eq!(percent(0.999), "99.9%");
    }

    #[test]
    fn points_have_their_sign() {
        let all = [-0.031, 0.0, 0.004, 0.1].map(signed_points);
        assert_eq!(all, ["−3", "0", "0", "+10"]);
    }

    #[test]
    fn pushes_have_a_sign_and_factors_two_figures() {
        let all = [5.606, -3.01, 0.04, -0.04].map(decibans);
        assert_eq!(all, ["+5.6", "-3.0", "0.0", "0.0"]);
        let all = [3.64, 0.163, 49.2, 0.021].map(factor);
        assert_eq!(all, ["×3.6", "×0.16", "×49", "×0.021"]);
    }

    #[test]
    fn points_are_whole_where_they_are() {
        assert_eq!(points(0.2), "20 points");
        assert_eq!(points(-0.125), "12.5 points");
        assert_eq!(points(0.01), "1 point");
    }

    #[test]
    fn small_figures_keep_two_that_count() {
        let all = [0.063, 0.015, 0.002_86, 0.000_3, 0.0, 1e-17].map(small);
        assert_eq!(
            all,
            ["0.063", "0.015", "0.0029", "0.00030", "0.000", "0.000"]
        );
    }

    #[test]
    fn a_small_p_value_is_not_shown_as_zero() {
        assert_eq!(p_value(0.000_2), "<0.001");
        assert_eq!(p_value(0.062_6), "0.063");
        assert_eq!(p_value(1.0), "1.000");
        assert_eq!(drawn_p_value(0.304, 0.0046), "0.30");
        assert_eq!(drawn_p_value(0.004, 0.0006), "<0.01");
        assert_eq!(drawn_p_value(0.304, 0.0146), "0.3");
        assert_eq!(drawn_p_value(0.04, 0.0062), "<0.1");
    }

    #[test]
    fn a_quantity_has_three_figures_whatever_its_size() {
        assert_eq!(quantity(17_934.2), "17900");
        assert_eq!(quantity(0.012_345), "0.0123");
        assert_eq!(quantity(2.0), "2");
        assert_eq!(quantity(-123.4), "-123");
        assert_eq!(quantity(0.0), "0");
        assert_eq!(quantity(f64::INFINITY), "∞");
    }

    #[test]
    fn large_numbers_have_an_exponent() {
        assert_eq!(quantity(1e100), "1e100");
        assert_eq!(quantity(-1.236e15), "-1.24e15");
        assert_eq!(quantity(123_456_789_012_345.0), "123000000000000");
        assert_eq!(quantity(1.5e-150), "1.5e-150");
        assert_eq!(score(2.34567e20), "2.346e20");
        assert_eq!(decimals(1e100, 1), "1e100");
        assert_eq!(decimals(1e-100, 1), "0");
        assert_eq!(amount(4_294_967_295.0), "4294967295");
    }

    #[test]
    fn whole_amounts_have_no_decimals() {
        assert_eq!(amount(12.0), "12");
        assert_eq!(amount(11.96), "12");
        assert_eq!(amount(11.94), "11.9");
        assert_eq!(amount(0.0), "0");
    }
}
