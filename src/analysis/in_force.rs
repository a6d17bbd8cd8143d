//! Estimates in force, as ranges: of one forecaster, or the mean of several.

use crate::ledger::{Entry, View};
use crate::model::{Band, Estimate, Probability, Stated};
use crate::scoring::bayes::Belief;
use crate::scoring::coherence::ProbabilityRange;

/// An estimate in force, with its number in the record.
pub(super) type InForce<'a> = (usize, &'a Estimate);

/// Returns each forecaster's estimate in force at the end of the view's day, by name, refusals and
/// withdrawals included. A derived one counts where its forecaster made no other.
pub(super) fn in_force<'a>(entry: &'a Entry, view: &View) -> Vec<InForce<'a>> {
    let mut found: Vec<InForce<'a>> = Vec::new();
    for (i, estimate) in entry.forecast.estimates.iter().enumerate() {
        if !view.sees(estimate) {
            continue;
        }
        match found.iter_mut().find(|(_, one)| one.by == estimate.by) {
            Some(last) if follows(estimate, last.1) => *last = (i, estimate),
            Some(_) => {}
            None => found.push((i, estimate)),
        }
    }
    found.sort_by(|(_, a), (_, b)| a.by.cmp(&b.by));
    found
}

/// Returns whether an estimate that stands later in the record takes the place of another.
fn follows(later: &Estimate, other: &Estimate) -> bool {
    if later.derived != other.derived {
        return other.derived;
    }
    !later.date.is_before(other.date)
}

/// Returns the range that a stated probability allows, with the number that stands for it: its
/// point, else the middle; nothing of a refusal.
#[must_use]
pub fn belief(stated: &Stated) -> Option<Belief> {
    let range = interval(stated.band()?);
    let point = stated.point().and_then(|point| Belief::new(point, range));
    Some(point.unwrap_or_else(|| range.into()))
}

/// Returns a range with both of its ends.
fn interval(band: Band) -> ProbabilityRange {
    ProbabilityRange::new(band.low, band.high).unwrap_or(ProbabilityRange::ANY)
}

/// Returns the mean of some beliefs, point by point and end by end; nothing of none.
pub(super) fn mean(beliefs: &[Belief]) -> Option<Belief> {
    if let [] | [_] = beliefs {
        return beliefs.first().copied();
    }
    let share = beliefs.iter().map(|_| 1.0).sum::<f64>().recip();
    let mean = |of: fn(&Belief) -> f64| beliefs.iter().map(of).sum::<f64>() * share;
    let range = ProbabilityRange::rounded(mean(|b| b.range().low()), mean(|b| b.range().high()));
    // The mean of the points lies within the mean of the ranges but for rounding.
    let point = mean(|b| b.point()).clamp(range.low(), range.high());
    Belief::new(Probability::new(point)?, range)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Yardstick;

    fn stated(text: &str) -> Belief {
        let icd = Yardstick::builtin("icd-203").unwrap();
        belief(&Stated::parse(text, icd).unwrap()).unwrap()
    }

    #[test]
    fn a_word_has_its_range_and_its_point() {
        let likely = stated("likely");
        assert_eq!((likely.range().low(), likely.range().high()), (0.55, 0.80));
        assert!((likely.point() - 0.675).abs() < 1e-12);
        assert!(stated("70%").range().is_point());
    }

    #[test]
    fn the_mean_of_a_number_and_a_range_is_a_range() {
        let both = mean(&[stated("40%"), stated("60-80%")]).unwrap();
        assert!((both.range().low() - 0.5).abs() < 1e-12);
        assert!((both.range().high() - 0.6).abs() < 1e-12);
        assert!((both.point() - 0.55).abs() < 1e-12);
        assert_eq!(mean(&[]), None);
    }
}
