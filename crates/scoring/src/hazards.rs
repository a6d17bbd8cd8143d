//! Deadline chains: what they imply from one deadline to the next, and what time should do to them.

use super::coherence::ProbabilityRange;
use crate::Probability;

/// A deadline and the probability that the event happens by then.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Deadline {
    /// The time from the estimate to the deadline, in any unit.
    pub after: f64,
    /// The probability of the event by then.
    pub by: ProbabilityRange,
}

/// The time from one deadline to the next.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct HazardSpan {
    /// When it begins: the deadline before, or the day of the estimate.
    pub from: f64,
    /// When it ends.
    pub to: f64,
    /// The probability of the event within it, given that it has not happened before; none where
    /// it must have.
    pub hazard: Option<ProbabilityRange>,
    /// What the hazard would be if the chance per day were the same all along, up to the last
    /// deadline: above it the event is more pressing in this span than in the chain as a whole.
    pub steady: ProbabilityRange,
}

impl HazardSpan {
    /// Returns whether nothing can happen in it: the chain is flat across the gap.
    #[must_use]
    pub fn is_flat(&self) -> bool {
        self.hazard.is_some_and(|hazard| hazard.high() <= 0.0)
    }
}

/// Returns the hazards that a chain of deadlines implies, the first being the probability of the
/// first deadline. The deadlines must come in order.
///
/// # Example
///
/// ```
/// use foretell_scoring::Probability;
/// use foretell_scoring::hazards::{Deadline, spans};
///
/// let deadline = |after, p| Deadline { after, by: Probability::new(p).unwrap().into() };
/// let spans = spans(&[deadline(1.0, 0.3), deadline(2.0, 0.5)]);
/// assert!((spans[1].hazard.unwrap().low() - 0.286).abs() < 0.001);
/// ```
#[must_use]
pub fn spans(chain: &[Deadline]) -> Vec<HazardSpan> {
    let start = Deadline {
        after: 0.0,
        by: Probability::ZERO.into(),
    };
    let Some(last) = chain.last() else {
        return vec![];
    };
    let befores = std::iter::once(&start).chain(chain);
    befores
        .zip(chain)
        .map(|(before, deadline)| {
            let whole = last.after;
            let length = deadline.after - before.after;
            HazardSpan {
                from: before.after,
                to: deadline.after,
                hazard: hazard(before.by, deadline.by),
                steady: spread(last.by, |p| steady(p, whole, length)),
            }
        })
        .collect()
}

/// Returns the probability that the event happens by the later deadline if it has not by the
/// earlier one; `None` where it must have.
///
/// It is also what an estimate for the later deadline becomes when the earlier one has passed and
/// nothing has happened.
///
/// # Formula
///
/// ```text
/// (P₂ − P₁) / (1 − P₁)
/// ```
///
/// Of ranges the least is from the greatest `P₁` and the least `P₂`, and never below 0.
#[must_use]
pub fn hazard(earlier: ProbabilityRange, later: ProbabilityRange) -> Option<ProbabilityRange> {
    let of = |p1: f64, p2: f64| ((p2 - p1) / (1.0 - p1)).max(0.0);
    if earlier.low() >= 1.0 {
        return None;
    }
    let low = if earlier.high() < 1.0 {
        of(earlier.high(), later.low())
    } else {
        0.0
    };
    Some(ProbabilityRange::rounded(
        low,
        of(earlier.low(), later.high()),
    ))
}

/// Returns the probability of the event within a shorter time, if its chance per day is the same
/// throughout.
///
/// # Formula
///
/// ```text
/// P(t) = 1 − (1 − P(T))^(t/T)
/// ```
///
/// Times outside 0 to `whole` count as the nearer end.
///
/// # Example
///
/// ```
/// use foretell_scoring::Probability;
/// use foretell_scoring::hazards::steady;
///
/// let within_a_year = steady(Probability::HALF, 3.0, 1.0);
/// assert!((within_a_year.get() - 0.206).abs() < 0.001);
/// ```
#[must_use]
pub fn steady(by_end: Probability, whole: f64, time: f64) -> Probability {
    let share = if whole > 0.0 {
        (time / whole).clamp(0.0, 1.0)
    } else {
        1.0
    };
    if share == 0.0 {
        return Probability::ZERO;
    }
    let survives = share * (-by_end.get()).ln_1p();
    Probability::new(-survives.exp_m1()).unwrap_or(by_end)
}

/// Returns what an estimate becomes when some of the time has passed and nothing has happened, if
/// the chance per day is the same throughout: the figure for the time that is left.
///
/// # Formula
///
/// ```text
/// (P(T) − P(s)) / (1 − P(s)) = 1 − (1 − P(T))^((T − s)/T)
/// ```
#[must_use]
pub fn lowered(at_start: Probability, whole: f64, passed: f64) -> Probability {
    steady(at_start, whole, whole - passed.clamp(0.0, whole.max(0.0)))
}

