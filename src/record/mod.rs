//! Text ⇄ record: a tree of values with spans, and from it the record with every fault kept.
#![deny(clippy::disallowed_methods, clippy::disallowed_macros)]

mod emit;
mod locate;
mod read;
mod settings;
mod source;
mod tree;

pub use emit::emit;
pub use locate::{Located, locate};
pub use read::{Record, read, read_all};
pub use settings::read_settings;
pub use source::{FileFault, SourceFile};
pub use tree::{Data, Fault, Key, Node, tree_of};
