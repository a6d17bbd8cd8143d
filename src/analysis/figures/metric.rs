//! Figures, each an item of the table of metrics.

use crate::metrics::MetricId;
use crate::scoring::{Approximation, ConfidenceInterval, Procedure, Statistic, Undefined};

/// A figure: which, and its value.
#[derive(Clone, Debug, PartialEq)]
pub struct Metric {
    /// Which figure it is.
    pub id: MetricId,
    /// The level at which it is taken, where it has one.
    pub level: Option<f64>,
    /// The figure, or why there is none.
    pub value: Statistic,
    /// Its interval, where it has one.
    pub interval: Option<(f64, f64)>,
    /// Why it has none, where it should.
    pub no_interval: Option<Undefined>,
    /// How its interval was made, or the figure itself where it is a p-value.
    pub procedure: Option<Procedure>,
}

/// Returns a number, unless it is none.
fn number(value: f64) -> Option<f64> {
    (!value.is_nan()).then_some(value)
}

/// Returns the least and the most that a figure can be, beyond which no interval goes.
fn range(id: MetricId) -> (f64, f64) {
    use MetricId as Id;
    const ANY: f64 = f64::INFINITY;
    match id {
        Id::Brier | Id::Spherical | Id::RpsNormalised => (0.0, 1.0),
        Id::BrierFull | Id::GjoOrdered => (0.0, 2.0),
        Id::LogLoss
        | Id::Rps
        | Id::Crps
        | Id::Wis
        | Id::Dispersion
        | Id::Overprediction
        | Id::Underprediction
        | Id::Pinball
        | Id::MedianError => (0.0, ANY),
        Id::SkillSample
        | Id::SkillHalf
        | Id::SkillUniform
        | Id::SkillPrior
        | Id::SkillReference
        | Id::RpsSkill => (-ANY, 1.0),
        Id::InTheLarge | Id::DiscriminationSlope | Id::Overconfidence => (-1.0, 1.0),
        _ => (-ANY, ANY),
    }
}

/// Says whether a score has no bound, so that its intervals are approximate whatever their number.
fn is_unbounded(id: MetricId) -> bool {
    matches!(id, MetricId::LogLoss | MetricId::LogScore)
}

impl Metric {
    /// Returns a figure that has no interval.
    #[must_use]
    pub fn plain(id: MetricId, value: Statistic) -> Self {
        // Where one score is infinite one way and one the other, the mean is no number.
        let value = value.and_then(|value| number(value).ok_or(Undefined::Infinite));
        Self {
            id,
            level: None,
            value,
            interval: None,
            no_interval: None,
            procedure: None,
        }
    }

    /// Returns the p-value of a test that was made so.
    #[must_use]
    pub fn p_value(id: MetricId, value: Statistic, procedure: Procedure) -> Self {
        Self {
            procedure: value.is_ok().then_some(procedure),
            ..Self::plain(id, value)
        }
    }

    /// Returns a count.
    #[must_use]
    pub fn count(id: MetricId, n: usize) -> Self {
        Self::plain(id, Ok(crate::scoring::count(n)))
    }

    /// Returns a figure with its interval, or with why there is none.
    #[must_use]
    pub fn with_interval(
        id: MetricId,
        value: Statistic,
        interval: Result<ConfidenceInterval, Undefined>,
    ) -> Self {
        let interval = value.and(interval);
        Self {
            no_interval: interval.err().filter(|_| value.is_ok()),
            ..Self::interval_anyway(id, value, interval)
        }
    }

    /// Returns the same, with the interval where there is one though there is no figure.
    #[must_use]
    pub fn interval_anyway(
        id: MetricId,
        value: Statistic,
        interval: Result<ConfidenceInterval, Undefined>,
    ) -> Self {
        let ends = interval.and_then(|ends| {
            let both = number(ends.low).zip(number(ends.high));
            let (low, high) = both.ok_or(Undefined::Infinite)?;
            let (least, most) = range(id);
            let approximation = is_unbounded(id).then_some(Approximation::Unbounded);
            let approximation = ends.procedure.approximation.or(approximation);
            let procedure = ends.procedure.approximately(approximation);
            Ok(((low.max(least), high.min(most)), procedure))
        });
        Self {
            interval: ends.ok().map(|(ends, _)| ends),
            procedure: ends.ok().map(|(_, procedure)| procedure),
            no_interval: ends.err(),
            ..Self::plain(id, value)
        }
    }

    /// Returns its name in machine output.
    #[must_use]
    pub fn name(&self) -> String {
        let name = self.id.info().name;
        self.level
            .map_or_else(|| name.to_owned(), |level| format!("{name}_{level}"))
    }
}

/// The figures of a row, in the order in which machines get them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Figures(Vec<Metric>);

impl Figures {
    /// Returns a figure, where the row has it.
    #[must_use]
    pub fn get(&self, id: MetricId) -> Option<&Metric> {
        self.0.iter().find(|one| one.id == id)
    }

    /// Returns a figure at a level, where the row has it.
    #[must_use]
    pub fn at(&self, id: MetricId, level: f64) -> Option<&Metric> {
        let mut these = self.0.iter();
        these.find(|one| one.id == id && one.level == Some(level))
    }

    /// Returns the value of a figure, or why there is none.
    ///
    /// # Errors
    ///
    /// [`Undefined::Empty`] where the row does not have it.
    pub fn value(&self, id: MetricId) -> Statistic {
        self.get(id).map_or(Err(Undefined::Empty), |one| one.value)
    }

    /// Returns them one by one.
    pub fn iter(&self) -> std::slice::Iter<'_, Metric> {
        self.0.iter()
    }
}

impl From<Vec<Metric>> for Figures {
    fn from(figures: Vec<Metric>) -> Self {
        Self(figures)
    }
}

impl<'a> IntoIterator for &'a Figures {
    type Item = &'a Metric;
    type IntoIter = std::slice::Iter<'a, Metric>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}
