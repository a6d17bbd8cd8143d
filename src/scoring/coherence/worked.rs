//! Worked figures, with their recipes.

use super::sample::{points, ranges};
use super::{Constraint, Interval, Part, Reach, Severity, Violation, implied_condition};

fn assert_close(found: f64, expected: f64) {
    assert!((found - expected).abs() < 1e-9, "{found} is not {expected}");
}

fn assert_left(found: &[(usize, Interval)], expected: &[(usize, f64, f64)]) {
    assert_eq!(found.len(), expected.len(), "{found:?}");
    for ((i, left), &(j, low, high)) in found.iter().zip(expected) {
        assert_eq!(*i, j);
        assert_close(left.low(), low);
        assert_close(left.high(), high);
    }
}

fn repair(violation: &Violation) -> Vec<f64> {
    violation.repair.iter().map(|(_, p)| p.get()).collect()
}

fn assert_numbers(found: &[f64], expected: &[f64]) {
    assert_eq!(found.len(), expected.len(), "{found:?}");
    for (a, b) in found.iter().zip(expected) {
        assert_close(*a, *b);
    }
}

/// Returns the only violation and the only part.
fn one(cluster: &super::Cluster) -> (Violation, Part) {
    let found = cluster.check();
    assert_eq!(
        (found.violations.len(), found.parts.len()),
        (1, 1),
        "{found:?}"
    );
    (found.violations[0].clone(), found.parts[0].clone())
}

fn hard(stated: &[f64], constraint: Constraint) -> Violation {
    let (violation, part) = one(&points(stated, &[constraint]));
    assert_eq!(violation.severity, Severity::Hard);
    assert_eq!(part.severity, Some(Severity::Hard));
    assert_eq!(part.reach, Reach::Whole);
    assert_close(part.sure_loss, violation.sure_loss());
    violation
}

#[test]
fn a_partition_that_sums_to_120_percent_loses_20_points() {
    // .6 + .4 + .2 = 1.2; each gives up a fifteenth: .533, .333, .133.
    let violation = hard(&[0.6, 0.4, 0.2], Constraint::Partition(vec![0, 1, 2]));
    assert_close(violation.size(), 0.2);
    let breach = violation.breach.as_ref().unwrap();
    assert_eq!((breach.subject, &breach.against), (None, &vec![0, 1, 2]));
    assert_close(breach.value, 1.2);
    assert_close(breach.limit, 1.0);
    let fifteenth = 1.0 / 15.0;
    let expected = [0.6 - fifteenth, 0.4 - fifteenth, 0.2 - fifteenth];
    assert_numbers(&repair(&violation), &expected);
}

#[test]
fn a_partition_that_sums_to_80_percent_loses_as_much_the_other_way() {
    let violation = hard(&[0.5, 0.3], Constraint::Partition(vec![0, 1]));
    let breach = violation.breach.as_ref().unwrap();
    assert_close(breach.value, 0.8);
    assert_close(violation.sure_loss(), 0.2);
    assert_numbers(&repair(&violation), &[0.6, 0.4]);
}

#[test]
fn words_that_partition_tighten_each_other() {
    // ICD 203: likely .55–.80, unlikely .20–.45, very unlikely .05–.20. The first is at most
    // 1 − .20 − .05, the second at most 1 − .55 − .05.
    let words = [(0.55, 0.80), (0.20, 0.45), (0.05, 0.20)];
    let (violation, part) = one(&ranges(&words, &[Constraint::Partition(vec![0, 1, 2])]));
    assert_eq!(violation.severity, Severity::Tightening);
    assert_left(&violation.tightened, &[(0, 0.55, 0.75), (1, 0.20, 0.40)]);
    assert_eq!(part.tightened, violation.tightened);
    assert_close(violation.size(), 0.0);
}

#[test]
fn words_that_meet_at_an_edge_fit_only_there() {
    // "Likely" (.55–.80) implying "roughly even" (.45–.55): both must be .55.
    let implies = Constraint::Implies {
        premise: 0,
        conclusion: 1,
    };
    let (violation, _) = one(&ranges(&[(0.55, 0.80), (0.45, 0.55)], &[implies]));
    assert_eq!(violation.severity, Severity::Soft);
    assert_left(&violation.tightened, &[(0, 0.55, 0.55), (1, 0.55, 0.55)]);
}

