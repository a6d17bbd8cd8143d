//! `foretell score --like`: the golden values of the platforms, from records.

use serde_json::Value;

use crate::common::{Sandbox, assert_page, question};

const NO: &str = "outcome: no, known: 2026-01-11";
const YES: &str = "outcome: yes, known: 2026-01-11, happened: 2026-01-10";

/// A ledger of one question, open from 1 to 10 January.
fn one(estimates: &[(&str, &str, &str)], resolution: &str) -> Sandbox {
    of_kind("", estimates, resolution)
}

/// A ledger of one question of a kind.
fn of_kind(head: &str, estimates: &[(&str, &str, &str)], resolution: &str) -> Sandbox {
    let sandbox = Sandbox::new();
    let text = question(estimates, resolution);
    sandbox.write("forecasts/q.yaml", &format!("{head}{text}"));
    sandbox
}

/// The numbers of each forecaster, by name, the total last.
fn rows(sandbox: &Sandbox, platform: &str) -> Vec<Value> {
    let ran = sandbox.run(&["score", "--like", platform, "--format", "json"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let answer = ran.json();
    assert_eq!(answer["made_with"]["like"], platform);
    answer["rows"].as_array().unwrap().clone()
}

/// The number of one forecaster.
fn number(sandbox: &Sandbox, platform: &str, by: &str, name: &str) -> f64 {
    let rows = rows(sandbox, platform);
    let found = rows.iter().find(|row| row["group"]["forecaster"] == by);
    let value = &found.unwrap_or_else(|| panic!("no {by} in {rows:?}"))[name];
    value
        .as_f64()
        .unwrap_or_else(|| panic!("{name} is {value}"))
}

fn near(value: f64, want: f64, digits: f64) {
    assert!((value - want).abs() < digits, "{value} is not {want}");
}

/// What ann alone gets for one estimate of the first day.
fn alone(head: &str, what: &str, resolution: &str, platform: &str, name: &str) -> f64 {
    let sandbox = of_kind(head, &[("ann", "2026-01-01", what)], resolution);
    number(&sandbox, platform, "ann", name)
}

#[test]
fn metaculus_gives_binary_points_as_its_own_tests_have_them() {
    // Metaculus, tests/unit/test_scoring/test_score_math.py: .9 right and wrong.
    let points = |what: &str| alone("", what, YES, "metaculus", "baseline");
    near(points("90%"), 84.799_690_66, 1e-8);
    near(points("10%"), -232.192_809_49, 1e-8);
    // 100 (1 + log₂ p); the FAQ rounds to −897 and +99.9.
    near(points("0.1%"), -896.578, 5e-4);
    near(points("99.9%"), 99.856, 5e-4);
    near(
        alone("", "10%", NO, "metaculus", "baseline"),
        84.799_690_66,
        1e-8,
    );
}

#[test]
fn metaculus_counts_half_of_the_time_as_half_of_the_points() {
    // The platform's own test: .9 said at half of the horizon, 84.79969066/2, a coverage of .5.
    let sandbox = one(&[("ann", "2026-01-06", "90%")], YES);
    near(
        number(&sandbox, "metaculus", "ann", "baseline"),
        42.399_845_33,
        1e-8,
    );
    near(number(&sandbox, "metaculus", "ann", "coverage"), 0.5, 1e-12);
    // Known after half of the time: as much of the scheduled life, and no more.
    let early = one(
        &[("ann", "2026-01-01", "90%")],
        "outcome: yes, happened: 2026-01-06",
    );
    near(
        number(&early, "metaculus", "ann", "baseline"),
        42.399_845_33,
        1e-8,
    );
    near(number(&early, "metaculus", "ann", "coverage"), 0.5, 1e-12);
    near(
        number(&early, "metaculus", "ann", "spot_baseline"),
        84.799_690_66,
        1e-8,
    );
}

#[test]
fn metaculus_gives_the_worked_example_of_its_faq() {
    // Five days, the first without a forecast: 40 %, 70 %, 70 %, 80 %, and yes; the FAQ gives 0,
    // −32, +49, +49, +68, in all +27.
    let estimates = [
        ("ann", "2026-01-02", "40%"),
        ("ann", "2026-01-03", "70%"),
        ("ann", "2026-01-05", "80%"),
    ];
    let text = question(&estimates, YES)
        .replace("2026-01-10", "2026-01-05")
        .replace("2026-01-11", "2026-01-06");
    let sandbox = Sandbox::new();
    sandbox.write("forecasts/q.yaml", &text);
    near(number(&sandbox, "metaculus", "ann", "baseline"), 27.0, 0.5);
    near(number(&sandbox, "metaculus", "ann", "coverage"), 0.8, 1e-12);
}

#[test]
fn metaculus_scores_one_of_three_options() {
    // The platform's own test: 1/3, the rest, and 3^(−1/2) of what came about: half of the points.
    let head = "kind: choice\noptions: [first, second, other]\n";
    let what = "probabilities: {first: 0.3333333333333333, second: 0.0893163974770409, other: \
                0.5773502691896258}";
    let resolution = "outcome: other, known: 2026-01-11";
    near(
        alone(head, what, resolution, "metaculus", "baseline"),
        50.0,
        1e-9,
    );
}

#[test]
fn metaculus_scores_numbers_by_their_bucket() {
    let head = "kind: number\nunit: bcm\nbounds: [0, 100]\n";
    let resolution = "outcome: 38.2, known: 2026-01-11";
    // The same everywhere, and 5 % beyond either bound: 0. e times as much in the bucket: 50.
    let points = |what: &str| alone(head, what, resolution, "metaculus", "baseline");
    near(points("quantiles: {5%: 0, 95%: 100}"), 0.0, 1e-9);
    let level = 30.0 + 100.0 * 0.0045 * std::f64::consts::E;
    let what = format!("quantiles: {{5%: 0, 30%: 38, {level}%: 38.5, 95%: 100}}");
    near(points(&what), 50.0, 1e-9);
    // Beyond a bound 5 % is the baseline: 10 % there is ln 2 better.
    let above = |what: &str| {
        alone(
            head,
            what,
            "outcome: above, known: 2026-01-11",
            "metaculus",
            "baseline",
        )
    };
    near(
        above("quantiles: {5%: 0, 90%: 100}"),
        50.0 * 2.0_f64.ln(),
        1e-9,
    );
    let page = of_kind(
        "kind: number\nunit: bcm\n",
        &[("ann", "2026-01-01", "normal: {mean: 40, sd: 5}")],
        resolution,
    )
    .ok(&["score", "--like", "metaculus"]);
    assert!(page.contains("1 forecast without bounds"), "{page}");
}

#[test]
fn metaculus_compares_three_forecasters_with_each_other() {
    let peers = |said: [&str; 3]| {
        let estimates = [
            ("ann", "2026-01-01", said[0]),
            ("bob", "2026-01-01", said[1]),
            ("cat", "2026-01-01", said[2]),
        ];
        let sandbox = one(&estimates, YES);
        ["ann", "bob", "cat"].map(|by| {
            let peer = number(&sandbox, "metaculus", by, "peer");
            near(number(&sandbox, "metaculus", by, "spot_peer"), peer, 1e-9);
            peer
        })
    };
    // 100 · 3/2 · ln(p/geometric mean), which sum to 0.
    for (peer, want) in peers(["10%", "50%", "90%"])
        .into_iter()
        .zip([-190.3331, 51.0826, 139.2506])
    {
        near(peer, want, 5e-5);
    }
    // The geometric mean of .7, .8 and .9 is .79581144.
    for (peer, p) in peers(["70%", "80%", "90%"])
        .into_iter()
        .zip([0.7_f64, 0.8, 0.9])
    {
        near(peer, 150.0 * (p / 0.795_811_44).ln(), 1e-5);
    }
}

#[test]
fn metaculus_gives_nothing_to_compare_with_nobody_and_draws_few_questions_to_nothing() {
    let sandbox = one(
        &[("ann", "2026-01-01", "80%"), ("bob", "2026-01-06", "40%")],
        YES,
    );
    // Only the second half has two.
    near(
        number(&sandbox, "metaculus", "ann", "peer"),
        50.0 * 2.0_f64.ln(),
        1e-9,
    );
    near(
        number(&sandbox, "metaculus", "ann", "spot_peer"),
        100.0 * 2.0_f64.ln(),
        1e-9,
    );
    let global = number(&sandbox, "metaculus", "ann", "peer_global");
    near(global, 50.0 * 2.0_f64.ln() / 30.0, 1e-9);
    // Who is filtered out is still one of the others.
    let only = [
        "score",
        "--like",
        "metaculus",
        "--forecaster",
        "ann",
        "--format",
        "json",
    ];
    let rows = sandbox.run(&only).json()["rows"].clone();
    assert_eq!(rows.as_array().unwrap().len(), 2);
    near(rows[0]["peer"].as_f64().unwrap(), 50.0 * 2.0_f64.ln(), 1e-9);
}

#[test]
fn what_was_said_when_the_outcome_was_known_counts_on_no_platform() {
    let estimates = [("ann", "2026-01-01", "90%"), ("ann", "2026-01-06", "1%")];
    let cut = one(&estimates, "outcome: yes, happened: 2026-01-06");
    let plain = one(&estimates[..1], "outcome: yes, happened: 2026-01-06");
    for platform in [
        "metaculus",
        "gjo",
        "fatebook",
        "predictionbook",
        "forecastbench",
    ] {
        assert_eq!(rows(&cut, platform), rows(&plain, platform), "{platform}");
    }
}

#[test]
fn good_judgment_splits_options_in_order() {
    let options = "options: [low, middle, high, top]\n";
    let score = |kind: &str, said: [&str; 4], outcome: &str| {
        let [a, b, c, d] = said;
        let what = format!("probabilities: {{low: {a}, middle: {b}, high: {c}, top: {d}}}");
        let resolution = format!("outcome: {outcome}, known: 2026-01-11");
        let head = format!("kind: {kind}\n{options}");
        alone(&head, &what, &resolution, "gjo", "brier_full")
    };
    let cases = [
        (["25%", "25%", "30%", "20%"], "middle", 0.235, 0.755),
        (["0%", "0%", "100%", "0%"], "top", 2.0 / 3.0, 2.0),
        (["10%", "20%", "40%", "30%"], "top", 1.18 / 3.0, 0.7),
    ];
    for (said, outcome, ordered, plain) in cases {
        near(score("ordered", said, outcome), ordered, 1e-9);
        near(score("choice", said, outcome), plain, 1e-9);
    }
}

#[test]
fn good_judgment_scores_full_days_against_the_median() {
    // Days of .5 (ten), .02 (from the third) and .98 (from the sixth).
    let estimates = [
        ("ann", "2026-01-01", "50%"),
        ("bob", "2026-01-03", "90%"),
        ("cat", "2026-01-06", "30%"),
    ];
    let sandbox = one(&estimates, YES);
    let of = |by: &str, name: &str| number(&sandbox, "gjo", by, name);
    near(of("bob", "brier_full"), 0.02, 1e-12);
    near(of("bob", "n_days"), 8.0, 1e-12);
    near(of("bob", "coverage"), 0.8, 1e-12);
    // The median is .26 on three days of two, and .5 on five of three.
    near(of("bob", "median"), (3.0 * 0.26 + 5.0 * 0.5) / 8.0, 1e-12);
    near(
        of("bob", "accuracy"),
        0.02 - (3.0 * 0.26 + 5.0 * 0.5) / 8.0,
        1e-12,
    );
    // The day on which the outcome was known is not full.
    let early = one(&estimates, "outcome: yes, happened: 2026-01-06");
    near(number(&early, "gjo", "ann", "n_days"), 5.0, 1e-12);
}

#[test]
fn fatebook_scores_the_mean_forecast_of_a_day_and_favours_the_late() {
    // On the first day half at .2 and half at .8: a mean of .5 scores .5; then nine days of .08.
    let estimates = [
        ("ann", "2026-01-01T00:00:00Z", "20%"),
        ("ann", "2026-01-01T12:00:00Z", "80%"),
        ("bob", "2026-01-06T00:00:00Z", "50%"),
    ];
    let sandbox = one(&estimates, YES);
    let of = |by: &str, name: &str| number(&sandbox, "fatebook", by, name);
    near(of("ann", "absolute"), (0.5 + 9.0 * 0.08) / 10.0, 1e-12);
    // Five days of .5, over all ten.
    near(of("bob", "absolute"), 0.25, 1e-12);
    near(of("bob", "relative"), 5.0 * (0.5 - 0.29) / 10.0, 1e-12);
    near(of("bob", "coverage"), 0.5, 1e-12);
    let alone = one(&estimates[..2], YES);
    let row = rows(&alone, "fatebook")[0].clone();
    assert_eq!(row["relative_why"], "needs at least 2, has 1");
}

#[test]
fn fatebook_adds_up_the_options_of_a_choice() {
    let head = "kind: choice\noptions: [a, b, c]\n";
    let what = "probabilities: {a: 50%, b: 30%, c: 20%}";
    let score = alone(
        head,
        what,
        "outcome: a, known: 2026-01-11",
        "fatebook",
        "absolute",
    );
    near(score, 2.0 * (0.25 + 0.09 + 0.04), 1e-12);
}

#[test]
fn predictionbook_hands_out_a_handicap_for_few_responses() {
    // A mean of .15 over 40 responses: .15 + 1/√40 = .3081.
    let sandbox = Sandbox::new();
    let said = format!("{}", 1.0 - 0.15_f64.sqrt());
    for i in 0..20 {
        let estimates = [
            ("ann", "2026-01-01", said.as_str()),
            ("ann", "2026-01-05", said.as_str()),
        ];
        sandbox.write(&format!("forecasts/q{i}.yaml"), &question(&estimates, YES));
    }
    let of = |name: &str| number(&sandbox, "predictionbook", "ann", name);
    near(of("n_responses"), 40.0, 1e-12);
    near(of("brier"), 0.15, 1e-9);
    near(of("brier_adjusted"), 0.3081, 5e-5);
}

#[test]
fn forecastbench_puts_always_one_half_at_fifty() {
    // 100 (1 − √B) at .25, .16 and .09.
    for (said, brier, index) in [
        ("50%", 0.25, 50.0),
        ("60%", 0.16, 60.0),
        ("70%", 0.09, 70.0),
    ] {
        near(alone("", said, YES, "forecastbench", "brier"), brier, 1e-12);
        near(
            alone("", said, YES, "forecastbench", "brier_index"),
            index,
            1e-9,
        );
    }
    // A partial outcome too: ½ scores .04 against .3, and its index is still 50.
    let half = alone(
        "",
        "50%",
        "outcome: 30%, known: 2026-01-11",
        "forecastbench",
        "brier_index",
    );
    near(half, 50.0, 1e-9);
}

#[test]
fn forecastbench_adjusts_for_difficulty_and_compares_with_the_base_rate() {
    // The first estimate of each; alike on the common question, one hard and one easy besides.
    let sandbox = Sandbox::new();
    let write = |id: &str, more: &str, estimates: &[(&str, &str, &str)]| {
        let text = question(estimates, YES);
        sandbox.write(&format!("forecasts/{id}.yaml"), &format!("{more}{text}"));
    };
    write(
        "common",
        "base_rate: {probability: 40%}\n",
        &[
            ("ann", "2026-01-01", "50%"),
            ("ann", "2026-01-09", "99%"),
            ("bob", "2026-01-01", "50%"),
        ],
    );
    write("hard", "", &[("ann", "2026-01-01", "20%")]);
    write("easy", "", &[("bob", "2026-01-01", "90%")]);
    let of = |by: &str, name: &str| number(&sandbox, "forecastbench", by, name);
    near(of("ann", "brier"), f64::midpoint(0.25, 0.64), 1e-12);
    for by in ["ann", "bob"] {
        near(of(by, "brier_adjusted"), 0.3, 1e-9);
        near(of(by, "peer"), 0.0, 1e-12);
        near(of(by, "brier_skill"), 0.36 - 0.25, 1e-12);
        near(of(by, "coverage"), 2.0 / 3.0, 1e-12);
    }
}

#[test]
fn our_ledger_has_a_page_for_each_platform() {
    let ledger = Sandbox::our_ledger();
    let pages = [
        "metaculus",
        "gjo",
        "fatebook",
        "predictionbook",
        "forecastbench",
    ]
    .map(|platform| {
        let page = ledger.ok(&["score", "--like", platform]);
        format!("$ foretell score --like {platform}\n{page}")
    });
    assert_page("command", "score-like", &pages.join("\n"));
}

#[test]
fn questions_that_a_platform_does_not_know_are_counted() {
    let head = "kind: number\nunit: bcm\nbounds: [0, 100]\n";
    let sandbox = of_kind(
        head,
        &[("ann", "2026-01-01", "normal: {mean: 40, sd: 5}")],
        "outcome: 30, known: 2026-01-11",
    );
    for platform in ["gjo", "fatebook", "predictionbook", "forecastbench"] {
        let answer = sandbox
            .run(&["score", "--like", platform, "--format", "json"])
            .json();
        assert_eq!(answer["skipped"]["other_kind"], 1, "{platform}");
        assert_eq!(answer["rows"], serde_json::json!([]));
    }
    let partial = one(
        &[("ann", "2026-01-01", "40%")],
        "outcome: 30%, known: 2026-01-11",
    );
    for platform in ["metaculus", "gjo", "fatebook", "predictionbook"] {
        let answer = partial
            .run(&["score", "--like", platform, "--format", "json"])
            .json();
        assert_eq!(answer["skipped"]["fractional"], 1, "{platform}");
    }
}

#[test]
fn groups_of_questions_have_rows_and_groups_of_estimates_are_refused() {
    let sandbox = one(&[("ann", "2026-01-01", "90%")], YES);
    let by_year = sandbox.run(&[
        "score",
        "--like",
        "gjo",
        "--group-by",
        "year",
        "--format",
        "json",
    ]);
    assert_eq!(by_year.json()["rows"][0]["group"]["year"], "2026");
    let refused = |args: &[&str], why: &str| {
        let ran = sandbox.run(&[&["score", "--like"], args].concat());
        assert_eq!(ran.code, 2, "{args:?}");
        assert!(ran.err.contains(why), "{}", ran.err);
    };
    refused(&["gjo", "--group-by", "horizon"], "no groups by horizon");
    refused(
        &["manifold"],
        "one of metaculus, gjo, fatebook, predictionbook, forecastbench",
    );
    refused(&["gjo", "--weigh", "first"], "--weigh");
    refused(&["gjo", "--adjust"], "--adjust");
}

/// The bins of a platform's calibration table that hold something: their low end, how many
/// forecasts they hold, and the share that came true.
fn bins(sandbox: &Sandbox, platform: &str) -> Vec<(f64, u64, f64)> {
    let args = ["calibration", "--like", platform, "--format", "json"];
    let answer = sandbox.run(&args).json();
    assert_eq!(answer["made_with"]["like"], platform);
    let bins = answer["rows"][0]["bins"].as_array().unwrap();
    let some = bins.iter().filter(|bin| bin["n"] != 0);
    some.map(|bin| {
        let number = |name: &str| bin[name].as_f64().unwrap();
        (
            number("low"),
            bin["n"].as_u64().unwrap(),
            number("frequency"),
        )
    })
    .collect()
}

#[test]
fn metaculus_weighs_its_calibration_by_time_and_bands_it_by_rows() {
    let sandbox = Sandbox::new();
    // 60 % for all ten days and yes; 60 % for two of ten, then 90 %, and no.
    let first = [("ann", "2026-01-01", "60%")];
    sandbox.write("forecasts/came-true.yaml", &question(&first, YES));
    let second = [("ann", "2026-01-01", "60%"), ("ann", "2026-01-03", "90%")];
    sandbox.write("forecasts/did-not.yaml", &question(&second, NO));
    let found = bins(&sandbox, "metaculus");
    assert_eq!(found.len(), 2);
    let (low, n, share) = found[0];
    near(low, 0.575, 1e-12);
    assert_eq!(n, 2);
    near(share, 1.0 / 1.2, 1e-12);
    // 90 % lies from 21/24 to 22/24.
    near(found[1].0, 21.0 / 24.0, 1e-12);
    let args = ["calibration", "--like", "metaculus", "--format", "json"];
    let bins = sandbox.run(&args).json()["rows"][0]["bins"].clone();
    assert_eq!(bins.as_array().unwrap().len(), 21);
    // P(X ≤ 0) of two at .575 is .18, so 0 of 2; P(X ≤ 1) at .625 is .61, so 2 of 2.
    assert_eq!(
        (&bins[12]["expected_low"], &bins[12]["expected_high"]),
        (&0.0.into(), &1.0.into())
    );
    // One at 22/24 and all of it: P(X ≤ 0) at 21/24 is .125.
    assert_eq!(bins[18]["expected_low"], 0.0);
}

#[test]
fn fatebook_counts_every_forecast_that_is_not_replaced_within_a_minute() {
    let estimates = [
        ("ann", "2026-01-01T10:00:00Z", "85%"),
        ("ann", "2026-01-02T10:00:00Z", "15%"),
        ("ann", "2026-01-03T10:00:00Z", "50%"),
        ("ann", "2026-01-03T10:00:30Z", "84%"),
    ];
    // 85 % belongs to 90 %, 15 % to 20 %, 84 % to 80 %; 50 % stood for half a minute.
    let found = bins(&one(&estimates, YES), "fatebook");
    let places: Vec<_> = found
        .iter()
        .map(|(low, n, share)| ((low * 100.0).round(), *n, *share))
        .collect();
    assert_eq!(places, [(15.0, 1, 1.0), (75.0, 1, 1.0), (85.0, 1, 1.0)]);
    let head = "kind: choice\noptions: [a, b]\n";
    let choice = [("ann", "2026-01-01", "probabilities: {a: 80%, b: 20%}")];
    let found = bins(
        &of_kind(head, &choice, "outcome: a, known: 2026-01-11"),
        "fatebook",
    );
    let shares: Vec<_> = found.iter().map(|(_, n, share)| (*n, *share)).collect();
    assert_eq!(shares, [(1, 0.0), (1, 1.0)]);
}

#[test]
fn predictionbook_folds_its_calibration_at_one_half() {
    let estimates = [
        ("ann", "2026-01-01", "30%"),
        ("ann", "2026-01-02", "70%"),
        ("ann", "2026-01-03", "79%"),
        ("ann", "2026-01-04", "100%"),
        ("bob", "2026-01-04", "50%"),
    ];
    // 30 % of a yes is 70 % of a no, which did not come true.
    let found = bins(&one(&estimates, YES), "predictionbook");
    let places: Vec<_> = found
        .iter()
        .map(|(low, n, _)| ((low * 100.0).round(), *n))
        .collect();
    assert_eq!(places, [(50.0, 1), (70.0, 3), (100.0, 1)]);
    near(found[1].2, 2.0 / 3.0, 1e-12);
    let ann = [
        "calibration",
        "--like",
        "predictionbook",
        "--forecaster",
        "ann",
        "--format",
        "json",
    ];
    assert_eq!(one(&estimates, YES).run(&ann).json()["rows"][0]["n"], 4);
}

#[test]
fn a_platform_without_a_calibration_table_says_so() {
    let sandbox = one(&[("ann", "2026-01-01", "90%")], YES);
    let refused = |args: &[&str], why: &str| {
        let ran = sandbox.run(&[&["calibration", "--like"], args].concat());
        assert_eq!(ran.code, 2, "{args:?}");
        assert!(ran.err.contains(why), "{}", ran.err);
    };
    refused(&["gjo"], "gjo prints no calibration table");
    refused(
        &["forecastbench"],
        "forecastbench prints no calibration table",
    );
    refused(&["metaculus", "--group-by", "tag"], "has no groups");
    refused(&["metaculus", "--rows", "word"], "--rows");
    let pages = ["metaculus", "fatebook", "predictionbook"].map(|platform| {
        let page = Sandbox::our_ledger().ok(&["calibration", "--like", platform]);
        format!("$ foretell calibration --like {platform}\n{page}")
    });
    assert_page("command", "calibration-like", &pages.join("\n"));
}
