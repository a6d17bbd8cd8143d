//! Why a command could not be done, and the exit codes.

use std::fmt;
use std::io;
use std::process::ExitCode;

use foretell::dataset::table::TableError;
use foretell::record::edit::EditError;
use foretell::store::{StoreError, plainly};

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
    /// The disk or git would not do what was asked.
    Store(StoreError),
    /// A table cannot be read.
    Table {
        /// Its name.
        name: String,
        /// Why.
        error: TableError,
    },
    /// The terminal or a program refused.
    Io {
        /// What could not be done: `print`, `go on`.
        doing: &'static str,
        /// What the operating system said.
        error: io::Error,
    },
}

impl Error {
    /// Returns a usage error.
    pub fn usage(message: impl Into<String>) -> Self {
        Self::Usage {
            message: message.into(),
            hint: None,
        }
    }

    /// Returns what a refusal of the operating system means.
    pub fn io(doing: &'static str, error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Self::ClosedPipe,
            _ => Self::Io { doing, error },
        }
    }

    /// Returns what to do about it, where there is something.
    pub fn to_do(&self) -> Option<String> {
        match self {
            Self::Usage { hint, .. } => hint.clone(),
            Self::Store(error) => error.hint().map(str::to_owned),
            Self::Table { error, .. } => error.hint(),
            Self::ClosedPipe | Self::Record { .. } | Self::Io { .. } => None,
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
        Self::io("go on", error)
    }
}

impl From<StoreError> for Error {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl From<EditError> for Error {
    fn from(error: EditError) -> Self {
        let hint = error.hint();
        Self::usage(format!("could not {error}")).hint(hint)
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Store(error) => Some(error),
            Self::Table { error, .. } => Some(error),
            Self::Io { error, .. } => Some(error),
            Self::ClosedPipe | Self::Usage { .. } | Self::Record { .. } => None,
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::ClosedPipe => f.write_str("the reader went away"),
            Self::Usage { message, .. } | Self::Record { message, .. } => f.write_str(message),
            Self::Store(error) => write!(f, "could not {error}"),
            Self::Table { name, error } => write!(f, "could not read the table `{name}`: {error}"),
            Self::Io { doing, error } => write!(f, "could not {doing}: {}", plainly(error)),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::error::Error as _;

    use super::*;

    #[test]
    fn a_full_disk_is_no_usage_error_and_keeps_what_the_system_said() {
        let full = || io::Error::from(io::ErrorKind::StorageFull);
        let errors = [
            Error::from(StoreError::Io {
                doing: "write",
                to: "forecasts/a.yaml".to_owned(),
                error: full(),
            }),
            Error::Table {
                name: "a.csv".to_owned(),
                error: TableError::from(full()),
            },
            Error::from(full()),
            Error::io("print", full()),
        ];
        for error in errors {
            assert!(!matches!(error, Error::Usage { .. }), "{error}");
            let mut source = error.source().expect("what the system said");
            while let Some(deeper) = source.source() {
                source = deeper;
            }
            let said = source.downcast_ref::<io::Error>().map(io::Error::kind);
            assert_eq!(said, Some(io::ErrorKind::StorageFull), "{error}");
        }
    }
}
