//! A ledger's own yardsticks.

use super::estimate::unknown_yardstick;
use super::faults::Faults;
use super::fields::{At, Fields};
use super::mapping::{Mapping, read_only};
use super::path::Path;
use super::rules;
use super::value::{self, Scale};
use crate::model::{Band, Probability, Reading, Settings, Stated, Term, Yardstick};

/// A yardstick of a ledger's own.
static YARDSTICK: Mapping<()> = Mapping {
    what: "a yardstick",
    definition: None,
    fields: &[&[
        read_only("extends"),
        read_only("title"),
        read_only("words"),
        read_only("not_estimative"),
    ]],
};

/// A word of a yardstick.
static WORD: Mapping<()> = Mapping {
    what: "a word of a yardstick",
    definition: None,
    fields: &[&[read_only("range"), read_only("point")]],
};

/// Reads a yardstick, which may extend one that is known already.
pub(super) fn read(
    id: &str,
    at: At<'_>,
    known: &Settings,
    faults: &mut Faults<'_>,
) -> Option<Yardstick> {
    let fields = Fields::open(at, &YARDSTICK, faults)?;
    let base = fields.optional("extends", faults, |at, faults| {
        let id = value::text(at, faults)?;
        let base = known.find_yardstick(&id).cloned();
        if base.is_none() {
            faults.at(&at.path, unknown_yardstick(&id, known));
        }
        base
    });
    let title = fields.text("title", faults);
    let words = fields.optional("words", faults, |at, faults| Some(words(at, faults)));
    let refusals = fields.list("not_estimative", faults, value::name);
    let mut own = base.unwrap_or_else(|| Yardstick {
        id: String::new(),
        title: String::new(),
        terms: Vec::new(),
        not_estimative: Vec::new(),
    });
    id.clone_into(&mut own.id);
    own.title = title.unwrap_or_else(|| id.to_owned());
    let refusals = refusals.iter().map(|word| folded(word)).collect();
    extend(&mut own, words.unwrap_or_default(), refusals);
    Some(own)
}

/// A word as the ledger gives it.
struct Word {
    text: String,
    band: Band,
    point: Option<Probability>,
}

fn words(at: At<'_>, faults: &mut Faults<'_>) -> Vec<Word> {
    let entries = at.mapping(faults).unwrap_or_default();
    let mut words = Vec::with_capacity(entries.len());
    for (key, node) in entries {
        let path = Path::Key(&at.path, &key.text);
        words.extend(word(&key.text, At { node, path }, faults));
    }
    words
}

fn word(word: &str, at: At<'_>, faults: &mut Faults<'_>) -> Option<Word> {
    let fields = Fields::open(at, &WORD, faults)?;
    let band = fields.required("range", faults, band);
    let point = fields.optional("point", faults, |at, faults| {
        value::probability(at, plain(), faults)
    });
    let (band, Some(at), Some(inside)) = (band?, fields.get("point"), point) else {
        return Some(Word {
            text: folded(word),
            band: band?,
            point,
        });
    };
    if !band.contains(inside) {
        let message = format!("the point of `{word}` lies outside its range");
        faults.at(
            &at.path,
            rules::BAD_PROBABILITY
                .finding(message)
                .help("move it, or widen the range"),
        );
    }
    Some(Word {
        text: folded(word),
        band,
        point,
    })
}

/// Returns a scale whose words are of no use, for values that must be numbers.
fn plain() -> Scale<'static> {
    Scale {
        yardstick: &Yardstick::builtins()[0],
        known: true,
    }
}

fn band(at: At<'_>, faults: &mut Faults<'_>) -> Option<Band> {
    let Stated { text, reading } = value::stated(at, plain(), faults)?;
    match reading {
        Reading::Range(band) => Some(band),
        Reading::Number(value) => Some(Band::closed(value, value)),
        Reading::Word(_) | Reading::Declined => {
            let found = rules::BAD_PROBABILITY.finding(format!("`{text}` is no range"));
            faults.at(&at.path, found.help("write two numbers: `55-80%`"));
            None
        }
    }
}

/// Returns a word as it is looked up.
fn folded(word: &str) -> String {
    let words: Vec<&str> = word.split_whitespace().collect();
    words.join(" ").to_lowercase()
}

