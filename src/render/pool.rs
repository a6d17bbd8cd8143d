//! What pooled forecasts would have scored, as a sheet, in sentences and in JSON.

use schemars::JsonSchema;
use serde::Serialize;

use crate::analysis::{ComparisonVerdict, Method, Metric, Pooled, Pools};
use crate::metrics::MetricId;
use crate::query::{Request, SampleSize};
use crate::render::column;

use super::difference::{by_clusters, clause, figures, p_cell};
use super::escape::one_line;
use super::interval;
use super::number::{percent, score};
use super::procedure_v1::{made, procedures};
use super::run_info::{excluded, left_out, left_out_by_name, line, nothing};
use super::{
    Answer, Answered, Color, EnvelopeV1, FiguresV1, Page, ProcedureV1, SampleSizeV1, ScoringInfoV1,
    Screen, ScreenTable, value,
};

/// Returns a row for each way to pool, and last the mean score of those pooled.
fn sheet(pools: &Pools) -> ScreenTable {
    let mut sheet = ScreenTable::new([
        column::whole("pool"),
        column::figure("n").rank(3),
        column::figure("questions").rank(1),
        column::figure("clusters").rank(3),
        column::figure("Brier"),
        column::whole("interval").rank(2),
        column::figure("difference"),
        column::whole("interval"),
        column::figure("p"),
    ]);
    for row in &pools.rows {
        let against = &row.against_average;
        let mut cells = vec![row.method.title().to_owned()];
        cells.extend(basis(&row.basis));
        cells.extend([
            row.figures
                .get(MetricId::Brier)
                .map(text)
                .unwrap_or_default(),
            row.figures
                .get(MetricId::Brier)
                .map(ends)
                .unwrap_or_default(),
            against.mean.map_or_else(|_| "n/a".to_owned(), score),
            interval::of_difference(against, score),
            p_cell(against),
        ]);
        sheet.row(cells);
    }
    if let Some(average) = &pools.average {
        let mut cells = vec!["average member".to_owned()];
        cells.extend(basis(&average.basis));
        cells.extend([text(&average.brier), ends(&average.brier)]);
        cells.resize(sheet.columns.len(), String::new());
        sheet.row(cells);
    }
    sheet
}

fn basis(basis: &SampleSize) -> [String; 3] {
    [basis.n, basis.questions, basis.clusters].map(|n| n.to_string())
}

fn text(figure: &Metric) -> String {
    figure.value.map_or_else(|_| "n/a".to_owned(), score)
}

fn ends(figure: &Metric) -> String {
    interval::dashed(figure, score)
}

/// Returns the lines under the table: what each row says, what was left out, how it was made.
fn notes(pools: &Pools, request: &Request) -> String {
    if pools.rows.is_empty() {
        return none(pools, request);
    }
    let mut out = advice(pools)
        .map(|advice| format!("{advice}\n"))
        .unwrap_or_default();
    for row in &pools.rows {
        out += &format!("{}\n", sentence(row));
    }
    out += &solo(pools);
    let rule = "Brier 0 (best) to 1; the difference is that from a forecaster on average";
    out += &format!(
        "{}; each pool made of what was known on an earlier day; {}\n",
        line(request, rule),
        by_clusters(request)
    );
    out + &left_out(&pools.skipped)
}

/// Returns which pool to use, and what it gains on questions that had no say in the choice.
fn advice(pools: &Pools) -> Option<String> {
    let advice = pools.advice.as_ref()?;
    let gain = &advice.gain;
    let best = advice.best.title();
    if gain.told == ComparisonVerdict::First {
        let gained = gain.mean.map(|mean| score(-mean)).unwrap_or_default();
        let (high, low) = gain.interval?;
        return Some(format!(
            "Use {best}: chosen each time without the questions that it is scored on, the best pool gains \
             {gained} ({} to {}) over the plain mean.",
            score(-low),
            score(-high)
        ));
    }
    let why = match advice.best {
        Method::Mean => "no other scores better".to_owned(),
        _ => format!(
            "{best} scores best here, but choosing by score gains nothing beyond chance on questions that \
             had no say in the choice"
        ),
    };
    Some(format!("Use the plain mean: {why}."))
}

