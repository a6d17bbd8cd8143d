//! Random clusters: what must hold of every check, whatever the numbers.

use super::atoms::Atoms;
use super::inequality::{Bounds, tighten};
use super::nearest::nearest;
use super::program::Program;
use super::repair::alone;
use super::sample::{Random, points, range};
use super::{Cluster, Constraint, Interval, Part, Severity};

const SEED: u64 = 20_140_430;
const CLUSTERS: usize = 1000;

fn bounds(stated: &[Interval]) -> Vec<Bounds> {
    stated.iter().copied().map(Bounds::from).collect()
}

/// Returns the sum of squared errors of the numbers, if the combination happens.
fn brier_total(numbers: &[f64], atoms: &Atoms, atom: usize) -> f64 {
    let errors = numbers.iter().enumerate();
    errors
        .map(|(i, p)| (p - atoms.indicator(atom, i)).powi(2))
        .sum()
}

/// Returns the combinations of outcomes of a part's forecasts.
fn atoms_of(part: &Part, cluster: &Cluster) -> Atoms {
    let own = |i: usize| part.members.iter().position(|&m| m == i).unwrap();
    let constraints: Vec<Constraint> = part
        .constraints
        .iter()
        .map(|&place| cluster.constraints()[place].renumbered(own))
        .collect();
    Atoms::find(part.members.len(), &constraints).unwrap()
}

fn stated_in(part: &Part, cluster: &Cluster) -> Vec<f64> {
    part.members
        .iter()
        .map(|&i| cluster.stated()[i].low())
        .collect()
}

fn repaired(part: &Part) -> Vec<f64> {
    let repair = part.repair.as_ref().unwrap();
    repair.probabilities.iter().map(|p| p.get()).collect()
}

#[test]
fn a_coherent_cluster_is_never_flagged() {
    let mut random = Random(SEED);
    for round in 0..CLUSTERS {
        let forecasts = 2 + random.below(7);
        let (constraints, atoms) = random.constraints(forecasts);
        let mixture = random.mixture(&atoms, forecasts);
        let found = points(&mixture, &constraints).check();
        assert_eq!(
            found.severity(),
            None,
            "round {round}: {constraints:?} {mixture:?}"
        );
    }
}

/// Runs the test on the hard parts of clusters with random numbers, and returns how many there
/// were.
fn on_hard_parts(test: impl Fn(&Part, &Cluster)) -> usize {
    let mut random = Random(SEED);
    let mut tested = 0;
    while tested < CLUSTERS {
        let forecasts = 2 + random.below(7);
        let (constraints, _) = random.constraints(forecasts);
        let stated: Vec<f64> = (0..forecasts).map(|_| random.percent()).collect();
        let cluster = points(&stated, &constraints);
        for part in cluster.check().parts {
            if part.severity == Some(Severity::Hard) {
                test(&part, &cluster);
                tested += 1;
            }
        }
    }
    tested
}

#[test]
fn a_repair_scores_no_worse_whatever_happens() {
    on_hard_parts(|part, cluster| {
        let atoms = atoms_of(part, cluster);
        let (before, after) = (stated_in(part, cluster), repaired(part));
        let gain = part.repair.as_ref().unwrap().distance.powi(2);
        for atom in 0..atoms.len() {
            // The projection gains at least the squared distance; the sums round at 1e-15.
            let better = brier_total(&before, &atoms, atom) - brier_total(&after, &atoms, atom);
            assert!(better >= gain - 1e-12, "{cluster:?} {part:?}");
        }
    });
}

#[test]
fn a_repair_is_coherent() {
    on_hard_parts(|part, cluster| {
        let mut stated = cluster.stated().to_vec();
        for (&i, p) in part.members.iter().zip(repaired(part)) {
            stated[i] = range(p, p);
        }
        let mended = Cluster::new(stated, cluster.constraints().to_vec()).unwrap();
        let again = mended.check();
        let same = again
            .parts
            .iter()
            .find(|p| p.members == part.members)
            .unwrap();
        assert_eq!(same.severity, None, "{cluster:?} {part:?}");
        // The simplex method and the search for the nearest point know nothing of each other.
        let own: Vec<Interval> = repaired(part).iter().map(|&p| range(p, p)).collect();
        let missed = Program::new(&atoms_of(part, cluster), &bounds(&own))
            .book()
            .sure_loss;
        assert!(missed < 1e-9, "{missed} {cluster:?} {part:?}");
    });
}

