//! A text on its way to becoming a file.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use super::discover::FORECASTS;
use super::keep::take_after;

/// The names of drafts, as git ignores them.
pub(super) const DRAFTS: &str = ".*.[0-9]*-[0-9]*.new";

/// A text on its way to becoming a file: complete and on the disk, under a name that nobody reads.
///
/// It is locked as long as its process lives, so that nobody sweeps it, and removed when it is
/// dropped.
pub(super) struct Draft {
    path: PathBuf,
    file: File,
}

/// How an attempt to put a draft in the place of a file ended.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Attempt {
    /// Whether it stands there; otherwise somebody else has just saved the file.
    pub(super) is_written: bool,
    /// The name of a file beside it that now holds what they saved, where they saved twice.
    pub(super) saved: Option<String>,
}

impl Draft {
    /// Writes a draft of the file `path`, with all that a file has besides its text from `like`.
    pub(super) fn write(path: &Path, bytes: &[u8], like: Option<&File>) -> io::Result<Self> {
        let mut draft = Self::open(path)?;
        if let Some(like) = like {
            take_after(&draft.file, like)?;
        }
        draft.file.write_all(bytes)?;
        draft.file.sync_all()?;
        Ok(draft)
    }

    /// Opens a new file beside `path`. Its name begins with a dot and does not end in `.yaml`, so
    /// that no reader takes one that a crash left behind for a record.
    fn open(path: &Path) -> io::Result<Self> {
        static NEXT: AtomicU64 = AtomicU64::new(0);
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        loop {
            let number = NEXT.fetch_add(1, Ordering::Relaxed);
            let name = format!(".{name}.{}-{number}.new", std::process::id());
            let path = path.with_file_name(name);
            match File::options().write(true).create_new(true).open(&path) {
                Ok(file) => {
                    // Some file systems know no locks.
                    let _ = file.try_lock();
                    // Who sweeps may have come between.
                    if path.exists() {
                        return Ok(Self { path, file });
                    }
                }
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(error),
            }
        }
    }

    /// Puts it where there is a file or none.
    pub(super) fn supersede(self, path: &Path) -> io::Result<()> {
        fs::rename(&self.path, path)?;
        sync_folder(path)
    }

    /// Puts it where there is no file: a hard link is made whole or not at all and, unlike
    /// renaming, never over another file.
    pub(super) fn publish(self, path: &Path) -> io::Result<()> {
        match fs::hard_link(&self.path, path) {
            Ok(()) => sync_folder(path).inspect_err(|_| drop(fs::remove_file(path))),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Err(error),
            Err(_) => self.copy(path),
        }
    }

    /// Does the same on a file system without hard links, where a crash may leave half a file.
    fn copy(self, path: &Path) -> io::Result<()> {
        let mut file = File::options().write(true).create_new(true).open(path)?;
        let written = fs::read(&self.path)
            .and_then(|bytes| file.write_all(&bytes))
            .and_then(|()| file.sync_all())
            .and_then(|()| sync_folder(path));
        written.inspect_err(|_| drop(fs::remove_file(path)))
    }

    /// Puts it, `new`, in the place of a file that reads as `old`.
    ///
    /// The two exchange their names, and only then is it seen what came out. Is that not `old`,
    /// then somebody has saved the file since it was read, and gets it back. Where the file system
    /// cannot exchange names, what they saved after the file was last read would be lost.
    pub(super) fn replace(self, path: &Path, old: &str, new: &str) -> io::Result<Attempt> {
        match exchange(&self.path, path) {
            Err(error) if cannot(&error) => {
                self.supersede(path)?;
                return Ok(Attempt::written());
            }
            exchanged => exchanged?,
        }
        // From here on the draft's name is that of what was in the file's place.
        let mut synced = Ok(());
        if holds(&self.path, old) {
            synced = sync_folder(path);
            // Who had it open already may have written to it meanwhile.
            if synced.is_ok() && holds(&self.path, old) {
                return Ok(Attempt::written());
            }
        }
        let is_back = exchange(&self.path, path).is_ok();
        if is_back && holds(&self.path, new) {
            return synced.map(|()| Attempt::default());
        }
        // Somebody has saved over the new text too. That is the last word, and stays.
        if is_back {
            let _ = exchange(&self.path, path);
        }
        let saved = self.keep(path)?;
        Ok(Attempt {
            is_written: false,
            saved: Some(saved),
        })
    }

