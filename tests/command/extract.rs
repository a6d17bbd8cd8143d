//! `foretell extract`

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::common::{Sandbox, assert_page, root};

const BRIEF: &str = "# Gas\n\nGazprom will probably sign by the end of 2015. The talks took ten years.\n\n\
    Moscow hopes to sell arms. If Kyiv falls, prices may rise.\n\n\
    Beijing will look to its interests. In practice this means:\n\n- neutrality over Crimea\n- more oil\n\n\
    The minister said that \u{201c}they will sign in May\u{201d}.\n";

fn sandbox() -> Sandbox {
    let sandbox = Sandbox::new().on("2014-05-01");
    sandbox.write("sources/brief.md", BRIEF);
    sandbox
}

#[test]
fn sentences_are_listed_with_word_time_and_kind() {
    assert_page(
        "command",
        "extract",
        &sandbox().ok(&["extract", "sources/brief.md"]),
    );
    let json = sandbox()
        .run(&["extract", "sources/brief.md", "--format", "json"])
        .json();
    let kinds: Vec<_> = json["rows"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["kind"].as_str().unwrap())
        .collect();
    assert_eq!(
        kinds,
        [
            "judgement",
            "objective",
            "condition",
            "judgement",
            "judgement",
            "judgement",
            "report"
        ]
    );
    assert_eq!(json["rows"][0]["horizon"], "by the end of 2015");
    assert_eq!(json["made_with"]["sentences"], 9);
    let only = sandbox().ok(&[
        "extract",
        "sources/brief.md",
        "--kind",
        "report",
        "--format",
        "csv",
    ]);
    assert_eq!(only.lines().count(), 2, "{only}");
}

