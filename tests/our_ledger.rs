//! What `forecasts/README.md` says of our own ledger is what the ledger says.

use std::fs;
use std::sync::Arc;

use foretell::model::{EvidenceItem, Forecast, Outcome, Reliability};
use foretell::record::{Record, read_all, read_settings};
use foretell::store::{load, load_settings};

use crate::common::{Sandbox, root};

/// Returns the records of our ledger that are resolved.
fn resolved() -> Vec<Record> {
    let (settings, _) = read_settings(&load_settings(&root()).unwrap());
    let mut records = read_all(&load(&root()), &settings);
    records.retain(|record| forecast(record).resolution.is_some());
    records
}

fn forecast(record: &Record) -> &Arc<Forecast> {
    record.forecast.as_ref().unwrap()
}

fn evidence(record: &Record) -> &[EvidenceItem] {
    let resolution = forecast(record).resolution.as_ref();
    resolution.map_or(&[], |one| &one.evidence)
}

fn rests_on_memory(record: &Record) -> bool {
    let mut all = evidence(record).iter();
    all.any(|one| one.reliability == Some(Reliability::Memory))
}

/// Returns whether an estimate of it is scored.
fn is_scored(record: &Record) -> bool {
    let forecast = forecast(record);
    let outcome = forecast.resolution.as_ref().map(|one| &one.outcome);
    let mut own = forecast.estimates.iter().filter(|one| !one.derived);
    let is_decided = matches!(outcome, Some(Outcome::Yes | Outcome::No));
    is_decided && own.any(|one| one.stated().is_some_and(|said| said.point().is_some()))
}

fn readme() -> String {
    fs::read_to_string(root().join("forecasts/README.md")).unwrap()
}

/// Returns how many estimates are scored, and the Brier scores by first estimates and by days, as the
/// table of the README has them.
fn headline(sandbox: &Sandbox) -> String {
    let total = |weigh: &str| {
        let score = sandbox.run(&["score", "--weigh", weigh, "--format", "json"]);
        score.json()["rows"]
            .as_array()
            .unwrap()
            .last()
            .unwrap()
            .clone()
    };
    let (first, days) = (total("first"), total("days"));
    let brier = |row: &serde_json::Value| format!("{:.3}", row["brier"].as_f64().unwrap());
    let short = |row: &serde_json::Value| brier(row).trim_start_matches('0').to_owned();
    format!("{} | {} | {}", first["n"], short(&first), short(&days))
}

#[test]
fn nine_in_ten_lines_of_evidence_on_scored_records_have_an_address() {
    let resolved = resolved();
    let scored: Vec<&Record> = resolved.iter().filter(|one| is_scored(one)).collect();
    assert_eq!(scored.len(), 20);
    let lines = scored.iter().flat_map(|one| evidence(one));
    let lines: Vec<&EvidenceItem> = lines
        .filter(|one| one.reliability != Some(Reliability::Search))
        .collect();
    let with = lines.iter().filter(|one| one.has_address()).count();
    assert!(lines.len() > 40, "{}", lines.len());
    assert!(with * 10 >= lines.len() * 9, "{with} of {}", lines.len());
}

#[test]
fn the_headline_stands_in_the_readme_with_and_without_what_rests_on_memory() {
    let readme = readme();
    let sandbox = Sandbox::our_ledger();
    let with = headline(&sandbox);
    assert!(readme.contains(&format!("| as it is | {with} |")), "{with}");
    let mut left = 0;
    for record in resolved()
        .iter()
        .filter(|one| rests_on_memory(one) && is_scored(one))
    {
        fs::remove_file(sandbox.path().join(&*record.file)).unwrap();
        left += 1;
    }
    assert_eq!(left, 2);
    let without = headline(&sandbox);
    let row = format!("| … the two that rest on memory are left out | {without} |");
    assert!(readme.contains(&row), "{without}");
}

/// Where the text of the briefing is, on a machine that has it: nothing says that it may be passed on.
const BRIEFING: &str = "FORETELL_BRIEFING";

#[test]
#[ignore = "needs the text that FORETELL_BRIEFING names"]
fn every_quotation_is_in_the_text_where_that_is_at_hand() {
    let Ok(path) = std::env::var(BRIEFING) else {
        println!("not run: {BRIEFING} is not set");
        return;
    };
    let sandbox = Sandbox::our_ledger();
    sandbox.write("sources/is109.txt", &fs::read_to_string(path).unwrap());
    sandbox.ok(&["check", "--strict"]);
    let census = sandbox.read("sources/is109.yaml");
    let census = census.replace("could change the dynamic", "could alter the dynamic");
    sandbox.write("sources/is109.yaml", &census);
    let ran = sandbox.run(&["check"]);
    assert!(
        ran.out.contains("error[quote-not-in-source]"),
        "{}",
        ran.out
    );
}

#[test]
fn the_readme_says_how_far_the_second_reading_agrees() {
    let json = Sandbox::our_ledger()
        .run(&["agreement", "--format", "json"])
        .json();
    let rows = json["rows"].as_array().unwrap();
    let parts = rows.iter().filter(|row| row["row"] == "agreement");
    let table: String = parts
        .map(|row| {
            let part = row["part"].as_str().unwrap();
            format!("| {part}s | {} of {} |\n", row["agreed"], row["n"])
        })
        .collect();
    assert!(readme().contains(&table), "{table}");
}

#[test]
fn the_readme_names_every_record_that_rests_on_memory() {
    let readme = readme();
    let (_, rest) = readme.split_once("**From memory.**").unwrap();
    let (_, names) = rest.split_once("):").unwrap();
    let (names, _) = names.split_once("Two of them").unwrap();
    let listed: Vec<&str> = names.split('`').skip(1).step_by(2).collect();
    let resolved = resolved();
    let resting = resolved.iter().filter(|one| rests_on_memory(one));
    let mut resting: Vec<&str> = resting.map(|one| forecast(one).id.as_str()).collect();
    resting.sort_unstable();
    assert_eq!(listed, resting);
}
