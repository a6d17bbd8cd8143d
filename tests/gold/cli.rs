//! The headline figures once more, through the binary: a ledger is built from each data set, and
//! the JSON of `score` and `calibration` is compared.

use serde_json::{Value, json};

use super::{Dataset, Report, datasets};
use crate::common::Sandbox;

/// A record, without its id, estimate and outcome.
const HEAD: &str = "question: Will it?\nopened: 2020-01-01\ndeadline: 2020-12-31\n";

/// Returns a ledger with a record for each row: what the row adds to the question, what was said
/// and what happened.
fn ledger(rows: impl Iterator<Item = (String, String, String)>) -> Sandbox {
    let sandbox = Sandbox::new();
    for (i, (kind, said, seen)) in rows.enumerate() {
        let text = format!(
            "{HEAD}{kind}estimates:\n  - {{date: 2020-01-02, by: ann, {said}}}\n\
             resolution: {{outcome: {seen}, happened: 2020-12-31, known: 2021-01-01}}\n"
        );
        sandbox.write_question(&format!("q{i}"), &text);
    }
    sandbox
}

/// Returns the last row of a command's JSON, which must have every pair.
fn total(sandbox: &Sandbox, args: &[&str], n: usize) -> Value {
    let args = [args, &["--format", "json", "--weigh", "first"]].concat();
    let row = sandbox.run(&args).json()["rows"]
        .as_array()
        .unwrap()
        .last()
        .unwrap()
        .clone();
    assert_eq!(row["n"], n, "{args:?}");
    row
}

/// Compares the parts of a gold object under names of ours.
fn compare_parts(
    report: &mut Report,
    data: &Dataset,
    metric: &str,
    row: &Value,
    names: &[(&str, &str)],
) {
    report.compare_parts(data, metric, || {
        let parts = names
            .iter()
            .map(|(theirs, ours)| ((*theirs).to_owned(), row[*ours].clone()));
        Value::Object(parts.collect())
    });
}

#[test]
fn the_binary_figures_come_out_of_the_command_line() {
    let all = datasets(&["binary"]);
    let mut report = Report::default();
    // Five thousand records are for the library to score.
    for data in all
        .iter()
        .filter(|data| data.table("csv").numbers("p").len() <= 200)
    {
        let table = data.table("csv");
        let n = table.numbers("p").len();
        let said = table.text("p").into_iter().zip(table.text("y"));
        let row = |(p, y): (&str, &str)| {
            let seen = if y == "1" { "yes" } else { "no" };
            // A bare 1 may mean 1 %.
            let said = if p == "1" { "100%" } else { p };
            (
                String::new(),
                format!("probability: {said}"),
                seen.to_owned(),
            )
        };
        let sandbox = ledger(said.map(row));
        scores(&mut report, data, &total(&sandbox, &["score"], n));
        let args = [
            "calibration",
            "--resamples",
            "50",
            "--hosmer-lemeshow",
            "10",
        ];
        calibration(&mut report, data, &total(&sandbox, &args, n));
    }
    report.finish_some("binary, by the command line", 400);
}

pub(super) fn scores(report: &mut Report, data: &Dataset, row: &Value) {
    for (theirs, ours) in [
        ("base_rate", "base_rate"),
        ("mean_p", "mean_forecast"),
        ("brier", "brier"),
        ("brier_full", "brier_full"),
        ("log_loss", "log_loss"),
        ("n_infinite_log", "n_infinite_log"),
        ("spherical", "spherical"),
        ("bss_base_rate", "bss_sample"),
        ("bss_half", "bss_half"),
        ("auc", "auc"),
    ] {
        report.compare(data, theirs, || row[ours].clone());
    }
}

