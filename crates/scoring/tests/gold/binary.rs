//! Binary forecasts: scores, skill, decompositions, tests, discrimination and e-values.

use foretell_scoring::Probability;
use foretell_scoring::calibration::{
    BinTable, BinnedMurphy, Bins, CalibrationError, CalibrationInTheLarge, Closed, Corp, Cox,
    Curve, HosmerLemeshow, Murphy, Overconfidence, Shift, Spiegelhalter, split_log_evalue,
};
use foretell_scoring::discrimination::{Auc, auc, discrimination_slope, roc_points};
use foretell_scoring::special::chi_squared_upper;
use foretell_scoring::{
    BinaryOutcome, Mean, MeanLogScore, Pair, PairCounts, Sharpness, Statistic, Undefined, Weight,
    brier, brier_full, brier_skill, count, log_score, log_score_with_floor, log_skill, skill,
    spherical, sum,
};
use serde_json::{Value, json};

use super::{Dataset, Report, datasets, figure, number, numbers, tables};

const LN_2: f64 = std::f64::consts::LN_2;

#[test]
fn binary_metrics_agree_with_other_libraries() {
    let all = datasets(&["binary"]);
    let mut report = Report::default();
    for data in &all {
        let pairs = pairs(data, false);
        let pair_counts = PairCounts::of(&pairs);
        scores(&mut report, data, &pairs, &pair_counts);
        skills(&mut report, data, &pair_counts);
        curve(&mut report, data, &pairs, &pair_counts);
        decompositions(&mut report, data, &pair_counts);
        tables::compare(&mut report, data, &pairs, &pair_counts);
        errors(&mut report, data, &pair_counts);
        tests(&mut report, data, &pair_counts);
        recalibration(&mut report, data, &pair_counts);
        discrimination(&mut report, data, &pair_counts);
        if data.table("csv").has("w") {
            weighted(&mut report, data);
        }
    }
    report.finish("binary", &all);
}

#[test]
fn e_values_agree_with_other_libraries() {
    let all = datasets(&["evalue"]);
    let mut report = Report::default();
    for data in &all {
        report.compare(data, "ehl_log_evalue", || {
            figure(split_log_evalue(&pairs(data, false)))
        });
    }
    report.finish("evalue", &all);
}

/// Returns the pairs of a data set, in the order of the file.
pub(super) fn pairs(data: &Dataset, weighted: bool) -> Vec<Pair> {
    let table = data.table("csv");
    let said = table.numbers("p");
    let seen = table.numbers("y");
    let said = said.into_iter().map(|p| Probability::new(p).unwrap());
    let seen = seen.into_iter().map(|y| BinaryOutcome::new(y).unwrap());
    let mut pairs: Vec<_> = Pair::alone(said.zip(seen)).collect();
    if weighted {
        for (pair, weight) in pairs.iter_mut().zip(table.numbers("w")) {
            pair.weight = Weight::new(weight).unwrap();
        }
    }
    pairs
}

fn scores(report: &mut Report, data: &Dataset, pairs: &[Pair], pair_counts: &PairCounts) {
    let mut mean = |metric: &str, value: Statistic| report.compare(data, metric, || figure(value));
    let said_right = |p: Probability, happened: bool| log_score(p, happened.into()) / LN_2;
    let floored = |floor: f64| {
        let floor = Probability::new(floor).unwrap();
        pair_counts.mean(move |p, y| log_score_with_floor(p, y, floor))
    };
    let log = MeanLogScore::of(pair_counts).unwrap();
    mean("base_rate", pair_counts.base_rate());
    mean("mean_p", pair_counts.mean_forecast());
    mean("brier", pair_counts.mean(brier));
    mean("brier_full", pair_counts.mean(brier_full));
    mean("log_loss", Ok(log.mean));
    mean("log_loss_bits", pair_counts.mean_of_binary(said_right));
    mean("log_loss_clip_eps", floored(f64::EPSILON));
    mean("log_loss_clip_1e-3", floored(0.001));
    mean("spherical", pair_counts.mean_of_binary(spherical));
    let points = |p, happened| 100.0 * (1.0 - said_right(p, happened));
    mean("baseline_points", pair_counts.mean_of_binary(points));
    mean(
        "mean_abs_error",
        pair_counts.mean(|p, y| (p.get() - y.get()).abs()),
    );
    let scored = Mean::of_score(pair_counts, brier).unwrap();
    mean("brier_se", scored.error);
    report.compare(data, "n_events", || json!(pair_counts.events()));
    report.compare(data, "n_infinite_log", || json!(log.infinite));
    report.compare(data, "brier_ci95_normal", || {
        let interval = scored.interval(0.95).unwrap();
        json!([interval.low, interval.high])
    });
    let each = |score: fn(Probability, BinaryOutcome) -> f64| {
        numbers(pairs.iter().map(|pair| score(pair.forecast, pair.outcome)))
    };
    report.compare(data, "brier_each", || each(brier));
    report.compare(data, "log_loss_each", || each(log_score));
    report.compare(data, "spherical_each", || {
        each(|p, y| spherical(p, y == BinaryOutcome::YES))
    });
}

