//! Files made to break a reader: a finding each, in little time and memory, beside a good record
//! that is read all the same.

use std::fs::{self, File};
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::common::{Ran, Sandbox};

/// As much as a test machine under load may take.
const SOON: Duration = Duration::from_mins(1);

/// The most memory a run may take, in kilobytes: less than half of the large file alone.
const MEMORY: u64 = 96 << 10;

/// How large the large files are.
const LARGE: u64 = 200 << 20;

/// A ledger with a good record.
fn good() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write(
        "forecasts/good.yaml",
        "question: Will it rain in Riga before 2027?\ncriteria: Yes if it rains.\nopened: 2026-01-01\ndeadline: 2026-10-01\n",
    );
    sandbox
}

/// Runs a command to its end or kills it when its time is over; returns how it ended, and the most
/// memory that it was seen to take, in kilobytes.
fn watched(sandbox: &Sandbox, args: &[&str]) -> (Ran, u64) {
    let start = Instant::now();
    let mut command = sandbox.command();
    let mut child = command
        .args(args)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let status = format!("/proc/{}/status", child.id());
    let mut peak = 0;
    while child.try_wait().unwrap().is_none() {
        if start.elapsed() > SOON {
            child.kill().unwrap();
            panic!("{args:?} does not end");
        }
        peak = peak.max(high_water(&status));
        std::thread::sleep(Duration::from_millis(1));
    }
    (Ran::from(child.wait_with_output().unwrap()), peak)
}

/// Returns the most memory that a process has had, where the system tells.
fn high_water(status: &str) -> u64 {
    let text = fs::read_to_string(status).unwrap_or_default();
    let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.trim().strip_suffix(" kB")?.parse().ok())
        .unwrap_or(0)
}

/// Holds a ledger to have these findings of one file and no other errors, in every command, the good
/// record beside it read.
fn finds(sandbox: &Sandbox, file: &str, code: &str, said: &str) {
    let (ran, peak) = watched(sandbox, &["check", "--format", "json"]);
    assert_eq!(ran.code, 1, "{}", ran.page());
    assert!(peak < MEMORY, "{file}: {peak} kB");
    let page = ran.json();
    let findings = page["findings"].as_array().unwrap().iter();
    let errors: Vec<_> = findings
        .filter(|finding| finding["severity"] == "error")
        .collect();
    assert!(
        !errors.is_empty() && errors.len() <= 101,
        "{file}: {}",
        errors.len()
    );
    for error in &errors {
        assert_eq!(error["places"][0]["file"], file, "{error}");
    }
    let is_said = |error: &&&serde_json::Value| {
        error["code"] == code && error["message"].as_str().unwrap().contains(said)
    };
    assert!(
        errors.iter().any(|error| is_said(&error)),
        "{file}: {errors:#?}"
    );
    others(sandbox);
}

/// Holds the other commands to read the good record, and to end as having missed the other.
fn others(sandbox: &Sandbox) {
    for args in [
        &["list"][..],
        &["show", "good"],
        &["due"],
        &["log"],
        &["score", "--resamples", "0"],
        &["overdue"],
    ] {
        let (ran, peak) = watched(sandbox, args);
        // Who shows one record asks no other that does not name it.
        let may_end_well = args[0] == "show" && ran.code == 0;
        assert!(ran.code == 2 || may_end_well, "{args:?}\n{}", ran.page());
        assert!(peak < MEMORY, "{args:?}: {peak} kB");
        let shows = ["list", "show", "due", "overdue"].contains(&args[0]);
        assert!(
            !shows || ran.out.contains("good"),
            "{args:?}\n{}",
            ran.page()
        );
    }
}

#[test]
fn a_bomb_of_aliases_nine_levels_high_is_refused() {
    let sandbox = good();
    let mut bomb = String::from(
        "question: a\ndeadline: 2027-01-01\nx-0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]\n",
    );
    for level in 1..=9 {
        let below = format!("*a{}, ", level - 1).repeat(9);
        bomb += &format!("x-{level}: &a{level} [{below}]\n");
    }
    sandbox.write("forecasts/bomb.yaml", &bomb);
    finds(
        &sandbox,
        "forecasts/bomb.yaml",
        "forbidden-yaml",
        "is an anchor",
    );
}