/// Returns the constant-hazard figure for an estimate that has gone stale: time has passed, the
/// event has not happened, and its probability has not been lowered. `None` where it is not stale.
///
/// Before the deadline a certain and an impossible event do not go stale.
#[must_use]
pub fn stale(then: Probability, now: Probability, whole: f64, passed: f64) -> Option<Probability> {
    let due = lowered(then, whole, passed);
    (now >= then && due < then).then_some(due)
}

/// Returns the range of a rising function of a range.
fn spread(range: ProbabilityRange, f: impl Fn(Probability) -> Probability) -> ProbabilityRange {
    let end = |value| Probability::new(value).map_or(0.0, |p| f(p).get());
    ProbabilityRange::rounded(end(range.low()), end(range.high()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::coherence::sample::{assert_close, range};
    use crate::testing::p;

    fn deadline(after: f64, by: f64) -> Deadline {
        Deadline {
            after,
            by: p(by).into(),
        }
    }

    #[test]
    fn thirty_percent_by_2014_and_fifty_by_2015_make_a_hazard_of_29() {
        // (.5 − .3) / (1 − .3) = 2/7; at a constant hazard each year would have 1 − √.5.
        let spans = spans(&[deadline(1.0, 0.3), deadline(2.0, 0.5)]);
        assert_close(spans[0].hazard.unwrap().low(), 0.3);
        assert_close(spans[1].hazard.unwrap().low(), 2.0 / 7.0);
        assert_close(spans[1].hazard.unwrap().high(), 2.0 / 7.0);
        for span in &spans {
            assert_close(span.steady.low(), 1.0 - 0.5_f64.sqrt());
        }
        assert_eq!((spans[1].from, spans[1].to), (1.0, 2.0));
    }

    #[test]
    fn fifty_percent_within_three_years_are_21_within_one() {
        // 1 − .5^(1/3).
        assert_close(steady(p(0.5), 3.0, 1.0).get(), 1.0 - 0.5_f64.cbrt());
        assert_close(steady(p(0.5), 3.0, 3.0).get(), 0.5);
        assert_close(steady(p(0.5), 3.0, 0.0).get(), 0.0);
    }

    #[test]
    fn a_steady_chain_has_a_steady_hazard() {
        let by = |t| Deadline {
            after: t,
            by: steady(p(0.8), 5.0, t).into(),
        };
        for span in spans(&[by(0.5), by(2.0), by(2.5), by(5.0)]) {
            assert_close(span.hazard.unwrap().low(), span.steady.low());
        }
    }

    #[test]
    fn a_flat_chain_says_that_nothing_can_happen_in_the_gap() {
        let spans = spans(&[deadline(1.0, 0.4), deadline(4.0, 0.4), deadline(5.0, 0.6)]);
        let flat: Vec<bool> = spans.iter().map(HazardSpan::is_flat).collect();
        assert_eq!(flat, [false, true, false]);
    }

    #[test]
    fn hazards_of_ranges_are_widest_at_opposite_ends() {
        let hazard = hazard(range(0.2, 0.3), range(0.4, 0.5)).unwrap();
        assert_close(hazard.low(), 1.0 / 7.0);
        assert_close(hazard.high(), 3.0 / 8.0);
    }

    #[test]
    fn what_must_have_happened_leaves_no_hazard() {
        assert_eq!(hazard(p(1.0).into(), p(1.0).into()), None);
        let open = hazard(range(0.5, 1.0), p(1.0).into()).unwrap();
        assert_eq!((open.low(), open.high()), (0.0, 1.0));
        assert_eq!(spans(&[]), []);
    }

    #[test]
    fn an_estimate_is_lowered_by_what_has_not_happened() {
        // Half of the time gone: 1 − √(1 − .5).
        let due = lowered(p(0.5), 2.0, 1.0);
        assert_close(due.get(), 1.0 - 0.5_f64.sqrt());
        // The same from the hazard of the rest: by half-time 1 − √.5 was due.
        let by_half = steady(p(0.5), 2.0, 1.0).into();
        assert_close(hazard(by_half, p(0.5).into()).unwrap().low(), due.get());
        assert_close(lowered(p(0.5), 2.0, 2.0).get(), 0.0);
        assert_close(lowered(p(0.5), 2.0, 9.0).get(), 0.0);
        assert_close(lowered(p(0.5), 2.0, -1.0).get(), 0.5);
    }

    #[test]
    fn only_an_estimate_that_was_not_lowered_is_stale() {
        let due = stale(p(0.5), p(0.5), 2.0, 1.0).unwrap();
        assert_close(due.get(), 1.0 - 0.5_f64.sqrt());
        assert!(stale(p(0.5), p(0.6), 2.0, 1.0).is_some());
        assert_eq!(stale(p(0.5), p(0.49), 2.0, 1.0), None);
        assert_eq!(stale(p(0.5), p(0.5), 2.0, 0.0), None);
        assert_eq!(stale(p(0.0), p(0.0), 2.0, 1.0), None);
        assert_eq!(stale(p(1.0), p(1.0), 2.0, 1.0), None);
    }
}
