//! How an interval or a p-value was made.

use std::fmt;

use super::thresholds::{GRID_ABOVE, LINE_ABOVE, POOLED_ABOVE, STANDARD_ERROR_ABOVE};
use super::{Resampling, SamplingPlan};

/// How an interval or a p-value was made: enough to make it again.
///
/// It prints as a line: `percentile bootstrap; clusters one by one; 1000 draws, seed 1`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Procedure {
    /// The method.
    pub method: InferenceMethod,
    /// What was drawn, where something was.
    pub drawing: Option<Drawing>,
    /// What was taken for something simpler, where it was.
    pub approximation: Option<Approximation>,
}

/// A method by which an interval or a p-value is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum InferenceMethod {
    /// The middle of resampled figures.
    PercentileBootstrap,
    /// The same, moved for bias and skewness.
    CorrectedBootstrap,
    /// What a perfectly calibrated forecaster shows.
    MonteCarlo,
    /// Differences that might as well have come out the other way round.
    SignFlip,
    /// Student's t by clusters.
    Student,
    /// The same, in which the other outcome counts as one cluster.
    StudentBothOutcomes,
    /// The profile of a penalized likelihood.
    PenalizedProfile,
    /// What is known of one of many whose spread is learnt from them all.
    EmpiricalBayes,
    /// Newcombe's score interval of an area.
    Newcombe,
    /// Wilcoxon's signed rank test.
    Wilcoxon,
    /// Diebold and Mariano's test, corrected for small samples.
    DieboldMariano,
    /// Standard errors, and a figure that is taken for normal.
    Normal,
    /// Twice the logarithm of a ratio of likelihoods, which is about chi-squared.
    LikelihoodRatio,
    /// A sum of squares that is about chi-squared.
    ChiSquared,
    /// The largest distance from an even spread.
    KolmogorovSmirnov,
    /// Wilson's score interval.
    Wilson,
    /// Clopper and Pearson's, from the binomial distribution.
    ClopperPearson,
    /// Jeffreys', from a beta distribution.
    Jeffreys,
}

/// What is drawn with replacement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Drawn {
    /// Clusters, whole.
    Clusters,
    /// Pairs that stand alone.
    Pairs,
    /// Forecasts, and for each an outcome by its probability.
    ForecastsAndOutcomes,
    /// Outcomes by the probabilities of the forecasts that there are.
    Outcomes,
    /// Signs of clusters.
    Signs,
}

/// What was drawn, how, how often and from which seed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Drawing {
    /// What.
    pub drawn: Drawn,
    /// How.
    pub plan: SamplingPlan,
    /// How often, and from which seed; nothing where all is tried.
    pub resampling: Option<Resampling>,
}

/// What is taken for something simpler where there is very much of it; see
/// [`thresholds`](crate::thresholds).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Approximation {
    /// Scores are laid on a grid.
    Grid,
    /// A figure of several means is taken for a straight line in them.
    Line,
    /// Both.
    LineOnGrid,
    /// Neighbouring forecasts are pooled.
    PooledForecasts,
    /// The interval of a fit comes from its standard error.
    StandardError,
    /// The score has no bound, so that no number of clusters makes its mean normal for sure.
    Unbounded,
}

impl Procedure {
    /// Returns a procedure that draws nothing.
    #[must_use]
    pub fn analytic(method: InferenceMethod) -> Self {
        Self {
            method,
            drawing: None,
            approximation: None,
        }
    }

    /// Returns one that draws so often.
    pub(crate) fn drawn(
        method: InferenceMethod,
        drawn: Drawn,
        plan: SamplingPlan,
        resampling: Resampling,
    ) -> Self {
        Self {
            drawing: Some(Drawing {
                drawn,
                plan,
                resampling: Some(resampling),
            }),
            ..Self::analytic(method)
        }
    }

    /// Says whether nothing was left to chance.
    #[must_use]
    pub fn is_exact(self) -> bool {
        let chance = self.drawing.and_then(|drawing| drawing.resampling);
        chance.is_none() && self.approximation.is_none()
    }

    /// Returns the same with an approximation.
    #[must_use]
    pub fn approximately(self, approximation: Option<Approximation>) -> Self {
        Self {
            approximation,
            ..self
        }
    }
}

impl InferenceMethod {
    /// Returns its name for machines.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::PercentileBootstrap => "percentile-bootstrap",
            Self::CorrectedBootstrap => "bca-bootstrap",
            Self::MonteCarlo => "monte-carlo",
            Self::SignFlip => "sign-flip",
            Self::Student => "student",
            Self::StudentBothOutcomes => "student-both-outcomes",
            Self::PenalizedProfile => "penalized-profile",
            Self::EmpiricalBayes => "empirical-bayes",
            Self::Newcombe => "newcombe",
            Self::Wilcoxon => "wilcoxon",
            Self::DieboldMariano => "diebold-mariano",
            Self::Normal => "normal",
            Self::LikelihoodRatio => "likelihood-ratio",
            Self::ChiSquared => "chi-squared",
            Self::KolmogorovSmirnov => "kolmogorov-smirnov",
            Self::Wilson => "wilson",
            Self::ClopperPearson => "clopper-pearson",
            Self::Jeffreys => "jeffreys",
        }
    }
}

