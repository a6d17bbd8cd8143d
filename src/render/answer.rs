//! What every answer gives to the one driver: a page for people, JSON and CSV for machines.

use schemars::JsonSchema;
use serde::Serialize;

use super::{EnvelopeV1, Page, ProcedureV1, Screen, row_csv};
use crate::query::Request;

/// An answer beside what was asked.
#[derive(Clone, Debug)]
pub struct Answered<'a, A, Q = Request> {
    /// What was asked.
    pub request: &'a Q,
    /// The answer.
    pub answer: A,
}

/// An answer, as every format needs it.
pub trait Answer {
    /// A row of it in JSON.
    type Row: Serialize + JsonSchema;
    /// What made it, in JSON.
    type RunInfo: Serialize + JsonSchema;

    /// Returns it for people, as much of it as they want.
    fn page(&self, screen: Screen) -> Page;

    /// Returns it for programs.
    fn json(&self) -> EnvelopeV1<Self::Row, Self::RunInfo>;

    /// Returns how the intervals and p-values of a row were made, where it has any.
    #[must_use]
    fn procedures(_: &Self::Row) -> &[ProcedureV1] {
        &[]
    }

    /// Returns it as data: the rows of the JSON, unless what is counted there stands deeper.
    fn csv(&self) -> String {
        row_csv(&self.json().rows)
    }
}
