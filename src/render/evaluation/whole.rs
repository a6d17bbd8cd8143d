//! The report whole: its sections in order.

use rayon::prelude::*;

use crate::analysis::review::{Changes, Review};
use crate::ledger::{Ledger, Selection};
use crate::render::plot::Plot;

use super::document::{Document, Dossier};
use super::dossier::{Index, dossier};
use super::spans::text;
use super::{
    agenda, changes, coherence, fit, forecasters, headline, kinds, left_out, misses, outturns,
    over_time, revisions, run_info, scenarios, yardstick,
};

/// What a report is made of.
#[derive(Clone, Copy, Debug)]
pub struct Parts<'a> {
    /// The ledger.
    pub ledger: &'a Ledger,
    /// The review of it.
    pub review: &'a Review<'a>,
    /// What changed since an earlier day, where that was asked for.
    pub changes: Option<&'a Changes<'a>>,
    /// The hedgehogs of quantities.
    pub series: &'a [Plot],
    /// Whether each forecast has its dossier.
    pub dossiers: bool,
    /// Whether the outturns are told forecast by forecast, and not judgement by judgement.
    pub brief: bool,
}

/// Returns the report.
#[must_use]
pub fn document(parts: &Parts<'_>) -> Document {
    let (ledger, review) = (parts.ledger, parts.review);
    let mut sections = vec![headline::section(review)];
    sections.extend(parts.changes.map(|since| changes::section(review, since)));
    sections.extend([
        outturns::section(parts),
        yardstick::section(review),
        fit::section(review),
        over_time::section(review),
    ]);
    sections.extend(kinds::section(review));
    sections.extend([
        forecasters::section(review),
        revisions::section(review),
        coherence::section(review),
    ]);
    sections.extend(scenarios::section(ledger, review));
    sections.extend([
        misses::section(review),
        agenda::section(ledger, review),
        left_out::section(ledger, review),
        run_info::section(review),
    ]);
    Document {
        title: "Forecast evaluation".to_owned(),
        subtitle: text(subtitle(parts)),
        sections,
        dossiers: if parts.dossiers {
            dossiers(ledger, review)
        } else {
            Vec::new()
        },
    }
}

fn dossiers(ledger: &Ledger, review: &Review<'_>) -> Vec<Dossier> {
    let index = Index::of(ledger, review);
    let entries = review.entries.par_iter();
    entries
        .map(|entry| dossier(ledger, review, &index, entry))
        .collect()
}

fn subtitle(parts: &Parts<'_>) -> String {
    let as_of = parts.review.request.view.as_of;
    let period = match (parts.review.period.since, parts.review.period.until) {
        (None, None) => String::new(),
        (Some(since), None) => format!(", deadlines from {since}"),
        (None, Some(until)) => format!(", deadlines until {until}"),
        (Some(since), Some(until)) => format!(", deadlines from {since} to {until}"),
    };
    let all = parts.review.request.selection == Selection::default();
    let only = if all {
        ""
    } else {
        ", a selection of forecasts"
    };
    format!("As of {as_of}{period}{only}.")
}
