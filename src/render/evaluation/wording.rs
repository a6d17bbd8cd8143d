//! The wording of evaluations, as the profession has it. Differences are outturn less forecast.

use crate::analysis::review::Share;
use crate::model::Band;
use crate::render::number::{decimals, percent, score, whole_percent};
use crate::render::value::{band_text, count};
use crate::scoring::Interval;
use crate::scoring::calibration::Verdict;

/// What stands where the cases do not say.
pub(super) const TOO_FEW: &str = "too few to tell";

/// Returns a figure with its interval: `0.144 (0.090–0.210)`.
pub(super) fn with_interval(value: f64, interval: Option<Interval>) -> String {
    match interval {
        Some(one) => format!("{} ({}–{})", score(value), score(one.low), score(one.high)),
        None => score(value),
    }
}

/// Returns a difference of shares in points, with its sign: `+6 points`.
pub(super) fn points(value: f64) -> String {
    let whole = decimals(value.abs() * 100.0, 0);
    let sign = match whole.as_str() {
        "0" => "",
        _ if value < 0.0 => "-",
        _ => "+",
    };
    if whole == "1" {
        format!("{sign}1 point")
    } else {
        format!("{sign}{whole} points")
    }
}

/// Returns an interval of a difference of shares: `-4 to +16`.
pub(super) fn points_interval(interval: Interval) -> String {
    let bare = |value: f64| {
        let text = points(value);
        text.trim_end_matches('s')
            .trim_end_matches(" point")
            .to_owned()
    };
    format!("{} to {}", bare(interval.low), bare(interval.high))
}

/// Returns an interval of a share: `54–87%`.
pub(super) fn share_interval(interval: Interval) -> String {
    format!(
        "{}–{}%",
        whole_percent(interval.low),
        whole_percent(interval.high)
    )
}

/// Returns whether a difference is more than chance, as far as its interval says.
pub(super) fn is_sure(share: &Share) -> bool {
    share
        .interval
        .is_some_and(|one| one.low > 0.0 || one.high < 0.0)
}

/// Returns what a row of the yardstick table says: "of 23 judgements given as *likely*, 17 came
/// about (74%), inside the 55–80% that the term denotes".
pub(super) fn term(
    word: &str,
    said: bool,
    (n, events): (usize, usize),
    band: Band,
    verdict: Verdict,
) -> String {
    let given = if said {
        format!("given as “{word}”")
    } else {
        format!("given in numbers that fall under “{word}”")
    };
    let share = crate::scoring::count(events) / crate::scoring::count(n).max(1.0);
    let range = band_text(band);
    let judged = match verdict {
        Verdict::TooFew => format!("{TOO_FEW} whether that is the {range} that the term denotes"),
        Verdict::InBand => format!("inside the {range} that the term denotes"),
        Verdict::Below => format!("below the {range} that the term denotes"),
        Verdict::Above => format!("above the {range} that the term denotes"),
        Verdict::Consistent => {
            format!("which is consistent with the {range} that the term denotes")
        }
    };
    format!(
        "Of {} {given}, {events} came about ({}), {judged}.",
        count(n, "judgement"),
        percent(share)
    )
}

/// Returns what the mean of outturn less forecast says.
pub(super) fn bias(bias: &Share) -> Option<String> {
    let value = bias.value.ok()?;
    let interval = bias
        .interval
        .map(|one| format!(", {}", points_interval(one)))
        .unwrap_or_default();
    let figure = format!("{}{interval}", points(value));
    Some(if !is_sure(bias) {
        format!(
            "on average what was said and what happened do not differ by more than chance ({figure})"
        )
    } else if value > 0.0 {
        format!("on average too little weight was given to events that happened ({figure})")
    } else {
        format!("on average too much weight was given to events that did not happen ({figure})")
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Probability;

    fn band() -> Band {
        let end = |p: f64| Probability::new(p).unwrap();
        Band::closed(end(0.55), end(0.8))
    }

    #[test]
    fn a_term_is_worded_by_its_verdict() {
        assert_eq!(
            term("likely", true, (23, 17), band(), Verdict::InBand),
            "Of 23 judgements given as “likely”, 17 came about (74%), inside the 55–80% that the term denotes."
        );
        assert_eq!(
            term("likely", false, (1, 0), band(), Verdict::TooFew),
            "Of 1 judgement given in numbers that fall under “likely”, 0 came about (0%), too few to tell whether that is the 55–80% that the term denotes."
        );
    }

    #[test]
    fn a_bias_speaks_only_where_its_interval_does() {
        let share = |value: f64, low: f64, high: f64| Share {
            value: Ok(value),
            interval: Some(Interval { low, high }),
        };
        assert_eq!(
            bias(&share(0.06, -0.04, 0.16)).unwrap(),
            "on average what was said and what happened do not differ by more than chance (+6 points, -4 to +16)"
        );
        assert!(
            bias(&share(0.06, 0.01, 0.12))
                .unwrap()
                .contains("too little weight")
        );
        assert!(
            bias(&share(-0.06, -0.1, -0.01))
                .unwrap()
                .contains("too much weight")
        );
    }

    #[test]
    fn points_have_a_sign_unless_they_are_none() {
        assert_eq!(points(0.012), "+1 point");
        assert_eq!(points(-0.2), "-20 points");
        assert_eq!(points(-0.001), "0 points");
    }
}
