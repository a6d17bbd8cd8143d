//! Chunks of lines, put in order and moved to their columns.

use super::super::{Data, Key, Node, blocks};
use super::Lines;
use super::chunks::{Chunk, chunks, header};
use super::flow::flow;
use super::page::{Free, Page};
use super::shape::Shape;

/// A line that is laid out.
#[derive(Clone, Debug, PartialEq)]
enum Line {
    Blank,
    /// A comment on a line of its own.
    Comment(String),
    /// A key or an item, or a line of its value.
    Content(String),
    /// The end of a block to which blank lines below it would belong.
    Tight,
}

/// How far what belongs to a key or an item stands behind it.
const STEP: usize = 2;

/// Returns the text of a document laid out.
pub(super) fn document(page: &Page<'_>, tree: &Node, shape: Shape) -> Option<String> {
    let Data::Mapping(entries) = &tree.data else {
        return None;
    };
    if page.is_flow(tree) {
        return None;
    }
    let first = page.line_of(entries.first()?.0.span.start);
    let head = header(page, first);
    let mut lines: Vec<Line> = (0..head)
        .map(|number| match page.line(number).trim_end() {
            "" => Line::Blank,
            line => Line::Content(line.to_owned()),
        })
        .collect();
    lines.extend(mapping(page, entries, head..page.all().end, 0, shape)?);
    Some(written(&lines, page.ending()))
}

/// Returns the text of lines: no two blank ones together, and none at the ends.
fn written(lines: &[Line], ending: &str) -> String {
    let mut out = String::new();
    let (mut blank, mut tight) = (false, false);
    for line in lines {
        match line {
            Line::Blank => blank = !tight,
            Line::Tight => tight = true,
            Line::Comment(text) | Line::Content(text) => {
                if blank && !out.is_empty() {
                    out.push_str(ending);
                }
                (blank, tight) = (false, false);
                out.extend([text, ending]);
            }
        }
    }
    out
}

/// Lays out the entries of a mapping at a column.
fn mapping(
    page: &Page<'_>,
    entries: &[(Key, Node)],
    all: Lines,
    to: usize,
    shape: Shape,
) -> Option<Vec<Line>> {
    let column = page.column_of(entries.first()?.0.span.start);
    let bodies: Vec<Lines> = entries.iter().map(|entry| page.lines_of(entry)).collect();
    let (chunks, foot) = chunks(page, &bodies, &all, column)?;
    let mut parts = Vec::with_capacity(entries.len());
    for ((key, value), chunk) in entries.iter().zip(&chunks) {
        // Only the first may stand behind a dash.
        let before = page.before(key.span.start).trim_start_matches(' ');
        let is_plain = before.is_empty() || (parts.is_empty() && is_dash(before));
        if !is_plain || page.column_of(key.span.start) != column {
            return None;
        }
        let own = entry(page, (key, value), chunk, column, to, shape)?;
        parts.push((
            shape.rank(&key.text),
            with_comments(page, chunk, own, column, to),
        ));
    }
    parts.sort_by_key(|(rank, _)| *rank);
    let mut lines: Vec<Line> = parts.into_iter().flat_map(|(_, lines)| lines).collect();
    lines.extend(comments(page, foot, to));
    Some(lines)
}

/// Returns whether what stands before a key is the dash of its item.
fn is_dash(before: &str) -> bool {
    before.starts_with('-') && before[1..].trim_matches(' ').is_empty()
}

/// Puts the comments of a chunk above and below its own lines.
fn with_comments(
    page: &Page<'_>,
    chunk: &Chunk,
    own: Vec<Line>,
    column: usize,
    to: usize,
) -> Vec<Line> {
    let mut lines = comments(page, chunk.lead.clone(), to);
    let is_loose = lines
        .iter()
        .skip_while(|line| **line == Line::Blank)
        .any(|l| *l == Line::Blank);
    if is_loose {
        // Else what stands free would be taken for a part of what comes to stand above it.
        lines.insert(0, Line::Blank);
    }
    lines.extend(own);
    let deeper = |number: &usize| match page.free(*number) {
        Some(Free::Comment(at)) => at > column,
        _ => true,
    };
    let below: Vec<usize> = chunk.trail.clone().skip_while(deeper).collect();
    if !below.is_empty() {
        lines.extend(
            below
                .into_iter()
                .flat_map(|number| comments(page, number..number + 1, to)),
        );
        lines.push(Line::Blank);
    }
    lines
}

