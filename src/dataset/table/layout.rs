//! The layout of a table: which cell of a row holds what.

use super::TableError;
use super::numbers::NumberForm;
use crate::query::{Column, OutcomeWords, ProbabilityUnit, TableOptions};

/// What the rows of a table are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// A probability and what happened.
    Pairs,
    /// A probability, how often it was given and how often it came true.
    Counts,
    /// An option of a forecast and its probability.
    Options,
    /// A quantile of a forecast and its value.
    Quantiles,
    /// A part of an estimate of any kind, as `foretell export table` writes it.
    Long,
}

/// The cells that hold pairs, where a row has nothing else to look at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PairPlaces {
    /// The probability and what happened.
    Outcome([usize; 2]),
    /// The probability, how often it was given and how often it came true.
    Counts([usize; 3]),
}

/// A column that is wanted, by what.
pub(super) type Wanted = (Column, &'static str);

/// What a question required of a table.
#[derive(Clone, Debug, Default)]
pub(super) struct RequiredColumns {
    /// Columns without which it has no answer.
    pub(super) needs: Vec<Wanted>,
    /// Columns that it uses where they are there.
    pub(super) uses: Vec<Column>,
    /// Whether there need be no outcomes.
    pub(super) open: bool,
}

impl Form {
    /// Returns the form that a table with these heads has.
    fn of(options: &TableOptions, has: impl Fn(Column) -> bool) -> Result<Self, TableError> {
        let has_options = has(Column::Option);
        let quantiles = has(Column::Quantile) && has(Column::Value);
        match (options.counts, has_options, quantiles) {
            (true, _, _) => Ok(Self::Counts),
            _ if has(Column::Kind) && has(Column::Value) => Ok(Self::Long),
            (false, true, true) => Err(TableError::OptionsAndQuantiles),
            (false, true, false) => Ok(Self::Options),
            (false, false, true) => Ok(Self::Quantiles),
            (false, false, false) => Ok(Self::Pairs),
        }
    }

    /// Returns the columns without which it is none.
    fn needs(self) -> &'static [Wanted] {
        const SCORES: &str = "every score";
        const COUNTS: &str = "--counts";
        const OPTIONS: &str = "a table of options";
        const QUANTILES: &str = "a table of quantiles";
        const LONG: &str = "a table of several kinds";
        match self {
            Self::Pairs => &[(Column::Probability, SCORES), (Column::Outcome, SCORES)],
            Self::Counts => &[
                (Column::Probability, COUNTS),
                (Column::N, COUNTS),
                (Column::Events, COUNTS),
            ],
            Self::Options => &[
                (Column::Probability, OPTIONS),
                (Column::Outcome, OPTIONS),
                (Column::QuestionId, OPTIONS),
            ],
            Self::Long => &[
                (Column::Kind, LONG),
                (Column::Value, LONG),
                (Column::Outcome, LONG),
                (Column::QuestionId, LONG),
            ],
            Self::Quantiles => &[
                (Column::Outcome, QUANTILES),
                (Column::QuestionId, QUANTILES),
            ],
        }
    }

    /// Returns the columns that are looked at where they are there.
    fn looks_at(self) -> &'static [Column] {
        match self {
            Self::Counts => &[],
            Self::Long => LONG_COLUMNS,
            Self::Pairs => &[
                Column::QuestionId,
                Column::Status,
                Column::Weight,
                Column::Cluster,
            ],
            // What tells the rows of one forecast from those of another.
            Self::Options | Self::Quantiles => &[
                Column::Forecaster,
                Column::MadeAt,
                Column::Status,
                Column::Tags,
                Column::Weight,
                Column::Cluster,
                Column::Option,
                Column::ForecastId,
                Column::Quantile,
                Column::Value,
            ],
        }
    }
}

/// The columns that are looked at in a table of several kinds, besides those without which it is
/// none.
const LONG_COLUMNS: &[Column] = &[
    Column::Forecaster,
    Column::MadeAt,
    Column::LoggedAt,
    Column::Revision,
    Column::Option,
    Column::OptionNumber,
    Column::Quantile,
    Column::Threshold,
    Column::Date,
    Column::Sample,
    Column::Component,
    Column::Parameter,
    Column::RangeLow,
    Column::RangeHigh,
    Column::Word,
    Column::Yardstick,
    Column::Coded,
    Column::Provenance,
    Column::Confidence,
    Column::Withdrawn,
    Column::KnownAt,
    Column::Opened,
    Column::Deadline,
    Column::Due,
    Column::Status,
    Column::Cluster,
    Column::Tags,
    Column::Topic,
    Column::Document,
    Column::BaseRate,
    Column::BoundLow,
    Column::BoundHigh,
    Column::Unit,
    Column::Weight,
];

/// The place of a column that is not there.
const NOWHERE: usize = usize::MAX;

