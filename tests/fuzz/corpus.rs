//! What mutants are made of: the records, settings and tables of this repository.

use std::fs;
use std::io::Write;
use std::path::Path;

use flate2::Compression;
use flate2::write::GzEncoder;

/// Returns the files below some folders whose names end so.
fn files(folders: &[&str], ending: &str) -> Vec<Vec<u8>> {
    fn gather(folder: &Path, ending: &str, found: &mut Vec<std::path::PathBuf>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                gather(&path, ending, found);
            } else if path.to_string_lossy().ends_with(ending) {
                found.push(path);
            }
        }
    }
    let mut found = Vec::new();
    for folder in folders {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        gather(&root.join(folder), ending, &mut found);
    }
    found.sort();
    found.iter().map(|path| fs::read(path).unwrap()).collect()
}

/// Returns records.
pub(super) fn records() -> Vec<Vec<u8>> {
    files(&["forecasts", "tests/data", "tests/record/sound"], ".yaml")
}

/// Returns settings.
pub(super) fn settings() -> Vec<Vec<u8>> {
    let all = files(&[""], "foretell.yaml");
    let long = "forecaster: desk\ngrace: 14\nstrict: true\nrules:\n  no-criteria: off\n  no-evidence: error\n\
                yardsticks:\n  mine:\n    words:\n      likely: 60-80%\n      unlikely: {from: 20, to: 40}\n";
    all.into_iter().chain([long.into()]).collect()
}

/// Returns tables: CSV, JSON Lines, and both packed.
pub(super) fn tables() -> Vec<Vec<u8>> {
    let mut tables: Vec<Vec<u8>> = [
        "probability,outcome\n0.9,1\n70%,yes\n0.2,no\n.5,0\n",
        "question,by,date,probability,outcome,known\na,x,2014-01-01,0.7,1,2014-03-01\na,y,2014-02-01,0.6,1,2014-03-01\n",
        "question;option;probability;outcome\na;x;0.7;1\na;y;0.3;0\n",
        "probability,n,events\n0.9,20,17\n0.5,10,6\n",
        "{\"probability\":0.7,\"outcome\":1}\n{\"probability\":\"20%\",\"outcome\":\"no\",\"by\":\"é\"}\n",
        "{\"question\":\"a\",\"probabilities\":{\"x\":0.7,\"y\":0.3},\"outcome\":\"x\"}\n",
        "question,quantile,value,outcome\na,0.1,1,5\na,0.5,4,5\na,0.9,9,5\n",
    ]
    .map(Vec::from)
    .into();
    let gold = files(&["tests/data/gold/data"], ".csv");
    tables.extend(gold.into_iter().filter(|table| table.len() < 20_000));
    let packed = tables[..7].iter().map(|table| pack(table));
    let packed: Vec<_> = packed.collect();
    tables.extend(packed);
    tables
}

/// Returns command lines, one word a line.
pub(super) fn commands() -> Vec<Vec<u8>> {
    [
        "check --strict --format json",
        "list --topic gas --format csv",
        "show X --format json",
        "score --by desk --group-by by,kind --resamples 10 --seed 3",
        "calibration --bins 5 --rows deciles",
        "compare a b --level 0.9",
        "pool --method mean",
        "due --within 30",
        "overdue --within 9 --summary",
        "log --limit 3",
        "coherence --history",
        "scenarios --voi --from 2014-01-01",
        "plot fan",
        "plot hedgehog --series gas",
        "estimate X 70% --by me --date 2014-05-01 --dry-run",
        "resolve X yes --known 2014-05-01 --dry-run",
        "fmt --check",
        "explain no-evidence",
        "schema",
        "completions bash",
        "report --as-of 2020-01-01 --out out",
        "new a --question b --deadline 2030-01-01 --dry-run",
        "score --table - --columns probability=p,outcome=y",
        "check --fix --diff",
        "audit",
    ]
    .map(|line| line.replace(' ', "\n").into_bytes())
    .into()
}

fn pack(text: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(text).unwrap();
    encoder.finish().unwrap()
}