    /// Keeps it beside `path`, under a name that is free, and returns the name.
    fn keep(self, path: &Path) -> io::Result<String> {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let mut saved = format!(".{name}.saved");
        for number in 2.. {
            let kept = path.with_file_name(&saved);
            match fs::hard_link(&self.path, &kept) {
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                Ok(()) => break,
                Err(_) => {
                    fs::rename(&self.path, &kept)?;
                    break;
                }
            }
            saved = format!(".{name}.saved-{number}");
        }
        sync_folder(path)?;
        Ok(saved)
    }
}

impl Attempt {
    fn written() -> Self {
        Self {
            is_written: true,
            saved: None,
        }
    }
}

impl Drop for Draft {
    fn drop(&mut self) {
        // After a rename there is nothing left to remove.
        let _ = fs::remove_file(&self.path);
    }
}

/// Exchanges the names of two files.
#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
fn exchange(one: &Path, other: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE)?)
}

/// This system cannot exchange the names of two files.
#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
fn exchange(_one: &Path, _other: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// Returns whether the kernel or the file system knows no exchange.
fn cannot(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::Unsupported | io::ErrorKind::InvalidInput
    )
}

/// Returns whether a file, and no link to one, has that text.
fn holds(path: &Path, text: &str) -> bool {
    fs::symlink_metadata(path).is_ok_and(|found| found.is_file())
        && fs::read(path).is_ok_and(|bytes| bytes == text.as_bytes())
}

/// Makes a folder with those on the way to it, as lasting as what will be in them.
pub(super) fn make_folders(folder: &Path) -> io::Result<()> {
    let missing: Vec<_> = folder.ancestors().take_while(|one| !one.exists()).collect();
    fs::create_dir_all(folder)?;
    missing.into_iter().try_for_each(sync_folder)
}

/// Makes the name of a file or folder as lasting as its content.
#[cfg(unix)]
pub(super) fn sync_folder(path: &Path) -> io::Result<()> {
    path.parent()
        .map_or(Ok(()), |folder| File::open(folder)?.sync_all())
}

/// Folders cannot be opened for syncing here.
#[cfg(not(unix))]
pub(super) fn sync_folder(_path: &Path) -> io::Result<()> {
    Ok(())
}

/// Removes the drafts that dead processes have left in a ledger.
pub(super) fn sweep_ledger(root: &Path) {
    sweep(root, false, |_| true);
    sweep(&root.join(FORECASTS), true, |_| true);
}

/// Removes the drafts of one file that dead processes have left beside it.
pub(super) fn sweep_beside(path: &Path) {
    if let (Some(folder), Some(name)) = (path.parent(), path.file_name()) {
        sweep(folder, false, |of| of == name.to_string_lossy());
    }
}

fn sweep(folder: &Path, is_deep: bool, is_wanted: impl Fn(&str) -> bool + Copy) {
    let entries = fs::read_dir(folder).into_iter().flatten();
    for entry in entries.flatten() {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        match entry.file_type() {
            Ok(kind) if kind.is_dir() && is_deep && !name.starts_with('.') => {
                sweep(&entry.path(), true, is_wanted);
            }
            Ok(kind) if kind.is_file() && draft_of(&name).is_some_and(is_wanted) => {
                remove_dead(&entry.path());
            }
            _ => {}
        }
    }
}

/// Removes a draft that no living process holds locked. Unlike a process's number, a lock is seen
/// from every container on the machine, and from every machine that shares the disk with its locks.
fn remove_dead(draft: &Path) {
    if File::open(draft).is_ok_and(|file| file.try_lock().is_ok()) {
        let _ = fs::remove_file(draft);
    }
}

