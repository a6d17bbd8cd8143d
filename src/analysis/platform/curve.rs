//! The calibration tables of platforms that print one.

use crate::analysis::panel::updates;
use crate::dataset::{Dataset, Question, Row, collect_pairs, distinct};
use crate::model::{KindName, Probability};
use crate::query::{Excluded, ExclusionReason, Request, Weighting};
use crate::scoring::lifetime::Update;
use crate::scoring::platform::binomial_quantile;
use crate::scoring::{Statistic, Undefined, count, sum};

use super::Platform;

/// A platform's calibration table for a ledger.
#[derive(Clone, Debug)]
pub struct PlatformCurve {
    /// The platform.
    pub platform: Platform,
    /// Its rows, in order.
    pub bins: Vec<PlatformCurveBin>,
    /// How many questions there are.
    pub questions: usize,
    /// What was left out.
    pub skipped: Excluded,
}

/// A row of a platform's calibration table.
#[derive(Clone, Debug, PartialEq)]
pub struct PlatformCurveBin {
    /// The low end, which belongs to it.
    pub low: f64,
    /// The high end, which belongs to the next but for the last.
    pub high: f64,
    /// How many forecasts there are.
    pub n: usize,
    /// The share that came true.
    pub frequency: Statistic,
    /// The band in which the platform expects that, where it prints one.
    pub band: Option<(f64, f64)>,
}

/// A forecast as a platform counts it.
struct Counted {
    question: usize,
    said: f64,
    happened: bool,
    weight: f64,
}

impl Platform {
    /// Returns the rule by which its calibration table is made, in a sentence; none where it prints
    /// no such table.
    #[must_use]
    pub fn curve_rule(self) -> Option<&'static str> {
        match self {
            Self::Metaculus => Some(
                "Metaculus: each forecast by its share of the time for which the question was open; \
                 the band from the 5 % to the 95 % quantile of the binomial distribution at the ends \
                 of the bin, which takes every change of mind for independent (of all years, where \
                 the platform takes the last five)",
            ),
            Self::Fatebook => Some(
                "Fatebook: every forecast once, but those replaced within a minute; eleven bins \
                 around 0%, 10%, … 100%; options as so many yes-or-no questions; no interval",
            ),
            Self::PredictionBook => Some(
                "PredictionBook: every response once, folded at 50%: 20% of a yes is 80% of a no; bands of ten; no interval",
            ),
            Self::Gjo | Self::ForecastBench => None,
        }
    }
}

/// Returns a platform's calibration table, made by its own rule from what was said before the
/// outcome was known; `None` where it prints no such table.
#[must_use]
pub fn like_calibration(
    dataset: &Dataset<'_>,
    request: &Request,
    platform: Platform,
) -> Option<PlatformCurve> {
    platform.curve_rule()?;
    let request = &Request {
        weigh: Weighting::Each,
        ..request.clone()
    };
    let mut skipped = collect_pairs(dataset, request).excluded;
    let mut counted = Vec::new();
    for question in dataset.known() {
        match forecasts(dataset, question, request, platform) {
            Ok(found) => counted.extend(found),
            Err(reason) => question.exclude_one(&mut skipped, reason),
        }
    }
    let bins = match platform {
        Platform::Metaculus => {
            let ends = metaculus_ends().into_iter();
            ends.map(|ends| metaculus(ends, &counted)).collect()
        }
        _ => plain(platform, &counted),
    };
    Some(PlatformCurve {
        platform,
        bins,
        questions: distinct(counted.iter().map(|one| one.question)),
        skipped,
    })
}

/// Returns the forecasts of a question as the platform counts them.
fn forecasts<'l>(
    dataset: &Dataset<'l>,
    question: &Question<'l>,
    request: &Request,
    platform: Platform,
) -> Result<Vec<Counted>, ExclusionReason> {
    let taken = dataset.runs(question).filter(|run| {
        let name = dataset.forecaster(run[0].forecaster);
        request.selection.takes_forecaster(name)
    });
    let counted = |updates: &[Update<Probability>], happened: bool| {
        let weights = weights(question, updates, platform);
        let said = updates.iter().zip(weights).filter_map(|(update, weight)| {
            Some(Counted {
                question: question.number,
                said: update.said?.get(),
                happened,
                weight: weight?,
            })
        });
        said.collect::<Vec<_>>()
    };
    match question.kind() {
        KindName::Binary => {
            let happened = question.yes()?;
            let each = taken.flat_map(|run| {
                let updates = updates(&question.times, run, true, Row::probability);
                counted(&updates, happened)
            });
            Ok(each.collect())
        }
        KindName::Choice | KindName::Ordered | KindName::Scenarios
            if platform == Platform::Fatebook =>
        {
            question.fixed_option()?;
            let each = taken.flat_map(|run| {
                let option = |place: usize| {
                    let updates = updates(&question.times, run, true, |row| {
                        question.choice(row).ok()?.said().get(place)
                    });
                    counted(&updates, question.option() == Ok(place))
                };
                let options = 0..question.options.len();
                options.flat_map(option).collect::<Vec<_>>()
            });
            Ok(each.collect())
        }
        _ => Err(ExclusionReason::OtherKind),
    }
}

