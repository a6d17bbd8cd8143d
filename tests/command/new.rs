//! `foretell new`

use crate::common::Sandbox;

const RAIN: &[&str] = &[
    "new",
    "rain",
    "--question",
    "Will it rain before 2028?",
    "--deadline",
    "2027-12-31",
];

#[test]
fn a_record_is_written_as_one_would_write_it() {
    let sandbox = Sandbox::new();
    let more = [
        "--title",
        "Rain",
        "--criteria",
        "Yes if it rains.\nIn Riga.",
        "--tag",
        "weather",
        "--topic",
        "sky",
        "--look-in",
        "the window",
        "--or-in",
        "the gauge",
    ];
    sandbox.ok(&[RAIN, &more].concat());
    insta::assert_snapshot!(sandbox.read("forecasts/sky/rain.yaml"), @"
    question: Will it rain before 2028?
    title: Rain
    criteria: |-
      Yes if it rains.
      In Riga.
    tags:
      - weather
    opened: 2026-11-24
    deadline: 2027-12-31
    owner: tester
    sources:
      primary: the window
      fallback: the gauge
    ");
    assert_eq!(sandbox.run(&["check", "--strict"]).code, 0);
}

#[test]
fn each_kind_can_be_written() {
    let sandbox = Sandbox::new();
    let asks = |id: &str, more: &[&str]| {
        let head = [
            "new",
            id,
            "--question",
            "What before 2028?",
            "--deadline",
            "2027-12-31",
        ];
        sandbox.ok(&[&head, more].concat());
    };
    asks(
        "a",
        &["--kind", "choice", "--option", "red", "--option", "other"],
    );
    asks(
        "b",
        &["--kind", "ordered", "--option", "low", "--option", "high"],
    );
    asks(
        "c",
        &[
            "--kind", "number", "--unit", "percent", "--bounds", "0..100",
        ],
    );
    asks(
        "d",
        &["--kind", "date", "--bounds", "2026-01-01..2030-12-31"],
    );
    assert_eq!(
        sandbox.run(&["check"]).code,
        0,
        "{}",
        sandbox.run(&["check"]).page()
    );
    sandbox.ok(&["estimate", "a", "red=60%", "other=40%"]);
    sandbox.ok(&["estimate", "b", "low=60%", "high=40%"]);
    sandbox.ok(&["estimate", "c", "5%=9", "50%=11", "95%=14"]);
    sandbox.ok(&["estimate", "d", "2027-06-30=40%", "2027-12-31=70%"]);
    sandbox.ok(&["estimate", "c", "9..14@80%", "--by", "bob"]);
    sandbox.ok(&["resolve", "a", "red"]);
    sandbox.ok(&["resolve", "b", "high"]);
    sandbox.ok(&["resolve", "c", "12.5"]);
    sandbox.ok(&["resolve", "d", "2026-11-01"]);
    let json = sandbox.run(&["list", "--state", "resolved", "--format", "json"]);
    assert_eq!(json.json()["rows"].as_array().unwrap().len(), 4);
}

#[test]
fn a_pipe_is_never_asked() {
    let ran = Sandbox::new().run(&["new", "--title", "Rain"]);
    assert_eq!(ran.code, 2);
    insta::assert_snapshot!(ran.err, @"
    foretell: nobody is there to ask: ID, --question, --deadline missing
    hint: `foretell new --help` has an example
    ");
}

#[test]
fn nothing_is_overwritten() {
    let sandbox = Sandbox::new();
    sandbox.ok(RAIN);
    let before = sandbox.read("forecasts/rain.yaml");
    let again = sandbox.run(RAIN);
    assert_eq!(again.code, 2);
    assert!(
        again.err.contains("the id `rain` is taken"),
        "{}",
        again.err
    );
    let elsewhere = sandbox.run(&[RAIN, &["--topic", "sky"]].concat());
    assert_eq!(elsewhere.code, 2, "an id is unique in the whole ledger");
    assert_eq!(sandbox.read("forecasts/rain.yaml"), before);
}

#[test]
fn a_record_that_would_be_invalid_is_not_written() {
    let sandbox = Sandbox::new();
    let ran = sandbox.run(&[RAIN, &["--opened", "2029-01-01"]].concat());
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("deadline-before-opening"), "{}", ran.err);
    assert!(!sandbox.path().join("forecasts/rain.yaml").exists());
}

#[test]
fn a_dry_run_shows_the_file_and_writes_nothing() {
    let sandbox = Sandbox::new();
    let page = sandbox.ok(&[RAIN, &["--dry-run"]].concat());
    assert!(
        page.contains("+question: Will it rain before 2028?"),
        "{page}"
    );
    assert!(!sandbox.path().join("forecasts").exists());
}
