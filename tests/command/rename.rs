//! `foretell rename`

use crate::common::Sandbox;

fn ledger() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write(
        "forecasts/weather/rain.yaml",
        "question: Will it rain in 2026?   # rain\ncriteria: Yes if it rains.\nopened: 2026-01-01\ndeadline: 2026-12-31\n",
    );
    sandbox.write(
        "forecasts/flood.yaml",
        "question: Will it flood in 2026?\ncriteria: Yes if it floods.\nopened: 2026-01-01\ndeadline: 2026-12-31\n\
         given: {forecast: rain, outcome: yes} # rain first\nimplies:\n  - rain\n",
    );
    sandbox
}

#[test]
fn the_file_moves_and_whatever_names_it_follows() {
    let sandbox = ledger();
    let rain = sandbox.read("forecasts/weather/rain.yaml");
    let flood = sandbox.read("forecasts/flood.yaml");
    let dry = sandbox.ok(&["rename", "rain", "wet-2026", "--dry-run"]);
    assert!(
        dry.contains("rename forecasts/weather/rain.yaml to forecasts/weather/wet-2026.yaml"),
        "{dry}"
    );
    assert_eq!(sandbox.read("forecasts/flood.yaml"), flood);
    let told = sandbox.ok(&["rename", "rain", "wet-2026"]);
    assert_eq!(
        told,
        "rain: now wet-2026, in forecasts/weather/wet-2026.yaml; 2 mentions changed\n"
    );
    assert_eq!(sandbox.read("forecasts/weather/wet-2026.yaml"), rain);
    assert!(!sandbox.path().join("forecasts/weather/rain.yaml").exists());
    let want = flood
        .replace("forecast: rain", "forecast: wet-2026")
        .replace("- rain", "- wet-2026");
    assert_eq!(sandbox.read("forecasts/flood.yaml"), want);
    assert_eq!(sandbox.run(&["check"]).code, 0);
}

#[test]
fn a_record_among_others_keeps_its_file() {
    let sandbox = ledger();
    let text =
        |id: &str| format!("id: {id}\nquestion: Will {id} come in 2026?\ndeadline: 2026-12-31\n");
    sandbox.write(
        "forecasts/many.yaml",
        &format!("{}---\n{}", text("hail"), text("snow")),
    );
    sandbox.ok(&["rename", "snow", "sleet"]);
    let many = sandbox.read("forecasts/many.yaml");
    assert!(
        many.contains("id: hail") && many.contains("id: sleet"),
        "{many}"
    );
    assert!(many.contains("Will snow come"), "{many}");
}

#[test]
fn an_id_that_is_taken_or_none_is_refused() {
    let sandbox = ledger();
    for (new, why) in [
        ("flood", "is taken by forecasts/flood.yaml"),
        ("Wet", "is no id"),
    ] {
        let ran = sandbox.run(&["rename", "rain", new]);
        assert_eq!(ran.code, 2);
        assert!(ran.err.contains(why), "{}", ran.err);
    }
}

#[test]
fn its_trail_stays_with_it() {
    let sandbox = ledger();
    sandbox.ok(&["estimate", "rain", "60%"]);
    sandbox.git(&["init", "--quiet"]);
    for id in ["rain", "wet"] {
        if id == "wet" {
            sandbox.ok(&["rename", "rain", id]);
        }
        sandbox.git(&["add", "."]);
        sandbox.git(&["commit", "--quiet", "--message", id]);
    }
    let audit = sandbox.run(&["audit", "--tolerance", "9999"]);
    assert_eq!(audit.code, 0, "{}", audit.page());
}
