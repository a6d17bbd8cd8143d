//! The headline figures of the binary data through the binary's `--table`.

use std::path::Path;

use serde_json::Value;

use super::cli::{calibration, scores};
use super::{DATA, Dataset, Report, datasets};
use crate::common::Sandbox;

/// Returns the last row of a command's JSON on the table of a data set.
fn total(data: &Dataset, columns: &str, args: &[&str]) -> Value {
    let csv = data.field("csv").as_str().unwrap();
    let path = Path::new(DATA).join(csv);
    let path = path.to_str().unwrap();
    let table = ["--table", path, "--columns", columns, "--format", "json"];
    let ran = Sandbox::empty().run(&[args, &table].concat());
    assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{}", data.name);
    let rows = ran.json()["rows"].as_array().unwrap().clone();
    rows.last().unwrap().clone()
}

#[test]
fn the_binary_figures_come_out_of_a_table() {
    let all = datasets(&["binary"]);
    let mut report = Report::default();
    for data in &all {
        let columns = "probability=p,outcome=y";
        scores(&mut report, data, &total(data, columns, &["score"]));
        let args = ["calibration", "--resamples", "50", "--hosmer-lemeshow"];
        calibration(&mut report, data, &total(data, columns, &args));
        if data.table("csv").has("w") {
            weighted(&mut report, data);
        }
    }
    report.finish_some("binary, by --table", 480);
}

fn weighted(report: &mut Report, data: &Dataset) {
    let row = total(data, "probability=p,outcome=y,weight=w", &["score"]);
    for (theirs, ours) in [
        ("w_brier", "brier"),
        ("w_log_loss", "log_loss"),
        ("w_bss_base_rate", "bss_sample"),
        ("w_auc", "auc"),
    ] {
        report.compare(data, theirs, || row[ours].clone());
    }
    report.compare_parts(data, "w_corp_brier", || {
        serde_json::json!({
            "score": row["brier"], "mcb": row["mcb"], "dsc": row["dsc"], "unc": row["unc"],
        })
    });
}
