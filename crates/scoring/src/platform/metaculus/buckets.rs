//! The buckets of a continuous question.

use crate::{Bounds, count};

/// What was said of each bucket of a continuous question: one below the low bound, equal ones
/// between the bounds, one above the high bound.
#[derive(Clone, Debug, PartialEq)]
pub struct Buckets(Vec<f64>);

impl Buckets {
    /// Returns the buckets of a distribution function given at the edges of the inner ones, or
    /// `None` unless there are at least two edges and it rises within 0 to 1.
    #[must_use]
    pub fn new(cdf: &[f64]) -> Option<Self> {
        let all = [&[0.0], cdf, &[1.0]].concat();
        let buckets: Vec<_> = all.windows(2).map(|edges| edges[1] - edges[0]).collect();
        let rises = buckets.iter().all(|share| *share >= 0.0);
        (cdf.len() >= 2 && rises).then_some(Self(buckets))
    }

    /// Returns how many buckets lie between the bounds.
    #[must_use]
    pub fn inside(&self) -> usize {
        self.0.len() - 2
    }

    /// Returns the probability of a bucket; 0 is the one below the low bound.
    #[must_use]
    pub fn at(&self, bucket: usize) -> f64 {
        self.0.get(bucket).copied().unwrap_or(0.0)
    }
}

/// How the range of a continuous question is cut into buckets.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scale {
    bounds: Bounds,
    zero_point: Option<f64>,
    buckets: usize,
}

impl Scale {
    /// Returns a scale with so many buckets between the bounds, or `None` without buckets. With a
    /// zero point, which lies outside the bounds, the scale is logarithmic.
    #[must_use]
    pub fn new(bounds: Bounds, zero_point: Option<f64>, buckets: usize) -> Option<Self> {
        let outside = zero_point.is_none_or(|zero| zero < bounds.low() || zero > bounds.high());
        (outside && buckets > 0).then_some(Self {
            bounds,
            zero_point,
            buckets,
        })
    }

    /// Returns the bucket of an outcome: 0 below the low bound, one more than there are above the
    /// high one. An outcome on an edge belongs to the bucket below it, one on the low bound to the
    /// first.
    ///
    /// # Formula
    ///
    /// ```text
    /// ⌈u N⌉, at least 1    u = (x − low)/(high − low), on a logarithmic scale
    /// u = ln(1 + (x − low) (r − 1)/(high − low))/ln r, r = (high − zero)/(low − zero)
    /// ```
    ///
    /// # References
    ///
    /// - Metaculus, `utils/the_math/formulas.py`.
    #[must_use]
    pub fn bucket(self, outcome: f64) -> usize {
        // As there: what lies above an edge by less than this lies on it.
        const EDGE: f64 = 1e-10;
        let place = self.place(outcome);
        if place < 0.0 {
            return 0;
        }
        let reached = place * count(self.buckets) - EDGE;
        let inside = (1..=self.buckets).find(|&bucket| count(bucket) >= reached);
        inside.filter(|_| place <= 1.0).unwrap_or(self.buckets + 1)
    }

    fn place(self, outcome: f64) -> f64 {
        let (low, high) = (self.bounds.low(), self.bounds.high());
        let way = (outcome - low) / (high - low);
        match self.zero_point {
            // Beyond the bounds the logarithm may not exist, and only the side counts.
            Some(zero) if (0.0..=1.0).contains(&way) => {
                let ratio = (high - zero) / (low - zero);
                (way * (ratio - 1.0)).ln_1p() / ratio.ln()
            }
            _ => way,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn buckets_need_edges_that_rise() {
        assert_eq!(Buckets::new(&[0.5]), None);
        assert_eq!(Buckets::new(&[0.5, 0.4]), None);
        assert_eq!(Buckets::new(&[0.5, 1.1]), None);
        assert_eq!(Buckets::new(&[0.5, f64::NAN]), None);
    }

    #[test]
    fn an_outcome_on_an_edge_belongs_to_the_bucket_below() {
        let scale = Scale::new(Bounds::new(0.0, 10.0).unwrap(), None, 5).unwrap();
        for (outcome, bucket) in [
            (f64::NEG_INFINITY, 0),
            (-0.1, 0),
            (0.0, 1),
            (2.0, 1),
            (2.1, 2),
            (10.0, 5),
            (10.1, 6),
            (f64::INFINITY, 6),
        ] {
            assert_eq!(scale.bucket(outcome), bucket, "{outcome}");
        }
    }

    #[test]
    fn a_zero_point_makes_the_scale_logarithmic() {
        // From 1 to 100 with the zero at 0: half of the buckets lie below 10.
        let bounds = Bounds::new(1.0, 100.0).unwrap();
        let scale = Scale::new(bounds, Some(0.0), 200).unwrap();
        assert_eq!(scale.bucket(10.0), 100);
        assert_eq!(scale.bucket(10.5), 103);
        assert_eq!((scale.bucket(1.0), scale.bucket(100.0)), (1, 200));
        assert_eq!((scale.bucket(-50.0), scale.bucket(1e6)), (0, 201));
        assert_eq!(Scale::new(bounds, Some(50.0), 200), None);
    }
}
