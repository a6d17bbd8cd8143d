//! `foretell overdue`: people who are reminded, escalation, waivers and digests.

use serde_json::Value;

use crate::common::{Sandbox, assert_page, has_tools, try_tool};

/// Settings with three people: Bob may be called and written to, Maria may be called, Ann is nobody's to call.
const SETTINGS: &str = "people:\n  bob: {mention: \"@bob-lv\", mail: bob@example.org}\n  \
     maria: {mention: desk/leads}\nescalate: {after: 60, to: maria}\n";

/// A question with a deadline, and what else the record says.
fn record(sandbox: &Sandbox, id: &str, deadline: &str, more: &str) {
    let text =
        format!("question: Will {id} <b>*come*</b> & @ann go?\ndeadline: {deadline}\n{more}");
    sandbox.write(&format!("forecasts/{id}.yaml"), &text);
}

/// Forecasts of Bob's and Ann's: overdue, for long, waived, awaiting an outcome and due soon.
fn team() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write("foretell.yaml", SETTINGS);
    let by =
        |name: &str| format!("estimates: [{{date: 2026-01-01, by: {name}, probability: 60%}}]\n");
    record(&sandbox, "rain", "2026-01-31", "owner: bob\n");
    record(&sandbox, "snow", "2026-10-31", &by("ann"));
    let waive = "waive: [{rule: overdue, until: 2027-01-31, because: the <i>source</i> is late, by: bob}]\n";
    record(
        &sandbox,
        "hail",
        "2026-01-31",
        &format!("owner: bob\n{waive}"),
    );
    record(&sandbox, "fog", "2026-11-15", "owner: bob\n");
    record(&sandbox, "thaw", "2026-12-01", &by("ann"));
    record(&sandbox, "later", "2027-12-01", &by("ann"));
    record(&sandbox, "ice", "2026-10-01", "");
    sandbox
}

#[test]
fn the_issue_calls_only_who_said_so_and_only_for_what_is_overdue() {
    let sandbox = team();
    let page = sandbox.run(&["overdue", "--summary", "--within", "7d"]).out;
    assert!(
        page.contains("- [ ] **rain** @bob-lv @desk/leads: Will rain"),
        "{page}"
    );
    assert!(
        page.contains("overdue by 297 days, escalated to maria; forecasts/rain.yaml\n"),
        "{page}"
    );
    assert!(page.contains("- [ ] **snow**: Will snow"), "{page}");
    assert!(page.contains("- **fog**: Will fog"), "{page}");
    assert!(page.contains("- **hail**: Will hail"), "{page}");
    // What a question says calls nobody.
    assert!(!page.contains("& @ann"), "{page}");
    // Nobody who has not said so is called, and nobody at all without settings.
    sandbox.write("foretell.yaml", "people: {bob: {mail: bob@example.org}}\n");
    let page = sandbox.run(&["overdue", "--summary"]).out;
    assert!(!page.contains("** @"), "{page}");
}

#[test]
fn what_stays_overdue_is_marked_and_goes_to_one_more() {
    let sandbox = team();
    let on = |day: &str, format: &str| {
        let args = ["overdue", "--as-of", day, "--format", format];
        sandbox.run(&args).out
    };
    // 2026-10-31 and sixty days; the day after, it is Maria's too.
    let day = |page: &str| page.contains("`snow` is overdue by 60 days\"");
    assert!(
        day(&on("2026-12-30", "json")),
        "{}",
        on("2026-12-30", "json")
    );
    for format in [
        "json", "github", "gitlab", "junit", "markdown", "sarif", "concise",
    ] {
        let page = on("2026-12-31", format);
        assert!(
            page.contains("overdue by 61 days, escalated to maria"),
            "{format}\n{page}"
        );
    }
    let page = sandbox.run(&["overdue", "--as-of", "2026-12-31"]).out;
    assert_eq!(page.matches("escalated to maria").count(), 3, "{page}");
    // A waiver comes before it.
    assert!(page.contains("waived until 2027-01-31"), "{page}");
    let json = sandbox.run(&["due", "--format", "json"]).json();
    let row = |id: &str| -> Value {
        let mut rows = json["rows"].as_array().unwrap().iter();
        rows.find(|row| row["id"] == id).unwrap().clone()
    };
    assert_eq!(row("rain")["escalated_to"], "maria");
    assert_eq!(row("hail")["escalated_to"], Value::Null);
    assert_eq!(row("snow")["escalated_to"], Value::Null);
}

