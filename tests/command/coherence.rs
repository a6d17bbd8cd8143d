//! `foretell coherence`, and what `check` and `estimate` say of the same.

use serde_json::Value;

use crate::common::{Sandbox, assert_page};

/// A yes-no question on something of that name, with more keys and estimates as `by: probability`.
fn ask(sandbox: &Sandbox, id: &str, more: &str, said: &[(&str, &str)]) {
    ask_until(sandbox, id, "2027-12-31", more, said);
}

fn ask_until(sandbox: &Sandbox, id: &str, deadline: &str, more: &str, said: &[(&str, &str)]) {
    let mut text = format!(
        "question: Will {id} come about?\ncriteria: Yes if it does.\nopened: 2026-01-01\n\
         deadline: {deadline}\n{more}"
    );
    if !said.is_empty() {
        text += "estimates:\n";
    }
    for (by, probability) in said {
        text += &format!("  - {{date: 2026-01-02, by: {by}, probability: {probability}}}\n");
    }
    sandbox.write(&format!("forecasts/{id}.yaml"), &text);
}

fn rows(sandbox: &Sandbox, more: &[&str]) -> Vec<Value> {
    let ran = sandbox.run(&[&["coherence", "--format", "json"], more].concat());
    assert_eq!(ran.code, 0, "{}", ran.page());
    ran.json()["rows"].as_array().unwrap().clone()
}

/// Asserts that there is one contradiction: its message, its points, and the repaired percents.
fn assert_one(sandbox: &Sandbox, message: &str, points: f64, repaired: &[f64]) {
    let rows = rows(sandbox, &[]);
    assert_eq!(rows.len(), 1, "{rows:#?}");
    assert_eq!(rows[0]["message"], message);
    assert_eq!(rows[0]["severity"], "hard");
    let size = rows[0]["size"].as_f64().unwrap();
    assert!(
        (size * 100.0 - points).abs() < 1e-9,
        "{size} is not {points}"
    );
    let found = rows[0]["numbers"].as_array().unwrap().iter();
    let found: Vec<f64> = found.filter_map(|one| one["repaired"].as_f64()).collect();
    assert_eq!(found.len(), repaired.len(), "{found:?}");
    for (found, want) in found.iter().zip(repaired) {
        assert!((found * 100.0 - want).abs() < 1e-9, "{found} is not {want}");
    }
}

#[test]
fn a_deadline_chain_must_rise() {
    let sandbox = Sandbox::new();
    ask_until(&sandbox, "by-2026", "2026-12-31", "", &[("ann", "60%")]);
    ask(&sandbox, "by-2027", "earlier: by-2026\n", &[("ann", "45%")]);
    let message = "by-2027 at 45% includes by-2026 at 60%, which is more probable";
    // Pooled: (.60 + .45) / 2.
    assert_one(&sandbox, message, 15.0, &[52.5, 52.5]);
    assert_page("command", "coherence", &sandbox.ok(&["coherence"]));
    let markdown = sandbox.ok(&["coherence", "--format", "markdown"]);
    assert!(markdown.contains("| ann | contradiction |"), "{markdown}");
}

#[test]
fn the_middle_of_a_chain_may_be_over() {
    let sandbox = Sandbox::new();
    ask_until(&sandbox, "by-2025", "2026-03-31", "", &[("ann", "60%")]);
    let over = "earlier: by-2025\nresolution: {outcome: annulled, known: 2026-05-01}\n";
    ask_until(&sandbox, "by-2026", "2026-12-31", over, &[]);
    ask(&sandbox, "by-2027", "earlier: by-2026\n", &[("ann", "45%")]);
    assert_eq!(rows(&sandbox, &[]).len(), 1);
}

#[test]
fn a_conjunction_lies_within_its_bounds() {
    let sandbox = Sandbox::new();
    ask(
        &sandbox,
        "both",
        "all_of: [su35, lada]\n",
        &[("ann", "65%")],
    );
    ask(&sandbox, "su35", "", &[("ann", "70%")]);
    ask(&sandbox, "lada", "", &[("ann", "60%")]);
    let message = "both at 65% needs lada at 60%, which is less probable";
    assert_one(&sandbox, message, 5.0, &[62.5, 70.0, 62.5]);
    ask(
        &sandbox,
        "both",
        "all_of: [su35, lada]\n",
        &[("ann", "20%")],
    );
    let message = "both at 20%, and su35 at 70%, lada at 60% together make it at least 30%";
    // A tenth is short: each of the three gives a third of it.
    let third = 10.0 / 3.0;
    assert_one(
        &sandbox,
        message,
        10.0,
        &[20.0 + third, 70.0 - third, 60.0 - third],
    );
}

