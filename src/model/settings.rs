//! The settings of a ledger.

use std::collections::BTreeMap;

use super::{Escalation, Forecast, Person, Weighting, Yardstick, nearest, same_name};

/// The settings of a ledger, `foretell.yaml`.
#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    /// The yardstick where neither the source nor the estimate names one.
    pub yardstick: String,
    /// The ledger's own yardsticks, by id.
    pub yardsticks: BTreeMap<String, Yardstick>,
    /// Days after `known_by` before a forecast is overdue.
    pub grace: u32,
    /// Who signs where nobody else is named.
    pub forecaster: Option<String>,
    /// Whether others' estimates of an open forecast are hidden from a forecaster who has none there.
    pub blind_first: bool,
    /// Which estimates count, and how much, where a command does not say.
    pub weigh: Weighting,
    /// The forecasters whose estimates were brought from elsewhere, each with its source.
    pub imported: BTreeMap<String, String>,
    /// The beginnings of the ids of commits that brought in old records in bulk.
    pub imports: Vec<String>,
    /// How the ledger wants a rule to speak, by code.
    pub rules: BTreeMap<String, Level>,
    /// How people are reached, by the name that they have as forecasters and owners.
    pub people: BTreeMap<String, Person>,
    /// To whom a forecast goes that stays overdue.
    pub escalate: Option<Escalation>,
}

/// How a rule speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// Not at all.
    Off,
    /// As a warning.
    Warn,
    /// As an error.
    Error,
}

/// The days of grace where a ledger sets none: two weeks, the time in which a monthly statistic or
/// a company's announcement is usually out.
const GRACE: u32 = 14;

impl Default for Settings {
    fn default() -> Self {
        Self {
            yardstick: "icd-203".to_owned(),
            yardsticks: BTreeMap::new(),
            grace: GRACE,
            forecaster: None,
            blind_first: false,
            weigh: Weighting::Days,
            imported: BTreeMap::new(),
            imports: Vec::new(),
            rules: BTreeMap::new(),
            people: BTreeMap::new(),
            escalate: None,
        }
    }
}

impl Settings {
    /// Returns the yardstick of that id: the ledger's own, else one that every ledger has.
    #[must_use]
    pub fn find_yardstick(&self, id: &str) -> Option<&Yardstick> {
        self.yardsticks.get(id).or_else(|| Yardstick::builtin(id))
    }

    /// Returns the id nearest in spelling among all yardsticks.
    #[must_use]
    pub fn nearest_yardstick(&self, id: &str) -> Option<&str> {
        let own = self.yardsticks.keys().map(String::as_str);
        nearest(
            id,
            own.chain(Yardstick::builtins().iter().map(|one| one.id.as_str())),
        )
    }

    /// Returns how somebody is reached, where the settings say so.
    #[must_use]
    pub fn person(&self, name: &str) -> Option<&Person> {
        let mut all = self.people.iter();
        all.find_map(|(known, person)| same_name(known, name).then_some(person))
    }

    /// Returns the ledger's own yardstick.
    #[must_use]
    pub fn default_yardstick(&self) -> &Yardstick {
        self.find_yardstick(&self.yardstick)
            .unwrap_or(&Yardstick::builtins()[0])
    }

    /// Returns the yardstick of the words of a forecast: its source's, else the ledger's.
    #[must_use]
    pub fn yardstick_of(&self, forecast: &Forecast) -> &Yardstick {
        let named = forecast
            .source
            .as_ref()
            .and_then(|source| source.yardstick.as_deref());
        named
            .and_then(|id| self.find_yardstick(id))
            .unwrap_or_else(|| self.default_yardstick())
    }
}
