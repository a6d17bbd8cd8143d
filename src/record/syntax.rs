//! What is said where a text is no YAML, or YAML of a kind that a record does without.

use std::borrow::Cow;
use std::ops::Range;

use granit_parser::{ErrorKind, ScanError};

use super::parse::{MAX_DEPTH, Report};
use super::rules;
use super::{Fault, scan};

/// Passes over the directives before a document, reporting them, and returns where the rest
/// begins.
pub(super) fn skip_directives(text: &str, base: usize, report: Report<'_>) -> usize {
    let (mut at, mut start, mut first) = (0, 0, None);
    for line in text.split_inclusive('\n') {
        let own = line.trim_start_matches('\u{feff}');
        let from = at + line.len() - own.len();
        at += line.len();
        if own.starts_with('%') {
            first.get_or_insert(from..from + own.trim_end().len());
            start = at;
        } else if !own.trim_ascii_start().is_empty() && !own.starts_with('#') {
            break;
        }
    }
    if let Some(bytes) = first {
        report(forbidden(
            "a directive",
            text,
            base,
            bytes.start + base..bytes.end + base,
        ));
    }
    start
}

/// Returns where the `|` or `>` of a block is, from the end of the key or value before it.
pub(super) fn block(text: &str, from: usize) -> Option<usize> {
    let mut at = from;
    loop {
        let rest = &text[at..];
        at += match rest.chars().next()? {
            '|' | '>' => return Some(at),
            '#' => rest.find('\n')?,
            ' ' | '\t' | '\r' | '\n' | '-' | '?' | ':' => 1,
            _ => return None,
        };
    }
}

/// Returns the fault of something that YAML knows and a record does without.
pub(super) fn forbidden(what: &str, text: &str, base: usize, bytes: Range<usize>) -> Fault {
    let written = text
        .get(bytes.start - base..bytes.end - base)
        .unwrap_or_default();
    let message = format!(
        "`{}` is {what}, which a record does without",
        shown(written)
    );
    Fault::new(&rules::FORBIDDEN_YAML, message, bytes).help(match what {
        "a tag" => "remove it; a text that begins with `!` needs quotes",
        "a directive" => "remove the line",
        _ => "write the value itself; a text that begins with `&` or `*` needs quotes",
    })
}

/// Returns the fault of a plain text that other readers refuse, or read as something else.
pub(super) fn forbidden_plain(text: &str, is_in_flow: bool, bytes: Range<usize>) -> Option<Fault> {
    let (what, help) = match text {
        "<<" => (
            "a merge key, which a record does without",
            "write the keys themselves; as a text it needs quotes",
        ),
        "=" => (
            "the sign of a default value, which a record does without",
            "put it in quotes",
        ),
        _ if is_in_flow && text.starts_with(['?', ':']) => (
            "read as a key by some programs, in brackets",
            "put it in quotes",
        ),
        _ => return None,
    };
    let message = format!("`{}` is {what}", shown(text));
    Some(Fault::new(&rules::FORBIDDEN_YAML, message, bytes).help(help))
}

/// Returns the faults of the tabs of a plain text, or of what stands between two values.
///
/// YAML lets a tab part two words; PyYAML and ruamel.yaml let it stand in quotes, blocks and
/// comments only.
pub(super) fn tabs(text: &str, base: usize, is_plain: bool) -> impl Iterator<Item = Fault> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = loop {
            at += text[at..].find(['\t', '#'])?;
            match text[at..].starts_with('#') && !is_plain {
                false if text[at..].starts_with('\t') => break at,
                false => at += 1,
                true => at += text[at..].find('\n')?,
            }
        };
        let rest = &text[start..];
        at += rest.len() - rest.trim_start_matches([' ', '\t']).len();
        let message = "a tab, which some programs take for no blank";
        Some(
            Fault::new(&rules::FORBIDDEN_YAML, message, base + start..base + at).help(
                if is_plain {
                    "write a space, or put the text in quotes"
                } else {
                    "write spaces"
                },
            ),
        )
    })
}

