//! Runs a mutant within limits, and keeps what broke them.

use std::collections::BTreeSet;
use std::fs;
use std::panic::{self, AssertUnwindSafe};
use std::sync::mpsc::{Sender, channel};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

/// The most memory that a mutant may take, in KB.
const MAX_KIB: u64 = 512 * 1024;

/// What runs a mutant; says what is wrong beyond a panic.
pub(super) type Run = fn(&[u8]) -> Result<(), String>;

/// The limits of a target, and what broke them.
pub(super) struct Limits {
    name: &'static str,
    /// How long a mutant may take: a machine under load and a slow build get more.
    longest: Duration,
    slowest: Duration,
    peak: u64,
    jobs: Sender<(Vec<u8>, Run)>,
    done: std::sync::mpsc::Receiver<Result<(), String>>,
    /// What was found, each kind once.
    pub(super) failures: BTreeSet<String>,
}

impl Limits {
    pub(super) fn new(name: &'static str, is_long: bool) -> Self {
        let (jobs, inbox) = channel::<(Vec<u8>, Run)>();
        let (outbox, done) = channel();
        let place = Arc::new(Mutex::new(String::new()));
        let seen = Arc::clone(&place);
        panic::set_hook(Box::new(move |info| {
            let at = info.location().map(ToString::to_string);
            *seen.lock().unwrap() = at.unwrap_or_default();
        }));
        thread::spawn(move || {
            for (mutant, run) in inbox {
                let ran = panic::catch_unwind(AssertUnwindSafe(|| run(&mutant)));
                let said =
                    ran.unwrap_or_else(|_| Err(format!("panicked at {}", place.lock().unwrap())));
                if outbox.send(said).is_err() {
                    return;
                }
            }
        });
        Self {
            name,
            longest: Duration::from_secs(if is_long { 5 } else { 60 }),
            slowest: Duration::ZERO,
            peak: 0,
            jobs,
            done,
            failures: BTreeSet::new(),
        }
    }

    /// Runs a mutant.
    pub(super) fn run(&mut self, number: u64, mutant: &[u8], run: Run) {
        let before = resident("VmRSS:").unwrap_or_default();
        // The peak of what is resident begins anew, where the system has that.
        let _ = fs::write("/proc/self/clear_refs", "5");
        let start = Instant::now();
        self.jobs.send((mutant.to_vec(), run)).unwrap();
        match self.done.recv_timeout(self.longest) {
            Ok(Ok(())) => {}
            Ok(Err(what)) => self.failed(number, &what, mutant),
            Err(_) => {
                self.failed(number, "took too long", mutant);
                // It cannot be stopped, and what it says comes with the next one's.
                self.done.recv().unwrap().unwrap_or_default();
            }
        }
        self.slowest = self.slowest.max(start.elapsed());
        let took = resident("VmHWM:")
            .unwrap_or_default()
            .saturating_sub(before);
        self.peak = self.peak.max(took);
        if took > MAX_KIB {
            self.failed(number, "took too much memory", mutant);
        }
    }

    fn failed(&mut self, number: u64, what: &str, mutant: &[u8]) {
        if !self.failures.insert(what.to_owned()) {
            return;
        }
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/target/fuzz");
        fs::create_dir_all(folder).unwrap();
        let file = format!("{folder}/{}-{number}", self.name);
        fs::write(&file, mutant).unwrap();
        println!("{}: mutant {number} {what}; see {file}", self.name);
    }

    /// Returns how it went.
    pub(super) fn said(&self) -> String {
        format!(
            "{} failures, slowest {} ms, peak {} MB",
            self.failures.len(),
            self.slowest.as_millis(),
            self.peak / 1024
        )
    }
}

/// Returns what the system says of this process's memory, in KB, where it does.
fn resident(what: &str) -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix(what))?;
    line.split_whitespace().next()?.parse().ok()
}
