//! On both sides of each threshold figures agree within their Monte Carlo error.

use foretell_scoring::calibration::{
    Bins, Closed, Cox, consistency_band, ece_test, miscalibration_test,
};
use foretell_scoring::compare::SignFlip;
use foretell_scoring::random::Stream;
use foretell_scoring::thresholds::{
    ALL_AT_ONCE_FROM, ALL_FLIPS_UP_TO, FEW_VALUES_UP_TO, GRID_ABOVE, IN_BLOCKS_FROM, LINE_ABOVE,
    POOLED_ABOVE, STANDARD_ERROR_ABOVE,
};
use foretell_scoring::{
    Approximation, BinaryOutcome, Bootstrap, BootstrapInterval, Case, ConfidenceInterval, Interval,
    MonteCarloTest, PairCounts, PairCountsBuilder, Probability, Resampling, SamplingPlan,
    Statistic, Weight, brier, count, skill,
};

/// How many Monte Carlo errors apart two figures may be.
const ERRORS: f64 = 4.0;
/// The error of the 2.5 % quantile of R draws from a normal distribution, in its standard deviation times
/// 1/√R: √(0.025 · 0.975) / φ(1.96).
const QUANTILE_ERROR: f64 = 2.67;

fn bootstrap(resamples: usize) -> Bootstrap {
    Bootstrap {
        resampling: resampling(resamples),
        level: 0.95,
    }
}

fn resampling(resamples: usize) -> Resampling {
    Resampling { seed: 5, resamples }
}

/// Returns so many pairs at each of so many forecasts, which come true by their probability, and so many
/// more at a half.
fn pair_counts(forecasts: usize, each: u64, more: u64) -> PairCounts {
    let mut stream = Stream::new(23, 0);
    let mut counts = PairCountsBuilder::default();
    for place in 0..forecasts {
        // Neighbours are far apart, so that a prefix is spread as the whole is.
        let p = (count(place) * 0.618_033_988_749_895 + 0.5).fract();
        let events = (0..each).filter(|_| stream.happens(p)).count();
        counts.add_counted(Probability::new(p).unwrap(), each, events as u64);
    }
    counts.add_counted(Probability::HALF, more, more);
    counts.finish()
}

/// Fails where two bootstrap intervals are further apart than so many resamples explain.
fn assert_alike(below: Interval, above: Interval, resamples: usize) {
    // The standard error of the figure: the interval is 2 · 1.96 of them wide.
    let error = (below.high - below.low) / 3.92;
    let monte_carlo = QUANTILE_ERROR * error * (2.0 / count(resamples)).sqrt();
    let apart = (below.low - above.low)
        .abs()
        .max((below.high - above.high).abs());
    assert!(
        apart < ERRORS * monte_carlo,
        "{below:?} and {above:?} are {} Monte Carlo errors apart",
        apart / monte_carlo
    );
}

fn made(interval: &ConfidenceInterval) -> (SamplingPlan, Option<Approximation>) {
    let drawing = interval.procedure.drawing.unwrap();
    (drawing.plan, interval.procedure.approximation)
}

fn mean_brier(pair_counts: &PairCounts, resamples: usize) -> ConfidenceInterval {
    let ends = BootstrapInterval::Percentile;
    bootstrap(resamples)
        .mean_score(pair_counts, ends, brier)
        .unwrap()
}

/// The skill against the sample's base rate, a figure of two means.
fn skill_of(pair_counts: &PairCounts, resamples: usize) -> ConfidenceInterval {
    let scores = |p: Probability, y: BinaryOutcome| [brier(p, y), y.get()];
    let figure = |[score, seen]: [f64; 2]| skill(score, seen * (1.0 - seen));
    bootstrap(resamples)
        .of_mean_scores(pair_counts, scores, figure)
        .unwrap()
}

