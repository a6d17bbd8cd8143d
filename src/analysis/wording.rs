//! Numbers in sentences: to a tenth of a percent, which is finer than anybody states one.

use super::scenarios::Own;
use crate::scoring::bayes::Belief;
use crate::scoring::coherence::ProbabilityRange;

/// Returns a probability, `70%` or `52.5%`.
#[must_use]
pub fn percent(value: f64) -> String {
    format!("{}%", tenths(value))
}

/// Returns a difference of probabilities, `20 points`.
#[must_use]
pub fn points(difference: f64) -> String {
    let points = tenths(difference.abs());
    if points == "1" {
        "1 point".to_owned()
    } else {
        format!("{points} points")
    }
}

/// Returns a range, `55–80%`, or the number that it is.
#[must_use]
pub fn range(range: ProbabilityRange) -> String {
    if range.is_point() {
        percent(range.low())
    } else {
        format!("{}–{}%", tenths(range.low()), tenths(range.high()))
    }
}

/// Returns a number with its range where it has one, `67.5% (55–80%)`.
#[must_use]
pub fn belief(belief: Belief) -> String {
    if belief.range().is_point() {
        percent(belief.point())
    } else {
        format!("{} ({})", percent(belief.point()), range(belief.range()))
    }
}

/// Returns that what is said of an indicator does not fit what the set implies, as somebody has it.
#[must_use]
pub fn misfit(own: &Own<'_>, id: &str, set_by: &str, implied: Belief) -> String {
    let says = match own.by[..] {
        [one] => format!("{one} says {}", belief(own.says)),
        _ => format!(
            "{} say {} on average",
            own.by.join(" and "),
            belief(own.says)
        ),
    };
    let own_set = if own.by[..] == [set_by] { " own" } else { "" };
    format!(
        "{says} of {id}; by {set_by}'s{own_set} set it is {}: {} apart",
        belief(implied),
        points(own.gap)
    )
}

/// Returns hundred times a number, to a tenth.
pub(super) fn tenths(value: f64) -> String {
    // `+ 0.0` takes the sign off a zero.
    ((value * 1000.0).round() / 10.0 + 0.0).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_as_one_would_write_them() {
        assert_eq!(percent(0.7), "70%");
        assert_eq!(percent(0.525), "52.5%");
        assert_eq!(percent(1.0 / 3.0), "33.3%");
        assert_eq!(percent(-0.000_1), "0%");
        assert_eq!(points(0.6 - 0.45), "15 points");
        assert_eq!(points(-0.01), "1 point");
        assert_eq!(range(ProbabilityRange::rounded(0.55, 0.8)), "55–80%");
    }
}
