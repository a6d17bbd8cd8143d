//! Why the disk would not do what was asked.

use std::fmt;
use std::io;
use std::path::PathBuf;
use std::time::Duration;

/// Why the disk would not do what was asked. Reads well after "could not ".
#[derive(Debug)]
pub enum StoreError {
    /// There is no ledger in this folder, nor in one above it.
    NoLedger(PathBuf),
    /// The folder named as the ledger's root is none.
    NotAFolder(PathBuf),
    /// The folder named as the ledger's root holds no ledger.
    NotALedger(PathBuf),
    /// The path leads out of the ledger.
    Outside(String),
    /// There is no such file.
    Missing(String),
    /// A new file would overwrite this one.
    Exists(String),
    /// The path is or leads through a symbolic link.
    Link(String),
    /// The path leads to something that is not a file.
    NotAFile(String),
    /// The file is of a kind that no table is read from.
    NotATable {
        /// What the file is called.
        name: String,
        /// What it is.
        is: &'static str,
        /// What to do instead.
        hint: &'static str,
    },
    /// The packed file breaks off, or is damaged.
    BadlyPacked(String),
    /// The file may not be written.
    ReadOnly(String),
    /// The file is not UTF-8.
    NotUtf8(String),
    /// The file is too long to be one of records.
    TooLarge(String),
    /// The file changed between reading and writing it.
    Changed(String),
    /// Somebody else has been writing to the ledger all this time.
    Locked(Duration),
    /// There is no git to ask.
    NoGit,
    /// The ledger is in no git repository.
    NoRepository(PathBuf),
    /// The ledger's folder is itself a bare repository.
    Bare(PathBuf),
    /// The repository's settings put its work tree elsewhere.
    Elsewhere(PathBuf),
    /// The repository belongs to somebody else.
    Untrusted(PathBuf),
    /// The clone is shallow.
    Shallow,
    /// Git knows no such revision.
    NoRevision(String),
    /// This revision and the last commit have nothing in common.
    NoAncestor(String),
    /// The repository has not what it should: texts of record files, named.
    Unreadable(Vec<String>),
    /// Git would not merge; what it said.
    Merge(String),
    /// Git would not; what it said.
    Git(String),
    /// The operating system refused.
    Io {
        /// What was being done: `read`, `write`, …
        doing: &'static str,
        /// To what.
        to: String,
        /// What it said.
        error: io::Error,
    },
}

impl StoreError {
    /// Wraps what the operating system said, for `map_err`.
    pub(super) fn io(doing: &'static str, to: impl Into<String>) -> impl FnOnce(io::Error) -> Self {
        let to = to.into();
        move |error| match error.kind() {
            io::ErrorKind::NotFound => Self::Missing(to),
            _ => Self::Io { doing, to, error },
        }
    }

    /// Returns what to do about it, where there is something.
    #[must_use]
    pub fn hint(&self) -> Option<&'static str> {
        match self {
            Self::NoLedger(_) => Some("`foretell init` starts a ledger; `--root DIR` names one"),
            Self::NotAFolder(_) | Self::NotALedger(_) => {
                Some("`--root` names the folder that holds `forecasts/`")
            }
            Self::Outside(_) => {
                Some("name a `.yaml` or `.yml` file or a folder under `forecasts/`")
            }
            Self::Exists(_) => Some("choose another id, or change that record"),
            Self::Link(_) => Some("put the file itself in its place; links are not followed"),
            Self::ReadOnly(_) => Some("make the file writable first, if it is meant to change"),
            Self::NoGit => Some("install git, or leave out what asks for history"),
            Self::NoRepository(_) => Some("`git init` and a first commit begin a history"),
            Self::Bare(_) => Some(
                "git is not asked in it, since its settings may be a stranger's; clone it, and work there",
            ),
            Self::Elsewhere(_) => Some("take `core.worktree` out of its settings, or look there"),
            Self::Untrusted(_) => Some(
                "if you trust it, `git config --global --add safe.directory DIR` with that folder",
            ),
            Self::Shallow => Some(
                "`git fetch --unshallow`, or in GitHub's checkout `fetch-depth: 0`; \
                 `--allow-shallow` goes by what there is",
            ),
            Self::NoRevision(_) | Self::NoAncestor(_) => {
                Some("in a shallow clone fetch it first; in GitHub's checkout, `fetch-depth: 0`")
            }
            Self::Unreadable(_) => Some(
                "nothing is fetched here: `git fsck` says what is missing, and a clone without \
                 `--filter` has everything",
            ),
            Self::NotUtf8(_) => Some("save the file as UTF-8"),
            Self::TooLarge(_) => Some("split the file"),
            Self::Changed(_) => Some("nothing was written; run the command again"),
            Self::Locked(_) => Some("`--lock-timeout SECONDS` waits for longer"),
            Self::NotATable { hint, .. } => Some(hint),
            Self::BadlyPacked(_) => Some("copy it again from where it came"),
            Self::Merge(_) => Some("commit or stash what is not committed, and run it again"),
            Self::Missing(_) | Self::NotAFile(_) | Self::Git(_) | Self::Io { .. } => None,
        }
    }
}

impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoLedger(start) => write!(
                f,
                "find a ledger: neither `{}` nor a folder above it holds `foretell.yaml` or \
                 `forecasts/`",
                start.display()
            ),
            Self::NotAFolder(root) => {
                write!(f, "open the ledger: `{}` is not a folder", root.display())
            }
            Self::NotALedger(root) => write!(
                f,
                "open the ledger: `{}` holds neither `foretell.yaml` nor `forecasts/`",
                root.display()
            ),
            Self::Outside(path) => write!(f, "use `{path}`: it is no record of this ledger"),
            Self::Missing(file) => write!(f, "open `{file}`: there is no such file"),
            Self::Exists(file) => write!(f, "create `{file}`: it is there already"),
            Self::Link(file) => write!(f, "use `{file}`: a link leads to it"),
            Self::NotAFile(file) => write!(f, "use `{file}`: it is not a file"),
            Self::NotATable { name, is, .. } => write!(f, "read the table `{name}`: it is {is}"),
            Self::BadlyPacked(file) => {
                write!(f, "read `{file}`: the packed file breaks off or is damaged")
            }
            Self::ReadOnly(file) => write!(f, "write `{file}`: it is read-only"),
            Self::NotUtf8(file) => write!(f, "read `{file}`: it is not UTF-8"),
            Self::TooLarge(file) => write!(f, "read `{file}`: it is too long"),
            Self::Changed(file) => write!(f, "write `{file}`: it changed meanwhile"),
            Self::Locked(after) => write!(
                f,
                "write: another command is writing to this ledger; gave up after {} s",
                after.as_secs()
            ),
            Self::NoGit => write!(f, "read the history: there is no git on this machine"),
            Self::NoRepository(root) => {
                write!(
                    f,
                    "read the history: `{}` is in no git repository",
                    root.display()
                )
            }
            Self::Bare(root) => write!(
                f,
                "read the history: `{}` is itself a bare repository",
                root.display()
            ),
            Self::Elsewhere(top) => write!(
                f,
                "read the history: the repository in `{}` has its work tree elsewhere",
                top.display()
            ),
            Self::Untrusted(top) => write!(
                f,
                "read the history: the repository in `{}` belongs to somebody else",
                top.display()
            ),
            Self::Shallow => write!(f, "read the history: this clone is shallow"),
            Self::NoRevision(revision) => {
                write!(f, "read the history: git knows no revision `{revision}`")
            }
            Self::NoAncestor(revision) => write!(
                f,
                "read the history: `{revision}` and the last commit have no common ancestor"
            ),
            Self::Unreadable(names) => write!(
                f,
                "read the history: the repository has not {}, or damaged",
                listed(names)
            ),
            Self::Merge(said) => write!(f, "merge: {said}"),
            Self::Git(said) => write!(f, "read the history: {said}"),
            Self::Io { doing, to, error } => write!(f, "{doing} `{to}`: {}", plainly(error)),
        }
    }
}

impl std::error::Error for StoreError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Io { error, .. } => Some(error),
            _ => None,
        }
    }
}

/// Returns names in a row, cut where they are many.
fn listed(names: &[String]) -> String {
    const MAX_PATHS: usize = 20;
    let shown = &names[..names.len().min(MAX_PATHS)];
    match names.len() - shown.len() {
        0 => shown.join(", "),
        more => format!("{} and {more} more", shown.join(", ")),
    }
}

/// Returns what the operating system said in plain words, the same on every system.
#[must_use]
pub fn plainly(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "there is no such file".to_owned(),
        io::ErrorKind::StorageFull => "the disk is full".to_owned(),
        io::ErrorKind::QuotaExceeded => "the quota of the disk is used up".to_owned(),
        io::ErrorKind::FileTooLarge => "the limit on the size of files is reached".to_owned(),
        io::ErrorKind::Unsupported => "the file system cannot do that".to_owned(),
        kind => kind.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_reads_well_after_could_not() {
        let denied = io::Error::from(io::ErrorKind::PermissionDenied);
        assert_eq!(
            StoreError::io("write", "forecasts/a.yaml")(denied).to_string(),
            "write `forecasts/a.yaml`: permission denied"
        );
        let gone = io::Error::from(io::ErrorKind::NotFound);
        assert_eq!(
            StoreError::io("read", "forecasts/a.yaml")(gone).to_string(),
            "open `forecasts/a.yaml`: there is no such file"
        );
    }
}