pub(super) fn calibration(report: &mut Report, data: &Dataset, row: &Value) {
    for (theirs, ours) in [
        ("ece_ew10", "ece"),
        ("rmsce_ew10", "rmsce"),
        ("mce_ew10", "mce"),
        ("l2ce_sq_debiased_ew10", "l2ce_sq_debiased"),
        ("citl_difference", "citl_difference"),
        ("oe_ratio", "oe_ratio"),
        ("discrimination_slope", "discrimination_slope"),
    ] {
        report.compare(data, theirs, || row[ours].clone());
    }
    let mut parts = |metric, names: &[(&str, &str)]| {
        // Where a library has nothing, so have we.
        if data
            .expected(metric)
            .is_some_and(|expected| expected.value.is_null())
        {
            report.compare(data, metric, || row[names[0].1].clone());
        } else {
            compare_parts(report, data, metric, row, names);
        }
    };
    parts(
        "corp_brier",
        &[
            ("score", "brier"),
            ("mcb", "mcb"),
            ("dsc", "dsc"),
            ("unc", "unc"),
        ],
    );
    parts(
        "corp_log",
        &[
            ("score", "log_loss"),
            ("mcb", "mcb_log"),
            ("dsc", "dsc_log"),
            ("unc", "unc_log"),
        ],
    );
    parts(
        "murphy_unique",
        &[("rel", "rel"), ("res", "res"), ("unc", "unc")],
    );
    parts(
        "stephenson_ew10",
        &[
            ("rel", "stephenson_rel"),
            ("res", "stephenson_res"),
            ("unc", "unc"),
            ("wbv", "stephenson_wbv"),
            ("wbc", "stephenson_wbc"),
            ("gres", "stephenson_gres"),
        ],
    );
    parts(
        "spiegelhalter",
        &[("z", "spiegelhalter_z"), ("p_two_sided", "spiegelhalter_p")],
    );
    parts(
        "sharpness",
        &[
            ("var_p", "var_p"),
            ("mean_p1p", "mean_p1p"),
            ("mean_conf", "mean_conf"),
            ("mean_entropy_nats", "mean_entropy"),
        ],
    );
    // Forecasts of 0 and 1 are left out of the fit and counted, where R's packages refuse it.
    if row["n_certain"] == 0 {
        parts(
            "cox",
            &[("intercept", "cox_intercept"), ("slope", "cox_slope")],
        );
    }
    parts(
        "hosmer_lemeshow_g10",
        &[
            ("chisq", "hosmer_lemeshow_chisq"),
            ("groups", "hosmer_lemeshow_df"),
            ("p_df_g", "hosmer_lemeshow_p"),
        ],
    );
    report.compare_parts(data, "table_ew10", || {
        let bins = row["bins"].as_array().unwrap().iter().enumerate();
        bins.map(|(i, bin)| table_row(i, bin)).collect()
    });
}

fn table_row(i: usize, bin: &Value) -> Value {
    json!({
        "bin": i,
        "n": bin["n"],
        "events": bin["events"],
        "lo": bin["low"],
        "hi": bin["high"],
        "mean_p": bin["mean_forecast"],
        "freq": bin["frequency"],
        "wilson": if bin["n"] == 0 {
            Value::Null
        } else {
            json!([bin["frequency_low"], bin["frequency_high"]])
        },
    })
}

#[test]
fn other_intervals_of_a_row_come_out_of_the_command_line() {
    let all = datasets(&["binary"]);
    let data = all.iter().find(|data| data.name == "b_n200_grid").unwrap();
    let table = data.table("csv");
    let said = table.text("p").into_iter().zip(table.text("y"));
    let sandbox = ledger(said.map(|(p, y)| {
        let said = if p == "1" { "100%" } else { p };
        let seen = if y == "1" { "yes" } else { "no" };
        (
            String::new(),
            format!("probability: {said}"),
            seen.to_owned(),
        )
    }));
    let expected = data.expected("table_ew10").unwrap().value.clone();
    let mut compared = 0;
    for (ours, theirs) in [
        ("clopper-pearson", "clopper_pearson"),
        ("jeffreys", "jeffreys"),
    ] {
        let args = [
            "calibration",
            "--no-tests",
            "--resamples",
            "0",
            "--interval",
            ours,
        ];
        let row = total(&sandbox, &args, 200);
        for (bin, want) in row["bins"]
            .as_array()
            .unwrap()
            .iter()
            .zip(expected.as_array().unwrap())
        {
            for (end, name) in ["frequency_low", "frequency_high"].iter().enumerate() {
                let (ours, theirs) = (
                    bin[*name].as_f64().unwrap(),
                    want[theirs][end].as_f64().unwrap(),
                );
                assert!((ours - theirs).abs() < 1e-9, "{ours} is not {theirs}");
                compared += 1;
            }
        }
    }
    assert_eq!(compared, 40);
}

#[test]
fn scores_over_options_come_out_of_the_command_line() {
    let all = datasets(&["multi"]);
    let mut report = Report::default();
    for data in &all {
        let table = data.table("csv");
        let options = data.field("k").as_u64().unwrap();
        let names: Vec<String> = (1..=options).map(|k| format!("o{k}")).collect();
        let columns: Vec<_> = (1..=options)
            .map(|k| table.text(&format!("p{k}")))
            .collect();
        let outcomes = table.text("y");
        let sandbox_of = |kind: &str| {
            ledger(outcomes.iter().enumerate().map(|(i, y)| {
                let said = names.iter().zip(&columns);
                let said = said.map(|(name, column)| format!("{name}: {}", column[i]));
                (
                    format!("kind: {kind}\noptions: [{}]\n", names.join(", ")),
                    format!("probabilities: {{{}}}", said.collect::<Vec<_>>().join(", ")),
                    names[y.parse::<usize>().unwrap()].clone(),
                )
            }))
        };
        let choice = total(&sandbox_of("choice"), &["score"], outcomes.len());
        assert_eq!(choice["kind"], "choice");
        for (theirs, ours) in [
            ("brier_full", "brier_full"),
            ("brier_half", "brier"),
            ("log_loss", "log_loss"),
            ("spherical", "spherical"),
            ("bss_uniform", "bss_uniform"),
            ("bss_climatology", "bss_sample"),
        ] {
            report.compare(data, theirs, || choice[ours].clone());
        }
        let ordered = total(&sandbox_of("ordered"), &["score"], outcomes.len());
        for name in ["rps", "rps_norm", "gjo_ordered", "log_loss"] {
            report.compare(data, name, || ordered[name].clone());
        }
    }
    report.finish_some("options, by the command line", 40);
}

