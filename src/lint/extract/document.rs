//! A text ⇒ its sections, paragraphs and sentences.

use unicode_segmentation::UnicodeSegmentation;

/// A paragraph, or an item of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Passage {
    /// The section that it stands in.
    pub(super) section: Option<String>,
    /// Its number in the section, from 1.
    pub(super) paragraph: u32,
    pub(super) text: String,
    /// Whether it is an item of a list.
    pub(super) is_item: bool,
}

/// What items of a list begin with, beside a number.
const BULLETS: [char; 6] = ['•', '-', '*', '–', '▪', '·'];

/// How long a heading may be that nothing marks as one.
const LONGEST_HEADING: usize = 70;

/// Returns the paragraphs and items of a text, plain or Markdown; blocks of code, tables and headings
/// are none.
pub(super) fn passages(text: &str) -> Vec<Passage> {
    let mut reader = Reader::default();
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    let mut in_code = false;
    for (i, &line) in lines.iter().enumerate() {
        if line.starts_with("```") {
            in_code = !in_code;
            reader.end();
        } else if in_code || line.starts_with('|') {
            reader.end();
        } else if line.is_empty() {
            reader.pause();
        } else if let Some(heading) = heading(line, &lines[i + 1..], reader.is_between()) {
            reader.open(heading);
        } else if let Some(item) = item(line) {
            reader.begin_item(item);
        } else {
            reader.add(line);
        }
    }
    reader.end();
    reader.passages
}

/// Puts lines together.
#[derive(Default)]
struct Reader {
    passages: Vec<Passage>,
    section: Option<String>,
    paragraph: u32,
    text: String,
    is_item: bool,
    /// Whether a bullet stood alone, and its item comes behind a blank line.
    awaits_item: bool,
}

impl Reader {
    /// Ends the paragraph.
    fn end(&mut self) {
        if !self.text.is_empty() {
            self.paragraph += 1;
            self.passages.push(Passage {
                section: self.section.clone(),
                paragraph: self.paragraph,
                text: std::mem::take(&mut self.text),
                is_item: self.is_item,
            });
        }
        self.is_item = false;
        self.awaits_item = false;
    }

    /// Takes note of a blank line.
    fn pause(&mut self) {
        let awaits = self.awaits_item && self.text.is_empty();
        self.end();
        self.awaits_item = awaits;
    }

    /// Whether no sentence is under way.
    fn is_between(&self) -> bool {
        !self.awaits_item
            && self
                .text
                .chars()
                .next_back()
                .is_none_or(|c| ".!?:;”\"".contains(c))
    }

    fn open(&mut self, heading: &str) {
        self.end();
        self.section = Some(heading.to_owned());
        self.paragraph = 0;
    }

    fn begin_item(&mut self, text: &str) {
        self.end();
        self.add(text);
        self.is_item = true;
        self.awaits_item = text.is_empty();
    }

    fn add(&mut self, line: &str) {
        self.is_item |= self.awaits_item;
        self.awaits_item = false;
        if !self.text.is_empty() {
            self.text.push(' ');
        }
        self.text.push_str(line);
    }
}

/// Returns the words of a heading: a line that Markdown marks as one, or a short one that ends no
/// sentence, where none is under way, with a capital before and behind it.
fn heading<'t>(line: &'t str, rest: &[&str], is_between: bool) -> Option<&'t str> {
    let marked = line.trim_start_matches('#');
    if marked.len() < line.len() {
        return Some(marked.trim_matches([' ', '#']));
    }
    let begins = |text: &str| text.starts_with(|c: char| c.is_uppercase() || BULLETS.contains(&c));
    let next = rest.iter().find(|line| !line.is_empty());
    let is_heading = is_between
        && item(line).is_none()
        && line.chars().count() <= LONGEST_HEADING
        && !line.ends_with(['.', ',', ';', '?', '!', ':'])
        && line.starts_with(char::is_uppercase)
        && next.is_some_and(|next| begins(next));
    is_heading.then_some(line)
}

