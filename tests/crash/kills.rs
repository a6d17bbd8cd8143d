//! Killed at any moment: each record is the old or the new one, and the next write sweeps.

use std::fs;
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use rand_xoshiro::Xoshiro256PlusPlus;
use rand_xoshiro::rand_core::{Rng, SeedableRng};

use super::{FILE, TEXT, estimate, hidden, size};
use crate::common::Sandbox;

/// Laid out otherwise than `fmt` would.
const UNFORMATTED: &str = "deadline: 2027-12-31\nquestion: Will it rain in Riga before 2028?\n\n\n\
    opened: 2026-01-01\ncriteria: Yes if it rains.\n";

/// A command that writes a file, with the text before it.
const COMMANDS: [(&[&str], Option<&str>); 4] = [
    (
        &["estimate", "rain", "70%", "--because", "clouds"],
        Some(TEXT),
    ),
    (&["resolve", "rain", "yes"], Some(TEXT)),
    (&["fmt", FILE], Some(UNFORMATTED)),
    (
        &[
            "new",
            "rain",
            "--question",
            "Will it rain?",
            "--deadline",
            "2027-12-31",
        ],
        None,
    ),
];

fn set(sandbox: &Sandbox, text: Option<&str>) {
    match text {
        Some(text) => sandbox.write(FILE, text),
        None => drop(fs::remove_file(sandbox.path().join(FILE))),
    }
}

/// Returns the text after a run that nobody kills, and how long that takes.
fn undisturbed(sandbox: &Sandbox, args: &[&str], old: Option<&str>) -> (String, Duration) {
    let mut took = Duration::MAX;
    for _ in 0..3 {
        set(sandbox, old);
        let start = Instant::now();
        sandbox.ok(args);
        took = took.min(start.elapsed());
    }
    (sandbox.read(FILE), took)
}

/// Runs a command and kills it after a time, unless it has ended. Returns whether it was killed.
fn kill(mut command: Command, after: Duration) -> bool {
    command.stdout(Stdio::null()).stderr(Stdio::null());
    let mut child = command.spawn().unwrap();
    sleep(after);
    child.kill().unwrap();
    child.wait().unwrap().code().is_none()
}

#[test]
fn a_killed_command_leaves_the_old_record_or_the_new_one_and_the_next_sweeps() {
    let sandbox = Sandbox::new();
    let other = "forecasts/other/snow.yaml";
    let runs = COMMANDS.map(|(args, old)| (args, old, undisturbed(&sandbox, args, old)));
    let mut random = Xoshiro256PlusPlus::seed_from_u64(12);
    let kills = size(60, 1000);
    let (mut killed, mut new, mut drafts) = (0, 0, 0);
    for (args, old, (expected, took)) in runs.iter().cycle() {
        if killed == kills {
            break;
        }
        set(&sandbox, *old);
        sandbox.write(other, TEXT);
        let mut command = sandbox.command();
        command.args(*args);
        let share = f64::from(random.next_u32()) / f64::from(u32::MAX);
        if !kill(command, took.mul_f64(1.1 * share)) {
            continue;
        }
        killed += 1;
        let now = fs::read_to_string(sandbox.path().join(FILE)).ok();
        let is_new = now.as_deref() == Some(expected);
        assert!(is_new || now.as_deref() == *old, "{args:?}: {now:?}");
        new += usize::from(is_new);
        let folder = sandbox.path().join("forecasts");
        drafts += usize::from(!hidden(&folder, ".new").is_empty());
        assert_eq!(estimate(&sandbox, "snow", "bob").code, 0);
        assert_eq!(hidden(&folder, ".").len(), 0, "{args:?}");
    }
    println!(
        "{killed} kills: {new} of the new record, {} of the old one, 0 of anything else; \
         {drafts} left a draft, 0 did after the next write",
        killed - new
    );
}
