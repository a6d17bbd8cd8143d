//! No gate fails open: every "could not" × every command, with its exit code and what is said.

use std::fs::{self, File};
use std::path::Path;

use crate::common::{Ran, Sandbox};

/// What a command does with the ledger, and so how it must end where it could not read all of it.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Does {
    /// Answers from it: 2, whatever is wrong.
    Answers,
    /// Reports what is wrong with records: 1, but 2 where it judged by other rules than the ledger's.
    Checks,
    /// Writes one record: 2 where the settings are not those that were meant, and 0 where another
    /// record is broken.
    Writes,
    /// Lays files out, whatever they say: 2 where one cannot be read.
    LaysOut,
    /// Has no use for a ledger: 0.
    Nothing,
}
use Does::{Answers, Checks, LaysOut, Nothing, Writes};

/// Every command, with what it does and a line that ends well on a sound ledger.
const COMMANDS: &[(&str, Does, &[&str])] = &[
    ("init", Nothing, &["elsewhere"]),
    ("demo", Nothing, &["replications"]),
    (
        "new",
        Writes,
        &[
            "hail",
            "--question=Hail?",
            "--deadline=2027-01-01",
            "--dry-run",
        ],
    ),
    ("estimate", Writes, &["snow", "60%", "--dry-run"]),
    ("update", Answers, &["--list"]),
    ("resolve", Writes, &["snow", "yes", "--dry-run"]),
    ("undo", Writes, &["sleet", "--dry-run"]),
    ("edit", Writes, &["sleet"]),
    ("rename", Writes, &["sleet", "slush", "--dry-run"]),
    ("fmt", LaysOut, &["--check"]),
    ("merge", Nothing, &["--help"]),
    ("list", Answers, &[]),
    ("show", Answers, &["snow"]),
    ("log", Answers, &[]),
    ("due", Answers, &[]),
    ("overdue", Answers, &[]),
    ("extract", Nothing, &["-h"]),
    ("census", Answers, &[]),
    ("agreement", Answers, &["--resamples=0"]),
    ("check", Checks, &[]),
    ("audit", Answers, &["--tolerance=9999"]),
    ("explain", Nothing, &["overdue"]),
    ("score", Answers, &["--resamples=0"]),
    ("calibration", Answers, &["--plain", "--resamples=0"]),
    ("compare", Answers, &["ann", "bob", "--resamples=0"]),
    ("pool", Answers, &["--resamples=0"]),
    ("recalibrate", Answers, &[]),
    ("sensitivity", Answers, &[]),
    ("scenarios", Answers, &[]),
    ("coherence", Answers, &[]),
    ("report", Answers, &["--format=markdown", "--resamples=0"]),
    ("plot", Answers, &["calendar"]),
    ("export", Answers, &["table"]),
    ("schema", Nothing, &[]),
    ("completions", Nothing, &["bash"]),
    ("man", Nothing, &[]),
];

