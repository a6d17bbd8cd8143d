//! What a forecaster, or all of them, say of a term.

use super::constraint_graph::{CoherenceTerm, Of};
use crate::analysis::in_force::{self, InForce, belief};
use crate::model::{Estimate, Probability, Stated, Threshold, Value};
use crate::scoring::bayes::Belief;
use crate::scoring::coherence::{ProbabilityRange, exceedance};

/// Whose estimates are compared.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum EstimateSource<'a> {
    /// One forecaster's.
    One(&'a str),
    /// The mean of these forecasters'.
    Pool(Vec<&'a str>),
}

impl EstimateSource<'_> {
    pub(in crate::analysis) fn takes(&self, estimate: &Estimate) -> bool {
        match self {
            Self::One(by) => &*estimate.by == *by,
            Self::Pool(all) => all.contains(&&*estimate.by),
        }
    }
}

/// Returns what one source says of a term, with the estimates that say so; nothing where none does.
pub(super) fn statements<'a>(
    voice: &EstimateSource<'_>,
    term: &CoherenceTerm<'a>,
    in_force: &[InForce<'a>],
) -> Option<(ProbabilityRange, Vec<InForce<'a>>)> {
    let mut ranges = Vec::new();
    let mut said = Vec::new();
    for &(i, estimate) in in_force.iter().filter(|(_, one)| voice.takes(one)) {
        if let Some(range) = range(term.of, estimate) {
            ranges.push(range);
            said.push((i, estimate));
        }
    }
    Some((mean(&ranges)?, said))
}

