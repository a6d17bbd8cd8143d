//! Censuses: every sentence of a source that bears on the future, and what became of each.

use super::ForecastId;

/// Every sentence of a source that bears on the future, in the order of its text.
#[derive(Clone, Debug, PartialEq)]
pub struct Census {
    /// The document, as records name it.
    pub document: String,
    /// Who wrote it.
    pub author: Option<String>,
    /// The file beside the census that holds the text, where it may be kept.
    pub text: Option<String>,
    /// The sentences.
    pub entries: Vec<CensusEntry>,
}

/// A sentence that bears on the future.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CensusEntry {
    /// The section of the document that it stands in.
    pub section: Option<String>,
    /// The paragraph of the section, counted from 1.
    pub paragraph: Option<u32>,
    /// Its words, exactly.
    pub words: String,
    /// The word or words that say how likely it is; none where it has none.
    pub word: Option<String>,
    /// What became of it.
    pub fate: Option<Fate>,
    /// Why it is no record, where it cannot be resolved.
    pub reason: Option<UnresolvableReason>,
    /// The records that ask it.
    pub records: Vec<ForecastId>,
    /// A remark.
    pub note: Option<String>,
}

/// What became of a sentence that bears on the future.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fate {
    /// Records ask it.
    Record,
    /// Records ask in its place what a stranger could resolve.
    StandIn,
    /// It says what somebody wants, and not that it will be.
    Objective,
    /// It reports what others say or do.
    Report,
    /// It was known when it was written.
    KnownAlready,
    /// It depends on what it does not say will be.
    Condition,
    /// Not even a clairvoyant could resolve it.
    NotResolvable,
}

/// Why a sentence cannot be resolved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum UnresolvableReason {
    /// It is said again elsewhere, and asked there.
    SaidAgain,
    /// It opens a list whose items are asked.
    HeadOfList,
    /// It names no event.
    NoEvent,
    /// It names no time.
    NoTime,
    /// It names no measure.
    NoMeasure,
    /// It declines to say.
    NoEstimate,
    /// It compares with what it does not give.
    Comparison,
    /// It says what is.
    State,
    /// It says what somebody feels.
    Feeling,
    /// It says what somebody thinks.
    Opinion,
    /// It says what to do.
    Advice,
    /// It would be right whatever happened.
    CannotFail,
}

impl Fate {
    /// Every one.
    pub const ALL: [Self; 7] = [
        Self::Record,
        Self::StandIn,
        Self::Objective,
        Self::Report,
        Self::KnownAlready,
        Self::Condition,
        Self::NotResolvable,
    ];

    /// Returns the word for it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Record => "record",
            Self::StandIn => "stand-in",
            Self::Objective => "objective",
            Self::Report => "report",
            Self::KnownAlready => "known-already",
            Self::Condition => "condition",
            Self::NotResolvable => "not-resolvable",
        }
    }

    /// Returns whether it means that records ask the sentence.
    #[must_use]
    pub const fn is_asked(self) -> bool {
        matches!(self, Self::Record | Self::StandIn)
    }
}

impl UnresolvableReason {
    /// Every one.
    pub const ALL: [Self; 12] = [
        Self::SaidAgain,
        Self::HeadOfList,
        Self::NoEvent,
        Self::NoTime,
        Self::NoMeasure,
        Self::NoEstimate,
        Self::Comparison,
        Self::State,
        Self::Feeling,
        Self::Opinion,
        Self::Advice,
        Self::CannotFail,
    ];

    /// Returns the word for it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::SaidAgain => "said-again",
            Self::HeadOfList => "head-of-list",
            Self::NoEvent => "no-event",
            Self::NoTime => "no-time",
            Self::NoMeasure => "no-measure",
            Self::NoEstimate => "no-estimate",
            Self::Comparison => "comparison",
            Self::State => "state",
            Self::Feeling => "feeling",
            Self::Opinion => "opinion",
            Self::Advice => "advice",
            Self::CannotFail => "cannot-fail",
        }
    }
}

/// Returns a text with every stretch of white space as one blank: a quotation is exact in all but where
/// its lines break.
#[must_use]
pub fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
