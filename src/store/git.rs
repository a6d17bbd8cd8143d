//! Asking git: the only place that starts it.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;

use super::StoreError;
use crate::record::MAX_FILE_BYTES as LIMIT;

/// Git, in the folder of a ledger.
pub(super) struct Git {
    root: PathBuf,
}

impl Git {
    /// Returns git in the folder of a ledger that lies in a repository.
    pub(super) fn open(root: &Path) -> Result<Self, StoreError> {
        let git = Self {
            root: root.to_path_buf(),
        };
        match git.try_text(&["rev-parse", "--is-inside-work-tree"])? {
            Some(answer) if answer == "true" => Ok(git),
            _ => Err(StoreError::NoRepository(root.to_path_buf())),
        }
    }

    /// Returns the command, which asks nothing of anybody and runs nothing that a repository names.
    fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new("git");
        command
            .arg("-C")
            .arg(&self.root)
            .args(["-c", "core.quotepath=off", "-c", "core.fsmonitor=false"])
            .args([
                "--no-optional-locks",
                "--no-replace-objects",
                "--literal-pathspecs",
                "--no-pager",
            ])
            .args(args)
            .env("GIT_TERMINAL_PROMPT", "0")
            .env("LC_ALL", "C")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }

    /// Returns what git prints.
    pub(super) fn bytes(&self, args: &[&str]) -> Result<Vec<u8>, StoreError> {
        let ran = self.command(args).output().map_err(started)?;
        if ran.status.success() {
            Ok(ran.stdout)
        } else {
            Err(said(&ran.stderr))
        }
    }

    /// Returns the line that git prints, or `None` where it says no.
    pub(super) fn try_text(&self, args: &[&str]) -> Result<Option<String>, StoreError> {
        let ran = self.command(args).output().map_err(started)?;
        let text = String::from_utf8_lossy(&ran.stdout).trim_end().to_owned();
        Ok(ran.status.success().then_some(text))
    }

    /// Returns the commit that a person's word means.
    pub(super) fn commit(&self, revision: &str) -> Result<String, StoreError> {
        let named = format!("{revision}^{{commit}}");
        let args = [
            "rev-parse",
            "--verify",
            "--quiet",
            "--end-of-options",
            &named,
        ];
        let found = self.try_text(&args)?;
        found.ok_or_else(|| StoreError::NoRevision(revision.to_owned()))
    }

    /// Returns the texts of many blobs, in their order, by one process; `None` where one is too
    /// long or no UTF-8.
    pub(super) fn blobs(&self, ids: &[&str]) -> Result<Vec<Option<String>>, StoreError> {
        let mut command = self.command(&["cat-file", "--batch"]);
        let mut child = command
            .stdin(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(started)?;
        let (mut ask, answers) = (child.stdin.take(), child.stdout.take());
        let wanted: String = ids.iter().map(|id| format!("{id}\n")).collect();
        // Both pipes are small: who only wrote would wait for ever for somebody to read.
        let asking = thread::spawn(move || match &mut ask {
            Some(pipe) => pipe.write_all(wanted.as_bytes()),
            None => Ok(()),
        });
        let answers = answers.ok_or_else(|| broken("git answers nothing"))?;
        let mut answers = BufReader::with_capacity(1 << 16, answers);
        let texts: io::Result<Vec<_>> = ids.iter().map(|_| blob(&mut answers)).collect();
        let texts = texts.map_err(|error| broken(&error.to_string()))?;
        let _ = asking.join();
        child.wait().map_err(started)?;
        Ok(texts)
    }
}

/// Reads one answer: a line with the length, the blob, and a line break.
fn blob(answers: &mut impl BufRead) -> io::Result<Option<String>> {
    let mut head = String::new();
    answers.read_line(&mut head)?;
    let Some(length): Option<u64> = head
        .trim_end()
        .rsplit(' ')
        .next()
        .and_then(|word| word.parse().ok())
    else {
        // `<id> missing`, as in a clone without the old blobs.
        return Ok(None);
    };
    let mut bytes = Vec::new();
    if length > LIMIT {
        io::copy(&mut answers.take(length + 1), &mut io::sink())?;
        return Ok(None);
    }
    answers.take(length + 1).read_to_end(&mut bytes)?;
    bytes.pop();
    Ok(String::from_utf8(bytes).ok())
}

#[expect(clippy::needless_pass_by_value, reason = "what `map_err` hands over")]
fn started(error: io::Error) -> StoreError {
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

fn broken(why: &str) -> StoreError {
    StoreError::Git(why.to_owned())
}