#[test]
fn words_that_cannot_partition_are_a_hard_contradiction() {
    // Two "likely" and an "unlikely" are at least .55 + .55 + .20 = 1.3.
    let words = [(0.55, 0.80), (0.55, 0.80), (0.20, 0.45)];
    let (violation, part) = one(&ranges(&words, &[Constraint::Partition(vec![0, 1, 2])]));
    assert_eq!(violation.severity, Severity::Hard);
    assert_close(violation.size(), 0.3);
    assert_close(part.sure_loss, 0.3);
    assert_numbers(&repair(&violation), &[0.45, 0.45, 0.10]);
}

#[test]
fn a_number_that_settles_a_range_within_is_a_tightening() {
    let (violation, _) = one(&ranges(
        &[(0.7, 0.7), (0.2, 0.4)],
        &[Constraint::Complement(0, 1)],
    ));
    assert_eq!(violation.severity, Severity::Tightening);
    assert_left(&violation.tightened, &[(1, 0.3, 0.3)]);
}

#[test]
fn a_conjunction_of_70_and_60_percent_lies_between_30_and_60() {
    // Fréchet: max(0, .7 + .6 − 1) ≤ P ≤ min(.7, .6).
    let both = || Constraint::AllOf {
        whole: 2,
        parts: vec![0, 1],
    };
    let (violation, _) = one(&ranges(&[(0.7, 0.7), (0.6, 0.6), (0.0, 1.0)], &[both()]));
    assert_left(&violation.tightened, &[(2, 0.30, 0.60)]);
    // "Likely", .55–.80, for certain: never.
    let (violation, _) = one(&ranges(&[(0.7, 0.7), (0.6, 0.6), (0.55, 0.80)], &[both()]));
    assert_left(&violation.tightened, &[(2, 0.55, 0.60)]);

    let above = hard(&[0.7, 0.6, 0.65], both());
    let breach = above.breach.unwrap();
    assert_eq!((breach.subject, breach.against), (Some(2), vec![1]));
    assert_close(breach.value, 0.65);
    assert_close(breach.limit, 0.60);

    let below = hard(&[0.7, 0.6, 0.2], both());
    let breach = below.breach.clone().unwrap();
    assert_eq!((breach.subject, breach.against), (Some(2), vec![0, 1]));
    assert_close(breach.limit, 0.30);
    // A tenth is short: each of the three numbers gives a third of it.
    let third = 0.1 / 3.0;
    assert_numbers(&repair(&below), &[0.2 + third, 0.7 - third, 0.6 - third]);
}

#[test]
fn a_disjunction_lies_between_the_greatest_part_and_the_sum() {
    let any = || Constraint::AnyOf {
        whole: 0,
        parts: vec![1, 2],
    };
    let below = hard(&[0.3, 0.5, 0.2], any()).breach.unwrap();
    assert_eq!((below.subject, below.against), (Some(0), vec![1]));
    assert_close(below.limit, 0.5);
    let above = hard(&[0.8, 0.5, 0.2], any()).breach.unwrap();
    assert_close(above.value, 0.8);
    assert_close(above.limit, 0.7);
}

#[test]
fn a_chain_that_falls_names_its_worst_drop() {
    // By 2014 30 %, by 2015 60 %, by 2016 50 %, by 2018 45 %: worst from .60 to .45.
    // Pooled: (.60 + .50 + .45) / 3.
    let violation = hard(&[0.3, 0.6, 0.5, 0.45], Constraint::Chain(vec![0, 1, 2, 3]));
    let breach = violation.breach.as_ref().unwrap();
    assert_eq!((breach.subject, &breach.against), (Some(3), &vec![1]));
    assert_close(breach.value, 0.45);
    assert_close(breach.limit, 0.60);
    let pooled = 1.55 / 3.0;
    assert_numbers(&repair(&violation), &[0.3, pooled, pooled, pooled]);
}

#[test]
fn a_chain_may_list_its_forecasts_in_any_order_of_numbers() {
    let violation = hard(&[0.2, 0.9, 0.4], Constraint::Chain(vec![2, 1, 0]));
    let breach = violation.breach.as_ref().unwrap();
    assert_eq!((breach.subject, &breach.against), (Some(0), &vec![1]));
    // .4, then .9 and .2 pooled to .55, for forecasts 2, 1, 0.
    let by_forecast: Vec<usize> = violation.repair.iter().map(|(i, _)| *i).collect();
    assert_eq!(by_forecast, [2, 1, 0]);
    assert_numbers(&repair(&violation), &[0.4, 0.55, 0.55]);
}

#[test]
fn two_separate_drops_lose_more_than_the_worst() {
    // .5 → .3 and .9 → .6: a bet on each pair wins .2 + .3.
    let chain = Constraint::Chain(vec![0, 1, 2, 3]);
    let (violation, part) = one(&points(&[0.5, 0.3, 0.9, 0.6], &[chain]));
    assert_close(violation.sure_loss(), 0.3);
    assert_close(part.sure_loss, 0.5);
}

