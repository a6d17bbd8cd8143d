//! Which keys belong where.

use super::super::mapping::Keys;
use super::super::{Node, forecast, settings};

/// What a mapping or a list is, and so in which order its keys stand.
#[derive(Clone, Copy)]
pub(in crate::record) struct Shape(Option<&'static dyn Keys>);

impl Shape {
    /// Returns the shape of the settings of a ledger.
    pub(in crate::record) fn of_settings() -> Self {
        Self(Some(&settings::SETTINGS))
    }

    /// Returns the shape of a record.
    pub(in crate::record) fn of_record(tree: &Node) -> Self {
        Self(Some(forecast::keys(tree)))
    }

    /// Returns whether it is an estimate, or the list of them.
    pub(in crate::record) fn is_estimate(self) -> bool {
        self.0.and_then(Keys::definition) == Some("estimate")
    }

    /// Returns where a key stands among the others; the same for all that are nobody's.
    pub(in crate::record) fn rank(self, key: &str) -> usize {
        let place = self.0.and_then(|keys| keys.position(key));
        place.unwrap_or(usize::MAX)
    }

    /// Returns the shape of what a key holds: of the mapping, or of each item of the list.
    pub(in crate::record) fn below(self, key: &str) -> Self {
        Self(self.0.and_then(|keys| keys.below(key)))
    }
}
