//! PredictionBook: the Brier score of every response, with a handicap for having made few.

use crate::{Probability, Statistic, Undefined, brier, count, sum};

/// Returns the mean Brier score of all responses on judged predictions, each time somebody changed
/// their mind counting anew: 0 is best, 1 is worst.
///
/// # Formula
///
/// ```text
/// (1/n) Σ (p − y)²
/// ```
///
/// Undefined for no responses.
///
/// # References
///
/// - PredictionBook, `score_calculator.rb`.
///
/// # Example
///
/// ```
/// use foretell_scoring::Probability;
/// use foretell_scoring::platform::predictionbook::mean_brier;
///
/// let responses = [(0.9, true), (0.5, true)].map(|(p, y)| (Probability::new(p).unwrap(), y));
/// assert!((mean_brier(&responses).unwrap() - 0.13).abs() < 1e-12);
/// ```
pub fn mean_brier(responses: &[(Probability, bool)]) -> Statistic {
    if responses.is_empty() {
        return Err(Undefined::Empty);
    }
    let scores = responses
        .iter()
        .map(|&(said, happened)| brier(said, happened.into()));
    Ok(sum(scores) / count(responses.len()))
}

/// Returns the score by which the leaderboard ranks: the mean Brier score and a handicap that
/// shrinks with the number of responses. Lower is better.
///
/// # Formula
///
/// ```text
/// (1/n) Σ (p − y)² + 1/√n
/// ```
///
/// Undefined for no responses.
///
/// # References
///
/// - PredictionBook, `leaderboard/_show.html.haml`.
///
/// # Example
///
/// ```
/// use foretell_scoring::Probability;
/// use foretell_scoring::platform::predictionbook::adjusted_brier;
///
/// let responses = [(Probability::HALF, true); 4];
/// assert!((adjusted_brier(&responses).unwrap() - 0.75).abs() < 1e-12);
/// ```
pub fn adjusted_brier(responses: &[(Probability, bool)]) -> Statistic {
    Ok(mean_brier(responses)? + 1.0 / count(responses.len()).sqrt())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forty_responses_have_a_handicap_of_a_sixth() {
        // A mean of .15 over 40 responses: .15 + 1/√40 = .3081.
        let p = Probability::new(1.0 - 0.15_f64.sqrt()).unwrap();
        assert!((mean_brier(&[(p, true); 40]).unwrap() - 0.15).abs() < 1e-12);
        assert!((adjusted_brier(&[(p, true); 40]).unwrap() - 0.3081).abs() < 5e-5);
    }

    #[test]
    fn no_responses_have_no_score() {
        assert_eq!(mean_brier(&[]), Err(Undefined::Empty));
        assert_eq!(adjusted_brier(&[]), Err(Undefined::Empty));
    }
}