#[test]
fn drawing_all_at_once_is_drawing_one_by_one() {
    let counts = |fewer| {
        let mut counts = PairCountsBuilder::default();
        for place in 1..20 {
            // Two outcomes each: as many pairs for each as it takes, but for the last.
            let p = Probability::new(f64::from(place) / 20.0).unwrap();
            let each = ALL_AT_ONCE_FROM as u64;
            let fewer = if place == 19 { fewer } else { 0 };
            counts.add_counted(p, 2 * each - fewer, each - fewer);
        }
        mean_brier(&counts.finish(), 20_000)
    };
    let (below, above) = (counts(1), counts(0));
    assert_eq!(made(&below).0, SamplingPlan::OneByOne);
    assert_eq!(made(&above).0, SamplingPlan::AllAtOnce);
    assert_alike(below.interval(), above.interval(), 20_000);
}

#[test]
fn drawing_in_blocks_is_drawing_one_by_one() {
    let of = |n| bootstrap(300).fit_alone(&pair_counts(n, 1, 0), PairCounts::base_rate);
    let (below, above) = (of(IN_BLOCKS_FROM - 1).unwrap(), of(IN_BLOCKS_FROM).unwrap());
    assert_eq!(made(&below).0, SamplingPlan::OneByOne);
    assert_eq!(made(&above).0, SamplingPlan::InBlocks);
    assert_alike(below.interval(), above.interval(), 300);
}

#[test]
fn scores_on_a_grid_are_the_scores() {
    let (below, above) = (
        mean_brier(&pair_counts(GRID_ABOVE, 1, 0), 200),
        mean_brier(&pair_counts(GRID_ABOVE, 1, 1), 200),
    );
    assert_eq!(made(&below), (SamplingPlan::OneByOne, None));
    assert_eq!(
        made(&above),
        (SamplingPlan::AllAtOnce, Some(Approximation::Grid))
    );
    assert_alike(below.interval(), above.interval(), 200);
}

/// Returns the counts of very many pairs with so many distinct scores.
fn crowded(values: usize) -> PairCounts {
    let mut counts = PairCountsBuilder::default();
    for place in 0..values {
        let p = (count(place) * 0.618_033_988_749_895 + 0.5).fract();
        counts.add_counted(
            Probability::new(p).unwrap(),
            20,
            if p > 0.5 { 20 } else { 0 },
        );
    }
    counts.finish()
}

#[test]
fn scores_on_a_grid_are_the_scores_where_they_are_crowded_too() {
    let (below, above) = (
        mean_brier(&crowded(FEW_VALUES_UP_TO), 300),
        mean_brier(&crowded(FEW_VALUES_UP_TO + 1), 300),
    );
    assert_eq!(made(&below), (SamplingPlan::AllAtOnce, None));
    assert_eq!(
        made(&above),
        (SamplingPlan::AllAtOnce, Some(Approximation::Grid))
    );
    assert_alike(below.interval(), above.interval(), 300);
}

#[test]
fn a_straight_line_is_the_figure() {
    let (below, above) = (
        skill_of(&pair_counts(LINE_ABOVE, 1, 0), 1000),
        skill_of(&pair_counts(LINE_ABOVE, 1, 1), 1000),
    );
    assert_eq!(made(&below), (SamplingPlan::OneByOne, None));
    assert_eq!(
        made(&above),
        (SamplingPlan::OneByOne, Some(Approximation::Line))
    );
    assert_alike(below.interval(), above.interval(), 1000);
    let (below, above) = (
        skill_of(&crowded(FEW_VALUES_UP_TO), 300),
        skill_of(&crowded(FEW_VALUES_UP_TO + 1), 300),
    );
    assert_eq!(made(&below), (SamplingPlan::AllAtOnce, None));
    assert_eq!(made(&above).1, Some(Approximation::LineOnGrid));
    assert_alike(below.interval(), above.interval(), 300);
}

#[test]
fn standard_errors_are_those_of_fits_made_anew() {
    let counts = pair_counts(STANDARD_ERROR_ABOVE, 1, 0);
    let slope = |counts: &PairCounts| -> Statistic { Ok(Cox::fit(counts)?.slope) };
    let anew = bootstrap(200).fit_alone(&counts, slope).unwrap();
    let by_error = Cox::fit(&counts).unwrap().slope_interval(0.95).unwrap();
    assert_alike(anew.interval(), by_error, 200);
}