/// Returns how much each forecast counts; nothing where it does not.
fn weights(
    question: &Question<'_>,
    updates: &[Update<Probability>],
    platform: Platform,
) -> Vec<Option<f64>> {
    const MINUTE: f64 = 60.0;
    let life = question.times.life();
    let nexts = updates.iter().skip(1).map(|next| next.at);
    let nexts = nexts.chain([f64::INFINITY]);
    let weight = |(update, next): (&Update<Probability>, f64)| match platform {
        Platform::Metaculus => {
            let life = life?;
            let stood = next.min(life.close()) - update.at.max(life.open());
            (life.actual_length() > 0.0).then(|| stood.max(0.0) / life.actual_length())
        }
        Platform::Fatebook => {
            let replaced = updates.iter().any(|other| {
                let later = other.at - update.at;
                0.0 < later && later < MINUTE
            });
            (!replaced).then_some(1.0)
        }
        _ => Some(1.0),
    };
    updates.iter().zip(nexts).map(weight).collect()
}

/// Returns the ends of the bins of Metaculus: three of a 24th at either end, fifteen of a 20th
/// between them.
fn metaculus_ends() -> Vec<(f64, f64)> {
    let third = |i: u32| f64::from(i) / 24.0;
    let low = (0..3).map(|i| (third(i), third(i + 1)));
    let middle = (0..15_u32).map(|i| (f64::from(5 + 2 * i) / 40.0, f64::from(7 + 2 * i) / 40.0));
    let high = (21..24).map(|i| (third(i), third(i + 1)));
    low.chain(middle).chain(high).collect()
}

fn metaculus((low, high): (f64, f64), counted: &[Counted]) -> PlatformCurveBin {
    let last = high >= 1.0;
    let within = |one: &&Counted| low <= one.said && (one.said < high || last);
    let these: Vec<&Counted> = counted.iter().filter(within).collect();
    let weight = sum(these.iter().map(|one| one.weight));
    let yes = sum(these
        .iter()
        .filter(|one| one.happened)
        .map(|one| one.weight));
    let quantile = |level: f64, end: f64| {
        let n = u64::try_from(these.len()).ok()?;
        let p = Probability::new(end)?;
        let events = u32::try_from(binomial_quantile(level, n, p)).ok()?;
        Some(f64::from(events) / count(these.len()))
    };
    let band = (!these.is_empty()).then(|| quantile(0.05, low).zip(quantile(0.95, high)));
    PlatformCurveBin {
        low,
        high,
        n: these.len(),
        frequency: if weight > 0.0 {
            Ok(yes / weight)
        } else {
            Err(Undefined::Empty)
        },
        band: band.flatten(),
    }
}

/// Returns the bins of the platforms that count every forecast once and print no band.
fn plain(platform: Platform, counted: &[Counted]) -> Vec<PlatformCurveBin> {
    // Nine decimals are all that anybody states; what rounding leaves below them is dust.
    let tenths = |value: f64| ((value * 1e9).round() / 1e8).floor();
    // Folded and sorted by its tenth, or by the nearest tenth.
    let place = |one: &Counted| match platform {
        Platform::PredictionBook if one.said < 0.5 => (tenths(1.0 - one.said), !one.happened),
        Platform::PredictionBook => (tenths(one.said), one.happened),
        _ => (tenths(one.said + 0.05), one.happened),
    };
    let (first, half) = match platform {
        Platform::PredictionBook => (5, 0.0),
        _ => (0, 0.05),
    };
    let placed: Vec<(f64, bool)> = counted.iter().map(place).collect();
    let bin = |tenth: u32| {
        let at = f64::from(tenth) / 10.0;
        let here = |(place, _): &&(f64, bool)| place.total_cmp(&f64::from(tenth)).is_eq();
        let these = placed.iter().filter(here);
        let these: Vec<bool> = these.map(|(_, right)| *right).collect();
        let right = these.iter().filter(|right| **right).count();
        PlatformCurveBin {
            low: (at - half).max(0.0),
            high: (at - half + 0.1).min(1.0),
            n: these.len(),
            frequency: if these.is_empty() {
                Err(Undefined::Empty)
            } else {
                Ok(count(right) / count(these.len()))
            },
            band: None,
        }
    };
    (first..=10).map(bin).collect()
}
