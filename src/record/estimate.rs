//! Estimates: when, by whom, and one value of the question's kind.

use std::borrow::Cow;

use serde_json::{Value as Json, json};

use super::coded::{self, CODED};
use super::distribution::{self, Axis, FAMILIES, INTERVAL, PART};
use super::emit::ToYaml;
use super::faults::{Faults, list};
use super::fields::{At, Fields};
use super::mapping::{FLAG, Field, MOMENT, Mapping, NAME, PROBABILITY, Shape, TEXT, key};
use super::rules;
use super::value::{self, Scale};
use super::{options, schema};
use crate::model::{
    Aside, Confidence, Estimate, Family, Finding, Kind, KindName, Parametric, Settings, Stated,
    Value,
};

/// What is needed to read an estimate.
#[derive(Clone, Copy)]
pub(super) struct Context<'a> {
    /// The kind of question, where that could be told.
    pub(super) kind: Option<&'a Kind>,
    /// The yardstick of the record.
    pub(super) scale: Scale<'a>,
    /// The settings, for the yardstick of an estimate.
    pub(super) settings: &'a Settings,
}

/// An estimate. What it says `emit_estimate` writes, for which it needs the kind of question.
pub(super) static ESTIMATE: Mapping<Estimate> = Mapping {
    what: "an estimate",
    definition: Some("estimate"),
    fields: &[
        &[
            key("date", MOMENT, |s: &Estimate| s.date.yaml())
                .required()
                .says("When the estimate was made"),
            key("by", NAME, |s: &Estimate| s.by.yaml()).required(),
        ],
        FORMS,
        &[
            key("withdrawn", FLAG, |_| None),
            key("yardstick", TEXT, |s| s.yardstick().yaml()),
            key("confidence", Shape::Schema(confidences), |s| {
                s.confidence.map(Confidence::as_str).yaml()
            }),
            key("reaffirmed", FLAG, |s: &Estimate| {
                s.reaffirmed.then_some(true).yaml()
            })
            .says("Whether the question was looked at anew, and the estimate before it stands"),
            key("derived", FLAG, |s| s.derived.then_some(true).yaml()),
            key("coded", Shape::OneOrMappings(&CODED), coded::yaml)
                .says("Who read the estimate out of a text and entered it, later"),
            key("logged", MOMENT, |s: &Estimate| s.logged.yaml()).says("When it was written down"),
            key("because", TEXT, |s| s.because.yaml()),
            key("amends", TEXT, |s: &Estimate| s.amends().yaml())
                .says("Why it corrects the estimate before it of the same forecaster and day"),
        ],
    ],
};

/// The keys one of which says what is estimated.
pub(super) const FORMS: &[Field<Estimate>] = &[
    key("probability", PROBABILITY, |_| None).says(
        "`70%`, `0.7`, `7/10`, `7 to 3`, `55-75%`, a word of the yardstick, or `no estimate`",
    ),
    // A refusal stands for all options: `probabilities: no estimate`.
    key("probabilities", Shape::Schema(each_option), |_| None),
    key("quantiles", Shape::Schema(|| each("quantity")), |_| None),
    key("interval", Shape::MappingOrRefusal(&INTERVAL), |_| None),
    family(Family::Normal),
    family(Family::Lognormal),
    family(Family::Student),
    family(Family::Gamma),
    key(Parametric::MIXTURE, Shape::Mappings(&PART), |_| None),
    key("samples", Shape::Schema(samples), |_| None),
    key("happens_by", Shape::Schema(|| each("probability")), |_| {
        None
    }),
];

/// Returns the key of a distribution of a family.
const fn family(family: Family) -> Field<Estimate> {
    let keys = &FAMILIES[family as usize];
    key(family.name(), Shape::MappingOrRefusal(keys), |_| None)
}

/// Returns the keys one of which says what is estimated.
pub fn forms() -> impl Iterator<Item = &'static str> {
    FORMS.iter().map(Field::key)
}

fn confidences() -> Json {
    schema::one_of(Confidence::ALL.map(Confidence::as_str))
}

