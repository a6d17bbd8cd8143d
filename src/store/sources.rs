//! The files of `sources/`: censuses, and the texts of their documents.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use super::StoreError;
use super::load::{inspect, is_yaml, read_file, read_text};
use crate::record::SourceFile;

/// The folder of the censuses, under the ledger's root.
pub const SOURCES: &str = "sources";

/// What the name of a document's text ends in.
const TEXTS: [&str; 2] = [".txt", ".md"];

/// Reads the text of a document, wherever it is.
pub fn read_prose(path: &Path) -> Result<String, StoreError> {
    read_file(path, &path.to_string_lossy())
}

/// Reads the censuses and the texts beside them, in the order of their names; none where the folder is
/// not there. Links and folders in it are passed over.
#[must_use]
pub fn load_sources(root: &Path) -> Vec<SourceFile> {
    let Ok(entries) = fs::read_dir(root.join(SOURCES)) else {
        return Vec::new();
    };
    let mut found = BTreeMap::new();
    for entry in entries.flatten() {
        let Ok(name) = entry.file_name().into_string() else {
            continue;
        };
        let Ok(kind) = entry.file_type() else {
            continue;
        };
        let path = format!("{SOURCES}/{name}");
        if name.starts_with('.') {
            continue;
        }
        if is_yaml(&name) {
            found.extend(inspect(&entry.path(), &path, kind).map(|there| (path, there)));
        } else if kind.is_file() && TEXTS.iter().any(|ending| name.ends_with(ending)) {
            found.insert(path, Ok(entry.path()));
        }
    }
    let read = |(name, path): (String, Result<_, _>)| SourceFile {
        path: name.into(),
        content: path.and_then(|path: std::path::PathBuf| read_text(&path)),
    };
    found.into_iter().map(read).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn censuses_and_texts_are_read_and_nothing_else() {
        let root = tempfile::tempdir().unwrap();
        assert!(load_sources(root.path()).is_empty());
        let folder = root.path().join(SOURCES);
        fs::create_dir(&folder).unwrap();
        for name in ["b.yaml", "a.txt", "c.md", "d.pdf", ".e.yaml"] {
            fs::write(folder.join(name), "x\n").unwrap();
        }
        fs::create_dir(folder.join("f.txt")).unwrap();
        let files = load_sources(root.path());
        let names: Vec<_> = files.iter().map(|file| &*file.path).collect();
        assert_eq!(names, ["sources/a.txt", "sources/b.yaml", "sources/c.md"]);
        assert_eq!(files[0].content.as_deref(), Ok("x\n"));
    }
}
