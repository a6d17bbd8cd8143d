//! What mutants are given to.

use std::cell::RefCell;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use foretell::analysis::{CalibrationOptions, calibration, score};
use foretell::dataset::{from_ledger, from_table};
use foretell::ledger::{Entry, Ledger, View};
use foretell::lint::{LedgerView, check};
use foretell::model::{Settings, parse_day};
use foretell::query::{Columns, Purpose, Request, TableOptions, Weighting};
use foretell::record::edit::{Change, Yaml, apply};
use foretell::record::{
    SourceFile, format, format_settings, read, read_settings, repair, repair_settings,
};
use foretell::store;

use crate::corpus;
use crate::limits::Run;

/// A part of the program that reads what a stranger wrote.
pub(super) struct Target {
    pub(super) name: &'static str,
    /// Of a hundred mutants, how many it gets.
    pub(super) share: u64,
    pub(super) corpus: fn() -> Vec<Vec<u8>>,
    /// Words put into mutants.
    pub(super) words: &'static [&'static str],
    pub(super) run: Run,
}

pub(super) const TARGETS: [Target; 4] = [
    Target {
        name: "records",
        share: 60,
        corpus: corpus::records,
        words: YAML,
        run: records,
    },
    Target {
        name: "settings",
        share: 12,
        corpus: corpus::settings,
        words: YAML,
        run: settings,
    },
    Target {
        name: "tables",
        share: 26,
        corpus: corpus::tables,
        words: CELLS,
        run: tables,
    },
    Target {
        name: "commands",
        share: 2,
        corpus: corpus::commands,
        words: ARGUMENTS,
        run: commands,
    },
];

const YAML: &[&str] = &[
    "\t",
    "\n",
    "\r\n",
    "\n\n",
    ": ",
    "- ",
    "? ",
    "|\n",
    "|+2\n",
    ">-\n",
    "'",
    "\"",
    "[",
    "]",
    "{",
    "}",
    ",",
    "#",
    " # ",
    "&a ",
    "*a",
    "!t ",
    "<<: ",
    "---\n",
    "...\n",
    "%YAML 1.2\n",
    "\u{feff}",
    "\u{2028}",
    "\u{202e}",
    "\u{1b}",
    "\0",
    "é",
    "😀",
    "~",
    "yes",
    "no",
    "0",
    "1",
    "-1",
    "1e308",
    "-1e308",
    "1e-308",
    "9007199254740993",
    "1e15",
    ".inf",
    ".nan",
    "0%",
    "100%",
    "170%",
    "0-100%",
    "1/3",
    "1:0",
    "9999-12-31",
    "0001-01-01",
    "2014-02-30",
    "2014-05-01",
    "0000-00-00",
    "never",
    "likely",
    "normal: {mean: 100, sd: 1e-14}",
    "lognormal: {mu: 5, sigma: 100}",
    "quantiles: {5%: 1, 50%: 2, 95%: 1e300}",
    "kind: number",
    "kind: date",
    "kind: choice",
    "kind: ordered",
    "options: [a, b]",
    "probability: 70%",
    "estimates:\n- {date: 2014-05-01, by: a, probability: 70%}\n",
    "resolution: {outcome: yes}\n",
    "replaces:\n",
    "because: |\n  a",
    "deadline: 2015-01-01\n",
    "question: a\n",
    "likelihoods: {a: 0.5}",
    "bounds: [-1e308, 1e308]",
];

const CELLS: &[&str] = &[
    ",",
    ";",
    "\t",
    "\n",
    "\r\n",
    "\r",
    "\"",
    "\"\"",
    "'",
    "{",
    "}",
    "[",
    "]",
    ":",
    "\\u0000",
    "\u{feff}",
    "0",
    "1",
    "-1",
    "1e308",
    "-1e308",
    "1e-320",
    "1e400",
    "NaN",
    "inf",
    "9007199254740993",
    "18446744073709551616",
    "0.5",
    "50%",
    "yes",
    "no",
    "2014-01-01",
    "9999-12-31",
    "2014-01-01T00:00:00Z",
    "probability",
    "outcome",
    "question",
    "by",
    "date",
    "known",
    "n",
    "events",
    "quantile",
    "value",
    "option",
    "null",
    "true",
    "\u{1f}\u{8b}",
    "é",
];

