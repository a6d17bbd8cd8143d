//! A forecast ⇒ the YAML of a new record.

use serde_yaml::{Mapping, Number, Value as Yaml};

use super::forecast::{FORECAST, SCENARIO_SET};
use super::parse::parse;
use crate::model::{Forecast, ForecastId, Kind, Moment, Outcome, number_day};

/// Returns the YAML of a new record, its keys in the order of the manual.
///
/// It says its `id`, as a record in a file of several must.
#[must_use]
pub fn emit(forecast: &Forecast) -> String {
    text(&record(forecast))
}

/// Returns the YAML of a new record for a file of its own, whose name says the id.
#[must_use]
pub fn emit_file(forecast: &Forecast) -> String {
    let mut record = record(forecast);
    // `shift_remove` keeps the order of the other keys.
    record.0.shift_remove("id");
    text(&record)
}

pub(super) fn text(record: &Out) -> String {
    let text = serde_yaml::to_string(&record.0);
    quoted(text.expect("texts, numbers and maps are all YAML"))
}

/// Returns the text with quotes around `<<` and `=`, which `serde_yaml` writes bare.
fn quoted(mut text: String) -> String {
    let mut bare = Vec::new();
    parse(&text, 0, &mut |fault| bare.push(fault.bytes));
    for bytes in bare.into_iter().rev() {
        if matches!(&text[bytes.clone()], "<<" | "=") {
            text.insert(bytes.end, '\'');
            text.insert(bytes.start, '\'');
        }
    }
    text
}

/// A mapping that is filled in the order in which it is written.
#[derive(Default)]
pub(super) struct Out(Mapping);

impl Out {
    /// Writes a value.
    pub(super) fn put(&mut self, key: &str, value: impl Into<Yaml>) {
        self.0.insert(key.into(), value.into());
    }

    /// Writes a value where there is one.
    pub(super) fn some(&mut self, key: &str, value: Option<impl Into<Yaml>>) {
        if let Some(value) = value {
            self.put(key, value);
        }
    }
}

impl From<Out> for Yaml {
    fn from(out: Out) -> Self {
        Self::Mapping(out.0)
    }
}

/// What a new record says of a value; nothing of one that is not there.
pub(super) trait ToYaml {
    /// Returns its YAML.
    fn yaml(&self) -> Option<Yaml>;
}

impl<T: ToYaml> ToYaml for Option<T> {
    fn yaml(&self) -> Option<Yaml> {
        self.as_ref()?.yaml()
    }
}

impl<T: ToYaml + ?Sized> ToYaml for &T {
    fn yaml(&self) -> Option<Yaml> {
        (**self).yaml()
    }
}

impl<T: ToYaml> ToYaml for Vec<T> {
    fn yaml(&self) -> Option<Yaml> {
        list(self.iter().filter_map(T::yaml))
    }
}

impl ToYaml for str {
    fn yaml(&self) -> Option<Yaml> {
        Some(self.into())
    }
}

impl ToYaml for Box<str> {
    fn yaml(&self) -> Option<Yaml> {
        (**self).yaml()
    }
}

impl ToYaml for String {
    fn yaml(&self) -> Option<Yaml> {
        self.as_str().yaml()
    }
}

impl ToYaml for bool {
    fn yaml(&self) -> Option<Yaml> {
        Some((*self).into())
    }
}

impl ToYaml for f64 {
    fn yaml(&self) -> Option<Yaml> {
        Some(number(*self))
    }
}

impl ToYaml for ForecastId {
    fn yaml(&self) -> Option<Yaml> {
        self.to_string().yaml()
    }
}

impl ToYaml for Moment {
    fn yaml(&self) -> Option<Yaml> {
        self.to_string().yaml()
    }
}

impl ToYaml for Outcome {
    fn yaml(&self) -> Option<Yaml> {
        Some(match self {
            Self::Shares(shares) => map(shares
                .iter()
                .map(|(option, share)| (option.as_str(), number(share.get())))),
            Self::Fraction(share) => number(share.get()),
            Self::Number(value) => number(*value),
            other => other.to_string().into(),
        })
    }
}

/// Returns a list that is not empty.
pub(super) fn list(items: impl Iterator<Item = impl Into<Yaml>>) -> Option<Yaml> {
    let items: Vec<Yaml> = items.map(Into::into).collect();
    (!items.is_empty()).then(|| items.into())
}

/// Returns a number as one would write it: whole ones without a point.
pub(super) fn number(number: f64) -> Yaml {
    // Beyond this a double no longer tells neighbouring whole numbers apart.
    const WHOLE: f64 = 9_007_199_254_740_992.0;
    #[expect(clippy::cast_possible_truncation, reason = "it is whole and small")]
    if number.fract() == 0.0 && number.abs() < WHOLE {
        return Yaml::Number(Number::from(number as i64));
    }
    Yaml::Number(Number::from(number))
}

/// Returns a text, as a number where it is written as one.
pub(super) fn scalar(text: &str) -> Yaml {
    match text.parse() {
        Ok(value) if written(&number(value)).as_deref() == Some(text) => number(value),
        _ => text.into(),
    }
}

fn written(number: &Yaml) -> Option<String> {
    let text = serde_yaml::to_string(number).ok()?;
    Some(text.trim_end().to_owned())
}

/// Returns a map from names to values.
pub(super) fn map<'n, Y: Into<Yaml>>(entries: impl Iterator<Item = (&'n str, Y)>) -> Yaml {
    let mut out = Out::default();
    for (name, value) in entries {
        out.put(name, value);
    }
    out.into()
}

fn record(forecast: &Forecast) -> Out {
    match forecast.kind {
        Kind::Scenarios(_) => SCENARIO_SET.emit(forecast),
        _ => FORECAST.emit(forecast),
    }
}

/// Returns the day of a day number.
pub(super) fn day(number: f64) -> Yaml {
    number_day(number).map_or(Yaml::Null, |day| day.to_string().into())
}
