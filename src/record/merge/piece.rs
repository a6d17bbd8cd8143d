//! A key or an item of one side, with the lines and comments that are its own.

use super::super::format::{Chunk, Free, Lines, Page, chunks};
use super::super::{Data, Key, Node};

/// A key with its value, or an item of a list.
#[derive(Clone)]
pub(super) struct Piece<'t> {
    page: &'t Page<'t>,
    pub(super) node: &'t Node,
    /// The key; empty for an item.
    pub(super) key: &'t str,
    /// The column at which it begins.
    column: usize,
    lead: Lines,
    /// Its own lines, with the comments below that stand deeper.
    pub(super) body: Lines,
    trail: Lines,
}

/// The keys of a mapping, or the items of a list, of one side.
#[derive(Clone)]
pub(super) struct Pieces<'t> {
    pub(super) all: Vec<Piece<'t>>,
    /// The lines below the last that belong to none.
    pub(super) foot: Vec<String>,
    /// The column at which they begin.
    pub(super) column: usize,
}

/// A list in brackets on the line of its key.
pub(super) struct Brackets<'t> {
    /// What stands on the line before the brackets.
    pub(super) before: &'t str,
    /// Each item, with its text.
    pub(super) items: Vec<(&'t Node, &'t str)>,
    /// What stands on the line behind the brackets.
    pub(super) behind: &'t str,
}

impl<'t> Pieces<'t> {
    /// Takes apart the mapping that is the whole of a document, from its first line on.
    pub(super) fn of_document(page: &'t Page<'t>, node: &'t Node, from: usize) -> Option<Self> {
        Self::mapping(page, node, from..page.all().end)
    }

    /// Takes apart a mapping that is written in these lines.
    fn mapping(page: &'t Page<'t>, node: &'t Node, all: Lines) -> Option<Self> {
        let Data::Mapping(entries) = &node.data else {
            return None;
        };
        let first = entries.first()?.0.span.start;
        let column = page.column_of(first);
        let is_plain = |(n, (key, _)): (usize, &(Key, Node))| {
            let before = page.before(key.span.start).trim_start_matches(' ');
            let is_dash = n == 0 && before.starts_with('-') && before[1..].trim().is_empty();
            page.column_of(key.span.start) == column && (before.is_empty() || is_dash)
        };
        if page.is_flow(node) || !entries.iter().enumerate().all(is_plain) {
            return None;
        }
        let bodies: Vec<Lines> = entries.iter().map(|entry| page.lines_of(entry)).collect();
        let (chunks, foot) = chunks(page, &bodies, &all, column)?;
        let pieces = entries.iter().zip(chunks);
        let pieces =
            pieces.map(|((key, value), chunk)| Piece::new(page, (&key.text, value), column, chunk));
        Some(Self::new(page, pieces.collect(), foot, column))
    }

    /// Takes apart a list that is written in these lines.
    fn list(page: &'t Page<'t>, items: &'t [Node], all: Lines) -> Option<Self> {
        let line = page.line(page.line_of(items.first()?.span.start));
        let column = line.len() - line.trim_start_matches(' ').len();
        let is_item = |item: &Node| {
            let before = page.before(item.span.start);
            let dash = before.get(column..).unwrap_or_default();
            dash.starts_with('-')
                && dash[1..].trim().is_empty()
                && before[..column].trim().is_empty()
        };
        if !items
            .iter()
            .all(|item| !item.span.is_empty() && is_item(item))
        {
            return None;
        }
        let body = |item: &Node| page.line_of(item.span.start)..page.end_of(item);
        let bodies: Vec<Lines> = items.iter().map(body).collect();
        let (chunks, foot) = chunks(page, &bodies, &all, column)?;
        let pieces = items.iter().zip(chunks);
        let pieces = pieces.map(|(item, chunk)| Piece::new(page, ("", item), column, chunk));
        Some(Self::new(page, pieces.collect(), foot, column))
    }

    fn new(page: &'t Page<'t>, all: Vec<Piece<'t>>, foot: Lines, column: usize) -> Self {
        let foot = foot.map(|number| page.line(number).trim().to_owned());
        Self {
            all,
            foot: foot.collect(),
            column,
        }
    }

