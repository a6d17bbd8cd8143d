//! Starting a ledger.

use std::fs;
use std::path::Path;

use super::discover::in_repository;
use super::write::create_below;
use super::{LOCK, Lock, StoreError, create, read, replace};

/// Where git is told what is none of its business.
const IGNORE: &str = ".gitignore";

/// Starts a ledger in a folder: writes these files and keeps the lock out of git. Returns the
/// files that it wrote; what is there already stays as it is.
pub fn start<'a>(dir: &Path, files: &'a [(&'a str, String)]) -> Result<Vec<&'a str>, StoreError> {
    let shown = dir.to_string_lossy();
    fs::create_dir_all(dir).map_err(StoreError::io("create", &*shown))?;
    let root = fs::canonicalize(dir).map_err(StoreError::io("open", &*shown))?;
    let lock = Lock::acquire(&root)?;
    let mut written = Vec::new();
    for (file, text) in files {
        match create(&lock, file, text) {
            Ok(()) => written.push(*file),
            Err(StoreError::Exists(_)) => {}
            Err(error) => return Err(error),
        }
    }
    if ignore_lock(&lock)? {
        written.push(IGNORE);
    }
    Ok(written)
}

/// Writes a file for a service at the top of the repository that a ledger is in, or in the ledger
/// where there is no repository. A file that is there already stays as it is.
pub fn add_at_top(dir: &Path, file: &str, text: &str) -> Result<(), StoreError> {
    create_below(&in_repository(dir).0, file, text)
}

/// Adds the lock to `.gitignore`, unless it is there.
fn ignore_lock(lock: &Lock) -> Result<bool, StoreError> {
    let line = format!("/{LOCK}\n");
    match read(lock.root(), IGNORE) {
        Err(StoreError::Missing(_)) => create(lock, IGNORE, &line)?,
        Err(error) => return Err(error),
        Ok(old)
            if old
                .lines()
                .any(|known| known.trim_start_matches('/') == LOCK) =>
        {
            return Ok(false);
        }
        Ok(old) => {
            let end = if old.is_empty() || old.ends_with('\n') {
                ""
            } else {
                "\n"
            };
            replace(lock, IGNORE, &old, &format!("{old}{end}{line}"))?;
        }
    }
    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::prefix;

    #[test]
    fn what_is_for_a_service_goes_to_the_top_and_overwrites_nothing() {
        let top = tempfile::tempdir().unwrap();
        let ledger = top.path().join("desk/ledger");
        fs::create_dir_all(&ledger).unwrap();
        fs::create_dir(top.path().join(".git")).unwrap();
        assert_eq!(prefix(&ledger), "desk/ledger/");
        add_at_top(&ledger, ".github/a.yml", "a\n").unwrap();
        let again = add_at_top(&ledger, ".github/a.yml", "b\n");
        assert!(matches!(again, Err(StoreError::Exists(_))));
        let text = fs::read_to_string(top.path().join(".github/a.yml")).unwrap();
        assert_eq!(text, "a\n");
    }

    #[test]
    fn starting_twice_writes_nothing_the_second_time() {
        let root = tempfile::tempdir().unwrap();
        fs::write(root.path().join(IGNORE), "/target").unwrap();
        let files = [("foretell.yaml", "grace: 14\n".to_owned())];
        assert_eq!(
            start(root.path(), &files).unwrap(),
            ["foretell.yaml", IGNORE]
        );
        let ignored = fs::read_to_string(root.path().join(IGNORE)).unwrap();
        assert_eq!(ignored, "/target\n/.foretell.lock\n");
        fs::write(root.path().join("foretell.yaml"), "grace: 7\n").unwrap();
        assert!(start(root.path(), &files).unwrap().is_empty());
        assert_eq!(
            fs::read_to_string(root.path().join("foretell.yaml")).unwrap(),
            "grace: 7\n"
        );
    }
}