#[test]
fn a_sure_loss_is_lost_whatever_happens() {
    on_hard_parts(|part, cluster| {
        let atoms = atoms_of(part, cluster);
        let stated = stated_in(part, cluster);
        assert!(part.stakes.iter().all(|stake| stake.abs() <= 1.0 + 1e-9));
        assert!(part.sure_loss > 1e-9);
        for atom in 0..atoms.len() {
            let bets = part.stakes.iter().zip(&stated).enumerate();
            let lost: f64 = bets
                .map(|(i, (stake, price))| stake * (price - atoms.indicator(atom, i)))
                .sum();
            assert!(lost >= part.sure_loss - 1e-9, "{cluster:?} {part:?}");
        }
        // No bettor gains more than moving to coherent numbers costs the forecaster.
        let moved: f64 = stated
            .iter()
            .zip(repaired(part))
            .map(|(a, b)| (a - b).abs())
            .sum();
        assert!(part.sure_loss <= moved + 1e-9, "{cluster:?} {part:?}");
    });
}

#[test]
fn a_single_violation_loses_no_more_than_all_together() {
    let mut random = Random(SEED + 1);
    for _ in 0..CLUSTERS {
        let (constraints, _) = random.constraints(6);
        let stated: Vec<f64> = (0..6).map(|_| random.percent()).collect();
        let found = points(&stated, &constraints).check();
        for violation in &found.violations {
            let part = found
                .parts
                .iter()
                .find(|part| part.constraints.contains(&violation.constraint))
                .unwrap();
            assert_eq!(part.severity, Some(Severity::Hard));
            assert!(violation.sure_loss() <= part.sure_loss + 1e-9);
            assert!(violation.sure_loss() > 0.0);
        }
    }
}

#[test]
fn a_closed_form_is_the_nearest_mixture() {
    let mut random = Random(SEED + 2);
    let mut hard = 0;
    for _ in 0..CLUSTERS {
        let forecasts = 2 + random.below(5);
        let constraint = random.constraint(forecasts).renumbered(|i| i);
        let members = constraint.members();
        let own = constraint.renumbered(|i| members.iter().position(|&m| m == i).unwrap());
        let stated: Vec<Interval> = members.iter().map(|_| random.range()).collect();
        let atoms = Atoms::find(members.len(), [&own]).unwrap();
        let found = nearest(&atoms, &bounds(&stated));
        if found.distance < 1e-9 {
            continue;
        }
        hard += 1;
        let closed = alone(&own, &stated).unwrap();
        let apart = closed.iter().zip(&stated).map(|(p, range)| {
            let moved = p - p.clamp(range.low(), range.high());
            moved * moved
        });
        let apart = apart.sum::<f64>().sqrt();
        assert!((apart - found.distance).abs() < 1e-9, "{own:?} {stated:?}");
    }
    assert!(hard > 200, "{hard}");
}

#[test]
fn the_inequalities_of_one_constraint_leave_what_its_outcomes_leave() {
    let mut random = Random(SEED + 3);
    let mut compared = 0;
    for _ in 0..CLUSTERS {
        let constraint = random.constraint(5);
        let stated: Vec<Interval> = (0..5).map(|_| random.range()).collect();
        let atoms = Atoms::find(5, [&constraint]).unwrap();
        let missed = Program::new(&atoms, &bounds(&stated)).book().sure_loss;
        let inequalities = constraint.inequalities();
        let worst = inequalities.iter().map(|i| i.excess(&bounds(&stated)));
        let worst = worst.fold(0.0, f64::max);
        assert_eq!(missed > 1e-9, worst > 1e-9, "{constraint:?} {stated:?}");
        if missed > 1e-9 {
            continue;
        }
        compared += 1;
        let mut left = bounds(&stated);
        tighten(&inequalities, &mut left);
        let exact = Program::new(&atoms, &bounds(&stated)).tightened();
        for (a, b) in left.iter().zip(&exact) {
            let close = (a.low - b.low).abs() < 1e-8 && (a.high - b.high).abs() < 1e-8;
            assert!(close, "{constraint:?} {stated:?} {left:?} {exact:?}");
        }
    }
    assert!(compared > 200, "{compared}");
}