#[test]
fn a_waiver_is_shown_with_its_reason_and_end_wherever_overdue_is() {
    let sandbox = team();
    let until = "waived until 2027-01-31: the <i>source</i> is late";
    for args in [
        &["overdue", "--wide"][..],
        &["due", "--wide"],
        &["due", "--verbose", "--wide"],
        &["list", "--wide"],
        &["show", "hail"],
        &["overdue", "--digest", "text"],
    ] {
        let page = sandbox.run(args).out;
        assert!(page.contains(until), "{args:?}\n{page}");
    }
    let overview = sandbox.ok(&[]);
    assert!(overview.contains("overdue, waived"), "{overview}");
    assert!(overview.contains("hail until 2027-01-31"), "{overview}");
    let report = sandbox.ok(&["report", "--format", "markdown"]);
    assert!(report.contains("waived until 2027-01-31"), "{report}");
    let row = sandbox.run(&["list", "--format", "json"]).json()["rows"][1].clone();
    assert_eq!(row["id"], "hail");
    assert_eq!(row["waived_until"], "2027-01-31");
    assert_eq!(row["waived_because"], "the <i>source</i> is late");
    // After its end it says nothing any more.
    let page = sandbox.run(&["overdue", "--as-of", "2027-02-01"]).out;
    assert!(!page.contains("waived"), "{page}");
}

#[test]
fn a_digest_tells_each_person_what_is_overdue_and_what_is_next() {
    let sandbox = team();
    for form in ["text", "html", "slack"] {
        let ran = sandbox.run(&["overdue", "--digest", form]);
        assert_eq!(ran.code, 1);
        assert_page("command", &format!("overdue-digest-{form}"), &ran.out);
    }
    let none = Sandbox::new().run(&["overdue", "--digest", "text"]);
    assert_eq!(
        (none.code, none.out.as_str()),
        (
            0,
            "Nothing is overdue\nAs of 2026-11-24, with 14 days of grace.\n"
        )
    );
    let far = sandbox
        .run(&["overdue", "--digest=text", "--within=2000"])
        .out;
    assert!(far.contains("Due within 2000 days"), "{far}");
    assert!(far.contains("later: Will later"), "{far}");
}

#[test]
fn nothing_in_a_record_is_markup_of_a_digest() {
    let sandbox = Sandbox::new();
    let question = r#"Will <!channel> <script>alert("x")</script> & *this* `end`"#;
    sandbox.write(
        "forecasts/a.yaml",
        &format!("question: '{question} ?'\ndeadline: 2026-01-31\nowner: <b>eve</b>\n"),
    );
    let html = sandbox.run(&["overdue", "--digest", "html"]).out;
    assert!(
        !html.contains("<script>") && !html.contains("<b>eve"),
        "{html}"
    );
    assert!(
        html.contains("&lt;script&gt;") && html.contains("&lt;b&gt;eve"),
        "{html}"
    );
    let slack = sandbox.run(&["overdue", "--digest", "slack"]).json();
    // Slack reads markup in `text` and in `mrkdwn`: of a record nothing stands there.
    assert_eq!(slack["text"], "1 forecast is overdue");
    let text = slack.to_string();
    assert!(!text.contains("mrkdwn"), "{text}");
    assert!(text.contains("<!channel>"), "{text}");
    for block in slack["blocks"].as_array().unwrap().iter().skip(1) {
        assert_eq!(block["type"], "rich_text");
    }
}

#[test]
fn a_message_of_slack_has_an_end() {
    let sandbox = Sandbox::new();
    for i in 0..150 {
        let text = format!(
            "question: Will {i} come?\ndeadline: 2026-01-31\nowner: o{}\n",
            i % 60
        );
        sandbox.write(&format!("forecasts/q{i}.yaml"), &text);
    }
    let slack = sandbox.run(&["overdue", "--digest", "slack"]).json();
    let blocks = slack["blocks"].as_array().unwrap();
    assert!(blocks.len() <= 50, "{}", blocks.len());
    let named = slack.to_string().matches("Deadline 2026").count();
    let more = format!("{} more are not shown.", 150 - named);
    assert!(
        blocks.last().unwrap().to_string().contains(&more),
        "{named}"
    );
}

#[test]
#[ignore = "needs the tools that .ci/run installs"]
fn settings_of_people_fit_the_schema_that_others_read() {
    if !has_tools() {
        return;
    }
    let sandbox = team();
    sandbox.write("schema.json", &sandbox.ok(&["schema", "settings"]));
    let path = |name: &str| sandbox.path().join(name).to_str().unwrap().to_owned();
    let fits = |name: &str| {
        let args = ["--schemafile", &path("schema.json"), &path(name)];
        try_tool("check-jsonschema", &args)
    };
    let (ok, said) = fits("foretell.yaml");
    assert!(ok, "{said}");
    sandbox.write("all.yaml", "grace: 3\nyardstick: nato\nrules: {stale: off, overdue: warn}\nimports: [1234567, abcdef1]\n");
    let (ok, said) = fits("all.yaml");
    assert!(ok, "{said}");
    for (i, bad) in [
        "people: {bob: {mension: b}}\n",
        "people: {bob: {mail: bob}}\n",
        "escalate: {after: 3}\n",
        "grace: soon\n",
        "grase: 3\n",
    ]
    .iter()
    .enumerate()
    {
        let name = format!("bad{i}.yaml");
        sandbox.write(&name, bad);
        assert!(!fits(&name).0, "{bad}");
        // And our own reader refuses it too.
        sandbox.write("foretell.yaml", bad);
        assert_eq!(sandbox.run(&["overdue"]).code, 2, "{bad}");
    }
}
