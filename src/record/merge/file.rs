//! Three texts of a file ⇒ the merged text.

use std::fmt;
use std::ops::Range;

use super::super::ended::ended;
use super::super::format::{Page, Shape, format, header};
use super::super::{Node, documents, tree_of};
use super::guard;
use super::mapping::{self, Three, free};
use super::output::{Choice, Line, agreed, conflicts, text};
use super::piece::Pieces;

/// A merged file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Merged {
    /// Its text.
    pub text: String,
    /// How many values stand between marks, since both sides changed them.
    pub conflicts: usize,
}

/// Why records cannot be merged, and lines have to be. Reads well after "could not merge by records: ".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unmergeable {
    /// A side cannot be read.
    Unreadable,
    /// The sides hold other documents, and it cannot be told which is which.
    Documents,
    /// It is laid out so unusually that moving its lines would change what they say.
    Layout,
}

impl fmt::Display for Unmergeable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Unreadable => "a side cannot be read",
            Self::Documents => "it cannot be told which records of the two sides are the same",
            Self::Layout => "the layout of a side is too unusual",
        })
    }
}

impl std::error::Error for Unmergeable {}

/// Merges a file as two sides made it out of a third text; that is empty where both added the file.
/// What both sides did is done; a value that both changed differently stands between marks of this
/// length.
///
/// ```
/// use foretell::record::merge;
///
/// let base = "question: Will it rain?\ndeadline: 2015-12-31\n";
/// let ours = format!("{base}estimates:\n  - {{date: 2015-01-02, by: ann, probability: 70%}}\n");
/// let theirs = format!("{base}estimates:\n  - {{date: 2015-01-01, by: bob, probability: 40%}}\n");
/// let merged = merge(base, &ours, &theirs, 7)?;
/// assert_eq!(merged.conflicts, 0);
/// assert!(merged.text.contains("ann") && merged.text.contains("bob"));
/// # Ok::<_, foretell::record::Unmergeable>(())
/// ```
pub fn merge(base: &str, ours: &str, theirs: &str, marks: usize) -> Result<Merged, Unmergeable> {
    let is_windows = ours.contains("\r\n");
    let mark = if ours.starts_with('\u{feff}') {
        "\u{feff}"
    } else {
        ""
    };
    let plain = |text: &str| {
        let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n");
        ended(&text).into_owned()
    };
    let [base, ours, theirs] = [base, ours, theirs].map(plain);
    let was_laid_out = [&ours, &theirs]
        .iter()
        .all(|text| format(text).text == ***text);
    let mut merged = files([&base, &ours, &theirs], marks)?;
    if merged.conflicts > 0 {
        // Where one side was laid out anew, all of it seems changed.
        let [base, ours, theirs] = [&base, &ours, &theirs].map(|text| format(text).text);
        let again = files([&base, &ours, &theirs], marks).ok();
        let fewer = again.filter(|again| again.conflicts < merged.conflicts);
        merged = fewer.unwrap_or(merged);
    } else if was_laid_out {
        merged.text = format(&merged.text).text;
    }
    if is_windows {
        merged.text = merged.text.replace('\n', "\r\n");
    }
    merged.text.insert_str(0, mark);
    Ok(merged)
}

/// A document of a file.
struct Document<'t> {
    /// Its text, with what stands between it and the one before.
    text: &'t str,
    id: Option<String>,
}

/// Returns the documents of a file, and what stands below the last.
fn split(text: &str) -> Result<(Vec<Document<'_>>, &str), Unmergeable> {
    if text.trim().is_empty() {
        return Ok((Vec::new(), ""));
    }
    let (mut found, mut at) = (Vec::new(), 0);
    for Range { start, end } in documents(text) {
        let tree = tree_of(&text[start..end]).map_err(|_| Unmergeable::Unreadable)?;
        let id = tree.get("id").and_then(Node::text).map(str::to_owned);
        found.push(Document {
            text: &text[at..end],
            id,
        });
        at = end;
    }
    Ok((found, &text[at..]))
}

/// Merges the documents of a file: the only one of each, or those of the same id.
fn files(texts: [&str; 3], marks: usize) -> Result<Merged, Unmergeable> {
    let [Ok((base, _)), Ok((ours, foot)), Ok((theirs, _))] = texts.map(split) else {
        return Err(Unmergeable::Unreadable);
    };
    let mut merged = Merged {
        text: String::new(),
        conflicts: 0,
    };
    if let ([ours], [theirs], [] | [_]) = (&ours[..], &theirs[..], &base[..]) {
        let base = base.first().map_or("", |base| base.text);
        merged.add(&document([base, ours.text, theirs.text], marks)?);
    } else {
        bundle([&base, &ours, &theirs], marks, &mut merged)?;
    }
    merged.text.push_str(foot);
    Ok(merged)
}

