//! The lock: one command at a time writes to a ledger.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use super::StoreError;
use super::draft::sweep_ledger;

/// The file that is locked, in the ledger's root. It stays, empty, and git ignores it.
///
/// It is never the file that is written: that one is replaced by renaming, and a lock would stay
/// with the old one.
pub const LOCK: &str = ".foretell.lock";

/// How long a command waits before it says that it does.
const SILENT: Duration = Duration::from_secs(1);

/// The right to write to a ledger, until it is dropped.
///
/// The operating system gives it up for a process that dies, so nothing is ever left locked.
#[derive(Debug)]
pub struct Lock {
    root: PathBuf,
    _file: File,
}

impl Lock {
    /// Waits for the right to write to the ledger, for so long at most; `on_wait` is called where
    /// that takes more than a second.
    ///
    /// What writers that died have left in the ledger is swept.
    pub fn acquire(
        root: &Path,
        timeout: Duration,
        on_wait: impl FnOnce(),
    ) -> Result<Self, StoreError> {
        let path = root.join(LOCK);
        if fs::symlink_metadata(&path).is_ok_and(|found| !found.is_file()) {
            return Err(StoreError::NotAFile(LOCK.to_owned()));
        }
        let file = open(&path).map_err(StoreError::io("lock", LOCK))?;
        let file = match file.try_lock() {
            Ok(()) => file,
            Err(TryLockError::WouldBlock) => wait(file, timeout, on_wait)?,
            Err(TryLockError::Error(error)) => return Err(StoreError::io("lock", LOCK)(error)),
        };
        sweep_ledger(root);
        Ok(Self {
            root: root.to_path_buf(),
            _file: file,
        })
    }

    /// Returns the root of the ledger that may be written.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.root
    }
}

/// Opens the file to be locked. A colleague's that may only be read will do: except on some network
/// disks, whoever may read a file may lock it.
fn open(path: &Path) -> io::Result<File> {
    let existing = || match File::options().read(true).write(true).open(path) {
        Err(error) if error.kind() == io::ErrorKind::PermissionDenied => File::open(path),
        opened => opened,
    };
    match existing() {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        opened => return opened,
    }
    let mut options = File::options();
    match options.read(true).write(true).create_new(true).open(path) {
        Ok(file) => {
            share(&file, path.parent().unwrap_or(path));
            Ok(file)
        }
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => existing(),
        Err(error) => Err(error),
    }
}

/// Lets those lock a new file who may write in its folder, whatever the umask. Where it cannot be
/// given to their group, the right to read it is mostly enough.
#[cfg(unix)]
fn share(file: &File, folder: &Path) {
    use std::os::unix::fs::{MetadataExt, PermissionsExt, fchown};
    if let Ok(folder) = fs::metadata(folder) {
        let _ = fchown(file, None, Some(folder.gid()));
        let mode = folder.mode() & 0o666 | 0o600;
        let _ = file.set_permissions(fs::Permissions::from_mode(mode));
    }
}

/// What a new file may be used for is inherited from its folder here.
#[cfg(not(unix))]
fn share(_file: &File, _folder: &Path) {}

/// Waits for a file that another process has locked.
///
/// Another thread waits, in the queue of the operating system. Where it is too late it finds nobody
/// to give the file to, and closes it.
fn wait(file: File, timeout: Duration, on_wait: impl FnOnce()) -> Result<File, StoreError> {
    let (give, take) = mpsc::channel();
    thread::spawn(move || give.send(file.lock().map(|()| file)));
    let silent = SILENT.min(timeout);
    let mut locked = take.recv_timeout(silent);
    if locked.is_err() && silent < timeout {
        on_wait();
        locked = take.recv_timeout(timeout.saturating_sub(silent));
    }
    match locked {
        Ok(locked) => locked.map_err(StoreError::io("lock", LOCK)),
        Err(_) => Err(StoreError::Locked(timeout)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::testing::lock;

    #[test]
    fn a_second_writer_waits_until_the_first_is_done() {
        let root = tempfile::tempdir().unwrap();
        let first = lock(root.path());
        thread::scope(|scope| {
            let second = scope.spawn(|| lock(root.path()));
            thread::sleep(Duration::from_millis(50));
            assert!(!second.is_finished());
            drop(first);
            second.join().unwrap();
        });
    }

    #[test]
    fn who_waits_says_so_after_a_second_and_gives_up_in_time() {
        let root = tempfile::tempdir().unwrap();
        let first = lock(root.path());
        for (seconds, expected) in [(0.0, 0), (0.1, 0), (1.1, 1)] {
            let mut said = 0;
            let timeout = Duration::from_secs_f64(seconds);
            let refused = Lock::acquire(root.path(), timeout, || said += 1);
            assert!(matches!(refused, Err(StoreError::Locked(after)) if after == timeout));
            assert_eq!(said, expected, "{seconds}");
        }
        drop(first);
        lock(root.path());
    }

    #[cfg(unix)]
    #[test]
    fn who_may_write_in_the_folder_may_lock_it() {
        use std::os::unix::fs::PermissionsExt;
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        for (folder, expected) in [(0o2775, 0o664), (0o755, 0o644), (0o700, 0o600)] {
            let root = tempfile::tempdir().unwrap();
            fs::set_permissions(root.path(), PermissionsExt::from_mode(folder)).unwrap();
            drop(lock(root.path()));
            assert_eq!(mode(&root.path().join(LOCK)), expected);
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_lock_that_is_a_link_is_refused_and_its_target_not_made() {
        let root = tempfile::tempdir().unwrap();
        let target = root.path().join("elsewhere");
        std::os::unix::fs::symlink(&target, root.path().join(LOCK)).unwrap();
        let error = Lock::acquire(root.path(), Duration::ZERO, || {}).unwrap_err();
        assert!(matches!(error, StoreError::NotAFile(_)));
        assert!(!target.exists());
    }
}
