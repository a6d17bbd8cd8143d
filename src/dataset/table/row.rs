//! A row of a table, its cells turned into values.

use std::borrow::Cow;
use std::ops::RangeInclusive;

use crate::dataset::{split_list, unguarded};
use crate::model::{self, Kind, Moment, MomentError, OutcomeWord, Probability};
use crate::query::Column;
use crate::scoring::{BinaryOutcome, Weight};

use super::layout::{Cells, Form, Layout};
use super::long::{LongCells, LongPart};
use super::numbers::{NotAProbability, Rounded};

/// How much a row may weigh: the square of the sum of all is a number above 0.
const WEIGHTS: RangeInclusive<f64> = 1e-100..=1e100;

/// A row of a table. What is not there, or not looked at, is empty.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct TableRow<'a> {
    /// The line on which it begins, counted from 1.
    pub(super) line: u64,
    pub(super) question: &'a str,
    pub(super) forecaster: &'a str,
    pub(super) tags: &'a str,
    pub(super) cluster: &'a str,
    pub(super) forecast: &'a str,
    pub(super) made_at: Option<Moment>,
    pub(super) logged_at: Option<Moment>,
    pub(super) opened: Option<Moment>,
    pub(super) deadline: Option<Moment>,
    pub(super) known_at: Option<Moment>,
    pub(super) weight: Weight,
    pub(super) value: RowValue<'a>,
    pub(super) outcome: RowOutcome<'a>,
    /// What a row of the long table says besides.
    pub(super) long: Option<LongCells<'a>>,
}

/// Why a row is none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct BadRow {
    /// What is wrong: lower case, no full stop.
    pub(super) why: String,
    /// Whether its probability is a bare number above 1, which may be a per cent.
    pub(super) is_above_one: bool,
}

impl From<String> for BadRow {
    fn from(why: String) -> Self {
        Self {
            why,
            is_above_one: false,
        }
    }
}

/// What a row says.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum RowValue<'a> {
    /// The event has this probability.
    Event(Probability),
    /// The event had this probability so many times, and came true so many times.
    Counts {
        forecast: Probability,
        pairs: u64,
        events: u64,
    },
    /// The option has this probability.
    Option(&'a str, Rounded),
    /// The quantile of this level has this value.
    Quantile { level: f64, value: f64 },
    /// A part of an estimate of the long table.
    Long(LongPart<'a>),
}

/// What happened, as a row has it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum RowOutcome<'a> {
    /// Nothing yet.
    Open,
    /// The question broke, or its answer is unclear.
    Void,
    /// The event, wholly, in part or not.
    Event(BinaryOutcome),
    /// This option.
    Option(&'a str),
    /// This number.
    Number(f64),
    /// Nothing, though it is due.
    Overdue,
    /// Nobody can tell.
    Ambiguous,
}

impl<'a> TableRow<'a> {
    /// Returns the row that the cells are, or what is wrong with it.
    pub(super) fn of(line: u64, cells: &'a impl Cells, layout: &Layout) -> Result<Self, BadRow> {
        if cells.count() != layout.width {
            return Err(BadRow::from(format!(
                "it has {} cells, and the head {}",
                cells.count(),
                layout.width
            )));
        }
        let read = Read { cells, layout };
        let long = match layout.form {
            Form::Long => Some(read.long()?),
            _ => None,
        };
        Ok(Self {
            long,
            line,
            question: read.text(Column::QuestionId)?,
            forecaster: read.text(Column::Forecaster)?,
            tags: read.text(Column::Tags)?,
            cluster: read.text(Column::Cluster)?,
            forecast: read.text(Column::ForecastId)?,
            made_at: read.moment(Column::MadeAt)?,
            logged_at: read.moment(Column::LoggedAt)?,
            opened: read.moment(Column::Opened)?,
            deadline: read.moment(Column::Deadline)?,
            known_at: read.moment(Column::KnownAt)?,
            weight: read.weight()?,
            value: match long {
                Some(long) => read.long_value(long.kind)?,
                None => read.value()?,
            },
            outcome: match long {
                Some(long) => read.long_outcome(long.kind)?,
                None => read.outcome()?,
            },
        })
    }

    /// Says whether the row shares its question and its cluster with no other, and counts once.
    pub(super) fn stands_alone(&self) -> bool {
        self.question.is_empty() && self.cluster.is_empty() && self.weight == Weight::ONE
    }

    /// Returns the tags, one by one.
    pub(super) fn each_tag(tags: &str) -> impl Iterator<Item = Cow<'_, str>> {
        split_list(tags).into_iter()
    }
}

