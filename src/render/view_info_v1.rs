//! From where records were seen and which were meant, in JSON.

use std::fmt::Display;

use schemars::JsonSchema;
use serde::Serialize;

use crate::ledger::{FilterTerm, Selection, StateName, View};
use crate::model::KindName;

use super::{DayV1, schema};

/// What made a list of records.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ViewInfoV1 {
    /// The day at whose end things are seen.
    pub as_of: DayV1,
    /// Whether estimates and outcomes count from when they were written down.
    pub booked: bool,
    /// Days after the answer could be known before a forecast is overdue.
    pub grace: u32,
    /// Which records are meant: the filters that were set.
    pub filters: FiltersV1,
}

/// The filters that were set; what has a `!` before it is left out.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct FiltersV1 {
    /// All of these tags.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tag: Vec<String>,
    /// An estimate by one of these.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    forecaster: Vec<String>,
    /// One of these owners.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    owner: Vec<String>,
    /// One of these states.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schemars(extend("items" = schema::term_of(StateName::ALL.map(StateName::as_str))))]
    state: Vec<String>,
    /// One of these kinds.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schemars(extend("items" = schema::term_of(KindName::ALL.map(KindName::as_str))))]
    kind: Vec<String>,
    /// Read out of a document with this in its title.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    document: Vec<String>,
    /// With a deadline before this day.
    #[serde(skip_serializing_if = "Option::is_none")]
    due_before: Option<DayV1>,
    /// With a deadline after this day.
    #[serde(skip_serializing_if = "Option::is_none")]
    due_after: Option<DayV1>,
}

impl ViewInfoV1 {
    /// Returns what made a list of records.
    #[must_use]
    pub fn new(view: &View, selection: &Selection) -> Self {
        Self {
            as_of: DayV1::new(view.as_of),
            booked: view.booked,
            grace: view.grace,
            filters: FiltersV1::new(selection),
        }
    }
}

impl FiltersV1 {
    /// Returns the filters that were set.
    #[must_use]
    pub fn new(selection: &Selection) -> Self {
        Self {
            tag: typed(&selection.tags),
            forecaster: typed(&selection.forecasters),
            owner: typed(&selection.owners),
            state: typed(&selection.states),
            kind: typed(&selection.kinds),
            document: typed(&selection.documents),
            due_before: selection.due_before.map(DayV1::new),
            due_after: selection.due_after.map(DayV1::new),
        }
    }
}

/// Returns terms as they are typed.
fn typed<T: Display>(terms: &[FilterTerm<T>]) -> Vec<String> {
    terms.iter().map(FilterTerm::to_string).collect()
}
