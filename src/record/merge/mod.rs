//! Merging: a file as two sides made it out of a third ⇒ the file with what both did.
//!
//! `file` takes the texts apart into documents, `piece` each document into keys and items with their
//! comments; `mapping` and `list` put both sides together, `output` writes what came of it, and
//! `guard` reads that again before anyone else does. What one side alone did is done, and what both
//! added to a list is there from both. A value that both changed differently stands between marks.

mod file;
mod flow;
mod guard;
mod list;
mod mapping;
mod order;
mod output;
mod piece;

pub use file::{Merged, Unmergeable, merge};
