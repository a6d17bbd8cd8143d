//! Evidence: a line of text, or what it shows with where it was found.

use serde_json::Value as Json;
use serde_yaml::Value as Yaml;

use super::emit::{self, ToYaml};
use super::faults::Faults;
use super::fields::{At, Fields};
use super::mapping::{MOMENT, Mapping, Shape, TEXT, key};
use super::{Data, schema, value};
use crate::model::{EvidenceItem, Reliability};

/// One piece of evidence, an item of `evidence`.
pub(super) static EVIDENCE: Mapping<EvidenceItem> = Mapping {
    what: "a piece of evidence",
    definition: Some("evidence"),
    fields: &[&[
        key("text", TEXT, |s: &EvidenceItem| s.text.yaml()).says("What it shows, in words"),
        key("url", TEXT, |s: &EvidenceItem| s.url.yaml()).says("Where it was found"),
        key("archive", TEXT, |s: &EvidenceItem| s.archive.yaml()).says("Where a copy is kept"),
        key("retrieved", MOMENT, |s: &EvidenceItem| s.retrieved.yaml())
            .says("When it was looked up"),
        key("quote", TEXT, |s: &EvidenceItem| s.quote.yaml()).says("The words there that say it"),
        key(
            "reliability",
            Shape::Schema(reliabilities),
            |s: &EvidenceItem| s.reliability.map(Reliability::as_str).yaml(),
        )
        .says("What it rests on: a source that was read, a search, or memory"),
    ]],
};

fn reliabilities() -> Json {
    schema::one_of(Reliability::ALL.map(Reliability::as_str))
}

/// Returns the YAML of all of it, a line of text where it is no more than that.
pub(super) fn yaml(evidence: &[EvidenceItem]) -> Option<Yaml> {
    let one = |one: &EvidenceItem| {
        if one.is_plain() {
            one.text.as_str().into()
        } else {
            Yaml::from(EVIDENCE.emit(one))
        }
    };
    emit::list(evidence.iter().map(one))
}

/// Reads one piece; whether it says anything a rule asks.
pub(super) fn read(at: At<'_>, faults: &mut Faults<'_>) -> Option<EvidenceItem> {
    match &at.node.data {
        Data::Mapping(_) => {}
        Data::Scalar { .. } if !at.node.is_null() => {
            return value::text(at, faults).map(EvidenceItem::new);
        }
        _ => return value::wrong_type(at, "a text or a mapping", faults),
    }
    let fields = Fields::open(at, &EVIDENCE, faults)?;
    Some(EvidenceItem {
        text: fields.text("text", faults).unwrap_or_default(),
        url: fields.text("url", faults),
        archive: fields.text("archive", faults),
        retrieved: fields.optional("retrieved", faults, value::moment),
        quote: fields.text("quote", faults),
        reliability: fields.optional(
            "reliability",
            faults,
            value::choice(&Reliability::ALL, Reliability::as_str),
        ),
    })
}

#[cfg(test)]
mod tests {
    use super::super::testing::{after_head, forecast, said};
    use crate::model::{EvidenceItem, Moment, Reliability};

    fn with(items: &str) -> String {
        format!("resolution:\n  outcome: no\n  evidence:\n{items}")
    }

    #[test]
    fn a_line_and_a_mapping_stand_side_by_side() {
        let items = "  - Reuters, 19 Nov 2015\n  - {text: 24 aircraft, url: 'https://example.org/a', \
                     retrieved: 2026-11-29, quote: covers 24, reliability: source}\n  \
                     - {text: none was sold, reliability: memory}\n";
        let resolution = forecast(&with(items)).resolution.unwrap();
        let [line, found, memory] = &resolution.evidence[..] else {
            panic!("{:?}", resolution.evidence);
        };
        assert_eq!(*line, EvidenceItem::new("Reuters, 19 Nov 2015"));
        assert_eq!(found.url.as_deref(), Some("https://example.org/a"));
        assert_eq!(found.retrieved, Moment::parse("2026-11-29").ok());
        assert_eq!(found.quote.as_deref(), Some("covers 24"));
        assert_eq!(memory.reliability, Some(Reliability::Memory));
    }

    #[test]
    fn what_is_neither_is_a_finding_where_it_stands() {
        assert_eq!(
            after_head(&with(
                "  - [a]\n  -\n  - {url: b, reliability: hearsay, link: c}\n"
            )),
            [
                "6:5 wrong-type",
                "7:4 wrong-type",
                "8:36 unknown-key",
                "8:27 bad-choice"
            ]
        );
        let said = said(&with("  - [a]\n"));
        assert!(
            said[0].contains("must be a text or a mapping, and is a list"),
            "{said:?}"
        );
    }
}
