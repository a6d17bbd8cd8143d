//! Records in JSON, version 1: what `list`, `show`, `due`, `overdue` and `log` give.

use schemars::JsonSchema;
use serde::Serialize;

use crate::ledger::{Entry, Ledger, State, StateName, View, VoidReason, standing};
use crate::lint::snoozed;
use crate::model::{
    Confidence, Estimate, EvidenceItem, Forecast, KindName, Probability, Provenance, Reliability,
    Resolution, Settings, Stated, Testimony, Value,
};

use super::{DayV1, PartRowV1, PartV1, schema, value};

/// One record with its state.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct RecordV1 {
    /// The record.
    #[serde(flatten)]
    pub facts: RecordFactsV1,
    /// Each forecaster's estimate in force.
    pub standing: Vec<EstimateV1>,
}

/// What is said of a record in a list, but for its estimates.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct RecordFactsV1 {
    /// Its id.
    #[schemars(regex(pattern = schema::ID))]
    pub id: String,
    /// The short name.
    pub title: Option<String>,
    /// What is asked.
    pub question: String,
    /// The kind of question.
    #[schemars(extend("enum" = KindName::ALL.map(KindName::as_str)))]
    pub kind: &'static str,
    /// Its state on the day.
    #[schemars(extend("enum" = StateName::ALL.map(StateName::as_str)))]
    pub state: &'static str,
    /// Why it is void.
    #[schemars(extend("enum" = schema::or_null(VoidReason::ALL.map(VoidReason::as_str))))]
    pub void_because: Option<&'static str>,
    /// The day on which the answer of an overdue forecast was due.
    pub overdue_since: Option<DayV1>,
    /// Until when it is waived though it is overdue.
    pub waived_until: Option<DayV1>,
    /// Why.
    pub waived_because: Option<String>,
    /// To whom it goes, overdue for so long and not waived.
    pub escalated_to: Option<String>,
    /// The day on which the outcome of an awaiting forecast is due; after it the days of grace run.
    pub expected_by: Option<DayV1>,
    /// The folder under `forecasts/`.
    pub topic: String,
    /// What it is about.
    pub tags: Vec<String>,
    /// From when it was open.
    pub opened: DayV1,
    /// The last day on which the event counts.
    pub deadline: DayV1,
    /// When the answer can be looked up.
    pub known_by: DayV1,
    /// Who must resolve it.
    pub owner: Option<String>,
    /// The name of what it shares its fate with.
    pub cluster: Option<String>,
    /// The document that it was read out of.
    pub document: Option<String>,
    /// How many estimates it has.
    pub estimates: usize,
    /// What happened.
    pub outcome: Option<String>,
    /// When that was known.
    pub known: Option<DayV1>,
    /// Its file.
    pub file: String,
}

/// An open record, and how soon it is due, with or without its estimates.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct DueV1<R> {
    /// The part of the page that it stands in.
    #[schemars(extend("enum" = ["overdue", "awaiting", "soon", "later"]))]
    pub due: &'static str,
    /// How many days are left until its answer is due, below 0 since then; null while it waits for the
    /// forecast that it depends on.
    pub days: Option<i64>,
    /// Whether its last estimate is old, before its deadline.
    pub stale: bool,
    /// What a list says of it.
    #[serde(flatten)]
    pub record: R,
}

/// One estimate.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct EstimateV1 {
    /// The estimate.
    #[serde(flatten)]
    pub facts: EstimateFactsV1,
    /// What was said, in a few words.
    pub text: String,
    /// The number at which it is scored, for a binary question.
    #[schemars(range(min = 0, max = 1))]
    pub probability: Option<f64>,
    /// The lower end of what it allows, for a binary question.
    #[schemars(range(min = 0, max = 1))]
    pub low: Option<f64>,
    /// The upper end of what it allows, for a binary question.
    #[schemars(range(min = 0, max = 1))]
    pub high: Option<f64>,
    /// Its numbers, of whatever kind the question is.
    pub parts: Vec<PartV1>,
}

/// What is said of an estimate, but for its numbers.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct EstimateFactsV1 {
    /// Who made it.
    pub by: String,
    /// When.
    pub date: DayV1,
    /// The form in which it was said, as in the record.
    #[schemars(extend("enum" = Value::FORMS))]
    pub form: &'static str,
    /// How sound its grounds are.
    #[schemars(extend("enum" = schema::or_null(Confidence::ALL.map(Confidence::as_str))))]
    pub confidence: Option<&'static str>,
    /// The reason.
    pub because: Option<String>,
    /// Why it corrects the one before it of the same day.
    pub amends: Option<String>,
    /// When it was written down.
    pub written: DayV1,
    /// Whether it is known to be from before the outcome was known.
    #[schemars(extend("enum" = Provenance::ALL.map(Provenance::as_str)))]
    pub provenance: &'static str,
    /// Whether its forecaster looked anew and stands by the one before it.
    pub reaffirmed: bool,
    /// Whether it only follows from another.
    pub derived: bool,
}

/// What a row of CSV says of a record and of one of its estimates, but for the numbers.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct RecordEstimateV1 {
    /// The record.
    #[serde(flatten)]
    pub record: RecordFactsV1,
    /// The estimate; none where there is none.
    #[serde(flatten)]
    pub estimate: Option<EstimateFactsV1>,
}

/// One piece of evidence.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct EvidenceV1 {
    /// What it shows, in words.
    pub text: String,
    /// Where it was found.
    pub url: Option<String>,
    /// Where a copy is kept.
    pub archive: Option<String>,
    /// When it was looked up.
    pub retrieved: Option<DayV1>,
    /// The words there that say it.
    pub quote: Option<String>,
    /// What it rests on.
    #[schemars(extend("enum" = schema::or_null(Reliability::ALL.map(Reliability::as_str))))]
    pub reliability: Option<&'static str>,
}

