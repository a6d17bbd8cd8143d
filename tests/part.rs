//! What is read of a ledger for one forecast says of it what the whole ledger says.

use std::fmt::Write;

use chrono::NaiveDate;
use foretell::ledger::{Entry, Ledger, View};
use foretell::lint::{LedgerBefore, LedgerView, RULES, check};
use foretell::model::{Finding, ForecastId, Level, Settings, Severity};
use foretell::record::edit::{Change, Yaml, apply};
use foretell::record::{Record, SourceFile, read, read_about, read_all};
use foretell::render::show::show;
use foretell::render::{RecordInFullV1, Screen};

use crate::common::generated::Dice;

const LEDGERS: u64 = 1_000;
/// Ids that begin or end with each other, so that a slip in where a word ends would show.
const IDS: [&str; 14] = [
    "gas",
    "gas-deal",
    "deal",
    "gas-deal-2",
    "su-35",
    "su-3",
    "oil",
    "oil-share",
    "coal",
    "arms",
    "visit",
    "vote",
    "treaty",
    "trade",
];
/// Two that look alike, and, seldom, one in two spellings.
const NAMES: [&str; 4] = ["ann", "Ann", "bo", "cyd"];
const SPELLINGS: [&str; 2] = ["Zo\u{eb}", "Zoe\u{308}"];
const RELATIONS: [&str; 5] = ["implies", "excludes", "all_of", "any_of", "earlier"];

fn at(rolled: u64) -> usize {
    usize::try_from(rolled).unwrap()
}

/// Returns the text of one record.
fn record(id: &str, dice: &mut Dice) -> String {
    // Two of the records that ask the same are one question, entered twice.
    let asks = dice.roll(30);
    let month = 1 + dice.roll(12);
    let written = match dice.roll(40) {
        0 => format!("\"\\x{:02x}{}\"", id.as_bytes()[0], &id[1..]),
        1 => format!("'{id}'"),
        _ => id.to_owned(),
    };
    let mut text = format!(
        "id: {written}\nquestion: Will event {asks} come about before 2016?\ncriteria: It is seen.\n\
         opened: 2015-01-01\ndeadline: 2015-{month:02}-28\n"
    );
    if dice.roll(10) == 0 {
        text += "deadline: 2015-02-31\n";
    }
    for _ in 0..[0, 0, 0, 1, 1, 2][at(dice.roll(6))] {
        let other = IDS[at(dice.roll(14))];
        match dice.roll(7) {
            5 => text += &format!("given: {{forecast: {other}, outcome: yes}}\n"),
            6 => text += &format!("lesson: It was as with {other}.\n"),
            n => {
                let key = RELATIONS[at(n)];
                let value = if key == "earlier" {
                    other.to_owned()
                } else {
                    format!("[{other}]")
                };
                let _ = writeln!(text, "{key}: {value}");
            }
        }
    }
    text += "estimates:\n";
    for day in 1..=dice.roll(4) {
        let name = match dice.roll(40) {
            n @ (0 | 1) => SPELLINGS[at(n)],
            _ => NAMES[at(dice.roll(4))],
        };
        let said = 5 * dice.roll(21);
        let _ = writeln!(
            text,
            "  - {{date: 2015-01-0{day}, by: {name}, probability: {said}%}}"
        );
    }
    text.trim_end_matches("estimates:\n").to_owned()
}

/// Returns the files of a ledger: some of several records, one perhaps of none.
fn files(dice: &mut Dice) -> Vec<SourceFile> {
    let mut files: Vec<(String, String)> = Vec::new();
    for id in IDS {
        if dice.roll(4) == 0 {
            continue;
        }
        let text = record(id, dice);
        match files.last_mut() {
            Some((_, last)) if dice.roll(4) == 0 => *last += &format!("---\n{text}"),
            _ => files.push((format!("forecasts/{id}.yaml"), text)),
        }
    }
    files.sort();
    let files = files.iter();
    files
        .map(|(path, text)| SourceFile::of_text(path.as_str(), text))
        .collect()
}

fn ledger(records: &[Record], settings: &Settings) -> Ledger {
    let entry = |record: &Record| {
        Some(Entry {
            forecast: record.forecast.clone()?,
            file: record.file.clone(),
            document: record.document,
        })
    };
    Ledger::new(
        settings.clone(),
        records.iter().filter_map(entry).collect(),
        0,
    )
}

/// Returns what `show` says of a forecast, on a screen and in JSON.
fn shown(ledger: &Ledger, id: &ForecastId, as_of: NaiveDate) -> String {
    let view = View::new(as_of, ledger.settings().grace);
    let entry = ledger.get(id).unwrap();
    let json = serde_json::to_string(&RecordInFullV1::new(ledger, entry, &view)).unwrap();
    show(ledger, entry, &view, None, Screen::new(80)) + &json
}

/// Returns a new estimate or an outcome.
fn change(dice: &mut Dice) -> Change {
    let text = |key: &str, value: &str| (key.to_owned(), Yaml::text(value));
    if dice.roll(2) == 0 {
        let name = ["ann", "Ann", "bo", "eve", "Bo", "Zoe\u{308}"][at(dice.roll(6))];
        let said = Yaml::plain(format!("{}%", 5 * dice.roll(21)));
        let date = Yaml::plain("2015-01-20");
        let entries = vec![
            ("date".to_owned(), date),
            text("by", name),
            ("probability".to_owned(), said),
        ];
        return Change::AppendEstimate(entries);
    }
    let outcome = ["yes", "no"][at(dice.roll(2))];
    let day = Yaml::plain("2015-01-25");
    let mut entries = vec![
        ("outcome".to_owned(), Yaml::plain(outcome)),
        ("known".to_owned(), day.clone()),
    ];
    if outcome == "yes" {
        entries.push(("happened".to_owned(), day));
    }
    Change::SetResolution(entries)
}

