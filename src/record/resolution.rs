//! Resolutions, and the outcomes that their questions can have.

use super::emit::ToYaml;
use super::evidence::{self, EVIDENCE};
use super::faults::{Faults, did_you_mean};
use super::fields::{At, Fields};
use super::mapping::{MOMENT, Mapping, OUTCOME, Shape, TEXT, key};
use super::rules;
use super::value::{self, Scale};
use super::{Data, options};
use crate::model::{Kind, Outcome, OutcomeError, Resolution};

/// What happened, `resolution`.
pub(super) static RESOLUTION: Mapping<Resolution> = Mapping {
    what: "a resolution",
    definition: Some("resolution"),
    fields: &[&[
        key("outcome", OUTCOME, |s: &Resolution| s.outcome.yaml())
            .required()
            .says("`yes`, `no`, an option, a number, a day, `annulled` or `ambiguous`"),
        key("happened", MOMENT, |s: &Resolution| s.happened.yaml()).says("The day of the event"),
        key("known", MOMENT, |s: &Resolution| s.known.yaml())
            .says("The day on which the outcome was known: scoring stops here"),
        key("logged", MOMENT, |s: &Resolution| s.logged.yaml()).says("When it was written down"),
        key("by", TEXT, |s| s.by.yaml()),
        key(
            "evidence",
            Shape::TextsOrMappings(&EVIDENCE),
            |s: &Resolution| evidence::yaml(&s.evidence),
        )
        .says("What shows it: lines of text, or mappings with an address"),
        key("note", TEXT, |s| s.note.yaml()),
        key("because", TEXT, |s| s.because.yaml()),
        key(
            "replaces",
            Shape::Mappings(&RESOLUTION),
            |s: &Resolution| RESOLUTION.each(&s.replaces),
        )
        .says("The resolutions that this one corrects, newest first"),
    ]],
};

/// Reads a resolution and those that it replaces.
pub(super) fn read(
    at: At<'_>,
    kind: Option<&Kind>,
    scale: Scale<'_>,
    faults: &mut Faults<'_>,
) -> Option<Resolution> {
    let fields = Fields::open(at, &RESOLUTION, faults)?;
    let outcome = fields.required("outcome", faults, |at, faults| {
        outcome(at, kind?, scale, faults)
    });
    let happened = fields.optional("happened", faults, value::moment);
    let known = fields.optional("known", faults, value::moment);
    let logged = fields.optional("logged", faults, value::moment);
    let by = fields.text("by", faults);
    let evidence = fields.list("evidence", faults, evidence::read);
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

/// Reads an outcome of a question of that kind.
pub(super) fn outcome(
    at: At<'_>,
    kind: &Kind,
    scale: Scale<'_>,
    faults: &mut Faults<'_>,
) -> Option<Outcome> {
    if let (Data::Mapping(_), Kind::Choice { .. } | Kind::Scenarios(_)) = (&at.node.data, kind) {
        let shares = options::shares(at, &kind.options(), scale, faults);
        return shares.map(Outcome::Shares);
    }
    let text = value::scalar(at, "an outcome", faults)?;
    match Outcome::parse(text, kind) {
        Ok(outcome) => Some(outcome),
        Err(why) => {
            let found = rules::BAD_OUTCOME.finding(format!("`{text}` is no outcome: {why}"));
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
            "write `before` for a day before the bounds, `never` for one after them".to_owned()
        }
        (OutcomeError::OutOfBounds, _) => {
            "write `below` or `above` for a number that is not within the bounds".to_owned()
        }
        (OutcomeError::NotOfKind(_) | OutcomeError::TooLarge, _) => {
            "correct it, or check `kind`".to_owned()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{after_head, forecast, said};
    use crate::model::Outcome;

    fn outcome(kind: &str, outcome: &str) -> Vec<String> {
        after_head(&format!("{kind}resolution: {{outcome: {outcome}}}\n"))
    }

    #[test]
    fn an_outcome_must_be_one_that_the_question_can_have() {
        let number = "kind: number\nbounds: [0, 100]\n";
        let choice = "kind: choice\noptions: [axis, drift]\n";
        let ordered = "kind: ordered\noptions: [low, high]\n";
        let date = "kind: date\nbounds: [2014-01-01, 2020-12-31]\n";
        for (kind, text, found) in [
            ("", "maybe", "3:23 bad-outcome"),
            ("", "130%", "3:23 bad-outcome"),
            ("", "", "3:14 wrong-type"),
            ("", "{yes: 1}", "3:23 wrong-type"),
            (choice, "axes", "5:23 bad-outcome"),
            (choice, "{axis: 50%, drift: 60%}", "5:23 bad-outcome"),
            (ordered, "{low: 50%, high: 50%}", "5:23 wrong-type"),
            (number, "101", "5:23 bad-outcome"),
            (number, "yes", "5:23 bad-outcome"),
            (date, "2021-01-01", "5:23 bad-outcome"),
            ("kind: date\n", "before", "4:23 bad-outcome"),
        ] {
            assert_eq!(outcome(kind, text), [found], "{kind}{text}");
        }
        for (kind, text) in [
            ("", "yes"),
            ("", "\"no\""),
            ("", "30%"),
            ("", "annulled"),
            (number, "above"),
            (date, "never"),
            (date, "before"),
        ] {
            assert!(outcome(kind, text).is_empty(), "{kind}{text}");
        }
    }

    #[test]
    fn a_wrong_outcome_gets_a_suggestion() {
        let rest = "kind: choice\noptions: [axis, drift]\nresolution: {outcome: axes}\n";
        assert_eq!(
            said(rest),
            ["`axes` is no outcome: it is none of the options (axis, drift); did you mean `axis`?"]
        );
    }

    #[test]
    fn a_corrected_resolution_keeps_the_old_one() {
        let forecast = forecast(
            "resolution:\n  outcome: no\n  because: the contract fell through\n  replaces:\n  \
             - {outcome: true, known: 2014-05-21}\n",
        );
        let resolution = forecast.resolution.unwrap();
        assert_eq!(resolution.outcome, Outcome::No);
        assert_eq!(resolution.replaces[0].outcome, Outcome::Yes);
        let rest = "resolution:\n  outcome: no\n  replaces:\n  - {outcome: perhaps}\n";
        assert_eq!(after_head(rest), ["6:15 bad-outcome"]);
    }
}
