//! The platforms whose numbers can be made again.

use std::fmt;
use std::str::FromStr;

use crate::model::{ArgumentError, one_of};

/// A platform whose numbers can be made again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Platform {
    /// Metaculus.
    Metaculus,
    /// Good Judgment Open, and other sites of Cultivate.
    Gjo,
    /// Fatebook.
    Fatebook,
    /// PredictionBook.
    PredictionBook,
    /// ForecastBench.
    ForecastBench,
}

impl Platform {
    /// Every platform, in the order of the manual.
    pub const ALL: [Self; 5] = [
        Self::Metaculus,
        Self::Gjo,
        Self::Fatebook,
        Self::PredictionBook,
        Self::ForecastBench,
    ];

    /// Returns the word for it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Metaculus => "metaculus",
            Self::Gjo => "gjo",
            Self::Fatebook => "fatebook",
            Self::PredictionBook => "predictionbook",
            Self::ForecastBench => "forecastbench",
        }
    }

    /// Returns the rule by which its numbers are made, in a sentence.
    #[must_use]
    pub fn rule(self) -> &'static str {
        match self {
            Self::Metaculus => {
                "Metaculus: points of each forecast by its share of the scheduled life (an early end \
                 lowers score and coverage; 0 while absent), peer against the geometric mean of the \
                 others, spot at the close; means over questions, global peer Σ peer / max(30, Σ \
                 coverage); higher is better"
            }
            Self::Gjo => {
                "Good Judgment Open: Brier 0 to 2 of what stood at the end of each full UTC day \
                 (options in order by the rule of splits), mean over the days with a forecast; \
                 accuracy is Brier less the median forecaster's; means over questions; lower is \
                 better"
            }
            Self::Fatebook => {
                "Fatebook: Brier 0 to 2 of the time-weighted mean forecast of each 24 hours, summed \
                 and divided by the whole length of the question, even before the first forecast; \
                 relative is the same less the median; options summed; means over questions; lower \
                 is better"
            }
            Self::PredictionBook => {
                "PredictionBook: Brier 0 to 1, mean over all responses, each change of mind counting \
                 anew; adjusted adds 1/√n; lower is better"
            }
            Self::ForecastBench => {
                "ForecastBench: Brier 0 to 1 of the first forecast of each question; adjusted by \
                 two-way fixed effects so that always 50% is 0.25; index 100 (1 − √adjusted); peer \
                 is the question's mean less one's own, skill the record's base rate less one's own; \
                 missing forecasts are left out, where the platform takes those of a set that was \
                 handed in for 50%"
            }
        }
    }
}

impl fmt::Display for Platform {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl FromStr for Platform {
    type Err = ArgumentError;

    fn from_str(text: &str) -> Result<Self, ArgumentError> {
        one_of(text, &Self::ALL, Self::as_str)
    }
}
