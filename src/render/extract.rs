//! What of a text bears on the future.

use schemars::JsonSchema;
use serde::Serialize;

use crate::lint::extract::{Extract, FutureKind, FutureSentence};

use super::{Answer, Answered, EnvelopeV1, Page, Screen, schema, value};

/// What is asked of a text.
#[derive(Clone, Debug)]
pub struct ExtractQuery {
    /// The file, as it was named.
    pub file: String,
    /// The only kind that is listed.
    pub kind: Option<FutureKind>,
}

/// A sentence that bears on the future.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct FutureSentenceV1 {
    /// The section that it stands in.
    pub section: Option<String>,
    /// The paragraph of the section, from 1.
    #[schemars(range(min = 1))]
    pub paragraph: u32,
    /// What it seems to be.
    #[schemars(extend("enum" = FutureKind::ALL.map(FutureKind::as_str)))]
    pub kind: &'static str,
    /// The words that bear on the future.
    pub cues: Vec<String>,
    /// Until when, as the sentence has it.
    pub horizon: Option<String>,
    /// Its words.
    pub words: String,
}

/// What made the answer.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ExtractInfoV1 {
    /// The file.
    pub file: String,
    /// The only kind that is listed.
    #[schemars(extend("enum" = schema::or_null(FutureKind::ALL.map(FutureKind::as_str))))]
    pub kind: Option<&'static str>,
    /// How many sentences the text has.
    pub sentences: usize,
}

impl ExtractQuery {
    /// Returns the sentences that are asked for.
    pub fn listed<'e>(&self, extract: &'e Extract) -> impl Iterator<Item = &'e FutureSentence> {
        let kind = self.kind;
        let all = extract.found.iter();
        all.filter(move |one| kind.is_none_or(|kind| one.kind == kind))
    }
}

impl Answer for Answered<'_, Extract, ExtractQuery> {
    type Row = FutureSentenceV1;
    type RunInfo = ExtractInfoV1;

    fn page(&self, _: Screen) -> Page {
        let extract = &self.answer;
        let mut page = Page::default();
        let kinds = FutureKind::ALL.map(|kind| (extract.count(kind), kind.as_str()));
        let kinds = kinds.iter().filter(|(n, _)| *n > 0);
        let kinds: Vec<String> = kinds.map(|(n, kind)| value::count(*n, kind)).collect();
        page.head(format!(
            "{} of {} bear on the future{}",
            extract.found.len(),
            value::count(extract.sentences, "sentence"),
            if kinds.is_empty() {
                String::new()
            } else {
                format!(": {}", kinds.join(", "))
            }
        ));
        for (n, one) in self.request.listed(extract).enumerate() {
            let until = one.horizon.as_ref().map(|until| format!(" ({until})"));
            page.head(format!(
                "{}  {}: {}{}",
                n + 1,
                one.kind.as_str(),
                one.cues.join("; "),
                until.unwrap_or_default()
            ));
            page.text(format!("   {}\n", one.words));
        }
        page.notes(format!(
            "A draft: words find sentences, and a person decides. `foretell extract {} --census` drafts \
             the census, `--records` the records.\n",
            self.request.file
        ));
        page
    }

    fn json(&self) -> EnvelopeV1<FutureSentenceV1, ExtractInfoV1> {
        let rows = self
            .request
            .listed(&self.answer)
            .map(|one| FutureSentenceV1 {
                section: one.section.clone(),
                paragraph: one.paragraph,
                kind: one.kind.as_str(),
                cues: one.cues.clone(),
                horizon: one.horizon.clone(),
                words: one.words.clone(),
            });
        let info = ExtractInfoV1 {
            file: self.request.file.clone(),
            kind: self.request.kind.map(FutureKind::as_str),
            sentences: self.answer.sentences,
        };
        EnvelopeV1::new("extract", info, rows.collect())
    }
}
