//! Pieces of text: plain ones, links to forecasts, and links that a record holds.

use crate::ledger::{Entry, Ledger, View};
use crate::model::ForecastId;
use crate::render::escape::is_hidden;

use super::document::{FilterKeys, TextSpan};

/// Returns plain text.
pub(super) fn plain(text: impl Into<String>) -> TextSpan {
    TextSpan::Plain(text.into())
}

/// Returns a paragraph of plain text.
pub(super) fn text(text: impl Into<String>) -> Vec<TextSpan> {
    vec![plain(text)]
}

/// Returns a reference to a forecast, by its name.
pub(super) fn to(entry: &Entry) -> TextSpan {
    TextSpan::Forecast(entry.forecast.id.clone(), entry.forecast.name().to_owned())
}

/// Returns a reference to a forecast of that id, where the ledger has it.
pub(super) fn to_id(ledger: &Ledger, id: &ForecastId) -> TextSpan {
    match ledger.get(id) {
        Some(_) => TextSpan::Forecast(id.clone(), id.to_string()),
        None => plain(id.to_string()),
    }
}

/// The only kinds of link that a report has.
const SCHEMES: [&str; 3] = ["https://", "http://", "mailto:"];
/// What may follow a link in running text without being a part of it.
const AFTER: &[char] = &[
    '.', ',', ';', ':', '!', '?', ')', ']', '}', '"', '\'', '>', '’', '”',
];
/// What may stand before a link without being a part of it.
const BEFORE: &[char] = &['(', '[', '{', '<', '"', '\'', '‘', '“'];

/// Returns text of a record with its links, of the kinds `http`, `https` and `mailto` alone.
pub(super) fn linked(text: &str) -> Vec<TextSpan> {
    let mut spans = Vec::new();
    let mut before = String::new();
    for piece in text.split_inclusive(char::is_whitespace) {
        let word = piece.trim_end().trim_start_matches(BEFORE);
        let address = word.trim_end_matches(AFTER);
        if !is_link(address) {
            before.push_str(piece);
            continue;
        }
        let start = piece.len() - piece.trim_start_matches(BEFORE).len();
        before.push_str(&piece[..start]);
        spans.push(plain(std::mem::take(&mut before)));
        spans.push(TextSpan::Link(address.to_owned()));
        before.push_str(&piece[start + address.len()..]);
    }
    spans.push(plain(before));
    spans.retain(|span| !matches!(span, TextSpan::Plain(text) if text.is_empty()));
    spans
}

fn is_link(word: &str) -> bool {
    let known = SCHEMES.iter().find_map(|scheme| {
        let head = word.get(..scheme.len())?;
        head.eq_ignore_ascii_case(scheme)
            .then(|| &word[scheme.len()..])
    });
    known.is_some_and(|rest| !rest.is_empty()) && !word.contains(is_hidden)
}

/// Returns what filters know of a forecast.
pub(super) fn about(ledger: &Ledger, entry: &Entry, view: &View) -> FilterKeys {
    let forecast = &entry.forecast;
    let mut forecasters: Vec<String> = view
        .estimates(forecast)
        .map(|one| one.by.to_string())
        .collect();
    forecasters.sort_unstable();
    forecasters.dedup();
    FilterKeys {
        tags: forecast.tags.clone(),
        forecasters,
        state: view.state(ledger, entry).as_str(),
        kind: forecast.kind.name().as_str(),
        year: forecast.deadline.day().format("%Y").to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn links(text: &str) -> Vec<String> {
        let link = |span: TextSpan| match span {
            TextSpan::Link(address) => Some(address),
            _ => None,
        };
        linked(text).into_iter().filter_map(link).collect()
    }

    #[test]
    fn links_are_found_in_running_text() {
        assert_eq!(
            links("see (https://example.org/a_(b), 2014)."),
            ["https://example.org/a_(b"]
        );
        assert_eq!(
            links("HTTPS://EXAMPLE.ORG and mailto:ann@example.org"),
            ["HTTPS://EXAMPLE.ORG", "mailto:ann@example.org"]
        );
        assert_eq!(linked("a https://e.org, b").len(), 3);
    }

    #[test]
    fn nothing_else_becomes_a_link() {
        for text in [
            "javascript:alert(1)",
            "data:text/html,x",
            "JAVASCRIPT:x",
            "vbscript:x",
            "https://",
            "ftp://example.org",
            "file:///etc/passwd",
            "https://example.org/\u{202e}gpj",
            "xhttps://a.b",
        ] {
            assert_eq!(links(text), Vec::<String>::new(), "{text}");
        }
    }

    #[test]
    fn no_text_is_lost() {
        for text in [
            "",
            "a  b\n c",
            "(https://e.org).",
            "x\thttps://e.org/?a=1&b=2 y",
        ] {
            let whole: String = linked(text)
                .into_iter()
                .map(|span| match span {
                    TextSpan::Plain(text) | TextSpan::Link(text) => text,
                    other => panic!("{other:?}"),
                })
                .collect();
            assert_eq!(whole, text);
        }
    }
}