/// Returns the schema of something for each name, or of a refusal.
fn each(definition: &str) -> Json {
    let each = json!({"type": "object", "additionalProperties": schema::reference(definition)});
    schema::or_refusal(&each)
}

fn each_option() -> Json {
    schema::or_refusal(&schema::reference("probabilities"))
}

fn samples() -> Json {
    json!({"type": "array", "minItems": 1, "items": schema::reference("number")})
}

/// Returns the forms that a kind of question takes.
pub(super) fn forms_of(kind: KindName) -> &'static [&'static str] {
    match kind {
        KindName::Binary => &["probability"],
        KindName::Choice | KindName::Ordered | KindName::Scenarios => &["probabilities"],
        KindName::Number => &[
            "quantiles",
            "interval",
            "normal",
            "lognormal",
            "student",
            "gamma",
            Parametric::MIXTURE,
            "samples",
        ],
        KindName::Date => &["quantiles", "interval", "happens_by"],
    }
}

/// Returns what a forecast of a kind is called in a message.
fn called(kind: KindName) -> &'static str {
    match kind {
        KindName::Binary => "a binary forecast",
        KindName::Choice => "a choice",
        KindName::Ordered => "an ordered choice",
        KindName::Number => "a forecast of a number",
        KindName::Date => "a forecast of a date",
        KindName::Scenarios => "a scenario set",
    }
}

/// Reads an estimate.
pub(super) fn read(at: At<'_>, context: Context<'_>, faults: &mut Faults<'_>) -> Option<Estimate> {
    let fields = Fields::open(at, &ESTIMATE, faults)?;
    let date = fields.required("date", faults, value::moment);
    let by = fields.name("by", faults);
    let (yardstick, scale) = read_yardstick(&fields, context.settings, context.scale, faults);
    let kind = context
        .kind
        .map(|kind| date.map_or(Cow::Borrowed(kind), |made| kind.on(made)));
    let value = read_value(&fields, kind.as_deref(), scale, faults);
    let confidence = fields.optional(
        "confidence",
        faults,
        value::choice(&Confidence::ALL, Confidence::as_str),
    );
    let reaffirmed = fields.optional("reaffirmed", faults, value::boolean);
    let derived = fields.optional("derived", faults, value::boolean);
    let codings = fields.get("coded");
    let codings = codings.map(|at| coded::read(at, kind.as_deref(), scale, faults));
    let logged = fields.optional("logged", faults, value::moment);
    let because = fields.text("because", faults);
    let aside = Aside {
        codings: codings.unwrap_or_default(),
        amends: fields.text("amends", faults),
        yardstick,
    };
    Some(Estimate {
        date: date?,
        by: by?.into(),
        value: value?,
        confidence,
        because: because.map(Into::into),
        logged,
        reaffirmed: reaffirmed.unwrap_or(false),
        derived: derived.unwrap_or(false),
        carried: None,
        retrospective: false,
        aside: aside.of_estimate(),
    })
}

/// Reads the `yardstick` of an estimate or a source, and returns it with the scale by which words
/// are then read.
pub(super) fn read_yardstick<'s>(
    fields: &Fields<'_>,
    settings: &'s Settings,
    outer: Scale<'s>,
    faults: &mut Faults<'_>,
) -> (Option<String>, Scale<'s>) {
    let Some(at) = fields.get("yardstick") else {
        return (None, outer);
    };
    let Some(id) = value::text(at, faults) else {
        return (
            None,
            Scale {
                known: false,
                ..outer
            },
        );
    };
    let Some(yardstick) = settings.find_yardstick(&id) else {
        faults.at(&at.path, unknown_yardstick(&id, settings));
        return (
            Some(id),
            Scale {
                known: false,
                ..outer
            },
        );
    };
    let scale = Scale {
        yardstick,
        known: true,
    };
    (Some(id), scale)
}

/// Returns the finding of a yardstick that nobody knows.
pub(super) fn unknown_yardstick(id: &str, settings: &Settings) -> Finding {
    let found = rules::UNKNOWN_YARDSTICK.finding(format!("there is no yardstick `{id}`"));
    match settings.nearest_yardstick(id) {
        Some(near) => found.help(format!("did you mean `{near}`?")),
        None => found.help("name one of the built-in ones, or define it in `foretell.yaml`"),
    }
}

