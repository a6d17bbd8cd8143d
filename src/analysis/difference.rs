//! A mean difference of scores, and whether it is more than chance.

use std::collections::BTreeMap;

use crate::metrics::MetricId;
use crate::scoring::compare::SignFlip;
use crate::scoring::{Case, Statistic, Undefined};

use crate::query::Request;

/// A mean difference of two losses, the first less the second, and whether it is more than chance.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    /// The weighted mean: below 0 the first is better.
    pub mean: Statistic,
    /// Its interval, for which whole clusters are resampled.
    pub interval: Option<(f64, f64)>,
    /// Why it has none.
    pub no_interval: Option<Undefined>,
    /// How often flipping who said what, cluster by cluster, gives as much on either side.
    pub p_value: Statistic,
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
    /// With so few clusters no difference at all could be told from chance.
    TooFew,
    /// The test says more than chance, and the interval does not, or the other way round.
    Unclear,
    /// There is no such difference.
    Undefined,
}

impl ComparisonVerdict {
    /// Everything that can be said.
    pub const ALL: [Self; 7] = [
        Self::Identical,
        Self::First,
        Self::Second,
        Self::Chance,
        Self::TooFew,
        Self::Unclear,
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
            Self::Unclear => "unclear",
            Self::Undefined => "undefined",
        }
    }
}

impl Difference {
    /// Returns the mean of the differences with its interval and its test, both by clusters.
    #[must_use]
    pub(super) fn of(cases: &[Case], request: &Request) -> Self {
        let doubt = request.doubt();
        let named = doubt.mean(MetricId::Difference, cases);
        let (mean, interval) = (named.value.and_then(finite), named.interval);
        let p_value = match SignFlip::test(cases, doubt.resampling) {
            // Differences that cancel within each cluster: no flip changes anything.
            Err(Undefined::Identical) if cases.iter().any(|case| case.value != 0.0) => Ok(1.0),
            Ok(test) if !test.exact && request.resamples == 0 => Err(Undefined::NotResampled),
            test => test.map(|test| test.p_value),
        };
        let alpha = 1.0 - request.level;
        Self {
            mean,
            interval,
            no_interval: named.no_interval,
            p_value,
            told: told(mean, interval, p_value, least_p_value(cases), alpha),
        }
    }
}

fn finite(value: f64) -> Statistic {
    if value.is_finite() {
        Ok(value)
    } else {
        Err(Undefined::Infinite)
    }
}

fn told(
    mean: Statistic,
    interval: Option<(f64, f64)>,
    p_value: Statistic,
    least: f64,
    alpha: f64,
) -> ComparisonVerdict {
    let (mean, p_value) = match (mean, p_value) {
        (_, Err(Undefined::Identical)) => return ComparisonVerdict::Identical,
        (Ok(mean), Ok(p_value)) => (mean, p_value),
        _ => return ComparisonVerdict::Undefined,
    };
    let more = p_value <= alpha;
    // Without resamples there is no interval to disagree.
    let excludes = interval.map_or(more, |(low, high)| low > 0.0 || high < 0.0);
    if least > alpha {
        ComparisonVerdict::TooFew
    } else if more != excludes {
        ComparisonVerdict::Unclear
    } else if !more {
        ComparisonVerdict::Chance
    } else if mean < 0.0 {
        ComparisonVerdict::First
    } else {
        ComparisonVerdict::Second
    }
}

/// Returns the least p-value that the test can give: that of the clusters all pulling one way.
fn least_p_value(cases: &[Case]) -> f64 {
    let mut pulls: BTreeMap<usize, f64> = BTreeMap::new();
    for case in cases {
        *pulls.entry(case.cluster).or_default() += case.weight.get() * case.value;
    }
    let pulling = pulls.values().filter(|pull| **pull != 0.0).count();
    2.0_f64.powi(1 - i32::try_from(pulling).unwrap_or(i32::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ledger::View;
    use crate::model::parse_day;
    use crate::query::Weighting;
    use crate::scoring::Weight;

    fn cases(values: &[f64]) -> Vec<Case> {
        let case = |(cluster, &value)| Case {
            value,
            weight: Weight::ONE,
            cluster,
        };
        values.iter().enumerate().map(case).collect()
    }

    fn of(values: &[f64]) -> Difference {
        let view = View::new(parse_day("2026-11-24").unwrap(), 14);
        Difference::of(&cases(values), &Request::new(view, Weighting::Days))
    }

    #[test]
    fn a_difference_is_told_only_where_test_and_interval_agree() {
        assert_eq!(
            of(&[-0.1, -0.2, -0.1, -0.3, -0.2, -0.1, -0.2]).told,
            ComparisonVerdict::First
        );
        assert_eq!(
            of(&[0.1, 0.2, 0.1, 0.3, 0.2, 0.1, 0.2]).told,
            ComparisonVerdict::Second
        );
        assert_eq!(
            of(&[0.1, -0.2, 0.1, -0.3, 0.2, 0.1, -0.2]).told,
            ComparisonVerdict::Chance
        );
        // All flips: 4 of 64 give as much, where the interval leaves 0 out.
        let mixed = of(&[0.02, 0.3, 0.2, 0.3, 0.25, -0.02]);
        assert!(mixed.interval.unwrap().0 > 0.0 && mixed.p_value.unwrap() > 0.05);
        assert_eq!(mixed.told, ComparisonVerdict::Unclear);
    }

    #[test]
    fn five_clusters_can_never_tell_a_difference_at_95_percent() {
        // The least that five flips give is 2/2⁵ = 6 %.
        let five = of(&[0.5, 0.5, 0.5, 0.5, 0.5]);
        assert_eq!(
            (five.p_value, five.told),
            (Ok(0.0625), ComparisonVerdict::TooFew)
        );
        // A sixth on which both scored alike adds nothing.
        assert_eq!(
            of(&[0.5, 0.5, 0.5, 0.5, 0.5, 0.0]).told,
            ComparisonVerdict::TooFew
        );
        assert_eq!(of(&[0.5; 6]).told, ComparisonVerdict::Second);
    }

    #[test]
    fn what_cancels_within_a_cluster_is_not_identical() {
        let case = |value| Case {
            value,
            weight: Weight::ONE,
            cluster: 4,
        };
        let view = View::new(parse_day("2026-11-24").unwrap(), 14);
        let request = Request::new(view, Weighting::Days);
        let difference = Difference::of(&[case(0.5), case(-0.5)], &request);
        assert_eq!(
            (difference.p_value, difference.told),
            (Ok(1.0), ComparisonVerdict::TooFew)
        );
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
        let infinite = of(&[f64::INFINITY, 0.1]);
        assert_eq!(infinite.mean, Err(Undefined::Infinite));
        assert_eq!(
            (infinite.interval, infinite.told),
            (None, ComparisonVerdict::Undefined)
        );
    }

    #[test]
    fn without_resamples_the_flips_of_a_few_clusters_are_still_all_tried() {
        let plain = |values: &[f64]| {
            let view = View::new(parse_day("2026-11-24").unwrap(), 14);
            let request = Request {
                resamples: 0,
                ..Request::new(view, Weighting::Days)
            };
            Difference::of(&cases(values), &request)
        };
        let few = plain(&[0.5; 8]);
        assert_eq!(
            (few.told, few.p_value),
            (ComparisonVerdict::Second, Ok(2.0 / 256.0))
        );
        assert_eq!(few.no_interval, Some(Undefined::NotResampled));
        let many = plain(&[0.5; 21]);
        assert_eq!(
            (many.told, many.p_value),
            (ComparisonVerdict::Undefined, Err(Undefined::NotResampled))
        );
    }
}
