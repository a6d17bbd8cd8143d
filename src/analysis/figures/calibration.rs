//! How well what was said fits what happened: the figures under a calibration table.

use crate::metrics::MetricId;
use crate::model::Probability;
use crate::scoring::calibration::{
    BinTable, BinnedMurphy, Bins, CalibrationError, CalibrationInTheLarge, CannotTell, Corp, Curve,
    HosmerLemeshow, Murphy, Spiegelhalter, Tendency, ece_test, miscalibration_test,
    running_log_evalue,
};
use crate::scoring::{
    InferenceMethod, Interval, MeanLogScore, MonteCarloTest, PairCounts, Procedure, Resampling,
    Sharpness, Undefined, brier, count,
};

use super::binary::floored;
use super::fits::{fitted, unfitted};
use super::parts::{PARTS, PARTS_OF_LOG, parts};
use super::{Figures, IntervalOptions, Metric, Sample};

/// What is asked about calibration besides the rows of the table.
#[derive(Clone, Debug)]
pub struct AssessmentOptions<'a> {
    /// The bins of the calibration error and of Stephenson's decomposition.
    pub bins: &'a Bins,
    /// How far from 0 and 1 the log score keeps a forecast.
    pub floor: Option<Probability>,
    /// Whether to test, and to show what chance alone would give.
    pub tests: bool,
    /// Whether to leave out all but the scores, their parts and the errors of the rows.
    pub plain: bool,
    /// The groups of Hosmer and Lemeshow's test, where it is wanted.
    pub hosmer_lemeshow: Option<usize>,
    /// How doubt is worked out.
    pub doubt: IntervalOptions,
}

/// The figures of calibration in the large.
const IN_THE_LARGE: [MetricId; 4] = [
    MetricId::InTheLarge,
    MetricId::InTheLargeRatio,
    MetricId::InTheLargeZ,
    MetricId::InTheLargeP,
];
/// The figures of sharpness.
const SHARPNESS: [MetricId; 4] = [
    MetricId::Sharpness,
    MetricId::ExpectedBrier,
    MetricId::Confidence,
    MetricId::Entropy,
];

/// What can be said about calibration.
#[derive(Clone, Debug, PartialEq)]
pub struct CalibrationAssessment {
    /// The figures, by name.
    pub figures: Figures,
    /// Whether the forecaster is too sure or not sure enough.
    pub tendency: Tendency,
    /// How many pairs the tests rest on, or why nothing is tested.
    pub tested: Result<usize, Undefined>,
    /// The curve of the share that happened, where there is one.
    pub curve: Option<Curve>,
}

