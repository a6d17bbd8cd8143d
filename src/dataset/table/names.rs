//! Names: each text once, with a number for it.

use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, HashMap};
use std::hash::{BuildHasherDefault, DefaultHasher, Hash, Hasher};

/// Texts, each kept once, numbered in the order in which they came.
#[derive(Clone, Debug, Default)]
pub struct Names {
    /// All texts, one after another.
    text: String,
    /// Where each ends.
    ends: Vec<usize>,
    /// The first text of each hash.
    first: HashMap<u64, u32, BuildHasherDefault<Ready>>,
    /// Further texts of a hash, which are hardly ever met.
    others: BTreeMap<u64, Vec<u32>>,
}

/// A hasher for what is a hash already.
#[derive(Clone, Debug, Default)]
struct Ready(u64);

impl Hasher for Ready {
    fn write(&mut self, _: &[u8]) {}

    fn write_u64(&mut self, hash: u64) {
        self.0 = hash;
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

impl Names {
    /// Returns the number of a text, a new one for a new text.
    pub(in crate::dataset) fn number(&mut self, text: &str) -> u32 {
        let hash = hash(text);
        if let Some(number) = self.look(hash, text) {
            return number;
        }
        let number = u32::try_from(self.ends.len()).expect("a table has fewer than 2^32 names");
        self.text.push_str(text);
        self.ends.push(self.text.len());
        match self.first.entry(hash) {
            Entry::Vacant(free) => {
                free.insert(number);
            }
            Entry::Occupied(_) => self.others.entry(hash).or_default().push(number),
        }
        number
    }

    fn look(&self, hash: u64, text: &str) -> Option<u32> {
        let fits = |number: &u32| self.text(*number) == text;
        let first = *self.first.get(&hash)?;
        if fits(&first) {
            return Some(first);
        }
        self.others.get(&hash)?.iter().copied().find(fits)
    }

    /// Returns the number of a text, where it has one.
    #[must_use]
    pub fn find(&self, text: &str) -> Option<u32> {
        self.look(hash(text), text)
    }

    /// Returns the text of a number.
    #[must_use]
    pub fn text(&self, number: u32) -> &str {
        let number = number as usize;
        let start = number.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.text[start..self.ends[number]]
    }

    /// Returns how many texts there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Says whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }
}

/// The standard hash, whose keys are the same in every run.
fn hash(text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_has_one_number() {
        let mut names = Names::default();
        let numbers = ["b", "a", "", "b"].map(|text| names.number(text));
        assert_eq!(numbers, [0, 1, 2, 0]);
        assert_eq!(names.text(1), "a");
        assert_eq!(names.text(2), "");
        assert_eq!(
            (names.len(), names.find("a"), names.find("c")),
            (3, Some(1), None)
        );
    }

    #[test]
    fn texts_of_the_same_hash_stay_apart() {
        let mut names = Names::default();
        let a = names.number("a");
        // As if `b` had the hash of `a`.
        names.first.insert(hash("b"), a);
        let b = names.number("b");
        assert_ne!(a, b);
        assert_eq!(names.find("b"), Some(b));
        assert_eq!(names.others[&hash("b")], [b]);
    }
}
