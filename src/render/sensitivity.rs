//! How the headline moves under other choices, as a table and in JSON.

use schemars::JsonSchema;
use serde::Serialize;

use crate::analysis::{Alternative, ChoiceKind, Sensitivity};
use crate::query::SampleSize;
use crate::scoring::Statistic;

use super::number::score;
use super::run_info::{left_out, line, nothing};
use super::{
    Answer, Answered, Color, EnvelopeV1, Page, SampleSizeV1, ScoringInfoV1, Screen, ScreenTable,
    column, first_lines, value,
};

/// How many of the clusters are shown on a screen.
const CLUSTERS: usize = 5;

/// The headline under one choice; the first row is the headline itself.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct AlternativeV1 {
    /// What the choice is about.
    #[schemars(extend("enum" = kinds()))]
    choice: &'static str,
    /// What is chosen; a `!` before it leaves it out.
    chosen: String,
    /// What the score rests on.
    #[serde(flatten)]
    basis: SampleSizeV1,
    /// The Brier score.
    brier: Option<f64>,
    /// By how much it differs from the headline.
    moved: Option<f64>,
}

/// What stands in the first row.
const HEADLINE: &str = "headline";

fn kinds() -> Vec<&'static str> {
    let kinds = ChoiceKind::ALL.map(ChoiceKind::as_str);
    [HEADLINE].into_iter().chain(kinds).collect()
}

fn row(
    kind: &str,
    chosen: &str,
    basis: SampleSize,
    brier: &Statistic,
    moved: String,
) -> Vec<String> {
    vec![
        kind.to_owned(),
        chosen.to_owned(),
        basis.n.to_string(),
        basis.questions.to_string(),
        brier
            .as_ref()
            .map_or_else(|_| "n/a".to_owned(), |brier| score(*brier)),
        moved,
    ]
}

/// Returns a move with its sign.
fn signed(moved: f64) -> String {
    let text = score(moved);
    let has_sign = text.starts_with(['-', '−']) || text.chars().all(|c| matches!(c, '0' | '.'));
    if has_sign { text } else { format!("+{text}") }
}

fn table(answer: &Sensitivity, clusters: usize) -> ScreenTable {
    let mut table = ScreenTable::new([
        column::text("choice"),
        column::text("chosen"),
        column::figure("n").rank(2),
        column::figure("questions").rank(1),
        column::figure("Brier"),
        column::figure("moved"),
    ]);
    table.row(row(
        HEADLINE,
        "",
        answer.basis,
        &answer.brier,
        String::new(),
    ));
    let is_cluster = |one: &&Alternative| one.kind == ChoiceKind::Cluster;
    let others = answer.alternatives.iter().filter(|one| !is_cluster(one));
    let largest = answer.alternatives.iter().filter(is_cluster).take(clusters);
    for one in others.chain(largest) {
        let moved = one.moved(&answer.brier).map(signed).unwrap_or_default();
        table.row(row(
            one.kind.as_str(),
            &one.choice,
            one.basis,
            &one.brier,
            moved,
        ));
    }
    table
}

/// Returns what one should know of the table.
fn notes(answer: &Sensitivity, clusters: usize) -> String {
    let is_cluster = |one: &&Alternative| one.kind == ChoiceKind::Cluster;
    let all = answer.alternatives.iter().filter(is_cluster).count();
    let shown = if all > clusters {
        format!("; of {all} clusters those whose absence moves it most")
    } else {
        String::new()
    };
    format!(
        "The headline is the mean Brier score of all yes-or-no questions that count, 0 the best. Each row \
         makes one other choice and leaves the rest; `!` leaves out{shown}. Ranges are those of words.\n"
    )
}

impl Answer for Answered<'_, Sensitivity> {
    type Row = AlternativeV1;
    type RunInfo = ScoringInfoV1;

    fn page(&self, screen: Screen) -> Page {
        let mut page = Page::default();
        let answer = &self.answer;
        let Ok(brier) = answer.brier else {
            page.text(nothing(self.request, &answer.skipped));
            return page;
        };
        // What few questions give says little of the many.
        let keeps_half = |one: &&Alternative| 2 * one.basis.questions >= answer.basis.questions;
        let most = (answer.alternatives.iter())
            .filter(keeps_half)
            .filter_map(|one| one.moved(&answer.brier));
        let (low, high) = most.fold((0.0_f64, 0.0_f64), |(low, high), moved| {
            (low.min(moved), high.max(moved))
        });
        page.painted(
            Color::Strong,
            format!(
                "Brier {} over {}; choices that keep half of them give from {} to {}.",
                score(brier),
                value::count(answer.basis.questions, "question"),
                score(brier + low),
                score(brier + high)
            ),
        );
        let clusters = if screen.verbose { usize::MAX } else { CLUSTERS };
        page.table(table(answer, clusters));
        page.notes(notes(answer, clusters));
        if screen.verbose {
            page.notes(first_lines(answer.provenance, self.request));
            page.notes(format!("{}\n", line(self.request, "Brier score")));
            page.notes(left_out(&answer.skipped));
        }
        page
    }

    fn json(&self) -> EnvelopeV1<AlternativeV1, ScoringInfoV1> {
        let answer = &self.answer;
        let headline = AlternativeV1 {
            choice: HEADLINE,
            chosen: String::new(),
            basis: answer.basis.into(),
            brier: answer.brier.as_ref().ok().copied(),
            moved: None,
        };
        let each = answer.alternatives.iter().map(|one| AlternativeV1 {
            choice: one.kind.as_str(),
            chosen: one.choice.clone(),
            basis: one.basis.into(),
            brier: one.brier.as_ref().ok().copied(),
            moved: one.moved(&answer.brier),
        });
        let rows = [headline].into_iter().chain(each).collect();
        EnvelopeV1::new("sensitivity", self.request.into(), rows).skipping(&answer.skipped)
    }
}