/// Which cell of a row holds what.
#[derive(Clone, Debug)]
pub(super) struct Layout {
    pub(super) form: Form,
    /// How many cells a row has.
    pub(super) width: usize,
    /// How its numbers are written.
    pub(super) numbers: NumberForm,
    /// Words of outcomes besides those that are known.
    pub(super) words: OutcomeWords,
    /// The options in their order, where that was said.
    pub(super) order: Vec<String>,
    /// The cells that say of what question a row is, whose, and when it was made.
    stamp: Option<[usize; 3]>,
    /// Whether the first cell of a row is no name, which may be any word.
    pub(super) begins_with_a_label: bool,
    places: [usize; Column::COUNT],
}

/// The columns whose cells are numbers, which a decimal comma shows in.
const NUMBERS: [Column; 11] = [
    Column::Probability,
    Column::Value,
    Column::Quantile,
    Column::Threshold,
    Column::RangeLow,
    Column::RangeHigh,
    Column::BaseRate,
    Column::BoundLow,
    Column::BoundHigh,
    Column::Weight,
    Column::Outcome,
];

/// The cells of a row.
pub(super) trait Cells {
    /// Returns how many there are.
    fn count(&self) -> usize;
    /// Returns the text of one.
    fn cell(&self, place: usize) -> &[u8];

    /// Returns all cells.
    fn all(&self) -> impl Iterator<Item = &[u8]> {
        (0..self.count()).map(|place| self.cell(place))
    }
}

impl Layout {
    /// Returns the layout under these heads: the columns that the form of the table has, and those
    /// that the question required.
    pub(super) fn of(
        heads: &[String],
        options: &TableOptions,
        required: &RequiredColumns,
    ) -> Result<Self, TableError> {
        let has = |column| {
            let head = options.columns.head(column, heads);
            head.is_some_and(|head| heads.iter().any(|other| other == head))
        };
        let form = Form::of(options, has)?;
        let ties = [Column::QuestionId, Column::Cluster, Column::Weight];
        if let Some(column) = ties
            .into_iter()
            .find(|&column| form == Form::Counts && has(column))
        {
            return Err(TableError::Uncounted(column));
        }
        let order = options.ordered.clone().unwrap_or_default();
        if form != Form::Options && !order.is_empty() {
            return Err(TableError::Unsuited(
                "it is no table of options, and of others `--ordered` says nothing",
            ));
        }
        let mut layout = Self {
            form,
            width: heads.len(),
            numbers: NumberForm {
                has_comma: options.decimal == Some(b','),
                unit: options.unit,
            },
            words: options.words.clone(),
            order,
            stamp: None,
            begins_with_a_label: true,
            places: [NOWHERE; Column::COUNT],
        };
        for &(column, wants) in form.needs().iter().chain(&required.needs) {
            let is_spared = required.open && column == Column::Outcome;
            if !layout.find(column, heads, options)? && !is_spared {
                return Err(TableError::Missing {
                    column,
                    head: options.columns.head(column, heads).map(str::to_owned),
                    wants,
                    heads: heads.to_vec(),
                });
            }
        }
        for &column in form.looks_at().iter().chain(&required.uses) {
            layout.find(column, heads, options)?;
        }
        let place = |column| {
            let head = options.columns.head(column, heads)?;
            heads.iter().position(|other| other == head)
        };
        let stamp = [Column::QuestionId, Column::Forecaster, Column::MadeAt].map(place);
        if let [Some(question), Some(forecaster), Some(made)] = stamp {
            layout.stamp = Some([question, forecaster, made]);
        }
        let names = [
            Column::Forecaster,
            Column::Option,
            Column::Tags,
            Column::Cluster,
        ];
        layout.begins_with_a_label = !names.map(place).contains(&Some(0));
        if layout.has(Column::QuestionId) {
            // Whose forecast a row is, so that it goes as a whole where one of its rows is bad.
            layout.find(Column::Forecaster, heads, options)?;
        }
        Ok(layout)
    }

    /// Returns the cells that say of what question a row is, whose, and when it was made, where the
    /// table has them, looked at or not.
    pub(super) fn stamp_places(&self) -> Option<[usize; 3]> {
        self.stamp.filter(|_| self.form != Form::Counts)
    }

    /// Returns the places of numbers.
    pub(super) fn number_places(&self) -> Vec<usize> {
        let places = NUMBERS.map(|column| self.places[column as usize]);
        places
            .into_iter()
            .filter(|place| *place != NOWHERE)
            .collect()
    }

