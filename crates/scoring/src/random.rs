//! Seeded random numbers: a stream of its own for each resample, so that threads change nothing.

use rand_xoshiro::Xoshiro256PlusPlus;
use rand_xoshiro::rand_core::{Rng, SeedableRng};
use statrs::function::gamma::ln_gamma;

/// A stream of random numbers.
///
/// The generator is xoshiro256++, whose numbers are fixed by its published algorithm, so that a
/// seed gives the same stream in every release and on every machine.
///
/// # References
///
/// - Blackman, D. and Vigna, S. (2021). Scrambled linear pseudorandom number generators. *ACM
///   Transactions on Mathematical Software*, 47(4), 36.
#[derive(Clone, Debug)]
pub struct Stream(Xoshiro256PlusPlus);

impl Stream {
    /// Returns the stream of the given number under a seed.
    #[must_use]
    pub fn new(seed: u64, number: usize) -> Self {
        let base = Xoshiro256PlusPlus::seed_from_u64(seed).next_u64();
        let own = base.wrapping_add(number as u64);
        Self(Xoshiro256PlusPlus::seed_from_u64(own))
    }

    /// Returns 64 random bits.
    #[inline]
    pub fn bits(&mut self) -> u64 {
        self.0.next_u64()
    }

    /// Returns a number from 0, included, to 1, excluded.
    #[inline]
    pub fn unit(&mut self) -> f64 {
        unit(self.bits())
    }

    /// Returns a whole number from 0 to `bound` − 1, and apart from it a number from 0, included,
    /// to 1, excluded: for a small power of two both from the same bits.
    #[inline]
    pub fn below_with_unit(&mut self, bound: u32) -> (u32, f64) {
        if bound.is_power_of_two() && bound <= 1 << SPARE {
            let bits = self.bits();
            let low = u32::try_from(bits & ((1 << SPARE) - 1)).expect("few bits");
            (low & (bound - 1), unit(bits))
        } else {
            (self.below(bound), self.unit())
        }
    }

    /// Returns whether something with probability `p` happens.
    #[inline]
    pub fn happens(&mut self, p: f64) -> bool {
        self.unit() < p
    }

    /// Returns a whole number from 0 to `bound` − 1, each as likely; `bound` is above 0.
    ///
    /// # References
    ///
    /// - Lemire, D. (2019). Fast random integer generation in an interval. *ACM Transactions on
    ///   Modeling and Computer Simulation*, 29(1), 3.
    #[inline]
    #[expect(clippy::cast_possible_truncation, reason = "the halves of a product")]
    pub fn below(&mut self, bound: u32) -> u32 {
        let bound = u64::from(bound);
        loop {
            let product = (self.bits() >> 32) * bound;
            // Too small a remainder would make some numbers more likely than others.
            let low = product as u32;
            if u64::from(low) >= bound || u64::from(low) >= (1 << 32) % bound {
                return (product >> 32) as u32;
            }
        }
    }

    /// Returns how many of `n` trials succeed, each with probability `p`.
    pub fn binomial(&mut self, n: u32, p: f64) -> u32 {
        // Below this many trials, drawing each is fastest.
        const DRAW_EACH_BELOW: u32 = 12;
        if p > 0.5 {
            n - self.binomial_below_half(n, 1.0 - p, DRAW_EACH_BELOW)
        } else {
            self.binomial_below_half(n, p, DRAW_EACH_BELOW)
        }
    }

    fn binomial_below_half(&mut self, n: u32, p: f64, few: u32) -> u32 {
        if n <= few {
            return (0..n).map(|_| u32::from(self.happens(p))).sum();
        }
        if f64::from(n) * p < 10.0 {
            self.binomial_by_search(n, p)
        } else {
            self.binomial_by_rejection(n, p)
        }
    }

