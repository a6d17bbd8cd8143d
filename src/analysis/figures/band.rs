//! The band of a calibration curve.

use std::fmt;
use std::str::FromStr;

use crate::model::{ArgumentError, Probability, one_of};
use crate::scoring::calibration::{confidence_band, consistency_band};
use crate::scoring::{Interval, Procedure, Undefined};

use super::{IntervalOptions, Sample};

/// Which band is drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum BandKind {
    /// Around the diagonal: where the curve of a calibrated forecaster stays.
    #[default]
    Consistency,
    /// Around the curve: where it could have been.
    Confidence,
}

/// A band of a calibration curve.
#[derive(Clone, Debug, PartialEq)]
pub struct Bands {
    /// Which.
    pub kind: BandKind,
    /// The interval at each distinct forecast that no drawn curve missed, ascending.
    pub at: Vec<(Probability, Interval)>,
    /// How it was made.
    pub procedure: Procedure,
}

/// The most places at which a band is worked out; of more forecasts every so many are taken.
const PLACES: usize = 1000;

impl BandKind {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Consistency, Self::Confidence];

    /// Returns the word for it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Consistency => "consistency",
            Self::Confidence => "confidence",
        }
    }

    /// Returns the band of the pairs that are tested.
    ///
    /// # Errors
    ///
    /// Why nothing is tested, or [`Undefined::NotResampled`].
    pub fn of(self, sample: &Sample, doubt: IntervalOptions) -> Result<Bands, Undefined> {
        let pair_counts = sample.tested()?;
        let resampling = doubt.bootstrap(pair_counts.pairs())?.resampling;
        let cells = pair_counts.cells();
        let every = cells.len().div_ceil(PLACES).max(1);
        let last = cells.len().saturating_sub(1);
        let kept = cells.iter().enumerate();
        let places: Vec<Probability> = kept
            .filter(|(i, _)| i % every == 0 || *i == last)
            .map(|(_, cell)| cell.forecast)
            .collect();
        let band = match self {
            Self::Consistency => consistency_band(pair_counts, &places, doubt.level, resampling),
            Self::Confidence => confidence_band(pair_counts, &places, doubt.level, resampling),
        }?;
        let at = places.into_iter().zip(band.at);
        Ok(Bands {
            kind: self,
            procedure: band.procedure,
            at: at.filter_map(|(p, ends)| Some((p, ends?))).collect(),
        })
    }
}

impl fmt::Display for BandKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl FromStr for BandKind {
    type Err = ArgumentError;

    fn from_str(text: &str) -> Result<Self, ArgumentError> {
        one_of(text, &Self::ALL, Self::as_str)
    }
}
