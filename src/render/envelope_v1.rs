//! The one JSON object that every command gives, version 1.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Map, Value};

use crate::query::{Excluded, ExclusionReason};

use super::escape::visible_json;

/// The object that a command gives.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct EnvelopeV1<R, M> {
    /// The version of this form.
    #[schemars(extend("const" = 1))]
    pub version: u32,
    /// The command.
    pub command: &'static str,
    /// All that made it: enough to make it again.
    pub made_with: M,
    /// One object for each row.
    pub rows: Vec<R>,
    /// What was left out, by reason; absent where nothing is ever left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<BTreeMap<String, u64>>")]
    pub skipped: Option<Map<String, Value>>,
}

impl<R: Serialize, M: Serialize> EnvelopeV1<R, M> {
    /// Returns the object of a command.
    #[must_use]
    pub fn new(command: &'static str, made_with: M, rows: Vec<R>) -> Self {
        Self {
            version: 1,
            command,
            made_with,
            rows,
            skipped: None,
        }
    }

    /// Returns it with what was left out.
    #[must_use]
    pub fn skipping(mut self, skipped: &Excluded) -> Self {
        let counts = skipped.forecasts.iter();
        let counts = counts.map(|(reason, ids)| (reason.name().to_owned(), ids.len().into()));
        let mut counts: Map<String, Value> = counts.collect();
        for (reason, rows) in &skipped.rows {
            counts.insert(reason.name().to_owned(), (*rows).into());
        }
        // A row of a table that could not be read is unreadable, as a record is.
        let bad_rows = skipped.rows.get(&ExclusionReason::BadRow).copied();
        let unreadable = skipped.unreadable + bad_rows.unwrap_or_default();
        counts.insert("unreadable".to_owned(), unreadable.into());
        self.skipped = Some(counts);
        self
    }

    /// Returns it with more that was left out, by reason.
    #[must_use]
    pub fn skipping_also<const N: usize>(mut self, counts: [(&str, usize); N]) -> Self {
        let counts = counts.map(|(reason, n)| (reason.to_owned(), n.into()));
        self.skipped.get_or_insert_default().extend(counts);
        self
    }

    /// Returns it as text.
    ///
    /// # Panics
    ///
    /// Never: our types have only text for keys.
    #[must_use]
    pub fn text(&self) -> String {
        let text = serde_json::to_string_pretty(self).expect("our types have only text for keys");
        visible_json(&text).into_owned() + "\n"
    }
}
