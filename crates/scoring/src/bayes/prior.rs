//! What is believed of the scenarios before any indicator.

use super::Belief;
use crate::coherence::{Constraint, ConstraintSystem, ProbabilityRange, ViolationSeverity};

/// Numbers that sum to 1 within this are taken to mean it: thirds written with seven digits.
const SLACK: f64 = 1e-6;

/// Halvings until a sum of probabilities is met to the last bit.
const HALVINGS: usize = 200;

/// Returns the beliefs as one distribution, or `None` where nothing within the ranges sums to 1.
///
/// The ranges become as narrow as the sum makes them; the points move, all by as much as far as
/// their ranges let them, until they sum to 1.
pub(super) fn settle(prior: &[Belief]) -> Option<Vec<Belief>> {
    let total: f64 = prior.iter().map(|belief| belief.point()).sum();
    let all_points = prior.iter().all(|belief| belief.range().is_point());
    if all_points && (total - 1.0).abs() <= SLACK {
        let share = |belief: &Belief| {
            let point = belief.point() / total;
            Belief::rounded(point, point, point)
        };
        return Some(prior.iter().map(share).collect());
    }
    let ranges = narrowed(prior)?;
    let points = prior.iter().map(|belief| belief.point());
    let settled = into_ranges(&points.collect::<Vec<_>>(), &ranges);
    let beliefs = settled.into_iter().zip(ranges);
    Some(
        beliefs
            .map(|(point, range)| Belief::rounded(point, range.low(), range.high()))
            .collect(),
    )
}

/// Returns what the sum leaves of the ranges.
fn narrowed(prior: &[Belief]) -> Option<Vec<ProbabilityRange>> {
    let mut ranges: Vec<ProbabilityRange> = prior.iter().map(|belief| belief.range()).collect();
    let partition = Constraint::Partition((0..prior.len()).collect());
    let found = ConstraintSystem::new(ranges.clone(), vec![partition])
        .ok()?
        .check();
    if found.severity() == Some(ViolationSeverity::Hard) {
        return None;
    }
    for (i, left) in found.violations.into_iter().flat_map(|v| v.tightened) {
        ranges[i] = left;
    }
    Some(ranges)
}

/// Returns the numbers within the ranges that sum to 1 and are nearest to the given ones, by least
/// squares: `clamp(pᵢ − τ, lowᵢ, highᵢ)`.
fn into_ranges(points: &[f64], ranges: &[ProbabilityRange]) -> Vec<f64> {
    let moved = |taken: f64| {
        let pairs = points.iter().zip(ranges);
        pairs.map(move |(p, range)| (p - taken).clamp(range.low(), range.high()))
    };
    let (mut least, mut most) = (-1.0, 1.0);
    for _ in 0..HALVINGS {
        let middle = f64::midpoint(least, most);
        if moved(middle).sum::<f64>() > 1.0 {
            least = middle;
        } else {
            most = middle;
        }
    }
    moved(most).collect()
}

#[cfg(test)]
mod tests {
    use crate::bayes::ScenarioModel;
    use crate::bayes::sample::{assert_points, model, of_ranges};
    use crate::coherence::sample::assert_close;

    #[test]
    fn a_prior_in_words_is_settled_within_its_ranges() {
        // Likely, unlikely, very unlikely of ICD 203: midpoints .675 .325 .125 sum to 1.125; each
        // gives up a third of .125, and the ranges tighten as a partition's.
        let words = of_ranges(&[(0.55, 0.80), (0.20, 0.45), (0.05, 0.20)]);
        let model = ScenarioModel::new(&words, vec![], vec![]).unwrap();
        let third = 0.125 / 3.0;
        assert_points(
            model.prior(),
            &[0.675 - third, 0.325 - third, 0.125 - third],
        );
        let first = model.prior()[0].range();
        assert_close(first.low(), 0.55);
        assert_close(first.high(), 0.75);
    }

    #[test]
    fn thirds_written_with_seven_digits_are_a_distribution() {
        let model = model(&[0.333_333_3; 3], vec![]);
        assert_points(model.prior(), &[1.0 / 3.0; 3]);
    }
}
