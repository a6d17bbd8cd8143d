//! Estimates that cannot all be right: as a page and in JSON.

use schemars::JsonSchema;
use serde::Serialize;

use super::number::decimals;
use super::{
    Answer, Answered, DayV1, EnvelopeV1, Page, Screen, ScreenTable, ViewInfoV1, row_csv, value,
};
use crate::analysis::coherence::{
    CoherenceFindings, DeclaredConstraint, EstimateSource, Incoherence, Number, Of, Span, Tied,
};
use crate::ledger::{Selection, View};
use crate::model::Probability;
use crate::render::column;
use crate::scoring::coherence::{ProbabilityRange, ViolationSeverity};

/// Returns how grave it is, in a word or two.
fn gravity(severity: ViolationSeverity) -> &'static str {
    match severity {
        ViolationSeverity::Hard => "contradiction",
        ViolationSeverity::Soft => "edges only",
        ViolationSeverity::Tightening => "tightens",
    }
}

/// Returns what was found as a sheet.
pub(super) fn sheet(compared: &CoherenceFindings<'_>) -> ScreenTable {
    let mut sheet = ScreenTable::new([
        column::text("by"),
        column::whole("").rank(1),
        column::prose("what"),
        column::figure("points"),
        column::prose("nearest that fits"),
    ]);
    for clash in &compared.clashes {
        sheet.row(vec![
            clash.voice.to_string(),
            gravity(clash.severity).to_owned(),
            whole(clash),
            size(clash),
            clash.repair().unwrap_or_default(),
        ]);
    }
    sheet.without_empty_columns()
}

fn whole(clash: &Incoherence<'_>) -> String {
    match clash.loss() {
        Some(loss) => format!("{}; {loss}", clash.sentence()),
        None => clash.sentence(),
    }
}

fn size(clash: &Incoherence<'_>) -> String {
    match clash.severity {
        ViolationSeverity::Hard => decimals(clash.size * 100.0, 1),
        _ => String::new(),
    }
}

/// Returns when estimates contradicted each other, as a sheet.
pub(super) fn history(spans: &[Span<'_>]) -> ScreenTable {
    let mut sheet = ScreenTable::new([
        column::whole("from"),
        column::whole("until"),
        column::text("by"),
        column::prose("what"),
        column::figure("points"),
        column::prose("nearest that fits"),
    ]);
    for span in spans {
        sheet.row(vec![
            span.from.to_string(),
            span.until.map(|day| day.to_string()).unwrap_or_default(),
            span.clash.voice.to_string(),
            whole(&span.clash),
            size(&span.clash),
            span.clash.repair().unwrap_or_default(),
        ]);
    }
    sheet.without_empty_columns()
}

/// Returns the lines under the sheet.
fn notes(compared: &CoherenceFindings<'_>, as_of: chrono::NaiveDate) -> String {
    let clusters = value::count(compared.clusters, "cluster");
    let mut out = format!(
        "{clusters} with relations between open forecasts, as of {as_of}; half a point for each \
         number is taken for rounding\n"
    );
    for large in &compared.large {
        let numbers = value::count(large.numbers, "number");
        out += &format!(
            "The group of {} has {numbers}, too many for all combinations: each relation was \
             checked by itself\n",
            large.first.forecast.id
        );
    }
    out
}

/// Estimates that cannot all be right, in JSON.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct IncoherenceV1 {
    /// When it lasted, with `--history`.
    #[serde(flatten)]
    span: Option<SpanV1>,
    /// Whose estimates; null for the pool.
    forecaster: Option<String>,
    /// Who is pooled.
    pool: Option<Vec<String>>,
    /// How grave it is.
    #[schemars(extend("enum" = ["hard", "soft", "tightening"]))]
    severity: &'static str,
    /// What the estimates contradict.
    relations: Vec<RelationV1>,
    /// Whether no relation is contradicted by itself.
    only_together: bool,
    /// Whether nothing can happen that fits the relations.
    no_outcome: bool,
    /// The same in a sentence.
    message: String,
    /// How far off it is, as a probability.
    #[schemars(range(min = 0))]
    size: f64,
    /// What a bettor gains whatever happens, for tickets that pay 1.
    #[schemars(range(min = 0))]
    sure_loss: f64,
    /// The numbers in it.
    numbers: Vec<IncoherentNumberV1>,
}

/// From when until when estimates contradicted each other.
#[derive(Clone, Debug, Serialize, JsonSchema)]
struct SpanV1 {
    /// The first day.
    from: DayV1,
    /// The last; null while it lasts.
    until: Option<DayV1>,
}

/// A relation between forecasts.
#[derive(Clone, Debug, Serialize, JsonSchema)]
struct RelationV1 {
    /// The forecast that declares it.
    forecast: String,
    /// The key under which it does.
    key: &'static str,
}

/// A number in a contradiction.
#[derive(Clone, Debug, Serialize, JsonSchema)]
struct IncoherentNumberV1 {
    /// The forecast.
    forecast: String,
    /// Its option.
    option: Option<String>,
    /// The probability is of more than this.
    above: Option<f64>,
    /// The probability is of less than this.
    below: Option<f64>,
    /// The lower end of what was stated.
    #[schemars(range(min = 0, max = 1))]
    low: Option<f64>,
    /// The upper end of it.
    #[schemars(range(min = 0, max = 1))]
    high: Option<f64>,
    /// The lower end of what the others leave.
    #[schemars(range(min = 0, max = 1))]
    left_low: Option<f64>,
    /// The upper end of it.
    #[schemars(range(min = 0, max = 1))]
    left_high: Option<f64>,
    /// The nearest that fits.
    #[schemars(range(min = 0, max = 1))]
    repaired: Option<f64>,
}

