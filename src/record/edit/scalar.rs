//! A text ⇒ a scalar, with quotes where a reader would take it for something else.

use std::fmt::Write;

use crate::record::scan::is_hidden;

/// Whether a scalar stands in a line of its own or between `,` and `}`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Context {
    Block,
    Flow,
}

/// Returns a scalar whose type does not matter, as it stands wherever the syntax allows it: a
/// number, a day, `yes`.
pub(super) fn plain(text: &str, context: Context) -> String {
    if stands_plain(text, context) {
        text.to_owned()
    } else {
        quoted(text)
    }
}

/// Returns a scalar that YAML 1.1 and 1.2 both read as this text.
pub(super) fn text(text: &str, context: Context) -> String {
    if stands_plain(text, context) && !is_typed(text) {
        text.to_owned()
    } else {
        quoted(text)
    }
}

/// Returns the header of a literal block for a text of several lines, `|` or `|-`, where a block
/// holds the text in the same way for every reader and survives an editor that trims lines.
pub(super) fn block_header(text: &str) -> Option<&'static str> {
    let body = text.strip_suffix('\n').unwrap_or(text);
    let sound = |line: &str| line.is_empty() || !line.trim_matches([' ', '\t']).is_empty();
    let fits = body.contains('\n')
        && !body.starts_with(['\n', ' ', '\t'])
        && !body.ends_with('\n')
        && body.split('\n').all(sound)
        && body
            .chars()
            .all(|c| c == '\n' || c == '\t' || is_printed(c));
    fits.then_some(if body.len() == text.len() { "|-" } else { "|" })
}

/// Returns whether the syntax lets a text stand without quotes.
fn stands_plain(text: &str, context: Context) -> bool {
    let Some(first) = text.chars().next() else {
        return false;
    };
    let start = match first {
        '-' => !text.starts_with("---") && text.len() > 1 && !text.starts_with("- "),
        '.' => !text.starts_with("..."),
        _ => !"?:,[]{}#&*!|>'\"%@` ".contains(first),
    };
    let colon = text.ends_with(':') || text.contains(": ");
    let inside = match context {
        Context::Block => !colon,
        Context::Flow => !text.contains([',', '[', ']', '{', '}', '?']) && !loose_colon(text),
    };
    start && inside && !text.contains(" #") && !text.ends_with(' ') && text.chars().all(is_printed)
}

/// Returns whether a reader in a flow might take a colon of the text for the end of a key.
fn loose_colon(text: &str) -> bool {
    let after = text.split(':').skip(1);
    let mut first = after.map(|rest| rest.chars().next());
    first.any(|c| !c.is_some_and(|c| c == '/' || c.is_alphanumeric()))
}

/// Returns whether a character may stand raw, wherever in a scalar it is.
fn is_printed(c: char) -> bool {
    !matches!(c, '\t' | '\n' | '\r' | '\u{fffe}' | '\u{ffff}') && !is_hidden(c)
}

/// Returns the text in double quotes, or in single ones where those need fewer escapes.
fn quoted(text: &str) -> String {
    if text.contains(['"', '\\']) && text.chars().all(is_printed) {
        return format!("'{}'", text.replace('\'', "''"));
    }
    let mut out = String::from('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if is_printed(c) => out.push(c),
            c => write!(out, "\\U{:08X}", u32::from(c)).expect("a string takes everything"),
        }
    }
    out.push('"');
    out
}

/// Returns whether YAML 1.1 or the core schema of 1.2 reads a plain text as anything but text.
///
/// The forms are those of <https://yaml.org/type/> and of YAML 1.2, section 10.3.
fn is_typed(text: &str) -> bool {
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    is_word(text) || is_number(unsigned) || is_sexagesimal(unsigned) || is_timestamp(text)
}

/// Returns whether a text is a null, a boolean, a merge key or a default value.
fn is_word(text: &str) -> bool {
    const WORDS: [&str; 9] = ["null", "true", "false", "yes", "no", "on", "off", "y", "n"];
    let lower = text.to_ascii_lowercase();
    let rest = text.get(1..).unwrap_or_default();
    let cased = text == lower || rest == rest.to_ascii_lowercase() || text == text.to_uppercase();
    matches!(text, "~" | "<<" | "=") || (cased && WORDS.contains(&lower.as_str()))
}

/// Returns whether a text without its sign is an integer or a float.
fn is_number(text: &str) -> bool {
    if matches!(text, ".inf" | ".Inf" | ".INF" | ".nan" | ".NaN" | ".NAN") {
        return true;
    }
    let based = [("0x", 16), ("0o", 8), ("0b", 2)];
    let digits = |rest: &str, base| rest.chars().all(|c| c == '_' || c.is_digit(base));
    for (prefix, base) in based {
        if let Some(rest) = text.strip_prefix(prefix) {
            return !rest.is_empty() && digits(rest, base);
        }
    }
    let (number, exponent) = match text.split_once(['e', 'E']) {
        Some((number, exponent)) => (
            number,
            exponent.strip_prefix(['-', '+']).unwrap_or(exponent),
        ),
        None => (text, "0"),
    };
    let (whole, part) = number.split_once('.').unwrap_or((number, ""));
    !number.starts_with('_')
        && number.contains(|c: char| c.is_ascii_digit())
        && digits(whole, 10)
        && digits(part, 10)
        && !exponent.is_empty()
        && exponent.chars().all(|c| c.is_ascii_digit())
}

