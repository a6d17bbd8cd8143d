//! Repositories whose settings name programs: none of these may ever run.
//!
//! Each program is a trap that leaves a file behind. Every setting and variable is tried by three
//! ways in: a folder that came with a clone and is itself a repository, a repository within
//! the folder, and a `.git` file. `FORETELL_TEST_GIT=/usr/bin/git` tries a second git as well.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::programs::{PROMISORS, SETTINGS, TOGETHER, VARIABLES};
use crate::common::{Ran, Sandbox, copy_tree};

const FILE: &str = "forecasts/rain.yaml";

/// What asks git for history.
const COMMANDS: [&[&str]; 2] = [&["audit"], &["overdue", "--changed-since", "HEAD~1"]];

/// Into how many groups the settings are parted, so that a test takes seconds.
const GROUPS: usize = 8;

/// Programs that git looks for in a folder: hooks, and parts of itself.
const HOOKS: [&str; 7] = [
    "fsmonitor-watchman",
    "git",
    "git-log",
    "git-remote-ext",
    "post-index-change",
    "pre-auto-gc",
    "reference-transaction",
];

/// What a file of settings holds that is only named.
const FILTERS: [&str; 7] = [
    "core.fsmonitor",
    "core.pager",
    "diff.external",
    "diff.trap.textconv",
    "filter.trap.clean",
    "filter.trap.process",
    "gpg.program",
];

/// How a stranger's repository becomes the one that git finds.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Way {
    /// The ledger's folder came with a clone, and is itself a bare repository.
    Clone,
    /// The ledger's folder has a repository, as an archive may bring it.
    Nested,
    /// The ledger's folder has a `.git` file.
    File,
}

const WAYS: [Way; 3] = [Way::Clone, Way::Nested, Way::File];

/// Returns a record with a tag, long enough to be known after a renaming.
fn rain(tag: &str) -> String {
    format!(
        "question: Will it rain in Riga before 2027?\n\
         criteria: Yes if the gauge shows a millimetre.\ntags: [weather, {tag}]\n\
         deadline: 2026-12-31\n\
         estimates:\n  - {{date: 2026-11-24, by: ann, probability: 70%}}\n"
    )
}

/// A ledger in a stranger's repository, and what its traps left.
struct Stage {
    sandbox: Sandbox,
    way: Way,
    /// The ledger.
    desk: PathBuf,
    /// The repository.
    store: PathBuf,
    /// The settings as they are without a trap.
    plain: String,
}

impl Stage {
    fn new(way: Way, git: Option<&Path>) -> Self {
        let sandbox = match git {
            Some(git) => Sandbox::new().with("PATH", &path_with(git)),
            None => Sandbox::new(),
        };
        seed(&sandbox);
        let at = |file: &str| sandbox.path().join(file);
        let (mut desk, seed) = (at("outer/desk"), at("seed"));
        copy_tree(&seed, &desk);
        let store = match way {
            Way::Nested => desk.join(".git"),
            Way::File => {
                fs::rename(desk.join(".git"), desk.join("store")).unwrap();
                fs::write(desk.join(".git"), "gitdir: store\n").unwrap();
                desk.join("store")
            }
            Way::Clone => {
                for entry in fs::read_dir(seed.join(".git")).unwrap() {
                    let from = entry.unwrap().path();
                    let to = desk.join(from.file_name().unwrap());
                    fs::rename(desk.join(".git").join(from.file_name().unwrap()), to).unwrap();
                }
                fs::remove_dir(desk.join(".git")).unwrap();
                fs::remove_dir_all(desk.join("forecasts/sub")).unwrap();
                sandbox.git(&["-C", "outer", "init", "--quiet"]);
                sandbox.git(&["-C", "outer", "add", "--all", "--force"]);
                sandbox.git(&["-C", "outer", "commit", "--quiet", "-m", "all"]);
                sandbox.git(&["clone", "--quiet", "outer", "cloned"]);
                desk = at("cloned/desk");
                desk.clone()
            }
        };
        let mut plain = "[core]\nrepositoryformatversion = 1\n".to_owned();
        if way == Way::Clone {
            plain += "worktree = .\n";
        }
        Self {
            sandbox,
            way,
            desk,
            store,
            plain,
        }
    }

