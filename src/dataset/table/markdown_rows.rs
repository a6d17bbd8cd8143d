//! The rows of a table of Markdown: cells between bars, under a line of dashes.

use std::io::Read;

use super::TableError;
use super::blocks::Blocks;
use super::layout::Cells;
use super::read::{RowSink, Rows};

/// Returns the heads of a table: the cells of its first line.
pub(super) fn heads(begin: &[u8]) -> Vec<String> {
    let first = begin
        .split(|&byte| byte == b'\n')
        .next()
        .unwrap_or_default();
    let head = |cell: Vec<u8>| String::from_utf8_lossy(&cell).into_owned();
    cut(first).into_iter().map(head).collect()
}

/// Reads the rows of a table that begins on that line. It ends at a blank line.
pub(super) fn read<R: Read, T: RowSink>(
    mut blocks: Blocks<R>,
    first: u64,
    rows: &mut Rows<'_, T>,
) -> Result<(), TableError> {
    let mut line = first;
    let mut end = None;
    loop {
        let block = blocks.next()?;
        if block.is_empty() {
            return Ok(());
        }
        let whole = block.strip_suffix(b"\n").unwrap_or(block);
        for text in whole.split(|&byte| byte == b'\n') {
            match (text.trim_ascii().is_empty(), end) {
                (true, None) => end = Some(line),
                // Below the heads and the line of dashes.
                (false, None) if line > first + 1 => rows.take(line, &cut(text)),
                (false, None) | (true, Some(_)) => {}
                (false, Some(end)) => {
                    rows.note(format!(
                        "the table ends on line {end}, and what follows is not read"
                    ));
                    return Ok(());
                }
            }
            line += 1;
        }
    }
}

/// Returns the cells of a line; a bar behind a backslash is a part of its cell.
fn cut(line: &[u8]) -> Vec<Vec<u8>> {
    let line = line.trim_ascii();
    let line = line.strip_prefix(b"|").unwrap_or(line);
    let (mut cells, mut cell) = (Vec::new(), Vec::new());
    let mut bytes = line.iter().copied().peekable();
    while let Some(byte) = bytes.next() {
        match byte {
            b'\\' if bytes.next_if_eq(&b'|').is_some() => cell.push(b'|'),
            b'|' => cells.push(std::mem::take(&mut cell)),
            byte => cell.push(byte),
        }
    }
    if !cell.is_empty() || cells.is_empty() {
        cells.push(cell);
    }
    cells
        .iter()
        .map(|cell| cell.trim_ascii().to_vec())
        .collect()
}

impl Cells for Vec<Vec<u8>> {
    fn count(&self) -> usize {
        self.len()
    }

    fn cell(&self, place: usize) -> &[u8] {
        &self[place]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_cut_at_its_bars() {
        for (line, want) in [
            ("| a | b |", &["a", "b"][..]),
            ("a|b", &["a", "b"]),
            ("| a \\| b | c\\d |\r", &["a | b", "c\\d"]),
            ("| a | |", &["a", ""]),
            ("||", &["", ""][..1]),
        ] {
            let cells = cut(line.as_bytes());
            let cells: Vec<_> = cells
                .iter()
                .map(|cell| str::from_utf8(cell).unwrap())
                .collect();
            assert_eq!(cells, want, "{line}");
        }
        assert_eq!(heads(b"| p | y |\n|---|---|\n"), ["p", "y"]);
    }
}
