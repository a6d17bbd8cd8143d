//! A question as something that can be compared or pooled: its segments.

use crate::dataset::{Dataset, Question, Row, Times, is_late, seconds, weigh};
use crate::query::{Request, Weighting};
use crate::scoring::lifetime::{EstimateHistory, Update};

use super::{Segment, StandingEstimate, Track};

/// A question with what forecasters gave on it, laid beside each other.
#[derive(Clone, Debug)]
pub(in crate::analysis) struct PanelQuestion<T> {
    /// Its id.
    pub(in crate::analysis) id: String,
    /// Its cluster.
    pub(in crate::analysis) cluster: usize,
    /// When the day or the instant was over at which the outcome was known, in seconds since 1970.
    pub(in crate::analysis) known: f64,
    /// What stood when, in order.
    pub(in crate::analysis) segments: Vec<Segment<T>>,
}

/// Returns the questions with something made of each row: its score, or what it gives; of the
/// forecasters that are `taken`.
///
/// A row of which nothing is made ends what stood before it.
pub(in crate::analysis) fn panel<'d, 'l, T: Copy>(
    dataset: &'d Dataset<'l>,
    questions: &[&'d Question<'l>],
    request: &Request,
    taken: impl Fn(u32) -> bool,
    value: impl Fn(&Question<'l>, &Row<'l>) -> Option<T>,
) -> Vec<PanelQuestion<T>> {
    let one = |question: &&'d Question<'l>| {
        let runs = dataset.runs(question);
        let runs: Vec<_> = runs.filter(|run| taken(run[0].forecaster)).collect();
        let known = question.times.known.map(|known| seconds(known.end()));
        PanelQuestion {
            id: question.id.clone().into_owned(),
            cluster: question.cluster,
            // What nobody knows when it was known teaches nothing.
            known: known.unwrap_or(f64::INFINITY),
            segments: segments(dataset, &question.times, &runs, request.weigh, |row| {
                value(question, row)
            }),
        }
    };
    questions.iter().map(one).collect()
}

fn segments<'l, T: Copy>(
    dataset: &Dataset<'_>,
    times: &Times,
    runs: &[&[Row<'l>]],
    weighting: Weighting,
    value: impl Fn(&Row<'l>) -> Option<T>,
) -> Vec<Segment<T>> {
    // All rows of a question weigh the same, or it would have been left out.
    let weight = runs.first().map_or(1.0, |run| run[0].weight.get());
    let segments = unweighted(dataset.cuts(), times, runs, weighting, value).into_iter();
    segments.map(|segment| segment.times(weight)).collect()
}

fn unweighted<'l, T: Copy>(
    cuts: bool,
    times: &Times,
    runs: &[&[Row<'l>]],
    weighting: Weighting,
    value: impl Fn(&Row<'l>) -> Option<T>,
) -> Vec<Segment<T>> {
    let at_once = !cuts && runs.iter().all(|run| run.len() == 1);
    if weighting.is_single() || at_once {
        let standing = runs.iter().filter_map(|run| {
            let weighted = weigh(run, times, weighting, cuts);
            let row = weighted.counted.first()?.row;
            Some(StandingEstimate {
                who: row.forecaster,
                // Without a time it cannot have learnt from anything.
                since: row
                    .made
                    .map_or(f64::NEG_INFINITY, |made| seconds(made.start())),
                value: value(row)?,
            })
        });
        return Segment::once(standing.collect()).into_iter().collect();
    }
    let tracks = runs.iter().map(|run| Track {
        who: run[0].forecaster,
        updates: updates(times, run, cuts, &value),
    });
    let tracks: Vec<_> = tracks.collect();
    match (weighting, times.life()) {
        (Weighting::Days, Some(life)) => Segment::over_life(&tracks, life),
        (Weighting::Days, None) => Vec::new(),
        _ => Segment::at_each(&tracks),
    }
}

/// Returns what a forecaster gave before the outcome was known, in order, as something made of each
/// row; one of which nothing is made ends what stood before it.
pub(in crate::analysis) fn updates<'l, T>(
    times: &Times,
    run: &[Row<'l>],
    cuts: bool,
    value: impl Fn(&Row<'l>) -> Option<T>,
) -> Vec<Update<T>> {
    let early = run.iter().filter(|row| !(cuts && is_late(row, times)));
    // A day begins before an instant of it that stands earlier in the record.
    let mut latest = f64::NEG_INFINITY;
    let update = |row: &Row<'l>| {
        let made = row
            .made
            .map_or(f64::NEG_INFINITY, |made| seconds(made.start()));
        latest = made.max(latest);
        Update {
            at: latest,
            said: value(row),
        }
    };
    early.map(update).collect()
}

impl<'l> Dataset<'l> {
    /// Returns the questions that have an outcome.
    pub(in crate::analysis) fn known(&self) -> Vec<&Question<'l>> {
        let questions = self.questions().iter();
        let known = questions.filter(|one| one.observed().is_some() && !self.rows(one).is_empty());
        known.collect()
    }

    /// Returns what each gave over time on a question, by forecaster, as something made of each row.
    pub(in crate::analysis) fn histories<T: Copy>(
        &self,
        question: &Question<'l>,
        value: impl Fn(&Row<'l>) -> Option<T>,
    ) -> Vec<EstimateHistory<T>> {
        let runs = self.runs(question);
        let updates = runs.map(|run| updates(&question.times, run, true, &value));
        // What has no time was there from the first.
        let finite = |update: Update<T>| Update {
            at: update.at.max(f64::MIN),
            ..update
        };
        let history = |updates: Vec<Update<T>>| {
            let updates = updates.into_iter().map(finite).collect();
            EstimateHistory::new(updates).expect("a day is a finite number")
        };
        updates.map(history).collect()
    }
}
