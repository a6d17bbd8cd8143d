//! Published scores of real forecasts.

use std::fs;
use std::path::PathBuf;

use foretell_scoring::interval::CoverageCount;
use foretell_scoring::quantile::{Quantiles, Wis, wis};
use foretell_scoring::{Case, MeanScore, Weight};

/// What `scoringutils` prints for a model, to three significant digits: the weighted interval score
/// and its over- and underprediction and dispersion, the coverage of the 50 % and 90 % intervals,
/// and the absolute error of the median.
const PUBLISHED: [(&str, [f64; 7]); 3] = [
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
];

#[test]
fn the_european_forecast_hubs_models_score_as_published() {
    for (model, published) in PUBLISHED {
        let cases = cases_of(model);
        assert_eq!(cases.len(), 128, "{model}");
        for (ours, published) in figures(&cases).into_iter().zip(published) {
            // Half a unit in the third significant digit.
            let unit = 10_f64.powf(published.log10().floor() - 2.0);
            assert!(
                (ours - published).abs() <= 0.5 * unit + 1e-9,
                "{model}: {ours}, not {published}"
            );
        }
    }
}

fn figures(cases: &[(Quantiles, f64)]) -> [f64; 7] {
    let mean = |score: &dyn Fn(&Quantiles, f64) -> f64| {
        let scores = cases.iter().map(|(quantiles, outcome)| Case {
            value: score(quantiles, *outcome),
            weight: Weight::ONE,
            cluster: 0,
        });
        MeanScore::of(&scores.collect::<Vec<_>>()).unwrap().mean
    };
    let part = |part: fn(Wis) -> f64| mean(&|quantiles, y| part(wis(quantiles, y).unwrap()));
    let covered = |level: f64| {
        let of_level = cases.iter().map(|(quantiles, y)| {
            let intervals = quantiles.intervals().unwrap();
            let interval = intervals
                .into_iter()
                .find(|i| (i.level() - level).abs() < 1e-9);
            (interval.unwrap(), *y)
        });
        CoverageCount::of(&of_level.collect::<Vec<_>>())
            .rate()
            .unwrap()
    };
    [
        part(Wis::total),
        part(|wis| wis.overprediction),
        part(|wis| wis.underprediction),
        part(|wis| wis.dispersion),
        covered(0.5),
        covered(0.9),
        mean(&|quantiles, y| (y - quantiles.median().unwrap()).abs()),
    ]
}

fn cases_of(model: &str) -> Vec<(Quantiles, f64)> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/data/covid_hub/cases.csv");
    let text = fs::read_to_string(path).unwrap();
    let mut rows = text.lines().map(|line| line.split(',').collect::<Vec<_>>());
    let header = rows.next().unwrap();
    let levels: Vec<f64> = header[4..]
        .iter()
        .map(|name| name[1..].parse().unwrap())
        .collect();
    let own = rows.filter(|row| row[0] == model).map(|row| {
        let values = row[4..].iter().map(|cell| cell.parse().unwrap());
        let quantiles = Quantiles::new(levels.iter().copied().zip(values)).unwrap();
        (quantiles, row[3].parse().unwrap())
    });
    own.collect()
}
