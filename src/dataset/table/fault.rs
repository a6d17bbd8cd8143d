//! What is wrong with a table, or with a row of it.

use std::{fmt, io};

use crate::query::Column;

/// What is wrong with a row. The row is left out and counted, and the rest of the table is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowFault {
    /// The line on which the row begins, counted from 1.
    pub line: u64,
    /// How many rows are left out for it: those of one forecast go together.
    pub rows: usize,
    /// What is wrong: lower case, no full stop.
    pub message: String,
}

/// The faults of a table: how many rows have one, and what is wrong with the first of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Faults {
    /// How many rows were left out.
    pub rows: usize,
    /// How many of them are the same as another, which counts.
    pub duplicates: usize,
    /// The first faults, by line.
    pub first: Vec<RowFault>,
    /// What was found out of how the table is written, and what somebody should look at.
    pub notes: Vec<String>,
    /// How many bare numbers above 1 stand where a probability should, and the line of the first.
    pub above_one: Option<(usize, u64)>,
}

/// How many faults are kept: as many as somebody reads.
const KEPT: usize = 20;

impl Faults {
    /// Notes what is wrong with some rows.
    pub(super) fn add(&mut self, line: u64, rows: usize, message: String) {
        self.rows += rows;
        if self.first.len() < KEPT {
            self.first.push(RowFault {
                line,
                rows,
                message,
            });
        }
    }

    /// Notes something that somebody should look at; of very many the first.
    pub(super) fn note(&mut self, what: String) {
        if self.notes.len() < KEPT {
            self.notes.push(what);
        }
    }

    /// Notes a bare number above 1.
    pub(super) fn note_above_one(&mut self, line: u64) {
        let (count, first) = self.above_one.unwrap_or((0, line));
        self.above_one = Some((count + 1, first));
    }

    /// Puts the faults in the order of their lines.
    pub(super) fn sort(&mut self) {
        self.first.sort_by_key(|fault| fault.line);
    }
}

/// Says that a cell which is needed is empty.
pub(super) fn empty(column: Column) -> String {
    format!("`{column}` is empty")
}

/// Why a table cannot be read at all. Reads well after "could not read the table: ".
#[derive(Debug)]
pub enum TableError {
    /// The disk, or what unpacks the file, refused.
    Io(io::Error),
    /// There is not even a head.
    Empty,
    /// The first line of what looks like JSON Lines is no object.
    NotAnObject(String),
    /// A column is not there.
    Missing {
        /// The column.
        column: Column,
        /// What its head would be, or `None` where it was not to be looked at.
        head: Option<String>,
        /// What wants it.
        wants: &'static str,
        /// The heads that there are.
        heads: Vec<String>,
    },
    /// Two columns have the same head.
    Twice(String),
    /// A column says what belongs together or how much it counts, and rows are counts.
    Uncounted(Column),
    /// There are options and quantiles.
    OptionsAndQuantiles,
    /// It is a page or a document, not a table.
    Markup,
    /// A list in JSON breaks off, or is none.
    BrokenList(String),
    /// The quotation mark that opens a cell on that line is never closed.
    Unclosed(u64),
    /// Probabilities are bare numbers above 1: how many, and the line of the first.
    Unit(usize, u64),
    /// None of its rows could be read.
    NothingRead(Box<Faults>),
    /// Some rows could not be read, and none may be left out.
    Refused(Box<Faults>),
    /// Nobody of that name is in it.
    NoForecaster(String),
    /// What was asked does not go with tables, or not with this one.
    Unsuited(&'static str),
}

impl TableError {
    /// Returns what to do about it, where there is something.
    #[must_use]
    pub fn hint(&self) -> Option<String> {
        match self {
            Self::Missing {
                column,
                heads,
                head: Some(_),
                ..
            } => Some(format!(
                "there are {}; `--columns {column}=HEAD` names another",
                heads.join(", ")
            )),
            Self::Empty => Some("a table begins with the heads of its columns".to_owned()),
            Self::Uncounted(column) => Some(format!(
                "`--columns {column}=` leaves it unread, and each forecast counts once by itself"
            )),
            Self::Unit(..) => Some(
                "`--percent` reads bare numbers as per cents, `--fractions` leaves those rows out, and \
                 `--skip-rows` leaves out every row that cannot be read"
                    .to_owned(),
            ),
            Self::Unclosed(_) => {
                Some("close it, or write a quotation mark within a cell twice".to_owned())
            }
            Self::Markup => Some("save it as CSV".to_owned()),
            Self::NothingRead(faults) => {
                let is_outcome = |fault: &RowFault| fault.message.starts_with("outcome `");
                let hint = "`--yes WORD` and `--no WORD` name the words of its outcomes";
                faults.first.iter().any(is_outcome).then(|| hint.to_owned())
            }
            Self::OptionsAndQuantiles => {
                Some("`--columns option=` or `--columns quantile=` leaves one unread".to_owned())
            }
            _ => None,
        }
    }

