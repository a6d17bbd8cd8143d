//! Censuses of documents: their coverage by fate, and their sentences.

use schemars::JsonSchema;
use serde::Serialize;

use crate::analysis::CensusCoverage;
use crate::model::{CensusEntry, Fate, UnresolvableReason};

use super::number::percent;
use super::{Answer, Answered, EnvelopeV1, Page, Screen, ScreenTable, column, schema, value};

/// What is asked of censuses.
#[derive(Clone, Copy, Debug, Default)]
pub struct CensusQuery {
    /// The only fate whose sentences are listed.
    pub fate: Option<Fate>,
}

/// What became of the sentences of every document.
#[derive(Clone, Debug)]
pub struct CensusFates<'a>(pub Vec<CensusCoverage<'a>>);

/// The sentences of every document.
#[derive(Clone, Debug)]
pub struct CensusSentences<'a>(pub Vec<CensusCoverage<'a>>);

/// How many sentences of a document have a fate.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct CensusFateV1 {
    /// The document.
    pub document: String,
    /// The fate; null where nothing says.
    #[schemars(extend("enum" = schema::or_null(Fate::ALL.map(Fate::as_str))))]
    pub fate: Option<&'static str>,
    /// Why they cannot be resolved.
    #[schemars(extend("enum" = schema::or_null(UnresolvableReason::ALL.map(UnresolvableReason::as_str))))]
    pub reason: Option<&'static str>,
    /// How many.
    pub sentences: usize,
    /// Their share of the sentences of the document.
    #[schemars(range(min = 0, max = 1))]
    pub share: f64,
    /// How many records they cite.
    pub records: usize,
}

/// A sentence of a document that bears on the future.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct CensusSentenceV1 {
    /// The document.
    pub document: String,
    /// Its number in the census, from 1.
    pub number: usize,
    /// The section that it stands in.
    pub section: Option<String>,
    /// The paragraph of the section, from 1.
    pub paragraph: Option<u32>,
    /// Its words.
    pub words: String,
    /// The word that says how likely it is.
    pub word: Option<String>,
    /// What became of it.
    #[schemars(extend("enum" = schema::or_null(Fate::ALL.map(Fate::as_str))))]
    pub fate: Option<&'static str>,
    /// Why it cannot be resolved.
    #[schemars(extend("enum" = schema::or_null(UnresolvableReason::ALL.map(UnresolvableReason::as_str))))]
    pub reason: Option<&'static str>,
    /// The records that ask it.
    pub records: Vec<String>,
    /// A remark.
    pub note: Option<String>,
}

/// What made an answer about censuses.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct CensusInfoV1 {
    /// The only fate whose sentences are listed.
    #[schemars(extend("enum" = schema::or_null(Fate::ALL.map(Fate::as_str))))]
    pub fate: Option<&'static str>,
    /// The censuses.
    pub censuses: Vec<CensusFileV1>,
}

/// A census.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct CensusFileV1 {
    /// Its file.
    pub file: String,
    /// The document.
    pub document: String,
    /// Who wrote it.
    pub author: Option<String>,
    /// How many sentences it has.
    pub sentences: usize,
    /// How many of them have a fate.
    pub with_fate: usize,
    /// How many records they cite.
    pub records: usize,
    /// Whether the text is there, so that `check` holds the quotations against it.
    pub has_text: bool,
}

/// Returns the two lines over the table of a document.
fn heads(page: &mut Page, one: &CensusCoverage<'_>) {
    let census = one.census;
    let author = census.author.as_ref().map(|author| format!(", {author}"));
    page.head(format!(
        "{}{} ({})",
        census.document,
        author.unwrap_or_default(),
        one.file
    ));
    let all = census.entries.len();
    page.head(format!(
        "{}, {} with a fate ({}), {} cited",
        value::count(all, "sentence"),
        one.with_fate(),
        share(one.with_fate(), all),
        value::count(one.records(), "record"),
    ));
}

fn share(part: usize, all: usize) -> String {
    percent(fraction(part, all))
}

fn fraction(part: usize, all: usize) -> f64 {
    if all == 0 {
        return 0.0;
    }
    crate::scoring::count(part) / crate::scoring::count(all)
}

/// Returns the line that says whether the quotations were held against the text.
fn on_text(one: &CensusCoverage<'_>) -> String {
    let Some(name) = &one.census.text else {
        return "No `text:` is named, so that nothing holds the quotations against it.\n"
            .to_owned();
    };
    if one.has_text {
        format!("`foretell check` holds every quotation against {name}.\n")
    } else {
        format!("{name} is not here: nothing holds the quotations against it.\n")
    }
}

const NONE: &str = "There is no census: `sources/NAME.yaml` would be one.\n";

