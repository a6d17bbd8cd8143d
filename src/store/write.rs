//! Writing a file whole or not at all.

use std::fs::{self, File, Metadata};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use super::place::resolve;
use super::{Lock, StoreError, read};

/// Writes a file that is not there yet, with the folders on the way to it.
///
/// A file that is there, even one that appears meanwhile, is never overwritten.
pub fn create(lock: &Lock, file: &str, text: &str) -> Result<(), StoreError> {
    create_below(lock.root(), file, text)
}

/// Writes such a file below any folder. It needs no lock, since nothing is overwritten.
pub(super) fn create_below(root: &Path, file: &str, text: &str) -> Result<(), StoreError> {
    let path = resolve(root, file)?;
    let folder = path.parent().unwrap_or(root);
    fs::create_dir_all(folder).map_err(StoreError::io("create the folder of", file))?;
    let draft = Draft::write(&path, text, None).map_err(StoreError::io("write", file))?;
    draft.publish(&path).map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => StoreError::Exists(file.to_owned()),
        _ => StoreError::io("write", file)(error),
    })
}

/// Replaces the text of a file, or fails where it no longer reads as `old`.
///
/// The file keeps its mode and its owner.
pub fn replace(lock: &Lock, file: &str, old: &str, new: &str) -> Result<(), StoreError> {
    let path = resolve(lock.root(), file)?;
    let metadata = writable(&path, file)?;
    if read(lock.root(), file)? != old {
        return Err(StoreError::Changed(file.to_owned()));
    }
    let draft = Draft::write(&path, new, Some(&metadata)).map_err(StoreError::io("write", file))?;
    draft
        .supersede(&path)
        .map_err(StoreError::io("write", file))
}

/// Returns what is known of a file that this process may write.
///
/// Renaming over a file needs no right to write to *it*, so that has to be asked for.
fn writable(path: &Path, file: &str) -> Result<Metadata, StoreError> {
    let metadata = fs::symlink_metadata(path).map_err(StoreError::io("read", file))?;
    if !metadata.is_file() {
        return Err(StoreError::NotAFile(file.to_owned()));
    }
    let read_only = || StoreError::ReadOnly(file.to_owned());
    if metadata.permissions().readonly() {
        return Err(read_only());
    }
    match File::options().append(true).open(path) {
        Ok(_) => Ok(metadata),
        Err(error) if error.kind() == io::ErrorKind::PermissionDenied => Err(read_only()),
        Err(error) => Err(StoreError::io("write", file)(error)),
    }
}

/// A text on its way to becoming a file: complete and on the disk, under a name that nobody reads.
/// Removed when it is dropped.
pub(super) struct Draft(PathBuf);

impl Draft {
    pub(super) fn write(
        path: &Path,
        bytes: impl AsRef<[u8]>,
        like: Option<&Metadata>,
    ) -> io::Result<Self> {
        let (mut file, draft) = Self::open(path)?;
        if let Some(like) = like {
            take_after(&file, like)?;
        }
        file.write_all(bytes.as_ref())?;
        file.sync_all()?;
        Ok(draft)
    }

    /// Opens a new file beside `path`. Its name begins with a dot and does not end in `.yaml`, so
    /// that no reader takes one that a crash left behind for a record.
    fn open(path: &Path) -> io::Result<(File, Self)> {
        static NEXT: AtomicU64 = AtomicU64::new(0);
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        loop {
            let number = NEXT.fetch_add(1, Ordering::Relaxed);
            let draft = format!(".{name}.{}-{number}.new", std::process::id());
            let draft = path.with_file_name(draft);
            match File::options().write(true).create_new(true).open(&draft) {
                Ok(file) => return Ok((file, Self(draft))),
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(error),
            }
        }
    }

    /// Puts it in the place of an old file.
    pub(super) fn supersede(self, path: &Path) -> io::Result<()> {
        fs::rename(&self.0, path)?;
        sync_folder(path)
    }

    /// Puts it where there is no file: a hard link is made whole or not at all and, unlike
    /// renaming, never over another file.
    fn publish(self, path: &Path) -> io::Result<()> {
        match fs::hard_link(&self.0, path) {
            Ok(()) => sync_folder(path),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Err(error),
            Err(_) => self.copy(path),
        }
    }

    /// Does the same on a file system without hard links, where a crash may leave half a file.
    fn copy(self, path: &Path) -> io::Result<()> {
        let mut file = File::options().write(true).create_new(true).open(path)?;
        let written = fs::read(&self.0)
            .and_then(|bytes| file.write_all(&bytes))
            .and_then(|()| file.sync_all());
        if written.is_err() {
            let _ = fs::remove_file(path);
        }
        written?;
        sync_folder(path)
    }
}

impl Drop for Draft {
    fn drop(&mut self) {
        // After a rename there is nothing left to remove.
        let _ = fs::remove_file(&self.0);
    }
}

/// Gives a new file the owner and the mode of an old one.
fn take_after(file: &File, old: &Metadata) -> io::Result<()> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::{MetadataExt, fchown};
        let new = file.metadata()?;
        if (new.uid(), new.gid()) != (old.uid(), old.gid()) {
            // Only root may give a file away; a colleague's file becomes one's own instead.
            let _ = fchown(file, Some(old.uid()), Some(old.gid()));
        }
    }
    file.set_permissions(old.permissions())
}

/// Makes the name of a file as lasting as its content.
#[cfg(unix)]
fn sync_folder(path: &Path) -> io::Result<()> {
    path.parent()
        .map_or(Ok(()), |folder| File::open(folder)?.sync_all())
}

