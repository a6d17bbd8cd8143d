//! Whatever record `check` passes goes through every command: in time, in bounds, and in numbers.
//!
//! `FORETELL_EDGE_RECORDS=10000 cargo test --release --test integration hostile::edge` makes that many
//! records, in ledgers of up to a thousand; the gate makes [`IN_THE_GATE`]. `FORETELL_EDGE_SEED` begins
//! elsewhere, and `FORETELL_EDGE_BINARY` runs another build of foretell.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::process::{Command, Stdio};
use std::time::Duration;

use serde_json::Value;

use super::edge_records::{Edges, record, scenario_set};
use super::held;
use crate::common::Sandbox;

/// Random numbers that are the same everywhere: splitmix64.
pub(super) struct Dice(u64);

impl Dice {
    pub(super) fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// Returns a number below `sides`.
    pub(super) fn roll(&mut self, sides: usize) -> usize {
        usize::try_from(self.next() % sides as u64).unwrap()
    }

    /// Returns whether something happens that does one time in so many.
    pub(super) fn once_in(&mut self, sides: usize) -> bool {
        self.roll(sides) == 0
    }

    pub(super) fn pick<'t>(&mut self, all: &[&'t str]) -> &'t str {
        all[self.roll(all.len())]
    }
}

/// How many records are made where nobody says: in some seconds, by a build that is not optimised.
const IN_THE_GATE: usize = 50;

/// How many records a ledger has at most.
const A_LEDGER: usize = 1000;

/// How long a command may take, and how much memory it may use at once.
const MOST_TIME: Duration = Duration::from_secs(5);
const MOST_MEMORY: u64 = 512 << 20;

/// Every command that reads a ledger, in every form that it prints.
const COMMANDS: &[&str] = &[
    "list",
    "list --format json",
    "list --format csv",
    "list --format markdown",
    "log",
    "log --format json",
    "log --format csv",
    "due --within 90",
    "due --format json",
    "due --format ics",
    "overdue",
    "overdue --format json",
    "overdue --format markdown",
    "overdue --digest text",
    "overdue --digest html",
    "overdue --digest slack",
    "check",
    "check --format json",
    "check --format sarif",
    "check --format github",
    "check --format junit",
    "check --format gitlab",
    "check --format concise",
    "check --statistics",
    "census --format json",
    "agreement",
    "agreement --format json",
    "fmt --check",
    "audit",
    "audit --format json",
    "score",
    "score --weigh each --group-by forecaster,tag,year",
    "score --weigh first --kind number",
    "score --kind number --format json",
    "score --kind number --format csv --include-early",
    "score --kind date --include-early",
    "score --kind choice --weigh last --format markdown",
    "score --kind ordered --include-early",
    "score --weigh horizon=30d --format json --include-early",
    "score --adjust",
    "score --like metaculus",
    "calibration",
    "calibration --include-early --weigh each --rows quantile:10",
    "calibration --format json",
    "calibration --format csv",
    "calibration --kind number --include-early",
    "calibration --kind date --include-early --format json",
    "calibration --plot",
    "compare ann bo --include-early",
    "compare ann bo --include-early --format json",
    "compare ann bo --include-early --kind number",
    "pool --include-early",
    "pool --include-early --format json",
    "pool --include-early --kind number",
    "scenarios",
    "scenarios --format json",
    "scenarios --history",
    "scenarios --voi",
    "coherence",
    "coherence --format json",
    "coherence --history",
    "report",
    "report --include-early --format markdown",
    "report --include-early --out page.html",
    "plot reliability --include-early",
    "plot score --include-early",
    "plot horizon --include-early",
    "plot calendar",
    "plot hedgehog --kind number",
];

/// Commands on one forecast.
const OF_ONE: &[&str] = &[
    "show ID",
    "show ID --format json",
    "score --include-early --show-work ID",
    "coherence ID",
    "plot history ID",
    "plot fan ID",
    "plot scenarios ID",
];

/// One of how many records of a ledger is also looked at by itself.
const ALONE: usize = 25;

