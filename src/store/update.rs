//! Changing a file of the ledger: under the lock, checked, whole or not at all.

use std::path::Path;
use std::thread;

use super::place::resolve;
use super::settled::{PAUSE, wait_until_settled};
use super::write::replace;
use super::{Lock, StoreError, create, read};

/// How often a change is made again where somebody else saves the file meanwhile.
const ATTEMPTS: usize = 100;

/// What a change does to a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Updated {
    /// The text before it.
    pub old: String,
    /// The text after it.
    pub new: String,
    /// Files with what others saved in the same moment, and saved over at once.
    pub saved: Vec<String>,
}

/// Changes a file: reads it, edits the text, has the result checked, and writes it.
///
/// The lock is held from before the reading until after the writing, so two commands at once lose
/// neither's change. An editor heeds no lock: what it saves meanwhile is read, edited and checked
/// again. Where `edit` or `check` fails, the file stays as it was. An edit that changes nothing
/// writes nothing.
pub fn update<E: From<StoreError>>(
    lock: &Lock,
    file: &str,
    mut edit: impl FnMut(&str) -> Result<String, E>,
    mut check: impl FnMut(&str) -> Result<(), E>,
) -> Result<Updated, E> {
    let mut saved = Vec::new();
    let mut attempt = |old: &str| {
        let updated = changed(old, &mut edit, &mut check)?;
        if updated.new == old {
            return Ok(Some(updated));
        }
        let attempt = replace(lock, file, old, &updated.new)?;
        let beside = attempt
            .saved
            .map(|name| Path::new(file).with_file_name(name));
        saved.extend(beside.map(|path| path.to_string_lossy().into_owned()));
        Ok(attempt.is_written.then_some(updated))
    };
    for _ in 0..ATTEMPTS {
        let old = settled(lock.root(), file)?;
        match attempt(&old) {
            Ok(Some(updated)) => return Ok(Updated { saved, ..updated }),
            Ok(None) => {}
            Err(error) if read(lock.root(), file).is_ok_and(|now| now == old) => return Err(error),
            // What could not be changed is not what is there by now.
            Err(_) => thread::sleep(PAUSE),
        }
    }
    Err(StoreError::Changed(file.to_owned()).into())
}

/// Does all that [`update`] does, except lock and write.
pub fn preview<E: From<StoreError>>(
    root: &Path,
    file: &str,
    edit: impl FnMut(&str) -> Result<String, E>,
    check: impl FnMut(&str) -> Result<(), E>,
) -> Result<Updated, E> {
    changed(&settled(root, file)?, edit, check)
}

fn changed<E>(
    old: &str,
    mut edit: impl FnMut(&str) -> Result<String, E>,
    mut check: impl FnMut(&str) -> Result<(), E>,
) -> Result<Updated, E> {
    let new = edit(old)?;
    check(&new)?;
    Ok(Updated {
        old: old.to_owned(),
        new,
        saved: Vec::new(),
    })
}

/// Adds a file that is not there yet, after a last check under the lock: that its id, say, is
/// still free.
pub fn add<E: From<StoreError>>(
    lock: &Lock,
    file: &str,
    text: &str,
    check: impl FnOnce() -> Result<(), E>,
) -> Result<(), E> {
    check()?;
    Ok(create(lock, file, text)?)
}

/// Returns the text of a file, when others have finished saving it.
fn settled(root: &Path, file: &str) -> Result<String, StoreError> {
    wait_until_settled(&resolve(root, file)?);
    read(root, file)
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::sync::Barrier;
    use std::thread;

    use super::*;
    use crate::store::testing::lock;

    const FILE: &str = "forecasts/a.yaml";

    fn ledger(text: &str) -> tempfile::TempDir {
        let root = tempfile::tempdir().unwrap();
        add(&lock(root.path()), FILE, text, || Ok::<_, StoreError>(())).unwrap();
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
                        update(&lock(root), FILE, edit, |_| Ok(())).unwrap();
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
                        add(&lock(root), "forecasts/b.yaml", &text, check).is_ok()
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
        let refused = update(&lock(root.path()), FILE, edit, refuse);
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
            saved: Vec::new(),
        };
        assert_eq!(preview, expected);
        assert_eq!(read(root.path(), FILE).unwrap(), "old");
    }

    #[test]
    fn a_change_of_the_file_while_it_is_edited_is_edited_too() {
        let root = ledger("old");
        let path = root.path().join(FILE);
        let mut times = 0;
        let edit = |old: &str| {
            times += 1;
            if times == 1 {
                fs::write(&path, "by an editor").unwrap();
            }
            Ok::<_, StoreError>(format!("{old} and by us"))
        };
        let updated = update(&lock(root.path()), FILE, edit, |_| Ok(())).unwrap();
        assert_eq!((updated.old.as_str(), times), ("by an editor", 2));
        assert_eq!(read(root.path(), FILE).unwrap(), "by an editor and by us");
    }

    #[test]
    fn what_cannot_be_edited_is_read_again_where_somebody_is_saving_it() {
        let root = ledger("old");
        let path = root.path().join(FILE);
        let edit = |old: &str| match old {
            "old" => {
                // Emptied, to be written in a moment.
                fs::write(&path, "").unwrap();
                Err(StoreError::NotUtf8(String::new()))
            }
            "" => {
                fs::write(&path, "saved").unwrap();
                Err(StoreError::NotUtf8(String::new()))
            }
            old => Ok(format!("{old} and edited")),
        };
        update(&lock(root.path()), FILE, edit, |_| Ok(())).unwrap();
        assert_eq!(read(root.path(), FILE).unwrap(), "saved and edited");
    }

    #[test]
    fn a_file_that_is_saved_all_the_time_is_left_alone_in_the_end() {
        let root = ledger("0");
        let path = root.path().join(FILE);
        let edit = |old: &str| {
            let next = old.parse::<usize>().unwrap() + 1;
            fs::write(path.with_extension("tmp"), next.to_string()).unwrap();
            fs::rename(path.with_extension("tmp"), &path).unwrap();
            Ok("new".to_owned())
        };
        let refused = update(&lock(root.path()), FILE, edit, |_| Ok(()));
        assert!(matches!(refused, Err(StoreError::Changed(_))));
        assert_eq!(read(root.path(), FILE).unwrap(), ATTEMPTS.to_string());
    }
}
