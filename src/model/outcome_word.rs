//! Words of outcomes: one reading for records, tables and the command line.

/// What a word says of the outcome of a question, where it is no option of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OutcomeWord {
    /// The event happened.
    Yes,
    /// It did not.
    No,
    /// A number below the bounds.
    Below,
    /// A number above the bounds.
    Above,
    /// A day before the bounds.
    Before,
    /// Not within the bounds, or not before they end.
    Never,
    /// The question broke.
    Annulled,
    /// Reality is unclear.
    Ambiguous,
    /// There is no outcome yet.
    Open,
}

/// Every word in small letters, with what it says.
const WORDS: &[(OutcomeWord, &[&str])] = &[
    (OutcomeWord::Yes, &["yes", "y", "true", "t"]),
    (OutcomeWord::No, &["no", "n", "false", "f"]),
    (OutcomeWord::Below, &["below"]),
    (OutcomeWord::Above, &["above"]),
    (OutcomeWord::Before, &["before"]),
    (OutcomeWord::Never, &["never"]),
    (
        OutcomeWord::Annulled,
        &["annulled", "void", "cancel", "canceled", "cancelled"],
    ),
    (OutcomeWord::Ambiguous, &["ambiguous"]),
    (
        OutcomeWord::Open,
        &[
            "na",
            "n/a",
            "#n/a",
            "nan",
            "null",
            "none",
            "open",
            "unresolved",
        ],
    ),
];

impl OutcomeWord {
    /// Returns what a word says, in any case.
    ///
    /// ```
    /// use foretell::model::OutcomeWord;
    ///
    /// assert_eq!(OutcomeWord::of("CANCEL"), Some(OutcomeWord::Annulled));
    /// assert_eq!(OutcomeWord::of("N/A"), Some(OutcomeWord::Open));
    /// assert_eq!(OutcomeWord::of("maybe"), None);
    /// ```
    #[must_use]
    pub fn of(text: &str) -> Option<Self> {
        let text = text.trim();
        let is = |word: &str| word.eq_ignore_ascii_case(text);
        let found = WORDS
            .iter()
            .find(|(_, words)| words.iter().any(|word| is(word)));
        found.map(|(says, _)| *says)
    }

    /// Returns every word that is read, with what it says.
    pub fn all() -> impl Iterator<Item = (Self, &'static [&'static str])> {
        WORDS.iter().copied()
    }
}
