//! The records' files, each with its text or the reason why there is none.

use std::collections::BTreeMap;
use std::fs::{self, File, FileType};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;

use super::StoreError;
use super::discover::{FORECASTS, SETTINGS};
use super::error::plainly;
use super::place::{relative, resolve};
use super::settled::wait_until_settled;
use crate::record::{FileFault, SourceFile};

/// The greatest length of a file. Only one of many records comes near it; the reader holds each
/// record in it to a limit of its own.
const LIMIT: u64 = 64 << 20;

/// What was found under a path: a file to be read, or what keeps it from being read.
type Found = BTreeMap<String, Result<PathBuf, FileFault>>;

/// Reads every record file of the ledger, on all cores, in the byte order of their paths.
///
/// What cannot be read is there with its fault, so that it hides no other file. Hidden files and
/// folders, and files of other names than `*.yaml`, are none of the ledger's.
#[must_use]
pub fn load(root: &Path) -> Vec<SourceFile> {
    let mut found = Found::new();
    visit(&root.join(FORECASTS), FORECASTS, &mut found);
    read_all(found)
}

/// Reads the record files among the given files and folders of the ledger, each once.
///
/// The settings' file is passed over, so that a tool may name every file that changed.
pub fn load_paths(root: &Path, paths: &[PathBuf]) -> Result<Vec<SourceFile>, StoreError> {
    let root = fs::canonicalize(root).map_err(StoreError::io("read", root.to_string_lossy()))?;
    let mut found = Found::new();
    for path in paths {
        let shown = path.to_string_lossy();
        let path = real(path).map_err(StoreError::io("read", &*shown))?;
        let name = relative(&root, &path).ok_or_else(|| StoreError::Outside(shown.to_string()))?;
        match name.as_str() {
            SETTINGS => {}
            "" => visit(&root.join(FORECASTS), FORECASTS, &mut found),
            _ if is_record(&name, path.is_dir()) => visit(&path, &name, &mut found),
            _ => return Err(StoreError::Outside(shown.into_owned())),
        }
    }
    Ok(read_all(found))
}

/// Reads the settings' file, where there is one.
#[must_use]
pub fn load_settings(root: &Path) -> Option<SourceFile> {
    let mut found = Found::new();
    visit(&root.join(SETTINGS), SETTINGS, &mut found);
    read_all(found).pop()
}

/// Returns the text of a file of the ledger.
pub fn read(root: &Path, file: &str) -> Result<String, StoreError> {
    let path = resolve(root, file)?;
    let metadata = fs::symlink_metadata(&path).map_err(StoreError::io("read", file))?;
    if !metadata.is_file() {
        return Err(StoreError::NotAFile(file.to_owned()));
    }
    let bytes = read_bytes(&path).map_err(StoreError::io("read", file))?;
    let bytes = bytes.map_err(|_| StoreError::TooLarge(file.to_owned()))?;
    String::from_utf8(bytes).map_err(|_| StoreError::NotUtf8(file.to_owned()))
}

/// Returns the path without links in its folders; whether its last part is one is still to be seen.
fn real(path: &Path) -> io::Result<PathBuf> {
    let path = std::path::absolute(path)?;
    fs::symlink_metadata(&path)?;
    match (path.parent(), path.file_name()) {
        (Some(folder), Some(name)) => Ok(fs::canonicalize(folder)?.join(name)),
        _ => fs::canonicalize(path),
    }
}

fn is_record(name: &str, folder: bool) -> bool {
    let below = name.strip_prefix(FORECASTS);
    let below = below.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    below && (folder || is_yaml(name))
}

fn is_yaml(name: &str) -> bool {
    Path::new(name)
        .extension()
        .is_some_and(|extension| extension == "yaml")
}

/// Notes the record files at and below a path.
fn visit(path: &Path, name: &str, found: &mut Found) {
    if let Ok(metadata) = fs::symlink_metadata(path) {
        visit_kind(path, name, metadata.file_type(), found);
    }
}

fn visit_kind(path: &Path, name: &str, kind: FileType, found: &mut Found) {
    if kind.is_dir() {
        visit_folder(path, name, found);
    } else if let Some(entry) = inspect(path, name, kind) {
        found.insert(name.to_owned(), entry);
    }
}

fn visit_folder(folder: &Path, name: &str, found: &mut Found) {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) => {
            found.insert(name.to_owned(), Err(unreadable(&error)));
            return;
        }
    };
    if is_yaml(name) {
        found.insert(name.to_owned(), Err(FileFault::Folder));
    }
    for entry in entries.flatten() {
        let part = entry.file_name();
        let part = part.to_string_lossy();
        // The folder mostly says what its entries are, without another look at each.
        if let (false, Ok(kind)) = (part.starts_with('.'), entry.file_type()) {
            visit_kind(&entry.path(), &format!("{name}/{part}"), kind, found);
        }
    }
}

