//! The filters of a page, which the script shows, since without it nothing would happen.

use std::collections::BTreeSet;

use maud::{Markup, html};

use crate::report::evaluation::document::{About, Block, Document};

use super::body::shown;

/// Returns the filters with what can be chosen.
pub(super) fn filters<'a>(known: impl Iterator<Item = &'a About>) -> Markup {
    let all: Vec<&About> = known.collect();
    if all.is_empty() {
        return html! {};
    }
    let many = |of: fn(&About) -> &[String]| -> BTreeSet<&str> {
        all.iter()
            .flat_map(|about| of(about))
            .map(String::as_str)
            .collect()
    };
    let one =
        |of: fn(&About) -> &str| -> BTreeSet<&str> { all.iter().map(|about| of(about)).collect() };
    let choices = [
        ("t", "Tag", many(|about| &about.tags)),
        ("f", "Forecaster", many(|about| &about.forecasters)),
        ("s", "State", one(|about| about.state)),
        ("k", "Kind", one(|about| about.kind)),
        ("y", "Year of the deadline", one(|about| &about.year)),
    ];
    html! {
        fieldset #filters hidden {
            legend { "Filter forecasts" }
            @for (key, name, values) in choices { (choice(key, name, &values)) }
            button #show-all type="button" { "Show all" }
            output #shown for="filter-t filter-f filter-s filter-k filter-y" {}
        }
    }
}

fn choice(key: &str, name: &str, values: &BTreeSet<&str>) -> Markup {
    let id = format!("filter-{key}");
    html! {
        p {
            label for=(id) { (name) }
            select id=(id) name=(key) {
                option value="" { "all" }
                @for value in values {
                    @let shown = shown(value);
                    @if !shown.is_empty() { option value=(shown) { (shown) } }
                }
            }
        }
    }
}

/// Returns what is known of each forecast that a filter could show or hide.
pub(super) fn known(document: &Document) -> impl Iterator<Item = &About> {
    let blocks = document.sections.iter().flat_map(|section| &section.blocks);
    let tables = blocks.filter_map(|block| match block {
        Block::Table(table) => Some(table),
        _ => None,
    });
    let rows = tables
        .flat_map(|table| &table.rows)
        .filter_map(|row| row.about.as_ref());
    document
        .dossiers
        .iter()
        .map(|dossier| &dossier.about)
        .chain(rows)
}
