//! `foretell plot`

use std::fs;

use crate::common::{Sandbox, assert_page, assert_picture, question, root};

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
    let plots: [&[&str]; 9] = [
        &["reliability"],
        &["roc"],
        &["murphy"],
        &["score", "--verbose"],
        &["over-time"],
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
fn curves_are_drawn_of_each_forecaster_with_their_areas() {
    let sandbox = Sandbox::new();
    for (i, (ann, bob)) in [("80%", "20%"), ("70%", "60%"), ("10%", "40%")]
        .iter()
        .enumerate()
    {
        let outcome = ["yes", "yes", "no"][i];
        let said = [("ann", "2026-01-01", *ann), ("bob", "2026-01-01", *bob)];
        let text = question(&said, &format!("outcome: {outcome}, known: 2026-01-11"));
        sandbox.write_question(&format!("q{i}"), &text);
    }
    let roc = sandbox.ok(&["plot", "roc", "--weigh", "first"]);
    // Ann told both from the one that did not happen, bob one of two, and of all pairs seven of eight.
    let areas = "The area under the curve, 50% for none: all 0.875, ann 1.000, bob 0.500.";
    assert!(roc.contains(areas), "{roc}");
    assert!(roc.matches("class=\"line s").count() == 3, "{roc}");
    let murphy = sandbox.ok(&["plot", "murphy", "--weigh", "first"]);
    let brier = "is the Brier score: all 0.183, ann 0.047, bob 0.320.";
    assert!(murphy.contains(brier), "{murphy}");
    let empty = Sandbox::new().ok(&["plot", "roc"]);
    assert!(empty.contains("There is nothing to draw yet."), "{empty}");
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

/// Writes the shares of four years, each asked for in a question of its own.
fn shares(sandbox: &Sandbox) {
    // Of each year: the outturn, and what was said in March 2014, 2016 and 2018.
    let years = [
        (2015, Some(12.6), [Some(11.0), None, None]),
        (2016, Some(13.8), [Some(11.5), Some(13.0), None]),
        (2017, Some(14.2), [Some(12.0), Some(14.6), None]),
        (2019, None, [None, Some(15.0), Some(15.2)]),
    ];
    for (year, came, said) in years {
        let mut text = format!(
            "question: What is the share in {year}?\ncriteria: customs\nkind: number\nunit: percent\n\
             tags: [share]\nopened: 2014-01-01\ndeadline: {year}-12-31\nestimates:\n"
        );
        for (day, median) in ["2014-03-01", "2016-03-01", "2018-03-01"].iter().zip(said) {
            if let Some(median) = median {
                let (low, high) = (median - 2.0, median + 2.0);
                text += &format!(
                    "  - {{date: {day}, by: ann, quantiles: {{10%: {low}, 50%: {median}, 90%: {high}}}}}\n"
                );
            }
        }
        if let Some(came) = came {
            text += &format!(
                "resolution: {{outcome: {came}, known: {0}-01-25, logged: {0}-01-26, by: desk, evidence: [x]}}\n",
                year + 1
            );
        }
        sandbox.write(&format!("forecasts/share-{year}.yaml"), &text);
    }
}

#[test]
fn a_hedgehog_starts_from_what_was_known() {
    let sandbox = Sandbox::new();
    shares(&sandbox);
    let drawn = sandbox.ok(&["plot", "hedgehog", "--tag", "share"]);
    assert!(
        drawn.contains("It came to 12.6 percent by 2015-12-31, and to 14.2 percent by 2017-12-31.")
    );
    // 11, 11.5, 12 and 13 lie below, 14.6 above; of 2019 nothing is known.
    assert!(drawn.contains("Of the medians, 1 was above the outturn and 4 below it."));
    // The first spine has three points and no outturn to start from; the second starts from that of
    // 2015 and has three; the last starts from that of 2017 and has one.
    let spines = drawn.split("class=\"line s0\" d=\"").skip(1);
    let points = spines.map(|rest| {
        let d = rest.split('"').next().unwrap();
        d.matches(['M', 'L']).count()
    });
    assert_eq!(points.collect::<Vec<_>>(), [3, 4, 2]);
    assert_page("command", "hedgehog", &drawn);
}

#[test]
fn what_is_no_series_has_no_hedgehog() {
    let sandbox = Sandbox::new();
    shares(&sandbox);
    let said = |args: &[&str]| {
        let ran = sandbox.run(&[&["plot", "hedgehog"], args].concat());
        assert_eq!(ran.code, 2);
        ran.err
    };
    assert!(said(&["--due-before", "2016-02-01"]).contains("it takes two questions for a number"));
    let text = sandbox.read("forecasts/share-2015.yaml");
    sandbox.write("forecasts/share-2015.yaml", &text.replace("percent", "Mt"));
    assert!(said(&[]).contains("they count in Mt and in percent"));
    for year in [2016, 2017] {
        let path = format!("forecasts/share-{year}.yaml");
        let text = sandbox.read(&path);
        sandbox.write(&path, &text.replace("50%:", "45%:"));
    }
    assert!(
        said(&["--due-after", "2016-01-01", "--due-before", "2018-02-01"])
            .contains("nobody gave a median")
    );
}

#[test]
fn a_report_draws_the_series_that_it_is_told_of() {
    let sandbox = Sandbox::new();
    shares(&sandbox);
    let page = sandbox.ok(&["report", "--series", "share"]);
    assert!(page.contains("share: forecasts over outturns"));
    assert!(page.contains("class=\"line seen\""));
    let refused = sandbox.run(&["report", "--series", "oil"]);
    assert_eq!(refused.code, 2);
    assert!(
        refused.err.contains("`oil` is no series"),
        "{}",
        refused.err
    );
}

#[test]
fn the_plots_of_the_manual_are_what_is_drawn_now() {
    let ours = Sandbox::our_ledger();
    let demo = Sandbox::empty();
    demo.ok(&["demo", "."]);
    for (sandbox, args, picture) in [
        (&ours, &["plot", "reliability"][..], "reliability.svg"),
        (&ours, &["plot", "calendar"], "calendar.svg"),
        (
            &ours,
            &["plot", "scenarios", "partnership"],
            "partnership.svg",
        ),
        (&demo, &["plot", "reliability"], "demo-reliability.svg"),
        (
            &demo,
            &["plot", "history", "ackerman-2010"],
            "demo-history.svg",
        ),
    ] {
        assert_picture(picture, &sandbox.ok(args));
    }
}
