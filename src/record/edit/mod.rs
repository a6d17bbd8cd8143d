//! The smallest edit: a change of a record ⇒ the text of its file with that change and no other.
//!
//! What is written in lines is changed by lines, what is in brackets between its bytes; our own
//! writer says what stands there, and the guard reads the result back before anyone else does.

mod amend;
mod brackets;
mod change;
mod guard;
mod insert;
mod lines;
mod order;
mod plan;
mod remove;
mod rename;
mod scalar;
mod yaml;

pub use change::{Change, EditError, Edited, apply};
pub use rename::rename;
pub use yaml::{Entries, Yaml, to_yaml};
