//! The public formats, and the JSON Schema of each, out of the type that is written.

use schemars::generate::SchemaSettings;
use schemars::transform::RecursiveTransform;
use schemars::{JsonSchema, Schema};
use serde_json::{Map, Value, json};

use crate::analysis::coherence::Span;
use crate::analysis::{
    Adjustment, AllPairs, Comparison, OverTime, PlatformCurve, PlatformScore, Pools, Recalibration,
    ScoreBreakdown, Scores, Sensitivity, Suggestion,
};
use crate::exchange::table;
use crate::lint::extract::Extract;
use crate::record;

use super::agreement::{AgreementQuery, Agreements};
use super::calibration::CalibrationAnswer;
use super::census::{CensusFates, CensusQuery, CensusSentences};
use super::coherence::CoherenceQuery;
use super::extract::ExtractQuery;
use super::findings::FindingsV1;
use super::scenarios::{ScenarioSetV1, ScenarioStepV1, ScenariosInfoV1};
use super::value_of_information::AnswerValueV1;
use super::{
    Answer, Answered, DueV1, EnvelopeV1, LogEntryV1, RecordInFullV1, RecordV1, ViewInfoV1,
};

/// What an id looks like.
pub(super) const ID: &str = "^[a-z0-9][a-z0-9-]{0,63}$";

/// A form in which records are kept or answers are given, with a schema.
#[derive(Clone, Copy, Debug)]
pub struct PublicFormat {
    /// Its name, for `foretell schema`, and the stem of its file in `docs/schema`.
    pub name: &'static str,
    /// The commands that print it with `--format json`, as they are typed; none for what has a title
    /// of its own.
    pub printed_by: &'static [&'static str],
    /// Makes the schema, without what the commands say.
    body: fn() -> Value,
}

/// Every public format that has a schema, the records first.
pub const PUBLIC_FORMATS: &[PublicFormat] = &[
    PublicFormat {
        name: "record",
        printed_by: &[],
        body: record::schema,
    },
    PublicFormat {
        name: "source",
        printed_by: &[],
        body: record::census_schema,
    },
    PublicFormat {
        name: "settings",
        printed_by: &[],
        body: record::settings_schema,
    },
    PublicFormat {
        name: "table",
        printed_by: &[],
        body: table::schema,
    },
    printed::<FindingsV1<'_>>("findings", &["check", "overdue", "audit"]),
    printed::<EnvelopeV1<RecordV1, ViewInfoV1>>("list", &["list"]),
    printed::<EnvelopeV1<RecordInFullV1, ViewInfoV1>>("show", &["show"]),
    printed::<EnvelopeV1<LogEntryV1, ViewInfoV1>>("log", &["log"]),
    printed::<EnvelopeV1<DueV1<RecordV1>, ViewInfoV1>>("due", &["due"]),
    answered::<Answered<'_, Agreements<'_>, AgreementQuery>>("agreement", &["agreement"]),
    answered::<Answered<'_, CensusFates<'_>, CensusQuery>>("census", &["census"]),
    answered::<Answered<'_, CensusSentences<'_>, CensusQuery>>(
        "census-sentences",
        &["census --sentences"],
    ),
    answered::<Answered<'_, Extract, ExtractQuery>>("extract", &["extract FILE"]),
    answered::<Answered<'_, Scores>>("score", &["score"]),
    answered::<Answered<'_, Adjustment>>("score-adjust", &["score --adjust"]),
    answered::<Answered<'_, OverTime<Scores>>>("score-over-time", &["score --over-time WINDOW"]),
    answered::<Answered<'_, OverTime<Adjustment>>>(
        "score-adjust-over-time",
        &["score --adjust --over-time WINDOW"],
    ),
    answered::<Answered<'_, PlatformScore>>("score-like", &["score --like PLATFORM"]),
    answered::<Answered<'_, ScoreBreakdown<'_>>>("score-work", &["score --show-work ID"]),
    answered::<CalibrationAnswer<'_>>("calibration", &["calibration"]),
    answered::<Answered<'_, PlatformCurve>>("calibration-like", &["calibration --like PLATFORM"]),
    answered::<Answered<'_, Comparison>>("compare", &["compare A B"]),
    answered::<Answered<'_, AllPairs>>("compare-all", &["compare --all"]),
    answered::<Answered<'_, Pools>>("pool", &["pool"]),
    answered::<Answered<'_, Recalibration>>("recalibrate", &["recalibrate"]),
    answered::<Answered<'_, Vec<Suggestion>>>("recalibrate-apply", &["recalibrate --apply MAPS"]),
    answered::<Answered<'_, Sensitivity>>("sensitivity", &["sensitivity"]),
    answered::<Answered<'_, Vec<Span<'_>>, CoherenceQuery>>("coherence", &["coherence"]),
    printed::<EnvelopeV1<ScenarioRowV1, ScenariosInfoV1>>("scenarios", &["scenarios"]),
];

