//! A line that says that a long command is still at it, on a terminal alone.

use std::io::Write;
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread::{self, JoinHandle};
use std::time::Duration;

/// How long a command may take before it says so, and how often it says so then: a second, which it counts.
const PATIENCE: Duration = Duration::from_secs(1);

/// The line; it goes when this is dropped.
pub struct Progress {
    ends: Option<Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Progress {
    /// Begins to count the seconds on a terminal.
    pub fn start(mut terminal: impl Write + Send + 'static) -> Self {
        let (ends, ended) = mpsc::channel();
        let thread = thread::spawn(move || {
            let mut seconds = 0;
            while ended.recv_timeout(PATIENCE) == Err(RecvTimeoutError::Timeout) {
                seconds += 1;
                // Where nobody sees it, it is not missed.
                let _ = write!(terminal, "\rstill at it: {seconds} s (Ctrl-C stops)");
                let _ = terminal.flush();
            }
            if seconds > 0 {
                let _ = write!(terminal, "\r\u{1b}[2K");
            }
        });
        Self {
            ends: Some(ends),
            thread: Some(thread),
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.ends.take();
        if let Some(thread) = self.thread.take() {
            // A line that panicked is no reason to.
            let _ = thread.join();
        }
    }
}
