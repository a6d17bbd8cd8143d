//! The columns of a table, and what their heads are called.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use crate::model::nearest;

/// What a column of a table holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Column {
    /// The probability that was given.
    Probability,
    /// What happened.
    Outcome,
    /// Which question it is.
    QuestionId,
    /// Who said it.
    Forecaster,
    /// When it was said.
    MadeAt,
    /// When the question was first asked.
    Opened,
    /// When it is decided at the latest.
    Deadline,
    /// When the outcome was known.
    ResolvedAt,
    /// Whether it is resolved, open or void.
    Status,
    /// Tags, with semicolons between them.
    Tag,
    /// How much the row counts.
    Weight,
    /// What shares its fate with other questions.
    Cluster,
    /// One of several options.
    Option,
    /// Which rows are one forecast.
    ForecastId,
    /// The level of a quantile.
    Quantile,
    /// The value of a quantile.
    Value,
    /// How many forecasts a row stands for.
    N,
    /// How many of them came true.
    Events,
}

impl Column {
    /// Every column, in the order of the manual.
    pub const ALL: [Self; 18] = [
        Self::Probability,
        Self::Outcome,
        Self::QuestionId,
        Self::Forecaster,
        Self::MadeAt,
        Self::Opened,
        Self::Deadline,
        Self::ResolvedAt,
        Self::Status,
        Self::Tag,
        Self::Weight,
        Self::Cluster,
        Self::Option,
        Self::ForecastId,
        Self::Quantile,
        Self::Value,
        Self::N,
        Self::Events,
    ];

    /// Returns the head that it has where nothing else is said.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Probability => "probability",
            Self::Outcome => "outcome",
            Self::QuestionId => "question_id",
            Self::Forecaster => "forecaster",
            Self::MadeAt => "made_at",
            Self::Opened => "opened",
            Self::Deadline => "deadline",
            Self::ResolvedAt => "resolved_at",
            Self::Status => "status",
            Self::Tag => "tag",
            Self::Weight => "weight",
            Self::Cluster => "cluster",
            Self::Option => "option",
            Self::ForecastId => "forecast_id",
            Self::Quantile => "quantile",
            Self::Value => "value",
            Self::N => "n",
            Self::Events => "events",
        }
    }
}

impl fmt::Display for Column {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// What the heads of a table are called, where not as usual: `probability=p,outcome=y`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Columns(BTreeMap<Column, String>);

impl Columns {
    /// Returns the head of a column, or `None` where the column is not to be looked at.
    #[must_use]
    pub fn head(&self, column: Column) -> Option<&str> {
        match self.0.get(&column) {
            None => Some(column.as_str()),
            Some(head) if head.is_empty() => None,
            Some(head) => Some(head),
        }
    }

    /// Returns the columns whose heads are not as usual.
    pub fn renamed(&self) -> impl Iterator<Item = (Column, &str)> {
        self.0.iter().map(|(column, head)| (*column, head.as_str()))
    }
}

impl FromStr for Columns {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let mut columns = BTreeMap::new();
        for part in text.split(',') {
            let (name, head) = part
                .split_once('=')
                .ok_or_else(|| "pairs such as probability=p,outcome=y".to_owned())?;
            let column = named(name.trim())?;
            if columns.insert(column, head.trim().to_owned()).is_some() {
                return Err(format!("`{column}` is named twice"));
            }
        }
        Ok(Self(columns))
    }
}

fn named(name: &str) -> Result<Column, String> {
    let found = Column::ALL.into_iter().find(|one| one.as_str() == name);
    found.ok_or_else(|| {
        let names = Column::ALL.map(Column::as_str);
        match nearest(name, names.iter().copied()) {
            Some(near) => format!("there is no column `{name}`; did you mean `{near}`?"),
            None => format!("there is no column `{name}`, but {}", names.join(", ")),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads_are_the_columns_names_unless_others_are_given() {
        let columns: Columns = "probability=p, outcome = y,forecaster=".parse().unwrap();
        assert_eq!(columns.head(Column::Probability), Some("p"));
        assert_eq!(columns.head(Column::Outcome), Some("y"));
        assert_eq!(columns.head(Column::Tag), Some("tag"));
        // A column without a head is not looked at.
        assert_eq!(columns.head(Column::Forecaster), None);
    }

    #[test]
    fn a_wrong_name_is_said_with_what_was_meant() {
        let error = |text: &str| text.parse::<Columns>().unwrap_err();
        assert_eq!(
            error("probabilty=p"),
            "there is no column `probabilty`; did you mean `probability`?"
        );
        assert!(error("something=p").contains("question_id"));
        assert_eq!(error("outcome=a,outcome=b"), "`outcome` is named twice");
        assert!(error("outcome").starts_with("pairs such as"));
    }
}
