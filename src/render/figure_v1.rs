//! Figures in JSON: a number, or null with the reason beside it.

use std::borrow::Cow;
use std::collections::BTreeMap;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::{Map, Value};

use crate::analysis::{Figures, Metric};
use crate::metrics::Format;
use crate::query::{Group, SampleSize};
use crate::scoring::Statistic;

/// A number; an infinite one, which JSON does not have, as the text `inf` or `-inf`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct NumberV1(pub(super) f64);

/// Figures under their names: each with its interval as `name_low` and `name_high`, and `name_why`
/// where it, or its interval, is undefined.
#[derive(Clone, Debug, PartialEq)]
pub struct FiguresV1(Figures);

/// How much a row rests on.
#[derive(Clone, Debug, serde::Serialize, JsonSchema)]
pub struct SampleSizeV1 {
    /// Pairs of what was given and what happened.
    n: usize,
    /// Questions.
    questions: usize,
    /// Clusters of questions that share their fate.
    clusters: usize,
}

/// What a row is about, by what the rows are grouped by; nothing for the total.
#[derive(Clone, Debug, serde::Serialize, JsonSchema)]
pub struct GroupV1(#[schemars(with = "BTreeMap<String, String>")] Map<String, Value>);

impl NumberV1 {
    /// Returns a figure, null where it is undefined.
    pub(super) fn of(figure: Statistic) -> Option<Self> {
        figure.ok().map(Self)
    }
}

impl Serialize for NumberV1 {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            f64::INFINITY => serializer.serialize_str("inf"),
            f64::NEG_INFINITY => serializer.serialize_str("-inf"),
            number => serializer.serialize_f64(number),
        }
    }
}

impl JsonSchema for NumberV1 {
    fn schema_name() -> Cow<'static, str> {
        "NumberV1".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({"anyOf": [{"type": "number"}, {"enum": ["inf", "-inf"]}]})
    }
}

impl From<&Figures> for FiguresV1 {
    fn from(figures: &Figures) -> Self {
        Self(figures.clone())
    }
}

impl From<Vec<Metric>> for FiguresV1 {
    fn from(figures: Vec<Metric>) -> Self {
        Self(figures.into())
    }
}

impl Serialize for FiguresV1 {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for figure in &self.0 {
            let name = figure.name();
            match figure.value {
                Ok(value) if figure.id.info().format == Format::Count => {
                    map.serialize_entry(&name, &whole(value))?;
                }
                value => map.serialize_entry(&name, &NumberV1::of(value))?,
            }
            if figure.interval.is_some() || figure.no_interval.is_some() {
                let (low, high) = figure.interval.unzip();
                map.serialize_entry(&format!("{name}_low"), &low.map(NumberV1))?;
                map.serialize_entry(&format!("{name}_high"), &high.map(NumberV1))?;
            }
            if let Some(why) = figure.value.err().or(figure.no_interval) {
                map.serialize_entry(&format!("{name}_why"), &why.to_string())?;
            }
        }
        map.end()
    }
}

impl JsonSchema for FiguresV1 {
    fn schema_name() -> Cow<'static, str> {
        "FiguresV1".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let number = generator.subschema_for::<Option<NumberV1>>();
        json_schema!({
            "type": "object",
            "patternProperties": {"_why$": {"type": "string"}},
            "additionalProperties": number,
        })
    }
}

impl From<SampleSize> for SampleSizeV1 {
    fn from(size: SampleSize) -> Self {
        Self {
            n: size.n,
            questions: size.questions,
            clusters: size.clusters,
        }
    }
}

impl From<&Group> for GroupV1 {
    fn from(group: &Group) -> Self {
        let fields = group.iter();
        let fields = fields.map(|(name, text)| (name.as_str().to_owned(), text.as_str().into()));
        Self(fields.collect())
    }
}

/// Returns a count, which has no decimals.
fn whole(value: f64) -> u64 {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a count of pairs in memory"
    )]
    let whole = value as u64;
    whole
}
