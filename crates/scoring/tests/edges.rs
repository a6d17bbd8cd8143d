//! What is no probability, no forecast and no range is refused where it is made.

use foretell_scoring::distribution::{Gamma, Lognormal, Normal, Student};
use foretell_scoring::ensemble::Samples;
use foretell_scoring::interval::CentralInterval;
use foretell_scoring::multi::{ChoicePair, Probabilities, ProbabilitiesError};
use foretell_scoring::quantile::{Quantiles, QuantilesError};
use foretell_scoring::{BinaryOutcome, Bounds, Probability, Weight};

fn p(value: f64) -> Probability {
    Probability::new(value).unwrap()
}

#[test]
fn no_probability_outcome_or_weight_lies_outside_its_range() {
    for bad in [-0.1, 1.1, f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        assert_eq!(Probability::new(bad), None, "{bad}");
        assert_eq!(BinaryOutcome::new(bad), None, "{bad}");
    }
    for bad in [0.0, -0.0, -1.0, f64::NAN, f64::INFINITY] {
        assert_eq!(Weight::new(bad), None, "{bad}");
    }
}

#[test]
fn options_that_do_not_match_are_refused() {
    let half = Probabilities::new(vec![p(0.5), p(0.5)]).unwrap();
    assert_eq!(ChoicePair::new(half, 2), None);
    let short = Probabilities::new(vec![p(1.0)]);
    assert_eq!(short, Err(ProbabilitiesError::TooFew(1)));
    let long = Probabilities::new(vec![p(0.5), p(0.6)]);
    assert_eq!(long, Err(ProbabilitiesError::Sum(1.1)));
    let two = Probabilities::uniform(2).unwrap();
    let three = Probabilities::uniform(3).unwrap();
    assert_eq!(ChoicePair::split(two, three), None);
}

#[test]
fn quantiles_that_cross_repeat_or_leave_the_range_are_refused() {
    let quantiles = |pairs: &[(f64, f64)]| Quantiles::new(pairs.iter().copied());
    assert_eq!(quantiles(&[]), Err(QuantilesError::Empty));
    assert_eq!(
        quantiles(&[(0.1, 5.0), (0.9, 4.0)]),
        Err(QuantilesError::Crossing {
            low: 0.1,
            high: 0.9
        })
    );
    assert_eq!(
        quantiles(&[(0.5, 4.0), (0.5, 5.0)]),
        Err(QuantilesError::Order {
            level: 0.5,
            after: 0.5
        })
    );
    for level in [0.0, 1.0, -0.1, 1.1] {
        assert_eq!(
            quantiles(&[(level, 4.0)]),
            Err(QuantilesError::Level(level))
        );
    }
    assert!(quantiles(&[(f64::NAN, 4.0)]).is_err());
    assert!(quantiles(&[(0.5, f64::INFINITY)]).is_err());
    // Equal values are no crossing: a lump of probability.
    assert!(quantiles(&[(0.1, 4.0), (0.9, 4.0)]).is_ok());
    for (low, high, level) in [
        (5.0, 4.0, 0.8),
        (4.0, 5.0, 0.0),
        (4.0, 5.0, 1.0),
        (f64::NAN, 5.0, 0.8),
    ] {
        assert_eq!(CentralInterval::new(low, high, level), None);
    }
    assert_eq!(Samples::new(vec![]), None);
    assert_eq!(Samples::new(vec![f64::NAN]), None);
    assert_eq!(Normal::new(0.0, 0.0), None);
    assert_eq!(Lognormal::new(f64::NAN, 1.0), None);
    assert_eq!(Student::new(1.0, 0.0, 1.0), None);
    assert_eq!(Gamma::new(2.0, -1.0), None);
    assert_eq!(Bounds::new(1.0, 1.0), None);
}
