//! Like for like: how a forecaster differs from the panel, drawn towards it where little is known.

use std::collections::BTreeMap;

use crate::intervals::require_clusters;
use crate::special::student_half_width;
use crate::{ConfidenceInterval, InferenceMethod, Interval, Procedure, Sum, Undefined, count, sum};

use super::{Adjusted, ScoreEntry};

/// The questions that a forecaster must share with others before anything is said like for like.
pub const LEAST_SHARED: usize = 5;

/// How a forecaster's score differs from that of a forecaster on average, on the same questions.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LikeForLike {
    /// The difference as it is, by fixed effects.
    pub unshrunk: f64,
    /// The difference drawn towards 0: the further, the less is known.
    pub difference: f64,
    /// How many questions are shared with others.
    pub shared: usize,
    /// How many clusters they are.
    clusters: usize,
    error: f64,
    degrees: f64,
}

impl LikeForLike {
    /// Returns the interval of the difference.
    ///
    /// # Errors
    ///
    /// [`Undefined::TooFew`] under five clusters, [`Undefined::NoVariance`] where all scores are alike.
    pub fn interval(self, level: f64) -> Result<ConfidenceInterval, Undefined> {
        require_clusters(self.clusters)?;
        if self.error <= 0.0 {
            return Err(Undefined::NoVariance);
        }
        let half = student_half_width(level, self.degrees) * self.error;
        let interval = Interval {
            low: self.difference - half,
            high: self.difference + half,
        };
        let procedure = Procedure::analytic(InferenceMethod::EmpiricalBayes);
        Ok(ConfidenceInterval::new(interval, procedure))
    }
}

/// Returns by number how each forecaster differs from one on average, given the cluster of each entry's
/// question and the effects of them all.
///
/// # Method
///
/// The effects of questions are fixed; those of forecasters are drawn from a normal distribution of
/// unknown mean and unknown spread τ. With y the fixed effect of a forecaster and v its variance,
///
/// ```text
/// v      = σ² / n · Σ w / Σ w (1 − w / W)          n = (Σ W)² / Σ W² over the clusters
/// effect = mean over τ of  mean + τ² / (v + τ²) · (y − mean)
/// ```
///
/// and the difference is the effect less the mean of all effects, the panel,
///
/// with σ² the variance of what the effects leave of a score, w the weight of a score and W that of all on
/// its question: who is compared with few knows less. The share v₀ / (v₀ + τ²) is taken to lie anywhere
/// from 0 to 1 before anything is known, with v₀ the mean of the v, none of which counts there as more than
/// σ², and after it as the effects say. With the harmonic mean, which is Daniels', those who answered most
/// make the spread of all look small, and too few intervals hold the truth: `benches/leagues.rs`. The interval is Student's, of the variance that this leaves, with one degree of freedom less than
/// there are clusters. Only questions that several answered count, and each group by itself.
///
/// # References
///
/// - Morris, C. N. (1983). Parametric empirical Bayes inference: theory and applications. *Journal of the
///   American Statistical Association*, 78(381), 47–55.
/// - Daniels, M. J. (1999). A prior for the variance in hierarchical models. *Canadian Journal of
///   Statistics*, 27(3), 567–578.
///
/// # Example
///
/// ```
/// use foretell_scoring::{Adjusted, ScoreEntry, Weight, like_for_like};
///
/// let entry = |forecaster: usize, question: usize| {
///     let score = 0.1 + 0.1 * forecaster as f64 + 0.05 * ((forecaster + question) % 3) as f64;
///     (ScoreEntry { forecaster, question, score, weight: Weight::ONE }, question)
/// };
/// let entries: Vec<_> = (0..12).flat_map(|q| (0..3).map(move |f| entry(f, q))).collect();
/// let scores: Vec<_> = entries.iter().map(|(entry, _)| *entry).collect();
/// let effects = Adjusted::of(&scores).unwrap();
/// let [best, ..] = like_for_like(&entries, &effects)[..] else { panic!() };
/// let best = best.unwrap();
/// // The first is better than the average by 0.1, of which a little is taken for luck.
/// assert!((best.unshrunk + 0.1).abs() < 0.01 && best.difference > best.unshrunk);
/// assert!(best.interval(0.95).unwrap().high < 0.0);
/// ```
///
/// # Errors
///
/// For each forecaster [`Undefined::TooFew`] under [`LEAST_SHARED`] shared questions.
#[must_use]
pub fn like_for_like(
    entries: &[(ScoreEntry, usize)],
    effects: &Adjusted,
) -> Vec<Result<LikeForLike, Undefined>> {
    let mut groups: Vec<Vec<Shared>> = vec![Vec::new(); effects.group_count()];
    let mut have = vec![0; effects.forecasters.len()];
    for one in shared(entries) {
        have[one.who] += 1;
        if let Some(group) = effects.groups[one.who] {
            groups[group].push(one);
        }
    }
    let need = LEAST_SHARED;
    let none = |have| Err(Undefined::TooFew { have, need });
    let mut found: Vec<_> = have.into_iter().map(none).collect();
    for own in groups {
        for (who, one) in of_one_group(&own, effects) {
            if one.shared >= LEAST_SHARED {
                found[who] = Ok(one);
            }
        }
    }
    found
}

