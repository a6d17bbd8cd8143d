//! The bootstrap: intervals for means and fits, by drawing clusters with replacement.

mod adjusted;
mod fit;
mod interval;
mod mean;
mod means;

pub use interval::BootstrapInterval;
pub use mean::Case;
pub(super) use mean::{ClusterSum, cluster_sums};

use super::{Interval, Resampling, Undefined};

/// How to bootstrap: how often, from which seed, and to which level.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bootstrap {
    /// How often, and from which seed.
    pub resampling: Resampling,
    /// The level of the interval, as 0.95.
    pub level: f64,
}

impl Bootstrap {
    /// Returns the middle of figures drawn elsewhere that holds the share of the level.
    ///
    /// # Errors
    ///
    /// [`Undefined::Empty`] without figures.
    pub fn percentile(self, figures: Vec<f64>) -> Result<Interval, Undefined> {
        interval::percentile(figures, self.level)
    }
}
