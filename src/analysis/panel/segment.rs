//! Segments of a question's life over which nobody changed what they said.

use crate::scoring::lifetime::{Life, Update};

/// What one forecaster, by number, said of a question over time, before the outcome was known.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::analysis) struct Track<T> {
    /// Who.
    pub(in crate::analysis) who: u32,
    /// What and when, in order; nothing said ends what stood before.
    pub(in crate::analysis) updates: Vec<Update<T>>,
}

/// What one forecaster stood by over a segment.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::analysis) struct StandingEstimate<T> {
    /// Who.
    pub(in crate::analysis) who: u32,
    /// When it was said.
    pub(in crate::analysis) since: f64,
    /// What was given.
    pub(in crate::analysis) value: T,
}

/// A segment over which nobody changed what they said, with all who stood by something.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::analysis) struct Segment<T> {
    /// From when, in seconds since 1970.
    pub(in crate::analysis) from: f64,
    /// How much it counts: its share of the scheduled life, or 1.
    pub(in crate::analysis) weight: f64,
    /// Who stood by what, by number: at least one forecaster.
    pub(in crate::analysis) standing: Vec<StandingEstimate<T>>,
}

impl<T: Copy> Track<T> {
    /// Returns what the forecaster stood by at a time.
    fn at(&self, time: f64) -> Option<StandingEstimate<T>> {
        let made = self.updates.partition_point(|update| update.at <= time);
        let update = self.updates[..made].last()?;
        Some(StandingEstimate {
            who: self.who,
            since: update.at,
            value: update.said?,
        })
    }
}

impl<T: Copy> Segment<T> {
    /// Returns the segments of a question's life in order, each by its share of the scheduled life.
    ///
    /// What was said before the opening counts from the opening.
    pub(in crate::analysis) fn over_life(tracks: &[Track<T>], life: Life) -> Vec<Self> {
        let within = |at: &f64| (life.open()..life.close()).contains(at);
        let spoken = tracks.iter().flat_map(|track| &track.updates);
        let spoken = spoken.map(|update| update.at).filter(within);
        let times = in_order([life.open()].into_iter().chain(spoken));
        let ends = times.iter().skip(1).copied().chain([life.close()]);
        let segments = times.iter().zip(ends).filter_map(|(&from, until)| {
            let share = (until - from) / life.scheduled_length();
            Self::at(tracks, from, share).filter(|segment| segment.weight > 0.0)
        });
        segments.collect()
    }

    /// Returns a segment for each time at which somebody said something, each counting once.
    pub(in crate::analysis) fn at_each(tracks: &[Track<T>]) -> Vec<Self> {
        let spoken = tracks.iter().flat_map(|track| &track.updates);
        let spoken = spoken.filter(|update| update.said.is_some());
        let times = in_order(spoken.map(|update| update.at));
        times
            .into_iter()
            .filter_map(|from| Self::at(tracks, from, 1.0))
            .collect()
    }

    /// Returns the one segment of what each forecaster is taken to have said, counting once; it
    /// begins when the last of them had spoken.
    pub(in crate::analysis) fn once(standing: Vec<StandingEstimate<T>>) -> Option<Self> {
        let from = standing.iter().map(|one| one.since).reduce(f64::max)?;
        Some(Self {
            from,
            weight: 1.0,
            standing,
        })
    }

    /// Returns what a forecaster stood by.
    pub(in crate::analysis) fn by(&self, who: u32) -> Option<T> {
        let found = self.standing.binary_search_by_key(&who, |one| one.who);
        found.ok().map(|place| self.standing[place].value)
    }

    /// Returns the same, counting so many times as much.
    pub(in crate::analysis) fn times(self, weight: f64) -> Self {
        Self {
            weight: self.weight * weight,
            ..self
        }
    }

    fn at(tracks: &[Track<T>], from: f64, weight: f64) -> Option<Self> {
        let standing: Vec<_> = tracks.iter().filter_map(|track| track.at(from)).collect();
        (!standing.is_empty()).then_some(Self {
            from,
            weight,
            standing,
        })
    }
}

fn in_order(times: impl Iterator<Item = f64>) -> Vec<f64> {
    let mut times: Vec<_> = times.collect();
    times.sort_by(f64::total_cmp);
    times.dedup();
    times
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A track that said these things; a negative one is none.
    fn track(who: u32, said: &[(f64, f64)]) -> Track<f64> {
        let update = |&(at, said): &(f64, f64)| Update {
            at,
            said: (said >= 0.0).then_some(said),
        };
        Track {
            who,
            updates: said.iter().map(update).collect(),
        }
    }

    /// From, weight and who stood by what.
    type Seen = (f64, f64, Vec<(u32, f64)>);

    fn seen(segments: &[Segment<f64>]) -> Vec<Seen> {
        let standing = |one: &Segment<f64>| one.standing.iter().map(|s| (s.who, s.value)).collect();
        let each = segments.iter();
        each.map(|one| (one.from, one.weight, standing(one)))
            .collect()
    }

    fn tracks() -> [Track<f64>; 2] {
        [
            track(0, &[(-3.0, 0.1), (-1.0, 0.2), (6.0, -1.0)]),
            track(1, &[(2.0, 0.5), (2.0, 0.6), (8.0, 0.9)]),
        ]
    }

    #[test]
    fn a_segment_ends_where_anybody_speaks_or_falls_silent() {
        let life = Life::new(0.0, 10.0, 8.0).unwrap();
        let expected = [
            (0.0, 0.2, vec![(0, 0.2)]),
            (2.0, 0.4, vec![(0, 0.2), (1, 0.6)]),
            (6.0, 0.2, vec![(1, 0.6)]),
        ];
        assert_eq!(seen(&Segment::over_life(&tracks(), life)), expected);
    }

    #[test]
    fn nobody_standing_is_no_segment() {
        let life = Life::new(0.0, 10.0, 10.0).unwrap();
        let late = [track(0, &[(4.0, 0.5), (6.0, -1.0)])];
        assert_eq!(
            seen(&Segment::over_life(&late, life)),
            [(4.0, 0.2, vec![(0, 0.5)])]
        );
        assert!(Segment::<f64>::over_life(&[], life).is_empty());
        assert_eq!(Segment::<f64>::once(Vec::new()), None);
    }

    #[test]
    fn each_time_somebody_speaks_counts_once() {
        let segments = Segment::at_each(&tracks());
        let times: Vec<_> = segments.iter().map(|one| (one.from, one.weight)).collect();
        assert_eq!(times, [(-3.0, 1.0), (-1.0, 1.0), (2.0, 1.0), (8.0, 1.0)]);
        assert_eq!(segments[2].by(0), Some(0.2));
        assert_eq!(segments[3].by(0), None);
    }
}
