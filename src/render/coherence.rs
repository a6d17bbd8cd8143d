//! Estimates that cannot all be right: in sentences, as a sheet and in JSON.

use serde_json::{Map, Value as Json, json};

use super::number::decimals;
use super::{EnvelopeV1, ScreenTable, ViewInfoV1, value};
use crate::analysis::coherence::{
    CoherenceFindings, EstimateSource, Incoherence, Number, Of, Span, Tied,
};
use crate::model::Probability;
use crate::scoring::coherence::{ProbabilityRange, ViolationSeverity};

/// Returns how grave it is, in a word or two.
fn gravity(severity: ViolationSeverity) -> &'static str {
    match severity {
        ViolationSeverity::Hard => "contradiction",
        ViolationSeverity::Soft => "edges only",
        ViolationSeverity::Tightening => "tightens",
    }
}

/// Returns what was found as a sheet.
#[must_use]
pub fn sheet(compared: &CoherenceFindings<'_>) -> ScreenTable {
    let mut sheet = ScreenTable::new(&["by", "", "~what", "#points", "~nearest that fits"]);
    for clash in &compared.clashes {
        sheet.row(vec![
            clash.voice.to_string(),
            gravity(clash.severity).to_owned(),
            whole(clash),
            size(clash),
            clash.repair().unwrap_or_default(),
        ]);
    }
    sheet.without_empty_columns()
}

fn whole(clash: &Incoherence<'_>) -> String {
    match clash.loss() {
        Some(loss) => format!("{}; {loss}", clash.sentence()),
        None => clash.sentence(),
    }
}

fn size(clash: &Incoherence<'_>) -> String {
    match clash.severity {
        ViolationSeverity::Hard => decimals(clash.size * 100.0, 1),
        _ => String::new(),
    }
}

/// Returns when estimates contradicted each other, as a sheet.
#[must_use]
pub fn history(spans: &[Span<'_>]) -> ScreenTable {
    let mut sheet = ScreenTable::new(&[
        "from",
        "until",
        "by",
        "~what",
        "#points",
        "~nearest that fits",
    ]);
    for span in spans {
        sheet.row(vec![
            span.from.to_string(),
            span.until.map(|day| day.to_string()).unwrap_or_default(),
            span.clash.voice.to_string(),
            whole(&span.clash),
            size(&span.clash),
            span.clash.repair().unwrap_or_default(),
        ]);
    }
    sheet.without_empty_columns()
}

/// Returns the lines under the sheet.
#[must_use]
pub fn notes(compared: &CoherenceFindings<'_>, as_of: chrono::NaiveDate) -> String {
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
pub fn json(compared: &CoherenceFindings<'_>, made_with: ViewInfoV1) -> String {
    let rows = compared.clashes.iter().map(clash_v1).collect();
    EnvelopeV1::new("coherence", made_with, rows).text()
}

/// Returns when estimates contradicted each other in JSON.
#[must_use]
pub fn history_json(spans: &[Span<'_>], made_with: ViewInfoV1) -> String {
    let row = |span: &Span<'_>| {
        let mut row = Map::new();
        row.insert("from".into(), json!(span.from.to_string()));
        row.insert("until".into(), json!(span.until.map(|day| day.to_string())));
        row.extend(clash_v1(&span.clash));
        row
    };
    EnvelopeV1::new("coherence", made_with, spans.iter().map(row).collect()).text()
}

fn clash_v1(clash: &Incoherence<'_>) -> Map<String, Json> {
    let (forecaster, pool) = match &clash.voice {
        EstimateSource::One(by) => (Some(*by), None),
        EstimateSource::Pool(all) => (None, Some(all)),
    };
    let severity = match clash.severity {
        ViolationSeverity::Hard => "hard",
        ViolationSeverity::Soft => "soft",
        ViolationSeverity::Tightening => "tightening",
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
        ("message", json!(clash.sentence())),
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
        ("low", json!(stated.map(ProbabilityRange::low))),
        ("high", json!(stated.map(ProbabilityRange::high))),
        ("left_low", json!(number.left.map(ProbabilityRange::low))),
        ("left_high", json!(number.left.map(ProbabilityRange::high))),
        ("repaired", json!(number.repaired.map(Probability::get))),
    ];
    pairs
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value))
        .collect()
}
