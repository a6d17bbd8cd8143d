//! What several tests need.

pub mod generated;
mod question;
mod sandbox;
pub mod tables;
pub mod team;
mod tools;

pub use question::question;
pub use sandbox::{Ran, Sandbox, copy_tree, root};
pub use tools::{has_tools, tool, try_tool};

/// Asserts a page-long snapshot in the top-level `snapshots/<folder>/<name>.snap`.
pub fn assert_page(folder: &str, name: &str, text: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(root().join("snapshots").join(folder));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, text));
}

/// Where the workflows of the tests build foretell from: a repository that is none, and a commit.
pub const BUILD_FROM: &str =
    "https://example.org/foretell#0123456789abcdef0123456789abcdef01234567";
