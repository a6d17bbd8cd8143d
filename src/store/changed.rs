//! Which record files are not as a commit has them.

use std::collections::{BTreeMap, BTreeSet};

use super::StoreError;
use super::blobs::{Blob, each_batch};
use super::discover::FORECASTS;
use super::git::Git;
use super::load::is_record_file;
use crate::record::SourceFile;

/// The files of the ledger that are not as they were, each with its text as it was, where it was
/// there and had one.
pub type Changed = BTreeMap<String, Option<String>>;

/// The record files that a commit has.
pub(super) struct Tree {
    /// Each with its blob.
    by_file: BTreeMap<String, String>,
    /// The files of each blob.
    by_blob: BTreeMap<String, Vec<String>>,
}

/// The record files as they were read from the work tree.
pub(super) struct WorkTree<'a>(BTreeMap<&'a str, &'a SourceFile>);

/// Returns the record files that changed since a revision: since this branch left it, where the two
/// have gone apart, and in the work tree.
pub fn changed_since(
    git: &Git,
    sources: &[SourceFile],
    revision: &str,
) -> Result<Changed, StoreError> {
    let base = base(git, revision)?;
    let (tree, work_tree) = (Tree::read(git, &base)?, WorkTree::new(sources));
    let added = work_tree.files().filter(|file| !tree.has(file));
    let mut changed: Changed = added.map(|file| (file, None)).collect();
    let mut lost = Vec::new();
    let ids: Vec<&str> = tree.blobs().collect();
    each_batch(git, &ids, |ids, blobs| {
        for (id, blob) in ids.iter().zip(blobs) {
            for file in tree.files(id).filter(|file| !work_tree.has(file, &blob)) {
                if blob == Blob::Lost {
                    lost.push(format!("{file} in {}", base.get(..10).unwrap_or(&base)));
                }
                changed.insert(file.to_owned(), blob.text().map(str::to_owned));
            }
        }
    })?;
    if lost.is_empty() {
        Ok(changed)
    } else {
        Err(StoreError::Unreadable(lost))
    }
}

/// Returns the commits that this branch has and a revision has not.
pub fn commits_since(git: &Git, revision: &str) -> Result<BTreeSet<String>, StoreError> {
    let since = format!("^{}", base(git, revision)?);
    let listed = git.bytes(&["rev-list", "HEAD", &since])?;
    let listed = String::from_utf8_lossy(&listed);
    Ok(listed.lines().map(str::to_owned).collect())
}

/// Returns the last commit that this branch and a revision have in common.
fn base(git: &Git, revision: &str) -> Result<String, StoreError> {
    let commit = git.commit(revision)?;
    let base = match git.head()? {
        Some(head) => git.common(&commit, &head)?,
        None => None,
    };
    // Without a common ancestor every record, or none, could count as changed.
    base.ok_or_else(|| StoreError::NoAncestor(revision.to_owned()))
}

impl Tree {
    /// Reads the tree of a commit.
    pub(super) fn read(git: &Git, commit: &str) -> Result<Self, StoreError> {
        let listed = git.bytes(&["ls-tree", "-r", "-z", commit, "--", FORECASTS])?;
        let entry = |entry: &[u8]| {
            // `100644 blob <id>\t<path>`; what is a link or a submodule is no file.
            let entry = String::from_utf8_lossy(entry);
            let (head, file) = entry.split_once('\t')?;
            let mut words = head.split(' ');
            let is_file = words.next()?.starts_with("100") && is_record_file(file);
            let blob = words.nth(1)?.to_owned();
            is_file.then(|| (file.to_owned(), blob))
        };
        let by_file: BTreeMap<String, String> =
            listed.split(|&byte| byte == 0).filter_map(entry).collect();
        let mut by_blob: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for (file, blob) in &by_file {
            by_blob.entry(blob.clone()).or_default().push(file.clone());
        }
        Ok(Self { by_file, by_blob })
    }

    pub(super) fn has(&self, file: &str) -> bool {
        self.by_file.contains_key(file)
    }

    pub(super) fn blobs(&self) -> impl Iterator<Item = &str> {
        self.by_blob.keys().map(String::as_str)
    }

    /// Returns the files that are this blob.
    pub(super) fn files(&self, blob: &str) -> impl Iterator<Item = &str> {
        self.by_blob
            .get(blob)
            .into_iter()
            .flatten()
            .map(String::as_str)
    }
}

impl<'a> WorkTree<'a> {
    pub(super) fn new(sources: &'a [SourceFile]) -> Self {
        let records = sources.iter().filter(|source| is_record_file(&source.path));
        Self(records.map(|source| (&*source.path, source)).collect())
    }

    pub(super) fn files(&self) -> impl Iterator<Item = String> {
        self.0.keys().map(|&file| file.to_owned())
    }

