//! Which estimates count, and how much.

use std::fmt;
use std::str::FromStr;

use crate::model::ArgumentError;

/// Which of a forecaster's estimates on a forecast count, and how much.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weighting {
    /// Every estimate, by the share of the forecast's scheduled life for which it stood.
    Days,
    /// The first, once.
    First,
    /// The last before the outcome was known, once.
    Last,
    /// Every estimate, once each.
    Each,
    /// The one that stood this many days before the deadline, once.
    Horizon(u32),
}

impl Weighting {
    /// Returns whether each forecaster has at most one pair on a forecast, as tests and bands need.
    #[must_use]
    pub fn is_single(self) -> bool {
        matches!(self, Self::First | Self::Last | Self::Horizon(_))
    }
}

impl fmt::Display for Weighting {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Days => f.write_str("days"),
            Self::First => f.write_str("first"),
            Self::Last => f.write_str("last"),
            Self::Each => f.write_str("each"),
            Self::Horizon(days) => write!(f, "horizon={days}d"),
        }
    }
}

impl FromStr for Weighting {
    type Err = ArgumentError;

    fn from_str(text: &str) -> Result<Self, ArgumentError> {
        match text {
            "days" => return Ok(Self::Days),
            "first" => return Ok(Self::First),
            "last" => return Ok(Self::Last),
            "each" => return Ok(Self::Each),
            _ => {}
        }
        let days = text
            .strip_prefix("horizon=")
            .map(|days| days.trim_end_matches('d'));
        days.and_then(|days| days.parse().ok())
            .map(Self::Horizon)
            .ok_or(ArgumentError::NotOfForm(
                "one of days, first, last, each or horizon=30d",
            ))
    }
}
