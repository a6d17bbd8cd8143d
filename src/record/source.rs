//! A file as the disk gave it.

use std::sync::Arc;

use super::rules;
use crate::model::Finding;

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
    /// It is a folder that has the name of a file of records.
    Folder,
    /// It is neither a file nor a folder nor a link: a pipe, a socket, a device.
    NotAFile,
    /// It stands where the folder of the records should be.
    NoFolder,
    /// Another file has its name but for the ending.
    Twin(String),
    /// It was to be the file of this name.
    Misnamed(&'static str),
}

impl SourceFile {
    /// Returns a file with this text.
    #[must_use]
    pub fn of_text(path: impl Into<Arc<str>>, text: &str) -> Self {
        Self {
            path: path.into(),
            content: Ok(text.into()),
        }
    }

    /// Returns a file with these bytes, which should be UTF-8.
    #[must_use]
    pub fn of_bytes(path: impl Into<Arc<str>>, bytes: &[u8]) -> Self {
        let content = match std::str::from_utf8(bytes) {
            Ok(text) => Ok(text.into()),
            Err(error) => Err(FileFault::not_utf8(bytes, error.valid_up_to())),
        };
        Self {
            path: path.into(),
            content,
        }
    }
}

impl FileFault {
    fn not_utf8(bytes: &[u8], valid_up_to: usize) -> Self {
        let before = &bytes[..valid_up_to];
        let lines = before.split(|&byte| byte == b'\n');
        let last = lines.clone().next_back().unwrap_or_default();
        // In UTF-8 every byte of a character but its first begins with the bits 10.
        let characters = last.iter().filter(|&&byte| byte & 0xc0 != 0x80).count();
        Self::NotUtf8 {
            valid_up_to,
            line: lines.count(),
            column: characters + 1,
        }
    }

    /// Returns the finding of a file that could not be read.
    pub(super) fn finding(&self) -> Finding {
        match self {
            Self::NotUtf8 { line, column, .. } => rules::NOT_UTF8
                .finding(format!(
                    "the file is not UTF-8 at line {line}, column {column}"
                ))
                .help("save it as UTF-8"),
            Self::TooLarge { bytes, limit } => rules::FILE_TOO_LARGE
                .finding(format!("the file has {bytes} bytes, and may have {limit}"))
                .help("split it"),
            Self::Unreadable(why) => unreadable(format!("the file cannot be read: {why}")),
            Self::Link => unreadable("the file is a link").help("put the file itself in its place"),
            Self::Folder => unreadable("it is a folder with the name of a record")
                .help("rename it without its ending; the records in it are read all the same"),
            Self::NotAFile => {
                unreadable("it is no file that can be read").help("move it out of the ledger")
            }
            Self::NoFolder => unreadable("the records' folder is a file")
                .help("move it away and make a folder of that name for the records"),
            Self::Twin(first) => unreadable(format!("`{first}` is a file of the same name"))
                .help("put what both say into one of them, and remove the other"),
            Self::Misnamed(name) => unreadable(format!("it is not read: settings are in `{name}`"))
                .help(format!("rename it to `{name}`")),
        }
    }
}

fn unreadable(message: impl Into<String>) -> Finding {
    rules::UNREADABLE_FILE.finding(message)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_utf8_has_a_line_and_a_column_in_characters() {
        let source = SourceFile::of_bytes("a.yaml", b"a: b\n\xc3\xa9: \xff");
        let want = FileFault::NotUtf8 {
            valid_up_to: 9,
            line: 2,
            column: 4,
        };
        assert_eq!(source.content, Err(want));
        assert!(
            SourceFile::of_bytes("a.yaml", "é".as_bytes())
                .content
                .is_ok()
        );
    }
}
