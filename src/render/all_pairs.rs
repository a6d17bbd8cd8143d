//! Every two forecasters compared, as a page and in JSON.

use schemars::JsonSchema;
use serde::Serialize;

use crate::analysis::{
    AllPairs, ComparedPair, ComparisonVerdict, DifferenceTest, Measure, Metric, PairTable,
};
use crate::metrics::MetricId;
use crate::model::KindName;
use crate::query::Request;
use crate::render::column;

use super::difference::{by_clusters, figures, p_cell};
use super::escape::one_line;
use super::interval;
use super::procedure_v1::{made, procedures};
use super::run_info::{left_out, line, nothing};
use super::{
    Answer, Answered, EnvelopeV1, FiguresV1, NumberV1, Page, ProcedureV1, SampleSizeV1,
    ScoringInfoV1, Screen, ScreenTable, class,
};

/// Returns the pairs of one kind and unit.
fn sheet(table: &PairTable) -> ScreenTable {
    let title = |pair: &ComparedPair| pair.compared.measure.title();
    let score = table.pairs.first().map(title).unwrap_or_default();
    let mut sheet = ScreenTable::new([
        column::text("first").down_to(8),
        column::text("second").down_to(8),
        column::figure("questions").rank(2),
        column::figure("clusters").rank(3),
        column::figure(score).rank(2),
        column::figure("of the second").rank(2),
        column::figure("difference"),
        column::whole("interval").rank(1),
        column::figure("p"),
        column::figure("p of all"),
    ]);
    for pair in &table.pairs {
        let row = &pair.compared;
        let text = |value: f64| class::score(&table.class, value);
        let mean = row.difference.mean;
        sheet.row(vec![
            pair.first.0.clone(),
            pair.second.0.clone(),
            row.basis.questions.to_string(),
            row.basis.clusters.to_string(),
            text(row.first),
            text(row.second),
            mean.map_or_else(|_| "n/a".to_owned(), text),
            interval::of_difference(&row.difference, text),
            p_cell(&row.difference),
            p_of_all(table, pair),
        ]);
    }
    sheet
}

/// Returns the p-value that allows for all pairs. It is that of the least likely pair that has it: what was
/// drawn is the share of that one.
fn p_of_all(table: &PairTable, pair: &ComparedPair) -> String {
    let Ok(p) = pair.p_holm else {
        return "n/a".to_owned();
    };
    let same = table.pairs.iter().filter(|other| other.p_holm == Ok(p));
    let drawn = same.filter_map(|other| other.compared.difference.p_value.ok());
    let drawn = drawn.fold(p, f64::min);
    interval::p_value(p, drawn, pair.compared.difference.p_procedure)
}

/// Returns what the pairs say: who is better than whom beyond chance, of all of them.
fn sentence(table: &PairTable, request: &Request) -> String {
    let tested = table.pairs.iter().filter(|pair| pair.p_holm.is_ok());
    let all = match tested.count() {
        1 => "the one pair tested".to_owned(),
        n => format!("the {n} pairs tested"),
    };
    let better = table.pairs.iter().filter_map(|pair| {
        let (better, _) = pair.beyond_chance(request)?;
        let (first, second) = (one_line(&pair.first.0), one_line(&pair.second.0));
        Some(if better == pair.first.1 {
            format!("{first} better than {second}")
        } else {
            format!("{second} better than {first}")
        })
    });
    let better: Vec<String> = better.collect();
    if better.is_empty() {
        return format!("No difference beyond chance in {all}.");
    }
    format!("Beyond chance in {all}: {}.", better.join(", "))
}

fn notes(answer: &AllPairs, request: &Request) -> String {
    if answer.tables.is_empty() {
        return nothing(request, &answer.skipped);
    }
    let several = answer.tables.len() > 1;
    let sentences = answer.tables.iter().map(|table| {
        let head = if several {
            format!("{}: ", class::text(&table.class))
        } else {
            String::new()
        };
        format!("{head}{}\n", sentence(table, request))
    });
    let made_by = match answer.test {
        DifferenceTest::Student => by_clusters(request),
        test => format!("tested by {}", test.title()),
    };
    let rule = "A difference below 0 favours the first; p and interval are of each pair by itself, p of all \
                allows for all pairs (Holm)";
    sentences.collect::<String>()
        + &format!("{}; {made_by}\n", line(request, rule))
        + &left_out(&answer.skipped)
}

/// Two forecasters among many compared, in JSON.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct PairV1 {
    /// The first forecaster.
    first: String,
    /// The second.
    second: String,
    /// The kind of question.
    #[schemars(extend("enum" = KindName::ALL.map(KindName::as_str)))]
    kind: &'static str,
    /// What numbers are counted in; days for days.
    unit: Option<String>,
    /// The score.
    #[schemars(extend("enum" = Measure::ALL.map(|one| one.id().info().name)))]
    score: &'static str,
    #[serde(flatten)]
    basis: SampleSizeV1,
    /// The first's mean score.
    first_score: NumberV1,
    /// The second's.
    second_score: NumberV1,
    /// The first's less the second's, below 0 where the first is better, with its p-value and that which
    /// allows for all pairs.
    #[serde(flatten)]
    difference: FiguresV1,
    /// How the intervals and p-values were made.
    procedures: Vec<ProcedureV1>,
    /// What can be said of it by itself.
    #[schemars(extend("enum" = ComparisonVerdict::ALL.map(ComparisonVerdict::name)))]
    difference_told: &'static str,
}

fn row_v1(table: &PairTable, pair: &ComparedPair) -> PairV1 {
    let row = &pair.compared;
    let mut figures = figures(
        [MetricId::Difference, MetricId::DifferenceP],
        &row.difference,
    );
    figures.push(Metric {
        procedure: row.difference.p_procedure.filter(|_| pair.p_holm.is_ok()),
        ..Metric::plain(MetricId::DifferenceHolm, pair.p_holm)
    });
    PairV1 {
        first: pair.first.0.clone(),
        second: pair.second.0.clone(),
        kind: table.class.kind.as_str(),
        unit: table.class.unit.clone(),
        score: row.measure.id().info().name,
        basis: row.basis.into(),
        first_score: NumberV1(row.first),
        second_score: NumberV1(row.second),
        procedures: procedures(made(&figures)),
        difference: figures.into(),
        difference_told: row.difference.told.name(),
    }
}

impl Answer for Answered<'_, AllPairs> {
    type Row = PairV1;
    type RunInfo = ScoringInfoV1;

    fn page(&self, _: Screen) -> Page {
        let mut page = Page::default();
        let tables = &self.answer.tables;
        for table in tables {
            if tables.len() > 1 {
                page.head(class::text(&table.class));
            }
            page.table(sheet(table));
        }
        page.notes(notes(&self.answer, self.request));
        page
    }

    fn procedures(row: &Self::Row) -> &[ProcedureV1] {
        &row.procedures
    }

    fn json(&self) -> EnvelopeV1<PairV1, ScoringInfoV1> {
        let tables = self.answer.tables.iter();
        let rows = tables.flat_map(|table| table.pairs.iter().map(|pair| row_v1(table, pair)));
        EnvelopeV1::new("compare", self.request.into(), rows.collect())
            .skipping(&self.answer.skipped)
    }
}
