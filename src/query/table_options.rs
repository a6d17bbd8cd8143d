//! How a table is read.

use super::Columns;

/// How a table is to be read.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a flag of the command line"
)]
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TableOptions {
    /// What it is called.
    pub name: String,
    /// What its heads are called.
    pub columns: Columns,
    /// Whether each row stands for many forecasts: a probability, `n` and `events`.
    pub counts: bool,
    /// Whether options have an order, in which they first appear.
    pub ordered: bool,
    /// Whether a weighting was asked for by name: then `each` looks at the days too, where they are
    /// given.
    pub weighted: bool,
    /// Whether things are seen as they stood on the day of the view, which otherwise only tells
    /// what is due.
    pub as_of: bool,
}
