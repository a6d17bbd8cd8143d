//! Where a forecast comes from and where its answer will be found: source, base rate, sources.

use serde_json::{Value as Json, json};

use super::emit::{self, ToYaml};
use super::estimate;
use super::faults::Faults;
use super::fields::{At, Fields};
use super::mapping::{FLAG, MOMENT, Mapping, NAME, PROBABILITY, Shape, TEXT, key};
use super::rules;
use super::value::{self, Scale};
use crate::model::{BaseRate, Kind, Moment, Settings, Source, Sources};

/// Where the answer will be found, `sources`.
pub(super) static SOURCES: Mapping<Sources> = Mapping {
    what: "a list of sources",
    definition: None,
    fields: &[&[
        key("primary", TEXT, |s| s.primary.yaml()),
        key("fallback", TEXT, |s| s.fallback.yaml()),
    ]],
};

/// The text that a forecast was read out of, `source`.
pub(super) static SOURCE: Mapping<Source> = Mapping {
    what: "a source",
    definition: None,
    fields: &[&[
        key("document", TEXT, |s| s.document.yaml()),
        key("author", TEXT, |s| s.author.yaml()),
        key("published", Shape::Schema(publication), |s| {
            s.published.as_deref().map(emit::scalar)
        }),
        key("yardstick", TEXT, |s| s.yardstick.yaml()),
        key("section", TEXT, |s| s.section.yaml()),
        key("quote", TEXT, |s| s.quote.yaml()),
    ]],
};

/// How often such things happen, `base_rate`.
pub(super) static BASE_RATE: Mapping<BaseRate> = Mapping {
    what: "a base rate",
    definition: None,
    fields: &[&[
        key("probability", PROBABILITY, |s: &BaseRate| {
            Some(emit::scalar(&s.probability.text))
        })
        .required(),
        key("because", TEXT, |s| s.because.yaml()),
        key("by", NAME, |s| s.by.yaml()),
        key("date", MOMENT, |s: &BaseRate| s.date.yaml()).says("When it was written"),
        key("blind", FLAG, |s| s.blind.yaml()),
    ]],
};

fn publication() -> Json {
    json!({"anyOf": [
        {"type": "integer"},
        {"type": "string", "pattern": "^[0-9]{4}(-[0-9]{2}(-[0-9]{2}.*)?)?$"},
    ]})
}

/// Reads where the answer will be found.
pub(super) fn read(at: At<'_>, faults: &mut Faults<'_>) -> Option<Sources> {
    let fields = Fields::open(at, &SOURCES, faults)?;
    Some(Sources {
        primary: fields.text("primary", faults),
        fallback: fields.text("fallback", faults),
    })
}

/// Reads the source, and returns it with the scale by which the record's words are read.
pub(super) fn source<'s>(
    fields: &Fields<'_>,
    settings: &'s Settings,
    faults: &mut Faults<'_>,
) -> (Option<Source>, Scale<'s>) {
    let mut scale = Scale {
        yardstick: settings.default_yardstick(),
        known: true,
    };
    let source = fields.optional("source", faults, |at, faults| {
        let fields = Fields::open(at, &SOURCE, faults)?;
        let yardstick;
        (yardstick, scale) = estimate::read_yardstick(&fields, settings, scale, faults);
        Some(Source {
            document: fields.text("document", faults),
            author: fields.text("author", faults),
            published: fields.optional("published", faults, published),
            yardstick,
            section: fields.text("section", faults),
            quote: fields.text("quote", faults),
        })
    });
    (source, scale)
}

/// Reads a year, a month or a day.
fn published(at: At<'_>, faults: &mut Faults<'_>) -> Option<String> {
    let text = value::text(at, faults)?;
    let day = match text.len() {
        4 => format!("{text}-01-01"),
        7 => format!("{text}-01"),
        _ => text.clone(),
    };
    if Moment::parse(&day).is_ok() {
        return Some(text);
    }
    let message = format!("`{text}` is no date");
    let found = rules::BAD_DATE.finding(message);
    faults.at(
        &at.path,
        found.help("write a year, a month or a day: `2014`, `2014-04`, `2014-04-30`"),
    );
    None
}

/// Reads how often such things happen, which is asked of a yes or no only.
pub(super) fn base_rate(
    fields: &Fields<'_>,
    kind: Option<&Kind>,
    scale: Scale<'_>,
    faults: &mut Faults<'_>,
) -> Option<BaseRate> {
    let at = fields.get("base_rate")?;
    if kind.is_some_and(|kind| *kind != Kind::Binary) {
        let found = rules::WRONG_KIND_VALUE.finding("only a binary forecast takes a `base_rate`");
        faults.push(
            found.help("say it in the `because` of an estimate"),
            at.path.key(),
        );
    }
    let fields = Fields::open(at, &BASE_RATE, faults)?;
    let probability = fields.required("probability", faults, |at, faults| {
        value::stated(at, scale, faults)
    });
    let because = fields.text("because", faults);
    let by = fields.optional("by", faults, value::name);
    let date = fields.optional("date", faults, value::moment);
    let blind = fields.optional("blind", faults, value::boolean);
    Some(BaseRate {
        probability: probability?,
        because,
        by,
        date,
        blind,
    })
}