#[test]
fn a_threshold_is_held_against_the_number_it_is_of() {
    // 40 % for "above 19" where the number's own quantiles give 25 %: both move to the middle.
    let threshold = Constraint::Threshold {
        question: 0,
        implied: 1,
    };
    let violation = hard(&[0.40, 0.25], threshold.clone());
    assert_close(violation.size(), 0.15);
    assert_numbers(&repair(&violation), &[0.325, 0.325]);
    let violation = hard(&[0.10, 0.25], threshold);
    let breach = violation.breach.unwrap();
    assert_eq!(breach.subject, Some(0));
    assert_close(breach.limit, 0.25);
}

#[test]
fn three_events_that_exclude_each_other_in_pairs_are_too_much_together() {
    // Each pair sums to .8, but the three to 1.2.
    let excludes = |a, b| Constraint::Exclusive(vec![a, b]);
    let found = points(&[0.4; 3], &[excludes(0, 1), excludes(1, 2), excludes(0, 2)]).check();
    assert_eq!(found.violations, []);
    let part = &found.parts[0];
    assert_eq!(
        (part.severity, part.only_together),
        (Some(Severity::Hard), true)
    );
    assert_close(part.sure_loss, 0.2);
    assert_numbers(&part.stakes, &[1.0; 3]);
    let third = 1.0 / 3.0;
    let numbers: Vec<f64> = part
        .repair
        .as_ref()
        .unwrap()
        .probabilities
        .iter()
        .map(|p| p.get())
        .collect();
    assert_numbers(&numbers, &[third; 3]);
    // √3 × (.4 − 1/3).
    assert_close(part.repair.as_ref().unwrap().distance, 3_f64.sqrt() / 15.0);
}

#[test]
fn the_event_lies_between_its_conditional_forecasts() {
    let total = || Constraint::TotalProbability {
        event: 0,
        condition: 1,
        if_yes: Some(2),
        if_no: Some(3),
    };
    // .25 × .4 + .75 × .2 = .25, said to be .45: 20 points.
    let found = points(&[0.45, 0.25, 0.4, 0.2], &[total()]).check();
    let violation = &found.violations[0];
    assert_eq!(violation.severity, Severity::Hard);
    assert_eq!(violation.repair, []);
    let breach = violation.breach.as_ref().unwrap();
    assert_eq!((breach.subject, &breach.against), (Some(0), &vec![1, 2, 3]));
    assert_close(breach.value, 0.45);
    assert_close(breach.limit, 0.25);
    assert_eq!(found.parts, []);
    assert_eq!(
        points(&[0.25, 0.25, 0.4, 0.2], &[total()])
            .check()
            .severity(),
        None
    );
}

#[test]
fn a_bet_on_conditional_forecasts_wins_whatever_happens() {
    // The forecaster pays .45 for the event, and sells it given the condition at .4, given its
    // absence at .2 (each called off otherwise), and .2 of the condition at .25.
    for (happens, condition) in [(0.0, 0.0), (1.0, 0.0), (0.0, 1.0), (1.0, 1.0)] {
        let gain = (happens - 0.45)
            + condition * (0.4 - happens)
            + (1.0 - condition) * (0.2 - happens)
            + 0.2 * (0.25 - condition);
        assert_close(gain, -0.20);
    }
}

#[test]
fn one_conditional_forecast_alone_bounds_the_event() {
    // P(A) = .5, P(B|A) = .8: P(B) from .4 to .9.
    let total = Constraint::TotalProbability {
        event: 0,
        condition: 1,
        if_yes: Some(2),
        if_no: None,
    };
    let (low, high) = ([0.3, 0.5, 0.8], [0.95, 0.5, 0.8]);
    let breach = |stated: &[f64]| {
        let found = points(stated, std::slice::from_ref(&total)).check();
        found.violations[0].breach.clone().unwrap()
    };
    assert_close(breach(&low).limit, 0.4);
    assert_close(breach(&high).limit, 0.9);
}

#[test]
fn conditional_ranges_tighten_each_other_at_the_corners() {
    let total = Constraint::TotalProbability {
        event: 0,
        condition: 1,
        if_yes: Some(2),
        if_no: Some(3),
    };
    // Given .8 with and .2 without: P(B) = .2 + .6 P(A). A at most .5 makes B at most .5, B at
    // least .35 makes A at least .25.
    let stated = [(0.35, 0.9), (0.0, 0.5), (0.8, 0.8), (0.2, 0.2)];
    let found = ranges(&stated, &[total]).check();
    assert_left(
        &found.violations[0].tightened,
        &[(0, 0.35, 0.5), (1, 0.25, 0.5)],
    );
}

