//! Where the ledger is.

use std::fs;
use std::path::{Path, PathBuf};

use super::StoreError;

/// The folder of the records, under the ledger's root.
pub const FORECASTS: &str = "forecasts";

/// The file of the settings, in the ledger's root.
pub const SETTINGS: &str = "foretell.yaml";

/// Returns the ledger's root: `start`, or else the nearest folder above it that holds a ledger.
pub fn discover(start: &Path) -> Result<PathBuf, StoreError> {
    let start =
        std::path::absolute(start).map_err(StoreError::io("find", start.to_string_lossy()))?;
    let root = start.ancestors().find(|folder| holds_ledger(folder));
    root.map(Path::to_path_buf)
        .ok_or(StoreError::NoLedger(start))
}

/// Returns the ledger's root where a person names it outright.
pub fn named_root(root: &Path) -> Result<PathBuf, StoreError> {
    let root = std::path::absolute(root).map_err(StoreError::io("find", root.to_string_lossy()))?;
    if !root.is_dir() {
        return Err(StoreError::NotAFolder(root));
    }
    if !holds_ledger(&root) {
        return Err(StoreError::NotALedger(root));
    }
    Ok(root)
}

/// Returns what a path of the ledger begins with when it is seen from the top of its git repository:
/// nothing where the two are one folder, or where there is no repository.
#[must_use]
pub fn prefix(root: &Path) -> String {
    in_repository(root).1
}

/// Returns the top of the git repository that a ledger is in, and what a path of the ledger begins
/// with when it is seen from there; where there is no repository, the ledger itself and nothing.
pub(super) fn in_repository(root: &Path) -> (PathBuf, String) {
    // As git sees it: without links, and without `..`.
    let root = fs::canonicalize(root).unwrap_or_else(|_| root.to_path_buf());
    let mut parts = Vec::new();
    for folder in root.ancestors() {
        // In a worktree or a submodule it is a file.
        if folder.join(".git").exists() {
            parts.reverse();
            return (folder.to_path_buf(), parts.concat());
        }
        let name = folder.file_name().unwrap_or_default();
        parts.push(format!("{}/", name.to_string_lossy()));
    }
    (root, String::new())
}

fn holds_ledger(folder: &Path) -> bool {
    folder.join(SETTINGS).is_file() || folder.join(FORECASTS).is_dir()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_root_is_the_nearest_folder_above_that_holds_a_ledger() {
        let outer = tempfile::tempdir().unwrap();
        let inner = outer.path().join("inner");
        let deep = inner.join("forecasts/topic");
        fs::create_dir_all(&deep).unwrap();
        fs::write(outer.path().join(SETTINGS), "").unwrap();
        assert_eq!(discover(&deep).unwrap(), inner);
        assert_eq!(discover(outer.path()).unwrap(), outer.path());
    }

    #[test]
    fn a_path_seen_from_the_top_of_a_repository_begins_with_the_folders_between() {
        let top = tempfile::tempdir().unwrap();
        let below = top.path().join("desk/ledger");
        fs::create_dir_all(&below).unwrap();
        assert_eq!(prefix(&below), "");
        fs::create_dir(top.path().join(".git")).unwrap();
        assert_eq!(prefix(&below), "desk/ledger/");
        assert_eq!(prefix(top.path()), "");
        assert_eq!(prefix(&below.join("../ledger")), "desk/ledger/");
    }

    #[cfg(unix)]
    #[test]
    fn a_link_to_a_ledger_is_seen_where_the_ledger_is() {
        let top = tempfile::tempdir().unwrap();
        let elsewhere = tempfile::tempdir().unwrap();
        fs::create_dir_all(top.path().join("desk")).unwrap();
        fs::create_dir(top.path().join(".git")).unwrap();
        let link = elsewhere.path().join("link");
        std::os::unix::fs::symlink(top.path().join("desk"), &link).unwrap();
        assert_eq!(prefix(&link), "desk/");
    }

    #[test]
    fn without_a_ledger_the_error_says_where_it_looked() {
        let empty = tempfile::tempdir().unwrap();
        let error = discover(empty.path()).unwrap_err();
        assert!(matches!(&error, StoreError::NoLedger(at) if at == empty.path()));
        assert!(error.hint().unwrap().contains("foretell init"));
    }

    #[test]
    fn a_named_root_is_taken_as_it_is_and_must_hold_a_ledger() {
        let root = tempfile::tempdir().unwrap();
        let below = root.path().join("below");
        fs::create_dir(&below).unwrap();
        fs::write(root.path().join(SETTINGS), "").unwrap();
        assert_eq!(named_root(root.path()).unwrap(), root.path());
        assert!(matches!(named_root(&below), Err(StoreError::NotALedger(_))));
        let file = root.path().join(SETTINGS);
        assert!(matches!(named_root(&file), Err(StoreError::NotAFolder(_))));
    }
}