#[test]
fn parts_that_came_about_leave_the_rest_of_a_conjunction() {
    let sandbox = Sandbox::new();
    ask(
        &sandbox,
        "both",
        "all_of: [su35, lada]\n",
        &[("ann", "50%")],
    );
    let signed = "resolution: {outcome: yes, happened: 2026-05-01, evidence: [signed]}\n";
    ask(&sandbox, "su35", signed, &[("ann", "70%")]);
    ask(&sandbox, "lada", "", &[("ann", "60%")]);
    // What is left of the whole is the one part.
    let message = "both at 50%, and lada at 60% together make it at least 60%";
    assert_one(&sandbox, message, 10.0, &[55.0, 55.0]);
    let failed = "resolution: {outcome: no, known: 2026-05-01, evidence: [called off]}\n";
    ask(&sandbox, "su35", failed, &[("ann", "70%")]);
    assert_eq!(
        rows(&sandbox, &[]),
        [] as [Value; 0],
        "a settled whole is for its resolution"
    );
}

#[test]
fn opposites_and_alternatives_sum_to_one() {
    let sandbox = Sandbox::new();
    ask(&sandbox, "a", "complement: b\n", &[("ann", "70%")]);
    ask(&sandbox, "b", "", &[("ann", "50%")]);
    assert_one(
        &sandbox,
        "a at 70%, b at 50% are opposites, and sum to 120%",
        20.0,
        &[60.0, 40.0],
    );
    ask(&sandbox, "a", "excludes: [b]\n", &[("ann", "70%")]);
    let message = "a at 70%, b at 50% exclude each other, and sum to 120%";
    assert_one(&sandbox, message, 20.0, &[60.0, 40.0]);
    ask(&sandbox, "a", "implies: [b]\n", &[("ann", "70%")]);
    let message = "a at 70% brings about b at 50%, which is less probable";
    assert_one(&sandbox, message, 20.0, &[60.0, 60.0]);
    ask(&sandbox, "a", "any_of: [b]\n", &[("ann", "40%")]);
    let message = "a at 40% includes b at 50%, which is more probable";
    assert_one(&sandbox, message, 10.0, &[45.0, 45.0]);
}

#[test]
fn what_relations_say_only_together_is_found() {
    let sandbox = Sandbox::new();
    ask(&sandbox, "a", "excludes: [b, c]\n", &[("ann", "40%")]);
    ask(&sandbox, "b", "excludes: [c]\n", &[("ann", "40%")]);
    ask(&sandbox, "c", "", &[("ann", "40%")]);
    let third = 100.0 / 3.0;
    assert_one(
        &sandbox,
        "a at 40%, b at 40%, c at 40% cannot all be right",
        20.0,
        &[third; 3],
    );
    ask(&sandbox, "c", "complement: a\n", &[("ann", "60%")]);
    ask(
        &sandbox,
        "a",
        "implies: [c]\nexcludes: [b]\n",
        &[("ann", "40%")],
    );
    ask(&sandbox, "b", "complement: c\n", &[("ann", "40%")]);
    // a brings about c, which is the opposite of a: a cannot be, and b neither, which is the
    // opposite of c; b excludes a.
    let found = rows(&sandbox, &[]);
    assert!(
        found.iter().all(|row| row["severity"] == "hard"),
        "{found:#?}"
    );
    assert!(!found.is_empty());
}

/// A number forecast of ann's, its median at 11.
fn share(sandbox: &Sandbox) {
    let text = "question: What share?\nkind: number\nunit: percent\ncriteria: Customs.\nopened: 2026-01-01\ndeadline: 2027-12-31\nestimates:\n  - {date: 2026-01-02, by: ann, quantiles: {5%: 9, 50%: 11, 95%: 14}}\n";
    sandbox.write("forecasts/share.yaml", text);
}

