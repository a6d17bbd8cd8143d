//! `foretell edit`

use crate::common::Sandbox;

const RAIN: &str = "question: Will it rain in 2026?\ncriteria: Yes if it rains.\nopened: 2026-01-01\ndeadline: 2026-12-31\n";

/// A ledger with an editor that puts the file `draft` in the place of what it opens.
fn ledger() -> Sandbox {
    let sandbox = Sandbox::new().with("EDITOR", "cp draft");
    sandbox.write("forecasts/rain.yaml", RAIN);
    sandbox
}

#[test]
fn what_was_written_is_checked_when_the_editor_is_closed() {
    let sandbox = ledger();
    sandbox.write("draft", RAIN);
    assert_eq!(
        sandbox.ok(&["edit", "rain"]),
        "forecasts/rain.yaml: nothing to say against it\n"
    );
    sandbox.write("draft", &RAIN.replace("2026-12-31", "2026-12-32"));
    let ran = sandbox.run(&["edit", "rain"]);
    assert_eq!(ran.code, 1);
    assert!(
        ran.out.contains("forecasts/rain.yaml:4:11"),
        "{}",
        ran.page()
    );
    assert!(sandbox.read("forecasts/rain.yaml").contains("2026-12-32"));
}

#[test]
fn what_the_edit_brings_is_told_wherever_the_other_record_stands() {
    let sandbox = ledger();
    let snow = RAIN.replace("rain", "snow") + "owner: ann\n";
    sandbox.write("forecasts/snow.yaml", &snow);
    for (draft, told) in [
        (snow.replace("owner: ann\n", ""), "duplicate-question"),
        (format!("{RAIN}owner: Ann\n"), "look-alike-name"),
        (format!("id: snow\n{RAIN}"), "id-mismatch"),
        (format!("{RAIN}implies: [hail]\n"), "unknown-reference"),
    ] {
        sandbox.write("forecasts/rain.yaml", RAIN);
        sandbox.write("draft", &draft);
        let ran = sandbox.run(&["edit", "rain"]);
        let told = format!("[{told}]");
        assert!(ran.out.contains(&told), "{told}: {}", ran.page());
    }
}

#[test]
fn without_an_editor_nothing_is_opened() {
    let sandbox = Sandbox::new();
    sandbox.write("forecasts/rain.yaml", RAIN);
    let ran = sandbox.run(&["edit", "rain"]);
    assert_eq!(ran.code, 2);
    assert!(
        ran.err.contains("neither VISUAL nor EDITOR is set"),
        "{}",
        ran.err
    );
}
