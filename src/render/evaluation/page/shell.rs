//! The page around its content: head, navigation, style and script.

use std::collections::BTreeMap;

use maud::{DOCTYPE, Markup, PreEscaped, html};
use rayon::prelude::*;

use crate::render::evaluation::document::{Document, Dossier};

use super::body::{dossier, section, shown};
use super::context::{Context, Shared};
use super::filters::{Numbers, filters, known};
use super::links::{Links, file};
use super::terse::terse;

/// The style of a page, with that of its plots.
const STYLE: &str = concat!(
    include_str!("page.css"),
    include_str!("../../plot/plot.css")
);
/// The script of a page. Everything is there without it; it filters and sorts.
const SCRIPT: &str = include_str!("page.js");

/// What runs before there is anything to lay out: it says that the script will come.
const EARLY: &str = "document.documentElement.className = 'early';";

/// What a page may do: run these scripts and take this style, and nothing else, not even ask for a
/// picture. A test keeps the digests.
const POLICY: &str = "default-src 'none'; script-src 'sha256-ojDOL9nUiShWTxE+z6VHM1Ay47SNtJbY0ZATcRO5MOc=' 'sha256-+rPXeajDCg9oB4HpaK3T4khWXrdcA7yoZB2SLzCFhns='; style-src 'sha256-DU5oOZvQB2/KOEnwcznd35mfphswbzHla5w5eq2fkpw='; base-uri 'none'; form-action 'none'";

/// How many forecasts stand on one page where each has its dossier there.
pub const SINGLE: usize = 2_500;
/// How many dossiers a page holds where there are several pages.
pub const PORTION: usize = 1_000;

/// Returns the report as one page.
#[must_use]
pub fn single(document: &Document) -> String {
    let pages = document.dossiers.iter().map(|one| (&one.id, 0)).collect();
    let links = Links::new(pages, 0);
    page(document, &links, &document.dossiers, &[]).into_string()
}

/// Returns the report as pages with their names, the index first: one for all where they are few.
#[must_use]
pub fn pages(document: &Document) -> Vec<(String, String)> {
    if document.dossiers.len() <= PORTION {
        return vec![(file(0), single(document))];
    }
    let portions: Vec<&[Dossier]> = document.dossiers.chunks(PORTION).collect();
    let numbered = portions.iter().zip(1..);
    let places: BTreeMap<_, _> = numbered
        .flat_map(|(portion, page)| portion.iter().map(move |one| (&one.id, page)))
        .collect();
    let links = Links::new(places, 0);
    let index = (
        file(0),
        page(document, &links, &[], &portions).into_string(),
    );
    let rest = portions.iter().zip(1..).map(|(portion, number)| {
        (
            file(number),
            further(
                document,
                &links.from(number),
                portion,
                number,
                portions.len(),
            ),
        )
    });
    std::iter::once(index).chain(rest).collect()
}

fn page(
    document: &Document,
    links: &Links<'_>,
    dossiers: &[Dossier],
    portions: &[&[Dossier]],
) -> Markup {
    let has_list = !dossiers.is_empty() || !portions.is_empty();
    let numbers = Numbers::of_all(known(document));
    let context = Context {
        links,
        numbers: &numbers,
        parts: Shared::of(dossiers),
    };
    let body = html! {
        header {
            h1 { (shown(&document.title)) }
            p { @for span in &document.subtitle { (plain(span)) } }
        }
        nav aria-label="Sections" {
            ul {
                @for one in &document.sections { li { a href={ "#" (one.id) } { (one.title) } } }
                @if has_list { li { a href="#forecasts" { "The forecasts" } } }
            }
        }
        main #main {
            (filters(&numbers))
            @for one in &document.sections { (PreEscaped(terse(&section(one, &context).0))) }
            @if has_list {
                section #forecasts aria-labelledby="forecasts-head" {
                    h2 #forecasts-head { "The forecasts" }
                    (written(dossiers, &context))
                    @if !portions.is_empty() { (contents(portions)) }
                }
            }
        }
    };
    shell(&document.title, &body)
}

