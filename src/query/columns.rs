//! The columns of a table: one list, which the writer, the reader and the manual share.

use std::fmt;

use crate::ledger::StateName;
use crate::model::{Confidence, KindName, Parametric, Provenance};

/// A column of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Column {
    /// Which question it is.
    QuestionId,
    /// The kind of question.
    Kind,
    /// Who made the estimate.
    Forecaster,
    /// When it was made.
    MadeAt,
    /// When it was written down.
    LoggedAt,
    /// The place of the estimate among those of its forecaster on its question.
    Revision,
    /// One of several options.
    Option,
    /// The place of the option among those of its question.
    OptionNumber,
    /// The level of a quantile.
    Quantile,
    /// A number whose cumulative probability is given.
    Threshold,
    /// A day by whose end the event has happened with the given probability.
    Date,
    /// The number of a draw.
    Sample,
    /// The part of a mixture.
    Component,
    /// A parameter of a distribution.
    Parameter,
    /// What was estimated.
    Value,
    /// The lower end of the range that the author's words allow.
    RangeLow,
    /// Its upper end.
    RangeHigh,
    /// The word of a yardstick that the author used.
    Word,
    /// The yardstick.
    Yardstick,
    /// Whether somebody else read it out of the author's text.
    Coded,
    /// Whether it is known to be from before the outcome was known.
    Provenance,
    /// How sound its grounds are.
    Confidence,
    /// Whether the forecaster no longer stands by what they said before.
    Withdrawn,
    /// What the question resolved to.
    Outcome,
    /// When that was known.
    KnownAt,
    /// From when the question was open.
    Opened,
    /// The last day on which the event counts.
    Deadline,
    /// The last day on which the question need not be resolved.
    Due,
    /// How the question stands.
    Status,
    /// What shares its fate with other questions.
    Cluster,
    /// What the question is about.
    Tags,
    /// The folder of its record.
    Topic,
    /// The document that it was read out of.
    Document,
    /// How often such things happen.
    BaseRate,
    /// The lower bound of a number or a day.
    BoundLow,
    /// Its upper bound.
    BoundHigh,
    /// What a number is counted in.
    Unit,
    /// How much the estimate counts.
    Weight,
    /// The probability that was given, where a table has it in a column of its own.
    Probability,
    /// Which rows are one estimate, where a table has no revisions.
    ForecastId,
    /// How many forecasts a row stands for.
    N,
    /// How many of them came true.
    Events,
}

/// What a column is about: it is the same in all rows of that.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    /// The question.
    Question,
    /// The estimate.
    Estimate,
    /// One part of the estimate: an option, a quantile, a day.
    Part,
    /// Many forecasts, counted.
    Counts,
}

/// What the cells of a column hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    /// Text as it is.
    Text,
    /// Texts with semicolons between them.
    List,
    /// One of these words.
    OneOf(&'static [&'static str]),
    /// A number.
    Number,
    /// A whole number from 1.
    Whole,
    /// A number from 0 to 1.
    Share,
    /// A day, or an instant with its zone.
    Moment,
    /// A day.
    Day,
    /// A number, or the day of a date question.
    NumberOrDay,
    /// `true` or `false`.
    Flag,
    /// What is a number, a day or a text by the kind of question.
    Outcome,
}

/// A column with its heads and what it holds.
#[derive(Clone, Copy, Debug)]
pub struct ColumnSpec {
    /// The column.
    pub column: Column,
    /// Its head, then others under which it is read as well.
    pub heads: &'static [&'static str],
    /// What it is the same in.
    pub about: About,
    /// What its cells hold.
    pub holds: Holds,
    /// What that means, for the manual.
    pub doc: &'static str,
    /// Whether `foretell export table` writes it.
    pub is_written: bool,
}

/// The names of the parameters of all families of distributions, and of their weights in a mixture.
pub const PARAMETERS: [&str; 9] = [
    "mean",
    "sd",
    "mu",
    "sigma",
    "df",
    "location",
    "scale",
    "shape",
    Parametric::WEIGHT,
];

const KINDS: [&str; KindName::ALL.len()] = [
    KindName::Binary.as_str(),
    KindName::Choice.as_str(),
    KindName::Ordered.as_str(),
    KindName::Number.as_str(),
    KindName::Date.as_str(),
    KindName::Scenarios.as_str(),
];
const STATES: [&str; StateName::ALL.len()] = [
    StateName::Open.as_str(),
    StateName::Waiting.as_str(),
    StateName::Awaiting.as_str(),
    StateName::Overdue.as_str(),
    StateName::Resolved.as_str(),
    StateName::Void.as_str(),
];
const PROVENANCES: [&str; Provenance::ALL.len()] = [
    Provenance::Contemporaneous.as_str(),
    Provenance::Coded.as_str(),
    Provenance::Imported.as_str(),
    Provenance::Retrospective.as_str(),
    Provenance::Unwitnessed.as_str(),
];
const CONFIDENCES: [&str; Confidence::ALL.len()] = [
    Confidence::Low.as_str(),
    Confidence::Moderate.as_str(),
    Confidence::High.as_str(),
];

