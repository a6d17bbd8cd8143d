//! Forecasters whose truth is known, and how often an interval holds it.

use foretell_scoring::calibration::{PenalizedLine, Penalty, effective_clusters, shift_interval};
use foretell_scoring::discrimination::{auc, auc_interval};
use foretell_scoring::proportion::wilson;
use foretell_scoring::random::Stream;
use foretell_scoring::{
    BinaryOutcome, Case, ConfidenceInterval, Interval, LEAST_CLUSTERS, Pair, PairCounts,
    Probability, ScoredPairs, Spread, Undefined, Weight, both_outcomes_of_means, brier, log_score,
    skill, spherical, student_of_means,
};

/// The level of every interval.
pub(crate) const LEVEL: f64 = 0.95;
/// How many clusters there are.
pub(crate) const CLUSTERS: [usize; 4] = [10, 20, 40, 100];
/// How many questions share a cluster, where clusters are unequal.
const SIZES: [usize; 8] = [1, 1, 1, 2, 2, 3, 4, 6];

/// How a forecaster errs.
#[derive(Clone, Copy)]
pub(crate) struct Scenario {
    /// Its name in the table.
    pub(crate) name: &'static str,
    /// What is said, each as often.
    said: &'static [f64],
    /// What log odds have to be multiplied by to be true.
    slope: f64,
    /// Whether questions share clusters, and with them their fate.
    unequal: bool,
}

const EVENLY: &[f64] = &[
    0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85,
    0.9, 0.95,
];
const EXTREME: &[f64] = &[0.01, 0.02, 0.03, 0.05, 0.1, 0.9, 0.95, 0.97, 0.98, 0.99];
const MIDDLE: &[f64] = &[0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65];

/// Every scenario.
pub(crate) const SCENARIOS: [Scenario; 6] = [
    scenario("calibrated", EVENLY, 1.0, false),
    scenario("overconfident", EVENLY, 0.5, false),
    scenario("underconfident", EVENLY, 2.0, false),
    scenario("extreme", EXTREME, 1.0, false),
    scenario("middle", MIDDLE, 1.0, false),
    scenario("unequal clusters", EVENLY, 1.0, true),
];

const fn scenario(name: &'static str, said: &'static [f64], slope: f64, unequal: bool) -> Scenario {
    Scenario {
        name,
        said,
        slope,
        unequal,
    }
}

/// A figure with an interval.
#[derive(Clone, Copy)]
pub(crate) struct Figure {
    /// Its name in the table.
    pub(crate) name: &'static str,
    /// What it is in truth.
    truth: fn(&Scenario) -> f64,
    /// Its interval.
    interval: fn(&Drawn) -> Result<Interval, Undefined>,
}

/// What was drawn of a scenario.
pub(crate) struct Drawn {
    pairs: Vec<Pair>,
    pair_counts: PairCounts,
    clusters: usize,
    effective: f64,
    /// The differences of two equals, and of two who are unlike and as good.
    equals: Vec<Case<[[f64; 1]; 2]>>,
    unlike: Vec<Case<[[f64; 1]; 2]>>,
    /// Losses of numbers: skewed, and with a mean of 1.
    losses: Vec<Case>,
}

/// How often an interval held the truth.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Coverage {
    /// How often there was an interval.
    pub(crate) shown: usize,
    /// How often it held the truth.
    pub(crate) held: usize,
    /// The sum of the widths.
    pub(crate) widths: f64,
}

impl Coverage {
    /// Returns the share of intervals that held the truth.
    #[must_use]
    pub(crate) fn share(self) -> f64 {
        count(self.held) / count(self.shown)
    }

    /// Returns the mean width.
    #[must_use]
    pub(crate) fn width(self) -> f64 {
        self.widths / count(self.shown)
    }

    /// Returns both together.
    #[must_use]
    pub(crate) fn plus(self, other: Self) -> Self {
        Self {
            shown: self.shown + other.shown,
            held: self.held + other.held,
            widths: self.widths + other.widths,
        }
    }
}

#[expect(clippy::cast_precision_loss, reason = "thousands")]
fn count(n: usize) -> f64 {
    n as f64
}