/// Returns whether a text without its sign is a number to the base 60, `7:30` or `1:30:00.5`.
fn is_sexagesimal(text: &str) -> bool {
    let whole = text.split_once('.').map_or(text, |(whole, _)| whole);
    let mut parts = whole.split(':');
    let first = parts.next().unwrap_or_default();
    let rest: Vec<&str> = parts.collect();
    let digits = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_digit());
    first.starts_with(|c: char| c.is_ascii_digit())
        && digits(&first.replace('_', "0"))
        && !rest.is_empty()
        && rest.iter().all(|part| part.len() <= 2 && digits(part))
}

/// Returns whether a text is a day or an instant.
fn is_timestamp(text: &str) -> bool {
    let (day, time) = match text.find(['T', 't', ' ', '\t']) {
        Some(at) => (&text[..at], text[at + 1..].trim_start()),
        None => (text, ""),
    };
    let parts: Vec<&str> = day.split('-').collect();
    let digits = |part: &str| part.chars().all(|c| c.is_ascii_digit());
    let is_day = match parts[..] {
        [year, month, day] => {
            year.len() == 4
                && (1..=2).contains(&month.len())
                && (1..=2).contains(&day.len())
                && parts.iter().all(|part| digits(part))
        }
        _ => false,
    };
    is_day
        && time
            .chars()
            .all(|c| c.is_ascii_digit() || ":.Z+- \t".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn block(value: &str) -> String {
        text(value, Context::Block)
    }

    #[test]
    fn ordinary_text_stands_without_quotes() {
        let ordinary = [
            "desk",
            "no binding contract in ten years; Laplace's rule",
            "70%",
            "7/10",
            "55-75%",
            "0.55-0.75",
            "7 to 3",
            "https://example.org/a?b=c#d",
            "more probable than not",
            "-x",
            "a, b [c] {d}",
            "C#",
            "2014-05",
            "2014-05-01 (signed)",
            "v1.2.3",
            "1:2:x",
            "é 😀",
            "nO",
            "a:b",
        ];
        for value in ordinary {
            assert_eq!(block(value), value);
        }
    }

    #[test]
    fn text_that_yaml_1_1_or_1_2_reads_otherwise_is_quoted() {
        let typed = [
            "yes",
            "No",
            "ON",
            "off",
            "y",
            "N",
            "true",
            "null",
            "~",
            "<<",
            "=",
            "2014",
            "-5",
            "+0.7",
            "1_000",
            "0x1F",
            "0b11",
            "0o17",
            "017",
            "1e3",
            "1.",
            ".5",
            ".inf",
            "-.INF",
            ".nan",
            "7:3",
            "190:20:30",
            "1:30.5",
            "2014-05-01",
            "2014-5-1",
            "2014-05-01T10:00:00Z",
            "2014-05-01 10:00:00 +02:00",
        ];
        for value in typed {
            assert_eq!(block(value), format!("\"{value}\""));
            assert_eq!(plain(value, Context::Block), value);
        }
    }

    #[test]
    fn text_that_breaks_the_syntax_is_quoted() {
        let broken = [
            "", " a", "a ", "a: b", "a:", "a #b", "#a", "- a", "-", "--- a", "...", "? a", ": a",
            "[a", "{a", "]a", "&a", "*a", "!a", "|", ">", "'a", "%a", "@a", "`a", ",a",
        ];
        for value in broken {
            assert_eq!(block(value), format!("\"{value}\""));
            assert_eq!(plain(value, Context::Block), block(value));
        }
        for value in ["a, b", "a]", "{", "a}", "a #b", "a?", "a:-b", "a:"] {
            assert_eq!(text(value, Context::Flow), format!("\"{value}\""));
        }
        assert_eq!(text("https://a.b/c#d", Context::Flow), "https://a.b/c#d");
    }

    #[test]
    fn quotes_are_chosen_so_that_little_is_escaped() {
        assert_eq!(block("\"a\" b"), "'\"a\" b'");
        assert_eq!(block("it's: \"a\""), "'it''s: \"a\"'");
        assert_eq!(block("it's: a"), "\"it's: a\"");
        assert_eq!(block("a\tb"), "\"a\\tb\"");
        assert_eq!(block("a\\\nb"), "\"a\\\\\\nb\"");
        assert_eq!(
            block("a\u{2028}\u{1b}\u{202e}"),
            "\"a\\U00002028\\U0000001B\\U0000202E\""
        );
    }

    #[test]
    fn several_lines_are_a_block_where_a_block_is_safe() {
        assert_eq!(block_header("a\nb"), Some("|-"));
        assert_eq!(block_header("a\n\n  b: #\n"), Some("|"));
        for value in [
            "a", "a\n", "\na\nb", " a\nb", "a\nb\n\n", "a\n \nb", "a\r\nb", "\n\n",
        ] {
            assert_eq!(block_header(value), None, "{value:?}");
        }
    }
}