/// A score on a question that several answered.
#[derive(Clone, Copy, Debug)]
struct Shared {
    who: usize,
    question: usize,
    cluster: usize,
    score: f64,
    weight: f64,
    /// The weight of all on the question.
    whole: f64,
}

fn shared(entries: &[(ScoreEntry, usize)]) -> Vec<Shared> {
    /// The weight of all on a question, the first of them, and whether there are others.
    #[derive(Clone, Copy, Default)]
    struct OfQuestion {
        weight: Sum,
        first: Option<usize>,
        has_others: bool,
    }
    let questions = entries.iter().map(|(entry, _)| entry.question + 1).max();
    let mut of_question = vec![OfQuestion::default(); questions.unwrap_or(0)];
    for (entry, _) in entries {
        let of = &mut of_question[entry.question];
        of.weight.add(entry.weight.get());
        of.has_others |= *of.first.get_or_insert(entry.forecaster) != entry.forecaster;
    }
    let several = |(entry, cluster): &(ScoreEntry, usize)| {
        let of = &of_question[entry.question];
        of.has_others.then(|| Shared {
            who: entry.forecaster,
            question: entry.question,
            cluster: *cluster,
            score: entry.score,
            weight: entry.weight.get(),
            whole: of.weight.get(),
        })
    };
    entries.iter().filter_map(several).collect()
}

/// A forecaster's effect and its variance.
struct Effect {
    who: usize,
    shared: usize,
    clusters: usize,
    value: f64,
    variance: f64,
}

fn of_one_group(shared: &[Shared], effects: &Adjusted) -> Vec<(usize, LikeForLike)> {
    let mut of: BTreeMap<usize, Vec<Shared>> = BTreeMap::new();
    for one in shared {
        of.entry(one.who).or_default().push(*one);
    }
    let (variance, degrees) = residual_variance(shared, effects, of.len());
    let effect = |(who, own): (&usize, &Vec<Shared>)| {
        let clusters = distinct(own.iter().map(|one| one.cluster));
        Some(Effect {
            who: *who,
            shared: own.len(),
            clusters,
            value: effects.forecasters[*who]?,
            variance: variance * relative_variance(own),
        })
    };
    let all: Vec<Effect> = of.iter().filter_map(effect).collect();
    let posterior = Posterior::of(&all, variance);
    let clusters = distinct(shared.iter().map(|one| one.cluster));
    let degrees = degrees.min(count(clusters) - 1.0).max(1.0);
    let one = |effect: &Effect| {
        let (difference, variance) = posterior.of_effect(effect);
        let one = LikeForLike {
            unshrunk: effect.value - posterior.panel,
            difference,
            shared: effect.shared,
            clusters: effect.clusters,
            error: variance.sqrt(),
            degrees,
        };
        (effect.who, one)
    };
    all.iter().map(one).collect()
}

/// Returns the weighted square of what the effects leave of a score.
fn residual(one: &Shared, effects: &Adjusted) -> f64 {
    let forecaster = effects.forecasters[one.who].unwrap_or_default();
    let question = effects.questions[one.question].unwrap_or_default();
    one.weight * (one.score - forecaster - question).powi(2)
}

/// Returns the variance of what the effects leave of a score, and its degrees of freedom.
fn residual_variance(shared: &[Shared], effects: &Adjusted, forecasters: usize) -> (f64, f64) {
    let questions = distinct(shared.iter().map(|one| one.question));
    let (n, unknown) = (count(shared.len()), count(forecasters + questions));
    let degrees = n - unknown + 1.0;
    if degrees <= 0.0 {
        return (0.0, 1.0);
    }
    let weight = sum(shared.iter().map(|one| one.weight));
    let squares = sum(shared.iter().map(|one| residual(one, effects))) / weight;
    let size = sum(shared.iter().map(|one| one.weight * one.score.powi(2))) / weight;
    // What rounding leaves of scores that the effects explain whole.
    if squares <= 1e-24 * size {
        return (0.0, degrees);
    }
    (squares * n / degrees, degrees)
}

