//! How well numbers and days of a ledger were said.

use crate::scoring::{Case, Pit};

use super::figures::{Hits, Places, QuantityPair, hits, places};
use super::tested::{one_of_each_cluster, tested};
use super::{How, Said, split, values};
use crate::query::Excluded;
use crate::query::SampleSize;
use crate::query::{Group, Request};

/// How well the numbers and days of a group were said. Their units do not matter here.
#[derive(Clone, Debug)]
pub struct Quantities {
    /// What it is about; empty for the total.
    pub group: Group,
    /// What it rests on.
    pub basis: SampleSize,
    /// How often the central intervals of each level held the outcome.
    pub hits: Vec<Hits>,
    /// Where the outcomes fell.
    pub places: Places,
}

/// Returns how well numbers and days were said, by group; nothing where there are none.
pub(super) fn quantities(
    said: &[Said<'_>],
    request: &Request,
    how: &How,
    skipped: &mut Excluded,
) -> Vec<Quantities> {
    let mut fit = Vec::new();
    for one in said {
        match values::quantity(one) {
            Ok(_) => fit.push(*one),
            Err(reason) => skipped.add(reason, &one.entry.forecast.id),
        }
    }
    if fit.is_empty() {
        return Vec::new();
    }
    let group = |(group, said): (Group, Vec<Said<'_>>)| {
        let cases = cases(&said);
        let tested = tested(request.weigh).map(|()| {
            let chosen = cases_of(&one_of_each_cluster(&said));
            chosen.iter().map(QuantityPair::pit).collect::<Vec<Pit>>()
        });
        Quantities {
            basis: SampleSize::of(&said),
            hits: hits(&cases, how.interval, request.doubt()),
            places: places(&cases, tested.as_deref().map_err(|why| *why)),
            group,
        }
    };
    let groups = split(&fit, &request.group_by);
    groups.into_iter().map(group).collect()
}

fn cases(said: &[Said<'_>]) -> Vec<Case<QuantityPair>> {
    said.iter()
        .filter_map(|one| values::quantity(one).ok())
        .collect()
}

fn cases_of(said: &[Said<'_>]) -> Vec<QuantityPair> {
    cases(said).into_iter().map(|case| case.value).collect()
}
