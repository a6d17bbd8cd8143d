//! What the parts of a page share: links, the numbers of what filters choose, and parts of drawings.

use std::collections::BTreeMap;

use crate::render::evaluation::document::{Block, Dossier, FilterKeys};

use super::filters::Numbers;
use super::links::Links;

/// What the parts of a page share.
pub(super) struct Context<'a> {
    /// Where each forecast stands.
    pub(super) links: &'a Links<'a>,
    /// The numbers of what filters choose.
    pub(super) numbers: &'a Numbers<'a>,
    /// The parts of drawings that several plots have, with their ids.
    pub(super) parts: Shared<'a>,
}

impl Context<'_> {
    /// Returns what filters know of a forecast, by the numbers of its choices.
    pub(super) fn about(&self, about: &FilterKeys) -> String {
        self.numbers.of(about)
    }
}

/// The parts of drawings that several plots of a page have, with their ids, in the order of their first plot.
#[derive(Clone, Debug, Default)]
pub(super) struct Shared<'a> {
    ids: BTreeMap<&'a str, String>,
    order: Vec<&'a str>,
}

impl<'a> Shared<'a> {
    /// Returns the parts of drawings that several of these dossiers have.
    pub(super) fn of(dossiers: &'a [Dossier]) -> Self {
        let blocks = dossiers.iter().flat_map(|one| &one.blocks);
        let plots = blocks.filter_map(|block| match block {
            Block::BarePlot(plot) | Block::Plot(plot) => Some(plot),
            _ => None,
        });
        let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
        let mut parts = Self::default();
        for part in plots.flat_map(|plot| plot.shared()) {
            let times = seen.entry(part).or_default();
            *times += 1;
            if *times == 2 {
                let id = format!("a{}", parts.order.len());
                parts.order.push(part);
                parts.ids.insert(part, id);
            }
        }
        parts
    }

    /// Returns the id of a part that several plots have.
    pub(super) fn id(&self, part: &str) -> Option<&str> {
        self.ids.get(part).map(String::as_str)
    }

    /// Returns each with its id, in order.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.order
            .iter()
            .filter_map(|part| Some((self.id(part)?, *part)))
    }
}
