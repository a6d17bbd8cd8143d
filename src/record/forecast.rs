//! The tree of a document ⇒ a forecast.

use serde_json::Value as Json;
use serde_yaml::Value as Yaml;

use super::emit::{self, ToYaml};
use super::estimate::{self, Context, ESTIMATE};
use super::faults::Faults;
use super::fields::{At, Fields};
use super::mapping::{
    FLAG, Field, ID, IDS, Keys, MOMENT, Mapping, NAME, Shape, TEXT, TEXTS, key, read_only,
};
use super::path::Path;
use super::relations::{GIVEN, THRESHOLD, WAIVER};
use super::resolution::RESOLUTION;
use super::scenarios::{INDICATOR, SCENARIO};
use super::sources::{BASE_RATE, SOURCE, SOURCES, base_rate, source};
use super::value;
use super::{Node, emit_estimate, kind, relations, resolution, scenarios, schema, sources};
use crate::model::{
    DeadlineBasis, Forecast, ForecastId, Kind, Moment, ScenarioSet, Settings, Sources,
};

/// A forecast.
pub(super) static FORECAST: Mapping<Forecast> = Mapping {
    what: "a forecast",
    definition: None,
    fields: &[
        &[key("question", NAME, |s: &Forecast| s.question.yaml())
            .required()
            .says("What is asked, with its dates in full")],
        &[ID_KEY, TITLE_KEY],
        kind::FIELDS,
        FRAME,
        &[
            key("base_rate", Shape::Mapping(&BASE_RATE), |s: &Forecast| {
                BASE_RATE.one(s.base_rate.as_deref())
            })
            .says("How often such things happen, and how one knows"),
        ],
        ESTIMATES,
        CLOSE,
    ],
};

/// A scenario set.
pub(super) static SCENARIO_SET: Mapping<Forecast> = Mapping {
    what: "a scenario set",
    definition: None,
    fields: &[
        &[
            key("scenarios", Shape::Mappings(&SCENARIO), |s: &Forecast| {
                SCENARIO.each(&set(s)?.scenarios)
            })
            .required()
            .says("The accounts of how things may go; they exclude each other"),
            ID_KEY,
            // A set does with a title where it has one.
            key("question", NAME, |s: &Forecast| {
                let own = Some(&s.question);
                own.filter(|own| s.title.as_ref() != Some(own)).yaml()
            })
            .says("What is asked, with its dates in full"),
            TITLE_KEY,
            key("exhaustive", FLAG, |s| set(s)?.exhaustive.yaml()),
        ],
        FRAME,
        ESTIMATES,
        &[
            key("indicators", Shape::Mappings(&INDICATOR), |s: &Forecast| {
                INDICATOR.each(&set(s)?.indicators)
            })
            .says("Forecasts whose outcomes speak for or against the scenarios"),
            key("together", Shape::Schema(lists_of_ids), |s| {
                // A group of none is one that was written.
                let ids = |ids: &Vec<ForecastId>| ids.iter().filter_map(ToYaml::yaml).collect();
                emit::list(set(s)?.together.iter().map(ids).map(Yaml::Sequence))
            }),
            // Nobody reads it yet.
            read_only("influences"),
        ],
        CLOSE,
    ],
};

const ID_KEY: Field<Forecast> = key("id", ID, |s: &Forecast| s.id.yaml())
    .says("The name of the file without `.yaml`; needed only where a file holds several");

const TITLE_KEY: Field<Forecast> = key("title", TEXT, |s| s.title.yaml());

