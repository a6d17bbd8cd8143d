//! What happened.

use std::fmt;

use chrono::{Datelike, NaiveDate};

use super::{
    Kind, NumberError, Numeral, OutcomeWord, Probability, decimal, nearest, number, parse_day,
    written,
};

/// What happened.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// The event happened.
    Yes,
    /// It did not.
    No,
    /// It happened in part (a market resolved at 30 %).
    Fraction(Probability),
    /// This option.
    Option(String),
    /// Several options in part; the shares sum to 1.
    Shares(Vec<(String, Probability)>),
    /// This number.
    Number(f64),
    /// A number below the bounds.
    Below,
    /// A number above the bounds.
    Above,
    /// On this day.
    Date(NaiveDate),
    /// On a day before the bounds.
    Before,
    /// Not before the bounds end.
    Never,
    /// The question broke: void.
    Annulled,
    /// Reality is unclear: void.
    Ambiguous,
}

/// Why a text is no outcome of a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OutcomeError {
    /// It is none of the options; the nearest.
    NotAnOption {
        /// The nearest option.
        nearest: Option<String>,
        /// All of them.
        options: Vec<String>,
    },
    /// It is outside the bounds.
    OutOfBounds,
    /// It is larger than a number may be.
    TooLarge,
    /// It is not of the question's kind; what would be.
    NotOfKind(&'static str),
}

impl fmt::Display for OutcomeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotAnOption { options, .. } => {
                write!(f, "it is none of the options ({})", options.join(", "))
            }
            Self::OutOfBounds => f.write_str("it lies outside the question's bounds"),
            Self::TooLarge => write!(f, "it {}", NumberError::TooLarge),
            Self::NotOfKind(want) => write!(f, "the outcome of this question is {want}"),
        }
    }
}

impl Outcome {
    /// Reads the outcome of a question of that kind.
    ///
    /// `true` and `false` are read as `yes` and `no`, since YAML 1.1 turns one into the other.
    pub fn parse(text: &str, kind: &Kind) -> Result<Self, OutcomeError> {
        let text = text.trim();
        let options = kind.options();
        if !options.contains(&text) {
            match OutcomeWord::of(text) {
                Some(OutcomeWord::Annulled) => return Ok(Self::Annulled),
                Some(OutcomeWord::Ambiguous) => return Ok(Self::Ambiguous),
                _ => {}
            }
        }
        match kind {
            Kind::Binary => Self::parse_binary(text),
            Kind::Choice { .. } | Kind::Ordered { .. } | Kind::Scenarios(_) => {
                Self::parse_option(text, &options)
            }
            Kind::Number { bounds, .. } => Self::parse_number(text, *bounds),
            Kind::Date { bounds } => Self::parse_date(text, *bounds),
        }
    }

    /// Reads the outcome of a question whose kind is not known, by what the text looks like.
    #[must_use]
    pub fn of_any_kind(text: &str) -> Self {
        let text = text.trim();
        match text {
            "yes" | "Yes" | "true" | "True" => Self::Yes,
            "no" | "No" | "false" | "False" => Self::No,
            "below" => Self::Below,
            "above" => Self::Above,
            "before" => Self::Before,
            "never" => Self::Never,
            "annulled" => Self::Annulled,
            "ambiguous" => Self::Ambiguous,
            _ => match (parse_day(text), decimal(text)) {
                (Ok(day), _) => Self::Date(day),
                (_, Some(number)) => Self::Number(number),
                _ => Self::Option(text.to_owned()),
            },
        }
    }

    fn parse_binary(text: &str) -> Result<Self, OutcomeError> {
        match OutcomeWord::of(text) {
            Some(OutcomeWord::Yes) => return Ok(Self::Yes),
            Some(OutcomeWord::No) => return Ok(Self::No),
            _ => {}
        }
        match Numeral::parse_share(text) {
            Some(Probability::ONE) => Ok(Self::Yes),
            Some(Probability::ZERO) => Ok(Self::No),
            Some(share) => Ok(Self::Fraction(share)),
            None => Err(OutcomeError::NotOfKind(
                "yes, no, a share such as 30%, annulled or ambiguous",
            )),
        }
    }

    fn parse_option(text: &str, options: &[&str]) -> Result<Self, OutcomeError> {
        if let Some(option) = option_of(text, options) {
            return Ok(Self::Option(option.to_owned()));
        }
        Err(OutcomeError::NotAnOption {
            nearest: nearest(text, options.iter().copied()).map(str::to_owned),
            options: options.iter().map(|&option| option.to_owned()).collect(),
        })
    }

