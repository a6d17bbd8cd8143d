//! The law of a count that is drawn many times: worked out once, then looked up.

use std::sync::LazyLock;

use crate::count;
use crate::random::Stream;
use crate::special::normal_cdf;

/// The law of a count, ready to be drawn from.
#[derive(Clone, Debug)]
pub(super) enum CountLaw {
    /// Each value by its probability, from the least on. Exact to the tenth digit.
    Table { least: u32, values: AliasTable },
    /// A rounded normal number, bent as far as the law is skewed (Cornish and Fisher): off by less than
    /// 0.004 in the share up to any value.
    Bent {
        mean: f64,
        deviation: f64,
        bend: f64,
    },
}

/// Up to this variance a law has a table: of some hundred values, which stay in the fastest cache.
const TABLE_UP_TO: f64 = 64.0;
/// What is less likely than this, against the likeliest value, has no place in a table.
const NEVER: f64 = 1e-17;

impl CountLaw {
    /// Returns Poisson's law.
    pub(super) fn poisson(mean: f64) -> Self {
        Self::of(mean, mean, 1.0, |k| mean / k)
    }

    /// Returns the law of how many of `n` trials succeed, each with probability `p`.
    pub(super) fn binomial(n: u32, p: f64) -> Self {
        let trials = f64::from(n);
        let odds = p / (1.0 - p);
        let (mean, variance) = (trials * p, trials * p * (1.0 - p));
        Self::of(mean, variance, 1.0 - 2.0 * p, |k| {
            odds * (trials - k + 1.0) / k
        })
    }

    /// Returns the law with this mean, variance and third moment over it, given how many times as likely a
    /// value is as the one below.
    fn of(mean: f64, variance: f64, skew: f64, over_last: impl Fn(f64) -> f64) -> Self {
        if variance > TABLE_UP_TO {
            return Self::Bent {
                mean,
                deviation: variance.sqrt(),
                bend: skew / 6.0,
            };
        }
        let mode = if variance > 0.0 { mean.floor() } else { mean };
        let (mut below, mut above) = (Vec::new(), vec![1.0]);
        let (mut value, mut weight) = (mode, 1.0);
        while value > 0.0 && weight > NEVER && variance > 0.0 {
            weight /= over_last(value);
            value -= 1.0;
            below.push(weight);
        }
        (value, weight) = (mode, 1.0);
        while weight > NEVER && variance > 0.0 {
            value += 1.0;
            weight *= over_last(value);
            above.push(weight);
        }
        let least = whole(mode - count(below.len()));
        let weights: Vec<f64> = below.into_iter().rev().chain(above).collect();
        Self::Table {
            least,
            values: AliasTable::new(&weights),
        }
    }

    /// Draws a count.
    #[inline]
    pub(super) fn draw(&self, stream: &mut Stream) -> u32 {
        match self {
            Self::Table { least, values } => least + values.draw(stream.bits()),
            Self::Bent {
                mean,
                deviation,
                bend,
            } => {
                let z = normal(stream);
                whole(mean + deviation * z + bend * (z * z - 1.0) + 0.5)
            }
        }
    }
}

/// Returns the whole part of a number; 0 of one that is below.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "what is beyond either end is taken for that end"
)]
fn whole(number: f64) -> u32 {
    number as u32
}

/// Steps of the normal density, each of a sixteenth of a standard deviation.
static NORMAL: LazyLock<AliasTable> = LazyLock::new(|| {
    let end = |step: u32| normal_cdf(f64::from(step) / STEPS - TAIL);
    let steps = (0..256).map(|step| end(step + 1) - end(step));
    AliasTable::new(&steps.collect::<Vec<_>>())
});
const STEPS: f64 = 16.0;
const TAIL: f64 = 8.0;

/// Draws a normal number: a step of the density, and a place on it.
#[inline]
fn normal(stream: &mut Stream) -> f64 {
    let step = f64::from(NORMAL.draw(stream.bits()));
    (step + stream.unit()) / STEPS - TAIL
}

/// Numbers from 0 on, each with a probability of its own, drawn by one look.
///
/// # References
///
/// - Walker, A. J. (1977). An efficient method for generating discrete random variables with general
///   distributions. *ACM Transactions on Mathematical Software*, 3(3), 253–256.
/// - Vose, M. D. (1991). A linear algorithm for generating random numbers with a given distribution.
///   *IEEE Transactions on Software Engineering*, 17(9), 972–975.
#[derive(Clone, Debug)]
pub(super) struct AliasTable {
    /// For each number the 32 random bits up to which it stays, and what stands in its place beyond.
    entries: Vec<(u32, u32)>,
}

