//! The estimates of each forecaster, and of all of them, held against each other.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::constraint_graph::ConstraintGraph;
use super::incoherence::{Incoherence, Spoken, Tied};
use super::statements::{EstimateSource, statements};
use super::ties::build_constraint_graph;
use crate::analysis::in_force::{InForce, in_force};
use crate::ledger::{Entry, Ledger, Selection, View};
use crate::scoring::coherence::{Coherence, ConstraintSystem, ProbabilityRange, Reach};

/// What a comparison found.
#[derive(Clone, Debug, Default)]
pub struct CoherenceFindings<'a> {
    /// Estimates that cannot all be right, the gravest first, and then by the first record of
    /// their cluster.
    pub clashes: Vec<Incoherence<'a>>,
    /// How many clusters have relations between open forecasts.
    pub clusters: usize,
    /// Groups too large for all combinations of outcomes: each relation was checked by itself.
    pub large: Vec<Large<'a>>,
}

/// A group of which each relation was checked by itself.
#[derive(Clone, Debug)]
pub struct Large<'a> {
    /// Its first forecast.
    pub first: &'a Entry,
    /// How many numbers it has.
    pub numbers: usize,
}

/// Compares the estimates in force at the end of the view's day on forecasts still open, for each
/// forecaster and for the pool, which is their mean.
///
/// The selection narrows the records and whose estimates are meant.
#[must_use]
pub fn compare<'a>(
    ledger: &'a Ledger,
    selection: &Selection,
    view: &View,
) -> CoherenceFindings<'a> {
    let mut found = CoherenceFindings::default();
    for positions in groups(ledger, selection, view) {
        cluster(ledger, &positions, selection, view, &mut found);
    }
    // Stable: those alike stay by cluster.
    found.clashes.sort_by_key(|clash| Reverse(clash.severity));
    found
}

/// Returns the places of the selected records, group by group, where any tie can be. What shares its fate
/// for another reason is no tie between estimates.
pub(in crate::analysis) fn groups(
    ledger: &Ledger,
    selection: &Selection,
    view: &View,
) -> Vec<Vec<usize>> {
    let mut groups: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    let group_of = ledger.related();
    let records = Selection {
        forecasters: Vec::new(),
        ..selection.clone()
    };
    for (position, entry) in ledger.entries().iter().enumerate() {
        if records.takes(ledger, entry, view) {
            groups.entry(group_of[position]).or_default().push(position);
        }
    }
    let tied = |positions: &Vec<usize>| {
        positions.iter().any(|&position| {
            let forecast = &ledger.entries()[position].forecast;
            forecast.kind.options().len() > 1 || !forecast.references().is_empty()
        })
    };
    groups.into_values().filter(tied).collect()
}

/// Compares the estimates on one cluster.
pub(super) fn cluster<'a>(
    ledger: &'a Ledger,
    positions: &[usize],
    selection: &Selection,
    view: &View,
    found: &mut CoherenceFindings<'a>,
) {
    let web = build_constraint_graph(ledger, positions, *view);
    if web.ties.is_empty() {
        return;
    }
    found.clusters += 1;
    let spoken: Vec<Vec<InForce<'a>>> = web
        .terms
        .iter()
        .map(|term| in_force(term.entry, view))
        .collect();
    let mut each: Vec<Incoherence<'a>> = Vec::new();
    let mut parts = None;
    for voice in voices(&spoken, selection) {
        let Some((clashes, checked)) = check(&web, voice, &spoken) else {
            continue;
        };
        let known = |clash: &Incoherence<'a>| each.iter().any(|other| is_same(clash, other));
        let new: Vec<Incoherence<'a>> = clashes.into_iter().filter(|clash| !known(clash)).collect();
        each.extend(new);
        parts.get_or_insert(checked.parts);
    }
    found.clashes.extend(each);
    let parts = parts.unwrap_or_default();
    found.large.extend(
        parts
            .iter()
            .filter(|part| part.reach == Reach::Each)
            .map(|part| Large {
                first: web.terms[part.members[0]].entry,
                numbers: part.members.len(),
            }),
    );
}

/// Returns who speaks: each forecaster, and where there are several the pool of them.
fn voices<'a>(spoken: &[Vec<InForce<'a>>], selection: &Selection) -> Vec<EstimateSource<'a>> {
    let mut names: Vec<&'a str> = spoken
        .iter()
        .flatten()
        .map(|(_, estimate)| &*estimate.by)
        .filter(|by| selection.takes_forecaster(by))
        .collect();
    names.sort_unstable();
    names.dedup();
    let mut voices: Vec<EstimateSource<'a>> =
        names.iter().map(|&by| EstimateSource::One(by)).collect();
    if names.len() > 1 {
        voices.push(EstimateSource::Pool(names));
    }
    voices
}

/// Checks what one source says; nothing where it says less than two things.
fn check<'a>(
    web: &ConstraintGraph<'a>,
    voice: EstimateSource<'a>,
    spoken: &[Vec<InForce<'a>>],
) -> Option<(Vec<Incoherence<'a>>, Coherence)> {
    let all = web.terms.iter().zip(spoken);
    let heard: Vec<_> = all
        .map(|(term, in_force)| statements(&voice, term, in_force))
        .collect();
    if heard.iter().flatten().count() < 2 {
        return None;
    }
    let stated: Vec<ProbabilityRange> = heard
        .iter()
        .map(|one| {
            one.as_ref()
                .map_or(ProbabilityRange::ANY, |(range, _)| *range)
        })
        .collect();
    let said = heard
        .into_iter()
        .map(|one| one.map(|(_, said)| said).unwrap_or_default());
    let said = said.collect();
    let constraints = web.ties.iter().map(|tie| tie.constraint.clone());
    let cluster = ConstraintSystem::new(stated.clone(), constraints.collect()).ok()?;
    let found = cluster.check();
    let spoken = Spoken {
        web,
        voice,
        stated,
        said,
    };
    Some((spoken.clashes(&found), found))
}

/// Returns whether the pool only repeats what one of its forecasters contradicts.
fn is_same(pooled: &Incoherence<'_>, other: &Incoherence<'_>) -> bool {
    if matches!(pooled.voice, EstimateSource::One(_)) || pooled.severity > other.severity {
        return false;
    }
    let same = |a: &super::DeclaredConstraint<'_>, b: &super::DeclaredConstraint<'_>| {
        a.constraint == b.constraint
    };
    match (&pooled.tied, &other.tied) {
        (Tied::One(a), Tied::One(b)) => same(a, b),
        (Tied::Together(a), Tied::Together(b)) | (Tied::NoOutcome(a), Tied::NoOutcome(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b))
        }
        _ => false,
    }
}
