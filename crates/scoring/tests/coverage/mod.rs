//! A short form of the table of coverage in `docs/scoring.md`: every interval that is shown holds the truth
//! about as often as it says.

mod simulation;

use simulation::{CLUSTERS, Coverage, FIGURES, SCENARIOS};

/// Few enough for a moment.
const RUNS: usize = 60;

#[test]
fn an_interval_holds_the_truth_as_often_as_it_says() {
    for scenario in &SCENARIOS {
        for clusters in &CLUSTERS[..2] {
            let mut all = vec![Coverage::default(); FIGURES.len()];
            for run in 0..RUNS {
                let drawn = scenario.draw(*clusters, run);
                for (coverage, figure) in all.iter_mut().zip(FIGURES) {
                    *coverage = coverage.plus(scenario.coverage(figure, &drawn));
                }
            }
            let target = if *clusters < 20 { 0.90 } else { 0.93 };
            for (coverage, figure) in all.iter().zip(FIGURES) {
                // Three standard errors of as many runs under the target of 2,000.
                let least = target - 3.0 * (target * (1.0 - target) / 60.0_f64).sqrt();
                assert!(
                    coverage.share() >= least && coverage.width() > 0.0,
                    "{} of {}, {clusters} clusters: {coverage:?}",
                    figure.name,
                    scenario.name
                );
            }
        }
    }
}

/// Comparisons of equals, two for each scenario and run.
const COMPARED: usize = 2000;

#[test]
fn of_two_who_are_as_good_one_is_called_better_in_at_most_five_percent() {
    let differences = || {
        FIGURES
            .iter()
            .filter(|one| one.name.starts_with("difference"))
    };
    for clusters in &CLUSTERS[..3] {
        let mut all = Coverage::default();
        for scenario in &SCENARIOS {
            for run in 0..COMPARED.div_ceil(2 * SCENARIOS.len()) {
                let drawn = scenario.draw(*clusters, run);
                for figure in differences() {
                    all = all.plus(scenario.coverage(figure, &drawn));
                }
            }
        }
        // What has no interval is called nothing.
        assert!(all.shown > COMPARED / 2, "{all:?}");
        let better = all.shown - all.held;
        assert!(100 * better <= 5 * COMPARED, "{clusters} clusters: {all:?}");
    }
}

#[test]
fn under_five_clusters_no_figure_has_an_interval() {
    let drawn = SCENARIOS[0].draw(4, 1);
    // A row of the table has one, with "too few" beside it.
    for figure in FIGURES
        .iter()
        .filter(|figure| figure.name != "row of the table")
    {
        let coverage = SCENARIOS[0].coverage(figure, &drawn);
        assert_eq!(coverage.shown, 0, "{}", figure.name);
    }
}
