//! Whether somebody else is in the middle of saving a file.

use std::fs::{self, Metadata};
use std::io;
use std::path::Path;
use std::thread;
use std::time::Duration;

/// How long ago a file was last written in place that is taken to be whole.
const SETTLED: Duration = Duration::from_millis(20);
/// The same of a file that was emptied, which nobody leaves like that.
const FILLED: Duration = Duration::from_secs(1);
/// How long to wait before looking again, and how often.
pub(super) const PAUSE: Duration = Duration::from_millis(10);
const LOOKS: usize = 20;

/// Waits until others have finished saving a file, as far as can be told, though not for long.
pub(super) fn wait_until_settled(path: &Path) {
    for _ in 0..LOOKS {
        if !is_in_writing(path) {
            break;
        }
        thread::sleep(PAUSE);
    }
}

/// Returns whether a file is away, or was written to in place a moment ago. One that was given its
/// name when it was whole changed its name later than its text.
fn is_in_writing(path: &Path) -> bool {
    match fs::symlink_metadata(path) {
        Err(error) => error.kind() == io::ErrorKind::NotFound,
        Ok(found) => {
            let written = found.modified().ok().and_then(|time| time.elapsed().ok());
            let enough = if found.len() == 0 { FILLED } else { SETTLED };
            is_in_place(&found) && written.is_some_and(|ago| ago < enough)
        }
    }
}

/// Returns whether a file's text is the last of it that changed.
#[cfg(unix)]
fn is_in_place(found: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    (found.mtime(), found.mtime_nsec()) == (found.ctime(), found.ctime_nsec())
}

/// Not told here.
#[cfg(not(unix))]
fn is_in_place(_found: &Metadata) -> bool {
    true
}
