//! The area under the ROC curve.

use crate::special::normal_quantile;
use crate::{Cell, Interval, PairCounts, Statistic, Undefined};

/// Returns the chance that something that happened was given a higher probability than something
/// that did not: 1 is best, 0.5 is no discrimination.
///
/// # Formula
///
/// ```text
/// (#{p₁ > p₀} + ½ #{p₁ = p₀}) / (n₁ n₀)    over all pairs of a yes and a no, by weight
/// ```
///
/// It says how well cases were told apart and nothing about calibration; it is not accuracy.
///
/// # References
///
/// - Hanley, J. A. and McNeil, B. J. (1982). The meaning and use of the area under a receiver
///   operating characteristic (ROC) curve. *Radiology*, 143(1), 29–36.
///
/// # Example
///
/// ```
/// use foretell_scoring::Probability;
/// use foretell_scoring::discrimination::auc;
/// use foretell_scoring::{BinaryOutcome, Pair, PairCounts};
///
/// let said = [0.2, 0.5, 0.5].map(|p| Probability::new(p).unwrap());
/// let seen = [BinaryOutcome::NO, BinaryOutcome::NO, BinaryOutcome::YES];
/// let pairs: Vec<_> = Pair::alone(said.into_iter().zip(seen)).collect();
/// assert_eq!(auc(&PairCounts::of(&pairs)), Ok(0.75));
/// ```
///
/// # Errors
///
/// [`Undefined::Empty`] or [`Undefined::OneOutcome`].
pub fn auc(pair_counts: &PairCounts) -> Statistic {
    pair_counts.both_outcomes()?;
    let no = pair_counts.sum(|cell| cell.no);
    let mut no_seen = 0.0;
    let area = pair_counts.cells().iter().map(|cell| {
        let below = (no_seen + cell.no / 2.0) / no;
        no_seen += cell.no;
        cell.yes * below
    });
    Ok(crate::sum(area) / pair_counts.yes())
}

/// The area under the ROC curve with its standard error, by the method of DeLong.
///
/// # Formula
///
/// ```text
/// variance = s₁² / n₁ + s₀² / n₀
/// ```
///
/// with s₁² the sample variance, over what happened, of the share of the others below it; and s₀²
/// the mirror image.
///
/// # References
///
/// - DeLong, E. R., DeLong, D. M. and Clarke-Pearson, D. L. (1988). Comparing the areas under two
///   or more correlated receiver operating characteristic curves. *Biometrics*, 44(3), 837–845.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Auc {
    /// The area.
    pub area: f64,
    /// Its variance.
    pub variance: f64,
}

impl Auc {
    /// Returns the area and its variance.
    ///
    /// # Example
    ///
    /// ```
    /// use foretell_scoring::Probability;
    /// use foretell_scoring::discrimination::Auc;
    /// use foretell_scoring::{BinaryOutcome, Pair, PairCounts};
    ///
    /// let said = [0.1, 0.4, 0.3, 0.8].map(|p| Probability::new(p).unwrap());
    /// let seen = [BinaryOutcome::NO, BinaryOutcome::NO, BinaryOutcome::YES, BinaryOutcome::YES];
    /// let pairs: Vec<_> = Pair::alone(said.into_iter().zip(seen)).collect();
    /// let auc = Auc::of(&PairCounts::of(&pairs)).unwrap();
    /// assert!((auc.area - 0.75).abs() < 1e-12 && (auc.variance - 0.125).abs() < 1e-12);
    /// ```
    ///
    /// # Errors
    ///
    /// [`Undefined::Empty`], [`Undefined::OneOutcome`], [`Undefined::Weighted`], and
    /// [`Undefined::TooFew`] under two of either outcome.
    pub fn of(pair_counts: &PairCounts) -> Result<Self, Undefined> {
        let placements = Placements::of(pair_counts)?;
        pair_counts.require_equal_weights()?;
        let fewer = pair_counts
            .events()
            .min(pair_counts.binary_pairs() - pair_counts.events());
        if fewer < 2 {
            return Err(Undefined::TooFew {
                have: fewer,
                need: 2,
            });
        }
        let area = placements.auc;
        let part = |weight: fn(&Cell) -> f64, of: &[f64]| {
            let cells = || pair_counts.cells().iter().zip(of);
            let n: f64 = cells().map(|(cell, _)| weight(cell)).sum();
            let squares: f64 = cells()
                .map(|(cell, share)| weight(cell) * (share - area).powi(2))
                .sum();
            squares / (n - 1.0) / n
        };
        Ok(Self {
            area,
            variance: part(|cell| cell.yes, &placements.below)
                + part(|cell| cell.no, &placements.above),
        })
    }

