//! The coverage of a census: what became of the sentences of a document, counted.

use crate::model::{Census, Fate, UnresolvableReason};

/// What became of the sentences of a document.
#[derive(Clone, Debug)]
pub struct CensusCoverage<'a> {
    /// The file of the census.
    pub file: &'a str,
    /// The census.
    pub census: &'a Census,
    /// Whether the text of the document is there, so that the quotations can be held against it.
    pub has_text: bool,
    /// How many sentences have each fate, in the order of the fates; what cannot be resolved by its
    /// reason, the commonest first; what has no fate last.
    pub fates: Vec<FateCount>,
}

/// How many sentences have a fate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FateCount {
    /// The fate; none where nothing says.
    pub fate: Option<Fate>,
    /// Why they cannot be resolved.
    pub reason: Option<UnresolvableReason>,
    /// How many.
    pub sentences: usize,
    /// How many records they cite.
    pub records: usize,
}

impl<'a> CensusCoverage<'a> {
    /// Returns what became of the sentences of a census.
    #[must_use]
    pub fn new(file: &'a str, census: &'a Census, has_text: bool) -> Self {
        let mut fates: Vec<FateCount> = Vec::new();
        for entry in &census.entries {
            let is_same = |one: &FateCount| (one.fate, one.reason) == (entry.fate, entry.reason);
            let place = fates.iter().position(is_same).unwrap_or_else(|| {
                fates.push(FateCount {
                    fate: entry.fate,
                    reason: entry.reason,
                    sentences: 0,
                    records: 0,
                });
                fates.len() - 1
            });
            fates[place].sentences += 1;
            fates[place].records += entry.records.len();
        }
        fates.sort_by_key(|one| {
            let rarest_last = usize::MAX - one.sentences;
            (one.fate.is_none(), one.fate, rarest_last, one.reason)
        });
        Self {
            file,
            census,
            has_text,
            fates,
        }
    }

    /// Returns how many sentences have a fate.
    #[must_use]
    pub fn with_fate(&self) -> usize {
        let known = self.fates.iter().filter(|one| one.fate.is_some());
        known.map(|one| one.sentences).sum()
    }

    /// Returns how many records the sentences cite.
    #[must_use]
    pub fn records(&self) -> usize {
        self.fates.iter().map(|one| one.records).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::CensusEntry;

    #[test]
    fn fates_are_counted_in_their_order_and_what_has_none_stands_last() {
        let entry = |fate, reason| CensusEntry {
            fate,
            reason,
            ..CensusEntry::default()
        };
        let state = Some(UnresolvableReason::State);
        let no_event = Some(UnresolvableReason::NoEvent);
        let lost = Some(Fate::NotResolvable);
        let census = Census {
            document: "a".to_owned(),
            author: None,
            text: None,
            entries: vec![
                entry(None, None),
                entry(lost, no_event),
                entry(lost, state),
                entry(lost, state),
                entry(Some(Fate::Record), None),
            ],
        };
        let coverage = CensusCoverage::new("sources/a.yaml", &census, false);
        let fates: Vec<_> = coverage
            .fates
            .iter()
            .map(|one| (one.fate, one.reason))
            .collect();
        assert_eq!(
            fates,
            [
                (Some(Fate::Record), None),
                (lost, state),
                (lost, no_event),
                (None, None)
            ]
        );
        assert_eq!(coverage.with_fate(), 4);
    }
}
