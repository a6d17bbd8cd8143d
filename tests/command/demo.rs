//! `foretell demo`

use crate::common::Sandbox;

#[test]
fn the_demo_is_a_sound_ledger_with_something_to_see() {
    let sandbox = Sandbox::empty();
    insta::assert_snapshot!(sandbox.ok(&["demo"]), @r"
    wrote 61 forecasts into foretell-demo
    Next:
      cd foretell-demo
      foretell list --as-of 2016-11-20
      foretell calibration
      foretell score
      foretell report
    ");
    let inside = |args: &[&str]| sandbox.ok(&[args, &["--root", "foretell-demo"]].concat());
    assert_eq!(
        inside(&["check", "--strict"]),
        "no findings in 61 records\n"
    );
    inside(&["fmt", "--check"]);
    // The last prices of the markets did better than the surveys before them.
    let scores = inside(&["score", "--weigh", "last", "--format", "json"]);
    let scores: serde_json::Value = serde_json::from_str(&scores).unwrap();
    let brier = |who: &str| {
        let rows = scores["rows"].as_array().unwrap().iter();
        let mut of = rows.filter(|row| row["group"]["forecaster"] == who);
        of.next().unwrap()["brier"].as_f64().unwrap()
    };
    assert!(brier("market") < brier("survey"));
    let before = inside(&[
        "list",
        "--as-of",
        "2016-11-20",
        "--state",
        "open",
        "--format",
        "json",
    ]);
    let before: serde_json::Value = serde_json::from_str(&before).unwrap();
    assert_eq!(before["rows"].as_array().unwrap().len(), 21);
}

#[test]
fn the_demo_goes_into_no_ledger_of_yours() {
    let sandbox = Sandbox::empty();
    sandbox.write("foretell.yaml", "grace: 3\n");
    let ran = sandbox.run(&["demo", "."]);
    assert_eq!(ran.code, 2);
    insta::assert_snapshot!(ran.err, @r"
    foretell: could not write the demo: . holds a ledger
    hint: name a new folder: `foretell demo DIR`
    ");
    assert_eq!(sandbox.read("foretell.yaml"), "grace: 3\n");
}
