//! How long `check` takes beside a bare reader and beside PyYAML, and how long a start takes.
//!
//! `cargo bench --bench check` prints the ratios; `PYTHON` names a Python that has PyYAML.
#![allow(clippy::print_stdout)] // a bench prints
#![allow(unreachable_pub)] // a bench has no outside

mod common;

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use common::{FORETELL, best, ms, quietly, write_ledger};
use foretell::lint::RULES;
use foretell::record::tree_of;
use foretell::store;
use rayon::prelude::*;

/// The binary's own, so that the bare reader has it too.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const RECORDS: usize = 10_000;
const RUNS: usize = 7;

/// What a Python user would run over the same files, on as many cores.
const PEER: &str = "
import sys, glob, multiprocessing, yaml
def read(path):
    with open(path, 'rb') as file:
        return len(yaml.load(file, yaml.CSafeLoader))
if __name__ == '__main__':
    with multiprocessing.Pool() as pool:
        sum(pool.imap_unordered(read, glob.glob(sys.argv[1] + '/forecasts/*/*.yaml'), 256))
";

fn main() {
    let big = tempfile::tempdir().expect("a temporary folder");
    write_ledger(big.path(), RECORDS);
    let reader = best(RUNS, || read_bare(big.path()));
    let check = best(RUNS, || run(big.path(), &["check"]));
    println!(
        "{RECORDS} records on {} threads, best of {RUNS}",
        rayon::current_num_threads()
    );
    println!("  bare reader to spanned trees  {:8.0} ms", ms(reader));
    println!("  foretell check                {:8.0} ms", ms(check));
    println!(
        "  ratio to the bare reader      {:8.2}",
        ms(check) / ms(reader)
    );
    let one = best(RUNS, || {
        quietly(
            Command::new(FORETELL)
                .args(["check", "--root"])
                .arg(big.path())
                .env("RAYON_NUM_THREADS", "1"),
        );
    });
    let off = turn_on_all_rules(big.path());
    let (again, all) = both(|| read_bare(big.path()), || run(big.path(), &["check"]));
    println!("  with the {off} rules that are off  {:8.0} ms", ms(all));
    println!(
        "  ratio of all rules to the reader {:5.2}",
        ms(all) / ms(again)
    );
    println!(
        "  foretell check on one thread  {:8.0} ms, {:.2} times as long",
        ms(one),
        ms(one) / ms(check)
    );
    let python = std::env::var("PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let has_peer = Command::new(&python)
        .args(["-c", "import yaml; yaml.CSafeLoader"])
        .output();
    if has_peer.is_ok_and(|output| output.status.success()) {
        let peer = best(2, || {
            quietly(Command::new(&python).args(["-c", PEER]).arg(big.path()));
        });
        println!("  PyYAML CSafeLoader, all cores {:8.0} ms", ms(peer));
        println!(
            "  ratio to PyYAML               {:8.3}",
            ms(check) / ms(peer)
        );
    } else {
        println!("  PyYAML is not there: no ratio to it");
    }
    let small = tempfile::tempdir().expect("a temporary folder");
    write_ledger(small.path(), 100);
    let start = best(30, || run(small.path(), &["list"]));
    println!(
        "100 records: `foretell list` from start to end {:.1} ms",
        ms(start)
    );
}

/// Turns on every rule that a ledger must ask for, and returns how many these are.
fn turn_on_all_rules(root: &Path) -> usize {
    let mut settings = fs::read_to_string(root.join("foretell.yaml")).expect("the file is ours");
    settings += "rules:\n";
    let off: Vec<_> = RULES.iter().filter(|rule| !rule.default_on).collect();
    for rule in &off {
        let _ = writeln!(settings, "  {}: warn", rule.code);
    }
    fs::write(root.join("foretell.yaml"), settings).expect("the folder is ours");
    off.len()
}

/// Returns the shortest of several runs of two jobs, taken in turn so that both meet the same machine.
fn both(mut one: impl FnMut(), mut other: impl FnMut()) -> (Duration, Duration) {
    let mut shortest = (Duration::MAX, Duration::MAX);
    for _ in 0..RUNS {
        shortest.0 = shortest.0.min(best(1, &mut one));
        shortest.1 = shortest.1.min(best(1, &mut other));
    }
    shortest
}

/// Reads every file into a tree of values with their places, and does nothing with it.
fn read_bare(root: &Path) {
    let sources = store::load(root);
    let trees = sources.par_iter().map(|source| {
        let text = source.content.as_ref().expect("the files are ours");
        tree_of(text).expect("the records are sound")
    });
    assert_eq!(trees.count(), RECORDS);
}

fn run(root: &Path, args: &[&str]) {
    quietly(Command::new(FORETELL).args(args).arg("--root").arg(root));
}
