//! A team's month: `month.sh` played in a repository, its output kept as a page.

use std::process::Command;

use crate::common::{Ran, Sandbox, assert_page, root};

#[test]
fn a_month_of_a_team_goes_as_the_script_says() {
    let sandbox = Sandbox::empty();
    let mut bash = Command::new("bash");
    sandbox.scrub(&mut bash);
    bash.env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_SYSTEM", "/dev/null")
        .arg(root().join("tests/month.sh"));
    // It ends with 0 only where every exit code is the one that it names.
    let ran = Ran::of(&mut bash);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{}", ran.page());
    for red in ["overdue\n", "overdue --summary\n", "audit\n"] {
        let command = format!("$ foretell {red}");
        let after = ran.out.split(command.as_str()).skip(1);
        let printed = after.map(|text| text.split("\n$ ").next().unwrap());
        let mut printed = printed.filter(|text| text.contains("\n[exit 1]"));
        assert!(printed.next().is_some(), "{red} is never red");
    }
    // The id of the one commit that is named depends on every byte before it.
    let late = ["log", "--format=%h", "--abbrev=10", "--grep=the 6th"];
    let late = sandbox.git(&late);
    assert!(ran.out.contains(late.trim()), "{late}");
    assert_page(
        "command",
        "month",
        &ran.out.replace(late.trim(), "0123456789"),
    );
}

#[test]
fn the_script_stops_where_an_exit_code_is_another() {
    let script = std::fs::read_to_string(root().join("tests/month.sh")).unwrap();
    let (helpers, _) = script.split_once("\non 2026-11-02 ").unwrap();
    let sandbox = Sandbox::empty();
    let run = |last: &str| {
        let mut bash = Command::new("bash");
        sandbox.scrub(&mut bash);
        Ran::of(bash.args(["-c", &format!("{helpers}\n{last}\necho went on\n")]))
    };
    assert_eq!(run("ends 2 foretell overdue").code, 0);
    let ran = run("ends 0 foretell overdue");
    assert_eq!(ran.code, 1);
    assert!(
        ran.out.ends_with("[exit 2]\nthat should have been 0\n"),
        "{}",
        ran.out
    );
}