/// Returns the text of a record as somebody may leave it in an editor.
fn edited(text: &str, dice: &mut Dice) -> String {
    let other = IDS[at(dice.roll(14))];
    let name = NAMES[at(dice.roll(4))];
    match dice.roll(6) {
        0 => text.replace("2016?", "2017?"),
        1 => text.replace("criteria: It is seen.\n", ""),
        2 => text.replace("opened:", &format!("implies: [{other}]\nopened:")),
        3 => text.replace("opened:", &format!("owner: {name}\nopened:")),
        4 => text.replace("implies", "excludes").replace("by: ", "by: x"),
        _ => text.replace("id: ", "id: x"),
    }
}

/// Returns what the rules say of a file, without those on words that other records may have.
fn said(records: &[Record], file: &str, settings: &Settings, as_of: NaiveDate) -> Vec<String> {
    let whole = LedgerView::new(records, settings, as_of);
    let mut found = check(&whole, &[]).findings;
    found.retain(|one| {
        let is_of_words = ["look-alike-name", "duplicate-question"].contains(&one.rule.code);
        !is_of_words && one.places.iter().any(|place| &*place.file == file)
    });
    errors(&found)
}

fn errors(found: &[Finding]) -> Vec<String> {
    let graves = found.iter().filter(|one| one.severity == Severity::Error);
    let mut said: Vec<String> = graves
        .map(|one| format!("{}: {}", one.rule.code, one.message))
        .collect();
    said.sort();
    said
}

/// The settings by which every rule refuses.
fn strict() -> Settings {
    let rules = RULES.iter().filter(|rule| !rule.is_fixed);
    Settings {
        rules: rules
            .map(|rule| (rule.code.to_owned(), Level::Error))
            .collect(),
        ..Settings::default()
    }
}

#[test]
fn an_edited_file_is_judged_by_a_part_as_by_the_whole() {
    let as_of = NaiveDate::from_ymd_opt(2015, 2, 1).unwrap();
    let settings = strict();
    let (mut parts, mut wholes, mut faulty) = (0, 0, 0);
    for seed in 0..LEDGERS {
        let mut dice = Dice::new(seed);
        let mut files = files(&mut dice);
        let index = at(dice.roll(files.len() as u64));
        let before = read_all(&files, &settings);
        let path = files[index].path.clone();
        let of_file = |records: &[Record]| -> Vec<Record> {
            let own = records.iter().filter(|one| one.file == path);
            own.cloned().collect()
        };
        let [one] = &of_file(&before)[..] else {
            continue;
        };
        let Some(id) = one.id.clone() else { continue };
        let text = edited(files[index].content.as_ref().unwrap(), &mut dice);
        let old = files.clone();
        files[index] = SourceFile::of_text(&*path, &text);
        let Some(part) = read_about(&files, &id, &settings) else {
            wholes += 1;
            continue;
        };
        let before = LedgerBefore {
            files: &old,
            records: &before,
            is_whole: true,
            settings: &settings,
            settings_findings: &[],
            as_of,
        };
        if before.brings_words(&of_file(&part)) {
            wholes += 1;
            continue;
        }
        parts += 1;
        let of_whole = said(&read_all(&files, &settings), &path, &settings, as_of);
        assert_eq!(
            said(&part, &path, &settings, as_of),
            of_whole,
            "seed {seed}, {id}"
        );
        faulty += usize::from(!of_whole.is_empty());
    }
    println!("{parts} judged by a part, {faulty} with findings; {wholes} by the whole");
    assert!(parts > 100 && wholes > 100 && faulty > parts / 3);
}

#[test]
fn a_part_of_a_ledger_shows_and_refuses_what_the_whole_does() {
    let as_of = NaiveDate::from_ymd_opt(2015, 2, 1).unwrap();
    let settings = strict();
    let (mut parts, mut smaller, mut wholes, mut refused) = (0, 0, 0, 0);
    for seed in 0..LEDGERS {
        let mut dice = Dice::new(seed);
        let files = files(&mut dice);
        let records = read_all(&files, &settings);
        let whole = ledger(&records, &settings);
        let first = at(dice.roll(4));
        for entry in whole.entries().iter().skip(first).step_by(8) {
            let id = &entry.forecast.id;
            let Some(part) = read_about(&files, id, &settings) else {
                wholes += 1;
                continue;
            };
            parts += 1;
            smaller += usize::from(part.len() < records.len());
            let in_part = ledger(&part, &settings);
            assert_eq!(
                shown(&in_part, id, as_of),
                shown(&whole, id, as_of),
                "seed {seed}, {id}"
            );
            let source = files.iter().find(|file| file.path == entry.file).unwrap();
            let change = change(&mut dice);
            let Ok(edited) = apply(source.content.as_ref().unwrap(), entry.document, &change)
            else {
                continue;
            };
            let new = read(&SourceFile::of_text(&*entry.file, &edited.text), &settings);
            let brought = |records: &[Record], is_whole: bool| {
                let before = LedgerBefore {
                    files: &files,
                    records,
                    is_whole,
                    settings: &settings,
                    settings_findings: &[],
                    as_of,
                };
                errors(&before.brought_by(&[&*entry.file], &new))
            };
            let of_whole = brought(&records, true);
            assert_eq!(
                brought(&part, false),
                of_whole,
                "seed {seed}, {id}, {change:?}"
            );
            refused += usize::from(!of_whole.is_empty());
        }
    }
    println!(
        "{parts} parts, {smaller} smaller than their ledger; {wholes} read whole; {refused} changes refused"
    );
    assert!(smaller > parts / 2 && parts > wholes && refused > parts / 10);
}
