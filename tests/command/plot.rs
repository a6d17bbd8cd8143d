//! `foretell plot`

use std::fs;

use crate::common::{Sandbox, root};

#[test]
fn a_plot_has_its_title_its_words_and_its_axes_with_units() {
    let svg = Sandbox::our_ledger().ok(&["plot", "history", "gas-deal"]);
    for part in [
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>",
        "role=\"img\"",
        "aria-labelledby=\"history-gas-deal-title history-gas-deal-desc\"",
        ">Gazprom–CNPC gas contract: estimates over time</title>",
        "bobo-lo said 60%.",
        "Outcome: yes, known on 2014-05-21.",
        "Probability (%)</text>",
        // A reader of files knows a line by its class and not by its place.
        "class=\"line s0\" d=\"M54 87H",
        "Day (2014)</text>",
    ] {
        assert!(svg.contains(part), "{part}\n{svg}");
    }
}

#[test]
fn every_kind_of_plot_is_drawn_and_twice_the_same() {
    let sandbox = Sandbox::our_ledger();
    let plots: [&[&str]; 6] = [
        &["reliability"],
        &["score"],
        &["horizon"],
        &["calendar"],
        &["history", "military-alliance"],
        &["fan", "russia-crude-share-2032"],
    ];
    for plot in plots {
        let args = [&["plot"], plot].concat();
        let svg = sandbox.ok(&args);
        assert!(svg.trim_end().ends_with("</svg>"), "{plot:?}");
        assert!(!svg.contains("var("), "{plot:?}");
        assert_eq!(sandbox.ok(&args), svg);
    }
}

#[test]
fn the_path_of_options_is_drawn() {
    let sandbox = Sandbox::new();
    sandbox.write("forecasts/race.yaml", "question: Who wins?\nkind: choice\noptions: [red, blue]\nopened: 2026-01-01\ndeadline: 2026-12-31\nestimates:\n  - {date: 2026-01-01, by: ann, probabilities: {red: 30%, blue: 70%}}\n  - {date: 2026-03-01, by: ann, probabilities: {red: 60%, blue: 40%}}\n");
    let svg = sandbox.ok(&["plot", "scenarios", "race"]);
    assert!(
        svg.contains("red from 30% to 60%; blue from 70% to 40%."),
        "{svg}"
    );
}

#[test]
fn a_plot_is_written_to_its_file() {
    let sandbox = Sandbox::our_ledger();
    sandbox.ok(&["plot", "calendar", "--out", "plots/calendar.svg"]);
    assert_eq!(
        sandbox.read("plots/calendar.svg"),
        sandbox.ok(&["plot", "calendar"])
    );
}

#[test]
#[cfg(feature = "png")]
fn a_plot_can_be_a_png() {
    let sandbox = Sandbox::our_ledger();
    sandbox.ok(&["plot", "reliability", "--out", "r.png"]);
    let bytes = fs::read(sandbox.path().join("r.png")).unwrap();
    // The signature, then the header chunk with width and height: RFC 2083, 3.1 and 11.2.1.
    assert_eq!(bytes[..8], [0x89, b'P', b'N', b'G', 0x0d, 0x0a, 0x1a, 0x0a]);
    let size = |at: usize| u32::from_be_bytes(bytes[at..at + 4].try_into().unwrap());
    assert_eq!((size(16), size(20)), (960, 1080));
}

#[test]
#[cfg(not(feature = "png"))]
fn without_the_feature_a_png_is_refused_with_what_to_do() {
    let ran = Sandbox::our_ledger().run(&["plot", "calendar", "--out", "c.png"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("name an .svg file"), "{}", ran.err);
}

#[test]
fn what_cannot_be_drawn_says_what_can() {
    let sandbox = Sandbox::our_ledger();
    let said = |args: &[&str]| {
        let ran = sandbox.run(&[&["plot"], args].concat());
        assert_eq!(ran.code, 2, "{args:?}");
        ran.err
    };
    assert!(said(&["fan", "gas-deal"]).contains("it is a binary question"));
    assert!(said(&["history"]).contains("name its id"));
    assert!(said(&["calendar", "gas-deal"]).contains("of all forecasts"));
    assert!(said(&["calendar", "--out", "c.gif"]).contains("an .svg or a .png"));
    assert!(said(&["history", "gas-del"]).contains("gas-deal"));
}

#[test]
fn text_of_a_record_is_no_markup_of_a_plot() {
    let sandbox = Sandbox::new();
    sandbox.write("forecasts/x.yaml", "question: 'a ]]> <script>x</script> & \"b\"'\nopened: 2026-01-01\ndeadline: 2026-12-31\nestimates:\n  - {date: 2026-01-01, by: '<b>', probability: 30%}\n  - {date: 2026-01-01, by: '&amp;', probability: 40%}\n");
    let svg = sandbox.ok(&["plot", "history", "x"]);
    assert!(svg.contains("&lt;script&gt;"), "{svg}");
    assert!(
        !svg.contains("<script>") && svg.contains("&amp;amp;"),
        "{svg}"
    );
}

#[test]
fn the_plots_in_the_readme_are_those_of_our_ledger() {
    let ours = Sandbox::our_ledger();
    for (name, what) in [
        ("reliability.svg", &["reliability"][..]),
        ("partnership.svg", &["scenarios", "partnership"]),
    ] {
        let path = root().join("docs/images").join(name);
        let now = ours.ok(&[&["plot"], what].concat());
        if std::env::var("UPDATE_DOCS").is_ok() {
            fs::write(&path, &now).unwrap();
        }
        let shown = fs::read_to_string(&path).unwrap_or_default();
        assert_eq!(
            shown, now,
            "UPDATE_DOCS=1 cargo test plot writes what is drawn now"
        );
    }
}