    /// Walks up the probabilities of 0, 1, 2, … until they have used up a random number.
    fn binomial_by_search(&mut self, n: u32, p: f64) -> u32 {
        let odds = p / (1.0 - p);
        let mut probability = (f64::from(n) * (-p).ln_1p()).exp();
        let mut rest = self.unit();
        for k in 0..n {
            if rest < probability {
                return k;
            }
            rest -= probability;
            probability *= odds * f64::from(n - k) / f64::from(k + 1);
        }
        n
    }

    /// Takes points under a hat until one lies under the distribution.
    ///
    /// # References
    ///
    /// - Hörmann, W. (1993). The generation of binomial random variates. *Journal of Statistical
    ///   Computation and Simulation*, 46(1–2), 101–110: algorithm BTRS, whose constants these are.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "k is checked to lie in 0..=n"
    )]
    fn binomial_by_rejection(&mut self, n: u32, p: f64) -> u32 {
        let trials = f64::from(n);
        let spread = (trials * p * (1.0 - p)).sqrt();
        let width = 1.15 + 2.53 * spread;
        let tail = -0.0873 + 0.0248 * width + 0.01 * p;
        let quick = 0.92 - 4.2 / width;
        let scale = (2.83 + 5.1 / width) * spread;
        let mode = ((trials + 1.0) * p).floor();
        loop {
            let side = self.unit() - 0.5;
            let v = self.unit();
            let edge = 0.5 - side.abs();
            let k = ((2.0 * tail / edge + width) * side + trials * p + 0.5).floor();
            if !(0.0..=trials).contains(&k) {
                continue;
            }
            if edge >= 0.07 && v <= quick {
                return k as u32;
            }
            let height = v * scale / (tail / (edge * edge) + width);
            if height.ln() <= log_ratio(k, mode, trials, p) {
                return k as u32;
            }
        }
    }

    /// Returns how many of `n` even chances come up.
    pub fn heads(&mut self, n: u32) -> u32 {
        const BINOMIAL_ABOVE: u32 = 1024;
        if n > BINOMIAL_ABOVE {
            return self.binomial(n, 0.5);
        }
        let whole: u32 = (0..n / 64).map(|_| self.bits().count_ones()).sum();
        let mask = (1_u64 << (n % 64)) - 1;
        whole + (self.bits() & mask).count_ones()
    }
}

/// How many of the 64 bits a number between 0 and 1 leaves over: a double has 53.
const SPARE: u32 = 11;

#[inline]
#[expect(clippy::cast_precision_loss, reason = "53 bits fit exactly")]
fn unit(bits: u64) -> f64 {
    (bits >> SPARE) as f64 * (f64::EPSILON / 2.0)
}

/// Returns the logarithm of the binomial probability of `k` over that of `mode`.
fn log_ratio(k: f64, mode: f64, n: f64, p: f64) -> f64 {
    ln_factorial(mode) + ln_factorial(n - mode) - ln_factorial(k) - ln_factorial(n - k)
        + (k - mode) * (p / (1.0 - p)).ln()
}