fn skills(report: &mut Report, data: &Dataset, pair_counts: &PairCounts) {
    let against = |reference: f64| {
        let reference = Probability::new(reference).unwrap();
        skill(
            pair_counts.mean(brier)?,
            pair_counts.mean(|_, y| brier(reference, y))?,
        )
    };
    report.compare(data, "bss_base_rate", || figure(brier_skill(pair_counts)));
    report.compare(data, "log_skill_base_rate", || {
        figure(log_skill(pair_counts))
    });
    report.compare(data, "bss_half", || figure(against(0.5)));
    report.compare(data, "bss_ref_0.2", || figure(against(0.2)));
}

fn curve(report: &mut Report, data: &Dataset, pairs: &[Pair], pair_counts: &PairCounts) {
    let curve = Curve::of(pair_counts).unwrap();
    report.compare(data, "pav_each", || put_right(&curve, pairs));
    report.compare(data, "pav_blocks", || {
        let blocks = curve.blocks().iter();
        let block = blocks.map(|block| {
            json!([
                block.pairs,
                block.lowest.get(),
                block.highest.get(),
                block.frequency()
            ])
        });
        block.collect()
    });
    report.compare(data, "corp_brier", || corp(Corp::brier(pair_counts)));
    report.compare(data, "corp_log", || corp(Corp::log(pair_counts)));
}

fn put_right(curve: &Curve, pairs: &[Pair]) -> Value {
    numbers(pairs.iter().map(|pair| curve.at(pair.forecast).unwrap()))
}

fn corp(corp: Result<Corp, Undefined>) -> Value {
    let corp = corp.unwrap();
    json!({
        "score": number(corp.score),
        "mcb": number(corp.miscalibration),
        "dsc": number(corp.discrimination),
        "unc": number(corp.uncertainty),
    })
}

fn decompositions(report: &mut Report, data: &Dataset, pair_counts: &PairCounts) {
    let bins = Bins::equal(10, Closed::Right);
    let binned = BinnedMurphy::of(pair_counts, &bins).unwrap();
    report.compare(data, "murphy_unique", || {
        murphy(Murphy::by_forecast(pair_counts))
    });
    report.compare(data, "murphy_ew10", || murphy(Ok(binned.parts)));
    report.compare(data, "stephenson_ew10", || stephenson(&binned));
    report.compare(data, "stephenson_ew10_leftclosed", || {
        stephenson(&BinnedMurphy::of(pair_counts, &Bins::equal(10, Closed::Left)).unwrap())
    });
}

fn murphy(parts: Result<Murphy, Undefined>) -> Value {
    let parts = parts.unwrap();
    json!({"rel": parts.reliability, "res": parts.resolution, "unc": parts.uncertainty})
}

fn stephenson(binned: &BinnedMurphy<'_>) -> Value {
    json!({
        "rel": binned.parts.reliability,
        "res": binned.parts.resolution,
        "unc": binned.parts.uncertainty,
        "wbv": binned.variance,
        "wbc": binned.covariance,
        "gres": binned.generalized_resolution(),
    })
}

fn errors(report: &mut Report, data: &Dataset, pair_counts: &PairCounts) {
    let error = |closed| {
        CalibrationError::of(&BinTable::of(pair_counts, &Bins::equal(10, closed))).unwrap()
    };
    let right = error(Closed::Right);
    report.compare(data, "ece_ew10", || json!(right.mean));
    report.compare(data, "rmsce_ew10", || json!(right.root_mean_square));
    report.compare(data, "mce_ew10", || json!(right.maximum));
    report.compare(data, "l2ce_sq_debiased_ew10", || {
        figure(right.mean_square_debiased)
    });
    report.compare(data, "netcal_ece10_crosscheck", || {
        json!(error(Closed::Left).mean)
    });
}