#[test]
fn what_passes_check_goes_through_every_command_in_bounds() {
    let number = |name: &str| std::env::var(name).ok()?.parse::<usize>().ok();
    let all = number("FORETELL_EDGE_RECORDS").unwrap_or(IN_THE_GATE);
    let seed = number("FORETELL_EDGE_SEED").unwrap_or(1);
    // One with certain estimates and one without, at least.
    let ledgers = all.div_ceil(A_LEDGER).max(2);
    let (mut kept, mut broken) = (0, Vec::new());
    let mut most = Most::new();
    for ledger in 0..ledgers {
        let many = all.div_ceil(ledgers);
        let edges = Edges {
            certain: ledger % 2 == 1,
            long: if many > 100 { 20_000 } else { 200_000 },
        };
        let mut dice = Dice::new((seed * 1_000_000 + ledger) as u64);
        let files = files(many, edges, &mut dice);
        let today = if ledger % 4 < 2 {
            "2026-11-24"
        } else {
            "9999-12-31"
        };
        let sound = sound(&files, today);
        kept += sound.len();
        println!("ledger {ledger}: {} of {many} pass check", sound.len());
        let failed = failures(&sound, edges, today, &mut most);
        if let Some((args, _)) = failed.first() {
            let others = failed.iter().map(|(args, why)| format!("{args}: {why}"));
            let others: Vec<String> = others.collect();
            let texts = least(sound, args, edges, today);
            let texts: Vec<String> = texts
                .iter()
                .map(|(name, text)| format!("--- {name}\n{}", short(text)))
                .collect();
            let (others, texts) = (others.join("\n"), texts.join("\n"));
            println!("ledger {ledger} first breaks\n{others}\nthe first of them on\n{texts}");
            broken.push(ledger);
        }
    }
    println!("{kept} of {all} records passed check and went through every command");
    for (args, cost) in &most {
        let (time, memory) = (cost.time.as_millis(), cost.memory >> 20);
        println!(
            "{time:>6} ms {memory:>4} MB {:>4} answers  {args}",
            cost.answers
        );
    }
    assert!(broken.is_empty(), "ledgers that broke a bound: {broken:?}");
    let mute = most.iter().filter(|(_, cost)| cost.answers == 0);
    let mute: Vec<&String> = mute.map(|(args, _)| args).collect();
    // The few of the gate need not hold two numbers of one unit, as a hedgehog wants them.
    assert!(
        all <= IN_THE_GATE || mute.is_empty(),
        "commands that never had an answer: {mute:?}"
    );
    assert!(kept * 4 > all, "only {kept} of {all} pass check");
}

/// The most that each command took of time and memory, as far as it was seen while it ran.
type Most = BTreeMap<String, Cost>;

/// What a command took, and how often it had an answer.
#[derive(Default)]
struct Cost {
    time: Duration,
    memory: u64,
    answers: usize,
}

type Files = Vec<(String, String)>;

/// Makes a ledger's files.
fn files(many: usize, edges: Edges, dice: &mut Dice) -> Files {
    let mut files: Files = (0..many)
        .map(|i| (format!("forecasts/r{i}.yaml"), record(i, many, edges, dice)))
        .collect();
    let binary = files.iter().filter(|(_, text)| !text.contains("\nkind: "));
    let ids: Vec<String> = binary
        .map(|(name, _)| id(name))
        .step_by(3)
        .take(12)
        .collect();
    files.push(("forecasts/set.yaml".into(), scenario_set(&ids, edges, dice)));
    files.push((
        "forecasts/set-b.yaml".into(),
        scenario_set(&[], edges, dice),
    ));
    files
}

fn id(name: &str) -> String {
    let name = name.trim_start_matches("forecasts/");
    name.trim_end_matches(".yaml").to_owned()
}

/// Returns the files that pass `check` together: those with an error are taken out, again and again,
/// since others may name them.
fn sound(files: &Files, today: &str) -> Files {
    let mut files = files.clone();
    loop {
        let sandbox = ledger(&files, today);
        let ran = run(&sandbox, "check --format json").unwrap_or_else(|why| panic!("{why}"));
        let found: Value = serde_json::from_str(&ran.out).unwrap();
        let findings = found["findings"].as_array().unwrap();
        let bad: BTreeSet<&str> = findings
            .iter()
            .filter(|finding| finding["severity"] == "error")
            .map(|finding| finding["places"][0]["file"].as_str().unwrap())
            .collect();
        if bad.is_empty() {
            return files;
        }
        files.retain(|(name, _)| !bad.contains(&**name));
    }
}

fn ledger(files: &Files, today: &str) -> Sandbox {
    let sandbox = Sandbox::new().on(today);
    for (name, text) in files {
        sandbox.write(name, text);
    }
    sandbox
}

/// Runs every command, and returns what broke a bound.
fn failures(files: &Files, edges: Edges, today: &str, most: &mut Most) -> Vec<(String, String)> {
    // Git commits on no day after 2099.
    let sandbox = ledger(files, "2026-11-24");
    sandbox.git(&["init", "-q"]);
    sandbox.git(&["add", "."]);
    sandbox.git(&["commit", "-qm", "all"]);
    let sandbox = sandbox.on(today);
    let mut failed = Vec::new();
    let mut hold = |args: &str, id: &str| {
        let ran = run(&sandbox, &args.replace("ID", id));
        if let Ok(ran) = &ran {
            let cost = most.entry(args.to_owned()).or_default();
            cost.time = ran.time.max(cost.time);
            cost.memory = ran.memory.max(cost.memory);
            cost.answers += usize::from(ran.answered);
        }
        if let Err(why) = ran.and_then(|ran| in_numbers(&ran, args, edges)) {
            failed.push((args.replace("ID", id), why));
        }
    };
    for args in COMMANDS {
        hold(args, "");
    }
    // One of every kind, at least.
    let mut kinds = BTreeSet::new();
    for (i, (name, text)) in files.iter().enumerate() {
        let kind = text.lines().find(|line| line.starts_with("kind:"));
        if kinds.insert(kind) || i % ALONE == 0 {
            for args in OF_ONE {
                hold(args, &id(name));
            }
        }
    }
    failed
}

