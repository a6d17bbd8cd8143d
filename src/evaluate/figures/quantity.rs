//! The scores of forecasts of a number or a day.

use crate::scoring::cdf::{self, Cdf};
use crate::scoring::distribution::{Distribution, Lognormal, Normal};
use crate::scoring::ensemble::{self, Samples};
use crate::scoring::interval::CentralInterval;
use crate::scoring::quantile::{self, Quantiles, Wis, wis};
use crate::scoring::{Bounds, Case, MeanScore, Pit, Statistic, Undefined};

use super::{Doubt, Named};

/// What was said of a number or a day, a day as its number.
#[derive(Clone, Debug, PartialEq)]
pub enum Quantity {
    /// Quantiles, of which an interval gives two.
    Quantiles(Quantiles),
    /// A normal distribution.
    Normal(Normal),
    /// A lognormal distribution.
    Lognormal(Lognormal),
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
            (Quantity::Normal(normal), Some(bounds)) => normal.crps_within(bounds, y),
            (Quantity::Normal(normal), None) => normal.crps(y),
            (Quantity::Lognormal(lognormal), Some(bounds)) => lognormal.crps_within(bounds, y),
            (Quantity::Lognormal(lognormal), None) => lognormal.crps(y),
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
    /// [`Undefined::NoDensity`] for forecasts that are no normal or lognormal distribution.
    pub fn log_score(&self) -> Statistic {
        let score = |family: &dyn Distribution| match self.bounds {
            Some(bounds) if self.outcome < bounds.low() => -family.cdf(bounds.low()).ln(),
            Some(bounds) if self.outcome > bounds.high() => -(1.0 - family.cdf(bounds.high())).ln(),
            _ => family.log_score(self.outcome),
        };
        match &self.said {
            Quantity::Normal(normal) => Ok(score(normal)),
            Quantity::Lognormal(lognormal) => Ok(score(lognormal)),
            _ => Err(Undefined::NoDensity),
        }
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
            Quantity::Normal(normal) => normal.pit(value),
            Quantity::Lognormal(lognormal) => lognormal.pit(value),
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
    fn distance_from_median(&self) -> Statistic {
        let median = match &self.said {
            Quantity::Quantiles(quantiles) => quantiles.median()?,
            Quantity::Normal(normal) => normal.mean(),
            Quantity::Lognormal(lognormal) => lognormal.mean_log().exp(),
            Quantity::Samples(samples) => samples.median(),
            Quantity::Cdf(_) => return Err(Undefined::NoMedian),
        };
        let median = self.bounds.map_or(median, |bounds| bounds.censor(median));
        Ok((self.censored() - median).abs())
    }
}

/// Returns the scores of forecasts of numbers in one unit, or of days, by name.
///
/// Not every form of forecast has every score: each mean is over those that have it, and
/// `n_<name>` says over how many. The score of an outcome that lies nowhere in the forecast's
/// density is infinite, and counted apart.
#[must_use]
pub fn quantity_scores(cases: &[Case<QuantityPair>], doubt: Doubt) -> Vec<Named> {
    let part = |part: fn(Wis) -> f64| move |pair: &QuantityPair| pair.wis().map(part);
    let mut figures = Vec::new();
    let mut add = |name, counted, score: &dyn Fn(&QuantityPair) -> Statistic| {
        figures.extend(mean(name, counted, cases, score, doubt));
    };
    add("crps", Some("n_crps"), &QuantityPair::crps);
    add("wis", Some("n_wis"), &part(Wis::total));
    add("dispersion", None, &part(|wis| wis.dispersion));
    add("overprediction", None, &part(|wis| wis.overprediction));
    add("underprediction", None, &part(|wis| wis.underprediction));
    add("pinball_mean", Some("n_pinball"), &QuantityPair::pinball);
    add("bias", None, &QuantityPair::bias);
    add("mae_median", None, &QuantityPair::distance_from_median);
    add("log_score", Some("n_log_score"), &QuantityPair::log_score);
    figures.push(infinite_logs(cases));
    figures.extend(coverages(cases));
    figures
}

fn mean(
    name: &'static str,
    counted: Option<&'static str>,
    cases: &[Case<QuantityPair>],
    score: &dyn Fn(&QuantityPair) -> Statistic,
    doubt: Doubt,
) -> Vec<Named> {
    let mut why = Undefined::Empty;
    let mut scored = Vec::new();
    for case in cases {
        match score(&case.value) {
            Ok(value) => scored.push(Case {
                value,
                weight: case.weight,
                cluster: case.cluster,
            }),
            Err(reason) => why = reason,
        }
    }
    let figure = if scored.is_empty() {
        Named::plain(name, Err(why))
    } else {
        doubt.mean(name, &scored)
    };
    let count = counted.map(|counted| Named::count(counted, scored.len()));
    [figure].into_iter().chain(count).collect()
}

fn infinite_logs(cases: &[Case<QuantityPair>]) -> Named {
    let infinite = |case: &&Case<QuantityPair>| {
        let score = case.value.log_score();
        score.is_ok_and(f64::is_infinite)
    };
    Named::count("n_infinite_log", cases.iter().filter(infinite).count())
}

/// Returns for each level the share of central intervals that held the outcome.
fn coverages(cases: &[Case<QuantityPair>]) -> Vec<Named> {
    let share = |level: f64| {
        let covered = cases.iter().filter_map(|case| {
            Some(Case {
                value: case.value.covered(level)?,
                weight: case.weight,
                cluster: case.cluster,
            })
        });
        let value = MeanScore::of(&covered.collect::<Vec<_>>()).map(|score| score.mean);
        Named::plain(format!("coverage_{level}"), value)
    };
    levels(cases).into_iter().map(share).collect()
}

/// Returns the levels of the central intervals that any forecast gives, rising.
pub(super) fn levels(cases: &[Case<QuantityPair>]) -> Vec<f64> {
    // As one would have written it: 0.95 − 0.05 leaves dust.
    let rounded = |level: f64| (level * 1e9).round() / 1e9;
    let each = cases.iter().flat_map(|case| case.value.levels());
    let mut levels: Vec<f64> = each.map(rounded).collect();
    levels.sort_unstable_by(f64::total_cmp);
    levels.dedup_by(|a, b| (*a - *b).abs() < TOLERANCE);
    levels
}
