//! Starting a ledger.

use std::fs;
use std::path::{Path, PathBuf};

use super::discover::in_repository;
use super::draft::{DRAFTS, make_folders, sweep_beside};
use super::write::create_below;
use super::{LOCK, Lock, StoreError, create, update};

/// Where git is told what is none of its business.
const IGNORE: &str = ".gitignore";

/// Makes the folder of a ledger that is to be started, where it is not there, and returns it as it
/// is without links.
pub fn prepare(dir: &Path) -> Result<PathBuf, StoreError> {
    let shown = dir.to_string_lossy();
    let dir = std::path::absolute(dir).map_err(StoreError::io("find", &*shown))?;
    make_folders(&dir).map_err(StoreError::io("create", &*shown))?;
    fs::canonicalize(dir).map_err(StoreError::io("open", &*shown))
}

/// Starts a ledger: writes these files and keeps lock and drafts out of git. Returns the files that
/// it wrote; what is there already stays as it is.
pub fn start<'a>(lock: &Lock, files: &'a [(&'a str, String)]) -> Result<Vec<&'a str>, StoreError> {
    let mut written = Vec::new();
    for (file, text) in files {
        match create(lock, file, text) {
            Ok(()) => written.push(*file),
            Err(StoreError::Exists(_)) => {}
            Err(error) => return Err(error),
        }
    }
    if ignore(lock)? {
        written.push(IGNORE);
    }
    Ok(written)
}

/// Writes a file for a service at the top of the repository that a ledger is in, or in the ledger
/// where there is no repository. A file that is there already stays as it is.
pub fn add_at_top(dir: &Path, file: &str, text: &str) -> Result<(), StoreError> {
    let top = in_repository(dir).0;
    sweep_beside(&top.join(file));
    create_below(&top, file, text)
}

/// Adds to `.gitignore` what it lacks, and returns whether that was anything.
fn ignore(lock: &Lock) -> Result<bool, StoreError> {
    add_lines(
        lock,
        IGNORE,
        &[format!("/{LOCK}"), DRAFTS.to_owned()],
        |_| false,
    )
}

/// Adds to a file of lines what it lacks, and returns whether that was anything. Where a line says
/// otherwise nothing is written, and the file is there already.
pub(super) fn add_lines(
    lock: &Lock,
    file: &str,
    lines: &[String],
    is_other: impl Fn(&str) -> bool,
) -> Result<bool, StoreError> {
    match create(lock, file, &format!("{}\n", lines.join("\n"))) {
        Err(StoreError::Exists(_)) => {}
        created => return created.map(|()| true),
    }
    let bare = |line: &str| line.trim().trim_start_matches('/').to_owned();
    let edit = |old: &str| {
        if old.lines().any(&is_other) {
            return Err(StoreError::Exists(file.to_owned()));
        }
        let mut new = old.to_owned();
        let lacks = |line: &&String| !old.lines().any(|known| bare(known) == bare(line));
        for line in lines.iter().filter(lacks) {
            if !new.is_empty() && !new.ends_with('\n') {
                new.push('\n');
            }
            new.push_str(&format!("{line}\n"));
        }
        Ok::<_, StoreError>(new)
    };
    let updated = update(lock, file, edit, |_| Ok(()))?;
    Ok(updated.new != updated.old)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::prefix;
    use crate::store::testing::lock;

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
        let lock = lock(root.path());
        assert_eq!(start(&lock, &files).unwrap(), ["foretell.yaml", IGNORE]);
        let ignored = fs::read_to_string(root.path().join(IGNORE)).unwrap();
        assert_eq!(ignored, "/target\n/.foretell.lock\n.*.[0-9]*-[0-9]*.new\n");
        fs::write(root.path().join("foretell.yaml"), "grace: 7\n").unwrap();
        assert!(start(&lock, &files).unwrap().is_empty());
        assert_eq!(
            fs::read_to_string(root.path().join("foretell.yaml")).unwrap(),
            "grace: 7\n"
        );
    }
}
