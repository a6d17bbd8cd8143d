//! Forecasts by quantiles.

use foretell_scoring::count;
use foretell_scoring::interval::{CentralInterval, CoverageCount, winkler};
use foretell_scoring::proportion::wilson;
use foretell_scoring::quantile::{Quantiles, Wis, bias, crps_quantile, pinball, pinball_mean, wis};
use serde_json::{Value, json};

use super::{Dataset, Report, datasets, figure, figures, mean, number, numbers};

type Cases = [(Quantiles, f64)];

#[test]
fn forecasts_by_quantiles_score_as_elsewhere() {
    let all = datasets(&["quantile"]);
    let mut report = Report::default();
    for data in &all {
        let cases = cases(data);
        let each = |score: fn(&Quantiles, f64) -> f64| -> Vec<_> {
            cases
                .iter()
                .map(|(quantiles, y)| score(quantiles, *y))
                .collect()
        };
        let total = |quantiles: &Quantiles, y| wis(quantiles, y).unwrap().total();
        report.compare(data, "pinball_by_level", || numbers(by_level(&cases)));
        report.compare(data, "pinball_mean", || number(mean(&each(pinball_mean))));
        report.compare(data, "crps_quantile", || number(mean(&each(crps_quantile))));
        report.compare(data, "crps_quantile_each", || numbers(each(crps_quantile)));
        report.compare(data, "wis", || number(mean(&each(total))));
        report.compare(data, "wis_each", || numbers(each(total)));
        report.compare(data, "wis_components", || components(&cases));
        report.compare(data, "intervals", || intervals(&cases));
        report.compare(data, "bias_each", || {
            figures(cases.iter().map(|(q, y)| bias(q, *y)))
        });
        report.compare(data, "mae_median", || {
            number(mean(&each(|q, y| (y - median(q)).abs())))
        });
    }
    report.finish("quantile", &all);
}

fn cases(data: &Dataset) -> Vec<(Quantiles, f64)> {
    let table = data.table("csv");
    let levels: Vec<_> = data.field("levels").as_array().unwrap().iter().collect();
    let columns: Vec<_> = levels
        .iter()
        .map(|level| table.numbers(&format!("q{level}")))
        .collect();
    let outcomes = table.numbers("y");
    let case = |(i, y): (usize, &f64)| {
        let values = columns.iter().map(|column| column[i]);
        let pairs = levels
            .iter()
            .map(|level| level.as_f64().unwrap())
            .zip(values);
        (Quantiles::new(pairs).unwrap(), *y)
    };
    outcomes.iter().enumerate().map(case).collect()
}

fn median(quantiles: &Quantiles) -> f64 {
    quantiles.median().unwrap()
}

fn by_level(cases: &Cases) -> Vec<f64> {
    let places = 0..cases[0].0.len();
    let loss = |place: usize| {
        let each = cases
            .iter()
            .map(|(quantiles, y)| pinball(quantiles.as_slice()[place], *y));
        mean(&each.collect::<Vec<_>>())
    };
    places.map(loss).collect()
}

fn components(cases: &Cases) -> Value {
    let part = |part: fn(Wis) -> f64| {
        let each = cases
            .iter()
            .map(|(quantiles, y)| part(wis(quantiles, *y).unwrap()));
        number(mean(&each.collect::<Vec<_>>()))
    };
    json!({
        "dispersion": part(|wis| wis.dispersion),
        "overprediction": part(|wis| wis.overprediction),
        "underprediction": part(|wis| wis.underprediction),
    })
}

fn intervals(cases: &Cases) -> Value {
    let first = cases[0].0.intervals().unwrap();
    let of_place = |place: usize| {
        let each = cases
            .iter()
            .map(|(quantiles, y)| (quantiles.intervals().unwrap()[place], *y));
        interval(&each.collect::<Vec<_>>())
    };
    (0..first.len()).map(of_place).collect()
}

fn interval(cases: &[(CentralInterval, f64)]) -> Value {
    let coverage = CoverageCount::of(cases);
    let scores: Vec<_> = cases
        .iter()
        .map(|(interval, y)| winkler(*interval, *y))
        .collect();
    let widths: Vec<_> = cases.iter().map(|(interval, _)| interval.width()).collect();
    let around = wilson(count(coverage.covered), count(coverage.n), 0.95).unwrap();
    json!({
        "nominal": cases[0].0.level(),
        "alpha": cases[0].0.outside(),
        "interval_score": mean(&scores),
        "mean_width": mean(&widths),
        "covered": coverage.covered,
        "coverage": figure(coverage.rate()),
        "wilson95": [around.low, around.high],
    })
}