/// Reads the one thing that an estimate says.
fn read_value(
    fields: &Fields<'_>,
    kind: Option<&Kind>,
    scale: Scale<'_>,
    faults: &mut Faults<'_>,
) -> Option<Value> {
    let withdrawn = fields.optional("withdrawn", faults, value::boolean) == Some(true);
    let mut given = forms().filter(|form| fields.get(form).is_some());
    let (first, second) = (given.next(), given.next());
    match (first, second, withdrawn) {
        (None, _, true) => Some(Value::Withdrawn),
        (Some(form), _, true) => several("withdrawn", form, fields, faults),
        (Some(one), Some(other), _) => several(one, other, fields, faults),
        (Some(form), None, false) => form_value(form, fields.get(form)?, kind?, scale, faults),
        (None, ..) => none(fields, kind?.name(), faults),
    }
}

fn several(
    one: &str,
    other: &'static str,
    fields: &Fields<'_>,
    faults: &mut Faults<'_>,
) -> Option<Value> {
    let message = format!("the estimate gives both `{one}` and `{other}`");
    let found = rules::WRONG_KIND_VALUE
        .finding(message)
        .help("keep one; log a second estimate for more");
    faults.push(found, fields.get(other)?.path.key());
    None
}

fn none(fields: &Fields<'_>, kind: KindName, faults: &mut Faults<'_>) -> Option<Value> {
    let forms = list(forms_of(kind).iter().copied());
    let message = format!("the estimate says nothing: {} takes {forms}", called(kind));
    let found = rules::WRONG_KIND_VALUE
        .finding(message)
        .help("a refusal is written `probability: no estimate`, a withdrawal `withdrawn: true`");
    faults.at(&fields.at.path, found);
    None
}

fn form_value(
    form: &'static str,
    at: At<'_>,
    kind: &Kind,
    scale: Scale<'_>,
    faults: &mut Faults<'_>,
) -> Option<Value> {
    if form == "probability" && *kind == Kind::Binary {
        return value::stated(at, scale, faults).map(probability);
    }
    if let Some(text) = refusal(at, scale) {
        return Some(Value::Declined(text));
    }
    let taken = forms_of(kind.name());
    if !taken.contains(&form) {
        let message = format!("{} takes no `{form}`", called(kind.name()));
        let found = rules::WRONG_KIND_VALUE.finding(message);
        let help = format!("give {}, or check `kind`", list(taken.iter().copied()));
        faults.push(found.help(help), at.path.key());
        return None;
    }
    let axis = match kind {
        Kind::Date { .. } => Axis::Days,
        _ => Axis::Numbers,
    };
    match form {
        "probabilities" => probabilities(at, &kind.options(), scale, faults),
        "quantiles" => distribution::quantiles(at, axis, faults),
        "interval" => distribution::interval(at, axis, faults),
        Parametric::MIXTURE => {
            let said = distribution::mixture(at, kind, faults)?;
            Some(Value::Distribution(Parametric::Mixture(said)))
        }
        "samples" => distribution::samples(at, faults),
        "happens_by" => distribution::happens_by(at, scale, faults),
        // `forms_of` has no other than the families.
        _ => {
            let family = Family::ALL.into_iter().find(|one| one.name() == form)?;
            let said = distribution::simple(family, at, kind, faults)?;
            Some(Value::Distribution(Parametric::Simple(said)))
        }
    }
}

fn probability(stated: Stated) -> Value {
    if stated.is_declined() {
        Value::Declined(stated.text)
    } else {
        Value::Probability(stated)
    }
}

/// Returns the words of a refusal to give a number, which every kind takes.
fn refusal(at: At<'_>, scale: Scale<'_>) -> Option<Box<str>> {
    let stated = Stated::parse(at.node.text()?, scale.yardstick).ok()?;
    stated.is_declined().then_some(stated.text)
}

