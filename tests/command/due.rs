//! `foretell due`

use crate::common::Sandbox;

#[test]
fn what_is_to_be_resolved_comes_in_three_parts() {
    let sandbox = Sandbox::new().on("2026-03-01");
    for (name, deadline) in [
        ("late", "2026-01-31"),
        ("soon", "2026-03-20"),
        ("far", "2028-01-01"),
    ] {
        let text =
            format!("question: Will {name} come?\nopened: 2026-01-01\ndeadline: {deadline}\n");
        sandbox.write(&format!("forecasts/{name}.yaml"), &text);
    }
    insta::assert_snapshot!(sandbox.ok(&["due"]), @"
    Overdue (1)
     id    when                deadline    answer by   owner  question
     ───── ─────────────────── ─────────── ─────────── ────── ────────────────
     late  overdue by 29 days  2026-01-31  2026-01-31         Will late come?

    Due within 30 days (1)
     id    when        deadline    answer by   owner  question
     ───── ─────────── ─────────── ─────────── ────── ────────────────
     soon  in 19 days  2026-03-20  2026-03-20         Will soon come?

    Later (1)
     id   when         deadline    answer by   owner  question
     ──── ──────────── ─────────── ─────────── ────── ───────────────
     far  in 671 days  2028-01-01  2028-01-01         Will far come?
    ");
    let json = sandbox
        .run(&["due", "--format", "json", "--stale", "30d"])
        .json();
    let parts: Vec<_> = json["rows"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["due"].clone())
        .collect();
    assert_eq!(parts, ["overdue", "soon", "later"]);
    assert_eq!(json["rows"][0]["stale"], true);
}

#[test]
fn nothing_open_is_said() {
    assert!(Sandbox::new().ok(&["due"]).contains("Nothing is open"));
}
