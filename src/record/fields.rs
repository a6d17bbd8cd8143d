//! Typed values out of a mapping, every fault gathered on the way.

use super::called;
use super::faults::{Faults, did_you_mean};
use super::mapping::Keys;
use super::path::Path;
use super::rules;
use super::value;
use super::{Data, Key, Node};
use crate::model::{nearest, only_near};

/// A value of the record and the way to it.
#[derive(Clone, Copy)]
pub(super) struct At<'a> {
    pub(super) node: &'a Node,
    pub(super) path: Path<'a>,
}

/// The keys and values of a mapping whose keys are known.
#[derive(Clone, Copy)]
pub(super) struct Fields<'a> {
    pub(super) at: At<'a>,
    entries: &'a [(Key, Node)],
    keys: &'static dyn Keys,
}

/// The beginning of keys that a record may have and nobody reads.
const EXTENSION: &str = "x-";

/// Returns whether a key is nobody's to read.
pub(super) fn is_extension(key: &Key) -> bool {
    key.text.starts_with(EXTENSION)
}

impl<'a> At<'a> {
    /// Returns the entries of a mapping; anything else is a fault.
    pub(super) fn mapping(self, faults: &mut Faults<'_>) -> Option<&'a [(Key, Node)]> {
        match &self.node.data {
            Data::Mapping(entries) => Some(entries),
            _ => value::wrong_type(self, "a mapping", faults),
        }
    }

    /// Returns the items of a list; anything else is a fault.
    pub(super) fn sequence(self, faults: &mut Faults<'_>) -> Option<&'a [Node]> {
        match &self.node.data {
            Data::Sequence(items) => Some(items),
            _ => value::wrong_type(self, "a list", faults),
        }
    }

    /// Reads every item of a list; the faulty ones are left out.
    pub(super) fn each<T>(
        &self,
        faults: &mut Faults<'_>,
        mut read: impl FnMut(At<'_>, &mut Faults<'_>) -> Option<T>,
    ) -> Vec<T> {
        let Some(items) = self.sequence(faults) else {
            return Vec::new();
        };
        let mut values = Vec::with_capacity(items.len());
        for (index, node) in items.iter().enumerate() {
            let path = Path::Item(&self.path, index);
            values.extend(read(At { node, path }, faults));
        }
        values
    }
}

impl<'a> Fields<'a> {
    /// Opens a mapping and reports the keys that it may not have.
    pub(super) fn open(
        at: At<'a>,
        keys: &'static dyn Keys,
        faults: &mut Faults<'_>,
    ) -> Option<Self> {
        let entries = at.mapping(faults)?;
        let mut parted = Parted::default();
        for (key, node) in entries {
            if let Some(whole) = parted.next(key, node) {
                parted_number(&at.path, key, &whole, faults);
            } else if keys.position(&key.text).is_none() && !is_extension(key) {
                let known: Vec<&str> = keys.specs().map(|spec| spec.key).collect();
                unknown(&at.path, key, keys.what(), known.iter().copied(), faults);
            }
        }
        Some(Self { at, entries, keys })
    }

    /// Returns the value of a key.
    pub(super) fn get<'f>(&'f self, key: &'static str) -> Option<At<'f>> {
        debug_assert!(self.keys.position(key).is_some(), "{key}");
        let (_, node) = self.entries.iter().find(|(name, _)| &*name.text == key)?;
        Some(At {
            node,
            path: Path::Key(&self.at.path, key),
        })
    }

    /// Reads the value of a key that may be absent.
    pub(super) fn optional<T>(
        &self,
        key: &'static str,
        faults: &mut Faults<'_>,
        read: impl FnOnce(At<'_>, &mut Faults<'_>) -> Option<T>,
    ) -> Option<T> {
        read(self.get(key)?, faults)
    }

    /// Reads the value of a key; its absence is a fault.
    pub(super) fn required<T>(
        &self,
        key: &'static str,
        faults: &mut Faults<'_>,
        read: impl FnOnce(At<'_>, &mut Faults<'_>) -> Option<T>,
    ) -> Option<T> {
        if let Some(at) = self.get(key) {
            return read(at, faults);
        }
        // What is there under another name is told as that.
        let what = self.keys.what();
        if self
            .entries
            .iter()
            .any(|(other, _)| called::here(what, &other.text) == Some(key))
        {
            return None;
        }
        let message = format!("{} needs `{key}`", self.keys.what());
        let missing = rules::MISSING_KEY
            .finding(message)
            .help(format!("add `{key}:`"));
        faults.at(&self.at.path, missing);
        None
    }

    /// Reads the list of a key; none where the key is absent.
    pub(super) fn list<T>(
        &self,
        key: &'static str,
        faults: &mut Faults<'_>,
        read: impl FnMut(At<'_>, &mut Faults<'_>) -> Option<T>,
    ) -> Vec<T> {
        self.get(key)
            .map_or_else(Vec::new, |at| at.each(faults, read))
    }

    /// Reads a text that may be absent.
    pub(super) fn text(&self, key: &'static str, faults: &mut Faults<'_>) -> Option<String> {
        self.optional(key, faults, value::text)
    }

    /// Reads a text that must be there and say something.
    pub(super) fn name(&self, key: &'static str, faults: &mut Faults<'_>) -> Option<String> {
        self.required(key, faults, value::name)
    }
}

/// Puts numbers together that a comma parted in `{50%: 1,000}`: what follows it is a key without a value.
#[derive(Default)]
pub(super) struct Parted {
    /// The number so far, in digits; empty where there is none.
    before: String,
}

impl Parted {
    /// Returns the number of which this key is a part.
    pub(super) fn next(&mut self, key: &Key, node: &Node) -> Option<String> {
        let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        let is_part = node.is_null() && key.text.len() == 3 && digits(&key.text);
        if is_part && !self.before.is_empty() {
            self.before.push_str(&key.text);
            return Some(self.before.clone());
        }
        self.before = match &node.data {
            Data::Scalar { text, .. } if digits(text) => text.to_string(),
            _ => String::new(),
        };
        None
    }
}

/// Reports a number that a comma parted, at the key that its second part became.
pub(super) fn parted_number(path: &Path<'_>, key: &Key, whole: &str, faults: &mut Faults<'_>) {
    let found = rules::BAD_NUMBER.finding("a comma ends a value inside { }");
    faults.push(
        found.help(format!("write `{whole}`")),
        Path::Key(path, &key.text).key(),
    );
}

/// Reports a key that is not among those that there may be.
pub(super) fn unknown<'w>(
    path: &Path<'_>,
    key: &Key,
    what: &str,
    known: impl Iterator<Item = &'w str> + Clone,
    faults: &mut Faults<'_>,
) {
    let name = &*key.text;
    let path = Path::Key(path, name);
    let mut found = rules::UNKNOWN_KEY.finding(format!("{what} has no key `{name}`"));
    if !faults.is_full() {
        let near = nearest(name, known.clone());
        let own = called::here(what, name);
        let beside = own.filter(|own| called::is_beside(own));
        found.repair = match own {
            Some(_) => beside.map(str::to_owned),
            None => only_near(name, known.clone()).map(str::to_owned),
        };
        found = found.help(match (own, near) {
            (Some(own), _) => format!("`{name}` → `{own}`"),
            (None, Some(_)) => did_you_mean(near, known),
            (None, None) => format!(
                "{}; keys of your own begin with `{EXTENSION}`",
                did_you_mean(None, known)
            ),
        });
    }
    faults.push(found, path.key());
}

#[cfg(test)]
mod tests {
    use super::super::testing::{after_head, said};