/// Reads the cells of a row.
pub(super) struct Read<'a, 'l, C> {
    cells: &'a C,
    pub(super) layout: &'l Layout,
}

impl<'a, C: Cells> Read<'a, '_, C> {
    pub(super) fn cell(&self, column: Column) -> &'a [u8] {
        self.layout.cell(column, self.cells)
    }

    pub(super) fn text(&self, column: Column) -> Result<&'a str, String> {
        let cell = self.cell(column);
        if cell.is_empty() {
            return Ok("");
        }
        let text = str::from_utf8(cell).map_err(|_| format!("`{column}` is not UTF-8"))?;
        if text.contains('\0') {
            return Err(format!("`{column}` has a NUL byte"));
        }
        Ok(unguarded(text))
    }

    pub(super) fn bad(&self, column: Column, why: &str) -> String {
        match self.cell(column) {
            [] => format!("`{column}` is empty"),
            cell => format!("{column} `{}` {why}", String::from_utf8_lossy(cell)),
        }
    }

    pub(super) fn moment(&self, column: Column) -> Result<Option<Moment>, String> {
        let text = self.text(column)?;
        if text.is_empty() {
            return Ok(None);
        }
        let why = |why: MomentError| self.bad(column, &format!("cannot be read: {why}"));
        Moment::parse_in_utc(text).map(Some).map_err(why)
    }

    fn weight(&self) -> Result<Weight, String> {
        let cell = self.cell(Column::Weight);
        if cell.is_empty() {
            return Ok(Weight::ONE);
        }
        let weight = self.layout.numbers.decimal(cell).and_then(Weight::new);
        let weight = weight.ok_or_else(|| self.bad(Column::Weight, "is no number above 0"))?;
        if WEIGHTS.contains(&weight.get()) {
            return Ok(weight);
        }
        let (least, most) = WEIGHTS.into_inner();
        Err(self.bad(
            Column::Weight,
            &format!("is not between {least:e} and {most:e}"),
        ))
    }

    /// Returns the probability in a cell.
    pub(super) fn probability(&self, column: Column) -> Result<Probability, BadRow> {
        let read = self.layout.numbers.probability(self.cell(column));
        read.map_err(|why| BadRow {
            why: match &why {
                NotAProbability::Doubtful(why) => self.bad(column, why),
                _ => self.bad(column, "is no number from 0 to 1"),
            },
            is_above_one: why == NotAProbability::AboveOne,
        })
    }

    /// Returns the probability of an option in a cell, and how it was rounded.
    pub(super) fn rounded(&self, column: Column) -> Result<Rounded, BadRow> {
        Ok(Rounded {
            value: self.probability(column)?,
            places: self.layout.numbers.places(self.cell(column)),
        })
    }

    /// Returns the option that a row is of, which must be one of those whose order was given.
    fn option(&self) -> Result<&'a str, String> {
        let (option, order) = (self.text(Column::Option)?, &self.layout.order);
        if option.is_empty() {
            return Err(self.bad(Column::Option, ""));
        }
        if order.is_empty() || named(option, order).is_some() {
            return Ok(option);
        }
        let why = format!("is none of those in order, {}", order.join(", "));
        Err(self.bad(Column::Option, &why))
    }

    fn number(&self, column: Column) -> Result<f64, String> {
        let number = self.layout.numbers.number(self.cell(column));
        number.map_err(|why| self.bad(column, &why.to_string()))
    }

    pub(super) fn whole(&self, column: Column) -> Result<u64, String> {
        let whole = self.layout.numbers.whole(self.cell(column));
        whole.map_err(|why| self.bad(column, &why))
    }

    fn value(&self) -> Result<RowValue<'a>, BadRow> {
        match self.layout.form {
            Form::Pairs => self.probability(Column::Probability).map(RowValue::Event),
            Form::Counts => self.counts(),
            Form::Options => {
                let option = self.option()?;
                Ok(RowValue::Option(option, self.rounded(Column::Probability)?))
            }
            Form::Quantiles | Form::Long => {
                let level = self.level()?;
                let value = self.number(Column::Value)?;
                Ok(RowValue::Quantile { level, value })
            }
        }
    }

    /// Returns the level of a quantile.
    pub(super) fn level(&self) -> Result<f64, String> {
        let level = self.layout.numbers.share(self.cell(Column::Quantile));
        let level = level.map(Probability::get);
        let why = || self.bad(Column::Quantile, "is not between 0 and 1");
        level
            .filter(|level| *level > 0.0 && *level < 1.0)
            .ok_or_else(why)
    }

    fn counts(&self) -> Result<RowValue<'a>, BadRow> {
        let (pairs, events) = (self.whole(Column::N)?, self.whole(Column::Events)?);
        if events > pairs {
            return Err(format!("{events} events are more than {pairs}").into());
        }
        Ok(RowValue::Counts {
            forecast: self.probability(Column::Probability)?,
            pairs,
            events,
        })
    }

    fn outcome(&self) -> Result<RowOutcome<'a>, String> {
        let cell = self.cell(Column::Outcome);
        let status = self.cell(Column::Status);
        if status.is_empty() || status.eq_ignore_ascii_case(b"resolved") {
            let no_status = status.is_empty();
            return match cell {
                b"1" if self.layout.form == Form::Pairs => {
                    Ok(RowOutcome::Event(BinaryOutcome::YES))
                }
                b"0" if self.layout.form == Form::Pairs => Ok(RowOutcome::Event(BinaryOutcome::NO)),
                b"" if self.layout.form == Form::Counts => Ok(RowOutcome::Event(BinaryOutcome::NO)),
                b"" if no_status => Ok(RowOutcome::Open),
                b"" => Err("it is resolved without an outcome".to_owned()),
                _ => self.resolved(),
            };
        }
        let open: [&[u8]; 4] = [b"open", b"waiting", b"awaiting", b"overdue"];
        if open.iter().any(|word| status.eq_ignore_ascii_case(word)) {
            Ok(RowOutcome::Open)
        } else if is_void(status) {
            Ok(RowOutcome::Void)
        } else {
            Err(self.bad(Column::Status, "is none of resolved, open and void"))
        }
    }

    fn resolved(&self) -> Result<RowOutcome<'a>, String> {
        let text = self.text(Column::Outcome)?;
        if self.layout.form == Form::Options {
            // A word may be an option, which only all rows of the question tell.
            return Ok(RowOutcome::Option(text));
        }
        if let Some(outcome) = without_answer(text) {
            return Ok(outcome);
        }
        match self.layout.form {
            Form::Quantiles => self.number(Column::Outcome).map(RowOutcome::Number),
            _ => self.event(),
        }
    }

    /// Returns how much of the event of a yes-or-no question came about.
    pub(super) fn event(&self) -> Result<RowOutcome<'a>, String> {
        let text = self.text(Column::Outcome)?;
        match self.layout.words.says_yes(text) {
            Some(true) => return Ok(RowOutcome::Event(BinaryOutcome::YES)),
            Some(false) => return Ok(RowOutcome::Event(BinaryOutcome::NO)),
            None => {}
        }
        let pointed = self.layout.numbers.with_point(text.as_bytes());
        let pointed = pointed.map_or_else(
            |_| text.into(),
            |text| String::from_utf8_lossy(&text).into_owned(),
        );
        let outcome = model::Outcome::parse(&pointed, &Kind::Binary).ok();
        let share = outcome.and_then(|outcome| BinaryOutcome::new(outcome.share()?.get()));
        let why = "is none of 1, 0, yes, no and a share such as 0.3";
        share
            .map(RowOutcome::Event)
            .ok_or_else(|| self.bad(Column::Outcome, why))
    }
}

