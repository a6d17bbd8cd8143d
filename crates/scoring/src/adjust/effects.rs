//! Effects of forecasters and of questions, by weighted least squares.

use crate::{Sum, Undefined, Weight, count};

/// A forecaster's score on a question, by number.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ScoreEntry {
    /// Which forecaster.
    pub forecaster: usize,
    /// Which question.
    pub question: usize,
    /// The score.
    pub score: f64,
    /// How much it counts, such as the share of the question's life that was covered.
    pub weight: Weight,
}

/// Scores as if all forecasters had answered all questions.
#[derive(Clone, Debug, PartialEq)]
pub struct Adjusted {
    /// For each forecaster, the score to expect on an average question; `None` without scores.
    pub forecasters: Vec<Option<f64>>,
    /// For each question, how much higher its scores are than an average question's; `None`
    /// without scores.
    pub questions: Vec<Option<f64>>,
    /// For each forecaster, the group it belongs to, from 0; only within a group can scores be
    /// compared, since no chain of common questions leads from one group to another.
    pub groups: Vec<Option<usize>>,
}

impl Adjusted {
    /// Returns the scores adjusted by two-way fixed effects.
    ///
    /// # Formula
    ///
    /// ```text
    /// score = forecaster + question + rest    by weighted least squares
    /// ```
    ///
    /// with the question effects of each group adding up to 0, so that a forecaster's effect is the
    /// score to expect on an average question of the group.
    ///
    /// # References
    ///
    /// - Karger, E. et al. (2025). ForecastBench: a dynamic benchmark of AI forecasting
    ///   capabilities. *ICLR*: the difficulty-adjusted Brier score.
    ///
    /// # Example
    ///
    /// ```
    /// use foretell_scoring::{Adjusted, ScoreEntry, Weight};
    ///
    /// let entry = |forecaster, question, score| {
    ///     ScoreEntry { forecaster, question, score, weight: Weight::ONE }
    /// };
    /// // On the one question that both answered, the second did better by 0.1.
    /// let adjusted = Adjusted::of(&[entry(0, 0, 0.3), entry(1, 0, 0.2), entry(1, 1, 0.6)]).unwrap();
    /// let scores: Vec<f64> = adjusted.forecasters.into_iter().flatten().collect();
    /// assert!((scores[0] - scores[1] - 0.1).abs() < 1e-9);
    /// ```
    ///
    /// # Errors
    ///
    /// [`Undefined::Empty`], [`Undefined::Infinite`] with an infinite score,
    /// [`Undefined::NotConverged`].
    pub fn of(entries: &[ScoreEntry]) -> Result<Self, Undefined> {
        if entries.is_empty() {
            return Err(Undefined::Empty);
        }
        if !entries.iter().all(|entry| entry.score.is_finite()) {
            return Err(Undefined::Infinite);
        }
        let effects = Effects::fit(entries)?;
        Ok(effects.centred(entries))
    }

    /// Returns how many groups there are; more than one means that not all can be compared.
    #[must_use]
    pub fn group_count(&self) -> usize {
        self.groups
            .iter()
            .flatten()
            .max()
            .map_or(0, |last| last + 1)
    }
}

/// The effects of forecasters, then of questions, in one list.
struct Effects {
    values: Vec<f64>,
    forecasters: usize,
}

