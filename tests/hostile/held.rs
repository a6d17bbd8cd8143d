//! What must hold for anything printed, form by form.

use std::collections::BTreeSet;

use pulldown_cmark::{Event, Options, Parser, Tag};
use serde_json::Value;

/// Returns whether a character acts on a terminal, hides, or turns the text around it. The list is
/// not that of the code under test.
fn acts(c: char) -> bool {
    let code = u32::from(c);
    let ranges = [
        (0x00, 0x1f),
        (0x7f, 0x9f),
        (0xad, 0xad),
        (0x61c, 0x61c),
        (0x180e, 0x180e),
        (0x200b, 0x200b),
        (0x200e, 0x200f),
        (0x2028, 0x202e),
        (0x2060, 0x206f),
        (0xfeff, 0xfeff),
        (0xfff9, 0xfffb),
        (0xe0000, 0xe007f),
    ];
    ranges
        .iter()
        .any(|(low, high)| (*low..=*high).contains(&code))
}

/// Holds an output to what a terminal and the log of a CI server may be given.
pub(super) fn is_quiet(what: &str, out: &str) {
    for line in out.lines() {
        let found = line.chars().find(|&c| acts(c));
        assert_eq!(found, None, "{what}: {line:?}");
        assert!(!commands(line), "{what}: {line}");
    }
}

/// Returns whether the log of a CI server would take a line for a command: `::name …::` at its start,
/// blanks apart, or `##[` or `##word[` anywhere.
fn commands(line: &str) -> bool {
    let word = |text: &str| {
        text.trim_start_matches(|c: char| c.is_ascii_alphabetic() || c == '-')
            .to_owned()
    };
    let colons = line.trim_start().strip_prefix("::").is_some_and(|rest| {
        let rest = word(rest);
        (rest.starts_with(' ') || rest.starts_with("::")) && rest.contains("::")
    });
    let hashes = line
        .match_indices("##")
        .any(|(at, _)| word(&line[at + 2..]).starts_with('['));
    colons || hashes
}

/// Holds a CSV to its columns, and its cells to be no formulas; returns its rows.
pub(super) fn csv(what: &str, out: &str) -> Vec<csv::StringRecord> {
    is_quiet(what, out);
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(out.as_bytes());
    let rows: Vec<_> = reader
        .records()
        .map(|row| row.unwrap_or_else(|error| panic!("{what}: {error}\n{out}")))
        .collect();
    for cell in rows.iter().flatten() {
        let begins = cell
            .trim_start()
            .starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠', '\t', '\r']);
        assert!(!begins || cell.parse::<f64>().is_ok(), "{what}: {cell:?}");
    }
    assert_eq!(
        out.lines().count(),
        rows.len(),
        "{what}: a row is a line\n{out}"
    );
    rows.into_iter().skip(1).collect()
}

/// Holds a Markdown text to have no markup of a stranger; returns how many rows its tables have.
pub(super) fn markdown(what: &str, out: &str) -> usize {
    is_quiet(what, out);
    let (mut rows, mut headings) = (0, 0);
    for event in Parser::new_ext(out, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH) {
        match event {
            // What keeps a name behind an @ from being called.
            Event::InlineHtml(html) if &*html == "<!-- -->" => {}
            Event::Html(html) | Event::InlineHtml(html) => panic!("{what}: {html}"),
            Event::Start(Tag::Image { dest_url, .. }) => panic!("{what}: {dest_url}"),
            Event::Start(Tag::Link { dest_url, .. }) => {
                assert!(dest_url.starts_with("http"), "{what}: {dest_url}");
            }
            Event::Start(Tag::Strikethrough) => panic!("{what}: struck out"),
            Event::Start(Tag::TableRow) => rows += 1,
            Event::Start(Tag::Heading { .. }) => headings += 1,
            _ => {}
        }
    }
    assert_eq!(
        headings,
        out.lines().filter(|line| line.starts_with('#')).count(),
        "{what}"
    );
    let (mut cells, mut lines) = (0, 0);
    for line in out.lines() {
        if !line.starts_with('|') {
            cells = 0;
            continue;
        }
        let bars = bars(line);
        assert!(cells == 0 || bars == cells, "{what}: {line}");
        cells = bars;
        lines += 1;
    }
    let heads = out.lines().filter(|line| line.starts_with("| --")).count();
    assert_eq!(rows, lines - 2 * heads, "{what}");
    rows
}

/// Returns how many bars of a line part cells: those behind no backslash of their own.
fn bars(line: &str) -> usize {
    let mut escaped = false;
    line.chars()
        .filter(|&c| {
            let parts = c == '|' && !escaped;
            escaped = c == '\\' && !escaped;
            parts
        })
        .count()
}

/// Returns every text of a JSON value, keys included.
pub(super) fn texts(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::String(text) => {
            found.insert(text.clone());
        }
        Value::Array(items) => items.iter().for_each(|item| texts(item, found)),
        Value::Object(entries) => {
            for (key, value) in entries {
                found.insert(key.clone());
                texts(value, found);
            }
        }
        _ => {}
    }
}