/// Returns what there is to say of something that is no folder, where it is of any interest.
///
/// A link to a folder is of interest whatever its name: it would hide every record behind it.
fn inspect(path: &Path, name: &str, kind: FileType) -> Option<Result<PathBuf, FileFault>> {
    if kind.is_symlink() {
        return (is_yaml(name) || path.is_dir()).then_some(Err(FileFault::Link));
    }
    if !is_yaml(name) {
        return None;
    }
    if !kind.is_file() {
        return Some(Err(FileFault::NotAFile));
    }
    if path.to_str().is_none() {
        return Some(Err(FileFault::Unreadable(
            "its name is not UTF-8".to_owned(),
        )));
    }
    Some(Ok(path.to_path_buf()))
}

fn read_all(found: Found) -> Vec<SourceFile> {
    let found: Vec<_> = found.into_iter().collect();
    found
        .into_par_iter()
        .map(|(name, path)| SourceFile {
            path: name.into(),
            content: path.and_then(|path| read_text(&path)),
        })
        .collect()
}

fn read_text(path: &Path) -> Result<Arc<str>, FileFault> {
    let bytes = match read_bytes(path) {
        Ok(Ok(bytes)) => bytes,
        Ok(Err(bytes)) => {
            return Err(FileFault::TooLarge {
                bytes,
                limit: LIMIT,
            });
        }
        Err(error) => return Err(unreadable(&error)),
    };
    match str::from_utf8(&bytes) {
        Ok(text) => Ok(text.into()),
        Err(error) => Err(not_utf8(&bytes[..error.valid_up_to()])),
    }
}

/// Reads a file, or returns the length of one that is too long, of which nothing is read.
fn read_bytes(path: &Path) -> io::Result<Result<Vec<u8>, u64>> {
    let mut file = File::open(path)?;
    let mut length = file.metadata()?.len();
    if length == 0 {
        // An editor may have emptied it, and fill it in a moment.
        wait_until_settled(path);
        file = File::open(path)?;
        length = file.metadata()?.len();
    }
    if length > LIMIT {
        return Ok(Err(length));
    }
    let mut bytes = Vec::with_capacity(usize::try_from(length).unwrap_or(0));
    // It may grow meanwhile.
    file.take(LIMIT + 1).read_to_end(&mut bytes)?;
    let read = bytes.len() as u64;
    Ok(if read > LIMIT { Err(read) } else { Ok(bytes) })
}

fn not_utf8(before: &[u8]) -> FileFault {
    let lines: Vec<_> = before.split(|&byte| byte == b'\n').collect();
    let last = lines.last().map(|line| String::from_utf8_lossy(line));
    FileFault::NotUtf8 {
        valid_up_to: before.len(),
        line: lines.len(),
        column: last.map_or(0, |line| line.chars().count()) + 1,
    }
}

