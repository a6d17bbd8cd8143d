//! Worked figures with their recipes, and ranges against every corner.

use super::*;
use crate::model::Probability;
use crate::scoring::coherence::Interval;
use crate::scoring::coherence::sample::{Random, range};

fn p(value: f64) -> Probability {
    Probability::new(value).unwrap()
}

fn numbers(all: &[f64]) -> Vec<Belief> {
    all.iter().map(|&value| p(value).into()).collect()
}

fn of_ranges(all: &[(f64, f64)]) -> Vec<Belief> {
    all.iter()
        .map(|&(low, high)| range(low, high).into())
        .collect()
}

fn evidence(likelihood: &[f64], outcome: Option<bool>) -> Evidence {
    Evidence {
        likelihood: numbers(likelihood),
        outcome,
    }
}

fn inquiry(prior: &[f64], evidence: Vec<Evidence>) -> Inquiry {
    Inquiry::new(&numbers(prior), evidence, vec![]).unwrap()
}

fn assert_close(found: f64, expected: f64) {
    assert!(
        (found - expected).abs() < 1e-12,
        "{found} is not {expected}"
    );
}

fn assert_points(found: &[Belief], expected: &[f64]) {
    assert_eq!(found.len(), expected.len());
    for (belief, &expected) in found.iter().zip(expected) {
        assert_close(belief.point(), expected);
    }
}

fn multipliers(push: &Push) -> &[Multiplier] {
    match push {
        Push::Counted { multipliers, .. } => multipliers,
        other => panic!("{other:?} did not count"),
    }
}

/// The railway: priors .5 .3 .2, an indicator of likelihoods .8 .3 .1.
fn railway(outcome: Option<bool>) -> Inquiry {
    inquiry(&[0.5, 0.3, 0.2], vec![evidence(&[0.8, 0.3, 0.1], outcome)])
}

#[test]
fn an_indicator_seen_makes_78_18_4_of_50_30_20() {
    // .5 × .8 = .40, .3 × .3 = .09, .2 × .1 = .02, of .51.
    let posterior = railway(Some(true)).posterior();
    assert_points(&posterior.beliefs, &[40.0 / 51.0, 9.0 / 51.0, 2.0 / 51.0]);
    assert!(
        posterior
            .beliefs
            .iter()
            .all(|belief| belief.range().is_point())
    );
}

#[test]
fn an_indicator_not_seen_makes_20_43_37_of_50_30_20() {
    // .5 × .2 = .10, .3 × .7 = .21, .2 × .9 = .18, of .49.
    let posterior = railway(Some(false)).posterior();
    assert_points(&posterior.beliefs, &[10.0 / 49.0, 21.0 / 49.0, 18.0 / 49.0]);
}

#[test]
fn an_open_indicator_leaves_the_prior_alone() {
    let posterior = railway(None).posterior();
    assert_points(&posterior.beliefs, &[0.5, 0.3, 0.2]);
    assert_eq!(posterior.pushes, [Push::Open]);
}

#[test]
fn a_push_is_the_likelihood_ratio_against_the_others() {
    // Against the first: (.3 × .3 + .2 × .1) / .5 = .22; .8 / .22 = 40/11, 5.607 decibans.
    // Against the second: (.5 × .8 + .2 × .1) / .7 = .6; .3 / .6. Third: (.4 + .09) / .8.
    let posterior = railway(Some(true)).posterior();
    let pushes = multipliers(&posterior.pushes[0]);
    for (push, expected) in pushes.iter().zip([40.0 / 11.0, 0.5, 8.0 / 49.0]) {
        assert_close(push.point, expected);
        assert_eq!((push.low, push.high), (push.point, push.point));
    }
    assert!((pushes[0].decibans().point - 5.606_673_061_697).abs() < 1e-9);
    assert!((pushes[1].decibans().point + 3.010_299_956_640).abs() < 1e-9);
}