impl AssessmentOptions<'_> {
    /// Returns what can be said about the calibration of the sample.
    #[must_use]
    pub fn of(&self, sample: &Sample) -> CalibrationAssessment {
        let mut figures = self.scores(sample);
        let curve = Curve::of(sample.pair_counts());
        figures.extend(decompositions(
            sample.pair_counts(),
            self.bins,
            curve.as_ref(),
        ));
        if self.plain {
            figures.extend(IN_THE_LARGE.map(not_asked));
            figures.extend(unfitted(sample.pair_counts()));
            figures.extend(SHARPNESS.map(not_asked));
        } else {
            figures.extend(self.in_the_large(sample));
            figures.extend(fitted(sample, self.doubt));
            figures.extend(sharpness(sample.pair_counts()));
        }
        figures.extend(errors(sample.pair_counts(), self.bins));
        let tested = if self.tests && !self.plain {
            sample.tested()
        } else {
            Err(Undefined::NotAsked)
        };
        figures.extend(self.monte_carlo_tests(tested));
        figures.extend(spiegelhalter(tested));
        figures.extend(evidence(tested.and_then(|_| sample.tested_in_order())));
        if let Some(groups) = self.hosmer_lemeshow {
            figures.extend(hosmer_lemeshow(sample.tested(), groups));
        }
        let figures = Figures::from(figures);
        CalibrationAssessment {
            tendency: tendency(sample, &figures),
            tested: tested.map(PairCounts::pairs),
            curve: curve.ok(),
            figures,
        }
    }

    fn scores(&self, sample: &Sample) -> Vec<Metric> {
        vec![
            sample.mean(MetricId::Brier, brier, self.doubt),
            sample.mean(MetricId::LogLoss, floored(self.floor), self.doubt),
            Metric::count(
                MetricId::InfiniteLogs,
                MeanLogScore::infinite(sample.pair_counts()),
            ),
            Metric::plain(MetricId::MeanForecast, sample.pair_counts().mean_forecast()),
            Metric::plain(MetricId::BaseRate, sample.pair_counts().base_rate()),
        ]
    }

    fn in_the_large(&self, sample: &Sample) -> [Metric; 4] {
        let [difference, ratio, z, p] = IN_THE_LARGE;
        let large = CalibrationInTheLarge::of(sample.pair_counts());
        let tested = sample.tested().and_then(CalibrationInTheLarge::of);
        [
            sample.of_means(
                difference,
                |p, y| [p.get(), y.get()],
                |[said, seen]| Ok(seen - said),
                self.doubt,
            ),
            Metric::plain(ratio, large.and_then(|large| large.ratio)),
            Metric::plain(z, tested.and_then(|large| large.z)),
            Metric::p_value(
                p,
                tested.and_then(|large| large.p_value),
                Procedure::analytic(InferenceMethod::Normal),
            ),
        ]
    }

    /// Returns what a perfectly calibrated forecaster would show, on the pairs that are tested.
    fn monte_carlo_tests(&self, tested: Result<&PairCounts, Undefined>) -> Vec<Metric> {
        let resampling = tested.and_then(|tested| self.resampling(tested));
        let mcb = tested.and_then(|pair_counts| miscalibration_test(pair_counts, resampling?));
        let ece = tested.and_then(|pair_counts| ece_test(pair_counts, self.bins, resampling?));
        let named = |[observed, chance, high, p]: [MetricId; 4],
                     test: Result<MonteCarloTest, Undefined>| {
            let figure = |id, of: fn(MonteCarloTest) -> f64| Metric {
                procedure: test.ok().map(|test| test.procedure),
                ..Metric::plain(id, test.map(of))
            };
            [
                Metric::plain(observed, test.map(|test| test.observed)),
                figure(chance, |test| test.chance),
                figure(high, |test| test.chance_high),
                figure(p, |test| test.p_value),
            ]
        };
        named(
            [
                MetricId::MiscalibrationTested,
                MetricId::MiscalibrationChance,
                MetricId::MiscalibrationChanceHigh,
                MetricId::MiscalibrationP,
            ],
            mcb,
        )
        .into_iter()
        .chain(named(
            [
                MetricId::CalibrationErrorTested,
                MetricId::CalibrationErrorChance,
                MetricId::CalibrationErrorChanceHigh,
                MetricId::CalibrationErrorP,
            ],
            ece,
        ))
        .collect()
    }

    fn resampling(&self, tested: &PairCounts) -> Result<Resampling, Undefined> {
        Ok(self.doubt.bootstrap(tested.pairs())?.resampling)
    }
}

fn sharpness(pair_counts: &PairCounts) -> [Metric; 4] {
    let sharp = Sharpness::of(pair_counts);
    let [variance, brier, confidence, entropy] = SHARPNESS;
    [
        Metric::plain(variance, sharp.map(|sharp| sharp.variance)),
        Metric::plain(brier, sharp.map(|sharp| sharp.expected_brier)),
        Metric::plain(confidence, sharp.map(|sharp| sharp.confidence)),
        Metric::plain(entropy, sharp.map(|sharp| sharp.entropy)),
    ]
}

/// Returns a figure that was not asked for.
pub(super) fn not_asked(id: MetricId) -> Metric {
    Metric::plain(id, Err(Undefined::NotAsked))
}