/// Returns what a row says, in a sentence.
fn sentence(row: &Pooled) -> String {
    let title = row.method.title();
    let Ok(mean) = row.against_average.mean else {
        let clause = clause(&row.against_average);
        return format!("{title}: {clause}.{}", caveat(row));
    };
    let better = if mean < 0.0 { "better" } else { "worse" };
    let against = match row.against_average.told {
        ComparisonVerdict::Identical => "scores as a forecaster on average".to_owned(),
        _ => format!(
            "scores {} {better} than a forecaster on average: {}",
            score(mean.abs()),
            clause(&row.against_average)
        ),
    };
    let plain = match (row.method, row.against_mean.told) {
        (Method::Mean, _) => String::new(),
        (_, ComparisonVerdict::Identical) => "; as the plain mean".to_owned(),
        (_, ComparisonVerdict::First) => "; better than the plain mean".to_owned(),
        (_, ComparisonVerdict::Second) => "; worse than the plain mean".to_owned(),
        _ => "; no different from the plain mean as far as can be told".to_owned(),
    };
    format!("{title}: {against}{plain}.{}", caveat(row))
}

/// Returns what keeps a row from covering what the others do.
fn caveat(row: &Pooled) -> String {
    let mut out = String::new();
    if !row.opposed.is_empty() {
        out += &format!(
            " Not defined on {}, where one said 0% and another 100%.",
            value::count(row.opposed.len(), "question")
        );
    }
    let infinite = row.figures.value(MetricId::InfiniteLogs).ok();
    if let Some(n) = infinite.filter(|n| *n > 0.0) {
        out += &format!(
            " Its log score is infinite ({n} of {} panels).",
            row.basis.n
        );
    }
    if row.untaught > 0 {
        let how = match row.method {
            Method::Extremised => "fewer than 10 were known before: not extremised there",
            _ => "none was known before: all counted alike there",
        };
        out += &format!(" On {} {how}.", value::count(row.untaught, "question"));
    }
    out
}

/// Returns what was left out because one forecaster stood alone.
fn solo(pools: &Pools) -> String {
    let mut out = String::new();
    if !pools.solo.is_empty() {
        out += &format!(
            "Solo: {} on which no two estimates stood at the same time, so that there is nothing to \
             pool.\n",
            value::count(pools.solo.len(), "question")
        );
    }
    if pools.alone > 0.0 {
        out += &format!(
            "One forecaster stood alone for {} of the lives of the others; those days are left out.\n",
            percent(pools.alone)
        );
    }
    out
}

/// Returns why there is nothing to pool.
fn none(pools: &Pools, request: &Request) -> String {
    if pools.solo.is_empty() {
        return nothing(request, &pools.skipped);
    }
    let who: Vec<String> = pools
        .forecasters
        .iter()
        .map(|name| one_line(name))
        .collect();
    let who = match &who[..] {
        [one] => format!("{one} alone has"),
        all => format!("{} have", all.join(", ")),
    };
    format!(
        "Nothing to pool: {who} estimates on {}, and on none did two stand at the same time.\n{}",
        value::count(pools.solo.len(), "scored question"),
        left_out(&pools.skipped)
    )
}

/// What one way to pool would have scored, in JSON; and last, without what is against it, the mean
/// score of those pooled.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct PooledV1 {
    /// The way.
    #[schemars(extend("enum" = pools_v1()))]
    pool: &'static str,
    #[serde(flatten)]
    basis: SampleSizeV1,
    #[serde(flatten)]
    figures: FiguresV1,
    #[serde(flatten)]
    against: Option<AgainstV1>,
    /// How the intervals and p-values were made.
    procedures: Vec<ProcedureV1>,
}

/// What a way to pool is held against.
#[derive(Clone, Debug, Serialize, JsonSchema)]
struct AgainstV1 {
    /// Its Brier score less the mean of those pooled.
    #[serde(flatten)]
    average: FiguresV1,
    /// What can be said of that.
    #[schemars(extend("enum" = ComparisonVerdict::ALL.map(ComparisonVerdict::name)))]
    against_average_told: &'static str,
    /// Its Brier score less that of the plain mean.
    #[serde(flatten)]
    mean: FiguresV1,
    /// What can be said of that.
    #[schemars(extend("enum" = ComparisonVerdict::ALL.map(ComparisonVerdict::name)))]
    against_mean_told: &'static str,
    /// Questions on which one said 0 and another 1.
    opposed: usize,
    /// Questions on which there was nothing to learn from at first.
    untaught: usize,
    /// The same in a sentence.
    sentence: String,
}