/// Returns the number at which one source is taken to say something of a term: the mean of the points;
/// nothing where nobody gives it one.
pub(in crate::analysis) fn point(
    voice: &EstimateSource<'_>,
    term: &CoherenceTerm<'_>,
    in_force: &[InForce<'_>],
) -> Option<Probability> {
    let meant = in_force.iter().filter(|(_, one)| voice.takes(one));
    let beliefs: Vec<Belief> = meant
        .filter_map(|(_, one)| belief(stated(term.of, one)?))
        .collect();
    Probability::new(in_force::mean(&beliefs)?.point())
}

/// Returns the mean of some ranges, end by end; nothing of none.
fn mean(ranges: &[ProbabilityRange]) -> Option<ProbabilityRange> {
    if let [] | [_] = ranges {
        return ranges.first().copied();
    }
    let share = ranges.iter().map(|_| 1.0).sum::<f64>().recip();
    let mean =
        |of: fn(ProbabilityRange) -> f64| ranges.iter().map(|one| of(*one)).sum::<f64>() * share;
    Some(ProbabilityRange::rounded(
        mean(ProbabilityRange::low),
        mean(ProbabilityRange::high),
    ))
}

/// Returns the range that an estimate gives a term; nothing where it speaks of something else.
fn range(of: Of<'_>, estimate: &Estimate) -> Option<ProbabilityRange> {
    match of {
        Of::Beyond(limit) => beyond(limit, &estimate.value),
        of => Some(belief(stated(of, estimate)?)?.range()),
    }
}

/// Returns the probability that an estimate states of a term.
fn stated<'e>(of: Of<'_>, estimate: &'e Estimate) -> Option<&'e Stated> {
    match (of, &estimate.value) {
        (Of::Yes, Value::Probability(stated)) => Some(stated),
        (Of::Option(option), Value::Options(options)) => options
            .iter()
            .find(|(name, _)| name == option)
            .map(|(_, stated)| stated),
        _ => None,
    }
}

/// Returns what the forecast of a number says of its falling beyond a limit.
fn beyond(limit: &Threshold, value: &Value) -> Option<ProbabilityRange> {
    let at = limit.limit;
    let above = match value {
        Value::Quantiles(quantiles) => exceedance(quantiles, at),
        Value::Interval { low, high, level } => {
            let tail = level.complement().get() / 2.0;
            let ends = [(tail, *low), (1.0 - tail, *high)];
            let ends = ends.map(|(level, end)| Some((Probability::new(level)?, end)));
            let ends: Option<Vec<_>> = ends.into_iter().collect();
            exceedance(&ends?, at)
        }
        Value::Distribution(said) => exactly(said.as_dyn().tail(at)),
        Value::Samples(samples) => share_above(samples, at)?,
        _ => return None,
    };
    Some(if limit.above {
        above
    } else {
        above.complement()
    })
}

fn exactly(value: f64) -> ProbabilityRange {
    ProbabilityRange::rounded(value, value)
}

/// Returns the share of draws above a limit; nothing of no draws.
fn share_above(samples: &[f64], at: f64) -> Option<ProbabilityRange> {
    let weigh = |wanted: &dyn Fn(f64) -> bool| -> f64 {
        samples
            .iter()
            .map(|&draw| if wanted(draw) { 1.0 } else { 0.0 })
            .sum()
    };
    let all = weigh(&|_| true);
    (all > 0.0).then(|| exactly(weigh(&|draw| draw > at) / all))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Family, Parametric};

    fn limit(at: f64, above: bool) -> Threshold {
        Threshold {
            of: crate::model::ForecastId::parse("share").unwrap(),
            limit: at,
            above,
        }
    }

    fn ends(value: &Value, at: f64, above: bool) -> (f64, f64) {
        let range = beyond(&limit(at, above), value).unwrap();
        (range.low(), range.high())
    }

    #[test]
    fn each_form_of_a_number_says_something_of_a_limit() {
        let level = |p| Probability::new(p).unwrap();
        let quantiles = Value::Quantiles(vec![(level(0.25), 9.0), (level(0.75), 14.0)]);
        assert_eq!(ends(&quantiles, 9.0, true), (0.75, 0.75));
        assert_eq!(ends(&quantiles, 10.0, true), (0.25, 0.75));
        assert_eq!(ends(&quantiles, 9.0, false), (0.25, 0.25));
        let interval = Value::Interval {
            low: 9.0,
            high: 14.0,
            level: level(0.5),
        };
        assert_eq!(ends(&interval, 14.0, true), (0.25, 0.25));
        // One standard deviation above the mean: 15.866 %.
        let family = |family: Family, parameters: &[f64]| {
            Value::Distribution(Parametric::Simple(family.with(parameters).unwrap()))
        };
        let normal = family(Family::Normal, &[10.0, 2.0]);
        assert!((ends(&normal, 12.0, true).0 - 0.158_655_253_931_457).abs() < 1e-12);
        let lognormal = family(Family::Lognormal, &[0.0, 1.0]);
        assert_eq!(ends(&lognormal, 1.0, true), (0.5, 0.5));
        assert_eq!(ends(&lognormal, -1.0, false), (0.0, 0.0));
        // scipy 1.17.1: t.sf(12, 4, 10, 2) and gamma.sf(12, 4, scale=2).
        let student = family(Family::Student, &[4.0, 10.0, 2.0]);
        assert!((ends(&student, 12.0, true).0 - 0.186_950_483_150_02).abs() < 1e-9);
        let gamma = family(Family::Gamma, &[4.0, 2.0]);
        assert!((ends(&gamma, 12.0, true).0 - 0.151_203_882_776_648).abs() < 1e-9);
        let samples = Value::Samples(vec![8.0, 9.0, 10.0, 11.0]);
        assert_eq!(ends(&samples, 9.0, true), (0.5, 0.5));
        assert_eq!(beyond(&limit(9.0, true), &Value::Samples(vec![])), None);
    }

    #[test]
    fn the_mean_of_ranges_is_that_of_their_ends() {
        let range = |low, high| ProbabilityRange::rounded(low, high);
        let pooled = mean(&[range(0.2, 0.4), range(0.6, 0.6)]).unwrap();
        assert!((pooled.low() - 0.4).abs() < 1e-12);
        assert!((pooled.high() - 0.5).abs() < 1e-12);
        assert_eq!(mean(&[]), None);
    }
}
