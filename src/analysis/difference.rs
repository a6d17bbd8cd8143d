//! A mean difference of scores, and whether it is more than chance.

use std::collections::BTreeMap;

use crate::query::Request;
use crate::scoring::{
    Approximation, Case, InferenceMethod, MeanScore, Procedure, Spread, Statistic, Undefined,
};

use super::DifferenceTest;
use super::measure::{Loss, Measure};

/// A mean difference of two losses, the first less the second, and whether it is more than chance.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    /// The weighted mean: below 0 the first is better.
    pub mean: Statistic,
    /// Its interval, by clusters.
    pub interval: Option<(f64, f64)>,
    /// Why it has none.
    pub no_interval: Option<Undefined>,
    /// How the interval was made.
    pub procedure: Option<Procedure>,
    /// How often chance alone gives as much, on either side; at most what the interval leaves outside where
    /// that leaves 0 out.
    pub p_value: Statistic,
    /// How that was found.
    pub p_procedure: Option<Procedure>,
    /// What can be said of it.
    pub told: ComparisonVerdict,
}

/// What can be said of a difference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ComparisonVerdict {
    /// The two score the same on every question.
    Identical,
    /// The first is better, by more than chance.
    First,
    /// The second is better, by more than chance.
    Second,
    /// Chance alone gives as much.
    Chance,
    /// Under five clusters no difference can be told from chance.
    TooFew,
    /// There is no such difference.
    Undefined,
}

impl ComparisonVerdict {
    /// Everything that can be said.
    pub const ALL: [Self; 6] = [
        Self::Identical,
        Self::First,
        Self::Second,
        Self::Chance,
        Self::TooFew,
        Self::Undefined,
    ];

    /// Returns its name in machine output.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Identical => "identical",
            Self::First => "first_better",
            Self::Second => "second_better",
            Self::Chance => "not_more_than_chance",
            Self::TooFew => "too_few",
            Self::Undefined => "undefined",
        }
    }
}

impl Difference {
    /// Returns the mean of the differences of a score, with its interval and its test, which are one
    /// inference: Student's t by clusters.
    #[must_use]
    pub(super) fn of(cases: &[Case<Loss>], measure: Measure, request: &Request) -> Self {
        let seen: Vec<Case> = cases.iter().map(score).collect();
        let mean = MeanScore::of(&seen).and_then(|score| finite(score.mean));
        let (spread, method) = spread(cases, &seen);
        let procedure = Procedure::analytic(method);
        let procedure =
            procedure.approximately((measure == Measure::Log).then_some(Approximation::Unbounded));
        let interval = spread.and_then(|spread| spread.interval(request.level));
        let p_value = mean.and(p_value(spread, &seen));
        let ends = interval.ok().map(|ends| (ends.low, ends.high));
        Self {
            mean,
            interval: ends,
            no_interval: interval.err(),
            procedure: ends.map(|_| procedure),
            p_value,
            p_procedure: p_value.ok().map(|_| procedure),
            told: told(mean, p_value, 1.0 - request.level),
        }
    }
}

impl Difference {
    /// Returns the same by another test; its interval would be another inference, and is left out.
    #[must_use]
    pub(super) fn by(
        test: DifferenceTest,
        cases: &[Case<Loss>],
        known: &BTreeMap<usize, f64>,
        measure: Measure,
        request: &Request,
    ) -> Self {
        let plain = Self::of(cases, measure, request);
        if test == DifferenceTest::Student {
            return plain;
        }
        let seen: Vec<Case> = cases.iter().map(score).collect();
        let found = plain.mean.and(test.p_value(&seen, known, request));
        let p_value = found.map(|(p_value, _)| p_value);
        Self {
            interval: None,
            no_interval: Some(Undefined::NotAsked),
            procedure: None,
            p_value,
            p_procedure: found.ok().map(|(_, procedure)| procedure),
            told: told(plain.mean, p_value, 1.0 - request.level),
            ..plain
        }
    }
}

/// Returns how far the mean may be off, by both outcomes where there are two.
fn spread(cases: &[Case<Loss>], seen: &[Case]) -> (Result<Spread, Undefined>, InferenceMethod) {
    let both = |case: &Case<Loss>| {
        Some(Case {
            value: [[case.value.score], [case.value.otherwise?]],
            weight: case.weight,
            cluster: case.cluster,
        })
    };
    let both: Option<Vec<_>> = cases.iter().map(both).collect();
    match both.filter(|both| !both.is_empty()) {
        Some(both) => (
            Spread::of_both_outcomes(&both, |[mean]| Ok(mean)),
            InferenceMethod::StudentBothOutcomes,
        ),
        None => (Spread::of_cases(seen), InferenceMethod::Student),
    }
}

fn score(case: &Case<Loss>) -> Case {
    Case {
        value: case.value.score,
        weight: case.weight,
        cluster: case.cluster,
    }
}