#[test]
fn pushes_take_the_odds_from_prior_to_posterior() {
    let all = [
        (vec![0.8, 0.3, 0.1], Some(true)),
        (vec![0.5, 0.6, 0.2], None),
        (vec![0.3, 0.4, 0.9], Some(false)),
        (vec![0.6, 0.55, 0.1], Some(true)),
    ];
    let all = all.map(|(likelihood, outcome)| evidence(&likelihood, outcome));
    let posterior = inquiry(&[0.5, 0.3, 0.2], all.to_vec()).posterior();
    for (scenario, prior) in [0.5, 0.3, 0.2].into_iter().enumerate() {
        let counted = [0, 2, 3].map(|i| multipliers(&posterior.pushes[i])[scenario]);
        let decibans: f64 = counted.iter().map(|m| m.decibans().point).sum();
        let after = posterior.beliefs[scenario].point();
        let odds = (after / (1.0 - after)) / (prior / (1.0 - prior));
        assert!((decibans - 10.0 * odds.log10()).abs() < 1e-9);
    }
}

#[test]
fn fifty_strong_indicators_do_not_underflow() {
    let all = vec![evidence(&[0.000_001, 0.000_002], Some(true)); 500];
    let beliefs = inquiry(&[0.5, 0.5], all).posterior().beliefs;
    assert_points(&beliefs, &[0.0, 1.0]);
    let even = vec![evidence(&[0.000_001, 0.000_001], Some(true)); 500];
    assert_points(&inquiry(&[0.5, 0.5], even).posterior().beliefs, &[0.5, 0.5]);
}

#[test]
fn order_does_not_matter_to_the_posterior() {
    let (a, b) = (
        evidence(&[0.8, 0.3, 0.1], Some(true)),
        evidence(&[0.2, 0.3, 0.7], Some(false)),
    );
    let one = inquiry(&[0.5, 0.3, 0.2], vec![a.clone(), b.clone()]).posterior();
    let other = inquiry(&[0.5, 0.3, 0.2], vec![b, a]).posterior();
    for (x, y) in one.beliefs.iter().zip(&other.beliefs) {
        assert_close(x.point(), y.point());
    }
}

#[test]
fn a_scenario_without_belief_stays_without_and_a_certain_one_cannot_be_pushed() {
    let posterior = inquiry(&[1.0, 0.0], vec![evidence(&[0.1, 0.9], Some(true))]).posterior();
    assert_points(&posterior.beliefs, &[1.0, 0.0]);
    let pushes = multipliers(&posterior.pushes[0]);
    assert_close(pushes[0].point, 1.0);
    assert_close(pushes[1].point, 9.0);
}

#[test]
fn ranges_of_likelihoods_carry_through() {
    // Even prior, likelihoods .5–.8 and .2–.4: from .5/(.5 + .4) to .8/(.8 + .2); at the
    // midpoints .65/(.65 + .3).
    let seen = Evidence {
        likelihood: of_ranges(&[(0.5, 0.8), (0.2, 0.4)]),
        outcome: Some(true),
    };
    let posterior = inquiry(&[0.5, 0.5], vec![seen]).posterior();
    let first = posterior.beliefs[0];
    assert_close(first.point(), 0.65 / 0.95);
    assert_close(first.range().low(), 0.5 / 0.9);
    assert_close(first.range().high(), 0.8);
    let push = multipliers(&posterior.pushes[0])[0];
    assert_close(push.low, 0.5 / 0.4);
    assert_close(push.high, 0.8 / 0.2);
}

#[test]
fn of_indicators_that_measure_the_same_thing_the_strongest_counts() {
    // Log likelihood ratios of a yes: ln 8, ln 2, and of the third's no ln 9.
    let all = vec![
        evidence(&[0.8, 0.1], Some(true)),
        evidence(&[0.8, 0.4], Some(true)),
        evidence(&[0.9, 0.1], Some(false)),
        evidence(&[0.99, 0.01], None),
    ];
    let together = vec![vec![0, 1, 2, 3]];
    let both = Inquiry::new(&numbers(&[0.5, 0.5]), all.clone(), together).unwrap();
    let posterior = both.posterior();
    assert_eq!(posterior.pushes[0], Push::Covered { by: 2 });
    assert_eq!(posterior.pushes[1], Push::Covered { by: 2 });
    assert_eq!(posterior.pushes[3], Push::Open);
    assert_points(&posterior.beliefs, &[0.1, 0.9]);
    // The open one is the strongest: its answer would count in the others' place.
    let open = &both.open()[0];
    assert_eq!((open.evidence, open.covered_by), (3, Some(2)));
    assert_points(&open.if_yes, &[0.99, 0.01]);

    let apart = Inquiry::new(&numbers(&[0.5, 0.5]), all, vec![]).unwrap();
    assert_eq!(apart.open()[0].covered_by, None);
    let odds = 8.0 * 2.0 / 9.0;
    assert_points(
        &apart.posterior().beliefs,
        &[odds / (1.0 + odds), 1.0 / (1.0 + odds)],
    );
}