impl Drawn {
    /// Returns its name for machines.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Clusters => "clusters",
            Self::Pairs => "pairs",
            Self::ForecastsAndOutcomes => "forecasts-and-outcomes",
            Self::Outcomes => "outcomes",
            Self::Signs => "signs",
        }
    }
}

impl Approximation {
    /// Returns its name for machines.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Grid => "grid",
            Self::Line => "line",
            Self::LineOnGrid => "line-on-grid",
            Self::PooledForecasts => "pooled-forecasts",
            Self::StandardError => "standard-error",
            Self::Unbounded => "unbounded-score",
        }
    }

    /// Returns the size above which it sets in: of the pairs for a grid and a line, of the distinct
    /// forecasts for the others.
    #[must_use]
    pub fn above(self) -> Option<usize> {
        Some(match self {
            Self::Grid | Self::LineOnGrid => GRID_ABOVE,
            Self::Line => LINE_ABOVE,
            Self::PooledForecasts => POOLED_ABOVE,
            Self::StandardError => STANDARD_ERROR_ABOVE,
            Self::Unbounded => return None,
        })
    }
}

impl fmt::Display for Procedure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.method.fmt(f)?;
        if let Some(drawing) = self.drawing {
            write!(f, "; {} {}", drawing.drawn, drawing.plan)?;
            if let Some(Resampling { seed, resamples }) = drawing.resampling {
                write!(f, "; {resamples} draws, seed {seed}")?;
            }
        }
        if let Some(approximation) = self.approximation {
            write!(f, "; {approximation}")?;
        }
        Ok(())
    }
}

impl fmt::Display for InferenceMethod {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::PercentileBootstrap => "percentile bootstrap",
            Self::CorrectedBootstrap => "BCa bootstrap",
            Self::MonteCarlo => "Monte Carlo test of a calibrated forecaster",
            Self::SignFlip => "sign flip permutation test",
            Self::Student => "Student's t by clusters",
            Self::StudentBothOutcomes => {
                "Student's t by clusters, the other outcome counted as one cluster"
            }
            Self::PenalizedProfile => "profile of the penalized likelihood",
            Self::EmpiricalBayes => "empirical Bayes",
            Self::Newcombe => "Newcombe's score interval",
            Self::Wilcoxon => "Wilcoxon's signed rank test",
            Self::DieboldMariano => "Diebold and Mariano's test",
            Self::Normal => "normal approximation",
            Self::LikelihoodRatio => "likelihood ratio test",
            Self::ChiSquared => "chi-squared test",
            Self::KolmogorovSmirnov => "Kolmogorov–Smirnov test",
            Self::Wilson => "Wilson's score interval",
            Self::ClopperPearson => "Clopper–Pearson interval",
            Self::Jeffreys => "Jeffreys interval",
        })
    }
}

impl fmt::Display for Drawn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.as_str().replace('-', " "))
    }
}

impl fmt::Display for Approximation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let above = self.above().unwrap_or_default();
        match self {
            Self::Grid => write!(f, "scores on a grid, above {above} pairs"),
            Self::Line => write!(f, "a straight line in the means, above {above} pairs"),
            Self::LineOnGrid => write!(
                f,
                "a straight line in the means and scores on a grid, above {above} pairs"
            ),
            Self::PooledForecasts => {
                write!(f, "neighbours pooled, above {above} distinct forecasts")
            }
            Self::Unbounded => write!(f, "approximate, since the score has no bound"),
            Self::StandardError => {
                write!(f, "not fitted anew, above {above} distinct forecasts")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_procedure_prints_as_a_line() {
        let resampling = Resampling {
            seed: 1,
            resamples: 500,
        };
        let bootstrap = Procedure::drawn(
            InferenceMethod::PercentileBootstrap,
            Drawn::Clusters,
            SamplingPlan::OneByOne,
            resampling,
        );
        assert_eq!(
            bootstrap.to_string(),
            "percentile bootstrap; clusters one by one; 500 draws, seed 1"
        );
        let grid = bootstrap.approximately(Some(Approximation::Grid));
        assert!(
            grid.to_string()
                .ends_with("; scores on a grid, above 65536 pairs")
        );
        assert_eq!(
            Procedure::analytic(InferenceMethod::Normal).to_string(),
            "normal approximation"
        );
    }
}
