//! What the benches share: made-up ledgers, and times that are compared within one run.
#![allow(dead_code, unreachable_pub)] // each bench takes what it needs

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// The binary, built as users have it.
pub const FORETELL: &str = env!("CARGO_BIN_EXE_foretell");

/// Writes a ledger of that many records of 1 to 2 KB, in a hundred topics.
pub fn write_ledger(root: &Path, records: usize) {
    fs::write(root.join("foretell.yaml"), "forecaster: desk\n").expect("the folder is ours");
    for number in 0..records {
        let folder = root.join(format!("forecasts/topic-{}", number % 100));
        fs::create_dir_all(&folder).expect("the folder is ours");
        fs::write(
            folder.join(format!("forecast-{number}.yaml")),
            record(number),
        )
        .expect("the folder is ours");
    }
}

/// Returns a record as analysts write them, with three to ten estimates.
fn record(number: usize) -> String {
    let mut text = format!(
        "question: Will indicator {number} rise between 1 January 2014 and 31 December 2015?\n\
         title: Indicator {number}\n\
         criteria: |\n  \
           Yes if the statistical office's first release for December 2015 is above that for\n  \
           December 2013. Revisions do not count.\n\
         tags: [bench, group-{}]\n\
         opened: 2014-01-01\n\
         deadline: 2015-12-31\n\
         known_by: 2016-02-15\n\
         owner: desk-{}\n\
         sources:\n  primary: the statistical office\n  fallback: news agencies\n\
         base_rate: {{probability: 1/3, because: two of the last six years}}\n\
         estimates:\n",
        number % 17,
        number % 5
    );
    for step in 0..3 + number % 8 {
        let percent = (number * 7 + step * 11) % 99 + 1;
        text += &format!(
            "  - date: 2014-{:02}-{:02}\n    by: analyst-{}\n    probability: {percent}%\n    \
             because: the release of month {step} came in {}\n",
            step + 1,
            number % 28 + 1,
            number % 9,
            if percent > 50 {
                "above what was expected"
            } else {
                "below what was expected"
            },
        );
    }
    let outcome = if number.is_multiple_of(3) {
        "yes"
    } else {
        "no"
    };
    let days = if number.is_multiple_of(3) {
        "  happened: 2015-12-31\n  known: 2016-02-01\n"
    } else {
        "  known: 2016-02-01\n"
    };
    text + &format!(
        "resolution:\n  outcome: {outcome}\n{days}  logged: 2016-02-03\n  by: desk-{}\n  \
         evidence:\n    - First release of 1 February 2016\n",
        number % 5
    )
}

/// Returns the shortest of several runs: what the machine can do when nothing is in the way.
pub fn best(runs: usize, mut run: impl FnMut()) -> Duration {
    let times = (0..runs).map(|_| {
        let start = Instant::now();
        run();
        start.elapsed()
    });
    times.min().expect("there is a run")
}

/// Runs a command to its end and throws away what it prints.
pub fn quietly(command: &mut Command) {
    let status = command.stdout(Stdio::null()).stderr(Stdio::null()).status();
    assert!(
        status.is_ok_and(|status| status.success()),
        "{command:?} failed"
    );
}

/// Returns milliseconds, for printing.
pub fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}
