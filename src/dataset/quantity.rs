//! What was given of a number or a day, and what it was.

use crate::scoring::cdf::{self, Cdf};
use crate::scoring::distribution::Parametric;
use crate::scoring::ensemble::{self, Samples};
use crate::scoring::interval::CentralInterval;
use crate::scoring::quantile::{self, Quantiles, Wis, wis};
use crate::scoring::{Bounds, Pit, Statistic, Undefined};

/// What was said of a number or a day, a day as its number.
#[derive(Clone, Debug, PartialEq)]
pub enum Quantity {
    /// Quantiles, of which an interval gives two.
    Quantiles(Quantiles),
    /// A distribution of a family, or a mixture of such.
    Distribution(Parametric),
    /// Draws.
    Samples(Samples),
    /// A distribution that runs straight between points.
    Cdf(Cdf),
}

/// What was said of a number or a day, and what it was.
#[derive(Clone, Debug, PartialEq)]
pub struct QuantityPair {
    /// What was said.
    pub said: Quantity,
    /// What it was: −∞ for below the bounds, ∞ for above them and for never.
    pub outcome: f64,
    /// The bounds of the question. What lies beyond them, said or seen, is moved onto them.
    pub bounds: Option<Bounds>,
}

/// The central intervals that are looked at where a forecast gives a whole distribution.
const LEVELS: [f64; 3] = [0.5, 0.8, 0.9];

/// How near levels must be to count as the same.
const TOLERANCE: f64 = 1e-9;

impl QuantityPair {
    /// Returns the outcome, moved onto the bound that it lies beyond.
    #[must_use]
    pub fn censored(&self) -> f64 {
        self.bounds
            .map_or(self.outcome, |bounds| bounds.censor(self.outcome))
    }

    /// Returns the quantiles that were given, those beyond a bound moved onto it.
    #[must_use]
    pub fn quantiles(&self) -> Option<Quantiles> {
        match (&self.said, self.bounds) {
            (Quantity::Quantiles(quantiles), Some(bounds)) => Some(quantiles.within(bounds)),
            (Quantity::Quantiles(quantiles), None) => Some(quantiles.clone()),
            _ => None,
        }
    }

    /// Returns the continuous ranked probability score.
    ///
    /// # Errors
    ///
    /// [`Undefined::NoTails`] for quantiles without bounds.
    pub fn crps(&self) -> Statistic {
        let y = self.censored();
        Ok(match (&self.said, self.bounds) {
            (Quantity::Quantiles(quantiles), Some(bounds)) => {
                cdf::crps(&Cdf::from_quantiles(quantiles, bounds), y)
            }
            (Quantity::Quantiles(_), None) => return Err(Undefined::NoTails),
            (Quantity::Distribution(said), Some(bounds)) => said.as_dyn().crps_within(bounds, y),
            (Quantity::Distribution(said), None) => said.as_dyn().crps(y),
            (Quantity::Samples(samples), Some(bounds)) => {
                ensemble::crps(&samples.within(bounds), y)
            }
            (Quantity::Samples(samples), None) => ensemble::crps(samples, y),
            (Quantity::Cdf(cdf), _) => cdf::crps(cdf, self.outcome),
        })
    }

    /// Returns the weighted interval score, in parts.
    ///
    /// # Errors
    ///
    /// [`Undefined::NoQuantiles`] for other forecasts, [`Undefined::Unpaired`].
    pub fn wis(&self) -> Result<Wis, Undefined> {
        let quantiles = self.quantiles().ok_or(Undefined::NoQuantiles)?;
        wis(&quantiles, self.censored())
    }

    /// Returns the mean pinball loss over the quantiles that were given.
    ///
    /// # Errors
    ///
    /// [`Undefined::NoQuantiles`] for other forecasts.
    pub fn pinball(&self) -> Statistic {
        let quantiles = self.quantiles().ok_or(Undefined::NoQuantiles)?;
        Ok(quantile::pinball_mean(&quantiles, self.censored()))
    }

    /// Returns on which side of its quantiles the outcome lies.
    ///
    /// # Errors
    ///
    /// [`Undefined::NoQuantiles`] for other forecasts, [`Undefined::NoMedian`].
    pub fn bias(&self) -> Statistic {
        let quantiles = self.quantiles().ok_or(Undefined::NoQuantiles)?;
        quantile::bias(&quantiles, self.censored())
    }

    /// Returns the log score of the density; beyond a bound, of the probability that lies there.
    ///
    /// # Errors
    ///
    /// [`Undefined::NoDensity`] for forecasts that are no distribution of a family.
    pub fn log_score(&self) -> Statistic {
        let Quantity::Distribution(said) = &self.said else {
            return Err(Undefined::NoDensity);
        };
        let said = said.as_dyn();
        Ok(match self.bounds {
            Some(bounds) if self.outcome < bounds.low() => -said.cdf(bounds.low()).ln(),
            Some(bounds) if self.outcome > bounds.high() => -said.tail(bounds.high()).ln(),
            _ => said.log_score(self.outcome),
        })
    }

