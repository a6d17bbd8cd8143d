//! Changing a file of the ledger: under the lock, checked, whole or not at all.

use std::path::Path;

use super::{Lock, StoreError, create, read, replace};

/// What a change does to a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Updated {
    /// The text before it.
    pub old: String,
    /// The text after it.
    pub new: String,
}

/// Changes a file: reads it, edits the text, has the result checked, and writes it.
///
/// The lock is held from before the reading until after the writing, so two commands at once lose
/// neither's change. Where `edit` or `check` fails, the file stays as it was. An edit that changes
/// nothing writes nothing.
pub fn update<E: From<StoreError>>(
    root: &Path,
    file: &str,
    edit: impl FnOnce(&str) -> Result<String, E>,
    check: impl FnOnce(&str) -> Result<(), E>,
) -> Result<Updated, E> {
    let lock = Lock::acquire(root)?;
    let updated = preview(root, file, edit, check)?;
    if updated.new != updated.old {
        replace(&lock, file, &updated.old, &updated.new)?;
    }
    Ok(updated)
}

/// Does all that [`update`] does, except lock and write.
pub fn preview<E: From<StoreError>>(
    root: &Path,
    file: &str,
    edit: impl FnOnce(&str) -> Result<String, E>,
    check: impl FnOnce(&str) -> Result<(), E>,
) -> Result<Updated, E> {
    let old = read(root, file)?;
    let new = edit(&old)?;
    check(&new)?;
    Ok(Updated { old, new })
}

/// Adds a file that is not there yet, after a last check under the lock: that its id, say, is
/// still free.
pub fn add<E: From<StoreError>>(
    root: &Path,
    file: &str,
    text: &str,
    check: impl FnOnce() -> Result<(), E>,
) -> Result<(), E> {
    let lock = Lock::acquire(root)?;
    check()?;
    Ok(create(&lock, file, text)?)
}

#[cfg(test)]
mod tests {
    use std::sync::Barrier;
    use std::thread;

    use super::*;

    const FILE: &str = "forecasts/a.yaml";

    fn ledger(text: &str) -> tempfile::TempDir {
        let root = tempfile::tempdir().unwrap();
        add(root.path(), FILE, text, || Ok::<_, StoreError>(())).unwrap();
        root
    }

    #[test]
    fn two_writers_at_once_lose_neither_change() {
        const EACH: usize = 20;
        let root = ledger("");
        let start = Barrier::new(4);
        thread::scope(|scope| {
            for writer in 0..4 {
                let (root, start) = (root.path(), &start);
                scope.spawn(move || {
                    start.wait();
                    for number in 0..EACH {
                        let line = format!("- {writer}.{number}\n");
                        let edit = |old: &str| Ok::<_, StoreError>(format!("{old}{line}"));
                        update(root, FILE, edit, |_| Ok(())).unwrap();
                    }
                });
            }
        });
        let text = read(root.path(), FILE).unwrap();
        let mut lines: Vec<&str> = text.lines().collect();
        lines.sort_unstable();
        lines.dedup();
        assert_eq!(lines.len(), 4 * EACH);
    }

    #[test]
    fn of_two_new_files_of_one_name_one_is_written() {
        let root = ledger("");
        let start = Barrier::new(8);
        let written = thread::scope(|scope| {
            let writers: Vec<_> = (0..8)
                .map(|writer| {
                    let (root, start) = (root.path(), &start);
                    scope.spawn(move || {
                        start.wait();
                        let text = writer.to_string();
                        let check = || Ok::<_, StoreError>(());
                        add(root, "forecasts/b.yaml", &text, check).is_ok()
                    })
                })
                .collect();
            let done = writers.into_iter().map(|writer| writer.join().unwrap());
            done.filter(|&done| done).count()
        });
        assert_eq!(written, 1);
    }

    #[test]
    fn a_change_that_the_check_refuses_leaves_the_file_as_it_was() {
        let root = ledger("sound");
        let refuse = |new: &str| Err(StoreError::Outside(new.to_owned()));
        let edit = |_: &str| Ok("broken".to_owned());
        let refused = update(root.path(), FILE, edit, refuse);
        assert!(matches!(refused, Err(StoreError::Outside(text)) if text == "broken"));
        assert_eq!(read(root.path(), FILE).unwrap(), "sound");
    }

    #[test]
    fn a_preview_tells_the_change_and_writes_nothing() {
        let root = ledger("old");
        let edit = |_: &str| Ok::<_, StoreError>("new".to_owned());
        let preview = preview(root.path(), FILE, edit, |_| Ok(())).unwrap();
        let expected = Updated {
            old: "old".to_owned(),
            new: "new".to_owned(),
        };
        assert_eq!(preview, expected);
        assert_eq!(read(root.path(), FILE).unwrap(), "old");
    }

    #[test]
    fn a_change_of_the_file_while_it_is_edited_is_noticed() {
        let root = ledger("old");
        let path = root.path().join(FILE);
        let edit = |_: &str| {
            std::fs::write(&path, "by an editor").unwrap();
            Ok("new".to_owned())
        };
        let refused = update(root.path(), FILE, edit, |_| Ok(()));
        assert!(matches!(refused, Err(StoreError::Changed(_))));
        assert_eq!(read(root.path(), FILE).unwrap(), "by an editor");
    }
}