#[test]
fn tightened_ranges_are_as_narrow_as_can_be_and_no_narrower() {
    let mut random = Random(SEED + 4);
    let mut ends = 0;
    for _ in 0..CLUSTERS {
        let (constraints, atoms) = random.constraints(6);
        // Around a coherent point, so that the ranges always fit.
        let stated: Vec<Interval> = random
            .mixture(&atoms, 6)
            .iter()
            .map(|p| range(p - random.unit() / 5.0, p + random.unit() / 5.0))
            .collect();
        let found = Cluster::new(stated.clone(), constraints.clone())
            .unwrap()
            .check();
        assert!(found.severity() < Some(Severity::Hard));
        let is_hard = |i: usize, value: f64| {
            let mut moved = stated.clone();
            moved[i] = range(value, value);
            let again = Cluster::new(moved, constraints.clone()).unwrap().check();
            again.severity() == Some(Severity::Hard)
        };
        for (i, left) in found.parts.iter().flat_map(|part| &part.tightened) {
            for (end, outwards) in [(left.low(), -1e-6), (left.high(), 1e-6)] {
                assert!(!is_hard(*i, end), "{constraints:?} {stated:?} {i} {left:?}");
                if end > stated[*i].low() + 1e-5 && end < stated[*i].high() - 1e-5 {
                    ends += 1;
                    assert!(
                        is_hard(*i, end + outwards),
                        "{constraints:?} {stated:?} {i}"
                    );
                }
            }
        }
    }
    assert!(ends > 500, "{ends}");
}

#[test]
fn ranges_are_hard_just_where_no_mixture_is_in_them() {
    let mut random = Random(SEED + 5);
    let mut hard = 0;
    for _ in 0..CLUSTERS {
        let forecasts = 2 + random.below(7);
        let (_, atoms) = random.constraints(forecasts);
        let stated: Vec<Interval> = (0..forecasts).map(|_| random.range()).collect();
        let box_ = bounds(&stated);
        let found = nearest(&atoms, &box_);
        let book = Program::new(&atoms, &box_).book();
        assert_eq!(found.distance > 1e-9, book.sure_loss > 1e-9, "{stated:?}");
        if book.sure_loss > 1e-9 {
            hard += 1;
            for atom in 0..atoms.len() {
                // The forecaster buys at the lower end and sells at the upper one.
                let bets = book.stakes.iter().zip(&stated).enumerate();
                let lost: f64 = bets
                    .map(|(i, (stake, range))| {
                        let price = if *stake > 0.0 {
                            range.low()
                        } else {
                            range.high()
                        };
                        stake * (price - atoms.indicator(atom, i))
                    })
                    .sum();
                assert!(lost >= book.sure_loss - 1e-9, "{stated:?} {book:?}");
            }
        }
    }
    assert!(hard > 200 && hard < 950, "{hard}");
}

#[test]
fn what_total_probability_leaves_is_as_narrow_as_can_be_and_no_narrower() {
    let mut random = Random(SEED + 6);
    let (mut ends, mut hard) = (0, 0);
    for round in 0..CLUSTERS {
        let total = Constraint::TotalProbability {
            event: 0,
            condition: 1,
            if_yes: (round % 5 != 0).then_some(2),
            if_no: (round % 7 != 0).then_some(3),
        };
        if total.members().len() < 3 {
            continue;
        }
        let stated: Vec<Interval> = (0..4).map(|_| random.range()).collect();
        let check = |stated: Vec<Interval>| {
            let cluster = Cluster::new(stated, vec![total.clone()]);
            cluster.unwrap().check()
        };
        let found = check(stated.clone());
        if found.severity() == Some(Severity::Hard) {
            hard += 1;
            continue;
        }
        let is_hard = |i: usize, value: f64| {
            let mut moved = stated.clone();
            moved[i] = range(value, value);
            check(moved).severity() == Some(Severity::Hard)
        };
        for &i in &total.members() {
            let tightened = found.violations.iter().flat_map(|v| &v.tightened);
            let left = tightened.filter(|(member, _)| *member == i);
            let left = left.map(|(_, left)| *left).next().unwrap_or(stated[i]);
            for (end, outwards) in [(left.low(), -1e-6), (left.high(), 1e-6)] {
                assert!(!is_hard(i, end), "{total:?} {stated:?} {i} {left:?}");
                if end > stated[i].low() + 1e-5 && end < stated[i].high() - 1e-5 {
                    ends += 1;
                    assert!(is_hard(i, end + outwards), "{stated:?} {i} {left:?}");
                }
            }
        }
    }
    assert!(ends > 300 && hard > 100, "{ends} {hard}");
}
