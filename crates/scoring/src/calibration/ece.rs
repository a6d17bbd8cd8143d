//! The expected calibration error and its kin, never to be shown bare.

use crate::resampling::{CountsResampler, NullModel};
use crate::thresholds::{ALL_AT_ONCE_FROM, POOLED_FOR_SUMS};
use crate::{
    InferenceMethod, MonteCarloTest, PairCounts, Probability, Resampling, Statistic, Sum,
    Undefined, count,
};

use super::{BinStats, BinTable, Bins};

/// How far the rows of a table are from the diagonal, in several norms.
///
/// All depend on the bins, and all are above 0 for a perfectly calibrated forecaster too: with 50
/// pairs in ten bins the first is about 0.13. Beside them belongs the [chance level](ece_test).
///
/// # Formula
///
/// ```text
/// mean (ECE)            Σ w |p̄ − ō| / Σ w
/// root mean square      √(Σ w (p̄ − ō)² / Σ w)
/// maximum (MCE)         max |p̄ − ō|
/// row average (ACE)     the plain mean of |p̄ − ō| over rows
/// mean square debiased  Σ n ((p̄ − ō)² − ō (1 − ō) / (n − 1)) / N over rows with n > 1
/// ```
///
/// # References
///
/// - Naeini, M. P., Cooper, G. F. and Hauskrecht, M. (2015). Obtaining well calibrated
///   probabilities using Bayesian binning. *AAAI*.
/// - Kumar, A., Liang, P. and Ma, T. (2019). Verified uncertainty calibration. *NeurIPS*: the
///   debiased form, which may be negative.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CalibrationError {
    /// The expected calibration error: the mean distance, rows by their weight.
    pub mean: f64,
    /// The root of the mean squared distance.
    pub root_mean_square: f64,
    /// The largest distance, which small rows rule.
    pub maximum: f64,
    /// The mean distance, each row alike.
    pub row_average: f64,
    /// The mean squared distance less what chance adds; not defined with weights.
    pub mean_square_debiased: Statistic,
}

impl CalibrationError {
    /// Returns the errors of a table.
    ///
    /// # Example
    ///
    /// ```
    /// use foretell_scoring::Probability;
    /// use foretell_scoring::calibration::{Bins, CalibrationError, Closed, BinTable};
    /// use foretell_scoring::{BinaryOutcome, Pair};
    ///
    /// let said = Probability::new(0.8).unwrap();
    /// let pairs: Vec<_> = Pair::alone([(said, BinaryOutcome::YES), (said, BinaryOutcome::NO)]).collect();
    /// let table = BinTable::of_pairs(&pairs, &Bins::equal(10, Closed::Right));
    /// let error = CalibrationError::of(&table).unwrap();
    /// assert!((error.mean - 0.3).abs() < 1e-12);
    /// ```
    ///
    /// # Errors
    ///
    /// [`Undefined::Empty`] where all rows are empty.
    pub fn of(table: &BinTable) -> Result<Self, Undefined> {
        let rows: Vec<_> = table.rows.iter().filter(|row| row.pairs > 0).collect();
        let gaps = rows
            .iter()
            .map(|row| gap(row))
            .collect::<Result<Vec<_>, _>>()?;
        if rows.is_empty() {
            return Err(Undefined::Empty);
        }
        let weight = rows.iter().map(|row| row.weight).collect::<Sum>().get();
        let mean = |of: fn(f64) -> f64| {
            let parts = rows
                .iter()
                .zip(&gaps)
                .map(|(row, &gap)| row.weight * of(gap));
            parts.collect::<Sum>().get() / weight
        };
        Ok(Self {
            mean: mean(f64::abs),
            root_mean_square: mean(|gap| gap * gap).sqrt(),
            maximum: gaps.iter().fold(0.0, |most, gap| gap.abs().max(most)),
            row_average: gaps.iter().map(|gap| gap.abs()).collect::<Sum>().get()
                / count(gaps.len()),
            mean_square_debiased: debiased(&rows, weight),
        })
    }
}

fn gap(row: &BinStats) -> Statistic {
    Ok(row.frequency()? - row.mean_forecast?)
}

fn debiased(rows: &[&BinStats], weight: f64) -> Statistic {
    let mut total = Sum::default();
    for row in rows {
        let n = row.effective?;
        if row.pairs > 1 {
            let frequency = row.frequency()?;
            let chance = frequency * (1.0 - frequency) / (n - 1.0);
            total.add(row.weight * (gap(row)?.powi(2) - chance));
        }
    }
    Ok(total.get() / weight)
}

