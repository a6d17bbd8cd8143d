//! `foretell undo`

use crate::common::Sandbox;

const RAIN: &str = "question: Will it rain?\ncriteria: Yes if it rains.\nopened: 2026-01-01\n\
                    deadline: 2026-12-31   # a Thursday\n";
const ESTIMATE: &str = "estimates:\n  - date: 2026-01-02\n    by: ann\n    probability: 70%\n";

/// A ledger whose one record is committed.
fn committed(text: &str) -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write("forecasts/rain.yaml", text);
    commit(&sandbox);
    sandbox
}

fn commit(sandbox: &Sandbox) {
    sandbox.git(&["init", "--quiet"]);
    sandbox.git(&["add", "."]);
    sandbox.git(&["commit", "--quiet", "--message", "all"]);
}

#[test]
fn every_entry_goes_back_byte_by_byte_to_what_was_committed() {
    for before in [
        RAIN.to_owned(),
        format!("{RAIN}{ESTIMATE}"),
        format!("{RAIN}{ESTIMATE}# end\n"),
    ] {
        let sandbox = committed(&before);
        sandbox.ok(&["estimate", "rain", "40%"]);
        sandbox.ok(&["estimate", "rain", "45%", "--because", "clouds"]);
        sandbox.ok(&[
            "resolve",
            "rain",
            "yes",
            "--date",
            "2026-11-20",
            "--evidence",
            "It poured",
        ]);
        for _ in 0..3 {
            let diff = sandbox.ok(&["undo"]);
            assert!(diff.contains("\n-"), "{diff}");
        }
        assert_eq!(sandbox.read("forecasts/rain.yaml"), before);
        let more = sandbox.run(&["undo"]);
        assert_eq!(more.code, 2);
        assert!(more.err.contains("in no commit yet"), "{}", more.err);
        assert!(more.err.contains("--amend"), "{}", more.err);
    }
}

#[test]
fn the_last_goes_first_and_is_shown() {
    let sandbox = committed(&format!("{RAIN}{ESTIMATE}"));
    sandbox.ok(&["estimate", "rain", "40%", "--because", "clouds"]);
    let text = sandbox.read("forecasts/rain.yaml");
    let dry = sandbox.ok(&["undo", "--dry-run"]);
    assert_eq!(sandbox.read("forecasts/rain.yaml"), text);
    insta::assert_snapshot!(dry, @"
    --- a/forecasts/rain.yaml
    +++ b/forecasts/rain.yaml
    @@ -6,8 +6,3 @@
       - date: 2026-01-02
         by: ann
         probability: 70%
    -  - date: 2026-11-24
    -    by: tester
    -    probability: 40%
    -    logged: 2026-11-24
    -    because: clouds
    ");
    assert_eq!(sandbox.ok(&["undo", "rain"]), dry);
}

#[test]
fn a_new_record_goes_with_its_file_unless_another_names_it() {
    let sandbox = committed(RAIN);
    sandbox.ok(&[
        "new",
        "hail",
        "--question",
        "Will it hail in 2027?",
        "--deadline",
        "2027-12-31",
    ]);
    sandbox.ok(&["estimate", "hail", "40%"]);
    sandbox.write("forecasts/rain.yaml", &format!("{RAIN}excludes: [hail]\n"));
    assert!(
        sandbox
            .ok(&["undo", "hail"])
            .contains("-    probability: 40%")
    );
    let named = sandbox.run(&["undo", "hail"]);
    assert_eq!(named.code, 2);
    assert!(named.err.contains("`rain` names `hail`"), "{}", named.err);
    sandbox.write("forecasts/rain.yaml", RAIN);
    // A whole record goes only where it is named.
    let unnamed = sandbox.run(&["undo"]);
    assert_eq!(unnamed.code, 2);
    assert!(
        unnamed.err.contains("`foretell undo hail`"),
        "{}",
        unnamed.err
    );
    assert!(sandbox.path().join("forecasts/hail.yaml").exists());
    sandbox.ok(&["undo", "hail"]);
    assert!(!sandbox.path().join("forecasts/hail.yaml").exists());
}

#[test]
fn what_was_changed_by_hand_is_left_to_the_hand() {
    let sandbox = committed(RAIN);
    sandbox.write("forecasts/rain.yaml", &RAIN.replace("Yes if", "No unless"));
    let ran = sandbox.run(&["undo"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("is no entry of its own"), "{}", ran.err);
    // A comment is nobody's to remove.
    let commented = format!("{RAIN}{ESTIMATE}    # as told on the telephone\n");
    sandbox.write("forecasts/rain.yaml", &commented);
    let ran = sandbox.run(&["undo"]);
    assert!(ran.err.contains("a comment would be lost"), "{}", ran.err);
    assert_eq!(sandbox.read("forecasts/rain.yaml"), commented);
}

#[test]
fn without_git_nothing_tells_what_is_new() {
    let sandbox = Sandbox::new();
    sandbox.write("forecasts/rain.yaml", &format!("{RAIN}{ESTIMATE}"));
    assert_eq!(sandbox.run(&["undo"]).code, 2);
    sandbox.git(&["init", "--quiet"]);
    // Before the first commit all is new.
    sandbox.ok(&["undo"]);
    assert_eq!(sandbox.read("forecasts/rain.yaml"), RAIN);
}