#[test]
fn the_condition_can_be_worked_out_from_the_others() {
    assert_close(implied_condition(0.25, 0.4, 0.2).unwrap(), 0.25);
    assert_close(implied_condition(0.45, 0.4, 0.2).unwrap(), 1.25);
    assert_eq!(implied_condition(0.3, 0.3, 0.3), None);
}

#[test]
fn relations_that_leave_no_outcome_are_said_to() {
    let threshold = Constraint::Threshold {
        question: 0,
        implied: 1,
    };
    let found = points(&[0.5, 0.5], &[Constraint::Complement(0, 1), threshold]).check();
    assert_eq!(found.parts[0].reach, Reach::NoOutcome);
    assert_eq!(found.severity(), Some(Severity::Hard));
}

#[test]
fn a_large_cluster_is_checked_by_each_constraint_and_says_so() {
    // Twenty forecasts in a ring of "any of" leave far more than 4,096 combinations.
    let mut constraints: Vec<Constraint> = (0..10)
        .map(|i| Constraint::Exhaustive(vec![2 * i, 2 * i + 1, (2 * i + 2) % 20]))
        .collect();
    let found = points(&[0.5; 20], &constraints).check();
    assert_eq!((found.parts.len(), found.parts[0].reach), (1, Reach::Each));
    assert_eq!(found.severity(), None);

    constraints.push(Constraint::Chain(vec![0, 1, 2]));
    let mut stated = [0.5; 20];
    stated[2] = 0.3;
    let found = points(&stated, &constraints).check();
    assert_eq!(found.parts[0].reach, Reach::Each);
    assert_eq!(found.parts[0].severity, Some(Severity::Hard));
    assert_eq!(found.parts[0].repair, None);
    // (.5 + .5 + .3) / 3.
    let pooled = 1.3 / 3.0;
    assert_numbers(&repair(&found.violations[0]), &[pooled; 3]);
}

#[test]
fn a_large_cluster_follows_implications_from_forecast_to_forecast() {
    let mut constraints: Vec<Constraint> = (0..10)
        .map(|i| Constraint::Exhaustive(vec![2 * i, 2 * i + 1, (2 * i + 2) % 20]))
        .collect();
    for (premise, conclusion) in [(0, 1), (1, 2)] {
        constraints.push(Constraint::Implies {
            premise,
            conclusion,
        });
    }
    let mut stated = [(0.0, 1.0); 20];
    stated[0] = (0.6, 0.7);
    let left = ranges(&stated, &constraints).check().parts.remove(0);
    assert_eq!(
        (left.reach, left.severity),
        (Reach::Each, Some(Severity::Tightening))
    );
    assert_left(&left.tightened, &[(1, 0.6, 1.0), (2, 0.6, 1.0)]);
    stated[2] = (0.1, 0.2);
    let crossed = ranges(&stated, &constraints).check();
    assert!(crossed.parts[0].only_together);
    assert_eq!(crossed.parts[0].severity, Some(Severity::Hard));
}

#[test]
fn one_constraint_is_checked_whole_however_many_it_names() {
    let stated = vec![0.02; 100];
    let (violation, part) = one(&points(
        &stated,
        &[Constraint::Partition((0..100).collect())],
    ));
    assert_eq!(part.reach, Reach::Whole);
    assert_close(part.sure_loss, 1.0);
    assert_numbers(&repair(&violation), &[0.01; 100]);
    assert_eq!(part.repair.unwrap().probabilities.len(), 100);
}

#[test]
fn certain_and_impossible_forecasts_are_no_trouble() {
    let implies = Constraint::Implies {
        premise: 0,
        conclusion: 1,
    };
    let certain = points(&[1.0, 1.0], std::slice::from_ref(&implies));
    assert_eq!(certain.check().severity(), None);
    let violation = hard(&[1.0, 0.0], implies);
    assert_close(violation.sure_loss(), 1.0);
    assert_numbers(&repair(&violation), &[0.5, 0.5]);
}

#[test]
fn no_constraint_finds_nothing() {
    assert_eq!(
        points(&[0.3, 0.9], &[]).check(),
        super::Coherence::default()
    );
}

#[test]
fn decimals_that_sum_to_one_only_but_for_rounding_are_coherent() {
    let partition = Constraint::Partition(vec![0, 1, 2]);
    assert_eq!(
        points(&[0.1, 0.2, 0.7], &[partition]).check().severity(),
        None
    );
}
