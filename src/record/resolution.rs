//! Resolutions, and the outcomes that their questions can have.

use super::faults::{Faults, did_you_mean, error};
use super::fields::{At, Fields};
use super::value::{self, Scale};
use super::{Data, keys, options};
use crate::model::{Kind, Outcome, OutcomeError, Resolution};

/// Reads a resolution and those that it replaces.
pub(super) fn read(
    at: At<'_>,
    kind: Option<&Kind>,
    scale: Scale<'_>,
    faults: &mut Faults<'_>,
) -> Option<Resolution> {
    let fields = Fields::open(at, &keys::RESOLUTION, faults)?;
    let outcome = fields.required("outcome", faults, |at, faults| {
        outcome(at, kind?, scale, faults)
    });
    let happened = fields.optional("happened", faults, value::moment);
    let known = fields.optional("known", faults, value::moment);
    let logged = fields.optional("logged", faults, value::moment);
    let by = fields.text("by", faults);
    let evidence = fields.list("evidence", faults, value::text);
    let note = fields.text("note", faults);
    let because = fields.text("because", faults);
    let replaces = fields.list("replaces", faults, |at, faults| {
        read(at, kind, scale, faults)
    });
    Some(Resolution {
        outcome: outcome?,
        happened,
        known,
        logged,
        by,
        evidence,
        note,
        because,
        replaces,
    })
}

fn outcome(at: At<'_>, kind: &Kind, scale: Scale<'_>, faults: &mut Faults<'_>) -> Option<Outcome> {
    if let (Data::Mapping(_), Kind::Choice { .. } | Kind::Scenarios(_)) = (&at.node.data, kind) {
        let shares = options::shares(at, &kind.options(), scale, faults);
        return shares.map(Outcome::Shares);
    }
    let text = value::scalar(at, "an outcome", faults)?;
    match Outcome::parse(text, kind) {
        Ok(outcome) => Some(outcome),
        Err(why) => {
            let found = error("bad-outcome", format!("`{text}` is no outcome: {why}"));
            faults.at(&at.path, found.help(help(&why, kind)));
            None
        }
    }
}

fn help(why: &OutcomeError, kind: &Kind) -> String {
    match (why, kind) {
        (OutcomeError::NotAnOption { nearest, options }, _) => {
            did_you_mean(nearest.as_deref(), options.iter().map(String::as_str))
        }
        (OutcomeError::OutOfBounds, Kind::Date { .. }) => {
            "write `never` for a day that is not within the bounds".to_owned()
        }
        (OutcomeError::OutOfBounds, _) => {
            "write `below` or `above` for a number that is not within the bounds".to_owned()
        }
        (OutcomeError::NotOfKind(_), _) => "correct it, or check `kind`".to_owned(),
    }
}
