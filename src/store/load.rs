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
use crate::record::{FileFault, MAX_FILE_BYTES as LIMIT, SourceFile, without_ending};

/// How many bytes a small file has at most.
const SMALL: usize = 8 * 1024;

/// What was found under a path: a file to be read, or what keeps it from being read.
type Found = BTreeMap<String, Result<PathBuf, FileFault>>;

/// Reads every record file of the ledger, on all cores, in the byte order of their paths.
///
/// What cannot be read is there with its fault, so that it hides no other file. Hidden files and
/// folders, and files whose names end otherwise than those of records, are none of the ledger's.
#[must_use]
pub fn load(root: &Path) -> Vec<SourceFile> {
    let mut found = Found::new();
    visit_all(root, &mut found);
    read_all(found)
}

/// Returns the paths of the record files of the ledger, of which none is read: it is quick, for a shell that
/// waits for it.
#[must_use]
pub fn record_names(root: &Path) -> Vec<String> {
    let mut found = Found::new();
    visit_all(root, &mut found);
    found.retain(|_, entry| entry.is_ok());
    found.into_keys().collect()
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
            "" => visit_all(&root, &mut found),
            _ if is_record(&name, path.is_dir()) => visit(&path, &name, &mut found),
            _ => return Err(StoreError::Outside(shown.into_owned())),
        }
    }
    Ok(read_all(found))
}

/// Returns the text of a file of the ledger.
pub fn read(root: &Path, file: &str) -> Result<String, StoreError> {
    read_file(&resolve(root, file)?, file)
}

/// Returns the text of a file that is no link, in bounds.
pub(super) fn read_file(path: &Path, file: &str) -> Result<String, StoreError> {
    let metadata = fs::symlink_metadata(path).map_err(StoreError::io("read", file))?;
    if !metadata.is_file() {
        return Err(StoreError::NotAFile(file.to_owned()));
    }
    let bytes = read_bytes(path).map_err(StoreError::io("read", file))?;
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

/// Returns whether a path of the ledger is that of a record file: nothing on its way is hidden.
pub(super) fn is_record_file(name: &str) -> bool {
    is_record(name, false) && !name.split('/').any(|part| part.starts_with('.'))
}

pub(super) fn is_yaml(name: &str) -> bool {
    without_ending(name).is_some()
}

/// Notes every record file of the ledger. What stands in the place of their folder hides them all.
fn visit_all(root: &Path, found: &mut Found) {
    let folder = root.join(FORECASTS);
    if fs::symlink_metadata(&folder).is_ok_and(|there| !there.is_dir() && !there.is_symlink()) {
        found.insert(FORECASTS.to_owned(), Err(FileFault::NoFolder));
    } else {
        visit(&folder, FORECASTS, found);
    }
}

/// Notes the record files at and below a path.
fn visit(path: &Path, name: &str, found: &mut Found) {
    match fs::symlink_metadata(path) {
        Ok(metadata) => visit_kind(path, name, metadata.file_type(), found),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) => {
            found.insert(name.to_owned(), Err(unreadable(&error)));
        }
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
    for entry in entries {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                found.insert(name.to_owned(), Err(unreadable(&error)));
                return;
            }
        };
        let part = entry.file_name();
        let part = part.to_string_lossy();
        if part.starts_with('.') {
            continue;
        }
        let below = format!("{name}/{part}");
        // The folder mostly says what its entries are, without another look at each.
        match entry.file_type() {
            Ok(kind) => visit_kind(&entry.path(), &below, kind, found),
            Err(_) => visit(&entry.path(), &below, found),
        }
    }
}

