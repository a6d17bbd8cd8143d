//! Scenario sets: the scenarios, and what speaks for or against them.

use super::faults::{Faults, error};
use super::fields::{At, Fields};
use super::value::{self, Scale};
use super::{keys, kind, options};
use crate::model::{
    ForecastId, Indicator, NONE, Probability, Reading, Scenario, ScenarioSet, Stated,
};

/// Reads what only a scenario set has.
pub(super) fn read(
    fields: &Fields<'_>,
    scale: Scale<'_>,
    faults: &mut Faults<'_>,
) -> Option<ScenarioSet> {
    let at = fields.get("scenarios")?;
    let scenarios = at.each(faults, scenario);
    let exhaustive = fields.optional("exhaustive", faults, value::boolean);
    let mut set = ScenarioSet {
        scenarios,
        exhaustive: exhaustive.unwrap_or(false),
        indicators: Vec::new(),
        together: fields.list("together", faults, |at, faults| {
            Some(at.each(faults, value::id))
        }),
    };
    check(at, &set, faults);
    let names = set.options();
    let indicators = fields.list("indicators", faults, |at, faults| {
        indicator(at, &names, scale, faults)
    });
    set.indicators = indicators;
    Some(set)
}

fn scenario(at: At<'_>, faults: &mut Faults<'_>) -> Option<Scenario> {
    let fields = Fields::open(at, &keys::SCENARIO, faults)?;
    let id = fields.name("id", faults);
    if let (Some(id), Some(at)) = (&id, fields.get("id")) {
        check_id(id, at, faults);
    }
    let title = fields.text("title", faults);
    let criteria = fields.text("criteria", faults);
    let narrative = fields.text("narrative", faults);
    Some(Scenario {
        id: id?,
        title,
        criteria,
        narrative,
    })
}

/// Reports a name that a command line or another reader of YAML would not take for one.
fn check_id(id: &str, at: At<'_>, faults: &mut Faults<'_>) {
    if id == NONE {
        let found = error(
            "bad-options",
            "the scenario `none` stands for the rest by itself",
        );
        faults.at(&at.path, found.help("remove it, or give it another name"));
    } else if let Err(why) = ForecastId::parse(id) {
        let found = error("bad-id", format!("`{id}` is no id: {why}"));
        faults.at(
            &at.path,
            found.help("use lower-case letters, digits and hyphens"),
        );
    }
}

fn check(at: At<'_>, set: &ScenarioSet, faults: &mut Faults<'_>) {
    let names = set.scenarios.iter().map(|scenario| scenario.id.as_str());
    kind::check_names(at, names, faults);
    let count = at.sequence(faults).map_or(0, <[_]>::len);
    if count + usize::from(!set.exhaustive) < 2 {
        let found = error("bad-options", "a scenario set needs at least two scenarios");
        faults.at(&at.path, found.help("add what else may happen"));
    }
}

fn indicator(
    at: At<'_>,
    names: &[&str],
    scale: Scale<'_>,
    faults: &mut Faults<'_>,
) -> Option<Indicator> {
    let fields = Fields::open(at, &keys::INDICATOR, faults)?;
    let forecast = fields.required("forecast", faults, value::id);
    let likelihood = fields.required("likelihood", faults, |at, faults| {
        let values = options::each(at, names, scale, faults)?;
        check_likelihood(&at, &values, faults);
        Some(values)
    });
    let because = fields.text("because", faults);
    let illustration = fields.optional("illustration", faults, value::boolean);
    Some(Indicator {
        forecast: forecast?,
        likelihood: likelihood?,
        because,
        illustration: illustration.unwrap_or(false),
    })
}

/// Reports likelihoods of 0 and 1: one outcome would then rule a scenario out for good.
fn check_likelihood(at: &At<'_>, values: &[(String, Stated)], faults: &mut Faults<'_>) {
    for (name, stated) in values {
        let Reading::Number(value) = stated.reading else {
            continue;
        };
        if value == Probability::ZERO || value == Probability::ONE {
            let path = super::path::Path::Key(&at.path, name);
            let message = format!(
                "the likelihood `{}` lies not strictly between 0 and 1",
                stated.text
            );
            let found = error("likelihood-range", message)
                .help("write 1% or 99%: no single indicator proves a scenario");
            faults.at(&path, found);
        }
    }
}
