//! Why a command could not be done, and the exit codes.

use std::fmt;
use std::io;
use std::process::ExitCode;

use foretell::store::plainly;

/// How a command ended. The table stands in `docs/exit-codes.md`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExitStatus {
    /// All is well.
    Success,
    /// There are findings.
    Findings,
    /// It could not be done.
    Failure,
    /// It was written, and then something else could not be done: a second time, it would be
    /// written twice.
    Written,
}

impl From<ExitStatus> for ExitCode {
    fn from(exit: ExitStatus) -> Self {
        match exit {
            ExitStatus::Success => Self::SUCCESS,
            ExitStatus::Findings => Self::from(1),
            ExitStatus::Failure => Self::from(2),
            ExitStatus::Written => Self::from(3),
        }
    }
}

/// Why a command could not be done.
#[derive(Debug)]
pub enum Error {
    /// Whoever read the output went away. Not worth a word.
    ClosedPipe,
    /// The command was not understood, or asks for what is not there.
    Usage {
        /// What is wrong: lower case, no full stop.
        message: String,
        /// What to do.
        hint: Option<String>,
    },
    /// A record would become invalid, or is.
    Record {
        /// The findings, as text.
        report: String,
        /// What could not be done.
        message: String,
    },
    /// The disk or the terminal refused.
    Io(String),
}

impl Error {
    /// Returns a usage error.
    pub fn usage(message: impl Into<String>) -> Self {
        Self::Usage {
            message: message.into(),
            hint: None,
        }
    }

    /// Returns it with a hint.
    #[must_use]
    pub fn hint(self, hint: impl Into<String>) -> Self {
        match self {
            Self::Usage { message, .. } => Self::Usage {
                message,
                hint: Some(hint.into()),
            },
            other => other,
        }
    }
}

impl From<io::Error> for Error {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Self::ClosedPipe,
            _ => Self::Io(format!("could not go on: {}", plainly(&error))),
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::ClosedPipe => f.write_str("the reader went away"),
            Self::Usage { message, .. } | Self::Record { message, .. } | Self::Io(message) => {
                f.write_str(message)
            }
        }
    }
}