/// Returns what there is to say of something that is no folder, where it is of any interest.
///
/// A link to a folder is of interest whatever its name: it would hide every record behind it.
pub(super) fn inspect(
    path: &Path,
    name: &str,
    kind: FileType,
) -> Option<Result<PathBuf, FileFault>> {
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

/// Of files that differ in their endings alone, lets the first in the order of the names be the
/// record and the others be faults that name it.
fn refuse_twins(found: &mut Found) {
    let mut firsts: BTreeMap<String, String> = BTreeMap::new();
    for (name, entry) in found {
        let Some(rest) = without_ending(name).filter(|_| entry.is_ok()) else {
            continue;
        };
        match firsts.get(rest) {
            Some(first) => *entry = Err(FileFault::Twin(first.clone())),
            None => {
                firsts.insert(rest.to_owned(), name.clone());
            }
        }
    }
}

fn read_all(mut found: Found) -> Vec<SourceFile> {
    refuse_twins(&mut found);
    let found: Vec<_> = found.into_iter().collect();
    found
        .into_par_iter()
        .map(|(name, path)| SourceFile {
            path: name.into(),
            content: path.and_then(|path| read_text(&path)),
        })
        .collect()
}

pub(super) fn read_text(path: &Path) -> Result<Arc<str>, FileFault> {
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
    let mut read = read_within(path)?;
    if read.as_ref().is_ok_and(Vec::is_empty) {
        // An editor may have emptied it, and fill it in a moment.
        wait_until_settled(path);
        read = read_within(path)?;
    }
    Ok(read)
}

/// Reads a file, or returns the length of one that is too long. A small one, as most are, is not asked for its
/// length first: of ten thousand that is a tenth of the time.
fn read_within(path: &Path) -> io::Result<Result<Vec<u8>, u64>> {
    let mut file = File::open(path)?;
    let mut bytes = Vec::with_capacity(SMALL);
    file.by_ref().take(SMALL as u64).read_to_end(&mut bytes)?;
    if bytes.len() < SMALL {
        return Ok(Ok(bytes));
    }
    let length = file.metadata()?.len();
    if length > LIMIT {
        return Ok(Err(length));
    }
    // It may grow meanwhile.
    file.take(LIMIT + 1 - SMALL as u64)
        .read_to_end(&mut bytes)?;
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

pub(super) fn unreadable(error: &io::Error) -> FileFault {
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
    }

    #[test]
    fn other_names_and_hidden_files_and_folders_are_no_records() {
        let root = ledger(&[
            ("forecasts/a.yaml.bak", b""),
            ("forecasts/README.md", b""),
            ("forecasts/.a.yaml.7-0.new", b""),
            ("forecasts/.hidden/a.yaml", b""),
            ("forecasts/.a.yaml", b""),
            ("elsewhere/a.yaml", b""),
        ]);
        assert!(load(root.path()).is_empty());
    }

    #[test]
    fn records_end_in_yaml_or_yml_in_large_letters_or_small() {
        let root = ledger(&[
            ("forecasts/a.yml", b"1"),
            ("forecasts/b.YAML", b"2"),
            ("forecasts/c.Yml", b"3"),
        ]);
        let files = load(root.path());
        let expected = ["forecasts/a.yml", "forecasts/b.YAML", "forecasts/c.Yml"];
        assert_eq!(names(&files), expected);
        assert!(files.iter().all(|file| file.content.is_ok()));
        let one = load_paths(root.path(), &[root.path().join("forecasts/c.Yml")]).unwrap();
        assert_eq!(names(&one), ["forecasts/c.Yml"]);
    }

    #[test]
    fn of_files_that_differ_in_their_endings_alone_the_first_is_the_record() {
        let root = ledger(&[
            ("forecasts/a.yml", b"1"),
            ("forecasts/a.yaml", b"2"),
            ("forecasts/b/a.yaml", b"3"),
        ]);
        let expected = FileFault::Twin("forecasts/a.yaml".to_owned());
        assert_eq!(fault(root.path(), "forecasts/a.yml"), expected);
        let files = load(root.path());
        assert!(files[0].content.is_ok() && files[2].content.is_ok());
    }

    #[test]
    fn what_hides_every_record_is_a_fault() {
        let root = ledger(&[("forecasts", b"")]);
        assert_eq!(fault(root.path(), "forecasts"), FileFault::NoFolder);
        let none = ledger(&[("foretell.yaml", b"")]);
        assert!(load(none.path()).is_empty());
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
