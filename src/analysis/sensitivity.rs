//! How the headline moves under each choice that a critic could have made.

use std::collections::BTreeMap;

use crate::dataset::{Dataset, ProvenanceCounts, ScoredEstimate, collect_pairs, from_ledger};
use crate::ledger::{FilterTerm, Ledger};
use crate::model::Provenance;
use crate::query::{Excluded, Purpose, Request, SampleSize, Weighting};
use crate::scoring::{BinaryOutcome, Pair, PairCounts, Statistic, brier};

use super::binary::{Binary, binary, reading};

/// What another choice is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChoiceKind {
    /// Only what bears a tag, or all else.
    Tag,
    /// An outcome of what is ambiguous or unresolved.
    Outcome,
    /// An end of the ranges of words.
    Range,
    /// Which estimates count, and how much.
    Weighing,
    /// What waits or is left out, and would count.
    Counted,
    /// Only estimates of a provenance, or all else.
    Provenance,
    /// All but a cluster.
    Cluster,
}

/// The headline under one choice.
#[derive(Clone, Debug)]
pub struct Alternative {
    /// What the choice is about.
    pub kind: ChoiceKind,
    /// The choice.
    pub choice: String,
    /// What the score rests on.
    pub basis: SampleSize,
    /// The Brier score.
    pub brier: Statistic,
}

/// The headline, and how it moves.
#[derive(Clone, Debug)]
pub struct Sensitivity {
    /// What the headline rests on.
    pub basis: SampleSize,
    /// The Brier score of all yes-or-no questions that count.
    pub brier: Statistic,
    /// It under each other choice, in the order of the kinds; of the clusters the largest move first.
    pub alternatives: Vec<Alternative>,
    /// What counts, by provenance.
    pub provenance: ProvenanceCounts,
    /// What was left out.
    pub skipped: Excluded,
}

impl ChoiceKind {
    /// Every kind, in the order of the table.
    pub const ALL: [Self; 7] = [
        Self::Tag,
        Self::Outcome,
        Self::Range,
        Self::Weighing,
        Self::Counted,
        Self::Provenance,
        Self::Cluster,
    ];

    /// Returns the word for it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Tag => "tag",
            Self::Outcome => "outcome",
            Self::Range => "range",
            Self::Weighing => "weighing",
            Self::Counted => "counted",
            Self::Provenance => "provenance",
            Self::Cluster => "cluster",
        }
    }
}

impl Alternative {
    /// Returns by how much the headline moves.
    #[must_use]
    pub fn moved(&self, headline: &Statistic) -> Option<f64> {
        let (here, there) = (headline.as_ref().ok()?, self.brier.as_ref().ok()?);
        Some(there - here)
    }
}

/// Returns the headline of a ledger, and how it moves under each other choice.
#[must_use]
pub fn sensitivity(ledger: &Ledger, request: &Request) -> Sensitivity {
    let dataset = from_ledger(ledger, request, Purpose::Score);
    let collected = collect_pairs(&dataset, request);
    let is_asked = |one: &&ScoredEstimate<'_, '_>| one.pair().is_some();
    let scored: Vec<_> = collected.scored.iter().filter(is_asked).copied().collect();
    let headline = Headline(&scored);
    let missing = [
        ("ambiguous", &collected.ambiguous),
        ("unresolved", &collected.pending),
    ];
    let mut alternatives = headline.by_tag();
    alternatives.extend(
        missing
            .into_iter()
            .flat_map(|(what, more)| headline.with(what, more)),
    );
    alternatives.extend(headline.by_range());
    alternatives.extend(weighings(&dataset, request));
    alternatives.extend(counted(ledger, request, headline.basis()));
    alternatives.extend(headline.by_provenance());
    alternatives.extend(headline.by_cluster());
    Sensitivity {
        basis: headline.basis(),
        brier: headline.brier(),
        alternatives,
        provenance: ProvenanceCounts::of(&scored),
        skipped: collected.excluded,
    }
}

