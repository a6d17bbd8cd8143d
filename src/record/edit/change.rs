//! A change of a record, applied to the text of its file.

use std::borrow::Cow;
use std::fmt;
use std::ops::Range;

use super::guard::guard;
use super::lines;
use super::plan::plan;
use super::yaml::{Entries, Yaml};
use crate::record::ended::ended;
use crate::record::{Fault, Node, documents, format, scan, tree_of};

/// A change of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// One more estimate, behind the others of its forecaster.
    AppendEstimate(Entries),
    /// The resolution of a record that has none.
    SetResolution(Entries),
    /// A new resolution; the old one moves, whole, into its `replaces`.
    AmendResolution {
        /// The new one, without `because` and `replaces`.
        resolution: Entries,
        /// Why it replaces the old one.
        because: String,
    },
    /// No estimate of this number any more.
    RemoveEstimate(usize),
    /// No resolution any more.
    RemoveResolution,
}

/// A text with a change in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edited {
    /// The text of the whole file.
    pub text: String,
    /// The bytes of it that are new.
    pub bytes: Range<usize>,
}

/// Why a change could not be made. Reads well after "could not ".
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EditError {
    /// The file has fewer documents than that.
    NoDocument,
    /// The record cannot be read as it is; the fault's bytes count from where its document begins.
    Unreadable(Fault),
    /// The record is resolved already.
    Resolved,
    /// There is no resolution to amend.
    Unresolved,
    /// A text to be written has a character that no record may have.
    Hidden(Fault),
    /// A value of the record is not what it must be to be changed.
    Shape(&'static str),
    /// The result would not have been the record meant, and nothing else changed.
    Guard(&'static str),
}

impl EditError {
    /// Returns what to do about it.
    #[must_use]
    pub fn hint(&self) -> &'static str {
        match self {
            Self::NoDocument => "run the command again: the file has changed",
            Self::Unreadable(_) => "`foretell check` says what is wrong with it",
            Self::Resolved => "`--amend --because REASON` corrects a resolution and keeps the old",
            Self::Unresolved => "leave out `--amend` to resolve it",
            Self::Hidden(_) => "leave it out",
            Self::Shape(_) => "correct it in the file",
            Self::Guard(_) => "the file is untouched; make the change in an editor",
        }
    }
}

impl fmt::Display for EditError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoDocument => f.write_str("find the record: its file has fewer documents"),
            Self::Unreadable(fault) => write!(f, "change a record with a fault: {}", fault.message),
            Self::Resolved => f.write_str("resolve it: it is resolved already"),
            Self::Unresolved => f.write_str("amend its resolution: it has none"),
            Self::Hidden(fault) => write!(f, "write the text: it has {}", fault.message),
            Self::Shape(what) => write!(f, "change the record: {what}"),
            Self::Guard(what) => write!(f, "change the record safely: {what}"),
        }
    }
}

impl std::error::Error for EditError {}

/// Makes the smallest edit that brings a change into the text of a file: comments, blank lines,
/// quotes, line ends and every other document stay as they are. A record in the canonical layout stays
/// in it.
///
/// The result has been read back by two readers and says what was meant; otherwise there is none.
///
/// ```
/// use foretell::record::edit::{Change, Yaml, apply};
///
/// let text = "question: Will it rain?\ndeadline: 2014-05-01   # a Thursday\n";
/// let outcome = vec![("outcome".to_owned(), Yaml::plain("yes"))];
/// let edited = apply(text, 0, &Change::SetResolution(outcome))?;
/// assert_eq!(edited.text, format!("{text}resolution:\n  outcome: yes\n"));
/// # Ok::<_, foretell::record::edit::EditError>(())
/// ```
pub fn apply(text: &str, document: usize, change: &Change) -> Result<Edited, EditError> {
    if let Some(fault) = hidden(&Yaml::Map(change.entries())) {
        return Err(EditError::Hidden(fault));
    }
    let bytes = documents(text).into_iter().nth(document);
    let bytes = bytes.ok_or(EditError::NoDocument)?;
    let old = &text[bytes.clone()];
    let tree = read(old).map_err(EditError::Unreadable)?;
    let (new, added) = changed(old, old, &tree, change).or_else(|error| match ended(old) {
        Cow::Borrowed(same) if same == old => Err(error),
        // What is put below a block in the last line ends that line.
        ended => {
            let tree = read(&ended).map_err(EditError::Unreadable)?;
            changed(old, &ended, &tree, change).map_err(|_| error)
        }
    })?;
    let (new, added) = laid_out(old, new, added);
    let (before, after) = (&text[..bytes.start], &text[bytes.end..]);
    Ok(Edited {
        text: [before, &new, after].concat(),
        bytes: before.len() + added.start..before.len() + added.end,
    })
}

/// Returns a changed document, and the bytes that are new, in the canonical layout where the old one was:
/// what was written in another keeps its own.
fn laid_out(old: &str, new: String, added: Range<usize>) -> (String, Range<usize>) {
    if format(old).text != old {
        return (new, added);
    }
    let laid_out = format(&new).text;
    if laid_out == new {
        return (new, added);
    }
    let (_, added) = lines::difference(old, &laid_out);
    let added = laid_out.floor_char_boundary(added.start)..laid_out.ceil_char_boundary(added.end);
    (laid_out, added)
}

/// Returns a document with a change made to its text as it is, or with its last line ended, and
/// the bytes that are new.
fn changed(
    old: &str,
    ended: &str,
    tree: &Node,
    change: &Change,
) -> Result<(String, Range<usize>), EditError> {
    let plan = plan(ended, tree, change)?;
    let added = guard(old, ended, change, &plan)?;
    Ok((plan.text, added))
}

/// Reads a record, and refuses what another program would read differently.
fn read(text: &str) -> Result<Node, Fault> {
    match scan::hidden(text).next() {
        Some((bytes, c)) => Err(scan::fault(bytes, c)),
        None => tree_of(text),
    }
}

/// Returns the fault of the first character of a value that no record may have.
fn hidden(value: &Yaml) -> Option<Fault> {
    match value {
        Yaml::Plain(text) | Yaml::Text(text) => {
            let mut found = scan::hidden(text);
            found.next().map(|(bytes, c)| scan::fault(bytes, c))
        }
        Yaml::List(items) => items.iter().find_map(hidden),
        Yaml::Map(entries) => entries
            .iter()
            .find_map(|(key, value)| hidden(&Yaml::text(key)).or_else(|| hidden(value))),
    }
}

impl Change {
    /// Returns the key of the record that it changes.
    pub(super) fn key(&self) -> &'static str {
        match self {
            Self::AppendEstimate(_) | Self::RemoveEstimate(_) => "estimates",
            Self::SetResolution(_) | Self::AmendResolution { .. } | Self::RemoveResolution => {
                "resolution"
            }
        }
    }

    /// Returns what it adds, but for the old resolution.
    pub(super) fn entries(&self) -> Entries {
        match self {
            Self::AppendEstimate(entries) | Self::SetResolution(entries) => entries.clone(),
            Self::RemoveEstimate(_) | Self::RemoveResolution => Entries::new(),
            Self::AmendResolution {
                resolution,
                because,
            } => {
                let reason = ("because".to_owned(), Yaml::text(because));
                resolution.iter().cloned().chain([reason]).collect()
            }
        }
    }
}
