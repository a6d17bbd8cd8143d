//! The scoreboard as a person sees it: the best first, on the same questions.

use crate::analysis::{
    AdjustedRow, AdjustedTable, Adjustment, Comparison, Method, Pools, ScoreRow, Scores,
};
use crate::metrics::MetricId;
use crate::model::KindName;
use crate::query::{Request, Weighting};

use super::compare::beyond_chance;
use super::interval;
use super::number::{percent, score, signed_percent};
use super::run_info::{excluded, left_out_by_name};
use super::score::ScoreRowV1;
use super::{
    Answer, Answered, Color, EnvelopeV1, Page, ProcedureV1, ScoringInfoV1, Screen, ScreenTable,
    TableCell, column, provenance, value,
};

/// A scoreboard of forecasters, with what stands beside the scores.
#[derive(Clone, Debug)]
pub struct Scoreboard<'a> {
    /// The scores.
    pub scores: Answered<'a, Scores>,
    /// The same on questions of average difficulty.
    pub adjustment: Adjustment,
    /// What the pooled estimates would have scored.
    pub pools: Pools,
    /// The two best, compared on the questions that both took.
    pub leaders: Option<Comparison>,
}

impl Scoreboard<'_> {
    /// Returns the names on it, the best first.
    #[must_use]
    pub fn ranked(scores: &Scores, adjustment: &Adjustment) -> Vec<String> {
        let mut rows: Vec<&ScoreRow> = binary(scores).filter(|row| !row.group.is_empty()).collect();
        // Those of whom it cannot be told come last, by what they scored.
        let place = |row: &&ScoreRow| {
            let own = like_for_like(adjustment, name(row));
            let own = own.and_then(|row| row.like_for_like.value.ok());
            let raw = row.figures.value(MetricId::Brier);
            [own.unwrap_or(f64::INFINITY), raw.unwrap_or(f64::INFINITY)]
        };
        rows.sort_by(|a, b| {
            let ([a, x], [b, y]) = (place(a), place(b));
            a.total_cmp(&b).then(x.total_cmp(&y))
        });
        rows.into_iter().map(|row| name(row).to_owned()).collect()
    }

    fn table(&self) -> ScreenTable {
        let mut table = ScreenTable::new([
            column::text("forecaster"),
            column::figure("like-for-like"),
            column::whole("interval").rank(1),
            column::figure("raw"),
            column::figure("questions").rank(2),
            column::figure("coverage").rank(3),
            column::figure("vs base rate").rank(4),
        ]);
        let scores = &self.scores.answer;
        let names = Self::ranked(scores, &self.adjustment);
        let several = names.len() > 1;
        for name_of in &names {
            let mut rows = binary(scores);
            let Some(row) = rows.find(|row| !row.group.is_empty() && name(row) == name_of) else {
                continue;
            };
            let adjusted = like_for_like(&self.adjustment, name_of).filter(|_| several);
            let own = adjusted.map(|row| &row.like_for_like);
            let value = own.and_then(|own| own.value.ok());
            table.row(vec![
                name_of.clone(),
                value.map(score).unwrap_or_default(),
                own.map(|own| interval::with_to(own, score))
                    .unwrap_or_default(),
                row.figures
                    .value(MetricId::Brier)
                    .map(score)
                    .unwrap_or_default(),
                row.basis.questions.to_string(),
                row.coverage
                    .map(|share| percent(share.stated))
                    .unwrap_or_default(),
                skill(row),
            ]);
        }
        let mean = self
            .pools
            .rows
            .iter()
            .find(|row| row.method == Method::Mean);
        if let Some(mean) = mean.filter(|_| several) {
            let raw = mean
                .figures
                .value(MetricId::Brier)
                .map(score)
                .unwrap_or_default();
            let cells = [
                "pooled",
                "",
                "",
                &raw,
                &mean.basis.questions.to_string(),
                "",
                "",
            ];
            let faint = |text: &str| TableCell::from(text).painted(Color::Faint);
            table.row(cells.map(faint).to_vec());
        }
        table.without_empty_columns()
    }

    /// Returns how many questions of other kinds there are.
    fn other_kinds(&self) -> Option<String> {
        let totals = self
            .scores
            .answer
            .rows
            .iter()
            .filter(|row| row.group.is_empty());
        let others = totals.filter(|row| row.kind != KindName::Binary);
        let others: Vec<String> = others
            .map(|row| format!("{} {}", row.basis.questions, row.kind))
            .collect();
        (!others.is_empty()).then(|| format!("Other kinds: {} (--kind KIND)", others.join(", ")))
    }
}

/// Returns the rows on questions of yes or no.
fn binary(scores: &Scores) -> impl Iterator<Item = &ScoreRow> {
    scores
        .rows
        .iter()
        .filter(|row| row.kind == KindName::Binary)
}

fn name(row: &ScoreRow) -> &str {
    row.group.first().map_or("", |(_, text)| text.as_str())
}

fn like_for_like<'a>(adjustment: &'a Adjustment, name: &str) -> Option<&'a AdjustedRow> {
    let mut tables = adjustment.tables.iter();
    let table = tables.find(|table| table.class.kind == KindName::Binary)?;
    table.rows.iter().find(|row| row.forecaster == name)
}

/// Returns how much better a score is than that of the sample's own base rate.
fn skill(row: &ScoreRow) -> String {
    let skill = row.figures.value(MetricId::SkillSample);
    skill.map(signed_percent).unwrap_or_default()
}

fn weighed(request: &Request) -> String {
    match request.weigh {
        Weighting::Days => "time-weighted".to_owned(),
        Weighting::First => "first estimates".to_owned(),
        Weighting::Last => "last estimates, which flatters".to_owned(),
        Weighting::Each => "every estimate".to_owned(),
        Weighting::Horizon(_) => request.weigh.to_string(),
    }
}

impl Answer for Scoreboard<'_> {
    type Row = ScoreRowV1;
    type RunInfo = ScoringInfoV1;

    fn page(&self, screen: Screen) -> Page {
        let scores = &self.scores.answer;
        let total = binary(scores).find(|row| row.group.is_empty());
        let Some(total) = total.filter(|_| !screen.verbose) else {
            return self.scores.page(screen);
        };
        let mut page = Page::default();
        page.painted(
            Color::Strong,
            format!(
                "Brier score on {} yes/no questions, {} (0 best; always 50% = 0.250)",
                total.basis.questions,
                weighed(self.scores.request)
            ),
        );
        let word = provenance(scores.provenance);
        if !word.is_empty() {
            let all = value::count(scores.provenance.all(), "estimate");
            page.painted(None, format!("{all}{word}"));
        }
        page.table(self.table());
        let told = |table: &AdjustedTable| {
            let mut rows = table.rows.iter();
            rows.any(|row| row.like_for_like.value.is_ok())
        };
        if self.adjustment.tables.iter().any(told) {
            page.painted(
                Color::Faint,
                "Like-for-like: against a forecaster on average on the same questions; below 0 is better"
                    .to_owned(),
            );
        }
        if let Some(line) = self.leaders.as_ref().and_then(beyond_chance) {
            page.painted(None, line);
        }
        if let Some(line) = self.other_kinds() {
            page.painted(None, line);
        }
        if screen.why {
            page.notes(left_out_by_name(&scores.skipped));
        }
        page.painted(Color::Faint, excluded(&scores.skipped, screen.why));
        page
    }

    fn procedures(row: &Self::Row) -> &[ProcedureV1] {
        Answered::<Scores>::procedures(row)
    }

    fn json(&self) -> EnvelopeV1<ScoreRowV1, ScoringInfoV1> {
        self.scores.json()
    }
}
