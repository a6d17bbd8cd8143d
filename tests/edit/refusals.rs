//! Changes that are refused, each with what is said of it.

use foretell::record::edit::{Change, EditError, Yaml, apply};

fn resolution(outcome: &str) -> Change {
    Change::SetResolution(vec![("outcome".to_owned(), Yaml::text(outcome))])
}

fn estimate() -> Change {
    Change::AppendEstimate(vec![("date".to_owned(), Yaml::plain("2014-05-12"))])
}

fn amended() -> Change {
    Change::AmendResolution {
        resolution: vec![("outcome".to_owned(), Yaml::plain("no"))],
        because: "misread".to_owned(),
    }
}

#[track_caller]
fn refused(text: &str, change: &Change) -> String {
    format!("could not {}", apply(text, 0, change).unwrap_err())
}

#[test]
fn a_resolved_record_is_not_resolved_again() {
    let said = refused("resolution: {outcome: no}\n", &resolution("a"));
    assert_eq!(said, "could not resolve it: it is resolved already");
}

#[test]
fn without_a_resolution_there_is_nothing_to_amend() {
    for text in ["question: a\n", "resolution:\n", "resolution: ~\n"] {
        let said = refused(text, &amended());
        assert_eq!(said, "could not amend its resolution: it has none");
    }
}

#[test]
fn a_value_that_is_not_what_it_must_be_is_left_to_a_person() {
    let of = |text, change: &Change| apply(text, 0, change).unwrap_err();
    for (text, change) in [
        ("estimates: none\n", estimate()),
        ("estimates: {a: b}\n", estimate()),
        ("resolution: yes\n", amended()),
        ("resolution: {replaces: a}\n", amended()),
        ("- question: a\n", resolution("a")),
        ("only text\n", resolution("a")),
    ] {
        assert!(matches!(of(text, &change), EditError::Shape(_)), "{text}");
    }
}

#[test]
fn a_record_that_cannot_be_read_is_not_changed() {
    for text in [
        "question: &a b\nestimates: []\n",
        "question: [\n",
        "question: a\nquestion: b\n",
        "question: \u{202e}a\n",
        "",
    ] {
        let error = apply(text, 0, &estimate()).unwrap_err();
        assert!(matches!(error, EditError::Unreadable(_)), "{text}");
    }
}

#[test]
fn a_fault_of_another_document_is_no_obstacle_and_a_document_that_is_not_there_is_one() {
    let text = "question: [\n---\nquestion: a\n";
    let edited = apply(text, 1, &resolution("b")).unwrap();
    assert_eq!(edited.text, format!("{text}resolution:\n  outcome: b\n"));
    assert_eq!(apply(text, 2, &resolution("b")), Err(EditError::NoDocument));
}

#[test]
fn a_text_that_no_record_may_have_is_not_written() {
    for text in [
        "\u{1b}[31m",
        "a\u{202e}",
        "\u{85}",
        "a\u{2028}b",
        "a\u{feff}",
        "a\rb",
    ] {
        let error = apply("question: a\n", 0, &resolution(text)).unwrap_err();
        assert!(matches!(error, EditError::Hidden(_)), "{text:?}");
    }
    let said = refused("question: a\n", &resolution("\u{1b}"));
    assert_eq!(
        said,
        "could not write the text: it has the control character U+001B"
    );
}
