//! The same fixed effects for resamples, in which questions count so many times.

use crate::{Sum, Undefined};

use super::{Adjusted, ScoreEntry};

/// The entries by question, those of a cluster side by side.
///
/// A question that is drawn several times is as many questions alike, so that a resample is the same
/// equations with other weights. The questions' effects follow from the forecasters' and are taken
/// out of them: one unknown is left for each forecaster.
pub(crate) struct Sharing {
    questions: Vec<SharedQuestion>,
    /// Where the questions of each cluster end.
    ends: Vec<usize>,
    /// Who answered, with what weight, and by how much the score differs from the question's mean.
    entries: Vec<Share>,
    /// The effects over all, from which each resample begins.
    effects: Vec<f64>,
    /// The groups over all.
    groups: Vec<Option<usize>>,
}

/// A question: where its entries end, its weight and its mean score.
struct SharedQuestion {
    end: usize,
    weight: f64,
    mean: f64,
}

#[derive(Clone, Copy)]
struct Share {
    forecaster: usize,
    weight: f64,
    rest: f64,
}

impl Sharing {
    /// Returns the entries, each with the number of its question's cluster, beside what they come to
    /// over all.
    pub(crate) fn of(entries: &[(ScoreEntry, usize)], whole: &Adjusted) -> Self {
        let mut sorted: Vec<&(ScoreEntry, usize)> = entries.iter().collect();
        sorted.sort_by_key(|(entry, cluster)| (*cluster, entry.question));
        let mut sharing = Self {
            questions: Vec::new(),
            ends: Vec::new(),
            entries: Vec::with_capacity(entries.len()),
            effects: whole
                .forecasters
                .iter()
                .map(|one| one.unwrap_or(0.0))
                .collect(),
            groups: whole.groups.clone(),
        };
        for cluster in sorted.chunk_by(|a, b| a.1 == b.1) {
            for question in cluster.chunk_by(|a, b| a.0.question == b.0.question) {
                sharing.add(question);
            }
            sharing.ends.push(sharing.questions.len());
        }
        sharing
    }

    fn add(&mut self, question: &[&(ScoreEntry, usize)]) {
        let each = || question.iter().map(|(entry, _)| entry);
        let weight = each().map(|one| one.weight.get()).collect::<Sum>().get();
        let total = each()
            .map(|one| one.weight.get() * one.score)
            .collect::<Sum>();
        let mean = total.get() / weight;
        self.entries.extend(each().map(|one| Share {
            forecaster: one.forecaster,
            weight: one.weight.get(),
            rest: one.score - mean,
        }));
        self.questions.push(SharedQuestion {
            end: self.entries.len(),
            weight,
            mean,
        });
    }

    /// Returns how many clusters there are.
    pub(crate) fn clusters(&self) -> usize {
        self.ends.len()
    }

    /// Returns the adjusted scores where each cluster counts so many times: nothing for who is then
    /// absent, or whose group falls apart.
    pub(crate) fn again(&self, times: &[u32]) -> Vec<Option<f64>> {
        let effects = self.solved(times);
        let parts = self.parts(times);
        let centres = effects.map(|effects| (self.centres(times, &effects, &parts), effects));
        let Ok((centres, effects)) = centres else {
            return vec![None; self.effects.len()];
        };
        let is_whole = self.holding(&parts);
        let one = |who: usize| {
            let part = parts[who]?;
            let group = self.groups[who]?;
            is_whole[group].then_some(effects[who] + centres[part])
        };
        (0..self.effects.len()).map(one).collect()
    }

    /// Calls `take` with each question that was drawn, how often, and its entries.
    fn each(&self, times: &[u32], mut take: impl FnMut(&SharedQuestion, f64, &[Share])) {
        let (mut begin, mut first) = (0, 0);
        for (end, times) in self.ends.iter().zip(times) {
            let questions = &self.questions[first..*end];
            first = *end;
            let Some(last) = questions.last() else {
                continue;
            };
            if *times > 0 {
                let mut begin = begin;
                for question in questions {
                    take(
                        question,
                        f64::from(*times),
                        &self.entries[begin..question.end],
                    );
                    begin = question.end;
                }
            }
            begin = last.end;
        }
    }

    /// Solves the equations that are left of the forecasters by conjugate gradients, each unknown scaled
    /// by its weight. They know effects but for what is common to a group.
    fn solved(&self, times: &[u32]) -> Result<Vec<f64>, Undefined> {
        const SETTLED: f64 = 1e-13;
        let forecasters = self.effects.len();
        let (mut scale, mut rest) = (vec![0.0; forecasters], vec![0.0; forecasters]);
        self.each_shared(times, |question, times, shares| {
            for share in shares {
                let weight = times * share.weight;
                scale[share.forecaster] += weight * (1.0 - share.weight / question.weight);
                rest[share.forecaster] += weight * share.rest;
            }
        });
        for scale in scale.iter_mut().filter(|scale| **scale <= 0.0) {
            *scale = 1.0;
        }
        let scaled = |rest: &[f64]| -> Vec<f64> {
            rest.iter()
                .zip(&scale)
                .map(|(rest, scale)| rest / scale)
                .collect()
        };
        let size_of = |rest: &[f64]| dot(rest, &scaled(rest));
        let enough = SETTLED * SETTLED * size_of(&rest);
        let mut effects = self.effects.clone();
        let image = self.image(times, &effects);
        rest.iter_mut()
            .zip(image)
            .for_each(|(rest, image)| *rest -= image);
        let mut step = scaled(&rest);
        let mut size = dot(&rest, &step);
        // In exact arithmetic one round for each unknown is enough.
        for _ in 0..10 * forecasters + 100 {
            if size <= enough {
                return Ok(effects);
            }
            let image = self.image(times, &step);
            let length = size / dot(&step, &image);
            for who in 0..forecasters {
                effects[who] += length * step[who];
                rest[who] -= length * image[who];
            }
            let next = scaled(&rest);
            let next_size = dot(&rest, &next);
            let share = next_size / size;
            for (step, next) in step.iter_mut().zip(next) {
                *step = next + share * *step;
            }
            size = next_size;
        }
        Err(Undefined::NotConverged)
    }

