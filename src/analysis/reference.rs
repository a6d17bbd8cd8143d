//! Whom a skill is against.

use std::fmt;
use std::str::FromStr;

use crate::dataset::{Dataset, Question};
use crate::metrics::MetricId;
use crate::model::Probability;
use crate::query::Request;
use crate::scoring::{Case, Undefined, Weight, brier, count, sum};

use super::Metric;
use super::figures::{skill_against, skill_of_both_outcomes};
use super::last_value;
use super::measure::{Loss, Measure, ScoredPanel};
use super::panel::{Segment, panel};

/// What the last value is called.
const LAST_VALUE: &str = "last-value";

/// Whom a skill is against.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reference {
    /// A forecaster.
    Forecaster(String),
    /// The mean of all who stood by an estimate, of two or more.
    Pool,
    /// The base rate of each question.
    BaseRate,
    /// The last outcome that was known of the same series, by the tags that name series.
    LastValue(Vec<String>),
}

/// A skill with how many questions it is on.
#[derive(Clone, Debug)]
pub struct ReferenceSkill {
    /// The skill.
    pub skill: Metric,
    /// The questions that both have.
    pub questions: usize,
}

impl Reference {
    /// Returns the forecaster that it names.
    #[must_use]
    pub fn forecaster(&self) -> Option<&str> {
        match self {
            Self::Forecaster(name) => Some(name),
            Self::Pool | Self::BaseRate | Self::LastValue(_) => None,
        }
    }

    /// Returns its loss over each segment of each question of a panel.
    pub(super) fn losses(
        &self,
        dataset: &Dataset<'_>,
        scored: &ScoredPanel,
        request: &Request,
    ) -> Vec<Vec<Option<Loss>>> {
        if let Some(name) = self.forecaster() {
            let who = dataset.number(name).unwrap_or(u32::MAX);
            let by =
                |segments: &Vec<Segment<Loss>>| segments.iter().map(|one| one.by(who)).collect();
            return scored
                .questions
                .iter()
                .map(|one| by(&one.segments))
                .collect();
        }
        if let Self::LastValue(series) = self {
            return last_value::losses(dataset, scored, series, request);
        }
        if scored.measure != Measure::Brier {
            return Vec::new();
        }
        let these = dataset.known().into_iter();
        let these: Vec<_> = these.filter(|one| *one.class == scored.class).collect();
        let given = panel(
            dataset,
            &these,
            request,
            |_| true,
            |_, row| row.probability(),
        );
        let of = |(question, segments): (&&Question<'_>, &Vec<Segment<Probability>>)| {
            let loss = |segment: &Segment<Probability>| {
                let (p, outcome) = (self.probability(question, segment)?, question.event().ok()?);
                Some(Loss::of(outcome, |outcome| brier(p, outcome)))
            };
            segments.iter().map(loss).collect()
        };
        let segments = given.iter().map(|one| &one.segments);
        these.iter().zip(segments).map(of).collect()
    }

    fn probability(
        &self,
        question: &Question<'_>,
        segment: &Segment<Probability>,
    ) -> Option<Probability> {
        match self {
            Self::BaseRate => question.base_rate(),
            Self::Pool if segment.standing.len() > 1 => {
                let total = sum(segment.standing.iter().map(|one| one.value.get()));
                Probability::new(total / count(segment.standing.len()))
            }
            _ => None,
        }
    }
}

/// Returns a forecaster's skill against the losses of a reference, where both have one.
pub(super) fn skill_of(
    who: u32,
    scored: &ScoredPanel,
    losses: &[Vec<Option<Loss>>],
    request: &Request,
) -> ReferenceSkill {
    let (both, questions) = shared(who, scored, losses);
    ReferenceSkill {
        skill: skill(&both, request),
        questions,
    }
}

fn skill(both: &[Case<(Loss, Loss)>], request: &Request) -> Metric {
    let id = MetricId::SkillReference;
    if both.iter().all(|case| case.value.0 == case.value.1) {
        let why = both
            .first()
            .map_or(Undefined::Empty, |_| Undefined::Identical);
        return Metric::plain(id, Err(why));
    }
    let doubt = request.doubt();
    let with = |case: &Case<(Loss, Loss)>| {
        let (own, other) = case.value;
        let otherwise = [own.otherwise?, other.otherwise?];
        Some(Case {
            value: [[own.score, other.score], otherwise],
            weight: case.weight,
            cluster: case.cluster,
        })
    };
    if let Some(cases) = both.iter().map(with).collect::<Option<Vec<_>>>() {
        return skill_of_both_outcomes(id, &cases, doubt);
    }
    let plain = both.iter().map(|case| Case {
        value: [case.value.0.score, case.value.1.score],
        weight: case.weight,
        cluster: case.cluster,
    });
    skill_against(id, &plain.collect::<Vec<_>>(), doubt)
}

/// Returns the forecaster's losses beside those of the reference, where both have one, and on how many
/// questions that is.
fn shared(
    who: u32,
    scored: &ScoredPanel,
    losses: &[Vec<Option<Loss>>],
) -> (Vec<Case<(Loss, Loss)>>, usize) {
    let (mut both, mut questions) = (Vec::new(), 0);
    for (asked, losses) in scored.questions.iter().zip(losses) {
        let before = both.len();
        for (segment, other) in asked.segments.iter().zip(losses) {
            let (Some(own), Some(other)) = (segment.by(who), other) else {
                continue;
            };
            both.extend(Weight::new(segment.weight).map(|weight| Case {
                value: (own, *other),
                weight,
                cluster: asked.cluster,
            }));
        }
        questions += usize::from(both.len() > before);
    }
    (both, questions)
}

impl fmt::Display for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Forecaster(name) => name,
            Self::Pool => "pool",
            Self::BaseRate => "base-rate",
            Self::LastValue(_) => LAST_VALUE,
        })
    }
}

impl FromStr for Reference {
    type Err = std::convert::Infallible;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Ok(match text {
            "pool" => Self::Pool,
            "base-rate" => Self::BaseRate,
            LAST_VALUE => Self::LastValue(Vec::new()),
            name => Self::Forecaster(name.to_owned()),
        })
    }
}
