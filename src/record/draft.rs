//! A sentence of a text ⇒ the draft of a record, for somebody to finish.

use serde_yaml::Value as Yaml;

use super::emit::{Out, text};
use crate::model::Moment;

/// What is known of a record before anybody has asked its question.
#[derive(Clone, Debug)]
pub struct RecordDraft<'a> {
    /// The id to begin with.
    pub id: String,
    /// The document, as its census has it.
    pub document: &'a str,
    /// The section of the document.
    pub section: Option<&'a str>,
    /// The sentence.
    pub quote: &'a str,
    /// The words that say how likely it is.
    pub word: Option<String>,
    /// Until when, as the sentence has it.
    pub horizon: Option<&'a str>,
    /// Who wrote the document.
    pub author: &'a str,
    /// When it was published.
    pub published: Moment,
    /// Who drafts.
    pub coder: &'a str,
    /// When.
    pub today: Moment,
}

/// Returns a record without a question and a deadline, which a person has to give and `foretell check`
/// asks for.
#[must_use]
pub fn emit_draft(draft: &RecordDraft<'_>) -> String {
    let mut source = Out::default();
    source.put("document", draft.document);
    source.put("author", draft.author);
    source.put("published", draft.published.to_string());
    source.some("section", draft.section);
    source.put("quote", draft.quote);
    let mut coded = Out::default();
    coded.put("by", draft.coder);
    coded.put("date", draft.today.to_string());
    let mut estimate = Out::default();
    estimate.put("date", draft.published.to_string());
    estimate.put("by", draft.author);
    estimate.put(
        "probability",
        draft.word.as_deref().unwrap_or("no estimate"),
    );
    estimate.put("coded", coded);
    let mut record = Out::default();
    record.put("id", draft.id.as_str());
    for key in ["question", "criteria", "deadline"] {
        record.put(key, Yaml::Null);
    }
    record.put("source", source);
    record.put("estimates", vec![Yaml::from(estimate)]);
    let until = draft.horizon.unwrap_or("the text does not say");
    // Until somebody has filled it in, it is no record.
    format!(
        "# Until when: {}\n{}",
        until.replace(['\n', '\r'], " "),
        text(&record).replace(": null\n", ":\n")
    )
}