/// A number with the contradiction that it is in, for CSV.
#[derive(Serialize, JsonSchema)]
struct NumberOfV1 {
    contradiction: usize,
    #[serde(flatten)]
    span: Option<SpanV1>,
    forecaster: Option<String>,
    severity: &'static str,
    size: f64,
    sure_loss: f64,
    message: String,
    #[serde(flatten)]
    number: IncoherentNumberV1,
}

/// What a list of contradictions was asked with.
#[derive(Clone, Debug)]
pub struct CoherenceQuery {
    /// From when.
    pub view: View,
    /// Which forecasts, and whose estimates.
    pub selection: Selection,
}

impl CoherenceQuery {
    fn json(&self, rows: Vec<IncoherenceV1>) -> EnvelopeV1<IncoherenceV1, ViewInfoV1> {
        EnvelopeV1::new(
            "coherence",
            ViewInfoV1::new(&self.view, &self.selection),
            rows,
        )
    }
}

impl Answer for Answered<'_, CoherenceFindings<'_>, CoherenceQuery> {
    type Row = IncoherenceV1;
    type RunInfo = ViewInfoV1;

    fn page(&self, _: Screen) -> Page {
        let mut page = Page::default();
        if self.answer.clashes.is_empty() {
            page.screen_line("No estimates contradict each other.");
        } else {
            page.table(sheet(&self.answer));
        }
        page.notes(notes(&self.answer, self.request.view.as_of));
        page
    }

    fn json(&self) -> EnvelopeV1<IncoherenceV1, ViewInfoV1> {
        let rows = self.answer.clashes.iter();
        self.request
            .json(rows.map(|clash| clash_v1(clash, None)).collect())
    }

    fn csv(&self) -> String {
        numbers(self.json().rows)
    }
}

impl Answer for Answered<'_, Vec<Span<'_>>, CoherenceQuery> {
    type Row = IncoherenceV1;
    type RunInfo = ViewInfoV1;

    fn page(&self, _: Screen) -> Page {
        let mut page = Page::default();
        if self.answer.is_empty() {
            page.screen_line("No estimates ever contradicted each other.");
        } else {
            page.table(history(&self.answer));
        }
        page
    }

    fn json(&self) -> EnvelopeV1<IncoherenceV1, ViewInfoV1> {
        let span = |span: &Span<'_>| SpanV1 {
            from: DayV1::new(span.from),
            until: span.until.map(DayV1::new),
        };
        let rows = self.answer.iter();
        let rows = rows.map(|one| clash_v1(&one.clash, Some(span(one))));
        self.request.json(rows.collect())
    }

    fn csv(&self) -> String {
        numbers(self.json().rows)
    }
}

/// Returns a line for each number of each contradiction.
fn numbers(rows: Vec<IncoherenceV1>) -> String {
    let lines = rows.into_iter().zip(1..).flat_map(|(row, contradiction)| {
        let numbers = row.numbers.into_iter();
        numbers.map(move |number| NumberOfV1 {
            contradiction,
            span: row.span.clone(),
            forecaster: row.forecaster.clone(),
            severity: row.severity,
            size: row.size,
            sure_loss: row.sure_loss,
            message: row.message.clone(),
            number,
        })
    });
    row_csv(&lines.collect::<Vec<_>>())
}

fn clash_v1(clash: &Incoherence<'_>, span: Option<SpanV1>) -> IncoherenceV1 {
    let (forecaster, pool) = match &clash.voice {
        EstimateSource::One(by) => (Some((*by).to_owned()), None),
        EstimateSource::Pool(all) => {
            let all = all.iter().map(|&by| by.to_owned());
            (None, Some(all.collect()))
        }
    };
    let (relations, only_together) = match &clash.tied {
        Tied::One(tie) => (std::slice::from_ref(tie), false),
        Tied::Together(ties) | Tied::NoOutcome(ties) => (&ties[..], true),
    };
    let relation = |tie: &DeclaredConstraint<'_>| RelationV1 {
        forecast: tie.entry.forecast.id.to_string(),
        key: tie.key,
    };
    IncoherenceV1 {
        span,
        forecaster,
        pool,
        severity: match clash.severity {
            ViolationSeverity::Hard => "hard",
            ViolationSeverity::Soft => "soft",
            ViolationSeverity::Tightening => "tightening",
        },
        relations: relations.iter().map(relation).collect(),
        only_together,
        no_outcome: matches!(clash.tied, Tied::NoOutcome(_)),
        message: clash.sentence(),
        size: clash.size,
        sure_loss: clash.sure_loss,
        numbers: clash.numbers.iter().map(number_v1).collect(),
    }
}

fn number_v1(number: &Number<'_>) -> IncoherentNumberV1 {
    let (option, limit) = match number.term.of {
        Of::Yes => (None, None),
        Of::Option(option) => (Some(option.to_owned()), None),
        Of::Beyond(limit) => (None, Some(limit)),
    };
    let stated = (!number.said.is_empty()).then_some(number.stated);
    let beyond = |above| {
        limit
            .filter(|limit| limit.above == above)
            .map(|one| one.limit)
    };
    IncoherentNumberV1 {
        forecast: number.term.entry.forecast.id.to_string(),
        option,
        above: beyond(true),
        below: beyond(false),
        low: stated.map(ProbabilityRange::low),
        high: stated.map(ProbabilityRange::high),
        left_low: number.left.map(ProbabilityRange::low),
        left_high: number.left.map(ProbabilityRange::high),
        repaired: number.repaired.map(Probability::get),
    }
}