/// Fails where what chance gives differs by more than so many resamples explain.
fn assert_same_chance(below: &MonteCarloTest, above: &MonteCarloTest, resamples: usize) {
    assert_eq!(below.procedure.approximation, None);
    assert_eq!(
        above.procedure.approximation,
        Some(Approximation::PooledForecasts)
    );
    let spread = (below.chance_high - below.chance) / 1.645;
    let monte_carlo = spread * (2.0 / count(resamples)).sqrt();
    let apart = (below.chance - above.chance).abs() / monte_carlo;
    assert!(
        apart < ERRORS,
        "{below:?} and {above:?} are {apart} Monte Carlo errors apart"
    );
}

#[test]
fn pooled_forecasts_are_tested_as_the_forecasts() {
    let each = ALL_AT_ONCE_FROM as u64;
    let below = pair_counts(POOLED_ABOVE, each, 0);
    let above = pair_counts(POOLED_ABOVE + 1, each, 0);
    let test = |counts: &PairCounts| miscalibration_test(counts, resampling(60)).unwrap();
    assert_same_chance(&test(&below), &test(&above), 60);
    let bins = Bins::equal(10, Closed::Right);
    let test = |counts: &PairCounts| ece_test(counts, &bins, resampling(60)).unwrap();
    assert_same_chance(&test(&below), &test(&above), 60);
    let at = [0.1, 0.5, 0.8].map(|p| Probability::new(p).unwrap());
    let band = |counts| consistency_band(counts, &at, 0.95, resampling(60)).unwrap();
    let (below, above) = (band(&below), band(&above));
    assert_eq!(
        above.procedure.approximation,
        Some(Approximation::PooledForecasts)
    );
    for (below, above) in below.at.iter().zip(&above.at) {
        assert_alike(below.unwrap(), above.unwrap(), 60);
    }
}

#[test]
fn drawn_flips_are_all_flips() {
    let case = |cluster, value| Case {
        value,
        weight: Weight::ONE,
        cluster,
    };
    let value = |cluster: usize| count(cluster * 7 % 20) / 20.0 - 0.33;
    let mut cases: Vec<Case> = (0..ALL_FLIPS_UP_TO).map(|i| case(i, value(i))).collect();
    let all = SignFlip::test(&cases, resampling(20_000)).unwrap();
    // One more, so small that it decides nothing, not even where totals are equal.
    cases.push(case(ALL_FLIPS_UP_TO, 1e-14));
    let drawn = SignFlip::test(&cases, resampling(20_000)).unwrap();
    assert!(all.procedure.is_exact() && !drawn.procedure.is_exact());
    let monte_carlo = (all.p_value * (1.0 - all.p_value) / 20_000.0).sqrt();
    assert!(
        (all.p_value - drawn.p_value).abs() < ERRORS * monte_carlo,
        "{all:?} {drawn:?}"
    );
}

#[test]
fn a_million_counted_forecasts_are_not_drawn_one_by_one() {
    // Each would be drawn in each of the resamples: a billion random numbers and more.
    let mut counts = PairCountsBuilder::default();
    for place in 0..1_000_000_u32 {
        let p = (f64::from(place) + 0.5) / 1e6;
        counts.add_counted(Probability::new(p).unwrap(), 100, u64::from(place / 10_000));
    }
    let counts = counts.finish();
    assert_eq!(made(&mean_brier(&counts, 10)).1, Some(Approximation::Grid));
    assert_eq!(
        made(&skill_of(&counts, 10)).1,
        Some(Approximation::LineOnGrid)
    );
    let test = miscalibration_test(&counts, resampling(3)).unwrap();
    assert_eq!(
        test.procedure.approximation,
        Some(Approximation::PooledForecasts)
    );
}