    /// The same as [`Self::each`] of those that several answered: one alone compares with nobody.
    fn each_shared(&self, times: &[u32], mut take: impl FnMut(&SharedQuestion, f64, &[Share])) {
        self.each(times, |question, times, shares| {
            if shares.len() > 1 {
                take(question, times, shares);
            }
        });
    }

    /// Returns the left side of the equations.
    fn image(&self, times: &[u32], values: &[f64]) -> Vec<f64> {
        let mut image = vec![0.0; values.len()];
        self.each_shared(times, |question, times, shares| {
            let each = shares.iter().map(|one| one.weight * values[one.forecaster]);
            let mean = each.sum::<f64>() / question.weight;
            for one in shares {
                image[one.forecaster] += times * one.weight * (values[one.forecaster] - mean);
            }
        });
        image
    }

    /// Returns for each forecaster who is there the one that stands for all whom common questions join.
    fn parts(&self, times: &[u32]) -> Vec<Option<usize>> {
        let mut parents: Vec<usize> = (0..self.effects.len()).collect();
        let mut present = vec![false; parents.len()];
        self.each(times, |_, _, shares| {
            let mut first = root(&mut parents, shares[0].forecaster);
            for share in shares {
                present[share.forecaster] = true;
                let other = root(&mut parents, share.forecaster);
                parents[first.max(other)] = first.min(other);
                first = first.min(other);
            }
        });
        let part = |who: usize| present[who].then(|| root(&mut parents, who));
        (0..self.effects.len()).map(part).collect()
    }

    /// Returns for each part the mean effect of its questions.
    fn centres(&self, times: &[u32], effects: &[f64], parts: &[Option<usize>]) -> Vec<f64> {
        let mut sums = vec![(Sum::default(), 0.0); parts.len()];
        self.each(times, |question, times, shares| {
            let each = shares
                .iter()
                .map(|one| one.weight * effects[one.forecaster]);
            let effect = question.mean - each.sum::<f64>() / question.weight;
            let part = parts[shares[0].forecaster].expect("who answered is there");
            sums[part].0.add(times * effect);
            sums[part].1 += times;
        });
        sums.into_iter().map(|(sum, n)| sum.get() / n).collect()
    }

    /// Says of each group over all whether those of it that are there are still one part.
    fn holding(&self, parts: &[Option<usize>]) -> Vec<bool> {
        let groups = self
            .groups
            .iter()
            .flatten()
            .max()
            .map_or(0, |last| last + 1);
        let mut seen: Vec<Option<usize>> = vec![None; groups];
        let mut holding = vec![true; groups];
        for (group, part) in self.groups.iter().zip(parts) {
            if let (Some(group), Some(part)) = (group, part) {
                holding[*group] &= seen[*group].is_none_or(|other| other == *part);
                seen[*group] = Some(*part);
            }
        }
        holding
    }
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

fn root(parents: &mut [usize], mut place: usize) -> usize {
    while parents[place] != place {
        parents[place] = parents[parents[place]];
        place = parents[place];
    }
    place
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::Weight;

    proptest! {
        #[test]
        fn questions_that_count_several_times_are_as_many_questions(
            given in prop::collection::vec((0_usize..5, 0_usize..8, 0.0_f64..1.0, 0.1_f64..2.0), 1..40),
            times in prop::collection::vec(0_u32..4, 4),
        ) {
            let mut seen = std::collections::BTreeSet::new();
            let entries: Vec<_> = given
                .into_iter()
                .filter(|(forecaster, question, ..)| seen.insert((*forecaster, *question)))
                .map(|(forecaster, question, score, weight)| {
                    let weight = Weight::new(weight).unwrap();
                    (ScoreEntry { forecaster, question, score, weight }, question / 2)
                })
                .collect();
            let all: Vec<ScoreEntry> = entries.iter().map(|(entry, _)| *entry).collect();
            let whole = Adjusted::of(&all).unwrap();
            let sharing = Sharing::of(&entries, &whole);
            let clusters: std::collections::BTreeSet<usize> =
                entries.iter().map(|(_, cluster)| *cluster).collect();
            let times: Vec<u32> = clusters.iter().map(|cluster| times[*cluster]).collect();
            // The same, with a question of its own for each time that it counts.
            let mut again = Vec::new();
            for (cluster, times) in clusters.iter().zip(&times) {
                for copy in 0..*times as usize {
                    let own = entries.iter().filter(|(_, other)| other == cluster);
                    again.extend(own.map(|(entry, _)| ScoreEntry {
                        question: entry.question + 8 * copy,
                        ..*entry
                    }));
                }
            }
            let found = sharing.again(&times);
            let Ok(expected) = Adjusted::of(&again) else {
                prop_assert!(found.iter().all(Option::is_none));
                return Ok(());
            };
            for (who, found) in found.iter().enumerate() {
                let expected = expected.forecasters.get(who).copied().flatten();
                if let Some(found) = found {
                    prop_assert!((found - expected.unwrap()).abs() < 1e-9);
                }
            }
        }
    }
}
