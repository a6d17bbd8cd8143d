//! A text whose last line is not ended ⇒ the text with that line ended, which says the same.
//!
//! A block in such a line lacks a line break for every reader: `|` then says what `|-` says. So it
//! gets the sign for what it said.

use std::borrow::Cow;

use super::{Data, Node, syntax, tree_of};

/// Returns the text of a document with its last line ended, where it is not.
pub(super) fn ended(text: &str) -> Cow<'_, str> {
    if text.is_empty() || text.ends_with('\n') {
        return Cow::Borrowed(text);
    }
    let ending = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let simple = format!("{text}{ending}");
    let Ok(tree) = tree_of(text) else {
        return Cow::Owned(simple);
    };
    let says_the_same = |ended: &str| {
        let is = tree_of(ended);
        is.is_ok_and(|is| last(&is).0.text() == last(&tree).0.text())
    };
    let blank = text.trim_end_matches([' ', '\t']);
    if blank.ends_with('\n') && says_the_same(blank) {
        return Cow::Borrowed(blank);
    }
    if says_the_same(&simple) {
        return Cow::Owned(simple);
    }
    let marked = ["-", "", "+"].into_iter().filter_map(|sign| {
        let marked = marked(text, &tree, sign)? + ending;
        says_the_same(&marked).then_some(marked)
    });
    Cow::Owned(marked.into_iter().next().unwrap_or(simple))
}

/// Returns the last value of a tree, and a place between it and the value or key before it.
fn last(tree: &Node) -> (&Node, usize) {
    let (mut node, mut from) = (tree, tree.span.start);
    loop {
        (node, from) = match &node.data {
            Data::Mapping(entries) => match entries.last() {
                Some((key, value)) => (value, key.span.end),
                None => return (node, from),
            },
            Data::Sequence(items) => match &items[..] {
                [.., above, item] => (item, above.span.end),
                [item] => (item, node.span.start),
                [] => return (node, from),
            },
            Data::Scalar { .. } | Data::Refused => return (node, from),
        };
    }
}

/// Returns the text with another sign at its last block for the line breaks that end it.
fn marked(text: &str, tree: &Node, sign: &str) -> Option<String> {
    let header = syntax::block(text, last(tree).1)? + 1;
    let rest =
        text[header..].trim_start_matches(['+', '-', '1', '2', '3', '4', '5', '6', '7', '8', '9']);
    let indicators = &text[header..text.len() - rest.len()];
    let indent = indicators.trim_matches(['+', '-']);
    Some([&text[..header], indent, sign, rest].concat())
}

#[cfg(test)]
mod tests {
    use super::ended;

    #[test]
    fn the_last_line_is_ended_and_a_block_in_it_gets_the_sign_for_what_it_said() {
        for (text, want) in [
            ("a: b", "a: b\n"),
            ("a: b\r\nc: d", "a: b\r\nc: d\r\n"),
            ("a: b\n  ", "a: b\n"),
            ("a: |-\n  b", "a: |-\n  b\n"),
            ("a: |\n  b", "a: |-\n  b\n"),
            ("a: >+ # |c\n  b", "a: >- # |c\n  b\n"),
            (
                "a: [c, '|']\nb:\n- |2+\n  b",
                "a: [c, '|']\nb:\n- |2-\n  b\n",
            ),
            (
                "a:\n- '|'\n- # |\n  |+2\n  b",
                "a:\n- '|'\n- # |\n  |2-\n  b\n",
            ),
            ("a: |\n  b\n  ", "a: |\n  b\n"),
            ("a: |\n  b\n   ", "a: |-\n  b\n   \n"),
            ("a: |+\n  b\n\n", "a: |+\n  b\n\n"),
            ("a: |+\n  b\n\n ", "a: |+\n  b\n\n"),
            ("a: |\n  b\n# c", "a: |\n  b\n# c\n"),
            ("a: |", "a: |\n"),
            ("a: [", "a: [\n"),
            ("", ""),
        ] {
            assert_eq!(ended(text), want, "{text:?}");
        }
    }
}
