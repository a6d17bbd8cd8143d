//! A short form of the table of leagues in `docs/scoring.md`: like for like tells who is better, and its
//! intervals hold the truth.

mod simulation;

use simulation::{LEAGUES, Tried, tried};

/// How many leagues are tried: few enough for a moment.
const RUNS: u64 = 40;

#[test]
fn it_ranks_a_league_no_worse_than_raw_means_and_fixed_effects_and_its_intervals_hold() {
    for (forecasters, questions) in LEAGUES {
        let all = (0..RUNS).map(|seed| tried(seed, forecasters, questions));
        let all = all.fold(Tried::default(), Tried::plus);
        let [raw, fixed, drawn] = all.correlations();
        let (held, error) = all.held();
        let seen = format!(
            "{forecasters} × {questions}: {raw:.3} {fixed:.3} {drawn:.3} {held:.3} ± {error:.3}"
        );
        // Of few forecasters the order is mostly luck.
        let slack = if forecasters < 20 { 0.02 } else { 0.0 };
        assert!(drawn >= raw - slack && drawn >= fixed - slack, "{seen}");
        // Three standard errors of so few leagues under the target.
        assert!(held >= 0.93 - 3.0 * error && all.width() < 0.25, "{seen}");
    }
}