/// Returns the name of the file that a draft of this name is one of.
fn draft_of(name: &str) -> Option<&str> {
    let (of, process) = name
        .strip_prefix('.')?
        .strip_suffix(".new")?
        .rsplit_once('.')?;
    let (process, number) = process.split_once('-')?;
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    (digits(process) && digits(number)).then_some(of)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns a folder with a file and a draft that is to stand in its place.
    fn drafted(old: &str, new: &str) -> (tempfile::TempDir, PathBuf, Draft) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.yaml");
        fs::write(&path, old).unwrap();
        let draft = Draft::write(&path, new.as_bytes(), None).unwrap();
        (folder, path, draft)
    }

    /// Returns the files of a folder with their texts.
    fn texts(folder: &tempfile::TempDir) -> Vec<(String, String)> {
        let entries = fs::read_dir(folder.path()).unwrap().map(Result::unwrap);
        let mut texts: Vec<_> = entries
            .map(|entry| {
                let name = entry.file_name().into_string().unwrap();
                (name, fs::read_to_string(entry.path()).unwrap())
            })
            .collect();
        texts.sort();
        texts
    }

    fn owned(texts: &[(&str, &str)]) -> Vec<(String, String)> {
        let owned = texts
            .iter()
            .map(|(a, b)| ((*a).to_owned(), (*b).to_owned()));
        owned.collect()
    }

    #[test]
    fn without_hard_links_a_new_file_never_overwrites_one_either() {
        let (folder, path, draft) = drafted("first", "second");
        let refused = draft.copy(&path).unwrap_err();
        assert_eq!(refused.kind(), io::ErrorKind::AlreadyExists);
        assert_eq!(texts(&folder), owned(&[("a.yaml", "first")]));
    }

    #[test]
    fn a_file_that_was_saved_since_it_was_read_gets_its_name_back() {
        let (folder, path, draft) = drafted("theirs", "new");
        let attempt = draft.replace(&path, "old", "new").unwrap();
        if attempt.is_written {
            // This file system cannot exchange names.
            return;
        }
        assert_eq!(attempt, Attempt::default());
        assert_eq!(texts(&folder), owned(&[("a.yaml", "theirs")]));
    }

    #[test]
    fn what_was_saved_over_at_once_is_kept_beside() {
        // That the new text is not what comes out again is what a second save looks like.
        let (folder, path, draft) = drafted("theirs", "their next");
        let attempt = draft.replace(&path, "old", "new").unwrap();
        if attempt.is_written {
            return;
        }
        assert_eq!(attempt.saved.as_deref(), Some(".a.yaml.saved"));
        let expected = [(".a.yaml.saved", "theirs"), ("a.yaml", "their next")];
        assert_eq!(texts(&folder), owned(&expected));
    }

    #[test]
    fn what_is_kept_beside_overwrites_nothing() {
        let (folder, path, draft) = drafted("file", "kept");
        fs::write(folder.path().join(".a.yaml.saved"), "earlier").unwrap();
        assert_eq!(draft.keep(&path).unwrap(), ".a.yaml.saved-2");
        let expected = [
            (".a.yaml.saved", "earlier"),
            (".a.yaml.saved-2", "kept"),
            ("a.yaml", "file"),
        ];
        assert_eq!(texts(&folder), owned(&expected));
    }

    #[test]
    fn drafts_of_the_dead_are_swept_and_nothing_else() {
        let root = tempfile::tempdir().unwrap();
        let deep = root.path().join("forecasts/asia");
        fs::create_dir_all(&deep).unwrap();
        fs::create_dir(root.path().join("notes")).unwrap();
        let living = Draft::write(&deep.join("c.yaml"), b"", None).unwrap();
        let write = |name: &str| fs::write(root.path().join(name), "").unwrap();
        let dead = ["forecasts/asia/.a.yaml.12-0.new", "..gitignore.1-12.new"];
        let others = [
            "forecasts/asia/.a.yaml.12-x.new",
            "forecasts/asia/a.yaml.12-0.new",
            "forecasts/asia/.a.yaml.saved",
            "notes/.a.yaml.12-0.new",
        ];
        dead.into_iter().chain(others).for_each(write);
        sweep_ledger(root.path());
        let is_there = |name: &&str| root.path().join(name).exists();
        assert_eq!(dead.iter().filter(|name| is_there(name)).count(), 0);
        assert_eq!(others.iter().filter(|name| is_there(name)).count(), 4);
        assert!(living.path.exists());
        sweep_beside(&root.path().join("notes/b.yaml"));
        assert!(is_there(&others[3]));
        sweep_beside(&root.path().join("notes/a.yaml"));
        assert!(!is_there(&others[3]));
    }
}
