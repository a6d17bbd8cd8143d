//! `foretell due`

use crate::common::Sandbox;

#[test]
fn what_is_to_be_resolved_comes_in_parts() {
    let sandbox = Sandbox::new().on("2026-03-01");
    for (name, deadline) in [
        ("late", "2026-01-31"),
        ("soon", "2026-03-20"),
        ("far", "2028-01-01"),
    ] {
        let text =
            format!("question: Will {name} come?\nopened: 2026-01-01\ndeadline: {deadline}\n");
        sandbox.write(&format!("forecasts/{name}.yaml"), &text);
    }
    insta::assert_snapshot!(sandbox.ok(&["due", "--verbose"]), @"
    Overdue (1)
    id    when                deadline    answer by   owner  question
    late  overdue by 29 days  2026-01-31  2026-01-31         Will late come?

    Due within 30 days (1)
    id    when        deadline    answer by   owner  question
    soon  in 19 days  2026-03-20  2026-03-20         Will soon come?

    Later (1)
    id   when         deadline    answer by   owner  question
    far  in 671 days  2028-01-01  2028-01-01         Will far come?
    ");
    let json = sandbox
        .run(&["due", "--format", "json", "--stale", "30d"])
        .json();
    let parts: Vec<_> = json["rows"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["due"].clone())
        .collect();
    assert_eq!(parts, ["overdue", "soon", "later"]);
    // An overdue forecast wants an outcome, and no estimate.
    assert_eq!(json["rows"][0]["stale"], false);
    assert_eq!(json["rows"][1]["stale"], true);
}

#[test]
fn nothing_open_is_said() {
    assert!(
        Sandbox::new()
            .ok(&["due", "--verbose"])
            .contains("Nothing is open")
    );
}

/// Two questions whose deadline has passed: the answer of the one is expected, that of the other in grace.
fn awaiting() -> Sandbox {
    let sandbox = Sandbox::new().on("2026-07-05");
    for (name, more) in [("grain", "known_by: 2026-07-31\n"), ("rain", "")] {
        let text = format!(
            "question: Will the {name} come?\nopened: 2026-01-01\ndeadline: 2026-06-30\n{more}estimates:\n  \
             - {{date: 2026-01-01, by: ann, probability: 60%, logged: 2026-01-01}}\n"
        );
        sandbox.write(&format!("forecasts/{name}.yaml"), &text);
    }
    sandbox
}

fn states(sandbox: &Sandbox, args: &[&str]) -> Vec<(String, String)> {
    let answer = sandbox.run(&[args, &["--format", "json"]].concat()).json();
    let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    let rows = answer["rows"].as_array().unwrap().iter();
    rows.map(|row| (text(&row["state"]), text(&row["expected_by"])))
        .collect()
}

#[test]
fn what_awaits_an_outcome_is_neither_open_nor_stale() {
    let sandbox = awaiting();
    insta::assert_snapshot!(sandbox.ok(&["due", "--stale", "30d"]), @"
    Awaiting an outcome (2)
    rain   in grace
    grain  expected by 2026-07-31

    Nothing falls due in the next 30 days.
    ");
    let of = |by: &str| ("awaiting".to_owned(), by.to_owned());
    // By id: grain, rain.
    let both = [of("2026-07-31"), of("2026-06-30")];
    assert_eq!(states(&sandbox, &["list"]), both);
    assert_eq!(states(&sandbox, &["list", "--state", "awaiting"]), both);
    assert!(states(&sandbox, &["list", "--state", "open"]).is_empty());
    assert!(
        sandbox
            .ok(&["show", "grain"])
            .contains("awaiting, expected by 2026-07-31")
    );
    assert!(sandbox.ok(&["show", "rain"]).contains("awaiting, in grace"));
    assert_eq!(sandbox.run(&["overdue"]).code, 0);
}

#[test]
fn on_the_deadline_a_forecast_is_open_and_after_its_grace_overdue() {
    let on = |day: &str| {
        let all = states(&awaiting().on(day), &["list"]);
        all.into_iter().map(|(state, _)| state).collect::<Vec<_>>()
    };
    assert_eq!(on("2026-06-30"), ["open", "open"]);
    assert_eq!(on("2026-07-01"), ["awaiting", "awaiting"]);
    assert_eq!(on("2026-07-14"), ["awaiting", "awaiting"]);
    assert_eq!(on("2026-07-15"), ["awaiting", "overdue"]);
    assert_eq!(on("2026-08-15"), ["overdue", "overdue"]);
}

#[test]
fn resolve_offers_what_awaits_an_outcome() {
    let ran = awaiting().run(&["resolve"]);
    assert!(
        ran.err.contains("0 overdue, 2 awaiting an outcome"),
        "{}",
        ran.err
    );
}

#[test]
fn the_report_and_the_rules_ask_no_estimate_of_what_awaits_an_outcome() {
    let sandbox = awaiting();
    sandbox.write(
        "foretell.yaml",
        "rules: {stale: error, no-estimate: error}\n",
    );
    let bare = "question: Will it hail?\nopened: 2024-01-01\ndeadline: 2026-06-30\n";
    sandbox.write("forecasts/hail.yaml", bare);
    let old = "estimates:\n  - {date: 2024-01-01, by: ann, probability: 60%}\n";
    let snow = bare.replace("hail", "snow");
    sandbox.write("forecasts/snow.yaml", &format!("{snow}{old}"));
    let page = sandbox.ok(&["report", "--format", "markdown"]);
    assert!(page.contains("4 awaiting an outcome"), "{page}");
    assert_eq!(sandbox.run(&["check"]).code, 0);
    let ran = sandbox.run(&["estimate", "rain", "70%", "--by", "ann"]);
    assert!(ran.err.contains("an outcome is awaited"), "{}", ran.err);
}
