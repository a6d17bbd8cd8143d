//! From what was said in a record to the values that scores take.

use crate::model::{Estimate, Forecast, Kind, Outcome, Stated, Value, day_number};
use crate::scoring::cdf::Cdf;
use crate::scoring::distribution::{Lognormal, Normal};
use crate::scoring::ensemble::Samples;
use crate::scoring::interval::CentralInterval;
use crate::scoring::multi::{ChoicePair, Probabilities};
use crate::scoring::quantile::Quantiles;
use crate::scoring::{Bounds, Case, Weight};

use super::Said;
use super::figures::{Quantity, QuantityPair};
use crate::query::ExclusionReason;
use crate::query::Request;

/// Returns what was said of a question over options, beside what happened.
pub(super) fn choice(said: &Said<'_>) -> Result<Case<ChoicePair>, ExclusionReason> {
    let forecast = &said.entry.forecast;
    let Value::Options(options) = &said.estimate.value else {
        return Err(ExclusionReason::Unfit);
    };
    let points = options.iter().map(|(_, stated)| Stated::point(stated));
    let points = points
        .collect::<Option<Vec<_>>>()
        .ok_or(ExclusionReason::NoPoint)?;
    let stated = Probabilities::new(points).map_err(|_| ExclusionReason::SumOfPoints)?;
    let names = forecast.kind.options();
    let pair = match said.outcome {
        Some(Outcome::Option(option)) => {
            let place = names.iter().position(|name| name == option);
            place.and_then(|place| ChoicePair::new(stated, place))
        }
        Some(Outcome::Shares(shares)) => {
            let share = |name: &&str| {
                let given = shares.iter().find(|(option, _)| option == name);
                given.map_or(crate::model::Probability::ZERO, |(_, share)| *share)
            };
            let shares = Probabilities::new(names.iter().map(share).collect()).ok();
            shares.and_then(|shares| ChoicePair::split(stated, shares))
        }
        _ => None,
    };
    case(said, pair)
}

/// Returns what was said of a number or a day, beside what it was.
pub(super) fn quantity(said: &Said<'_>) -> Result<Case<QuantityPair>, ExclusionReason> {
    let forecast = &said.entry.forecast;
    let outcome = match said.outcome {
        Some(Outcome::Number(number)) => *number,
        Some(Outcome::Date(day)) => day_number(*day),
        Some(Outcome::Below) => f64::NEG_INFINITY,
        Some(Outcome::Above | Outcome::Never) => f64::INFINITY,
        _ => return Err(ExclusionReason::Unfit),
    };
    let pair = distribution(said.estimate).map(|said| QuantityPair {
        said,
        outcome,
        bounds: bounds(forecast),
    });
    case(said, pair)
}

fn case<T>(said: &Said<'_>, value: Option<T>) -> Result<Case<T>, ExclusionReason> {
    Ok(Case {
        value: value.ok_or(ExclusionReason::Unfit)?,
        weight: Weight::new(said.weight).ok_or(ExclusionReason::Unfit)?,
        cluster: said.cluster,
    })
}

fn distribution(estimate: &Estimate) -> Option<Quantity> {
    Some(match &estimate.value {
        Value::Quantiles(quantiles) => {
            let pairs = quantiles.iter().map(|(level, value)| (level.get(), *value));
            Quantity::Quantiles(Quantiles::new(pairs).ok()?)
        }
        Value::Interval { low, high, level } => {
            Quantity::Quantiles(CentralInterval::new(*low, *high, level.get())?.into())
        }
        Value::Normal { mean, sd } => Quantity::Normal(Normal::new(*mean, *sd)?),
        Value::Lognormal { mu, sigma } => Quantity::Lognormal(Lognormal::new(*mu, *sigma)?),
        Value::Samples(samples) => Quantity::Samples(Samples::new(samples.clone())?),
        Value::HappensBy(days) => {
            // The event has not happened when the estimate is made, or there would be none.
            let made = day_number(estimate.date.day());
            let days = days.iter().map(|(day, by)| (day_number(*day), *by));
            Quantity::Cdf(Cdf::happens_by(made, days.filter(|(day, _)| *day > made)).ok()?)
        }
        _ => return None,
    })
}

/// Returns the bounds of a question. A day that no bounds hold lies between the opening and the
/// deadline: what happens later does not count, and is one with never.
pub(super) fn bounds(forecast: &Forecast) -> Option<Bounds> {
    match forecast.kind {
        Kind::Number { bounds, .. } => bounds.and_then(|(low, high)| Bounds::new(low, high)),
        Kind::Date {
            bounds: Some((low, high)),
        } => Bounds::new(low, high),
        Kind::Date { bounds: None } => Bounds::new(
            day_number(forecast.opening().day()),
            day_number(forecast.deadline.day()),
        ),
        _ => None,
    }
}

/// What may be averaged together: questions of one kind, and numbers in one unit.
pub(super) fn unit(forecast: &Forecast) -> Option<String> {
    match &forecast.kind {
        // Two numbers whose units nobody gave are not of one unit for that.
        Kind::Number { unit, .. } => Some(
            unit.clone()
                .unwrap_or_else(|| format!("no unit ({})", forecast.id)),
        ),
        Kind::Date { .. } => Some("days".to_owned()),
        _ => None,
    }
}

impl Request {
    /// Returns how doubt is worked out.
    #[must_use]
    pub fn doubt(&self) -> super::Doubt {
        super::Doubt {
            level: self.level,
            resampling: crate::scoring::Resampling {
                seed: self.seed,
                resamples: self.resamples,
            },
        }
    }
}