/// What made pools.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct PoolInfoV1 {
    #[serde(flatten)]
    scoring: ScoringInfoV1,
    /// Who was pooled.
    forecasters: Vec<String>,
    /// The way to use: the one that scores best, where choosing by score gains more than chance over the
    /// plain mean on clusters that had no say in the choice; or the plain mean.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(extend("enum" = pools_v1()))]
    advised: Option<&'static str>,
    /// What choosing gains: its score less that of the plain mean.
    #[serde(flatten)]
    gain: FiguresV1,
}

/// The name of the row of those pooled.
const AVERAGE: &str = "average_forecaster";

fn pools_v1() -> Vec<&'static str> {
    let ways = Method::ALL.iter().map(|way| way.name());
    ways.chain([AVERAGE]).collect()
}

fn row_v1(row: &Pooled) -> PooledV1 {
    let average = [MetricId::AgainstAverage, MetricId::AgainstAverageP];
    let mean = [MetricId::AgainstMean, MetricId::AgainstMeanP];
    let [average, mean] = [(average, &row.against_average), (mean, &row.against_mean)]
        .map(|(ids, difference)| figures(ids, difference));
    let all = row.figures.iter().chain(&average).chain(&mean);
    PooledV1 {
        pool: row.method.name(),
        procedures: procedures(made(all)),
        basis: row.basis.into(),
        figures: (&row.figures).into(),
        against: Some(AgainstV1 {
            average: average.into(),
            against_average_told: row.against_average.told.name(),
            mean: mean.into(),
            against_mean_told: row.against_mean.told.name(),
            opposed: row.opposed.len(),
            untaught: row.untaught,
            sentence: sentence(row),
        }),
    }
}

impl Answer for Answered<'_, Pools> {
    type Row = PooledV1;
    type RunInfo = PoolInfoV1;

    fn page(&self, screen: Screen) -> Page {
        let mut page = Page::default();
        if !screen.verbose && !self.answer.rows.is_empty() {
            let mean = self
                .answer
                .rows
                .iter()
                .find(|row| row.method == Method::Mean);
            if let Some(mean) = mean {
                let text = sentence(mean);
                page.painted(Color::Strong, format!("The {text}"));
            }
            if let Some(advice) = advice(&self.answer) {
                page.painted(None, advice);
            }
            page.table(sheet(&self.answer));
            page.notes(solo(&self.answer));
            if screen.why {
                page.notes(left_out_by_name(&self.answer.skipped));
            }
            page.painted(Color::Faint, excluded(&self.answer.skipped, screen.why));
            return page;
        }
        if !self.answer.rows.is_empty() {
            page.table(sheet(&self.answer));
        }
        page.notes(notes(&self.answer, self.request));
        page
    }

    fn procedures(row: &Self::Row) -> &[ProcedureV1] {
        &row.procedures
    }

    fn json(&self) -> EnvelopeV1<PooledV1, PoolInfoV1> {
        let pools = &self.answer;
        let made_with = PoolInfoV1 {
            scoring: self.request.into(),
            forecasters: pools.forecasters.clone(),
            advised: pools.advice.as_ref().map(|advice| advice.method().name()),
            gain: pools
                .advice
                .as_ref()
                .map_or_else(Vec::new, |advice| {
                    figures([MetricId::Difference, MetricId::DifferenceP], &advice.gain)
                })
                .into(),
        };
        let rows = pools.rows.iter().map(row_v1);
        let average = pools.average.as_ref().map(|average| PooledV1 {
            pool: AVERAGE,
            basis: average.basis.into(),
            procedures: procedures(made([&average.brier])),
            figures: vec![average.brier.clone()].into(),
            against: None,
        });
        EnvelopeV1::new("pool", made_with, rows.chain(average).collect())
            .skipping(&pools.skipped)
            .skipping_also([("solo", pools.solo.len())])
    }
}
