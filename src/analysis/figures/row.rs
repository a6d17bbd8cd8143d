//! What a row of a calibration table says.

use std::fmt;
use std::str::FromStr;

use crate::model::{ArgumentError, Probability, one_of};
use crate::scoring::calibration::{BinStats, Verdict};
use crate::scoring::proportion::{clopper_pearson, jeffreys};
use crate::scoring::{
    BootstrapInterval, Case, ConfidenceInterval, InferenceMethod, Interval, Pair, Procedure,
    Undefined,
};

use super::IntervalOptions;
use super::sample::is_alone;

/// How the interval of the share that happened is worked out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum IntervalMethod {
    /// Wilson's, with the effective number of clusters.
    #[default]
    Wilson,
    /// Clopper and Pearson's, which covers at least as often as it says.
    ClopperPearson,
    /// Jeffreys'.
    Jeffreys,
    /// By drawing whole clusters.
    Bootstrap,
}

impl IntervalMethod {
    /// Every method.
    pub const ALL: [Self; 4] = [
        Self::Wilson,
        Self::ClopperPearson,
        Self::Jeffreys,
        Self::Bootstrap,
    ];

    /// Returns the word for it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Wilson => "wilson",
            Self::ClopperPearson => "clopper-pearson",
            Self::Jeffreys => "jeffreys",
            Self::Bootstrap => "bootstrap",
        }
    }

    /// Returns its name in running text.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Wilson => "Wilson",
            Self::ClopperPearson => "Clopper–Pearson",
            Self::Jeffreys => "Jeffreys",
            Self::Bootstrap => "bootstrap",
        }
    }

    /// Returns the interval of the share of a row that came true; `pairs` are those behind it,
    /// where they are known and share clusters.
    ///
    /// # Errors
    ///
    /// Those of the row. A bootstrap of outcomes that are all the same says nothing:
    /// [`Undefined::OneOutcome`].
    pub fn interval(
        self,
        row: &BinStats,
        pairs: Option<&[Pair]>,
        doubt: IntervalOptions,
    ) -> Result<ConfidenceInterval, Undefined> {
        let (share, n) = (row.frequency()?, row.effective?);
        let yes = if share >= 1.0 { n } else { share * n };
        let (interval, method) = match self {
            Self::Wilson => (row.interval(doubt.level)?, InferenceMethod::Wilson),
            Self::ClopperPearson => {
                let interval = clopper_pearson(yes, n, doubt.level)?;
                (interval, InferenceMethod::ClopperPearson)
            }
            Self::Jeffreys => (jeffreys(yes, n, doubt.level)?, InferenceMethod::Jeffreys),
            Self::Bootstrap => return bootstrap(row, share, pairs, doubt),
        };
        Ok(ConfidenceInterval::new(
            interval,
            Procedure::analytic(method),
        ))
    }
}

fn bootstrap(
    row: &BinStats,
    share: f64,
    pairs: Option<&[Pair]>,
    doubt: IntervalOptions,
) -> Result<ConfidenceInterval, Undefined> {
    if share <= 0.0 || share >= 1.0 {
        return Err(Undefined::OneOutcome);
    }
    let bootstrap = doubt.bootstrap(row.pairs)?;
    let is_share =
        |pairs: &&[Pair]| is_alone(pairs) && pairs.iter().all(|pair| pair.outcome.is_binary());
    if let Some(pairs) = pairs.filter(|pairs| !is_share(pairs)) {
        let cases: Vec<Case> = pairs
            .iter()
            .map(|pair| Case {
                value: pair.outcome.get(),
                weight: pair.weight,
                cluster: pair.cluster,
            })
            .collect();
        return bootstrap.mean(&cases, BootstrapInterval::Percentile);
    }
    let share = Probability::new(share).ok_or(Undefined::Empty)?;
    bootstrap.share(share, row.pairs)
}

/// Returns the verdict on a row whose forecasts lie in a band; none where nothing was said.
#[must_use]
pub fn verdict(
    row: &BinStats,
    band: Interval,
    interval: Result<Interval, Undefined>,
) -> Option<Verdict> {
    let effective = row.effective.ok()?;
    if let Ok(seen) = interval {
        return Some(Verdict::of(seen, band, effective));
    }
    // Too few is too few, whatever the interval.
    let anywhere = Interval {
        low: 0.0,
        high: 1.0,
    };
    let verdict = Verdict::of(anywhere, band, effective);
    (verdict == Verdict::TooFew).then_some(verdict)
}

impl fmt::Display for IntervalMethod {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl FromStr for IntervalMethod {
    type Err = ArgumentError;

    fn from_str(text: &str) -> Result<Self, ArgumentError> {
        one_of(text, &Self::ALL, Self::as_str)
    }
}