    /// Returns the question and the forecaster of a row, so far as they can be read.
    pub(super) fn whose<'c>(&self, cells: &'c impl Cells) -> Option<(&'c str, &'c str)> {
        let text = |column: Column| match self.places[column as usize] {
            place if place < cells.count() => str::from_utf8(cells.cell(place).trim_ascii()).ok(),
            _ => None,
        };
        let question = text(Column::QuestionId).filter(|question| !question.is_empty());
        let question = question.filter(|_| self.form != Form::Counts);
        question.map(|question| (question, text(Column::Forecaster).unwrap_or_default()))
    }

    /// Adds the columns that are looked at where they are there, for rows that name their cells:
    /// a later one may have what the first lacks.
    pub(super) fn add_absent(
        &mut self,
        heads: &mut Vec<String>,
        options: &TableOptions,
        required: &RequiredColumns,
    ) {
        for &column in self.form.looks_at().iter().chain(&required.uses) {
            let head = options.columns.head(column, heads).map(str::to_owned);
            if let Some(head) = head.filter(|_| !self.has(column)) {
                self.places[column as usize] = heads.len();
                heads.push(head);
            }
        }
        self.width = heads.len();
    }

    /// Notes the place of a column; returns whether it is there.
    fn find(
        &mut self,
        column: Column,
        heads: &[String],
        options: &TableOptions,
    ) -> Result<bool, TableError> {
        let Some(head) = options.columns.head(column, heads) else {
            return Ok(false);
        };
        let mut places = (0..heads.len()).filter(|&place| heads[place] == head);
        let found = places.next();
        if places.next().is_some() {
            return Err(TableError::Twice(head.to_owned()));
        }
        self.places[column as usize] = found.unwrap_or(NOWHERE);
        Ok(found.is_some())
    }

    /// Returns whether the column is there and looked at.
    pub(super) fn has(&self, column: Column) -> bool {
        self.places[column as usize] != NOWHERE
    }

    /// Returns where pairs stand, where a row is looked at for nothing else.
    pub(super) fn pair_places(&self) -> Option<PairPlaces> {
        let columns: &[Column] = match self.form {
            Form::Pairs => &[Column::Probability, Column::Outcome],
            Form::Counts => &[Column::Probability, Column::N, Column::Events],
            _ => return None,
        };
        let places = columns.iter().map(|one| self.places[*one as usize]);
        let places: Vec<usize> = places.collect();
        let looked_at = self.places.iter().filter(|place| **place != NOWHERE);
        let is_percent = self.numbers.unit == Some(ProbabilityUnit::Percent);
        let is_plain = !self.numbers.has_comma && !is_percent && self.words.is_empty();
        let is_all = looked_at.count() == places.len() && !places.contains(&NOWHERE);
        let found = match *places {
            [said, outcome] => PairPlaces::Outcome([said, outcome]),
            [said, pairs, events] => PairPlaces::Counts([said, pairs, events]),
            _ => return None,
        };
        (is_all && is_plain).then_some(found)
    }

    /// Returns the cell of a column without the blanks around it, empty where there is none.
    pub(super) fn cell<'c>(&self, column: Column, cells: &'c impl Cells) -> &'c [u8] {
        match self.places[column as usize] {
            NOWHERE => &[],
            place => cells.cell(place).trim_ascii(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::Columns;

    fn layout(heads: &[&str], columns: &str, required: &[Wanted]) -> Result<Layout, String> {
        let heads: Vec<_> = heads.iter().map(|&head| head.to_owned()).collect();
        let columns = if columns.is_empty() {
            Columns::default()
        } else {
            columns.parse().unwrap()
        };
        let options = TableOptions {
            columns,
            ..TableOptions::default()
        };
        let required = RequiredColumns {
            needs: required.to_vec(),
            ..RequiredColumns::default()
        };
        Layout::of(&heads, &options, &required).map_err(|error| error.to_string())
    }

    #[test]
    fn the_columns_tell_what_the_rows_are() {
        let form = |heads: &[&str]| layout(heads, "", &[]).unwrap().form;
        assert_eq!(form(&["probability", "outcome"]), Form::Pairs);
        let options = ["question_id", "option", "probability", "outcome"];
        assert_eq!(form(&options), Form::Options);
        let quantiles = ["question_id", "quantile", "value", "outcome"];
        assert_eq!(form(&quantiles), Form::Quantiles);
        let both = [options.as_slice(), &["quantile", "value"]].concat();
        assert!(layout(&both, "", &[]).is_err());
        let one = layout(&both, "option=", &[]).unwrap();
        assert_eq!(one.form, Form::Quantiles);
    }

    #[test]
    fn a_column_may_have_another_head() {
        let heads = ["y", "p", "probability"];
        let found = layout(&heads, "probability=p,outcome=y", &[]).unwrap();
        assert_eq!(found.places[Column::Probability as usize], 1);
        assert_eq!(
            layout(&heads, "outcome=y,probability=q", &[]).unwrap_err(),
            "it has no column `q` (probability), which every score needs"
        );
    }

    #[test]
    fn what_a_question_wants_must_be_there() {
        let required = [(Column::Deadline, "--weigh days")];
        let error = layout(&["probability", "outcome"], "", &required).unwrap_err();
        assert_eq!(
            error,
            "it has no column `deadline`, which --weigh days needs"
        );
    }

    #[test]
    fn two_columns_of_the_same_head_are_refused_where_it_matters() {
        let twice = ["probability", "outcome", "weight", "weight"];
        assert_eq!(
            layout(&twice, "", &[]).unwrap_err(),
            "two columns are called `weight`"
        );
        let harmless = ["probability", "outcome", "note", "note"];
        assert!(layout(&harmless, "", &[]).is_ok());
    }
}
