//! An estimate ⇒ YAML.

use serde_yaml::Value as Yaml;

use super::emit::{Out, day, map, number, scalar};
use crate::model::{Coded, Confidence, Estimate, Kind, Probability, Stated, Value};

/// Returns the YAML of an estimate of a question of that kind.
pub(super) fn estimate(estimate: &Estimate, kind: &Kind) -> Out {
    let mut out = Out::default();
    out.text("date", Some(estimate.date));
    out.put("by", estimate.by.as_str());
    let (form, said) = value(&estimate.value, kind);
    out.put(form, said);
    out.text("yardstick", estimate.yardstick.as_ref());
    out.text("confidence", estimate.confidence.map(Confidence::as_str));
    out.flag("derived", estimate.derived);
    out.some("coded", estimate.coded.as_ref().map(coded));
    out.text("logged", estimate.logged);
    out.text("because", estimate.because.as_ref());
    out
}

fn coded(coded: &Coded) -> Out {
    let mut out = Out::default();
    out.put("by", coded.by.as_str());
    out.text("date", coded.date);
    out.some("blind", coded.blind);
    out
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
            let mut out = Out::default();
            out.put("low", point(*low));
            out.put("high", point(*high));
            out.put("level", scalar(&percent(*level)));
            ("interval", out.into())
        }
        Value::Normal { mean, sd } => ("normal", two("mean", *mean, "sd", *sd)),
        Value::Lognormal { mu, sigma } => ("lognormal", two("mu", *mu, "sigma", *sigma)),
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

fn two(first: &str, a: f64, second: &str, b: f64) -> Yaml {
    let mut out = Out::default();
    out.put(first, number(a));
    out.put(second, number(b));
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
