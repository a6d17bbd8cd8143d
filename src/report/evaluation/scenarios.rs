//! Scenario sets: how probable each scenario is, and what to watch.

use crate::evaluate::review::Review;
use crate::ledger::{Entry, Ledger, State, standing};
use crate::model::{Indicator, Kind, ScenarioSet, Value};
use crate::report::records::state;
use crate::report::value;

use super::document::{Block, Cell, Section, Table};
use super::plots::{path_of, title};
use super::spans::{linked, text, to, to_id};

/// Returns the section; nothing where the ledger has no scenario set.
pub(super) fn section(ledger: &Ledger, review: &Review<'_>) -> Option<Section> {
    let sets = review
        .entries
        .iter()
        .filter_map(|entry| match &entry.forecast.kind {
            Kind::Scenarios(set) => Some((*entry, set)),
            _ => None,
        });
    let blocks: Vec<Block> = sets
        .flat_map(|(entry, set)| blocks(ledger, review, entry, set))
        .collect();
    (!blocks.is_empty()).then_some(Section {
        id: "scenarios",
        title: "Scenarios",
        blocks,
    })
}

fn blocks(ledger: &Ledger, review: &Review<'_>, entry: &Entry, set: &ScenarioSet) -> Vec<Block> {
    let view = &review.request.view;
    let mut blocks = vec![Block::Heading(vec![to(entry)])];
    blocks.push(Block::Table(scenarios(review, entry, set)));
    blocks.extend(path_of(entry, view).map(|plot| Block::Plot(Box::new(plot))));
    if !set.indicators.is_empty() {
        blocks.push(Block::Table(indicators(ledger, review, entry, set)));
        blocks.push(Block::Text(text(watch(ledger, review, set))));
    }
    blocks
}

fn scenarios(review: &Review<'_>, entry: &Entry, set: &ScenarioSet) -> Table {
    let forecast = &entry.forecast;
    let stands = standing(forecast, &review.request.view);
    let outcome = review
        .request
        .view
        .resolution(forecast)
        .map(|one| value::outcome(&one.outcome));
    let mut table = Table::new(
        "The scenarios",
        &["scenario", "stands at", "outturn", "criteria"],
    );
    for option in set.options() {
        let said = stands.iter().filter_map(|estimate| {
            let Value::Options(options) = &estimate.value else {
                return None;
            };
            let (_, stated) = options.iter().find(|(name, _)| name == option)?;
            Some(format!("{}: {}", estimate.by, value::stated(stated)))
        });
        let criteria = set
            .scenarios
            .iter()
            .find(|one| one.id == option)
            .and_then(|one| one.criteria.as_deref());
        table.row(vec![
            title(forecast, option).into(),
            said.collect::<Vec<_>>().join("; ").into(),
            if outcome.as_deref() == Some(option) {
                "came about"
            } else {
                ""
            }
            .into(),
            Cell::from(linked(criteria.unwrap_or_default().trim())),
        ]);
    }
    table.without_empty_columns()
}

fn indicators(ledger: &Ledger, review: &Review<'_>, entry: &Entry, set: &ScenarioSet) -> Table {
    let mut table = Table::new(
        "The indicators",
        &[
            "indicator",
            "state",
            "outturn",
            "due",
            "likelihood of a yes",
            "because",
        ],
    );
    for indicator in &set.indicators {
        let found = ledger.get(&indicator.forecast);
        let (now, outturn, due) =
            found.map_or_else(Default::default, |found| status(ledger, review, found));
        table.row(vec![
            to_id(ledger, &indicator.forecast).into(),
            now.into(),
            outturn.into(),
            due.into(),
            likelihoods(entry, indicator).into(),
            indicator.because.clone().unwrap_or_default().into(),
        ]);
    }
    table.without_empty_columns()
}

fn status(ledger: &Ledger, review: &Review<'_>, entry: &Entry) -> (String, String, String) {
    let view = &review.request.view;
    let now = view.state(ledger, entry);
    let outturn = match &now {
        State::Resolved(resolution) => value::outcome(&resolution.outcome),
        _ => String::new(),
    };
    (
        state(&now),
        outturn,
        entry.forecast.deadline.day().to_string(),
    )
}

fn likelihoods(entry: &Entry, indicator: &Indicator) -> String {
    let each = indicator.likelihood.iter();
    let each = each.map(|(option, stated)| {
        format!(
            "{} {}",
            title(&entry.forecast, option),
            value::stated(stated)
        )
    });
    let mark = if indicator.illustration {
        " (illustration)"
    } else {
        ""
    };
    format!("{}{mark}", each.collect::<Vec<_>>().join(", "))
}

/// Returns which indicators are still to come.
fn watch(ledger: &Ledger, review: &Review<'_>, set: &ScenarioSet) -> String {
    let open = |indicator: &&Indicator| {
        let entry = ledger.get(&indicator.forecast);
        entry.is_some_and(|entry| !review.request.view.state(ledger, entry).is_over())
    };
    let open: Vec<_> = set
        .indicators
        .iter()
        .filter(open)
        .map(|one| one.forecast.to_string())
        .collect();
    if open.is_empty() {
        "Every indicator is known; there is nothing left to watch.".to_owned()
    } else {
        format!("Still to watch: {}.", open.join(", "))
    }
}
