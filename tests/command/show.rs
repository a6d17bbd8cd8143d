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
