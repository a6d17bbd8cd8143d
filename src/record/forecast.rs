//! The tree of a document ⇒ a forecast.

use super::estimate::{self, Context};
use super::faults::Faults;
use super::fields::{At, Fields};
use super::path::Path;
use super::rules;
use super::value::{self, Scale};
use super::{Node, keys, kind, relations, resolution, scenarios};
use crate::model::{
    BaseRate, DeadlineBasis, Forecast, ForecastId, Kind, Moment, Settings, Source, Sources,
};

/// Reads a forecast or a scenario set; `None` where something that it needs is missing or faulty.
pub(super) fn read(
    node: &Node,
    id: Option<&ForecastId>,
    settings: &Settings,
    faults: &mut Faults<'_>,
) -> Option<Forecast> {
    let at = At {
        node,
        path: Path::Root,
    };
    let is_set = node.get("scenarios").is_some();
    let keys = if is_set {
        &keys::SCENARIO_SET
    } else {
        &keys::FORECAST
    };
    let fields = Fields::open(at, keys, faults)?;
    let (question, title) = names(&fields, is_set, faults);
    let frame = frame(&fields, faults);
    let (source, scale) = source(&fields, settings, faults);
    let (kind, base_rate) = if is_set {
        let set = scenarios::read(&fields, scale, faults);
        (set.map(Kind::Scenarios), None)
    } else {
        let kind = kind::read(&fields, faults);
        let base_rate = base_rate(&fields, kind.as_ref(), scale, faults);
        (kind, base_rate)
    };
    let context = Context {
        kind: kind.as_ref(),
        scale,
        settings,
    };
    let estimates = fields.list("estimates", faults, |at, faults| {
        estimate::read(at, context, faults)
    });
    let resolution = fields.optional("resolution", faults, |at, faults| {
        resolution::read(at, kind.as_ref(), scale, faults)
    });
    let lesson = fields.text("lesson", faults);
    let given = fields.optional("given", faults, relations::given);
    let relations = relations::read(&fields, faults);
    let waivers = fields.list("waive", faults, relations::waiver);
    Some(Forecast {
        id: id?.clone(),
        question: question?,
        title,
        kind: kind?,
        criteria: frame.criteria,
        tags: frame.tags,
        opened: frame.opened,
        deadline: frame.deadline?,
        deadline_basis: frame.deadline_basis,
        known_by: frame.known_by,
        owner: frame.owner,
        cluster: frame.cluster,
        sources: frame.sources,
        source,
        base_rate,
        estimates,
        resolution,
        lesson,
        given,
        relations,
        waivers,
    })
}

/// Reads the question and the title; a scenario set may do with a title.
fn names(
    fields: &Fields<'_>,
    is_set: bool,
    faults: &mut Faults<'_>,
) -> (Option<String>, Option<String>) {
    if is_set && fields.get("question").is_none() {
        let title = fields.name("title", faults);
        return (title.clone(), title);
    }
    (
        fields.name("question", faults),
        fields.text("title", faults),
    )
}

/// What frames the question.
struct Frame {
    criteria: Option<String>,
    tags: Vec<String>,
    opened: Option<Moment>,
    deadline: Option<Moment>,
    deadline_basis: Option<DeadlineBasis>,
    known_by: Option<Moment>,
    owner: Option<String>,
    cluster: Option<String>,
    sources: Option<Sources>,
}

fn frame(fields: &Fields<'_>, faults: &mut Faults<'_>) -> Frame {
    Frame {
        criteria: fields.text("criteria", faults),
        tags: fields.list("tags", faults, value::text),
        opened: fields.optional("opened", faults, value::moment),
        deadline: fields.required("deadline", faults, value::moment),
        deadline_basis: fields.optional(
            "deadline_basis",
            faults,
            value::choice(&DeadlineBasis::ALL, DeadlineBasis::as_str),
        ),
        known_by: fields.optional("known_by", faults, value::moment),
        owner: fields.text("owner", faults),
        cluster: fields.text("cluster", faults),
        sources: fields.optional("sources", faults, sources),
    }
}

fn sources(at: At<'_>, faults: &mut Faults<'_>) -> Option<Sources> {
    let fields = Fields::open(at, &keys::SOURCES, faults)?;
    Some(Sources {
        primary: fields.text("primary", faults),
        fallback: fields.text("fallback", faults),
    })
}

/// Reads the source, and returns it with the scale by which the record's words are read.
fn source<'s>(
    fields: &Fields<'_>,
    settings: &'s Settings,
    faults: &mut Faults<'_>,
) -> (Option<Source>, Scale<'s>) {
    let mut scale = Scale {
        yardstick: settings.default_yardstick(),
        known: true,
    };
    let source = fields.optional("source", faults, |at, faults| {
        let fields = Fields::open(at, &keys::SOURCE, faults)?;
        let yardstick;
        (yardstick, scale) = estimate::yardstick(&fields, settings, scale, faults);
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
fn base_rate(
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
    let fields = Fields::open(at, &keys::BASE_RATE, faults)?;
    let probability = fields.required("probability", faults, |at, faults| {
        value::stated(at, scale, faults)
    });
    let because = fields.text("because", faults);
    Some(BaseRate {
        probability: probability?,
        because,
    })
}
