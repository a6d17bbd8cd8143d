//! Programs beside Rust and git that tests talk to.

use std::process::Command;

/// Returns whether the tools of `.ci/requirements.txt` are there. Only where `FORETELL_TEST_TOOLS=1`
/// says so, as in `.ci/run`; elsewhere a test that needs one says that it did not run.
#[expect(clippy::print_stdout, reason = "a test that does not run says so")]
pub fn has_tools() -> bool {
    let has = std::env::var("FORETELL_TEST_TOOLS").is_ok_and(|value| value == "1");
    if !has {
        println!("skipped: FORETELL_TEST_TOOLS is not 1");
    }
    has
}

/// Runs a tool, which must be there and succeed, and returns what it printed.
pub fn tool(name: &str, args: &[&str]) -> String {
    let (ok, said) = try_tool(name, args);
    assert!(ok, "{name} {args:?}\n{said}");
    said
}

/// Runs a tool, which must be there, and returns whether it succeeded and what it printed.
pub fn try_tool(name: &str, args: &[&str]) -> (bool, String) {
    let ran = Command::new(name).args(args).output();
    let ran = ran.unwrap_or_else(|error| panic!("{name}: {error}; see .ci/requirements.txt"));
    let said = [ran.stdout, ran.stderr].concat();
    (
        ran.status.success(),
        String::from_utf8_lossy(&said).into_owned(),
    )
}