/// Folders cannot be opened for syncing here.
#[cfg(not(unix))]
fn sync_folder(_path: &Path) -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "forecasts/topic/a.yaml";

    fn ledger() -> (tempfile::TempDir, Lock) {
        let root = tempfile::tempdir().unwrap();
        let lock = Lock::acquire(root.path()).unwrap();
        (root, lock)
    }

    /// Returns the names in the folder of `FILE`, hidden ones too.
    fn beside(lock: &Lock) -> Vec<String> {
        let folder = fs::read_dir(lock.root().join("forecasts/topic")).unwrap();
        let names = folder.map(|entry| entry.unwrap().file_name().into_string().unwrap());
        names.collect()
    }

    #[test]
    fn a_new_file_is_written_with_its_folders_and_leaves_nothing_beside_it() {
        let (_root, lock) = ledger();
        create(&lock, FILE, "question: a\n").unwrap();
        assert_eq!(read(lock.root(), FILE).unwrap(), "question: a\n");
        assert_eq!(beside(&lock), ["a.yaml"]);
    }

    #[test]
    fn a_new_file_never_overwrites_one() {
        let (_root, lock) = ledger();
        create(&lock, FILE, "first").unwrap();
        let refused = create(&lock, FILE, "second");
        assert!(matches!(refused, Err(StoreError::Exists(file)) if file == FILE));
        assert_eq!(read(lock.root(), FILE).unwrap(), "first");
        assert_eq!(beside(&lock), ["a.yaml"]);
    }

    #[test]
    fn without_hard_links_a_new_file_never_overwrites_one_either() {
        let (root, lock) = ledger();
        let path = root.path().join("a.yaml");
        Draft::write(&path, "first", None)
            .unwrap()
            .copy(&path)
            .unwrap();
        let second = Draft::write(&path, "second", None).unwrap();
        let refused = second.copy(&path).unwrap_err();
        assert_eq!(refused.kind(), io::ErrorKind::AlreadyExists);
        assert_eq!(read(lock.root(), "a.yaml").unwrap(), "first");
    }

    #[test]
    fn a_file_is_replaced_and_leaves_nothing_beside_it() {
        let (_root, lock) = ledger();
        create(&lock, FILE, "old").unwrap();
        replace(&lock, FILE, "old", "new").unwrap();
        assert_eq!(read(lock.root(), FILE).unwrap(), "new");
        assert_eq!(beside(&lock), ["a.yaml"]);
    }

    #[test]
    fn a_file_that_changed_meanwhile_is_left_as_it_is() {
        let (_root, lock) = ledger();
        create(&lock, FILE, "someone else's").unwrap();
        let refused = replace(&lock, FILE, "old", "new");
        assert!(matches!(refused, Err(StoreError::Changed(_))));
        assert_eq!(read(lock.root(), FILE).unwrap(), "someone else's");
        let missing = replace(&lock, "forecasts/topic/b.yaml", "old", "new");
        assert!(matches!(missing, Err(StoreError::Missing(_))));
        assert_eq!(beside(&lock), ["a.yaml"]);
    }

    #[cfg(unix)]
    #[test]
    fn a_replaced_file_keeps_its_mode() {
        use std::os::unix::fs::PermissionsExt;
        let (root, lock) = ledger();
        create(&lock, FILE, "old").unwrap();
        let path = root.path().join(FILE);
        for mode in [0o600, 0o664, 0o755] {
            fs::set_permissions(&path, PermissionsExt::from_mode(mode)).unwrap();
            let old = read(lock.root(), FILE).unwrap();
            replace(&lock, FILE, &old, &format!("{mode:o}")).unwrap();
            let now = fs::metadata(&path).unwrap().permissions().mode();
            assert_eq!(now & 0o777, mode);
        }
    }

    /// Holds for root too, who may write such a file all the same.
    #[test]
    fn a_read_only_file_is_refused() {
        let (root, lock) = ledger();
        create(&lock, FILE, "old").unwrap();
        let path = root.path().join(FILE);
        let mut permissions = fs::metadata(&path).unwrap().permissions();
        permissions.set_readonly(true);
        fs::set_permissions(&path, permissions).unwrap();
        let refused = replace(&lock, FILE, "old", "new");
        assert!(matches!(refused, Err(StoreError::ReadOnly(_))));
        assert_eq!(fs::read_to_string(&path).unwrap(), "old");
    }

    #[cfg(unix)]
    #[test]
    fn a_link_is_refused_and_its_target_left_as_it_is() {
        use std::os::unix::fs::symlink;
        let (root, lock) = ledger();
        create(&lock, FILE, "old").unwrap();
        symlink("a.yaml", root.path().join("forecasts/topic/link.yaml")).unwrap();
        symlink("nowhere", root.path().join("forecasts/topic/new.yaml")).unwrap();
        symlink("topic", root.path().join("forecasts/other")).unwrap();
        for file in ["forecasts/topic/link.yaml", "forecasts/other/a.yaml"] {
            let refused = replace(&lock, file, "old", "new");
            assert!(matches!(refused, Err(StoreError::Link(_))), "{file}");
        }
        for file in ["forecasts/topic/new.yaml", "forecasts/other/b.yaml"] {
            let refused = create(&lock, file, "new");
            assert!(matches!(refused, Err(StoreError::Link(_))), "{file}");
        }
        assert_eq!(read(lock.root(), FILE).unwrap(), "old");
        assert_eq!(beside(&lock).len(), 3);
    }
}
