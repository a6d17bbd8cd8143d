//! Scenario sets: the scenarios, and what speaks for or against them.

use super::emit::ToYaml;
use super::faults::Faults;
use super::fields::{At, Fields};
use super::mapping::{FLAG, ID, Mapping, PROBABILITIES, TEXT, key};
use super::rules;
use super::value::{self, Scale};
use super::{emit_estimate, kind, options};
use crate::model::{
    ForecastId, Indicator, NONE, Probability, Reading, Scenario, ScenarioSet, Stated,
};

/// A scenario of a set.
pub(super) static SCENARIO: Mapping<Scenario> = Mapping {
    what: "a scenario",
    definition: None,
    fields: &[&[
        key("id", ID, |s: &Scenario| s.id.yaml()).required(),
        key("title", TEXT, |s| s.title.yaml()),
        key("criteria", TEXT, |s| s.criteria.yaml()),
        key("narrative", TEXT, |s| s.narrative.yaml()),
    ]],
};

/// An indicator of a set.
pub(super) static INDICATOR: Mapping<Indicator> = Mapping {
    what: "an indicator",
    definition: None,
    fields: &[&[
        key("forecast", ID, |s: &Indicator| s.forecast.yaml()).required(),
        key("likelihood", PROBABILITIES, |s: &Indicator| {
            Some(emit_estimate::options(&s.likelihood))
        })
        .required(),
        key("because", TEXT, |s| s.because.yaml()),
        key("illustration", FLAG, |s| {
            s.illustration.then_some(true).yaml()
        }),
    ]],
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
    let exhaustive = exhaustive.unwrap_or(false);
    if !check(at, exhaustive, faults) {
        return None;
    }
    let mut set = ScenarioSet {
        scenarios,
        exhaustive,
        indicators: Vec::new(),
        together: fields.list("together", faults, |at, faults| {
            Some(at.each(faults, value::id))
        }),
    };
    let names = set.options();
    let indicators = fields.list("indicators", faults, |at, faults| {
        indicator(at, &names, scale, faults)
    });
    set.indicators = indicators;
    Some(set)
}

fn scenario(at: At<'_>, faults: &mut Faults<'_>) -> Option<Scenario> {
    let fields = Fields::open(at, &SCENARIO, faults)?;
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
        let found = rules::BAD_OPTIONS.finding("the scenario `none` stands for the rest by itself");
        faults.at(&at.path, found.help("remove it, or give it another name"));
    } else if let Err(why) = ForecastId::parse(id) {
        let found = rules::BAD_ID.finding(format!("`{id}` is no id: {why}"));
        faults.at(
            &at.path,
            found.help("use lower-case letters, digits and hyphens"),
        );
    }
}

/// Reports scenarios that are no set; returns whether there are few enough to look each one up.
fn check(at: At<'_>, exhaustive: bool, faults: &mut Faults<'_>) -> bool {
    let count = at.sequence(faults).map_or(0, <[_]>::len);
    if count + usize::from(!exhaustive) < 2 {
        let found = rules::BAD_OPTIONS.finding("a scenario set needs at least two scenarios");
        faults.at(&at.path, found.help("add what else may happen"));
    }
    kind::check_names(at, |item| item.get("id")?.text(), faults)
}

fn indicator(
    at: At<'_>,
    names: &[&str],
    scale: Scale<'_>,
    faults: &mut Faults<'_>,
) -> Option<Indicator> {
    let fields = Fields::open(at, &INDICATOR, faults)?;
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
            let found = rules::LIKELIHOOD_RANGE
                .finding(message)
                .help("write 1% or 99%: no single indicator proves a scenario");
            faults.at(&path, found);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{findings, records};
    use crate::model::{Kind, Outcome};

    const SET: &str = "scenarios:\n- id: best\n- id: worst\n  narrative: |\n    One.\n\n    Two.\n\
                       title: After\ndeadline: 2016-12-31\n";

    fn found(rest: &str) -> Vec<String> {
        findings("forecasts/set.yaml", &format!("{SET}{rest}"))
    }

    #[test]
    fn a_set_is_read_whole() {
        let text = format!(
            "{SET}estimates:\n\
             - {{date: 2014-04-30, by: desk, probabilities: {{best: 25%, worst: 45%, none: 30%}}}}\n\
             indicators:\n- forecast: port\n  likelihood: {{best: 0.6, worst: 0.2, none: 0.05}}\n\
             together: [[port, bridge]]\ninfluences: {{port: [best, +2]}}\n\
             resolution: {{outcome: none}}\n"
        );
        let record = records("forecasts/set.yaml", &text).remove(0);
        let forecast = std::sync::Arc::unwrap_or_clone(record.forecast.unwrap());
        assert_eq!(forecast.question, "After");
        assert_eq!(
            forecast.resolution.unwrap().outcome,
            Outcome::Option("none".into())
        );
        let Kind::Scenarios(set) = forecast.kind else {
            panic!()
        };
        assert_eq!(set.options(), ["best", "worst", "none"]);
        assert_eq!(set.scenarios[1].narrative.as_deref(), Some("One.\n\nTwo."));
        assert_eq!(set.indicators[0].likelihood[2].0, "none");
        assert_eq!(set.together[0][1].as_str(), "bridge");
    }

    #[test]
    fn a_likelihood_lies_strictly_between_zero_and_one() {
        let indicator = |likelihood: &str| {
            found(&format!(
                "indicators:\n- forecast: port\n  likelihood: {likelihood}\n"
            ))
        };
        assert_eq!(
            indicator("{best: 100%, worst: 0.2, none: 0}"),
            ["12:22 likelihood-range", "12:46 likelihood-range"]
        );
        assert_eq!(indicator("{best: 0.5, worst: 0.2}"), ["12:15 missing-key"]);
        assert_eq!(
            indicator("{best: 0.5, worst: 0.2, none: 0.1, wrost: 0.1}"),
            ["12:50 unknown-key"]
        );
    }

    #[test]
    fn scenarios_are_named_and_told_apart() {
        for (scenarios, place) in [
            ("[{id: none}, {id: a}]", "1:18 bad-options"),
            ("[{id: Best case}, {id: a}]", "1:18 bad-id"),
            ("[{id: a}, {id: a}]", "1:22 bad-options"),
            ("[]", "1:12 bad-options"),
            ("[{title: A}, {id: a}]", "1:13 missing-key"),
        ] {
            let text = format!("scenarios: {scenarios}\ntitle: T\ndeadline: 2016-12-31\n");
            assert_eq!(
                findings("forecasts/set.yaml", &text),
                [place],
                "{scenarios}"
            );
        }
    }

    #[test]
    fn a_set_has_no_kind_but_needs_a_name() {
        assert_eq!(found("kind: choice\n"), ["10:1 unknown-key"]);
        let text = "scenarios: [{id: a}]\ndeadline: 2016-12-31\n";
        assert_eq!(findings("forecasts/set.yaml", text), ["1:1 missing-key"]);
    }
}
