//! Two forecasters compared, as a sheet, in sentences and in JSON.

use serde_json::{Map, Value, json};

use crate::analysis::{Compared, Comparison, ComparisonVerdict, Dropped};
use crate::metrics::MetricId;
use crate::query::Request;

use super::difference::{by_clusters, clause, insert, interval, p_cell};
use super::envelope_v1::EnvelopeV1;
use super::escape::one_line;
use super::figure_v1::number;
use super::number::percent;
use super::run_info::{left_out, line, nothing, run_info};
use super::{ScreenTable, class, value};

/// Returns the comparison as a sheet, a row for each score of each kind.
#[must_use]
pub fn sheet(comparison: &Comparison) -> ScreenTable {
    let (first, second) = (
        format!("#{}", one_line(&comparison.first)),
        format!("#{}", one_line(&comparison.second)),
    );
    let mut sheet = ScreenTable::new(&[
        "kind",
        "score",
        "#n",
        "#questions",
        "#clusters",
        &first,
        &second,
        "#difference",
        "interval",
        "#p",
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
            interval(&row.difference, |end| text(row, end)),
            p_cell(&row.difference),
        ]);
    }
    sheet
}

fn text(row: &Compared, value: f64) -> String {
    class::score(&row.class, value)
}

/// Returns the lines under the comparison: what it says, what was dropped, how it was made.
#[must_use]
pub fn notes(comparison: &Comparison, request: &Request) -> String {
    if comparison.rows.is_empty() {
        return none(comparison, request);
    }
    let sentences = comparison
        .leading()
        .map(|row| format!("{}\n", sentence(comparison, row, request)));
    let rule = "Lower scores are better, so a difference below 0 favours the first";
    sentences.collect::<String>()
        + &dropped(comparison)
        + &format!("{}; {}\n", line(request, rule), by_clusters(request))
        + &left_out(&comparison.skipped)
}

/// Returns what a row says, in a sentence.
fn sentence(comparison: &Comparison, row: &Compared, request: &Request) -> String {
    let (first, second) = (one_line(&comparison.first), one_line(&comparison.second));
    let on = on_what(row);
    let Ok(mean) = row.difference.mean else {
        return format!("{on}: {}.", clause(&row.difference, request));
    };
    if row.difference.told == ComparisonVerdict::Identical {
        return format!("{on}, {first} and {second} are identical: no difference to test.");
    }
    let (better, worse, own, other) = if mean < 0.0 {
        (first, second, row.first, row.second)
    } else {
        (second, first, row.second, row.first)
    };
    let title = row.measure.title();
    format!(
        "{on}, {better} scored better than {worse} by {} ({title} {} against {}): {}.",
        text(row, mean.abs()),
        text(row, own),
        text(row, other),
        clause(&row.difference, request)
    )
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

/// Returns the comparison in JSON.
#[must_use]
pub fn json(comparison: &Comparison, request: &Request) -> String {
    let mut run_info = run_info(request);
    run_info.insert("first".to_owned(), json!(comparison.first));
    run_info.insert("second".to_owned(), json!(comparison.second));
    let rows = comparison.rows.iter();
    let rows = rows.map(|row| row_v1(comparison, row, request)).collect();
    let dropped = &comparison.dropped;
    EnvelopeV1::new("compare", run_info, rows)
        .skipping(&comparison.skipped)
        .skipping_also([
            ("only_first", dropped.only_first.len()),
            ("only_second", dropped.only_second.len()),
            ("apart", dropped.apart.len()),
        ])
        .text()
}

fn row_v1(comparison: &Comparison, row: &Compared, request: &Request) -> Map<String, Value> {
    let mut map = Map::new();
    let fields = [
        ("kind", json!(row.class.kind.as_str())),
        ("unit", json!(row.class.unit)),
        ("score", json!(row.measure.id().info().name)),
        ("n", json!(row.basis.n)),
        ("questions", json!(row.basis.questions)),
        ("clusters", json!(row.basis.clusters)),
        ("shared", json!(row.shared)),
        ("first", number(row.first)),
        ("second", number(row.second)),
    ];
    map.extend(fields.map(|(name, value)| (name.to_owned(), value)));
    let ids = [MetricId::Difference, MetricId::DifferenceP];
    insert(&mut map, ids, &row.difference);
    let sentence = sentence(comparison, row, request);
    map.insert("sentence".to_owned(), json!(sentence));
    map
}