fn probabilities(
    at: At<'_>,
    names: &[&str],
    scale: Scale<'_>,
    faults: &mut Faults<'_>,
) -> Option<Value> {
    let values = options::each(at, names, scale, faults)?;
    options::check_sum(&at.path, &values, faults);
    Some(Value::Options(values))
}

#[cfg(test)]
mod tests {
    use super::super::testing::{after_head, forecast, said};
    use crate::model::{Reading, Value};

    fn estimate(kind: &str, said: &str) -> String {
        format!("{kind}estimates:\n- date: 2014-01-01\n  by: a\n{said}")
    }

    #[test]
    fn a_kind_takes_only_its_own_forms() {
        for (kind, said, found) in [
            ("", "  quantiles: {5%: 9}\n", "6:3 wrong-kind-value"),
            ("", "  probabilities: {a: 1}\n", "6:3 wrong-kind-value"),
            (
                "kind: number\n",
                "  probability: 40%\n",
                "7:3 wrong-kind-value",
            ),
            (
                "kind: date\n",
                "  normal: {mean: 1, sd: 1}\n",
                "7:3 wrong-kind-value",
            ),
            (
                "kind: choice\noptions: [a, b]\n",
                "  probability: likely\n",
                "8:3 wrong-kind-value",
            ),
        ] {
            assert_eq!(after_head(&estimate(kind, said)), [found], "{kind}{said}");
        }
    }

    #[test]
    fn an_estimate_says_exactly_one_thing() {
        assert_eq!(after_head(&estimate("", "")), ["4:3 wrong-kind-value"]);
        let both = estimate(
            "",
            "  probability: 40%\n  interval: {low: 1, high: 2, level: 50%}\n",
        );
        assert_eq!(after_head(&both), ["7:3 wrong-kind-value"]);
        assert!(said(&both)[0].starts_with("the estimate gives both `probability` and `interval`"));
        let withdrawn = estimate("", "  withdrawn: true\n  probability: 40%\n");
        assert_eq!(after_head(&withdrawn), ["7:3 wrong-kind-value"]);
        assert!(after_head(&estimate("", "  withdrawn: false\n  probability: 40%\n")).is_empty());
    }

    #[test]
    fn withdrawing_and_declining_need_no_number_whatever_the_kind() {
        for kind in ["", "kind: number\n", "kind: date\n"] {
            let withdrawn = forecast(&estimate(kind, "  withdrawn: true\n"));
            assert_eq!(withdrawn.estimates[0].value, Value::Withdrawn);
            let declined = forecast(&estimate(kind, "  probability: Open question\n"));
            let want = Value::Declined("Open question".into());
            assert_eq!(declined.estimates[0].value, want);
        }
    }

    #[test]
    fn words_are_read_by_the_nearest_yardstick_that_is_named() {
        let yardsticks = |forecast: crate::model::Forecast| -> Vec<String> {
            let named = |value: &Value| match value {
                Value::Probability(stated) => match &stated.reading {
                    Reading::Word(word) => word.yardstick.clone(),
                    _ => String::new(),
                },
                _ => String::new(),
            };
            forecast
                .estimates
                .iter()
                .map(|one| named(&one.value))
                .collect()
        };
        let rest = "source: {yardstick: ipcc}\nestimates:\n\
                    - {date: 2014-01-01, by: a, probability: likely}\n\
                    - {date: 2014-01-02, by: a, probability: likely, yardstick: nato}\n";
        assert_eq!(yardsticks(forecast(rest)), ["ipcc", "nato"]);
        let rest = "estimates:\n- {date: 2014-01-01, by: a, probability: likely}\n";
        assert_eq!(yardsticks(forecast(rest)), ["icd-203"]);
    }

    #[test]
    fn of_an_unknown_yardstick_no_word_is_unknown() {
        let rest = "source: {yardstick: ipc}\nestimates:\n\
                    - {date: 2014-01-01, by: a, probability: on the cards}\n\
                    - {date: 2014-01-01, by: a, probability: 3.5}\n";
        assert_eq!(
            after_head(rest),
            ["3:21 unknown-yardstick", "6:42 bad-probability"]
        );
        assert!(said(rest)[0].ends_with("did you mean `ipcc`?"));
    }
}
