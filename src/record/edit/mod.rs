//! The smallest edit: a change of a record ⇒ the text of its file with that change and no other.
//!
//! `yaml-edit` finds the place, our own writer says what stands there, and the guard reads the
//! result back before anyone else does.

mod amend;
mod change;
mod guard;
mod lines;
mod plan;
mod scalar;
mod yaml;

pub use change::{Change, EditError, Edited, apply};
pub use yaml::{Entries, Yaml, to_yaml};