#[test]
fn a_draft_of_a_census_lacks_only_the_fates_of_judgements() {
    let sandbox = sandbox();
    let draft = sandbox.ok(&["extract", "sources/brief.md", "--census", "--author", "Ann"]);
    assert_page("command", "extract-census", &draft);
    sandbox.write("sources/brief.yaml", &draft);
    let ran = sandbox.run(&["check", "--format", "json"]);
    let codes: BTreeSet<String> = ran.json()["findings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["code"].as_str().unwrap().to_owned())
        .collect();
    // The quotations are those of the text, in its order.
    assert_eq!(codes, BTreeSet::from(["sentence-without-fate".to_owned()]));
}

#[test]
fn a_draft_of_a_record_asks_for_its_question() {
    let sandbox = sandbox();
    let args = [
        "extract",
        "sources/brief.md",
        "--records",
        "--author",
        "ann",
        "--published",
        "2014-04-30",
    ];
    let drafts = sandbox.ok(&args);
    assert_page("command", "extract-records", &drafts);
    sandbox.write("forecasts/drafts.yaml", &drafts);
    let page = sandbox.run(&["check"]).page();
    assert!(page.contains("`question`"), "{page}");
    let filled = drafts.split("---\n").next().unwrap();
    let filled = filled
        .replace("question:", "question: Will Gazprom sign before 2016?")
        .replace("criteria:", "criteria: Yes if both sign.")
        .replace("deadline:", "deadline: 2015-12-31");
    fs::remove_file(sandbox.path().join("forecasts/drafts.yaml")).unwrap();
    sandbox.write("forecasts/draft-1.yaml", &filled);
    assert_eq!(
        sandbox.run(&["check"]).code,
        0,
        "{}",
        sandbox.run(&["check"]).page()
    );
    let ran = sandbox.run(&["extract", "sources/brief.md", "--records"]);
    assert_eq!(ran.code, 2);
}

#[test]
fn what_cannot_be_read_exits_2_and_an_empty_text_has_nothing() {
    let sandbox = sandbox();
    assert_eq!(sandbox.run(&["extract", "none.txt"]).code, 2);
    fs::write(sandbox.path().join("latin.txt"), b"caf\xe9 will close").unwrap();
    assert_eq!(sandbox.run(&["extract", "latin.txt"]).code, 2);
    sandbox.write("empty.txt", "");
    let page = sandbox.ok(&["extract", "empty.txt"]);
    assert!(
        page.starts_with("0 of 0 sentences bear on the future\n"),
        "{page}"
    );
}

/// How many judgements a coder found, how many of them are found, and how many sentences are found that
/// are none.
#[derive(Debug, PartialEq, Eq)]
struct Figures {
    judgements: usize,
    hits: usize,
    found: usize,
    false_alarms: usize,
}

/// Holds what is found in a text to what a coder found: whether each sentence bears on the future, and
/// whether it is a judgement.
fn figures(text: &Path, coded: &[(String, bool, bool)]) -> Figures {
    let file = text.to_string_lossy();
    let json = Sandbox::new()
        .run(&["extract", &file, "--format", "json"])
        .json();
    let rows = json["rows"].as_array().unwrap();
    let words = |row: &Value| row["words"].as_str().unwrap().to_owned();
    let found: Vec<String> = rows.iter().map(words).collect();
    // The census may have a part of a sentence, as the item of a list.
    let is_same = |one: &str, other: &str| one.contains(other) || other.contains(one);
    let judgements = coded.iter().filter(|(_, _, judgement)| *judgement);
    let hits = judgements
        .clone()
        .filter(|(sentence, ..)| found.iter().any(|one| is_same(one, sentence)));
    let is_future = |one: &&String| {
        coded
            .iter()
            .any(|(sentence, future, _)| *future && is_same(one, sentence))
    };
    Figures {
        judgements: judgements.count(),
        hits: hits.count(),
        found: found.len(),
        false_alarms: found.len() - found.iter().filter(is_future).count(),
    }
}

/// Reads what a coder made of a text.
fn coded(name: &str) -> Vec<(String, bool, bool)> {
    let path = root().join(format!("tests/data/extract/{name}.csv"));
    let mut table = csv::Reader::from_path(path).unwrap();
    let rows = table.records().map(|row| {
        let row = row.unwrap();
        let code = &row[2];
        let is_judgement = ["judgement", "conditional"].contains(&code);
        (row[1].to_owned(), code != "none", is_judgement)
    });
    rows.collect()
}

#[test]
fn no_judgement_of_two_estimates_is_left_out() {
    for (name, want) in [
        (
            "nie-34-59",
            Figures {
                judgements: 21,
                hits: 21,
                found: 22,
                false_alarms: 1,
            },
        ),
        (
            "snie-63-1-60",
            Figures {
                judgements: 18,
                hits: 18,
                found: 26,
                false_alarms: 7,
            },
        ),
    ] {
        let text = root().join(format!("tests/data/extract/{name}.txt"));
        assert_eq!(figures(&text, &coded(name)), want, "{name}");
    }
}

/// The text of the briefing is not in the repository; who has it names it in `FORETELL_BRIEFING`.
#[test]
#[ignore = "needs the text that FORETELL_BRIEFING names"]
fn two_of_the_briefings_judgements_are_left_out() {
    let Ok(text) = std::env::var("FORETELL_BRIEFING") else {
        println!("not run: FORETELL_BRIEFING is not set");
        return;
    };
    let json = Sandbox::our_ledger()
        .run(&["census", "--sentences", "--format", "json"])
        .json();
    let no_judgement = [
        "said-again",
        "head-of-list",
        "state",
        "opinion",
        "feeling",
        "advice",
    ];
    let coded: Vec<_> = json["rows"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| {
            let (fate, reason) = (row["fate"].as_str().unwrap(), row["reason"].as_str());
            let asked = ["record", "stand-in", "condition", "not-resolvable"].contains(&fate);
            let is_judgement = asked && !reason.is_some_and(|why| no_judgement.contains(&why));
            let words = row["words"].as_str().unwrap();
            (
                words.split_whitespace().collect::<Vec<_>>().join(" "),
                true,
                is_judgement,
            )
        })
        .collect();
    let figures = figures(Path::new(&text), &coded);
    let want = Figures {
        judgements: 65,
        hits: 63,
        found: 102,
        false_alarms: 13,
    };
    assert_eq!(figures, want);
}
