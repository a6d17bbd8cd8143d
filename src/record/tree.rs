//! The tree of values of one document.

use std::ops::Range;

use super::MAX_RECORD_BYTES;
use super::parse::parse;
use super::rules;
use crate::model::{Route, Rule, Step};

/// A value and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// Its bytes in the file; empty where a key has no value.
    pub span: Range<usize>,
    /// What it is.
    pub data: Data,
}

/// What a value is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Data {
    /// A text, a number, a day, a word: whatever is no list and no mapping.
    Scalar {
        /// Its text as the author wrote it, without quotes and indentation.
        text: Box<str>,
        /// Whether it has neither quotes nor the sign of a block.
        plain: bool,
    },
    /// A list.
    Sequence(Vec<Node>),
    /// Keys and their values in the order of the file, repeated keys included.
    Mapping(Vec<(Key, Node)>),
    /// Something that is refused (an alias), with a fault of its own.
    Refused,
}

/// A key and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    /// Its text without quotes.
    pub text: Box<str>,
    /// Its bytes in the file.
    pub span: Range<usize>,
}

/// What is wrong with a text before it is known what it should say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The rule that found it.
    pub rule: &'static Rule,
    /// What is wrong: lower case, no full stop.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
    /// Where.
    pub bytes: Range<usize>,
    /// A second place, and what stands there.
    pub also: Option<(Range<usize>, &'static str)>,
}

/// Reads the tree of a text that holds one document, or returns its first fault.
pub fn tree_of(text: &str) -> Result<Node, Fault> {
    if let Some(fault) = too_large(text) {
        return Err(fault);
    }
    let mut first = None;
    let tree = parse(text, 0, &mut |fault| {
        first.get_or_insert(fault);
    });
    match (first, tree) {
        (None, Some(tree)) => Ok(tree),
        (Some(fault), _) => Err(fault),
        (None, None) => Err(Fault::new(
            &rules::YAML_SYNTAX,
            "the text is empty",
            0..text.len(),
        )),
    }
}

/// Returns the fault of a text that is longer than one that is read.
pub(super) fn too_large(text: &str) -> Option<Fault> {
    let bytes = text.len();
    (bytes > MAX_RECORD_BYTES).then(|| Fault {
        rule: &rules::FILE_TOO_LARGE,
        message: format!("the record has {bytes} bytes, and may have {MAX_RECORD_BYTES}"),
        help: Some("keep long texts elsewhere".to_owned()),
        bytes: 0..0,
        also: None,
    })
}

impl Node {
    /// Returns the value of a key, the first where it is repeated.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Self> {
        self.entry(key).map(|(_, value)| value)
    }

    /// Returns a key and its value, the first where it is repeated.
    #[must_use]
    pub fn entry(&self, key: &str) -> Option<&(Key, Self)> {
        match &self.data {
            Data::Mapping(entries) => entries.iter().find(|(name, _)| *name.text == *key),
            _ => None,
        }
    }

    /// Returns the value at the end of a route.
    #[must_use]
    pub fn at(&self, route: &Route) -> Option<&Self> {
        route.steps().iter().try_fold(self, Self::step)
    }

    /// Returns the value one step further.
    #[must_use]
    pub fn step<'n>(&'n self, step: &Step) -> Option<&'n Self> {
        match (step, &self.data) {
            (Step::Key(key), _) => self.get(key),
            (Step::Item(index), Data::Sequence(items)) => items.get(*index),
            _ => None,
        }
    }

    /// Returns the text of a scalar.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        match &self.data {
            Data::Scalar { text, .. } => Some(text),
            _ => None,
        }
    }

    /// Returns whether it is nothing: no value at all, or a word of YAML for nothing.
    #[must_use]
    pub fn is_null(&self) -> bool {
        match &self.data {
            Data::Scalar { text, plain } => {
                *plain && matches!(&**text, "" | "~" | "null" | "Null" | "NULL")
            }
            _ => false,
        }
    }
}

impl Fault {
    /// Returns a fault of these bytes.
    pub(super) fn new(
        rule: &'static Rule,
        message: impl Into<String>,
        bytes: Range<usize>,
    ) -> Self {
        Self {
            rule,
            message: message.into(),
            help: None,
            bytes,
            also: None,
        }
    }

    /// Returns it with the given help.
    pub(super) fn help(self, help: impl Into<String>) -> Self {
        Self {
            help: Some(help.into()),
            ..self
        }
    }

    /// Returns it with a second place.
    pub(super) fn also(self, bytes: Range<usize>, label: &'static str) -> Self {
        Self {
            also: Some((bytes, label)),
            ..self
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_found_by_their_route() {
        let tree = tree_of("a:\n- b: c\n- d\n").unwrap();
        let route = Route::of("a").item(0).key("b");
        assert_eq!(tree.at(&route).and_then(Node::text), Some("c"));
        assert_eq!(tree.at(&Route::of("a").item(2)), None);
        assert_eq!(tree.at(&Route::of("a").key("b")), None);
        assert_eq!(tree.at(&Route::root()), Some(&tree));
    }

    #[test]
    fn a_bare_tree_has_the_first_fault_or_none() {
        assert_eq!(
            tree_of("a: &b c\nd: [").unwrap_err().rule.code,
            "forbidden-yaml"
        );
        assert_eq!(
            tree_of("a: 1\na: 2\n").unwrap_err().rule.code,
            "duplicate-key"
        );
        assert_eq!(
            tree_of("a: 1\n---\nb: 2\n").unwrap_err().rule.code,
            "yaml-syntax"
        );
        let long = "a".repeat(MAX_RECORD_BYTES + 1);
        assert_eq!(tree_of(&long).unwrap_err().rule.code, "file-too-large");
        assert_eq!(tree_of("").unwrap_err().rule.code, "yaml-syntax");
        assert!(tree_of("---\na: 1\n...\n").is_ok());
    }
}