#[test]
fn scores_of_numbers_come_out_of_the_command_line() {
    let mut report = Report::default();
    for data in &datasets(&["quantile"]) {
        let table = data.table("csv");
        let levels = data.field("levels").as_array().unwrap();
        let levels: Vec<String> = levels.iter().map(ToString::to_string).collect();
        let columns: Vec<_> = levels
            .iter()
            .map(|level| table.text(&format!("q{level}")))
            .collect();
        let row = number(table.text("y").iter().enumerate().map(|(i, y)| {
            let said = levels.iter().zip(&columns);
            let said = said.map(|(level, column)| format!("{level}: {}", column[i]));
            (
                format!("quantiles: {{{}}}", said.collect::<Vec<_>>().join(", ")),
                (*y).to_owned(),
            )
        }));
        for name in ["wis", "pinball_mean", "mae_median"] {
            report.compare(data, name, || row[name].clone());
        }
        let parts = ["dispersion", "overprediction", "underprediction"].map(|name| (name, name));
        compare_parts(&mut report, data, "wis_components", &row, &parts);
        assert!(
            row["crps"].is_null(),
            "few quantiles without bounds have no tails"
        );
        assert_eq!(row["crps_why"], "quantiles without bounds have no tails");
    }
    for data in &datasets(&["normal"]) {
        let table = data.table("csv");
        let (mu, sigma) = (table.text("mu"), table.text("sigma"));
        let row = number(table.text("y").iter().enumerate().map(|(i, y)| {
            let said = format!("normal: {{mean: {}, sd: {}}}", mu[i], sigma[i]);
            (said, (*y).to_owned())
        }));
        for name in [
            "crps",
            "log_score",
            "coverage_0.5",
            "coverage_0.8",
            "coverage_0.9",
        ] {
            report.compare(data, name, || row[name].clone());
        }
    }
    for data in &datasets(&["ensemble"]) {
        let table = data.table("csv");
        let members = (1..).take_while(|m| table.has(&format!("m{m}")));
        let columns: Vec<_> = members.map(|m| table.text(&format!("m{m}"))).collect();
        let row = number(table.text("y").iter().enumerate().map(|(i, y)| {
            let said: Vec<_> = columns.iter().map(|column| column[i]).collect();
            (format!("samples: [{}]", said.join(", ")), (*y).to_owned())
        }));
        report.compare(data, "crps_ecdf", || row["crps"].clone());
        report.compare(data, "mae_median", || row["mae_median"].clone());
    }
    report.finish_some("numbers, by the command line", 25);
}

/// Returns the row of numbers in one unit.
fn number(rows: impl Iterator<Item = (String, String)>) -> Value {
    let mut n = 0;
    let rows = rows.inspect(|_| n += 1);
    let kind = "kind: number\nunit: points\n".to_owned();
    let sandbox = ledger(rows.map(|(said, seen)| (kind.clone(), said, seen)));
    let row = total(&sandbox, &["score"], n);
    assert_eq!(row["unit"], "points");
    row
}

#[test]
fn places_of_outcomes_come_out_of_the_command_line() {
    let mut report = Report::default();
    for data in &datasets(&["normal"]) {
        let table = data.table("csv");
        let (mu, sigma, seen) = (table.text("mu"), table.text("sigma"), table.text("y"));
        let rows = (0..seen.len()).map(|i| {
            (
                "kind: number\nunit: points\n".to_owned(),
                format!("normal: {{mean: {}, sd: {}}}", mu[i], sigma[i]),
                seen[i].to_owned(),
            )
        });
        let sandbox = ledger(rows);
        let row = total(&sandbox, &["calibration"], 0);
        let pit = &row["quantities"]["pit"];
        report.compare(data, "pit_hist10", || {
            json!({
                "counts": pit["tenths"],
                "chisq": pit["pit_chisq"],
                "p": pit["pit_chisq_p"],
                "mean": pit["pit_mean"],
                "var": pit["pit_var"],
            })
        });
        report.compare(
            data,
            "pit_ks",
            || json!({"D": pit["pit_ks"], "p": pit["pit_ks_p"]}),
        );
    }
    report.finish_some("places, by the command line", 2);
}
