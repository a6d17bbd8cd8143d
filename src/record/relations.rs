//! How a forecast bears on others: conditions, relations, waivers.

use super::faults::{Faults, error};
use super::fields::{At, Fields};
use super::keys;
use super::value;
use crate::model::{Condition, Outcome, Relations, Threshold, Waiver};

/// Reads what a forecast hangs on.
pub(super) fn given(at: At<'_>, faults: &mut Faults<'_>) -> Option<Condition> {
    let fields = Fields::open(at, &keys::GIVEN, faults)?;
    let forecast = fields.required("forecast", faults, value::id);
    let outcome = fields.required("outcome", faults, |at, faults| {
        let text = value::scalar(at, "an outcome", faults)?;
        // Which outcomes the other forecast can have is known only to the whole ledger.
        Some(Outcome::of_any_kind(text))
    });
    Some(Condition {
        forecast: forecast?,
        outcome: outcome?,
    })
}

/// Reads the relations of a forecast.
pub(super) fn read(fields: &Fields<'_>, faults: &mut Faults<'_>) -> Relations {
    Relations {
        implies: fields.list("implies", faults, value::id),
        excludes: fields.list("excludes", faults, value::id),
        all_of: fields.list("all_of", faults, value::id),
        any_of: fields.list("any_of", faults, value::id),
        earlier: fields.optional("earlier", faults, value::id),
        complement: fields.optional("complement", faults, value::id),
        threshold: fields.optional("threshold", faults, threshold),
    }
}

fn threshold(at: At<'_>, faults: &mut Faults<'_>) -> Option<Threshold> {
    let fields = Fields::open(at, &keys::THRESHOLD, faults)?;
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
            let found = error("missing-key", message);
            faults.at(&at.path, found.help("write one of them: `above: 19`"));
            None
        }
    }
}

/// Reads a waiver; what a sound one needs besides its rule is for the rules to say.
pub(super) fn waiver(at: At<'_>, faults: &mut Faults<'_>) -> Option<Waiver> {
    let fields = Fields::open(at, &keys::WAIVER, faults)?;
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
