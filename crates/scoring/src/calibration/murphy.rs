//! Murphy's decomposition of the Brier score, by distinct forecast and by bins.

use crate::pair_counts::sums;
use crate::{Cell, PairCounts, Sum, Undefined, sum};

use super::Bins;
use super::bins::runs;

/// The Brier score taken apart by groups of equal or neighbouring forecasts.
///
/// # Formula
///
/// ```text
/// reliability = Σ w (p̄ − ō)² / Σ w    0 is best
/// resolution  = Σ w (ō − ȳ)² / Σ w    higher is better
/// uncertainty = ȳ (1 − ȳ)
///
/// w, p̄, ō: weight, mean forecast and frequency of a group; ȳ: base rate
/// ```
///
/// # References
///
/// - Murphy, A. H. (1973). A new vector partition of the probability score. *Journal of Applied
///   Meteorology*, 12(4), 595–600.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Murphy {
    /// How far the groups' frequencies are from their forecasts.
    pub reliability: f64,
    /// How far the groups' frequencies are from the base rate.
    pub resolution: f64,
    /// The variance of the outcome.
    pub uncertainty: f64,
}

impl Murphy {
    /// Returns the parts by distinct forecast, whose reliability − resolution + uncertainty is the
    /// Brier score; the more forecasts are unique, the less the parts mean.
    ///
    /// # Example
    ///
    /// ```
    /// use foretell_scoring::Probability;
    /// use foretell_scoring::calibration::Murphy;
    /// use foretell_scoring::{BinaryOutcome, Pair, PairCounts};
    ///
    /// let said = Probability::new(0.7).unwrap();
    /// let pairs: Vec<_> = Pair::alone([(said, BinaryOutcome::YES), (said, BinaryOutcome::NO)]).collect();
    /// let parts = Murphy::by_forecast(&PairCounts::of(&pairs)).unwrap();
    /// assert!((parts.reliability - 0.04).abs() < 1e-12);
    /// ```
    ///
    /// # Errors
    ///
    /// [`Undefined::Empty`] without pairs.
    pub fn by_forecast(pair_counts: &PairCounts) -> Result<Self, Undefined> {
        let base_rate = pair_counts.yes() / pair_counts.weight();
        let [reliability, resolution] = pair_counts.cell_means(|cell| {
            let frequency = cell.frequency();
            [cell.forecast.get(), base_rate].map(|of| (frequency - of).powi(2))
        })?;
        Ok(Self {
            reliability,
            resolution,
            uncertainty: base_rate * (1.0 - base_rate),
        })
    }
}

/// The Brier score taken apart by bins, with what the bins hide.
///
/// # Formula
///
/// ```text
/// score = reliability − resolution + uncertainty + variance − 2 covariance
///
/// variance   = Σ w (p − p̄)² / Σ w           within the bins
/// covariance = Σ w (p − p̄)(y − ō) / Σ w     within the bins
/// ```
///
/// # References
///
/// - Stephenson, D. B., Coelho, C. A. S. and Jolliffe, I. T. (2008). Two extra components in the
///   Brier score decomposition. *Weather and Forecasting*, 23(4), 752–757.
#[derive(Clone, Debug, PartialEq)]
pub struct BinnedMurphy<'a> {
    /// Murphy's three parts.
    pub parts: Murphy,
    /// The variance of the forecasts within bins.
    pub variance: f64,
    /// The covariance of forecast and outcome within bins.
    pub covariance: f64,
    groups: Vec<Group<'a>>,
}

/// The pairs of one bin.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Group<'a> {
    cells: &'a [Cell],
    weight: f64,
    frequency: f64,
    mean_forecast: f64,
}

impl<'a> Group<'a> {
    fn of(cells: &'a [Cell]) -> Self {
        let totals = sums(cells, |cell| {
            [cell.weight(), cell.yes, cell.weight() * cell.forecast.get()]
        });
        let [weight, yes, said] = totals.map(Sum::get);
        Self {
            weight,
            frequency: yes / weight,
            mean_forecast: said / weight,
            cells,
        }
    }

    /// How far the forecasts are below the frequency.
    fn gap(self) -> f64 {
        self.frequency - self.mean_forecast
    }
}

