//! Scores of a forecast over several options, of which one comes about.

use std::fmt;

use super::{Figure, Outcome, Undefined, count, sum};
use crate::model::Probability;

/// How far from 1 the sum of written probabilities may be; decimals that add up miss it by a few
/// 1e-16.
const TOLERANCE: f64 = 1e-9;

/// Probabilities of two or more options that exclude each other and leave nothing out.
#[derive(Clone, Debug, PartialEq)]
pub struct Probabilities(Vec<Probability>);

impl Probabilities {
    /// Returns the probabilities, in the order of the options, unless they are fewer than two or
    /// do not add up to 1 within 1e-9. They are never rescaled.
    pub fn new(each: Vec<Probability>) -> Result<Self, ProbabilitiesError> {
        if each.len() < 2 {
            return Err(ProbabilitiesError::TooFew(each.len()));
        }
        let total = sum(each.iter().map(|p| p.get()));
        if (total - 1.0).abs() > TOLERANCE {
            return Err(ProbabilitiesError::Sum(total));
        }
        Ok(Self(each))
    }

    /// Returns the same probability for each of so many options, or `None` under two.
    #[must_use]
    pub fn uniform(options: usize) -> Option<Self> {
        let each = Probability::new(1.0 / count(options))?;
        Self::new(vec![each; options]).ok()
    }

    /// Returns how many options there are: at least two.
    #[must_use]
    #[expect(clippy::len_without_is_empty, reason = "it is never empty")]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Returns the probabilities in the order of the options.
    pub fn iter(&self) -> impl Iterator<Item = f64> + '_ {
        self.0.iter().map(|p| p.get())
    }

    /// Returns the probability of an option, 0 where there is no such option.
    #[must_use]
    pub fn at(&self, option: usize) -> f64 {
        self.0.get(option).map_or(0.0, |p| p.get())
    }

    /// Returns the option that is most probable, the first of several.
    #[must_use]
    pub fn favourite(&self) -> usize {
        (1..self.len()).fold(0, |best, i| if self.0[i] > self.0[best] { i } else { best })
    }
}

/// Why probabilities are none over options.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum ProbabilitiesError {
    /// There are fewer than two options.
    TooFew(usize),
    /// They add up to something other than 1.
    Sum(f64),
}

impl fmt::Display for ProbabilitiesError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooFew(have) => write!(f, "needs at least 2 options, has {have}"),
            Self::Sum(total) => write!(f, "the probabilities add up to {total}, not to 1"),
        }
    }
}

impl std::error::Error for ProbabilitiesError {}

/// What was said of several options and which of them came about.
#[derive(Clone, Debug, PartialEq)]
pub struct ChoicePair {
    said: Probabilities,
    happened: Happened,
}

#[derive(Clone, Debug, PartialEq)]
enum Happened {
    One(usize),
    Shares(Probabilities),
}

impl ChoicePair {
    /// Returns the pair with the option that came about, counted from 0, or `None` if there is no
    /// such option.
    #[must_use]
    pub fn new(said: Probabilities, option: usize) -> Option<Self> {
        (option < said.len()).then_some(Self {
            said,
            happened: Happened::One(option),
        })
    }

    /// Returns the pair with an outcome split over the options, or `None` if the options differ.
    #[must_use]
    pub fn split(said: Probabilities, shares: Probabilities) -> Option<Self> {
        (said.len() == shares.len()).then_some(Self {
            said,
            happened: Happened::Shares(shares),
        })
    }

    /// Returns what was said.
    #[must_use]
    pub fn said(&self) -> &Probabilities {
        &self.said
    }

    /// Returns the option that came about, or `None` where the outcome is split.
    #[must_use]
    pub fn option(&self) -> Option<usize> {
        match self.happened {
            Happened::One(option) => Some(option),
            Happened::Shares(_) => None,
        }
    }

    /// Returns how much of an option came about: 1 or 0, or its share of a split outcome.
    #[must_use]
    pub fn share(&self, option: usize) -> f64 {
        match &self.happened {
            Happened::One(one) => f64::from(u8::from(*one == option)),
            Happened::Shares(shares) => shares.at(option),
        }
    }

    /// Returns what was said of each option with its share of the outcome.
    pub(super) fn each(&self) -> impl Iterator<Item = (f64, f64)> + '_ {
        let said = self.said.iter().enumerate();
        said.map(|(option, p)| (p, self.share(option)))
    }

    /// Returns the same outcome as another forecast would have met it, or `None` if the options
    /// differ.
    #[must_use]
    pub fn with(&self, said: Probabilities) -> Option<Self> {
        (said.len() == self.said.len()).then(|| Self {
            said,
            happened: self.happened.clone(),
        })
    }

    /// Returns one option against all the others, as a binary forecast and its outcome.
    #[must_use]
    pub fn against_the_rest(&self, option: usize) -> Option<(Probability, Outcome)> {
        let said = *self.said.0.get(option)?;
        Some((said, Outcome::new(self.share(option))?))
    }
}