/// Every figure.
pub(crate) const FIGURES: &[Figure] = &[
    figure("Brier", |s| s.mean(brier), |d| d.mean(brier)),
    figure("log", |s| s.mean(log_score), |d| d.mean(log_score)),
    figure("spherical", |s| s.mean(sphere), |d| d.mean(sphere)),
    figure("bias", |s| s.mean(bias), |d| d.mean(bias)),
    figure("overconfidence", |s| s.mean(excess), |d| d.mean(excess)),
    figure(
        "skill, base rate",
        |s| against_base_rate(s.means(with_outcome)).unwrap_or(f64::NAN),
        |d| d.means(with_outcome, against_base_rate),
    ),
    figure(
        "skill, another",
        |s| 1.0 - s.mean(brier) / s.mean(tamer),
        Drawn::skill,
    ),
    figure(
        "discrimination slope",
        |s| apart(s.means(split)).unwrap_or(f64::NAN),
        |d| d.means(split, apart),
    ),
    figure("AUC", Scenario::area, Drawn::area),
    figure("slope", |s| s.slope, |d| d.line()?.slope_interval(LEVEL)),
    figure("intercept", |_| 0.0, |d| d.line()?.interval_at(0.0, LEVEL)),
    figure(
        "shift in log odds",
        |_| 0.0,
        |d| shift_interval(d.evidence(), LEVEL),
    ),
    figure(
        "“80%” means",
        |s| logistic(s.slope * logit(0.8)),
        Drawn::means_80,
    ),
    figure(
        "row of the table",
        |s| s.mean(|_, y| y.get()),
        |d| {
            let yes: f64 = d.pairs.iter().map(|pair| pair.outcome.get()).sum();
            wilson(yes / count(d.pairs.len()) * d.effective, d.effective, LEVEL)
        },
    ),
    figure(
        "mean of numbers",
        |_| 1.0,
        |d| {
            let mean = |[mean]: [f64; 1]| Ok(mean);
            student_of_means(&means_of(&d.losses), mean, LEVEL).map(ConfidenceInterval::interval)
        },
    ),
    figure(
        "difference of equals",
        |_| 0.0,
        |d| Spread::of_both_outcomes(&d.equals, |[mean]: [f64; 1]| Ok(mean))?.interval(LEVEL),
    ),
    figure(
        "difference, unlike",
        |_| 0.0,
        |d| Spread::of_both_outcomes(&d.unlike, |[mean]: [f64; 1]| Ok(mean))?.interval(LEVEL),
    ),
];

const fn figure(
    name: &'static str,
    truth: fn(&Scenario) -> f64,
    interval: fn(&Drawn) -> Result<Interval, Undefined>,
) -> Figure {
    Figure {
        name,
        truth,
        interval,
    }
}

fn means_of(cases: &[Case]) -> Vec<Case<[f64; 1]>> {
    let case = |case: &Case| Case {
        value: [case.value],
        weight: case.weight,
        cluster: case.cluster,
    };
    cases.iter().map(case).collect()
}

fn alone(cluster: usize, value: f64) -> Case {
    Case {
        value,
        weight: Weight::ONE,
        cluster,
    }
}

/// Returns the difference of two Brier scores, and what it would have been.
fn difference(
    cluster: usize,
    first: Probability,
    second: Probability,
    outcome: BinaryOutcome,
) -> Case<[[f64; 1]; 2]> {
    Case {
        value: [outcome, outcome.complement()].map(|y| [brier(first, y) - brier(second, y)]),
        weight: Weight::ONE,
        cluster,
    }
}

fn probability(p: f64) -> Probability {
    Probability::new(p).unwrap_or(Probability::HALF)
}

fn logit(p: f64) -> f64 {
    (p / (1.0 - p)).ln()
}

fn logistic(odds: f64) -> f64 {
    1.0 / (1.0 + (-odds).exp())
}

fn sphere(p: Probability, y: BinaryOutcome) -> f64 {
    spherical(p, y == BinaryOutcome::YES)
}

fn bias(p: Probability, y: BinaryOutcome) -> f64 {
    y.get() - p.get()
}

