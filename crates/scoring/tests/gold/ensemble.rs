//! Forecasts by samples.

use foretell_scoring::ensemble::{Samples, crps};

use super::{Dataset, Report, datasets, mean, number, numbers};

#[test]
fn forecasts_by_samples_score_as_elsewhere() {
    let all = datasets(&["ensemble"]);
    let mut report = Report::default();
    for data in &all {
        let cases = cases(data);
        let each: Vec<_> = cases.iter().map(|(samples, y)| crps(samples, *y)).collect();
        report.compare(data, "crps_ecdf_each", || numbers(each.iter().copied()));
        report.compare(data, "crps_ecdf", || number(mean(&each)));
        report.compare(data, "mae_median", || {
            let errors = cases
                .iter()
                .map(|(samples, y)| (samples.median() - y).abs());
            number(mean(&errors.collect::<Vec<_>>()))
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