/// Merges files of several documents.
fn bundle(
    [base, ours, theirs]: [&[Document<'_>]; 3],
    marks: usize,
    merged: &mut Merged,
) -> Result<(), Unmergeable> {
    let has_ids = |all: &[Document<'_>]| all.iter().all(|one| one.id.is_some());
    if ![base, ours, theirs].into_iter().all(has_ids) {
        return Err(Unmergeable::Documents);
    }
    let find = |all: &[Document<'_>], id: &Option<String>| all.iter().position(|one| one.id == *id);
    let text = |all: &[Document<'_>], id: &Option<String>| {
        find(all, id).map_or(String::new(), |at| all[at].text.to_owned())
    };
    let mut order: Vec<&Option<String>> = ours.iter().map(|one| &one.id).collect();
    for (n, one) in theirs.iter().enumerate() {
        if order.contains(&&one.id) {
            continue;
        }
        let above = n.checked_sub(1).and_then(|above| {
            let above = &theirs[above].id;
            order.iter().position(|id| *id == above)
        });
        order.insert(above.map_or(order.len(), |above| above + 1), &one.id);
    }
    for id in order {
        let texts = [text(base, id), text(ours, id), text(theirs, id)];
        let [was, own, other] = texts.each_ref().map(String::as_str);
        let made = match (was.is_empty(), own.is_empty(), other.is_empty()) {
            (_, false, false) => document([was, own, other], marks)?,
            (true, false, true) => own.into(),
            (true, true, false) => other.into(),
            // Taken away by one side, and left as it was by the other.
            (false, false, true) if own == was => continue,
            (false, true, false) if other == was => continue,
            _ => return Err(Unmergeable::Documents),
        };
        if !merged.text.is_empty() && !made.text.trim_start().starts_with("---") {
            return Err(Unmergeable::Documents);
        }
        merged.add(&made);
    }
    Ok(())
}

impl From<&str> for Merged {
    fn from(text: &str) -> Self {
        Self {
            text: text.to_owned(),
            conflicts: 0,
        }
    }
}

impl Merged {
    fn add(&mut self, other: &Self) {
        self.text.push_str(&other.text);
        self.conflicts += other.conflicts;
    }
}

/// A document, read.
struct Read<'t> {
    page: Page<'t>,
    tree: &'t Node,
    head: usize,
}

impl<'t> Read<'t> {
    fn new(text: &'t str, tree: &'t Node) -> Option<Self> {
        let page = Page::new(text, tree)?;
        let super::super::Data::Mapping(entries) = &tree.data else {
            return None;
        };
        let first = page.line_of(entries.first()?.0.span.start);
        let head = header(&page, first);
        Some(Self { page, tree, head })
    }

    fn pieces(&'t self) -> Option<Pieces<'t>> {
        Pieces::of_document(&self.page, self.tree, self.head)
    }

    fn head(&self) -> Vec<String> {
        let lines = (0..self.head).map(|number| self.page.line(number).trim_end().to_owned());
        lines.collect()
    }
}

/// Merges one document; an empty text before stands for none.
fn document(texts: [&str; 3], marks: usize) -> Result<Merged, Unmergeable> {
    let [base, ours, theirs] = texts;
    if ours == theirs || base == theirs {
        return Ok(ours.into());
    }
    if base == ours {
        return Ok(theirs.into());
    }
    let lines = lines(texts)?;
    let conflicts = conflicts(&lines);
    let is_whole = conflicts == 0;
    for choice in [Choice::Ours, Choice::Theirs] {
        let new = text(&lines, choice);
        if !guard::holds(&new, texts, is_whole) {
            return Err(Unmergeable::Layout);
        }
    }
    let text = text(&lines, Choice::Marked(marks));
    Ok(Merged { text, conflicts })
}

fn lines(texts: [&str; 3]) -> Result<Vec<Line>, Unmergeable> {
    let tree = |text: &str| tree_of(text).map_err(|_| Unmergeable::Unreadable);
    let [base, ours, theirs] = texts;
    let trees = (
        if base.is_empty() {
            None
        } else {
            Some(tree(base)?)
        },
        tree(ours)?,
        tree(theirs)?,
    );
    let read = |text, tree| Read::new(text, tree).ok_or(Unmergeable::Layout);
    let base = match &trees.0 {
        Some(tree) => Some(read(base, tree)?),
        None => None,
    };
    let (ours, theirs) = (read(ours, &trees.1)?, read(theirs, &trees.2)?);
    let pieces = (
        base.as_ref().map(Read::pieces),
        ours.pieces().ok_or(Unmergeable::Layout)?,
        theirs.pieces().ok_or(Unmergeable::Layout)?,
    );
    let old = match &pieces.0 {
        Some(old) => Some(old.as_ref().ok_or(Unmergeable::Layout)?),
        None => None,
    };
    let mut lines = agreed(free(Three {
        base: base.as_ref().map(Read::head),
        ours: ours.head(),
        theirs: theirs.head(),
    }));
    let sides = Three {
        base: old,
        ours: &pieces.1,
        theirs: &pieces.2,
    };
    let merged = mapping::merge(sides, Shape::of_record(&trees.1));
    lines.extend(merged);
    Ok(lines)
}