#[test]
fn what_another_covers_is_watched_last() {
    let all = vec![
        evidence(&[0.9, 0.1], Some(true)),
        evidence(&[0.8, 0.1], None),
        evidence(&[0.6, 0.4], None),
    ];
    let inquiry = Inquiry::new(&numbers(&[0.5, 0.5]), all, vec![vec![0, 1]]).unwrap();
    let open = inquiry.open();
    assert!(open[1].bits > open[0].bits);
    assert_eq!((open[0].evidence, open[0].covered_by), (2, None));
    assert_eq!((open[1].evidence, open[1].covered_by), (1, Some(0)));
    // A yes is weaker than what covers it and moves nothing.
    assert_eq!(open[1].if_yes, inquiry.posterior().beliefs);
}

#[test]
fn of_equally_strong_indicators_the_first_counts() {
    let all = vec![evidence(&[0.6, 0.3], Some(true)); 2];
    let inquiry = Inquiry::new(&numbers(&[0.5, 0.5]), all, vec![vec![1, 0]]).unwrap();
    assert_eq!(
        (inquiry.covered_by(0), inquiry.covered_by(1)),
        (None, Some(0))
    );
}

#[test]
fn the_set_implies_how_probable_an_indicator_is() {
    // .5 × .8 + .3 × .3 + .2 × .1 = .51, whether or not it is resolved.
    for outcome in [None, Some(true), Some(false)] {
        let implied = railway(outcome).implied(0);
        assert_close(implied.point(), 0.51);
        assert!(implied.range().width() < 1e-12);
    }
    // After the first, the weights are .784, .176, .039.
    let more = vec![
        evidence(&[0.8, 0.3, 0.1], Some(true)),
        evidence(&[0.5, 0.2, 0.9], None),
    ];
    let implied = inquiry(&[0.5, 0.3, 0.2], more).implied(1);
    assert_close(implied.point(), (40.0 * 0.5 + 9.0 * 0.2 + 2.0 * 0.9) / 51.0);
}

#[test]
fn what_is_open_is_ranked_by_what_it_would_tell() {
    let all = vec![
        evidence(&[0.5, 0.5, 0.5], None),
        evidence(&[0.8, 0.3, 0.1], None),
        evidence(&[0.6, 0.5, 0.4], None),
        evidence(&[0.9, 0.9, 0.9], Some(true)),
    ];
    let inquiry = inquiry(&[0.5, 0.3, 0.2], all);
    let open = inquiry.open();
    let order: Vec<usize> = open.iter().map(|open| open.evidence).collect();
    assert_eq!(order, [1, 2, 0]);
    // H(.5, .3, .2) − .51 H(40, 9, 2 of 51) − .49 H(10, 21, 18 of 49).
    assert!((open[0].bits - 0.280_561_005_822).abs() < 1e-10);
    // ½ Σ P(o) Σ (P(s|o) − P(s))², of ½ (.25 + .21 + .16) = .31.
    assert!((open[0].brier_gain - 0.063_461_384_554).abs() < 1e-10);
    assert_close(open[0].share.unwrap(), open[0].brier_gain / 0.31);
    assert_points(&open[0].if_yes, &[40.0 / 51.0, 9.0 / 51.0, 2.0 / 51.0]);
    assert_points(&open[0].if_no, &[10.0 / 49.0, 21.0 / 49.0, 18.0 / 49.0]);
    assert_eq!((open[2].bits, open[2].brier_gain), (0.0, 0.0));
    assert_eq!(inquiry.non_diagnostic(), [0, 3]);
}

