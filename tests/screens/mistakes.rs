//! What people type by mistake, and what they are told: what is wrong, and what to type.

use std::fmt::Write;

use crate::common::{Sandbox, assert_page};

/// A ledger with a question of three kinds.
fn sandbox() -> Sandbox {
    let sandbox = Sandbox::new().on("2026-11-24");
    sandbox.git(&["init", "--quiet"]);
    let head = "criteria: By the count.\nopened: 2026-11-01\ndeadline: 2026-12-31\n";
    sandbox.write_question(
        "rain",
        &format!(
            "question: Will it rain in Riga before 2027?\n{head}estimates:\n  \
             - {{date: 2026-11-02, by: ann, probability: 70%}}\n"
        ),
    );
    sandbox.write_question(
        "party",
        &format!(
            "question: Which party wins before 2027?\nkind: choice\noptions: [left, right, other]\n{head}"
        ),
    );
    sandbox.write_question(
        "gas",
        &format!("question: How much gas in 2026?\nkind: number\nunit: bcm\n{head}"),
    );
    sandbox.git(&["add", "--all"]);
    sandbox.git(&["commit", "--quiet", "--message", "questions"]);
    sandbox
}

/// Each is typed in a ledger as it was before.
const TYPED: &[&[&str]] = &[
    &["estimate", "rian", "60%"],
    &["estimate", "rain", "160%"],
    &["estimate", "rain", "70"],
    &["estimate", "rain", "sixty"],
    &["estimate", "rain", "evens"],
    &["estimate", "rain", "7:3"],
    &["estimate", "rain", "40/60"],
    &["estimate", "rain", "75-55%"],
    &["estimate", "rain", "<1%"],
    &["estimate", "rain"],
    &["estimate", "rain", "60%", "--date", "01/02/2026"],
    &["estimate", "rain", "60%", "--date", "2026-2-1"],
    &["estimate", "rain", "60%", "--date", "someday"],
    &["estimate", "rain", "60%", "--probability", "60%"],
    &["estimate", "rain", "60%", "--reason", "why"],
    &["estimate", "party", "60%"],
    &["estimate", "party", "left=60%", "right=30%"],
    &["estimate", "party", "left=60%", "right=30%", "green=10%"],
    &["estimate", "party", "left=60%", "right=30%", "other=20%"],
    &["estimate", "gas", "60%"],
    &["estimate", "gas", "5%=9", "50%=8", "95%=14"],
    &["resolve", "rain", "maybe"],
    &["resolve", "rain"],
    &["resolve", "party", "green"],
    &["resolve", "gas", "lots"],
    &["new"],
    &["new", "Will it snow?"],
    &["new", "Will it snow?", "31/12/2027"],
    &["new", "Will it snow?", "2027-02-30", "70%"],
    &["new", "Will it snow?", "2027-12-31", "170%"],
    &["new", "Snow", "2027-12-31"],
    &["list", "--tag", "gas"],
    &["list", "--state", "opne"],
    &["list", "--sort", "probability"],
    &["show"],
    &["show", "rian"],
    &["score", "--weigh", "day"],
    &["score", "--table", "none.csv"],
    &["score", "--group-by", "who"],
    &["score", "--json"],
    &["calibration", "--bins", "10"],
    &["calibration", "--rows", "ten"],
    &["compare", "ann"],
    &["compare", "ann", "bob"],
    &["plot", "reliabilty"],
    &["report", "--output", "r.html"],
    &["check", "nowhere.yaml"],
    &["overdue", "--changed-since", "nowhere"],
    &["audit", "--tolerance", "x"],
    &["explain", "nonsense"],
    &["export", "csv"],
    &["status"],
    &["delete", "rain"],
    &["undo"],
    &["rename", "rain", "bad id"],
    &["--root", "/nowhere", "list"],
    &["extract", "nowhere.txt"],
];

/// How many lines say what is wrong and what to type.
const LINES: usize = 16;

#[test]
fn each_mistake_is_told_with_what_to_type() {
    let mut page = String::new();
    for typed in TYPED {
        let ran = sandbox().run(typed);
        assert_eq!(ran.code, 2, "{typed:?}: {}", ran.page());
        let quoted = |word: &&str| {
            if word.contains([' ', '<']) {
                format!("\"{word}\"")
            } else {
                (*word).to_owned()
            }
        };
        let words = typed.iter().map(quoted);
        let words = words.collect::<Vec<_>>().join(" ");
        let told = format!("{}{}", ran.out, ran.err);
        assert!(told.lines().count() <= LINES, "{words}: {told}");
        writeln!(page, "$ foretell {words}\n{}\n", told.trim_end()).unwrap();
    }
    assert!(TYPED.len() >= 40);
    assert_page("screens", "mistakes", &page);
}