impl<'a> BinnedMurphy<'a> {
    /// Returns the parts by bins, over the pairs that belong to one.
    ///
    /// # Example
    ///
    /// ```
    /// use foretell_scoring::Probability;
    /// use foretell_scoring::calibration::{BinnedMurphy, Bins, Closed};
    /// use foretell_scoring::{BinaryOutcome, Pair, PairCounts};
    ///
    /// let said = [0.2, 0.4].map(|p| Probability::new(p).unwrap());
    /// let pairs: Vec<_> = Pair::alone(said.into_iter().zip([BinaryOutcome::NO, BinaryOutcome::YES])).collect();
    /// let pair_counts = PairCounts::of(&pairs);
    /// let binned = BinnedMurphy::of(&pair_counts, &Bins::equal(1, Closed::Right)).unwrap();
    /// assert!((binned.parts.reliability - 0.04).abs() < 1e-12);
    /// assert!((binned.variance - 0.01).abs() < 1e-12);
    /// assert!((binned.covariance - 0.05).abs() < 1e-12);
    /// ```
    ///
    /// # Errors
    ///
    /// [`Undefined::Empty`] without such pairs.
    pub fn of(pair_counts: &'a PairCounts, bins: &Bins) -> Result<Self, Undefined> {
        let runs = runs(bins, pair_counts.cells());
        let placed = runs.into_iter().filter(|(place, _)| place.is_some());
        let groups: Vec<_> = placed.map(|(_, cells)| Group::of(cells)).collect();
        if groups.is_empty() {
            return Err(Undefined::Empty);
        }
        let (weight, base_rate) = totals(&groups);
        let mean =
            |of: &dyn Fn(&Group<'_>) -> f64| groups.iter().map(of).collect::<Sum>().get() / weight;
        let spreads: Vec<_> = groups.iter().map(spread_within).collect();
        Ok(Self {
            parts: Murphy {
                reliability: mean(&|group| group.weight * group.gap().powi(2)),
                resolution: mean(&|group| group.weight * (group.frequency - base_rate).powi(2)),
                uncertainty: base_rate * (1.0 - base_rate),
            },
            variance: sum(spreads.iter().map(|[variance, _]| *variance)) / weight,
            covariance: sum(spreads.iter().map(|[_, covariance]| *covariance)) / weight,
            groups,
        })
    }

    /// Returns the resolution that keeps the sum: reliability − this + uncertainty is the score.
    #[must_use]
    pub fn generalized_resolution(&self) -> f64 {
        self.parts.resolution - self.variance + 2.0 * self.covariance
    }
}

/// Returns the weight and the base rate of all groups together.
fn totals(groups: &[Group<'_>]) -> (f64, f64) {
    let weight = sum(groups.iter().map(|group| group.weight));
    let yes = sum(groups.iter().map(|group| group.weight * group.frequency));
    (weight, yes / weight)
}

/// Returns the sum of squares of the forecasts around their mean, and that of the products with
/// what happened.
fn spread_within(group: &Group<'_>) -> [f64; 2] {
    let totals = sums(group.cells, |cell| {
        let off = cell.forecast.get() - group.mean_forecast;
        let seen = cell.yes * (1.0 - group.frequency) - cell.no * group.frequency;
        [cell.weight() * off.powi(2), off * seen]
    });
    totals.map(Sum::get)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Probability;
    use crate::calibration::Closed;
    use crate::{BinaryOutcome, Pair, brier};

    fn pair_counts(pairs: &[(f64, BinaryOutcome)]) -> PairCounts {
        let said = pairs
            .iter()
            .map(|&(p, y)| (Probability::new(p).unwrap(), y));
        PairCounts::of(&Pair::alone(said).collect::<Vec<_>>())
    }

    fn some() -> PairCounts {
        let said = [0.05, 0.2, 0.2, 0.33, 0.51, 0.58, 0.7, 0.99];
        let seen = [0, 1, 0, 0, 1, 0, 1, 1].map(|y| BinaryOutcome::from(y == 1));
        pair_counts(&said.into_iter().zip(seen).collect::<Vec<_>>())
    }

    #[test]
    fn three_parts_by_forecast_add_up_to_the_score() {
        let parts = Murphy::by_forecast(&some()).unwrap();
        let total = parts.reliability - parts.resolution + parts.uncertainty;
        assert!((total - some().mean(brier).unwrap()).abs() < 1e-15);
    }

    #[test]
    fn five_parts_by_bins_add_up_to_the_score() {
        let some = some();
        for closed in [Closed::Right, Closed::Left] {
            let binned = BinnedMurphy::of(&some, &Bins::equal(3, closed)).unwrap();
            let parts = binned.parts;
            let total = parts.reliability - binned.generalized_resolution() + parts.uncertainty;
            assert!((total - some.mean(brier).unwrap()).abs() < 1e-15);
        }
    }

    #[test]
    fn without_pairs_there_are_no_parts() {
        assert_eq!(
            Murphy::by_forecast(&PairCounts::default()),
            Err(Undefined::Empty)
        );
    }
}
