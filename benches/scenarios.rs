//! How long scenario sets and coherence take on one core, beside reading the same files.
//!
//! `cargo bench --bench scenarios` prints figures and ratios.
#![allow(clippy::print_stdout)] // a bench prints

mod generated_sets;

use std::path::Path;
use std::time::{Duration, Instant};

use chrono::NaiveDate;
use foretell::analysis::coherence::compare;
use foretell::analysis::scenarios::{From, SetRequest, assess};
use foretell::ledger::{Entry, Ledger, Selection, View};
use foretell::model::{KindName, Settings};
use foretell::record;
use foretell::store;

const SETS: usize = 1_000;
const INDICATORS: usize = 50;
const CLUSTERS: usize = 1_250;
const RUNS: usize = 3;

/// The most that each may take.
const LIMIT: Duration = Duration::from_secs(1);

fn main() {
    let one = rayon::ThreadPoolBuilder::new().num_threads(1);
    one.build_global()
        .expect("nothing has asked for threads yet");
    let view = View::new(
        NaiveDate::from_ymd_opt(2026, 6, 1).expect("it is a day"),
        14,
    );
    println!("On one core, best of {RUNS}");
    sets(view);
    coherence(view);
}

fn sets(view: View) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    generated_sets::write(folder.path(), generated_sets::sets(SETS, INDICATORS));
    let (reading, ledger) = read(folder.path(), SETS * (INDICATORS + 1));
    let request = SetRequest {
        view,
        from: From::Opening,
        forecasters: Vec::new(),
        suppose: Vec::new(),
    };
    let entries = || {
        let all = ledger.entries().iter();
        all.filter(|entry| entry.forecast.kind.name() == KindName::Scenarios)
    };
    let (taken, watched) = best(|| {
        let found = entries().flat_map(|entry| assess(&ledger, entry, &request));
        let found = found.map(|one| one.expect("the sets are sound"));
        found.map(|one| one.watch(&view).len()).sum::<usize>()
    });
    assert_eq!(watched, SETS * INDICATORS / 2, "half of them are open");
    let what = format!("{SETS} sets with {INDICATORS} indicators each");
    print(&what, reading, taken);
}

fn coherence(view: View) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    generated_sets::write(folder.path(), generated_sets::clusters(CLUSTERS));
    let (reading, ledger) = read(folder.path(), CLUSTERS * 8);
    let (taken, found) = best(|| {
        let found = compare(&ledger, &Selection::default(), &view);
        (found.clusters, found.clashes.len())
    });
    assert_eq!(found.0, CLUSTERS);
    assert!(
        found.1 > CLUSTERS / 8,
        "one in four contradicts itself: {found:?}"
    );
    let what = format!(
        "coherence of {} forecasts in clusters of 8, {} contradictions",
        CLUSTERS * 8,
        found.1
    );
    print(&what, reading, taken);
}

/// Reads a ledger, and returns how long that took.
fn read(root: &Path, records: usize) -> (Duration, Ledger) {
    let settings = Settings::default();
    best(|| {
        let sources = store::load(root);
        let read = record::read_all(&sources, &settings);
        assert_eq!(read.len(), records);
        let entries = read.into_iter().map(|one| Entry {
            forecast: one.forecast.expect("the records are sound"),
            file: one.file,
            document: one.document,
        });
        Ledger::new(settings.clone(), entries.collect(), 0)
    })
}

/// Returns the shortest of some runs, with what the last one returned.
fn best<T>(mut run: impl FnMut() -> T) -> (Duration, T) {
    let mut timed = || {
        let start = Instant::now();
        let result = run();
        (start.elapsed(), result)
    };
    let mut best = timed();
    for _ in 1..RUNS {
        let next = timed();
        best = (best.0.min(next.0), next.1);
    }
    best
}

fn print(what: &str, reading: Duration, taken: Duration) {
    let ms = |time: Duration| time.as_secs_f64() * 1000.0;
    println!("{what}");
    println!(
        "  {:8.0} ms, {}",
        ms(taken),
        if taken < LIMIT {
            "under a second"
        } else {
            "TOO LONG"
        }
    );
    println!("  {:8.0} ms to read the same files", ms(reading));
    println!(
        "  {:8.3} of the time that reading them takes",
        ms(taken) / ms(reading)
    );
}
