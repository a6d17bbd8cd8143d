//! Which files of the ledger git calls changed.

use std::collections::BTreeMap;
use std::path::Path;

use super::StoreError;
use super::discover::FORECASTS;
use super::git::Git;

/// The files of the ledger that are not as they were, each with its text as it was, where it was
/// there and could be read.
pub type Changed = BTreeMap<String, Option<String>>;

/// Returns the record files that changed since a revision: since this branch left it, where the two
/// have gone apart, and in the work tree.
pub fn changed_since(root: &Path, revision: &str) -> Result<Changed, StoreError> {
    let git = Git::open(root)?;
    let commit = git.commit(revision)?;
    let common = git.try_text(&["merge-base", &commit, "HEAD"])?;
    // Without a common ancestor, as in a shallow clone, every difference counts.
    let base = common.filter(|base| !base.is_empty()).unwrap_or(commit);
    uncommitted(&git, &base)
}

/// Returns the record files of the work tree that differ from a commit.
pub(super) fn uncommitted(git: &Git, commit: &str) -> Result<Changed, StoreError> {
    let args = [
        "diff",
        "--raw",
        "-z",
        "--no-abbrev",
        "--no-renames",
        "--no-ext-diff",
        "--relative",
        commit,
        "--",
        FORECASTS,
    ];
    let raw = git.bytes(&args)?;
    let mut fields = raw.split(|&byte| byte == 0).map(String::from_utf8_lossy);
    let mut paths = Vec::new();
    let mut ids = Vec::new();
    while let (Some(head), Some(path)) = (fields.next(), fields.next()) {
        // `:100644 100644 <old> <new> M`
        ids.push(head.split(' ').nth(2).unwrap_or_default().to_owned());
        paths.push(path.into_owned());
    }
    let known = |id: &&str| id.bytes().any(|byte| byte != b'0');
    let wanted: Vec<&str> = ids.iter().map(String::as_str).filter(known).collect();
    let mut texts = git.blobs(&wanted)?.into_iter();
    let texts = ids.iter().map(|id| {
        known(&id.as_str())
            .then(|| texts.next().flatten())
            .flatten()
    });
    let mut changed: Changed = paths.into_iter().zip(texts).collect();
    // What is ignored is no less a record here.
    let others = git.bytes(&["ls-files", "-z", "--others", "--", FORECASTS])?;
    for path in others
        .split(|&byte| byte == 0)
        .filter(|path| !path.is_empty())
    {
        changed
            .entry(String::from_utf8_lossy(path).into_owned())
            .or_default();
    }
    Ok(changed)
}

#[cfg(test)]
mod tests {
    use super::super::testing::Repository;
    use super::*;

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
        let changed = changed_since(repository.root(), "main").unwrap();
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
        let changed = changed_since(&repository.root().join("desk"), "HEAD").unwrap();
        assert_eq!(
            changed,
            [("forecasts/a.yaml".to_owned(), Some("a: 1\n".to_owned()))].into()
        );
    }

    #[test]
    fn what_is_no_revision_or_no_repository_is_said() {
        let repository = Repository::new();
        for revision in ["main", "", "--help", "HEAD"] {
            let error = changed_since(repository.root(), revision).unwrap_err();
            assert!(
                matches!(&error, StoreError::NoRevision(of) if of == revision),
                "{error}"
            );
        }
        let nowhere = tempfile::tempdir().unwrap();
        let error = changed_since(nowhere.path(), "HEAD").unwrap_err();
        assert!(matches!(error, StoreError::NoRepository(_)), "{error}");
    }
}
