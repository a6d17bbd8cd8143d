//! A set as one forecaster's numbers have it.

use super::sign::{Bearing, Sign, bearing};
use crate::analysis::in_force::belief;
use crate::ledger::{Entry, FilterTerm, Ledger, Run, View, runs};
use crate::model::{
    Estimate, ForecastId, Kind, Moment, Probability, ScenarioSet, Value, same_name,
};
use crate::scoring::bayes::{Belief, Evidence, Posterior, ScenarioModel, ScenarioModelError};

/// What is asked of scenario sets.
#[derive(Clone, Debug, PartialEq)]
pub struct SetRequest {
    /// From when they are seen.
    pub view: View,
    /// Which estimate all starts from.
    pub from: From,
    /// Whose estimates are meant; everybody's where it is empty.
    pub forecasters: Vec<FilterTerm<String>>,
    /// Indicators that are taken to have come out so.
    pub suppose: Vec<(ForecastId, bool)>,
}

/// Which estimate of a set the indicators push.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum From {
    /// The forecaster's first with numbers.
    #[default]
    Opening,
    /// The one in force.
    Latest,
}

/// A set as one forecaster's numbers have it.
#[derive(Clone, Debug)]
pub struct Assessment<'a> {
    /// The set.
    pub entry: &'a Entry,
    /// What only sets have.
    pub set: &'a ScenarioSet,
    /// Who gave the numbers; nobody where no estimate has any, and every scenario starts alike.
    pub by: Option<&'a str>,
    /// When the numbers that all starts from were given; the set's opening where nobody did.
    pub start: Moment,
    /// What the forecaster says now.
    pub stated: Option<&'a Estimate>,
    /// The indicators: those that push in the order in which they became known, then the others as
    /// the set lists them.
    pub signs: Vec<Sign<'a>>,
    /// The start and the evidence on it.
    pub inquiry: ScenarioModel,
    /// What follows.
    pub posterior: Posterior,
    /// What would follow if the indicators that were named came out as supposed.
    pub supposed: Option<Posterior>,
}

/// A set of which nothing can be worked out.
#[derive(Clone, Debug)]
pub struct Trouble<'a> {
    /// The set.
    pub entry: &'a Entry,
    /// Whose numbers.
    pub by: Option<&'a str>,
    /// Why.
    pub why: ScenarioModelError,
}

/// Returns the set as each forecaster's numbers have it, by name; from an even start where nobody
/// gave any. Nothing of a record that is no set.
#[must_use]
pub fn assess<'a>(
    ledger: &'a Ledger,
    entry: &'a Entry,
    request: &SetRequest,
) -> Vec<Result<Assessment<'a>, Trouble<'a>>> {
    let Kind::Scenarios(set) = &entry.forecast.kind else {
        return Vec::new();
    };
    let meant = |by: &str| FilterTerm::any(&request.forecasters, |name| same_name(name, by));
    let mut starts: Vec<Start<'a>> = runs(&entry.forecast, &request.view)
        .iter()
        .filter(|run| meant(run.by))
        .filter_map(|run| Start::of(run, request))
        .collect();
    if starts.is_empty() && request.forecasters.is_empty() {
        starts.extend(Start::even(entry, set));
    }
    let one = |start: Start<'a>| start.assess(ledger, entry, set, request);
    starts.into_iter().map(one).collect()
}

/// What the indicators push.
struct Start<'a> {
    by: Option<&'a str>,
    at: Moment,
    prior: Vec<Belief>,
    stated: Option<&'a Estimate>,
}

impl<'a> Start<'a> {
    fn of(run: &Run<'a>, request: &SetRequest) -> Option<Self> {
        let last = run.estimates.last().copied();
        let chosen = match request.from {
            From::Opening => run.estimates.iter().copied().find(|one| has_numbers(one)),
            From::Latest => last.filter(|one| has_numbers(one)),
        }?;
        let Value::Options(options) = &chosen.value else {
            return None;
        };
        let prior = options.iter().map(|(_, stated)| belief(stated));
        Some(Self {
            by: Some(run.by),
            at: if request.view.booked {
                chosen.written()
            } else {
                chosen.date
            },
            prior: prior.collect::<Option<_>>()?,
            stated: last,
        })
    }

    fn even(entry: &Entry, set: &ScenarioSet) -> Option<Self> {
        let options = set.options();
        let share = options.iter().map(|_| 1.0).sum::<f64>().recip();
        let share = Belief::from(Probability::new(share)?);
        Some(Self {
            by: None,
            at: entry.forecast.opening(),
            prior: options.iter().map(|_| share).collect(),
            stated: None,
        })
    }

    fn assess(
        self,
        ledger: &'a Ledger,
        entry: &'a Entry,
        set: &'a ScenarioSet,
        request: &SetRequest,
    ) -> Result<Assessment<'a>, Trouble<'a>> {
        let signs = signs(ledger, set, &request.view, self.at);
        let trouble = |why| Trouble {
            entry,
            by: self.by,
            why,
        };
        let inquiry = inquiry(&self.prior, &signs, set).map_err(trouble)?;
        let supposed = suppositions(&signs, request);
        let supposed = (!supposed.is_empty()).then(|| inquiry.suppose(&supposed).posterior());
        Ok(Assessment {
            entry,
            set,
            by: self.by,
            start: self.at,
            stated: self.stated,
            posterior: inquiry.posterior(),
            supposed,
            signs,
            inquiry,
        })
    }
}

fn has_numbers(estimate: &Estimate) -> bool {
    matches!(estimate.value, Value::Options(_))
}

fn signs<'a>(ledger: &'a Ledger, set: &'a ScenarioSet, view: &View, at: Moment) -> Vec<Sign<'a>> {
    let mut signs: Vec<Sign<'a>> = set
        .indicators
        .iter()
        .map(|indicator| Sign {
            indicator,
            entry: ledger.get(&indicator.forecast),
            bearing: bearing(ledger, &indicator.forecast, view, at),
            evidence: None,
        })
        .collect();
    // Stable: what became known on the same day stays in the set's order.
    signs.sort_by_key(|sign| match sign.bearing {
        Bearing::Pushes { known, .. } => (0, known.end()),
        _ => (1, 0),
    });
    let mut place = 0..;
    for sign in &mut signs {
        if !matches!(sign.bearing, Bearing::Counted { .. }) {
            sign.evidence = place.next();
        }
    }
    signs
}

fn inquiry(
    prior: &[Belief],
    signs: &[Sign<'_>],
    set: &ScenarioSet,
) -> Result<ScenarioModel, ScenarioModelError> {
    let counts = || signs.iter().filter(|sign| sign.evidence.is_some());
    let evidence = counts().map(|sign| {
        let likelihood = sign.indicator.likelihood.iter();
        Evidence {
            likelihood: likelihood.filter_map(|(_, one)| belief(one)).collect(),
            outcome: sign.bearing.pushes(),
        }
    });
    let place = |id: &ForecastId| {
        let found = counts().find(|sign| sign.indicator.forecast == *id);
        found.and_then(|sign| sign.evidence)
    };
    let together = set.together.iter();
    let together = together.map(|ids| ids.iter().filter_map(place).collect());
    ScenarioModel::new(prior, evidence.collect(), together.collect())
}

fn suppositions(signs: &[Sign<'_>], request: &SetRequest) -> Vec<(usize, Option<bool>)> {
    let named = request.suppose.iter().filter_map(|(id, outcome)| {
        let sign = signs.iter().find(|sign| sign.indicator.forecast == *id)?;
        Some((sign.evidence?, Some(*outcome)))
    });
    named.collect()
}