fn info(query: CensusQuery, all: &[CensusCoverage<'_>]) -> CensusInfoV1 {
    let census = |one: &CensusCoverage<'_>| CensusFileV1 {
        file: one.file.to_owned(),
        document: one.census.document.clone(),
        author: one.census.author.clone(),
        sentences: one.census.entries.len(),
        with_fate: one.with_fate(),
        records: one.records(),
        has_text: one.has_text,
    };
    CensusInfoV1 {
        fate: query.fate.map(Fate::as_str),
        censuses: all.iter().map(census).collect(),
    }
}

/// Returns a page with what stands on it of each census, under what that is of.
fn page(all: &[CensusCoverage<'_>], add: impl Fn(&mut Page, &CensusCoverage<'_>)) -> Page {
    let mut page = Page::default();
    if all.is_empty() {
        page.text(NONE);
    }
    for one in all {
        heads(&mut page, one);
        add(&mut page, one);
    }
    page
}

impl Answer for Answered<'_, CensusFates<'_>, CensusQuery> {
    type Row = CensusFateV1;
    type RunInfo = CensusInfoV1;

    fn page(&self, _: Screen) -> Page {
        page(&self.answer.0, |page, one| {
            let mut table = ScreenTable::new([
                column::text("fate"),
                column::text("reason"),
                column::figure("sentences"),
                column::figure("share").rank(1),
                column::figure("records").rank(2),
            ]);
            for count in &one.fates {
                table.row(vec![
                    count.fate.map_or("none", Fate::as_str).to_owned(),
                    count
                        .reason
                        .map_or("", UnresolvableReason::as_str)
                        .to_owned(),
                    count.sentences.to_string(),
                    share(count.sentences, one.census.entries.len()),
                    match count.records {
                        0 => String::new(),
                        records => records.to_string(),
                    },
                ]);
            }
            page.table(table);
            page.notes(on_text(one));
        })
    }

    fn json(&self) -> EnvelopeV1<CensusFateV1, CensusInfoV1> {
        let rows = self.answer.0.iter().flat_map(|one| {
            one.fates.iter().map(|count| CensusFateV1 {
                document: one.census.document.clone(),
                fate: count.fate.map(Fate::as_str),
                reason: count.reason.map(UnresolvableReason::as_str),
                sentences: count.sentences,
                share: fraction(count.sentences, one.census.entries.len()),
                records: count.records,
            })
        });
        EnvelopeV1::new(
            "census",
            info(*self.request, &self.answer.0),
            rows.collect(),
        )
    }
}

/// Returns the sentences that are asked for, with their numbers from 1.
fn listed<'a>(
    one: &CensusCoverage<'a>,
    query: CensusQuery,
) -> impl Iterator<Item = (usize, &'a CensusEntry)> + use<'a> {
    let all = one.census.entries.iter().enumerate();
    let asked = all.filter(move |(_, entry)| query.fate.is_none() || entry.fate == query.fate);
    asked.map(|(index, entry)| (index + 1, entry))
}

impl Answer for Answered<'_, CensusSentences<'_>, CensusQuery> {
    type Row = CensusSentenceV1;
    type RunInfo = CensusInfoV1;

    fn page(&self, _: Screen) -> Page {
        page(&self.answer.0, |page, one| {
            let mut table = ScreenTable::new([
                column::figure("n"),
                column::prose("words"),
                column::text("word").rank(1),
                column::whole("fate"),
                column::text("records").rank(2),
            ]);
            for (number, entry) in listed(one, *self.request) {
                let fate = entry.fate.map_or("none", Fate::as_str);
                let reason = entry.reason.map(|reason| format!(": {}", reason.as_str()));
                table.row(vec![
                    number.to_string(),
                    entry.words.clone(),
                    entry.word.clone().unwrap_or_default(),
                    format!("{fate}{}", reason.unwrap_or_default()),
                    ids(entry).join(", "),
                ]);
            }
            page.table(table);
        })
    }

    fn json(&self) -> EnvelopeV1<CensusSentenceV1, CensusInfoV1> {
        let rows = self.answer.0.iter().flat_map(|one| {
            listed(one, *self.request).map(|(number, entry)| CensusSentenceV1 {
                document: one.census.document.clone(),
                number,
                section: entry.section.clone(),
                paragraph: entry.paragraph,
                words: entry.words.clone(),
                word: entry.word.clone(),
                fate: entry.fate.map(Fate::as_str),
                reason: entry.reason.map(UnresolvableReason::as_str),
                records: ids(entry),
                note: entry.note.clone(),
            })
        });
        EnvelopeV1::new(
            "census",
            info(*self.request, &self.answer.0),
            rows.collect(),
        )
    }
}

fn ids(entry: &CensusEntry) -> Vec<String> {
    entry.records.iter().map(ToString::to_string).collect()
}
