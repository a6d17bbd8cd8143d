//! The bootstrap of scores adjusted for difficulty.

use crate::adjust::Sharing;
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
        let sharing = Sharing::of(entries, &whole);
        let resampler = match Resampler::of_clusters((0..sharing.clusters()).collect()) {
            Ok(resampler) => resampler,
            Err(why) => return vec![Err(why); forecasters],
        };
        let scratch = || vec![0_u32; sharing.clusters()];
        let drawn = self.resampling.run(scratch, |times, stream| {
            times.fill(0);
            resampler.draw(stream, |cluster, drawn, _| times[*cluster] += drawn);
            sharing.again(times)
        });
        let procedure = self.of_clusters(resampler.plan());
        let of = |who: usize| {
            let figures = drawn.iter().map(|each| each[who]);
            self.read_found(figures.collect(), procedure)
        };
        (0..forecasters).map(of).collect()
    }
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
