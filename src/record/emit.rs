//! A forecast ⇒ the YAML of a new record.

use serde_yaml::{Mapping, Number, Value as Yaml};

use super::parse::parse;
use super::{emit_estimate, kind};
use crate::model::{
    BaseRate, Condition, DeadlineBasis, Forecast, ForecastId, Indicator, Kind, Outcome, Relations,
    Resolution, Scenario, ScenarioSet, Source, Sources, Threshold, Waiver, number_day,
};

/// Returns the YAML of a new record, its keys in the order of the manual.
///
/// It says its `id`, as a record in a file of several must.
#[must_use]
pub fn emit(forecast: &Forecast) -> String {
    text(&record(forecast))
}

/// Returns the YAML of a new record for a file of its own, whose name says the id.
#[must_use]
pub fn emit_file(forecast: &Forecast) -> String {
    let mut record = record(forecast);
    // `shift_remove` keeps the order of the other keys.
    record.0.shift_remove("id");
    text(&record)
}

fn text(record: &Out) -> String {
    let text = serde_yaml::to_string(&record.0);
    quoted(text.expect("texts, numbers and maps are all YAML"))
}

/// Returns the text with quotes around `<<` and `=`, which `serde_yaml` writes bare.
fn quoted(mut text: String) -> String {
    let mut bare = Vec::new();
    parse(&text, 0, &mut |fault| bare.push(fault.bytes));
    for bytes in bare.into_iter().rev() {
        if matches!(&text[bytes.clone()], "<<" | "=") {
            text.insert(bytes.end, '\'');
            text.insert(bytes.start, '\'');
        }
    }
    text
}

/// A mapping that is filled in the order in which it is written.
#[derive(Default)]
pub(super) struct Out(Mapping);

impl Out {
    /// Writes a value.
    pub(super) fn put(&mut self, key: &str, value: impl Into<Yaml>) {
        self.0.insert(key.into(), value.into());
    }

    /// Writes a value where there is one.
    pub(super) fn some(&mut self, key: &str, value: Option<impl Into<Yaml>>) {
        if let Some(value) = value {
            self.put(key, value);
        }
    }

    /// Writes the text of something where there is one.
    pub(super) fn text(&mut self, key: &str, value: Option<impl ToString>) {
        self.some(key, value.map(|value| value.to_string()));
    }

    /// Writes a flag that is up.
    pub(super) fn flag(&mut self, key: &str, is_up: bool) {
        self.some(key, is_up.then_some(true));
    }

    /// Writes a list that is not empty.
    pub(super) fn list<T, Y: Into<Yaml>>(&mut self, key: &str, items: &[T], one: impl Fn(&T) -> Y) {
        let items = items.iter().map(|item| one(item).into());
        let items: Vec<Yaml> = items.collect();
        self.some(key, (!items.is_empty()).then_some(items));
    }
}

impl From<Out> for Yaml {
    fn from(out: Out) -> Self {
        Self::Mapping(out.0)
    }
}

/// Returns a number as one would write it: whole ones without a point.
pub(super) fn number(number: f64) -> Yaml {
    // Beyond this a double no longer tells neighbouring whole numbers apart.
    const WHOLE: f64 = 9_007_199_254_740_992.0;
    #[expect(clippy::cast_possible_truncation, reason = "it is whole and small")]
    if number.fract() == 0.0 && number.abs() < WHOLE {
        return Yaml::Number(Number::from(number as i64));
    }
    Yaml::Number(Number::from(number))
}

/// Returns a text, as a number where it is written as one.
pub(super) fn scalar(text: &str) -> Yaml {
    match text.parse() {
        Ok(value) if written(&number(value)).as_deref() == Some(text) => number(value),
        _ => text.into(),
    }
}

fn written(number: &Yaml) -> Option<String> {
    let text = serde_yaml::to_string(number).ok()?;
    Some(text.trim_end().to_owned())
}

/// Returns a map from names to values.
pub(super) fn map<'n, Y: Into<Yaml>>(entries: impl Iterator<Item = (&'n str, Y)>) -> Yaml {
    let mut out = Out::default();
    for (name, value) in entries {
        out.put(name, value);
    }
    out.into()
}

fn record(forecast: &Forecast) -> Out {
    let mut out = Out::default();
    if let Kind::Scenarios(set) = &forecast.kind {
        out.list("scenarios", &set.scenarios, scenario);
    } else {
        out.put("question", forecast.question.as_str());
    }
    out.text("id", Some(&forecast.id));
    if matches!(forecast.kind, Kind::Scenarios(_)) {
        // A set does with a title where it has one.
        let own = Some(&forecast.question).filter(|own| forecast.title.as_ref() != Some(own));
        out.text("question", own);
    }
    out.text("title", forecast.title.as_ref());
    question(&mut out, &forecast.kind);
    frame(&mut out, forecast);
    relations(&mut out, &forecast.relations);
    out.some("sources", forecast.sources.as_ref().map(sources));
    out.some("source", forecast.source.as_ref().map(source));
    out.some("base_rate", forecast.base_rate.as_ref().map(base_rate));
    out.list("estimates", &forecast.estimates, |estimate| {
        emit_estimate::estimate(estimate, &forecast.kind)
    });
    if let Kind::Scenarios(set) = &forecast.kind {
        indicators(&mut out, set);
    }
    out.some("resolution", forecast.resolution.as_ref().map(resolution));
    out.text("lesson", forecast.lesson.as_ref());
    out.list("waive", &forecast.waivers, waiver);
    out
}

