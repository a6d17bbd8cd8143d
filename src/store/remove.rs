//! Removing a file of the ledger, and when a file was written last.

use std::fs;
use std::path::Path;
use std::time::SystemTime;

use super::draft::sync_folder;
use super::place::resolve;
use super::{Lock, StoreError, read};

/// Removes a file, unless it no longer reads as `text`.
pub fn remove(lock: &Lock, file: &str, text: &str) -> Result<(), StoreError> {
    let path = resolve(lock.root(), file)?;
    if read(lock.root(), file)? != text {
        return Err(StoreError::Changed(file.to_owned()));
    }
    fs::remove_file(&path)
        .and_then(|()| sync_folder(&path))
        .map_err(StoreError::io("remove", file))
}

/// Returns when a file was written last.
pub fn modified(root: &Path, file: &str) -> Result<SystemTime, StoreError> {
    let metadata = fs::symlink_metadata(resolve(root, file)?);
    let modified = metadata.and_then(|metadata| metadata.modified());
    modified.map_err(StoreError::io("read", file))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::create;
    use crate::store::testing::lock;

    #[test]
    fn a_file_that_somebody_has_changed_meanwhile_stays() {
        const FILE: &str = "forecasts/a.yaml";
        let root = tempfile::tempdir().unwrap();
        let lock = lock(root.path());
        create(&lock, FILE, "new").unwrap();
        let refused = remove(&lock, FILE, "old");
        assert!(matches!(refused, Err(StoreError::Changed(file)) if file == FILE));
        assert!(modified(root.path(), FILE).unwrap() <= SystemTime::now());
        remove(&lock, FILE, "new").unwrap();
        assert!(read(root.path(), FILE).is_err());
    }
}