#[test]
fn thresholds_are_held_against_the_number_and_against_each_other() {
    let sandbox = Sandbox::new();
    share(&sandbox);
    ask(
        &sandbox,
        "over",
        "threshold: {of: share, above: 11}\n",
        &[("ann", "80%")],
    );
    let message =
        "over at 80%, and the forecast of the number itself gives it 50%: share above 11 at 50%";
    assert_one(&sandbox, message, 30.0, &[65.0, 65.0]);
    // Nobody counts the zeros of a threshold far out.
    ask(
        &sandbox,
        "over",
        "threshold: {of: share, above: -1e100}\n",
        &[("ann", "40%")],
    );
    let found = rows(&sandbox, &[]).remove(0).to_string();
    assert!(found.contains("share above -1e100 at"), "{found}");
    // Between two quantiles anything between their levels.
    ask(
        &sandbox,
        "over",
        "threshold: {of: share, above: 12}\n",
        &[("ann", "40%")],
    );
    assert!(
        rows(&sandbox, &[])
            .iter()
            .all(|row| row["severity"] == "tightening")
    );

    let number = sandbox.read("forecasts/share.yaml");
    let unsaid = number.split("estimates:").next().unwrap();
    sandbox.write("forecasts/share.yaml", unsaid);
    ask(
        &sandbox,
        "over",
        "threshold: {of: share, above: 12}\n",
        &[("bob", "40%")],
    );
    ask(
        &sandbox,
        "far-over",
        "threshold: {of: share, above: 19}\n",
        &[("bob", "50%")],
    );
    let message = "over at 40% includes far-over at 50%, which is more probable";
    assert_one(&sandbox, message, 10.0, &[45.0, 45.0]);
    ask(
        &sandbox,
        "far-over",
        "threshold: {of: share, below: 11}\n",
        &[("bob", "70%")],
    );
    let message = "far-over at 70%, over at 40% exclude each other, and sum to 110%";
    assert_one(&sandbox, message, 10.0, &[65.0, 35.0]);
    ask(
        &sandbox,
        "far-over",
        "threshold: {of: share, below: 13}\n",
        &[("bob", "50%")],
    );
    let message = "far-over at 50%, over at 40% leave nothing else, and sum to 90%";
    assert_one(&sandbox, message, 10.0, &[55.0, 45.0]);
}

/// P(U) at 45 % beside P(C) 25 %, P(U|C) 40 %, P(U|¬C) 20 %.
fn conditional() -> Sandbox {
    let sandbox = Sandbox::new();
    ask(&sandbox, "u", "", &[("ann", "45%")]);
    ask(&sandbox, "c", "", &[("ann", "25%")]);
    ask(
        &sandbox,
        "u-if-c",
        "given: {forecast: c, outcome: yes, of: u}\n",
        &[("ann", "40%")],
    );
    ask(
        &sandbox,
        "u-else",
        "given: {forecast: c, outcome: no, of: u}\n",
        &[("ann", "20%")],
    );
    sandbox
}

#[test]
fn conditional_forms_obey_total_probability() {
    let sandbox = conditional();
    // .25 × .4 + .75 × .2 = .25; conditionals get no repair.
    let message = "u at 45%, and c at 25%, u-if-c at 40%, u-else at 20% make it at most 25%";
    assert_one(&sandbox, message, 20.0, &[]);
    ask(&sandbox, "u", "", &[("ann", "25%")]);
    assert_eq!(rows(&sandbox, &[]), [] as [Value; 0]);
    // With one form alone: from .25 × .4 to .25 × .4 + .75.
    sandbox.write(
        "forecasts/u-else.yaml",
        "question: Gone?\ndeadline: 2027-12-31\n",
    );
    ask(&sandbox, "u", "", &[("ann", "5%")]);
    assert_one(
        &sandbox,
        "u at 5%, and c at 25%, u-if-c at 40% make it at least 10%",
        5.0,
        &[],
    );
}

#[test]
fn a_condition_that_came_about_makes_a_form_the_event_itself() {
    let sandbox = conditional();
    let met = "resolution: {outcome: yes, happened: 2026-05-01, evidence: [seen]}\n";
    ask(&sandbox, "c", met, &[]);
    assert_eq!(rows(&sandbox, &[]), [] as [Value; 0]);
    let both = "given: {forecast: c, outcome: yes, of: u}\nimplies: [u]\n";
    ask(&sandbox, "u-if-c", both, &[("ann", "60%")]);
    let message = "u-if-c at 60% brings about u at 45%, which is less probable";
    assert_one(&sandbox, message, 15.0, &[52.5, 52.5]);
}