fn decompositions(
    pair_counts: &PairCounts,
    bins: &Bins,
    curve: Result<&Curve, &Undefined>,
) -> Vec<Metric> {
    let corp = curve.map_err(|why| *why);
    let corp = corp.and_then(|curve| Corp::brier_and_log(pair_counts, curve));
    let (half, log) = (corp.map(|[half, _]| half), corp.map(|[_, log]| log));
    let murphy = Murphy::by_forecast(pair_counts);
    let mut figures = parts(half, PARTS).to_vec();
    figures.extend(parts(log, PARTS_OF_LOG));
    figures.extend([
        Metric::plain(MetricId::Reliability, murphy.map(|parts| parts.reliability)),
        Metric::plain(MetricId::Resolution, murphy.map(|parts| parts.resolution)),
    ]);
    let binned = BinnedMurphy::of(pair_counts, bins);
    let part = |of: fn(&BinnedMurphy<'_>) -> f64| binned.as_ref().map(of).map_err(|why| *why);
    let whole = binned.as_ref().map(BinnedMurphy::generalized_resolution);
    figures.extend([
        Metric::plain(
            MetricId::StephensonReliability,
            part(|one| one.parts.reliability),
        ),
        Metric::plain(
            MetricId::StephensonResolution,
            part(|one| one.parts.resolution),
        ),
        Metric::plain(MetricId::StephensonVariance, part(|one| one.variance)),
        Metric::plain(MetricId::StephensonCovariance, part(|one| one.covariance)),
        Metric::plain(MetricId::StephensonGeneralized, whole.map_err(|why| *why)),
    ]);
    figures
}

fn errors(pair_counts: &PairCounts, bins: &Bins) -> Vec<Metric> {
    let error = CalibrationError::of(&BinTable::of(pair_counts, bins));
    let debiased = error.and_then(|error| error.mean_square_debiased);
    vec![
        Metric::plain(MetricId::CalibrationError, error.map(|error| error.mean)),
        Metric::plain(
            MetricId::RootMeanSquareError,
            error.map(|error| error.root_mean_square),
        ),
        Metric::plain(MetricId::MaximumError, error.map(|error| error.maximum)),
        Metric::plain(MetricId::DebiasedSquareError, debiased),
        Metric::plain(
            MetricId::DebiasedError,
            debiased.map(|square| square.max(0.0).sqrt()),
        ),
    ]
}

fn spiegelhalter(tested: Result<&PairCounts, Undefined>) -> [Metric; 2] {
    let test = tested.and_then(Spiegelhalter::test);
    [
        Metric::plain(MetricId::SpiegelhalterZ, test.map(|test| test.z)),
        Metric::p_value(
            MetricId::SpiegelhalterP,
            test.map(|test| test.p_value),
            Procedure::analytic(InferenceMethod::Normal),
        ),
    ]
}

/// Returns the evidence against calibration that may be looked at every week: as it stands, and at
/// its highest.
fn evidence(pairs: Result<&[crate::scoring::Pair], Undefined>) -> [Metric; 3] {
    let path = pairs.and_then(running_log_evalue);
    let last = match &path {
        Ok(path) => path.last().copied().ok_or(Undefined::Empty),
        Err(why) => Err(*why),
    };
    let most = path.map(|path| path.into_iter().fold(0.0, f64::max));
    [
        Metric::plain(MetricId::LogEValue, last),
        Metric::plain(MetricId::EValue, last.map(e_value)),
        Metric::plain(MetricId::EValueMax, most.map(e_value)),
    ]
}

/// Returns a number whose logarithm is given. Only a certain estimate that was wrong is infinite evidence:
/// what is merely more than a number can say is the greatest number.
fn e_value(log: f64) -> f64 {
    if log.is_finite() {
        log.exp().min(f64::MAX)
    } else {
        log.exp()
    }
}

fn hosmer_lemeshow(tested: Result<&PairCounts, Undefined>, groups: usize) -> [Metric; 3] {
    let test = tested.and_then(|pair_counts| HosmerLemeshow::test(pair_counts, groups));
    let part = |of: fn(&HosmerLemeshow) -> f64| match &test {
        Ok(test) => Ok(of(test)),
        Err(why) => Err(*why),
    };
    [
        Metric::plain(MetricId::HosmerLemeshow, part(|test| test.chi_squared)),
        Metric::plain(
            MetricId::HosmerLemeshowDf,
            part(|test| count(test.groups.len())),
        ),
        Metric::p_value(
            MetricId::HosmerLemeshowP,
            part(|test| test.p_value),
            Procedure::analytic(InferenceMethod::ChiSquared),
        ),
    ]
}

/// Returns the verdict on the slope; none where the pairs are chosen by the outcome.
fn tendency(sample: &Sample, figures: &Figures) -> Tendency {
    if sample.tested().err() == Some(Undefined::LastOnly) {
        return Tendency::CannotTell(CannotTell::ChosenByOutcome);
    }
    let slope = figures.get(MetricId::Slope).ok_or(Undefined::NotAsked);
    let slope = slope.and_then(|slope| match slope.interval {
        Some((low, high)) => Ok(Interval { low, high }),
        None => Err(slope
            .no_interval
            .or(slope.value.err())
            .unwrap_or(Undefined::Empty)),
    });
    let (yes, no) = sample.clusters_of_each();
    Tendency::of(sample.clusters(), yes, no, slope)
}
