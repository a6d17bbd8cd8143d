//! The arithmetic of one forecast's score, line by line and in JSON.

use chrono::DateTime;
use serde_json::{Map, Value as Json, json};

use crate::analysis::{BreakdownLine, BreakdownRule, Counted, ForecasterBreakdown, ScoreBreakdown};
use crate::model::{KindName, Outcome};
use crate::query::{Excluded, Request, Weighting};
use crate::scoring::Statistic;

use super::envelope_v1::EnvelopeV1;
use super::figure_v1::number;
use super::number::{decimals, percent};
use super::run_info::run_info;
use super::value;

/// Returns the arithmetic, line by line.
#[must_use]
pub fn text(work: &ScoreBreakdown<'_>, request: &Request) -> String {
    let forecast = &work.entry.forecast;
    let mut out = format!("{}: {}\n", forecast.id, forecast.question);
    let (outcome, known) = match work.outcome {
        Ok(ended) => ended,
        Err(reason) => {
            let remedy = reason.remedy().map(|remedy| format!(" ({remedy})"));
            out += &format!(
                "It is not scored: {}{}.\n",
                reason.what(),
                remedy.unwrap_or_default()
            );
            return out;
        }
    };
    out += &format!(
        "outcome {}, known {known}: only what was said before counts\n",
        value::outcome(outcome)
    );
    out += &format!(
        "scheduled life {} to {}, {} days; weighed by {}\n",
        forecast.opening(),
        forecast.deadline,
        short(work.life),
        request.weigh
    );
    if work.hands.is_empty() {
        out += "nobody said anything that could count\n";
    }
    for hand in &work.hands {
        out += &format!("\n{}\n", hand.by);
        for line in &hand.lines {
            out += &of_estimate(line, hand.rule, work, outcome, request);
        }
        out += &sum(hand, request);
    }
    out
}

fn of_estimate(
    line: &BreakdownLine<'_>,
    rule: BreakdownRule,
    work: &ScoreBreakdown<'_>,
    outcome: &Outcome,
    request: &Request,
) -> String {
    let kind = &work.entry.forecast.kind;
    let estimate = line.estimate;
    let said = value::value(&estimate.value, kind);
    let mut out = format!("  {}  {said}\n", estimate.date);
    let Some((from, to)) = line.stood else {
        return out + "    made when the outcome was known: does not count\n";
    };
    let share = format!("{} of {} days", short(line.days), short(work.life));
    if from < to {
        out += &format!("    stood {} to {}: {share}\n", day(from), day(to - 1));
    } else {
        out += "    stood for no time\n";
    }
    let Some(Counted { weight, score }) = line.counted else {
        return out + "    does not count\n";
    };
    let weighed = match request.weigh {
        Weighting::Days => format!("weight {} / {}", short(line.days), short(work.life)),
        _ => "weight".to_owned(),
    };
    out += &format!("    {weighed} = {}\n", short(weight));
    out += &format!(
        "    {}{} = {}\n",
        rule.as_str(),
        formula(line, outcome, kind.name()),
        figure(score)
    );
    if let Ok(score) = score {
        out += &format!(
            "    {} × {} = {}\n",
            short(weight),
            short(score),
            short(weight * score)
        );
    }
    out
}

/// Returns the formula of a binary forecast with its numbers in it; other kinds have long ones.
fn formula(line: &BreakdownLine<'_>, outcome: &Outcome, kind: KindName) -> String {
    let point = line.estimate.stated().and_then(crate::model::Stated::point);
    match (kind, point, outcome.share()) {
        (KindName::Binary, Some(p), Some(y)) => {
            format!(" ({} − {})²", short(p.get()), short(y.get()))
        }
        _ => String::new(),
    }
}

fn sum(hand: &ForecasterBreakdown<'_>, request: &Request) -> String {
    let coverage = match request.weigh {
        Weighting::Days => format!(", the coverage ({})", percent(hand.weight)),
        _ => String::new(),
    };
    let mut out = format!("  sum of weights {}{coverage}\n", short(hand.weight));
    if let Ok(score) = hand.score {
        out += &format!("  sum of products {}\n", short(hand.total));
        out += &format!(
            "  {} {} / {} = {}\n",
            hand.rule.as_str(),
            short(hand.total),
            short(hand.weight),
            short(score)
        );
    } else {
        out += &format!("  {} {}\n", hand.rule.as_str(), figure(hand.score));
    }
    out
}

fn figure(figure: Statistic) -> String {
    figure.map_or_else(|why| format!("n/a: {why}"), short)
}

/// Returns a number with at most six decimals: enough to add up by hand.
fn short(value: f64) -> String {
    decimals(value, 6)
}

fn day(seconds: i64) -> String {
    DateTime::from_timestamp(seconds, 0)
        .map_or_else(|| seconds.to_string(), |time| time.date_naive().to_string())
}

/// Returns the arithmetic in JSON: a row for each forecaster, with its lines.
#[must_use]
pub fn json(work: &ScoreBreakdown<'_>, request: &Request) -> String {
    let mut run_info = run_info(request);
    run_info.insert(
        "show_work".to_owned(),
        json!(work.entry.forecast.id.as_str()),
    );
    let mut skipped = Excluded::default();
    if let Err(reason) = work.outcome {
        skipped.add(reason, &work.entry.forecast.id);
    }
    let rows = work.hands.iter().map(|hand| hand_v1(hand, work)).collect();
    EnvelopeV1::new("score", run_info, rows)
        .skipping(&skipped)
        .text()
}

fn hand_v1(hand: &ForecasterBreakdown<'_>, work: &ScoreBreakdown<'_>) -> Map<String, Json> {
    let lines: Vec<Json> = hand.lines.iter().map(|line| line_v1(line, work)).collect();
    let figure = |figure: Statistic| figure.map_or(Json::Null, number);
    let fields = [
        ("forecaster", json!(hand.by)),
        ("life_days", number(work.life)),
        ("rule", json!(hand.rule.as_str())),
        ("lines", json!(lines)),
        ("weight", number(hand.weight)),
        ("total", number(hand.total)),
        ("score", figure(hand.score)),
    ];
    fields
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value))
        .collect()
}

fn line_v1(line: &BreakdownLine<'_>, work: &ScoreBreakdown<'_>) -> Json {
    let said = value::value(&line.estimate.value, &work.entry.forecast.kind);
    let score = line.counted.map(|one| one.score.map_or(Json::Null, number));
    json!({
        "date": line.estimate.date.to_string(),
        "said": said,
        "stood_from": line.stood.map(|(from, _)| day(from)),
        "stood_days": number(line.days),
        "weight": line.counted.map(|one| one.weight),
        "score": score,
    })
}
