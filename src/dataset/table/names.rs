//! Names: each text once, with a number for it.

use std::hash::BuildHasher;

use hashbrown::{DefaultHashBuilder, HashTable};

/// Texts, each kept once, numbered in the order in which they came.
#[derive(Clone, Debug, Default)]
pub struct Names {
    /// All texts, one after another.
    text: String,
    /// Where each ends.
    ends: Vec<usize>,
    /// Where they are, by their hash. Its keys differ from run to run, and the numbers do not.
    places: HashTable<NamePlace>,
    hasher: DefaultHashBuilder,
}

/// Where a text is, with its number: so that it is found by one look and not by three.
#[derive(Clone, Copy, Debug)]
struct NamePlace {
    start: usize,
    length: u32,
    number: u32,
}

impl NamePlace {
    fn text(self, texts: &str) -> &[u8] {
        &texts.as_bytes()[self.start..self.start + self.length as usize]
    }
}

impl Names {
    /// Returns the number of a text, a new one for a new text.
    pub(in crate::dataset) fn number(&mut self, text: &str) -> u32 {
        let hash = self.hasher.hash_one(text.as_bytes());
        if let Some(number) = self.look(hash, text) {
            return number;
        }
        let number = u32::try_from(self.ends.len()).expect("a table has fewer than 2^32 names");
        let place = NamePlace {
            start: self.text.len(),
            length: u32::try_from(text.len()).expect("a row is not that long"),
            number,
        };
        self.text.push_str(text);
        self.ends.push(self.text.len());
        let (texts, hasher) = (&self.text, &self.hasher);
        let again = |place: &NamePlace| hasher.hash_one(place.text(texts));
        self.places.insert_unique(hash, place, again);
        number
    }

    fn look(&self, hash: u64, text: &str) -> Option<u32> {
        let fits = |place: &NamePlace| place.text(&self.text) == text.as_bytes();
        let found = self.places.find(hash, fits);
        found.map(|place| place.number)
    }

    /// Returns the number of a text, where it has one.
    #[must_use]
    pub fn find(&self, text: &str) -> Option<u32> {
        self.look(self.hasher.hash_one(text.as_bytes()), text)
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

    /// Returns the numbers in the order of their texts.
    pub(super) fn in_order(&self) -> Vec<u32> {
        let count = u32::try_from(self.len()).expect("a table has fewer than 2^32 names");
        let keyed = |number| (first_bytes(self.text(number)), number);
        let mut sorted: Vec<(u64, u32)> = (0..count).map(keyed).collect();
        // Where the first bytes tell two texts apart, neither need be looked up.
        sorted.sort_unstable_by(|a, b| {
            let texts = || self.text(a.1).cmp(self.text(b.1));
            a.0.cmp(&b.0).then_with(texts)
        });
        sorted.into_iter().map(|(_, number)| number).collect()
    }
}

/// Returns the first bytes of a text as a number that sorts as they do.
fn first_bytes(text: &str) -> u64 {
    let mut bytes = [0; 8];
    let len = text.len().min(bytes.len());
    bytes[..len].copy_from_slice(&text.as_bytes()[..len]);
    u64::from_be_bytes(bytes)
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
    fn very_many_texts_keep_their_numbers_and_sort_as_texts_do() {
        let mut names = Names::default();
        // Some that differ in their first bytes, some behind them, and some that end within them.
        let texts: Vec<String> = (0..30_000_u32)
            .map(|i| match i % 3 {
                0 => format!("{:x}", i.wrapping_mul(2_654_435_761)),
                1 => format!("question number {}", i % 4999),
                _ => format!("a\0{}", "\0".repeat(i as usize % 9)),
            })
            .collect();
        let numbers: Vec<u32> = texts.iter().map(|text| names.number(text)).collect();
        for (text, number) in texts.iter().zip(&numbers) {
            assert_eq!(
                (names.text(*number), names.find(text)),
                (text.as_str(), Some(*number))
            );
        }
        let mut expected: Vec<&str> = texts.iter().map(String::as_str).collect();
        expected.sort_unstable();
        expected.dedup();
        let sorted: Vec<&str> = names
            .in_order()
            .into_iter()
            .map(|one| names.text(one))
            .collect();
        assert_eq!(sorted, expected);
    }
}
