//! `foretell show`

use crate::common::{Sandbox, assert_page};

#[test]
fn a_forecast_is_shown_whole() {
    assert_page(
        "command",
        "show",
        &Sandbox::our_ledger().ok(&["show", "gas-deal"]),
    );
}

#[test]
fn a_prefix_will_do_and_an_exact_id_wins() {
    let sandbox = Sandbox::our_ledger();
    assert_eq!(
        sandbox.ok(&["show", "gas-dea"]),
        sandbox.ok(&["show", "gas-deal"])
    );
    let several = sandbox.run(&["show", "gas"]);
    assert_eq!(several.code, 2);
    assert!(several.err.contains("`gas-by-2014`"), "{}", several.err);
    // su35 is itself the beginning of su35-and-lada.
    assert!(sandbox.ok(&["show", "su35"]).starts_with("su35 "));
}

#[test]
fn an_unknown_id_gets_the_nearest() {
    let ran = Sandbox::our_ledger().run(&["show", "gas-dael"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("did you mean `gas-deal`?"), "{}", ran.err);
}

#[test]
fn a_record_that_cannot_be_read_is_not_called_unknown() {
    let sandbox = Sandbox::new();
    sandbox.write("forecasts/rain.yaml", "question: Will it rain?\n");
    let ran = sandbox.run(&["show", "rain"]);
    assert!(ran.err.contains("could not be read"), "{}", ran.err);
}

#[test]
fn the_json_has_the_history_and_what_hangs_on_it() {
    let json = Sandbox::our_ledger()
        .run(&["show", "gas-by-2014", "--format", "json"])
        .json();
    let row = &json["rows"][0];
    assert_eq!(row["resolution"]["happened"], "2014-05-21");
    let named = row["named_by"].as_array().unwrap();
    assert!(
        named.iter().any(|link| link["id"] == "gas-deal"),
        "{named:?}"
    );
}

#[test]
fn control_characters_never_reach_a_terminal() {
    let sandbox = Sandbox::new();
    // A record cannot hold them raw; the outcome of a typo must still be harmless.
    sandbox.write(
        "forecasts/a.yaml",
        "question: \"Rain\u{200b}?\"\ndeadline: 2030-01-01\n",
    );
    let ran = sandbox.run(&["show", "a"]);
    assert!(!ran.page().contains('\u{200b}'), "{}", ran.page());
}

/// A chain of two years of equal length: 30 % by the end of the first, 50 % by that of the second.
fn pipeline() -> Sandbox {
    let sandbox = Sandbox::new().on("2027-01-31");
    for (id, year, more, said) in [
        ("by-2027", "2027", "", "30%"),
        ("by-2028", "2028", "earlier: by-2027\n", "50%"),
    ] {
        let text = format!(
            "question: Will it open in {year}?\ncriteria: Yes if it does.\nopened: 2026-12-31\n\
             deadline: {year}-12-31\n{more}estimates:\n  \
             - {{date: 2026-12-31, by: ann, probability: {said}}}\n"
        );
        sandbox.write(&format!("forecasts/{id}.yaml"), &text);
    }
    sandbox
}

#[test]
fn a_chain_prints_the_hazards_that_it_implies() {
    let sandbox = pipeline();
    // (.5 − .3) / (1 − .3) = 2/7; at a constant hazard each year has 1 − √.5.
    let page = sandbox.ok(&["show", "by-2028"]);
    let chain = page.split("Deadline chain\n").nth(1).unwrap();
    let chain = chain.split("\n\n").next().unwrap();
    insta::assert_snapshot!(chain, @"
    forecast  deadline    state  by   estimate  hazard  constant
    by-2027   2027-12-31  open   ann       30%     30%       29%
    by-2028   2028-12-31  open   ann       50%     29%       29%
    hazard: its chance since the deadline before, if it has not come by then; constant: the same if its
      chance per day were alike to the last deadline
    ");
    let json = sandbox.run(&["show", "by-2027", "--format", "json"]).json();
    let link = &json["rows"][0]["chain"][1];
    assert!((link["hazard_low"].as_f64().unwrap() - 2.0 / 7.0).abs() < 1e-12);
    assert!((link["steady_low"].as_f64().unwrap() - (1.0 - 0.5_f64.sqrt())).abs() < 1e-12);
}

#[test]
fn a_chain_that_time_has_overtaken_says_what_is_left() {
    let sandbox = pipeline().on("2027-12-31");
    // After 366 of 732 days: 1 − √(1 − .5).
    let page = sandbox.ok(&["show", "by-2028"]);
    let left = "ann has said 50% of by-2028 since 2026-12-31; a constant hazard leaves 29.3%";
    assert!(page.contains(left), "{page}");
    sandbox.ok(&[
        "estimate",
        "by-2028",
        "28%",
        "--by",
        "ann",
        "--date",
        "2027-12-30",
    ]);
    assert!(
        !sandbox
            .ok(&["show", "by-2028"])
            .contains("of by-2028 since")
    );
}

#[test]
fn a_chain_that_is_flat_says_that_nothing_can_happen_in_the_gap() {
    let sandbox = pipeline();
    sandbox.ok(&[
        "estimate",
        "by-2028",
        "30%",
        "--by",
        "ann",
        "--date",
        "2027-01-02",
    ]);
    let page = sandbox.ok(&["show", "by-2028"]);
    let flat = "ann: nothing can happen between 2027-12-31 and 2028-12-31";
    assert!(page.contains(flat), "{page}");
}

#[test]
fn csv_has_every_estimate_and_not_only_the_last() {
    let sandbox = Sandbox::new();
    let text = "question: Will it rain?\nopened: 2026-01-01\ndeadline: 2026-12-31\nestimates:\n  - {date: 2026-01-02, by: ann, probability: 70%}\n  - {date: 2026-01-03, by: ann, probability: 60%}\n";
    sandbox.write("forecasts/rain.yaml", text);
    let csv = sandbox.ok(&["show", "rain", "--format", "csv"]);
    assert_eq!(csv.lines().count(), 3, "{csv}");
    assert_eq!(
        csv.lines().next(),
        sandbox.ok(&["list", "--format", "csv"]).lines().next()
    );
}
