//! The columns that a question needs of a table, and whether tables have it at all.

use crate::ledger::Selection;
use crate::query::{Column, Dimension, Purpose, Request, TableOptions, Weighting};

use super::layout::{Form, RequiredColumns};
use super::row::TableRow;
use super::{TableError, empty};

/// Returns the columns that a question needs.
pub(super) fn required(
    request: &Request,
    options: &TableOptions,
    purpose: Purpose,
) -> Result<RequiredColumns, TableError> {
    check_supported(request, options, purpose)?;
    let mut required = RequiredColumns::default();
    weighting(request, &mut required);
    for &dimension in &request.group_by {
        grouping(dimension, &mut required);
    }
    filters(&request.selection, &mut required);
    if options.as_of {
        required.needs.push((Column::MadeAt, "--as-of"));
        required.uses.extend([Column::KnownAt, Column::Deadline]);
    }
    if purpose.takes_everybody() {
        let needs = [Column::QuestionId, Column::Forecaster];
        let needs = needs.map(|column| (column, purpose.as_str()));
        required.needs.extend(needs);
        required.uses.push(Column::Opened);
    }
    if purpose.keeps_rows() {
        let uses = [
            Column::Forecaster,
            Column::MadeAt,
            Column::Deadline,
            Column::KnownAt,
        ];
        required.uses.extend(uses);
    }
    if purpose == Purpose::Adjust {
        // What is of one series has one tag.
        required.uses.push(Column::Tags);
    }
    if purpose == Purpose::Calibration {
        // The e-value goes by the order of the resolutions.
        required.uses.push(Column::KnownAt);
    }
    required.open = purpose.takes_open();
    Ok(required)
}

fn weighting(request: &Request, required: &mut RequiredColumns) {
    if !request.cuts() {
        return;
    }
    let uses = [
        Column::Forecaster,
        Column::MadeAt,
        Column::LoggedAt,
        Column::Opened,
        Column::Deadline,
        Column::KnownAt,
    ];
    required.uses.extend(uses);
    let (name, more): (_, &[Column]) = match request.weigh {
        Weighting::Each => return,
        Weighting::First => ("--weigh first", &[]),
        Weighting::Last => ("--weigh last", &[]),
        Weighting::Days => ("--weigh days", &[Column::Opened, Column::Deadline]),
        Weighting::Horizon(_) => ("--weigh horizon", &[Column::Deadline]),
    };
    let always = [Column::QuestionId, Column::MadeAt];
    let needs = always.iter().chain(more).map(|&column| (column, name));
    required.needs.extend(needs);
}

/// Says which cell that a question needs is empty.
pub(super) fn check_cells(
    row: &TableRow<'_>,
    request: &Request,
    purpose: Purpose,
) -> Result<(), String> {
    let weighted = request.weigh != Weighting::Each;
    let days = request.weigh == Weighting::Days;
    let horizon = matches!(request.weigh, Weighting::Horizon(_));
    let everybody = purpose.takes_everybody();
    let grouped = |dimension| request.group_by.contains(&dimension);
    let (by_year, by_horizon) = (grouped(Dimension::Year), grouped(Dimension::Horizon));
    let by_deadline = days || horizon || by_year || by_horizon;
    let lacks = [
        (
            (weighted || everybody) && row.question.is_empty(),
            Column::QuestionId,
        ),
        (everybody && row.forecaster.is_empty(), Column::Forecaster),
        (weighted && row.made_at.is_none(), Column::MadeAt),
        (days && row.opened.is_none(), Column::Opened),
        (by_deadline && row.deadline.is_none(), Column::Deadline),
        (by_horizon && row.made_at.is_none(), Column::MadeAt),
    ];
    match lacks.into_iter().find(|(lacks, _)| *lacks) {
        Some((_, column)) => Err(empty(column)),
        None => Ok(()),
    }
}

fn grouping(dimension: Dimension, required: &mut RequiredColumns) {
    let needs: &[Column] = match dimension {
        Dimension::Forecaster => &[Column::Forecaster],
        Dimension::Tag => &[Column::Tags],
        Dimension::Year => &[Column::Deadline],
        Dimension::Horizon => &[Column::MadeAt, Column::Deadline],
        _ => &[],
    };
    let needs = needs.iter().map(|&column| (column, "--group-by"));
    required.needs.extend(needs);
}

fn filters(selection: &Selection, required: &mut RequiredColumns) {
    if !selection.tags.is_empty() {
        required.needs.push((Column::Tags, "--tag"));
    }
    if !selection.forecasters.is_empty() {
        required.needs.push((Column::Forecaster, "--forecaster"));
    }
    if selection.due_before.is_some() {
        required.needs.push((Column::Deadline, "--due-before"));
    }
    if selection.due_after.is_some() {
        required.needs.push((Column::Deadline, "--due-after"));
    }
}

/// Returns whether tables have what is asked for.
fn check_supported(
    request: &Request,
    options: &TableOptions,
    purpose: Purpose,
) -> Result<(), TableError> {
    if options.counts && purpose.keeps_rows() {
        return Err(TableError::Unsuited("counts do not say who said what"));
    }
    let Selection {
        owners,
        states,
        documents,
        ..
    } = &request.selection;
    let counted = options.counts && request.weigh != Weighting::Each;
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
        (counted, "counts are not weighed: each forecast counts once"),
    ];
    match unsuited.into_iter().find(|(asked, _)| *asked) {
        Some((_, why)) => Err(TableError::Unsuited(why)),
        None => Ok(()),
    }
}

/// Says whether a table of that form has what its rows are to be grouped by.
pub(super) fn check_groups(request: &Request, form: Form) -> Result<(), TableError> {
    let grouped = |dimension| form != Form::Long && request.group_by.contains(&dimension);
    let unsuited = [
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

    fn request(weigh: Weighting) -> Request {
        Request::new(View::new(parse_day("2026-11-24").unwrap(), 0), weigh)
    }

    fn needs(request: &Request) -> Vec<&'static str> {
        let required = required(request, &TableOptions::default(), Purpose::Score).unwrap();
        required
            .needs
            .iter()
            .map(|(column, _)| column.as_str())
            .collect()
    }

    #[test]
    fn each_weighing_needs_its_columns() {
        assert!(needs(&request(Weighting::Each)).is_empty());
        assert_eq!(
            needs(&request(Weighting::First)),
            ["question_id", "made_at"]
        );
        assert_eq!(
            needs(&request(Weighting::Days)),
            ["question_id", "made_at", "opened", "deadline"]
        );
        assert_eq!(
            needs(&request(Weighting::Horizon(30))),
            ["question_id", "made_at", "deadline"]
        );
    }

    #[test]
    fn what_only_ledgers_have_is_refused() {
        let refused = |request: &Request| {
            required(request, &TableOptions::default(), Purpose::Score).is_err()
        };
        let mut owned = request(Weighting::Each);
        owned
            .selection
            .owners
            .push(crate::ledger::FilterTerm::is("ann".to_owned()));
        assert!(refused(&owned));
        let mut grouped = request(Weighting::Each);
        grouped.group_by.push(Dimension::Word);
        assert!(check_groups(&grouped, Form::Pairs).is_err());
        assert!(check_groups(&grouped, Form::Long).is_ok());
        let counts = TableOptions {
            counts: true,
            ..TableOptions::default()
        };
        assert!(required(&request(Weighting::First), &counts, Purpose::Score).is_err());
        assert!(required(&request(Weighting::Each), &counts, Purpose::Score).is_ok());
    }
}
