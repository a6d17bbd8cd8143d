//! Two forecasters compared, as a page and in JSON.

use schemars::JsonSchema;
use serde::Serialize;

use crate::analysis::{Compared, Comparison, ComparisonVerdict, DifferenceTest, Dropped, Measure};
use crate::metrics::MetricId;
use crate::model::KindName;
use crate::query::Request;
use crate::render::column;

use super::difference::{by_clusters, clause, figures, p_cell};
use super::escape::one_line;
use super::interval;
use super::number::percent;
use super::procedure_v1::{made, procedures};
use super::run_info::{excluded, left_out, left_out_by_name, line, nothing};
use super::{
    Answer, Answered, Color, EnvelopeV1, FiguresV1, NumberV1, Page, ProcedureV1, SampleSizeV1,
    ScoringInfoV1, Screen, ScreenTable, class, value,
};

/// Returns the comparison as a sheet, a row for each score of each kind.
fn sheet(comparison: &Comparison) -> ScreenTable {
    let mut sheet = ScreenTable::new([
        column::whole("kind"),
        column::text("score"),
        column::figure("n").rank(3),
        column::figure("questions").rank(2),
        column::figure("clusters").rank(3),
        column::figure_of(&comparison.first),
        column::figure_of(&comparison.second),
        column::figure("difference"),
        column::whole("interval").rank(1),
        column::figure("p"),
    ]);
    for row in &comparison.rows {
        sheet.row(vec![
            class::text(&row.class),
            row.measure.title().to_owned(),
            row.basis.n.to_string(),
            row.basis.questions.to_string(),
            row.basis.clusters.to_string(),
            text(row, row.first),
            text(row, row.second),
            row.difference
                .mean
                .map_or_else(|_| "n/a".to_owned(), |mean| text(row, mean)),
            interval::of_difference(&row.difference, |end| text(row, end)),
            p_cell(&row.difference),
        ]);
    }
    sheet
}

fn text(row: &Compared, value: f64) -> String {
    class::score(&row.class, value)
}

/// Returns the lines under the comparison: what it says, what was dropped, how it was made.
fn notes(comparison: &Comparison, request: &Request) -> String {
    if comparison.rows.is_empty() {
        return none(comparison, request);
    }
    let sentences = comparison
        .leading()
        .map(|row| format!("{}\n", sentence(comparison, row)));
    let rule = "Lower scores are better, so a difference below 0 favours the first";
    sentences.collect::<String>()
        + &dropped(comparison)
        + &format!(
            "{}; {}\n",
            line(request, rule),
            made_by(comparison, request)
        )
        + &left_out(&comparison.skipped)
}

/// Returns how intervals and tests were made.
fn made_by(comparison: &Comparison, request: &Request) -> String {
    match comparison.test {
        DifferenceTest::Student => by_clusters(request),
        test => format!("tested by {}", test.title()),
    }
}

/// Returns what a row says, in a sentence.
fn sentence(comparison: &Comparison, row: &Compared) -> String {
    let (first, second) = (one_line(&comparison.first), one_line(&comparison.second));
    let on = on_what(row);
    let Ok(mean) = row.difference.mean else {
        return format!("{on}: {}.", clause(&row.difference));
    };
    if row.difference.told == ComparisonVerdict::Identical {
        return format!("{on}, {first} and {second} are identical: no difference to test.");
    }
    let (better, worse, own, other) = if mean < 0.0 {
        (&first, &second, row.first, row.second)
    } else {
        (&second, &first, row.second, row.first)
    };
    let title = row.measure.title();
    if is_level(row, mean) {
        return format!(
            "{on}, {first} and {second} scored the same ({title} {}): {}.",
            text(row, row.first),
            clause(&row.difference)
        );
    }
    format!(
        "{on}, {better} scored better than {worse} by {} ({title} {} against {}): {}.",
        text(row, mean.abs()),
        text(row, own),
        text(row, other),
        clause(&row.difference)
    )
}

/// Says whether the difference is none as far as it is printed: then nobody is the better.
fn is_level(row: &Compared, mean: f64) -> bool {
    text(row, mean.abs()) == text(row, 0.0)
}

/// Returns in a line whether the better of two is so beyond chance.
pub(super) fn beyond_chance(comparison: &Comparison) -> Option<String> {
    let row = comparison
        .leading()
        .find(|row| row.class.kind == KindName::Binary)?;
    let mean = row.difference.mean.ok()?;
    let (first, second) = (one_line(&comparison.first), one_line(&comparison.second));
    let both = match row.difference.told {
        ComparisonVerdict::Identical | ComparisonVerdict::Undefined => return None,
        _ if is_level(row, mean) => format!("{first} and {second} level"),
        _ if mean < 0.0 => format!("{first} ahead of {second}"),
        _ => format!("{second} ahead of {first}"),
    };
    Some(format!(
        "{both} on the {} that both took: {}",
        value::count(row.basis.questions, "question"),
        clause(&row.difference)
    ))
}

