//! Yardsticks: tables of probability words and the ranges they stand for.

use std::sync::LazyLock;

use super::builtin_yardsticks::BUILTIN;
use super::{Band, Probability, nearest};

/// A table of probability words and the ranges they stand for.
#[derive(Clone, Debug, PartialEq)]
pub struct Yardstick {
    /// Its id, `icd-203`.
    pub id: String,
    /// Its name in full.
    pub title: String,
    /// Its terms, from the least likely to the most.
    pub terms: Vec<Term>,
    /// Its words that give no number.
    pub not_estimative: Vec<String>,
}

/// One band of a yardstick and the words for it.
#[derive(Clone, Debug, PartialEq)]
pub struct Term {
    /// The words for it, the yardstick's own first; lower case.
    pub words: Vec<String>,
    /// What they denote.
    pub band: Band,
    /// The number that stands for them: the middle of a two-sided band, none for a one-sided or
    /// nested one unless the ledger gives it.
    pub point: Option<Probability>,
    /// Whether the yardstick's bands lie side by side here, so that a number falls into this one.
    pub in_scale: bool,
}

/// What a yardstick says of a word.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Lookup<'a> {
    /// It denotes a range.
    Term(&'a Term),
    /// It gives no number (may, might, could).
    NotEstimative,
}

/// Where a number falls on a yardstick.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Fall<'a> {
    /// Into a band.
    In(&'a Term),
    /// Into the gap between two bands; the nearest.
    Between(&'a Term),
    /// Below the first band or above the last.
    Outside,
}

/// A row of a table of yardsticks: words, low, high, point, whether a number falls into it.
#[derive(Clone, Copy)]
pub(super) struct Row {
    pub(super) words: &'static [&'static str],
    pub(super) range: (f64, f64),
    pub(super) open: (bool, bool),
    pub(super) point: Option<f64>,
    pub(super) in_scale: bool,
}

/// A yardstick as it stands in the table.
pub(super) struct Table {
    pub(super) id: &'static str,
    pub(super) title: &'static str,
    pub(super) rows: &'static [Row],
    pub(super) not_estimative: &'static [&'static str],
}

impl From<&Table> for Yardstick {
    fn from(table: &Table) -> Self {
        let owned = |words: &[&str]| words.iter().map(|&word| word.to_owned()).collect();
        let percent = |n: f64| Probability::new(n / 100.0).expect("the table holds percentages");
        let term = |row: &Row| Term {
            words: owned(row.words),
            band: Band {
                low: percent(row.range.0),
                high: percent(row.range.1),
                low_open: row.open.0,
                high_open: row.open.1,
            },
            point: row.point.map(percent),
            in_scale: row.in_scale,
        };
        Self {
            id: table.id.to_owned(),
            title: table.title.to_owned(),
            terms: table.rows.iter().map(term).collect(),
            not_estimative: owned(table.not_estimative),
        }
    }
}

static YARDSTICKS: LazyLock<Vec<Yardstick>> =
    LazyLock::new(|| BUILTIN.iter().map(Yardstick::from).collect());

