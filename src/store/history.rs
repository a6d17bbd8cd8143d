//! The history of the record files, read by three processes however long it is.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::Path;
use std::sync::Arc;

use chrono::DateTime;
use rayon::prelude::*;

use super::StoreError;
use super::changed::uncommitted;
use super::discover::FORECASTS;
use super::git::Git;
use crate::record::{Commit, FileChange, RecordHistory};

/// How many texts are held at once.
const BATCH: usize = 512;

/// Reads what git's history says of the record files, and makes something of each text that it
/// ever had; a repository without commits has none.
pub fn history<T: Send>(
    root: &Path,
    make: impl Fn(&str) -> T + Sync,
) -> Result<RecordHistory<T>, StoreError> {
    let git = Git::open(root)?;
    let Some(head) = git.try_text(&["rev-parse", "--verify", "--quiet", "HEAD^{commit}"])? else {
        return Ok(RecordHistory {
            commits: Vec::new(),
            blobs: BTreeMap::new(),
            uncommitted: untracked(&git)?,
            is_shallow: false,
        });
    };
    let edges = edges(root, &git)?;
    let commits = commits(&git.bytes(&LOG)?, &edges);
    let blobs = commits.iter().flat_map(|commit| &commit.changes);
    let blobs: BTreeSet<&Arc<str>> = blobs
        .flat_map(|change| change.old.iter().chain(&change.new))
        .collect();
    let blobs: Vec<&Arc<str>> = blobs.into_iter().collect();
    let mut known = BTreeMap::new();
    for batch in blobs.chunks(BATCH) {
        let ids: Vec<&str> = batch.iter().map(|id| &***id).collect();
        let texts = git.blobs(&ids)?;
        let values: Vec<Option<T>> = texts
            .par_iter()
            .map(|text| text.as_deref().map(&make))
            .collect();
        known.extend(batch.iter().map(|id| Arc::clone(id)).zip(values));
    }
    let changed = uncommitted(&git, &head)?;
    let changed = changed
        .into_iter()
        .map(|(path, text)| (path, text.as_deref().map(&make)));
    Ok(RecordHistory {
        commits,
        blobs: known,
        uncommitted: changed.collect(),
        is_shallow: !edges.is_empty(),
    })
}

/// Everything that ever happened to the files, on every branch that led here; of a merge, what it
/// made otherwise than every parent. What the user's own settings could change is said outright, so
/// that everybody sees the same.
const LOG: [&str; 21] = [
    "--no-replace-objects",
    "-c",
    "log.showSignature=false",
    "-c",
    "log.showRoot=true",
    "log",
    "-z",
    "--raw",
    "--no-abbrev",
    "-M50%",
    "-l1000",
    "-O/dev/null",
    "--no-ext-diff",
    "-c",
    "--full-history",
    "--relative",
    "--topo-order",
    "--reverse",
    "--format=%x01%H %ct",
    "--",
    FORECASTS,
];

/// Returns every file of the work tree as one that no commit has.
fn untracked<T>(git: &Git) -> Result<BTreeMap<String, Option<T>>, StoreError> {
    let files = git.bytes(&["ls-files", "-z", "--cached", "--others", "--", FORECASTS])?;
    let files = files
        .split(|&byte| byte == 0)
        .filter(|path| !path.is_empty());
    Ok(files
        .map(|path| (String::from_utf8_lossy(path).into_owned(), None))
        .collect())
}

/// Returns the commits whose parents a shallow clone has not.
fn edges(root: &Path, git: &Git) -> Result<BTreeSet<String>, StoreError> {
    let Some(file) = git.try_text(&["rev-parse", "--git-path", "shallow"])? else {
        return Ok(BTreeSet::new());
    };
    // Relative paths count from the folder in which git was asked.
    let text = match fs::read_to_string(root.join(&file)) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
        read => read.map_err(StoreError::io("read", &file))?,
    };
    Ok(text.lines().map(|line| line.trim().to_owned()).collect())
}

/// Reads what `git log` says: for each commit a head, and for each file a head and its names.
fn commits(log: &[u8], edges: &BTreeSet<String>) -> Vec<Commit> {
    let mut commits: Vec<Commit> = Vec::new();
    let mut fields = log.split(|&byte| byte == 0).map(String::from_utf8_lossy);
    while let Some(field) = fields.next() {
        let field = field.trim_start_matches('\n');
        if let Some(head) = field.strip_prefix('\u{1}') {
            commits.extend(commit(head, edges));
        } else if field.starts_with(':') {
            let name = fields.next().unwrap_or_default().into_owned();
            let change = change(field, name, || {
                fields.next().unwrap_or_default().into_owned()
            });
            if let (Some(commit), Some(change)) = (commits.last_mut(), change) {
                commit.changes.push(change);
            }
        }
    }
    commits
}

fn commit(head: &str, edges: &BTreeSet<String>) -> Option<Commit> {
    let (id, seconds) = head.split_once(' ')?;
    let made = DateTime::from_timestamp(seconds.trim().parse().ok()?, 0)?;
    Some(Commit {
        id: id.to_owned(),
        day: made.date_naive(),
        is_edge: edges.contains(id),
        changes: Vec::new(),
    })
}

