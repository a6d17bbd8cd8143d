//! What is found while a document is read.

use std::sync::Arc;

use super::Fault;
use super::path::Path;
use crate::model::{Finding, Location, LocationTarget, Severity};

/// How many findings of one document are kept: more than any honest slip makes, few enough that a
/// hostile file cannot flood a report.
const LIMIT: usize = 100;

/// Gathers the findings of one document.
pub(super) struct Faults<'a> {
    file: &'a Arc<str>,
    document: usize,
    findings: Vec<Finding>,
    has_error: bool,
    more: usize,
}

/// Returns `did you mean …?`, else the words there are.
pub(super) fn did_you_mean<'w>(
    nearest: Option<&str>,
    words: impl IntoIterator<Item = &'w str>,
) -> String {
    match nearest {
        Some(word) => format!("did you mean `{word}`?"),
        None => format!("one of {}", list(words)),
    }
}

/// Lists words for a message; a long list is cut off.
pub(super) fn list<'w>(words: impl IntoIterator<Item = &'w str>) -> String {
    const MAX_WORDS: usize = 12;
    let mut words = words.into_iter();
    let quoted = words
        .by_ref()
        .take(MAX_WORDS)
        .map(|word| format!("`{word}`"));
    let mut text = quoted.collect::<Vec<_>>().join(", ");
    match words.count() {
        0 => {}
        more => text = format!("{text} and {more} more"),
    }
    text
}

impl<'a> Faults<'a> {
    /// Returns an empty gathering for a document of a file.
    pub(super) fn new(file: &'a Arc<str>, document: usize) -> Self {
        Self {
            file,
            document,
            findings: Vec::new(),
            has_error: false,
            more: 0,
        }
    }

    /// Adds a finding at a place.
    pub(super) fn push(&mut self, mut finding: Finding, spot: LocationTarget) {
        self.has_error |= finding.severity == Severity::Error;
        if self.is_full() {
            self.more += 1;
            return;
        }
        finding.places.insert(0, self.place(spot));
        self.findings.push(finding);
    }

    /// Adds a finding about the value at the end of a path.
    pub(super) fn at(&mut self, path: &Path<'_>, finding: Finding) {
        if self.is_full() {
            self.more += 1;
            self.has_error |= finding.severity == Severity::Error;
        } else {
            self.push(finding, path.value());
        }
    }

    /// Adds a fault of the text.
    pub(super) fn text(&mut self, fault: Fault) {
        let mut found = fault.rule.finding(fault.message);
        found.help = fault.help;
        if let Some((bytes, label)) = fault.also {
            found = found.also(self.place(LocationTarget::Bytes(bytes)), label);
        }
        self.push(found, LocationTarget::Bytes(fault.bytes));
    }

    /// Returns whether further findings are only counted.
    pub(super) fn is_full(&self) -> bool {
        self.findings.len() >= LIMIT
    }

    /// Returns whether there is an error among them.
    pub(super) fn has_error(&self) -> bool {
        self.has_error
    }

    /// Returns them; the last one says how many were left out.
    pub(super) fn finish(mut self) -> Vec<Finding> {
        if let (Some(last), 1..) = (self.findings.last_mut(), self.more) {
            let (message, more) = (&last.message, self.more);
            last.message = format!("{message} (and {more} more findings in this record)");
        }
        self.findings
    }

    fn place(&self, spot: LocationTarget) -> Location {
        Location {
            file: Arc::clone(self.file),
            document: self.document,
            spot,
            label: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::rules;
    use super::*;

    #[test]
    fn a_flood_of_findings_is_counted_and_not_kept() {
        let file = Arc::from("a.yaml");
        let mut faults = Faults::new(&file, 0);
        for _ in 0..LIMIT + 7 {
            faults.push(
                rules::BARE_ONE.finding("is it 1 or 1%"),
                LocationTarget::File,
            );
        }
        assert!(!faults.has_error());
        faults.at(&Path::Root, rules::BAD_DATE.finding("no such day"));
        assert!(faults.has_error());
        let found = faults.finish();
        assert_eq!(found.len(), LIMIT);
        assert!(
            found[LIMIT - 1]
                .message
                .ends_with("(and 8 more findings in this record)")
        );
        assert_eq!(found[0].places[0].spot, LocationTarget::File);
    }

    #[test]
    fn a_long_list_of_words_is_cut_off() {
        assert_eq!(list(["a", "b"]), "`a`, `b`");
        assert!(list(std::iter::repeat_n("a", 20)).ends_with("`a` and 8 more"));
    }
}