/// Returns the variance of a forecaster's effect where scores have a variance of 1.
fn relative_variance(own: &[Shared]) -> f64 {
    let mut clusters: BTreeMap<usize, Sum> = BTreeMap::new();
    for one in own {
        clusters.entry(one.cluster).or_default().add(one.weight);
    }
    let weight = sum(own.iter().map(|one| one.weight));
    let squares = sum(clusters.values().map(|one| one.get().powi(2)));
    let known = sum(own
        .iter()
        .map(|one| one.weight * (1.0 - one.weight / one.whole)));
    // Who weighs nearly all on a question learns next to nothing from it, and yet something.
    squares / weight / known.max(1e-9 * weight)
}

fn distinct(of: impl Iterator<Item = usize>) -> usize {
    let mut all: Vec<usize> = of.collect();
    all.sort_unstable();
    all.dedup();
    all.len()
}

/// What is known of the panel and of the spread of its forecasters.
struct Posterior {
    spreads: Vec<Spread>,
    /// The panel on average.
    panel: f64,
    /// Of how many it is.
    forecasters: f64,
}

/// A spread with how likely it is.
struct Spread {
    share: f64,
    tau: f64,
    /// The mean of the distribution, and its variance.
    mean: f64,
    mean_variance: f64,
    /// The mean of all effects.
    panel: f64,
    /// The mean of what each effect takes of the mean.
    drawn: f64,
    /// The sum of the variances of the effects where the mean is known.
    variances: f64,
}

/// In how many steps the spread is gone through.
const STEPS: u32 = 100;

impl Posterior {
    /// Returns what effects say, where scores have that variance.
    fn of(all: &[Effect], score: f64) -> Self {
        if all.iter().all(|one| one.variance <= 0.0) {
            return Self {
                spreads: Vec::new(),
                panel: sum(all.iter().map(|one| one.value)) / count(all.len()),
                forecasters: count(all.len()),
            };
        }
        let typical = sum(all.iter().map(|one| one.variance.min(score))) / count(all.len());
        let fits: Vec<(f64, Spread)> = (0..STEPS)
            .map(|i| {
                let share = (f64::from(i) + 0.5) / f64::from(STEPS);
                let tau = typical * (1.0 - share) / share;
                Spread::fit(all, tau)
            })
            .collect();
        let most = fits.iter().map(|(log, _)| *log).fold(f64::MIN, f64::max);
        let total = sum(fits.iter().map(|(log, _)| (log - most).exp()));
        let spreads: Vec<Spread> = fits
            .into_iter()
            .map(|(log, spread)| Spread {
                share: (log - most).exp() / total,
                ..spread
            })
            .collect();
        Self {
            panel: sum(spreads.iter().map(|one| one.share * one.panel)),
            spreads,
            forecasters: count(all.len()),
        }
    }

    /// Returns the mean and the variance of a forecaster's difference from the panel.
    fn of_effect(&self, effect: &Effect) -> (f64, f64) {
        if self.spreads.is_empty() {
            return (effect.value - self.panel, 0.0);
        }
        let over = |of: &dyn Fn((f64, f64)) -> f64| {
            let each = self.spreads.iter();
            sum(each.map(|one| one.share * of(one.difference(effect, self.forecasters))))
        };
        let mean = over(&|(mean, _)| mean);
        let variance = over(&|(each, variance)| variance + (each - mean).powi(2));
        (mean, variance)
    }
}

impl Spread {
    /// Returns a spread of this variance with its logarithmic likelihood.
    fn fit(all: &[Effect], tau: f64) -> (f64, Self) {
        let precision = sum(all.iter().map(|one| (one.variance + tau).recip()));
        let mean = sum(all.iter().map(|one| one.value / (one.variance + tau))) / precision;
        let each = all.iter().map(|one| {
            let variance = one.variance + tau;
            variance.ln() + (one.value - mean).powi(2) / variance
        });
        let log = -(sum(each) + precision.ln()) / 2.0;
        let kept = |one: &Effect| tau / (tau + one.variance);
        let n = count(all.len());
        let spread = Self {
            share: 0.0,
            tau,
            mean,
            mean_variance: precision.recip(),
            panel: mean + sum(all.iter().map(|one| kept(one) * (one.value - mean))) / n,
            drawn: sum(all.iter().map(|one| 1.0 - kept(one))) / n,
            variances: sum(all.iter().map(|one| kept(one) * one.variance)),
        };
        (log, spread)
    }