/// What frames the question.
const FRAME: &[Field<Forecast>] = &[
    key("criteria", TEXT, |s: &Forecast| s.criteria.yaml())
        .says("What will decide it, so plain that a stranger would decide as you would"),
    key("tags", TEXTS, |s| s.tags.yaml()),
    key("opened", MOMENT, |s: &Forecast| s.opened.yaml()).says("From when the question is open"),
    key("deadline", MOMENT, |s: &Forecast| s.deadline.yaml())
        .required()
        .says("The last day on which the event counts, UTC unless a zone is given"),
    key("deadline_basis", Shape::Schema(bases), |s| {
        s.deadline_basis.map(DeadlineBasis::as_str).yaml()
    }),
    key("known_by", MOMENT, |s: &Forecast| s.known_by.yaml())
        .says("When the answer can be looked up; the deadline where absent"),
    key("owner", TEXT, |s: &Forecast| s.owner.yaml()).says("Who must resolve it"),
    key("cluster", TEXT, |s: &Forecast| s.cluster.yaml())
        .says("A name that forecasts share which share their fate"),
    key("given", Shape::Mapping(&GIVEN), |s: &Forecast| {
        GIVEN.one(s.given.as_deref())
    })
    .says("The outcome of another forecast on which this one hangs"),
    key("implies", IDS, |s| s.relations().implies.yaml()),
    key("excludes", IDS, |s| s.relations().excludes.yaml()),
    key("all_of", IDS, |s| s.relations().all_of.yaml()),
    key("any_of", IDS, |s| s.relations().any_of.yaml()),
    key("earlier", ID, |s| s.relations().earlier.yaml()),
    key("complement", ID, |s| s.relations().complement.yaml()),
    key("threshold", Shape::Mapping(&THRESHOLD), |s| {
        THRESHOLD.one(s.relations().threshold.as_ref())
    }),
    key("sources", Shape::Mapping(&SOURCES), |s: &Forecast| {
        SOURCES.one(s.sources.as_ref())
    })
    .says("Where the answer will be found"),
    key("source", Shape::Mapping(&SOURCE), |s: &Forecast| {
        SOURCE.one(s.source.as_deref())
    })
    .says("The text that the forecast was read out of"),
];

const ESTIMATES: &[Field<Forecast>] =
    &[
        key("estimates", Shape::Mappings(&ESTIMATE), |s: &Forecast| {
            let one = |one| emit_estimate::estimate(one, &s.kind);
            emit::list(s.estimates.iter().map(one))
        })
        .says("What was estimated, when and by whom; one is never changed, only followed"),
    ];

/// What comes of it.
const CLOSE: &[Field<Forecast>] = &[
    key("resolution", Shape::Mapping(&RESOLUTION), |s: &Forecast| {
        RESOLUTION.one(s.resolution.as_ref())
    })
    .says("What happened, when that was known and written down, and what shows it"),
    key("lesson", TEXT, |s: &Forecast| s.lesson.yaml()).says("What a hit or a miss taught"),
    key("waive", Shape::Mappings(&WAIVER), |s: &Forecast| {
        WAIVER.each(&s.waivers)
    })
    .says("Findings that are kept quiet until a day, each with its reason"),
];

fn set(forecast: &Forecast) -> Option<&ScenarioSet> {
    match &forecast.kind {
        Kind::Scenarios(set) => Some(set),
        _ => None,
    }
}

fn bases() -> Json {
    schema::one_of(DeadlineBasis::ALL.map(DeadlineBasis::as_str))
}

fn lists_of_ids() -> Json {
    schema::list_of(&schema::reference("ids"))
}

/// Returns the keys that a record may have.
pub(super) fn keys(tree: &Node) -> &'static dyn Keys {
    match tree.get("scenarios") {
        Some(_) => &SCENARIO_SET,
        None => &FORECAST,
    }
}

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
    let fields = Fields::open(at, keys(node), faults)?;
    let (question, title) = names(&fields, is_set, faults);
    let frame = frame(&fields, faults);
    let (source, scale) = source(&fields, settings, faults);
    let (kind, base_rate) = if is_set {
        let set = scenarios::read(&fields, scale, faults);
        (set.map(|set| Kind::Scenarios(Box::new(set))), None)
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
        source: source.map(Box::new),
        base_rate: base_rate.map(Box::new),
        estimates,
        resolution,
        lesson,
        given: given.map(Box::new),
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
        sources: fields.optional("sources", faults, sources::read),
    }
}