/// What is done to a sound ledger in that folder, and what every command then says of it.
type RowFault = (&'static str, fn(&Path), &'static [&'static str]);

const SETTINGS: &str = "forecaster: tester\ngrace: 7\n";
const SNOW: &str = "question: Will it snow before 2027?\ncriteria: Yes if it snows.\nopened: 2026-01-01\ndeadline: 2026-12-31\n";

/// Faults of the settings that are readable text: nobody lays them out wrongly.
const UNKNOWN: &[RowFault] = &[
    (
        "a key that is none",
        |root| write(root, "foretell.yaml", "grase: 0\n"),
        &["foretell.yaml:1", "did you mean `grace`?"],
    ),
    (
        "a key of a word that is none",
        |root| {
            let own = "yardsticks:\n  own:\n    words:\n      likely: {range: 55-80%, pont: 60%}\n";
            write(root, "foretell.yaml", own);
        },
        &["foretell.yaml:4", "did you mean `point`?"],
    ),
    (
        "a rule that is none",
        |root| write(root, "foretell.yaml", "rules:\n  overdew: error\n"),
        &["foretell.yaml:2", "did you mean `overdue`?"],
    ),
    (
        "a value that is none",
        |root| write(root, "foretell.yaml", "grace: two weeks\n"),
        &["foretell.yaml:1", "write a whole number"],
    ),
    (
        "a yardstick that is none",
        |root| write(root, "foretell.yaml", "yardstick: phia\n"),
        &["foretell.yaml:1", "`phia`"],
    ),
];

/// Faults of the settings that keep them from being read at all.
const SHUT: &[RowFault] = &[
    (
        "no YAML",
        |root| write(root, "foretell.yaml", "grace: [\n"),
        &["foretell.yaml:1"],
    ),
    (
        "not UTF-8",
        |root| fs::write(root.join("foretell.yaml"), b"grace: 3 # caf\xe9\n").unwrap(),
        &["foretell.yaml", "save it as UTF-8"],
    ),
    (
        "too large",
        |root| large(&root.join("foretell.yaml")),
        &["foretell.yaml", "split it"],
    ),
    (
        "a folder",
        |root| {
            fs::remove_file(root.join("foretell.yaml")).unwrap();
            fs::create_dir(root.join("foretell.yaml")).unwrap();
        },
        &["foretell.yaml", "no file that can be read"],
    ),
    (
        "another ending",
        |root| fs::rename(root.join("foretell.yaml"), root.join("foretell.yml")).unwrap(),
        &["foretell.yml", "rename it to `foretell.yaml`"],
    ),
    #[cfg(unix)]
    (
        "a link",
        |root| {
            fs::rename(root.join("foretell.yaml"), root.join("real.yaml")).unwrap();
            std::os::unix::fs::symlink("real.yaml", root.join("foretell.yaml")).unwrap();
        },
        &["foretell.yaml", "the file is a link"],
    ),
    #[cfg(unix)]
    (
        "no permission",
        |root| shut(&root.join("foretell.yaml")),
        &["foretell.yaml", "permission denied"],
    ),
];

/// Faults of one record beside others.
const RECORDS: &[RowFault] = &[
    (
        "no YAML",
        // It names what `show` shows: it may bear on it.
        |root| write(root, "forecasts/broken.yaml", "question: [snow\n"),
        &["forecasts/broken.yaml:1"],
    ),
    (
        "not UTF-8",
        |root| fs::write(root.join("forecasts/broken.yaml"), b"question: caf\xe9\n").unwrap(),
        &["forecasts/broken.yaml", "save it as UTF-8"],
    ),
    (
        "too large",
        |root| large(&root.join("forecasts/broken.yaml")),
        &["forecasts/broken.yaml", "split it"],
    ),
    (
        "a folder",
        |root| fs::create_dir(root.join("forecasts/broken.yml")).unwrap(),
        &["forecasts/broken.yml", "rename it without its ending"],
    ),
    (
        "two of one stem",
        |root| write(root, "forecasts/snow.yml", SNOW),
        &[
            "forecasts/snow.yml",
            "`forecasts/snow.yaml` is a file of the same name",
        ],
    ),
    #[cfg(unix)]
    (
        "a link",
        |root| {
            let link = root.join("forecasts/broken.yaml");
            std::os::unix::fs::symlink("snow.yaml", link).unwrap();
        },
        &["forecasts/broken.yaml", "the file is a link"],
    ),
    #[cfg(unix)]
    (
        "no permission",
        |root| {
            write(root, "forecasts/broken.yaml", SNOW);
            shut(&root.join("forecasts/broken.yaml"));
        },
        &["forecasts/broken.yaml", "permission denied"],
    ),
    #[cfg(unix)]
    (
        "a folder without permission",
        |root| {
            write(root, "forecasts/closed/a.yaml", SNOW);
            shut(&root.join("forecasts/closed"));
        },
        &["forecasts/closed", "permission denied"],
    ),
];

/// Faults of one record that only those see who read what it says.
const SAID: &[RowFault] = &[
    (
        "a key that is none",
        |root| {
            write(
                root,
                "forecasts/a.YAML",
                &format!("{SNOW}known_bye: 2027-01-31\n"),
            );
        },
        &["forecasts/a.YAML:5", "did you mean `known_by`?"],
    ),
    (
        "an id twice",
        |root| write(root, "forecasts/topic/snow.Yml", SNOW),
        &["forecasts/topic/snow.Yml", "the id `snow` is taken"],
    ),
];

/// Faults that hide every record.
const HIDDEN: &[RowFault] = &[
    (
        "a file in the place of the records",
        |root| {
            fs::rename(root.join("forecasts"), root.join("moved")).unwrap();
            write(root, "forecasts", "");
        },
        &["forecasts", "the records' folder is a file"],
    ),
    #[cfg(unix)]
    (
        "a link in the place of the records",
        |root| {
            fs::rename(root.join("forecasts"), root.join("moved")).unwrap();
            std::os::unix::fs::symlink("moved", root.join("forecasts")).unwrap();
        },
        &["forecasts", "the file is a link"],
    ),
    #[cfg(unix)]
    (
        "no permission",
        |root| shut(&root.join("forecasts")),
        &["forecasts", "permission denied"],
    ),
];

fn write(root: &Path, file: &str, text: &str) {
    let path = root.join(file);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

/// Makes a file longer than any that is read, without a byte on the disk.
fn large(path: &Path) {
    File::create(path).unwrap().set_len(1 << 30).unwrap();
}

#[cfg(unix)]
fn shut(path: &Path) {
    use std::os::unix::fs::PermissionsExt as _;
    fs::set_permissions(path, fs::Permissions::from_mode(0o0)).unwrap();
}

/// Gives back what `shut` took, so that the folder can be removed.
#[cfg(unix)]
fn reopen(path: &Path) {
    use std::os::unix::fs::PermissionsExt as _;
    for name in [
        "foretell.yaml",
        "forecasts",
        "forecasts/closed",
        "forecasts/broken.yaml",
    ] {
        // Most of them are not there.
        let _ = fs::set_permissions(path.join(name), fs::Permissions::from_mode(0o755));
    }
}

#[cfg(not(unix))]
fn reopen(_path: &Path) {}

/// A ledger on which every command ends well.
fn sound() -> Sandbox {
    let sandbox = Sandbox::empty().with("EDITOR", "true");
    sandbox.write("foretell.yaml", SETTINGS);
    let rain = "question: Will it rain before 2026-10-01?\ncriteria: Yes if it rains.\nopened: 2026-01-01\ndeadline: 2026-09-30\n\
        estimates:\n  - {date: 2026-01-02, by: ann, probability: 70%}\n  - {date: 2026-01-03, by: bob, probability: 40%}\n\
        resolution:\n  outcome: yes\n  happened: 2026-03-01\n  known: 2026-03-01\n  logged: 2026-03-01\n  by: cyd\n  evidence: [https://example.org/rain]\n";
    sandbox.write("forecasts/rain.yaml", rain);
    sandbox.write("forecasts/snow.yaml", SNOW);
    sandbox.ok(&["fmt"]);
    sandbox.git(&["init", "--quiet"]);
    sandbox.git(&["add", "."]);
    sandbox.git(&["commit", "--quiet", "--message", "all"]);
    // In no commit yet, so that there is something to take back.
    sandbox.write("forecasts/sleet.yaml", &SNOW.replace("snow", "sleet"));
    sandbox
}

fn run(sandbox: &Sandbox, command: &str, args: &[&str]) -> Ran {
    sandbox.run(&[&[command][..], args].concat())
}

/// Returns whether who runs this may read what nobody may.
fn reads_everything(sandbox: &Sandbox) -> bool {
    let probe = sandbox.path().join("probe");
    File::create(&probe).unwrap();
    #[cfg(unix)]
    shut(&probe);
    let reads = File::open(&probe).is_ok();
    fs::remove_file(&probe).unwrap();
    reads
}

/// Holds every command to end with its code under each of the faults, where it has one; those that
/// end otherwise than well must say what is wrong. Returns how many runs that were.
fn hold(faults: &[RowFault], code: impl Fn(Does) -> Option<i32>) -> usize {
    let mut runs = 0;
    for (name, make, words) in faults {
        let sandbox = sound();
        if name.contains("permission") && reads_everything(&sandbox) {
            println!("skipped: who runs this may read everything");
            continue;
        }
        make(sandbox.path());
        for (command, does, args) in COMMANDS {
            let Some(code) = code(*does) else { continue };
            let ran = run(&sandbox, command, args);
            let what = format!("{name}: {command}\n{}", ran.page());
            assert_eq!(ran.code, code, "{what}");
            let said = if *does == Checks { &ran.out } else { &ran.err };
            for word in words.iter().filter(|_| code != 0) {
                assert!(said.contains(word), "{word} is not said of {what}");
            }
            runs += 1;
        }
        reopen(sandbox.path());
    }
    runs
}

#[test]
fn every_command_has_a_row_and_ends_well_on_a_sound_ledger() {
    let sandbox = sound();
    let help = sandbox.ok(&["--help"]);
    let known = help.split_once("\nOptions:\n").unwrap().0;
    let known = known.lines().filter_map(|line| line.strip_prefix("  "));
    let known: Vec<_> = known
        .filter(|line| !line.starts_with(' '))
        .filter_map(|line| line.split(' ').next())
        .collect();
    let rows: Vec<_> = COMMANDS.iter().map(|(command, ..)| *command).collect();
    assert_eq!(known, rows);
    for (command, _, args) in COMMANDS {
        let ran = run(&sandbox, command, args);
        assert_eq!(ran.code, 0, "{command}\n{}", ran.page());
    }
}

#[test]
fn nobody_goes_by_settings_that_were_not_meant() {
    let code = |does| match does {
        Answers | Checks | Writes => Some(2),
        LaysOut | Nothing => Some(0),
    };
    assert_eq!(hold(UNKNOWN, code), UNKNOWN.len() * COMMANDS.len());
}

#[test]
fn nobody_takes_defaults_for_settings_that_cannot_be_read() {
    let code = |does| Some(if does == Nothing { 0 } else { 2 });
    assert!(hold(SHUT, code) > 5 * COMMANDS.len());
}

#[test]
fn a_record_that_cannot_be_read_is_named_by_all_who_answer() {
    let code = |does| match does {
        Answers | LaysOut => Some(2),
        Checks => Some(1),
        Writes | Nothing => Some(0),
    };
    assert!(hold(RECORDS, code) > 5 * COMMANDS.len());
}

#[test]
fn a_record_that_is_none_is_named_by_all_who_answer() {
    let code = |does| match does {
        Answers => Some(2),
        Checks => Some(1),
        Writes | LaysOut | Nothing => Some(0),
    };
    assert_eq!(hold(SAID, code), SAID.len() * COMMANDS.len());
}

#[test]
fn a_ledger_whose_records_are_hidden_is_not_an_empty_one() {
    let code = |does| match does {
        Answers | LaysOut => Some(2),
        Checks => Some(1),
        // What is to be changed is not there.
        Writes => None,
        Nothing => Some(0),
    };
    assert!(hold(HIDDEN, code) > 15);
}

#[test]
fn what_was_printed_is_the_answer_without_what_is_missing() {
    let sandbox = sound();
    sandbox.write("forecasts/broken.yml", "question: [\n");
    for (command, does, args) in COMMANDS {
        if *does == Answers && !["overdue", "audit"].contains(command) {
            let ran = run(&sandbox, command, args);
            assert!(!ran.out.is_empty(), "{command}\n{}", ran.page());
        }
    }
    sandbox.write("foretell.yaml", "grase: 0\n");
    for (command, does, args) in COMMANDS {
        if *does == Answers || *does == Writes {
            let ran = run(&sandbox, command, args);
            assert_eq!(ran.out, "", "{command}");
        }
    }
}

#[test]
fn a_record_that_cannot_be_read_is_nothing_to_one_that_it_does_not_name() {
    let sandbox = sound();
    sandbox.write("forecasts/broken.yml", "question: [\n");
    sandbox.ok(&["show", "snow"]);
    sandbox.write("forecasts/broken.yml", "question: [\nimplies: snow\n");
    let ran = sandbox.run(&["show", "snow"]);
    assert!(
        ran.code == 2 && ran.err.contains("forecasts/broken.yml"),
        "{}",
        ran.page()
    );
    // Of an id that is nowhere everything is asked.
    assert_eq!(sandbox.run(&["show", "snob"]).code, 2);
}

#[test]
fn a_reader_that_goes_away_does_not_hide_what_is_missing() {
    use std::process::Stdio;
    let sandbox = sound();
    sandbox.write("forecasts/broken.yml", "question: [\n");
    let mut command = sandbox.command();
    command
        .arg("list")
        .stdout(Stdio::piped())
        .stderr(Stdio::null());
    let mut child = command.spawn().unwrap();
    drop(child.stdout.take());
    assert_eq!(child.wait().unwrap().code(), Some(2));
}

#[test]
fn a_table_that_cannot_be_read_is_no_empty_table() {
    let sandbox = sound();
    sandbox.write("folder.csv/a", "");
    // The head of a packed file, and nothing behind it.
    fs::write(sandbox.path().join("cut.csv.gz"), [0x1f, 0x8b, 8, 0]).unwrap();
    for (command, args) in [
        ("score", &[][..]),
        ("calibration", &[]),
        ("compare", &["ann", "bob"]),
        ("pool", &[]),
        ("recalibrate", &[]),
    ] {
        for file in ["missing.csv", "folder.csv", "cut.csv.gz"] {
            let table = format!("--table={file}");
            let ran = run(&sandbox, command, &[args, &[&table]].concat());
            assert_eq!(ran.code, 2, "{command} {file}\n{}", ran.page());
            assert!(ran.err.contains(file), "{command}\n{}", ran.page());
        }
    }
    // A table brings no settings, and asks for none.
    sandbox.write("foretell.yaml", "grase: 0\n");
    sandbox.write("a.csv", "probability,outcome\n0.7,1\n");
    assert_eq!(run(&sandbox, "score", &["--table=a.csv"]).code, 0);
}
