//! The settings' file, or the reason why it has no text.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::discover::SETTINGS;
use super::load::{inspect, is_yaml, read_text, unreadable};
use crate::record::{FileFault, SourceFile, without_ending};

/// Reads the settings' file, where there is one. One that nobody would read, for its name is not
/// quite that of the settings, is a fault: the ledger would be judged by other rules than its own.
#[must_use]
pub fn load_settings(root: &Path) -> Option<SourceFile> {
    let (name, found) = misnamed_settings(root)
        .map(|name| (name, Err(FileFault::Misnamed(SETTINGS))))
        .or_else(|| Some((SETTINGS.to_owned(), settings_file(root)?)))?;
    Some(SourceFile {
        path: name.into(),
        content: found.and_then(|path| read_text(&path)),
    })
}

/// Returns the settings' file, or what keeps it from being read, where there is anything.
fn settings_file(root: &Path) -> Option<Result<PathBuf, FileFault>> {
    let path = root.join(SETTINGS);
    match fs::symlink_metadata(&path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => Some(Err(unreadable(&error))),
        Ok(metadata) if metadata.is_dir() => Some(Err(FileFault::NotAFile)),
        Ok(metadata) => inspect(&path, SETTINGS, metadata.file_type()),
    }
}

/// Returns the name of a file that was to be the settings: `foretell.yml`, or in other letters.
fn misnamed_settings(root: &Path) -> Option<String> {
    let names = fs::read_dir(root).ok()?.flatten();
    let mut names: Vec<_> = names
        .filter_map(|entry| entry.file_name().into_string().ok())
        .filter(|name| name != SETTINGS && is_yaml(&name.to_ascii_lowercase()))
        .filter(|name| without_ending(&name.to_ascii_lowercase()) == without_ending(SETTINGS))
        .collect();
    names.sort_unstable();
    names.into_iter().next()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn load(files: &[(&str, &str)]) -> Option<SourceFile> {
        let root = tempfile::tempdir().unwrap();
        for (name, text) in files {
            fs::write(root.path().join(name), text).unwrap();
        }
        load_settings(root.path())
    }

    #[test]
    fn settings_are_read_where_there_are_any() {
        assert!(load(&[("other.yaml", ""), ("foretell-old.yml", "")]).is_none());
        let settings = load(&[("foretell.yaml", "grace: 3\n")]).unwrap();
        assert_eq!(settings.content.as_deref(), Ok("grace: 3\n"));
    }

    #[test]
    fn settings_under_another_name_are_a_fault_even_beside_the_right_one() {
        for name in [
            "foretell.yml",
            "foretell.Yml",
            "Foretell.yaml",
            "FORETELL.YAML",
        ] {
            let misnamed = Err(FileFault::Misnamed(SETTINGS));
            for files in [&[(name, "")][..], &[(name, ""), (SETTINGS, "")]] {
                let settings = load(files).unwrap();
                assert_eq!((&*settings.path, &settings.content), (name, &misnamed));
            }
        }
    }

    #[test]
    fn settings_that_are_no_file_are_a_fault() {
        let root = tempfile::tempdir().unwrap();
        fs::create_dir(root.path().join(SETTINGS)).unwrap();
        fs::write(root.path().join(SETTINGS).join("a.yaml"), "grace: 3\n").unwrap();
        let content = load_settings(root.path()).unwrap().content;
        assert_eq!(content, Err(FileFault::NotAFile));
    }

    #[cfg(unix)]
    #[test]
    fn settings_behind_a_link_are_a_fault() {
        let root = tempfile::tempdir().unwrap();
        fs::write(root.path().join("elsewhere.yaml"), "grace: 3\n").unwrap();
        std::os::unix::fs::symlink("elsewhere.yaml", root.path().join(SETTINGS)).unwrap();
        let content = load_settings(root.path()).unwrap().content;
        assert_eq!(content, Err(FileFault::Link));
    }
}