impl AliasTable {
    fn new(weights: &[f64]) -> Self {
        let all: f64 = weights.iter().sum();
        let share = |weight: &f64| weight / all * count(weights.len());
        let mut shares: Vec<f64> = weights.iter().map(share).collect();
        let mut entries: Vec<(u32, u32)> = (0..).zip(weights).map(|(i, _)| (u32::MAX, i)).collect();
        let (mut small, mut large): (Vec<usize>, Vec<usize>) =
            (0..shares.len()).partition(|&i| shares[i] < 1.0);
        while let Some(&lender) = large.last()
            && let Some(lent) = small.pop()
        {
            let (_, itself) = entries[lender];
            entries[lent] = (whole(shares[lent] * 4_294_967_296.0), itself);
            shares[lender] -= 1.0 - shares[lent];
            if shares[lender] < 1.0 {
                large.pop();
                small.push(lender);
            }
        }
        Self { entries }
    }

    #[inline]
    #[expect(clippy::cast_possible_truncation, reason = "the halves of 64 bits")]
    fn draw(&self, bits: u64) -> u32 {
        let place = ((bits >> 32) * self.entries.len() as u64) >> 32;
        let (own, other) = self.entries[place as usize];
        if (bits as u32) < own {
            place as u32
        } else {
            other
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sum;

    /// Fails where mean, variance or skewness of many draws are not those of the law.
    fn assert_moments(law: &CountLaw, mean: f64, variance: f64, skew: f64) {
        const DRAWS: usize = 200_000;
        let mut stream = Stream::new(13, 0);
        let drawn: Vec<f64> = (0..DRAWS)
            .map(|_| f64::from(law.draw(&mut stream)))
            .collect();
        let about = |power: i32| sum(drawn.iter().map(|k| (k - mean).powi(power))) / count(DRAWS);
        let error = (variance / count(DRAWS)).sqrt();
        assert!((about(1) / error).abs() < 5.0, "{law:?}: {}", about(1));
        // The errors of the second and the third moment of so many draws from Poisson's law.
        let rare = variance.recip();
        let error = ((2.0 + rare) / count(DRAWS)).sqrt();
        let off = about(2) / variance - 1.0;
        assert!(off.abs() < 5.0 * error, "{law:?}: {off}");
        let error = ((15.0 + 25.0 * rare + rare.powi(2)) / count(DRAWS)).sqrt();
        let off = (about(3) - skew * variance) / variance.powf(1.5);
        assert!(off.abs() < 5.0 * error, "{law:?}: {off}");
    }

    #[test]
    fn counts_have_the_moments_of_their_law() {
        for mean in [0.02, 0.7, 6.0, 63.0, 65.0, 3000.0, 1e9] {
            assert_moments(&CountLaw::poisson(mean), mean, mean, 1.0);
        }
        for (n, p) in [
            (1, 0.3),
            (30, 0.98),
            (500, 0.01),
            (500, 0.4),
            (1_000_000, 0.9),
        ] {
            let (mean, rest) = (f64::from(n) * p, 1.0 - p);
            assert_moments(&CountLaw::binomial(n, p), mean, mean * rest, rest - p);
        }
    }

    #[test]
    fn what_is_certain_is_drawn() {
        let mut stream = Stream::new(1, 0);
        for n in [0, 1, 70, 4_000_000_000] {
            assert_eq!(CountLaw::binomial(n, 0.0).draw(&mut stream), 0);
            assert_eq!(CountLaw::binomial(n, 1.0).draw(&mut stream), n);
        }
        assert_eq!(CountLaw::poisson(0.0).draw(&mut stream), 0);
    }

    #[test]
    fn a_bent_law_is_off_by_little_at_each_value() {
        let mean = TABLE_UP_TO * 1.01;
        let law = CountLaw::poisson(mean);
        assert!(matches!(law, CountLaw::Bent { .. }));
        let mut stream = Stream::new(3, 0);
        let drawn: Vec<u32> = (0..400_000).map(|_| law.draw(&mut stream)).collect();
        let (mut exact, mut chance) = (0.0, (-mean).exp());
        for value in 0..120 {
            exact += chance;
            chance *= mean / f64::from(value + 1);
            let below = drawn.iter().filter(|drawn| **drawn <= value).count();
            let off = count(below) / count(drawn.len()) - exact;
            // Of which 0.0008 is the standard error of so many draws.
            assert!(off.abs() < 0.004, "{value}: {off}");
        }
    }
}
