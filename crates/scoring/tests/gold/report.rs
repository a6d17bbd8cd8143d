//! Compares figures with expected ones, and keeps count of what was compared.
#![allow(dead_code)] // the tests of the library compare all metrics, those of the commands some

use std::collections::BTreeSet;

use foretell_scoring::Statistic;
use serde_json::{Value, json};

use super::{Dataset, reader::Expected};

/// What has been compared so far.
///
/// Every metric must be compared: `finish` fails on one that was not.
#[derive(Default)]
pub(super) struct Report {
    agreed: usize,
    seen: BTreeSet<(String, String)>,
    faults: Vec<String>,
}

impl Report {
    /// Compares our value with the expected one, if the data set has such a metric.
    pub(super) fn compare(&mut self, data: &Dataset, metric: &str, ours: impl FnOnce() -> Value) {
        let Some(expected) = data.expected(metric) else {
            return;
        };
        let Some(tolerance) = expected.tolerance else {
            self.fault(data, metric, "a simulated value has no tolerance");
            return;
        };
        let fault = disagreement(&ours(), &expected.value, tolerance);
        self.note(data, metric, fault);
    }

    /// Compares the same, where ours has only some of the parts of an object.
    pub(super) fn compare_parts(
        &mut self,
        data: &Dataset,
        metric: &str,
        ours: impl FnOnce() -> Value,
    ) {
        self.compare_by(data, metric, |expected| {
            let ours = ours();
            let theirs = as_far_as(&ours, &expected.value);
            disagreement(&ours, &theirs, expected.tolerance?)
        });
    }

    /// Compares by a rule of the caller's own, for values that are themselves simulated.
    pub(super) fn compare_by(
        &mut self,
        data: &Dataset,
        metric: &str,
        rule: impl FnOnce(&Expected) -> Option<String>,
    ) {
        if let Some(expected) = data.expected(metric) {
            let fault = rule(expected);
            self.note(data, metric, fault);
        }
    }

    fn note(&mut self, data: &Dataset, metric: &str, fault: Option<String>) {
        self.seen.insert((data.name.clone(), metric.to_owned()));
        match fault {
            None => self.agreed += 1,
            Some(fault) => self.fault(data, metric, &fault),
        }
    }

    fn fault(&mut self, data: &Dataset, metric: &str, fault: &str) {
        self.faults.push(format!("{} {metric}: {fault}", data.name));
    }

    /// Prints how many metrics were compared, where only some are; panics if any disagreed, or if
    /// they are fewer than the least that there should be.
    #[expect(clippy::print_stdout, reason = "a test may say how much it compared")]
    pub(super) fn finish_some(self, title: &str, least: usize) {
        println!("{title}: {} metrics agree", self.agreed);
        assert!(self.faults.is_empty(), "{}", self.faults.join("\n"));
        assert!(self.agreed >= least, "only {} were compared", self.agreed);
    }

    /// Prints how many metrics were compared; panics if any disagreed or was forgotten.
    #[expect(clippy::print_stdout, reason = "a test may say how much it compared")]
    pub(super) fn finish(mut self, title: &str, all: &[Dataset]) {
        let mut total = 0;
        for data in all {
            for metric in data.metrics.keys() {
                total += 1;
                let seen = self.seen.contains(&(data.name.clone(), metric.clone()));
                if !seen {
                    self.fault(data, metric, "not compared");
                }
            }
        }
        println!("{title}: {} of {total} metrics agree", self.agreed);
        assert!(self.faults.is_empty(), "{}", self.faults.join("\n"));
    }
}

/// Returns a number as it stands in the gold files.
pub(super) fn number(value: f64) -> Value {
    if value.is_nan() {
        json!("nan")
    } else if value.is_infinite() {
        json!(if value > 0.0 { "inf" } else { "-inf" })
    } else {
        json!(value)
    }
}

/// Returns a figure as it stands in the gold files: `null` where there is none.
pub(super) fn figure(value: Statistic) -> Value {
    value.map_or(Value::Null, number)
}

/// Returns a list of numbers as it stands in the gold files.
pub(super) fn numbers(values: impl IntoIterator<Item = f64>) -> Value {
    values.into_iter().map(number).collect()
}

/// Returns a list of figures as it stands in the gold files.
pub(super) fn figures(values: impl IntoIterator<Item = Statistic>) -> Value {
    values.into_iter().map(figure).collect()
}

/// Returns the expected value as far as ours goes: objects without the parts that ours lacks.
fn as_far_as(ours: &Value, theirs: &Value) -> Value {
    match (ours, theirs) {
        (Value::Array(ours), Value::Array(theirs)) if ours.len() == theirs.len() => {
            let each = ours.iter().zip(theirs);
            each.map(|(ours, theirs)| as_far_as(ours, theirs)).collect()
        }
        (Value::Object(ours), Value::Object(theirs)) => {
            let kept = theirs.iter().filter(|(key, _)| ours.contains_key(*key));
            let kept = kept.map(|(key, value)| (key.clone(), as_far_as(&ours[key], value)));
            Value::Object(kept.collect())
        }
        _ => theirs.clone(),
    }
}

/// Returns the first difference beyond the tolerance: |ours − theirs| ≤ tolerance × max(1, |theirs|).
fn disagreement(ours: &Value, theirs: &Value, tolerance: f64) -> Option<String> {
    match (ours, theirs) {
        (Value::Array(ours), Value::Array(theirs)) => {
            if ours.len() != theirs.len() {
                return Some(format!("{} values, not {}", ours.len(), theirs.len()));
            }
            let mut each = ours.iter().zip(theirs).enumerate();
            each.find_map(|(i, (ours, theirs))| {
                disagreement(ours, theirs, tolerance).map(|fault| format!("[{i}] {fault}"))
            })
        }
        (Value::Object(ours), Value::Object(theirs)) => theirs.iter().find_map(|(key, theirs)| {
            let fault = match ours.get(key) {
                Some(ours) => disagreement(ours, theirs, tolerance),
                None => Some("is missing".to_owned()),
            };
            fault.map(|fault| format!("{key}: {fault}"))
        }),
        (Value::Number(a), Value::Number(b)) => {
            let (a, b) = (a.as_f64().unwrap(), b.as_f64().unwrap());
            let close = (a - b).abs() <= tolerance * b.abs().max(1.0);
            (!close).then(|| format!("{a}, not {b}"))
        }
        _ => (ours != theirs).then(|| format!("{ours}, not {theirs}")),
    }
}

#[test]
fn a_disagreement_is_found_wherever_it_is() {
    let theirs = json!({"a": [1.0, 2.0], "b": null, "c": "inf"});
    let fault = |ours| disagreement(&ours, &theirs, 1e-9);
    assert_eq!(fault(theirs.clone()), None);
    assert_eq!(
        fault(json!({"a": [1.0, 2.0 + 1e-9], "b": null, "c": "inf"})),
        None
    );
    for other in [
        json!({"a": [1.0, 2.1], "b": null, "c": "inf"}),
        json!({"a": [1.0], "b": null, "c": "inf"}),
        json!({"a": [1.0, 2.0], "b": 0.0, "c": "inf"}),
        json!({"a": [1.0, 2.0], "b": null, "c": 9.0}),
        json!({"a": [1.0, 2.0], "b": null}),
    ] {
        assert!(fault(other.clone()).is_some(), "{other}");
    }
}