    /// Returns the place of the outcome in the forecast; a range where only that is known.
    #[must_use]
    pub fn pit(&self) -> Pit {
        match (&self.said, self.bounds) {
            (Quantity::Quantiles(quantiles), Some(bounds)) => {
                Cdf::from_quantiles(quantiles, bounds).pit(self.outcome)
            }
            (Quantity::Cdf(cdf), _) => cdf.pit(self.outcome),
            (_, Some(bounds)) if self.outcome > bounds.high() => {
                Pit::spread(self.place(bounds.high()).high(), 1.0)
            }
            (_, Some(bounds)) if self.outcome < bounds.low() => {
                Pit::spread(0.0, self.place(bounds.low()).low())
            }
            _ => self.place(self.outcome),
        }
    }

    /// Returns the place of a value in the forecast, bounds left aside.
    fn place(&self, value: f64) -> Pit {
        match &self.said {
            Quantity::Quantiles(quantiles) => quantiles.pit(value),
            Quantity::Distribution(said) => said.as_dyn().pit(value),
            Quantity::Samples(samples) => samples.pit(value),
            Quantity::Cdf(cdf) => cdf.pit(value),
        }
    }

    /// Says whether all that is known of the outcome is that it lies beyond a bound.
    fn is_beyond(&self) -> bool {
        self.bounds
            .is_some_and(|bounds| self.outcome < bounds.low() || bounds.high() < self.outcome)
    }

    /// Returns the levels of the central intervals that the forecast gives: those of its quantiles,
    /// and 50, 80 and 90 % of a whole distribution.
    #[must_use]
    pub fn levels(&self) -> Vec<f64> {
        match &self.said {
            Quantity::Quantiles(_) => {
                let intervals = self.stated_intervals();
                intervals.into_iter().map(CentralInterval::level).collect()
            }
            _ => LEVELS.to_vec(),
        }
    }

    /// Returns how much of the outcome lay in the central interval of that level, ends included: 1
    /// or 0, or a share where only a range of places is known; nothing where there is none.
    #[must_use]
    pub fn covered(&self, level: f64) -> Option<f64> {
        match &self.said {
            Quantity::Quantiles(_) => {
                let intervals = self.stated_intervals();
                let same = |one: &CentralInterval| (one.level() - level).abs() < TOLERANCE;
                let found = intervals.into_iter().find(same)?;
                Some(if self.is_beyond() {
                    // The interval's end may lie beyond the bound too, and nobody knows how far.
                    self.pit().covered(level)
                } else {
                    f64::from(u8::from(found.covers(self.outcome)))
                })
            }
            _ => Some(self.pit().covered(level)),
        }
    }

    /// Returns the central intervals of the quantiles that have a counterpart.
    fn stated_intervals(&self) -> Vec<CentralInterval> {
        let Some(quantiles) = self.quantiles() else {
            return Vec::new();
        };
        let each = quantiles.as_slice().iter();
        let lows = each.filter(|low| low.level < 0.5 - TOLERANCE);
        let interval = |low: &quantile::Quantile| {
            let high = quantiles.at(1.0 - low.level)?;
            CentralInterval::new(low.value, high, 1.0 - 2.0 * low.level)
        };
        lows.filter_map(interval).collect()
    }

    /// Returns how far the outcome is from the middle of what was said.
    ///
    /// # Errors
    ///
    /// [`Undefined::NoMedian`].
    pub fn distance_from_median(&self) -> Statistic {
        let median = match &self.said {
            Quantity::Quantiles(quantiles) => quantiles.median()?,
            Quantity::Distribution(said) => said.as_dyn().quantile(0.5),
            Quantity::Samples(samples) => samples.median(),
            Quantity::Cdf(_) => return Err(Undefined::NoMedian),
        };
        let median = self.bounds.map_or(median, |bounds| bounds.censor(median));
        Ok((self.censored() - median).abs())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scoring::distribution::Family;

    #[test]
    fn what_lies_beyond_a_bound_by_a_hair_of_the_forecast_has_a_log_score() {
        // scipy 1.17.1: -norm.logsf(10); what 1 lacks of the distribution function there is 0.
        let pair = QuantityPair {
            said: Quantity::Distribution(Parametric::Simple(
                Family::Normal.with(&[0.0, 1.0]).unwrap(),
            )),
            outcome: f64::INFINITY,
            bounds: Bounds::new(-1.0, 10.0),
        };
        let score = pair.log_score().unwrap();
        assert!((score - 53.231_285_150_512_47).abs() < 1e-9, "{score}");
    }
}
