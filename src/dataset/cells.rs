//! How lists and names stand in the cells of a table.

use std::borrow::Cow;

/// What a formula begins with, for some spreadsheets in full width as well. A tab or a line break,
/// which would be passed over, does not come to stand there.
/// <https://owasp.org/www-community/attacks/CSV_Injection>
pub const FORMULA: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];

/// The mark before what a spreadsheet would take for a formula.
const MARK: char = '\'';

/// Returns a text of CSV with a mark before what a spreadsheet would take for a formula.
/// [`unguarded`] takes it away again.
///
/// ```
/// use foretell::dataset::{guarded, unguarded};
///
/// assert_eq!(guarded("=1+1"), "'=1+1");
/// assert_eq!(unguarded("'=1+1"), "=1+1");
/// assert_eq!(guarded("'tis"), "'tis");
/// ```
#[must_use]
pub fn guarded(text: &str) -> Cow<'_, str> {
    if text.trim_start_matches(MARK).starts_with(FORMULA) {
        Cow::Owned(format!("{MARK}{text}"))
    } else {
        Cow::Borrowed(text)
    }
}

/// Returns a text of CSV without the mark before what a spreadsheet would take for a formula.
#[must_use]
pub fn unguarded(text: &str) -> &str {
    match text.strip_prefix(MARK) {
        Some(rest) if rest.trim_start_matches(MARK).starts_with(FORMULA) => rest,
        _ => text,
    }
}

/// Returns a list as the text of a cell: semicolons between the items, and an item in quotation
/// marks where it holds a semicolon, begins with such a mark, or is empty or has blanks at its ends.
///
/// ```
/// use foretell::dataset::{join_list, split_list};
///
/// let cell = join_list(["gas", "a;b", "say \"no\""]);
/// assert_eq!(cell, r#"gas;"a;b";say "no""#);
/// assert_eq!(split_list(&cell), ["gas", "a;b", "say \"no\""]);
/// ```
#[must_use]
pub fn join_list<'a>(items: impl IntoIterator<Item = &'a str>) -> String {
    let items = items.into_iter().map(|item| {
        let plain = !item.is_empty()
            && item == item.trim()
            && !item.contains(';')
            && !item.starts_with('"');
        if plain {
            Cow::Borrowed(item)
        } else {
            Cow::Owned(format!("\"{}\"", item.replace('"', "\"\"")))
        }
    });
    items.collect::<Vec<_>>().join(";")
}

/// Returns the items of a list in the text of a cell, without the blanks around them; what is empty
/// between two semicolons is none.
#[must_use]
pub fn split_list(cell: &str) -> Vec<Cow<'_, str>> {
    let mut items = Vec::new();
    let mut rest = cell;
    loop {
        rest = rest.trim_start();
        if let Some((item, after)) = rest.strip_prefix('"').and_then(quoted) {
            items.push(Cow::Owned(item));
            rest = after;
        } else {
            let end = rest.find(';').unwrap_or(rest.len());
            let item = rest[..end].trim_end();
            if !item.is_empty() {
                items.push(Cow::Borrowed(item));
            }
            rest = &rest[end..];
        }
        match rest.strip_prefix(';') {
            Some(more) => rest = more,
            None => return items,
        }
    }
}

/// Returns an item whose opening quotation mark was read, and the rest from the next semicolon on;
/// none where no closing mark stands before a semicolon or the end.
fn quoted(text: &str) -> Option<(String, &str)> {
    let mut item = String::new();
    let mut rest = text;
    loop {
        let end = rest.find('"')?;
        item.push_str(&rest[..end]);
        rest = &rest[end + 1..];
        if let Some(more) = rest.strip_prefix('"') {
            item.push('"');
            rest = more;
            continue;
        }
        let after = rest.trim_start();
        return (after.is_empty() || after.starts_with(';')).then_some((item, after));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_reads_back_as_it_was() {
        let lists: [&[&str]; 9] = [
            &[],
            &["gas"],
            &["gas", "gas"],
            &["a;b", "c"],
            &["\"quoted\"", "x"],
            &["\"", "\"\";\""],
            &[" blank ", ""],
            &["half \" way"],
            &["=formula", "'"],
        ];
        for list in lists {
            assert_eq!(split_list(&join_list(list.iter().copied())), *list);
        }
    }

    #[test]
    fn a_list_by_hand_may_have_blanks_and_gaps() {
        assert_eq!(split_list(" a ; b;;c; "), ["a", "b", "c"]);
        assert_eq!(split_list("\"no end; b"), ["\"no end", "b"]);
        assert_eq!(split_list("\"a\" b;c"), ["\"a\" b", "c"]);
        assert_eq!(split_list(" \"a;b\" ; c"), ["a;b", "c"]);
    }

    #[test]
    fn a_guard_is_taken_away_again() {
        for text in ["=1", "'=1", "''=1", "'", "a", "-5", "＠x", "'tis", ""] {
            assert_eq!(unguarded(&guarded(text)), text);
            assert!(!guarded(text).starts_with(FORMULA), "{text}");
        }
    }
}