/// Returns as few of the files as still fail in that command: halves, as long as one of them does.
fn least(mut files: Files, args: &str, edges: Edges, today: &str) -> Files {
    let fails = |files: &Files| {
        let sandbox = ledger(files, today);
        let held = run(&sandbox, args).and_then(|ran| in_numbers(&ran, args, edges));
        !files.is_empty() && held.is_err()
    };
    while files.len() > 1 {
        let half = files.split_off(files.len() / 2);
        if fails(&half) {
            files = half;
        } else if !fails(&files) {
            files.extend(half);
            break;
        }
    }
    files
}

/// What a command printed and took.
struct Ran {
    /// Whether it did what it was asked, in place of saying why it cannot.
    answered: bool,
    out: String,
    err: String,
    time: Duration,
    memory: u64,
}

/// Runs a command; returns what it printed, or which bound it broke.
fn run(sandbox: &Sandbox, args: &str) -> Result<Ran, String> {
    let binary = std::env::var("FORETELL_EDGE_BINARY");
    let binary = binary.unwrap_or_else(|_| env!("CARGO_BIN_EXE_foretell").to_owned());
    let folder = tempfile::tempdir().unwrap();
    let [out, err] = ["out", "err"].map(|name| folder.path().join(name));
    let mut command = Command::new(binary);
    sandbox.scrub(&mut command);
    command
        .args(args.split(' '))
        .stdout(Stdio::from(File::create(&out).unwrap()))
        .stderr(Stdio::from(File::create(&err).unwrap()));
    let mut child = command.spawn().unwrap();
    let mut memory = 0;
    let (code, time) = loop {
        let time = worked(child.id());
        // One that has ended and is not waited for has none left.
        memory = peak(child.id()).max(memory);
        let late = time > MOST_TIME;
        if late || memory > MOST_MEMORY {
            child.kill().unwrap();
            child.wait().unwrap();
            return Err(if late {
                format!("more than {MOST_TIME:?}")
            } else {
                format!("{} MB", memory >> 20)
            });
        }
        if let Some(status) = child.try_wait().unwrap() {
            break (status.code(), time);
        }
        std::thread::sleep(Duration::from_millis(2));
    };
    let [out, err] = [out, err].map(|path| fs::read_to_string(path).unwrap());
    // A command line that clap refuses is a slip of this test's.
    let refused = err.contains("try '--help'") || err.contains("Usage: ");
    match code {
        Some(code @ 0..=2) if !refused && !err.contains("panicked") => Ok(Ran {
            answered: code < 2,
            out,
            err,
            time,
            memory,
        }),
        _ => Err(format!("exit {code:?}: {err}")),
    }
}

/// Returns how long a process has worked, on all cores together, as Linux tells it: that is the same
/// whatever else the machine does.
fn worked(process: u32) -> Duration {
    let stat = fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
    // Behind the name, which may hold anything: user and system time in hundredths of a second.
    let fields = stat.rsplit(')').next().unwrap_or_default().split(' ');
    let ticks = fields
        .skip(12)
        .take(2)
        .filter_map(|field| field.parse::<u64>().ok());
    Duration::from_millis(ticks.sum::<u64>() * 10)
}

/// Returns the most memory that a process has used at once, as Linux tells it.
fn peak(process: u32) -> u64 {
    let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<u64>().ok());
    kilobytes.unwrap_or(0) << 10
}

/// Holds what was printed to numbers: none that is not one, none of more digits than are read. An
/// infinite log score is what a certain estimate costs that was wrong, and the least points of a platform
/// that are the logarithm of a probability; nothing else is infinite.
fn in_numbers(ran: &Ran, args: &str, edges: Edges) -> Result<(), String> {
    let may_be_infinite = edges.certain || args.contains("--like");
    let word = |c: char| !(c.is_alphanumeric() || matches!(c, '∞' | '.' | '_'));
    let lines = || ran.out.lines().chain(ran.err.lines());
    let line_of = |part: &str| lines().find(|line| line.contains(part)).map(short);
    for part in lines().flat_map(|line| line.split(word)) {
        let infinite = part.contains('∞') || part.eq_ignore_ascii_case("inf");
        if part.eq_ignore_ascii_case("nan") || (infinite && !may_be_infinite) {
            return Err(format!("`{part}` in {:?}", line_of(part)));
        }
        let digits = part.split(|c: char| !c.is_ascii_digit());
        // The zeros of 0.00001 are read at a glance.
        let longest = digits.map(|all| all.trim_start_matches('0').len()).max();
        if longest > Some(20) {
            return Err(format!("`{part}` in {:?}", line_of(part)));
        }
    }
    // `show` prints the record, which says what it says.
    if args.contains("json") && !args.starts_with("show") && !ran.out.is_empty() {
        let value = serde_json::from_str(&ran.out).map_err(|error| error.to_string())?;
        return held::with_reasons(&value, "");
    }
    Ok(())
}

fn short(text: &str) -> String {
    text.chars().take(1500).collect()
}
