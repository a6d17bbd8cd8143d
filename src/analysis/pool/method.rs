//! The ways to pool.

use crate::model::Probability;
use crate::scoring::pool::{
    Panel, extremised_odds, mean, mean_odds, median, metaculus_recency, neyman_roughgarden,
    trimmed_mean,
};
use crate::scoring::{Undefined, Weight, count, sum};

use super::past::Past;
use crate::analysis::panel::StandingEstimate;

/// A way to make one forecast of several.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Method {
    /// The mean of the probabilities.
    Mean,
    /// The middle one.
    Median,
    /// The mean without the fifth at either end.
    TrimmedMean,
    /// The geometric mean of the odds.
    MeanOdds,
    /// The same, moved away from ½ by the factor that fitted past questions best.
    Extremised,
    /// The same, moved away from ½ by how many forecasters there are.
    NeymanRoughgarden,
    /// The median, in which the newest count most, by the rule of Metaculus.
    Recency,
    /// The mean, in which those count most who did best on past questions.
    Performance,
}

/// The share cut off at either end: the middle of the 10 to 30 % that Jose and Winkler (2008) tried.
const TRIMMED: f64 = 0.2;

impl Method {
    /// Every way, in the order of the table.
    pub const ALL: [Self; 8] = [
        Self::Mean,
        Self::Median,
        Self::TrimmedMean,
        Self::MeanOdds,
        Self::Extremised,
        Self::NeymanRoughgarden,
        Self::Recency,
        Self::Performance,
    ];

    /// Returns its name in machine output.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Mean => "mean",
            Self::Median => "median",
            Self::TrimmedMean => "trimmed_mean_20",
            Self::MeanOdds => "geo_mean_odds",
            Self::Extremised => "extremised",
            Self::NeymanRoughgarden => "neyman_roughgarden",
            Self::Recency => "metaculus_recency_median",
            Self::Performance => "performance",
        }
    }

    /// Returns its name in tables.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Mean => "mean",
            Self::Median => "median",
            Self::TrimmedMean => "trimmed mean",
            Self::MeanOdds => "mean of odds",
            Self::Extremised => "extremised odds",
            Self::NeymanRoughgarden => "Neyman–R. odds",
            Self::Recency => "recency",
            Self::Performance => "performance",
        }
    }

    /// Returns whether it learns from past questions.
    #[must_use]
    pub fn learns(self) -> bool {
        matches!(self, Self::Extremised | Self::Performance)
    }

    /// Returns the forecast that it makes of what stood, with what was known then.
    pub(super) fn pooled(
        self,
        standing: &[StandingEstimate<Probability>],
        past: &Past,
    ) -> Result<Probability, Undefined> {
        let each: Vec<Probability> = standing.iter().map(|one| one.value).collect();
        let equal = Panel::equal(&each).ok_or(Undefined::Empty)?;
        let weighted = |weights: Vec<Weight>| {
            Panel::weighted(each.iter().copied().zip(weights)).ok_or(Undefined::Empty)
        };
        match self {
            Self::Mean => Ok(mean(&equal)),
            Self::Median => Ok(median(&equal)),
            Self::TrimmedMean => {
                let share = Probability::new(TRIMMED).ok_or(Undefined::Empty)?;
                Ok(trimmed_mean(&equal, share))
            }
            Self::MeanOdds => mean_odds(&equal),
            Self::Extremised => extremised_odds(&equal, past.factor()),
            Self::NeymanRoughgarden => neyman_roughgarden(&equal),
            Self::Recency => Ok(median(&weighted(recency(standing))?)),
            Self::Performance => {
                let weights = standing.iter().map(|one| past.weight(one.who));
                Ok(mean(&weighted(weights.collect())?))
            }
        }
    }
}

/// Returns what each counts by the rule of Metaculus. Those who spoke at the same time, of whom it
/// would take one for the older, count the same: the mean of their places.
fn recency(standing: &[StandingEstimate<Probability>]) -> Vec<Weight> {
    let of = standing.len();
    let weight = |one: &StandingEstimate<Probability>| {
        let earlier = |other: &&StandingEstimate<Probability>| other.since < one.since;
        let older = standing.iter().filter(earlier).count();
        let alike = standing
            .iter()
            .filter(|other| other.since.total_cmp(&one.since).is_eq());
        let alike = alike.count();
        let places = (older + 1..=older + alike).map(|i| metaculus_recency(i, of).get());
        Weight::new(sum(places) / count(alike)).unwrap_or(Weight::ONE)
    };
    standing.iter().map(weight).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Forecasters in order, who said these things at these times.
    fn standing(said: &[(f64, f64)]) -> Vec<StandingEstimate<Probability>> {
        let one = |(who, &(since, p)): (u32, &(f64, f64))| StandingEstimate {
            who,
            since,
            value: Probability::new(p).unwrap(),
        };
        (0..).zip(said).map(one).collect()
    }

    fn pooled(method: Method, said: &[(f64, f64)]) -> f64 {
        let past = Past::default();
        method.pooled(&standing(said), &past).unwrap().get()
    }

    #[test]
    fn without_a_past_those_that_learn_are_as_those_that_do_not() {
        let said = [(0.0, 0.1), (0.0, 0.4), (0.0, 0.8)];
        for (learns, plain) in [
            (Method::Extremised, Method::MeanOdds),
            (Method::Performance, Method::Mean),
        ] {
            assert!(learns.learns() && !plain.learns());
            assert!((pooled(learns, &said) - pooled(plain, &said)).abs() < 1e-12);
        }
    }

    #[test]
    fn the_newest_count_most_and_those_of_one_time_alike() {
        // Weights .29, .44, .60, .79 and 1 of 3.12: half is passed within the fourth.
        let said = [(1.0, 0.1), (2.0, 0.2), (3.0, 0.3), (4.0, 0.4), (5.0, 0.5)];
        assert!((pooled(Method::Recency, &said) - 0.4).abs() < 1e-12);
        let weights = recency(&standing(&[(1.0, 0.1), (3.0, 0.2), (1.0, 0.3)]));
        let expected = f64::midpoint(
            (1.0 - 3.0_f64.sqrt()).exp(),
            (2.0_f64.sqrt() - 3.0_f64.sqrt()).exp(),
        );
        assert!((weights[0].get() - expected).abs() < 1e-12);
        assert_eq!(weights[0], weights[2]);
        assert_eq!(weights[1], Weight::ONE);
    }

    #[test]
    fn certain_opposites_have_no_mean_of_odds() {
        let said = standing(&[(0.0, 0.0), (0.0, 1.0)]);
        for method in Method::ALL {
            let on_odds = matches!(
                method,
                Method::MeanOdds | Method::Extremised | Method::NeymanRoughgarden
            );
            let pooled = method.pooled(&said, &Past::default());
            assert_eq!(pooled == Err(Undefined::Opposed), on_odds, "{method:?}");
        }
    }
}
