//! The bootstrap: intervals for means and fits, by drawing clusters with replacement.

use super::quantiles::between;
use super::random::Stream;
use super::resample::{Anew, Draw, Multinomial, Urn};
use super::special::{normal_cdf, normal_quantile};
use super::{
    Cell, Figure, Interval, Outcome, Pair, Resampling, Sum, Tally, Undefined, Weight, count,
};
use crate::model::Probability;

/// A value with the weight and the cluster of the case it belongs to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Case {
    /// The value: a score, or the difference of two.
    pub value: f64,
    /// How much it counts.
    pub weight: Weight,
    /// The cluster, which is drawn as a whole.
    pub cluster: usize,
}

/// How to read an interval off the resampled figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ends {
    /// The quantiles as they are.
    Percentile,
    /// Quantiles moved for bias and skewness (BCa).
    Corrected,
}

/// How to bootstrap.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bootstrap {
    /// How often, and from which seed.
    pub resampling: Resampling,
    /// The level of the interval, as 0.95.
    pub level: f64,
    /// How to read the interval off.
    pub ends: Ends,
}

/// The weight and the weighted sum of a cluster, and how many clusters are like it.
#[derive(Clone, Copy, Debug)]
struct Lump {
    weight: f64,
    total: f64,
    clusters: u32,
}

impl Bootstrap {
    /// Returns the interval of a weighted mean.
    ///
    /// # Method
    ///
    /// As many clusters as there are, drawn with replacement; the mean of all that is in them.
    /// Ten updates of one question are one cluster, and so do not make the interval narrower.
    ///
    /// # References
    ///
    /// - Efron, B. and Tibshirani, R. J. (1993). *An Introduction to the Bootstrap*, chs. 13–14.
    /// - Field, C. A. and Welsh, A. H. (2007). Bootstrapping clustered data. *Journal of the Royal
    ///   Statistical Society B*, 69(3), 369–390.
    ///
    /// # Example
    ///
    /// ```
    /// use foretell::scoring::{Bootstrap, Case, Ends, Resampling, Weight};
    ///
    /// let scores = [0.1, 0.2, 0.2, 0.3, 0.4];
    /// let case = |(cluster, &value)| Case { value, weight: Weight::ONE, cluster };
    /// let cases: Vec<_> = scores.iter().enumerate().map(case).collect();
    /// let resampling = Resampling { seed: 1, resamples: 1000 };
    /// let bootstrap = Bootstrap { resampling, level: 0.95, ends: Ends::Percentile };
    /// assert!(bootstrap.mean(&cases).unwrap().contains(0.24));
    /// ```
    ///
    /// # Errors
    ///
    /// [`Undefined::TooFew`] under two clusters, [`Undefined::Infinite`] with an infinite value.
    pub fn mean(self, cases: &[Case]) -> Result<Interval, Undefined> {
        self.mean_of(&lumps_of_cases(cases)?)
    }

    /// Returns the interval of the mean of a score over pairs that stand alone.
    ///
    /// # Method
    ///
    /// As [`Bootstrap::mean`], but the distinct scores are drawn by their counts, which is many
    /// times faster. More than some thousand distinct scores are first shared between the points of
    /// a fine grid, which keeps their mean exactly and their variance within a ten-millionth of
    /// the squared range.
    ///
    /// # Errors
    ///
    /// [`Undefined::TooFew`] under two pairs, [`Undefined::Infinite`] with an infinite score,
    /// [`Undefined::Weighted`] with weights.
    pub fn mean_score(
        self,
        tally: &Tally,
        score: impl Fn(Probability, Outcome) -> f64,
    ) -> Result<Interval, Undefined> {
        tally.require_equal_weights()?;
        let entries = tally.entries();
        let values: Vec<_> = entries.map(|(p, y, n)| (score(p, y), n)).collect();
        let have = tally.pairs();
        check(values.iter().map(|(value, _)| *value), have)?;
        let pairs = u32::try_from(have).map_err(|_| Undefined::TooMany)?;
        let (values, counts): (Vec<_>, Vec<_>) = if values.len() > 2 * GRID {
            on_grid(&values).into_iter().unzip()
        } else {
            values.into_iter().unzip()
        };
        let multinomial = Multinomial::new(&counts);
        let mut means = self.resampling.run(
            || (),
            |(), stream| {
                let mut total = 0.0;
                multinomial.deal(pairs, stream, |class, n, _| {
                    total += f64::from(n) * values[class];
                });
                total / f64::from(pairs)
            },
        );
        let each: Vec<_> = values.iter().zip(&counts).map(|(v, n)| (*v, *n)).collect();
        self.read(&mut means, mean(&each), || {
            // Without one of n equal weights the mean moves by (mean − value) / (n − 1).
            acceleration(&each, |value, mean| mean - value)
        })
    }

    fn mean_of(self, lumps: &[Lump]) -> Result<Interval, Undefined> {
        let weight = lumps.iter().map(|lump| lump.weight).collect::<Sum>().get();
        let total = lumps.iter().map(|lump| lump.total).collect::<Sum>().get();
        let clusters = u32::try_from(lumps.len()).map_err(|_| Undefined::TooMany)?;
        let mut means = self.resampling.run(
            || (),
            |(), stream| {
                let (mut drawn, mut sum) = (0.0, 0.0);
                for _ in 0..clusters {
                    let lump = &lumps[stream.below(clusters) as usize];
                    drawn += lump.weight;
                    sum += lump.total;
                }
                sum / drawn
            },
        );
        self.read(&mut means, total / weight, || {
            let without = |lump: &Lump| (total - lump.total) / (weight - lump.weight);
            let each: Vec<_> = lumps.iter().map(|lump| (without(lump), 1.0)).collect();
            acceleration(&each, |value, mean| mean - value)
        })
    }
}