    /// Returns the faults of the rows that it is about.
    #[must_use]
    pub fn faults(&self) -> Option<&Faults> {
        match self {
            Self::NothingRead(faults) | Self::Refused(faults) => Some(faults),
            _ => None,
        }
    }
}

impl From<io::Error> for TableError {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

impl fmt::Display for TableError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io(error) => write!(f, "{error}"),
            Self::Empty => f.write_str("it is empty"),
            Self::NotAnObject(why) => write!(f, "line 1 is no JSON object: {why}"),
            Self::Missing {
                column,
                head,
                wants,
                ..
            } => match head {
                Some(head) if head != column.as_str() => {
                    write!(
                        f,
                        "it has no column `{head}` ({column}), which {wants} needs"
                    )
                }
                Some(_) => write!(f, "it has no column `{column}`, which {wants} needs"),
                None => write!(f, "`{column}` is not read, but {wants} needs it"),
            },
            Self::Twice(head) => write!(f, "two columns are called `{head}`"),
            Self::Uncounted(column) => write!(
                f,
                "it has a column `{column}`, which counts cannot go by: of which forecasts a row is the count, it does not say"
            ),
            Self::OptionsAndQuantiles => {
                f.write_str("it has a column for options and one for quantiles")
            }
            Self::Markup => f.write_str("it is HTML or XML"),
            Self::BrokenList(why) => write!(f, "its list breaks off: {why}"),
            Self::Unclosed(line) => {
                write!(f, "the quote that opens at line {line} is never closed")
            }
            Self::Unit(1, line) => write!(
                f,
                "a probability is a bare number above 1, on line {line}: a per cent, or a mistake"
            ),
            Self::Unit(count, line) => write!(
                f,
                "{count} probabilities are bare numbers above 1, the first on line {line}: per cents, \
                 or mistakes"
            ),
            Self::NothingRead(_) => f.write_str("none of its rows could be read"),
            Self::Refused(faults) => {
                let rows = faults.rows - faults.duplicates;
                let row = if rows == 1 { "row" } else { "rows" };
                write!(f, "{rows} {row} could not be read")
            }
            Self::NoForecaster(name) => write!(f, "nobody in it is called `{name}`"),
            Self::Unsuited(why) => f.write_str(why),
        }
    }
}

impl std::error::Error for TableError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Io(error) => Some(error),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_very_many_faults_the_first_are_kept_and_all_counted() {
        let mut faults = Faults::default();
        for line in 2..1002 {
            faults.add(line, 1, "bad".to_owned());
        }
        assert_eq!((faults.rows, faults.first.len()), (1000, KEPT));
        assert_eq!(faults.first[0].line, 2);
    }

    #[test]
    fn a_missing_column_is_named_with_what_wants_it_and_what_there_is() {
        let missing = |head: Option<&str>| TableError::Missing {
            column: Column::Deadline,
            head: head.map(str::to_owned),
            wants: "--weigh days",
            heads: vec!["p".to_owned(), "y".to_owned()],
        };
        assert_eq!(
            missing(Some("deadline")).to_string(),
            "it has no column `deadline`, which --weigh days needs"
        );
        assert_eq!(
            missing(Some("due")).to_string(),
            "it has no column `due` (deadline), which --weigh days needs"
        );
        assert_eq!(
            missing(Some("due")).hint().unwrap(),
            "there are p, y; `--columns deadline=HEAD` names another"
        );
        assert!(missing(None).to_string().contains("is not read"));
    }
}