    #[test]
    fn an_unknown_key_is_found_where_it_stands_and_gets_a_suggestion() {
        let rest = "dedline: 2016-01-01\nsource: {autor: x}\n";
        assert_eq!(after_head(rest), ["3:1 unknown-key", "4:10 unknown-key"]);
        let said = said("dedline: 2016-01-01\nhorizon: 3\n");
        assert_eq!(
            said[0],
            "a forecast has no key `dedline`; did you mean `deadline`?"
        );
        assert!(said[1].contains("one of `question`, `id`"), "{}", said[1]);
        assert!(said[1].contains("begin with `x-`"), "{}", said[1]);
    }

    #[test]
    fn keys_of_ones_own_are_accepted_everywhere() {
        let rest = "x-note: {a: [1]}\nsource: {x-page: 3}\nestimates:\n\
                    - {date: 2014-01-01, by: a, probability: 40%, x-mood: good}\n";
        assert!(after_head(rest).is_empty());
    }

    #[test]
    fn a_missing_key_is_found_at_the_mapping_that_lacks_it() {
        let rest = "estimates:\n- date: 2014-01-01\n  by: a\n  probability: 40%\n\
                    - by: a\n  probability: 40%\n";
        assert_eq!(after_head(rest), ["7:3 missing-key"]);
        assert_eq!(said(rest), ["an estimate needs `date`; add `date:`"]);
    }

    #[test]
    fn a_value_of_the_wrong_type_is_found_however_deep_it_lies() {
        assert_eq!(
            after_head(
                "tags: energy\nsource: [a]\nestimates:\n  a: b\nresolution:\n  outcome: yes\n  \
                 evidence:\n    - ok\n    -\n    - a: b\n    - [c]\nlesson:\nowner: {a: b}\n"
            ),
            [
                "3:7 wrong-type",
                "15:8 wrong-type",
                "4:9 wrong-type",
                "6:3 wrong-type",
                "11:6 wrong-type",
                "12:7 unknown-key",
                "13:7 wrong-type",
                "14:1 wrong-type",
            ]
        );
    }

    #[test]
    fn a_wrong_type_says_what_to_write() {
        assert_eq!(
            said("tags: energy\nowner:\ntitle: {Putin: a}\n"),
            [
                "`title` must be a text, and is a mapping; a text with `: ` in it needs quotes",
                "`tags` must be a list, and is a text; write a list: `[energy]`",
                "`owner` must be a text, and is empty; give it a value, or remove the key",
            ]
        );
        assert_eq!(
            said("tags: [a, ~]\n"),
            ["item 2 of `tags` must be a text, and is empty; -"]
        );
    }
}