/// Returns what an item of a list says, its mark taken away: `- a`, `• a`, `1. a`, `(a) b`.
fn item(line: &str) -> Option<&str> {
    if let Some(rest) = line.strip_prefix(BULLETS) {
        return (rest.is_empty() || rest.starts_with(' ')).then(|| rest.trim_start());
    }
    let bare = line.strip_prefix('(').unwrap_or(line);
    let mark = bare.find(['.', ')'])?;
    let number = &bare[..mark];
    let is_mark = number.bytes().all(|b| b.is_ascii_digit()) && number.len() < 4
        || (number.len() == 1 && number.bytes().all(|b| b.is_ascii_lowercase()));
    let rest = &bare[mark + 1..];
    (is_mark && !number.is_empty() && rest.starts_with(' ')).then(|| rest.trim_start())
}

/// Words whose full stop ends no sentence.
const ABBREVIATIONS: [&str; 25] = [
    "mr.", "mrs.", "ms.", "dr.", "st.", "gen.", "col.", "sen.", "gov.", "prof.", "no.", "vol.",
    "pp.", "para.", "paras.", "fig.", "sec.", "art.", "cf.", "vs.", "e.g.", "i.e.", "approx.",
    "u.s.", "u.k.",
];

/// Returns the sentences of a paragraph.
pub(super) fn sentences(paragraph: &str) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for part in paragraph.split_sentence_bounds() {
        match all.last_mut() {
            Some(last) if !is_whole(last) => last.push_str(part),
            _ => all.push(part.to_owned()),
        }
    }
    let all = all.into_iter().map(|one| one.trim().to_owned());
    // What has one word is a number or a reference.
    let is_word = |word: &&str| word.chars().any(char::is_alphabetic);
    all.filter(|one| one.split_whitespace().filter(is_word).count() > 1)
        .collect()
}

/// Says whether a text ends where a sentence may.
fn is_whole(text: &str) -> bool {
    let last = text.split_whitespace().next_back().unwrap_or_default();
    let last = last.trim_start_matches(['(', '“', '"', '‘']).to_lowercase();
    !ABBREVIATIONS.contains(&last.as_str())
}

/// Returns a text without its quotation marks, so that what stands between them is read.
pub(super) fn unquoted(text: &str) -> String {
    text.replace(['"', '“', '”', '„', '«', '»', '‘'], " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sections_paragraphs_and_items_are_told_apart() {
        let text = "Outlook\nThe gas deal may\nbe signed. It will.\n\n# The North\n\n- one\n- two\n  more\n\n\
                    •\n\nthree behind its bullet\n\n2. four\n```\ncode will\n```\n| a | will |\n";
        let all: Vec<_> = passages(text)
            .into_iter()
            .map(|one| {
                (
                    one.section.unwrap_or_default(),
                    one.paragraph,
                    one.text,
                    one.is_item,
                )
            })
            .collect();
        let want = [
            ("Outlook", 1, "The gas deal may be signed. It will.", false),
            ("The North", 1, "one", true),
            ("The North", 2, "two more", true),
            ("The North", 3, "three behind its bullet", true),
            ("The North", 4, "four", true),
        ];
        let want = want
            .map(|(section, n, text, is_item)| (section.to_owned(), n, text.to_owned(), is_item));
        assert_eq!(all, want);
    }

    #[test]
    fn a_full_stop_of_an_abbreviation_ends_no_sentence() {
        let text =
            "Mr. Putin met Gen. Xi in St. Petersburg. The U.S. Congress will act, e.g. In May. So?";
        assert_eq!(
            sentences(text),
            [
                "Mr. Putin met Gen. Xi in St. Petersburg.",
                "The U.S. Congress will act, e.g. In May.",
                "So?",
            ]
        );
    }
}
