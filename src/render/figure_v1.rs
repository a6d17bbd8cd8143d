//! A figure in JSON: a number, or null with the reason beside it.

use serde_json::{Map, Value, json};

use crate::analysis::Metric;
use crate::metrics::Format;

/// Adds a figure: `name`, its interval as `name_low` and `name_high`, and `name_why` where it, or
/// its interval, is undefined.
pub(super) fn insert(map: &mut Map<String, Value>, named: &Metric) {
    let name = named.name();
    let value = match named.value {
        Ok(value) if named.id.info().format == Format::Count => whole(value),
        Ok(value) => number(value),
        Err(_) => Value::Null,
    };
    map.insert(name.clone(), value);
    if let Some((low, high)) = named.interval {
        map.insert(format!("{name}_low"), number(low));
        map.insert(format!("{name}_high"), number(high));
    }
    if named.no_interval.is_some() {
        map.insert(format!("{name}_low"), Value::Null);
        map.insert(format!("{name}_high"), Value::Null);
    }
    if let Some(why) = named.value.err().or(named.no_interval) {
        map.insert(format!("{name}_why"), json!(why.to_string()));
    }
}

/// Returns a number; an infinite one, which JSON does not have, as the text `inf` or `-inf`.
pub(super) fn number(value: f64) -> Value {
    if value == f64::INFINITY {
        json!("inf")
    } else if value == f64::NEG_INFINITY {
        json!("-inf")
    } else {
        json!(value)
    }
}

/// Returns a count, which has no decimals.
fn whole(value: f64) -> Value {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a count of pairs in memory"
    )]
    let whole = value as u64;
    json!(whole)
}
