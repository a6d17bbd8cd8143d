//! Merging for git: the files of its merge driver, where it is told of the driver, and a branch that is
//! brought up to date.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::git::{broken, started};
use super::start::add_lines;
use super::{Git, GitEnvironment, Lock, StoreError};

/// Where git is told which files have a driver of their own.
const ATTRIBUTES: &str = ".gitattributes";

/// The driver, in git's settings.
const DRIVER: &str = "merge.foretell.driver";

/// The three files that git hands to a merge driver; what comes out goes where ours is.
#[derive(Clone, Debug)]
pub struct MergeFiles {
    /// As it was before both.
    pub base: PathBuf,
    /// As this branch has it.
    pub ours: PathBuf,
    /// As the other branch has it.
    pub theirs: PathBuf,
}

impl MergeFiles {
    /// Reads the texts; `None` for one that is none.
    pub fn read(&self) -> Result<[Option<String>; 3], StoreError> {
        let text = |path: &Path| {
            let bytes = fs::read(path).map_err(StoreError::io("read", path.to_string_lossy()))?;
            Ok(String::from_utf8(bytes).ok())
        };
        Ok([text(&self.base)?, text(&self.ours)?, text(&self.theirs)?])
    }

    /// Writes what came out.
    pub fn write(&self, text: &str) -> Result<(), StoreError> {
        fs::write(&self.ours, text).map_err(StoreError::io("write", self.ours.to_string_lossy()))
    }

    /// Merges them by lines, as git itself would, and returns whether that went without a conflict.
    pub fn by_lines(&self, marks: usize, git: &GitEnvironment) -> Result<bool, StoreError> {
        let mut command = git.outside();
        command.args(["merge-file", &format!("--marker-size={marks}")]);
        command.args(["-L", "ours", "-L", "base", "-L", "theirs", "--"]);
        let ran = command
            .args([&self.ours, &self.base, &self.theirs])
            .output()
            .map_err(started)?;
        // From 128 on it could not do it; below it counts the conflicts.
        match ran.status.code() {
            Some(0) => Ok(true),
            Some(1..128) => Ok(false),
            _ => Err(broken(String::from_utf8_lossy(&ran.stderr).trim_end())),
        }
    }
}

/// Has git merge records by a driver: names it beside the records and in the settings of the repository.
/// Returns what was written; where something else stands there, that stays, and is the error.
pub fn merge_by(
    lock: &Lock,
    environment: &GitEnvironment,
    driver: &str,
) -> Result<Vec<&'static str>, StoreError> {
    let git = Git::open(lock.root(), environment, true)?;
    let lines: Vec<String> = ["yaml", "yml"]
        .iter()
        .map(|ending| format!("/forecasts/**/*.{ending} merge=foretell"))
        .collect();
    let mut written = Vec::new();
    let is_other = |line: &str| line.contains("merge=") && !line.contains("merge=foretell");
    if add_lines(lock, ATTRIBUTES, &lines, is_other)? {
        written.push(ATTRIBUTES);
    }
    match git.setting(DRIVER)? {
        Some(known) if known == driver => {}
        Some(_) => return Err(StoreError::Exists(DRIVER.to_owned())),
        None => {
            git.bytes(&[
                "config",
                "--local",
                "merge.foretell.name",
                "records of forecasts",
            ])?;
            git.bytes(&["config", "--local", DRIVER, driver])?;
            written.push(DRIVER);
        }
    }
    Ok(written)
}

/// Merges a revision into this branch as `git merge` does, records by a driver whether or not the
/// repository names it, and returns the files in which a person has to choose.
///
/// It is the user's own git, with their name and their settings: it makes a commit of theirs.
pub fn merge_onto(git: &Git, revision: &str, driver: &str) -> Result<Vec<String>, StoreError> {
    git.commit(revision)?;
    let folder = git.bytes(&["rev-parse", "--absolute-git-dir"])?;
    let folder = PathBuf::from(String::from_utf8_lossy(&folder).trim_end());
    let attributes = folder.join("foretell-attributes");
    let lines = "**/forecasts/**/*.yaml merge=foretell\n**/forecasts/**/*.yml merge=foretell\n";
    let shown = attributes.to_string_lossy();
    fs::write(&attributes, lines).map_err(StoreError::io("write", &*shown))?;
    let ran = Command::new("git")
        .arg("-C")
        .arg(git.root())
        .args(["-c", &format!("{DRIVER}={driver}")])
        .args(["-c", &format!("core.attributesFile={shown}")])
        .args(["merge", "--no-edit", "--end-of-options", revision])
        .stdin(Stdio::null())
        .output()
        .map_err(started);
    fs::remove_file(&attributes).map_err(StoreError::io("remove", &*shown))?;
    let ran = ran?;
    let unmerged = git.bytes(&["ls-files", "--unmerged", "-z"])?;
    let unmerged = String::from_utf8_lossy(&unmerged);
    let files = unmerged
        .split('\0')
        .filter_map(|entry| entry.split_once('\t'));
    let mut files: Vec<String> = files.map(|(_, file)| file.to_owned()).collect();
    files.dedup();
    if ran.status.success() || !files.is_empty() {
        return Ok(files);
    }
    let said = [ran.stderr, ran.stdout].concat();
    Err(StoreError::Merge(
        String::from_utf8_lossy(&said).trim().to_owned(),
    ))
}
