//! E-values: evidence against calibration that may be looked at every week.

use crate::Probability;
use crate::{Pair, PairCounts, Statistic, Undefined};

use super::pav::line;
use super::{Curve, PavBlock};

/// Returns the natural logarithm of the split e-value: the higher, the more speaks against
/// calibration.
///
/// # Formula
///
/// ```text
/// E = Π q^y (1 − q)^(1−y) / (p^y (1 − p)^(1−y))    over the second half of the pairs
/// ```
///
/// where q is what the first half says a forecast of p means: its [calibration curve](Curve), with
/// a block that is all yes or all no at (yes + ½) / (n + 1), and level outside.
///
/// # Domain
///
/// The pairs must be in the order in which they were made or resolved, never sorted by forecast.
/// A calibrated forecaster has E ≥ 20 at most once in 20 times. 0 or 1 on what came out otherwise
/// makes E infinite.
///
/// # References
///
/// - Henzi, A., Puke, M., Dimitriadis, T. and Ziegel, J. (2023). A safe Hosmer–Lemeshow test. *New
///   England Journal of Statistics in Data Science*, 2(2), 175–189.
///
/// # Example
///
/// ```
/// use foretell_scoring::Probability;
/// use foretell_scoring::calibration::split_log_evalue;
/// use foretell_scoring::{BinaryOutcome, Pair};
///
/// // The first pair means (1 + ½) / (1 + 1) = ¾, and the second came true.
/// let pairs: Vec<_> = Pair::alone([(Probability::HALF, BinaryOutcome::YES); 2]).collect();
/// let evidence = split_log_evalue(&pairs).unwrap();
/// assert!((evidence - 1.5_f64.ln()).abs() < 1e-12);
/// ```
///
/// # Errors
///
/// [`Undefined::TooFew`] under two pairs; [`Undefined::Repeated`], [`Undefined::Weighted`],
/// [`Undefined::Partial`].
pub fn split_log_evalue(pairs: &[Pair]) -> Statistic {
    PairCounts::for_tests(pairs)?;
    let have = pairs.len();
    if have < 2 {
        return Err(Undefined::TooFew { have, need: 2 });
    }
    let (past, rest) = pairs.split_at(have / 2);
    let learned = Learned::from(past)?;
    Ok(rest.iter().map(|pair| learned.log_factor(pair)).sum())
}

/// Returns the natural logarithm of the running e-value after each pair: a test that stays valid
/// however often one looks, and whenever one stops.
///
/// # Formula
///
/// As [`split_log_evalue`], but each pair's q is learned from all pairs before it, anew whenever
/// these have grown by one in fifty. The first pair counts 1.
///
/// # Domain
///
/// The pairs must be in the order of their resolution. A calibrated forecaster *ever* reaches
/// E ≥ 20 at most once in 20 times.
///
/// # References
///
/// - Henzi et al. (2023), as above.
/// - Arnold, S., Henzi, A. and Ziegel, J. F. (2023). Sequentially valid tests for forecast
///   calibration. *Annals of Applied Statistics*, 17(3), 1909–1935.
///
/// # Example
///
/// ```
/// use foretell_scoring::Probability;
/// use foretell_scoring::calibration::running_log_evalue;
/// use foretell_scoring::{BinaryOutcome, Pair};
///
/// let said = Probability::new(0.9).unwrap();
/// let pairs: Vec<_> = Pair::alone([(said, BinaryOutcome::NO); 10]).collect();
/// let path = running_log_evalue(&pairs).unwrap();
/// assert!(path[0] == 0.0 && path[9] > 20_f64.ln());
/// ```
///
/// # Errors
///
/// [`Undefined::Empty`], [`Undefined::Repeated`], [`Undefined::Weighted`], [`Undefined::Partial`].
pub fn running_log_evalue(pairs: &[Pair]) -> Result<Vec<f64>, Undefined> {
    PairCounts::for_tests(pairs)?;
    let mut path = Vec::with_capacity(pairs.len());
    let mut learned: Option<(Learned, usize)> = None;
    let mut total = 0.0;
    for (past, pair) in pairs.iter().enumerate() {
        let stale = |&(_, from): &(Learned, usize)| past > from + from / 50;
        if past > 0 && learned.as_ref().is_none_or(stale) {
            learned = Some((Learned::from(&pairs[..past])?, past));
        }
        if let Some((learned, _)) = &learned {
            total += learned.log_factor(pair);
        }
        path.push(total);
    }
    if path.is_empty() {
        Err(Undefined::Empty)
    } else {
        Ok(path)
    }
}

