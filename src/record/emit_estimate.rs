//! An estimate ⇒ YAML.

use serde_yaml::Value as Yaml;

use super::distribution::{FAMILIES, INTERVAL};
use super::edit::{Entries, Yaml as Written};
use super::emit::{Out, day, map, number, scalar};
use super::estimate::ESTIMATE;
use crate::model::{Estimate, Kind, Probability, Stated, Value, parse_day};

/// Returns the YAML of an estimate of a question of that kind.
pub(super) fn estimate(estimate: &Estimate, kind: &Kind) -> Out {
    let (form, said) = value(&estimate.value, kind);
    ESTIMATE.emit_with(estimate, |key| (key == form).then(|| said.clone()))
}

/// Returns the key and the value of an estimate of a question of that kind, to be written once more.
#[must_use]
pub fn value_entries(said: &Value, kind: &Kind) -> Entries {
    let (form, said) = value(said, kind);
    vec![(form.to_owned(), written(said))]
}

/// Returns a value of a new record as one that is put into an old one.
fn written(value: Yaml) -> Written {
    match value {
        Yaml::String(text) if parse_day(&text).is_ok() => Written::plain(text),
        Yaml::String(text) => Written::text(text),
        Yaml::Sequence(items) => Written::List(items.into_iter().map(written).collect()),
        Yaml::Mapping(entries) => {
            let entry = |(key, value)| (name(key), written(value));
            Written::Map(entries.into_iter().map(entry).collect())
        }
        other => Written::plain(name(other)),
    }
}

/// Returns a scalar as it is written.
fn name(value: Yaml) -> String {
    match value {
        Yaml::String(text) => text,
        Yaml::Bool(flag) => flag.to_string(),
        Yaml::Number(number) => number.to_string(),
        _ => String::new(),
    }
}

/// Returns the key under which a value stands, and the value.
fn value(value: &Value, kind: &Kind) -> (&'static str, Yaml) {
    let point = |x: f64| match kind {
        Kind::Date { .. } => day(x),
        _ => number(x),
    };
    match value {
        Value::Withdrawn => ("withdrawn", true.into()),
        Value::Declined(text) => ("probability", text.as_str().into()),
        Value::Probability(stated) => ("probability", scalar(&stated.text)),
        Value::Options(values) => ("probabilities", options(values)),
        Value::Quantiles(pairs) => ("quantiles", quantiles(pairs, point)),
        Value::Interval { low, high, level } => {
            let level = scalar(&percent(*level));
            let interval = INTERVAL.emit(&(point(*low), point(*high), level));
            ("interval", interval.into())
        }
        Value::Distribution(said) => {
            let family = said.family();
            (family.name(), FAMILIES[family as usize].emit(said).into())
        }
        Value::Samples(draws) => {
            let draws: Vec<Yaml> = draws.iter().copied().map(number).collect();
            ("samples", draws.into())
        }
        Value::HappensBy(pairs) => {
            let mut out = Out::default();
            for (day, probability) in pairs {
                out.put(&day.to_string(), scalar(&percent(*probability)));
            }
            ("happens_by", out.into())
        }
    }
}

/// Returns the probability of each option.
pub(super) fn options(values: &[(String, Stated)]) -> Yaml {
    map(values
        .iter()
        .map(|(option, stated)| (option.as_str(), scalar(&stated.text))))
}

fn quantiles(pairs: &[(Probability, f64)], point: impl Fn(f64) -> Yaml) -> Yaml {
    let mut out = Out::default();
    for (level, value) in pairs {
        out.put(&percent(*level), point(*value));
    }
    out.into()
}

/// Returns a probability as a percentage where that is short and reads back as the same number,
/// else as a decimal.
fn percent(value: Probability) -> String {
    let percent = (value.get() * 1e4).round() / 100.0;
    let is_same = (percent / 100.0).to_bits() == value.get().to_bits();
    if is_same {
        format!("{percent}%")
    } else {
        value.get().to_string()
    }
}