const fn column(
    column: Column,
    heads: &'static [&'static str],
    about: About,
    holds: Holds,
    doc: &'static str,
) -> ColumnSpec {
    ColumnSpec {
        column,
        heads,
        about,
        holds,
        doc,
        is_written: true,
    }
}

const fn only_read(spec: ColumnSpec) -> ColumnSpec {
    ColumnSpec {
        is_written: false,
        ..spec
    }
}

/// Every column, in the order in which they are written; those that are only read come last.
#[rustfmt::skip]
pub const COLUMNS: [ColumnSpec; Column::COUNT] = {
    use About::{Counts, Estimate, Part, Question};
    use Holds::{Day, Flag, List, Moment, Number, NumberOrDay, OneOf, Share, Text, Whole};
    [
        column(Column::QuestionId, &["question_id"], Question, Text,
            "the question; its rows share its fate"),
        column(Column::Kind, &["kind"], Question, OneOf(&KINDS),
            "the kind of question"),
        column(Column::Forecaster, &["forecaster"], Estimate, Text,
            "who made the estimate"),
        column(Column::MadeAt, &["made_at"], Estimate, Moment,
            "when it was made"),
        column(Column::LoggedAt, &["logged_at"], Estimate, Moment,
            "when it was written down"),
        column(Column::Revision, &["revision"], Estimate, Whole,
            "the estimate's place among those of its forecaster on its question, from 1: which rows are one estimate, and which of two of one day is the later"),
        column(Column::Option, &["option"], Part, Text,
            "the option that `value` is the probability of"),
        column(Column::OptionNumber, &["option_number"], Part, Whole,
            "its place among the options of the question, from 1"),
        column(Column::Quantile, &["quantile"], Part, Share,
            "the level of the quantile that `value` is, between 0 and 1"),
        column(Column::Threshold, &["threshold"], Part, Number,
            "the number that is not exceeded with the probability `value`"),
        column(Column::Date, &["date"], Part, Day,
            "the day by whose end it has happened with the probability `value`"),
        column(Column::Sample, &["sample"], Part, Whole,
            "the number of the draw that `value` is"),
        column(Column::Component, &["component"], Part, Whole,
            "the part of a mixture that the parameter is of, from 1"),
        column(Column::Parameter, &["parameter"], Part, OneOf(&PARAMETERS),
            "the parameter that `value` is: `mean` and `sd` of a normal distribution, `mu` and `sigma` of a lognormal, `df`, `location` and `scale` of a t, `shape` and `scale` of a gamma distribution; `weight` of a part of a mixture"),
        column(Column::Value, &["value"], Part, NumberOrDay,
            "what was estimated: a probability, a number or a day; empty where no number was given"),
        column(Column::RangeLow, &["range_low"], Part, Share,
            "the lower end of the range that the author's word or range allows"),
        column(Column::RangeHigh, &["range_high"], Part, Share,
            "its upper end"),
        column(Column::Word, &["word"], Estimate, Text,
            "the yardstick's word that the author used for a yes-or-no question"),
        column(Column::Yardstick, &["yardstick"], Estimate, Text,
            "the yardstick of the word"),
        column(Column::Coded, &["coded"], Estimate, Flag,
            "whether somebody else read the estimate out of the author's text"),
        column(Column::Provenance, &["provenance"], Estimate, OneOf(&PROVENANCES),
            "whether the estimate is known to be from before the outcome was known: `coded`, `imported` and `retrospective` are believed, the others follow from `made_at`, `logged_at` and `known_at`"),
        column(Column::Confidence, &["confidence"], Estimate, OneOf(&CONFIDENCES),
            "how sound its grounds are"),
        column(Column::Withdrawn, &["withdrawn"], Estimate, Flag,
            "whether the forecaster no longer stands by what they said before, and says nothing in its place"),
        column(Column::Outcome, &["outcome"], Question, Holds::Outcome,
            "`1`, `0` or a share of a yes-or-no question; an option, or a list of `option=share`; a number, `below` or `above`; a day, `before` or `never`; `annulled` or `ambiguous`; empty where there is none yet"),
        column(Column::KnownAt, &["known_at", "resolved_at"], Question, Moment,
            "when the outcome was known; the day after the deadline where it is empty"),
        column(Column::Opened, &["opened"], Question, Moment,
            "from when the question was open"),
        column(Column::Deadline, &["deadline"], Question, Moment,
            "the last day on which the event counts"),
        column(Column::Due, &["due"], Question, Day,
            "the last day of grace: after it the question is of the cohort, and overdue where it is not resolved; the deadline where it is empty"),
        column(Column::Status, &["status"], Question, OneOf(&STATES),
            "how the question stands; where the column is missing, resolved if there is an outcome"),
        column(Column::Cluster, &["cluster"], Question, Text,
            "what counts as one piece of evidence with other questions; the question by itself where it is empty"),
        column(Column::Tags, &["tags", "tag"], Question, List,
            "what the question is about"),
        column(Column::Topic, &["topic"], Question, Text,
            "the folder of its record"),
        column(Column::Document, &["document"], Question, Text,
            "the document that it was read out of"),
        column(Column::BaseRate, &["base_rate"], Question, Share,
            "how often such things happen, of a yes-or-no question"),
        column(Column::BoundLow, &["bound_low"], Question, NumberOrDay,
            "the lower bound of a number or a day; outside the bounds an outcome is `below`, `above`, `before` or `never`"),
        column(Column::BoundHigh, &["bound_high"], Question, NumberOrDay,
            "its upper bound"),
        column(Column::Unit, &["unit"], Question, Text,
            "what a number is counted in; numbers of two units are never averaged"),
        column(Column::Weight, &["weight"], Estimate, Number,
            "how much the estimate counts, above 0; 1 where it is empty"),
        only_read(column(Column::Probability, &["probability", "value"], Part, Share,
            "what `value` is called in a table of yes or no, or of options, that was not written by `foretell export`")),
        only_read(column(Column::ForecastId, &["forecast_id"], Estimate, Text,
            "which rows of a question and a forecaster are one estimate, where there are no revisions")),
        only_read(column(Column::N, &["n"], Counts, Whole,
            "how many forecasts a row of `--counts` stands for")),
        only_read(column(Column::Events, &["events"], Counts, Whole,
            "how many of them came true")),
    ]
};