/// Returns the questions, and the share of their lives, that a row rests on.
fn on_what(row: &Compared) -> String {
    let questions = match row.basis.questions {
        1 => format!("the one {} question", row.class.kind),
        n => format!("the {n} {} questions", row.class.kind),
    };
    let days = row.shared.map_or_else(String::new, |share| {
        format!(
            ", on the days on which both stood ({} of their lives)",
            percent(share)
        )
    });
    format!("On {questions} that both answered{days}")
}

/// Returns why there is nothing to compare.
fn none(comparison: &Comparison, request: &Request) -> String {
    let dropped = &comparison.dropped;
    let answered = |only: &[String]| only.len() + dropped.apart.len();
    let (first, second) = (
        answered(&dropped.only_first),
        answered(&dropped.only_second),
    );
    if first + second == 0 {
        return nothing(request, &comparison.skipped);
    }
    let on = |n: usize| match n {
        0 => "no scored question".to_owned(),
        n => value::count(n, "scored question"),
    };
    let apart = if first > 0 && second > 0 {
        ", but never both on one at the same time"
    } else {
        ""
    };
    format!(
        "Nothing to compare: {} has an estimate on {}, {} on {}{apart}.\n{}",
        one_line(&comparison.first),
        on(first),
        one_line(&comparison.second),
        on(second),
        left_out(&comparison.skipped)
    )
}

/// Returns how many questions were dropped, and why.
fn dropped(comparison: &Comparison) -> String {
    let Dropped {
        only_first,
        only_second,
        apart,
    } = &comparison.dropped;
    let alone = |ids: &[String], who: &str| {
        (!ids.is_empty()).then(|| {
            format!(
                "{} that only {} answered",
                value::count(ids.len(), "question"),
                one_line(who)
            )
        })
    };
    let apart = (!apart.is_empty()).then(|| {
        format!(
            "{} on which no two of their estimates stood at the same time",
            value::count(apart.len(), "question")
        )
    });
    let parts = [
        alone(only_first, &comparison.first),
        alone(only_second, &comparison.second),
        apart,
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    if parts.is_empty() {
        "Dropped: none; both answered every question that either did.\n".to_owned()
    } else {
        format!("Dropped: {}.\n", parts.join("; "))
    }
}

/// Two forecasters compared by one score, in JSON.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ComparedV1 {
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
    /// The share of the scheduled lives over which both stood, under `days`.
    shared: Option<f64>,
    /// The first's mean score.
    first: NumberV1,
    /// The second's.
    second: NumberV1,
    /// The first's less the second's: below 0 the first is better.
    #[serde(flatten)]
    difference: FiguresV1,
    /// How the intervals and p-values were made.
    procedures: Vec<ProcedureV1>,
    /// What can be said of it.
    #[schemars(extend("enum" = ComparisonVerdict::ALL.map(ComparisonVerdict::name)))]
    difference_told: &'static str,
    /// The same in a sentence.
    sentence: String,
}

/// What made a comparison.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct CompareInfoV1 {
    #[serde(flatten)]
    scoring: ScoringInfoV1,
    /// The first forecaster.
    first: String,
    /// The second.
    second: String,
}

fn row_v1(comparison: &Comparison, row: &Compared) -> ComparedV1 {
    let ids = [MetricId::Difference, MetricId::DifferenceP];
    let difference = figures(ids, &row.difference);
    ComparedV1 {
        kind: row.class.kind.as_str(),
        unit: row.class.unit.clone(),
        score: row.measure.id().info().name,
        basis: row.basis.into(),
        shared: row.shared,
        first: NumberV1(row.first),
        second: NumberV1(row.second),
        procedures: procedures(made(&difference)),
        difference: difference.into(),
        difference_told: row.difference.told.name(),
        sentence: sentence(comparison, row),
    }
}

impl Answer for Answered<'_, Comparison> {
    type Row = ComparedV1;
    type RunInfo = CompareInfoV1;

    fn page(&self, screen: Screen) -> Page {
        let mut page = Page::default();
        if !screen.verbose && !self.answer.rows.is_empty() {
            for row in self.answer.leading() {
                page.painted(Color::Strong, sentence(&self.answer, row));
            }
            page.table(sheet(&self.answer));
            page.notes(dropped(&self.answer));
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

    fn json(&self) -> EnvelopeV1<ComparedV1, CompareInfoV1> {
        let (comparison, dropped) = (&self.answer, &self.answer.dropped);
        let made_with = CompareInfoV1 {
            scoring: self.request.into(),
            first: comparison.first.clone(),
            second: comparison.second.clone(),
        };
        let rows = comparison.rows.iter();
        let rows = rows.map(|row| row_v1(comparison, row));
        EnvelopeV1::new("compare", made_with, rows.collect())
            .skipping(&comparison.skipped)
            .skipping_also([
                ("only_first", dropped.only_first.len()),
                ("only_second", dropped.only_second.len()),
                ("apart", dropped.apart.len()),
            ])
    }
}
