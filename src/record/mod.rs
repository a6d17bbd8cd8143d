//! Text ⇄ record: a tree of values with spans, and from it the record with every fault kept.
#![deny(clippy::disallowed_methods, clippy::disallowed_macros)]

mod called;
mod comments;
mod cut_short;
mod distribution;
pub mod edit;
mod emit;
mod emit_estimate;
mod ended;
mod estimate;
mod faults;
mod fields;
mod forecast;
mod format;
mod history;
mod identity;
mod kind;
mod limits;
mod locate;
mod mapping;
mod options;
mod parse;
mod path;
mod read;
mod relations;
mod repair;
mod resolution;
mod rules;
mod scan;
mod scenarios;
mod schema;
mod settings;
mod source;
mod sources;
mod split;
mod syntax;
#[cfg(test)]
mod testing;
mod tree;
mod value;
mod yardstick;

pub use emit::{emit, emit_file};
pub use format::{Formatted, format, format_settings};
pub use history::{Commit, FileChange, RecordHistory};
pub use identity::{stem, without_ending};
pub use limits::{MAX_FILE_BYTES, MAX_RECORD_BYTES};
pub use locate::{Lines, Located, begin, locate};
pub use read::{Record, read, read_all, read_values};
pub use repair::{Repaired, repair, repair_settings};
pub(crate) use rules::RULES;
pub use schema::schema;
pub use settings::read_settings;
pub use source::{FileFault, SourceFile};
pub use split::documents;
pub use tree::{Data, Fault, Key, Node, tree_of};