    /// Returns the mean and the variance of a forecaster's difference from the panel of so many.
    fn difference(&self, effect: &Effect, forecasters: f64) -> (f64, f64) {
        let kept = self.tau / (self.tau + effect.variance);
        let own = kept * effect.variance * (1.0 - 2.0 / forecasters);
        let common = (1.0 - kept - self.drawn).powi(2) * self.mean_variance;
        let variance = own + self.variances / forecasters.powi(2) + common;
        let mean = self.mean + kept * (effect.value - self.mean) - self.panel;
        (mean, variance.max(0.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Weight;
    use crate::random::Stream;

    fn entry(forecaster: usize, question: usize, score: f64) -> (ScoreEntry, usize) {
        let entry = ScoreEntry {
            forecaster,
            question,
            score,
            weight: Weight::ONE,
        };
        (entry, question)
    }

    fn effects(entries: &[(ScoreEntry, usize)]) -> Adjusted {
        Adjusted::of(&entries.iter().map(|(entry, _)| *entry).collect::<Vec<_>>()).unwrap()
    }

    fn of(entries: &[(ScoreEntry, usize)]) -> Vec<Result<LikeForLike, Undefined>> {
        like_for_like(entries, &effects(entries))
    }

    /// A number that is about normal, of standard deviation 1.
    fn normal(stream: &mut Stream) -> f64 {
        (0..12).map(|_| stream.unit()).sum::<f64>() - 6.0
    }

    #[test]
    fn under_five_shared_questions_nothing_is_said() {
        let mut entries: Vec<_> = (0..9)
            .flat_map(|q| [entry(0, q, 0.1), entry(1, q, 0.2 + 0.01 * count(q % 3))])
            .collect();
        entries.extend((0..4).map(|q| entry(2, q, 0.0)));
        // What nobody else answered is not shared.
        entries.extend((20..30).map(|q| entry(2, q, 0.0)));
        let found = of(&entries);
        assert!(found[0].is_ok() && found[1].is_ok());
        assert_eq!(found[2], Err(Undefined::TooFew { have: 4, need: 5 }));
    }

    #[test]
    fn who_answered_few_questions_is_drawn_further_to_the_panel() {
        let mut stream = Stream::new(3, 0);
        let mut entries = Vec::new();
        for question in 0..40 {
            for forecaster in 0..6 {
                // The last two are as good, and one of them answered few.
                let skill = [0.05, 0.02, 0.0, -0.02, -0.05, -0.05][forecaster];
                if forecaster < 5 || question < 6 {
                    let score = 0.3 + skill + 0.1 * normal(&mut stream);
                    entries.push(entry(forecaster, question, score));
                }
            }
        }
        let found = of(&entries);
        let kept = |who: usize| {
            let one = found[who].unwrap();
            one.difference / one.unshrunk
        };
        assert!(kept(5) < kept(4) && kept(4) < 1.0 && kept(5) > 0.0);
        let width = |who: usize| {
            let interval = found[who].unwrap().interval(0.95).unwrap();
            interval.high - interval.low
        };
        assert!(width(5) > width(4));
    }

    #[test]
    fn questions_of_one_cluster_say_less() {
        let entries = |cluster: fn(usize) -> usize| -> Vec<_> {
            let mut stream = Stream::new(5, 0);
            let of_question = |q: usize, stream: &mut Stream| {
                let mut one =
                    |who: usize| entry(who, q, 0.2 + 0.05 * count(who) + 0.1 * normal(stream));
                [one(0), one(1), one(2)].map(|(entry, q)| (entry, cluster(q)))
            };
            (0..40).flat_map(|q| of_question(q, &mut stream)).collect()
        };
        let width = |entries: &[(ScoreEntry, usize)]| {
            let interval = of(entries)[0].unwrap().interval(0.95).unwrap();
            interval.high - interval.low
        };
        assert!(width(&entries(|q| q / 4)) > 1.3 * width(&entries(|q| q)));
        let one = of(&entries(|_| 0))[0].unwrap().interval(0.95);
        assert_eq!(one.err(), Some(Undefined::TooFew { have: 1, need: 5 }));
    }

    #[test]
    fn scores_that_the_effects_explain_whole_have_no_interval() {
        let entries: Vec<_> = (0..8)
            .flat_map(|q| {
                [
                    entry(0, q, 0.1 * count(q)),
                    entry(1, q, 0.1 * count(q) + 0.2),
                ]
            })
            .collect();
        let best = of(&entries)[0].unwrap();
        assert!((best.difference + 0.1).abs() < 1e-9 && (best.unshrunk + 0.1).abs() < 1e-9);
        assert_eq!(best.interval(0.95).err(), Some(Undefined::NoVariance));
    }
}