    fn parse_number(text: &str, bounds: Option<(f64, f64)>) -> Result<Self, OutcomeError> {
        match OutcomeWord::of(text) {
            Some(OutcomeWord::Below) if bounds.is_some() => return Ok(Self::Below),
            Some(OutcomeWord::Above) if bounds.is_some() => return Ok(Self::Above),
            _ => {}
        }
        // YAML 1.1 reads 017 in base 8.
        let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
        let follows = digits
            .strip_prefix('0')
            .and_then(|rest| rest.bytes().next());
        if follows.is_some_and(|byte| byte.is_ascii_digit()) {
            return Err(OutcomeError::NotOfKind("a number without a leading zero"));
        }
        let number = number(text).map_err(|why| match why {
            NumberError::TooLarge => OutcomeError::TooLarge,
            NumberError::NotANumber => OutcomeError::NotOfKind(
                "a number, `below` or `above` where there are bounds, annulled or ambiguous",
            ),
        })?;
        match bounds {
            Some((low, high)) if number < low || number > high => Err(OutcomeError::OutOfBounds),
            _ => Ok(Self::Number(number)),
        }
    }

    fn parse_date(text: &str, bounds: Option<(f64, f64)>) -> Result<Self, OutcomeError> {
        match OutcomeWord::of(text) {
            Some(OutcomeWord::Before) if bounds.is_some() => return Ok(Self::Before),
            Some(OutcomeWord::Never) => return Ok(Self::Never),
            _ => {}
        }
        let day = parse_day(text).map_err(|_| {
            OutcomeError::NotOfKind(
                "a day, `never`, `before` where there are bounds, annulled or ambiguous",
            )
        })?;
        match bounds {
            Some((low, high)) if day_number(day) < low || day_number(day) > high => {
                Err(OutcomeError::OutOfBounds)
            }
            _ => Ok(Self::Date(day)),
        }
    }

    /// Returns whether it is written as the other is. A condition names an outcome without knowing
    /// the kind of the question, so an option called `2014` is there a number.
    #[must_use]
    pub fn reads_as(&self, other: &Self) -> bool {
        self == other || self.to_string() == other.to_string()
    }

    /// Returns whether it is no outcome at all: never scored, always counted.
    #[must_use]
    pub fn is_void(&self) -> bool {
        matches!(self, Self::Annulled | Self::Ambiguous)
    }

    /// Returns the share of the event that happened, for a binary question.
    #[must_use]
    pub fn share(&self) -> Option<Probability> {
        match self {
            Self::Yes => Some(Probability::ONE),
            Self::No => Some(Probability::ZERO),
            Self::Fraction(share) => Some(*share),
            _ => None,
        }
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Yes => f.write_str("yes"),
            Self::No => f.write_str("no"),
            Self::Fraction(share) => share.get().fmt(f),
            Self::Option(option) => f.write_str(option),
            Self::Shares(shares) => {
                let parts = shares
                    .iter()
                    .map(|(option, share)| format!("{option} {}", share.get()));
                f.write_str(&parts.collect::<Vec<_>>().join(", "))
            }
            Self::Number(number) => f.write_str(&written(*number)),
            Self::Below => f.write_str("below"),
            Self::Above => f.write_str("above"),
            Self::Date(day) => day.fmt(f),
            Self::Before => f.write_str("before"),
            Self::Never => f.write_str("never"),
            Self::Annulled => f.write_str("annulled"),
            Self::Ambiguous => f.write_str("ambiguous"),
        }
    }
}

/// Returns the option that a text names: as it is written, or the only one that differs from it by
/// case alone.
#[must_use]
pub fn option_of<'o>(text: &str, options: &[&'o str]) -> Option<&'o str> {
    let exact = options.iter().find(|option| **option == text);
    let folded = text.to_lowercase();
    let mut alike = options
        .iter()
        .filter(|option| option.to_lowercase() == folded);
    let only = match (alike.next(), alike.next()) {
        (Some(only), None) => Some(only),
        _ => None,
    };
    exact.or(only).copied()
}

/// Returns the number of a day, counted from 1 January of year 1: how days become numbers where a
/// distribution is laid over them.
#[must_use]
pub fn day_number(day: NaiveDate) -> f64 {
    f64::from(day.num_days_from_ce())
}

/// Returns the day of a number, the inverse of [`day_number`]; fractions are cut off.
#[must_use]
pub fn number_day(number: f64) -> Option<NaiveDate> {
    let whole = number.floor();
    if !(f64::from(i32::MIN)..=f64::from(i32::MAX)).contains(&whole) {
        return None;
    }
    #[expect(clippy::cast_possible_truncation, reason = "checked on the line above")]
    NaiveDate::from_num_days_from_ce_opt(whole as i32)
}

