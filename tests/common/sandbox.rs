//! A folder of its own for a test, and the binary run in it with nothing of this machine.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;

/// The day that it is in every test that names none.
const TODAY: &str = "2026-11-24";

/// The day that it is in a copy of our own ledger: that of its latest estimates.
const OUR_TODAY: &str = "2026-11-29";

/// A folder of its own, with a day of its own.
pub struct Sandbox {
    dir: TempDir,
    today: String,
    variables: Vec<(String, String)>,
}

/// How a run of the binary ended.
pub struct Ran {
    /// What it printed.
    pub out: String,
    /// What it printed on standard error.
    pub err: String,
    /// Its exit code.
    pub code: i32,
}

/// Returns the folder of the repository.
pub fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Copies a folder with all below it, but no links.
pub fn copy_tree(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy_tree(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

impl Sandbox {
    /// Returns an empty folder.
    pub fn empty() -> Self {
        let dir = tempfile::tempdir().unwrap();
        Self {
            dir,
            today: TODAY.to_owned(),
            variables: Vec::new(),
        }
    }

    /// Returns a folder with an empty ledger, signed by `tester`.
    pub fn new() -> Self {
        let sandbox = Self::empty();
        sandbox.write("foretell.yaml", "forecaster: tester\n");
        sandbox
    }

    /// Returns a copy of our own ledger.
    pub fn our_ledger() -> Self {
        let sandbox = Self::empty().on(OUR_TODAY);
        for folder in ["forecasts", "sources", "tests/data/extract"] {
            copy_tree(&root().join(folder), &sandbox.path().join(folder));
        }
        fs::copy(
            root().join("foretell.yaml"),
            sandbox.path().join("foretell.yaml"),
        )
        .unwrap();
        sandbox
    }

    /// Returns it on another day.
    pub fn on(mut self, today: &str) -> Self {
        today.clone_into(&mut self.today);
        self
    }

    /// Lets a day pass.
    pub fn wait_a_day(&mut self) {
        let today: chrono::NaiveDate = self.today.parse().unwrap();
        self.today = today.succ_opt().unwrap().to_string();
    }

    /// Returns it with a variable of the environment.
    pub fn with(mut self, name: &str, value: &str) -> Self {
        self.variables.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Returns the folder.
    pub fn path(&self) -> &Path {
        self.dir.path()
    }

    /// Writes a file, with the folders that it needs.
    pub fn write(&self, file: &str, text: &str) {
        let path = self.path().join(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// Writes a record, whose question names its id: two records that ask the same are one question.
    pub fn write_question(&self, id: &str, text: &str) {
        let text = text.replacen("?\n", &format!(" ({id})?\n"), 1);
        self.write(&format!("forecasts/{id}.yaml"), &text);
    }

    /// Returns the text of a file.
    pub fn read(&self, file: &str) -> String {
        fs::read_to_string(self.path().join(file)).unwrap()
    }

    /// Returns the binary, to be run in the folder with nothing of this machine's environment.
    pub fn command(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_foretell"));
        self.scrub(&mut command);
        command
    }

    /// Takes everything of this machine out of a command's environment.
    pub fn scrub(&self, command: &mut Command) {
        let path = std::env::var("PATH").unwrap();
        let bin = Path::new(env!("CARGO_BIN_EXE_foretell")).parent().unwrap();
        command
            .current_dir(self.path())
            .env_clear()
            .env("PATH", format!("{}:{path}", bin.display()))
            .env("HOME", self.path())
            .env("TZ", "UTC")
            .env("COLUMNS", "100")
            .env("FORETELL_AS_OF", &self.today)
            .envs(self.variables.iter().map(|(name, value)| (name, value)))
            .stdin(Stdio::null());
    }

    /// Runs the binary.
    pub fn run(&self, args: &[&str]) -> Ran {
        Ran::of(self.command().args(args))
    }

    /// Runs the binary, which must succeed, and returns what it printed.
    pub fn ok(&self, args: &[&str]) -> String {
        let ran = self.run(args);
        assert_eq!(ran.code, 0, "foretell {args:?}\n{}{}", ran.out, ran.err);
        ran.out
    }

    /// Runs git in the folder, under a name and on a day of its own.
    pub fn git(&self, args: &[&str]) -> String {
        let mut command = Command::new("git");
        self.scrub(&mut command);
        let moment = format!("{}T12:00:00Z", self.today);
        command
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
            .args([
                "-c",
                "init.defaultBranch=main",
                "-c",
                "protocol.file.allow=always",
            ])
            .args(args);
        let ran = Ran::of(&mut command);
        assert_eq!(ran.code, 0, "git {args:?}\n{}{}", ran.out, ran.err);
        ran.out
    }
}

impl Ran {
    /// Runs a command to its end.
    pub fn of(command: &mut Command) -> Self {
        command.output().unwrap().into()
    }

    /// Returns everything that it printed, with its exit code, as a page.
    pub fn page(&self) -> String {
        let err = if self.err.is_empty() {
            String::new()
        } else {
            format!("--- stderr\n{}", self.err)
        };
        format!("{}{err}--- exit {}\n", self.out, self.code)
    }

    /// Returns what it printed as JSON.
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}\n{}", self.out))
    }
}

impl From<std::process::Output> for Ran {
    fn from(output: std::process::Output) -> Self {
        Self {
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
            code: output.status.code().unwrap_or(-1),
        }
    }
}