/// What the headline is the mean of.
#[derive(Clone, Copy)]
struct Headline<'s, 'd, 'l>(&'s [ScoredEstimate<'d, 'l>]);

impl Headline<'_, '_, '_> {
    fn basis(self) -> SampleSize {
        SampleSize::of(self.0)
    }

    fn brier(self) -> Statistic {
        mean(&self.pairs())
    }

    fn pairs(self) -> Vec<Pair> {
        self.0.iter().filter_map(ScoredEstimate::pair).collect()
    }

    /// Returns the headline of a part, where there is a part and a rest.
    fn part(
        self,
        kind: ChoiceKind,
        choice: String,
        takes: impl Fn(&ScoredEstimate<'_, '_>) -> bool,
    ) -> Option<Alternative> {
        let part: Vec<_> = self.0.iter().filter(|one| takes(one)).copied().collect();
        let is_part = !part.is_empty() && part.len() < self.0.len();
        let part = Headline(&part);
        is_part.then(|| Alternative {
            kind,
            choice,
            basis: part.basis(),
            brier: part.brier(),
        })
    }

    fn by_tag(self) -> Vec<Alternative> {
        let mut tags: Vec<&str> = self.0.iter().flat_map(tags).collect();
        tags.sort_unstable();
        tags.dedup();
        let terms = tags
            .into_iter()
            .flat_map(|tag| [FilterTerm::is(tag), FilterTerm::is_not(tag)]);
        let part = |term: FilterTerm<&str>| {
            let takes = |one: &ScoredEstimate<'_, '_>| {
                term.takes(|tag| tags_of(one).iter().any(|other| other == tag))
            };
            self.part(ChoiceKind::Tag, term.to_string(), takes)
        };
        terms.filter_map(part).collect()
    }

    fn by_provenance(self) -> Vec<Alternative> {
        let each = Provenance::ALL.into_iter();
        let terms = each.flat_map(|one| [FilterTerm::is(one), FilterTerm::is_not(one)]);
        let part = |term: FilterTerm<Provenance>| {
            let mark = if term.negated { "!" } else { "" };
            let choice = format!("{mark}{}", term.value.as_str());
            self.part(ChoiceKind::Provenance, choice, |one| {
                term.takes(|provenance| one.row.provenance == *provenance)
            })
        };
        terms.filter_map(part).collect()
    }

    /// Returns the headline without each cluster, the largest move first.
    fn by_cluster(self) -> Vec<Alternative> {
        let mut names: BTreeMap<usize, &str> = BTreeMap::new();
        for one in self.0 {
            let id = &*one.question.id;
            let record = one.question.record.map(|entry| &entry.forecast);
            let cluster = record.and_then(|forecast| forecast.cluster.as_deref());
            names
                .entry(one.question.cluster)
                .or_insert(cluster.unwrap_or(id));
        }
        let without = |(cluster, name): (&usize, &&str)| {
            self.part(ChoiceKind::Cluster, format!("!{name}"), |one| {
                one.question.cluster != *cluster
            })
        };
        let mut all: Vec<Alternative> = names.iter().filter_map(without).collect();
        let brier = self.brier();
        let size = |one: &Alternative| one.moved(&brier).unwrap_or_default().abs();
        all.sort_by(|a, b| size(b).total_cmp(&size(a)));
        all
    }

    /// Returns the headline with the ranges of words read at the end that suits, and at the other.
    fn by_range(self) -> Vec<Alternative> {
        let rows: Vec<Binary> = self.0.iter().filter_map(binary).collect();
        if rows.iter().all(|row| row.band.low == row.band.high) {
            return Vec::new();
        }
        let at = |choice: &str, pick| Alternative {
            kind: ChoiceKind::Range,
            choice: choice.to_owned(),
            basis: self.basis(),
            brier: reading(&rows, pick),
        };
        vec![
            at("the best ends", f64::min),
            at("the worst ends", f64::max),
        ]
    }

    /// Returns the headline with an outcome for each question that has none: the one that suits, and
    /// the other.
    fn with(self, what: &str, more: &[ScoredEstimate<'_, '_>]) -> Vec<Alternative> {
        let is_asked = |one: &&ScoredEstimate<'_, '_>| one.pair_or(BinaryOutcome::NO).is_some();
        let more: Vec<_> = more.iter().filter(is_asked).copied().collect();
        if more.is_empty() {
            return Vec::new();
        }
        let all: Vec<_> = self.0.iter().chain(&more).copied().collect();
        let with = |choice: &str, is_worst: bool| {
            let mut pairs = self.pairs();
            for question in more.chunk_by(|a, b| a.question.number == b.question.number) {
                let [no, yes] = [BinaryOutcome::NO, BinaryOutcome::YES].map(|outcome| {
                    let pairs = question.iter().filter_map(|one| one.pair_or(outcome));
                    pairs.collect::<Vec<Pair>>()
                });
                let is_yes = (loss(&yes) > loss(&no)) == is_worst;
                pairs.extend(if is_yes { yes } else { no });
            }
            Alternative {
                kind: ChoiceKind::Outcome,
                choice: format!("{what}: {choice}"),
                basis: SampleSize::of(&all),
                brier: mean(&pairs),
            }
        };
        vec![with("the best", false), with("the worst", true)]
    }
}

