//! One record whole in JSON, version 1: what `show` gives.

use schemars::JsonSchema;
use serde::Serialize;

use crate::ledger::{Entry, Ledger, View};
use crate::model::{Forecast, ForecastId};

use super::chain::{self, DeadlineLinkV1};
use super::{EstimateV1, PartRowV1, RecordEstimateV1, RecordV1, ResolutionV1, record_v1, schema};

/// One record whole.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct RecordInFullV1 {
    /// What a list says of it.
    #[serde(flatten)]
    pub record: RecordV1,
    /// What decides the outcome.
    pub criteria: Option<String>,
    /// The words of the document that it was read out of.
    pub quote: Option<String>,
    /// Every estimate, in the record's order.
    pub history: Vec<EstimateV1>,
    /// The logged outcome.
    pub resolution: Option<ResolutionV1>,
    /// The forecasts that it names.
    pub names: Vec<ReferenceV1>,
    /// The forecasts that name it.
    pub named_by: Vec<ReferenceV1>,
    /// What each source says of the deadline chain that it is part of.
    pub chain: Vec<DeadlineLinkV1>,
}

/// A relation to another forecast.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ReferenceV1 {
    /// The key of the record that names it.
    pub relation: &'static str,
    /// The other forecast.
    #[schemars(regex(pattern = schema::ID))]
    pub id: String,
}

impl ReferenceV1 {
    fn new(relation: &'static str, id: &ForecastId) -> Self {
        Self {
            relation,
            id: id.to_string(),
        }
    }
}

impl RecordInFullV1 {
    /// Returns a record whole as the view sees it.
    #[must_use]
    pub fn new(ledger: &Ledger, entry: &Entry, view: &View) -> Self {
        let forecast = &entry.forecast;
        let source = forecast.source.as_ref();
        let references = forecast.references().into_iter();
        let others = ledger.entries().iter().map(|other| &other.forecast);
        Self {
            record: RecordV1::new(ledger, entry, view),
            criteria: forecast.criteria.clone(),
            quote: source.and_then(|source| source.quote.clone()),
            history: view
                .estimates_by_date(forecast)
                .into_iter()
                .map(|one| EstimateV1::new(one, forecast, ledger.settings()))
                .collect(),
            resolution: view
                .resolution(forecast)
                .map(|one| ResolutionV1::new(one, forecast)),
            names: references
                .map(|(relation, id)| ReferenceV1::new(relation, id))
                .collect(),
            named_by: others
                .flat_map(|other| naming(other, &forecast.id))
                .collect(),
            chain: chain::json(ledger, entry, view),
        }
    }
}

impl RecordInFullV1 {
    /// Returns the rows of CSV: one for each number of every estimate.
    #[must_use]
    pub fn rows(&self) -> Vec<PartRowV1<RecordEstimateV1>> {
        record_v1::rows(&self.record.facts, &self.history)
    }
}

/// Returns the relations in which a forecast names another.
fn naming<'a>(from: &'a Forecast, named: &'a ForecastId) -> impl Iterator<Item = ReferenceV1> + 'a {
    let references = from.references().into_iter();
    references
        .filter(move |(_, id)| *id == named)
        .map(|(relation, _)| ReferenceV1::new(relation, &from.id))
}