/// Returns the full Brier score of a forecast over options: 0 is best, 2 is worst.
///
/// # Formula
///
/// ```text
/// Σₖ (pₖ − oₖ)²    oₖ = 1 if option k came about, else 0, or its share of a split outcome
/// ```
///
/// # References
///
/// - Brier, G. W. (1950). Verification of forecasts expressed in terms of probability. *Monthly
///   Weather Review*, 78(1), 1–3.
///
/// # Example
///
/// ```
/// use foretell::model::Probability;
/// use foretell::scoring::multi::{ChoicePair, Probabilities, brier_full};
///
/// let said = [0.5, 0.3, 0.2].map(|p| Probability::new(p).unwrap());
/// let pair = ChoicePair::new(Probabilities::new(said.to_vec()).unwrap(), 0).unwrap();
/// assert!((brier_full(&pair) - 0.38).abs() < 1e-12);
/// ```
#[must_use]
pub fn brier_full(pair: &ChoicePair) -> f64 {
    sum(pair.each().map(|(p, o)| (p - o).powi(2)))
}

/// Returns the Brier score of a forecast over options, halved: 0 is best, 1 is worst.
///
/// # Formula
///
/// ```text
/// ½ Σₖ (pₖ − oₖ)²    which for two options is the binary (p − y)²
/// ```
///
/// # References
///
/// - Brier (1950), as in [`brier_full`].
///
/// # Example
///
/// ```
/// use foretell::model::Probability;
/// use foretell::scoring::multi::{ChoicePair, Probabilities, brier};
///
/// let said = [0.5, 0.3, 0.2].map(|p| Probability::new(p).unwrap());
/// let pair = ChoicePair::new(Probabilities::new(said.to_vec()).unwrap(), 0).unwrap();
/// assert!((brier(&pair) - 0.19).abs() < 1e-12);
/// ```
#[must_use]
pub fn brier(pair: &ChoicePair) -> f64 {
    brier_full(pair) / 2.0
}

/// Returns the log score of a forecast over options: 0 is best, infinite is worst.
///
/// # Formula
///
/// ```text
/// −Σₖ oₖ ln pₖ    the logarithm of what was said of the option that came about; the cross-entropy
///                 where the outcome is split
/// ```
///
/// It is infinite where an option called impossible came about: never clipped, so count those
/// apart before taking a mean.
///
/// # References
///
/// - Good, I. J. (1952). Rational decisions. *Journal of the Royal Statistical Society B*, 14(1),
///   107–114.
///
/// # Example
///
/// ```
/// use foretell::model::Probability;
/// use foretell::scoring::multi::{ChoicePair, Probabilities, log_score};
///
/// let said = [0.5, 0.3, 0.2].map(|p| Probability::new(p).unwrap());
/// let pair = ChoicePair::new(Probabilities::new(said.to_vec()).unwrap(), 0).unwrap();
/// assert!((log_score(&pair) - 2_f64.ln()).abs() < 1e-12);
/// ```
#[must_use]
pub fn log_score(pair: &ChoicePair) -> f64 {
    // An option without a share adds nothing, even where 0 · ln 0 would be no number; `+ 0.0`
    // turns a certain hit's negative zero into zero.
    let shared = pair.each().filter(|&(_, o)| o > 0.0);
    -sum(shared.map(|(p, o)| o * p.ln())) + 0.0
}

/// Returns the spherical score of a forecast over options: 1 is best, 0 is worst.
///
/// # Formula
///
/// ```text
/// pₖ / √(Σⱼ pⱼ²)    k is the option that came about
/// ```
///
/// Undefined where the outcome is split.
///
/// # References
///
/// - Roby, T. B. (1965). Belief states and the uses of evidence. *Behavioral Science*, 10(3),
///   255–270.
///
/// # Example
///
/// ```
/// use foretell::model::Probability;
/// use foretell::scoring::multi::{ChoicePair, Probabilities, spherical};
///
/// let said = [0.6, 0.4].map(|p| Probability::new(p).unwrap());
/// let pair = ChoicePair::new(Probabilities::new(said.to_vec()).unwrap(), 0).unwrap();
/// assert!((spherical(&pair).unwrap() - 0.6 / 0.52_f64.sqrt()).abs() < 1e-12);
/// ```
pub fn spherical(pair: &ChoicePair) -> Figure {
    let option = pair.option().ok_or(Undefined::Partial)?;
    let length = sum(pair.said.iter().map(|p| p * p)).sqrt();
    Ok(pair.said.at(option) / length)
}

