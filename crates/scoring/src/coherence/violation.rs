//! What a relation has to say about the numbers stated.

use super::inequality::{Bounds, TOLERANCE, tighten};
use super::{Constraint, ProbabilityRange};
use crate::Probability;

/// How grave a violation is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ViolationSeverity {
    /// The ranges fit, but not over their whole width.
    Tightening,
    /// The ranges fit at their edges only.
    Soft,
    /// No numbers within the ranges fit.
    Hard,
}

/// A number that cannot stand beside the others.
#[derive(Clone, Debug, PartialEq)]
pub struct Breach {
    /// The forecast whose number it is; none where it is the sum of all.
    pub subject: Option<usize>,
    /// The number; of a range the end that comes nearest to fitting.
    pub value: f64,
    /// The most or the least that it could be.
    pub limit: f64,
    /// The forecasts that set this limit; where there is no subject, those that are summed.
    pub against: Vec<usize>,
}

/// One constraint that the stated numbers violate, or that narrows them.
#[derive(Clone, Debug, PartialEq)]
pub struct Violation {
    /// The constraint's place in the list.
    pub constraint: usize,
    /// How grave it is.
    pub severity: ViolationSeverity,
    /// The worst of what does not fit; only where it is hard.
    pub breach: Option<Breach>,
    /// The ranges that are narrower than stated, with what is left of them; none where it is hard.
    pub tightened: Vec<(usize, ProbabilityRange)>,
    /// The nearest coherent number of each member, where it is hard and the nearest can be found.
    pub repair: Vec<(usize, Probability)>,
}

impl Violation {
    /// Returns how far the number is from what could be, as a probability: 0.2 is 20 points.
    #[must_use]
    pub fn size(&self) -> f64 {
        self.breach
            .as_ref()
            .map_or(0.0, |breach| (breach.value - breach.limit).abs())
    }

    /// Returns what a bettor gains whatever happens, for tickets that pay 1.
    ///
    /// It is the size of the violation, since one ticket on each forecast named is enough: a
    /// partition whose prices sum to 1.2 is sold for 1.2 and pays 1. On a conditional forecast the
    /// ticket is called off where the condition fails, and the bet on the condition is as large as
    /// the difference between the two conditional forecasts.
    ///
    /// # References
    ///
    /// - de Finetti, B. (1937). La prévision: ses lois logiques, ses sources subjectives. *Annales
    ///   de l'Institut Henri Poincaré*, 7(1), 1–68.
    #[must_use]
    pub fn sure_loss(&self) -> f64 {
        self.size()
    }

    /// Returns the same violation of forecasts that have other numbers.
    pub(super) fn renumbered(mut self, new: impl Fn(usize) -> usize) -> Self {
        if let Some(breach) = &mut self.breach {
            breach.subject = breach.subject.map(&new);
            breach.against.iter_mut().for_each(|i| *i = new(*i));
        }
        self.tightened.iter_mut().for_each(|(i, _)| *i = new(*i));
        self.repair.iter_mut().for_each(|(i, _)| *i = new(*i));
        self
    }
}

/// Returns what a constraint between unconditional forecasts has to say, if anything.
pub(super) fn check(
    constraint: &Constraint,
    number: usize,
    stated: &[ProbabilityRange],
) -> Option<Violation> {
    let inequalities = constraint.inequalities();
    let mut bounds: Vec<Bounds> = stated.iter().copied().map(Bounds::from).collect();
    let (worst, excess) = inequalities
        .iter()
        .map(|inequality| (inequality, inequality.excess(&bounds)))
        .reduce(|worst, next| if next.1 > worst.1 { next } else { worst })?;
    if excess > TOLERANCE {
        return Some(hard(number, worst.breach(&bounds)));
    }
    tighten(&inequalities, &mut bounds);
    narrower(number, &constraint.members(), stated, &bounds)
}

/// Returns the violation of a number that cannot stand.
pub(super) fn hard(constraint: usize, breach: Breach) -> Violation {
    Violation {
        constraint,
        severity: ViolationSeverity::Hard,
        breach: Some(breach),
        tightened: vec![],
        repair: vec![],
    }
}

/// Returns what to say of ranges of which the bounds are left, if anything.
pub(super) fn narrower(
    constraint: usize,
    members: &[usize],
    stated: &[ProbabilityRange],
    bounds: &[Bounds],
) -> Option<Violation> {
    let tightened: Vec<(usize, ProbabilityRange)> = members
        .iter()
        .filter_map(|&i| narrowed(stated[i], bounds[i]).map(|left| (i, left)))
        .collect();
    let severity = tightened
        .iter()
        .map(|&(i, left)| gravity(stated[i], left))
        .max()?;
    Some(Violation {
        constraint,
        severity,
        breach: None,
        tightened,
        repair: vec![],
    })
}