impl Yardstick {
    /// Returns the yardsticks that every ledger has.
    #[must_use]
    pub fn builtins() -> &'static [Self] {
        &YARDSTICKS
    }

    /// Returns the yardstick of that id that every ledger has.
    #[must_use]
    pub fn builtin(id: &str) -> Option<&'static Self> {
        YARDSTICKS.iter().find(|yardstick| yardstick.id == id)
    }

    /// Returns what it says of a word in lower case.
    #[must_use]
    pub fn lookup(&self, word: &str) -> Option<Lookup<'_>> {
        // Later terms win, so that a ledger's own reading of a word replaces the one it extends.
        let has = |term: &&Term| term.words.iter().any(|known| known == word);
        if let Some(term) = self.terms.iter().rev().find(has) {
            return Some(Lookup::Term(term));
        }
        let refuses = self.not_estimative.iter().any(|known| known == word);
        refuses.then_some(Lookup::NotEstimative)
    }

    /// Returns the word of it that is nearest in spelling.
    #[must_use]
    pub fn nearest(&self, word: &str) -> Option<&str> {
        let words = self
            .terms
            .iter()
            .flat_map(|term| &term.words)
            .map(String::as_str);
        nearest(word, words)
    }

    /// Returns the band into which a number falls, for a table by words.
    ///
    /// Shared edges belong to the upper band, `[low, high)`; the top of the scale to the last one.
    #[must_use]
    pub fn fall(&self, value: Probability) -> Fall<'_> {
        let scale = || self.terms.iter().filter(|term| term.in_scale);
        let falls = |term: &&Term| term.band.contains(value);
        // The last that holds it: on a shared edge that is the upper band.
        if let Some(term) = scale().rfind(falls) {
            return Fall::In(term);
        }
        let low = scale().map(|term| term.band.low).reduce(min);
        let high = scale().map(|term| term.band.high).reduce(max);
        match (low, high) {
            (Some(low), Some(high)) if low <= value && value <= high => scale()
                .min_by(|a, b| distance(a, value).total_cmp(&distance(b, value)))
                .map_or(Fall::Outside, Fall::Between),
            _ => Fall::Outside,
        }
    }
}

fn min(a: Probability, b: Probability) -> Probability {
    if a <= b { a } else { b }
}

fn max(a: Probability, b: Probability) -> Probability {
    if a >= b { a } else { b }
}

fn distance(term: &Term, value: Probability) -> f64 {
    let (low, high) = (term.band.low.get(), term.band.high.get());
    (low - value.get()).max(value.get() - high).max(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fall(id: &str, value: f64) -> Option<&'static str> {
        let yardstick = Yardstick::builtin(id).unwrap();
        match yardstick.fall(Probability::new(value).unwrap()) {
            Fall::In(term) => Some(term.words[0].as_str()),
            Fall::Between(_) | Fall::Outside => None,
        }
    }

    #[test]
    fn a_shared_edge_belongs_to_the_upper_band() {
        assert_eq!(fall("icd-203", 0.55), Some("likely"));
        assert_eq!(fall("icd-203", 0.99), Some("almost certain"));
        assert_eq!(fall("icd-203", 0.005), None);
        assert_eq!(fall("icd-203", 1.0), None);
    }

    #[test]
    fn a_gap_is_between_bands() {
        let phia = Yardstick::builtin("phia-2025").unwrap();
        for gap in [0.07, 0.22, 0.37, 0.5, 0.52, 0.78, 0.93] {
            let fall = phia.fall(Probability::new(gap).unwrap());
            assert!(matches!(fall, Fall::Between(_)), "{gap}");
        }
    }

    #[test]
    fn words_of_all_yardsticks_are_lower_case_and_unique_in_their_yardstick() {
        for yardstick in Yardstick::builtins() {
            let mut words: Vec<_> = yardstick
                .terms
                .iter()
                .flat_map(|term| &term.words)
                .collect();
            words.extend(&yardstick.not_estimative);
            let all = words.len();
            assert!(words.iter().all(|word| word.to_lowercase() == **word));
            words.sort();
            words.dedup();
            assert_eq!(words.len(), all, "{}", yardstick.id);
        }
    }

    #[test]
    fn a_point_lies_in_its_band() {
        for term in Yardstick::builtins()
            .iter()
            .flat_map(|yardstick| &yardstick.terms)
        {
            assert!(
                term.point.is_none_or(|point| term.band.contains(point)),
                "{:?}",
                term.words
            );
        }
    }

    #[test]
    fn nested_and_one_sided_words_have_no_point() {
        for (id, word) in [("ipcc", "likely"), ("efsa", "more likely than not")] {
            let Some(Lookup::Term(term)) = Yardstick::builtin(id).unwrap().lookup(word) else {
                panic!("{word}")
            };
            assert_eq!(term.point, None);
        }
    }
}
