//! Estimates that cannot all be right: in sentences, as a sheet and in JSON.

use serde_json::{Map, Value as Json, json};

use super::number::{decimals, fine_percent, percent, points};
use super::{EnvelopeV1, Sheet, value};
use crate::evaluate::coherence::{Clash, Compared, Number, Of, Span, Term, Tied, Voice};
use crate::model::Probability;
use crate::scoring::coherence::{Constraint, Interval, Severity};

/// Returns who contradicts themselves: `ann`, or `the pool of ann, bob`.
#[must_use]
pub fn voice(voice: &Voice<'_>) -> String {
    match voice {
        Voice::One(by) => (*by).to_owned(),
        Voice::Pool(all) => format!("the pool of {}", all.join(", ")),
    }
}

/// Returns what of a forecast a number speaks of: `gas-deal`, `rain wet`, `share above 19`.
#[must_use]
pub fn term(term: &Term<'_>) -> String {
    let id = &term.entry.forecast.id;
    match term.of {
        Of::Yes => id.to_string(),
        Of::Option(option) => format!("{id} {option}"),
        Of::Beyond(limit) => {
            let side = if limit.above { "above" } else { "below" };
            format!("{id} {side} {}", decimals(limit.limit, 4))
        }
    }
}

/// Returns a number with what it speaks of: `gas-deal at 70%`.
fn at(number: &Number<'_>) -> String {
    if number.said.is_empty() {
        return term(&number.term);
    }
    format!(
        "{} at {}",
        term(&number.term),
        value::interval(number.stated)
    )
}

fn all(numbers: &[&Number<'_>]) -> String {
    numbers
        .iter()
        .map(|number| at(number))
        .collect::<Vec<_>>()
        .join(", ")
}

/// Returns how ranges fit that do.
fn fit(severity: Severity) -> &'static str {
    match severity {
        Severity::Tightening => "fit only in part",
        _ => "fit only at their edges",
    }
}

/// Returns what is wrong in a sentence with the numbers: lower case, no full stop.
#[must_use]
pub fn sentence(clash: &Clash<'_>) -> String {
    let numbers: Vec<&Number<'_>> = clash.numbers.iter().collect();
    match &clash.tied {
        Tied::NoOutcome(_) => {
            let names: Vec<String> = numbers.iter().map(|one| term(&one.term)).collect();
            format!(
                "what ties {} together leaves nothing that can happen",
                names.join(", ")
            )
        }
        Tied::Together(_) if clash.severity == Severity::Hard => {
            format!("{} cannot all be right", all(&numbers))
        }
        Tied::Together(_) => format!("{} {}", all(&numbers), fit(clash.severity)),
        Tied::One(tie) if clash.severity < Severity::Hard => {
            format!("{} {} ({})", all(&numbers), fit(clash.severity), tie.key)
        }
        Tied::One(tie) => contradiction(clash, &tie.constraint),
    }
}

fn contradiction(clash: &Clash<'_>, constraint: &Constraint) -> String {
    let number = |i: usize| &clash.numbers[i];
    let against: Vec<&Number<'_>> = clash.against.iter().map(|&i| number(i)).collect();
    let Some(subject) = clash.subject.map(number) else {
        return sum(&against, constraint, clash.value);
    };
    let subject_at = at(subject);
    let others = all(&against);
    let too_high = clash.value > clash.limit;
    match constraint {
        Constraint::Implies { .. } => {
            format!("{subject_at} brings about {others}, which is less probable")
        }
        Constraint::Chain(_) => format!("{subject_at} includes {others}, which is more probable"),
        Constraint::Threshold { .. } => {
            let limit = percent(clash.limit);
            format!(
                "{subject_at}, and the forecast of the number itself gives it {limit}: {others}"
            )
        }
        Constraint::TotalProbability { .. } => {
            let side = if too_high { "at most" } else { "at least" };
            format!(
                "{subject_at}, and {others} make it {side} {}",
                percent(clash.limit)
            )
        }
        Constraint::AllOf { .. } if too_high => {
            format!("{subject_at} needs {others}, which is less probable")
        }
        Constraint::AnyOf { .. } if !too_high => {
            format!("{subject_at} includes {others}, which is more probable")
        }
        _ => {
            let side = if too_high { "at most" } else { "at least" };
            format!(
                "{subject_at}, and {others} together make it {side} {}",
                percent(clash.limit)
            )
        }
    }
}

/// Returns what is wrong with a sum.
fn sum(numbers: &[&Number<'_>], constraint: &Constraint, total: f64) -> String {
    let what = match constraint {
        Constraint::Exclusive(_) => "exclude each other",
        Constraint::Exhaustive(_) => "leave nothing else",
        Constraint::Complement(..) => "are opposites",
        _ => "exclude each other and leave nothing else",
    };
    format!("{} {what}, and sum to {}", all(numbers), percent(total))
}

/// Returns what a bettor gains, for tickets of 100: empty where it is no contradiction.
#[must_use]
pub fn loss(clash: &Clash<'_>) -> String {
    if clash.severity < Severity::Hard || clash.sure_loss <= 0.0 {
        return String::new();
    }
    let gain = decimals(clash.sure_loss * 100.0, 1);
    format!("a bettor with tickets of 100 gains {gain} whatever happens")
}

/// Returns the nearest numbers that fit, or what the others leave of ranges.
#[must_use]
pub fn repair(clash: &Clash<'_>) -> String {
    let one = |number: &Number<'_>| {
        let name = term(&number.term);
        match (number.repaired, number.left) {
            (Some(repaired), _) => Some(format!("{name} {}", fine_percent(repaired.get()))),
            (None, Some(left)) => Some(format!("{name} {}", value::interval(left))),
            (None, None) => None,
        }
    };
    clash
        .numbers
        .iter()
        .filter_map(one)
        .collect::<Vec<_>>()
        .join(", ")
}

