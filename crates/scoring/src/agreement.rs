//! How far two coders who sorted the same cases agree: the share of agreement, and Cohen's kappa.

use std::collections::BTreeMap;

use super::proportion::wilson;
use super::quantiles::between;
use super::random::Stream;
use super::{Interval, Statistic, Undefined, count};

/// A case that two coders sorted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CodedPair {
    /// The category that the first put it in.
    pub first: usize,
    /// The category that the second put it in.
    pub second: usize,
    /// What it shares its fate with: cases of one cluster are drawn together.
    pub cluster: usize,
}

/// How far two coders agree.
#[derive(Clone, Debug, PartialEq)]
pub struct Agreement {
    pairs: Vec<CodedPair>,
}

impl Agreement {
    /// Returns how far two coders agree on these cases.
    #[must_use]
    pub fn new(pairs: Vec<CodedPair>) -> Self {
        Self { pairs }
    }

    /// Returns how many cases there are.
    #[must_use]
    pub fn n(&self) -> usize {
        self.pairs.len()
    }

    /// Returns how many cases both put in the same category.
    #[must_use]
    pub fn agreed(&self) -> usize {
        let agreed = self.pairs.iter().filter(|pair| pair.first == pair.second);
        agreed.count()
    }

    /// Returns the share of cases that both put in the same category: 1 is best, 0 worst.
    ///
    /// # Errors
    ///
    /// [`Undefined::Empty`] without cases.
    pub fn share(&self) -> Statistic {
        match self.n() {
            0 => Err(Undefined::Empty),
            n => Ok(count(self.agreed()) / count(n)),
        }
    }

    /// Returns Wilson's interval for the share, with the effective number of clusters `n² / Σ nₖ²`,
    /// where cluster k has nₖ cases: cases that share their fate are not as many pieces of evidence.
    ///
    /// # Errors
    ///
    /// [`Undefined::Empty`] without cases.
    pub fn share_interval(&self, level: f64) -> Result<Interval, Undefined> {
        let share = self.share()?;
        let squares = self.clusters().into_values();
        let squares: f64 = squares.map(|cases| count(cases.len()).powi(2)).sum();
        let effective = count(self.n()).powi(2) / squares;
        wilson(share * effective, effective, level)
    }

    /// Returns Cohen's kappa: how far they agree beyond what their shares of each category would give by
    /// chance. 1 is best, 0 is no more than chance, below 0 less.
    ///
    /// # Formula
    ///
    /// ```text
    /// (p − e) / (1 − e)    p: the share of agreement; e: Σ over categories of the product of both shares
    /// ```
    ///
    /// # References
    ///
    /// - Cohen, J. (1960). A coefficient of agreement for nominal scales. *Educational and
    ///   Psychological Measurement*, 20(1), 37–46.
    ///
    /// # Example
    ///
    /// ```
    /// use foretell_scoring::agreement::{Agreement, CodedPair};
    ///
    /// let table = [(0, 0, 20), (0, 1, 5), (1, 0, 10), (1, 1, 15)];
    /// let pairs = table.into_iter().flat_map(|(first, second, times)| {
    ///     (0..times).map(move |cluster| CodedPair { first, second, cluster })
    /// });
    /// assert!((Agreement::new(pairs.collect()).kappa().unwrap() - 0.4).abs() < 1e-12);
    /// ```
    ///
    /// # Errors
    ///
    /// [`Undefined::Empty`] without cases, [`Undefined::NoVariance`] where both put every case in one
    /// category.
    pub fn kappa(&self) -> Statistic {
        kappa(self.pairs.iter())
    }

    /// Returns the interval of kappa: the middle of what clusters of cases, drawn with replacement, give.
    ///
    /// # Errors
    ///
    /// As for [`Self::kappa`]; [`Undefined::NotResampled`] without resamples, [`Undefined::NoVariance`]
    /// where they agree on every case, and
    /// [`Undefined::Unstable`] where one in twenty or more of the resamples has no kappa.
    pub fn kappa_interval(
        &self,
        level: f64,
        resamples: usize,
        seed: u64,
    ) -> Result<Interval, Undefined> {
        self.kappa()?;
        if resamples == 0 {
            return Err(Undefined::NotResampled);
        }
        // Every resample would agree in all cases too, and an interval without width says nothing.
        if self.agreed() == self.n() {
            return Err(Undefined::NoVariance);
        }
        let clusters: Vec<Vec<CodedPair>> = self.clusters().into_values().collect();
        let many = u32::try_from(clusters.len()).map_err(|_| Undefined::TooMany)?;
        let draw = |number: usize| {
            let mut stream = Stream::new(seed, number);
            let drawn: Vec<usize> = (0..many).map(|_| stream.below(many) as usize).collect();
            kappa(drawn.iter().flat_map(|&place| &clusters[place])).ok()
        };
        let mut drawn: Vec<f64> = (0..resamples).filter_map(draw).collect();
        let lost = resamples - drawn.len();
        if lost * 20 >= resamples {
            let all = resamples;
            return Err(Undefined::Unstable { lost, all });
        }
        drawn.sort_by(f64::total_cmp);
        let outside = (1.0 - level) / 2.0;
        Ok(Interval {
            low: between(&drawn, outside),
            high: between(&drawn, 1.0 - outside),
        })
    }

