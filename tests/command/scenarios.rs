//! `foretell scenarios`, and scenario sets through the other commands.

use crate::common::Sandbox;

/// A ledger with a set of two scenarios and the rest.
fn with_set() -> Sandbox {
    let sandbox = Sandbox::new().on("2026-03-01");
    sandbox.ok(&[
        "new",
        "port",
        "--scenarios",
        "--title",
        "The port",
        "--scenario",
        "built=The port is built",
        "--scenario",
        "stalled=The port stalls",
        "--topic",
        "crimea",
        "--deadline",
        "2026-12-31",
    ]);
    sandbox
}

#[test]
fn a_set_is_written_as_one_would_write_it() {
    let sandbox = with_set();
    insta::assert_snapshot!(sandbox.read("forecasts/crimea/port.yaml"), @"
    scenarios:
    - id: built
      title: The port is built
    - id: stalled
      title: The port stalls
    title: The port
    exhaustive: false
    opened: 2026-03-01
    deadline: 2026-12-31
    owner: tester
    ");
    assert_eq!(sandbox.run(&["check"]).code, 0);
}

#[test]
fn an_exhaustive_set_has_no_rest() {
    let sandbox = Sandbox::new();
    let head = [
        "new",
        "rain",
        "--scenarios",
        "--exhaustive",
        "--title",
        "Rain",
    ];
    let rest = [
        "--deadline",
        "2027-12-31",
        "--scenario",
        "wet",
        "--scenario",
        "dry",
    ];
    let page = sandbox.ok(&[head, rest].concat());
    assert!(
        page.contains("foretell estimate rain wet=…% dry=…%"),
        "{page}"
    );
    let ran = sandbox.run(&["estimate", "rain", "wet=50%", "dry=30%", "none=20%"]);
    assert!(ran.err.contains("unknown-key"), "{}", ran.page());
    sandbox.ok(&["estimate", "rain", "wet=60%", "dry=40%"]);
}

#[test]
fn what_a_set_lacks_is_named() {
    let ran = Sandbox::new().run(&["new", "--scenarios", "--deadline", "2027-12-31"]);
    assert_eq!(ran.code, 2);
    insta::assert_snapshot!(ran.err, @"
    foretell: nobody is there to ask: ID, --title, --scenario missing
    hint: `foretell new --help` has an example
    ");
    let ran = Sandbox::new().run(&["new", "rain", "--scenario", "wet"]);
    assert_eq!(ran.code, 2, "a scenario belongs to a set");
    let odd = ["new", "rain", "--scenarios", "--scenario", "Very Wet"];
    assert!(Sandbox::new().run(&odd).err.contains("`Very Wet` is no id"));
}

#[test]
fn a_set_is_estimated_and_resolved_like_any_forecast() {
    let sandbox = with_set();
    sandbox.ok(&["estimate", "port", "built=50%", "stalled=30%", "none=20%"]);
    let short = sandbox.run(&["estimate", "port", "built=50%", "stalled=30%"]);
    assert!(short.err.contains("missing-key"), "{}", short.page());
    let much = sandbox.run(&["estimate", "port", "built=50%", "stalled=60%", "none=20%"]);
    assert!(much.err.contains("probabilities-sum"), "{}", much.page());
    let list = sandbox.ok(&["list"]);
    assert!(list.contains("built 50%, stalled 30%, none 20%"), "{list}");
    let slip = sandbox.run(&["resolve", "port", "bilt"]);
    assert!(
        slip.err.contains("did you mean `built`?"),
        "{}",
        slip.page()
    );
    sandbox.ok(&[
        "resolve",
        "port",
        "stalled",
        "--date",
        "2026-02-27",
        "--evidence",
        "TASS",
    ]);
    let text = sandbox.read("forecasts/crimea/port.yaml");
    assert!(
        text.contains("outcome: stalled\n  happened: 2026-02-27"),
        "{text}"
    );
    assert!(sandbox.ok(&["show", "port"]).contains("resolved stalled"));
}

#[test]
fn none_of_the_scenarios_is_an_outcome_without_a_day() {
    let sandbox = with_set().on("2027-02-01");
    sandbox.ok(&[
        "resolve",
        "port",
        "none",
        "--evidence",
        "nothing came of any",
    ]);
    let text = sandbox.read("forecasts/crimea/port.yaml");
    assert!(
        text.contains("outcome: none\n  known: 2027-01-01"),
        "{text}"
    );
    assert_eq!(sandbox.run(&["check"]).code, 0);
}

#[test]
fn a_set_is_due_and_overdue_like_any_forecast() {
    let sandbox = with_set();
    assert!(sandbox.ok(&["due"]).contains("port"));
    assert!(
        sandbox
            .ok(&["list", "--kind", "scenarios"])
            .contains("port")
    );
    let late = sandbox.run(&["overdue", "--as-of", "2027-01-15"]);
    assert_eq!(late.code, 1, "{}", late.page());
    assert_eq!(sandbox.run(&["overdue", "--as-of", "2027-01-14"]).code, 0);
}
