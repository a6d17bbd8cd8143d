//! Input made to break a reader: a finding each, in bounded time, without a deep stack.

use std::time::{Duration, Instant};

use super::records;

/// As much as a test machine under load may take; a quadratic reader takes minutes.
const SOON: Duration = Duration::from_mins(1);

/// The stack of a thread that reads records.
const STACK: usize = 2 << 20;

/// Reads a text on a small stack and returns the codes of its findings.
fn codes(text: String) -> Vec<&'static str> {
    let start = Instant::now();
    let reader = std::thread::Builder::new().stack_size(STACK);
    let reader = reader.spawn(move || {
        let records = records("forecasts/a.yaml", &text);
        let findings = records.iter().flat_map(|record| &record.findings);
        findings
            .map(|finding| finding.rule.code)
            .collect::<Vec<_>>()
    });
    let codes = reader.unwrap().join().unwrap();
    assert!(start.elapsed() < SOON, "{:?}", start.elapsed());
    assert!(!codes.is_empty());
    codes
}

#[test]
fn deep_nesting_is_refused_at_once() {
    for open in ["[", "{a: ", "- ", "? ", ": "] {
        let text = open.repeat(100_000 / open.len());
        let found = codes(text);
        assert_eq!(found.last(), Some(&"too-deep"), "{open:?}");
        assert!(found.len() <= 17, "{open:?}");
    }
}

#[test]
fn directives_are_refused_with_one_finding() {
    let text = "%TAG !a! tag:a\n".repeat(15_000) + "---\nquestion: a\ndeadline: 2015-01-01\n";
    assert_eq!(codes(text), ["forbidden-yaml"]);
}

#[test]
fn aliases_are_never_followed() {
    let bomb = (1..30).map(|n| {
        let last = format!("*a{}, ", n - 1).repeat(9);
        format!("x-{n}: &a{n} [{last}]\n")
    });
    let head = "question: a\ndeadline: 2015-01-01\nx-0: &a0 [lol, lol, lol]\n".to_owned();
    let text = std::iter::once(head).chain(bomb).collect();
    let codes = codes(text);
    assert!(codes.iter().all(|code| *code == "forbidden-yaml"));
    assert_eq!(codes.len(), 100, "the rest is counted");
}

#[test]
fn a_flood_of_faults_is_counted_and_not_kept() {
    let floods: [fn(usize) -> String; 8] = [
        |n| format!("k{n}: a\n"),
        |_| "a: b\n".to_owned(),
        |_| "\u{202e}".to_owned(),
        |n| format!("x-{n}: &a b\n"),
        |n| format!("x-{n}: !t\n"),
        |n| format!("? [{n}]\n: a\n"),
        |n| format!("x-{n}: \"\\e\"\n"),
        |n| format!("# \u{2028}{n}\n"),
    ];
    for flood in floods {
        let text: String = (0..).map(flood).scan(0, within).collect();
        assert!(codes(text).len() >= 100);
    }
}

/// Lets lines pass until they would fill a record.
fn within(length: &mut usize, line: String) -> Option<String> {
    *length += line.len();
    (*length < 250_000).then_some(line)
}

#[test]
fn long_lists_and_long_texts_take_no_longer_than_they_are() {
    let head = "question: a\ndeadline: 2015-01-01\n";
    for (rest, code) in [
        (format!("tags: [{}]\n", "a,".repeat(100_000)), None),
        (
            format!("tags: [{}\n", "a,".repeat(100_000)),
            Some("yaml-syntax"),
        ),
        (format!("title: {}\n", "a ".repeat(100_000)), None),
        (format!("{}: b\n", "a".repeat(200_000)), Some("yaml-syntax")),
        (
            format!("title: \"{}\n", "\\\n".repeat(100_000)),
            Some("yaml-syntax"),
        ),
        (
            format!("title: {}\n", "\"".repeat(200_000)),
            Some("yaml-syntax"),
        ),
        (format!("lesson: |\n{}", " \n".repeat(100_000)), None),
        (format!("tags:\n{}", "- a\n".repeat(50_000)), None),
        (
            format!("tags:\n{}", "#\n".repeat(100_000)),
            Some("wrong-type"),
        ),
        (
            format!("kind: choice\noptions: [{}]\n", "a,".repeat(100_000)),
            Some("bad-options"),
        ),
        (
            format!("x-a: {}\n", "\t".repeat(200_000)),
            Some("forbidden-yaml"),
        ),
        (
            format!("x-a: {}\n", "a\t".repeat(100_000)),
            Some("forbidden-yaml"),
        ),
    ] {
        let found = codes(format!("{head}{rest}owner: 1\nopened: x\n"));
        match code {
            Some(code) => assert!(found.contains(&code), "{}", &rest[..20]),
            None => assert_eq!(found, ["bad-date"], "{}", &rest[..20]),
        }
    }
}

#[test]
fn many_options_in_many_estimates_take_no_longer_than_they_are() {
    let options: Vec<String> = (0..1000).map(|n| format!("o{n}")).collect();
    let mut text = format!(
        "question: a\ndeadline: 2015-01-01\nkind: choice\noptions: [{}]\nestimates:\n",
        options.join(",")
    );
    let estimate = "- {date: 2014-01-01, by: a, probabilities: {o1: 1}}\n";
    text.push_str(&estimate.repeat((250_000 - text.len()) / estimate.len()));
    assert!(codes(text).contains(&"missing-key"));
}

#[test]
fn a_bundle_of_many_small_documents_is_read() {
    let found = codes("---\na\n".repeat(50_000));
    assert!(found.iter().all(|code| *code == "wrong-type"));
    assert_eq!(found.len(), 50_000);
}

#[test]
fn every_beginning_of_a_record_is_read_without_a_panic() {
    let text = "\u{feff}# é\nquestion: \"a \\u2028\"\nkind: choice\noptions: [a, 'b']\n\
                deadline: 2015-12-31 # c\nestimates:\n- date: 2014-01-01\n  by: >-\n    a\n  \
                probabilities: {a: likely, b: 30-40%}\n--- # d\nid: b\n...\n";
    for (end, _) in text.char_indices() {
        codes(format!("{}\nopened: x", &text[..end]));
    }
}