/// Reads `:<mode> <mode> <blob> <blob> <status>`, with one more mode and blob for each further
/// parent; `None` for what is no record file.
fn change(head: &str, name: String, next: impl FnOnce() -> String) -> Option<FileChange> {
    let parents = head.bytes().take_while(|&byte| byte == b':').count();
    let words: Vec<&str> = head.trim_start_matches(':').split(' ').collect();
    let blobs = words.get(parents + 1..2 * parents + 2)?;
    let is_moved = words.last()?.starts_with(['R', 'C']) && parents == 1;
    let path = if is_moved { next() } else { name.clone() };
    let there = |blob: &&&str| blob.bytes().any(|byte| byte != b'0');
    let (new, old) = blobs.split_last()?;
    let is_record = |path: &str| Path::new(path).extension().is_some_and(|end| end == "yaml");
    (is_record(&path) || is_record(&name)).then(|| FileChange {
        old: old.iter().filter(there).map(|&blob| blob.into()).collect(),
        new: Some(new).filter(there).map(|&blob| blob.into()),
        old_path: name,
        path,
    })
}

#[cfg(test)]
mod tests {
    use super::super::testing::Repository;
    use super::*;

    fn read(repository: &Repository) -> RecordHistory<String> {
        history(repository.root(), str::to_owned).unwrap()
    }

    /// Returns each commit as `day: old → new`.
    fn told(history: &RecordHistory<String>) -> Vec<String> {
        let text = |blob: &Arc<str>| history.blobs[blob].clone().unwrap().trim().to_owned();
        let change = |change: &FileChange| {
            let old: Vec<_> = change.old.iter().map(text).collect();
            let new = change.new.as_ref().map_or("gone".to_owned(), text);
            format!(
                "{} [{}] {} [{new}]",
                change.old_path,
                old.join("|"),
                change.path
            )
        };
        let commit = |commit: &Commit| {
            let changes: Vec<_> = commit.changes.iter().map(change).collect();
            format!("{}: {}", commit.day, changes.join(", "))
        };
        history.commits.iter().map(commit).collect()
    }

    #[test]
    fn changes_renames_deletions_and_what_a_merge_made_itself_are_told() {
        let repository = Repository::new();
        repository.write("forecasts/a.yaml", "one\n");
        repository.write("forecasts/note.md", "none\n");
        repository.commit("2026-01-01", "add");
        repository.git(&["checkout", "-q", "-b", "side"]);
        repository.write("forecasts/a.yaml", "side\n");
        repository.commit("2026-01-02", "side");
        repository.git(&["checkout", "-q", "main"]);
        repository.write("forecasts/a.yaml", "main\n");
        repository.commit("2026-01-03", "main");
        repository.git(&["merge", "-q", "-s", "ours", "--no-commit", "side"]);
        repository.write("forecasts/a.yaml", "both\n");
        repository.commit("2026-01-04", "merge");
        repository.git(&["mv", "forecasts/a.yaml", "forecasts/b.yaml"]);
        repository.commit("2026-01-05", "move");
        repository.git(&["rm", "-q", "forecasts/b.yaml"]);
        repository.commit("2026-01-06", "remove");
        let a = "forecasts/a.yaml";
        assert_eq!(
            told(&read(&repository)),
            [
                format!("2026-01-01: {a} [] {a} [one]"),
                format!("2026-01-03: {a} [one] {a} [main]"),
                format!("2026-01-02: {a} [one] {a} [side]"),
                format!("2026-01-04: {a} [main|side] {a} [both]"),
                format!("2026-01-05: {a} [both] forecasts/b.yaml [both]"),
                "2026-01-06: forecasts/b.yaml [both] forecasts/b.yaml [gone]".to_owned(),
            ]
        );
    }

    #[test]
    fn a_repository_without_commits_has_no_history() {
        let repository = Repository::new();
        repository.write("forecasts/a.yaml", "one\n");
        let history = read(&repository);
        assert!(history.commits.is_empty() && !history.is_shallow);
        assert_eq!(
            history.uncommitted,
            [("forecasts/a.yaml".to_owned(), None)].into()
        );
    }

    #[test]
    fn a_shallow_clone_says_where_it_begins() {
        let repository = Repository::new();
        for (day, text) in [
            ("2026-01-01", "one"),
            ("2026-01-02", "two"),
            ("2026-01-03", "three"),
        ] {
            repository.write("forecasts/a.yaml", text);
            repository.commit(day, text);
        }
        let clone = tempfile::tempdir().unwrap();
        let from = format!("file://{}", repository.root().display());
        let to = clone.path().to_str().unwrap();
        repository.git(&["clone", "-q", "--depth", "2", &from, to]);
        let history = history(clone.path(), str::to_owned).unwrap();
        assert!(history.is_shallow);
        assert_eq!(history.commits.len(), 2);
        assert!(history.commits[0].is_edge && !history.commits[1].is_edge);
        assert_eq!(history.commits[0].day.to_string(), "2026-01-02");
        assert!(!read(&repository).is_shallow);
    }

    #[test]
    fn what_is_not_committed_comes_with_what_was() {
        let repository = Repository::new();
        repository.write("forecasts/a.yaml", "one\n");
        repository.commit("2026-01-01", "add");
        repository.write("forecasts/a.yaml", "two\n");
        let expected = [("forecasts/a.yaml".to_owned(), Some("one\n".to_owned()))];
        assert_eq!(read(&repository).uncommitted, expected.into());
    }
}
