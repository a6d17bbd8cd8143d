//! The history of the record files, read by a handful of processes however long it is.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::sync::Arc;

use chrono::DateTime;
use rayon::prelude::*;

use super::StoreError;
use super::blobs::{Blob, each_batch};
use super::changed::{Tree, WorkTree};
use super::discover::FORECASTS;
use super::git::Git;
use super::load::is_record_file;
use crate::record::{Commit, FileChange, RecordHistory, SourceFile};

/// Reads what git's history says of the record files, and makes something of each text that it
/// ever had; a repository without commits has none. What the work tree has is handed over, so that
/// nothing is judged that was not read.
pub fn history<T: Send>(
    git: &Git,
    sources: &[SourceFile],
    make: impl Fn(&str) -> T + Sync,
) -> Result<RecordHistory<T>, StoreError> {
    let work_tree = WorkTree::new(sources);
    let Some(head) = git.head()? else {
        return Ok(RecordHistory {
            commits: Vec::new(),
            blobs: BTreeMap::new(),
            uncommitted: work_tree.files().map(|file| (file, None)).collect(),
            is_shallow: git.is_shallow,
        });
    };
    let commits = log(git)?;
    let tree = Tree::read(git, &head)?;
    let mut wanted = texts(&commits);
    let asked: BTreeSet<&str> = wanted.iter().copied().collect();
    wanted.extend(tree.blobs().filter(|id| !asked.contains(id)));
    let mut known: BTreeMap<Arc<str>, Option<T>> = BTreeMap::new();
    let mut uncommitted: BTreeMap<String, Option<T>> = work_tree
        .files()
        .filter(|file| !tree.has(file))
        .map(|file| (file, None))
        .collect();
    let mut lost = Vec::new();
    each_batch(git, &wanted, |ids, blobs| {
        let values: Vec<Option<T>> = blobs
            .par_iter()
            .map(|blob| blob.text().map(&make))
            .collect();
        for (id, blob) in ids.iter().zip(&blobs) {
            if *blob == Blob::Lost {
                lost.push(*id);
            }
            for file in tree.files(id).filter(|file| !work_tree.has(file, blob)) {
                uncommitted.insert(file.to_owned(), blob.text().map(&make));
            }
        }
        known.extend(ids.iter().map(|id| Arc::from(*id)).zip(values));
    })?;
    if !lost.is_empty() {
        return Err(unreadable(&lost, &commits));
    }
    Ok(RecordHistory {
        commits,
        blobs: known,
        uncommitted,
        is_shallow: git.is_shallow,
    })
}

/// Everything that ever happened to the files, on every branch that led here; of a merge, what it
/// made otherwise than every parent. What settings could change is said outright, so that everybody
/// sees the same.
const LOG: [&str; 11] = [
    "log",
    "-z",
    "--raw",
    "--no-abbrev",
    "-O/dev/null",
    "-c",
    "--full-history",
    "--relative",
    "--topo-order",
    "--reverse",
    "--format=%x01%H %ct %P%x02%an",
];

/// From which likeness on a file that is gone and a new one are one that was renamed, and among how
/// many this is asked.
const RENAMES: [&str; 2] = ["-M50%", "-l1000"];

