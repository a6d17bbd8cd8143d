//! The law of total probability over conditional forecasts.

use super::inequality::{Bounds, TOLERANCE};
use super::violation::{hard, narrower};
use super::{Breach, Constraint, Interval, Violation};

/// Returns what a constraint of total probability has to say, if anything; nothing for others.
///
/// The mean of the conditional probabilities is linear in each number, so its ends are at corners
/// of the ranges. A conditional forecast that nobody made can be anything from 0 to 1.
pub(super) fn check(
    constraint: &Constraint,
    number: usize,
    stated: &[Interval],
) -> Option<Violation> {
    let Constraint::TotalProbability {
        event,
        condition,
        if_yes,
        if_no,
    } = *constraint
    else {
        return None;
    };
    let of = |i: Option<usize>| Bounds::from(i.map_or(Interval::ANY, |i| stated[i]));
    let law = Law {
        event: of(Some(event)),
        condition: of(Some(condition)),
        if_yes: of(if_yes),
        if_no: of(if_no),
    };
    let members = constraint.members();
    if let Some((value, limit)) = law.breach() {
        let against = members[1..].to_vec();
        let breach = Breach {
            subject: Some(event),
            value,
            limit,
            against,
        };
        return Some(hard(number, breach));
    }
    let mut left: Vec<Bounds> = stated.iter().copied().map(Bounds::from).collect();
    left[event] = law.event_left();
    left[condition] = law.condition_left();
    if let Some(i) = if_yes {
        left[i] = law.if_yes_left();
    }
    if let Some(i) = if_no {
        left[i] = law.mirrored().if_yes_left();
    }
    narrower(number, &members, stated, &left)
}

/// Returns the probability of the condition at which the law holds, or `None` where the condition
/// makes no difference. Outside 0 to 1 the event's probability does not lie between the two.
///
/// # Formula
///
/// ```text
/// P(A) = (P(B) − P(B|¬A)) / (P(B|A) − P(B|¬A))
/// ```
///
/// # Example
///
/// ```
/// use foretell::scoring::coherence::implied_condition;
///
/// let condition = implied_condition(0.34, 0.4, 0.1).unwrap();
/// assert!((condition - 0.8).abs() < 1e-12);
/// ```
#[must_use]
pub fn implied_condition(event: f64, if_yes: f64, if_no: f64) -> Option<f64> {
    let difference = if_yes - if_no;
    (difference != 0.0).then(|| (event - if_no) / difference)
}

/// The four numbers that the law ties together.
#[derive(Clone, Copy)]
struct Law {
    event: Bounds,
    condition: Bounds,
    if_yes: Bounds,
    if_no: Bounds,
}

impl Law {
    /// Returns the least and the most that the event's probability can be.
    fn implied(&self) -> Bounds {
        let Bounds { low, high } = self.condition;
        let least = |a: f64| a * self.if_yes.low + (1.0 - a) * self.if_no.low;
        let most = |a: f64| a * self.if_yes.high + (1.0 - a) * self.if_no.high;
        Bounds {
            low: least(low).min(least(high)),
            high: most(low).max(most(high)),
        }
    }

    /// Returns the event's number that comes nearest to fitting, and the nearest that would.
    fn breach(&self) -> Option<(f64, f64)> {
        let implied = self.implied();
        if self.event.low > implied.high + TOLERANCE {
            Some((self.event.low, implied.high))
        } else if self.event.high < implied.low - TOLERANCE {
            Some((self.event.high, implied.low))
        } else {
            None
        }
    }

    fn event_left(&self) -> Bounds {
        let implied = self.implied();
        Bounds {
            low: self.event.low.max(implied.low),
            high: self.event.high.min(implied.high),
        }
    }

    /// Returns the probabilities of the condition at which the least mean is not above the event's
    /// range and the greatest not below it.
    fn condition_left(&self) -> Bounds {
        let mut left = self.condition;
        let mut below = |start: f64, slope: f64, limit: f64| {
            let edge = (limit - start) / slope;
            if slope > TOLERANCE {
                left.high = left.high.min(edge);
            } else if slope < -TOLERANCE {
                left.low = left.low.max(edge);
            }
        };
        let (yes, no) = (self.if_yes, self.if_no);
        below(no.low, yes.low - no.low, self.event.high);
        below(-no.high, no.high - yes.high, -self.event.low);
        left
    }

    /// Returns what the others leave of the forecast given that the condition holds: its ends are
    /// monotone in the condition's probability. A condition that cannot hold leaves it as it is.
    fn if_yes_left(&self) -> Bounds {
        if self.condition.high < TOLERANCE {
            return self.if_yes;
        }
        let given = |event: f64, if_no: f64, a: f64| if_no + (event - if_no) / a;
        let Bounds { low, high } = self.condition;
        let least = |a| given(self.event.low, self.if_no.high, a);
        let most = |a| given(self.event.high, self.if_no.low, a);
        Bounds {
            low: self.if_yes.low.max(least(low).min(least(high))),
            high: self.if_yes.high.min(most(low).max(most(high))),
        }
    }

    /// Returns the same law with the condition turned round.
    fn mirrored(&self) -> Self {
        Self {
            event: self.event,
            condition: Bounds {
                low: 1.0 - self.condition.high,
                high: 1.0 - self.condition.low,
            },
            if_yes: self.if_no,
            if_no: self.if_yes,
        }
    }
}
