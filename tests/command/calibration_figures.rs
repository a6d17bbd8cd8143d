//! `foretell calibration`: the figures under the table, bands, intervals, the diagram, and numbers.

use serde_json::Value;

use crate::common::{Sandbox, assert_page, flat};

/// A question for each pair of what was said and whether it happened, all by `by`.
fn questions(sandbox: &Sandbox, by: &str, pairs: &[(u32, bool)]) {
    for (i, (said, happened)) in pairs.iter().enumerate() {
        let seen = if *happened {
            "yes, happened: 2026-01-20"
        } else {
            "no"
        };
        let text = format!(
            "question: Will it?\nopened: 2026-01-01\ndeadline: 2026-01-31\nestimates:\n  \
             - {{date: 2026-01-02, by: {by}, probability: {said}%}}\n\
             resolution: {{outcome: {seen}, known: 2026-02-01}}\n"
        );
        sandbox.write_question(&format!("{by}-{i}"), &text);
    }
}

/// What was given 90 % happens in 6 of 10 cases, what was given 10 % in 4 of 10.
fn overconfident(n: usize) -> Vec<(u32, bool)> {
    let pair = |i: usize| {
        if i.is_multiple_of(2) {
            (90, i % 20 < 12)
        } else {
            (10, i % 20 < 8)
        }
    };
    (0..n).map(pair).collect()
}

/// The calibration by first estimates, unless it is asked for by others.
fn json(sandbox: &Sandbox, more: &[&str]) -> Value {
    let mut args = [&["calibration", "--format", "json"], more].concat();
    if !more.iter().any(|one| ["--weigh", "--table"].contains(one)) {
        args.extend(["--weigh", "first"]);
    }
    sandbox.run(&args).json()
}

fn total(json: &Value) -> Value {
    json["rows"].as_array().unwrap().last().unwrap().clone()
}

fn figure(row: &Value, name: &str) -> f64 {
    row[name]
        .as_f64()
        .unwrap_or_else(|| panic!("{name} is {}", row[name]))
}

#[test]
fn an_overconfident_forecaster_is_told_so_with_what_80_percent_means() {
    let sandbox = Sandbox::new();
    questions(&sandbox, "ann", &overconfident(60));
    let row = total(&json(&sandbox, &[]));
    assert_eq!(row["tendency"], "overconfident");
    assert!(figure(&row, "cox_slope_high") < 1.0, "{row}");
    // logit(0.6) / logit(0.9) = 0.1845…: what was called 80 % means 1 / (1 + 4^−0.1845) = 56 %.
    assert!(
        (figure(&row, "cox_slope") - 0.184_535).abs() < 1e-5,
        "{row}"
    );
    assert!((figure(&row, "means_80") - 0.563_6).abs() < 1e-4, "{row}");
    assert!(figure(&row, "mcb_p") < 0.01, "{row}");
    assert!(figure(&row, "spiegelhalter_p") < 0.01, "{row}");
    assert!(figure(&row, "e_value_max") > 20.0, "{row}");
    assert_eq!(row["n_tested"], 60);
    let page = flat(&sandbox.ok(&["calibration", "--verbose"]));
    assert!(
        page.contains("When they say 80%, it happens about 56%"),
        "{page}"
    );
    assert!(
        page.contains("Overconfident: forecasts are too extreme."),
        "{page}"
    );
}

#[test]
fn thirty_clusters_and_five_of_each_outcome_are_needed_for_a_verdict() {
    let sandbox = Sandbox::new();
    questions(&sandbox, "ann", &overconfident(28));
    assert_eq!(total(&json(&sandbox, &[]))["tendency"], "cannot tell");
    let page = flat(&sandbox.ok(&["calibration", "--verbose"]));
    assert!(
        page.contains("Cannot tell: 28 of the 30 independent questions needed."),
        "{page}"
    );
}

#[test]
fn the_parts_add_up_to_the_score() {
    let sandbox = Sandbox::new();
    questions(&sandbox, "ann", &overconfident(33));
    for rows in [
        "equal:10",
        "equal:3",
        "quantile:4",
        "0,50,100%",
        "distinct",
        "corp",
        "word",
    ] {
        let row = total(&json(&sandbox, &["--rows", rows]));
        let of = |name: &str| figure(&row, name);
        let brier = of("brier");
        let near = |sum: f64| assert!((sum - brier).abs() < 1e-12, "{rows}: {sum} {brier}");
        near(of("mcb") - of("dsc") + of("unc"));
        near(of("rel") - of("res") + of("unc"));
        let stephenson = of("stephenson_rel") - of("stephenson_res") + of("unc");
        near(stephenson + of("stephenson_wbv") - 2.0 * of("stephenson_wbc"));
        let log = of("mcb_log") - of("dsc_log") + of("unc_log");
        assert!((log - of("log_loss")).abs() < 1e-12, "{rows}");
    }
}

