//! The filters of a page, which the script shows, since without it nothing would happen.

use std::collections::BTreeMap;

use maud::{Markup, html};

use crate::render::evaluation::document::{Block, Document, FilterKeys};

use super::body::shown;

/// A filter: its key in the address, its name, and what of a forecast it goes by.
type Filter = (&'static str, &'static str, fn(&FilterKeys) -> Vec<&str>);

/// The filters, in order.
const FILTERS: [Filter; 5] = [
    ("t", "Tag", |one| many(&one.tags)),
    ("f", "Forecaster", |one| many(&one.forecasters)),
    ("s", "State", |one| vec![one.state]),
    ("k", "Kind", |one| vec![one.kind]),
    ("y", "Year of the deadline", |one| vec![&one.year]),
];

fn many(names: &[String]) -> Vec<&str> {
    names.iter().map(String::as_str).collect()
}

/// What can be chosen, filter by filter, and the number of each choice: its place among all of
/// them. The script counts them in the same order.
#[derive(Clone, Debug, Default)]
pub(super) struct Numbers<'a>([BTreeMap<&'a str, usize>; 5]);

impl<'a> Numbers<'a> {
    /// Returns the numbers of what is known of these forecasts.
    pub(super) fn of_all(known: impl Iterator<Item = &'a FilterKeys>) -> Self {
        let mut all = Self::default();
        for about in known {
            for (values, filter) in all.0.iter_mut().zip(FILTERS) {
                let named = filter.2(about).into_iter();
                values.extend(named.filter(|name| !name.is_empty()).map(|name| (name, 0)));
            }
        }
        let values = all.0.iter_mut().flat_map(BTreeMap::values_mut);
        values.zip(0..).for_each(|(number, place)| *number = place);
        all
    }

    /// Returns the numbers of all that would choose this forecast.
    pub(super) fn of(&self, about: &FilterKeys) -> String {
        let chosen = self.0.iter().zip(FILTERS).flat_map(|(values, filter)| {
            let named = filter.2(about).into_iter();
            named.filter_map(|name| values.get(name).map(ToString::to_string))
        });
        chosen.collect::<Vec<_>>().join(".")
    }
}

/// Returns the filters with what can be chosen.
pub(super) fn filters(numbers: &Numbers<'_>) -> Markup {
    if numbers.0.iter().all(BTreeMap::is_empty) {
        return html! {};
    }
    html! {
        fieldset #filters hidden {
            legend { "Filter forecasts" }
            @for ((key, name, _), values) in FILTERS.iter().zip(&numbers.0) { (choice(key, name, values)) }
            button #show-all type="button" { "Show all" }
            output #shown for="filter-t filter-f filter-s filter-k filter-y" {}
        }
    }
}

fn choice(key: &str, name: &str, values: &BTreeMap<&str, usize>) -> Markup {
    let id = format!("filter-{key}");
    html! {
        p {
            label for=(id) { (name) }
            select id=(id) name=(key) {
                option value="" { "all" }
                @for value in values.keys() {
                    @let shown = shown(value);
                    option value=(shown) { (shown) }
                }
            }
        }
    }
}

/// Returns what is known of each forecast that a filter could show or hide.
pub(super) fn known(document: &Document) -> impl Iterator<Item = &FilterKeys> {
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