#[test]
fn beliefs_after_an_answer_average_to_those_before_it() {
    let open = railway(None).open().remove(0);
    let yes = open.implied.point();
    for (scenario, prior) in [0.5, 0.3, 0.2].into_iter().enumerate() {
        let (if_yes, if_no) = (open.if_yes[scenario], open.if_no[scenario]);
        assert_close(yes * if_yes.point() + (1.0 - yes) * if_no.point(), prior);
    }
}

#[test]
fn what_if_changes_nothing_but_the_supposed_outcome() {
    let inquiry = railway(None);
    let supposed = inquiry.suppose(&[(0, Some(true))]);
    assert_eq!(supposed.posterior(), railway(Some(true)).posterior());
    assert_eq!(supposed.suppose(&[(0, None)]), inquiry);
}

#[test]
fn a_deciban_makes_an_indicator_diagnostic() {
    // 10 log₁₀ 1.25 = .97 decibans and 10 log₁₀ 1.26 = 1.004.
    assert!(!evidence(&[0.25, 0.2], None).is_diagnostic());
    assert!(evidence(&[0.252, 0.2], None).is_diagnostic());
    // A no tells more than a yes here: .1 against .05.
    assert!(evidence(&[0.95, 0.9], None).is_diagnostic());
}

#[test]
fn likelihoods_beyond_2_and_98_percent_are_extreme() {
    let all = evidence(&[0.019, 0.02, 0.5, 0.98, 0.981], None);
    assert_eq!(all.extremes(), [0, 4]);
}

#[test]
fn a_prior_in_words_is_settled_within_its_ranges() {
    // Likely, unlikely, very unlikely of ICD 203: midpoints .675 .325 .125 sum to 1.125; each
    // gives up a third of .125, and the ranges tighten as a partition's.
    let words = of_ranges(&[(0.55, 0.80), (0.20, 0.45), (0.05, 0.20)]);
    let inquiry = Inquiry::new(&words, vec![], vec![]).unwrap();
    let third = 0.125 / 3.0;
    assert_points(
        inquiry.prior(),
        &[0.675 - third, 0.325 - third, 0.125 - third],
    );
    let first = inquiry.prior()[0].range();
    assert_close(first.low(), 0.55);
    assert_close(first.high(), 0.75);
}

#[test]
fn what_makes_no_inquiry_is_said() {
    let error = |prior: &[f64], all: Vec<Evidence>, together: Vec<Vec<usize>>| {
        Inquiry::new(&numbers(prior), all, together).unwrap_err()
    };
    assert_eq!(error(&[], vec![], vec![]), InquiryError::NoScenarios);
    let InquiryError::PriorSum { total } = error(&[0.6, 0.6], vec![], vec![]) else {
        panic!("1.2 was taken for 1");
    };
    assert_close(total, 1.2);
    assert_eq!(
        error(&[0.5, 0.5], vec![evidence(&[0.5], None)], vec![]),
        InquiryError::Likelihoods {
            evidence: 0,
            have: 1
        }
    );
    assert_eq!(
        error(&[0.5, 0.5], vec![evidence(&[0.5, 1.0], None)], vec![]),
        InquiryError::Certain {
            evidence: 0,
            scenario: 1
        }
    );
    assert_eq!(
        error(&[0.5, 0.5], vec![], vec![vec![3]]),
        InquiryError::Unknown { evidence: 3 }
    );
    assert_eq!(
        InquiryError::PriorSum { total: 1.2 }.to_string(),
        "the scenarios sum to 1.2, not to 1"
    );
}

#[test]
fn thirds_written_with_seven_digits_are_a_distribution() {
    let inquiry = inquiry(&[0.333_333_3; 3], vec![]);
    assert_points(inquiry.prior(), &[1.0 / 3.0; 3]);
}