    /// Writes settings, each with the name of its trap, and of the submodule the same.
    fn set(&self, settings: &[(&str, (&str, &str))]) {
        let lines = settings.iter().map(|(name, pair)| {
            let trap = self.trap(name);
            if pair.1.contains("{}.") {
                self.bait(&trap);
            }
            line(*pair, &trap)
        });
        let lines: String = lines.collect();
        fs::write(self.store.join("config"), format!("{}{lines}", self.plain)).unwrap();
        let below = self.desk.join("forecasts/sub/.git/config");
        if below.exists() {
            fs::write(below, format!("[core]\nbare = false\n{lines}")).unwrap();
        }
        // As if it had been written after git looked last.
        fs::write(self.desk.join(FILE), rain("riga")).unwrap();
    }

    /// Makes a program that leaves a file.
    fn trap(&self, name: &str) -> String {
        let trap = self.trap_file(name);
        program(Path::new(&trap), &trap);
        trap
    }

    /// Puts beside a trap what settings and variables name instead of a program: a folder of hooks,
    /// a file of settings, a home, and a repository.
    fn bait(&self, trap: &str) {
        for hook in HOOKS {
            program(&PathBuf::from(format!("{trap}.d")).join(hook), trap);
        }
        let all: String = FILTERS.iter().map(|key| line((*key, "{}"), trap)).collect();
        let all = format!("{all}[log]\nshowSignature = true\n");
        fs::write(format!("{trap}.config"), &all).unwrap();
        for file in [".gitconfig", "git/config"] {
            let file = PathBuf::from(format!("{trap}.home")).join(file);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, &all).unwrap();
        }
        let repository = PathBuf::from(format!("{trap}.git"));
        copy_tree(&self.sandbox.path().join("seed/.git"), &repository);
        let settings = format!("[core]\nbare = false\n{all}");
        fs::write(repository.join("config"), settings).unwrap();
    }

    fn trap_file(&self, name: &str) -> String {
        let name = name.replace(|c: char| !c.is_ascii_alphanumeric(), "-");
        let folder = self.sandbox.path().join("traps");
        fs::create_dir_all(&folder).unwrap();
        folder.join(name).to_str().unwrap().to_owned()
    }

    fn is_sprung(&self, name: &str) -> bool {
        let file = format!("{}.sprung", self.trap_file(name));
        fs::remove_file(file).is_ok()
    }

    /// Runs what asks git, and returns what went wrong: a trap was sprung, or the answer is another
    /// one than it would be without.
    fn run(&self, names: &[&str], variables: &[(&str, &str)], code: i32) -> Vec<String> {
        let code = if self.way == Way::Clone { 2 } else { code };
        let mut wrong = Vec::new();
        for args in COMMANDS {
            let mut command = self.sandbox.command();
            command.envs(variables.iter().copied());
            let ran = Ran::of(command.current_dir(&self.desk).args(args));
            let what = format!("{:?}, {}", self.way, args[0]);
            let sprung = names.iter().filter(|name| self.is_sprung(name));
            wrong.extend(sprung.map(|name| format!("{what}: {name} ran")));
            if ran.code != code {
                let err = ran.err.trim();
                wrong.push(format!("{what}: {names:?} exits {}: {err}", ran.code));
            }
        }
        wrong
    }

    /// Tries settings, all with one trap.
    fn try_together(&self, name: &str, settings: &[(&str, &str)], code: i32) -> Vec<String> {
        let settings: Vec<_> = settings.iter().map(|pair| (name, *pair)).collect();
        self.set(&settings);
        self.run(&[name], &[], code)
    }

    /// Tries settings that are far from each other in the list, and so of different families, at
    /// once, each with a trap of its own; what belongs together; and everything.
    fn settings(&self) -> Vec<String> {
        let mut wrong = Vec::new();
        for first in 0..GROUPS {
            let some = SETTINGS.iter().skip(first).step_by(GROUPS);
            let some: Vec<_> = some.map(|pair| (pair.0, *pair)).collect();
            self.set(&some);
            let names: Vec<&str> = some.iter().map(|(name, _)| *name).collect();
            wrong.extend(self.run(&names, &[], 0));
        }
        for (name, settings) in TOGETHER {
            wrong.extend(self.try_together(name, settings, 0));
        }
        wrong.extend(self.try_together("everything", SETTINGS, 0));
        wrong
    }

    fn variables(&self) -> Vec<String> {
        let try_one = |(name, value): &(&str, &str)| {
            let trap = self.trap(name);
            self.bait(&trap);
            self.set(&[]);
            self.run(&[name], &[(name, &value.replace("{}", &trap))], 0)
        };
        let mut wrong: Vec<_> = VARIABLES.iter().flat_map(try_one).collect();
        let trap = self.trap("count");
        let count = [
            ("GIT_CONFIG_COUNT", "1"),
            ("GIT_CONFIG_KEY_0", "filter.trap.clean"),
            ("GIT_CONFIG_VALUE_0", &trap),
        ];
        wrong.extend(self.run(&["count"], &count, 0));
        wrong
    }

    /// Takes the text of the first version away and calls a remote that has promised it.
    fn promisors(&self) -> Vec<String> {
        let blob = self
            .sandbox
            .git(&["-C", "seed", "rev-parse", "HEAD~1:forecasts/dew.yaml"]);
        let object = self
            .store
            .join("objects")
            .join(&blob[..2])
            .join(blob[2..].trim());
        fs::remove_file(object).unwrap();
        let try_one = |(name, settings): &(&str, &[(&str, &str)])| {
            let promised = [
                ("extensions.partialClone", "trap"),
                ("remote.trap.promisor", "true"),
                ("remote.trap.partialclonefilter", "blob:none"),
            ];
            self.try_together(name, &[&promised[..], settings].concat(), 2)
        };
        PROMISORS.iter().flat_map(try_one).collect()
    }
}