fn tests(report: &mut Report, data: &Dataset, pair_counts: &PairCounts) {
    report.compare(data, "spiegelhalter", || {
        match Spiegelhalter::test(pair_counts) {
            Ok(test) => json!({"z": test.z, "p_two_sided": test.p_value}),
            Err(_) => Value::Null,
        }
    });
    for groups in [5, 10] {
        report.compare(data, &format!("hosmer_lemeshow_g{groups}"), || {
            hosmer_lemeshow(pair_counts, groups)
        });
    }
    report.compare(data, "sharpness", || {
        let sharpness = Sharpness::of(pair_counts).unwrap();
        json!({
            "var_p": sharpness.variance,
            "mean_p1p": sharpness.expected_brier,
            "mean_conf": sharpness.confidence,
            "mean_entropy_nats": sharpness.entropy,
        })
    });
    report.compare(data, "overconfidence", || {
        let confidence = Overconfidence::of(pair_counts).unwrap();
        json!({
            "mean_conf": confidence.confidence,
            "accuracy": confidence.right,
            "over": confidence.excess(),
        })
    });
}

fn hosmer_lemeshow(pair_counts: &PairCounts, groups: usize) -> Value {
    let Ok(test) = HosmerLemeshow::test(pair_counts, groups) else {
        return Value::Null;
    };
    let found = test.groups.len();
    let fitted = count(found) - 2.0;
    json!({
        "chisq": test.chi_squared,
        "groups": found,
        "p_df_gminus2": chi_squared_upper(test.chi_squared, fitted),
        "p_df_g": test.p_value,
        "group_n": test.groups,
    })
}

fn recalibration(report: &mut Report, data: &Dataset, pair_counts: &PairCounts) {
    let large = CalibrationInTheLarge::of(pair_counts).unwrap();
    report.compare(data, "citl_difference", || json!(large.difference));
    report.compare(data, "oe_ratio", || figure(large.ratio));
    let fit = Cox::fit(pair_counts);
    report.compare(data, "cox", || match fit {
        Ok(fit) => json!({
            "intercept": fit.intercept,
            "slope": fit.slope,
            "se_intercept": figure(fit.intercept_error),
            "se_slope": figure(fit.slope_error),
        }),
        Err(_) => Value::Null,
    });
    report.compare(data, "citl_logit", || {
        let shift = Shift::fit(pair_counts).unwrap();
        json!({"intercept": shift.shift, "se": figure(shift.error)})
    });
    report.compare(data, "cox_lr_test", || {
        let fit = fit.unwrap();
        json!({"chisq": fit.likelihood_ratio, "df": 2, "p": figure(fit.p_value())})
    });
}

fn discrimination(report: &mut Report, data: &Dataset, pair_counts: &PairCounts) {
    report.compare(data, "auc", || figure(auc(pair_counts)));
    report.compare(data, "discrimination_slope", || {
        figure(discrimination_slope(pair_counts))
    });
    report.compare(data, "roc_points", || {
        let points = roc_points(pair_counts).unwrap();
        points
            .into_iter()
            .map(|(fpr, tpr)| json!([fpr, tpr]))
            .collect()
    });
    report.compare(data, "auc_delong", || {
        let auc = Auc::of(pair_counts).unwrap();
        let interval = auc.interval(0.95).unwrap();
        json!({"var": auc.variance, "lo": interval.low, "hi": interval.high})
    });
}

fn weighted(report: &mut Report, data: &Dataset) {
    let pairs = pairs(data, true);
    let pair_counts = PairCounts::of(&pairs);
    report.compare(data, "w_brier", || figure(pair_counts.mean(brier)));
    report.compare(data, "w_log_loss", || figure(pair_counts.mean(log_score)));
    report.compare(data, "w_bss_base_rate", || {
        figure(brier_skill(&pair_counts))
    });
    report.compare(data, "w_auc", || figure(auc(&pair_counts)));
    report.compare(data, "w_corp_brier", || corp(Corp::brier(&pair_counts)));
    report.compare(data, "w_pav_each", || {
        put_right(&Curve::of(&pair_counts).unwrap(), &pairs)
    });
    // The counts add weights by cell: the plain sum over pairs must be the same.
    let total = sum(pairs.iter().map(|pair| pair.weight.get()));
    assert!((pair_counts.weight() - total).abs() < 1e-12 * total);
}