/// Lays out free lines at a column.
fn comments(page: &Page<'_>, lines: Lines, to: usize) -> Vec<Line> {
    let one = |number: usize| match page.free(number) {
        Some(Free::Comment(_)) => {
            Line::Comment(format!("{}{}", " ".repeat(to), page.line(number).trim()))
        }
        // The end of a document has no column.
        None => Line::Content(page.line(number).trim_end().to_owned()),
        Some(Free::Blank) => Line::Blank,
    };
    lines.map(one).collect()
}

/// Lays out a key with its value and the deeper comments below it.
fn entry(
    page: &Page<'_>,
    (key, value): (&Key, &Node),
    chunk: &Chunk,
    column: usize,
    to: usize,
    shape: Shape,
) -> Option<Vec<Line>> {
    let behind = page
        .from(key.span.end)
        .trim_start_matches(' ')
        .strip_prefix(':')?;
    let name = format!("{}{}:", " ".repeat(to), &page.text[key.span.clone()]);
    let first = chunk.body.start;
    let begins = page.line_of(value.span.start);
    let deep = deeper(page, chunk, column);
    let shape = shape.below(&key.text);
    let is_below = value.span.end > key.span.end && begins > first;
    if value.span.is_empty() || value.span.end <= key.span.end {
        let mut lines = vec![Line::Content(
            format!("{name}{behind}").trim_end().to_owned(),
        )];
        lines.extend(comments(page, deep, to + STEP));
        return Some(lines);
    }
    if !is_below {
        let lines = inline(page, &name, value, chunk, (column, to), shape)?;
        return Some(
            lines
                .into_iter()
                .chain(comments(page, deep, to + STEP))
                .collect(),
        );
    }
    let tail = match behind.trim() {
        // A comment keeps its distance.
        said if said.starts_with('#') => behind.trim_end().to_owned(),
        "" => String::new(),
        said => format!(" {said}"),
    };
    let mut lines = vec![Line::Content(name + &tail)];
    let below = first + 1..deep.end;
    if let Some(laid_out) = block(page, value, below, to + STEP, shape) {
        lines.extend(laid_out);
    } else {
        lines.extend(moved(page, first + 1..chunk.body.end, column, to)?);
        lines.extend(tight(&tail));
        lines.extend(comments(page, deep, to + STEP));
    }
    Some(lines)
}

/// Returns the comments below a chunk that stand deeper than its column.
fn deeper(page: &Page<'_>, chunk: &Chunk, column: usize) -> Lines {
    let deep =
        |number: &usize| matches!(page.free(*number), Some(Free::Comment(at)) if at > column);
    let end = chunk
        .trail
        .clone()
        .rfind(deep)
        .map_or(chunk.trail.start, |number| number + 1);
    chunk.trail.start..end
}

/// Lays out a value that begins on the line of its key or dash.
fn inline(
    page: &Page<'_>,
    name: &str,
    value: &Node,
    chunk: &Chunk,
    (column, to): (usize, usize),
    shape: Shape,
) -> Option<Vec<Line>> {
    let first = chunk.body.start;
    if chunk.body.end == first + 1 {
        let tail = page.from(value.span.end).trim_end();
        let is_flow = page.is_flow(value);
        let said = is_flow.then(|| flow(page, value, shape)).flatten();
        let said = said.unwrap_or_else(|| page.text[value.span.clone()].to_owned());
        return Some(vec![Line::Content(format!("{name} {said}{tail}"))]);
    }
    let head = page.from(value.span.start).trim_end();
    let mut lines = vec![Line::Content(format!("{name} {head}"))];
    lines.extend(moved(page, first + 1..chunk.body.end, column, to)?);
    Some(lines)
}

/// Returns the end of a block with this header, where it keeps the blank lines below it.
fn tight(header: &str) -> Option<Line> {
    let sign = header.split('#').next().unwrap_or_default().trim();
    (sign.starts_with(['|', '>']) && sign.contains('+')).then_some(Line::Tight)
}

