//! The scores over options: edges, and what must hold for any forecast.

use foretell_scoring::Probability;
use foretell_scoring::multi::{
    ChoicePair, Probabilities, brier_full, favourite_won, frequencies, log_score, spherical,
};
use foretell_scoring::{Undefined, sum};
use proptest::prelude::*;

fn probabilities(each: &[f64]) -> Probabilities {
    let each = each.iter().map(|&p| Probability::new(p).unwrap());
    Probabilities::new(each.collect()).unwrap()
}

fn pair(each: &[f64], option: usize) -> ChoicePair {
    ChoicePair::new(probabilities(each), option).unwrap()
}

fn beliefs(options: usize) -> impl Strategy<Value = Probabilities> {
    prop::collection::vec(0.01_f64..1.0, options).prop_map(|raw| {
        let total = sum(raw.iter().copied());
        probabilities(&raw.iter().map(|r| r / total).collect::<Vec<_>>())
    })
}

/// What a forecaster expects a score to be who says one thing and believes another.
fn expected(said: &Probabilities, belief: &Probabilities, score: fn(&ChoicePair) -> f64) -> f64 {
    let each = belief.iter().enumerate();
    sum(each.map(|(i, b)| b * score(&ChoicePair::new(said.clone(), i).unwrap())))
}

#[test]
fn the_anchor_scores_as_the_literature_says() {
    // (0.15, 0.45, 0.25, 0.15) with the third true: 0.0225 + 0.2025 + 0.5625 + 0.0225 = 0.81.
    assert!((brier_full(&pair(&[0.15, 0.45, 0.25, 0.15], 2)) - 0.81).abs() < 1e-12);
}

#[test]
fn a_certain_miss_has_an_infinite_log_score_and_the_worst_brier_score() {
    let miss = pair(&[1.0, 0.0, 0.0], 1);
    assert!(log_score(&miss).is_infinite());
    assert!((brier_full(&miss) - 2.0).abs() < 1e-15);
    assert_eq!(spherical(&miss), Ok(0.0));
}

#[test]
fn a_certain_hit_is_perfect_by_every_score() {
    let hit = pair(&[0.0, 1.0, 0.0], 1);
    assert!(brier_full(&hit).abs() < 1e-15);
    assert!(log_score(&hit).abs() < 1e-15 && log_score(&hit).is_sign_positive());
    assert_eq!(spherical(&hit), Ok(1.0));
    assert!(favourite_won(&hit));
}

#[test]
fn a_split_outcome_enters_brier_and_cross_entropy_only() {
    // Half and half against 0.5, 0.3, 0.2: 0² + 0.2² + 0.2² = 0.08.
    let split = ChoicePair::split(
        probabilities(&[0.5, 0.3, 0.2]),
        probabilities(&[0.5, 0.5, 0.0]),
    )
    .unwrap();
    assert!((brier_full(&split) - 0.08).abs() < 1e-12);
    let entropy = -0.5 * 0.5_f64.ln() - 0.5 * 0.3_f64.ln();
    assert!((log_score(&split) - entropy).abs() < 1e-12);
    assert_eq!(spherical(&split), Err(Undefined::Partial));
    assert!(!favourite_won(&split));
}

#[test]
fn a_split_outcome_needs_no_probability_where_it_has_no_share() {
    let split = ChoicePair::split(
        probabilities(&[0.5, 0.5, 0.0]),
        probabilities(&[0.5, 0.5, 0.0]),
    )
    .unwrap();
    assert!((log_score(&split) - 2_f64.ln()).abs() < 1e-12);
}

#[test]
fn a_whole_share_scores_like_the_option_itself() {
    let one = pair(&[0.5, 0.3, 0.2], 1);
    let share = ChoicePair::split(
        probabilities(&[0.5, 0.3, 0.2]),
        probabilities(&[0.0, 1.0, 0.0]),
    )
    .unwrap();
    assert!((brier_full(&one) - brier_full(&share)).abs() < 1e-15);
    assert!((log_score(&one) - log_score(&share)).abs() < 1e-15);
}

#[test]
fn of_two_favourites_the_first_counts() {
    assert!(favourite_won(&pair(&[0.4, 0.4, 0.2], 0)));
    assert!(!favourite_won(&pair(&[0.4, 0.4, 0.2], 1)));
}

#[test]
fn questions_with_other_options_have_no_common_frequencies() {
    assert_eq!(frequencies(&[]), Err(Undefined::Empty));
    let mixed = [pair(&[0.5, 0.5], 0), pair(&[0.5, 0.3, 0.2], 0)];
    assert_eq!(frequencies(&mixed), Err(Undefined::OptionsDiffer));
}

proptest! {
    #[test]
    fn no_forecast_is_expected_to_score_better_than_the_belief(
        (belief, said) in (beliefs(4), beliefs(4)),
    ) {
        let less_sphere: fn(&ChoicePair) -> f64 = |pair| -spherical(pair).unwrap();
        for score in [brier_full, log_score, less_sphere] {
            let honest = expected(&belief, &belief, score);
            prop_assert!(honest <= expected(&said, &belief, score) + 1e-12);
        }
    }

    #[test]
    fn the_options_against_the_rest_add_up_to_the_full_brier_score(
        (said, option) in (beliefs(5), 0_usize..5),
    ) {
        let pair = ChoicePair::new(said, option).unwrap();
        let each = (0..5).map(|k| {
            let (p, o) = pair.against_the_rest(k).unwrap();
            (p.get() - o.get()).powi(2)
        });
        prop_assert!((sum(each) - brier_full(&pair)).abs() < 1e-12);
    }
}