    /// Returns the interval of the area, by its standard error, cut to 0 and 1.
    ///
    /// # Errors
    ///
    /// [`Undefined::NoVariance`] where all are told apart, so that the error looks like 0.
    pub fn interval(self, level: f64) -> Result<Interval, Undefined> {
        if self.variance <= 0.0 {
            return Err(Undefined::NoVariance);
        }
        let half = normal_quantile(f64::midpoint(1.0, level)) * self.variance.sqrt();
        Ok(Interval {
            low: (self.area - half).max(0.0),
            high: (self.area + half).min(1.0),
        })
    }
}

/// Returns the interval of an area under the ROC curve, by the effective numbers of yes and of no.
///
/// # Formula
///
/// ```text
/// |A − area| = z √(A (1 − A) (1 + N (1 − A) / (2 − A) + N A / (1 + A)) / (yes · no))    N = (yes + no) / 2 − 1
/// ```
///
/// solved for A on both sides: the variance is taken at the ends and not at the area, so that there is an
/// interval where all are told apart.
///
/// # References
///
/// - Newcombe, R. G. (2006). Confidence intervals for an effect size measure based on the Mann–Whitney
///   statistic, part 2. *Statistics in Medicine*, 25(4), 559–573: method 5.
///
/// # Example
///
/// ```
/// use foretell_scoring::discrimination::auc_interval;
///
/// let interval = auc_interval(1.0, 6.0, 6.0, 0.95).unwrap();
/// assert!(interval.low > 0.6 && interval.low < 0.8);
/// assert_eq!(interval.high, 1.0);
/// ```
///
/// # Errors
///
/// [`Undefined::Empty`] without a yes or without a no.
pub fn auc_interval(area: f64, yes: f64, no: f64, level: f64) -> Result<Interval, Undefined> {
    if yes.min(no) <= 0.0 {
        return Err(Undefined::Empty);
    }
    let z = normal_quantile(f64::midpoint(1.0, level));
    let more = (f64::midpoint(yes, no) - 1.0).max(0.0);
    let is_near = |at: f64| {
        let spread = 1.0 + more * (1.0 - at) / (2.0 - at) + more * at / (1.0 + at);
        let variance = at * (1.0 - at) * spread / (yes * no);
        (at - area).abs() <= z * variance.sqrt()
    };
    let end = |far: f64| {
        let (mut inside, mut outside) = (area, far);
        for _ in 0..60 {
            let middle = f64::midpoint(inside, outside);
            if is_near(middle) {
                inside = middle;
            } else {
                outside = middle;
            }
        }
        f64::midpoint(inside, outside)
    };
    Ok(Interval {
        low: if area > 0.0 { end(0.0) } else { 0.0 },
        high: if area < 1.0 { end(1.0) } else { 1.0 },
    })
}

/// For each distinct forecast, where it lies among the others; equal ones count half.
struct Placements {
    /// The share of what did not happen that was given less.
    below: Vec<f64>,
    /// The share of what happened that was given more.
    above: Vec<f64>,
    auc: f64,
}

