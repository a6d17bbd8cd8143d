//! The quantiles of a binomial distribution, of which Metaculus makes its calibration band.

use statrs::distribution::{Binomial, DiscreteCDF};

use crate::Probability;

/// Returns the least number of events among so many that is not exceeded with that probability.
///
/// # Formula
///
/// ```text
/// min k with P(X ≤ k) ≥ level    X binomial
/// ```
///
/// # Example
///
/// ```
/// use foretell_scoring::Probability;
/// use foretell_scoring::platform::binomial_quantile;
///
/// assert_eq!(binomial_quantile(0.05, 10, Probability::HALF), 2);
/// assert_eq!(binomial_quantile(0.95, 10, Probability::HALF), 8);
/// ```
#[must_use]
pub fn binomial_quantile(level: f64, n: u64, p: Probability) -> u64 {
    let Ok(binomial) = Binomial::new(p.get(), n) else {
        // A probability is from 0 to 1, and nothing else is refused.
        return 0;
    };
    let (mut low, mut high) = (0, n);
    while low < high {
        let middle = low + (high - low) / 2;
        if binomial.cdf(middle) >= level {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    low
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_are_where_the_sum_of_the_terms_reaches_the_level() {
        // The first k at which Python's running sum of comb(n, k) p**k (1 - p)**(n - k) reaches it.
        let cases = [
            (0.05, 20, 0.125, 0),
            (0.95, 20, 0.175, 6),
            (0.05, 1, 0.875, 0),
            (0.95, 1, 0.0, 0),
            (0.05, 7, 1.0, 7),
            (0.05, 200, 0.525, 93),
            (0.95, 200, 0.575, 126),
        ];
        for (level, n, p, expected) in cases {
            let p = Probability::new(p).unwrap();
            assert_eq!(
                binomial_quantile(level, n, p),
                expected,
                "{level} {n} {p:?}"
            );
        }
    }
}
