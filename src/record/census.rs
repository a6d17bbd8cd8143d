//! A file of `sources/` ⇒ the census of a document.

use std::sync::Arc;

use serde_json::Value as Json;

use super::emit::{self, ToYaml};
use super::faults::Faults;
use super::fields::{At, Fields};
use super::mapping::{IDS, Mapping, NAME, Shape, TEXT, key};
use super::path::Path;
use super::read::tree;
use super::{Data, Node, SourceFile, documents, rules, schema, value, without_ending};
use crate::model::{
    Census, CensusEntry, Fate, Finding, ForecastId, Location, LocationTarget, Route,
    UnresolvableReason, folded,
};

/// What was read out of a census's file.
#[derive(Clone, Debug)]
pub struct CensusFile {
    /// The file, as a path from the ledger's root.
    pub file: Arc<str>,
    /// The census; none where any error was found.
    pub census: Option<Census>,
    /// Everything that is wrong with it.
    pub findings: Vec<Finding>,
    /// The text of the document, every stretch of white space one blank, where it is kept beside the
    /// census.
    pub text: Option<String>,
    tree: Option<Node>,
}

/// A census.
pub(super) static CENSUS: Mapping<Census> = Mapping {
    what: "a census",
    definition: None,
    fields: &[&[
        key("document", NAME, |s: &Census| s.document.yaml())
            .required()
            .says("The document, as `source.document` of a record names it"),
        key("author", TEXT, |s: &Census| s.author.yaml()).says("Who wrote it"),
        key("text", TEXT, |s: &Census| s.text.yaml())
            .says("The file beside the census that holds its text"),
        key("entries", Shape::Mappings(&ENTRY), |s: &Census| {
            ENTRY.each(&s.entries)
        })
        .required()
        .says("Every sentence that bears on the future, in the order of the text"),
    ]],
};

/// A sentence of a census, an item of `entries`.
pub(super) static ENTRY: Mapping<CensusEntry> = Mapping {
    what: "a sentence",
    definition: None,
    fields: &[&[
        key("section", TEXT, |s: &CensusEntry| s.section.yaml()).says("The section it stands in"),
        key("paragraph", Shape::Schema(counting), |s: &CensusEntry| {
            s.paragraph.map(|n| emit::number(n.into()))
        })
        .says("The paragraph of the section, from 1"),
        key("words", NAME, |s: &CensusEntry| s.words.yaml())
            .required()
            .says("Its words, exactly; only line breaks are folded"),
        key("word", TEXT, |s: &CensusEntry| s.word.yaml())
            .says("The word that says how likely, or `none`"),
        key("fate", Shape::Schema(fates), |s: &CensusEntry| {
            s.fate.map(Fate::as_str).yaml()
        })
        .says("What became of it"),
        key("reason", Shape::Schema(reasons), |s: &CensusEntry| {
            s.reason.map(UnresolvableReason::as_str).yaml()
        })
        .says("Why it cannot be resolved"),
        key("records", IDS, |s: &CensusEntry| s.records.yaml()).says("The records that ask it"),
        key("note", TEXT, |s: &CensusEntry| s.note.yaml()),
    ]],
};

fn counting() -> Json {
    serde_json::json!({"type": "integer", "minimum": 1})
}

fn fates() -> Json {
    schema::one_of(Fate::ALL.map(Fate::as_str))
}

fn reasons() -> Json {
    schema::one_of(UnresolvableReason::ALL.map(UnresolvableReason::as_str))
}

/// Returns the YAML of a new census.
#[must_use]
pub fn emit_census(census: &Census) -> String {
    emit::text(&CENSUS.emit(census))
}

/// Reads the censuses among the files of `sources/`, each with its document's text where that is
/// among them.
#[must_use]
pub fn read_censuses(sources: &[SourceFile]) -> Vec<CensusFile> {
    let is_census = |source: &&SourceFile| without_ending(&source.path).is_some();
    let censuses = sources.iter().filter(is_census);
    censuses.map(|source| read(source, sources)).collect()
}

fn read(source: &SourceFile, all: &[SourceFile]) -> CensusFile {
    let mut faults = Faults::new(&source.path, 0);
    let tree = match &source.content {
        Ok(text) => one_document(text, &mut faults),
        Err(fault) => {
            faults.push(fault.finding(), LocationTarget::File);
            None
        }
    };
    let census = tree
        .as_ref()
        .and_then(|node| census(node, &mut faults))
        .filter(|_| !faults.has_error());
    let named = census.as_ref().and_then(|census| census.text.as_deref());
    let folder = source
        .path
        .rsplit_once('/')
        .map_or("", |(folder, _)| folder);
    let text = named.and_then(|name| {
        let path = format!("{folder}/{name}");
        let found = all.iter().find(|one| *one.path == *path)?;
        found.content.as_ref().ok().map(|text| folded(text))
    });
    CensusFile {
        file: Arc::clone(&source.path),
        census,
        findings: faults.finish(),
        text,
        tree,
    }
}

