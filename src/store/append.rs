//! Adding to a file that a person or a CI server names outright.

use std::fs::File;
use std::io::Write;
use std::path::Path;

use super::StoreError;

/// Adds text to the end of a file outside of the ledger, which need not be there yet.
pub fn append(path: &Path, text: &str) -> Result<(), StoreError> {
    let mut options = File::options();
    let file = options.append(true).create(true).open(path);
    let written = file.and_then(|mut file| file.write_all(text.as_bytes()));
    written.map_err(StoreError::io("write", path.to_string_lossy()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_there_stays_above_what_is_added() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("summary.md");
        append(&path, "a\n").unwrap();
        append(&path, "b\n").unwrap();
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "a\nb\n");
        let folder = append(folder.path(), "c").unwrap_err();
        assert!(folder.to_string().starts_with("write `"));
    }
}
