//! How well numbers and days were given.

use crate::dataset::{Dataset, Portion, QuantityPair, ScoredEstimate, split};
use crate::query::{Excluded, Group, Request, SampleSize};
use crate::scoring::{Case, Pit};

use super::CalibrationOptions;
use super::figures::{IntervalCoverage, PitHistogram, interval_coverage, places};
use super::sampling::FirstEstimates;

/// How well the numbers and days of a group were given. Their units do not matter here.
#[derive(Clone, Debug)]
pub struct Quantities {
    /// What it is about; empty for the total.
    pub group: Group,
    /// What it rests on.
    pub basis: SampleSize,
    /// How often the central intervals of each level held the outcome.
    pub hits: Vec<IntervalCoverage>,
    /// Where the outcomes fell.
    pub places: PitHistogram,
}

/// Returns how well numbers and days were given, by group; nothing where there are none.
pub(super) fn quantities<'d, 'l>(
    dataset: &'d Dataset<'l>,
    scored: &[ScoredEstimate<'d, 'l>],
    request: &Request,
    how: &CalibrationOptions,
    excluded: &mut Excluded,
) -> Vec<Quantities> {
    let mut fit = Vec::new();
    for one in scored {
        match one.quantity() {
            Ok(_) => fit.push(*one),
            Err(reason) => one.question.exclude_one(excluded, reason),
        }
    }
    if fit.is_empty() {
        return Vec::new();
    }
    let first = FirstEstimates::of(dataset, request, |one| one.quantity().is_ok());
    let group = |portion: Portion<'d, 'l>| {
        let cases = cases(&portion.scored);
        let tested = first.tested(dataset, &portion, request).map(|chosen| {
            let chosen = self::cases(&chosen);
            chosen
                .iter()
                .map(|case| case.value.pit())
                .collect::<Vec<Pit>>()
        });
        Quantities {
            basis: SampleSize::of(&portion.scored),
            hits: interval_coverage(&cases, how.interval, request.doubt()),
            places: places(&cases, tested.as_deref().map_err(|why| *why)),
            group: portion.group,
        }
    };
    let groups = split(dataset, fit, &request.group_by);
    groups.into_iter().map(group).collect()
}

fn cases(scored: &[ScoredEstimate<'_, '_>]) -> Vec<Case<QuantityPair>> {
    scored
        .iter()
        .filter_map(|one| one.quantity().ok())
        .collect()
}
