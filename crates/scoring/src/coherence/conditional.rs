//! The law of total probability over conditional forecasts.

use super::inequality::{Bounds, TOLERANCE};
use super::violation::{hard, narrower};
use super::{Breach, Constraint, ProbabilityRange, Violation};

/// Returns what a constraint of total probability has to say, if anything; nothing for others.
///
/// The mean of the conditional probabilities is linear in each number, so its ends are at corners
/// of the ranges. A conditional forecast that nobody made can be anything from 0 to 1.
pub(super) fn check(
    constraint: &Constraint,
    number: usize,
    stated: &[ProbabilityRange],
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
    let of = |i: Option<usize>| Bounds::from(i.map_or(ProbabilityRange::ANY, |i| stated[i]));
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::coherence::sample::{
        CLUSTERS, Random, assert_close, assert_left, points, range, ranges,
    };
    use crate::coherence::{ConstraintSystem, ViolationSeverity};

    #[test]
    fn the_event_lies_between_its_conditional_forecasts() {
        let total = || Constraint::TotalProbability {
            event: 0,
            condition: 1,
            if_yes: Some(2),
            if_no: Some(3),
        };
        // .25 × .4 + .75 × .2 = .25, said to be .45: 20 points.
        let found = points(&[0.45, 0.25, 0.4, 0.2], &[total()]).check();
        let violation = &found.violations[0];
        assert_eq!(violation.severity, ViolationSeverity::Hard);
        assert_eq!(violation.repair, []);
        let breach = violation.breach.as_ref().unwrap();
        assert_eq!((breach.subject, &breach.against), (Some(0), &vec![1, 2, 3]));
        assert_close(breach.value, 0.45);
        assert_close(breach.limit, 0.25);
        assert_eq!(found.parts, []);
        assert_eq!(
            points(&[0.25, 0.25, 0.4, 0.2], &[total()])
                .check()
                .severity(),
            None
        );
    }

    #[test]
    fn a_bet_on_conditional_forecasts_wins_whatever_happens() {
        // The forecaster pays .45 for the event, and sells it given the condition at .4, given its
        // absence at .2 (each called off otherwise), and .2 of the condition at .25.
        for (happens, condition) in [(0.0, 0.0), (1.0, 0.0), (0.0, 1.0), (1.0, 1.0)] {
            let gain = (happens - 0.45)
                + condition * (0.4 - happens)
                + (1.0 - condition) * (0.2 - happens)
                + 0.2 * (0.25 - condition);
            assert_close(gain, -0.20);
        }
    }

    #[test]
    fn one_conditional_forecast_alone_bounds_the_event() {
        // P(A) = .5, P(B|A) = .8: P(B) from .4 to .9.
        let total = Constraint::TotalProbability {
            event: 0,
            condition: 1,
            if_yes: Some(2),
            if_no: None,
        };
        let (low, high) = ([0.3, 0.5, 0.8], [0.95, 0.5, 0.8]);
        let breach = |stated: &[f64]| {
            let found = points(stated, std::slice::from_ref(&total)).check();
            found.violations[0].breach.clone().unwrap()
        };
        assert_close(breach(&low).limit, 0.4);
        assert_close(breach(&high).limit, 0.9);
    }

    #[test]
    fn conditional_ranges_tighten_each_other_at_the_corners() {
        let total = Constraint::TotalProbability {
            event: 0,
            condition: 1,
            if_yes: Some(2),
            if_no: Some(3),
        };
        // Given .8 with and .2 without: P(B) = .2 + .6 P(A). A at most .5 makes B at most .5, B at
        // least .35 makes A at least .25.
        let stated = [(0.35, 0.9), (0.0, 0.5), (0.8, 0.8), (0.2, 0.2)];
        let found = ranges(&stated, &[total]).check();
        assert_left(
            &found.violations[0].tightened,
            &[(0, 0.35, 0.5), (1, 0.25, 0.5)],
        );
    }

    #[test]
    fn what_total_probability_leaves_is_as_narrow_as_can_be_and_no_narrower() {
        let mut random = Random(6);
        let (mut ends, mut hard) = (0, 0);
        for round in 0..CLUSTERS {
            let total = Constraint::TotalProbability {
                event: 0,
                condition: 1,
                if_yes: (round % 5 != 0).then_some(2),
                if_no: (round % 7 != 0).then_some(3),
            };
            if total.members().len() < 3 {
                continue;
            }
            let stated: Vec<ProbabilityRange> = (0..4).map(|_| random.range()).collect();
            let check = |stated: Vec<ProbabilityRange>| {
                let cluster = ConstraintSystem::new(stated, vec![total.clone()]);
                cluster.unwrap().check()
            };
            let found = check(stated.clone());
            if found.severity() == Some(ViolationSeverity::Hard) {
                hard += 1;
                continue;
            }
            let is_hard = |i: usize, value: f64| {
                let mut moved = stated.clone();
                moved[i] = range(value, value);
                check(moved).severity() == Some(ViolationSeverity::Hard)
            };
            for &i in &total.members() {
                let tightened = found.violations.iter().flat_map(|v| &v.tightened);
                let left = tightened.filter(|(member, _)| *member == i);
                let left = left.map(|(_, left)| *left).next().unwrap_or(stated[i]);
                for (end, outwards) in [(left.low(), -1e-6), (left.high(), 1e-6)] {
                    assert!(!is_hard(i, end), "{total:?} {stated:?} {i} {left:?}");
                    if end > stated[i].low() + 1e-5 && end < stated[i].high() - 1e-5 {
                        ends += 1;
                        assert!(is_hard(i, end + outwards), "{stated:?} {i} {left:?}");
                    }
                }
            }
        }
        assert!(ends > 300 && hard > 100, "{ends} {hard}");
    }
}
