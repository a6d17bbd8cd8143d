//! Records: what is refused in bounded time, what both readers agree on, and there and back again.

mod differential;
mod hostile;
mod refused;
mod round_trip;

use foretell::model::Settings;
use foretell::record::{Record, SourceFile, read};

/// Reads a file and returns its records.
fn records(path: &str, text: &str) -> Vec<Record> {
    read(
        &SourceFile::of_bytes(path, text.as_bytes()),
        &Settings::default(),
    )
}
