//! Scenario sets: what only they have.

use super::{ForecastId, Stated};

/// The scenario that holds the rest where the named ones do not exhaust what may happen.
pub const NONE: &str = "none";

/// Several accounts of how things may go, of which one at most comes about.
#[derive(Clone, Debug, PartialEq)]
pub struct ScenarioSet {
    /// The scenarios, as the record lists them.
    pub scenarios: Vec<Scenario>,
    /// Whether one of them must come about; otherwise `none` holds the rest.
    pub exhaustive: bool,
    /// The forecasts whose outcomes speak for or against them.
    pub indicators: Vec<Indicator>,
    /// Indicators that measure the same thing: of each list only the strongest counts.
    pub together: Vec<Vec<ForecastId>>,
}

/// One account of how things may go.
#[derive(Clone, Debug, PartialEq)]
pub struct Scenario {
    /// Its name.
    pub id: String,
    /// Its title.
    pub title: Option<String>,
    /// What will tell that it came about.
    pub criteria: Option<String>,
    /// The account.
    pub narrative: Option<String>,
}

/// A forecast whose outcome speaks for or against the scenarios of a set.
#[derive(Clone, Debug, PartialEq)]
pub struct Indicator {
    /// The forecast.
    pub forecast: ForecastId,
    /// For each scenario, in the set's order, how probable a yes is under it.
    pub likelihood: Vec<(String, Stated)>,
    /// The reason.
    pub because: Option<String>,
    /// Whether it was written after the outcome, to show the method: then it is never scored.
    pub illustration: bool,
}

impl ScenarioSet {
    /// Returns the names among which the outcome is: the scenarios, and `none` where they do not
    /// exhaust what may happen.
    #[must_use]
    pub fn options(&self) -> Vec<&str> {
        let rest = (!self.exhaustive).then_some(NONE);
        let named = self.scenarios.iter().map(|scenario| scenario.id.as_str());
        named.filter(|&id| id != NONE).chain(rest).collect()
    }
}
