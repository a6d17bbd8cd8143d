//! The largest misses, and what they taught.

use crate::analysis::review::{Outturn, Review, Side};
use crate::render::number::score;
use crate::render::value;

use super::document::{Block, Section, TextSpan};
use super::outturns::said;
use super::spans::{linked, plain, text, to};

/// How many misses are told.
const MAX_MISSES: usize = 10;
/// The score of who always says 50%: a worse one is a miss.
const HALF: f64 = 0.25;

/// Returns the section.
pub(super) fn section(review: &Review<'_>) -> Section {
    let mut misses: Vec<_> = review
        .outturns
        .iter()
        .filter_map(|one| Some((one, one.score?)))
        .filter(|(_, score)| *score > HALF)
        .collect();
    misses.sort_by(|a, b| b.1.total_cmp(&a.1));
    let mut blocks = vec![Block::Text(text(match misses.len() {
        0 => "No judgement did worse than saying 50%.".to_owned(),
        n if n > MAX_MISSES => format!(
            "{n} judgements did worse than saying 50% (Brier 0.250); the {MAX_MISSES} largest misses are:"
        ),
        n => format!(
            "{} did worse than saying 50% (Brier 0.250):",
            value::count(n, "judgement")
        ),
    }))];
    blocks.extend(
        misses
            .into_iter()
            .take(MAX_MISSES)
            .flat_map(|(one, score)| miss(one, score)),
    );
    Section {
        id: "misses",
        title: "Largest misses, and what they taught",
        blocks,
    }
}

fn miss(one: &Outturn<'_>, brier: f64) -> Vec<Block> {
    let forecast = &one.entry.forecast;
    let judged = one.side.map(|side| match side {
        Side::Timing => ", for its timing: it came about after the deadline".to_owned(),
        side => format!(", {}", side.as_str()),
    });
    let mut line = vec![plain(format!("{} said ", one.by))];
    line.extend(said(one).spans);
    line.push(plain(format!(
        "; the outturn was {}, known on {}: Brier {}{}.",
        value::outcome(&one.resolution.outcome),
        one.known.day(),
        score(brier),
        judged.unwrap_or_default()
    )));
    let lesson = match forecast.lesson.as_deref() {
        Some(lesson) => {
            let mut spans = vec![TextSpan::Strong("Lesson:".to_owned()), plain(" ")];
            spans.extend(linked(lesson.trim()));
            spans
        }
        None => text("No lesson is recorded yet (`lesson:` in the record)."),
    };
    vec![
        Block::Heading(vec![to(one.entry)]),
        Block::Text(line),
        Block::Text(lesson),
    ]
}