const ARGUMENTS: &[&str] = &[
    "\n--\n",
    "\n-\n",
    "\n--help\n",
    "\n--format\n",
    "json",
    "csv",
    "\n--as-of\n",
    "9999-12-31",
    "0000-01-01",
    "-1",
    "1e308",
    "nan",
    "18446744073709551616",
    "\n--resamples\n",
    "\n--level\n",
    "\n--bins\n",
    "\n--group-by\n",
    "\n--weigh\n",
    "horizon:30",
    "\n--color\n",
    "always",
    "=",
    ",",
    "%",
    "é",
    "\u{202e}",
    "0",
    "1",
    "\n--by\n",
    "\n--tag\n",
    "\n\n",
    "yes",
    "\n--like\n",
    "metaculus",
    "\n--floor\n",
    "\n--quiet\n",
    "\n--json\n",
];

fn request() -> Request {
    let view = View::new(parse_day("2026-11-24").unwrap(), 14);
    Request {
        resamples: 10,
        ..Request::new(view, Weighting::Days)
    }
}

/// Reads, checks, scores, lays out, repairs and edits a record.
fn records(mutant: &[u8]) -> Result<(), String> {
    let settings = Settings::default();
    let source = SourceFile::of_bytes("forecasts/a.yaml", mutant);
    let records = read(&source, &settings);
    let day = parse_day("2026-11-24").unwrap();
    drop(check(&LedgerView::new(&records, &settings, day), &[]));
    let entries = records.iter().filter_map(|record| {
        let forecast = record.forecast.clone()?;
        Some(Entry {
            forecast,
            file: record.file.clone(),
            document: record.document,
        })
    });
    let ledger = Ledger::new(settings.clone(), entries.collect(), 0);
    let dataset = from_ledger(&ledger, &request(), Purpose::Score);
    drop(score(&dataset, &request()));
    drop(calibration(
        &dataset,
        &request(),
        &CalibrationOptions::default(),
    ));
    let Ok(text) = std::str::from_utf8(mutant) else {
        return Ok(());
    };
    let once = format(text).text;
    if format(&once).text != once {
        return Err("is laid out anew each time".to_owned());
    }
    drop(repair(&source, &settings));
    edits(text, records.len())
}

/// Makes each change of a record, which must leave the rest of the text as it is.
fn edits(text: &str, documents: usize) -> Result<(), String> {
    let entries = |key: &str| vec![(key.to_owned(), Yaml::text("one\ntwo"))];
    let changes = [
        Change::AppendEstimate(entries("because")),
        Change::SetResolution(entries("note")),
        Change::AmendResolution {
            resolution: entries("note"),
            because: "misread".to_owned(),
        },
    ];
    for change in changes {
        let Ok(edited) = apply(text, documents.saturating_sub(1), &change) else {
            continue;
        };
        let (before, after) = (
            &edited.text[..edited.bytes.start],
            &edited.text[edited.bytes.end..],
        );
        if !text.starts_with(before) || !text.ends_with(after) {
            return Err("was changed elsewhere too".to_owned());
        }
    }
    Ok(())
}

/// Reads, lays out and repairs settings.
fn settings(mutant: &[u8]) -> Result<(), String> {
    let source = SourceFile::of_bytes("foretell.yaml", mutant);
    drop(read_settings(&source));
    drop(repair_settings(&source));
    if let Ok(text) = std::str::from_utf8(mutant) {
        let once = format_settings(text).text;
        if format_settings(&once).text != once {
            return Err("are laid out anew each time".to_owned());
        }
    }
    Ok(())
}

