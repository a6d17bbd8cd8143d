//! What a dataset is wanted for.

/// What a dataset is wanted for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// Scores.
    Score,
    /// Calibration.
    Calibration,
    /// Two forecasters beside each other.
    Compare,
    /// Several forecasters made into one.
    Pool,
    /// What numbers have meant.
    Recalibrate,
    /// Scores adjusted for the difficulty of the questions.
    Adjust,
}

impl Purpose {
    /// Says whether everybody's rows are wanted, whatever forecasters the request takes: what others
    /// gave is part of how one is compared with them.
    #[must_use]
    pub fn takes_everybody(self) -> bool {
        matches!(self, Self::Compare | Self::Pool | Self::Adjust)
    }

    /// Returns what asks, in errors.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Score => "score",
            Self::Calibration => "calibration",
            Self::Compare => "compare",
            Self::Pool => "pool",
            Self::Recalibrate => "recalibrate",
            Self::Adjust => "--adjust",
        }
    }
}
