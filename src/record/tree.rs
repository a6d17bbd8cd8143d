//! The tree of values of one document.

use std::ops::Range;

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
    pub code: &'static str,
    /// What is wrong: lower case, no full stop.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
    /// Where.
    pub bytes: Range<usize>,
}

/// Reads the tree of a text that holds one document, or returns the first fault.
pub fn tree_of(text: &str) -> Result<Node, Fault> {
    todo!("{text}")
}
