//! The canonical layout: keys in the order of the manual, every comment where it belongs.
//!
//! It works on lines. Each key has a chunk of them: the comments above it, its own lines, and the
//! comments below that stand deeper. Chunks change places and move to the side as wholes, so what a
//! value says is never written anew; and what comes out is read again before anyone sees it.

mod chunks;
mod flow;
mod guard;
mod layout;
mod page;
mod shape;

use std::ops::Range;

use super::ended::ended;
use super::{documents, tree_of};
pub(super) use chunks::{Chunk, chunks, header};
use guard::same;
pub(super) use page::{Free, Page};
pub(super) use shape::Shape;

/// A file in the canonical layout.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Formatted {
    /// Its text.
    pub text: String,
    /// How many of its documents stayed as they were: those that cannot be read or are too long to be,
    /// and those laid out so unusually that moving their lines would change what they say.
    pub left: usize,
}

/// Returns a file of records in the canonical layout.
///
/// ```
/// use foretell::record::format;
///
/// let text = "deadline:  2015-12-31\n# Asked in May.\nquestion: Will it rain?";
/// let formatted = "# Asked in May.\nquestion: Will it rain?\ndeadline: 2015-12-31\n";
/// assert_eq!(format(text).text, formatted);
/// ```
#[must_use]
pub fn format(text: &str) -> Formatted {
    formatted(text, Shape::of_record)
}

/// Returns the file of the settings in the canonical layout.
#[must_use]
pub fn format_settings(text: &str) -> Formatted {
    formatted(text, |_| Shape::of_settings())
}

fn formatted(text: &str, shape: fn(&super::Node) -> Shape) -> Formatted {
    let mut out = Formatted {
        text: String::with_capacity(text.len()),
        left: 0,
    };
    let mut at = 0;
    for bytes in documents(text) {
        out.text.push_str(&text[at..bytes.start]);
        at = bytes.end;
        // A byte-order mark stays where it is, before everything.
        let old = text[bytes.clone()].trim_start_matches('\u{feff}');
        out.text.push_str(&text[bytes.start..bytes.end - old.len()]);
        let new = stable(old, shape);
        out.left += usize::from(new.is_none());
        out.text.push_str(new.as_deref().unwrap_or(old));
    }
    out.text.push_str(&text[at..]);
    out
}

/// How often a layout is laid out again before it counts as one that never comes to rest.
const ROUNDS: usize = 4;

/// Returns a document in a layout that a second time leaves as it is. Each text is read once: what is laid
/// out already, as most records are, needs no second reading.
fn stable(old: &str, shape: fn(&super::Node) -> Shape) -> Option<String> {
    let mut text = ended(old).into_owned();
    let mut tree = tree_of(&text).ok()?;
    for _ in 0..=ROUNDS {
        let again = layout::document(&Page::new(&text, &tree)?, &tree, shape(&tree))?;
        if again == text {
            return Some(text);
        }
        let read = tree_of(&again).ok()?;
        if !same((&text, tree), (&again, &read)) {
            return None;
        }
        (text, tree) = (again, read);
    }
    None
}

/// Lines, from the first up to the one behind the last.
pub(super) type Lines = Range<usize>;
