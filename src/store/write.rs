//! Writing a file whole or not at all.

use std::fs::{self, File};
use std::io;
use std::path::Path;

use super::draft::{Attempt, Draft, make_folders};
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
    make_folders(path.parent().unwrap_or(root))
        .map_err(StoreError::io("create the folder of", file))?;
    let draft = Draft::write(&path, text.as_bytes(), None);
    let draft = draft.map_err(StoreError::io("write", file))?;
    draft.publish(&path).map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => StoreError::Exists(file.to_owned()),
        _ => StoreError::io("write", file)(error),
    })
}

/// Replaces the text of a file, unless it no longer reads as `old`.
///
/// The file keeps its mode, its owner and its attributes.
pub(super) fn replace(
    lock: &Lock,
    file: &str,
    old: &str,
    new: &str,
) -> Result<Attempt, StoreError> {
    let path = resolve(lock.root(), file)?;
    let like = writable(&path, file)?;
    let draft = Draft::write(&path, new.as_bytes(), Some(&like));
    let draft = draft.map_err(StoreError::io("write", file))?;
    // The disk has taken its time.
    if read(lock.root(), file)? != old {
        return Ok(Attempt::default());
    }
    let attempt = draft.replace(&path, old, new);
    attempt.map_err(StoreError::io("write", file))
}

/// Opens a file that this process may write.
///
/// Renaming over a file needs no right to write to *it*, so that has to be asked for.
fn writable(path: &Path, file: &str) -> Result<File, StoreError> {
    let metadata = fs::symlink_metadata(path).map_err(StoreError::io("read", file))?;
    if !metadata.is_file() {
        return Err(StoreError::NotAFile(file.to_owned()));
    }
    let read_only = || StoreError::ReadOnly(file.to_owned());
    if metadata.permissions().readonly() {
        return Err(read_only());
    }
    let opened = File::options().append(true).open(path);
    opened.map_err(|error| match error.kind() {
        io::ErrorKind::PermissionDenied => read_only(),
        _ => StoreError::io("write", file)(error),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::testing::lock;

    const FILE: &str = "forecasts/topic/a.yaml";

    fn ledger() -> (tempfile::TempDir, Lock) {
        let root = tempfile::tempdir().unwrap();
        let lock = lock(root.path());
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
    fn a_file_is_replaced_and_leaves_nothing_beside_it() {
        let (_root, lock) = ledger();
        create(&lock, FILE, "old").unwrap();
        assert!(replace(&lock, FILE, "old", "new").unwrap().is_written);
        assert_eq!(read(lock.root(), FILE).unwrap(), "new");
        assert_eq!(beside(&lock), ["a.yaml"]);
    }

    #[test]
    fn a_file_that_changed_meanwhile_is_left_as_it_is() {
        let (_root, lock) = ledger();
        create(&lock, FILE, "someone else's").unwrap();
        let attempt = replace(&lock, FILE, "old", "new").unwrap();
        assert_eq!(attempt, Attempt::default());
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