/// Returns the dossiers, written on all cores.
fn written(dossiers: &[Dossier], context: &Context<'_>) -> Markup {
    let one = |one| terse(&dossier(one, context).0);
    let parts: Vec<String> = dossiers.par_iter().map(one).collect();
    html! {
        (drawn_once(&context.parts))
        @for part in parts { (PreEscaped(part)) }
    }
}

/// Returns the parts that several plots have, which show where a plot uses them.
fn drawn_once(parts: &Shared<'_>) -> Markup {
    let drawn = html! {
        svg.defs aria-hidden="true" {
            defs { @for (id, part) in parts.iter() { g id=(id) { (PreEscaped(part)) } } }
        }
    };
    PreEscaped(terse(&drawn.0))
}

/// Returns the list of the pages that hold the dossiers.
fn contents(portions: &[&[Dossier]]) -> Markup {
    html! {
        ul {
            @for (portion, number) in portions.iter().zip(1..) {
                li { a href=(file(number)) { (first_and_last(portion)) } }
            }
        }
    }
}

/// Returns which forecasts these are.
fn first_and_last(dossiers: &[Dossier]) -> String {
    let ends = dossiers.first().zip(dossiers.last());
    ends.map_or_else(String::new, |(first, last)| {
        format!("{} to {}", first.id, last.id)
    })
}

/// Returns a page of dossiers after the index.
fn further(
    document: &Document,
    links: &Links<'_>,
    dossiers: &[Dossier],
    number: usize,
    all: usize,
) -> String {
    let numbers = Numbers::of_all(dossiers.iter().map(|one| &one.about));
    let context = Context {
        links,
        numbers: &numbers,
        parts: Shared::of(dossiers),
    };
    let body = html! {
        header {
            h1 { "Forecasts, page " (number) " of " (all) }
            p { a href=(file(0)) { (shown(&document.title)) } }
        }
        main #main {
            (filters(&numbers))
            h2 { (first_and_last(dossiers)) }
            (written(dossiers, &context)) }
    };
    shell(&document.title, &body).into_string()
}

fn plain(span: &crate::render::evaluation::document::TextSpan) -> Markup {
    use crate::render::evaluation::document::TextSpan;
    html! { @if let TextSpan::Plain(text) | TextSpan::Strong(text) = span { (shown(text)) } }
}

fn shell(title: &str, body: &Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(POLICY);
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="referrer" content="no-referrer";
                meta name="color-scheme" content="light dark";
                title { (shown(title)) }
                style { (PreEscaped(STYLE)) }
                script { (PreEscaped(EARLY)) }
            }
            body {
                a.skip href="#main" { "Skip to the content" }
                (body)
                script { (PreEscaped(SCRIPT)) }
            }
        }
        "\n"
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use sha2::{Digest, Sha256};

    /// Returns a digest in base64, as RFC 4648 has it.
    fn digest(text: &str) -> String {
        const LETTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        let letter = |chunk: &[u8], i: usize| {
            let whole = chunk
                .iter()
                .chain(&[0, 0])
                .take(3)
                .fold(0_usize, |n, b| n << 8 | usize::from(*b));
            if i > chunk.len() {
                '='
            } else {
                LETTERS[whole >> (18 - 6 * i) & 63].into()
            }
        };
        let bytes = Sha256::digest(text);
        bytes
            .chunks(3)
            .flat_map(|chunk| (0..4).map(move |i| letter(chunk, i)))
            .collect()
    }

    #[test]
    fn the_policy_allows_these_scripts_and_this_style_and_nothing_else() {
        let (early, script, style) = (digest(EARLY), digest(SCRIPT), digest(STYLE));
        assert_eq!(
            POLICY,
            format!(
                "default-src 'none'; script-src 'sha256-{early}' 'sha256-{script}'; style-src 'sha256-{style}'; base-uri 'none'; form-action 'none'"
            )
        );
    }

    #[test]
    fn nothing_ends_the_script_or_the_style_early() {
        assert!(!SCRIPT.contains("</") && !SCRIPT.contains("<!--") && !STYLE.contains('<'));
    }
}