/// Returns the place of an option among those in order, as it is written or but for case.
pub(super) fn named(option: &str, order: &[String]) -> Option<usize> {
    let texts: Vec<&str> = order.iter().map(String::as_str).collect();
    let named = model::option_of(option, &texts)?;
    texts.iter().position(|other| *other == named)
}

/// Returns whether a status says that there is no outcome to come.
pub(super) fn is_void(cell: &[u8]) -> bool {
    let word = str::from_utf8(cell).ok().and_then(OutcomeWord::of);
    matches!(word, Some(OutcomeWord::Annulled | OutcomeWord::Ambiguous))
}

/// Returns what a word says that stands where no outcome is.
pub(super) fn without_answer(text: &str) -> Option<RowOutcome<'static>> {
    match OutcomeWord::of(text)? {
        OutcomeWord::Annulled | OutcomeWord::Ambiguous => Some(RowOutcome::Void),
        OutcomeWord::Open => Some(RowOutcome::Open),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dataset::table::layout::RequiredColumns;
    use crate::query::COLUMNS;
    use crate::query::TableOptions;

    impl Cells for Vec<&str> {
        fn count(&self) -> usize {
            self.len()
        }

        fn cell(&self, place: usize) -> &[u8] {
            self[place].as_bytes()
        }
    }

    /// Reads one row and hands it to `look`.
    fn row<T>(heads: &str, cells: &str, look: impl Fn(TableRow<'_>) -> T) -> Result<T, String> {
        let heads: Vec<String> = heads.split(',').map(str::to_owned).collect();
        let wants = RequiredColumns {
            uses: COLUMNS.map(|spec| spec.column).to_vec(),
            ..RequiredColumns::default()
        };
        let layout = Layout::of(&heads, &TableOptions::default(), &wants).unwrap();
        let cells: Vec<&str> = cells.split(',').collect();
        TableRow::of(2, &cells, &layout)
            .map(look)
            .map_err(|bad| bad.why)
    }

    #[test]
    fn a_pair_is_read_in_every_way_of_writing_it() {
        let is = |cells: &str, p: f64, y: f64| {
            let said = RowValue::Event(Probability::new(p).unwrap());
            let seen = RowOutcome::Event(BinaryOutcome::new(y).unwrap());
            row("probability,outcome", cells, |row| {
                row.value == said && row.outcome == seen
            })
        };
        for cells in [
            "0.7,1",
            " 0.7 , 1 ",
            "70%,yes",
            "7e-1,true",
            "70 %,1.0",
            ".7,100%",
        ] {
            assert_eq!(is(cells, 0.7, 1.0), Ok(true), "{cells}");
        }
        assert_eq!(is("0,0", 0.0, 0.0), Ok(true));
        assert_eq!(is("1,30%", 1.0, 0.3), Ok(true));
    }

    #[test]
    fn a_bad_pair_says_what_is_wrong() {
        let error = |cells: &str| row("probability,outcome", cells, |_| ()).unwrap_err();
        assert_eq!(error("1.7,1"), "probability `1.7` is no number from 0 to 1");
        assert_eq!(error("NaN,1"), "probability `NaN` is no number from 0 to 1");
        assert_eq!(error("inf,1"), "probability `inf` is no number from 0 to 1");
        assert_eq!(error(",1"), "`probability` is empty");
        assert_eq!(
            error("0.7,maybe"),
            "outcome `maybe` is none of 1, 0, yes, no and a share such as 0.3"
        );
        assert_eq!(error("0.7"), "it has 1 cells, and the head 2");
    }

    #[test]
    fn without_a_status_a_row_is_resolved_where_it_has_an_outcome() {
        let outcome = |cells: &str| {
            row("probability,outcome", cells, |row| {
                row.outcome == RowOutcome::Open
            })
        };
        assert_eq!(outcome("0.7,"), Ok(true));
        assert_eq!(outcome("0.7,0"), Ok(false));
    }

    #[test]
    fn a_status_decides() {
        let heads = "probability,outcome,status";
        let is = |cells: &str, want: RowOutcome<'_>| row(heads, cells, |row| row.outcome == want);
        assert_eq!(
            is("0.7,1,resolved", RowOutcome::Event(BinaryOutcome::YES)),
            Ok(true)
        );
        assert_eq!(
            is("0.7,1,", RowOutcome::Event(BinaryOutcome::YES)),
            Ok(true)
        );
        assert_eq!(is("0.7,,open", RowOutcome::Open), Ok(true));
        assert_eq!(is("0.7,1,Open", RowOutcome::Open), Ok(true));
        assert_eq!(is("0.7,,void", RowOutcome::Void), Ok(true));
        assert_eq!(is("0.7,annulled,resolved", RowOutcome::Void), Ok(true));
        let error = |cells: &str| row(heads, cells, |_| ()).unwrap_err();
        assert_eq!(error("0.7,,resolved"), "it is resolved without an outcome");
        assert_eq!(
            error("0.7,1,done"),
            "status `done` is none of resolved, open and void"
        );
    }

    #[test]
    fn a_tag_may_have_a_semicolon_and_a_name_the_look_of_a_formula() {
        let heads = "probability,outcome,forecaster,tags";
        let read = |row: TableRow<'_>| {
            let tags = TableRow::each_tag(row.tags).map(Cow::into_owned);
            (row.forecaster.to_owned(), tags.collect::<Vec<_>>())
        };
        let (forecaster, tags) = row(heads, "0.7,1,'=ann,\"a;b\"; c", read).unwrap();
        assert_eq!(forecaster, "=ann");
        assert_eq!(tags, ["a;b", "c"]);
    }

    #[test]
    fn a_weight_is_above_zero() {
        let heads = "probability,outcome,weight";
        assert_eq!(row(heads, "0.7,1,2.5", |row| row.weight.get()), Ok(2.5));
        for bad in ["0", "-1", "inf", "x"] {
            let error = row(heads, &format!("0.7,1,{bad}"), |_| ()).unwrap_err();
            assert_eq!(error, format!("weight `{bad}` is no number above 0"));
        }
        // A row that has none counts once.
        assert_eq!(row(heads, "0.7,1,", |row| row.weight.get()), Ok(1.0));
    }

    #[test]
    fn an_instant_without_a_zone_is_in_utc() {
        let heads = "probability,outcome,made_at";
        let made_at = |text: &str| row(heads, &format!("0.7,1,{text}"), |row| row.made_at);
        let noon = Moment::parse("2014-05-21T12:00:00Z").unwrap();
        for text in [
            "2014-05-21T12:00:00Z",
            "2014-05-21T12:00:00",
            "2014-05-21 12:00:00",
        ] {
            assert_eq!(made_at(text), Ok(Some(noon)), "{text}");
        }
        assert_eq!(made_at(""), Ok(None));
        assert_eq!(
            made_at("2014-5-1").unwrap_err(),
            "made_at `2014-5-1` cannot be read: a day is written in full, as 2014-05-01"
        );
    }

    #[test]
    fn an_instant_is_read_as_other_programs_write_it() {
        let read = |text: &str| Moment::parse_in_utc(text).unwrap();
        let nine = Moment::parse("2016-11-08T21:00:00Z").unwrap();
        for text in [
            "2016-11-08 16:00:00 -0500",
            "2016-11-08 16:00:00-05:00",
            "2016-11-08 16:00:00-05",
            "2016-11-08T16:00:00.000-0500",
            "2016-11-08 16:00 -05:00",
            "2016-11-09T02:30:00+0530",
            "2016-11-08T21:00:00Z",
            "2016-11-08 21:00:00Z",
            "2016-11-08 21:00:00 UTC",
            "2016-11-08 21:00:00 GMT",
            "2016-11-08 21:00:00",
            "2016-11-08 21:00",
        ] {
            assert_eq!(read(text), nine, "{text}");
        }
        let Moment::Instant(exact) = read("2016-11-08 21:00:00.123456") else {
            panic!("a time makes an instant");
        };
        assert_eq!(exact.timestamp_subsec_micros(), 123_456);
        assert_eq!(
            read("2016-11-08 16:00:00.123456 -0500"),
            Moment::Instant(exact)
        );
    }

    #[test]
    fn what_only_looks_like_an_instant_is_refused() {
        for text in [
            "2016-11-08 25:00:00",
            "2016-11-08 16:00:00 EST",
            "2016-11-08 16:00:00 -0500 or so",
            "2016-11-08 16:00:00 -9900",
            "2016-13-08 16:00:00",
            "2016-11-8 16:00:00",
            "2016-11-08 16",
            "2016-11-08 ",
            "8 November 2016",
            "1478638800",
        ] {
            assert!(Moment::parse_in_utc(text).is_err(), "{text}");
        }
    }

    #[test]
    fn tags_stand_between_semicolons() {
        let tags: Vec<_> = TableRow::each_tag("a; b;;c ").collect();
        assert_eq!(tags, ["a", "b", "c"]);
    }
}
