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
    written     for         what        id    by   estimate or outcome
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

#[test]
fn csv_has_the_numbers_and_the_outcome_to_the_last_digit() {
    let sandbox = Sandbox::new();
    let text = "question: Will it rain?\nopened: 2026-01-01\ndeadline: 2026-01-31\nestimates:\n  - {date: 2026-01-02, by: ann, probability: 33.25%}\nresolution: {outcome: 12.125%, known: 2026-02-01, by: ann}\n";
    sandbox.write("forecasts/rain.yaml", text);
    insta::assert_snapshot!(sandbox.ok(&["log", "--format", "csv"]), @"
    written,date,what,id,kind,by,form,outcome,option,quantile,happens_by,sample,component,parameter,value,range_low,range_high
    2026-01-02,2026-01-02,estimate,rain,binary,ann,probability,,,,,,,,0.3325,,
    2026-02-01,2026-02-01,resolution,rain,binary,ann,,0.12125,,,,,,,,,
    ");
}
