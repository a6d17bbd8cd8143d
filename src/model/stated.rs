//! A probability as its author wrote it, and how it is read.

use std::fmt;

use foretell_scoring::multi::{Probabilities, ProbabilitiesError};

use super::yardstick::{Lookup, Yardstick};
use super::{Band, Numeral, NumeralError, Probability};

/// A probability as its author wrote it: the text, and how it is read.
#[derive(Clone, Debug, PartialEq)]
pub struct Stated {
    /// The text of the record.
    pub text: Box<str>,
    /// What it says.
    pub reading: Reading,
}

/// What a stated probability says.
#[derive(Clone, Debug, PartialEq)]
pub enum Reading {
    /// A number: `0.7`, `70%`, `7/10`, `7 to 3`.
    Number(Probability),
    /// A range that the author wrote, `55-75%`.
    Range(Band),
    /// A word of a yardstick; boxed, since most are numbers and a ledger holds many.
    Word(Box<WordReading>),
    /// A stated refusal to give a number.
    Declined,
}

/// A word of a yardstick, and what it denotes there.
#[derive(Clone, Debug, PartialEq)]
pub struct WordReading {
    /// The yardstick's own spelling of it.
    pub word: String,
    /// The yardstick's id.
    pub yardstick: String,
    /// What it denotes.
    pub band: Band,
    /// The number that stands for it, where there is one.
    pub point: Option<Probability>,
}

/// Why a text is no probability.
#[derive(Clone, Debug, PartialEq)]
pub enum StatedError {
    /// It is written in figures, and wrong as such.
    Numeral(NumeralError),
    /// A word that the yardstick does not have; the nearest that it has.
    UnknownWord {
        /// The yardstick's id.
        yardstick: String,
        /// The nearest word of it.
        nearest: Option<String>,
    },
}

impl fmt::Display for StatedError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Numeral(why) => why.fmt(f),
            Self::UnknownWord { yardstick, .. } => {
                write!(
                    f,
                    "it is neither a number nor a word of the yardstick {yardstick}"
                )
            }
        }
    }
}

impl Stated {
    /// Reads a probability: a number from 0 to 1, a percentage, a fraction, odds for to against, a
    /// range, a word of the yardstick, or a refusal.
    ///
    /// ```
    /// use foretell::model::{Stated, Yardstick};
    ///
    /// let icd = Yardstick::builtin("icd-203").unwrap();
    /// assert_eq!(Stated::parse("7 to 3", icd).unwrap().point().unwrap().get(), 0.7);
    /// assert_eq!(Stated::parse("likely", icd).unwrap().point().unwrap().get(), 0.675);
    /// assert!(Stated::parse("no estimate", icd).unwrap().is_declined());
    /// ```
    pub fn parse(text: &str, yardstick: &Yardstick) -> Result<Self, StatedError> {
        let reading = Reading::parse(text.trim(), yardstick)?;
        Ok(Self {
            text: text.trim().into(),
            reading,
        })
    }

    /// Returns a stated number; certainty as `100%`, since a bare `1` could mean 1 %.
    #[must_use]
    pub fn number(value: Probability) -> Self {
        let text = if value == Probability::ONE {
            "100%".into()
        } else {
            value.get().to_string().into()
        };
        Self {
            text,
            reading: Reading::Number(value),
        }
    }

    /// Returns the number at which it is scored: the number itself, the midpoint of the author's
    /// range, or the word's point.
    #[must_use]
    pub fn point(&self) -> Option<Probability> {
        match &self.reading {
            Reading::Number(value) => Some(*value),
            Reading::Range(band) => Some(band.midpoint()),
            Reading::Word(word) => word.point,
            Reading::Declined => None,
        }
    }

    /// Returns the range that it allows, which for a number is the number.
    #[must_use]
    pub fn band(&self) -> Option<Band> {
        match &self.reading {
            Reading::Number(value) => Some(Band::closed(*value, *value)),
            Reading::Range(band) => Some(*band),
            Reading::Word(word) => Some(word.band),
            Reading::Declined => None,
        }
    }

    /// Returns the probabilities of options that stand beside each other, scaled where the rounding that
    /// their decimals show keeps them from adding up to 1; `None` where no number stands for one.
    pub fn together<'s>(
        all: impl Iterator<Item = &'s Self> + Clone,
    ) -> Option<Result<Probabilities, ProbabilitiesError>> {
        let points = all.clone().map(Self::point).collect::<Option<_>>()?;
        let is_number = |one: &Self| matches!(one.reading, Reading::Number(_));
        let places = if all.clone().all(is_number) {
            all.filter_map(|one| Numeral::places(&*one.text)).max()
        } else {
            None
        };
        Some(Probabilities::rounded(points, places))
    }

    /// Returns whether it is a refusal to give a number.
    #[must_use]
    pub fn is_declined(&self) -> bool {
        self.reading == Reading::Declined
    }

    /// Returns whether it is a bare `1`, which may mean 1 or 1 %.
    #[must_use]
    pub fn is_bare_one(&self) -> bool {
        &*self.text == "1"
    }
}

