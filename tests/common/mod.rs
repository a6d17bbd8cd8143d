//! What several tests need.

mod question;
pub mod generated;
mod sandbox;
mod tools;

pub use question::question;
pub use sandbox::{Ran, Sandbox, root};
pub use tools::{has_tools, tool, try_tool};

/// Returns whether the tests that talk to other programs run. Where they do, a missing program
/// fails; where they do not, the test says so.
pub fn tools() -> bool {
    let on = std::env::var("FORETELL_TEST_TOOLS").is_ok_and(|value| value == "1");
    if !on {
        println!("did not run: FORETELL_TEST_TOOLS is not 1");
    }
    on
}

/// Asserts a page-long snapshot in the top-level `snapshots/<folder>/<name>.snap`.
pub fn assert_page(folder: &str, name: &str, text: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(root().join("snapshots").join(folder));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, text));
}
