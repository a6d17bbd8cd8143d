//! `foretell report`: each section, from a ledger that has something for all of them.

use pulldown_cmark::{Event, Options, Parser, Tag};

use crate::common::Sandbox;

/// The records: their ids and their text.
const LEDGER: [(&str, &str); 12] = [
    (
        "courses",
        "title: Two courses
scenarios:
  - {id: closer, title: They draw closer, criteria: a treaty in force}
  - {id: apart, title: They drift apart, criteria: no treaty}
exhaustive: true
opened: 2025-01-01
deadline: 2027-12-31
estimates:
  - {date: 2025-01-02, by: ann, probabilities: {closer: 50%, apart: 50%}}
indicators:
  - {forecast: sign, likelihood: {closer: 0.8, apart: 0.2}}
  - {forecast: signal, likelihood: {closer: 0.7, apart: 0.3}}
",
    ),
    (
        "dam",
        "question: Will the dam be finished before 2025?
criteria: |
  Yes if water flows over it.

  A trial filling does not count.
tags: [water]
opened: 2024-01-01
deadline: 2024-12-31
base_rate: {probability: 30%, because: three of ten dams}
source: {document: A briefing, author: Ann Example, quote: the dam is likely to be finished}
estimates:
  - {date: 2024-01-02, by: ann, probability: likely, confidence: high, because: 'see https://example.org/dam'}
  - {date: 2024-06-01, by: ann, probability: 90%, confidence: high, because: concrete is poured}
  - {date: 2024-01-05, by: bo, probability: 40%, confidence: low}
resolution: {outcome: no, known: 2025-01-02, by: ann, logged: 2025-01-03, evidence: ['https://example.org/no', 'mailto:office@example.org']}
lesson: Concrete is not water.
",
    ),
    (
        "high",
        "question: Will the tower be above 200 m?
tags: [tower]
opened: 2026-01-01
deadline: 2026-12-31
estimates:
  - {date: 2026-02-01, by: ann, probability: 40%}
",
    ),
    (
        "late",
        "question: Will the ferry sail?
opened: 2026-01-01
deadline: 2026-06-30
estimates:
  - {date: 2026-02-01, by: bo, probability: 60%}
",
    ),
    (
        "level",
        "question: How high will the alert go?
kind: ordered
options: [low, medium, high]
opened: 2025-01-01
deadline: 2025-06-30
estimates:
  - {date: 2025-01-02, by: bo, probabilities: {low: 20%, medium: 50%, high: 30%}}
resolution: {outcome: high, known: 2025-07-01}
",
    ),
    (
        "party",
        "question: Which party wins?
kind: choice
options: [red, blue, green]
opened: 2025-01-01
deadline: 2025-06-30
estimates:
  - {date: 2025-01-02, by: ann, probabilities: {red: 50%, blue: 30%, green: 20%}}
  - {date: 2025-04-02, by: ann, probabilities: {red: 30%, blue: 60%, green: 10%}}
resolution: {outcome: blue, known: 2025-06-20}
",
    ),
    (
        "price",
        "question: What will a tonne cost?
kind: number
unit: EUR
opened: 2025-01-01
deadline: 2025-12-31
estimates:
  - {date: 2025-01-02, by: ann, quantiles: {5%: 60, 25%: 70, 50%: 80, 75%: 90, 95%: 110}}
  - {date: 2025-06-02, by: ann, quantiles: {5%: 70, 25%: 75, 50%: 82, 75%: 88, 95%: 99}}
  - {date: 2025-03-02, by: bo, interval: {low: 60, high: 75, level: 80%}}
resolution: {outcome: 84, known: 2026-01-05}
",
    ),
    (
        "road",
        "question: Will the road open before 2025?
tags: [roads]
opened: 2024-01-01
deadline: 2024-12-31
estimates:
  - {date: 2024-01-02, by: ann, probability: 80%}
  - {date: 2024-01-05, by: bo, probability: 70%}
resolution: {outcome: yes, happened: 2024-11-01}
",
    ),
    (
        "sign",
        "question: Will the treaty be signed?
opened: 2025-01-01
deadline: 2025-12-31
estimates:
  - {date: 2025-02-01, by: ann, probability: 60%}
resolution: {outcome: yes, happened: 2025-09-01}
",
    ),
    (
        "signal",
        "question: Will the port be built?
opened: 2026-01-01
deadline: 2026-12-31
estimates:
  - {date: 2026-02-01, by: ann, probability: 55%}
",
    ),
    (
        "start",
        "question: When will the line start?
kind: date
opened: 2024-01-01
deadline: 2025-12-31
estimates:
  - {date: 2024-02-01, by: ann, quantiles: {10%: 2024-12-01, 50%: 2025-05-01, 90%: 2025-11-01}}
resolution: {outcome: 2025-06-15, known: 2025-06-15}
",
    ),
    (
        "tall",
        "question: Will the tower be above 300 m?
tags: [tower]
opened: 2026-01-01
deadline: 2027-12-31
implies: [high]
estimates:
  - {date: 2026-02-01, by: ann, probability: 70%}
",
    ),
];

