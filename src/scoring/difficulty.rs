//! Adjustment for difficulty: scores as if everybody had answered every question.

use super::{Undefined, count, sum};

/// A forecaster's score on a question. Both are numbered from 0, without gaps.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scored {
    /// The forecaster's number.
    pub forecaster: usize,
    /// The question's number.
    pub question: usize,
    /// The score.
    pub score: f64,
}

/// Scores taken apart into what is the forecaster's and what is the question's.
#[derive(Clone, Debug, PartialEq)]
pub struct Difficulty {
    /// Each forecaster's mean score if all had answered all questions, on the score's own scale.
    pub forecasters: Vec<f64>,
    /// How much each question raised the scores of those who answered it; 0 in the mean.
    pub questions: Vec<f64>,
}

impl Difficulty {
    /// Takes scores apart by least squares, so that nobody looks better for having taken the easy
    /// questions.
    ///
    /// # Formula
    ///
    /// ```text
    /// Sᵢⱼ = aᵢ + bⱼ + rest    Σ rest² least, Σ bⱼ = 0
    /// ```
    ///
    /// Undefined for no scores, for infinite ones, and where the forecasters fall into groups that
    /// share no question: between those nothing can be compared.
    ///
    /// # References
    ///
    /// - Abowd, J. M., Kramarz, F. and Margolis, D. N. (1999). High wage workers and high wage
    ///   firms. *Econometrica*, 67(2), 251–333, for two-way fixed effects and what connects them.
    /// - ForecastBench, `src/leaderboard/main.py`, which rates forecasters so.
    ///
    /// # Example
    ///
    /// ```
    /// use foretell::scoring::difficulty::{Difficulty, Scored};
    ///
    /// // The second took the hard question only, and was better at it.
    /// let all = [(0, 0, 0.1), (0, 1, 0.5), (1, 1, 0.4)].map(|(forecaster, question, score)| {
    ///     Scored { forecaster, question, score }
    /// });
    /// let adjusted = Difficulty::of(&all).unwrap().forecasters;
    /// assert!((adjusted[0] - 0.3).abs() < 1e-12);
    /// assert!((adjusted[1] - 0.2).abs() < 1e-12);
    /// ```
    pub fn of(scores: &[Scored]) -> Result<Self, Undefined> {
        if scores.is_empty() {
            return Err(Undefined::Empty);
        }
        if scores.iter().any(|s| !s.score.is_finite()) {
            return Err(Undefined::Infinite);
        }
        let table = Table::of(scores);
        if !table.is_connected() {
            return Err(Undefined::Disconnected);
        }
        let own = table.solve();
        let questions = table.mean_by_question(|s| s.score - own[s.forecaster]);
        let level = sum(questions.iter().copied()) / count(questions.len());
        Ok(Self {
            forecasters: own.iter().map(|a| a + level).collect(),
            questions: questions.iter().map(|b| b - level).collect(),
        })
    }
}

/// The scores with how many there are of each forecaster and question.
struct Table<'a> {
    scores: &'a [Scored],
    of_forecaster: Vec<f64>,
    of_question: Vec<f64>,
}

impl<'a> Table<'a> {
    fn of(scores: &'a [Scored]) -> Self {
        let forecasters = scores.iter().map(|s| s.forecaster + 1).max().unwrap_or(0);
        let questions = scores.iter().map(|s| s.question + 1).max().unwrap_or(0);
        let mut table = Self {
            scores,
            of_forecaster: vec![0.0; forecasters],
            of_question: vec![0.0; questions],
        };
        for s in scores {
            table.of_forecaster[s.forecaster] += 1.0;
            table.of_question[s.question] += 1.0;
        }
        table
    }

    /// Says whether every forecaster is tied to every other through questions that both answered,
    /// or others in between.
    fn is_connected(&self) -> bool {
        let mut reached = vec![false; self.of_forecaster.len()];
        let mut asked = vec![false; self.of_question.len()];
        reached[0] = true;
        let mut grew = true;
        while grew {
            grew = false;
            for s in self.scores {
                let (who, what) = (&mut reached[s.forecaster], &mut asked[s.question]);
                grew |= *who != *what;
                (*who, *what) = (*who || *what, *who || *what);
            }
        }
        reached.into_iter().chain(asked).all(|found| found)
    }

    /// Returns the mean of a value over each question's scores.
    fn mean_by_question(&self, value: impl Fn(&Scored) -> f64) -> Vec<f64> {
        let mut sums = vec![0.0; self.of_question.len()];
        for s in self.scores {
            sums[s.question] += value(s);
        }
        sums.iter()
            .zip(&self.of_question)
            .map(|(sum, n)| sum / n)
            .collect()
    }

    /// Returns, for each forecaster, the sum of how far a value lies from its question's mean.
    fn distance_by_forecaster(&self, value: impl Fn(&Scored) -> f64) -> Vec<f64> {
        let means = self.mean_by_question(&value);
        let mut sums = vec![0.0; self.of_forecaster.len()];
        for s in self.scores {
            sums[s.forecaster] += value(s) - means[s.question];
        }
        sums
    }