#[test]
fn every_kind_of_rows_takes_both_closings_and_counts_every_pair_once() {
    let sandbox = Sandbox::new();
    let said = [0, 10, 20, 20, 30, 50, 50, 70, 90, 100];
    let pairs: Vec<_> = said.iter().map(|said| (*said, *said > 40)).collect();
    questions(&sandbox, "ann", &pairs);
    let names = [
        ("equal:10", "bins"),
        ("quantile:5", "bins"),
        ("0,20,50,70,100%", "bins"),
        ("distinct", "bins"),
        ("corp", "blocks"),
        ("word", "words"),
    ];
    for (rows, name) in names {
        for closing in [&["--left-closed"][..], &[]] {
            let args = [&["--rows", rows, "--no-tests"], closing].concat();
            let row = total(&json(&sandbox, &args));
            let bins = row[name].as_array().unwrap();
            let n: u64 = bins.iter().map(|bin| bin["n"].as_u64().unwrap()).sum();
            assert_eq!(n, 10, "{args:?}");
            for bin in bins
                .iter()
                .filter(|bin| bin["n"] != 0 && !bin["low"].is_null())
            {
                let mean = figure(bin, "mean_forecast");
                assert!(
                    figure(bin, "low") <= mean && mean <= figure(bin, "high"),
                    "{args:?} {bin}"
                );
            }
        }
    }
    // 0.2 lies in (0.1, 0.2] or in [0.2, 0.3).
    let n = |closing: &[&str], bin: usize| {
        let args = [&["--rows", "equal:10", "--no-tests"], closing].concat();
        total(&json(&sandbox, &args))["bins"][bin]["n"].clone()
    };
    assert_eq!((n(&[], 1), n(&[], 2)), (2.into(), 1.into()));
    assert_eq!(
        (n(&["--left-closed"], 1), n(&["--left-closed"], 2)),
        (1.into(), 2.into())
    );
}

