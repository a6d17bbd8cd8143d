//! The review whole.

use chrono::NaiveDate;

use crate::analysis::coherence::{self, CoherenceFindings as Coherence, Span};
use crate::analysis::{
    Adjustment, Calibration, CalibrationOptions, Rows, Scores, adjust, calibration, score,
};
use crate::dataset::{ProvenanceCounts, ScoredEstimate, collect_pairs, from_ledger};
use crate::ledger::{Entry, FilterTerm, Ledger};
use crate::model::KindName;
use crate::query::{Dimension, Excluded, Purpose, Request, Weighting};

use super::outturn::outturns;
use super::{Agenda, CalibrationReview, Counts, Grouped, Headline, Outturn, Revisions, grouped};

/// The first and the last day of the deadlines that a report is about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Period {
    /// The first day, where there is one.
    pub since: Option<NaiveDate>,
    /// The last day, where there is one.
    pub until: Option<NaiveDate>,
}

impl Period {
    /// Returns the request with deadlines in the period alone.
    fn narrow(self, request: &Request) -> Request {
        let mut narrowed = request.clone();
        let selection = &mut narrowed.selection;
        // The bounds of a selection are outside it.
        let after = self.since.and_then(|day| day.pred_opt());
        let before = self.until.and_then(|day| day.succ_opt());
        selection.due_after = selection.due_after.max(after);
        selection.due_before = match (selection.due_before, before) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        };
        narrowed
    }
}

/// Everything that the evaluation report says, in numbers.
#[derive(Clone, Debug)]
pub struct Review<'a> {
    /// What was asked, with deadlines in the period alone.
    pub request: Request,
    /// The period.
    pub period: Period,
    /// Which estimates the calibration goes by: each forecaster's first, once, unless another
    /// single one was asked for.
    pub calibrated: Weighting,
    /// The records that it is about, by id.
    pub entries: Vec<&'a Entry>,
    /// How they stand.
    pub counts: Counts,
    /// The figures that stand first.
    pub headline: Headline,
    /// Each judgement beside what happened, by id.
    pub outturns: Vec<Outturn<'a>>,
    /// The calibration by words of the yardstick.
    pub words: Calibration,
    /// How well what was said fits what happened.
    pub fit: CalibrationReview,
    /// The scores by year of the deadline.
    pub years: Vec<Grouped>,
    /// The scores by time from the estimate to the deadline.
    pub horizons: Vec<Grouped>,
    /// The scores by how sound the grounds were said to be; empty where nobody said.
    pub confidence: Vec<Grouped>,
    /// The scores by tag.
    pub tags: Vec<Grouped>,
    /// The scores of the kinds that are not a yes or a no, by forecaster.
    pub kinds: Scores,
    /// What those scores were asked for.
    pub kinds_request: Request,
    /// The forecasters beside each other.
    pub adjustment: Adjustment,
    /// Whether the estimates in force can all be right.
    pub coherence: Coherence<'a>,
    /// When estimates contradicted each other.
    pub contradictions: Vec<Span<'a>>,
    /// Whether changing estimates helped.
    pub revisions: Revisions,
    /// What is to be done.
    pub agenda: Agenda<'a>,
    /// What counts, by provenance.
    pub provenance: ProvenanceCounts,
    /// What was left out, and why.
    pub skipped: Excluded,
}

/// Returns the review of a ledger, over the forecasts with a deadline in the period.
#[must_use]
pub fn review<'a>(ledger: &'a Ledger, asked: &Request, period: Period) -> Review<'a> {
    let request = &period.narrow(asked);
    // What comes due is asked of the days ahead, whatever the period behind.
    let ahead = asked.selection.of(ledger, &asked.view);
    let calibrated = if request.weigh.is_single() {
        request.weigh
    } else {
        Weighting::First
    };
    let once = Request {
        weigh: calibrated,
        ..request.clone()
    };
    let by_words = CalibrationOptions {
        rows: Rows::Word,
        tests: false,
        ..CalibrationOptions::default()
    };
    let entries = request.selection.of(ledger, &request.view);
    let dataset = from_ledger(ledger, request, Purpose::Score);
    let collected = collect_pairs(&dataset, request);
    let outturns = outturns(ledger, &collected.scored, &request.view);
    let is_binary = |one: &&ScoredEstimate<'_, '_>| one.question.kind() == KindName::Binary;
    let binary: Vec<_> = collected.scored.iter().filter(is_binary).copied().collect();
    let first = collect_pairs(&dataset, &once).scored;
    let by = |dimension| grouped(&dataset, &binary, dimension, request);
    let others = Request {
        group_by: vec![Dimension::Forecaster],
        ..other_kinds(request)
    };
    Review {
        calibrated,
        counts: Counts::of(ledger, &entries, &request.view),
        headline: Headline::of(&binary, &outturns, request),
        words: calibration(&dataset, &once, &by_words),
        fit: CalibrationReview::of(&first, request),
        years: by(Dimension::Year),
        horizons: by(Dimension::Horizon),
        confidence: if binary.iter().any(|one| one.row.confidence().is_some()) {
            by(Dimension::Confidence)
        } else {
            Vec::new()
        },
        tags: by(Dimension::Tag),
        kinds: if others.selection.kinds.is_empty() {
            Scores {
                rows: Vec::new(),
                provenance: ProvenanceCounts::default(),
                skipped: Excluded::default(),
            }
        } else {
            score(&from_ledger(ledger, &others, Purpose::Score), &others)
        },
        kinds_request: others,
        adjustment: adjust(&from_ledger(ledger, request, Purpose::Adjust), request),
        coherence: coherence::compare(ledger, &asked.selection, &request.view),
        contradictions: coherence::history(ledger, &request.selection, &request.view),
        revisions: Revisions::of(&outturns, request),
        agenda: Agenda::of(ledger, &ahead, &request.view),
        period,
        provenance: ProvenanceCounts::of(&collected.scored),
        skipped: collected.excluded,
        request: request.clone(),
        entries,
        outturns,
    }
}

/// Returns the request for the kinds that are not a yes or a no, among those asked for.
fn other_kinds(request: &Request) -> Request {
    let mut others = request.clone();
    let meant = |kind: &KindName| *kind != KindName::Binary && request.selection.takes_kind(*kind);
    let kinds = KindName::ALL.into_iter().filter(meant);
    others.selection.kinds = kinds.map(FilterTerm::is).collect();
    others
}