#[test]
fn a_hundred_thousand_levels_are_refused() {
    for open in ["[", "{a: ", "- ", "? "] {
        let sandbox = good();
        sandbox.write("forecasts/deep.yaml", &open.repeat(250_000 / open.len()));
        finds(
            &sandbox,
            "forecasts/deep.yaml",
            "too-deep",
            "inside each other",
        );
    }
    let sandbox = good();
    sandbox.write("forecasts/deep.yaml", &"[".repeat(100_000));
    finds(
        &sandbox,
        "forecasts/deep.yaml",
        "too-deep",
        "inside each other",
    );
    // Each level of a block needs a line with one blank more: as deep as a record's length allows.
    let block: String = (0..700)
        .map(|depth| format!("{}a:\n", " ".repeat(depth)))
        .collect();
    sandbox.write("forecasts/deep.yaml", &block);
    finds(
        &sandbox,
        "forecasts/deep.yaml",
        "too-deep",
        "inside each other",
    );
}

#[test]
fn a_file_of_200_mb_is_not_read() {
    let sandbox = good();
    let path = sandbox.path().join("forecasts/large.yaml");
    File::create(&path).unwrap().set_len(LARGE).unwrap();
    finds(
        &sandbox,
        "forecasts/large.yaml",
        "file-too-large",
        "the file has 209715200 bytes",
    );
    let mut file = File::create(&path).unwrap();
    let line = format!("# {}\n", "text ".repeat(200)).repeat(1000);
    let mut written = 0;
    while written < LARGE {
        file.write_all(line.as_bytes()).unwrap();
        written += line.len() as u64;
    }
    drop(file);
    finds(
        &sandbox,
        "forecasts/large.yaml",
        "file-too-large",
        &format!("the file has {written} bytes"),
    );
    for args in [
        &["fmt"][..],
        &["check", "--fix"],
        &["estimate", "large", "50%"],
        &["report"],
    ] {
        let (_, peak) = watched(&sandbox, args);
        assert!(peak < MEMORY, "{args:?}: {peak} kB");
    }
    assert_eq!(fs::metadata(&path).unwrap().len(), written);
}

#[test]
fn settings_of_200_mb_are_not_read_either() {
    let sandbox = good();
    let settings = File::options()
        .write(true)
        .open(sandbox.path().join("foretell.yaml"))
        .unwrap();
    settings.set_len(LARGE).unwrap();
    let (ran, peak) = watched(&sandbox, &["check"]);
    assert_eq!(ran.code, 2, "{}", ran.page());
    assert!(ran.out.contains("error[file-too-large]"), "{}", ran.page());
    assert!(peak < MEMORY, "{peak} kB");
}

#[test]
fn what_is_not_utf8_is_refused_with_its_place() {
    let sandbox = good();
    let path = sandbox.path().join("forecasts/bad.yaml");
    fs::write(
        path,
        b"question: a\ndeadline: 2027-01-01\nlesson: caf\xe9\n",
    )
    .unwrap();
    finds(
        &sandbox,
        "forecasts/bad.yaml",
        "not-utf8",
        "at line 3, column 12",
    );
}

#[test]
fn an_empty_file_is_no_record() {
    let sandbox = good();
    sandbox.write("forecasts/empty.yaml", "");
    finds(
        &sandbox,
        "forecasts/empty.yaml",
        "wrong-type",
        "there is no record here",
    );
}

#[cfg(unix)]
#[test]
fn a_pipe_is_not_waited_for() {
    let sandbox = good();
    let made = Command::new("mkfifo")
        .arg(sandbox.path().join("forecasts/x.yaml"))
        .status();
    assert!(made.unwrap().success());
    finds(
        &sandbox,
        "forecasts/x.yaml",
        "unreadable-file",
        "it is no file that can be read",
    );
    for args in [
        &["check", "forecasts/x.yaml"][..],
        &["fmt"],
        &["fmt", "forecasts/x.yaml"],
        &["estimate", "x", "50%"],
        &["check", "--fix"],
    ] {
        watched(&sandbox, args);
    }
    fs::remove_file(sandbox.path().join("foretell.yaml")).unwrap();
    let made = Command::new("mkfifo")
        .arg(sandbox.path().join("foretell.yaml"))
        .status();
    assert!(made.unwrap().success());
    let (ran, _) = watched(&sandbox, &["check"]);
    assert_eq!(ran.code, 2, "{}", ran.page());
    assert!(ran.out.contains("--> foretell.yaml"), "{}", ran.page());
}

