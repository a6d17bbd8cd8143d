//! The help of every command, which is the manual.

use crate::common::{Sandbox, assert_page, root};

/// Returns every command, in the order of the manual.
pub fn commands() -> Vec<String> {
    let help = Sandbox::empty().ok(&["--help"]);
    let listed = help.split_once("\nOptions:\n").unwrap().0.lines();
    listed
        .filter(|line| line.starts_with("  ") && !line.starts_with("   "))
        .map(|line| line.split_whitespace().next().unwrap().to_owned())
        .collect()
}

/// Returns the names by which the heads of a page are linked to.
fn heads(page: &str) -> Vec<String> {
    let heads = page.lines().filter_map(|line| line.strip_prefix('#'));
    let kept = |c: &char| c.is_alphanumeric() || matches!(c, ' ' | '-');
    heads
        .map(|head| head.trim_start_matches('#').trim().to_lowercase())
        .map(|head| {
            head.chars()
                .filter(kept)
                .collect::<String>()
                .replace(' ', "-")
        })
        .collect()
}

#[test]
fn the_help_of_every_command_is_its_manual() {
    let sandbox = Sandbox::empty();
    assert_page("help", "foretell", &sandbox.ok(&["--help"]));
    let commands = commands();
    assert!(commands.len() > 20, "{commands:?}");
    for command in &commands {
        let help = sandbox.ok(&[command, "--help"]);
        assert!(help.contains("Example"), "{command} has no example");
        let (_, page) = help.split_once("\nManual: ").expect("a page of the manual");
        let (page, head) = page.trim().split_once('#').unwrap_or((page.trim(), ""));
        let page = std::fs::read_to_string(root().join(page)).expect(page);
        assert!(
            page.contains(&format!("foretell {command}")),
            "{command}: not on its page"
        );
        assert!(
            heads(&page)
                .iter()
                .any(|one| head.is_empty() || one == head),
            "{head}"
        );
        assert_page("help", command, &help);
    }
}

#[test]
fn a_slip_in_a_command_gets_the_nearest_one() {
    let ran = Sandbox::empty().run(&["calibraton"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("'calibration'"), "{}", ran.err);
}

/// Commands that are none, or go by another name, with what is said of them.
const NEAR: [(&[&str], &str); 11] = [
    (&["status"], "`foretell` alone says how things stand"),
    (&["rm", "rain"], "`foretell undo`"),
    (&["close", "rain"], "`foretell resolve ID OUTCOME`"),
    (&["import", "a.csv"], "`foretell score --table FILE`"),
    (&["lint"], "`foretell check`"),
    (&["leaderboard"], "`foretell score`"),
    (&["history"], "`foretell log`"),
    (&["calibraton"], "'calibration'"),
    (&["ls"], "could not find a ledger"),
    (&["est", "rain", "70%"], "could not find a ledger"),
    (&["add", "Will it?", "+7d"], "could not find a ledger"),
];

#[test]
fn a_command_that_nearly_exists_is_answered_by_the_one_that_does_it() {
    let sandbox = Sandbox::empty();
    for (typed, said) in NEAR {
        let ran = sandbox.run(typed);
        assert_eq!(ran.code, 2, "{typed:?}");
        assert!(ran.err.contains(said), "{typed:?}: {}", ran.err);
        assert!(ran.err.lines().count() <= 8, "{typed:?}: {}", ran.err);
    }
}

#[test]
fn help_of_a_command_is_its_help() {
    let sandbox = Sandbox::empty();
    assert_eq!(
        sandbox.ok(&["help", "score"]),
        sandbox.ok(&["score", "--help"])
    );
    assert_eq!(sandbox.ok(&["help"]), sandbox.ok(&["--help"]));
}