#[test]
fn forecasts_under_different_conditions_are_not_held_against_each_other() {
    let sandbox = Sandbox::new();
    ask(&sandbox, "c", "", &[("ann", "10%")]);
    ask(&sandbox, "u", "", &[("ann", "20%")]);
    let under = "given: {forecast: c, outcome: yes}\nimplies: [u]\n";
    ask(&sandbox, "u-if-c", under, &[("ann", "90%")]);
    assert_eq!(rows(&sandbox, &[]), [] as [Value; 0]);
    // Under the same condition they are.
    ask(
        &sandbox,
        "v-if-c",
        "given: {forecast: c, outcome: yes}\n",
        &[("ann", "50%")],
    );
    let under = "given: {forecast: c, outcome: yes}\nimplies: [v-if-c]\n";
    ask(&sandbox, "u-if-c", under, &[("ann", "90%")]);
    assert_eq!(rows(&sandbox, &[]).len(), 1);
}

#[test]
fn the_pool_may_contradict_itself_where_nobody_does() {
    let sandbox = Sandbox::new();
    ask(&sandbox, "a", "complement: b\n", &[("ann", "70%")]);
    ask(&sandbox, "b", "", &[("bob", "50%")]);
    let found = rows(&sandbox, &[]);
    assert_eq!((found.len(), &found[0]["forecaster"]), (1, &Value::Null));
    assert_eq!(found[0]["pool"], serde_json::json!(["ann", "bob"]));
    // One who does so alone is named alone.
    ask(&sandbox, "b", "", &[("ann", "50%"), ("bob", "50%")]);
    let found = rows(&sandbox, &[]);
    assert_eq!((found.len(), &found[0]["forecaster"]), (1, &"ann".into()));
    assert_eq!(rows(&sandbox, &["--forecaster", "bob"]), [] as [Value; 0]);
}

#[test]
fn whole_percents_are_no_contradiction() {
    let sandbox = Sandbox::new();
    ask(&sandbox, "a", "any_of: [b, c]\n", &[("ann", "67%")]);
    ask(&sandbox, "b", "excludes: [c]\n", &[("ann", "33%")]);
    ask(&sandbox, "c", "", &[("ann", "33%")]);
    assert_eq!(rows(&sandbox, &[]), [] as [Value; 0], "two of three thirds");
    ask(&sandbox, "a", "any_of: [b, c]\n", &[("ann", "68%")]);
    assert_eq!(
        rows(&sandbox, &[]).len(),
        1,
        "two points are more than rounding"
    );
}

#[test]
fn words_contradict_each_other_touch_or_tighten() {
    let sandbox = Sandbox::new();
    ask(&sandbox, "a", "complement: b\n", &[("ann", "likely")]);
    ask(&sandbox, "b", "", &[("ann", "very likely")]);
    // .55 + .80 = 1.35.
    let hard = rows(&sandbox, &[]).remove(0);
    assert!((hard["size"].as_f64().unwrap() - 0.35).abs() < 1e-9);
    ask(&sandbox, "b", "", &[("ann", "45-60%")]);
    let soft = rows(&sandbox, &[]).remove(0);
    assert_eq!(soft["severity"], "soft");
    assert_eq!(
        soft["message"],
        "a at 55–80%, b at 45–60% fit only at their edges (complement)"
    );
    ask(&sandbox, "b", "", &[("ann", "30-60%")]);
    let tightening = rows(&sandbox, &[]).remove(0);
    assert_eq!(tightening["severity"], "tightening");
    // a at most 1 − .30, b at most 1 − .55.
    assert!((tightening["numbers"][0]["left_high"].as_f64().unwrap() - 0.70).abs() < 1e-9);
    assert!((tightening["numbers"][1]["left_high"].as_f64().unwrap() - 0.45).abs() < 1e-9);
    assert!(sandbox.ok(&["coherence"]).contains("a 55–70%, b 30–45%"));
}

#[test]
fn the_options_of_a_choice_tighten_each_other() {
    let sandbox = Sandbox::new();
    let text = "question: Which?\nkind: choice\noptions: [a, b, c]\ncriteria: One of them.\nopened: 2026-01-01\ndeadline: 2027-12-31\nestimates:\n  - {date: 2026-01-02, by: ann, probabilities: {a: likely, b: unlikely, c: very unlikely}}\n";
    sandbox.write("forecasts/which.yaml", text);
    let row = rows(&sandbox, &[]).remove(0);
    assert_eq!(row["severity"], "tightening");
    let left = |i: usize| row["numbers"][i]["left_high"].as_f64();
    // 1 − .20 − .05 and 1 − .55 − .05.
    assert!((left(0).unwrap() - 0.75).abs() < 1e-9);
    assert!((left(1).unwrap() - 0.40).abs() < 1e-9);
    assert_eq!(left(2), None);
}

