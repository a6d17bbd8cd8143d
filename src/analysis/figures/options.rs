//! The scores of forecasts over options: a choice, ordered options, a scenario set.

use crate::metrics::MetricId;
use crate::model::Probability;
use crate::scoring::multi::{self, ChoicePair, Probabilities};
use crate::scoring::{Case, MeanScore, Undefined, ordered, sum};

use super::binary::twice;
use super::{IntervalOptions, Metric, skill_against};

/// Returns the scores of forecasts over options that have no order, by name.
///
/// The spherical score is not defined where an outcome is split over options, the skill against
/// the sample's frequencies only where all questions have the `same_options`.
#[must_use]
pub fn choice_scores(
    cases: &[Case<ChoicePair>],
    same_options: bool,
    floor: Option<Probability>,
    doubt: IntervalOptions,
) -> Vec<Metric> {
    let half = mean(MetricId::Brier, cases, multi::brier, doubt);
    let mut figures = vec![half.clone(), twice(&half)];
    figures.extend(log_scores(cases, floor, doubt));
    figures.push(mean_spherical(cases, doubt));
    figures.push(against_even(
        MetricId::SkillUniform,
        cases,
        multi::brier,
        doubt,
    ));
    figures.push(if same_options {
        against_frequencies(cases, doubt)
    } else {
        Metric::plain(MetricId::SkillSample, Err(Undefined::OptionsDiffer))
    });
    figures
}

/// Returns the scores of forecasts over options in order, by name.
#[must_use]
pub fn ordered_scores(
    cases: &[Case<ChoicePair>],
    floor: Option<Probability>,
    doubt: IntervalOptions,
) -> Vec<Metric> {
    let mut figures = vec![
        mean(MetricId::Rps, cases, ordered::rps, doubt),
        mean(
            MetricId::RpsNormalised,
            cases,
            ordered::rps_normalised,
            doubt,
        ),
        mean(MetricId::GjoOrdered, cases, ordered::good_judgment, doubt),
        mean(MetricId::Brier, cases, multi::brier, doubt),
    ];
    figures.extend(log_scores(cases, floor, doubt));
    let uniform = against_even(MetricId::RpsSkill, cases, ordered::rps_normalised, doubt);
    figures.push(uniform);
    figures
}

fn mean(
    id: MetricId,
    cases: &[Case<ChoicePair>],
    score: impl Fn(&ChoicePair) -> f64,
    doubt: IntervalOptions,
) -> Metric {
    doubt.mean(id, &scored(cases, score))
}

fn scored<T>(cases: &[Case<ChoicePair>], score: impl Fn(&ChoicePair) -> T) -> Vec<Case<T>> {
    let case = |case: &Case<ChoicePair>| Case {
        value: score(&case.value),
        weight: case.weight,
        cluster: case.cluster,
    };
    cases.iter().map(case).collect()
}

fn log_scores(
    cases: &[Case<ChoicePair>],
    floor: Option<Probability>,
    doubt: IntervalOptions,
) -> [Metric; 3] {
    let floored = |pair: &ChoicePair| match floor {
        Some(floor) => multi::log_score_with_floor(pair, floor),
        None => multi::log_score(pair),
    };
    let plain = MeanScore::of(&scored(cases, multi::log_score));
    [
        mean(MetricId::LogLoss, cases, floored, doubt),
        Metric::plain(MetricId::LogLossFinite, plain.and_then(|mean| mean.finite)),
        Metric::count(
            MetricId::InfiniteLogs,
            plain.map_or(0, |mean| mean.infinite),
        ),
    ]
}

fn mean_spherical(cases: &[Case<ChoicePair>], doubt: IntervalOptions) -> Metric {
    if cases.iter().any(|case| case.value.option().is_none()) {
        return Metric::plain(MetricId::Spherical, Err(Undefined::Partial));
    }
    let score = |pair: &ChoicePair| multi::spherical(pair).unwrap_or_default();
    mean(MetricId::Spherical, cases, score, doubt)
}

/// Returns the skill against the same probability for each option.
fn against_even(
    id: MetricId,
    cases: &[Case<ChoicePair>],
    score: fn(&ChoicePair) -> f64,
    doubt: IntervalOptions,
) -> Metric {
    let even = |pair: &ChoicePair| {
        let even = Probabilities::uniform(pair.said().len());
        let even = even.and_then(|even| pair.with(even));
        // A pair has two options or more, so that there always is such a forecast.
        [score(pair), even.map_or(0.0, |even| score(&even))]
    };
    skill_against(id, &scored(cases, even), doubt)
}

/// Returns the skill against how often each option came about in the sample.
fn against_frequencies(cases: &[Case<ChoicePair>], doubt: IntervalOptions) -> Metric {
    let frequencies = match frequencies(cases) {
        Ok(frequencies) => frequencies,
        Err(why) => return Metric::plain(MetricId::SkillSample, Err(why)),
    };
    // They are kept in every resample: where the mean score of a fixed forecast is least, a small
    // change of that forecast does not change it.
    let scores = |pair: &ChoicePair| {
        let reference = pair.with(frequencies.clone());
        [
            multi::brier(pair),
            reference.map_or(0.0, |reference| multi::brier(&reference)),
        ]
    };
    let skill = skill_against(MetricId::SkillSample, &scored(cases, scores), doubt);
    match skill.value {
        Err(Undefined::PerfectReference) => {
            Metric::plain(MetricId::SkillSample, Err(Undefined::OneOutcome))
        }
        _ => skill,
    }
}

/// Returns the weighted share of each option, where all questions have as many.
fn frequencies(cases: &[Case<ChoicePair>]) -> Result<Probabilities, Undefined> {
    let options = cases.first().ok_or(Undefined::Empty)?.value.said().len();
    if cases.iter().any(|case| case.value.said().len() != options) {
        return Err(Undefined::OptionsDiffer);
    }
    let weight = sum(cases.iter().map(|case| case.weight.get()));
    let share = |option| {
        let each = cases
            .iter()
            .map(|case| case.weight.get() * case.value.share(option));
        Probability::new((sum(each) / weight).min(1.0))
    };
    let each = (0..options).filter_map(share).collect();
    Probabilities::new(each).map_err(|_| Undefined::OptionsDiffer)
}