/// Returns how often each option came about: the forecast that knows nothing but the sample, which
/// skill is measured against.
///
/// Undefined for no pairs, and for questions whose options differ in number, which have no common
/// frequencies.
///
/// # Formula
///
/// ```text
/// fₖ = (1/n) Σᵢ oᵢₖ
/// ```
///
/// # References
///
/// - Murphy, A. H. (1973). Hedging and skill scores for probability forecasts. *Journal of Applied
///   Meteorology*, 12(1), 215–223.
///
/// # Example
///
/// ```
/// use foretell::scoring::multi::{ChoicePair, Probabilities, frequencies};
///
/// let even = Probabilities::uniform(2).unwrap();
/// let pairs = [0, 0, 1, 0].map(|option| ChoicePair::new(even.clone(), option).unwrap());
/// assert_eq!(frequencies(&pairs).unwrap().iter().collect::<Vec<_>>(), [0.75, 0.25]);
/// ```
pub fn frequencies(pairs: &[ChoicePair]) -> Result<Probabilities, Undefined> {
    let options = pairs.first().ok_or(Undefined::Empty)?.said.len();
    if pairs.iter().any(|pair| pair.said.len() != options) {
        return Err(Undefined::OptionsDiffer);
    }
    let share = |option| sum(pairs.iter().map(|pair| pair.share(option))) / count(pairs.len());
    let each = (0..options).filter_map(|option| Probability::new(share(option).min(1.0)));
    Probabilities::new(each.collect()).map_err(|_| Undefined::OptionsDiffer)
}

/// Says whether the most probable option came about, the first of several.
///
/// Its mean is the share of correct first choices, which rewards no candour: it is the same for
/// 34 % and for 99 %, so it is no score and stands under none.
#[must_use]
pub fn favourite_won(pair: &ChoicePair) -> bool {
    pair.option() == Some(pair.said.favourite())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

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
    fn expected(
        said: &Probabilities,
        belief: &Probabilities,
        score: fn(&ChoicePair) -> f64,
    ) -> f64 {
        let each = belief.iter().enumerate();
        sum(each.map(|(i, b)| b * score(&ChoicePair::new(said.clone(), i).unwrap())))
    }

    #[test]
    fn decimals_that_add_up_to_one_are_taken_as_written() {
        let tenths = probabilities(&[0.1; 10]);
        assert_eq!(tenths.len(), 10);
        assert!(tenths.iter().all(|p| (p - 0.1).abs() < f64::EPSILON));
    }

    #[test]
    fn probabilities_that_do_not_add_up_to_one_are_refused_and_not_rescaled() {
        let percent = |each: &[f64]| {
            Probabilities::new(each.iter().map(|&p| Probability::new(p).unwrap()).collect())
        };
        assert!(
            matches!(percent(&[0.5, 0.4]), Err(ProbabilitiesError::Sum(total)) if (total - 0.9).abs() < 1e-12)
        );
        assert!(percent(&[0.5, 0.500_001]).is_err());
        assert!(percent(&[0.5, 0.500_000_000_1]).is_ok());
        assert_eq!(percent(&[1.0]), Err(ProbabilitiesError::TooFew(1)));
        assert_eq!(percent(&[]), Err(ProbabilitiesError::TooFew(0)));
    }

    #[test]
    fn an_error_reads_after_could_not_take_the_probabilities() {
        let error = ProbabilitiesError::Sum(0.9);
        assert_eq!(
            error.to_string(),
            "the probabilities add up to 0.9, not to 1"
        );
        assert_eq!(
            ProbabilitiesError::TooFew(1).to_string(),
            "needs at least 2 options, has 1"
        );
    }

    #[test]
    fn an_outcome_that_is_no_option_makes_no_pair() {
        let said = probabilities(&[0.5, 0.5]);
        assert_eq!(ChoicePair::new(said.clone(), 2), None);
        assert_eq!(
            ChoicePair::split(said, probabilities(&[0.2, 0.3, 0.5])),
            None
        );
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

    #[test]
    fn one_option_against_the_rest_is_a_binary_forecast() {
        let (said, outcome) = pair(&[0.5, 0.3, 0.2], 1).against_the_rest(1).unwrap();
        assert!((said.get() - 0.3).abs() < 1e-15);
        assert_eq!(outcome, Outcome::YES);
        assert_eq!(
            pair(&[0.5, 0.3, 0.2], 1).against_the_rest(0).unwrap().1,
            Outcome::NO
        );
        assert_eq!(pair(&[0.5, 0.3, 0.2], 1).against_the_rest(3), None);
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
}
