//! A repository of its own for a test.

use std::fs;
use std::path::Path;
use std::process::Command;

use super::{Git, GitEnvironment, StoreError};

/// Returns what git may see in a test: where programs are.
pub(super) fn environment() -> GitEnvironment {
    GitEnvironment::new(|name| (name == "PATH").then(|| env!("PATH").into()))
}

/// A repository of its own, with nothing of this machine's settings.
pub(super) struct Repository(tempfile::TempDir);

impl Repository {
    pub(super) fn new() -> Self {
        let repository = Self(tempfile::tempdir().unwrap());
        repository.git(&["init", "--quiet", "--initial-branch=main"]);
        repository
    }

    /// Returns git as a command asks it.
    pub(super) fn open(&self) -> Result<Git, StoreError> {
        Git::open(self.root(), &environment(), false)
    }

    pub(super) fn root(&self) -> &Path {
        self.0.path()
    }

    pub(super) fn write(&self, file: &str, text: &str) {
        let path = self.root().join(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// Runs git on a day.
    fn on(&self, day: &str, args: &[&str]) -> String {
        let moment = format!("{day}T12:00:00Z");
        let ran = Command::new("git")
            .current_dir(self.root())
            .env("GIT_CONFIG_GLOBAL", "/dev/null")
            .env("GIT_CONFIG_SYSTEM", "/dev/null")
            .env("GIT_AUTHOR_DATE", &moment)
            .env("GIT_COMMITTER_DATE", &moment)
            .args([
                "-c",
                "user.name=tester",
                "-c",
                "user.email=tester@example.org",
            ])
            .args(["-c", "protocol.file.allow=always"])
            .args(args)
            .output()
            .unwrap();
        assert!(
            ran.status.success(),
            "{args:?}: {}",
            String::from_utf8_lossy(&ran.stderr)
        );
        String::from_utf8(ran.stdout).unwrap().trim_end().to_owned()
    }

    pub(super) fn git(&self, args: &[&str]) -> String {
        self.on("2026-01-01", args)
    }

    /// Commits everything, and returns the commit.
    pub(super) fn commit(&self, day: &str, message: &str) -> String {
        self.git(&["add", "--all"]);
        self.on(day, &["commit", "--quiet", "--message", message]);
        self.git(&["rev-parse", "HEAD"])
    }
}

/// Takes the lock of a ledger.
pub(super) fn lock(root: &Path) -> super::Lock {
    super::Lock::acquire(root, std::time::Duration::from_mins(1), || {}).unwrap()
}