/// Lays words over those of a yardstick; a word that it has already takes its new meaning.
fn extend(yardstick: &mut Yardstick, words: Vec<Word>, refusals: Vec<String>) {
    let replaced = |word: &String| words.iter().any(|own| own.text == *word);
    for term in &mut yardstick.terms {
        term.words
            .retain(|word| !replaced(word) && !refusals.contains(word));
    }
    yardstick.terms.retain(|term| !term.words.is_empty());
    yardstick
        .not_estimative
        .retain(|word| !replaced(word) && !refusals.contains(word));
    yardstick.not_estimative.extend(refusals);
    let bands = yardstick.terms.iter().map(|term| term.band);
    let bands: Vec<Band> = bands.chain(words.iter().map(|own| own.band)).collect();
    for own in words {
        add(yardstick, own, &bands);
    }
    let ends = |term: &Term| (term.band.low.get(), term.band.high.get());
    yardstick.terms.sort_by(|a, b| {
        let ((low, high), (other_low, other_high)) = (ends(a), ends(b));
        low.total_cmp(&other_low).then(high.total_cmp(&other_high))
    });
}

fn add(yardstick: &mut Yardstick, own: Word, bands: &[Band]) {
    let in_scale = bands.iter().all(|other| lies_beside(own.band, *other));
    let point = own.point.or_else(|| middle(own.band).filter(|_| in_scale));
    let same = |term: &&mut Term| term.band == own.band && term.point == point;
    match yardstick.terms.iter_mut().find(same) {
        Some(term) => term.words.push(own.text),
        None => yardstick.terms.push(Term {
            words: vec![own.text],
            band: own.band,
            point,
            in_scale,
        }),
    }
}

/// Returns the number that stands for a range: the middle, where both sides of it are open.
fn middle(band: Band) -> Option<Probability> {
    let is_one_sided = band.low == Probability::ZERO || band.high == Probability::ONE;
    (!is_one_sided || band.low == band.high).then(|| band.midpoint())
}

/// Returns whether a range shares no more than an edge with another, or lies wholly in it.
fn lies_beside(band: Band, other: Band) -> bool {
    let is_apart = band.high <= other.low || other.high <= band.low;
    let is_inside = other.low <= band.low && band.high <= other.high;
    is_apart || is_inside
}

#[cfg(test)]
mod tests {
    use super::super::{SourceFile, read_settings};
    use super::*;
    use crate::model::Lookup;

    fn own(text: &str) -> Yardstick {
        let source = SourceFile::of_bytes("foretell.yaml", text.as_bytes());
        let (settings, findings) = read_settings(&source);
        assert_eq!(findings, []);
        settings.yardsticks["own"].clone()
    }

    fn point(yardstick: &Yardstick, word: &str) -> Option<f64> {
        match yardstick.lookup(word) {
            Some(Lookup::Term(term)) => term.point.map(Probability::get),
            other => panic!("{word}: {other:?}"),
        }
    }

    #[test]
    fn an_extended_yardstick_keeps_its_words_and_takes_new_ones() {
        let own = own(
            "yardsticks:\n  own:\n    extends: icd-203\n    words:\n      \
             More  Probable than not: {range: 50-100%, point: 60%}\n      \
             better than even: {range: 50-100%}\n    not_estimative: [remote]\n",
        );
        assert_eq!(own.id, "own");
        assert_eq!(point(&own, "likely"), Some(0.675));
        assert_eq!(point(&own, "more probable than not"), Some(0.6));
        assert_eq!(point(&own, "better than even"), None);
        assert_eq!(own.lookup("remote"), Some(Lookup::NotEstimative));
        assert_eq!(point(&own, "almost no chance"), Some(0.03));
        let scale = |term: &&Term| term.in_scale;
        assert_eq!(own.terms.iter().filter(scale).count(), 7);
    }

    #[test]
    fn a_word_may_get_another_meaning() {
        let own = own(
            "yardsticks:\n  own: {extends: icd-203, words: {likely: {range: 60-85%}, may: {range: 20-30%}}}\n",
        );
        assert_eq!(point(&own, "likely"), None, "it overlaps `probable` now");
        assert_eq!(point(&own, "probable"), Some(0.675));
        assert_eq!(point(&own, "may"), Some(0.25));
    }

    #[test]
    fn a_scale_of_ones_own_has_the_middle_of_its_bands_and_synonyms() {
        let own = own(
            "yardsticks:\n  own:\n    words:\n      likely: {range: 60-90%}\n      \
             even: {range: 40-60%}\n      fifty-fifty: {range: 40-60%}\n      \
             certain: {range: 100%}\n      nearly: {range: 90-100%}\n",
        );
        assert_eq!(own.title, "own");
        assert_eq!(point(&own, "likely"), Some(0.75));
        assert_eq!(point(&own, "certain"), Some(1.0));
        assert_eq!(point(&own, "nearly"), None, "it is one-sided");
        assert_eq!(own.terms[0].words, ["even", "fifty-fifty"]);
        assert!(own.terms.iter().all(|term| term.in_scale));
    }
}
