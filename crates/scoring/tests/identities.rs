//! Identities of the binary scores, for generated forecasts.

use foretell_scoring::Probability;
use foretell_scoring::calibration::{
    BinTable, BinnedMurphy, Bins, CalibrationError, CalibrationInTheLarge, Closed, Corp, Cox,
    Curve, HosmerLemeshow, Murphy, Spiegelhalter, consistency_band, miscalibration_test,
};
use foretell_scoring::compare::{SignFlip, Wilcoxon};
use foretell_scoring::discrimination::{Auc, auc, discrimination_slope};
use foretell_scoring::{
    BinaryOutcome, Bootstrap, BootstrapInterval, Case, MeanLogScore, Pair, PairCounts, Resampling,
    Sharpness, Statistic, Weight, brier, brier_skill, log_score, spherical,
};
use proptest::prelude::*;

/// Forecasts as people make them, and a few that they should not.
fn forecast() -> impl Strategy<Value = f64> {
    prop_oneof![
        6 => (0_u32..=20).prop_map(|i| f64::from(i) / 20.0),
        3 => 0.0..=1.0_f64,
        1 => prop_oneof![Just(1e-300), Just(1e-9), Just(1.0 - 1e-12)],
    ]
}

fn pairs(weighted: bool) -> impl Strategy<Value = Vec<Pair>> {
    let weight = if weighted {
        0.01..10.0_f64
    } else {
        1.0..1.000_000_1
    };
    prop::collection::vec((forecast(), any::<bool>(), weight), 1..60).prop_map(move |rows| {
        let pair = |(cluster, (p, happened, weight)): (usize, (f64, bool, f64))| Pair {
            forecast: Probability::new(p).unwrap(),
            outcome: BinaryOutcome::from(happened),
            weight: if weighted {
                Weight::new(weight).unwrap()
            } else {
                Weight::ONE
            },
            cluster,
        };
        rows.into_iter().enumerate().map(pair).collect()
    })
}

fn close(a: f64, b: f64) -> bool {
    a.total_cmp(&b).is_eq() || (a - b).abs() <= 1e-12 * a.abs().max(b.abs()).max(1.0)
}

/// Every figure that does not depend on a seed.
fn figures(pair_counts: &PairCounts) -> Vec<(&'static str, Statistic)> {
    let bins = Bins::equal(10, Closed::Right);
    let corp = Corp::brier(pair_counts);
    let log = Corp::log(pair_counts);
    vec![
        ("brier", pair_counts.mean(brier)),
        ("log", MeanLogScore::of(pair_counts).map(|score| score.mean)),
        ("spherical", pair_counts.mean_of_binary(spherical)),
        ("skill", brier_skill(pair_counts)),
        ("miscalibration", corp.map(|corp| corp.miscalibration)),
        ("discrimination", corp.map(|corp| corp.discrimination)),
        ("log miscalibration", log.map(|corp| corp.miscalibration)),
        (
            "reliability",
            Murphy::by_forecast(pair_counts).map(|parts| parts.reliability),
        ),
        (
            "within bins",
            BinnedMurphy::of(pair_counts, &bins).map(|parts| parts.covariance),
        ),
        (
            "error",
            CalibrationError::of(&BinTable::of(pair_counts, &bins)).map(|error| error.mean),
        ),
        (
            "in the large",
            CalibrationInTheLarge::of(pair_counts).map(|large| large.difference),
        ),
        (
            "spiegelhalter",
            Spiegelhalter::test(pair_counts).map(|test| test.z),
        ),
        (
            "hosmer lemeshow",
            HosmerLemeshow::test(pair_counts, 5).map(|test| test.p_value),
        ),
        ("auc", auc(pair_counts)),
        ("auc variance", Auc::of(pair_counts).map(|auc| auc.variance)),
        ("slope", discrimination_slope(pair_counts)),
        (
            "entropy",
            Sharpness::of(pair_counts).map(|sharpness| sharpness.entropy),
        ),
    ]
}

fn assert_same(a: &PairCounts, b: &PairCounts) {
    for ((name, a), (_, b)) in figures(a).into_iter().zip(figures(b)) {
        match (a, b) {
            (Ok(a), Ok(b)) => assert!(close(a, b), "{name}: {a} and {b}"),
            (a, b) => assert_eq!(a, b, "{name}"),
        }
    }
}