/// Returns the commits that touched record files.
fn log(git: &Git) -> Result<Vec<Commit>, StoreError> {
    let edges = edges(git)?;
    let args = |renames: &[&'static str]| [&LOG[..], renames, &["--", FORECASTS]].concat();
    let error = match git.bytes(&args(&RENAMES)) {
        Ok(log) => return Ok(commits(&log, &edges)),
        Err(error) => error,
    };
    // To know a file that was renamed git reads it, and stops at the first that it has not. Without
    // that it tells of all, and we can say which they are.
    let commits = commits(&git.bytes(&args(&["--no-renames"]))?, &edges);
    let mut lost = Vec::new();
    each_batch(git, &texts(&commits), |ids, blobs| {
        let pairs = ids.iter().zip(blobs);
        lost.extend(
            pairs
                .filter(|(_, blob)| *blob == Blob::Lost)
                .map(|(id, _)| *id),
        );
    })?;
    Err(if lost.is_empty() {
        error
    } else {
        unreadable(&lost, &commits)
    })
}

/// Returns the blobs of every text that the record files ever had, in the order of the history.
fn texts(commits: &[Commit]) -> Vec<&str> {
    let changes = commits.iter().flat_map(|commit| &commit.changes);
    let blobs = changes.flat_map(|change| change.old.iter().chain(&change.new));
    let mut seen = BTreeSet::new();
    let blobs = blobs.map(|id| &**id);
    blobs.filter(|id| seen.insert(*id)).collect()
}

/// Returns the error that names the blobs that the repository has not: by the file and the commit
/// that first had each.
fn unreadable(lost: &[&str], commits: &[Commit]) -> StoreError {
    let name = |id: &&str| {
        let first = commits.iter().find_map(|commit| {
            let has = |change: &&FileChange| {
                let mut blobs = change.new.iter().chain(&change.old);
                blobs.any(|blob| **blob == **id)
            };
            Some((commit, commit.changes.iter().find(has)?))
        });
        first.map_or_else(
            || format!("the blob {id}"),
            |(commit, change)| format!("{} in {}", change.path, commit.short()),
        )
    };
    StoreError::Unreadable(lost.iter().map(name).collect())
}

/// Returns the commits whose parents a shallow clone has not.
fn edges(git: &Git) -> Result<BTreeSet<String>, StoreError> {
    if !git.is_shallow {
        return Ok(BTreeSet::new());
    }
    let file = git.bytes(&["rev-parse", "--git-path", "shallow"])?;
    let file = String::from_utf8_lossy(&file).trim_end().to_owned();
    // Relative paths count from the folder in which git was asked.
    let text = match fs::read_to_string(git.root().join(&file)) {
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
    let (head, author) = head.split_once('\u{2}')?;
    let mut words = head.split_whitespace();
    let (id, seconds) = (words.next()?, words.next()?);
    let made = DateTime::from_timestamp(seconds.parse().ok()?, 0)?;
    Some(Commit {
        id: id.to_owned(),
        day: made.date_naive(),
        author: author.to_owned(),
        is_edge: edges.contains(id),
        is_merge: words.count() > 1,
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
    // What becomes a file of another kind is gone, and what comes of one is new.
    let (is, was) = (is_record_file(&path), is_record_file(&name));
    let old = old.iter().filter(there).filter(|_| was);
    (is || was).then(|| FileChange {
        old: old.map(|&blob| blob.into()).collect(),
        new: Some(new)
            .filter(there)
            .filter(|_| is)
            .map(|&blob| blob.into()),
        old_path: name,
        path,
    })
}

#[cfg(test)]
mod tests {
    use super::super::load::load;
    use super::super::testing::{Repository, environment};
    use super::*;

    fn read(repository: &Repository) -> RecordHistory<String> {
        let git = repository.open().unwrap();
        history(&git, &load(repository.root()), str::to_owned).unwrap()
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
        let refused = Git::open(clone.path(), &environment(), false).unwrap_err();
        assert!(matches!(refused, StoreError::Shallow), "{refused}");
        let git = Git::open(clone.path(), &environment(), true).unwrap();
        let history = history(&git, &load(clone.path()), str::to_owned).unwrap();
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

    #[test]
    fn a_text_that_is_gone_is_named_by_its_file_and_commit() {
        let repository = Repository::new();
        let text = |last: &str| format!("one\ntwo\nthree\nfour\n{last}\n");
        repository.write("forecasts/a.yaml", &text("old"));
        repository.commit("2026-01-01", "add");
        repository.write("forecasts/a.yaml", &text("middle"));
        let middle = repository.commit("2026-01-02", "change");
        repository.git(&["mv", "forecasts/a.yaml", "forecasts/b.yaml"]);
        // Renamed and changed, so that git has to read both to know it.
        repository.write("forecasts/b.yaml", &text("new"));
        repository.commit("2026-01-03", "rename");
        let blob = repository.git(&["rev-parse", &format!("{middle}:forecasts/a.yaml")]);
        let object = format!(".git/objects/{}/{}", &blob[..2], &blob[2..]);
        fs::remove_file(repository.root().join(object)).unwrap();
        let git = repository.open().unwrap();
        let error = history(&git, &load(repository.root()), str::to_owned).unwrap_err();
        let expected = format!("forecasts/a.yaml in {}", &middle[..10]);
        assert!(
            matches!(&error, StoreError::Unreadable(names) if *names == [expected]),
            "{error}"
        );
    }

    #[test]
    fn a_branch_whose_commit_is_gone_is_no_branch_without_commits() {
        let repository = Repository::new();
        repository.write("forecasts/a.yaml", "one\n");
        let commit = repository.commit("2026-01-01", "add");
        let git = repository.open().unwrap();
        for (damage, says) in [
            (
                format!("{}\n", commit.replace(char::is_alphabetic, "0")),
                "the commit ",
            ),
            ("nonsense\n".to_owned(), "HEAD is damaged"),
        ] {
            repository.write(".git/refs/heads/main", &damage);
            let error = history(&git, &[], str::to_owned).unwrap_err();
            assert!(error.to_string().contains(says), "{error}");
        }
    }
}
