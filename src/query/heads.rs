//! What the heads of a table are called.

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt;
use std::str::FromStr;

use crate::model::nearest;

use super::columns::folded_head;
use super::{COLUMNS, Column};

/// What the heads of a table are called, where not as usual: `probability=p,outcome=y`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Columns(BTreeMap<Column, String>);

impl Columns {
    /// Returns the head of a column, or `None` where the column is not to be looked at; of those
    /// under which it is read the first that is there, in any case, else its own.
    #[must_use]
    pub fn head<'a>(&'a self, column: Column, heads: &'a [String]) -> Option<&'a str> {
        match self.0.get(&column) {
            None => {
                let known = column.spec().heads;
                let exact = |one: &&str| heads.iter().find(|other| other == one);
                let any_case = |one: &&str| heads.iter().find(|head| folded_head(head) == **one);
                let there = known.iter().find_map(exact);
                let there = there.or_else(|| known.iter().find_map(any_case));
                Some(there.map_or(known[0], String::as_str))
            }
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
    type Err = ColumnsError;

    fn from_str(text: &str) -> Result<Self, ColumnsError> {
        let mut columns = BTreeMap::new();
        for part in text.split(',') {
            let (name, head) = part.split_once('=').ok_or(ColumnsError::NotPairs)?;
            let name = name.trim();
            let column =
                Column::named(name).ok_or_else(|| ColumnsError::NoColumn(name.to_owned()))?;
            if columns.insert(column, head.trim().to_owned()).is_some() {
                return Err(ColumnsError::Twice(column));
            }
        }
        Ok(Self(columns))
    }
}

/// Why a text does not say what the heads of a table are called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ColumnsError {
    /// It is no list of columns with their heads.
    NotPairs,
    /// There is no such column.
    NoColumn(String),
    /// This column has two heads.
    Twice(Column),
}

impl fmt::Display for ColumnsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotPairs => f.write_str("pairs such as probability=p,outcome=y"),
            Self::NoColumn(name) => {
                write!(f, "there is no column `{name}`")?;
                let names = COLUMNS.map(|spec| spec.heads[0]);
                match nearest(name, names.iter().copied()) {
                    Some(near) => write!(f, "; did you mean `{near}`?"),
                    None => write!(f, ", but {}", names.join(", ")),
                }
            }
            Self::Twice(column) => write!(f, "`{column}` is named twice"),
        }
    }
}

impl Error for ColumnsError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads_are_the_columns_names_unless_others_are_given() {
        let columns: Columns = "probability=p, outcome = y,forecaster=".parse().unwrap();
        assert_eq!(columns.head(Column::Probability, &[]), Some("p"));
        assert_eq!(columns.head(Column::Outcome, &[]), Some("y"));
        assert_eq!(columns.head(Column::Tags, &[]), Some("tags"));
        assert_eq!(columns.head(Column::Tags, &["tag".to_owned()]), Some("tag"));
        let heads = ["Made At".to_owned(), "TAGS".to_owned(), "tags".to_owned()];
        assert_eq!(columns.head(Column::MadeAt, &heads), Some("Made At"));
        assert_eq!(columns.head(Column::Tags, &heads), Some("tags"));
        // A column without a head is not looked at.
        assert_eq!(columns.head(Column::Forecaster, &[]), None);
    }

    #[test]
    fn a_wrong_name_is_said_with_what_was_meant() {
        let error = |text: &str| text.parse::<Columns>().unwrap_err().to_string();
        assert_eq!(
            error("probabilty=p"),
            "there is no column `probabilty`; did you mean `probability`?"
        );
        assert!(error("something=p").contains("question_id"));
        assert_eq!(error("outcome=a,outcome=b"), "`outcome` is named twice");
        assert!(error("outcome").starts_with("pairs such as"));
    }
}
