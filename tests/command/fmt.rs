//! `foretell fmt`

use crate::common::{Sandbox, assert_page};

/// A record as somebody in a hurry wrote it.
const MESSY: &str = "\
# yaml-language-server: $schema=record.schema.json

deadline:   2026-12-31   # the last day
    # inclusive
estimates:
# the first
- by:   ann
  # said on the phone
  date: 2026-01-01
  probability: 70%
-   {by: bob, probability: 40%,date: 2026-01-02}


# what is asked
question: \"Will it rain
  before 2027?\"
tags: [a,b ,c]
resolution:
    evidence:
    - the gauge
    outcome: yes
x-mine: |
   keep
     this
criteria: >-
  Yes if it
  rains.
# the end
";

#[test]
fn keys_come_in_order_and_comments_stay_with_them() {
    let sandbox = Sandbox::new();
    sandbox.write("forecasts/rain.yaml", MESSY);
    let ran = sandbox.run(&["fmt"]);
    assert_eq!(
        ran.page(),
        "forecasts/rain.yaml\n--- stderr\n1 of 2 files changed\n--- exit 0\n"
    );
    assert_page("command", "fmt", &sandbox.read("forecasts/rain.yaml"));
    assert_eq!(
        sandbox.run(&["fmt"]).page(),
        "--- stderr\n0 of 2 files changed\n--- exit 0\n"
    );
    assert_eq!(sandbox.run(&["fmt", "--check"]).code, 0);
}

#[test]
fn a_check_names_the_files_and_changes_none() {
    let sandbox = Sandbox::new();
    sandbox.write("forecasts/rain.yaml", MESSY);
    sandbox.write("foretell.yaml", "forecaster:  tester\ngrace: 3\n");
    let ran = sandbox.run(&["fmt", "--check"]);
    let page =
        "forecasts/rain.yaml\nforetell.yaml\n--- stderr\n2 of 2 files would change\n--- exit 1\n";
    assert_eq!(ran.page(), page);
    assert_eq!(sandbox.read("forecasts/rain.yaml"), MESSY);
    let diff = sandbox.run(&["fmt", "--diff"]);
    assert_eq!(diff.code, 1);
    sandbox.git(&["init", "--quiet"]);
    sandbox.write("fmt.diff", &diff.out);
    sandbox.git(&["apply", "fmt.diff"]);
    assert_eq!(sandbox.run(&["fmt", "--check"]).code, 0);
    assert_eq!(
        sandbox.read("foretell.yaml"),
        "grace: 3\nforecaster: tester\n"
    );
}

#[test]
fn what_cannot_be_read_stays_as_it_is_and_hides_no_other() {
    let sandbox = Sandbox::new();
    let broken = "deadline: 2026-12-31\nquestion: [\n";
    sandbox.write(
        "forecasts/bulk.yaml",
        &format!("id: a\n{broken}---\ndeadline: 2026-12-31\nquestion: b\nid: b\n"),
    );
    let ran = sandbox.run(&["fmt"]);
    assert_eq!(ran.code, 2, "{}", ran.page());
    assert!(ran.err.contains("forecasts/bulk.yaml:3: "), "{}", ran.err);
    let text = sandbox.read("forecasts/bulk.yaml");
    assert_eq!(
        text,
        format!("id: a\n{broken}---\nquestion: b\nid: b\ndeadline: 2026-12-31\n")
    );
}

#[test]
fn only_chosen_files_are_laid_out() {
    let sandbox = Sandbox::new();
    sandbox.write("forecasts/rain.yaml", MESSY);
    sandbox.write("forecasts/snow.yaml", MESSY);
    sandbox.ok(&["fmt", "forecasts/snow.yaml"]);
    assert_eq!(sandbox.read("forecasts/rain.yaml"), MESSY);
    assert_ne!(sandbox.read("forecasts/snow.yaml"), MESSY);
}

#[test]
fn our_own_ledger_is_laid_out() {
    let ran = Sandbox::our_ledger().run(&["fmt", "--check"]);
    assert_eq!(ran.code, 0, "{}", ran.page());
}

#[test]
fn what_commands_write_is_laid_out() {
    let sandbox = Sandbox::empty();
    sandbox.ok(&["init", "--forecaster", "ann"]);
    sandbox.ok(&[
        "new",
        "rain",
        "--question",
        "Will it rain in Riga before 2028?",
        "--deadline",
        "2027-12-31",
    ]);
    sandbox.ok(&["estimate", "rain", "70%", "--because", "a front: it comes"]);
    sandbox.ok(&["resolve", "rain", "yes", "--evidence", "It poured"]);
    let ran = sandbox.run(&["fmt", "--check"]);
    assert_eq!(ran.code, 0, "{}", ran.page());
}

#[test]
fn estimates_come_in_blocks_unless_comments_divide_them() {
    let sandbox = Sandbox::new();
    let head = "question: Will it rain before 2027?\ndeadline: 2026-12-31\nestimates:\n";
    let one = |by: &str, day: u8| {
        format!("  - date: 2026-01-0{day}\n    by: {by}\n    probability: 70%\n")
    };
    let mixed = [head, &one("bob", 1), &one("ann", 2), &one("bob", 3)].concat();
    sandbox.write("forecasts/rain.yaml", &mixed);
    assert_eq!(
        sandbox
            .run(&["check", "--strict", "--ignore", "no-criteria"])
            .code,
        0
    );
    sandbox.ok(&["fmt"]);
    let blocks = [head, &one("ann", 2), &one("bob", 1), &one("bob", 3)].concat();
    assert_eq!(sandbox.read("forecasts/rain.yaml"), blocks);
    let divided = [
        head,
        &one("bob", 1),
        "  # after the debate\n",
        &one("ann", 2),
        &one("bob", 3),
    ];
    let divided = divided.concat();
    sandbox.write("forecasts/rain.yaml", &divided);
    sandbox.ok(&["fmt"]);
    assert_eq!(sandbox.read("forecasts/rain.yaml"), divided);
    // A command touches nothing but what it adds.
    sandbox.write("forecasts/rain.yaml", &mixed);
    sandbox.ok(&[
        "estimate",
        "rain",
        "20%",
        "--by",
        "ann",
        "--date",
        "2026-01-05",
    ]);
    let text = sandbox.read("forecasts/rain.yaml");
    let added = "  - date: 2026-01-05\n    by: ann\n    probability: 20%\n    logged: 2026-11-24\n";
    assert_eq!(
        text,
        [head, &one("bob", 1), &one("ann", 2), added, &one("bob", 3)].concat()
    );
}