    /// Returns the forecasters' parts, up to a common constant, by conjugate gradients.
    ///
    /// # References
    ///
    /// - Hestenes, M. R. and Stiefel, E. (1952). Methods of conjugate gradients for solving linear
    ///   systems. *Journal of Research of the National Bureau of Standards*, 49(6), 409–436.
    fn solve(&self) -> Vec<f64> {
        let mut own = vec![0.0; self.of_forecaster.len()];
        let mut rest = self.distance_by_forecaster(|s| s.score);
        let mut ahead = self.by_count(&rest);
        let mut size = dot(&rest, &ahead);
        let enough = size * 1e-30;
        // In exact arithmetic as many steps as forecasters; rounding may ask for some more.
        for _ in 0..4 * own.len() + 20 {
            if size <= enough {
                break;
            }
            let slope = self.distance_by_forecaster(|s| ahead[s.forecaster]);
            let step = size / dot(&ahead, &slope);
            own.iter_mut().zip(&ahead).for_each(|(a, d)| *a += step * d);
            rest.iter_mut()
                .zip(&slope)
                .for_each(|(r, s)| *r -= step * s);
            let next = self.by_count(&rest);
            let before = size;
            size = dot(&rest, &next);
            ahead = next
                .iter()
                .zip(&ahead)
                .map(|(n, d)| n + size / before * d)
                .collect();
        }
        own
    }

    fn by_count(&self, sums: &[f64]) -> Vec<f64> {
        sums.iter()
            .zip(&self.of_forecaster)
            .map(|(sum, n)| sum / n)
            .collect()
    }
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    sum(a.iter().zip(b).map(|(a, b)| a * b))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn scored(all: &[(usize, usize, f64)]) -> Vec<Scored> {
        let each = all.iter().map(|&(forecaster, question, score)| Scored {
            forecaster,
            question,
            score,
        });
        each.collect()
    }

    #[test]
    fn where_all_answered_all_the_adjusted_score_is_the_mean() {
        let all = scored(&[(0, 0, 0.1), (0, 1, 0.5), (1, 0, 0.3), (1, 1, 0.2)]);
        let parts = Difficulty::of(&all).unwrap();
        assert!((parts.forecasters[0] - 0.3).abs() < 1e-12);
        assert!((parts.forecasters[1] - 0.25).abs() < 1e-12);
        assert!(sum(parts.questions.iter().copied()).abs() < 1e-12);
    }

    #[test]
    fn groups_that_share_no_question_cannot_be_compared() {
        let apart = scored(&[(0, 0, 0.1), (1, 1, 0.5)]);
        assert_eq!(Difficulty::of(&apart), Err(Undefined::Disconnected));
        // A third who answered both joins them.
        let joined = scored(&[(0, 0, 0.1), (1, 1, 0.5), (2, 0, 0.2), (2, 1, 0.2)]);
        assert!(Difficulty::of(&joined).is_ok());
    }

    #[test]
    fn a_number_that_is_never_used_belongs_to_no_group() {
        assert_eq!(
            Difficulty::of(&scored(&[(1, 0, 0.1)])),
            Err(Undefined::Disconnected)
        );
    }

    #[test]
    fn nothing_and_the_infinite_cannot_be_taken_apart() {
        assert_eq!(Difficulty::of(&[]), Err(Undefined::Empty));
        let infinite = scored(&[(0, 0, f64::INFINITY)]);
        assert_eq!(Difficulty::of(&infinite), Err(Undefined::Infinite));
    }

    #[test]
    fn a_long_chain_of_forecasters_is_solved_too() {
        // Forecaster i answers questions i and i + 1, and is worse by i; question j costs j/10.
        let chain: Vec<_> = (0..60_u8)
            .flat_map(|i| [(i, i), (i, i + 1)])
            .map(|(i, j)| Scored {
                forecaster: i.into(),
                question: j.into(),
                score: f64::from(i) + f64::from(j) / 10.0,
            })
            .collect();
        let parts = Difficulty::of(&chain).unwrap();
        for pair in parts.forecasters.windows(2) {
            assert!((pair[1] - pair[0] - 1.0).abs() < 1e-9);
        }
        for pair in parts.questions.windows(2) {
            assert!((pair[1] - pair[0] - 0.1).abs() < 1e-9);
        }
    }

    proptest! {
        #[test]
        fn what_is_left_over_adds_up_to_nothing_for_everybody_and_every_question(
            (scores, holes) in (
                prop::collection::vec(0.0_f64..1.0, 20),
                prop::collection::vec(any::<bool>(), 20),
            ),
        ) {
            // Four forecasters and five questions; the first answers all, so that all are tied.
            let all: Vec<_> = (0..20)
                .map(|i| (i / 5, i % 5, scores[i]))
                .filter(|&(who, what, _)| who == 0 || what == 0 || holes[5 * who + what])
                .collect();
            let all = scored(&all);
            let parts = Difficulty::of(&all).unwrap();
            let rest = |s: &Scored| s.score - parts.forecasters[s.forecaster] - parts.questions[s.question];
            for who in 0..4 {
                let own = all.iter().filter(|s| s.forecaster == who).map(rest);
                prop_assert!(sum(own).abs() < 1e-9);
            }
            for what in 0..5 {
                let own = all.iter().filter(|s| s.question == what).map(rest);
                prop_assert!(sum(own).abs() < 1e-9);
            }
        }
    }
}
