//! Real forecasts: what their makers published comes out of the binary.
//!
//! Sets whose licence allows it are in `tests/data/published`, cut down to the columns that matter.
//! The others are found through the variable `FORETELL_DATA`: where it is set a missing set fails,
//! where it is not the test says that it did not run.

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde_json::Value;

use crate::common::{Sandbox, root};

/// Returns a file of a set that is in the repository.
fn copied(file: &str) -> String {
    let path = root().join("tests/data/published").join(file);
    assert!(path.is_file(), "{file}");
    path.to_str().unwrap().to_owned()
}

/// Returns a file of a set that is not in the repository, where this machine has the sets.
#[expect(clippy::print_stdout, reason = "a test that did not run says so")]
fn elsewhere(file: &str) -> Option<String> {
    let Ok(data) = std::env::var("FORETELL_DATA") else {
        println!("did not run: FORETELL_DATA does not say where {file} is");
        return None;
    };
    let path = PathBuf::from(data).join(file);
    assert!(path.is_file(), "FORETELL_DATA has no {file}");
    Some(path.to_str().unwrap().to_owned())
}

/// Runs a command on a table, and returns the last row of its JSON.
fn total(command: &str, table: &str, more: &[&str]) -> Value {
    rows(command, table, more).pop().unwrap()
}

fn rows(command: &str, table: &str, more: &[&str]) -> Vec<Value> {
    let args = [
        command,
        "--table",
        table,
        "--format",
        "json",
        "--resamples",
        "0",
    ];
    let ran = Sandbox::empty().run(&[&args[..], more].concat());
    assert_eq!(ran.code, 0, "{}", ran.err);
    ran.json()["rows"].as_array().unwrap().clone()
}

fn number(row: &Value, name: &str) -> f64 {
    row[name]
        .as_f64()
        .unwrap_or_else(|| panic!("{name} is {}", row[name]))
}

/// Asserts that a figure is the published one: within half a unit of its last digit.
fn is(value: f64, published: &str) {
    let want: f64 = published.parse().unwrap();
    let places = published.split_once('.').map_or(0, |(_, part)| part.len());
    let half = 0.5 * 10_f64.powi(-i32::try_from(places).unwrap());
    assert!(
        (value - want).abs() <= half + 1e-12,
        "{value}, not {published}"
    );
}

fn figure_is(row: &Value, name: &str, published: &str) {
    is(number(row, name), published);
}

/// Returns the correlation of forecast and outcome: the discrimination slope is their covariance
/// over the outcome's variance.
fn correlation(row: &Value) -> f64 {
    let [slope, variance_y, variance_p] =
        ["discrimination_slope", "unc", "var_p"].map(|name| number(row, name));
    slope * (variance_y / variance_p).sqrt()
}

/// Returns the share of cases in which the likelier side came true.
fn right(row: &Value) -> f64 {
    number(row, "mean_conf") - number(row, "overconfidence")
}

/// Nurmi's page on the data in the package `verification`, for R: Brier score, reliability,
/// resolution, uncertainty and skill against the sample's frequency, by distinct value.
#[test]
#[ignore = "needs the forecast sets that FORETELL_DATA names"]
fn rain_at_tampere_scores_as_published() {
    let Some(table) = elsewhere("fmi_pop_tampere/normalised_binary.csv") else {
        return;
    };
    for (forecaster, event, published) in [
        ("FMI-24h", "POP", [".144", ".025", ".060", ".179", ".194"]),
        ("FMI-24h", "POPhi", [".037", ".003", ".020", ".054", ".312"]),
        ("FMI-48h", "POP", [".178", ".027", ".036", ".187", ".047"]),
        ("FMI-48h", "POPhi", [".044", ".003", ".011", ".052", ".146"]),
    ] {
        let chosen = ["--forecaster", forecaster, "--tag", event];
        let row = total("calibration", &table, &chosen);
        assert_eq!(row["n"], 346);
        for (name, published) in ["brier", "rel", "res", "unc"].into_iter().zip(published) {
            figure_is(&row, name, published);
        }
        figure_is(&total("score", &table, &chosen), "bss_sample", published[4]);
    }
}