fn rich() -> Sandbox {
    let sandbox = Sandbox::new();
    for (id, text) in LEDGER {
        sandbox.write(&format!("forecasts/t/{id}.yaml"), text);
    }
    sandbox
}

fn markdown(args: &[&str]) -> String {
    rich().ok(&[&["report", "--format", "markdown"], args].concat())
}

/// Returns what stands under a heading of the second rank.
fn section<'a>(page: &'a str, title: &str) -> &'a str {
    let rest = page.split_once(&format!("\n## {title}\n"));
    let rest = rest
        .unwrap_or_else(|| panic!("no section {title}\n{page}"))
        .1;
    rest.split("\n## ").next().unwrap()
}

fn holds(text: &str, parts: &[&str]) {
    for part in parts {
        assert!(text.contains(part), "{part}\n{text}");
    }
}

#[test]
fn estimates_that_cannot_all_be_right_are_told_with_the_nearest_that_could() {
    let page = markdown(&[]);
    holds(
        section(&page, "Coherence"),
        &[
            "In 2 clusters of open forecasts",
            "tall at 70% brings about high at 40%, which is less probable",
            "a bettor with tickets of 100 gains 30 whatever happens",
            "tall 55%, high 55%",
            "| 2026-02-01 | ann |",
        ],
    );
}

#[test]
fn a_scenario_set_is_told_from_its_start_to_what_to_watch() {
    // Odds of 1 to 1, times 0.8/0.2, are 4 to 1; with a yes at 0.7/0.3 they are 28 to 3, with a no
    // 12 to 7: Bayes.
    let page = markdown(&[]);
    holds(
        section(&page, "Scenarios"),
        &[
            "**They draw closer** (closer). a treaty in force",
            "| closer | 50% | 80% | 50% | They draw closer |",
            "| 2025-09-01 | 80% | 20% | 1: sign yes |",
            "| sign | yes | 2025-09-01 | +6.0 ×4.0 | -6.0 ×0.25 |",
            "| signal | 2026-12-31 |",
            "| 90/10% | 63/37% |",
        ],
    );
    let html = rich().ok(&["report"]);
    assert!(
        html.contains("Two courses (ann): probabilities over time"),
        "{html}"
    );
}

#[test]
fn choices_numbers_and_days_have_their_scores_and_their_plots() {
    let page = markdown(&[]);
    holds(
        section(&page, "Choices, numbers and days"),
        &[
            "Choices:",
            "Options in order:",
            "Numbers: EUR:",
            "Dates, in days:",
            "| ann | 2 | 1 |",
        ],
    );
    holds(
        section(&page, "The forecasts"),
        &[
            "red from 50% to 30%; blue from 30% to 60%; green from 20% to 10%. blue came about",
            "low at 20%; medium at 50%; high at 30%. high came about",
            "ann last put 90% between 70 and 99 EUR. bo last put 80% between 60 and 75 EUR. The outturn was 84 EUR",
            "ann last put 80% between 2024-12-01 and 2025-11-01. The outturn was 2025-06-15",
            "- **outturn**: 84 EUR, known 2026-01-05",
            "- **Brier**: against: ann 0.663; in line: bo 0.160",
        ],
    );
}

#[test]
fn who_gave_which_interval_is_named_beside_the_fan() {
    let svg = rich().ok(&["plot", "fan", "price"]);
    holds(
        &svg,
        &[
            "class=\"f0\">ann</text>",
            "class=\"f1\">bo</text>",
            "Value (EUR)</text>",
        ],
    );
    let svg = rich().ok(&["plot", "fan", "start"]);
    holds(
        &svg,
        &["Day on which it happens</text>", ">Oct 2025</text>"],
    );
    assert!(!svg.contains(">ann</text>"), "{svg}");
}

