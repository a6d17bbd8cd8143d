//! `foretell` alone

use crate::common::Sandbox;

fn question(id: &str, deadline: &str, estimates: &str) -> (String, String) {
    let head = "criteria: By the gauge.\nopened: 2026-01-01\n";
    let text =
        format!("question: Will it {id}?\n{head}deadline: {deadline}\nowner: tester\n{estimates}");
    (format!("forecasts/{id}.yaml"), text)
}

const OLD: &str = "estimates:\n  - {date: 2026-03-01, by: tester, probability: 70%}\n";

#[test]
fn without_a_ledger_it_says_what_the_tool_is_and_how_to_begin() {
    let said = Sandbox::empty().ok(&[]);
    for words in ["keeps forecasts", "foretell init", "foretell demo"] {
        assert!(said.contains(words), "{said}");
    }
}

#[test]
fn an_empty_ledger_asks_for_the_first_question() {
    assert!(Sandbox::new().ok(&[]).contains("Next: foretell new"));
}

#[test]
fn it_says_what_waits_and_what_to_type_next() {
    let sandbox = Sandbox::new();
    for (path, text) in [
        question("rain", "2026-10-01", ""),
        question("hail", "2026-11-20", ""),
        question("snow", "2026-12-10", OLD),
        question("wind", "2027-12-10", OLD),
    ] {
        sandbox.write(&path, &text);
    }
    insta::assert_snapshot!(sandbox.ok(&[]), @"
    1  overdue                  rain
    1  awaiting an outcome      hail
    1  due within 30 days       snow
    2  not updated for 90 days  snow, wind
    4 forecasts: 1 overdue, 1 awaiting an outcome, 2 open; as of 2026-11-24
    Next deadline: snow, 2026-12-10
    Next: foretell resolve rain
    ");
    // Each command that it names does something here.
    sandbox.ok(&["resolve", "rain", "no"]);
    let said = sandbox.ok(&[]);
    assert!(said.contains("Next: foretell update"), "{said}");
    assert!(!sandbox.ok(&["update", "--list"]).is_empty());
    for id in ["snow", "wind"] {
        sandbox.ok(&["estimate", id, "60%"]);
    }
    let said = sandbox.ok(&[]);
    assert!(said.contains("Next: foretell estimate snow"), "{said}");
}