/// Returns the expected calibration error beside that of a perfectly calibrated forecaster who
/// made the same forecasts.
///
/// # Method
///
/// The forecasts stay, and come true by their own probability, again and again.
///
/// # References
///
/// - Bröcker, J. and Smith, L. A. (2007). Increasing the reliability of reliability diagrams.
///   *Weather and Forecasting*, 22(3), 651–661.
///
/// # Example
///
/// ```
/// use foretell_scoring::Probability;
/// use foretell_scoring::calibration::{Bins, Closed, ece_test};
/// use foretell_scoring::{BinaryOutcome, Pair, Resampling, PairCounts};
///
/// let pairs: Vec<_> = Pair::alone([(Probability::HALF, BinaryOutcome::YES); 4]).collect();
/// let resampling = Resampling { seed: 1, resamples: 1000 };
/// let bins = Bins::equal(10, Closed::Right);
/// let test = ece_test(&PairCounts::of(&pairs), &bins, resampling).unwrap();
/// // Four of a kind come up one time in eight.
/// assert!(test.observed == 0.5 && (test.p_value - 0.125).abs() < 0.05);
/// ```
///
/// # Errors
///
/// [`Undefined::Empty`] without pairs in bins, [`Undefined::Weighted`] with weights.
pub fn ece_test(
    pair_counts: &PairCounts,
    bins: &Bins,
    resampling: Resampling,
) -> Result<MonteCarloTest, Undefined> {
    let observed = CalibrationError::of(&BinTable::of(pair_counts, bins))?.mean;
    // Rows that are as fine as the forecasts need them as they are.
    let resampler = if bins.ends().len() * ALL_AT_ONCE_FROM > POOLED_FOR_SUMS {
        CountsResampler::of(pair_counts, NullModel::Outcomes)
    } else {
        CountsResampler::pooled_to(POOLED_FOR_SUMS, pair_counts, NullModel::Outcomes)
    }?;
    let places = resampler.forecasts.iter();
    let places: Vec<_> = places
        .map(|&forecast| bins.place(Probability::new(forecast)?))
        .collect();
    let none = || (vec![0.0; bins.ends().len()], 0.0);
    let take = |(gaps, within): &mut (Vec<f64>, f64), place: usize, counts: [u32; 2]| {
        if let Some(bin) = places[place] {
            let [no, yes] = counts.map(f64::from);
            gaps[bin] += yes - (no + yes) * resampler.forecasts[place];
            *within += no + yes;
        }
    };
    let error =
        |(gaps, within): &(Vec<f64>, f64)| gaps.iter().map(|gap| gap.abs()).sum::<f64>() / within;
    let simulated = resampler.run(resampling, none, take, error);
    let procedure = resampler.procedure(InferenceMethod::MonteCarlo, resampling);
    MonteCarloTest::new(observed, simulated, procedure)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calibration::Closed;
    use crate::{BinaryOutcome, Pair};

    fn pair_counts(pairs: impl IntoIterator<Item = (f64, bool)>) -> PairCounts {
        let said = pairs
            .into_iter()
            .map(|(p, y)| (Probability::new(p).unwrap(), BinaryOutcome::from(y)));
        PairCounts::of(&Pair::alone(said).collect::<Vec<_>>())
    }

    fn tens() -> Bins {
        Bins::equal(10, Closed::Right)
    }

    #[test]
    fn the_norms_differ_as_they_should() {
        // One row of 3 that is 0.3 off, and one of 1 that is 0.1 off.
        let pair_counts = pair_counts([(0.7, true), (0.7, true), (0.7, true), (0.1, false)]);
        let error = CalibrationError::of(&BinTable::of(&pair_counts, &tens())).unwrap();
        assert!((error.mean - (3.0 * 0.3 + 0.1) / 4.0).abs() < 1e-12);
        assert!((error.row_average - 0.2).abs() < 1e-12);
        assert!((error.maximum - 0.3).abs() < 1e-12);
        assert!((error.root_mean_square.powi(2) - 0.07).abs() < 1e-12);
        assert!((error.mean_square_debiased.unwrap() - 0.0675).abs() < 1e-12);
    }

    #[test]
    fn an_empty_table_has_no_error() {
        let table = BinTable::of(&PairCounts::default(), &tens());
        assert_eq!(CalibrationError::of(&table), Err(Undefined::Empty));
    }

    #[test]
    fn even_a_perfect_forecaster_shows_an_error() {
        // Fifty forecasts at 0.05, 0.15, … 0.95; an independent simulation in NumPy gives a mean of
        // about 0.13 for fifty in ten bins (p on a grid of 0.05).
        let said = (0..50_u32).map(|i| (f64::from(i % 10) / 10.0 + 0.05, i % 2 == 0));
        let resampling = Resampling {
            seed: 8,
            resamples: 2000,
        };
        let test = ece_test(&pair_counts(said), &tens(), resampling).unwrap();
        assert!((0.11..0.16).contains(&test.chance), "{test:?}");
        assert!(test.chance < test.chance_high && test.p_value < 0.05);
    }
}