#[test]
fn the_value_of_information_of_the_forecasting_research_institute() {
    // P(U) 9 %, P(C) 75 %, P(U|C) 10 %: P(U|¬C) = (.09 − .075) / .25 = .06. Movement
    // .75 × .01 + .25 × .03; Brier gain .75 × .0001 + .25 × .0009, of .09 × .91.
    let if_no = other_branch(p(0.09), p(0.75), p(0.10)).unwrap();
    assert_close(if_no.get(), 0.06);
    let value = value_of_information(p(0.75), p(0.10), p(0.06));
    assert_close(value.event, 0.09);
    assert_close(value.movement, 0.015);
    assert_close(value.brier_gain, 0.0003);
    assert_close(value.brier_share.unwrap(), 0.0003 / 0.0819);
    // H(.09) − .75 H(.10) − .25 H(.06) = .002862 bits, .66 % of H(.09).
    assert!((value.bits - 0.002_861_892_084).abs() < 1e-10);
    assert!((value.bits_share.unwrap() - 0.006_556_907_194).abs() < 1e-9);
}

#[test]
fn an_answer_that_changes_nothing_is_worth_nothing() {
    let value = value_of_information(p(0.3), p(0.4), p(0.4));
    for worth in [value.movement, value.brier_gain, value.bits] {
        assert!(worth.abs() < 1e-15, "{worth}");
    }
    let certain = value_of_information(p(0.3), p(1.0), p(1.0));
    assert_eq!((certain.brier_share, certain.bits_share), (None, None));
}

#[test]
fn an_answer_that_settles_the_event_is_worth_all_there_is() {
    let value = value_of_information(p(0.3), p(1.0), p(0.0));
    assert_close(value.brier_share.unwrap(), 1.0);
    assert_close(value.bits_share.unwrap(), 1.0);
}

#[test]
fn the_other_branch_must_be_a_probability() {
    assert_eq!(other_branch(p(0.09), p(0.75), p(0.5)), None);
    assert_eq!(other_branch(p(0.09), p(1.0), p(0.09)), None);
}

#[test]
fn entropy_is_greatest_where_nothing_is_known() {
    assert_close(entropy(&[0.25; 4]), 2.0);
    assert_close(entropy(&[1.0, 0.0]), 0.0);
}

#[test]
fn the_brier_gain_of_two_scenarios_is_that_of_an_event() {
    // The gain of the event "first scenario" by P(c) = .55 and P(U|c) = .4/.55, .1/.45.
    let gain = brier_gain(&[0.5, 0.5], &[0.8, 0.3]);
    let value = value_of_information(p(0.55), p(0.4 / 0.55), p(0.1 / 0.45));
    assert_close(gain, value.brier_gain);
    assert_close(greatest_brier_gain(&[0.5, 0.5]), 0.25);
    assert_close(brier_gain(&[1.0, 0.0], &[1.0, 0.5]), 0.0);
}

/// Returns the corners of what the ranges allow a distribution to be: all at ends but one, which
/// takes the rest.
fn distributions(ranges: &[Interval]) -> Vec<Vec<f64>> {
    let n = ranges.len();
    let mut found = Vec::new();
    for free in 0..n {
        for mask in 0..1_u32 << n {
            let end = |i: usize| {
                let range = ranges[i];
                if mask >> i & 1 == 1 {
                    range.high()
                } else {
                    range.low()
                }
            };
            let mut all: Vec<f64> = (0..n).map(end).collect();
            all[free] = 0.0;
            all[free] = 1.0 - all.iter().sum::<f64>();
            let (low, high) = (ranges[free].low() - 1e-12, ranges[free].high() + 1e-12);
            if low <= all[free] && all[free] <= high {
                found.push(all);
            }
        }
    }
    found
}

fn corners(ranges: &[Interval]) -> Vec<Vec<f64>> {
    let ends = |mask: u32| {
        let all = ranges.iter().enumerate();
        all.map(move |(i, r)| {
            if mask >> i & 1 == 1 {
                r.high()
            } else {
                r.low()
            }
        })
    };
    (0..1 << ranges.len())
        .map(|mask| ends(mask).collect())
        .collect()
}

fn ranges_of(beliefs: &[Belief]) -> Vec<Interval> {
    beliefs.iter().map(|belief| belief.range()).collect()
}

/// A random prior over three scenarios, in ranges that hold a distribution.
fn random_prior(random: &mut Random, width: f64) -> Vec<Belief> {
    let weights = [0; 3].map(|_| 0.05 + random.unit());
    let total: f64 = weights.iter().sum();
    let mut around = |w: f64| {
        let (down, up) = (width * random.unit(), width * random.unit());
        Belief::new(p(w / total), range(w / total - down, w / total + up)).unwrap()
    };
    weights.map(&mut around).to_vec()
}