/// Returns the format of what these commands print with `--format json`.
const fn printed<T: JsonSchema>(
    name: &'static str,
    printed_by: &'static [&'static str],
) -> PublicFormat {
    PublicFormat {
        name,
        printed_by,
        body: generated::<T>,
    }
}

/// Returns the format in which these commands print their answer with `--format json`.
const fn answered<A: Answer>(
    name: &'static str,
    printed_by: &'static [&'static str],
) -> PublicFormat {
    printed::<EnvelopeV1<A::Row, A::RunInfo>>(name, printed_by)
}

/// A row of what `scenarios` prints: an account of a set, with `--history` a day on which something
/// changed, with `--voi` an open forecast and what it would move.
#[derive(JsonSchema)]
#[schemars(untagged)]
#[expect(dead_code, reason = "each command writes one of them")]
enum ScenarioRowV1 {
    Set(ScenarioSetV1),
    Step(ScenarioStepV1),
    Value(AnswerValueV1),
}

impl PublicFormat {
    /// Returns the format of that name.
    #[must_use]
    pub fn named(name: &str) -> Option<&'static Self> {
        PUBLIC_FORMATS.iter().find(|format| format.name == name)
    }

    /// Returns its schema.
    #[must_use]
    pub fn schema(&self) -> Value {
        let mut schema = (self.body)();
        if !self.printed_by.is_empty() {
            let typed = self.printed_by.join(", foretell ");
            schema["title"] = json!(format!("foretell {typed} --format json"));
            let first = |typed: &&'static str| typed.split(' ').next();
            let commands: Vec<_> = self.printed_by.iter().filter_map(first).collect();
            schema["properties"]["command"]["enum"] = json!(commands);
        }
        head_first(schema)
    }
}

/// Returns a schema with what says what it is before all else.
fn head_first(schema: Value) -> Value {
    let Value::Object(mut rest) = schema else {
        return schema;
    };
    let head = ["$schema", "title", "description"];
    let mut whole: Map<String, Value> = head
        .into_iter()
        .filter_map(|key| rest.shift_remove_entry(key))
        .collect();
    whole.append(&mut rest);
    Value::Object(whole)
}

/// Returns the schema of a type as it is written.
fn generated<T: JsonSchema>() -> Value {
    let settings = SchemaSettings::draft07()
        .for_serialize()
        .with_transform(RecursiveTransform(plain));
    settings.into_generator().into_root_schema_for::<T>().into()
}

/// Returns the keys of a type as it is written, in order.
pub(super) fn properties<T: JsonSchema>() -> Map<String, Value> {
    match generated::<T>()["properties"].take() {
        Value::Object(properties) => properties,
        _ => Map::new(),
    }
}

/// Leaves out how a number is stored, and lets no object have a key that its type does not know.
fn plain(schema: &mut Schema) {
    schema.remove("format");
    if schema.get("properties").is_some() && schema.get("additionalProperties").is_none() {
        schema.insert("additionalProperties".to_owned(), json!(false));
    }
}

/// Returns these words, or null in their place.
pub(super) fn or_null<const N: usize>(words: [&str; N]) -> Vec<Option<&str>> {
    words.into_iter().map(Some).chain([None]).collect()
}

/// Returns the schema of one of these words, or of one of them behind a `!`.
pub(super) fn term_of<const N: usize>(words: [&str; N]) -> Value {
    json!({"type": "string", "pattern": format!("^!?({})$", words.join("|"))})
}
