//! Other tests of a difference, for who asks for one by name.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use crate::model::ArgumentError;
use crate::query::Request;
use crate::scoring::compare::{DieboldMariano, Kernel, SignFlip, Wilcoxon};
use crate::scoring::{Case, InferenceMethod, Procedure, Undefined, Weight};

/// How a difference of two forecasters is tested.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DifferenceTest {
    /// Student's t by clusters, which the interval is turned round.
    #[default]
    Student,
    /// Flipping who said what, cluster by cluster.
    SignFlip,
    /// Wilcoxon's signed ranks of the clusters' differences.
    Wilcoxon,
    /// Diebold and Mariano's test of the clusters' differences in the order of their resolutions, with the
    /// correction of Harvey, Leybourne and Newbold, for outcomes that depend on the last so many.
    DieboldMariano {
        /// How many steps ahead forecasts look; 1 where none depends on the one before.
        horizon: usize,
    },
}

impl DifferenceTest {
    /// What can be asked for.
    const NAMES: &'static str = "student, sign-flip, wilcoxon, dm or dm=STEPS";

    /// Returns its name in sentences.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Student => "Student's t on clusters",
            Self::SignFlip => "sign flips of clusters",
            Self::Wilcoxon => "Wilcoxon's signed ranks of clusters",
            Self::DieboldMariano { .. } => "Diebold and Mariano's test of clusters in order",
        }
    }

    /// Returns how often chance alone gives as much by this test, and how that was found.
    ///
    /// # Errors
    ///
    /// Why the test says nothing.
    pub(super) fn p_value(
        self,
        seen: &[Case],
        known: &BTreeMap<usize, f64>,
        request: &Request,
    ) -> Result<(f64, Procedure), Undefined> {
        let analytic = |p, method| (p, Procedure::analytic(method));
        match self {
            Self::Student => Err(Undefined::NotAsked),
            Self::SignFlip => {
                // Signs are drawn at once, however many there are.
                let test = SignFlip::test(seen, request.doubt().draws(1))?;
                if !test.procedure.is_exact() && request.resamples == 0 {
                    return Err(Undefined::NotResampled);
                }
                Ok((test.p_value, test.procedure))
            }
            Self::Wilcoxon => {
                let test = Wilcoxon::test(&in_order(seen, known)?)?;
                Ok(analytic(test.p_value, InferenceMethod::Wilcoxon))
            }
            Self::DieboldMariano { horizon } => {
                let differences = in_order(seen, known)?;
                if horizon > 1 && !known.values().all(|time| time.is_finite()) {
                    return Err(Undefined::Unordered);
                }
                let test = DieboldMariano::test(&differences, horizon, Kernel::Bartlett)?;
                Ok(analytic(test.p_value, InferenceMethod::DieboldMariano))
            }
        }
    }
}

/// Returns the mean difference of each cluster, in the order in which they were resolved.
fn in_order(seen: &[Case], known: &BTreeMap<usize, f64>) -> Result<Vec<f64>, Undefined> {
    let mut sums: BTreeMap<usize, (f64, f64)> = BTreeMap::new();
    for case in seen {
        let sum = sums.entry(case.cluster).or_default();
        sum.0 += Weight::get(case.weight) * case.value;
        sum.1 += case.weight.get();
    }
    let time = |cluster: usize| known.get(&cluster).copied().unwrap_or(f64::INFINITY);
    let mut means: Vec<(f64, usize, f64)> = sums
        .into_iter()
        .map(|(cluster, (total, weight))| (time(cluster), cluster, total / weight))
        .collect();
    means.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    if means.iter().any(|(_, _, mean)| !mean.is_finite()) {
        return Err(Undefined::Infinite);
    }
    Ok(means.into_iter().map(|(_, _, mean)| mean).collect())
}

impl fmt::Display for DifferenceTest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Student => f.pad("student"),
            Self::SignFlip => f.pad("sign-flip"),
            Self::Wilcoxon => f.pad("wilcoxon"),
            Self::DieboldMariano { horizon: 1 } => f.pad("dm"),
            Self::DieboldMariano { horizon } => f.pad(&format!("dm={horizon}")),
        }
    }
}

impl FromStr for DifferenceTest {
    type Err = ArgumentError;

    fn from_str(text: &str) -> Result<Self, ArgumentError> {
        let steps = text
            .strip_prefix("dm=")
            .and_then(|steps| steps.parse().ok());
        match (text, steps) {
            ("student", _) => Ok(Self::Student),
            ("sign-flip", _) => Ok(Self::SignFlip),
            ("wilcoxon", _) => Ok(Self::Wilcoxon),
            ("dm", _) => Ok(Self::DieboldMariano { horizon: 1 }),
            (_, Some(horizon @ 1..)) => Ok(Self::DieboldMariano { horizon }),
            _ => Err(ArgumentError::NotOfForm(Self::NAMES)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_test_is_read_as_it_is_written() {
        for text in ["student", "sign-flip", "wilcoxon", "dm", "dm=4"] {
            assert_eq!(text.parse::<DifferenceTest>().unwrap().to_string(), text);
        }
        for text in ["", "t", "dm=0", "dm=x"] {
            assert!(text.parse::<DifferenceTest>().is_err(), "{text}");
        }
    }

    #[test]
    fn clusters_stand_in_the_order_of_their_resolutions() {
        let case = |cluster, value| Case {
            value,
            weight: Weight::ONE,
            cluster,
        };
        let seen = [case(1, 0.1), case(2, 0.2), case(2, 0.4), case(3, 0.5)];
        let known = BTreeMap::from([(1, 30.0), (2, 10.0), (3, 20.0)]);
        let means = in_order(&seen, &known).unwrap();
        assert!((means[0] - 0.3).abs() < 1e-12, "{means:?}");
        assert_eq!(means[1..], [0.5, 0.1]);
    }
}
