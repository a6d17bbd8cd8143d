//! How far coders of the same text agree: as a page and in JSON.

use schemars::JsonSchema;
use serde::Serialize;

use crate::analysis::{CodedPart, CoderAgreement, CoderScore};
use crate::ledger::{Selection, View};
use crate::model::Blinding;
use crate::scoring::agreement::Agreement;
use crate::scoring::{Interval, Undefined};

use super::number::{percent, score, signed};
use super::{
    Answer, Answered, EnvelopeV1, Page, Screen, ScreenTable, ViewInfoV1, column, schema, value,
};

/// What is asked of coders.
#[derive(Clone, Debug)]
pub struct AgreementQuery {
    /// From when.
    pub view: View,
    /// Which forecasts, and whose estimates.
    pub selection: Selection,
    /// The level of the intervals.
    pub level: f64,
    /// How many resamples the intervals of kappa take.
    pub resamples: usize,
    /// What they are drawn from.
    pub seed: u64,
}

/// How far each pair of coders agrees.
#[derive(Clone, Debug)]
pub struct Agreements<'a>(pub Vec<CoderAgreement<'a>>);

/// A row: the agreement on a part, a disagreement, or the score by a coder's readings.
#[derive(Clone, Debug, Default, Serialize, JsonSchema)]
pub struct AgreementRowV1 {
    /// What the row is.
    #[schemars(extend("enum" = ["agreement", "disagreement", "score"]))]
    pub row: &'static str,
    /// Who read first, or of whose readings the score is.
    pub coder: String,
    /// Who read again.
    pub other: Option<String>,
    /// Whether the other was kept from knowing the outcomes.
    #[schemars(extend("enum" = schema::or_null(Blinding::ALL.map(Blinding::as_str))))]
    pub blind: Option<&'static str>,
    /// What is agreed on.
    #[schemars(extend("enum" = schema::or_null(CodedPart::ALL.map(CodedPart::as_str))))]
    pub part: Option<&'static str>,
    /// The forecast of a disagreement.
    #[schemars(extend("pattern" = schema::ID))]
    pub forecast: Option<String>,
    /// What the coder reads.
    pub coder_reads: Option<String>,
    /// What the other reads.
    pub other_reads: Option<String>,
    /// How many cases there are.
    pub n: Option<usize>,
    /// In how many of them they agree.
    pub agreed: Option<usize>,
    /// The share of these.
    pub share: Option<f64>,
    /// The lower end of its interval.
    pub share_low: Option<f64>,
    /// The upper end of its interval.
    pub share_high: Option<f64>,
    /// Cohen's kappa.
    pub kappa: Option<f64>,
    /// Why there is no kappa.
    pub kappa_why: Option<String>,
    /// The lower end of its interval.
    pub kappa_low: Option<f64>,
    /// The upper end of its interval.
    pub kappa_high: Option<f64>,
    /// The Brier score.
    pub brier: Option<f64>,
}

/// What made an answer about coders.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct AgreementInfoV1 {
    /// From when records were seen, and which were meant.
    #[serde(flatten)]
    pub view: ViewInfoV1,
    /// The level of the intervals.
    pub level: f64,
    /// How many resamples the intervals of kappa take.
    pub resamples: usize,
    /// What they are drawn from.
    pub seed: u64,
}

/// Returns how far two coders agree, part by part, as a sheet.
fn parts(pair: &CoderAgreement<'_>, query: &AgreementQuery) -> ScreenTable {
    let mut sheet = ScreenTable::new([
        column::text("part"),
        column::figure("n"),
        column::figure("agreed"),
        column::figure("share"),
        column::whole("interval").rank(1),
        column::figure("kappa"),
        column::whole("interval").rank(1),
    ]);
    for (part, agreement) in &pair.parts {
        let kappa = agreement.kappa();
        sheet.row(vec![
            part.as_str().to_owned(),
            agreement.n().to_string(),
            agreement.agreed().to_string(),
            agreement.share().map_or_else(|_| "n/a".to_owned(), percent),
            span(share_interval(agreement, query), percent),
            kappa.map_or_else(|_| "n/a".to_owned(), score),
            // It is drawn, and a seed moves the third decimal.
            span(kappa_interval(agreement, query), |end| signed(end, 2)),
        ]);
    }
    sheet
}

fn share_interval(agreement: &Agreement, query: &AgreementQuery) -> Result<Interval, Undefined> {
    agreement.share_interval(query.level)
}

fn kappa_interval(agreement: &Agreement, query: &AgreementQuery) -> Result<Interval, Undefined> {
    agreement.kappa_interval(query.level, query.resamples, query.seed)
}

fn span(interval: Result<Interval, Undefined>, text: impl Fn(f64) -> String) -> String {
    interval.map_or_else(
        |_| String::new(),
        |ends| format!("{}–{}", text(ends.low), text(ends.high)),
    )
}