#[test]
fn repeated_estimates_are_not_tested() {
    let sandbox = Sandbox::new();
    questions(&sandbox, "ann", &overconfident(40));
    // By days tests and verdicts rest on first estimates, and it says so.
    let first = total(&json(&sandbox, &["--weigh", "first"]));
    let days = total(&json(&sandbox, &["--weigh", "days"]));
    for name in ["mcb_p", "ece_p", "spiegelhalter_p", "e_value", "n_tested"] {
        assert_eq!(days[name], first[name], "{name}");
    }
    let verdicts = |row: &Value| {
        let bins = row["bins"].as_array().unwrap().clone();
        bins.iter()
            .map(|bin| bin["verdict"].clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(verdicts(&days), verdicts(&first));
    let page = sandbox.ok(&["calibration", "--verbose"]);
    assert!(page.contains("Weighed by days"), "{page}");
    assert!(
        page.contains("Tests and verdicts rest on first estimates"),
        "{page}"
    );
    for weigh in ["each"] {
        let row = total(&json(&sandbox, &["--weigh", weigh]));
        for name in [
            "mcb_p",
            "ece_p",
            "spiegelhalter_p",
            "citl_p",
            "cox_p",
            "e_value",
            "n_tested",
        ] {
            assert_eq!(row[name], Value::Null, "{weigh} {name}");
            assert_eq!(row[format!("{name}_why")], "not tested: repeated estimates");
        }
        assert!(figure(&row, "mcb") > 0.0);
        let page = sandbox.ok(&["calibration", "--verbose", "--weigh", weigh, "--plot"]);
        assert!(page.contains("not tested: repeated estimates"), "{page}");
        assert!(page.contains('●'), "{page}");
    }
}

#[test]
fn the_last_estimate_is_said_to_be_a_poor_judge() {
    let sandbox = Sandbox::new();
    questions(&sandbox, "ann", &overconfident(60));
    let row = total(&json(&sandbox, &["--weigh", "last"]));
    assert_eq!(row["mcb_p"], Value::Null);
    let why = "not tested: which estimate is the last depends on the outcome";
    assert_eq!(row["mcb_p_why"], why);
    assert_eq!(row["tendency"], "cannot tell");
    let page = sandbox.ok(&["calibration", "--verbose", "--weigh", "last"]);
    assert!(
        page.contains("The last estimate is a poor judge of calibration"),
        "{page}"
    );
}

#[test]
fn tests_take_one_pair_of_each_cluster() {
    let sandbox = Sandbox::new();
    questions(&sandbox, "ann", &overconfident(40));
    questions(&sandbox, "bob", &overconfident(40));
    // Bob answers Ann's questions, so that there are forty and not eighty pieces of evidence.
    for i in 0..40 {
        let text = sandbox.read(&format!("forecasts/bob-{i}.yaml"));
        let text = format!("cluster: q{i}\n{text}");
        sandbox.write_question(&format!("bob-{i}"), &text);
        let text = sandbox.read(&format!("forecasts/ann-{i}.yaml"));
        sandbox.write(
            &format!("forecasts/ann-{i}.yaml"),
            &format!("cluster: q{i}\n{text}"),
        );
    }
    let answer = json(&sandbox, &["--group-by", "forecaster"]);
    let rows = answer["rows"].as_array().unwrap();
    let of = |i: usize, name: &str| rows[i][name].clone();
    assert_eq!((of(0, "n"), of(0, "n_tested")), (40.into(), 40.into()));
    assert_eq!((of(2, "n"), of(2, "n_tested")), (80.into(), 40.into()));
    // The pooled figures are those of either, and no surer; the intervals are drawn otherwise.
    for name in [
        "mcb_p",
        "mcb_tested",
        "brier",
        "brier_low",
        "brier_high",
        "cox_slope",
    ] {
        let difference = figure(&rows[0], name) - figure(&rows[2], name);
        let drawn = name.ends_with("low") || name.ends_with("high");
        let tolerance = if drawn { 0.03 } else { 1e-9 };
        assert!(difference.abs() < tolerance, "{name} {difference}");
    }
    let page = sandbox.ok(&["calibration", "--verbose"]);
    assert!(
        flat(&page).contains("Tested on 40 pairs, one of each cluster."),
        "{page}"
    );
}

#[test]
fn without_tests_nothing_is_simulated() {
    let sandbox = Sandbox::new();
    questions(&sandbox, "ann", &overconfident(40));
    let row = total(&json(&sandbox, &["--no-tests"]));
    assert_eq!(row["mcb_p"], Value::Null);
    assert_eq!(row["mcb_p_why"], "not asked for");
    assert!(figure(&row, "mcb") > 0.0);
    assert!(row.get("hosmer_lemeshow_p").is_none());
}

#[test]
fn hosmer_and_lemeshow_come_on_request_with_their_caveat() {
    let sandbox = Sandbox::new();
    questions(&sandbox, "ann", &overconfident(40));
    let row = total(&json(&sandbox, &["--hosmer-lemeshow"]));
    // Two distinct forecasts make two groups: (8 − 2)² / 1.8 and (12 − 18)² / 1.8.
    assert!(
        (figure(&row, "hosmer_lemeshow_chisq") - 2.0 * 36.0 / 1.8).abs() < 1e-9,
        "{row}"
    );
    let page = sandbox.ok(&["calibration", "--verbose", "--hosmer-lemeshow", "5"]);
    assert!(
        page.contains("Hosmer–Lemeshow") && page.contains("groups are arbitrary"),
        "{page}"
    );
    assert_eq!(
        sandbox
            .run(&["calibration", "--verbose", "--hosmer-lemeshow", "1"])
            .code,
        2
    );
}

#[test]
fn a_band_has_an_interval_at_each_forecast() {
    let sandbox = Sandbox::new();
    questions(&sandbox, "ann", &overconfident(40));
    for bands in ["consistency", "confidence"] {
        let answer = json(&sandbox, &["--bands", bands, "--rows", "corp"]);
        assert_eq!(answer["made_with"]["bands"], bands);
        let row = total(&answer);
        let band = row["band"].as_array().unwrap();
        let at: Vec<f64> = band.iter().map(|one| figure(one, "forecast")).collect();
        assert_eq!(at, [0.1, 0.9]);
        for one in band {
            // Around the diagonal, or around the curve.
            let centre = match (bands, figure(one, "forecast") < 0.5) {
                ("consistency", _) => figure(one, "forecast"),
                (_, true) => 0.4,
                (_, false) => 0.6,
            };
            assert!(
                figure(one, "low") <= centre && centre <= figure(one, "high"),
                "{one}"
            );
        }
    }
    assert!(total(&json(&sandbox, &[])).get("band").is_none());
    let row = total(&json(
        &sandbox,
        &["--bands", "consistency", "--weigh", "each"],
    ));
    assert_eq!(row["band"], Value::Null);
    assert_eq!(row["band_why"], "not tested: repeated estimates");
}

#[test]
fn the_interval_of_a_row_can_be_worked_out_in_four_ways() {
    let sandbox = Sandbox::new();
    questions(&sandbox, "ann", &overconfident(40));
    // 12 of 20, as statsmodels' proportion_confint gives them (0.385 to 0.815 by Wald, which the
    // bootstrap comes near); the gold data compare many more.
    let known = [
        ("wilson", 0.386_581_9, 0.781_193_1),
        ("clopper-pearson", 0.360_542_6, 0.808_809_9),
        ("jeffreys", 0.383_920, 0.789_371),
        ("bootstrap", 0.4, 0.8),
    ];
    for (method, low, high) in known {
        let row = total(&json(&sandbox, &["--interval", method, "--no-tests"]));
        let bin = &row["bins"][8];
        assert_eq!(bin["n"], 20);
        let tolerance = if method == "bootstrap" { 0.051 } else { 1e-5 };
        assert!(
            (figure(bin, "frequency_low") - low).abs() < tolerance,
            "{method} {bin}"
        );
        assert!(
            (figure(bin, "frequency_high") - high).abs() < tolerance,
            "{method} {bin}"
        );
    }
    let page = sandbox.ok(&["calibration", "--verbose", "--interval", "jeffreys"]);
    assert!(flat(&page).contains("Jeffreys intervals of 95%"), "{page}");
    assert_eq!(
        sandbox
            .run(&["calibration", "--verbose", "--interval", "wald"])
            .code,
        2
    );
}

#[test]
fn a_bootstrap_of_outcomes_that_are_all_alike_has_no_interval() {
    let sandbox = Sandbox::new();
    let pairs = vec![(80, true); 12];
    questions(&sandbox, "ann", &pairs);
    let row = total(&json(&sandbox, &["--interval", "bootstrap", "--no-tests"]));
    assert_eq!(row["bins"][7]["frequency"], 1.0);
    assert_eq!(row["bins"][7]["frequency_low"], Value::Null);
    assert_eq!(row["bins"][7]["verdict"], Value::Null);
    let wilson = total(&json(&sandbox, &["--no-tests"]));
    assert_eq!(wilson["bins"][7]["verdict"], "consistent with the band");
}

#[test]
fn our_ledger_is_drawn() {
    let page = Sandbox::our_ledger().ok(&["calibration", "--verbose", "--plot"]);
    assert_page("command", "calibration-plot", &page);
}

#[test]
fn the_words_of_each_forecaster_are_told_in_a_sentence() {
    let page = Sandbox::our_ledger().ok(&[
        "calibration",
        "--verbose",
        "--rows",
        "word",
        "--group-by",
        "forecaster",
    ]);
    assert!(
        page.contains("The words of bobo-lo have meant: “improbable” 0% (0 of 2; 0–66%)"),
        "{page}"
    );
    for head in [
        "word", "band", "occurred", "observed", "interval", "verdict",
    ] {
        assert!(page.contains(head), "{page}");
    }
    // A band that nobody used is a row too.
    assert!(
        page.lines()
            .any(|line| line.contains("very unlikely") && line.contains(" 0 ")),
        "{page}"
    );
}

/// A question for each number said and seen.
fn numbers(sandbox: &Sandbox, said: &str, seen: &[&str]) {
    for (i, seen) in seen.iter().enumerate() {
        let text = format!(
            "question: How much?\nkind: number\nunit: mt\nopened: 2026-01-01\ndeadline: 2026-01-31\n\
             estimates:\n  - {{date: 2026-01-02, by: ann, {said}}}\n\
             resolution: {{outcome: {seen}, known: 2026-02-01}}\n"
        );
        sandbox.write_question(&format!("n{i}"), &text);
    }
}

#[test]
fn numbers_enter_by_the_hits_of_their_central_intervals() {
    let sandbox = Sandbox::new();
    // Of twelve outcomes three lie in an interval of 80 %.
    let seen = [
        "9", "14", "10", "1", "2", "3", "4", "5", "20", "21", "22", "23",
    ];
    numbers(&sandbox, "interval: {low: 9, high: 14, level: 80%}", &seen);
    let row = total(&json(&sandbox, &[]));
    let quantities = &row["quantities"];
    assert_eq!((&quantities["n"], &row["n"]), (&12.into(), &0.into()));
    let interval = &quantities["intervals"][0];
    assert!((figure(interval, "level") - 0.8).abs() < 1e-12);
    assert_eq!(interval["covered"], 3.0);
    assert_eq!(interval["frequency"], 0.25);
    assert_eq!(interval["verdict"], "below");
    let page = sandbox.ok(&["calibration", "--verbose"]);
    assert!(page.contains("Numbers and days"), "{page}");
    assert!(page.contains("below: too narrow"), "{page}");
}

#[test]
fn places_are_counted_by_tenths_and_a_range_is_spread_over_them() {
    let sandbox = Sandbox::new();
    // Even from 0 to 10 within the bounds: the place of 2.5 is ¼; never and beyond are not here.
    for (i, seen) in ["2.5", "2.5", "9.5"].iter().enumerate() {
        let text = format!(
            "question: How much?\nkind: number\nunit: mt\nbounds: [0, 10]\nopened: 2026-01-01\n\
             deadline: 2026-01-31\nestimates:\n  \
             - {{date: 2026-01-02, by: ann, quantiles: {{50%: 5}}}}\n\
             resolution: {{outcome: {seen}, known: 2026-02-01}}\n"
        );
        sandbox.write_question(&format!("n{i}"), &text);
    }
    let pit = total(&json(&sandbox, &[]))["quantities"]["pit"].clone();
    let tenths: Vec<f64> = pit["tenths"]
        .as_array()
        .unwrap()
        .iter()
        .map(|n| n.as_f64().unwrap())
        .collect();
    assert_eq!(tenths, [0.0, 0.0, 2.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0]);
    assert!((figure(&pit, "pit_mean") - (0.25 + 0.25 + 0.95) / 3.0).abs() < 1e-12);
    assert!(figure(&pit, "pit_ks_p") > 0.0);
    let each = total(&json(&sandbox, &["--weigh", "each"]))["quantities"]["pit"].clone();
    assert_eq!(each["pit_ks_p_why"], "not tested: repeated estimates");
}

#[test]
fn numbers_stand_in_the_row_of_their_group() {
    let sandbox = Sandbox::new();
    questions(&sandbox, "bob", &overconfident(10));
    numbers(&sandbox, "normal: {mean: 11, sd: 2}", &["11", "12"]);
    let answer = json(&sandbox, &["--group-by", "forecaster"]);
    let rows = answer["rows"].as_array().unwrap();
    let seen: Vec<_> = rows
        .iter()
        .map(|row| {
            (
                row["group"]["forecaster"].as_str(),
                row["n"].as_u64(),
                row["quantities"]["n"].as_u64(),
            )
        })
        .collect();
    assert_eq!(
        seen,
        [
            (Some("bob"), Some(10), None),
            (Some("ann"), Some(0), Some(2)),
            (None, Some(10), Some(2))
        ]
    );
}

#[test]
fn every_dimension_groups_and_its_parts_make_the_whole() {
    let sandbox = Sandbox::our_ledger();
    for dimension in [
        "forecaster",
        "kind",
        "horizon",
        "year",
        "confidence",
        "word",
        "document",
        "topic",
        "origin",
    ] {
        for command in ["score", "calibration"] {
            let args = [
                command,
                "--group-by",
                dimension,
                "--format",
                "json",
                "--resamples",
                "20",
            ];
            let json = sandbox.run(&args).json();
            let rows = json["rows"].as_array().unwrap();
            let (total, parts) = rows.split_last().unwrap();
            let n = |row: &Value| row["n"].as_u64().unwrap();
            assert_eq!(
                parts.iter().map(n).sum::<u64>(),
                n(total),
                "{command} {dimension}"
            );
            assert_eq!(total["group"], serde_json::json!({}));
            for part in parts {
                assert!(part["group"][dimension].is_string(), "{command} {part}");
            }
        }
    }
    // A forecast with several tags counts in each; any combination has its total.
    let json = sandbox
        .run(&[
            "score",
            "--group-by",
            "tag,year,forecaster",
            "--format",
            "json",
        ])
        .json();
    let rows = json["rows"].as_array().unwrap();
    assert!(rows.len() > 10);
    let group = rows[0]["group"].as_object().unwrap();
    assert_eq!(
        group.keys().collect::<Vec<_>>(),
        ["tag", "year", "forecaster"]
    );
    assert_eq!(rows.last().unwrap()["n"], 20);
    assert_eq!(
        sandbox
            .run(&["score", "--verbose", "--group-by", "colour"])
            .code,
        2
    );
}