/// Returns the logarithm of `k!`, by Stirling's series from 16 on, where it is off by less than 1e-13.
///
/// # References
///
/// - Abramowitz, M. and Stegun, I. A. (1964). *Handbook of Mathematical Functions*, 6.1.41.
fn ln_factorial(k: f64) -> f64 {
    const SERIES_FROM: f64 = 16.0;
    const HALF_LN_TAU: f64 = 0.918_938_533_204_672_8;
    if k < SERIES_FROM {
        return ln_gamma(k + 1.0);
    }
    let over = 1.0 / k;
    let square = over * over;
    let series = 1.0 / 12.0 - square * (1.0 / 360.0 - square * (1.0 / 1260.0 - square / 1680.0));
    (k + 0.5) * k.ln() - k + HALF_LN_TAU + over * series
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{count, sum};

    #[test]
    fn a_seed_gives_the_same_stream_for_ever() {
        // Worked out apart from this code, in Python, from the published C of xoshiro256++ and
        // SplitMix64: the first numbers of streams 0 and 1 under seed 1.
        assert_eq!(Stream::new(1, 0).bits(), 2_736_766_839_171_971_727);
        assert_eq!(Stream::new(1, 1).bits(), 10_628_603_985_217_462_894);
    }

    #[test]
    fn whole_numbers_are_equally_likely() {
        let mut stream = Stream::new(7, 0);
        let mut seen = [0_u32; 5];
        for _ in 0..50_000 {
            seen[stream.below(5) as usize] += 1;
        }
        // Each is binomial with mean 10,000 and sd 89.4.
        assert!(seen.iter().all(|n| n.abs_diff(10_000) < 450), "{seen:?}");
    }

    #[test]
    fn two_numbers_of_the_same_bits_are_independent() {
        for bound in [4, 5] {
            let mut stream = Stream::new(9, 0);
            let mut seen = [[0_u32; 5]; 4];
            for _ in 0..40_000 {
                let (whole, unit) = stream.below_with_unit(bound);
                let quarter = [0.25, 0.5, 0.75].iter().filter(|&&q| unit >= q).count();
                seen[quarter][whole as usize] += 1;
            }
            let mean = 10_000 / bound;
            for row in seen {
                let (within, beyond) = row.split_at(bound as usize);
                // A count's standard deviation is at most 49.
                assert!(within.iter().all(|n| n.abs_diff(mean) < 250), "{seen:?}");
                assert!(beyond.iter().all(|&n| n == 0));
            }
        }
    }

    #[test]
    fn binomials_have_the_right_mean_and_spread() {
        // One case for each way of drawing, and its mirror image.
        let cases = [
            (8, 0.3),
            (200, 0.01),
            (200, 0.99),
            (500, 0.2),
            (500, 0.8),
            (1_000_000, 0.5),
        ];
        for (n, p) in cases {
            let mut stream = Stream::new(3, 0);
            let draws = 40_000_usize;
            let values: Vec<f64> = (0..draws)
                .map(|_| f64::from(stream.binomial(n, p)))
                .collect();
            let mean = sum(values.iter().copied()) / count(draws);
            let variance = sum(values.iter().map(|v| (v - mean).powi(2))) / count(draws);
            let expected = f64::from(n) * p;
            let spread = expected * (1.0 - p);
            let off = (mean - expected) / (spread / count(draws)).sqrt();
            assert!(off.abs() < 5.0, "n = {n}, p = {p}: mean {mean}");
            // The variance of a sample variance is about 2σ⁴/N.
            let off = (variance / spread - 1.0) / (2.0 / count(draws)).sqrt();
            assert!(off.abs() < 5.0, "n = {n}, p = {p}: variance {variance}");
        }
    }

    #[test]
    fn factorials_are_those_of_the_gamma_function() {
        for k in [0.0, 1.0, 15.0, 16.0, 17.0, 40.0, 1000.0, 1e6, 4e9] {
            let (ours, exact) = (ln_factorial(k), ln_gamma(k + 1.0));
            assert!(
                (ours - exact).abs() < 1e-13 * exact.max(1.0),
                "{k}: {ours} {exact}"
            );
        }
    }

    #[test]
    fn certain_trials_are_certain() {
        let mut stream = Stream::new(3, 0);
        for n in [0, 1, 50, 100_000] {
            assert_eq!(stream.binomial(n, 0.0), 0);
            assert_eq!(stream.binomial(n, 1.0), n);
        }
    }

    #[test]
    fn even_chances_come_up_half_the_time() {
        for n in [1, 64, 100, 5000] {
            let mut stream = Stream::new(9, 0);
            let total = sum((0..4000).map(|_| f64::from(stream.heads(n))));
            let off = (total - 2000.0 * f64::from(n)) / (1000.0 * f64::from(n)).sqrt();
            assert!(off.abs() < 5.0, "n = {n}: {total}");
        }
    }
}
