//! What the rows of one estimate of the long table give together.

use crate::dataset::{EstimateValue, Quantity, RowDetails, scaled};
use crate::model::{Band, KindName, Moment, Origin, Probability, Yardstick, day_number};
use crate::query::{ExclusionReason, PARAMETERS};
use crate::scoring::cdf::Cdf;
use crate::scoring::distribution::{Family, Mixture, Parametric, Simple};
use crate::scoring::ensemble::Samples;
use crate::scoring::quantile::Quantiles;

use super::long::LongCells;
use super::numbers::Rounded;

/// A part of an estimate of the long table that is kept.
#[derive(Clone, Copy, Debug)]
pub(super) enum KeptPart {
    Whole(Option<Probability>),
    Option(u32, Option<Rounded>),
    Quantile(f64, f64),
    Date(f64, Probability),
    Sample(u64, f64),
    /// The part of a mixture, or 0; the place of the parameter among their names; the number.
    Parameter(u32, u32, f64),
}

/// What the first row of an estimate says of it.
#[derive(Clone, Copy, Debug)]
pub(super) struct EstimateHead {
    pub(super) kind: KindName,
    pub(super) withdrawn: bool,
    pub(super) ranged: bool,
    pub(super) made: Option<Moment>,
}

impl EstimateHead {
    /// Returns what the parts give, and whether they were scaled; `options` are those of the question,
    /// in their order.
    pub(super) fn value(&self, parts: &[KeptPart], options: &[u32]) -> (EstimateValue, bool) {
        match self.kind {
            KindName::Choice | KindName::Ordered | KindName::Scenarios
                if !matches!(parts, [KeptPart::Whole(_)]) =>
            {
                of_options(parts, options)
            }
            _ => (self.of_one(parts), false),
        }
    }

    /// Returns what the parts give where they are of no options.
    fn of_one(&self, parts: &[KeptPart]) -> EstimateValue {
        let unfit = EstimateValue::Unfit(ExclusionReason::Unfit);
        if let [KeptPart::Whole(stated)] = parts {
            return match (stated, self.kind) {
                (Some(stated), KindName::Binary) => EstimateValue::Probability(*stated),
                (Some(_), _) => unfit,
                (None, _) if self.withdrawn => EstimateValue::Withdrawn,
                (None, _) if self.ranged => EstimateValue::NoPoint,
                (None, _) => EstimateValue::Declined,
            };
        }
        match self.kind {
            KindName::Number | KindName::Date => {
                let quantity = self.quantity(parts);
                quantity.map_or(unfit, |quantity| {
                    EstimateValue::Quantity(Box::new(quantity))
                })
            }
            _ => unfit,
        }
    }

    fn quantity(&self, parts: &[KeptPart]) -> Option<Quantity> {
        let mut quantiles = Vec::new();
        let mut draws = Vec::new();
        let mut days = Vec::new();
        let mut parameters = Vec::new();
        for part in parts {
            match *part {
                KeptPart::Quantile(level, value) => quantiles.push((level, value)),
                KeptPart::Sample(number, value) => draws.push((number, value)),
                KeptPart::Date(day, by) => days.push((day, by)),
                KeptPart::Parameter(component, place, value) => {
                    parameters.push((component, PARAMETERS[place as usize], value));
                }
                KeptPart::Whole(_) | KeptPart::Option(..) => return None,
            }
        }
        quantiles.sort_by(|a, b| a.0.total_cmp(&b.0));
        draws.sort_unstable_by_key(|(number, _)| *number);
        days.sort_by(|a, b| a.0.total_cmp(&b.0));
        match parts.len() {
            n if n == quantiles.len() => Some(Quantity::Quantiles(Quantiles::new(quantiles).ok()?)),
            n if n == draws.len() => {
                let draws = draws.into_iter().map(|(_, value)| value).collect();
                Some(Quantity::Samples(Samples::new(draws)?))
            }
            n if n == days.len() => {
                // The event has not happened when the estimate is made, or there would be none.
                let made = day_number(self.made?.day());
                let days = days.into_iter().filter(|(day, _)| *day > made);
                Some(Quantity::Cdf(Cdf::happens_by(made, days).ok()?))
            }
            n if n == parameters.len() => {
                parameters.sort_by_key(|(component, ..)| *component);
                parametric(&parameters).map(Quantity::Distribution)
            }
            _ => None,
        }
    }
}

