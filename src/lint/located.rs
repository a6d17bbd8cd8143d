//! Findings with their lines and columns.

use std::collections::BTreeMap;

use crate::model::{Finding, Location, Rule, Severity};
use crate::record::{Lines, Located, Record, SourceFile};

/// The file of the settings, from the ledger's root.
pub const SETTINGS_FILE: &str = "foretell.yaml";

/// What the path of a census begins with, from the ledger's root.
pub const SOURCES_FOLDER: &str = "sources/";

/// A finding whose places a person or a machine can go to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LocatedFinding {
    /// The rule that found it.
    pub rule: &'static Rule,
    /// How grave it is.
    pub severity: Severity,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
    /// Which of the documents of its first place's file it is about, from 0.
    pub document: usize,
    /// Where, the first place being the one to repair.
    pub places: Vec<Located>,
}

/// Returns the findings with their lines and columns, in the order given.
#[must_use]
pub fn locate_all(
    findings: &[Finding],
    records: &[Record],
    sources: &[SourceFile],
) -> Vec<LocatedFinding> {
    let by_place: BTreeMap<_, _> = records
        .iter()
        .map(|record| ((&*record.file, record.document), record))
        .collect();
    let texts: BTreeMap<&str, &str> = sources
        .iter()
        .filter_map(|source| Some((&*source.path, &**source.content.as_ref().ok()?)))
        .collect();
    let mut lines: BTreeMap<&str, Lines<'_>> = BTreeMap::new();
    let mut located = |place: &Location| {
        let (file, text) = texts.get_key_value(&*place.file).unwrap_or((&"", &""));
        let lines = lines.entry(file).or_insert_with(|| Lines::of(text));
        let record = by_place.get(&(&*place.file, place.document)).copied();
        lines.locate(place, record)
    };
    let finding = |finding: &Finding| LocatedFinding {
        rule: finding.rule,
        severity: finding.severity,
        message: finding.message.clone(),
        help: finding.help.clone(),
        document: finding.places.first().map_or(0, |place| place.document),
        places: finding.places.iter().map(&mut located).collect(),
    };
    findings.iter().map(finding).collect()
}
