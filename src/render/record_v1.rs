//! Records in JSON, version 1: what `list`, `show`, `due`, `overdue` and `log` give.

use serde::Serialize;

use crate::ledger::{Entry, Ledger, State, View, standing};
use crate::model::{Confidence, Estimate, Forecast, Probability, Resolution, Stated};

use super::value;

/// One record with its state.
#[derive(Clone, Debug, Serialize)]
pub struct RecordV1 {
    /// Its id.
    pub id: String,
    /// The short name.
    pub title: Option<String>,
    /// What is asked.
    pub question: String,
    /// The kind of question.
    pub kind: &'static str,
    /// open, waiting, overdue, resolved or void.
    pub state: &'static str,
    /// Why it is void.
    pub void_because: Option<&'static str>,
    /// The day on which the answer of an overdue forecast was due.
    pub overdue_since: Option<String>,
    /// The folder under `forecasts/`.
    pub topic: String,
    /// What it is about.
    pub tags: Vec<String>,
    /// From when it was open.
    pub opened: String,
    /// The last day on which the event counts.
    pub deadline: String,
    /// When the answer can be looked up.
    pub known_by: String,
    /// Who must resolve it.
    pub owner: Option<String>,
    /// The name of what it shares its fate with.
    pub cluster: Option<String>,
    /// The document that it was read out of.
    pub document: Option<String>,
    /// How many estimates it has.
    pub estimates: usize,
    /// Each forecaster's estimate in force.
    pub standing: Vec<EstimateV1>,
    /// What happened.
    pub outcome: Option<String>,
    /// When that was known.
    pub known: Option<String>,
    /// Its file.
    pub file: String,
}

/// One estimate.
#[derive(Clone, Debug, Serialize)]
pub struct EstimateV1 {
    /// Who made it.
    pub by: String,
    /// When.
    pub date: String,
    /// What was said, in a few words.
    pub text: String,
    /// The number at which it is scored, for a binary question.
    pub probability: Option<f64>,
    /// The lower end of what it allows.
    pub low: Option<f64>,
    /// The upper end of what it allows.
    pub high: Option<f64>,
    /// How sound its grounds are.
    pub confidence: Option<&'static str>,
    /// The reason.
    pub because: Option<String>,
    /// When it was written down.
    pub written: String,
    /// Whether it only follows from another.
    pub derived: bool,
}

/// A logged outcome.
#[derive(Clone, Debug, Serialize)]
pub struct ResolutionV1 {
    /// What happened.
    pub outcome: String,
    /// The day of the event.
    pub happened: Option<String>,
    /// The day on which it was known.
    pub known: String,
    /// The day on which it was written down.
    pub logged: Option<String>,
    /// Who logged it.
    pub by: Option<String>,
    /// What shows it.
    pub evidence: Vec<String>,
    /// A remark.
    pub note: Option<String>,
}

impl RecordV1 {
    /// Returns a record as the view sees it.
    #[must_use]
    pub fn new(ledger: &Ledger, entry: &Entry, view: &View) -> Self {
        let forecast = &entry.forecast;
        let state = view.state(ledger, entry);
        let resolution = view.resolution(forecast);
        let source = forecast.source.as_ref();
        Self {
            id: forecast.id.to_string(),
            title: forecast.title.clone(),
            question: forecast.question.clone(),
            kind: forecast.kind.name().as_str(),
            state: state.as_str(),
            void_because: match state {
                State::Void(reason) => Some(reason.as_str()),
                _ => None,
            },
            overdue_since: match state {
                State::Overdue { since } => Some(since.to_string()),
                _ => None,
            },
            topic: entry.topic().to_owned(),
            tags: forecast.tags.clone(),
            opened: forecast.opening().to_string(),
            deadline: forecast.deadline.to_string(),
            known_by: forecast.lookup().to_string(),
            owner: forecast.owner.clone(),
            cluster: forecast.cluster.clone(),
            document: source.and_then(|source| source.document.clone()),
            estimates: view.estimates(forecast).count(),
            standing: standing(forecast, view)
                .into_iter()
                .map(|estimate| EstimateV1::new(estimate, forecast))
                .collect(),
            outcome: resolution.map(|resolution| value::outcome(&resolution.outcome)),
            known: resolution.map(|resolution| resolution.known_or(forecast.deadline).to_string()),
            file: entry.file.to_string(),
        }
    }
}

impl EstimateV1 {
    /// Returns an estimate of a forecast.
    #[must_use]
    pub fn new(estimate: &Estimate, forecast: &Forecast) -> Self {
        let stated = estimate.stated();
        let band = stated.and_then(Stated::band);
        Self {
            by: estimate.by.clone(),
            date: estimate.date.to_string(),
            text: value::value(&estimate.value, &forecast.kind),
            probability: stated.and_then(Stated::point).map(Probability::get),
            low: band.map(|band| band.low.get()),
            high: band.map(|band| band.high.get()),
            confidence: estimate.confidence.map(Confidence::as_str),
            because: estimate.because.clone(),
            written: estimate.written().to_string(),
            derived: estimate.derived,
        }
    }
}

impl ResolutionV1 {
    /// Returns the resolution of a forecast.
    #[must_use]
    pub fn new(resolution: &Resolution, forecast: &Forecast) -> Self {
        Self {
            outcome: value::outcome(&resolution.outcome),
            happened: resolution.happened.map(|day| day.to_string()),
            known: resolution.known_or(forecast.deadline).to_string(),
            logged: resolution.logged.map(|day| day.to_string()),
            by: resolution.by.clone(),
            evidence: resolution.evidence.clone(),
            note: resolution.note.clone(),
        }
    }
}
