//! Which keys belong where.

use super::super::keys::{self, Keys};
use super::super::{Key, Node};

/// What a mapping or a list is, and so in which order its keys stand.
#[derive(Clone, Copy)]
pub(super) struct Shape(Option<&'static Keys>);

impl Shape {
    /// The settings of a ledger.
    pub(super) const SETTINGS: Self = Self(Some(&keys::SETTINGS));

    /// Returns the shape of a record.
    pub(super) fn of_record(tree: &Node) -> Self {
        Self(Some(match tree.get("scenarios") {
            Some(_) => &keys::SCENARIO_SET,
            None => &keys::FORECAST,
        }))
    }

    /// Returns where a key stands among the others; the same for all that are nobody's.
    pub(super) fn rank(self, key: &Key) -> usize {
        let Some(keys) = self.0 else { return 0 };
        let at = keys.keys.iter().position(|known| **known == *key.text);
        at.unwrap_or(keys.keys.len())
    }

    /// Returns the shape of what a key holds: of the mapping, or of each item of the list.
    pub(super) fn below(self, key: &Key) -> Self {
        let what = self.0.map(|keys| keys.what);
        Self(match (what, &*key.text) {
            (Some("a forecast" | "a scenario set"), key) => in_record(key),
            (Some("an estimate"), key) => in_estimate(key),
            (Some("a resolution"), "replaces") => Some(&keys::RESOLUTION),
            _ => None,
        })
    }
}

fn in_record(key: &str) -> Option<&'static Keys> {
    Some(match key {
        "given" => &keys::GIVEN,
        "threshold" => &keys::THRESHOLD,
        "sources" => &keys::SOURCES,
        "source" => &keys::SOURCE,
        "base_rate" => &keys::BASE_RATE,
        "estimates" => &keys::ESTIMATE,
        "resolution" => &keys::RESOLUTION,
        "waive" => &keys::WAIVER,
        "scenarios" => &keys::SCENARIO,
        "indicators" => &keys::INDICATOR,
        _ => return None,
    })
}

fn in_estimate(key: &str) -> Option<&'static Keys> {
    Some(match key {
        "coded" => &keys::CODED,
        "interval" => &keys::INTERVAL,
        "normal" => &keys::NORMAL,
        "lognormal" => &keys::LOGNORMAL,
        _ => return None,
    })
}
