//! `foretell log`

use crate::common::Sandbox;

fn two() -> Sandbox {
    let sandbox = Sandbox::new();
    let text = "question: Will it rain?\nopened: 2026-01-01\ndeadline: 2026-01-31\nestimates:\n  - {date: 2026-01-02, by: ann, probability: 70%}\n  - {date: 2026-01-01, by: bob, probability: 50%, logged: 2026-01-05}\nresolution: {outcome: no, known: 2026-02-01, logged: 2026-02-03, by: ann}\n";
    sandbox.write("forecasts/rain.yaml", text);
    sandbox
}

#[test]
fn entries_come_in_the_order_in_which_they_were_written_down() {
    insta::assert_snapshot!(two().ok(&["log"]), @"
    written     for         what        id    by   said
    ─────────── ─────────── ─────────── ───── ──── ─────
    2026-01-02              estimate    rain  ann  70%
    2026-01-05  2026-01-01  estimate    rain  bob  50%
    2026-02-03  2026-02-01  resolution  rain  ann  no
    ");
}

#[test]
fn the_newest_alone_can_be_asked_for() {
    let page = two().ok(&["log", "--last", "1", "--format", "csv"]);
    assert_eq!(page.lines().count(), 2);
    assert!(page.contains("resolution"), "{page}");
}
