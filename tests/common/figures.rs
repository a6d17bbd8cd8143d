//! Figures and sentences of what the program prints.

use serde_json::Value;

/// Returns a page with every line break and run of blanks as one blank.
pub fn flat(page: &str) -> String {
    page.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Returns a figure of a row.
pub fn number(row: &Value, key: &str) -> f64 {
    row[key]
        .as_f64()
        .unwrap_or_else(|| panic!("{key} of {row}"))
}

/// Asserts that a figure is what it should be, to nine decimals.
pub fn near(value: f64, want: f64) {
    assert!((value - want).abs() < 1e-9, "{value} is not {want}");
}