/// What past pairs say a forecast means.
struct Learned {
    curve: Curve,
}

impl Learned {
    fn from(past: &[Pair]) -> Result<Self, Undefined> {
        Ok(Self {
            curve: Curve::of(&PairCounts::of(past))?,
        })
    }

    /// Returns the logarithm of how much better the learned meaning did than the forecast.
    fn log_factor(&self, pair: &Pair) -> f64 {
        let happened = pair.outcome.happened() == Some(true);
        let meaning = self.meaning(pair.forecast);
        let (meant, said) = if happened {
            (meaning.ln(), pair.forecast.get().ln())
        } else {
            ((-meaning).ln_1p(), (-pair.forecast.get()).ln_1p())
        };
        meant - said
    }

    fn meaning(&self, forecast: Probability) -> f64 {
        let blocks = self.curve.blocks();
        let next = blocks.partition_point(|block| block.highest < forecast);
        let Some(right) = blocks.get(next) else {
            return blocks.last().map_or(0.5, uncertain_frequency);
        };
        match next.checked_sub(1) {
            Some(left) if forecast < right.lowest => line(
                (
                    blocks[left].highest.get(),
                    uncertain_frequency(&blocks[left]),
                ),
                (right.lowest.get(), uncertain_frequency(right)),
                forecast.get(),
            ),
            _ => uncertain_frequency(right),
        }
    }
}

/// Returns the frequency of a block, kept away from 0 and 1.
fn uncertain_frequency(block: &PavBlock) -> f64 {
    let frequency = block.frequency();
    if frequency > 0.0 && frequency < 1.0 {
        frequency
    } else {
        (block.yes + 0.5) / (block.weight + 1.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::BinaryOutcome;
    use crate::random::Stream;

    fn pairs(said: &[(f64, bool)]) -> Vec<Pair> {
        let said = said
            .iter()
            .map(|&(p, y)| (Probability::new(p).unwrap(), BinaryOutcome::from(y)));
        Pair::alone(said).collect()
    }

    #[test]
    fn what_was_called_impossible_and_happened_is_proof() {
        let said = pairs(&[(0.5, true), (0.0, true)]);
        assert_eq!(split_log_evalue(&said), Ok(f64::INFINITY));
        assert!(running_log_evalue(&said).unwrap()[1].is_infinite());
    }

    #[test]
    fn one_pair_cannot_be_split() {
        let few = Undefined::TooFew { have: 1, need: 2 };
        assert_eq!(split_log_evalue(&pairs(&[(0.5, true)])), Err(few));
        assert_eq!(running_log_evalue(&[]), Err(Undefined::Empty));
    }

    #[test]
    fn a_calibrated_forecaster_rarely_ever_reaches_twenty() {
        let mut stream = Stream::new(21, 0);
        let caught = (0..200).filter(|_| {
            let said: Vec<_> = (0..40)
                .map(|_| {
                    let p = f64::from(stream.below(19) + 1) / 20.0;
                    (p, stream.happens(p))
                })
                .collect();
            let path = running_log_evalue(&pairs(&said)).unwrap();
            path.iter().any(|&value| value >= 20_f64.ln())
        });
        // At most 5 % are promised: 10 of 200, and chance may add three standard deviations.
        assert!(caught.count() <= 19);
    }

    #[test]
    fn an_overconfident_forecaster_is_caught() {
        let said: Vec<_> = (0..200).map(|i| (0.95, i % 2 == 0)).collect();
        assert!(split_log_evalue(&pairs(&said)).unwrap() > 20_f64.ln());
    }
}
