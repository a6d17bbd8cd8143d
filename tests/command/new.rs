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
fn a_question_its_deadline_and_a_first_estimate_are_one_command() {
    let sandbox = Sandbox::new();
    let question = "Will it rain in Riga before 1 December 2026?";
    let said = sandbox.ok(&[
        "new",
        question,
        "+7d",
        "70%",
        "-m",
        "-5 degrees and a front",
    ]);
    assert_eq!(
        said,
        "rain-riga-1-december: written to forecasts/rain-riga-1-december.yaml; tester says 70%\n"
    );
    insta::assert_snapshot!(sandbox.read("forecasts/rain-riga-1-december.yaml"), @"
    question: Will it rain in Riga before 1 December 2026?
    opened: 2026-11-24
    deadline: 2026-12-01
    owner: tester
    estimates:
      - date: 2026-11-24
        by: tester
        probability: 70%
        logged: 2026-11-24
        because: -5 degrees and a front
    ");
    // The same again gets an id of its own; the value may come before the day.
    let ran = sandbox.run(&["new", question, "60%", "friday", "--by", "ann"]);
    assert!(
        ran.out.starts_with("rain-riga-1-december-2: written to"),
        "{}",
        ran.page()
    );
    assert!(
        ran.err.contains("`friday` is Friday, 2026-11-27"),
        "{}",
        ran.err
    );
    let text = sandbox.read("forecasts/rain-riga-1-december-2.yaml");
    assert!(
        text.contains("deadline: 2026-11-27") && text.contains("by: ann"),
        "{text}"
    );
    sandbox.ok(&["fmt", "--check"]);
}

#[test]
fn a_first_estimate_is_of_the_kind_of_the_question() {
    let sandbox = Sandbox::new();
    let choice = ["--kind", "choice", "--option", "red", "--option", "blue"];
    sandbox.ok(&[
        &["new", "Who wins?", "2026-12-31", "red=60%", "blue=40%"],
        &choice[..],
    ]
    .concat());
    let text = sandbox.read("forecasts/who-wins.yaml");
    assert!(text.contains("probabilities:"), "{text}");
    let wrong = sandbox.run(&["new", "Will it snow?", "2026-12-31", "perhaps not"]);
    assert_eq!(wrong.code, 2, "{}", wrong.page());
    let twice = sandbox.run(&[
        "new",
        "Will it snow?",
        "2026-12-31",
        "--question",
        "Will it hail?",
    ]);
    assert!(twice.err.contains("two questions"), "{}", twice.err);
    let id = sandbox.run(&["new", "Snow", "2026-12-31"]);
    assert!(
        id.err.contains("a question is written in quotes"),
        "{}",
        id.err
    );
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
    insta::assert_snapshot!(ran.err, @r#"
    foretell: not a terminal: ID, --question, --deadline missing
    hint: `foretell new "Will it …?" 2027-12-31 70% -m "why"` says all at once
    "#);
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
