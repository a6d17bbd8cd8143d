//! Where in a file each document stands, told from the lines alone.

use std::ops::Range;

/// Returns the bytes of each document of a file: from its `---` to the next one, or to its `...`.
///
/// Only a marker at the start of a line counts, which is where YAML itself ends a document, so a
/// broken document cannot swallow the next one. What has nothing but blank lines and comments is
/// no document, except that a file always has one.
#[must_use]
pub fn documents(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::with_capacity(1);
    if !has_marker(text) {
        found.push(0..text.len());
        return found;
    }
    let (mut start, mut holds, mut at) = (0, Holds::Nothing, 0);
    for line in text.split_inclusive('\n') {
        let end = at + line.len();
        match marker(line) {
            Some(Marker::Start(first)) => {
                if holds == Holds::Content {
                    found.push(start..at);
                    start = at;
                }
                holds = first;
            }
            Some(Marker::End) => {
                if holds != Holds::Nothing {
                    found.push(start..end);
                }
                (start, holds) = (end, Holds::Nothing);
            }
            None => holds = holds.max(content(line)),
        }
        at = end;
    }
    if holds != Holds::Nothing || found.is_empty() {
        found.push(start..at);
    }
    found
}

/// What a stretch of lines holds.
#[derive(Clone, Copy, PartialEq, PartialOrd, Eq, Ord)]
enum Holds {
    /// Blank lines and comments.
    Nothing,
    /// Directives, which belong to the document whose `---` follows.
    Directives,
    /// Values.
    Content,
}

enum Marker {
    /// `---`, and what follows on its line.
    Start(Holds),
    /// `...`
    End,
}

fn has_marker(text: &str) -> bool {
    ["---", "..."].iter().any(|marker| text.starts_with(marker))
        || text.contains("\n---")
        || text.contains("\n...")
}

fn marker(line: &str) -> Option<Marker> {
    let (marker, rest) = line.split_at_checked(3)?;
    let separated = rest.is_empty() || rest.starts_with([' ', '\t', '\r', '\n']);
    match marker {
        "---" if separated => Some(Marker::Start(content(rest))),
        "..." if separated => Some(Marker::End),
        _ => None,
    }
}

fn content(line: &str) -> Holds {
    let text = line.trim_start_matches('\u{feff}');
    match text.trim_matches([' ', '\t', '\r', '\n']) {
        "" => Holds::Nothing,
        text if text.starts_with('#') => Holds::Nothing,
        _ if text.starts_with('%') => Holds::Directives,
        _ => Holds::Content,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(text: &str) -> Vec<&str> {
        documents(text)
            .into_iter()
            .map(|bytes| &text[bytes])
            .collect()
    }

    #[test]
    fn a_file_without_markers_is_one_document() {
        for text in [
            "",
            "a: b\n",
            "# only a comment\n",
            "a: '---'\n --- b\n",
            "---a\n",
        ] {
            assert_eq!(split(text), [text]);
        }
    }

    #[test]
    fn a_lone_marker_mark_or_directive_makes_no_bundle() {
        for text in [
            "---\na: b\n",
            "# c\n\n---\na: b\n",
            "\u{feff}---\na: b\n",
            "\u{feff}# c\n---\na: b\n",
            "%YAML 1.2\n---\na: b\n",
            "a: b\n---\n# nothing follows\n",
            "--- # c\na: b\n",
            "a: b\n...\n",
            "---\r\na: b\r\n...\r\n",
            "---\n---\na: b\n",
        ] {
            assert_eq!(split(text).len(), 1, "{text:?}");
        }
    }

    #[test]
    fn documents_begin_at_their_marker_and_end_before_the_next() {
        assert_eq!(
            split("a: 1\n---\nb: 2\n...\n# c\n---\nc: 3\n--- {d: 4}\n"),
            [
                "a: 1\n",
                "---\nb: 2\n...\n",
                "# c\n---\nc: 3\n",
                "--- {d: 4}\n"
            ]
        );
        assert_eq!(split("a: 1\n---\n%b\n"), ["a: 1\n", "---\n%b\n"]);
        assert_eq!(split("a: [1\n---\nb: 2"), ["a: [1\n", "---\nb: 2"]);
        assert_eq!(
            split("a: |\n  ---\n---\nb: 2"),
            ["a: |\n  ---\n", "---\nb: 2"]
        );
    }
}