    fn clusters(&self) -> BTreeMap<usize, Vec<CodedPair>> {
        let mut clusters: BTreeMap<usize, Vec<CodedPair>> = BTreeMap::new();
        for pair in &self.pairs {
            clusters.entry(pair.cluster).or_default().push(*pair);
        }
        clusters
    }
}

fn kappa<'p>(pairs: impl Iterator<Item = &'p CodedPair>) -> Statistic {
    let mut categories: BTreeMap<usize, [usize; 2]> = BTreeMap::new();
    let (mut n, mut agreed) = (0, 0);
    for pair in pairs {
        categories.entry(pair.first).or_default()[0] += 1;
        categories.entry(pair.second).or_default()[1] += 1;
        n += 1;
        agreed += usize::from(pair.first == pair.second);
    }
    if n == 0 {
        return Err(Undefined::Empty);
    }
    if categories.len() == 1 {
        return Err(Undefined::NoVariance);
    }
    let products = categories.values();
    let products: f64 = products.map(|[a, b]| count(*a) * count(*b)).sum();
    let by_chance = products / count(n).powi(2);
    let share = count(agreed) / count(n);
    Ok((share - by_chance) / (1.0 - by_chance))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(table: &[(usize, usize, usize)]) -> Agreement {
        let mut cluster = 0;
        let mut all = Vec::new();
        for &(first, second, times) in table {
            for _ in 0..times {
                cluster += 1;
                all.push(CodedPair {
                    first,
                    second,
                    cluster,
                });
            }
        }
        Agreement::new(all)
    }

    #[test]
    fn kappa_is_one_for_the_same_and_zero_for_chance() {
        assert_eq!(pairs(&[(0, 0, 3), (1, 1, 2)]).kappa(), Ok(1.0));
        let by_chance = pairs(&[(0, 0, 1), (0, 1, 1), (1, 0, 1), (1, 1, 1)]);
        assert_eq!(by_chance.kappa(), Ok(0.0));
        assert!(pairs(&[(0, 1, 2), (1, 0, 2)]).kappa().unwrap() < 0.0);
    }

    #[test]
    fn without_cases_or_with_one_category_there_is_no_kappa() {
        assert_eq!(pairs(&[]).kappa(), Err(Undefined::Empty));
        assert_eq!(pairs(&[]).share(), Err(Undefined::Empty));
        assert_eq!(pairs(&[(0, 0, 5)]).kappa(), Err(Undefined::NoVariance));
        assert_eq!(pairs(&[(0, 0, 5)]).share(), Ok(1.0));
        let one = pairs(&[(0, 0, 5)]);
        assert_eq!(one.kappa_interval(0.95, 100, 1), Err(Undefined::NoVariance));
        let same = pairs(&[(0, 0, 3), (1, 1, 2)]);
        assert_eq!(
            same.kappa_interval(0.95, 100, 1),
            Err(Undefined::NoVariance)
        );
    }

    #[test]
    fn the_interval_holds_kappa_and_narrows_with_the_level() {
        let agreement = pairs(&[(0, 0, 20), (0, 1, 5), (1, 0, 10), (1, 1, 15)]);
        let wide = agreement.kappa_interval(0.95, 1000, 1).unwrap();
        let narrow = agreement.kappa_interval(0.5, 1000, 1).unwrap();
        assert!(wide.contains(0.4) && narrow.contains(0.4));
        assert!(wide.low < narrow.low && narrow.high < wide.high);
        // The large-sample standard error is some 0.13: the interval is about 0.51 wide.
        assert!((0.4..0.6).contains(&(wide.high - wide.low)), "{wide:?}");
        assert_eq!(
            agreement.kappa_interval(0.95, 0, 1),
            Err(Undefined::NotResampled)
        );
    }

    #[test]
    fn cases_that_share_their_fate_are_one_piece_of_evidence() {
        let alone = pairs(&[(0, 0, 10)]);
        let mut shared = alone.clone();
        for pair in &mut shared.pairs {
            pair.cluster = 0;
        }
        let low = |agreement: &Agreement| agreement.share_interval(0.95).unwrap().low;
        assert!(low(&shared) < low(&alone));
        assert!((low(&alone) - 0.722_467_201).abs() < 1e-8);
    }
}