impl Placements {
    fn of(pair_counts: &PairCounts) -> Result<Self, Undefined> {
        pair_counts.both_outcomes()?;
        let yes = pair_counts.yes();
        let no = pair_counts.sum(|cell| cell.no);
        let (mut yes_seen, mut no_seen) = (0.0, 0.0);
        let shares = pair_counts.cells().iter().map(|cell| {
            let below = (no_seen + cell.no / 2.0) / no;
            let above = (yes - yes_seen - cell.yes / 2.0) / yes;
            yes_seen += cell.yes;
            no_seen += cell.no;
            (below, above)
        });
        let (below, above): (Vec<_>, Vec<_>) = shares.unzip();
        let cells = pair_counts.cells().iter();
        let area = cells.zip(&below).map(|(cell, below)| cell.yes * below);
        Ok(Self {
            auc: crate::sum(area) / yes,
            below,
            above,
        })
    }
}

/// Returns the points of the ROC curve, from (0, 0) to (1, 1): for each threshold, from high to
/// low, the share of what did not happen and of what did that lies on or above it.
///
/// # References
///
/// - Fawcett, T. (2006). An introduction to ROC analysis. *Pattern Recognition Letters*, 27(8),
///   861–874.
///
/// # Example
///
/// ```
/// use foretell_scoring::Probability;
/// use foretell_scoring::discrimination::roc_points;
/// use foretell_scoring::{BinaryOutcome, Pair, PairCounts};
///
/// let said = [0.3, 0.6].map(|p| Probability::new(p).unwrap());
/// let pairs: Vec<_> = Pair::alone(said.into_iter().zip([BinaryOutcome::NO, BinaryOutcome::YES])).collect();
/// let points = roc_points(&PairCounts::of(&pairs)).unwrap();
/// assert_eq!(points, [(0.0, 0.0), (0.0, 1.0), (1.0, 1.0)]);
/// ```
///
/// # Errors
///
/// [`Undefined::Empty`] or [`Undefined::OneOutcome`].
pub fn roc_points(pair_counts: &PairCounts) -> Result<Vec<(f64, f64)>, Undefined> {
    pair_counts.both_outcomes()?;
    let (all_yes, all_no) = (pair_counts.yes(), pair_counts.sum(|cell| cell.no));
    let (mut yes, mut no) = (0.0, 0.0);
    let points = pair_counts.cells().iter().rev().map(|cell| {
        yes += cell.yes;
        no += cell.no;
        (no / all_no, yes / all_yes)
    });
    Ok(std::iter::once((0.0, 0.0)).chain(points).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{BinaryOutcome, Pair, Probability};

    fn pair_counts(pairs: &[(f64, bool)]) -> PairCounts {
        let said = pairs
            .iter()
            .map(|&(p, y)| (Probability::new(p).unwrap(), BinaryOutcome::from(y)));
        PairCounts::of(&Pair::alone(said).collect::<Vec<_>>())
    }

    #[test]
    fn everything_told_apart_has_area_one_and_no_interval() {
        let auc = Auc::of(&pair_counts(&[
            (0.1, false),
            (0.2, false),
            (0.8, true),
            (0.9, true),
        ]))
        .unwrap();
        assert!((auc.area - 1.0).abs() < 1e-15);
        assert_eq!(auc.interval(0.95), Err(Undefined::NoVariance));
    }

    #[test]
    fn a_constant_forecast_has_area_one_half() {
        assert_eq!(auc(&pair_counts(&[(0.3, false), (0.3, true)])), Ok(0.5));
    }

    #[test]
    fn the_area_needs_both_outcomes_and_its_error_two_of_each() {
        assert_eq!(
            auc(&pair_counts(&[(0.3, true)])),
            Err(Undefined::OneOutcome)
        );
        assert_eq!(auc(&pair_counts(&[])), Err(Undefined::Empty));
        let few = Undefined::TooFew { have: 1, need: 2 };
        assert_eq!(
            Auc::of(&pair_counts(&[(0.3, true), (0.2, false)])),
            Err(few)
        );
    }

    #[test]
    fn the_roc_curve_goes_from_corner_to_corner() {
        let points = roc_points(&pair_counts(&[(0.1, false), (0.5, true), (0.5, false)])).unwrap();
        assert_eq!(points, [(0.0, 0.0), (0.5, 1.0), (1.0, 1.0)]);
    }
}