fn random_evidence(random: &mut Random, outcome: Option<bool>) -> Evidence {
    let mut one = || {
        let (a, b) = (random.unit(), random.unit());
        Belief::from(range(0.01 + 0.98 * a.min(b), 0.01 + 0.98 * a.max(b)))
    };
    let likelihood = [0; 3].map(|_| one()).to_vec();
    Evidence {
        likelihood,
        outcome,
    }
}

fn assert_range(found: Interval, all: impl IntoIterator<Item = f64>) {
    let (mut low, mut high) = (1.0_f64, 0.0_f64);
    for value in all {
        low = low.min(value);
        high = high.max(value);
    }
    let close = (found.low() - low).abs() < 1e-9 && (found.high() - high).abs() < 1e-9;
    assert!(close, "{found:?} is not {low} to {high}");
}

#[test]
fn the_range_of_a_posterior_is_that_of_its_corners() {
    let mut random = Random(12);
    for round in 0..300 {
        let width = if round % 3 == 0 { 0.0 } else { 0.3 };
        let prior = random_prior(&mut random, width);
        let outcomes = [random.below(2) == 0, random.below(2) == 0];
        let all = outcomes.map(|outcome| random_evidence(&mut random, Some(outcome)));
        let inquiry = Inquiry::new(&prior, all.to_vec(), vec![]).unwrap();
        let beliefs = inquiry.posterior().beliefs;
        let mut seen = vec![Vec::new(); 3];
        let given = [0, 1].map(|i| corners(&ranges_of(&all[i].given(outcomes[i]))));
        for distribution in distributions(&ranges_of(&prior)) {
            for first in &given[0] {
                for second in &given[1] {
                    let weights = [0, 1, 2].map(|s| distribution[s] * first[s] * second[s]);
                    let total: f64 = weights.iter().sum();
                    for s in 0..3 {
                        seen[s].push(weights[s] / total);
                    }
                }
            }
        }
        for (belief, seen) in beliefs.iter().zip(seen) {
            assert_range(belief.range(), seen);
        }
    }
}

#[test]
fn the_range_that_a_set_implies_is_that_of_its_corners() {
    let mut random = Random(13);
    for round in 0..300 {
        let exact = round % 2 == 0;
        let prior = random_prior(&mut random, if exact { 0.0 } else { 0.3 });
        let known = random_evidence(&mut random, Some(true));
        let open = random_evidence(&mut random, None);
        let inquiry = Inquiry::new(&prior, vec![known.clone(), open.clone()], vec![]).unwrap();
        let implied = inquiry.implied(1);
        let mut seen = Vec::new();
        for distribution in distributions(&ranges_of(&prior)) {
            for given in corners(&ranges_of(&known.likelihood)) {
                for likelihood in corners(&ranges_of(&open.likelihood)) {
                    let weights = [0, 1, 2].map(|s| distribution[s] * given[s]);
                    let yes: f64 = weights.iter().zip(&likelihood).map(|(w, l)| w * l).sum();
                    seen.push(yes / weights.iter().sum::<f64>());
                }
            }
        }
        if exact {
            assert_range(implied.range(), seen);
        } else {
            let inside = |&value: &f64| {
                implied.range().low() < value + 1e-9 && value - 1e-9 < implied.range().high()
            };
            assert!(seen.iter().all(inside), "{implied:?}");
        }
    }
}

#[test]
fn a_range_down_to_zero_allows_all_that_follows() {
    // "Remote", 0–5 %, under the first scenario: seen, it may have been impossible.
    let remote = Evidence {
        likelihood: of_ranges(&[(0.0, 0.05), (0.5, 0.5)]),
        outcome: Some(true),
    };
    let first = inquiry(&[0.5, 0.5], vec![remote]).posterior().beliefs[0];
    assert_close(first.range().low(), 0.0);
    assert_close(first.range().high(), 0.05 / 0.55);
    assert_close(first.point(), 0.025 / 0.525);
}