fn one_document(text: &str, faults: &mut Faults<'_>) -> Option<Node> {
    let documents = documents(text);
    if let Some(second) = documents.get(1) {
        let found = rules::YAML_SYNTAX.finding("a census is one document, and here is a second");
        let at = second.start..second.start + 3;
        faults.push(found.help("remove the `---`"), LocationTarget::Bytes(at));
    }
    let first = documents[0].clone();
    tree(&text[first.clone()], first.start, faults)
}

fn census(node: &Node, faults: &mut Faults<'_>) -> Option<Census> {
    let at = At {
        node,
        path: Path::Root,
    };
    let fields = Fields::open(at, &CENSUS, faults)?;
    let document = fields.name("document", faults);
    let author = fields.text("author", faults);
    let text = fields.text("text", faults);
    let entries = fields.required("entries", faults, |at, faults| Some(at.each(faults, entry)));
    Some(Census {
        document: document?,
        author,
        text,
        entries: entries?,
    })
}

fn entry(at: At<'_>, faults: &mut Faults<'_>) -> Option<CensusEntry> {
    let fields = Fields::open(at, &ENTRY, faults)?;
    let words = fields.name("words", faults);
    let word = fields.text("word", faults);
    Some(CensusEntry {
        section: fields.text("section", faults),
        paragraph: fields.optional("paragraph", faults, whole),
        word: word.filter(|word| word != NO_WORD),
        fate: fields.optional("fate", faults, value::choice(&Fate::ALL, Fate::as_str)),
        reason: fields.optional(
            "reason",
            faults,
            value::choice(&UnresolvableReason::ALL, UnresolvableReason::as_str),
        ),
        records: fields.list("records", faults, value::id),
        note: fields.text("note", faults),
        words: words?,
    })
}

/// What a census says of a sentence in which no word says how likely.
const NO_WORD: &str = "none";

/// Reads a number that counts from 1.
fn whole(at: At<'_>, faults: &mut Faults<'_>) -> Option<u32> {
    let text = value::scalar(at, "a whole number", faults)?;
    let number = text.parse().ok().filter(|number| *number > 0);
    if number.is_none() {
        let found = rules::BAD_NUMBER.finding(format!("`{text}` is no whole number from 1 on"));
        faults.at(
            &at.path,
            found.help("count the paragraphs of the section from 1"),
        );
    }
    number
}

impl CensusFile {
    /// Returns the sentences with their numbers, from 0.
    pub fn entries(&self) -> impl Iterator<Item = (usize, &CensusEntry)> {
        let census = self.census.iter();
        census.flat_map(|census| census.entries.iter().enumerate())
    }

    /// Returns every record that a sentence cites: the number of the sentence, its own among those that
    /// the sentence cites, and its id.
    pub fn cited(&self) -> impl Iterator<Item = (usize, usize, &ForecastId)> {
        self.entries().flat_map(|(index, entry)| {
            let records = entry.records.iter().enumerate();
            records.map(move |(number, id)| (index, number, id))
        })
    }

    /// Returns the place where a sentence cites a record.
    #[must_use]
    pub fn citation(&self, index: usize, number: usize) -> Location {
        self.at(&Route::of("entries").item(index).key("records").item(number))
    }

    /// Returns the place of the value at the end of a route; the whole file where it is not there.
    #[must_use]
    pub fn at(&self, route: &Route) -> Location {
        let node = self.tree.as_ref().and_then(|tree| tree.at(route));
        let first = node.map(|node| match &node.data {
            Data::Mapping(entries) => entries.first().map_or(node, |(_, value)| value),
            _ => node,
        });
        Location {
            file: Arc::clone(&self.file),
            document: 0,
            spot: first.map_or(LocationTarget::File, |node| {
                LocationTarget::Bytes(node.span.clone())
            }),
            label: None,
        }
    }

    /// Returns the place of the words of the sentence of that number.
    #[must_use]
    pub fn words(&self, index: usize) -> Location {
        self.at(&Route::of("entries").item(index).key("words"))
    }
}
