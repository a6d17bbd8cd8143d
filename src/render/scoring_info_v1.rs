//! What made an answer over estimates and outcomes, in JSON.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Map, Value};

use crate::model::Probability;
use crate::query::{ProbabilityUnit, Regraded, Request, TableOptions};

use super::{DayV1, FiltersV1};

/// What made an answer over estimates and outcomes: enough to make it again.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ScoringInfoV1 {
    /// How the table was read, where one stood in place of the ledger.
    table: Option<TableInfoV1>,
    /// Which estimates count, and how much.
    pub(super) weigh: String,
    /// The day at whose end things are seen; null where it makes no difference: for a table whose rows
    /// all count.
    as_of: Option<DayV1>,
    /// Whether estimates and outcomes count from when they were written down.
    booked: bool,
    /// Days after the answer could be known before a forecast is overdue.
    grace: u32,
    /// Whether forecasts resolved before their deadline count before it has passed.
    include_early: bool,
    /// Whether estimates that were written when the outcome was known count for the day they claim.
    include_retrospective: bool,
    /// Who says when each estimate was written, where somebody was asked.
    #[schemars(extend("enum" = ["git", null]))]
    witness: Option<&'static str>,
    /// Whose outcomes count in place of the logged ones.
    #[serde(skip_serializing_if = "Option::is_none")]
    verdicts: Option<VerdictsV1>,
    /// What the rows are grouped by.
    group_by: Vec<&'static str>,
    /// The confidence level of intervals.
    #[schemars(extend("exclusiveMinimum" = 0, "exclusiveMaximum" = 1))]
    level: f64,
    /// Where the random numbers begin.
    seed: u64,
    /// How often bootstraps and simulations draw.
    resamples: usize,
    /// How far from 0 and 1 the log score keeps a forecast.
    floor: Option<f64>,
    /// Which records are meant: the filters that were set.
    filters: FiltersV1,
}

/// A reviewer's own outcomes.
#[derive(Clone, Debug, Serialize, JsonSchema)]
struct VerdictsV1 {
    /// The name of their table.
    file: String,
    /// How many outcomes it gives.
    given: usize,
    /// How many of these are other than those that are logged.
    changed: usize,
}

impl From<&Regraded> for VerdictsV1 {
    fn from(regraded: &Regraded) -> Self {
        Self {
            file: regraded.name.clone(),
            given: regraded.given,
            changed: regraded.changed,
        }
    }
}

/// How a table was read.
#[derive(Clone, Debug, Serialize, JsonSchema)]
struct TableInfoV1 {
    /// Its name.
    file: String,
    /// The heads of columns that are not called as usual.
    #[schemars(with = "BTreeMap<String, String>")]
    columns: Map<String, Value>,
    /// Whether its options are in order.
    ordered: bool,
    /// The order, where it was said; else that in which they first appear.
    order: Vec<String>,
    /// Whether its rows are counts.
    counts: bool,
    /// What separates its cells, where that was said.
    separator: Option<String>,
    /// The decimal mark of its numbers, where that was said.
    decimal: Option<String>,
    /// What its probabilities are counted in, where that was said.
    #[schemars(extend("enum" = ["percent", "fraction", null]))]
    unit: Option<&'static str>,
    /// What becomes of faulty rows.
    bad_rows: &'static str,
    /// What its outcomes call a yes, besides the usual words.
    yes: Vec<String>,
    /// What they call a no.
    no: Vec<String>,
}

impl From<&Request> for ScoringInfoV1 {
    fn from(request: &Request) -> Self {
        let view = &request.view;
        Self {
            table: request.table.as_ref().map(TableInfoV1::from),
            weigh: request.weigh.to_string(),
            as_of: request.looks_at_the_day().then(|| DayV1::new(view.as_of)),
            booked: view.booked,
            grace: view.grace,
            include_early: request.include_early,
            include_retrospective: request.include_retrospective,
            witness: request.witnessed.then_some("git"),
            verdicts: request.regraded.as_ref().map(VerdictsV1::from),
            group_by: request.group_by.iter().map(|one| one.as_str()).collect(),
            level: request.level,
            seed: request.seed,
            resamples: request.resamples,
            floor: request.floor.map(Probability::get),
            filters: FiltersV1::new(&request.selection),
        }
    }
}

impl From<&TableOptions> for TableInfoV1 {
    fn from(options: &TableOptions) -> Self {
        let letter = |byte: u8| char::from(byte).to_string();
        let columns = options.columns.renamed();
        let columns = columns.map(|(column, head)| (column.as_str().to_owned(), head.into()));
        Self {
            file: options.name.clone(),
            columns: columns.collect(),
            ordered: options.ordered.is_some(),
            order: options.ordered.clone().unwrap_or_default(),
            counts: options.counts,
            separator: options.separator.map(letter),
            decimal: options.decimal.map(letter),
            unit: options.unit.map(ProbabilityUnit::as_str),
            bad_rows: options.bad_rows.as_str(),
            yes: options.words.yes.clone(),
            no: options.words.no.clone(),
        }
    }
}
