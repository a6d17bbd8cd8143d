//! Text from records, made harmless.

use std::borrow::Cow;
use std::fmt::Write as _;

use textwrap::core::Word;
use textwrap::{WordSeparator, WordSplitter};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::layout;

/// Returns the text with every character that a reader would not see, or that would move what they
/// see, written out as `\u{1b}`: line breaks and tabs too. So is what makes a command of a text in
/// the log of a CI server: the second colon of `::`, and the bracket of `##[` and `##word[`.
///
/// ```
/// use foretell::render::escape::visible;
///
/// assert_eq!(visible("gas \u{1b}[31mdeal"), r"gas \u{1b}[31mdeal");
/// assert_eq!(visible("::error::gone"), r":\u{3a}error:\u{3a}gone");
/// assert_eq!(visible("天然气"), "天然气");
/// ```
#[must_use]
pub fn visible(text: &str) -> Cow<'_, str> {
    escaped(text, is_hidden)
}

/// Returns the same for a text of several lines: line breaks stay.
#[must_use]
pub fn visible_lines(text: &str) -> Cow<'_, str> {
    escaped(text, |c| c != '\n' && is_hidden(c))
}

/// Returns JSON in which every such character of a text is written as JSON does, `\u202e`: the same
/// value for a program, and harmless where a person prints it.
#[must_use]
pub fn visible_json(json: &str) -> Cow<'_, str> {
    // Between values JSON has only line breaks; within one the writer has escaped them already.
    // A line of it never begins with a text, so that its colons do nothing.
    let hidden = |c| c != '\n' && is_hidden(c);
    if !json.contains(hidden) && !json.contains(HASHES) {
        return Cow::Borrowed(json);
    }
    let mut shown = String::with_capacity(json.len() + 8);
    let mut before = Before::default();
    for c in json.chars() {
        if hidden(c) || c == '[' && before.acts(c) {
            for unit in c.encode_utf16(&mut [0; 2]) {
                let _ = write!(shown, "\\u{unit:04x}");
            }
        } else {
            shown.push(c);
        }
        before.push(c);
    }
    Cow::Owned(shown)
}

/// Returns the lines of a diff, which a program may read: as they are, but for those that would act
/// on who prints them.
#[must_use]
pub fn visible_diff(diff: &str) -> Cow<'_, str> {
    let hidden = |c| !matches!(c, '\t' | '\r' | '\n') && is_hidden(c);
    escaped(diff, hidden)
}

/// Returns the text on one line: runs of blanks, tabs and line breaks become one blank, and what
/// cannot be seen is written out.
#[must_use]
pub fn one_line(text: &str) -> String {
    visible(&text.split_whitespace().collect::<Vec<_>>().join(" ")).into_owned()
}

/// Returns the text with no line wider than the page; what is broken off stands under where its
/// line began. No word is broken: one that is wider than the page is shortened, but for a link, which
/// would lead nowhere.
#[must_use]
pub fn wrapped(text: &str, width: u16) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for line in text.lines() {
        if shown_width(line) <= usize::from(width) {
            out.push_str(line.trim_end());
            out.push('\n');
            continue;
        }
        let indent = line.len() - line.trim_start().len();
        let first = " ".repeat(indent);
        let other = " ".repeat(indent + 2);
        for line in broken(line.trim_start(), usize::from(width), &first, &other) {
            out.push_str(&line);
            out.push('\n');
        }
    }
    out
}

/// Returns how many places a line takes on a terminal, on which its colours take none.
fn shown_width(line: &str) -> usize {
    let mut parts = line.split("\u{1b}[");
    let plain = parts.next().unwrap_or_default().width();
    let painted = parts.map(|part| part.split_once('m').map_or(0, |(_, text)| text.width()));
    plain + painted.sum::<usize>()
}

/// Returns the lines of a text that is set in a column.
#[must_use]
pub(super) fn words_wrapped(text: &str, width: usize) -> Vec<String> {
    broken(text, width, "", "")
}