fn unreadable(error: &io::Error) -> FileFault {
    FileFault::Unreadable(plainly(error))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ledger(files: &[(&str, &[u8])]) -> tempfile::TempDir {
        let root = tempfile::tempdir().unwrap();
        for (file, bytes) in files {
            let path = root.path().join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, bytes).unwrap();
        }
        root
    }

    fn names(files: &[SourceFile]) -> Vec<&str> {
        files.iter().map(|file| &*file.path).collect()
    }

    fn fault(root: &Path, name: &str) -> FileFault {
        let files = load(root);
        let file = files.iter().find(|file| &*file.path == name).unwrap();
        file.content.clone().unwrap_err()
    }

    #[test]
    fn record_files_come_in_the_byte_order_of_their_paths() {
        let root = ledger(&[
            ("forecasts/b.yaml", b"1"),
            ("forecasts/a/z.yaml", b"2"),
            ("forecasts/a.yaml", b"3"),
            ("forecasts/a-b.yaml", b"4"),
            ("foretell.yaml", b"5"),
        ]);
        let files = load(root.path());
        let expected = [
            "forecasts/a-b.yaml",
            "forecasts/a.yaml",
            "forecasts/a/z.yaml",
            "forecasts/b.yaml",
        ];
        assert_eq!(names(&files), expected);
        assert_eq!(files[2].content.as_deref(), Ok("2"));
        let settings = load_settings(root.path()).unwrap();
        assert_eq!(settings.content.as_deref(), Ok("5"));
    }

    #[test]
    fn other_names_and_hidden_files_and_folders_are_no_records() {
        let root = ledger(&[
            ("forecasts/a.yml", b""),
            ("forecasts/README.md", b""),
            ("forecasts/.a.yaml.7-0.new", b""),
            ("forecasts/.hidden/a.yaml", b""),
            ("forecasts/.a.yaml", b""),
            ("elsewhere/a.yaml", b""),
        ]);
        assert!(load(root.path()).is_empty());
        assert!(load_settings(root.path()).is_none());
    }

    #[test]
    fn a_byte_that_is_not_utf8_is_a_fault_with_its_line_and_column() {
        let root = ledger(&[
            ("forecasts/bad.yaml", b"question: a\r\n# \xc3\xa9t\xe9\n"),
            ("forecasts/good.yaml", b"question: a\n"),
        ]);
        let expected = FileFault::NotUtf8 {
            valid_up_to: 18,
            line: 2,
            column: 5,
        };
        assert_eq!(fault(root.path(), "forecasts/bad.yaml"), expected);
        assert!(load(root.path())[1].content.is_ok());
    }

    #[test]
    fn a_file_over_the_limit_is_a_fault() {
        let root = ledger(&[("forecasts/a.yaml", b"")]);
        let path = root.path().join("forecasts/a.yaml");
        let file = File::options().write(true).open(path).unwrap();
        file.set_len(LIMIT).unwrap();
        assert!(load(root.path())[0].content.is_ok());
        file.set_len(LIMIT + 5).unwrap();
        let expected = FileFault::TooLarge {
            bytes: LIMIT + 5,
            limit: LIMIT,
        };
        assert_eq!(fault(root.path(), "forecasts/a.yaml"), expected);
    }

    #[cfg(unix)]
    #[test]
    fn links_are_faults_and_never_followed() {
        use std::os::unix::fs::symlink;
        let root = ledger(&[("elsewhere/a.yaml", b""), ("forecasts/note.md", b"")]);
        let forecasts = root.path().join("forecasts");
        symlink("../elsewhere/a.yaml", forecasts.join("file.yaml")).unwrap();
        symlink("../elsewhere", forecasts.join("folder")).unwrap();
        symlink("nowhere", forecasts.join("dangling.yaml")).unwrap();
        symlink("note.md", forecasts.join("other.md")).unwrap();
        let files = load(root.path());
        let expected = [
            "forecasts/dangling.yaml",
            "forecasts/file.yaml",
            "forecasts/folder",
        ];
        assert_eq!(names(&files), expected);
        assert!(
            files
                .iter()
                .all(|file| file.content == Err(FileFault::Link))
        );
    }

    #[cfg(unix)]
    #[test]
    fn what_is_no_file_is_a_fault_and_is_not_opened() {
        let root = ledger(&[("forecasts/a.yaml", b"")]);
        let socket = root.path().join("forecasts/socket.yaml");
        let _open = std::os::unix::net::UnixListener::bind(socket).unwrap();
        let expected = FileFault::NotAFile;
        assert_eq!(fault(root.path(), "forecasts/socket.yaml"), expected);
    }

    #[test]
    fn named_files_and_folders_are_read_once_each() {
        let root = ledger(&[
            ("forecasts/a/one.yaml", b""),
            ("forecasts/a/two.yaml", b""),
            ("forecasts/b.yaml", b""),
            ("foretell.yaml", b""),
        ]);
        let at = |name: &str| root.path().join(name);
        let paths = [
            at("forecasts/b/../a"),
            at("forecasts/a/two.yaml"),
            at("foretell.yaml"),
        ];
        fs::create_dir(at("forecasts/b")).unwrap();
        let files = load_paths(root.path(), &paths).unwrap();
        assert_eq!(
            names(&files),
            ["forecasts/a/one.yaml", "forecasts/a/two.yaml"]
        );
        let all = load_paths(root.path(), &[root.path().to_path_buf()]).unwrap();
        assert_eq!(all.len(), 3);
    }

    #[test]
    fn a_named_file_that_is_no_record_is_refused() {
        let root = ledger(&[
            ("forecasts/note.md", b""),
            ("forecasts-old/a.yaml", b""),
            ("foretell.yaml", b""),
        ]);
        let load = |name: &str| load_paths(root.path(), &[root.path().join(name)]);
        for name in ["forecasts/note.md", "forecasts-old/a.yaml", "../"] {
            assert!(matches!(load(name), Err(StoreError::Outside(_))), "{name}");
        }
        let missing = load("forecasts/a.yaml");
        assert!(matches!(missing, Err(StoreError::Missing(_))));
    }
}
