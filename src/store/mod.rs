//! The disk: where the ledger is, what its files say, and writing them whole or not at all.

mod append;
mod blobs;
mod changed;
mod discover;
mod draft;
mod error;
mod foreign;
mod git;
mod history;
mod keep;
mod load;
mod lock;
mod merge;
mod output;
#[cfg(feature = "parquet")]
mod parquet;
mod place;
mod remove;
mod settings;
mod settled;
mod sources;
mod start;
mod table;
#[cfg(test)]
mod testing;
mod update;
#[cfg(feature = "xlsx")]
mod workbook;
mod write;

pub use append::append;
pub use changed::{Changed, changed_since, commits_since};
pub use discover::{FORECASTS, SETTINGS, discover, named_root, prefix};
pub use error::{StoreError, plainly};
pub use git::{Git, GitEnvironment};
pub use history::history;
pub use load::{load, load_paths, read, record_names};
pub use lock::{LOCK, Lock};
pub use merge::{MergeFiles, merge_by, merge_onto};
pub use output::write_output;
pub use remove::{modified, remove};
pub use settings::load_settings;
pub use sources::{SOURCES, load_sources, read_prose};
pub use start::{add_at_top, prepare, start};
pub use table::{STDIN, open_table};
pub use update::{Updated, add, preview, update};
pub use write::create;
