//! The lock: one command at a time writes to a ledger.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use super::StoreError;

/// The file that is locked, in the ledger's root. It stays, empty, and git ignores it.
///
/// It is never the file that is written: that one is replaced by renaming, and a lock would stay
/// with the old one.
pub const LOCK: &str = ".foretell.lock";

/// The right to write to a ledger, until it is dropped.
///
/// The operating system gives it up for a process that dies, so nothing is ever left locked.
#[derive(Debug)]
pub struct Lock {
    root: PathBuf,
    _file: File,
}

impl Lock {
    /// Waits for the right to write to the ledger.
    pub fn acquire(root: &Path) -> Result<Self, StoreError> {
        let path = root.join(LOCK);
        if fs::symlink_metadata(&path).is_ok_and(|found| !found.is_file()) {
            return Err(StoreError::NotAFile(LOCK.to_owned()));
        }
        let file = File::options()
            .create(true)
            .truncate(false)
            .write(true)
            .open(&path)
            .map_err(StoreError::io("lock", LOCK))?;
        file.lock().map_err(StoreError::io("lock", LOCK))?;
        Ok(Self {
            root: root.to_path_buf(),
            _file: file,
        })
    }

    /// Returns the root of the ledger that may be written.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.root
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_writer_waits_until_the_first_is_done() {
        let root = tempfile::tempdir().unwrap();
        let first = Lock::acquire(root.path()).unwrap();
        let second = File::options()
            .write(true)
            .open(root.path().join(LOCK))
            .unwrap();
        assert!(second.try_lock().is_err());
        drop(first);
        assert!(second.try_lock().is_ok());
    }

    #[cfg(unix)]
    #[test]
    fn a_lock_that_is_a_link_is_refused_and_its_target_not_made() {
        let root = tempfile::tempdir().unwrap();
        let target = root.path().join("elsewhere");
        std::os::unix::fs::symlink(&target, root.path().join(LOCK)).unwrap();
        let error = Lock::acquire(root.path()).unwrap_err();
        assert!(matches!(error, StoreError::NotAFile(_)));
        assert!(!target.exists());
    }
}
