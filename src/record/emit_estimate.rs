//! An estimate ⇒ YAML.

use serde_yaml::Value as Yaml;

use super::distribution::{FAMILIES, INTERVAL, PART};
use super::edit::{Entries, Yaml as Written};
use super::emit::{Out, day, map, number, scalar};
use super::estimate::ESTIMATE;
use crate::model::{Estimate, Kind, Parametric, Probability, Simple, Stated, Value, parse_day};

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
        Value::Declined(text) => ("probability", (&**text).into()),
        Value::Probability(stated) => ("probability", scalar(&stated.text)),
        Value::Options(values) => ("probabilities", options(values)),
        Value::Quantiles(pairs) => ("quantiles", quantiles(pairs, point)),
        Value::Interval { low, high, level } => {
            let level = scalar(&percent(level.get()));
            let interval = INTERVAL.emit(&(point(*low), point(*high), level));
            ("interval", interval.into())
        }
        Value::Distribution(Parametric::Simple(said)) => simple(said),
        Value::Distribution(Parametric::Mixture(said)) => {
            let part = |(weight, said): &(f64, Simple)| -> Yaml {
                let (family, said) = simple(said);
                let weight = scalar(&percent(*weight));
                let given = |key: &str| (key == family).then(|| said.clone());
                PART.emit_with(&weight, given).into()
            };
            let parts: Vec<Yaml> = said.parts().iter().map(part).collect();
            (Parametric::MIXTURE, parts.into())
        }
        Value::Samples(draws) => {
            let draws: Vec<Yaml> = draws.iter().copied().map(number).collect();
            ("samples", draws.into())
        }
        Value::HappensBy(pairs) => {
            let mut out = Out::default();
            for (day, probability) in pairs {
                out.put(&day.to_string(), scalar(&percent(probability.get())));
            }
            ("happens_by", out.into())
        }
    }
}

/// Returns the name of a family, and the parameters of one of it.
fn simple(said: &Simple) -> (&'static str, Yaml) {
    let family = said.family();
    (family.name(), FAMILIES[family as usize].emit(said).into())
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
        out.put(&percent(level.get()), point(*value));
    }
    out.into()
}

/// Returns a probability as a percentage where that is short and reads back as the same number,
/// else as a decimal.
fn percent(value: f64) -> String {
    let percent = (value * 1e4).round() / 100.0;
    let is_same = (percent / 100.0).to_bits() == value.to_bits();
    if is_same {
        format!("{percent}%")
    } else {
        value.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::super::edit::to_yaml;
    use super::super::testing::forecast;
    use super::*;

    #[test]
    fn what_was_said_is_written_once_more_as_it_was() {
        let kind = Kind::Number {
            unit: None,
            bounds: None,
            vintage: None,
        };
        for said in [
            "student: {df: 4.5, location: -11, scale: 2}",
            "gamma: {shape: 0.01, scale: 1e-150}",
            "mixture: [{weight: 70%, normal: {mean: 11, sd: 2}}, {weight: 0.3, gamma: {shape: 2, scale: 3}}]",
            "mixture: [{weight: 1/3, normal: {mean: 11, sd: 2}}, {weight: 2/3, student: {df: 2, location: 1, scale: 3}}]",
        ] {
            let record = |said: &str| {
                let head = "kind: number\nestimates:\n- date: 2014-01-01\n  by: a\n  ";
                forecast(&format!(
                    "{head}{}\n",
                    said.trim_end().replace('\n', "\n  ")
                ))
            };
            let before = record(said).estimates.remove(0).value;
            let again = to_yaml(&value_entries(&before, &kind));
            assert_eq!(record(&again).estimates.remove(0).value, before, "{again}");
        }
    }
}