fn excess(p: Probability, y: BinaryOutcome) -> f64 {
    let (p, y) = (p.get(), y.get());
    let right = match p.total_cmp(&0.5) {
        std::cmp::Ordering::Less => 1.0 - y,
        std::cmp::Ordering::Equal => 0.5,
        std::cmp::Ordering::Greater => y,
    };
    p.max(1.0 - p) - right
}

/// The Brier score of somebody who says what is halfway to a half.
fn tamer(p: Probability, y: BinaryOutcome) -> f64 {
    (f64::midpoint(p.get(), 0.5) - y.get()).powi(2)
}

fn with_outcome(p: Probability, y: BinaryOutcome) -> [f64; 3] {
    [brier(p, y), y.get(), y.get() * y.get()]
}

fn against_base_rate([score, seen, squared]: [f64; 3]) -> Result<f64, Undefined> {
    skill(score, squared - seen * seen)
}

fn split(p: Probability, y: BinaryOutcome) -> [f64; 3] {
    [p.get() * y.get(), p.get() * (1.0 - y.get()), y.get()]
}

fn apart([yes, no, seen]: [f64; 3]) -> Result<f64, Undefined> {
    if seen <= 0.0 || seen >= 1.0 {
        return Err(Undefined::OneOutcome);
    }
    Ok(yes / seen - no / (1.0 - seen))
}

impl Scenario {
    /// Returns what is said, and how often it comes true.
    fn true_chances(&self) -> impl Iterator<Item = (Probability, f64)> {
        let (said, slope) = (self.said, self.slope);
        let each = said.iter().map(move |&p| (p, logistic(slope * logit(p))));
        each.filter_map(|(p, q)| Some((Probability::new(p)?, q)))
    }

    /// Returns how often what is said so comes true.
    fn chance(&self, said: f64) -> f64 {
        logistic(self.slope * logit(said))
    }

    fn means<const N: usize>(
        &self,
        scores: fn(Probability, BinaryOutcome) -> [f64; N],
    ) -> [f64; N] {
        let mut means = [0.0; N];
        for (p, q) in self.true_chances() {
            let (yes, no) = (scores(p, BinaryOutcome::YES), scores(p, BinaryOutcome::NO));
            for i in 0..N {
                means[i] += (q * yes[i] + (1.0 - q) * no[i]) / count(self.said.len());
            }
        }
        means
    }

    fn mean(&self, score: fn(Probability, BinaryOutcome) -> f64) -> f64 {
        let each = self.true_chances().map(|(p, q)| {
            q * score(p, BinaryOutcome::YES) + (1.0 - q) * score(p, BinaryOutcome::NO)
        });
        each.sum::<f64>() / count(self.said.len())
    }

    fn area(&self) -> f64 {
        let (mut won, mut all) = (0.0, 0.0);
        for (said, happens) in self.true_chances() {
            for (other, chance) in self.true_chances() {
                let weight = happens * (1.0 - chance);
                let wins = match said.get().total_cmp(&other.get()) {
                    std::cmp::Ordering::Less => 0.0,
                    std::cmp::Ordering::Equal => 0.5,
                    std::cmp::Ordering::Greater => 1.0,
                };
                won += weight * wins;
                all += weight;
            }
        }
        won / all
    }