/// Returns how often chance alone gives as much, on either side.
fn p_value(spread: Result<Spread, Undefined>, seen: &[Case]) -> Statistic {
    if !seen.is_empty() && seen.iter().all(|case| case.value == 0.0) {
        return Err(Undefined::Identical);
    }
    let spread = spread?;
    match spread.p_value() {
        // Differences that cancel within each cluster, and those that are all alike: as often as coins do.
        Err(Undefined::NoVariance) if spread.centre == 0.0 => Ok(1.0),
        Err(Undefined::NoVariance) => Ok(2.0_f64.powf(-spread.degrees)),
        p_value => p_value,
    }
}

fn finite(value: f64) -> Statistic {
    if value.is_finite() {
        Ok(value)
    } else {
        Err(Undefined::Infinite)
    }
}

fn told(mean: Statistic, p_value: Statistic, alpha: f64) -> ComparisonVerdict {
    match (mean, p_value) {
        (_, Err(Undefined::Identical)) => ComparisonVerdict::Identical,
        (_, Err(Undefined::TooFew { .. })) => ComparisonVerdict::TooFew,
        (Ok(_), Ok(p_value)) if p_value > alpha => ComparisonVerdict::Chance,
        (Ok(mean), Ok(_)) if mean < 0.0 => ComparisonVerdict::First,
        (Ok(_), Ok(_)) => ComparisonVerdict::Second,
        _ => ComparisonVerdict::Undefined,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ledger::View;
    use crate::model::parse_day;
    use crate::query::Weighting;
    use crate::scoring::Weight;

    fn of_losses(losses: &[Loss]) -> Difference {
        let case = |(cluster, &value)| Case {
            value,
            weight: Weight::ONE,
            cluster,
        };
        let cases: Vec<_> = losses.iter().enumerate().map(case).collect();
        let view = View::new(parse_day("2026-11-24").unwrap(), 14);
        Difference::of(&cases, Measure::Brier, &Request::new(view, Weighting::Days))
    }

    /// Differences of a score of numbers.
    fn of(values: &[f64]) -> Difference {
        let loss = |&score| Loss {
            score,
            otherwise: None,
        };
        of_losses(&values.iter().map(loss).collect::<Vec<_>>())
    }

    #[test]
    fn a_difference_is_told_where_its_interval_leaves_0_out() {
        for (values, told) in [
            (
                [-0.1, -0.2, -0.1, -0.3, -0.2, -0.1, -0.2],
                ComparisonVerdict::First,
            ),
            (
                [0.1, 0.2, 0.1, 0.3, 0.2, 0.1, 0.2],
                ComparisonVerdict::Second,
            ),
            (
                [0.1, -0.2, 0.1, -0.3, 0.2, 0.1, -0.2],
                ComparisonVerdict::Chance,
            ),
        ] {
            let difference = of(&values);
            assert_eq!(difference.told, told);
            let (low, high) = difference.interval.unwrap();
            assert_eq!(low <= 0.0 && 0.0 <= high, told == ComparisonVerdict::Chance);
            assert_eq!(
                difference.p_value.unwrap() > 0.05,
                told == ComparisonVerdict::Chance
            );
        }
    }

    #[test]
    fn who_is_bolder_and_has_been_right_each_time_is_not_yet_better() {
        // 0.9 and 0.6 of what happened eight times; once wrong, the bold one would have lost it all.
        let loss = Loss {
            score: 0.01 - 0.16,
            otherwise: Some(0.81 - 0.36),
        };
        assert_eq!(of_losses(&[loss; 8]).told, ComparisonVerdict::Chance);
        assert_eq!(of_losses(&[loss; 30]).told, ComparisonVerdict::First);
    }

    #[test]
    fn four_clusters_are_too_few() {
        let four = of(&[0.5, 0.4, 0.5, 0.3]);
        let few = Undefined::TooFew { have: 4, need: 5 };
        assert_eq!((four.p_value, four.no_interval), (Err(few), Some(few)));
        assert_eq!(four.told, ComparisonVerdict::TooFew);
    }

    #[test]
    fn zeros_are_identical_and_nothing_and_infinity_are_undefined() {
        let same = of(&[0.0, 0.0, 0.0]);
        assert_eq!(
            (same.mean, same.told),
            (Ok(0.0), ComparisonVerdict::Identical)
        );
        assert_eq!(same.p_value, Err(Undefined::Identical));
        assert_eq!(of(&[]).mean, Err(Undefined::Empty));
        assert_eq!(of(&[]).told, ComparisonVerdict::Undefined);
        let infinite = of(&[f64::INFINITY, 0.1, 0.2, 0.1, 0.2]);
        assert_eq!(infinite.mean, Err(Undefined::Infinite));
        assert_eq!(
            (infinite.interval, infinite.told),
            (None, ComparisonVerdict::Undefined)
        );
    }

    #[test]
    fn differences_that_are_all_alike_have_a_test_and_no_interval() {
        let alike = of(&[0.5; 9]);
        assert_eq!(alike.no_interval, Some(Undefined::NoVariance));
        assert_eq!(
            (alike.told, alike.p_value),
            (ComparisonVerdict::Second, Ok(2.0_f64.powi(-8)))
        );
    }
}