impl Column {
    /// How many columns there are.
    pub const COUNT: usize = Self::Events as usize + 1;

    /// Returns what there is to say of it.
    #[must_use]
    pub fn spec(self) -> &'static ColumnSpec {
        &COLUMNS[self as usize]
    }

    /// Returns the head that it has where nothing else is said.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        self.spec().heads[0]
    }

    /// Returns the column with that head, be it one under which it is only read as well.
    #[must_use]
    pub fn named(head: &str) -> Option<Self> {
        let by = |fits: &dyn Fn(&ColumnSpec) -> bool| COLUMNS.iter().find(|one| fits(one));
        let found =
            by(&|one| one.heads[0] == head).or_else(|| by(&|one| one.heads.contains(&head)));
        Some(found?.column)
    }

    /// Returns the column with that head, written in any case and with blanks or hyphens for `_`.
    #[must_use]
    pub fn known(head: &str) -> Option<Self> {
        Self::named(&folded_head(head))
    }

    /// Returns the columns that `foretell export table` writes, in order.
    pub fn written() -> impl Iterator<Item = Self> {
        let written = COLUMNS.iter().filter(|one| one.is_written);
        written.map(|one| one.column)
    }
}

/// Returns a head as heads are compared: in small letters, one `_` between words.
pub(super) fn folded_head(head: &str) -> String {
    let words: Vec<_> = head
        .split([' ', '-', '_'])
        .filter(|word| !word.is_empty())
        .collect();
    words.join("_").to_lowercase()
}

impl fmt::Display for Column {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::model::Family;

    #[test]
    fn each_column_stands_in_its_place_and_has_a_head_of_its_own() {
        for (place, spec) in COLUMNS.iter().enumerate() {
            assert_eq!(spec.column as usize, place, "{}", spec.column);
            assert_eq!(Column::named(spec.heads[0]), Some(spec.column));
        }
        assert_eq!(Column::named("resolved_at"), Some(Column::KnownAt));
        assert_eq!(Column::named("tag"), Some(Column::Tags));
        assert_eq!(Column::named("p"), None);
        assert_eq!(Column::known("Question ID"), Some(Column::QuestionId));
    }

    #[test]
    fn every_parameter_of_a_family_has_its_place_and_its_word_in_the_manual() {
        let families = Family::ALL.into_iter().flat_map(Family::parameters);
        let names: BTreeSet<&str> = families.map(|one| one.name).collect();
        let weight = std::iter::once(Parametric::WEIGHT);
        assert_eq!(
            names.into_iter().chain(weight).collect::<BTreeSet<_>>(),
            PARAMETERS.into()
        );
        let doc = Column::Parameter.spec().doc;
        for name in PARAMETERS {
            assert!(doc.contains(&format!("`{name}`")), "{name}");
        }
    }

    #[test]
    fn what_is_only_read_comes_last() {
        assert!(COLUMNS.is_sorted_by_key(|spec| !spec.is_written));
        assert_eq!(Column::written().count(), 38);
    }
}