/// Dimitriadis, Gneiting and Jordan (2021), *PNAS*, 118(8), e2016191118: table 1, and the bins of
/// the introduction.
#[test]
fn rain_at_niamey_decomposes_as_published() {
    let table = copied("niamey_precip/forecasts.csv");
    for (forecaster, mcb, dsc) in [
        ("EMOS", ".0183", ".0305"),
        ("ENS", ".066", ".044"),
        ("EPC", ".022", ".032"),
        ("Logistic", ".017", ".056"),
    ] {
        let row = total("calibration", &table, &["--forecaster", forecaster]);
        assert_eq!(row["n"], 92);
        figure_is(&row, "mcb", mcb);
        figure_is(&row, "dsc", dsc);
        figure_is(&row, "unc", ".244");
    }
    figure_is(
        &total("score", &table, &["--forecaster", "EMOS"]),
        "brier",
        ".232",
    );
    for (bins, reliability, resolution) in [
        (9, ".075", ".052"),
        (10, ".064", ".044"),
        (11, ".079", ".056"),
    ] {
        let equal = format!("equal:{bins}");
        let row = total(
            "calibration",
            &table,
            &["--forecaster", "ENS", "--rows", &equal],
        );
        figure_is(&row, "stephenson_rel", reliability);
        figure_is(&row, "stephenson_res", resolution);
    }
}

/// Murphy, A. H. (1996). The Finley affair. *Weather and Forecasting*, 11(1), 3–20.
#[test]
fn finleys_tornadoes_score_as_published() {
    let row = total(
        "score",
        &copied("finley_tornado_1884/counts.csv"),
        &["--counts"],
    );
    assert_eq!(row["n"], 2803);
    figure_is(&row, "proportion_correct", ".966");
    figure_is(&row, "brier", ".0339");
    figure_is(&row, "false_alarm_ratio", ".72");
    figure_is(&row, "threat_score", ".228");
    figure_is(&row, "peirce", ".523");
    assert_eq!(row["log_loss"], "inf");
    assert_eq!(row["n_infinite_log"], 95);
}

/// A forecaster's own count of a year: right and wrong at each level, and how much likelier the
/// outcomes were than had every forecast been 50 %.
#[test]
fn a_year_of_forecasts_is_as_likely_as_its_maker_worked_out() {
    let table = copied("ssc_2019_counts/counts.csv");
    let row = total("calibration", &table, &["--counts", "--rows", "distinct"]);
    let bins = row["bins"].as_array().unwrap();
    let counted: Vec<_> = bins
        .iter()
        .map(|bin| {
            let right = number(bin, "events");
            (number(bin, "low"), right, number(bin, "n") - right)
        })
        .collect();
    let published = [
        (0.5, 7.0, 4.0),
        (0.6, 15.0, 7.0),
        (0.7, 12.0, 5.0),
        (0.8, 31.0, 6.0),
        (0.9, 16.0, 1.0),
        (0.95, 5.0, 0.0),
    ];
    assert_eq!(counted, published);
    let ratio = number(&row, "n") * (2.0_f64.ln() - number(&row, "log_loss"));
    is(ratio.exp() / 1e9, "7.4624");
}

/// `pooledmaRket`: the last price of each study's market, and the mean of its survey.
#[test]
fn replication_markets_and_surveys_foretell_as_published() {
    let market = copied("replication_markets/market.csv.gz");
    // Whoever trades last makes the price.
    let last = ["--weigh", "last", "--columns", "forecaster="];
    let row = total("calibration", &market, &last);
    assert_eq!(row["n"], 103);
    is(right(&row), ".73");
    is(correlation(&row), ".581");

    let survey = copied("replication_markets/survey.csv.gz");
    let each = rows("score", &survey, &[]);
    assert_eq!(each[0]["n"], 7377);
    assert_eq!(each[0]["questions"], 103);
    let row = total(
        "calibration",
        &means(&survey),
        &["--columns", "probability=mean"],
    );
    is(correlation(&row), ".564");
}

/// Returns a table with the mean answer to each question.
fn means(survey: &str) -> String {
    use std::io::Read;
    let file = std::fs::File::open(survey).unwrap();
    let mut text = String::new();
    flate2::read::GzDecoder::new(file)
        .read_to_string(&mut text)
        .unwrap();
    let mut questions: BTreeMap<&str, (f64, f64, &str)> = BTreeMap::new();
    for line in text.lines().skip(1) {
        let [question, _, answer, outcome] = line.split(',').collect::<Vec<_>>()[..] else {
            panic!("{line}");
        };
        let sum = questions.entry(question).or_insert((0.0, 0.0, outcome));
        sum.0 += answer.parse::<f64>().unwrap();
        sum.1 += 1.0;
    }
    let rows = questions
        .values()
        .map(|(sum, n, outcome)| format!("{},{outcome}\n", sum / n));
    let path = std::env::temp_dir().join(format!("foretell-survey-{}.csv", std::process::id()));
    std::fs::write(&path, format!("mean,outcome\n{}", rows.collect::<String>())).unwrap();
    path.to_str().unwrap().to_owned()
}