fn broken(text: &str, width: usize, first: &str, other: &str) -> Vec<String> {
    let options = textwrap::Options::new(width)
        .initial_indent(first)
        .subsequent_indent(other)
        .word_separator(WordSeparator::Custom(words))
        .word_splitter(WordSplitter::NoHyphenation)
        .break_words(false);
    let lines = textwrap::wrap(text, options).into_iter();
    lines
        .map(|line| {
            if line.contains("://") && first.len() < other.len() {
                line.into_owned()
            } else {
                layout::shortened(&line, width)
            }
        })
        .collect()
}

/// Returns the words of a line: what blanks part, and the signs of a script that has none.
fn words(line: &str) -> Box<dyn Iterator<Item = Word<'_>> + '_> {
    let mut cuts = vec![0];
    let mut before: Option<char> = None;
    for (at, c) in line.char_indices() {
        let wide = |c: char| c.width() == Some(2) && c.is_alphabetic();
        let starts = match before {
            Some(' ') => c != ' ',
            Some(before) => {
                wide(before) && c.is_alphanumeric() || wide(c) && before.is_alphanumeric()
            }
            None => false,
        };
        if starts {
            cuts.push(at);
        }
        before = Some(c);
    }
    cuts.push(line.len());
    let words: Vec<Word<'_>> = cuts
        .windows(2)
        .map(|ends| Word::from(&line[ends[0]..ends[1]]))
        .collect();
    Box::new(words.into_iter())
}

/// Returns the text for a cell of a Markdown table: nothing in it is markup.
#[must_use]
pub fn markdown_cell(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in one_line(text).chars() {
        match c {
            // A name behind it would be called to the page; a comment between the two is not seen.
            '@' => out.push_str("@<!-- -->"),
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '|' | '\\' | '`' | '*' | '_' | '[' | ']' | '#' | '~' | '!' | '$' => {
                out.push('\\');
                out.push(c);
            }
            c => out.push(c),
        }
    }
    out
}

/// Returns lines of text for Markdown, outside of a table: nothing in them is markup.
#[must_use]
pub fn markdown_lines(text: &str) -> String {
    text.lines()
        .map(|line| markdown_cell(line) + "\n")
        .collect()
}

/// Returns whether a character cannot be seen, or moves what can be.
#[must_use]
pub fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c,
            // Arabic letter mark, and the marks and embeddings of either direction.
            '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
            // Line and paragraph separator.
            | '\u{2028}' | '\u{2029}'
            // Soft hyphen, zero-width space, word joiner and its invisible kin, byte-order mark.
            // The two zero-width joiners stay: Persian and emoji need them.
            | '\u{ad}' | '\u{180e}' | '\u{200b}' | '\u{2060}'..='\u{2064}' | '\u{feff}'
            // Deprecated formats, annotations and tags.
            | '\u{206a}'..='\u{206f}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// With these at the start of a line, blanks apart, the runner of GitHub Actions reads a command.
/// <https://github.com/actions/runner/blob/main/src/Runner.Common/ActionCommand.cs>
const COLONS: &str = "::";

/// With these and a bracket anywhere in a line it does, too, and so does that of Azure Pipelines
/// with a word between the two.
/// <https://learn.microsoft.com/azure/devops/pipelines/scripts/logging-commands>
const HASHES: &str = "##";

/// What stands before a character, as far as it could make a command together with it.
#[derive(Clone, Copy, Default)]
pub(super) struct Before {
    colon: bool,
    hashes: u8,
    word: bool,
}

impl Before {
    /// Returns whether a character makes a command of what stands before it.
    pub(super) fn acts(self, c: char) -> bool {
        c == ':' && self.colon || c == '[' && self.hashes == 2
    }

