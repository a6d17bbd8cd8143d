//! The bootstrap of scores adjusted for difficulty.

use std::collections::{BTreeMap, BTreeSet};

use crate::random::Stream;
use crate::{Adjusted, ScoreEntry, Undefined};

use super::resampler::Resampler;
use super::{Bootstrap, ConfidenceInterval};

impl Bootstrap {
    /// Returns the interval of each forecaster's score in [`Adjusted`], by number, given the cluster
    /// of each entry's question.
    ///
    /// # Method
    ///
    /// As many clusters as there are, drawn with replacement; a question drawn twice counts as two.
    /// A resample says nothing of a forecaster who is not in it, or of whom it breaks up the group;
    /// where those are more than a tenth there is no interval.
    ///
    /// # References
    ///
    /// - Field, C. A. and Welsh, A. H. (2007). Bootstrapping clustered data. *Journal of the Royal
    ///   Statistical Society B*, 69(3), 369–390.
    ///
    /// # Example
    ///
    /// ```
    /// use foretell_scoring::{Bootstrap, ScoreEntry, Resampling, Weight};
    ///
    /// let entry = |question: u32, forecaster: usize| {
    ///     let score = f64::from(question % 3) / 10.0 + if forecaster == 0 { 0.0 } else { 0.1 };
    ///     let entry = ScoreEntry { forecaster, question: question as usize, score, weight: Weight::ONE };
    ///     (entry, question as usize)
    /// };
    /// let entries: Vec<_> = (0..12).flat_map(|q| [entry(q, 0), entry(q, 1)]).collect();
    /// let bootstrap = Bootstrap { resampling: Resampling { seed: 1, resamples: 500 }, level: 0.9 };
    /// let intervals = bootstrap.adjusted(&entries);
    /// assert!(intervals[0].unwrap().contains(0.1) && intervals[1].unwrap().contains(0.2));
    /// ```
    ///
    /// # Errors
    ///
    /// For each forecaster: [`Undefined::TooFew`] under two clusters, [`Undefined::Unstable`].
    #[must_use]
    pub fn adjusted(
        self,
        entries: &[(ScoreEntry, usize)],
    ) -> Vec<Result<ConfidenceInterval, Undefined>> {
        let all: Vec<ScoreEntry> = entries.iter().map(|(entry, _)| *entry).collect();
        let Ok(whole) = Adjusted::of(&all) else {
            return Vec::new();
        };
        let forecasters = whole.forecasters.len();
        let resampler = match Resampler::of_clusters(clusters(entries)) {
            Ok(resampler) => resampler,
            Err(why) => return vec![Err(why); forecasters],
        };
        let scratch = || ();
        let drawn = self.resampling.run(scratch, |(), stream| {
            let again = Adjusted::of(&draw(&resampler, stream));
            again.map_or_else(|_| vec![None; forecasters], |again| told(&whole, &again))
        });
        let procedure = self.of_clusters(resampler.plan());
        let of = |who: usize| {
            let figures = drawn.iter().map(|each| each[who]);
            self.read_found(figures.collect(), procedure)
        };
        (0..forecasters).map(of).collect()
    }
}

/// Returns the entries of each cluster.
fn clusters(entries: &[(ScoreEntry, usize)]) -> Vec<Vec<ScoreEntry>> {
    let mut clusters: BTreeMap<usize, Vec<ScoreEntry>> = BTreeMap::new();
    for (entry, cluster) in entries {
        clusters.entry(*cluster).or_default().push(*entry);
    }
    clusters.into_values().collect()
}

/// Draws as many clusters as there are; a question is another one each time that it is drawn.
fn draw(resampler: &Resampler<Vec<ScoreEntry>>, stream: &mut Stream) -> Vec<ScoreEntry> {
    let mut drawn = Vec::new();
    let mut questions: BTreeMap<(u32, usize), usize> = BTreeMap::new();
    let mut draw = 0;
    resampler.draw(stream, |cluster, _, _| {
        for entry in cluster {
            let next = questions.len();
            let question = *questions.entry((draw, entry.question)).or_insert(next);
            drawn.push(ScoreEntry { question, ..*entry });
        }
        draw += 1;
    });
    drawn
}

/// Returns what a resample says of each forecaster: nothing where it breaks up a group that the
/// whole holds together.
fn told(whole: &Adjusted, drawn: &Adjusted) -> Vec<Option<f64>> {
    let mut parts: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    for (group, part) in whole.groups.iter().zip(&drawn.groups) {
        if let (Some(group), Some(part)) = (group, part) {
            parts.entry(*group).or_default().insert(*part);
        }
    }
    let one = |(who, group): (usize, &Option<usize>)| {
        let whole = parts
            .get(group.as_ref()?)
            .is_some_and(|parts| parts.len() == 1);
        let found = drawn.forecasters.get(who).copied().flatten();
        found.filter(|_| whole)
    };
    whole.groups.iter().enumerate().map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Resampling, Weight};

    const BOOTSTRAP: Bootstrap = Bootstrap {
        resampling: Resampling {
            seed: 4,
            resamples: 500,
        },
        level: 0.95,
    };

    fn entry(forecaster: usize, question: usize, score: f64) -> ScoreEntry {
        ScoreEntry {
            forecaster,
            question,
            score,
            weight: Weight::ONE,
        }
    }

    #[test]
    fn one_forecaster_has_the_interval_of_the_mean() {
        // A standard error of ½ / √100.
        let entries: Vec<_> = (0..100_u32)
            .map(|i| (entry(0, i as usize, f64::from(i % 2)), i as usize))
            .collect();
        let interval = BOOTSTRAP.adjusted(&entries)[0].unwrap();
        assert!(((interval.high - interval.low) / (2.0 * 1.96 * 0.05) - 1.0).abs() < 0.1);
    }

    #[test]
    fn questions_of_one_cluster_are_drawn_together() {
        let entries = |cluster: fn(usize) -> usize| -> Vec<_> {
            let score = |i: usize| f64::from(u8::from(i % 4 < 2));
            (0..40)
                .map(|i| (entry(0, i, score(i)), cluster(i)))
                .collect()
        };
        let width = |entries: &[(ScoreEntry, usize)]| {
            let interval = BOOTSTRAP.adjusted(entries)[0].unwrap();
            interval.high - interval.low
        };
        // Two that share their outcome are one piece of evidence.
        let (alone, paired) = (width(&entries(|i| i)), width(&entries(|i| i / 2)));
        assert!(paired > 1.2 * alone, "{paired} {alone}");
        let same = BOOTSTRAP.adjusted(&entries(|_| 7));
        assert_eq!(same, [Err(Undefined::TooFew { have: 1, need: 2 })]);
    }

    #[test]
    fn who_is_seldom_drawn_or_hangs_on_one_question_has_no_interval() {
        // The second meets the first on one question of twenty: a third of the resamples lack it.
        let mut entries: Vec<_> = (0..20).map(|i| (entry(0, i, 0.2), i)).collect();
        entries.push((entry(1, 0, 0.3), 0));
        let intervals = BOOTSTRAP.adjusted(&entries);
        assert!(intervals[0].is_ok());
        assert!(matches!(intervals[1], Err(Undefined::Unstable { .. })));
        // With a question of their own as well, the graph falls apart without the common one.
        entries.push((entry(1, 20, 0.3), 20));
        let intervals = BOOTSTRAP.adjusted(&entries);
        assert!(matches!(intervals[0], Err(Undefined::Unstable { .. })));
    }

    #[test]
    fn nothing_to_adjust_has_no_intervals() {
        assert!(BOOTSTRAP.adjusted(&[]).is_empty());
    }
}