proptest! {
    #[test]
    fn parts_add_up_to_the_score(pairs in prop_oneof![pairs(false), pairs(true)]) {
        let pair_counts = PairCounts::of(&pairs);
        let score = pair_counts.mean(brier).unwrap();
        let corp = Corp::brier(&pair_counts).unwrap();
        prop_assert!(close(corp.miscalibration - corp.discrimination + corp.uncertainty, score));
        prop_assert!(corp.miscalibration >= 0.0 && corp.discrimination >= 0.0);
        let murphy = Murphy::by_forecast(&pair_counts).unwrap();
        prop_assert!(close(murphy.reliability - murphy.resolution + murphy.uncertainty, score));
        for bins in [Bins::equal(7, Closed::Left), Bins::quantiles(&pair_counts, 4)] {
            let binned = BinnedMurphy::of(&pair_counts, &bins).unwrap();
            let parts = binned.parts;
            let total = parts.reliability - binned.generalized_resolution() + parts.uncertainty;
            prop_assert!(close(total, score));
        }
        let log = Corp::log(&pair_counts).unwrap();
        let total = log.miscalibration - log.discrimination + log.uncertainty;
        prop_assert!(close(total, pair_counts.mean(log_score).unwrap()));
        if let Ok(skill) = brier_skill(&pair_counts) {
            let by_parts = (corp.discrimination - corp.miscalibration) / corp.uncertainty;
            // Where the base rate is near 0 or 1 the ratio of small numbers loses digits.
            prop_assert!((skill - by_parts).abs() <= 1e-12 / corp.uncertainty);
        }
    }

    #[test]
    fn the_order_of_the_pairs_does_not_matter(
        pairs in prop_oneof![pairs(false), pairs(true)],
        seed in any::<u64>(),
    ) {
        let mut shuffled = pairs.clone();
        shuffled.sort_by_key(|pair| seed.wrapping_mul(2 * pair.cluster as u64 + 1).swap_bytes());
        assert_same(&PairCounts::of(&pairs), &PairCounts::of(&shuffled));
    }

    #[test]
    fn equal_weights_are_no_weights(pairs in pairs(false)) {
        let plain = PairCounts::of(&pairs);
        let mut weighted = pairs;
        for pair in &mut weighted {
            pair.weight = Weight::new(2.0).unwrap();
        }
        let weighted = PairCounts::of(&weighted);
        for ((name, plain), (_, weighted)) in figures(&plain).into_iter().zip(figures(&weighted)) {
            // Tests refuse weights.
            if let (Ok(plain), Ok(weighted)) = (plain, weighted) {
                prop_assert!(close(plain, weighted), "{}: {} and {}", name, plain, weighted);
            }
        }
        let (plain, weighted) = (Curve::of(&plain).unwrap(), Curve::of(&weighted).unwrap());
        prop_assert_eq!(plain.blocks().len(), weighted.blocks().len());
    }

    #[test]
    fn the_curve_rises_and_its_blocks_hold_every_pair(pairs in prop_oneof![pairs(false), pairs(true)]) {
        let pair_counts = PairCounts::of(&pairs);
        let curve = Curve::of(&pair_counts).unwrap();
        let blocks = curve.blocks();
        prop_assert!(blocks.is_sorted_by(|a, b| a.highest < b.lowest && a.frequency() < b.frequency()));
        prop_assert_eq!(blocks.iter().map(|block| block.pairs).sum::<usize>(), pairs.len());
        let weight: f64 = blocks.iter().map(|block| block.weight).sum();
        prop_assert!(close(weight, pair_counts.weight()));
        for pair in &pairs {
            let height = curve.at(pair.forecast).unwrap();
            prop_assert!((0.0..=1.0).contains(&height));
        }
    }

    #[test]
    fn a_forecast_put_right_is_calibrated(pairs in pairs(false)) {
        let curve = Curve::of(&PairCounts::of(&pairs)).unwrap();
        let mut right = pairs;
        for pair in &mut right {
            pair.forecast = Probability::new(curve.at(pair.forecast).unwrap()).unwrap();
        }
        let corp = Corp::brier(&PairCounts::of(&right)).unwrap();
        prop_assert!(corp.miscalibration < 1e-12);
    }

    #[test]
    fn the_best_forecast_is_the_belief(belief in 0.0..=1.0_f64, other in forecast()) {
        let expected = |score: &dyn Fn(Probability, BinaryOutcome) -> f64, said: f64| {
            let said = Probability::new(said).unwrap();
            let part = |share: f64, outcome| if share > 0.0 { share * score(said, outcome) } else { 0.0 };
            part(belief, BinaryOutcome::YES) + part(1.0 - belief, BinaryOutcome::NO)
        };
        let lost = |p: Probability, y: BinaryOutcome| 1.0 - spherical(p, y == BinaryOutcome::YES);
        for score in [&brier as &dyn Fn(Probability, BinaryOutcome) -> f64, &log_score, &lost] {
            prop_assert!(expected(score, belief) <= expected(score, other) + 1e-15);
        }
    }

    #[test]
    fn mirrored_forecasts_score_the_same(pairs in pairs(false)) {
        // 1 − p rounds, so that only forecasts on the grid are their own mirror images.
        let pairs: Vec<_> = pairs
            .into_iter()
            .filter(|pair| (pair.forecast.get() * 64.0).fract() == 0.0)
            .collect();
        prop_assume!(!pairs.is_empty());
        let mirrored: Vec<_> = pairs
            .iter()
            .map(|pair| Pair {
                forecast: pair.forecast.complement(),
                outcome: BinaryOutcome::from(pair.outcome == BinaryOutcome::NO),
                ..*pair
            })
            .collect();
        let (pair_counts, mirrored) = (PairCounts::of(&pairs), PairCounts::of(&mirrored));
        for name in ["brier", "log", "spherical", "miscalibration", "auc", "auc variance", "slope"] {
            let figure = |pair_counts: &PairCounts| {
                figures(pair_counts).into_iter().find(|(other, _)| *other == name).unwrap().1
            };
            match (figure(&pair_counts), figure(&mirrored)) {
                (Ok(a), Ok(b)) => prop_assert!(close(a, b), "{}: {} and {}", name, a, b),
                (a, b) => prop_assert_eq!(a, b),
            }
        }
    }

    #[test]
    fn a_fit_recalibrates_in_the_large(pairs in prop_oneof![pairs(false), pairs(true)]) {
        let pair_counts = PairCounts::of(&pairs).without_certain();
        let Ok(fit) = Cox::fit(&pair_counts) else { return Ok(()) };
        // The likelihood is greatest where as many come true as the fit expects.
        let mut expected = 0.0;
        for cell in pair_counts.cells() {
            expected += cell.weight() * fit.recalibrated(cell.forecast).get();
        }
        prop_assert!((expected - pair_counts.yes()).abs() < 1e-6 * pair_counts.weight());
        prop_assert!(fit.likelihood_ratio > -1e-9 * pair_counts.weight());
    }

    #[test]
    fn resampled_figures_depend_on_the_seed_alone(pairs in pairs(false), seed in any::<u64>()) {
        let mut backwards = pairs.clone();
        backwards.reverse();
        let (pair_counts, other) = (PairCounts::of(&pairs), PairCounts::of(&backwards));
        let resampling = Resampling { seed, resamples: 30 };
        prop_assert_eq!(miscalibration_test(&pair_counts, resampling), miscalibration_test(&other, resampling));
        let at = [Probability::HALF];
        prop_assert_eq!(
            consistency_band(&pair_counts, &at, 0.9, resampling),
            consistency_band(&other, &at, 0.9, resampling)
        );
        let bootstrap = Bootstrap { resampling, level: 0.9 };
        prop_assert_eq!(
            bootstrap.mean_score(&pair_counts, BootstrapInterval::Corrected, brier),
            bootstrap.mean_score(&other, BootstrapInterval::Corrected, brier)
        );
    }

    #[test]
    fn turning_all_signs_changes_no_comparison(values in prop::collection::vec(-1.0..1.0_f64, 1..25)) {
        let cases = |sign: f64| -> Vec<Case> {
            let case = |(cluster, value): (usize, &f64)| Case {
                value: sign * value,
                weight: Weight::ONE,
                cluster,
            };
            values.iter().enumerate().map(case).collect()
        };
        let resampling = Resampling { seed: 1, resamples: 200 };
        let flip = |sign| SignFlip::test(&cases(sign), resampling).map(|test| test.p_value);
        prop_assert_eq!(flip(1.0), flip(-1.0));
        let turned: Vec<_> = values.iter().map(|value| -value).collect();
        prop_assert_eq!(Wilcoxon::test(&values), Wilcoxon::test(&turned));
    }
}
