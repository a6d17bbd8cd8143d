//! The words that bear on the future, and what a sentence with them seems to be.

use super::FutureKind;
use crate::lint::wording::{Word, spells};
use crate::lint::yardstick_words::term_at;
use crate::model::Yardstick;

/// A word or phrase that bears on the future.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Cue {
    /// As the sentence has it, in lower case.
    pub(super) text: String,
    sense: Sense,
}

/// What a cue says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sense {
    /// That something will or may be: the word of an estimate.
    Estimate,
    /// That something is still to come, without an estimate.
    Ahead,
    /// That somebody wants it.
    Wish,
    /// An if.
    If,
    /// That somebody says it; by itself it says nothing of the future.
    Saying,
}

impl Cue {
    /// Says whether it bears on the future, and not only on who says so.
    pub(super) fn bears_on_the_future(&self) -> bool {
        self.sense != Sense::Saying
    }

    /// Says whether it says how likely something is, or that somebody wants it.
    pub(super) fn is_estimate(&self) -> bool {
        matches!(self.sense, Sense::Estimate | Sense::Wish)
    }
}

/// The cues beside the words of the yardsticks. Verbs are given in each of their forms.
const CUES: &[(Sense, &[&str])] = &[
    (
        Sense::Estimate,
        &[
            "will",
            "won't",
            "won’t",
            "shall",
            "may",
            "might",
            "could",
            "would",
            "should",
            "cannot",
            "likely",
            "unlikely",
            "likelihood",
            "likelier",
            "probable",
            "probably",
            "improbable",
            "probability",
            "possible",
            "possibly",
            "possibility",
            "possibilities",
            "impossible",
            "potential",
            "potentially",
            "chance",
            "chances",
            "odds",
            "prospect",
            "prospects",
            "conceivable",
            "conceivably",
            "plausible",
            "inevitable",
            "inevitably",
            "doubtful",
            "perhaps",
            "certain to",
            "certainly",
            "sure to",
            "bound to",
            "set to",
            "poised to",
            "about to",
            "going to",
            "expected",
            "expects",
            "expect",
            "expectation",
            "expectations",
            "anticipate",
            "anticipates",
            "anticipated",
            "predict",
            "predicts",
            "predicted",
            "predictable",
            "forecast",
            "forecasts",
            "foresee",
            "foresees",
            "foreseen",
            "projected",
            "projections",
            "envisage",
            "envisages",
            "envisaged",
            "envision",
            "envisions",
            "we judge",
            "we believe",
            "we estimate",
            "we assess",
            "is estimated",
            "believe that",
            "estimate that",
            "appears certain",
            "in question",
            "speculative",
            "uncertain",
            "remains to be",
            "specter",
            "spectre",
            "presage",
            "presages",
            "portend",
            "portends",
            "threaten to",
            "threatens to",
            "tend to",
            "is apt to",
            "are apt to",
            "be able to",
            "be unable to",
        ],
    ),
    (
        Sense::Ahead,
        &[
            "eventually",
            "in the future",
            "future",
            "outlook",
            "foreseeable",
            "in time",
            "sooner or later",
            "soon",
            "before long",
            "over time",
            "in the coming",
            "coming years",
            "next year",
            "next years",
            "next decade",
            "next few",
            "over the next",
            "within the next",
            "during the next",
            "short term",
            "medium term",
            "longer term",
            "long term",
            "long run",
            "for the time being",
            "at this stage",
            "for now",
            "from now on",
            "henceforth",
            "by the end of",
            "upcoming",
            "forthcoming",
            "imminent",
            "no longer be",
            "promise to",
            "promises to",
            "pledged to",
            "scheduled",
            "planned",
            "due to be",
        ],
    ),
    (
        Sense::Wish,
        &[
            "hope",
            "hopes",
            "hoping",
            "hoped",
            "aim",
            "aims",
            "aiming",
            "aimed",
            "seek",
            "seeks",
            "seeking",
            "sought",
            "intend",
            "intends",
            "intended",
            "intention",
            "intentions",
            "want",
            "wants",
            "wanted",
            "wish",
            "wishes",
            "strive",
            "strives",
            "striving",
            "desire",
            "desires",
            "goal",
            "goals",
            "objective",
            "objectives",
            "keen to",
            "determined to",
            "would like to",
            "look to",
            "looks to",
            "looking to",
            "plan to",
            "plans to",
            "planning to",
            "prefer to",
            "prefers to",
            "needs to",
            "need to",
            "must",
            "purpose",
            "ambition",
            "ambitions",
            "interested in",
            "attempt to",
            "attempts to",
            "try to",
            "tries to",
            "trying to",
        ],
    ),
    (
        Sense::If,
        &[
            "if",
            "unless",
            "provided",
            "in the event",
            "in case",
            "were to",
            "depending on",
            "as long as",
            "so long as",
            "on condition",
            "assuming",
            "otherwise",
        ],
    ),
    (
        Sense::Saying,
        &[
            "said",
            "says",
            "according to",
            "announced",
            "claims",
            "claimed",
            "argued",
            "argues",
            "told",
            "reported",
            "reportedly",
            "stated",
            "warned",
            "promised",
            "declared",
        ],
    ),
];

/// Returns the cues among the words of a sentence, in order; none of them within another.
pub(super) fn cues(words: &[Word]) -> Vec<Cue> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() {
        match cue_at(&words[at..]) {
            Some((cue, length)) => {
                found.push(cue);
                at += length;
            }
            None => at += 1,
        }
    }
    found
}

/// Returns the longest cue with which the words begin, and how many words it takes.
fn cue_at(words: &[Word]) -> Option<(Cue, usize)> {
    if is_month(words) {
        return None;
    }
    let terms = Yardstick::builtins().iter();
    let terms = terms.filter_map(|yardstick| Some((Sense::Estimate, term_at(words, yardstick)?.1)));
    let phrases = CUES
        .iter()
        .flat_map(|(sense, all)| all.iter().map(move |one| (*sense, *one)));
    let phrases = phrases.filter_map(|(sense, one)| Some((sense, spells(words, one)?)));
    let (sense, found) = phrases.chain(terms).max_by_key(|(_, found)| found.len())?;
    let text: Vec<&str> = found.iter().map(|word| word.text.as_str()).collect();
    let cue = Cue {
        text: text.join(" "),
        sense,
    };
    Some((cue, found.len()))
}

/// Says whether the words begin with the month of May.
fn is_month(words: &[Word]) -> bool {
    let [first, rest @ ..] = words else {
        return false;
    };
    let is_figure = |word: &Word| word.text.starts_with(|c: char| c.is_ascii_digit());
    first.text == "may" && first.capital && (!first.first || rest.first().is_some_and(is_figure))
}

/// Returns what a sentence with these cues seems to be, if it bears on the future at all.
pub(super) fn kind(cues: &[Cue], is_quoted: bool) -> Option<FutureKind> {
    let has = |sense| cues.iter().any(|cue| cue.sense == sense);
    let estimates = has(Sense::Estimate);
    if !cues.iter().any(Cue::bears_on_the_future) {
        return None;
    }
    Some(if is_quoted || (has(Sense::Saying) && !has(Sense::Wish)) {
        FutureKind::Report
    } else if has(Sense::If) && !has(Sense::Wish) {
        FutureKind::Condition
    } else if has(Sense::Wish) && !estimates {
        FutureKind::Objective
    } else {
        FutureKind::Judgement
    })
}