impl Effects {
    /// Solves the normal equations by conjugate gradients, each unknown scaled by its weight.
    ///
    /// - Hestenes, M. R. and Stiefel, E. (1952). Methods of conjugate gradients for solving linear
    ///   systems. *Journal of Research of the National Bureau of Standards*, 49(6), 409–436.
    fn fit(entries: &[ScoreEntry]) -> Result<Self, Undefined> {
        const SETTLED: f64 = 1e-13;
        let forecasters = 1 + largest(entries, |entry| entry.forecaster);
        let unknowns = forecasters + 1 + largest(entries, |entry| entry.question);
        let mut weights = vec![0.0; unknowns];
        let mut rest = vec![0.0; unknowns];
        for entry in entries {
            for place in [entry.forecaster, forecasters + entry.question] {
                weights[place] += entry.weight.get();
                rest[place] += entry.weight.get() * entry.score;
            }
        }
        // Those without scores keep an effect of 0.
        for weight in weights.iter_mut().filter(|weight| **weight <= 0.0) {
            *weight = 1.0;
        }
        let scaled =
            |rest: &[f64]| -> Vec<f64> { rest.iter().zip(&weights).map(|(r, w)| r / w).collect() };
        let mut values = vec![0.0; unknowns];
        let mut step = scaled(&rest);
        let mut size = dot(&rest, &step);
        let enough = SETTLED * SETTLED * size;
        // In exact arithmetic one round for each unknown is enough.
        for _ in 0..10 * unknowns + 100 {
            if size <= enough {
                return Ok(Self {
                    values,
                    forecasters,
                });
            }
            let image = apply(entries, forecasters, &step);
            let length = size / dot(&step, &image);
            add(&mut values, length, &step);
            add(&mut rest, -length, &image);
            let next = scaled(&rest);
            let next_size = dot(&rest, &next);
            let share = next_size / size;
            step = next.iter().zip(&step).map(|(n, s)| n + share * s).collect();
            size = next_size;
        }
        Err(Undefined::NotConverged)
    }

    /// Moves what is common to a group's questions over to its forecasters.
    fn centred(self, entries: &[ScoreEntry]) -> Adjusted {
        let mut groups = Groups::of(entries, self.forecasters, self.values.len());
        let roots: Vec<_> = (0..self.values.len())
            .map(|place| groups.root(place))
            .collect();
        let mut present = vec![false; self.values.len()];
        for entry in entries {
            present[entry.forecaster] = true;
            present[self.forecasters + entry.question] = true;
        }
        let mut totals = vec![(Sum::default(), 0_usize); self.values.len()];
        for place in self.forecasters..self.values.len() {
            if present[place] {
                totals[roots[place]].0.add(self.values[place]);
                totals[roots[place]].1 += 1;
            }
        }
        let mean = |place: usize| {
            let (total, questions) = totals[roots[place]];
            total.get() / count(questions)
        };
        let effect = |place: usize, sign: f64| {
            present[place].then(|| self.values[place] + sign * mean(place))
        };
        let mut numbers = vec![None; self.values.len()];
        let mut next = 0;
        let groups = (0..self.forecasters).map(|place| {
            let root = present[place].then(|| roots[place])?;
            if numbers[root].is_none() {
                numbers[root] = Some(next);
                next += 1;
            }
            numbers[root]
        });
        Adjusted {
            groups: groups.collect(),
            forecasters: (0..self.forecasters)
                .map(|place| effect(place, 1.0))
                .collect(),
            questions: (self.forecasters..self.values.len())
                .map(|place| effect(place, -1.0))
                .collect(),
        }
    }
}

fn largest(entries: &[ScoreEntry], of: fn(&ScoreEntry) -> usize) -> usize {
    entries.iter().map(of).max().unwrap_or(0)
}

/// Returns the normal equations' left side.
fn apply(entries: &[ScoreEntry], forecasters: usize, values: &[f64]) -> Vec<f64> {
    let mut image = vec![0.0; values.len()];
    for entry in entries {
        let (a, b) = (entry.forecaster, forecasters + entry.question);
        let fitted = entry.weight.get() * (values[a] + values[b]);
        image[a] += fitted;
        image[b] += fitted;
    }
    image
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).collect::<Sum>().get()
}

fn add(values: &mut [f64], share: f64, step: &[f64]) {
    for (value, step) in values.iter_mut().zip(step) {
        *value += share * step;
    }
}

/// Who is joined to whom by common questions.
struct Groups {
    parents: Vec<usize>,
}

