//! What prose says of the future: the sentences of a text that a person has to decide about.
//!
//! `document` cuts a text into sections, paragraphs and sentences; `cues` are the words that bear on
//! the future; `horizon` is until when. A reader who knows no grammar finds too much rather than too
//! little: a sentence that it leaves out nobody looks at again.

mod cues;
mod document;
mod horizon;

use cues::{Cue, cues};
use document::{Passage, passages};

use super::wording::words;
use crate::model::{Census, CensusEntry, Fate, folded};

/// What of a text bears on the future.
#[derive(Clone, Debug, PartialEq)]
pub struct Extract {
    /// How many sentences the text has.
    pub sentences: usize,
    /// Those that bear on the future, in order.
    pub found: Vec<FutureSentence>,
}

/// A sentence that bears on the future.
#[derive(Clone, Debug, PartialEq)]
pub struct FutureSentence {
    /// The section that it stands in.
    pub section: Option<String>,
    /// The paragraph of the section, from 1.
    pub paragraph: u32,
    /// Its words, line breaks folded.
    pub words: String,
    /// The words that bear on the future, as they stand there or in the line that heads the list.
    pub cues: Vec<String>,
    /// Until when, as the sentence has it.
    pub horizon: Option<String>,
    /// What it seems to be.
    pub kind: FutureKind,
}

/// What a sentence that bears on the future seems to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FutureKind {
    /// It says what will, may or will not be.
    Judgement,
    /// It says so under an if.
    Condition,
    /// It says what somebody wants.
    Objective,
    /// Somebody else says it.
    Report,
}

impl FutureKind {
    /// Every one.
    pub const ALL: [Self; 4] = [
        Self::Judgement,
        Self::Condition,
        Self::Objective,
        Self::Report,
    ];

    /// Returns the word for it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Judgement => "judgement",
            Self::Condition => "condition",
            Self::Objective => "objective",
            Self::Report => "report",
        }
    }

    /// Returns the fate to propose; of a judgement none, since somebody has to decide.
    #[must_use]
    pub const fn fate(self) -> Option<Fate> {
        match self {
            Self::Judgement => None,
            Self::Condition => Some(Fate::Condition),
            Self::Objective => Some(Fate::Objective),
            Self::Report => Some(Fate::Report),
        }
    }
}

/// Finds the sentences of a text, plain or Markdown, that bear on the future.
#[must_use]
pub fn extract(text: &str) -> Extract {
    let mut found = Vec::new();
    let mut sentences = 0;
    // What heads a list, for its items: `we can expect:`.
    let mut head: Vec<Cue> = Vec::new();
    for passage in passages(text) {
        if !passage.is_item {
            head.clear();
        }
        let all = document::sentences(&passage.text);
        sentences += all.len();
        let mut latest = Vec::new();
        for (place, sentence) in all.iter().enumerate() {
            let own = cues(&words(sentence));
            let mut given = if place == 0 { head.clone() } else { Vec::new() };
            given.extend_from_slice(&own);
            if !own.is_empty() {
                latest = own;
            }
            found.extend(future(&passage, sentence, given));
        }
        // `They will look to their interests. In practice this means:` goes for every item.
        if !passage.is_item && passage.text.ends_with(':') {
            head = latest;
        }
    }
    Extract { sentences, found }
}

/// Returns what a sentence is with these cues, if it bears on the future.
fn future(passage: &Passage, sentence: &str, given: Vec<Cue>) -> Option<FutureSentence> {
    // Of what only a quotation says the author is not the forecaster.
    let is_quoted = !given.iter().any(Cue::bears_on_the_future);
    let all = if is_quoted {
        cues(&words(&document::unquoted(sentence)))
    } else {
        given
    };
    let kind = cues::kind(&all, is_quoted)?;
    // How likely; where nothing says that, when.
    let told = |is_told: fn(&Cue) -> bool| -> Vec<String> {
        let told = all.iter().filter(|cue| is_told(cue));
        let mut told: Vec<String> = told.map(|cue| cue.text.clone()).collect();
        told.dedup();
        told
    };
    let mut words = told(Cue::is_estimate);
    if words.is_empty() {
        words = told(Cue::bears_on_the_future);
    }
    Some(FutureSentence {
        section: passage.section.clone(),
        paragraph: passage.paragraph,
        words: folded(sentence),
        cues: words,
        horizon: horizon::horizon(sentence),
        kind,
    })
}

impl Extract {
    /// Returns a draft of the census: every sentence with what it seems to be. A judgement has no
    /// fate, which `foretell check` will ask for.
    #[must_use]
    pub fn census(&self, document: &str, text: Option<String>) -> Census {
        let entry = |one: &FutureSentence| CensusEntry {
            section: one.section.clone(),
            paragraph: Some(one.paragraph),
            words: one.words.clone(),
            word: Some(match one.cues.as_slice() {
                [] => "none".to_owned(),
                cues => cues.join("; "),
            }),
            fate: one.kind.fate(),
            ..CensusEntry::default()
        };
        Census {
            document: document.to_owned(),
            author: None,
            text,
            entries: self.found.iter().map(entry).collect(),
        }
    }

    /// Returns how many sentences are of a kind.
    #[must_use]
    pub fn count(&self, kind: FutureKind) -> usize {
        self.found.iter().filter(|one| one.kind == kind).count()
    }
}