#[test]
fn a_miss_has_its_lesson_or_room_for_one() {
    let page = markdown(&[]);
    let misses = section(&page, "Largest misses, and what they taught");
    holds(
        misses,
        &[
            "ann said likely (68%) → 90%; the outturn was no, known on 2025-01-02: Brier 0.663, against.",
            "**Lesson:** Concrete is not water.",
            "No lesson is recorded yet",
        ],
    );
    // The largest first.
    assert!(misses.find("0.663") < misses.find("0.390"));
}

#[test]
fn what_is_due_overdue_and_left_out_is_named() {
    let page = markdown(&[]);
    holds(
        section(&page, "Coming due and overdue"),
        &[
            "1 forecast overdue, 2 due within 92 days, 2 later.",
            "| Will the ferry sail? (`late`) | 2026-06-30 | 60% |",
        ],
    );
    holds(
        section(&page, "Excluded, and why"),
        &["| not due yet | 4 |", "| due and not resolved | 1 |"],
    );
}

#[test]
fn forecasters_are_compared_with_the_difficulty_taken_out() {
    let page = markdown(&[]);
    holds(
        section(&page, "Forecasters compared"),
        &[
            "binary: Brier, 0 is best:",
            "| ann | 0.327 | 3 | 3 | 0.03",
            "| bo | 0.128 | 2 | 2 | 0.08",
        ],
    );
    holds(
        section(&page, "Revisions"),
        &[
            "1 had the number changed",
            "0 of the changes (0%) went towards what happened",
            "too few to tell",
        ],
    );
}

#[test]
fn every_filter_of_a_period_report_takes_what_it_says() {
    let dossiers = |args: &[&str]| {
        let page = markdown(args);
        let found = page.lines().filter_map(|line| line.strip_prefix("t/"));
        found.map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(dossiers(&[]).len(), LEDGER.len());
    assert_eq!(dossiers(&["--tag", "water"]), ["dam"]);
    assert_eq!(
        dossiers(&["--forecaster", "bo"]),
        ["dam", "late", "level", "price", "road"]
    );
    assert_eq!(
        dossiers(&["--since", "2025-01-01", "--until", "2025-06-30"]),
        ["level", "party"]
    );
    let then = markdown(&["--as-of", "2024-03-01"]);
    assert!(
        !then.contains("concrete is poured") && !then.contains("Concrete is not water"),
        "{then}"
    );
    let changes = markdown(&["--compare-to", "2025-07-01"]);
    holds(
        section(&changes, "What changed"),
        &[
            "Since 2025-07-01: 3 forecasts can be scored, 2 then",
            "**Opened: 4**",
            "**Resolved, with an outcome or without: 2**",
            "**Became overdue: 1**",
        ],
    );
}

#[test]
fn the_markdown_reads_as_commonmark_with_a_table_for_every_plot() {
    let page = markdown(&["--compare-to", "2025-07-01"]);
    let (mut tables, mut headings) = (0, Vec::new());
    for event in Parser::new_ext(&page, Options::ENABLE_TABLES) {
        match event {
            Event::Html(html) | Event::InlineHtml(html) => panic!("{html}"),
            Event::Start(Tag::Table(_)) => tables += 1,
            Event::Start(Tag::Heading { level, .. }) => headings.push(level),
            _ => {}
        }
    }
    assert_eq!(
        tables,
        page.lines().filter(|line| line.starts_with("| --")).count()
    );
    assert!(tables > 30, "{tables}");
    let sections = headings
        .iter()
        .filter(|level| **level as usize == 2)
        .count();
    assert_eq!(
        sections,
        page.lines().filter(|line| line.starts_with("## ")).count()
    );
}

#[test]
fn the_rich_ledger_gives_the_same_bytes_twice() {
    let sandbox = rich();
    for args in [
        &["report"][..],
        &[
            "report",
            "--format",
            "markdown",
            "--compare-to",
            "2025-07-01",
        ],
    ] {
        assert_eq!(sandbox.ok(args), sandbox.ok(args));
    }
}
