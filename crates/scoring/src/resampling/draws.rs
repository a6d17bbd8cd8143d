//! How often to resample, each time from a random stream of its own.

use rayon::prelude::*;

use crate::random::Stream;

/// How often to resample, and from which seed.
///
/// The same seed gives the same figures, however many threads there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Resampling {
    /// The seed, to be shown beside every figure that depends on it.
    pub seed: u64,
    /// How many resamples to draw.
    pub resamples: usize,
}

impl Resampling {
    /// Returns what `draw` makes of each resample's stream, in the order of the resamples.
    ///
    /// `scratch` gives each thread a place to work in; what `draw` returns must not depend on
    /// what an earlier resample left there.
    pub(crate) fn run<S, T: Send>(
        self,
        scratch: impl Fn() -> S + Sync + Send,
        draw: impl Fn(&mut S, &mut Stream) -> T + Sync + Send,
    ) -> Vec<T> {
        (0..self.resamples)
            .into_par_iter()
            .map_init(scratch, |scratch, number| {
                draw(scratch, &mut Stream::new(self.seed, number))
            })
            .collect()
    }
}