/// Reads a table as a file, in each way, and scores it.
fn tables(mutant: &[u8]) -> Result<(), String> {
    let folder = tempfile::tempdir().map_err(|why| why.to_string())?;
    let path = folder.path().join("table");
    fs::write(&path, mutant).map_err(|why| why.to_string())?;
    for (counts, ordered) in [(false, false), (true, false), (false, true)] {
        let options = TableOptions {
            name: "t".to_owned(),
            columns: Columns::default(),
            counts,
            ordered: ordered.then(Vec::new),
            weighted: false,
            as_of: false,
            ..TableOptions::default()
        };
        let request = Request {
            table: Some(options),
            weigh: Weighting::Each,
            ..request()
        };
        let Ok(input) = store::open_table(&path) else {
            continue;
        };
        if let Ok(dataset) = from_table(input, &request, Purpose::Score) {
            drop(score(&dataset, &request));
        }
        if let (false, Ok(input)) = (ordered, store::open_table(&path))
            && let Ok(dataset) = from_table(input, &request, Purpose::Calibration)
        {
            drop(calibration(
                &dataset,
                &request,
                &CalibrationOptions::default(),
            ));
        }
    }
    Ok(())
}

thread_local! {
    /// A copy of our own ledger for command lines.
    static LEDGER: RefCell<Option<tempfile::TempDir>> = const { RefCell::new(None) };
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// Runs a command line in a copy of our own ledger.
fn commands(mutant: &[u8]) -> Result<(), String> {
    let text = String::from_utf8_lossy(mutant).replace('\0', "");
    let words: Vec<&str> = text
        .split('\n')
        .filter(|word| word.len() < 100_000)
        .take(60)
        .collect();
    // Nothing outside of the ledger is to be written.
    if words
        .iter()
        .any(|word| word.contains("..") || word.contains('/'))
    {
        return Ok(());
    }
    LEDGER.with_borrow_mut(|ledger| {
        let folder = ledger.get_or_insert_with(|| {
            let folder = tempfile::tempdir().unwrap();
            let root = Path::new(env!("CARGO_MANIFEST_DIR"));
            copy(&root.join("forecasts"), &folder.path().join("forecasts"));
            fs::copy(
                root.join("foretell.yaml"),
                folder.path().join("foretell.yaml"),
            )
            .unwrap();
            folder
        });
        run(folder.path(), &words)
    })
}

fn run(folder: &Path, words: &[&str]) -> Result<(), String> {
    let said = folder.join("said");
    let mut child = Command::new(env!("CARGO_BIN_EXE_foretell"))
        .args(words)
        .current_dir(folder)
        .env_clear()
        .env("HOME", folder)
        .env("TZ", "UTC")
        .env("FORETELL_AS_OF", "2026-11-24")
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(fs::File::create(&said).unwrap())
        .spawn()
        .map_err(|why| why.to_string())?;
    let (start, mut peak) = (Instant::now(), 0);
    let status = loop {
        if let Some(status) = child.try_wait().unwrap() {
            break status;
        }
        let of_it = fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap_or_default();
        let line = of_it.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let size = line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok());
        peak = peak.max(size.unwrap_or_default());
        if peak > 512 * 1024 || start.elapsed() > Duration::from_mins(1) {
            child.kill().unwrap();
            child.wait().unwrap();
            return Err(format!(
                "took {peak} KB and {} s",
                start.elapsed().as_secs()
            ));
        }
        thread::sleep(Duration::from_millis(2));
    };
    let said = fs::read_to_string(&said).unwrap_or_default();
    if matches!(status.code(), Some(0..=9)) {
        return Ok(());
    }
    let line = said.lines().find(|line| line.contains("panicked"));
    Err(format!("{status}: {}", line.unwrap_or_default()))
}
