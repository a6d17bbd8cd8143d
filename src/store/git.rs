//! Asking git: the only place that starts it, and only for objects.
//!
//! A repository may be a stranger's, and its settings name programs: filters, hooks, transports,
//! what signs and what shows differences. So git is asked for commits, trees and blobs by commands
//! that run none of these, knows nothing of the user's environment and settings, and may not fetch.
//! What the work tree says comes from our own reading; see `docs/design.md`.

use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use super::StoreError;
use super::discover::in_repository;

/// Git, in the folder of a ledger that lies in a repository.
#[derive(Debug)]
pub struct Git {
    root: PathBuf,
    environment: GitEnvironment,
    /// The folders that the user's own settings call safe, where that had to be asked.
    safe: Vec<String>,
    /// Whether older commits are cut off.
    pub(super) is_shallow: bool,
}

/// The variables of the environment that git may see.
#[derive(Clone, Debug)]
pub struct GitEnvironment {
    passed: Vec<(&'static str, OsString)>,
    /// Where the user's own settings are; only to ask which folders they call safe.
    settings: Vec<(&'static str, OsString)>,
}

/// What git sees of the environment: where programs are, who became root, and what Windows asks of
/// every program.
const PASSED: [&str; 3] = ["PATH", "SUDO_UID", "SYSTEMROOT"];

/// What says where the user's own settings are.
const SETTINGS: [&str; 6] = [
    "HOME",
    "XDG_CONFIG_HOME",
    "USERPROFILE",
    "GIT_CONFIG_NOSYSTEM",
    "GIT_CONFIG_SYSTEM",
    "GIT_CONFIG_GLOBAL",
];

/// Variables that hold whatever the repository's settings say.
const FIXED: [(&str, &str); 13] = [
    ("LC_ALL", "C"),
    ("GIT_CONFIG_NOSYSTEM", "1"),
    ("GIT_CONFIG_SYSTEM", "/dev/null"),
    ("GIT_CONFIG_GLOBAL", "/dev/null"),
    ("GIT_ATTR_NOSYSTEM", "1"),
    // A missing object is missing, and not to be fetched from whatever a repository calls a remote.
    ("GIT_NO_LAZY_FETCH", "1"),
    // Git before 2.45 may not know that, and would ask a transport: there is none.
    ("GIT_ALLOW_PROTOCOL", "none"),
    ("GIT_TERMINAL_PROMPT", "0"),
    ("GIT_ASKPASS", ""),
    // History is what the commits say, and not what was laid over it.
    ("GIT_NO_REPLACE_OBJECTS", "1"),
    ("GIT_GRAFT_FILE", "/dev/null"),
    ("GIT_LITERAL_PATHSPECS", "1"),
    ("GIT_OPTIONAL_LOCKS", "0"),
];

/// Settings that hold whatever the repository's say.
const HELD: [&str; 11] = [
    // A folder that looks like a repository may be part of what was cloned.
    "safe.bareRepository=explicit",
    "core.fsmonitor=false",
    "core.hooksPath=/dev/null",
    "protocol.allow=never",
    "fetch.bundleURI=",
    "credential.helper=",
    // What `log` says is the same for everybody.
    "log.showSignature=false",
    "log.showRoot=true",
    "log.follow=false",
    "log.mailmap=false",
    "core.attributesFile=/dev/null",
];

impl GitEnvironment {
    /// Returns what git may see of an environment.
    pub fn new(read: impl Fn(&str) -> Option<OsString>) -> Self {
        let known = |names: &[&'static str]| {
            let pairs = names.iter().filter_map(|name| Some((*name, read(name)?)));
            pairs.collect()
        };
        Self {
            passed: known(&PASSED),
            settings: known(&SETTINGS),
        }
    }

    /// Returns the name with which the user's own settings sign commits.
    #[must_use]
    pub fn user_name(&self) -> Option<String> {
        // Without git there is nobody to ask, and nothing goes wrong.
        let names = self.own_settings(&["--get", "user.name"]).ok()?;
        names.into_iter().find(|name| !name.trim().is_empty())
    }

    /// Returns the folders that the user's own settings call safe.
    fn safe(&self) -> Result<Vec<String>, StoreError> {
        self.own_settings(&["--type=path", "--get-all", "safe.directory"])
    }

    /// Returns what the user's own settings say, as git would read them: where there is no repository,
    /// and so no setting of one.
    fn own_settings(&self, which: &[&str]) -> Result<Vec<String>, StoreError> {
        let asked = self
            .outside()
            .args(["config", "--null"])
            .args(which)
            .envs(self.settings.iter().cloned())
            .output()
            .map_err(started)?;
        let values = asked.stdout.split_inclusive(|&byte| byte == 0);
        Ok(values
            .map(|value| String::from_utf8_lossy(&value[..value.len() - 1]).into_owned())
            .collect())
    }
}

impl GitEnvironment {
    /// Returns git where there is no repository, and so no setting of one.
    pub(super) fn outside(&self) -> Command {
        let mut command = Command::new("git");
        command
            .env_clear()
            .envs(self.passed.iter().cloned())
            .env("GIT_DIR", "/dev/null")
            .stdin(Stdio::null());
        command
    }
}

impl Git {
    /// Returns git in the folder of a ledger that lies in a repository with its whole history, or
    /// with what a shallow clone has of it where that is allowed.
    pub fn open(
        root: &Path,
        environment: &GitEnvironment,
        allow_shallow: bool,
    ) -> Result<Self, StoreError> {
        let mut git = Self {
            root: root.to_path_buf(),
            environment: environment.clone(),
            safe: Vec::new(),
            is_shallow: false,
        };
        let about = ["rev-parse", "--is-shallow-repository", "--show-toplevel"];
        let mut answer = git.ran(&about)?;
        if says(&answer, DUBIOUS) {
            git.safe = environment.safe()?;
            answer = git.ran(&about)?;
        }
        if !answer.status.success() {
            return Err(refused(root, &answer));
        }
        let answer = String::from_utf8_lossy(&answer.stdout);
        let (shallow, top) = answer.trim_end().split_once('\n').unwrap_or_default();
        // A repository's settings may put its work tree elsewhere.
        let ours = in_repository(root).0;
        if fs::canonicalize(top).ok() != fs::canonicalize(&ours).ok() {
            return Err(StoreError::Elsewhere(ours));
        }
        git.is_shallow = shallow == "true";
        if git.is_shallow && !allow_shallow {
            return Err(StoreError::Shallow);
        }
        Ok(git)
    }

    /// Returns the folder in which git is asked.
    pub(super) fn root(&self) -> &Path {
        &self.root
    }

    /// Returns the command, which asks nothing of anybody and runs nothing that a repository names.
    pub(super) fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new("git");
        command
            .env_clear()
            .envs(self.environment.passed.iter().cloned())
            .envs(FIXED)
            .arg("-C")
            .arg(&self.root);
        for setting in HELD {
            command.args(["-c", setting]);
        }
        for folder in &self.safe {
            command.arg("-c").arg(format!("safe.directory={folder}"));
        }
        command
            .args(args)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }

    fn ran(&self, args: &[&str]) -> Result<Output, StoreError> {
        self.command(args).output().map_err(started)
    }

    /// Returns what git prints.
    pub(super) fn bytes(&self, args: &[&str]) -> Result<Vec<u8>, StoreError> {
        let ran = self.ran(args)?;
        if ran.status.success() {
            Ok(ran.stdout)
        } else {
            Err(said(&ran.stderr))
        }
    }

    /// Returns the line that git prints, or `None` where it says no.
    fn try_text(&self, args: &[&str]) -> Result<Option<String>, StoreError> {
        let ran = self.ran(args)?;
        let text = String::from_utf8_lossy(&ran.stdout).trim_end().to_owned();
        match ran.status.code() {
            Some(0) => Ok(Some(text)),
            Some(1) => Ok(None),
            _ => Err(said(&ran.stderr)),
        }
    }

    /// Returns a setting of the repository.
    pub(super) fn setting(&self, name: &str) -> Result<Option<String>, StoreError> {
        self.try_text(&["config", "--local", "--get", name])
    }

    /// Returns the commit that a person's word means.
    pub(super) fn commit(&self, revision: &str) -> Result<String, StoreError> {
        let found = self.resolve(&format!("{revision}^{{commit}}"))?;
        found.ok_or_else(|| StoreError::NoRevision(revision.to_owned()))
    }

    /// Returns the last commit; none where there is none yet.
    pub(super) fn head(&self) -> Result<Option<String>, StoreError> {
        if let Some(commit) = self.resolve("HEAD^{commit}")? {
            return Ok(Some(commit));
        }
        if let Some(id) = self.resolve("HEAD")? {
            return Err(StoreError::Unreadable(vec![format!("the commit {id}")]));
        }
        // A branch that is still to be born has a name; one whose file is damaged has not.
        match self.try_text(&["symbolic-ref", "--quiet", "HEAD"]) {
            Ok(Some(_)) => Ok(None),
            _ => Err(broken("the last commit cannot be found: HEAD is damaged")),
        }
    }

    fn resolve(&self, name: &str) -> Result<Option<String>, StoreError> {
        self.try_text(&["rev-parse", "--verify", "--quiet", "--end-of-options", name])
    }

    /// Returns the last commit that two have in common.
    pub(super) fn common(&self, one: &str, other: &str) -> Result<Option<String>, StoreError> {
        self.try_text(&["merge-base", one, other])
    }
}

/// How git says that a repository belongs to somebody else, since 2.35.2.
const DUBIOUS: &str = "dubious ownership";

fn says(answer: &Output, words: &str) -> bool {
    String::from_utf8_lossy(&answer.stderr).contains(words)
}

/// Returns why git would not look at a folder.
fn refused(root: &Path, answer: &Output) -> StoreError {
    let root = root.to_path_buf();
    match () {
        () if says(answer, DUBIOUS) => StoreError::Untrusted(in_repository(&root).0),
        () if says(answer, "safe.bareRepository") => StoreError::Bare(root),
        () if says(answer, "not a git repository") => StoreError::NoRepository(root),
        () if says(answer, "must be run in a work tree") => StoreError::NoRepository(root),
        () => said(&answer.stderr),
    }
}

#[expect(clippy::needless_pass_by_value, reason = "what `map_err` hands over")]
pub(super) fn started(error: io::Error) -> StoreError {
    match error.kind() {
        io::ErrorKind::NotFound => StoreError::NoGit,
        _ => broken(&error.to_string()),
    }
}

/// Returns the error with what git said, the last line of which says most.
fn said(stderr: &[u8]) -> StoreError {
    let text = String::from_utf8_lossy(stderr);
    let last = text.trim_end().lines().last().unwrap_or_default();
    broken(last.trim_start_matches("fatal: "))
}

pub(super) fn broken(why: &str) -> StoreError {
    StoreError::Git(why.to_owned())
}
