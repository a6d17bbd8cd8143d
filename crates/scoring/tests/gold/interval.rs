//! Forecasts by an interval and its level.

use std::collections::BTreeMap;

use foretell_scoring::count;
use foretell_scoring::interval::{CentralInterval, CoverageCount, winkler};
use foretell_scoring::proportion::wilson;
use serde_json::{Value, json};

use super::{Dataset, Report, datasets, figure, mean, number, numbers};

#[test]
fn forecasts_by_intervals_score_as_elsewhere() {
    let all = datasets(&["interval"]);
    let mut report = Report::default();
    for data in &all {
        let cases = cases(data);
        let each = scores(&cases);
        report.compare(data, "winkler_each", || numbers(each.iter().copied()));
        report.compare(data, "winkler_mean", || number(mean(&each)));
        report.compare(data, "coverage", || {
            let coverage = CoverageCount::of(&cases);
            json!({
                "covered": coverage.covered,
                "expected": coverage.expected,
                "rate": figure(coverage.rate()),
            })
        });
        report.compare(data, "by_level", || by_level(data, &cases));
    }
    report.finish("interval", &all);
}

fn cases(data: &Dataset) -> Vec<(CentralInterval, f64)> {
    let table = data.table("csv");
    let [low, high, level, y] = ["lower", "upper", "level", "y"].map(|name| table.numbers(name));
    let case = |i: usize| {
        (
            CentralInterval::new(low[i], high[i], level[i]).unwrap(),
            y[i],
        )
    };
    (0..y.len()).map(case).collect()
}

fn scores(cases: &[(CentralInterval, f64)]) -> Vec<f64> {
    cases
        .iter()
        .map(|(interval, y)| winkler(*interval, *y))
        .collect()
}

fn by_level(data: &Dataset, cases: &[(CentralInterval, f64)]) -> Value {
    // By the level as it is written, which is the order of its value here.
    let table = data.table("csv");
    let mut groups: BTreeMap<&str, Vec<_>> = BTreeMap::new();
    for (level, case) in table.text("level").into_iter().zip(cases) {
        groups.entry(level).or_default().push(*case);
    }
    let group = |cases: &Vec<(CentralInterval, f64)>| {
        let coverage = CoverageCount::of(cases);
        let around = wilson(count(coverage.covered), count(coverage.n), 0.95).unwrap();
        json!({
            "level": cases[0].0.level(),
            "n": coverage.n,
            "covered": coverage.covered,
            "mean_winkler": mean(&scores(cases)),
            "wilson95": [around.low, around.high],
        })
    };
    groups.values().map(group).collect()
}
