//! The way to a value while it is being read, kept on the stack until a fault needs it.

use std::fmt;

use crate::model::{LocationTarget, Route};

/// The way to a value.
#[derive(Clone, Copy)]
pub(super) enum Path<'a> {
    /// The whole document.
    Root,
    /// The value of a key.
    Key(&'a Path<'a>, &'a str),
    /// An item of a list.
    Item(&'a Path<'a>, usize),
}

impl Path<'_> {
    /// Returns it as a route.
    pub(super) fn route(&self) -> Route {
        match self {
            Self::Root => Route::root(),
            Self::Key(parent, key) => parent.route().key(key),
            Self::Item(parent, index) => parent.route().item(*index),
        }
    }

    /// Returns the place of the value.
    pub(super) fn value(&self) -> LocationTarget {
        LocationTarget::Value(self.route())
    }

    /// Returns the place of the key, or of the value where it has none.
    pub(super) fn key(&self) -> LocationTarget {
        match self {
            Self::Key(..) => LocationTarget::Key(self.route()),
            Self::Root | Self::Item(..) => self.value(),
        }
    }
}

impl fmt::Display for Path<'_> {
    /// Names the value in a message.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Root => f.write_str("the document"),
            Self::Key(_, key) => write!(f, "`{key}`"),
            Self::Item(parent, index) => write!(f, "item {} of {parent}", index + 1),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_becomes_a_route_and_a_name() {
        let (root, evidence) = (Path::Root, "evidence");
        let list = Path::Key(&root, evidence);
        let item = Path::Item(&list, 2);
        assert_eq!(item.route().to_string(), "evidence[2]");
        assert_eq!(item.to_string(), "item 3 of `evidence`");
        assert_eq!(item.key(), LocationTarget::Value(item.route()));
        assert_eq!(list.key(), LocationTarget::Key(Route::of("evidence")));
    }
}
