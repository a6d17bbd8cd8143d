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
            let is_within = |enough| written.is_some_and(|ago| ago < enough);
            match found.len() {
                0 => is_within(FILLED),
                _ => is_within(SETTLED) && is_in_place(&found),
            }
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

#[cfg(test)]
mod tests {
    use std::time::Instant;

    use super::*;

    #[test]
    fn a_file_that_was_emptied_is_waited_for_and_one_that_is_away_is_too() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.yaml");
        for away in [false, true] {
            fs::write(&path, "old").unwrap();
            if away {
                fs::remove_file(&path).unwrap();
            } else {
                fs::File::create(&path).unwrap();
                // As when it was exchanged and gets its name back: its name is newer than its text.
                thread::sleep(PAUSE);
                fs::rename(&path, path.with_extension("tmp")).unwrap();
                fs::rename(path.with_extension("tmp"), &path).unwrap();
            }
            thread::scope(|scope| {
                scope.spawn(|| {
                    thread::sleep(SETTLED * 2);
                    fs::write(&path, "new").unwrap();
                });
                wait_until_settled(&path);
                assert_eq!(fs::read_to_string(&path).unwrap(), "new", "{away}");
            });
        }
    }

    #[test]
    fn a_file_that_was_renamed_into_its_place_is_not_waited_for() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.yaml");
        fs::write(path.with_extension("tmp"), "new").unwrap();
        // Clocks of file systems are coarse.
        thread::sleep(PAUSE);
        fs::rename(path.with_extension("tmp"), &path).unwrap();
        let start = Instant::now();
        wait_until_settled(&path);
        assert!(!cfg!(unix) || start.elapsed() < PAUSE);
    }
}
