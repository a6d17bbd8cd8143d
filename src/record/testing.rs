//! Help for the tests of reading.

use super::{Record, SourceFile, locate, read};
use crate::model::{Forecast, Settings};

/// Reads a file.
pub(super) fn records(path: &str, text: &str) -> Vec<Record> {
    let source = SourceFile::of_bytes(path, text.as_bytes());
    read(&source, &Settings::default())
}

/// Returns the place and code of each finding of a file, `3:5 bad-date`.
pub(super) fn findings(path: &str, text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for record in records(path, text) {
        for finding in &record.findings {
            let place = locate(&finding.places[0], Some(&record), text);
            found.push(format!(
                "{}:{} {}",
                place.line, place.column, finding.rule.code
            ));
        }
    }
    found
}

/// The two lines that every forecast needs.
pub(super) const HEAD: &str = "question: Will it?\ndeadline: 2015-12-31\n";

/// Returns the findings of a forecast whose third line is the first of `rest`.
pub(super) fn after_head(rest: &str) -> Vec<String> {
    findings("forecasts/a.yaml", &format!("{HEAD}{rest}"))
}

/// Returns the messages and the help of a forecast whose third line is the first of `rest`.
pub(super) fn said(rest: &str) -> Vec<String> {
    let records = records("forecasts/a.yaml", &format!("{HEAD}{rest}"));
    let findings = records.iter().flat_map(|record| &record.findings);
    findings
        .map(|found| {
            format!(
                "{}; {}",
                found.message,
                found.help.as_deref().unwrap_or("-")
            )
        })
        .collect()
}

/// Returns the forecast of a sound record whose third line is the first of `rest`.
pub(super) fn forecast(rest: &str) -> Forecast {
    let record = records("forecasts/a.yaml", &format!("{HEAD}{rest}")).remove(0);
    let Some(forecast) = record.forecast else {
        panic!("{:?}", record.findings)
    };
    std::sync::Arc::unwrap_or_clone(forecast)
}

/// Returns that many lines.
pub(super) fn lines(count: usize, line: impl Fn(usize) -> String) -> String {
    (0..count).map(line).collect()
}
