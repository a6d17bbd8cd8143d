//! ForecastBench: the Brier score adjusted for the difficulty of the questions, and its index.
//!
//! A share of yes is an outcome there; the Brier score of one forecast is
//! [`brier`](crate::brier).

use crate::{Statistic, Undefined, count, sum};

/// Returns the Brier score adjusted for difficulty: 0 is best, ¼ is always saying ½.
///
/// # Formula
///
/// ```text
/// (1/n) Σ (own Brier score − b) + (1/m) Σ b    over the own n, and over all m questions
/// ```
///
/// b is how hard a question was: on the site its effect in [`Adjusted`](crate::Adjusted),
/// or for a market question the market's own Brier score. The second sum puts who always says ½ on
/// all questions at ¼. It can fall below 0. Undefined for no questions.
///
/// # References
///
/// - ForecastBench, `src/leaderboard/main.py`.
///
/// # Example
///
/// ```
/// use foretell_scoring::platform::forecastbench::adjusted_brier;
///
/// // Two questions, of which the hard one alone was answered.
/// let adjusted = adjusted_brier(&[(0.3, 0.25)], &[0.25, 0.05]).unwrap();
/// assert!((adjusted - 0.2).abs() < 1e-12);
/// ```
pub fn adjusted_brier(own: &[(f64, f64)], difficulty_of_all: &[f64]) -> Statistic {
    let own = mean(own.iter().map(|(brier, difficulty)| brier - difficulty))?;
    Ok(own + mean(difficulty_of_all.iter().copied())?)
}

/// Returns the peer score on one question: above 0 is better than the mean of all, oneself included.
///
/// # Formula
///
/// ```text
/// mean Brier score of all − own
/// ```
///
/// Undefined without any.
///
/// # References
///
/// - ForecastBench, `src/leaderboard/main.py`.
///
/// # Example
///
/// ```
/// use foretell_scoring::platform::forecastbench::peer;
///
/// assert!((peer(0.1, &[0.1, 0.3]).unwrap() - 0.1).abs() < 1e-12);
/// ```
pub fn peer(own: f64, all: &[f64]) -> Statistic {
    Ok(mean(all.iter().copied())? - own)
}

/// Returns the Brier skill score as the site has it, a difference and no ratio: above 0 is better
/// than the naive forecaster.
///
/// # Formula
///
/// ```text
/// naive forecaster's Brier score − own
/// ```
///
/// # References
///
/// - ForecastBench, `src/leaderboard/main.py`.
///
/// # Example
///
/// ```
/// use foretell_scoring::platform::forecastbench::brier_skill;
///
/// assert!((brier_skill(0.1, 0.25) - 0.15).abs() < 1e-12);
/// ```
#[must_use]
pub fn brier_skill(own: f64, naive: f64) -> f64 {
    naive - own
}

/// Returns the Brier Index: 100 is perfect, 50 is always saying ½, 0 is worst.
///
/// # Formula
///
/// ```text
/// 100 (1 − √B)    B a mean Brier score, on the site the adjusted one
/// ```
///
/// Undefined for a score below 0, which the adjustment can leave.
///
/// # References
///
/// - ForecastBench, `src/leaderboard/main.py`.
///
/// # Example
///
/// ```
/// use foretell_scoring::platform::forecastbench::brier_index;
///
/// assert!((brier_index(0.16).unwrap() - 60.0).abs() < 1e-12);
/// ```
pub fn brier_index(brier: f64) -> Statistic {
    if brier < 0.0 {
        return Err(Undefined::Negative);
    }
    Ok(100.0 * (1.0 - brier.sqrt()))
}

fn mean(values: impl ExactSizeIterator<Item = f64>) -> Statistic {
    match values.len() {
        0 => Err(Undefined::Empty),
        n => Ok(sum(values) / count(n)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Adjusted, ScoreEntry, Weight};

    #[test]
    fn the_index_is_100_50_and_0_where_the_site_says_so() {
        // 100 (1 − √B) at .25, .16, .09 and the ends.
        for (brier, index) in [
            (0.0, 100.0),
            (0.09, 70.0),
            (0.16, 60.0),
            (0.25, 50.0),
            (1.0, 0.0),
        ] {
            assert!(
                (brier_index(brier).unwrap() - index).abs() < 1e-12,
                "{brier}"
            );
        }
        assert_eq!(brier_index(-0.01), Err(Undefined::Negative));
    }

    #[test]
    fn always_saying_half_scores_a_quarter_whatever_the_questions() {
        let difficulty = [0.3, 0.1, -0.2];
        let own = difficulty.map(|b| (0.25, b));
        assert!((adjusted_brier(&own, &difficulty).unwrap() - 0.25).abs() < 1e-12);
    }

    #[test]
    fn the_least_squares_effects_give_the_same_adjustment() {
        let all = [
            (0, 0, 0.1),
            (0, 1, 0.5),
            (1, 1, 0.4),
            (1, 2, 0.0),
            (2, 0, 0.3),
            (2, 2, 0.2),
        ];
        let all = all.map(|(forecaster, question, score)| ScoreEntry {
            forecaster,
            question,
            score,
            weight: Weight::ONE,
        });
        let effects = Adjusted::of(&all).unwrap();
        let questions: Vec<_> = effects.questions.into_iter().flatten().collect();
        for (who, expected) in effects.forecasters.into_iter().flatten().enumerate() {
            let own = all.iter().filter(|entry| entry.forecaster == who);
            let own: Vec<_> = own
                .map(|entry| (entry.score, questions[entry.question]))
                .collect();
            assert!((adjusted_brier(&own, &questions).unwrap() - expected).abs() < 1e-9);
        }
    }

    #[test]
    fn nothing_answered_leaves_nothing_to_adjust() {
        assert_eq!(adjusted_brier(&[], &[0.1]), Err(Undefined::Empty));
        assert_eq!(peer(0.1, &[]), Err(Undefined::Empty));
    }
}