/// Returns the fault of too many lists and mappings inside each other.
pub(super) fn too_deep(bytes: Range<usize>) -> Fault {
    let message = format!("more than {MAX_DEPTH} lists and mappings inside each other");
    Fault::new(&rules::TOO_DEEP, message, bytes)
        .help("flatten it: no key of a record lies that deep")
}

/// Returns the fault of a text at which the parser gave up, given where the lists and mappings
/// that are still open began, the innermost first.
pub(super) fn fault(
    error: &ScanError,
    text: &str,
    base: usize,
    opened: impl Iterator<Item = usize>,
) -> Fault {
    let at = error
        .marker()
        .byte_offset()
        .unwrap_or_default()
        .min(text.len());
    let kind = error.kind();
    match kind {
        ErrorKind::RecursionLimitExceeded => return too_deep(span(text, base, at)),
        ErrorKind::UndeclaredTagHandle => {
            return forbidden("a tag", text, base, span(text, base, at));
        }
        ErrorKind::DirectiveDisallowed => {
            return forbidden("a directive", text, base, span(text, base, at));
        }
        _ => {}
    }
    if let Some(fault) = unclosed(kind, text, base, at, opened) {
        return fault;
    }
    let at = if is_tab(kind) { tab(text, at) } else { at };
    let (message, help) = explain(kind);
    let fault = Fault::new(&rules::YAML_SYNTAX, message, span(text, base, at));
    match help {
        Some(help) => fault.help(help),
        None => fault,
    }
}

/// Returns the fault of a bracket that is never closed: the parser complains only where the
/// contents no longer fit, which may be lines below.
fn unclosed(
    kind: &ErrorKind,
    text: &str,
    base: usize,
    at: usize,
    mut opened: impl Iterator<Item = usize>,
) -> Option<Fault> {
    let fits = matches!(
        kind,
        ErrorKind::UnclosedFlowCollection { .. }
            | ErrorKind::UnexpectedEofFlowSequence
            | ErrorKind::UnexpectedEofFlowMapping
            | ErrorKind::UnexpectedEofImplicitFlowMapping
            | ErrorKind::ExpectedFlowSequenceSeparator
            | ErrorKind::ExpectedFlowMappingSeparator
            | ErrorKind::InvalidColonPlacement
            | ErrorKind::InvalidFlowScalarIndent
    );
    let start = opened.next().filter(|_| fits)?;
    let inside = text.get(start - base..at)?;
    let bracket = inside.chars().next().filter(|c| matches!(c, '[' | '{'))?;
    let is_below =
        inside.contains('\n') || matches!(kind, ErrorKind::UnclosedFlowCollection { .. });
    let close = if bracket == '[' { ']' } else { '}' };
    is_below.then(|| {
        let message = format!("the `{bracket}` is never closed");
        Fault::new(&rules::YAML_SYNTAX, message, start..start + 1).help(format!("add a `{close}`"))
    })
}

fn is_tab(kind: &ErrorKind) -> bool {
    matches!(
        kind,
        ErrorKind::TabInPlainScalar
            | ErrorKind::TabNotAllowed
            | ErrorKind::TabInBlockIndentation
            | ErrorKind::TabInIndentation
    )
}

/// Returns where the tab is that indents a line, from the token before which it stands.
fn tab(text: &str, at: usize) -> usize {
    let blank = |line: &str| line.len() - line.trim_start_matches([' ', '\t']).len();
    let mut start = text[..at].rfind('\n').map_or(0, |end| end + 1);
    for line in text[start..].split_inclusive('\n') {
        if let Some(tab) = line[..blank(line)].find('\t') {
            return start + tab;
        }
        start += line.len();
    }
    at
}

/// Returns the bytes of the word at which the parser gave up.
fn span(text: &str, base: usize, at: usize) -> Range<usize> {
    let at = text.floor_char_boundary(at);
    let rest = &text[at..];
    let word = rest
        .find([' ', '\t', '\r', '\n', ','])
        .unwrap_or(rest.len());
    let first = rest.chars().next().map_or(0, char::len_utf8);
    base + at..base + at + word.max(first)
}

