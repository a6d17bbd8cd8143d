//! The value of knowing the answer to another question.

use super::information::{entropy, mutual_information};
use crate::Probability;

/// What the answer to one question is worth to the forecast of another, in the mean.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct InformationValue {
    /// The probability of the event before the answer.
    pub event: f64,
    /// How far the probability moves.
    pub movement: f64,
    /// By how much the Brier score falls.
    pub brier_gain: f64,
    /// The same as a part of what knowing the event itself would do; none where it is certain.
    pub brier_share: Option<f64>,
    /// How many bits the answer tells.
    pub bits: f64,
    /// The same as a part of what there is to tell; none where the event is certain.
    pub bits_share: Option<f64>,
}

/// Returns what the answer to a question is worth, from its probability and the event's with a yes
/// and with a no.
///
/// # Formula
///
/// ```text
/// movement    Σ P(c) · |P(U|c) − P(U)|
/// Brier gain  Σ P(c) · (P(U|c) − P(U))²          of P(U) · (1 − P(U))
/// bits        H(U) − Σ P(c) · H(U|c)             of H(U)
/// ```
///
/// The Brier gain is what the expected score falls by once the forecast follows the answer, so it
/// is in the unit of the score that is reported.
///
/// # Example
///
/// ```
/// use foretell_scoring::Probability;
/// use foretell_scoring::bayes::value_of_information;
///
/// let p = |value| Probability::new(value).unwrap();
/// let value = value_of_information(p(0.75), p(0.10), p(0.06));
/// assert!((value.brier_gain - 0.0003).abs() < 1e-9);
/// ```
#[must_use]
pub fn value_of_information(
    condition: Probability,
    if_yes: Probability,
    if_no: Probability,
) -> InformationValue {
    let branches = [
        (condition.get(), if_yes.get()),
        (condition.complement().get(), if_no.get()),
    ];
    let mean = |of: &dyn Fn(f64) -> f64| branches.map(|(weight, p)| weight * of(p)).iter().sum();
    let event: f64 = mean(&|p| p);
    let gain: f64 = mean(&|p| (p - event).powi(2));
    let most = event * (1.0 - event);
    let weights = branches.map(|(weight, _)| weight);
    let bits = mutual_information(&weights, &branches.map(|(_, p)| p));
    let doubt = entropy(&[event, 1.0 - event]);
    InformationValue {
        event,
        movement: mean(&|p| (p - event).abs()),
        brier_gain: gain,
        brier_share: (most > 0.0).then(|| gain / most),
        bits,
        bits_share: (doubt > 0.0).then(|| bits / doubt),
    }
}

/// Returns the event's probability without the condition, from the one with it and the two of
/// their own; `None` where the condition is certain, or the three cannot all be right.
///
/// # Formula
///
/// ```text
/// P(U|¬C) = (P(U) − P(C) · P(U|C)) / (1 − P(C))
/// ```
#[must_use]
pub fn other_branch(
    event: Probability,
    condition: Probability,
    if_yes: Probability,
) -> Option<Probability> {
    let left = event.get() - condition.get() * if_yes.get();
    Probability::new(left / condition.complement().get())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::coherence::sample::assert_close;
    use crate::testing::p;

    #[test]
    fn the_value_of_information_of_the_forecasting_research_institute() {
        // P(U) 9 %, P(C) 75 %, P(U|C) 10 %: P(U|¬C) = (.09 − .075) / .25 = .06. Movement
        // .75 × .01 + .25 × .03; Brier gain .75 × .0001 + .25 × .0009, of .09 × .91.
        let if_no = other_branch(p(0.09), p(0.75), p(0.10)).unwrap();
        assert_close(if_no.get(), 0.06);
        let value = value_of_information(p(0.75), p(0.10), p(0.06));
        assert_close(value.event, 0.09);
        assert_close(value.movement, 0.015);
        assert_close(value.brier_gain, 0.0003);
        assert_close(value.brier_share.unwrap(), 0.0003 / 0.0819);
        // H(.09) − .75 H(.10) − .25 H(.06) = .002862 bits, .66 % of H(.09).
        assert!((value.bits - 0.002_861_892_084).abs() < 1e-10);
        assert!((value.bits_share.unwrap() - 0.006_556_907_194).abs() < 1e-9);
    }

    #[test]
    fn an_answer_that_changes_nothing_is_worth_nothing() {
        let value = value_of_information(p(0.3), p(0.4), p(0.4));
        for worth in [value.movement, value.brier_gain, value.bits] {
            assert!(worth.abs() < 1e-15, "{worth}");
        }
        let certain = value_of_information(p(0.3), p(1.0), p(1.0));
        assert_eq!((certain.brier_share, certain.bits_share), (None, None));
    }

    #[test]
    fn an_answer_that_settles_the_event_is_worth_all_there_is() {
        let value = value_of_information(p(0.3), p(1.0), p(0.0));
        assert_close(value.brier_share.unwrap(), 1.0);
        assert_close(value.bits_share.unwrap(), 1.0);
    }

    #[test]
    fn the_other_branch_must_be_a_probability() {
        assert_eq!(other_branch(p(0.09), p(0.75), p(0.5)), None);
        assert_eq!(other_branch(p(0.09), p(1.0), p(0.09)), None);
    }
}