fn disagreements(pair: &CoderAgreement<'_>) -> ScreenTable {
    let mut sheet = ScreenTable::new([
        column::text("part"),
        column::text("forecast"),
        column::text(pair.first),
        column::text(pair.second),
    ]);
    for one in &pair.disagreements {
        sheet.row(vec![
            one.part.as_str().to_owned(),
            one.entry.forecast.id.to_string(),
            one.first.clone(),
            one.second.clone(),
        ]);
    }
    sheet
}

fn scores(pair: &CoderAgreement<'_>) -> ScreenTable {
    let mut sheet = ScreenTable::new([
        column::text("by the readings of"),
        column::figure("n"),
        column::figure("Brier"),
    ]);
    for (coder, scored) in coders(pair) {
        let brier = scored.brier.map_or_else(|_| "n/a".to_owned(), score);
        sheet.row(vec![coder.to_owned(), scored.n.to_string(), brier]);
    }
    sheet
}

fn coders<'a>(pair: &CoderAgreement<'a>) -> [(&'a str, CoderScore); 2] {
    [
        (pair.first, pair.first_score),
        (pair.second, pair.second_score),
    ]
}

/// Returns what is to be known of the second reading.
fn standing(blind: Option<Blinding>) -> &'static str {
    match blind {
        Some(Blinding::Blind) => "did not know the outcomes",
        Some(Blinding::OutcomesWithheld) => {
            "was not shown the outcomes, and may have known them all the same"
        }
        Some(Blinding::Open) => "knew the outcomes, or may have",
        None => "does not say whether the outcomes were known",
    }
}

impl Answer for Answered<'_, Agreements<'_>, AgreementQuery> {
    type Row = AgreementRowV1;
    type RunInfo = AgreementInfoV1;

    fn page(&self, _: Screen) -> Page {
        let mut page = Page::default();
        if self.answer.0.is_empty() {
            page.text("Nothing was read twice: `coded:` is a list where somebody read it again.\n");
        }
        for pair in &self.answer.0 {
            let (first, second) = (pair.first, pair.second);
            page.head(format!(
                "{first} and {second}, who {}",
                standing(pair.blind)
            ));
            page.table(parts(pair, self.request));
            let found = pair.disagreements.len();
            page.head(format!("{}:", value::count(found, "disagreement")));
            if found > 0 {
                page.table(disagreements(pair));
            }
            page.table(scores(pair));
            page.notes(format!(
                "Shares with Wilson's interval at {} by the effective number of clusters; kappa with the \
                 bootstrap's, {} from seed {}, by cluster. The scores are means over the estimates that \
                 the coder reads, each once, by the outcomes that they read.\n",
                percent(self.request.level),
                value::count(self.request.resamples, "resample"),
                self.request.seed
            ));
        }
        page
    }

    fn json(&self) -> EnvelopeV1<AgreementRowV1, AgreementInfoV1> {
        let query = self.request;
        let info = AgreementInfoV1 {
            view: ViewInfoV1::new(&query.view, &query.selection),
            level: query.level,
            resamples: query.resamples,
            seed: query.seed,
        };
        let rows = self.answer.0.iter().flat_map(|pair| rows(pair, query));
        EnvelopeV1::new("agreement", info, rows.collect())
    }
}

fn rows(pair: &CoderAgreement<'_>, query: &AgreementQuery) -> Vec<AgreementRowV1> {
    let of_pair = |row| AgreementRowV1 {
        row,
        coder: pair.first.to_owned(),
        other: Some(pair.second.to_owned()),
        blind: pair.blind.map(Blinding::as_str),
        ..AgreementRowV1::default()
    };
    let parts = pair.parts.iter().map(|(part, agreement)| {
        let share = share_interval(agreement, query).ok();
        let kappa = kappa_interval(agreement, query).ok();
        AgreementRowV1 {
            part: Some(part.as_str()),
            n: Some(agreement.n()),
            agreed: Some(agreement.agreed()),
            share: agreement.share().ok(),
            share_low: share.map(|ends| ends.low),
            share_high: share.map(|ends| ends.high),
            kappa: agreement.kappa().ok(),
            kappa_why: agreement.kappa().err().map(|why| why.to_string()),
            kappa_low: kappa.map(|ends| ends.low),
            kappa_high: kappa.map(|ends| ends.high),
            ..of_pair("agreement")
        }
    });
    let disagreements = pair.disagreements.iter().map(|one| AgreementRowV1 {
        part: Some(one.part.as_str()),
        forecast: Some(one.entry.forecast.id.to_string()),
        coder_reads: Some(one.first.clone()),
        other_reads: Some(one.second.clone()),
        ..of_pair("disagreement")
    });
    let scores = coders(pair).map(|(coder, scored)| AgreementRowV1 {
        row: "score",
        coder: coder.to_owned(),
        n: Some(scored.n),
        brier: scored.brier.ok(),
        ..AgreementRowV1::default()
    });
    parts.chain(disagreements).chain(scores).collect()
}