/// Words that refuse a number under every yardstick.
const DECLINED: &[&str] = &["no estimate", "inconclusive", "open question"];

/// Returns whether a word that gives no number says that something can be (may, might, could),
/// rather than that there is no estimate.
#[must_use]
pub fn is_bare_may(declined: &str) -> bool {
    !DECLINED.contains(&folded(declined).as_str())
}

impl Reading {
    fn parse(text: &str, yardstick: &Yardstick) -> Result<Self, StatedError> {
        match Numeral::parse(text) {
            Ok(Numeral::Number(value, _)) => Ok(Self::Number(value)),
            Ok(Numeral::Range(band)) => Ok(Self::Range(band)),
            Err(NumeralError::NotANumeral) => Self::word(text, yardstick),
            Err(why) => Err(StatedError::Numeral(why)),
        }
    }

    fn word(text: &str, yardstick: &Yardstick) -> Result<Self, StatedError> {
        let folded = folded(text);
        if DECLINED.contains(&folded.as_str()) {
            return Ok(Self::Declined);
        }
        match yardstick.lookup(&folded) {
            Some(Lookup::Term(term)) => Ok(Self::Word(Box::new(WordReading {
                word: folded,
                yardstick: yardstick.id.clone(),
                band: term.band,
                point: term.point,
            }))),
            Some(Lookup::NotEstimative) => Ok(Self::Declined),
            None => Err(StatedError::UnknownWord {
                yardstick: yardstick.id.clone(),
                nearest: yardstick.nearest(&folded).map(str::to_owned),
            }),
        }
    }
}

/// Returns words as they are compared: in lower case, one blank apart.
fn folded(text: &str) -> String {
    let words: Vec<_> = text.split_whitespace().collect();
    words.join(" ").to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::super::Notation;
    use super::*;

    fn point(text: &str) -> Option<f64> {
        let icd = Yardstick::builtin("icd-203").unwrap();
        Stated::parse(text, icd)
            .unwrap()
            .point()
            .map(Probability::get)
    }

    fn error(text: &str) -> StatedError {
        Stated::parse(text, Yardstick::builtin("icd-203").unwrap()).unwrap_err()
    }

    #[test]
    fn every_form_of_a_probability_is_read() {
        for text in ["0.7", "70%", "7/10", "7 to 3"] {
            assert_eq!(point(text), Some(0.7), "{text}");
        }
        assert_eq!(point("50-75%"), Some(0.625));
        assert_eq!(point("0"), Some(0.0));
        assert_eq!(point("1"), Some(1.0));
    }

    #[test]
    fn words_are_read_whatever_their_case_and_spacing() {
        assert_eq!(point("Likely"), Some(0.675));
        assert_eq!(point("very  likely"), Some(0.875));
    }

    #[test]
    fn a_number_reads_back_as_itself_and_is_never_a_bare_one() {
        let icd = Yardstick::builtin("icd-203").unwrap();
        for value in [0.0, 0.1, 1.0 / 3.0, 1.0] {
            let stated = Stated::number(Probability::new(value).unwrap());
            assert_eq!(Stated::parse(&stated.text, icd), Ok(stated.clone()));
            assert!(!stated.is_bare_one());
        }
    }

    #[test]
    fn a_refusal_is_never_one_half() {
        for text in [
            "no estimate",
            "open question",
            "inconclusive",
            "may",
            "Possibly",
            "could",
        ] {
            assert_eq!(point(text), None, "{text}");
        }
    }

    #[test]
    fn what_can_be_is_told_from_no_estimate() {
        assert!(is_bare_may("may") && is_bare_may("Quite possible"));
        assert!(!is_bare_may("No  estimate") && !is_bare_may("inconclusive"));
    }

    #[test]
    fn what_is_no_probability_says_why() {
        let range = NumeralError::OutOfRange(Some(Notation::Decimal));
        assert_eq!(error("1.7"), StatedError::Numeral(range));
        assert_eq!(error("  "), StatedError::Numeral(NumeralError::Empty));
        let StatedError::UnknownWord { nearest, .. } = error("likley") else {
            panic!()
        };
        assert_eq!(nearest.as_deref(), Some("likely"));
        for text in ["nan", "inf", "-", "%", "1_000"] {
            assert!(
                matches!(error(text), StatedError::UnknownWord { .. }),
                "{text}"
            );
        }
    }
}