#[test]
fn only_what_is_open_and_in_force_counts() {
    let sandbox = Sandbox::new().on("2026-06-01");
    ask(&sandbox, "a", "complement: b\n", &[("ann", "70%")]);
    ask(&sandbox, "b", "", &[("ann", "50%")]);
    sandbox.ok(&[
        "estimate",
        "b",
        "30%",
        "--by",
        "ann",
        "--date",
        "2026-03-01",
    ]);
    assert_eq!(rows(&sandbox, &[]), [] as [Value; 0]);
    assert_eq!(rows(&sandbox, &["--as-of", "2026-02-28"]).len(), 1);
    let page = sandbox.ok(&["coherence", "--history"]);
    assert!(page.contains("2026-01-02  2026-03-01  ann "), "{page}");
    sandbox.ok(&[
        "estimate",
        "b",
        "60%",
        "--by",
        "ann",
        "--date",
        "2026-04-01",
    ]);
    sandbox.ok(&[
        "resolve",
        "a",
        "yes",
        "--date",
        "2026-05-01",
        "--evidence",
        "seen",
    ]);
    assert_eq!(
        rows(&sandbox, &[]),
        [] as [Value; 0],
        "what is over cannot be repaired"
    );
    let spans = rows(&sandbox, &["--history"]);
    assert_eq!(spans.len(), 2);
    assert_eq!(
        (&spans[1]["from"], &spans[1]["until"]),
        (&"2026-04-01".into(), &"2026-05-01".into())
    );
    assert!(
        sandbox
            .ok(&["coherence"])
            .contains("No estimates contradict each other.")
    );
}

#[test]
fn one_forecast_can_be_asked_for() {
    let sandbox = Sandbox::new();
    for pair in [["a", "b"], ["c", "d"]] {
        ask(
            &sandbox,
            pair[0],
            &format!("complement: {}\n", pair[1]),
            &[("ann", "70%")],
        );
        ask(&sandbox, pair[1], "", &[("ann", "50%")]);
    }
    assert_eq!(rows(&sandbox, &[]).len(), 2);
    let found = rows(&sandbox, &["d"]);
    assert_eq!(
        (found.len(), &found[0]["numbers"][1]["forecast"]),
        (1, &"d".into())
    );
    assert_eq!(sandbox.run(&["coherence", "nobody"]).code, 2);
}

#[test]
fn a_contradiction_is_caught_when_it_is_written() {
    let sandbox = Sandbox::new();
    ask(&sandbox, "a", "complement: b\n", &[("ann", "70%")]);
    ask(&sandbox, "b", "", &[]);
    let ran = sandbox.run(&["estimate", "b", "50%", "--by", "ann"]);
    assert_eq!(ran.code, 0, "a warning is in nobody's way: {}", ran.page());
    assert!(ran.err.contains("warning[incoherent]"), "{}", ran.err);
    assert!(ran.err.contains("sum to 120%: 20 points"), "{}", ran.err);
    let check = sandbox.run(&["check", "--strict"]);
    assert_eq!(check.code, 1);
    assert!(
        check.out.contains("gains 20 whatever happens"),
        "{}",
        check.out
    );
    let waived =
        "waive: [{rule: incoherent, until: 2027-01-01, because: being looked into, by: ann}]\n";
    ask(
        &sandbox,
        "a",
        &format!("complement: b\n{waived}"),
        &[("ann", "70%")],
    );
    ask(&sandbox, "b", waived, &[("ann", "50%")]);
    assert_eq!(sandbox.run(&["check", "--strict"]).code, 0);
}

#[test]
fn a_group_too_large_for_all_combinations_says_so() {
    let sandbox = Sandbox::new();
    // Thirteen forecasts that are free of each other have 8,192 combinations.
    for i in 0..13 {
        let said = if i == 0 { "60%" } else { "10%" };
        ask(&sandbox, &format!("part-{i}"), "", &[("ann", said)]);
        let more = format!("any_of: [part-{i}, part-{}]\n", (i + 1) % 13);
        ask(&sandbox, &format!("whole-{i}"), &more, &[("ann", "20%")]);
    }
    let page = sandbox.ok(&["coherence"]);
    assert!(page.contains("whole-0 at 20% includes part-0"), "{page}");
    assert!(page.contains("too many for all combinations"), "{page}");
}

#[test]
fn our_own_ledger_has_nothing_that_contradicts_itself() {
    let sandbox = Sandbox::our_ledger();
    assert_eq!(rows(&sandbox, &[]), [] as [Value; 0]);
    assert!(
        sandbox
            .ok(&["coherence", "--history"])
            .contains("No estimates ever")
    );
}