    /// Draws forecasts and outcomes in as many clusters, by the random numbers of a run.
    #[must_use]
    pub(crate) fn draw(&self, clusters: usize, run: usize) -> Drawn {
        let mut stream = Stream::new(2026, run);
        let length = u32::try_from(self.said.len()).unwrap_or(1);
        let (mut pairs, mut losses) = (Vec::new(), Vec::new());
        let (mut equals, mut unlike) = (Vec::new(), Vec::new());
        for cluster in 0..clusters {
            let size = if self.unequal {
                SIZES[cluster % SIZES.len()]
            } else {
                1
            };
            // Questions of a cluster share their fate: it goes well or badly for all.
            let fate = stream.unit();
            let loss = stream.unit().max(1e-300).ln().abs();
            for _ in 0..size {
                let mut said = || self.said[stream.below(length) as usize];
                let (one, two) = (said(), said());
                let happens = |chance: f64| BinaryOutcome::from(fate < chance);
                let outcome = happens(self.chance(one));
                let (first, second) = (probability(one), probability(two));
                pairs.push(Pair {
                    forecast: first,
                    outcome,
                    weight: Weight::ONE,
                    cluster,
                });
                // Two equals: the truth is halfway between what they say.
                let between = happens(f64::midpoint(self.chance(one), self.chance(two)));
                equals.push(difference(cluster, first, second, between));
                // One bold and one timid, as good on average: the truth lies between them.
                let timid = probability(f64::midpoint(one, 0.5));
                let between = happens(f64::midpoint(one, timid.get()));
                unlike.push(difference(cluster, first, timid, between));
                losses.push(alone(cluster, loss));
            }
        }
        Drawn {
            clusters,
            pair_counts: PairCounts::of(&pairs),
            effective: effective_clusters(&pairs).unwrap_or(f64::NAN),
            pairs,
            equals,
            unlike,
            losses,
        }
    }

    /// Returns how often the interval of a figure holds the truth in so many runs.
    #[must_use]
    pub(crate) fn coverage(&self, figure: &Figure, drawn: &Drawn) -> Coverage {
        let truth = (figure.truth)(self);
        match (figure.interval)(drawn) {
            Ok(interval) => Coverage {
                shown: 1,
                // A hair, for what is exactly at an end.
                held: usize::from(interval.low - 1e-12 <= truth && truth <= interval.high + 1e-12),
                widths: interval.high - interval.low,
            },
            Err(_) => Coverage::default(),
        }
    }
}

impl Drawn {
    fn evidence(&self) -> ScoredPairs<'_> {
        ScoredPairs::Clustered(&self.pairs)
    }

    fn mean(&self, score: fn(Probability, BinaryOutcome) -> f64) -> Result<Interval, Undefined> {
        let interval = self.evidence().mean(score, LEVEL);
        interval.map(ConfidenceInterval::interval)
    }

    fn means<const N: usize>(
        &self,
        scores: fn(Probability, BinaryOutcome) -> [f64; N],
        figure: fn([f64; N]) -> Result<f64, Undefined>,
    ) -> Result<Interval, Undefined> {
        let interval = self.evidence().of_means(scores, figure, LEVEL);
        interval.map(ConfidenceInterval::interval)
    }

    /// Returns the cases of a score beside another's, with what they would have been.
    fn beside(&self) -> Vec<Case<[[f64; 2]; 2]>> {
        let scores = |p, y| [brier(p, y), tamer(p, y)];
        let case = |pair: &Pair| Case {
            value: [pair.outcome, pair.outcome.complement()].map(|y| scores(pair.forecast, y)),
            weight: pair.weight,
            cluster: pair.cluster,
        };
        self.pairs.iter().map(case).collect()
    }

    fn skill(&self) -> Result<Interval, Undefined> {
        let figure = |[own, other]: [f64; 2]| skill(own, other);
        both_outcomes_of_means(&self.beside(), figure, LEVEL).map(ConfidenceInterval::interval)
    }

    /// Returns how many clusters there are, or that they are too few.
    fn enough(&self) -> Result<f64, Undefined> {
        let have = self.clusters;
        let need = LEAST_CLUSTERS;
        (have >= need)
            .then_some(self.effective)
            .ok_or(Undefined::TooFew { have, need })
    }

    fn line(&self) -> Result<PenalizedLine, Undefined> {
        PenalizedLine::fit(&self.pair_counts, self.enough()?, Penalty::Jeffreys)
    }

    fn means_80(&self) -> Result<Interval, Undefined> {
        let interval = self.line()?.interval_at(logit(0.8), LEVEL)?;
        Ok(Interval {
            low: logistic(interval.low),
            high: logistic(interval.high),
        })
    }

    fn area(&self) -> Result<Interval, Undefined> {
        let (share, effective) = (self.pair_counts.base_rate()?, self.enough()?);
        let (yes, no) = (share * effective, (1.0 - share) * effective);
        auc_interval(auc(&self.pair_counts)?, yes, no, LEVEL)
    }
}
