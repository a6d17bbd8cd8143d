//! The scores of a table.

use std::io::Read;

use crate::evaluate::figures::{binary_scores, choice_scores, ordered_scores, quantity_scores};
use crate::evaluate::{Named, Reason, Request, Row, Scores};
use crate::model::KindName;

use super::collect::{Values, collect};
use super::{Faults, TableError};

/// Returns the scores of a table, and what is wrong with some of its rows. A bad row is left out
/// and counted.
///
/// # Errors
///
/// Where there is no table to read, or it lacks a column.
pub fn score(input: impl Read, request: &Request) -> Result<(Scores, Faults), TableError> {
    let collected = collect(input, request)?;
    let kind = collected.kind;
    let mut skipped = collected.skipped;
    skipped.add_rows(Reason::BadRow, collected.faults.rows);
    let portions = collected.portions.into_iter();
    let row = |portion: super::collect::Portion| Row {
        group: portion.group,
        kind,
        unit: None,
        basis: portion.basis,
        coverage: portion.coverage,
        figures: figures(kind, &portion.values, request),
        apart: Vec::new(),
        infinite: Vec::new(),
    };
    let rows = portions.filter(|portion| portion.basis.n > 0).map(row);
    let scores = Scores {
        rows: rows.collect(),
        skipped,
    };
    Ok((scores, collected.faults))
}

fn figures(kind: KindName, values: &Values, request: &Request) -> Vec<Named> {
    let (floor, doubt) = (request.floor, request.doubt());
    match values {
        Values::Pairs(sample) => binary_scores(sample, floor, doubt),
        Values::Choices { cases, .. } if kind == KindName::Ordered => {
            ordered_scores(cases, floor, doubt)
        }
        Values::Choices {
            cases,
            same_options,
        } => choice_scores(cases, *same_options, floor, doubt),
        Values::Quantities(cases) => quantity_scores(cases, doubt),
    }
}
