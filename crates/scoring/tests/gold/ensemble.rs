//! Forecasts by samples.

use foretell_scoring::ensemble::{Samples, crps, crps_fair, spread_error};
use foretell_scoring::{Statistic, count, sum};
use serde_json::json;

use super::{Dataset, Report, datasets, figure, figures, mean, number, numbers};

#[test]
fn forecasts_by_samples_score_as_elsewhere() {
    let all = datasets(&["ensemble"]);
    let mut report = Report::default();
    for data in &all {
        let cases = cases(data);
        let each: Vec<_> = cases.iter().map(|(samples, y)| crps(samples, *y)).collect();
        report.compare(data, "crps_ecdf_each", || numbers(each.iter().copied()));
        report.compare(data, "crps_ecdf", || number(mean(&each)));
        let fair: Vec<_> = cases
            .iter()
            .map(|(samples, y)| crps_fair(samples, *y))
            .collect();
        report.compare(data, "crps_fair_each", || figures(fair.iter().copied()));
        report.compare(data, "crps_fair", || figure(mean_of_figures(&fair)));
        report.compare(data, "rank_range_each", || {
            cases
                .iter()
                .map(|(samples, y)| json!(samples.ranks(*y)))
                .collect()
        });
        report.compare(data, "mae_median", || {
            let errors = cases
                .iter()
                .map(|(samples, y)| (samples.median() - y).abs());
            number(mean(&errors.collect::<Vec<_>>()))
        });
        report.compare(data, "spread_error", || {
            let both = spread_error(&cases);
            json!({
                "mean_var": figure(both.mean_variance),
                "mse_mean": figure(both.mean_squared_error),
            })
        });
    }
    report.finish("ensemble", &all);
}

fn cases(data: &Dataset) -> Vec<(Samples, f64)> {
    let table = data.table("csv");
    let members = data.field("m").as_u64().unwrap();
    let columns: Vec<_> = (1..=members)
        .map(|m| table.numbers(&format!("m{m}")))
        .collect();
    let case = |(i, y): (usize, f64)| {
        let samples = columns.iter().map(|column| column[i]);
        (Samples::new(samples.collect()).unwrap(), y)
    };
    table
        .numbers("y")
        .into_iter()
        .enumerate()
        .map(case)
        .collect()
}

fn mean_of_figures(each: &[Statistic]) -> Statistic {
    let known: Result<Vec<_>, _> = each.iter().copied().collect();
    Ok(sum(known?) / count(each.len()))
}