fn explain(kind: &ErrorKind) -> (String, Option<&'static str>) {
    let (message, help) = match kind {
        ErrorKind::MappingValueNotAllowed => (
            "a `:` where no key can be",
            "a text with `: ` in it needs quotes; a key needs the indentation of its neighbours",
        ),
        ErrorKind::UnclosedQuotedScalar => ("the quote is never closed", "close it"),
        ErrorKind::InvalidTrailingSingleQuotedScalar
        | ErrorKind::InvalidTrailingDoubleQuotedScalar => (
            "text after the closing quote",
            "double a quote that belongs to the text (''), or use the other kind of quotes",
        ),
        kind if is_tab(kind) => ("a tab indents the line", "indent with spaces"),
        ErrorKind::UnexpectedCharacter { character } if scan::is_hidden(*character) => {
            ("a character that a text may not have", "remove it")
        }
        ErrorKind::UnexpectedCharacter { character } => {
            return (
                format!("a text may not begin with `{character}`"),
                Some("put the text in quotes"),
            );
        }
        ErrorKind::InvalidIndentation
        | ErrorKind::ExpectedBlockMappingKey
        | ErrorKind::ExpectedBlockSequenceEntry
        | ErrorKind::SimpleKeyExpected => (
            "the line fits into no list or mapping",
            "check its indentation, and that its key ends with `: `",
        ),
        ErrorKind::ExpectedDocumentStart => (
            "text after the end of the record",
            "check the indentation of this line and of those above it",
        ),
        ErrorKind::UnknownQuotedScalarEscape => (
            "no such escape in double quotes",
            "write `\\\\` for a backslash, or use single quotes",
        ),
        other => return (plain(&other.to_string()), None),
    };
    (message.to_owned(), Some(help))
}

/// Returns the parser's own words in our spelling: lower case, quotes alike.
fn plain(message: &str) -> String {
    let message = message.replace('\'', "`");
    let mut letters = message.chars();
    let first = letters.next().map(|c| c.to_ascii_lowercase());
    first.into_iter().chain(letters).collect()
}

/// Returns the beginning of a text, for a message.
fn shown(text: &str) -> Cow<'_, str> {
    const MAX_CHARS: usize = 40;
    match text.char_indices().nth(MAX_CHARS) {
        Some((end, _)) => Cow::Owned(format!("{}…", &text[..end])),
        None => Cow::Borrowed(text),
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{after_head, said};

    #[test]
    fn text_that_is_no_yaml_is_found_where_the_slip_is() {
        for (rest, place) in [
            ("title: a: b\n", "3:9"),
            ("title: 'a\nowner: b\n", "3:8"),
            ("title: 'it's'\n", "3:12"),
            ("tags: [a, b\nowner: c\n", "3:7"),
            ("tags: [a, b", "3:7"),
            ("source: {author: a\nowner: c\n", "3:9"),
            ("source:\n\tauthor: a\n", "4:1"),
            ("title: @a\n", "3:8"),
            ("title: \"a\\qb\"\n", "3:8"),
            ("source:\n  author: a\n section: b\n", "5:2"),
            ("tags: [a]]\n", "3:10"),
            ("  title: a\n", "3:8"),
        ] {
            let want = format!("{place} yaml-syntax");
            assert_eq!(after_head(rest), [want], "{rest}");
        }
    }

    #[test]
    fn a_slip_is_explained_in_words_of_ours() {
        assert_eq!(
            said("tags: [a, b\nowner: c\n"),
            ["the `[` is never closed; add a `]`"]
        );
        assert_eq!(
            said("title: `a`\n"),
            ["a text may not begin with ```; put the text in quotes"]
        );
        assert_eq!(said("tags: [a]]\n"), ["misplaced bracket; -"]);
    }

    #[test]
    fn what_is_refused_is_shown_and_cut_short() {
        let long = format!("title: !{} a\n", "x".repeat(60));
        assert!(said(&long)[0].contains("x…` is a tag"), "{:?}", said(&long));
    }
}
