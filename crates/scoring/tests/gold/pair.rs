//! Two forecasters on the same questions.

use foretell_scoring::Probability;
use foretell_scoring::compare::{
    DieboldMariano, Kernel, SignFlip, Wilcoxon, differences, murphy_curve,
};
use foretell_scoring::{
    BinaryOutcome, Case, Pair, PairCounts, Resampling, Undefined, brier, count, log_score, skill,
    sum,
};
use serde_json::{Value, json};

use super::{Dataset, Report, datasets, figure, figures};

/// The thresholds at which the Murphy curves are given.
const THRESHOLDS: [f64; 5] = [0.1005, 0.2505, 0.5005, 0.7505, 0.9005];

#[test]
fn comparisons_agree_with_other_libraries() {
    let all = datasets(&["pair"]);
    let mut report = Report::default();
    for data in &all {
        let (a, b) = (pairs(data, "p_a"), pairs(data, "p_b"));
        means(&mut report, data, &a, &b);
        let cases = cases(&a, &b, brier);
        let values: Vec<_> = cases.iter().map(|case| case.value).collect();
        tests(&mut report, data, &values);
        flips(&mut report, data, &cases);
        for (metric, pairs) in [("murphy_curve_a", &a), ("murphy_curve_b", &b)] {
            let pair_counts = PairCounts::of(pairs);
            let at = |theta| murphy_curve(&pair_counts, Probability::new(theta).unwrap());
            report.compare(data, metric, || figures(THRESHOLDS.map(at)));
        }
    }
    report.finish("pair", &all);
}

fn pairs(data: &Dataset, column: &str) -> Vec<Pair> {
    let table = data.table("csv");
    let (said, seen) = (table.numbers(column), table.numbers("y"));
    let said = said.into_iter().map(|p| Probability::new(p).unwrap());
    let seen = seen.into_iter().map(|y| BinaryOutcome::new(y).unwrap());
    Pair::alone(said.zip(seen)).collect()
}

fn cases(a: &[Pair], b: &[Pair], score: fn(Probability, BinaryOutcome) -> f64) -> Vec<Case> {
    differences(a.iter().copied().zip(b.iter().copied()), score)
}

fn means(report: &mut Report, data: &Dataset, a: &[Pair], b: &[Pair]) {
    let difference = |score| {
        let cases = cases(a, b, score);
        json!(sum(cases.iter().map(|case| case.value)) / count(cases.len()))
    };
    report.compare(data, "mean_diff_brier", || difference(brier));
    report.compare(data, "mean_diff_log", || difference(log_score));
    let mean = |pairs| PairCounts::of(pairs).mean(brier).unwrap();
    report.compare(data, "skill_a_vs_b", || figure(skill(mean(a), mean(b))));
    report.compare(data, "score_ratio", || json!(mean(a) / mean(b)));
}

fn tests(report: &mut Report, data: &Dataset, differences: &[f64]) {
    for (metric, horizon, kernel) in [
        ("dm_h1", 1, Kernel::Plain),
        ("dm_h3", 3, Kernel::Plain),
        ("dm_h3_bartlett", 3, Kernel::Bartlett),
    ] {
        report.compare(data, metric, || {
            match DieboldMariano::test(differences, horizon, kernel) {
                Ok(test) => json!({"stat": test.statistic, "p": test.p_value}),
                Err(_) => Value::Null,
            }
        });
    }
    report.compare(data, "wilcoxon", || {
        let test = Wilcoxon::test(differences).unwrap();
        json!({"w_min": test.statistic, "p": test.p_value})
    });
}

fn flips(report: &mut Report, data: &Dataset, cases: &[Case]) {
    let test = |seed| {
        let resampling = Resampling {
            seed,
            resamples: 20_000,
        };
        SignFlip::test(cases, resampling)
    };
    if data.expected("perm_exact_p").is_none() && data.expected("perm_mc_p").is_none() {
        assert_eq!(test(1), Err(Undefined::Identical));
        return;
    }
    let p_value = test(1).unwrap().p_value;
    report.compare(data, "perm_exact_p", || json!(p_value));
    report.compare_by(data, "perm_mc_p", |expected| {
        let part = |name: &str| expected.value[name].as_f64().unwrap();
        let within = 6.0 * part("sd") * 2.0_f64.sqrt() + 0.002;
        let off = (p_value - part("mean")).abs();
        (off > within).then(|| format!("{p_value}, not {}", part("mean")))
    });
}