#[cfg(test)]
mod tests {
    use super::super::ChoiceOption;
    use super::*;

    #[test]
    fn booleans_of_both_yaml_versions_are_read() {
        for text in ["yes", "true", "Yes", "1", "100%"] {
            assert_eq!(
                Outcome::parse(text, &Kind::Binary),
                Ok(Outcome::Yes),
                "{text}"
            );
        }
        for text in ["no", "false", "0", "0%"] {
            assert_eq!(
                Outcome::parse(text, &Kind::Binary),
                Ok(Outcome::No),
                "{text}"
            );
        }
        assert!(Outcome::parse("maybe", &Kind::Binary).is_err());
        assert!(Outcome::parse("130%", &Kind::Binary).is_err());
    }

    #[test]
    fn words_are_read_in_any_case_and_options_come_first() {
        let read = |text: &str, kind: &Kind| Outcome::parse(text, kind);
        for (text, want) in [
            ("Y", Outcome::Yes),
            ("FALSE", Outcome::No),
            ("CANCEL", Outcome::Annulled),
            ("ANNULLED", Outcome::Annulled),
            ("Ambiguous", Outcome::Ambiguous),
        ] {
            assert_eq!(read(text, &Kind::Binary), Ok(want), "{text}");
        }
        let date = Kind::Date { bounds: None };
        assert_eq!(read("Never", &date), Ok(Outcome::Never));
        let options = ["North", "void", "x", "X"].map(ChoiceOption::new).to_vec();
        let kind = Kind::Choice { options };
        for (text, want) in [("north", "North"), ("void", "void"), ("X", "X")] {
            assert_eq!(read(text, &kind), Ok(Outcome::Option(want.to_owned())));
        }
        assert_eq!(read("annulled", &kind), Ok(Outcome::Annulled));
        assert!(read("NA", &Kind::Binary).is_err() && read("MKT", &Kind::Binary).is_err());
    }

    #[test]
    fn an_outcome_of_any_kind_is_told_by_its_looks() {
        assert_eq!(Outcome::of_any_kind("yes"), Outcome::Yes);
        assert_eq!(Outcome::of_any_kind("false"), Outcome::No);
        assert_eq!(Outcome::of_any_kind("19.5"), Outcome::Number(19.5));
        let day = parse_day("2014-05-21").unwrap();
        assert_eq!(Outcome::of_any_kind("2014-05-21"), Outcome::Date(day));
        assert_eq!(Outcome::of_any_kind("axis"), Outcome::Option("axis".into()));
    }

    #[test]
    fn an_outcome_must_be_of_the_questions_kind() {
        let kind = Kind::Choice {
            options: ["axis", "convergence"].map(ChoiceOption::new).to_vec(),
        };
        let Err(OutcomeError::NotAnOption { nearest, .. }) = Outcome::parse("axes", &kind) else {
            panic!()
        };
        assert_eq!(nearest.as_deref(), Some("axis"));
        let number = Kind::Number {
            unit: None,
            bounds: Some((0.0, 100.0)),
            vintage: None,
        };
        assert_eq!(
            Outcome::parse("101", &number),
            Err(OutcomeError::OutOfBounds)
        );
        assert_eq!(Outcome::parse("above", &number), Ok(Outcome::Above));
        let open = Kind::Number {
            unit: None,
            bounds: None,
            vintage: None,
        };
        assert!(Outcome::parse("above", &open).is_err());
        assert_eq!(Outcome::parse("-5", &open), Ok(Outcome::Number(-5.0)));
        assert_eq!(Outcome::parse("1e155", &open), Err(OutcomeError::TooLarge));
        assert_eq!(Outcome::Number(1e100).to_string(), "1e100");
        let date = |bounds| Kind::Date { bounds };
        assert_eq!(Outcome::parse("never", &date(None)), Ok(Outcome::Never));
        let bounded = date(Some((1.0, 9.0)));
        assert_eq!(Outcome::parse("Before", &bounded), Ok(Outcome::Before));
        assert!(Outcome::parse("before", &date(None)).is_err());
    }

    #[test]
    fn days_and_their_numbers_are_inverse() {
        let day = parse_day("2019-12-02").unwrap();
        assert_eq!(number_day(day_number(day)), Some(day));
        assert_eq!(number_day(f64::NAN), None);
    }
}