/// The Economist's own evaluation of its model, from probabilities of three decimals.
#[test]
fn the_economists_model_scores_as_published() {
    let table = copied("economist_potus/forecasts.csv");
    for (year, brier, correct) in [
        ("2008", 0.028_99, 49.0),
        ("2012", 0.019_32, 50.0),
        ("2016", 0.050_83, 48.0),
    ] {
        let row = total("calibration", &table, &["--tag", year]);
        assert_eq!(row["n"], 51);
        assert!((number(&row, "brier") - brier).abs() < 0.000_02, "{year}");
        assert!((51.0 * right(&row) - correct).abs() < 1e-9, "{year}");
    }
}

/// `FiveThirtyEight`: how often the favourite won, and how often it should have.
#[test]
fn the_favourites_of_the_tournament_won_as_often_as_published() {
    let row = total("score", &copied("fte_ncaa/forecasts.csv"), &[]);
    assert_eq!(row["n"], 253);
    figure_is(&row, "base_rate", ".700");
    figure_is(&row, "mean_forecast", ".721");
}

/// What `scoringutils` prints for a model, to three significant digits.
#[test]
fn the_european_forecast_hubs_models_score_as_published() {
    const NAMES: [&str; 7] = [
        "wis",
        "overprediction",
        "underprediction",
        "dispersion",
        "coverage_0.5",
        "coverage_0.9",
        "mae_median",
    ];
    let table = copied("covid_hub_europe_cases/quantiles.csv.gz");
    let rows = rows("score", &table, &["--group-by", "forecaster"]);
    for (model, published) in [
        (
            "EuroCOVIDhub-ensemble",
            [17_900.0, 10_000.0, 4_240.0, 3_660.0, 0.391, 0.805, 24_100.0],
        ),
        (
            "EuroCOVIDhub-baseline",
            [
                28_500.0, 14_100.0, 10_300.0, 4_100.0, 0.328, 0.820, 38_500.0,
            ],
        ),
        (
            "epiforecasts-EpiNow2",
            [20_800.0, 11_900.0, 3_260.0, 5_660.0, 0.469, 0.789, 27_900.0],
        ),
    ] {
        let row = rows.iter().find(|row| row["group"]["forecaster"] == model);
        let row = row.unwrap_or_else(|| panic!("no row for {model}"));
        assert_eq!(row["n"], 128);
        for (name, want) in NAMES.into_iter().zip(published) {
            let unit = 10_f64.powf(f64::log10(want).floor() - 2.0);
            let value = number(row, name);
            assert!(
                (value - want).abs() <= 0.5 * unit + 1e-9,
                "{model} {name}: {value}"
            );
        }
    }
}

#[test]
#[ignore = "needs the forecast sets that FORETELL_DATA names"]
fn a_forecast_that_was_cut_off_is_the_only_fault_of_its_tournament() {
    let Some(table) = elsewhere("gjp_year1_mini/normalised.csv") else {
        return;
    };
    let args = [
        "score",
        "--table",
        &table,
        "--format",
        "json",
        "--resamples",
        "0",
    ];
    let ran = Sandbox::empty().run(&args);
    assert!(
        ran.err
            .contains("the probabilities add up to 0.98, not to 1"),
        "{}",
        ran.err
    );
    assert_eq!(ran.err.lines().count(), 1, "{}", ran.err);
    let json = ran.json();
    assert_eq!(json["rows"][0]["n"], 4408);
    assert_eq!(json["rows"][0]["questions"], 18);
}

#[test]
#[ignore = "needs the forecast sets that FORETELL_DATA names"]
fn a_million_forecasts_with_their_history_are_read_and_counted() {
    let Some(table) = elsewhere("fte_checking_our_work/normalised.csv.gz") else {
        return;
    };
    let row = total("score", &table, &[]);
    // 1,224,768 rows, of which 16 are void.
    assert_eq!(row["n"], 1_224_752);
    assert!(
        number(&row, "clusters") < 80_000.0,
        "history is not independent"
    );
    figure_is(&row, "brier", ".075");
}
