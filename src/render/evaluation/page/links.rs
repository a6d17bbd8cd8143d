//! On which page each forecast stands.

use std::collections::BTreeMap;

use crate::model::ForecastId;

/// On which page each forecast stands, and which page this is.
#[derive(Clone, Debug, Default)]
pub(super) struct Links<'a> {
    pages: BTreeMap<&'a ForecastId, usize>,
    here: usize,
}

/// The name of a page in a folder of pages; the first is the index.
pub(super) fn file(page: usize) -> String {
    match page {
        0 => "index.html".to_owned(),
        n => format!("forecasts-{n}.html"),
    }
}

/// The name of a forecast within its page.
pub(super) fn anchor(id: &ForecastId) -> String {
    format!("f-{id}")
}

impl<'a> Links<'a> {
    /// Returns the links of the page of that number.
    pub(super) fn new(pages: BTreeMap<&'a ForecastId, usize>, here: usize) -> Self {
        Self { pages, here }
    }

    /// Returns the same links from another page.
    pub(super) fn from(&self, here: usize) -> Self {
        Self {
            pages: self.pages.clone(),
            here,
        }
    }

    /// Returns where a forecast stands, if it has a dossier anywhere.
    pub(super) fn to(&self, id: &ForecastId) -> Option<String> {
        let page = *self.pages.get(id)?;
        let file = if page == self.here {
            String::new()
        } else {
            file(page)
        };
        Some(format!("{file}#{}", anchor(id)))
    }
}
