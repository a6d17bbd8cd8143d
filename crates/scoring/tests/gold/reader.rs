//! Reads the gold data: tables of numbers and the values that other libraries give for them.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde_json::{Map, Value};

use super::DATA;

/// A data set and all that is expected of it.
pub(super) struct Dataset {
    pub(super) name: String,
    pub(super) metrics: BTreeMap<String, Expected>,
    fields: Map<String, Value>,
}

/// What another library gives for one metric.
pub(super) struct Expected {
    pub(super) value: Value,
    /// The tolerance, or `None` where the value is itself a simulation's.
    pub(super) tolerance: Option<f64>,
}

/// The columns of a CSV file.
pub(super) struct Table {
    header: Vec<String>,
    rows: Vec<Vec<String>>,
}

/// Returns the data sets of the given kinds, in the order of the manifest.
pub(super) fn datasets(kinds: &[&str]) -> Vec<Dataset> {
    let manifest = read_json("manifest.json");
    let all = manifest["datasets"].as_array().unwrap();
    let found: Vec<_> = all
        .iter()
        .filter(|entry| kinds.contains(&entry["kind"].as_str().unwrap()))
        .map(|entry| Dataset::read(entry["expected"].as_str().unwrap()))
        .collect();
    assert!(!found.is_empty(), "no gold data of kind {kinds:?}");
    found
}

impl Dataset {
    fn read(path: &str) -> Self {
        let Value::Object(mut fields) = read_json(path) else {
            panic!("{path} is not an object");
        };
        let Some(Value::Object(metrics)) = fields.remove("metrics") else {
            panic!("{path} has no metrics");
        };
        let text = |key: &str| fields[key].as_str().unwrap().to_owned();
        Self {
            name: text("dataset"),
            metrics: metrics
                .into_iter()
                .map(|(key, entry)| (key, Expected::new(&entry)))
                .collect(),
            fields,
        }
    }

    /// Returns the table in the file that the given field names: `csv`, `history_csv`, `cdf_csv`.
    pub(super) fn table(&self, field: &str) -> Table {
        Table::read(self.field(field).as_str().unwrap())
    }

    /// Returns a field of the data set that is no metric.
    pub(super) fn field(&self, name: &str) -> &Value {
        &self.fields[name]
    }

    /// Returns what is expected of a metric, if anything is.
    pub(super) fn expected(&self, metric: &str) -> Option<&Expected> {
        self.metrics.get(metric)
    }
}

impl Expected {
    fn new(entry: &Value) -> Self {
        Self {
            value: entry["value"].clone(),
            tolerance: entry["tol"].as_f64(),
        }
    }
}

impl Table {
    fn read(path: &str) -> Self {
        let text = fs::read_to_string(Path::new(DATA).join(path)).unwrap();
        let mut rows = text
            .lines()
            .map(|line| line.split(',').map(str::to_owned).collect::<Vec<_>>());
        Self {
            header: rows.next().unwrap(),
            rows: rows.collect(),
        }
    }

    /// Returns whether there is such a column.
    pub(super) fn has(&self, column: &str) -> bool {
        self.header.iter().any(|name| name == column)
    }

    /// Returns a column as text.
    pub(super) fn text(&self, column: &str) -> Vec<&str> {
        let place = self.header.iter().position(|name| name == column);
        let place = place.unwrap_or_else(|| panic!("no column {column}"));
        self.rows.iter().map(|row| row[place].as_str()).collect()
    }

    /// Returns a column as numbers.
    pub(super) fn numbers(&self, column: &str) -> Vec<f64> {
        let text = self.text(column);
        text.iter().map(|cell| cell.parse().unwrap()).collect()
    }
}

fn read_json(path: &str) -> Value {
    serde_json::from_str(&fs::read_to_string(Path::new(DATA).join(path)).unwrap()).unwrap()
}