fn question(out: &mut Out, kind: &Kind) {
    match kind {
        Kind::Binary => {}
        Kind::Scenarios(set) => out.put("exhaustive", set.exhaustive),
        Kind::Choice { options } | Kind::Ordered { options } => {
            out.put("kind", kind.name().as_str());
            out.list("options", options, |option| option.as_str().to_owned());
        }
        Kind::Number {
            unit,
            bounds,
            vintage,
        } => {
            out.put("kind", "number");
            out.text("unit", unit.as_ref());
            out.some(
                "bounds",
                bounds.map(|(low, high)| vec![number(low), number(high)]),
            );
            out.text("vintage", vintage.map(kind::vintage));
        }
        Kind::Date { bounds } => {
            out.put("kind", "date");
            out.some(
                "bounds",
                bounds.map(|(low, high)| vec![day(low), day(high)]),
            );
        }
    }
}

/// Returns the day of a day number.
pub(super) fn day(number: f64) -> Yaml {
    number_day(number).map_or(Yaml::Null, |day| day.to_string().into())
}

fn frame(out: &mut Out, forecast: &Forecast) {
    out.text("criteria", forecast.criteria.as_ref());
    out.list("tags", &forecast.tags, |tag| tag.as_str().to_owned());
    out.text("opened", forecast.opened);
    out.text("deadline", Some(forecast.deadline));
    out.text(
        "deadline_basis",
        forecast.deadline_basis.map(DeadlineBasis::as_str),
    );
    out.text("known_by", forecast.known_by);
    out.text("owner", forecast.owner.as_ref());
    out.text("cluster", forecast.cluster.as_ref());
    out.some("given", forecast.given.as_ref().map(given));
}

fn relations(out: &mut Out, relations: &Relations) {
    let id = |id: &ForecastId| id.to_string();
    out.list("implies", &relations.implies, id);
    out.list("excludes", &relations.excludes, id);
    out.list("all_of", &relations.all_of, id);
    out.list("any_of", &relations.any_of, id);
    out.text("earlier", relations.earlier.as_ref());
    out.text("complement", relations.complement.as_ref());
    out.some("threshold", relations.threshold.as_ref().map(threshold));
}

fn given(given: &Condition) -> Out {
    let mut out = Out::default();
    out.text("forecast", Some(&given.forecast));
    out.put("outcome", outcome(&given.outcome));
    out.text("of", given.of.as_ref());
    out
}

fn threshold(threshold: &Threshold) -> Out {
    let mut out = Out::default();
    out.text("of", Some(&threshold.of));
    let side = if threshold.above { "above" } else { "below" };
    out.put(side, number(threshold.limit));
    out
}

fn sources(sources: &Sources) -> Out {
    let mut out = Out::default();
    out.text("primary", sources.primary.as_ref());
    out.text("fallback", sources.fallback.as_ref());
    out
}

fn source(source: &Source) -> Out {
    let mut out = Out::default();
    out.text("document", source.document.as_ref());
    out.text("author", source.author.as_ref());
    out.some("published", source.published.as_deref().map(scalar));
    out.text("yardstick", source.yardstick.as_ref());
    out.text("section", source.section.as_ref());
    out.text("quote", source.quote.as_ref());
    out
}

fn base_rate(rate: &BaseRate) -> Out {
    let mut out = Out::default();
    out.put("probability", scalar(&rate.probability.text));
    out.text("because", rate.because.as_ref());
    out
}

fn scenario(scenario: &Scenario) -> Out {
    let mut out = Out::default();
    out.put("id", scenario.id.as_str());
    out.text("title", scenario.title.as_ref());
    out.text("criteria", scenario.criteria.as_ref());
    out.text("narrative", scenario.narrative.as_ref());
    out
}

fn indicators(out: &mut Out, set: &ScenarioSet) {
    out.list("indicators", &set.indicators, indicator);
    out.list("together", &set.together, |ids| {
        ids.iter().map(ForecastId::to_string).collect::<Vec<_>>()
    });
}

fn indicator(indicator: &Indicator) -> Out {
    let mut out = Out::default();
    out.text("forecast", Some(&indicator.forecast));
    out.put("likelihood", emit_estimate::options(&indicator.likelihood));
    out.text("because", indicator.because.as_ref());
    out.flag("illustration", indicator.illustration);
    out
}

fn resolution(resolution: &Resolution) -> Out {
    let mut out = Out::default();
    out.put("outcome", outcome(&resolution.outcome));
    out.text("happened", resolution.happened);
    out.text("known", resolution.known);
    out.text("logged", resolution.logged);
    out.text("by", resolution.by.as_ref());
    out.list("evidence", &resolution.evidence, |text| {
        text.as_str().to_owned()
    });
    out.text("note", resolution.note.as_ref());
    out.text("because", resolution.because.as_ref());
    out.list("replaces", &resolution.replaces, self::resolution);
    out
}

fn outcome(outcome: &Outcome) -> Yaml {
    match outcome {
        Outcome::Shares(shares) => map(shares
            .iter()
            .map(|(option, share)| (option.as_str(), number(share.get())))),
        Outcome::Fraction(share) => number(share.get()),
        Outcome::Number(value) => number(*value),
        other => other.to_string().into(),
    }
}

fn waiver(waiver: &Waiver) -> Out {
    let mut out = Out::default();
    out.put("rule", waiver.rule.as_str());
    out.text("until", waiver.until);
    out.text("because", waiver.because.as_ref());
    out.text("by", waiver.by.as_ref());
    out
}