/// Returns the headline under each other weighing.
fn weighings(dataset: &Dataset<'_>, request: &Request) -> Vec<Alternative> {
    let each = [
        Weighting::Days,
        Weighting::First,
        Weighting::Last,
        Weighting::Each,
    ];
    let other = each.into_iter().filter(|weigh| *weigh != request.weigh);
    let of = |weigh: Weighting| {
        let request = Request {
            weigh,
            ..request.clone()
        };
        of_all(dataset, &request, ChoiceKind::Weighing, weigh.to_string())
    };
    other.map(of).collect()
}

/// Returns the headline with what waits for its deadline, and with what was written when the outcome
/// was known, where there is such.
fn counted(ledger: &Ledger, request: &Request, basis: SampleSize) -> Vec<Alternative> {
    let early = Request {
        include_early: true,
        ..request.clone()
    };
    let retrospective = Request {
        include_retrospective: true,
        ..request.clone()
    };
    let each = [("resolved early", early), ("retrospective", retrospective)];
    let of = |(choice, request): (&str, Request)| {
        let dataset = from_ledger(ledger, &request, Purpose::Score);
        of_all(
            &dataset,
            &request,
            ChoiceKind::Counted,
            format!("with {choice}"),
        )
    };
    let all = each.into_iter().map(of);
    all.filter(|one| one.basis != basis).collect()
}

fn of_all(
    dataset: &Dataset<'_>,
    request: &Request,
    kind: ChoiceKind,
    choice: String,
) -> Alternative {
    let mut scored = collect_pairs(dataset, request).scored;
    scored.retain(|one| one.pair().is_some());
    let headline = Headline(&scored);
    Alternative {
        kind,
        choice,
        basis: headline.basis(),
        brier: headline.brier(),
    }
}

fn mean(pairs: &[Pair]) -> Statistic {
    PairCounts::of(pairs).mean(brier)
}

/// Returns what these pairs add to the sum of the scores.
fn loss(pairs: &[Pair]) -> f64 {
    let each = pairs.iter();
    each.map(|pair| pair.weight.get() * brier(pair.forecast, pair.outcome))
        .sum()
}

fn tags<'d>(one: &ScoredEstimate<'d, '_>) -> impl Iterator<Item = &'d str> {
    tags_of(one).iter().map(String::as_str)
}

/// Returns the tags of the record.
fn tags_of<'d>(one: &ScoredEstimate<'d, '_>) -> &'d [String] {
    one.question
        .record
        .map_or(&[], |entry| &entry.forecast.tags)
}
