//! What a dataset is wanted for.

/// What a dataset is wanted for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// Scores.
    Score,
    /// Scores over time.
    OverTime,
    /// Calibration.
    Calibration,
    /// Calibration of what was given on options.
    OptionCalibration,
    /// Two forecasters beside each other.
    Compare,
    /// Several forecasters made into one.
    Pool,
    /// What numbers have meant.
    Recalibrate,
    /// What numbers would be if they were said as they have been meant; outcomes have no part in it.
    ApplyMaps,
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

    /// Says whether each row is wanted by itself, and not only how many there are of each.
    #[must_use]
    pub fn keeps_rows(self) -> bool {
        let by_itself = matches!(self, Self::OverTime | Self::Recalibrate | Self::ApplyMaps);
        self.takes_everybody() || by_itself
    }

    /// Says whether what has no outcome is wanted too.
    #[must_use]
    pub fn takes_open(self) -> bool {
        self == Self::ApplyMaps
    }

    /// Returns what asks, in errors.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Score => "score",
            Self::OverTime => "--over-time",
            Self::Calibration => "calibration",
            Self::OptionCalibration => "--options",
            Self::Compare => "compare",
            Self::Pool => "pool",
            Self::Recalibrate => "recalibrate",
            Self::ApplyMaps => "--apply",
            Self::Adjust => "--adjust",
        }
    }
}
