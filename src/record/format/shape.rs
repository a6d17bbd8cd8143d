//! Which keys belong where.

use super::super::Key;
use super::super::mapping::Keys;
use super::super::{Node, forecast, settings};

/// What a mapping or a list is, and so in which order its keys stand.
#[derive(Clone, Copy)]
pub(super) struct Shape(Option<&'static dyn Keys>);

impl Shape {
    /// Returns the shape of the settings of a ledger.
    pub(super) fn of_settings() -> Self {
        Self(Some(&settings::SETTINGS))
    }

    /// Returns the shape of a record.
    pub(super) fn of_record(tree: &Node) -> Self {
        Self(Some(forecast::keys(tree)))
    }

    /// Returns where a key stands among the others; the same for all that are nobody's.
    pub(super) fn rank(self, key: &Key) -> usize {
        let place = self.0.and_then(|keys| keys.position(&key.text));
        place.unwrap_or(usize::MAX)
    }

    /// Returns the shape of what a key holds: of the mapping, or of each item of the list.
    pub(super) fn below(self, key: &Key) -> Self {
        Self(self.0.and_then(|keys| keys.below(&key.text)))
    }
}