/// Lays out a mapping or a list that is written in lines; `None` where it is anything else.
fn block(page: &Page<'_>, node: &Node, all: Lines, to: usize, shape: Shape) -> Option<Vec<Line>> {
    if page.is_flow(node) {
        return None;
    }
    let lines = match &node.data {
        Data::Mapping(entries) => mapping(page, entries, all, to, shape)?,
        Data::Sequence(items) => sequence(page, items, all, to, shape)?,
        Data::Scalar { .. } | Data::Refused => return None,
    };
    Some(
        lines
            .into_iter()
            .skip_while(|line| *line == Line::Blank)
            .collect(),
    )
}

/// Lays out the items of a list at a column.
fn sequence(
    page: &Page<'_>,
    items: &[Node],
    all: Lines,
    to: usize,
    shape: Shape,
) -> Option<Vec<Line>> {
    let line = page.line(page.line_of(items.first()?.span.start));
    let column = line.len() - line.trim_start_matches(' ').len();
    let body = |item: &Node| page.line_of(item.span.start)..page.end_of(item);
    let bodies: Vec<Lines> = items.iter().map(body).collect();
    let (chunks, foot) = chunks(page, &bodies, &all, column)?;
    let mut lines = Vec::new();
    for i in order(page, items, &chunks, shape) {
        let (item, chunk) = (&items[i], &chunks[i]);
        let before = page.before(item.span.start);
        let is_item = before.len() > column && is_dash(&before[column..]);
        if !is_item || !before[..column].trim_matches(' ').is_empty() || item.span.is_empty() {
            return None;
        }
        let own = self::item(page, item, chunk, (column, to), shape)?;
        lines.extend(with_comments(page, chunk, own, column, to));
    }
    lines.extend(comments(page, foot, to));
    Some(lines)
}

/// Returns the order in which items are to stand: estimates in blocks, unless comments divide them.
fn order(page: &Page<'_>, items: &[Node], chunks: &[Chunk], shape: Shape) -> Vec<usize> {
    let is_comment = |number| matches!(page.free(number), Some(Free::Comment(_)));
    let is_divided = chunks
        .iter()
        .any(|chunk| chunk.lead.clone().any(is_comment));
    if shape.is_estimate() && !is_divided {
        return blocks::order(items);
    }
    (0..items.len()).collect()
}

/// Lays out an item with the deeper comments below it.
fn item(
    page: &Page<'_>,
    item: &Node,
    chunk: &Chunk,
    (column, to): (usize, usize),
    shape: Shape,
) -> Option<Vec<Line>> {
    let deep = deeper(page, chunk, column);
    let dash = format!("{}-", " ".repeat(to));
    match &item.data {
        Data::Mapping(entries) if !page.is_flow(item) => {
            let lines = mapping(page, entries, chunk.body.start..deep.end, to + STEP, shape)?;
            behind_dash(lines, &dash, to)
        }
        Data::Sequence(_) if !page.is_flow(item) => None,
        _ => {
            let lines = inline(page, &dash, item, chunk, (column, to), shape)?;
            Some(
                lines
                    .into_iter()
                    .chain(comments(page, deep, to + STEP))
                    .collect(),
            )
        }
    }
}

/// Puts the first key behind the dash, and what stands above it above the dash.
fn behind_dash(lines: Vec<Line>, dash: &str, to: usize) -> Option<Vec<Line>> {
    let mut out = Vec::with_capacity(lines.len());
    let mut lines = lines.into_iter().skip_while(|line| *line == Line::Blank);
    for line in lines.by_ref() {
        match line {
            Line::Content(text) => {
                out.push(Line::Content(format!("{dash} {}", text.get(to + STEP..)?)));
                break;
            }
            Line::Comment(text) => {
                out.push(Line::Comment(format!(
                    "{}{}",
                    " ".repeat(to),
                    text.trim_start()
                )));
            }
            other => out.push(other),
        }
    }
    out.extend(lines);
    Some(out)
}

/// Moves lines to the side as they are; `None` where one has not the blanks that it would lose.
fn moved(page: &Page<'_>, lines: Lines, from: usize, to: usize) -> Option<Vec<Line>> {
    let one = |number: usize| {
        let line = page.line(number);
        let bare = line.trim_start_matches(' ');
        let blanks = line.len() - bare.len();
        if bare.is_empty() {
            let kept = (blanks + to).saturating_sub(from);
            return Some(Line::Content(" ".repeat(if blanks == 0 {
                0
            } else {
                kept
            })));
        }
        let kept = (blanks + to).checked_sub(from)?;
        Some(Line::Content(format!("{}{bare}", " ".repeat(kept))))
    };
    lines.map(one).collect()
}