    /// Returns whether a file is as a blob has it. Line ends make no difference: git may write them
    /// otherwise than it keeps them.
    pub(super) fn has(&self, file: &str, blob: &Blob) -> bool {
        let now = self
            .0
            .get(file)
            .and_then(|source| source.content.as_deref().ok());
        let (Some(now), Some(then)) = (now, blob.text()) else {
            return false;
        };
        let bare = |text: &str| text.replace("\r\n", "\n");
        now == then || bare(now) == bare(then)
    }
}

#[cfg(test)]
mod tests {
    use super::super::load::load;
    use super::super::testing::{Repository, environment};
    use super::*;
    use std::path::Path;

    fn changed(root: &Path, revision: &str) -> Result<Changed, StoreError> {
        let git = Git::open(root, &environment(), false)?;
        changed_since(&git, &load(root), revision)
    }

    #[test]
    fn what_a_branch_and_the_work_tree_changed_is_told_with_what_was_there() {
        let repository = Repository::new();
        repository.write("forecasts/a.yaml", "a: 1\n");
        repository.write("forecasts/b b.yaml", "b: 1\n");
        repository.write("forecasts/c.yaml", "c: 1\n");
        repository.commit("2026-01-01", "first");
        repository.git(&["checkout", "-q", "-b", "side"]);
        repository.write("forecasts/b b.yaml", "b: 2\n");
        repository.commit("2026-01-02", "second");
        repository.git(&["checkout", "-q", "main"]);
        repository.write("forecasts/c.yaml", "c: 2\n");
        repository.commit("2026-01-03", "elsewhere");
        repository.git(&["checkout", "-q", "side"]);
        repository.write("forecasts/new.yaml", "n: 1\n");
        repository.write("elsewhere.yaml", "e: 1\n");
        let changed = changed(repository.root(), "main").unwrap();
        let expected = [
            ("forecasts/b b.yaml".to_owned(), Some("b: 1\n".to_owned())),
            ("forecasts/new.yaml".to_owned(), None),
        ];
        assert_eq!(changed, expected.into());
    }

    #[test]
    fn a_ledger_below_the_top_of_its_repository_has_its_own_paths() {
        let repository = Repository::new();
        repository.write("desk/forecasts/a.yaml", "a: 1\n");
        repository.commit("2026-01-01", "first");
        repository.write("desk/forecasts/a.yaml", "a: 2\n");
        let changed = changed(&repository.root().join("desk"), "HEAD").unwrap();
        assert_eq!(
            changed,
            [("forecasts/a.yaml".to_owned(), Some("a: 1\n".to_owned()))].into()
        );
    }

    #[test]
    fn what_is_no_revision_or_no_repository_is_said() {
        let repository = Repository::new();
        for revision in ["main", "", "--help", "HEAD"] {
            let error = changed(repository.root(), revision).unwrap_err();
            assert!(
                matches!(&error, StoreError::NoRevision(of) if of == revision),
                "{error}"
            );
        }
        let nowhere = tempfile::tempdir().unwrap();
        let error = changed(nowhere.path(), "HEAD").unwrap_err();
        assert!(matches!(error, StoreError::NoRepository(_)), "{error}");
    }

    #[test]
    fn line_ends_are_no_change_and_whatever_git_is_told_of_them_neither() {
        let repository = Repository::new();
        repository.write(".gitattributes", "*.yaml text eol=crlf\n");
        repository.write("forecasts/a.yaml", "a: 1\nb: 2\n");
        repository.write("forecasts/b.yaml", "a: 1\r\nb: 3\r\n");
        repository.commit("2026-01-01", "first");
        repository.write("forecasts/a.yaml", "a: 1\r\nb: 2\r\n");
        repository.write("forecasts/b.yaml", "a: 1\nb: 3\n");
        assert!(changed(repository.root(), "HEAD").unwrap().is_empty());
        repository.write("forecasts/b.yaml", "a: 1\nb: 4\n");
        let changed = changed(repository.root(), "HEAD").unwrap();
        let files: Vec<_> = changed.keys().collect();
        assert_eq!(files, ["forecasts/b.yaml"]);
    }

    #[test]
    fn without_a_common_ancestor_or_a_text_nothing_is_said() {
        let repository = Repository::new();
        repository.write("forecasts/a.yaml", "a: 1\n");
        let first = repository.commit("2026-01-01", "first");
        repository.git(&["checkout", "-q", "--orphan", "apart"]);
        repository.write("forecasts/b.yaml", "b: 1\n");
        repository.commit("2026-01-02", "apart");
        let error = changed(repository.root(), &first).unwrap_err();
        assert!(
            matches!(&error, StoreError::NoAncestor(of) if *of == first),
            "{error}"
        );
        assert!(error.hint().unwrap().contains("fetch-depth: 0"));
        let blob = repository.git(&["rev-parse", "HEAD:forecasts/b.yaml"]);
        let object = format!(".git/objects/{}/{}", &blob[..2], &blob[2..]);
        std::fs::remove_file(repository.root().join(object)).unwrap();
        let error = changed(repository.root(), "HEAD").unwrap_err();
        let StoreError::Unreadable(names) = &error else {
            panic!("{error}");
        };
        assert!(names[0].starts_with("forecasts/b.yaml in "), "{error}");
    }
}