/// A parameter: the part of a mixture that it is of, or 0, its name and the number.
type Given = (u32, &'static str, f64);

/// Returns the distribution of which these are all the parameters, those of a part of a mixture
/// together.
fn parametric(given: &[Given]) -> Option<Parametric> {
    if let Some((0, ..)) = given.first() {
        return simple(given).map(Parametric::Simple);
    }
    let part = |given: &[Given]| {
        let is_weight = |one: &&Given| one.1 == Parametric::WEIGHT;
        let (weights, rest): (Vec<&Given>, Vec<&Given>) = given.iter().partition(is_weight);
        let [(_, _, weight)] = weights[..] else {
            return None;
        };
        let rest: Vec<Given> = rest.into_iter().copied().collect();
        Some((*weight, simple(&rest)?))
    };
    let parts = given.chunk_by(|a, b| a.0 == b.0).map(part);
    Mixture::new(parts.collect::<Option<_>>()?).map(Parametric::Mixture)
}

/// Returns the distribution of which these are all the parameters, each given once.
fn simple(given: &[Given]) -> Option<Simple> {
    let number = |name| Some(given.iter().find(|one| one.1 == name)?.2);
    Family::ALL.into_iter().find_map(|family| {
        let own = family.parameters().iter().map(|one| number(one.name));
        let own: Vec<f64> = own.collect::<Option<_>>()?;
        (own.len() == given.len()).then(|| family.with(&own))?
    })
}

fn of_options(parts: &[KeptPart], options: &[u32]) -> (EstimateValue, bool) {
    let mut points = Vec::with_capacity(options.len());
    let mut places = None;
    for option in options {
        let given = parts.iter().find_map(|part| match part {
            KeptPart::Option(other, stated) if other == option => Some(*stated),
            _ => None,
        });
        match given {
            Some(Some(point)) => {
                places = places.max(point.places);
                points.push(point.value);
            }
            Some(None) => return (EstimateValue::NoPoint, false),
            None => points.push(Probability::ZERO),
        }
    }
    match scaled(points, places) {
        Ok((stated, is_scaled)) => (EstimateValue::Options(Box::new(stated)), is_scaled),
        Err(_) => (EstimateValue::Unfit(ExclusionReason::SumOfPoints), false),
    }
}

/// Returns what is known of an estimate besides.
pub(super) fn details(cells: &LongCells<'_>) -> RowDetails<'static> {
    let word =
        (!cells.word.is_empty()).then(|| (cells.word.to_owned(), cells.yardstick.to_owned()));
    let origin = match &word {
        Some(_) => Origin::Word,
        None if cells.coded => Origin::Coded,
        None => Origin::Stated,
    };
    RowDetails {
        record: None,
        band: cells.range.map(|range| band(cells, range)),
        word,
        confidence: cells.confidence,
        origin,
    }
}

/// Returns a range; of a word whose yardstick we know, with the ends that do not belong to it.
fn band(cells: &LongCells<'_>, (low, high): (Probability, Probability)) -> Band {
    let known = Yardstick::builtin(cells.yardstick).and_then(|scale| {
        let mut terms = scale.terms.iter();
        terms.find(|term| term.words.iter().any(|word| word == cells.word))
    });
    let same = known.filter(|term| term.band.low == low && term.band.high == high);
    same.map_or_else(|| Band::closed(low, high), |term| term.band)
}
