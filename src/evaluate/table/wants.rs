//! What a question wants of a table, and whether tables have it at all.

use crate::evaluate::{Dimension, Request, Weigh};
use crate::ledger::Selection;

use super::layout::Wants;
use super::{Column, Reading, TableError};

/// Returns the columns that a question wants.
pub(super) fn wants(request: &Request, reading: &Reading) -> Result<Wants, TableError> {
    suits(request, reading)?;
    let mut wants = Wants::default();
    weighing(request.weigh, &mut wants);
    for &dimension in &request.group_by {
        grouping(dimension, &mut wants);
    }
    filters(&request.selection, &mut wants);
    if reading.as_of {
        wants.needs.push((Column::MadeAt, "--as-of"));
        wants.uses.extend([Column::KnownAt, Column::Deadline]);
    }
    Ok(wants)
}

fn weighing(weigh: Weigh, wants: &mut Wants) {
    let (name, more): (_, &[Column]) = match weigh {
        Weigh::Each => return,
        Weigh::First => ("--weigh first", &[]),
        Weigh::Last => ("--weigh last", &[]),
        Weigh::Days => ("--weigh days", &[Column::Opened, Column::Deadline]),
        Weigh::Horizon(_) => ("--weigh horizon", &[Column::Deadline]),
    };
    let always = [Column::QuestionId, Column::MadeAt];
    let needs = always.iter().chain(more).map(|&column| (column, name));
    wants.needs.extend(needs);
    let uses = [Column::Forecaster, Column::Deadline, Column::KnownAt];
    wants.uses.extend(uses);
}

fn grouping(dimension: Dimension, wants: &mut Wants) {
    let needs: &[Column] = match dimension {
        Dimension::Forecaster => &[Column::Forecaster],
        Dimension::Tag => &[Column::Tags],
        Dimension::Year => &[Column::Deadline],
        Dimension::Horizon => &[Column::MadeAt, Column::Deadline],
        _ => &[],
    };
    let needs = needs.iter().map(|&column| (column, "--group-by"));
    wants.needs.extend(needs);
}

fn filters(selection: &Selection, wants: &mut Wants) {
    if !selection.tags.is_empty() {
        wants.needs.push((Column::Tags, "--tag"));
    }
    if !selection.forecasters.is_empty() {
        wants.needs.push((Column::Forecaster, "--forecaster"));
    }
    if selection.due_before.is_some() {
        wants.needs.push((Column::Deadline, "--due-before"));
    }
    if selection.due_after.is_some() {
        wants.needs.push((Column::Deadline, "--due-after"));
    }
}

/// Returns whether tables have what is asked for.
fn suits(request: &Request, reading: &Reading) -> Result<(), TableError> {
    let Selection {
        owners,
        states,
        documents,
        ..
    } = &request.selection;
    let grouped = |dimension| request.group_by.contains(&dimension);
    let counted = reading.counts && request.weigh != Weigh::Each;
    let unsuited = [
        (
            !owners.is_empty(),
            "`--owner` is for ledgers: a table has no owners",
        ),
        (
            !documents.is_empty(),
            "`--document` is for ledgers: a table has no documents",
        ),
        (
            !states.is_empty(),
            "`--state` is for ledgers: of a table, what is resolved is scored",
        ),
        (
            request.view.booked,
            "`--booked` is for ledgers: a table does not say when it was written",
        ),
        (
            grouped(Dimension::Confidence),
            "a table cannot be grouped by confidence: it has none",
        ),
        (
            grouped(Dimension::Word),
            "a table cannot be grouped by word: it has numbers",
        ),
        (
            grouped(Dimension::Document),
            "a table cannot be grouped by document: it has none",
        ),
        (
            grouped(Dimension::Topic),
            "a table cannot be grouped by topic: it has no folders",
        ),
        (counted, "counts are not weighed: each forecast counts once"),
    ];
    match unsuited.into_iter().find(|(asked, _)| *asked) {
        Some((_, why)) => Err(TableError::Unsuited(why)),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ledger::View;
    use crate::model::parse_day;

    fn request(weigh: Weigh) -> Request {
        Request::new(View::new(parse_day("2026-11-24").unwrap(), 0), weigh)
    }

    fn needs(request: &Request) -> Vec<&'static str> {
        let wants = wants(request, &Reading::default()).unwrap();
        wants
            .needs
            .iter()
            .map(|(column, _)| column.as_str())
            .collect()
    }

    #[test]
    fn each_weighing_needs_its_columns() {
        assert!(needs(&request(Weigh::Each)).is_empty());
        assert_eq!(needs(&request(Weigh::First)), ["question_id", "made_at"]);
        assert_eq!(
            needs(&request(Weigh::Days)),
            ["question_id", "made_at", "opened", "deadline"]
        );
        assert_eq!(
            needs(&request(Weigh::Horizon(30))),
            ["question_id", "made_at", "deadline"]
        );
    }

    #[test]
    fn what_only_ledgers_have_is_refused() {
        let refused = |request: &Request| wants(request, &Reading::default()).is_err();
        let mut owned = request(Weigh::Each);
        owned.selection.owners.push("ann".to_owned());
        assert!(refused(&owned));
        let mut grouped = request(Weigh::Each);
        grouped.group_by.push(Dimension::Word);
        assert!(refused(&grouped));
        let counts = Reading {
            counts: true,
            ..Reading::default()
        };
        assert!(wants(&request(Weigh::First), &counts).is_err());
        assert!(wants(&request(Weigh::Each), &counts).is_ok());
    }
}
