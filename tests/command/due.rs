//! `foretell due`

use crate::common::{Sandbox, has_tools, tool};

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

/// A ledger with what is hard to write in a calendar.
fn hard() -> Sandbox {
    let sandbox = Sandbox::new().on("2026-03-01");
    let long = "天é, ".repeat(60);
    sandbox.write(
        "forecasts/gas.yaml",
        &format!(
            "question: \"Will it, or {long}; or \\\\n\\\\?\"\ncriteria: |\n  first: line\n  END:VEVENT\n\
             tags: [\"gas, oil\", energy]\nopened: 2026-01-01\ndeadline: 2026-06-30\nknown_by: 2026-07-15\n\
             owner: bob\nsources: {{primary: the release, fallback: LETA}}\n"
        ),
    );
    sandbox.write(
        "forecasts/vote.yaml",
        "question: Will they vote?\nopened: 2026-01-01\ndeadline: 2026-06-30T20:00-05:00\n",
    );
    sandbox.write(
        "forecasts/done.yaml",
        "question: Did they?\nopened: 2026-01-01\ndeadline: 2026-02-01\nresolution: {outcome: yes, known: 2026-02-01}\n",
    );
    sandbox
}

#[test]
fn a_calendar_has_two_events_for_each_open_forecast() {
    let sandbox = hard();
    let page = sandbox.ok(&["due", "--format", "ics"]);
    // The standard's: every line ends in both, and none is longer than 75 octets.
    assert!(page.ends_with("END:VCALENDAR\r\n"), "{page}");
    assert_eq!(page.matches('\n').count(), page.matches("\r\n").count());
    for line in page.split("\r\n") {
        assert!(line.len() <= 75, "{line}");
    }
    let page = page.replace("\r\n ", "").replace("\r\n", "\n");
    assert_eq!(page.matches("\nBEGIN:VEVENT\n").count(), 4, "{page}");
    assert_eq!(page.matches("\nEND:VEVENT\n").count(), 4, "{page}");
    assert_eq!(page.matches("\nBEGIN:VALARM\n").count(), 4, "{page}");
    for line in [
        "UID:gas.deadline@foretell",
        "UID:gas.outcome@foretell",
        "DTSTART;VALUE=DATE:20260630",
        "DTSTART;VALUE=DATE:20260715",
        "DTSTART:20260701T010000Z",
        "CATEGORIES:gas\\, oil,energy",
        "DTSTAMP:20260301T000000Z",
    ] {
        assert!(page.contains(&format!("\n{line}\n")), "{line}\n{page}");
    }
    // The ids are those of yesterday, and another deadline moves the event.
    let ids = |page: &str| -> Vec<String> {
        let lines = page.lines().filter(|line| line.starts_with("UID:"));
        let mut ids: Vec<String> = lines.map(str::to_owned).collect();
        ids.sort();
        ids
    };
    sandbox.write(
        "forecasts/vote.yaml",
        "question: Will they not vote?\nopened: 2026-01-01\ndeadline: 2026-09-30\n",
    );
    let later = sandbox.on("2026-04-01").ok(&["due", "--format=ics"]);
    assert_eq!(ids(&page), ids(&later.replace("\r\n ", "")));
    let none = Sandbox::new().ok(&["due", "--format", "ics"]);
    assert!(
        none.starts_with("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"),
        "{none}"
    );
}

/// Reads a calendar with a library that knows nothing of us, and prints what it found.
const READ: &str = r#"
import sys
from icalendar import Calendar
calendar = Calendar.from_ical(open(sys.argv[1], "rb").read())
for event in calendar.walk("VEVENT"):
    assert not event.errors, event.errors
    alarm, = event.walk("VALARM")
    print(event["UID"], event.decoded("DTSTART"), alarm.decoded("TRIGGER"), sep=" | ")
    print(str(event["SUMMARY"]), str(event["DESCRIPTION"]), sep="\n")
    print([str(tag) for tag in event["CATEGORIES"].cats] if "CATEGORIES" in event else [])
"#;

#[test]
#[ignore = "needs the tools that .ci/run installs"]
fn another_reader_finds_in_the_calendar_what_the_records_say() {
    if !has_tools() {
        return;
    }
    let sandbox = hard();
    sandbox.write("read.py", READ);
    sandbox.write("due.ics", &sandbox.ok(&["due", "--format", "ics"]));
    let path = |name: &str| sandbox.path().join(name).to_str().unwrap().to_owned();
    let page = tool("python3", &[&path("read.py"), &path("due.ics")]);
    let question = format!("Will it, or {}; or \\n\\?", "天é, ".repeat(60));
    assert!(page.contains(&format!("Deadline: {question}\n")), "{page}");
    assert!(
        page.contains("\nfirst: line\nEND:VEVENT\nOwner: bob\nforetell estimate gas\n"),
        "{page}"
    );
    assert!(
        page.contains("\nSources: the release; LETA\nOwner: bob\nforetell resolve gas\n"),
        "{page}"
    );
    for line in [
        "gas.deadline@foretell | 2026-06-30 | -7 days, 9:00:00",
        "gas.outcome@foretell | 2026-07-15 | 9:00:00",
        "vote.deadline@foretell | 2026-07-01 01:00:00+00:00 | -7 days, 0:00:00",
        "vote.outcome@foretell | 2026-07-01 01:00:00+00:00 | 0:00:00",
    ] {
        assert!(page.contains(&format!("{line}\n")), "{line}\n{page}");
    }
    assert!(page.contains("['gas, oil', 'energy']"), "{page}");
}
