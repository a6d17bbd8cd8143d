//! Values to be written ⇒ YAML.

use super::scalar::{self, Context};

/// A value to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Yaml {
    /// A number, a day, `yes`: what stands as it is, whatever type a reader gives it.
    Plain(String),
    /// A text: quoted where YAML 1.1 or 1.2 would read anything else.
    Text(String),
    /// A list.
    List(Vec<Yaml>),
    /// Keys and their values, in the order in which they are to stand.
    Map(Entries),
}

/// Keys and their values, in the order in which they are to stand.
pub type Entries = Vec<(String, Yaml)>;

/// The length of a line up to which a list or a mapping stays in one: what fits a review beside
/// its old version on a wide screen.
const WIDTH: usize = 96;

impl Yaml {
    /// Returns a value that stands as it is.
    pub fn plain(text: impl Into<String>) -> Self {
        Self::Plain(text.into())
    }

    /// Returns a text.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }
}

/// Returns the YAML of a mapping, each key on a line of its own.
///
/// ```
/// use foretell::record::edit::{Yaml, to_yaml};
///
/// let estimate = [
///     ("date".to_owned(), Yaml::plain("2014-05-12")),
///     ("by".to_owned(), Yaml::text("no")),
/// ];
/// assert_eq!(to_yaml(&estimate), "date: 2014-05-12\nby: \"no\"\n");
/// ```
#[must_use]
pub fn to_yaml(entries: &[(String, Yaml)]) -> String {
    let mut out = String::new();
    write_entries(&mut out, entries, 0);
    out
}

fn write_entries(out: &mut String, entries: &[(String, Yaml)], indent: usize) {
    for (i, (key, value)) in entries.iter().enumerate() {
        if i > 0 {
            out.push_str(&" ".repeat(indent));
        }
        out.push_str(&flow(&key_value(key)));
        out.push(':');
        write_value(out, value, indent);
    }
}

/// Returns the YAML of one key whose value takes lines of its own, however short it is.
pub(super) fn in_lines(key: &str, value: &Yaml) -> String {
    let mut out = format!("{key}:");
    write_lines(&mut out, value, 0);
    out
}

/// Writes what follows a key and its colon, up to the end of the line.
fn write_value(out: &mut String, value: &Yaml, indent: usize) {
    let column = out.len() - out.rfind('\n').map_or(0, |at| at + 1);
    match one_line(value, column + 1) {
        Some(line) => out.extend([" ", &line, "\n"]),
        None => write_lines(out, value, indent),
    }
}

/// Writes a value on lines of its own.
fn write_lines(out: &mut String, value: &Yaml, indent: usize) {
    let margin = " ".repeat(indent + 2);
    match value {
        Yaml::Plain(text) | Yaml::Text(text) => write_block(out, text, indent + 2),
        Yaml::List(items) => {
            out.push('\n');
            for item in items {
                out.extend([&margin, "-"]);
                write_item(out, item, indent + 2);
            }
        }
        Yaml::Map(entries) => {
            out.extend(["\n", &margin]);
            write_entries(out, entries, indent + 2);
        }
    }
}

/// Writes what follows the dash of an item.
fn write_item(out: &mut String, item: &Yaml, indent: usize) {
    match item {
        Yaml::Map(entries) if !entries.is_empty() => {
            out.push(' ');
            write_entries(out, entries, indent + 2);
        }
        _ => write_value(out, item, indent),
    }
}

/// Writes a text of several lines as a literal block.
fn write_block(out: &mut String, text: &str, indent: usize) {
    out.push(' ');
    out.push_str(scalar::block_header(text).unwrap_or("|-"));
    out.push('\n');
    for line in text.lines() {
        if !line.is_empty() {
            out.push_str(&" ".repeat(indent));
            out.push_str(line);
        }
        out.push('\n');
    }
}

/// Returns a value that stands in the line of its key, or `None` where it takes lines of its own:
/// a text of several lines, and a list or a mapping that is too long or holds more than words.
fn one_line(value: &Yaml, column: usize) -> Option<String> {
    match value {
        Yaml::Plain(text) => Some(scalar::plain(text, Context::Block)),
        Yaml::Text(text) if scalar::block_header(text).is_some() => None,
        Yaml::Text(text) => Some(scalar::text(text, Context::Block)),
        Yaml::List(items) if !items.iter().all(is_word) => None,
        Yaml::Map(entries) if !entries.iter().all(|(_, value)| is_scalar(value)) => None,
        Yaml::List(_) | Yaml::Map(_) => {
            let line = flow(value);
            let fits = column + line.chars().count() <= WIDTH;
            (fits || is_empty(value)).then_some(line)
        }
    }
}

