//! The arithmetic of one forecast's score, line by line and in JSON.

use chrono::DateTime;
use schemars::JsonSchema;
use serde::Serialize;

use crate::analysis::{BreakdownLine, BreakdownRule, Counted, ForecasterBreakdown, ScoreBreakdown};
use crate::model::{KindName, Outcome};
use crate::query::{Excluded, Request, Weighting};
use crate::scoring::Statistic;

use super::number::{decimals, percent};
use super::{
    Answer, Answered, DayV1, EnvelopeV1, NumberV1, Page, ScoringInfoV1, Screen, row_csv, value,
};

/// Returns the arithmetic, line by line.
fn text(work: &ScoreBreakdown<'_>, request: &Request) -> String {
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

/// What one forecaster said of the question, and what it scores, in JSON.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct BreakdownV1 {
    /// Who.
    forecaster: String,
    /// Days from opening to deadline.
    life_days: f64,
    /// The score.
    #[schemars(extend("enum" = BreakdownRule::ALL.map(BreakdownRule::as_str)))]
    rule: &'static str,
    /// A line for each estimate.
    lines: Vec<BreakdownLineV1>,
    /// The weights together.
    weight: f64,
    /// The weighted scores together.
    total: NumberV1,
    /// The one over the other.
    score: Option<NumberV1>,
}

/// One estimate.
#[derive(Clone, Debug, Serialize, JsonSchema)]
struct BreakdownLineV1 {
    /// When it was made.
    date: DayV1,
    /// What was said, in a few words.
    said: String,
    /// From when it stood; null where it was made when the outcome was known.
    stood_from: Option<DayV1>,
    /// How many days it stood.
    stood_days: f64,
    /// How much it counts.
    weight: Option<f64>,
    /// Its score.
    score: Option<NumberV1>,
}

/// A line with whose it is, for CSV.
#[derive(Serialize, JsonSchema)]
struct OwnLineV1<'a> {
    forecaster: &'a str,
    rule: &'static str,
    life_days: f64,
    #[serde(flatten)]
    line: BreakdownLineV1,
}

/// What made the arithmetic.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct BreakdownInfoV1 {
    #[serde(flatten)]
    scoring: ScoringInfoV1,
    /// The forecast.
    show_work: String,
}

impl<'a> Answer for Answered<'_, ScoreBreakdown<'a>> {
    type Row = BreakdownV1;
    type RunInfo = BreakdownInfoV1;

    fn page(&self, _: Screen) -> Page {
        let mut page = Page::default();
        page.text(text(&self.answer, self.request));
        page
    }

    fn json(&self) -> EnvelopeV1<BreakdownV1, BreakdownInfoV1> {
        let id = &self.answer.entry.forecast.id;
        let made_with = BreakdownInfoV1 {
            scoring: self.request.into(),
            show_work: id.to_string(),
        };
        let mut skipped = Excluded::default();
        if let Err(reason) = self.answer.outcome {
            skipped.add(reason, id);
        }
        let rows = self.answer.hands.iter();
        let rows = rows.map(|hand| hand_v1(hand, &self.answer)).collect();
        EnvelopeV1::new("score", made_with, rows).skipping(&skipped)
    }

    fn csv(&self) -> String {
        let lines = |hand: &ForecasterBreakdown<'a>| {
            let own = |line: &BreakdownLine<'_>| OwnLineV1 {
                forecaster: hand.by,
                rule: hand.rule.as_str(),
                life_days: self.answer.life,
                line: line_v1(line, &self.answer),
            };
            hand.lines.iter().map(own).collect::<Vec<_>>()
        };
        let all: Vec<OwnLineV1<'_>> = self.answer.hands.iter().flat_map(lines).collect();
        row_csv(&all)
    }
}

fn hand_v1(hand: &ForecasterBreakdown<'_>, work: &ScoreBreakdown<'_>) -> BreakdownV1 {
    BreakdownV1 {
        forecaster: hand.by.to_owned(),
        life_days: work.life,
        rule: hand.rule.as_str(),
        lines: hand.lines.iter().map(|line| line_v1(line, work)).collect(),
        weight: hand.weight,
        total: NumberV1(hand.total),
        score: NumberV1::of(hand.score),
    }
}

fn line_v1(line: &BreakdownLine<'_>, work: &ScoreBreakdown<'_>) -> BreakdownLineV1 {
    BreakdownLineV1 {
        date: DayV1::new(line.estimate.date),
        said: value::value(&line.estimate.value, &work.entry.forecast.kind),
        stood_from: line.stood.map(|(from, _)| DayV1::new(day(from))),
        stood_days: line.days,
        weight: line.counted.map(|one| one.weight),
        score: line.counted.and_then(|one| NumberV1::of(one.score)),
    }
}