/// Holds a JSON text to be one, and harmless where it is printed; returns its value.
pub(super) fn json(what: &str, out: &str) -> Value {
    is_quiet(what, out);
    serde_json::from_str(out).unwrap_or_else(|error| panic!("{what}: {error}\n{out}"))
}

/// What may be `null` in JSON without a reason beside it: no figures, but what a record or a query
/// does not say, as one that asks for no days has no coverage of them; and what a bin or a row without estimates has none of.
const UNSAID: &[&str] = &[
    "above",
    "absent",
    "bands",
    "because",
    "below",
    "changed_since",
    "cluster",
    "confidence",
    "coverage",
    "days",
    "declined",
    "document",
    "escalated_to",
    "expected_by",
    "fate",
    "floor",
    "forecaster",
    "form",
    "known",
    "label",
    "left_high",
    "left_low",
    "option",
    "outcome",
    "overdue_since",
    "owner",
    "pool",
    "table",
    "title",
    "unit",
    "value",
    "void_because",
    "waived_because",
    "waived_until",
    "witness",
    "within",
    "word",
];
const OF_ESTIMATES: &[&str] = &[
    "frequency",
    "frequency_high",
    "frequency_low",
    "mean_forecast",
    "n_eff",
    "verdict",
];

/// Holds a JSON value to its promise: what is undefined is `null` with the reason in `NAME_why`. Not a
/// number is written as `null` too, and would have none.
pub(super) fn with_reasons(value: &Value, at: &str) -> Result<(), String> {
    if let Value::Array(items) = value {
        let is_null = items.iter().any(Value::is_null);
        return if is_null {
            Err(format!("null in a list: {at}"))
        } else {
            items.iter().try_for_each(|item| with_reasons(item, at))
        };
    }
    let Value::Object(map) = value else {
        return Ok(());
    };
    // A standing estimate is what the record says, a probability or another form.
    if at.ends_with("/standing") {
        return Ok(());
    }
    for (name, value) in map {
        let figure = name.trim_end_matches("_low").trim_end_matches("_high");
        let has_reason = [name, figure]
            .iter()
            .any(|of| map.contains_key(&format!("{of}_why")));
        let is_empty = map.get("n") == Some(&Value::from(0)) && OF_ESTIMATES.contains(&&**name);
        if value.is_null() && !has_reason && !is_empty && !UNSAID.contains(&&**name) {
            return Err(format!("null without a reason: {at}/{name}"));
        }
        with_reasons(value, &format!("{at}/{name}"))?;
    }
    Ok(())
}

/// Returns the elements of a page, each with the names of its attributes.
pub(super) fn elements(page: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut rest = page;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        let (element, end) = element(rest);
        rest = &rest[end..];
        // What scripts and styles hold is ours, and no elements.
        for own in ["script", "style"] {
            if element.split(' ').next() == Some(own) {
                rest = &rest[rest.find(&format!("</{own}")).unwrap()..];
            }
        }
        found.insert(element);
    }
    found
}

/// Reads an element from behind its `<`: its name with those of its attributes, and its length. A
/// value stands in quotes, or ends where a browser ends it: at a blank or the element's end.
fn element(text: &str) -> (String, usize) {
    let (mut names, mut quote, mut bare) = (String::new(), false, false);
    for (at, c) in text.char_indices() {
        match c {
            '"' => (quote, bare) = (!quote, false),
            '>' if !quote => return (names, at),
            c if quote || (bare && c != ' ') => {}
            c => {
                names.push(c);
                bare = c == '=';
            }
        }
    }
    panic!("an element without an end: {}", &text[..text.len().min(80)])
}

/// Holds an XML text to be well-formed as far as text could break it: its elements are these, its
/// references known, and its characters those of XML 1.0.
pub(super) fn xml(what: &str, out: &str, known: &[&str]) {
    is_quiet(what, out);
    assert!(!out.contains(['\u{fffe}', '\u{ffff}']), "{what}");
    assert!(
        !out.contains("]]>") && !out.contains("<![CDATA["),
        "{what}: {out}"
    );
    let mut open = Vec::new();
    for element in out.split('<').skip(1) {
        let (tag, text) = element.split_once('>').unwrap();
        assert!(!text.contains('>'), "{what}: {text}");
        let name = tag.trim_matches(['/', '?']).split(' ').next().unwrap();
        assert!(known.contains(&name), "{what}: {tag}");
        assert_eq!(tag.matches('"').count() % 2, 0, "{what}: {tag}");
        match () {
            () if tag.starts_with('?') || tag.ends_with('/') => {}
            () if tag.starts_with('/') => assert_eq!(open.pop(), Some(name), "{what}"),
            () => open.push(name),
        }
    }
    assert!(open.is_empty(), "{what}");
    let entities = ["amp;", "lt;", "gt;", "quot;", "apos;"];
    for rest in out.split('&').skip(1) {
        assert!(
            entities.iter().any(|entity| rest.starts_with(entity)),
            "{what}: &{rest}"
        );
    }
}