/// Returns a value in one line, lists and mappings in brackets.
pub(super) fn flow(value: &Yaml) -> String {
    match value {
        Yaml::Plain(text) => scalar::plain(text, Context::Flow),
        Yaml::Text(text) => scalar::text(text, Context::Flow),
        Yaml::List(items) => format!("[{}]", joined(items.iter().map(flow))),
        Yaml::Map(entries) => {
            let pair = |(key, value): &(String, Yaml)| {
                format!("{}: {}", flow(&key_value(key)), flow(value))
            };
            format!("{{{}}}", joined(entries.iter().map(pair)))
        }
    }
}

fn joined(parts: impl Iterator<Item = String>) -> String {
    parts.collect::<Vec<_>>().join(", ")
}

/// Returns a key as a value: a day, a level or a number stands as it is, `yes` and `null` do not.
pub(super) fn key_value(key: &str) -> Yaml {
    if key
        .chars()
        .all(|c| c.is_ascii_digit() || "+-.%".contains(c))
    {
        Yaml::plain(key)
    } else {
        Yaml::text(key)
    }
}

fn is_empty(value: &Yaml) -> bool {
    match value {
        Yaml::List(items) => items.is_empty(),
        Yaml::Map(entries) => entries.is_empty(),
        Yaml::Plain(_) | Yaml::Text(_) => false,
    }
}

fn is_scalar(value: &Yaml) -> bool {
    match value {
        Yaml::Plain(text) | Yaml::Text(text) => !text.contains('\n'),
        Yaml::List(_) | Yaml::Map(_) => false,
    }
}

/// Returns whether a value is a tag, an id or a number rather than a sentence or an address.
fn is_word(value: &Yaml) -> bool {
    match value {
        Yaml::Plain(text) | Yaml::Text(text) => text
            .chars()
            .all(|c| c.is_alphanumeric() || "-_.%+".contains(c)),
        Yaml::List(_) | Yaml::Map(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn map<const N: usize>(entries: [(&str, Yaml); N]) -> Entries {
        entries.map(|(key, value)| (key.to_owned(), value)).into()
    }

    #[test]
    fn an_estimate_is_written_as_a_person_would() {
        let shares = map([("a", Yaml::plain("50%")), ("no", Yaml::plain("30%"))]);
        let coded = map([
            ("by", Yaml::text("the desk, Berlin")),
            ("date", Yaml::plain("2026-11-23")),
            ("blind", Yaml::plain("false")),
        ]);
        let estimate = map([
            ("date", Yaml::plain("2014-05-12")),
            ("by", Yaml::text("bobo-lo")),
            ("probabilities", Yaml::Map(shares)),
            ("coded", Yaml::Map(coded)),
            (
                "because",
                Yaml::text("Prices closed; see below:\n\n- a\n- b\n"),
            ),
        ]);
        insta::assert_snapshot!(to_yaml(&estimate), @r#"
        date: 2014-05-12
        by: bobo-lo
        probabilities: {a: 50%, "no": 30%}
        coded: {by: "the desk, Berlin", date: 2026-11-23, blind: false}
        because: |
          Prices closed; see below:

          - a
          - b
        "#);
    }

    #[test]
    fn a_resolution_is_written_as_a_person_would() {
        let earlier = map([
            ("outcome", Yaml::plain("no")),
            ("note", Yaml::text("one\ntwo")),
        ]);
        let resolution = map([
            ("outcome", Yaml::plain("yes")),
            (
                "tags",
                Yaml::List(vec![Yaml::text("energy"), Yaml::text("on")]),
            ),
            (
                "evidence",
                Yaml::List(vec![
                    Yaml::text("signed: in Shanghai"),
                    Yaml::text("https://example.org"),
                    Yaml::text("two\nlines"),
                ]),
            ),
            ("replaces", Yaml::List(vec![Yaml::Map(earlier)])),
        ]);
        let record = map([("resolution", Yaml::Map(resolution))]);
        insta::assert_snapshot!(to_yaml(&record), @r#"
        resolution:
          outcome: yes
          tags: [energy, "on"]
          evidence:
            - "signed: in Shanghai"
            - https://example.org
            - |-
              two
              lines
          replaces:
            - outcome: no
              note: |-
                one
                two
        "#);
    }

    #[test]
    fn a_mapping_too_long_for_a_line_takes_one_for_each_key() {
        let long = "x".repeat(60);
        let shares = map([(&*long, Yaml::plain("50%")), ("b", Yaml::text(&long))]);
        let record = map([("probabilities", Yaml::Map(shares))]);
        let expected = format!("probabilities:\n  {long}: 50%\n  b: {long}\n");
        assert_eq!(to_yaml(&record), expected);
    }

    #[test]
    fn what_is_empty_stays_visible() {
        let record = map([
            ("a", Yaml::List(Vec::new())),
            ("b", Yaml::Map(Vec::new())),
            ("c", Yaml::text("")),
            (
                "d",
                Yaml::List(vec![Yaml::Map(Vec::new()), Yaml::List(vec![])]),
            ),
        ]);
        assert_eq!(
            to_yaml(&record),
            "a: []\nb: {}\nc: \"\"\nd:\n  - {}\n  - []\n"
        );
    }
}
