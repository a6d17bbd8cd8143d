//! A figure in JSON: a number, or null with the reason beside it.

use serde_json::{Map, Value, json};

use crate::evaluate::Named;
use crate::scoring::Figure;

/// Adds a figure: `name`, its interval as `name_low` and `name_high`, and `name_why` where it is
/// undefined.
pub(super) fn insert(map: &mut Map<String, Value>, named: &Named) {
    let name = named.name;
    insert_as(map, name, named.value);
    if let Some((low, high)) = named.interval {
        map.insert(format!("{name}_low"), number(low));
        map.insert(format!("{name}_high"), number(high));
    }
}

/// Adds a figure without an interval under a name made up as it goes.
pub(super) fn insert_as(map: &mut Map<String, Value>, name: &str, value: Figure) {
    match value {
        Ok(value) => {
            map.insert(name.to_owned(), number(value));
        }
        Err(why) => {
            map.insert(name.to_owned(), Value::Null);
            map.insert(format!("{name}_why"), json!(why.to_string()));
        }
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