    /// Returns the piece of a key.
    pub(super) fn get(&self, key: &str) -> Option<&Piece<'t>> {
        self.all.iter().find(|piece| piece.key == key)
    }
}

impl<'t> Piece<'t> {
    fn new(
        page: &'t Page<'t>,
        (key, node): (&'t str, &'t Node),
        column: usize,
        chunk: Chunk,
    ) -> Self {
        let deep =
            |number: &usize| matches!(page.free(*number), Some(Free::Comment(at)) if at > column);
        let end = chunk.trail.clone().rfind(deep);
        let end = end.map_or(chunk.body.end, |number| number + 1);
        Self {
            page,
            node,
            key,
            column,
            lead: chunk.lead,
            body: chunk.body.start..end,
            trail: end..chunk.trail.end.max(end),
        }
    }

    /// Returns the column at which it begins.
    pub(super) fn column(&self) -> usize {
        self.column
    }

    /// Returns its own lines, from the column at which it begins.
    pub(super) fn lines(&self) -> Vec<String> {
        self.body.clone().map(|number| self.line(number)).collect()
    }

    /// Returns the free lines above it, without the blanks before them.
    pub(super) fn above(&self) -> Vec<String> {
        self.free(self.lead.clone())
    }

    /// Returns the free lines below it, without the blanks before them.
    pub(super) fn below(&self) -> Vec<String> {
        self.free(self.trail.clone())
    }

    fn free(&self, lines: Lines) -> Vec<String> {
        lines
            .map(|number| self.page.line(number).trim().to_owned())
            .collect()
    }

    fn line(&self, number: usize) -> String {
        let line = self.page.line(number);
        let blanks = line.len() - line.trim_start_matches(' ').len();
        // Before the first may stand the dash of the item that it is the first key of.
        let from = if number == self.body.start {
            self.column
        } else {
            self.column.min(blanks)
        };
        line.get(from..).unwrap_or_default().to_owned()
    }

    /// Returns whether it is written in the line of its key or dash, in brackets.
    pub(super) fn is_flow(&self) -> bool {
        self.page.is_flow(self.node)
    }

    /// Returns whether its value begins on a line below its key.
    fn is_below(&self) -> bool {
        !self.node.span.is_empty() && self.page.line_of(self.node.span.start) > self.body.start
    }

    /// Returns the keys of the mapping that it holds: below its key, or behind its dash.
    pub(super) fn mapping(&self) -> Option<Pieces<'t>> {
        let from = match self.key {
            "" => self.body.start,
            _ if self.is_below() => self.body.start + 1,
            _ => return None,
        };
        Pieces::mapping(self.page, self.node, from..self.body.end)
    }

    /// Returns the items of the list below its key, none where it holds nothing.
    pub(super) fn list(&self) -> Option<Pieces<'t>> {
        match &self.node.data {
            Data::Sequence(items) if items.is_empty() => Some(self.empty()),
            Data::Sequence(items) if self.is_below() && !self.is_flow() => {
                Pieces::list(self.page, items, self.body.start + 1..self.body.end)
            }
            _ if self.node.is_null() => Some(self.empty()),
            _ => None,
        }
    }

    fn empty(&self) -> Pieces<'t> {
        Pieces {
            all: Vec::new(),
            foot: Vec::new(),
            column: self.column,
        }
    }

    /// Returns the list in brackets on the line of its key; `None` where it is no such list.
    pub(super) fn in_brackets(&self) -> Option<Brackets<'t>> {
        let Data::Sequence(items) = &self.node.data else {
            return None;
        };
        if !self.is_flow() || self.body.len() != 1 || self.is_below() {
            return None;
        }
        let text = |item: &'t Node| (item, &self.page.text[item.span.clone()]);
        Some(Brackets {
            before: &self.page.before(self.node.span.start)[self.column..],
            items: items.iter().map(text).collect(),
            behind: self.page.from(self.node.span.end),
        })
    }
}
