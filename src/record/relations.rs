//! How a forecast bears on others: conditions, relations, waivers.

use super::emit::ToYaml;
use super::faults::Faults;
use super::fields::{At, Fields};
use super::mapping::{ID, MOMENT, Mapping, NUMBER, OUTCOME, TEXT, key};
use super::rules;
use super::value;
use crate::model::{Condition, Outcome, Relations, Threshold, Waiver};

/// The condition of a forecast, `given`.
pub(super) static GIVEN: Mapping<Condition> = Mapping {
    what: "a condition",
    definition: None,
    fields: &[&[
        key("forecast", ID, |s: &Condition| s.forecast.yaml()).required(),
        key("outcome", OUTCOME, |s: &Condition| s.outcome.yaml()).required(),
        key("of", ID, |s| s.of.yaml()),
    ]],
};

/// A limit of a number forecast, `threshold`.
pub(super) static THRESHOLD: Mapping<Threshold> = Mapping {
    what: "a threshold",
    definition: Some("threshold"),
    fields: &[&[
        key("of", ID, |s: &Threshold| s.of.yaml()).required(),
        key("above", NUMBER, |s| s.above.then_some(s.limit).yaml()),
        key("below", NUMBER, |s| (!s.above).then_some(s.limit).yaml()),
    ]],
};

/// A waiver.
pub(super) static WAIVER: Mapping<Waiver> = Mapping {
    what: "a waiver",
    definition: None,
    fields: &[&[
        key("rule", TEXT, |s: &Waiver| s.rule.yaml()).required(),
        key("until", MOMENT, |s| s.until.yaml()),
        key("because", TEXT, |s| s.because.yaml()),
        key("by", TEXT, |s| s.by.yaml()),
    ]],
};

/// Reads what a forecast depends on.
pub(super) fn given(at: At<'_>, faults: &mut Faults<'_>) -> Option<Condition> {
    let fields = Fields::open(at, &GIVEN, faults)?;
    let forecast = fields.required("forecast", faults, value::id);
    let outcome = fields.required("outcome", faults, |at, faults| {
        let text = value::scalar(at, "an outcome", faults)?;
        // Which outcomes the other forecast can have is known only to the whole ledger.
        Some(Outcome::of_any_kind(text))
    });
    let of = fields.optional("of", faults, value::id);
    Some(Condition {
        forecast: forecast?,
        outcome: outcome?,
        of,
    })
}

/// Reads the relations of a forecast, where it has any.
pub(super) fn read(fields: &Fields<'_>, faults: &mut Faults<'_>) -> Option<Box<Relations>> {
    let relations = Relations {
        implies: fields.list("implies", faults, value::id),
        excludes: fields.list("excludes", faults, value::id),
        all_of: fields.list("all_of", faults, value::id),
        any_of: fields.list("any_of", faults, value::id),
        earlier: fields.optional("earlier", faults, value::id),
        complement: fields.optional("complement", faults, value::id),
        threshold: fields.optional("threshold", faults, threshold),
    };
    relations.of_forecast()
}

fn threshold(at: At<'_>, faults: &mut Faults<'_>) -> Option<Threshold> {
    let fields = Fields::open(at, &THRESHOLD, faults)?;
    let of = fields.required("of", faults, value::id);
    let above = fields.optional("above", faults, value::number);
    let below = fields.optional("below", faults, value::number);
    match (fields.get("above"), fields.get("below")) {
        (Some(_), None) | (None, Some(_)) => Some(Threshold {
            of: of?,
            limit: above.or(below)?,
            above: above.is_some(),
        }),
        (both, _) => {
            let message = match both {
                Some(_) => "a threshold has either `above` or `below`, not both",
                None => "a threshold needs `above` or `below`",
            };
            let found = rules::MISSING_KEY.finding(message);
            faults.at(&at.path, found.help("write one of them: `above: 19`"));
            None
        }
    }
}

/// Reads a waiver; what a sound one needs besides its rule is for the rules to say.
pub(super) fn waiver(at: At<'_>, faults: &mut Faults<'_>) -> Option<Waiver> {
    let fields = Fields::open(at, &WAIVER, faults)?;
    let rule = fields.name("rule", faults);
    let until = fields.optional("until", faults, value::moment);
    let because = fields.text("because", faults);
    let by = fields.text("by", faults);
    Some(Waiver {
        rule: rule?,
        until,
        because,
        by,
    })
}

#[cfg(test)]
mod tests {
    use super::super::testing::{after_head, forecast};
    use crate::model::Outcome;

    #[test]
    fn relations_conditions_and_waivers_are_read() {
        let forecast = forecast(
            "given: {forecast: crimea, outcome: true, of: arms}\nimplies: [b, c]\nearlier: d\n\
             threshold: {of: e, below: -3}\n\
             waive: [{rule: overdue, until: 2015-03-01, because: late data, by: desk}]\n",
        );
        let given = forecast.given.clone().unwrap();
        assert_eq!(
            (given.forecast.as_str(), given.outcome),
            ("crimea", Outcome::Yes)
        );
        assert_eq!(given.of.unwrap().as_str(), "arms");
        assert_eq!(forecast.relations().implies.len(), 2);
        let threshold = forecast.relations().threshold.as_ref().unwrap();
        assert!(!threshold.above);
        assert_eq!(threshold.limit.to_bits(), (-3.0_f64).to_bits());
        assert_eq!(forecast.waivers[0].rule, "overdue");
    }

    #[test]
    fn a_relation_that_lacks_a_part_is_found() {
        assert_eq!(
            after_head(
                "given: {outcome: yes}\nthreshold: {of: e}\nwaive: [{until: 2015-03-01}]\n\
                 all_of: b\n"
            ),
            [
                "3:8 missing-key",
                "6:9 wrong-type",
                "4:12 missing-key",
                "5:9 missing-key"
            ]
        );
        assert_eq!(
            after_head("threshold: {of: e, above: 1, below: 2}\n"),
            ["3:12 missing-key"]
        );
    }
}
