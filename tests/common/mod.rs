//! What several tests need.

use std::fs;

mod figures;
pub mod generated;
mod question;
mod sandbox;
pub mod tables;
pub mod team;
mod tools;

pub use figures::{flat, near, number};
pub use question::question;
pub use sandbox::{Ran, Sandbox, copy_tree, root};
pub use tools::{has_tools, tool, try_tool};

/// Asserts that a picture of the manual is what is drawn now; `UPDATE_DOCS=1` draws it anew.
pub fn assert_picture(name: &str, drawn: &str) {
    let path = root().join("docs/images").join(name);
    if std::env::var("UPDATE_DOCS").is_ok() {
        fs::write(&path, drawn).unwrap();
    }
    let kept = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        kept == drawn,
        "{name} is stale: UPDATE_DOCS=1 draws it anew"
    );
}

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