/// Makes a repository with a ledger: two versions of a record, the second under another name, in a
/// commit that bears a signature; a submodule; and attributes that ask for every driver.
fn seed(sandbox: &Sandbox) {
    let git = |args: &[&str]| sandbox.git(&[&["-C", "seed"], args].concat());
    sandbox.write("seed/foretell.yaml", "forecaster: ann\n");
    sandbox.write(
        "seed/.gitattributes",
        "*.yaml filter=trap diff=trap merge=trap\n",
    );
    sandbox.write("seed/forecasts/dew.yaml", &rain("latvia"));
    sandbox.write("seed/forecasts/sub/a.txt", "a\n");
    git(&["init", "--quiet", "--template="]);
    sandbox.git(&["-C", "seed/forecasts/sub", "init", "--quiet", "--template="]);
    sandbox.git(&["-C", "seed/forecasts/sub", "add", "."]);
    sandbox.git(&["-C", "seed/forecasts/sub", "commit", "--quiet", "-m", "a"]);
    sandbox.write(
        "seed/.gitmodules",
        "[submodule \"sub\"]\npath = forecasts/sub\nurl = ./sub\nupdate = none\n",
    );
    git(&["add", "--all"]);
    git(&["commit", "--quiet", "-m", "first"]);
    git(&["mv", "forecasts/dew.yaml", FILE]);
    sandbox.write(&format!("seed/{FILE}"), &rain("riga"));
    git(&["add", "--all"]);
    git(&["commit", "--quiet", "-m", "second"]);
    let commit = git(&["cat-file", "commit", "HEAD"]);
    let (head, message) = commit.split_once("\n\n").unwrap();
    let signature = "gpgsig -----BEGIN PGP SIGNATURE-----\n \n AAAA\n -----END PGP SIGNATURE-----";
    sandbox.write("signed", &format!("{head}\n{signature}\n\n{message}"));
    let signed = git(&["hash-object", "-t", "commit", "-w", "../signed"]);
    git(&["update-ref", "HEAD", signed.trim()]);
}

/// Writes a program that leaves a file where this trap says.
fn program(file: &Path, trap: &str) {
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    fs::write(file, format!("#!/bin/sh\n: > '{trap}.sprung'\nexit 1\n")).unwrap();
    fs::set_permissions(file, fs::Permissions::from_mode(0o755)).unwrap();
}

/// Returns a setting as a file of settings has it.
fn line((key, value): (&str, &str), trap: &str) -> String {
    let (section, name) = key.rsplit_once('.').unwrap();
    let head = match section.split_once('.') {
        Some((section, part)) => format!("[{section} \"{}\"]", part.replace("{}", trap)),
        None => format!("[{section}]"),
    };
    format!("{head}\n{name} = \"{}\"\n", value.replace("{}", trap))
}

/// Returns the search path with a folder before all others.
fn path_with(folder: &Path) -> String {
    format!("{}:{}", folder.display(), std::env::var("PATH").unwrap())
}

/// Returns the first program of a name on the search path.
fn which(name: &str) -> PathBuf {
    let path = std::env::var("PATH").unwrap();
    let mut found = path.split(':').map(|folder| Path::new(folder).join(name));
    found.find(|file| file.is_file()).unwrap()
}

/// Makes a folder in which `git` is this one, called through these lines of a shell where there are
/// any.
fn stand_in(git: &Path, lines: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("git");
    if lines.is_empty() {
        std::os::unix::fs::symlink(git, file).unwrap();
        return folder;
    }
    let script = format!("#!/bin/sh\n{lines}\nexec '{}' \"$@\"\n", git.display());
    fs::write(&file, script).unwrap();
    fs::set_permissions(&file, fs::Permissions::from_mode(0o755)).unwrap();
    folder
}

