//! Figures that are simulated on both sides: bands, tests by resampling, and bootstraps.
//!
//! Each is compared with the mean over many seeds of another library's, within six of its
//! standard deviations at our number of resamples.

use foretell_scoring::Probability;
use foretell_scoring::calibration::{Corp, confidence_band, consistency_band, miscalibration_test};
use foretell_scoring::{
    Bootstrap, BootstrapInterval, Interval, MonteCarloTest, PairCounts, Resampling, brier,
};
use serde_json::Value;

use super::binary::pairs;
use super::reader::Expected;
use super::{Report, datasets};

#[test]
fn bands_agree_with_other_libraries() {
    let all = datasets(&["bands"]);
    let mut report = Report::default();
    for data in &all {
        let pair_counts = PairCounts::of(&pairs(data, false));
        let at: Vec<_> = numbers(data.field("x"))
            .into_iter()
            .map(|x| Probability::new(x).unwrap())
            .collect();
        let resampling = resampling(1000);
        let consistency = consistency_band(&pair_counts, &at, 0.9, resampling).unwrap();
        report.compare_by(data, "consistency_band_90", |expected| {
            band_fault(&consistency.at, expected)
        });
        let confidence = confidence_band(&pair_counts, &at, 0.9, resampling).unwrap();
        report.compare_by(data, "confidence_band_90", |expected| {
            band_fault(&confidence.at, expected)
        });
        let drawn = miscalibration_test(&pair_counts, self::resampling(2000)).unwrap();
        report.compare_by(data, "mcb_test", |expected| test_fault(drawn, expected));
    }
    report.finish("bands", &all);
}

#[test]
fn bootstraps_agree_with_other_libraries() {
    let all = datasets(&["boot"]);
    let mut report = Report::default();
    for data in &all {
        let pair_counts = PairCounts::of(&pairs(data, false));
        let bootstrap = |resamples| Bootstrap {
            resampling: resampling(resamples),
            level: 0.95,
        };
        for (metric, ends) in [
            ("brier_ci95_percentile", BootstrapInterval::Percentile),
            ("brier_ci95_bca", BootstrapInterval::Corrected),
        ] {
            let interval = bootstrap(4999)
                .mean_score(&pair_counts, ends, brier)
                .unwrap();
            report.compare_by(data, metric, |expected| {
                interval_fault(interval.interval(), expected, 4999.0)
            });
        }
        report.compare_by(data, "mcb_ci95_percentile", |expected| {
            let miscalibration =
                |pair_counts: &PairCounts| Ok(Corp::brier(pair_counts)?.miscalibration);
            let interval = bootstrap(1000)
                .fit_alone(&pair_counts, miscalibration)
                .unwrap();
            interval_fault(interval.interval(), expected, 1000.0)
        });
    }
    report.finish("boot", &all);
}

fn resampling(resamples: usize) -> Resampling {
    Resampling {
        seed: 20_240_229,
        resamples,
    }
}

fn numbers(list: &Value) -> Vec<f64> {
    let list = list.as_array().unwrap();
    list.iter().map(|value| value.as_f64().unwrap()).collect()
}

/// Returns what is wrong with a value that should be near a mean over seeds.
fn fault(name: &str, ours: f64, mean: f64, within: f64) -> Option<String> {
    ((ours - mean).abs() > within).then(|| format!("{name}: {ours}, not {mean} ± {within}"))
}

fn band_fault(band: &[Option<Interval>], expected: &Expected) -> Option<String> {
    let side = |side: &str, end: fn(&Interval) -> f64| {
        let means = numbers(&expected.value[format!("{side}_mean")]);
        let sds = numbers(&expected.value[format!("{side}_sd")]);
        let mut places = band.iter().zip(means.iter().zip(sds)).enumerate();
        places.find_map(|(place, (interval, (mean, sd)))| {
            let ours = end(interval.as_ref().expect("a curve reaches each forecast"));
            // A quantile of few distinct values sits on one of them, or on the next.
            let jump = 0.02;
            fault(&format!("{side} {place}"), ours, *mean, 6.0 * sd + jump)
        })
    };
    side("lower", |interval| interval.low).or_else(|| side("upper", |interval| interval.high))
}

fn test_fault(ours: MonteCarloTest, expected: &Expected) -> Option<String> {
    let part = |name: &str| expected.value[name].as_f64().unwrap();
    let smoothing = 1e-3;
    fault("mcb", ours.observed, part("mcb"), 1e-12)
        .or_else(|| {
            fault(
                "p",
                ours.p_value,
                part("p_mean"),
                6.0 * part("p_sd") + smoothing,
            )
        })
        .or_else(|| {
            let within = 6.0 * part("null_q95_sd");
            fault("95 %", ours.chance_high, part("null_q95"), within)
        })
        // The mean of 2000 is as sure as the quantile, or surer.
        .or_else(|| {
            let within = 6.0 * part("null_q95_sd");
            fault("mean", ours.chance, part("null_mean"), within)
        })
}

fn interval_fault(ours: Interval, expected: &Expected, resamples: f64) -> Option<String> {
    let part = |name: &str| expected.value[name].as_f64().unwrap();
    let scale = 6.0 * (part("resamples") / resamples).sqrt();
    fault("low", ours.low, part("lo_mean"), scale * part("lo_sd"))
        .or_else(|| fault("high", ours.high, part("hi_mean"), scale * part("hi_sd")))
}
