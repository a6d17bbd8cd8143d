//! How a command ends that could not write, could not finish, or had to wait.

use std::fs::File;
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

use super::{FILE, TEXT, hidden};
use crate::common::{Ran, Sandbox};

fn ledger() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write(FILE, TEXT);
    sandbox
}

/// Runs a command whose output goes to a disk that is full.
#[cfg(target_os = "linux")]
fn on_a_full_disk(sandbox: &Sandbox, args: &[&str]) -> Ran {
    let mut command = sandbox.command();
    let full = File::options().write(true).open("/dev/full").unwrap();
    let child = command.args(args).stdout(full).stderr(Stdio::piped());
    child.spawn().unwrap().wait_with_output().unwrap().into()
}

#[cfg(target_os = "linux")]
#[test]
fn what_was_written_before_something_failed_has_a_code_of_its_own() {
    let sandbox = ledger();
    let full = "could not print: the disk is full\n";
    let written =
        format!("foretell: written, but {full}hint: the same command again would write it again\n");
    let hail = [
        "new",
        "hail",
        "--question",
        "Will it hail?",
        "--deadline",
        "2027-12-31",
        "--criteria",
        "x",
    ];
    sandbox.write(
        "forecasts/odd.yaml",
        &TEXT.replace("question: ", "question:  "),
    );
    let writing: [&[&str]; 4] = [
        &["estimate", "rain", "70%"],
        &["resolve", "rain", "yes"],
        &["fmt"],
        &hail,
    ];
    for args in writing {
        let ran = on_a_full_disk(&sandbox, args);
        assert!(ran.err.ends_with(&written), "{}", ran.page());
        assert_eq!(ran.code, 3, "{args:?}");
    }
    let text = sandbox.read(FILE);
    assert!(
        text.contains("probability: 70%") && text.contains("outcome: yes"),
        "{text}"
    );
    for args in [&["list"][..], &["estimate", "hail", "70%", "--dry-run"]] {
        let ran = on_a_full_disk(&sandbox, args);
        assert_eq!(
            (ran.code, ran.err),
            (2, format!("foretell: {full}")),
            "{args:?}"
        );
    }
    let editor = Sandbox::new().with("EDITOR", "false");
    let ran = editor.run(&[&hail[..], &["--edit"]].concat());
    assert_eq!(ran.code, 3, "{}", ran.page());
    assert!(
        ran.err
            .starts_with("foretell: written, but the editor `false` ended"),
        "{}",
        ran.err
    );
}

#[cfg(target_os = "linux")]
#[test]
fn a_limit_on_the_size_of_files_is_an_error_and_not_a_death() {
    let sandbox = ledger();
    let mut bash = Command::new("bash");
    sandbox.scrub(&mut bash);
    let ran = Ran::of(bash.args(["-c", "ulimit -f 0; foretell estimate rain 70%"]));
    assert_eq!(ran.code, 2, "{}", ran.page());
    assert_eq!(
        ran.err,
        format!("foretell: could not write `{FILE}`: the limit on the size of files is reached\n")
    );
    assert_eq!(sandbox.read(FILE), TEXT);
    assert_eq!(hidden(&sandbox.path().join("forecasts"), ".").len(), 0);
}

#[test]
fn who_must_wait_says_so_and_gives_up_in_time() {
    let sandbox = ledger();
    let lock = File::create(sandbox.path().join(".foretell.lock")).unwrap();
    lock.lock().unwrap();
    let waiting = "waiting for another command to finish writing to this ledger\n";
    for (seconds, said) in [("0", ""), ("2", waiting)] {
        let ran = sandbox.run(&["estimate", "rain", "70%", "--lock-timeout", seconds]);
        let expected = format!(
            "{said}foretell: could not write: another command is writing to this ledger; gave up \
             after {seconds} s\nhint: `--lock-timeout SECONDS` waits for longer\n"
        );
        assert_eq!((ran.code, ran.err), (2, expected));
    }
    let ran = thread::scope(|scope| {
        let ran = scope.spawn(|| sandbox.run(&["estimate", "rain", "70%"]));
        thread::sleep(Duration::from_millis(1500));
        lock.unlock().unwrap();
        ran.join().unwrap()
    });
    assert_eq!((ran.code, ran.err.as_str()), (0, waiting));
}

/// An editor saves between what these commands read and what they write.
#[test]
fn what_fmt_and_fix_write_is_made_of_what_is_there_by_then() {
    let sandbox = Sandbox::new();
    sandbox.write(FILE, &TEXT.replace("2026-01-02, by", "2026-1-2,   by"));
    let lock = File::create(sandbox.path().join(".foretell.lock")).unwrap();
    for (args, fixed) in [
        (["check", "--fix"], "date: 2026-01-02"),
        (["fmt", FILE], "deadline"),
    ] {
        lock.lock().unwrap();
        let ran = thread::scope(|scope| {
            let ran = scope.spawn(|| sandbox.run(&args));
            thread::sleep(Duration::from_millis(1500));
            let saved = format!("# by an editor, during {}\n{}", args[0], sandbox.read(FILE));
            sandbox.write(FILE, &saved.replace("deadline:", "deadline:  "));
            lock.unlock().unwrap();
            ran.join().unwrap()
        });
        assert_eq!(ran.code, 0, "{}", ran.page());
        let text = sandbox.read(FILE);
        assert!(text.contains(&format!("during {}", args[0])), "{text}");
        assert!(text.contains(fixed), "{text}");
    }
    assert!(!sandbox.read(FILE).contains("deadline:  "));
}
