//! Scenario sets: where they started, what moved them, what follows, and what to watch.

use crate::analysis::review::Review;
use crate::analysis::scenarios::{Assessment, SetRequest, assess, history};
use crate::ledger::{Entry, Ledger};
use crate::model::{Kind, ScenarioSet};
use crate::render::scenarios::{Order, head, notes, pushes, scenarios, trouble, watch};

use super::document::{Block, DocumentTable, Section, TextSpan};
use super::plots::{path_of_scenarios, set_request};
use super::spans::{linked, plain, text, to};

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
        .flat_map(|(entry, set)| of_set(ledger, review, entry, set))
        .collect();
    (!blocks.is_empty()).then_some(Section {
        id: "scenarios",
        title: "Scenarios",
        blocks,
    })
}

fn of_set(ledger: &Ledger, review: &Review<'_>, entry: &Entry, set: &ScenarioSet) -> Vec<Block> {
    let request = set_request(&review.request.view);
    let mut blocks = vec![Block::Heading(vec![to(entry)]), Block::List(accounts(set))];
    for found in assess(ledger, entry, &request) {
        match found {
            Ok(assessment) => blocks.extend(assessed(ledger, &assessment, &request)),
            Err(why) => blocks.push(Block::Text(text(trouble(&why)))),
        }
    }
    blocks
}

/// Returns what each scenario is.
fn accounts(set: &ScenarioSet) -> Vec<Vec<TextSpan>> {
    let account = |one: &crate::model::Scenario| {
        let title = one.title.as_deref().unwrap_or(&one.id);
        let mut spans = vec![
            TextSpan::Strong(title.to_owned()),
            plain(format!(" ({}). ", one.id)),
        ];
        spans.extend(linked(one.criteria.as_deref().unwrap_or_default().trim()));
        spans
    };
    set.scenarios.iter().map(account).collect()
}

fn assessed(ledger: &Ledger, assessment: &Assessment<'_>, request: &SetRequest) -> Vec<Block> {
    let watched = assessment.watch(&request.view);
    let stands = head(ledger, assessment, request);
    // The first line names the set, which has its heading.
    let mut blocks: Vec<Block> = lines(&stands).skip(1).map(Block::Text).collect();
    blocks.push(Block::Table(DocumentTable::of(
        "Where they started, and what follows",
        &scenarios(assessment),
    )));
    let steps = history(ledger, assessment, request);
    if steps.len() > 1 {
        blocks.push(Block::Plot(Box::new(path_of_scenarios(
            assessment,
            &steps,
            &request.view,
        ))));
    }
    let moved = pushes(assessment);
    if !moved.rows.is_empty() {
        blocks.push(Block::Table(DocumentTable::of(
            "What each indicator did to the odds",
            &moved,
        )));
    }
    let ahead = watch(&watched, Order::Telling);
    if ahead.rows.is_empty() {
        blocks.push(Block::Text(text(
            "No indicator is open; there is nothing left to watch.",
        )));
    } else {
        blocks.push(Block::Table(DocumentTable::of(
            "What to watch, the most telling first",
            &ahead,
        )));
    }
    let remarks: Vec<_> = lines(&notes(assessment, &watched)).collect();
    if !remarks.is_empty() {
        blocks.push(Block::List(remarks));
    }
    blocks
}

fn lines(text: &str) -> impl Iterator<Item = Vec<TextSpan>> {
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    lines.map(|line| vec![plain(line.trim())])
}