#[cfg(unix)]
#[test]
fn links_out_of_the_ledger_and_in_a_circle_are_not_followed() {
    use std::os::unix::fs::symlink;
    let outside = tempfile::tempdir().unwrap();
    let secret = outside.path().join("secret.yaml");
    fs::write(&secret, "question: The secret?\ndeadline: 2027-01-01\n").unwrap();
    let link = |target: &Path, name: &str| {
        let sandbox = good();
        symlink(target, sandbox.path().join("forecasts").join(name)).unwrap();
        finds(
            &sandbox,
            &format!("forecasts/{name}"),
            "unreadable-file",
            "the file is a link",
        );
        let shown = sandbox.run(&["check"]).out + &sandbox.run(&["list"]).out;
        assert!(!shown.contains("secret?"), "{shown}");
    };
    link(&secret, "file.yaml");
    link(outside.path(), "folder");
    link(Path::new("loop.yaml"), "loop.yaml");
    link(Path::new("../forecasts"), "above");
    link(Path::new("/dev/zero"), "endless.yaml");
    link(Path::new("nowhere"), "dangling.yaml");
}

#[cfg(unix)]
#[test]
fn a_file_or_folder_that_may_not_be_read_is_told() {
    use std::os::unix::fs::PermissionsExt as _;
    let sandbox = good();
    sandbox.write(
        "forecasts/closed.yaml",
        "question: a\ndeadline: 2027-01-01\n",
    );
    let path = sandbox.path().join("forecasts/closed.yaml");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o0)).unwrap();
    if fs::read(&path).is_ok() {
        println!("skipped: who runs this may read everything");
        return;
    }
    finds(
        &sandbox,
        "forecasts/closed.yaml",
        "unreadable-file",
        "permission denied",
    );
    fs::remove_file(path).unwrap();
    let folder = sandbox.path().join("forecasts/shut");
    fs::create_dir(&folder).unwrap();
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o0)).unwrap();
    finds(
        &sandbox,
        "forecasts/shut",
        "unreadable-file",
        "permission denied",
    );
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o755)).unwrap();
}

#[test]
fn a_folder_with_the_name_of_a_record_is_told_and_what_is_in_it_read() {
    let sandbox = good();
    sandbox.write(
        "forecasts/x.yaml/inside.yaml",
        "question: Inside?\ndeadline: 2027-01-01\n",
    );
    finds(
        &sandbox,
        "forecasts/x.yaml",
        "unreadable-file",
        "a folder with the name of a record",
    );
    assert!(sandbox.run(&["list"]).out.contains("inside"));
}

#[test]
fn without_git_or_commits_each_command_says_so() {
    let sandbox = good();
    let since = ["overdue", "--changed-since", "HEAD"];
    let refused = |sandbox: &Sandbox, why: &str| {
        for args in [&["audit"][..], &since] {
            let (ran, _) = watched(sandbox, args);
            assert_eq!(ran.code, 2, "{}", ran.page());
            assert!(ran.err.contains(why), "{}", ran.page());
        }
    };
    refused(&sandbox, "is in no git repository");
    sandbox.git(&["init", "--quiet"]);
    let (ran, _) = watched(&sandbox, &["audit"]);
    assert_eq!(ran.code, 0, "{}", ran.page());
    assert!(ran.err.contains("there is no commit yet"), "{}", ran.page());
    let (ran, _) = watched(&sandbox, &since);
    assert_eq!(ran.code, 2, "{}", ran.page());
    assert!(
        ran.err.contains("git knows no revision `HEAD`"),
        "{}",
        ran.page()
    );
    let (ran, _) = watched(&sandbox, &["log"]);
    assert_eq!(ran.code, 0, "{}", ran.page());
    let bare = good().with("PATH", "");
    refused(&bare, "there is no git on this machine");
    assert_eq!(bare.run(&["check"]).code, 0);
    assert_eq!(bare.run(&["log"]).code, 0);
}