/// Returns what is left of a range, if that is less than stated.
pub(super) fn narrowed(stated: ProbabilityRange, left: Bounds) -> Option<ProbabilityRange> {
    let narrower = left.low > stated.low() + TOLERANCE || left.high < stated.high() - TOLERANCE;
    narrower.then(|| ProbabilityRange::rounded(left.low, left.high))
}

/// Returns whether what is left of a range is more than one of its ends.
pub(super) fn gravity(stated: ProbabilityRange, left: ProbabilityRange) -> ViolationSeverity {
    let at_low = left.high() <= stated.low() + TOLERANCE;
    let at_high = left.low() >= stated.high() - TOLERANCE;
    if at_low || at_high {
        ViolationSeverity::Soft
    } else {
        ViolationSeverity::Tightening
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::coherence::sample::{
        assert_close, assert_left, assert_numbers, contradiction, one, points, ranges, repair,
    };

    #[test]
    fn a_partition_that_sums_to_120_percent_loses_20_points() {
        // .6 + .4 + .2 = 1.2; each gives up a fifteenth: .533, .333, .133.
        let violation = contradiction(&[0.6, 0.4, 0.2], Constraint::Partition(vec![0, 1, 2]));
        assert_close(violation.size(), 0.2);
        let breach = violation.breach.as_ref().unwrap();
        assert_eq!((breach.subject, &breach.against), (None, &vec![0, 1, 2]));
        assert_close(breach.value, 1.2);
        assert_close(breach.limit, 1.0);
        let fifteenth = 1.0 / 15.0;
        let expected = [0.6 - fifteenth, 0.4 - fifteenth, 0.2 - fifteenth];
        assert_numbers(&repair(&violation), &expected);
    }

    #[test]
    fn a_partition_that_sums_to_80_percent_loses_as_much_the_other_way() {
        let violation = contradiction(&[0.5, 0.3], Constraint::Partition(vec![0, 1]));
        let breach = violation.breach.as_ref().unwrap();
        assert_close(breach.value, 0.8);
        assert_close(violation.sure_loss(), 0.2);
        assert_numbers(&repair(&violation), &[0.6, 0.4]);
    }

    #[test]
    fn words_that_partition_tighten_each_other() {
        // ICD 203: likely .55–.80, unlikely .20–.45, very unlikely .05–.20. The first is at most
        // 1 − .20 − .05, the second at most 1 − .55 − .05.
        let words = [(0.55, 0.80), (0.20, 0.45), (0.05, 0.20)];
        let (violation, part) = one(&ranges(&words, &[Constraint::Partition(vec![0, 1, 2])]));
        assert_eq!(violation.severity, ViolationSeverity::Tightening);
        assert_left(&violation.tightened, &[(0, 0.55, 0.75), (1, 0.20, 0.40)]);
        assert_eq!(part.tightened, violation.tightened);
        assert_close(violation.size(), 0.0);
    }

    #[test]
    fn words_that_meet_at_an_edge_fit_only_there() {
        // "Likely" (.55–.80) implying "roughly even" (.45–.55): both must be .55.
        let implies = Constraint::Implies {
            premise: 0,
            conclusion: 1,
        };
        let (violation, _) = one(&ranges(&[(0.55, 0.80), (0.45, 0.55)], &[implies]));
        assert_eq!(violation.severity, ViolationSeverity::Soft);
        assert_left(&violation.tightened, &[(0, 0.55, 0.55), (1, 0.55, 0.55)]);
    }

    #[test]
    fn words_that_cannot_partition_are_a_hard_contradiction() {
        // Two "likely" and an "unlikely" are at least .55 + .55 + .20 = 1.3.
        let words = [(0.55, 0.80), (0.55, 0.80), (0.20, 0.45)];
        let (violation, part) = one(&ranges(&words, &[Constraint::Partition(vec![0, 1, 2])]));
        assert_eq!(violation.severity, ViolationSeverity::Hard);
        assert_close(violation.size(), 0.3);
        assert_close(part.sure_loss, 0.3);
        assert_numbers(&repair(&violation), &[0.45, 0.45, 0.10]);
    }

    #[test]
    fn a_number_that_settles_a_range_within_is_a_tightening() {
        let (violation, _) = one(&ranges(
            &[(0.7, 0.7), (0.2, 0.4)],
            &[Constraint::Complement(0, 1)],
        ));
        assert_eq!(violation.severity, ViolationSeverity::Tightening);
        assert_left(&violation.tightened, &[(1, 0.3, 0.3)]);
    }

    #[test]
    fn a_conjunction_of_70_and_60_percent_lies_between_30_and_60() {
        // Fréchet: max(0, .7 + .6 − 1) ≤ P ≤ min(.7, .6).
        let both = || Constraint::AllOf {
            whole: 2,
            parts: vec![0, 1],
        };
        let (violation, _) = one(&ranges(&[(0.7, 0.7), (0.6, 0.6), (0.0, 1.0)], &[both()]));
        assert_left(&violation.tightened, &[(2, 0.30, 0.60)]);
        // "Likely", .55–.80, for certain: never.
        let (violation, _) = one(&ranges(&[(0.7, 0.7), (0.6, 0.6), (0.55, 0.80)], &[both()]));
        assert_left(&violation.tightened, &[(2, 0.55, 0.60)]);

        let above = contradiction(&[0.7, 0.6, 0.65], both());
        let breach = above.breach.unwrap();
        assert_eq!((breach.subject, breach.against), (Some(2), vec![1]));
        assert_close(breach.value, 0.65);
        assert_close(breach.limit, 0.60);

        let below = contradiction(&[0.7, 0.6, 0.2], both());
        let breach = below.breach.clone().unwrap();
        assert_eq!((breach.subject, breach.against), (Some(2), vec![0, 1]));
        assert_close(breach.limit, 0.30);
        // A tenth is short: each of the three numbers gives a third of it.
        let third = 0.1 / 3.0;
        assert_numbers(&repair(&below), &[0.2 + third, 0.7 - third, 0.6 - third]);
    }

    #[test]
    fn a_disjunction_lies_between_the_greatest_part_and_the_sum() {
        let any = || Constraint::AnyOf {
            whole: 0,
            parts: vec![1, 2],
        };
        let below = contradiction(&[0.3, 0.5, 0.2], any()).breach.unwrap();
        assert_eq!((below.subject, below.against), (Some(0), vec![1]));
        assert_close(below.limit, 0.5);
        let above = contradiction(&[0.8, 0.5, 0.2], any()).breach.unwrap();
        assert_close(above.value, 0.8);
        assert_close(above.limit, 0.7);
    }

    #[test]
    fn a_chain_that_falls_names_its_worst_drop() {
        // By 2014 30 %, by 2015 60 %, by 2016 50 %, by 2018 45 %: worst from .60 to .45.
        // Pooled: (.60 + .50 + .45) / 3.
        let violation = contradiction(&[0.3, 0.6, 0.5, 0.45], Constraint::Chain(vec![0, 1, 2, 3]));
        let breach = violation.breach.as_ref().unwrap();
        assert_eq!((breach.subject, &breach.against), (Some(3), &vec![1]));
        assert_close(breach.value, 0.45);
        assert_close(breach.limit, 0.60);
        let pooled = 1.55 / 3.0;
        assert_numbers(&repair(&violation), &[0.3, pooled, pooled, pooled]);
    }

    #[test]
    fn a_chain_may_list_its_forecasts_in_any_order_of_numbers() {
        let violation = contradiction(&[0.2, 0.9, 0.4], Constraint::Chain(vec![2, 1, 0]));
        let breach = violation.breach.as_ref().unwrap();
        assert_eq!((breach.subject, &breach.against), (Some(0), &vec![1]));
        // .4, then .9 and .2 pooled to .55, for forecasts 2, 1, 0.
        let by_forecast: Vec<usize> = violation.repair.iter().map(|(i, _)| *i).collect();
        assert_eq!(by_forecast, [2, 1, 0]);
        assert_numbers(&repair(&violation), &[0.4, 0.55, 0.55]);
    }

    #[test]
    fn a_threshold_is_held_against_the_number_it_is_of() {
        // 40 % for "above 19" where the number's own quantiles give 25 %: both move to the middle.
        let threshold = Constraint::Threshold {
            question: 0,
            implied: 1,
        };
        let violation = contradiction(&[0.40, 0.25], threshold.clone());
        assert_close(violation.size(), 0.15);
        assert_numbers(&repair(&violation), &[0.325, 0.325]);
        let violation = contradiction(&[0.10, 0.25], threshold);
        let breach = violation.breach.unwrap();
        assert_eq!(breach.subject, Some(0));
        assert_close(breach.limit, 0.25);
    }

    #[test]
    fn certain_and_impossible_forecasts_are_no_trouble() {
        let implies = Constraint::Implies {
            premise: 0,
            conclusion: 1,
        };
        let certain = points(&[1.0, 1.0], std::slice::from_ref(&implies));
        assert_eq!(certain.check().severity(), None);
        let violation = contradiction(&[1.0, 0.0], implies);
        assert_close(violation.sure_loss(), 1.0);
        assert_numbers(&repair(&violation), &[0.5, 0.5]);
    }

    #[test]
    fn decimals_that_sum_to_one_only_but_for_rounding_are_coherent() {
        let partition = Constraint::Partition(vec![0, 1, 2]);
        assert_eq!(
            points(&[0.1, 0.2, 0.7], &[partition]).check().severity(),
            None
        );
    }
}
