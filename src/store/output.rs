//! Writing what a command made: reports and plots, which any later run makes again.

use std::fs::File;
use std::path::Path;

use super::StoreError;
use super::draft::{Draft, make_folders, sweep_beside};

/// Writes a file whole or not at all, with the folders on the way to it, in the place of what an
/// earlier run made.
pub fn write_output(path: &Path, bytes: &[u8]) -> Result<(), StoreError> {
    let shown = path.to_string_lossy();
    let path = &std::path::absolute(path).map_err(StoreError::io("find", &*shown))?;
    if path.is_dir() {
        return Err(StoreError::NotAFile(shown.into_owned()));
    }
    if let Some(folder) = path.parent() {
        make_folders(folder).map_err(StoreError::io("create the folder of", &*shown))?;
    }
    sweep_beside(path);
    let like = File::open(path).ok();
    let draft = Draft::write(path, bytes, like.as_ref());
    draft
        .and_then(|draft| draft.supersede(path))
        .map_err(StoreError::io("write", &*shown))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn a_later_run_replaces_what_an_earlier_one_made() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("out/report.html");
        write_output(&path, b"first").unwrap();
        write_output(&path, b"second").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"second");
        assert_eq!(fs::read_dir(dir.path().join("out")).unwrap().count(), 1);
        assert!(matches!(
            write_output(&dir.path().join("out"), b"x"),
            Err(StoreError::NotAFile(_))
        ));
    }
}