/// Returns how grave it is, in a word or two.
fn gravity(severity: Severity) -> &'static str {
    match severity {
        Severity::Hard => "contradiction",
        Severity::Soft => "edges only",
        Severity::Tightening => "tightens",
    }
}

/// Returns what was found as a sheet.
#[must_use]
pub fn sheet(compared: &Compared<'_>) -> Sheet {
    let mut sheet = Sheet::new(&["by", "", "what", "#points", "nearest that fits"]);
    for clash in &compared.clashes {
        sheet.row(vec![
            voice(&clash.voice),
            gravity(clash.severity).to_owned(),
            whole(clash),
            size(clash),
            repair(clash),
        ]);
    }
    sheet.without_empty_columns()
}

fn whole(clash: &Clash<'_>) -> String {
    let loss = loss(clash);
    let gap = if loss.is_empty() { "" } else { "; " };
    format!("{}{gap}{loss}", sentence(clash))
}

fn size(clash: &Clash<'_>) -> String {
    match clash.severity {
        Severity::Hard => decimals(clash.size * 100.0, 1),
        _ => String::new(),
    }
}

/// Returns when estimates contradicted each other, as a sheet.
#[must_use]
pub fn history(spans: &[Span<'_>]) -> Sheet {
    let mut sheet = Sheet::new(&[
        "from",
        "until",
        "by",
        "what",
        "#points",
        "nearest that fits",
    ]);
    for span in spans {
        sheet.row(vec![
            span.from.to_string(),
            span.until.map(|day| day.to_string()).unwrap_or_default(),
            voice(&span.clash.voice),
            whole(&span.clash),
            size(&span.clash),
            repair(&span.clash),
        ]);
    }
    sheet.without_empty_columns()
}

/// Returns the lines under the sheet.
#[must_use]
pub fn notes(compared: &Compared<'_>, as_of: chrono::NaiveDate) -> String {
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

/// Returns what was found in JSON.
#[must_use]
pub fn json(compared: &Compared<'_>, made_with: Map<String, Json>) -> String {
    let rows = compared.clashes.iter().map(clash_v1).collect();
    EnvelopeV1::new("coherence", made_with, rows).text()
}

/// Returns when estimates contradicted each other in JSON.
#[must_use]
pub fn history_json(spans: &[Span<'_>], made_with: Map<String, Json>) -> String {
    let row = |span: &Span<'_>| {
        let mut row = Map::new();
        row.insert("from".into(), json!(span.from.to_string()));
        row.insert("until".into(), json!(span.until.map(|day| day.to_string())));
        row.extend(clash_v1(&span.clash));
        row
    };
    EnvelopeV1::new("coherence", made_with, spans.iter().map(row).collect()).text()
}

fn clash_v1(clash: &Clash<'_>) -> Map<String, Json> {
    let (forecaster, pool) = match &clash.voice {
        Voice::One(by) => (Some(*by), None),
        Voice::Pool(all) => (None, Some(all)),
    };
    let severity = match clash.severity {
        Severity::Hard => "hard",
        Severity::Soft => "soft",
        Severity::Tightening => "tightening",
    };
    let (relations, together) = match &clash.tied {
        Tied::One(tie) => (std::slice::from_ref(tie), false),
        Tied::Together(ties) | Tied::NoOutcome(ties) => (&ties[..], true),
    };
    let relations: Vec<Json> = relations
        .iter()
        .map(|tie| json!({"forecast": tie.entry.forecast.id.as_str(), "key": tie.key}))
        .collect();
    let pairs = [
        ("forecaster", json!(forecaster)),
        ("pool", json!(pool)),
        ("severity", json!(severity)),
        ("relations", json!(relations)),
        ("only_together", json!(together)),
        (
            "no_outcome",
            json!(matches!(clash.tied, Tied::NoOutcome(_))),
        ),
        ("message", json!(sentence(clash))),
        ("size", json!(clash.size)),
        ("sure_loss", json!(clash.sure_loss)),
        (
            "numbers",
            json!(clash.numbers.iter().map(number_v1).collect::<Vec<_>>()),
        ),
    ];
    pairs
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value))
        .collect()
}

fn number_v1(number: &Number<'_>) -> Map<String, Json> {
    let (option, limit) = match number.term.of {
        Of::Yes => (None, None),
        Of::Option(option) => (Some(option), None),
        Of::Beyond(limit) => (None, Some(limit)),
    };
    let stated = (!number.said.is_empty()).then_some(number.stated);
    let pairs = [
        ("forecast", json!(number.term.entry.forecast.id.as_str())),
        ("option", json!(option)),
        (
            "above",
            json!(limit.filter(|limit| limit.above).map(|limit| limit.limit)),
        ),
        (
            "below",
            json!(limit.filter(|limit| !limit.above).map(|limit| limit.limit)),
        ),
        ("low", json!(stated.map(Interval::low))),
        ("high", json!(stated.map(Interval::high))),
        ("left_low", json!(number.left.map(Interval::low))),
        ("left_high", json!(number.left.map(Interval::high))),
        ("repaired", json!(number.repaired.map(Probability::get))),
    ];
    pairs
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value))
        .collect()
}

/// Returns a contradiction as a finding words it: who, what, and how large.
#[must_use]
pub fn finding(clash: &Clash<'_>) -> String {
    let who = voice(&clash.voice);
    match (clash.severity, &clash.tied) {
        (Severity::Hard, Tied::NoOutcome(_)) => sentence(clash),
        (Severity::Hard, _) => format!("{who}: {}: {}", sentence(clash), points(clash.size)),
        _ => format!("{who}: {}", sentence(clash)),
    }
}
