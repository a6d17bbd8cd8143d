//! A file as the disk gave it.

use std::sync::Arc;

/// A file of the ledger as the disk gave it.
#[derive(Clone, Debug)]
pub struct SourceFile {
    /// Its path from the ledger's root, with `/` between the parts.
    pub path: Arc<str>,
    /// Its text, or why there is none.
    pub content: Result<Arc<str>, FileFault>,
}

/// Why a file has no text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileFault {
    /// A byte of it is not UTF-8.
    NotUtf8 {
        /// How many bytes before it are.
        valid_up_to: usize,
        /// Its line, from 1.
        line: usize,
        /// Its column in characters, from 1.
        column: usize,
    },
    /// It is too long to be a file of records.
    TooLarge {
        /// Its length.
        bytes: u64,
        /// The greatest length.
        limit: u64,
    },
    /// The disk would not give it; the reason.
    Unreadable(String),
    /// It is a link.
    Link,
    /// It is neither a file nor a link: a pipe, a socket, a device.
    NotAFile,
}