/// A logged outcome.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ResolutionV1 {
    /// What happened.
    pub outcome: String,
    /// The day of the event.
    pub happened: Option<DayV1>,
    /// The day on which it was known.
    pub known: DayV1,
    /// The day on which it was written down.
    pub logged: Option<DayV1>,
    /// Who logged it.
    pub by: Option<String>,
    /// What shows it.
    pub evidence: Vec<EvidenceV1>,
    /// A remark.
    pub note: Option<String>,
}

impl RecordV1 {
    /// Returns a record as the view sees it.
    #[must_use]
    pub fn new(ledger: &Ledger, entry: &Entry, view: &View) -> Self {
        let forecast = &entry.forecast;
        let standing = standing(forecast, view).into_iter();
        Self {
            facts: RecordFactsV1::new(ledger, entry, view),
            standing: standing
                .map(|estimate| EstimateV1::new(estimate, forecast, ledger.settings()))
                .collect(),
        }
    }

    /// Returns the rows of CSV: one for each number of each estimate in force.
    #[must_use]
    pub fn rows(&self) -> Vec<PartRowV1<RecordEstimateV1>> {
        rows(&self.facts, &self.standing)
    }
}

/// Returns the rows of CSV of a record: one for each number of these estimates, or one without.
pub(super) fn rows(
    record: &RecordFactsV1,
    estimates: &[EstimateV1],
) -> Vec<PartRowV1<RecordEstimateV1>> {
    let facts = |estimate| RecordEstimateV1 {
        record: record.clone(),
        estimate,
    };
    if estimates.is_empty() {
        return PartRowV1::all(facts(None), &[]);
    }
    let row = |one: &EstimateV1| PartRowV1::all(facts(Some(one.facts.clone())), &one.parts);
    estimates.iter().flat_map(row).collect()
}

impl RecordFactsV1 {
    /// Returns a record as the view sees it.
    #[must_use]
    pub fn new(ledger: &Ledger, entry: &Entry, view: &View) -> Self {
        let forecast = &entry.forecast;
        let state = view.state(ledger, entry);
        let resolution = view.resolution(forecast);
        let source = forecast.source.as_ref();
        let is_overdue = matches!(state, State::Overdue { .. });
        let waiver = snoozed(forecast, view.as_of).filter(|_| is_overdue);
        let escalated = view.escalated_to(ledger, entry);
        let escalated = escalated.filter(|_| waiver.is_none());
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
                State::Overdue { since } => Some(DayV1::new(since)),
                _ => None,
            },
            waived_until: waiver.and_then(|waiver| Some(DayV1::new(waiver.until?))),
            waived_because: waiver.and_then(|waiver| waiver.because.clone()),
            escalated_to: escalated.map(str::to_owned),
            expected_by: match state {
                State::Awaiting { by } => Some(DayV1::new(by)),
                _ => None,
            },
            topic: entry.topic().to_owned(),
            tags: forecast.tags.clone(),
            opened: DayV1::new(forecast.opening()),
            deadline: DayV1::new(forecast.deadline),
            known_by: DayV1::new(forecast.lookup()),
            owner: forecast.owner.clone(),
            cluster: forecast.cluster.clone(),
            document: source.and_then(|source| source.document.clone()),
            estimates: view.estimates(forecast).count(),
            outcome: resolution.map(|resolution| resolution.outcome.to_string()),
            known: resolution.map(|resolution| DayV1::new(resolution.known_or(forecast.deadline))),
            file: entry.file.to_string(),
        }
    }
}

impl EstimateV1 {
    /// Returns an estimate of a forecast.
    #[must_use]
    pub fn new(estimate: &Estimate, forecast: &Forecast, settings: &Settings) -> Self {
        let stated = estimate.stated();
        let band = stated.and_then(Stated::band);
        Self {
            facts: EstimateFactsV1 {
                by: estimate.by.to_string(),
                date: DayV1::new(estimate.date),
                form: estimate.value.form(),
                confidence: estimate.confidence.map(Confidence::as_str),
                because: estimate.because.as_deref().map(str::to_owned),
                amends: estimate.amends().map(str::to_owned),
                written: DayV1::new(estimate.written()),
                provenance: Testimony::provenance_in(estimate, forecast, settings).as_str(),
                reaffirmed: estimate.reaffirmed,
                derived: estimate.derived,
            },
            text: value::value(&estimate.value, &forecast.kind),
            probability: stated.and_then(Stated::point).map(Probability::get),
            low: band.map(|band| band.low.get()),
            high: band.map(|band| band.high.get()),
            parts: PartV1::of(estimate, forecast),
        }
    }
}

impl EvidenceV1 {
    /// Returns a piece of evidence.
    #[must_use]
    pub fn new(evidence: &EvidenceItem) -> Self {
        Self {
            text: evidence.text.clone(),
            url: evidence.url.clone(),
            archive: evidence.archive.clone(),
            retrieved: evidence.retrieved.map(DayV1::new),
            quote: evidence.quote.clone(),
            reliability: evidence.reliability.map(Reliability::as_str),
        }
    }
}

impl ResolutionV1 {
    /// Returns the resolution of a forecast.
    #[must_use]
    pub fn new(resolution: &Resolution, forecast: &Forecast) -> Self {
        Self {
            outcome: resolution.outcome.to_string(),
            happened: resolution.happened.map(DayV1::new),
            known: DayV1::new(resolution.known_or(forecast.deadline)),
            logged: resolution.logged.map(DayV1::new),
            by: resolution.by.clone(),
            evidence: resolution.evidence.iter().map(EvidenceV1::new).collect(),
            note: resolution.note.clone(),
        }
    }
}