/// Returns the gits to be tried: that of this machine, and a second one where it is named.
fn gits() -> Vec<PathBuf> {
    let second = std::env::var("FORETELL_TEST_GIT").ok().map(PathBuf::from);
    if second.is_none() {
        println!("skipped: FORETELL_TEST_GIT names no second git");
    }
    let gits: Vec<PathBuf> = [which("git")].into_iter().chain(second).collect();
    for git in &gits {
        let said = Command::new(git).arg("--version").output().unwrap();
        println!(
            "{}: {}",
            git.display(),
            String::from_utf8_lossy(&said.stdout).trim()
        );
    }
    gits
}

/// Runs a test by every way in, at once, and fails with all that went wrong.
fn everywhere(lines: &str, test: impl Fn(&Stage) -> Vec<String> + Sync) {
    for git in gits() {
        let folder = stand_in(&git, lines);
        let wrong: Vec<String> = std::thread::scope(|scope| {
            let run = |way| {
                let (test, folder) = (&test, folder.path());
                scope.spawn(move || test(&Stage::new(way, Some(folder))))
            };
            let runs: Vec<_> = WAYS.map(run).into();
            runs.into_iter()
                .flat_map(|run| run.join().unwrap())
                .collect()
        });
        assert!(wrong.is_empty(), "{}: {wrong:#?}", git.display());
    }
}

#[test]
fn no_setting_of_a_repository_starts_a_program() {
    everywhere("", Stage::settings);
}

#[test]
fn no_variable_starts_a_program() {
    everywhere("", Stage::variables);
}

#[test]
fn no_remote_is_asked_for_what_is_missing() {
    everywhere("", Stage::promisors);
}

#[test]
fn no_remote_is_asked_by_a_git_that_knows_no_way_to_be_told_so() {
    everywhere("unset GIT_NO_LAZY_FETCH", Stage::promisors);
}

#[test]
fn the_traps_are_live() {
    for way in WAYS {
        let stage = Stage::new(way, None);
        let try_git = |args: &[&str]| {
            let mut git = Command::new("git");
            stage.sandbox.scrub(&mut git);
            Ran::of(git.current_dir(&stage.desk).args(args))
        };
        for key in ["filter.trap.clean", "filter.trap.process", "core.fsmonitor"] {
            stage.set(&[(key, (key, "{}"))]);
            try_git(&["status"]);
            assert!(stage.is_sprung(key), "{way:?} {key}");
        }
        let try_together = |name: &str, settings: &[(&str, &str)], args: &[&str]| {
            let settings: Vec<_> = settings.iter().map(|pair| (name, *pair)).collect();
            stage.set(&settings);
            try_git(args);
            assert!(stage.is_sprung(name), "{way:?} {name}");
        };
        try_together(TOGETHER[1].0, TOGETHER[1].1, &["log"]);
        for (name, settings) in &PROMISORS[1..5] {
            try_together(name, settings, &["fetch", "trap"]);
        }
    }
}

#[test]
fn an_editor_comes_from_the_environment_alone() {
    let stage = Stage::new(Way::Nested, None);
    let settings = ["core.editor", "sequence.editor", "core.pager"];
    let traps: Vec<_> = settings.iter().map(|key| (*key, (*key, "{}"))).collect();
    stage.set(&traps);
    let run = |variable: &str, args: &[&str]| {
        let trap = stage.trap(variable);
        let mut command = stage.sandbox.command();
        Ran::of(
            command
                .env(variable, trap)
                .current_dir(&stage.desk)
                .args(args),
        )
    };
    let new = |id| {
        [
            "new",
            id,
            "--question",
            "Will it hail in Riga before 2028?",
            "--deadline",
            "2027-12-31",
            "--edit",
        ]
    };
    let ran = run("GIT_EDITOR", &new("hail"));
    assert_eq!(ran.code, 2, "{}", ran.page());
    assert!(
        ran.err.contains("neither VISUAL nor EDITOR is set"),
        "{}",
        ran.err
    );
    for (variable, id) in [("VISUAL", "sleet"), ("EDITOR", "snow")] {
        run(variable, &new(id));
        assert!(stage.is_sprung(variable), "{variable}");
    }
    for variable in ["PAGER", "GIT_PAGER"] {
        for args in [&["list"][..], &["log"], &["show", "rain"], &["audit"]] {
            run(variable, args);
            assert!(!stage.is_sprung(variable), "{variable} {args:?}");
        }
    }
    assert!(
        ["GIT_EDITOR"]
            .iter()
            .chain(&settings)
            .all(|name| !stage.is_sprung(name))
    );
}