    /// Goes on by a character.
    pub(super) fn push(&mut self, c: char) {
        self.colon = c == ':';
        let in_word = self.hashes == 2 && c.is_ascii_alphabetic();
        self.hashes = match c {
            '#' if self.word => 1,
            '#' => (self.hashes + 1).min(2),
            _ if in_word => 2,
            _ => 0,
        };
        self.word = in_word;
    }
}

fn escaped(text: &str, hidden: impl Fn(char) -> bool) -> Cow<'_, str> {
    if !text.contains(&hidden) && !text.contains(COLONS) && !text.contains(HASHES) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 8);
    let mut before = Before::default();
    for c in text.chars() {
        if hidden(c) || before.acts(c) {
            shown.extend(c.escape_unicode());
        } else {
            shown.push(c);
        }
        before.push(c);
    }
    Cow::Owned(shown)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_seen_is_written_out() {
        assert_eq!(visible("a\tb\r\nc"), r"a\u{9}b\u{d}\u{a}c");
        assert_eq!(visible("\u{202e}abc\u{feff}"), r"\u{202e}abc\u{feff}");
        assert_eq!(visible("\u{9b}31m"), r"\u{9b}31m");
        assert_eq!(visible_lines("a\nb\u{7}"), "a\nb\\u{7}");
    }

    #[test]
    fn escaped_json_has_the_same_value() {
        let value = "a\u{202e}b\u{9b}c\u{e0041}\n天";
        let json = serde_json::to_string_pretty(&[value]).unwrap();
        let shown = visible_json(&json);
        assert!(!shown.contains(|c| c != '\n' && is_hidden(c)), "{shown}");
        assert_eq!(
            serde_json::from_str::<[String; 1]>(&shown).unwrap(),
            [value]
        );
        assert_eq!(visible_json("[\n  1\n]"), "[\n  1\n]");
    }

    #[test]
    fn a_text_is_no_command_to_a_ci_server() {
        assert_eq!(visible(":::a::"), r":\u{3a}\u{3a}a:\u{3a}");
        assert_eq!(one_line(" ::a"), r":\u{3a}a");
        assert_eq!(visible("###[error]"), r"###\u{5b}error]");
        assert_eq!(visible("##vso[a]"), r"##vso\u{5b}a]");
        assert_eq!(visible("##a#[b] ## [c] #[d]"), "##a#[b] ## [c] #[d]");
        assert_eq!(visible_lines("a\n  ::b::"), "a\n  :\\u{3a}b:\\u{3a}");
        assert_eq!(
            visible_json(r###"["##[a]::"]"###),
            r###"["##\u005ba]::"]"###
        );
        assert_eq!(visible("12:30: [a] # b"), "12:30: [a] # b");
    }

    #[test]
    fn a_diff_keeps_its_tabs_and_line_ends() {
        let diff = " a:\tb\r\n   ::error::\n+c\u{1b}\n";
        let shown = " a:\tb\r\n   :\\u{3a}error:\\u{3a}\n+c\\u{1b}\n";
        assert_eq!(visible_diff(diff), shown);
    }

    #[test]
    fn text_of_any_script_stays_as_it_is() {
        for text in ["", "Gas – 38 bcm", "Газпром", "می‌خواهم", "👩‍💻", r"a\b"]
        {
            assert_eq!(visible(text), text);
            assert!(matches!(visible(text), Cow::Borrowed(_)));
        }
    }

    #[test]
    fn nothing_in_a_cell_is_markdown() {
        assert_eq!(markdown_cell("a|b\nc"), "a\\|b c");
        assert_eq!(markdown_cell("<script>"), "&lt;script&gt;");
        assert_eq!(markdown_cell("@all $x$"), "@<!-- -->all \\$x\\$");
        assert_eq!(markdown_cell("[x](javascript:y)"), "\\[x\\](javascript:y)");
        assert_eq!(markdown_lines("a <b>\n\n*c*"), "a &lt;b&gt;\n\n\\*c\\*\n");
    }
}