impl Groups {
    fn of(entries: &[ScoreEntry], forecasters: usize, places: usize) -> Self {
        let mut groups = Self {
            parents: (0..places).collect(),
        };
        for entry in entries {
            let forecaster = groups.root(entry.forecaster);
            let question = groups.root(forecasters + entry.question);
            groups.parents[question.max(forecaster)] = question.min(forecaster);
        }
        groups
    }

    fn root(&mut self, mut place: usize) -> usize {
        while self.parents[place] != place {
            self.parents[place] = self.parents[self.parents[place]];
            place = self.parents[place];
        }
        place
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Stream;

    fn entry(forecaster: usize, question: usize, score: f64, weight: f64) -> ScoreEntry {
        ScoreEntry {
            forecaster,
            question,
            score,
            weight: Weight::new(weight).unwrap(),
        }
    }

    fn assert_close(values: &[Option<f64>], expected: &[f64]) {
        assert_eq!(values.len(), expected.len());
        for (value, expected) in values.iter().zip(expected) {
            assert!((value.unwrap() - expected).abs() < 1e-9, "{values:?}");
        }
    }

    #[test]
    fn exact_effects_are_found_again() {
        let (forecasters, questions) = ([0.2, 0.25, 0.1], [-0.1, 0.0, 0.3, -0.2]);
        let mut stream = Stream::new(1, 0);
        let mut entries = Vec::new();
        for (f, a) in forecasters.iter().enumerate() {
            for (q, b) in questions.iter().enumerate() {
                // Not everyone answers all, and not all count alike; the first answers everything.
                if f == 0 || (f + q) % 3 > 0 {
                    entries.push(entry(f, q, a + b, 0.2 + stream.unit()));
                }
            }
        }
        let adjusted = Adjusted::of(&entries).unwrap();
        assert_close(&adjusted.forecasters, &forecasters);
        assert_close(&adjusted.questions, &questions);
        assert_eq!(adjusted.group_count(), 1);
    }

    #[test]
    fn easy_questions_do_not_make_a_better_forecaster() {
        // Both score alike on question 0; the second took an easy one too, the first a hard one.
        let entries = [
            entry(0, 0, 0.25, 1.0),
            entry(1, 0, 0.25, 1.0),
            entry(0, 1, 0.8, 1.0),
            entry(1, 2, 0.01, 1.0),
        ];
        let adjusted = Adjusted::of(&entries).unwrap();
        let [Some(first), Some(second)] = adjusted.forecasters[..] else {
            panic!("two forecasters")
        };
        assert!((first - second).abs() < 1e-9);
    }

    #[test]
    fn forecasters_without_a_common_question_are_in_groups_apart() {
        let entries = [
            entry(0, 0, 0.2, 1.0),
            entry(3, 2, 0.4, 1.0),
            entry(1, 0, 0.3, 1.0),
        ];
        let adjusted = Adjusted::of(&entries).unwrap();
        assert_eq!(adjusted.groups, [Some(0), Some(0), None, Some(1)]);
        assert_eq!(adjusted.group_count(), 2);
        assert_eq!(adjusted.forecasters[2], None);
        // Each group has one question, whose effect is 0.
        assert!((adjusted.forecasters[0].unwrap() - 0.2).abs() < 1e-9);
        assert!((adjusted.forecasters[3].unwrap() - 0.4).abs() < 1e-9);
    }

    #[test]
    fn a_perfect_score_everywhere_is_no_trouble() {
        let adjusted = Adjusted::of(&[entry(0, 0, 0.0, 1.0), entry(0, 1, 0.0, 1.0)]).unwrap();
        assert_close(&adjusted.forecasters, &[0.0]);
    }

    #[test]
    fn what_cannot_be_adjusted_has_a_reason() {
        assert_eq!(Adjusted::of(&[]), Err(Undefined::Empty));
        let infinite = Adjusted::of(&[entry(0, 0, f64::INFINITY, 1.0)]);
        assert_eq!(infinite, Err(Undefined::Infinite));
    }
}
