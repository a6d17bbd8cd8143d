//! Readings of a text: who read an estimate out of it, and who read it again.

use serde_json::{Value as Json, json};
use serde_yaml::Value as Yaml;

use super::emit::{self, ToYaml};
use super::faults::Faults;
use super::fields::{At, Fields};
use super::mapping::{MOMENT, Mapping, NAME, OUTCOME, PROBABILITY, Shape, key};
use super::value::{self, Scale};
use super::{Data, resolution, schema};
use crate::model::{Blinding, Coded, CodedReading, Estimate, Kind};

/// Who read an estimate out of a text, one of `coded`.
pub(super) static CODED: Mapping<Coded> = Mapping {
    what: "a coding",
    definition: Some("coding"),
    fields: &[&[
        key("by", NAME, |s: &Coded| s.by.yaml()).required(),
        key("date", MOMENT, |s: &Coded| s.date.yaml()),
        key("blind", Shape::Schema(blindings), |s: &Coded| {
            match s.blind? {
                Blinding::OutcomesWithheld => Some(Blinding::OutcomesWithheld.as_str().into()),
                known => Some((known == Blinding::Blind).into()),
            }
        })
        .says("Whether the coder did not know the outcome"),
        key("reading", Shape::Mapping(&READING), |s: &Coded| {
            READING.one(s.reading.as_ref())
        })
        .says("What they read, where that is not what the record says"),
    ]],
};

/// What a coder read, `reading`.
pub(super) static READING: Mapping<CodedReading> = Mapping {
    what: "a reading",
    definition: None,
    fields: &[&[
        key("probability", PROBABILITY, |s: &CodedReading| {
            let said = s.probability.as_ref();
            said.map(|said| emit::scalar(&said.text))
        }),
        key("deadline", MOMENT, |s| s.deadline.yaml()),
        key("outcome", OUTCOME, |s| s.outcome.yaml()),
    ]],
};

fn blindings() -> Json {
    let withheld = Blinding::OutcomesWithheld.as_str();
    json!({"anyOf": [schema::reference("flag"), {"enum": [withheld]}]})
}

/// Returns the YAML of the codings of an estimate: a list where there are several.
pub(super) fn yaml(estimate: &Estimate) -> Option<Yaml> {
    match estimate.codings() {
        [] => None,
        [only] => Some(CODED.emit(only).into()),
        several => emit::list(several.iter().map(|one| CODED.emit(one))),
    }
}

/// Reads the codings of an estimate, that which the record goes by first.
pub(super) fn read(
    at: At<'_>,
    kind: Option<&Kind>,
    scale: Scale<'_>,
    faults: &mut Faults<'_>,
) -> Vec<Coded> {
    if let Data::Sequence(_) = &at.node.data {
        return at.each(faults, |at, faults| one(at, kind, scale, faults));
    }
    one(at, kind, scale, faults).into_iter().collect()
}

fn one(
    at: At<'_>,
    kind: Option<&Kind>,
    scale: Scale<'_>,
    faults: &mut Faults<'_>,
) -> Option<Coded> {
    let fields = Fields::open(at, &CODED, faults)?;
    let by = fields.name("by", faults);
    let date = fields.optional("date", faults, value::moment);
    let blind = fields.optional("blind", faults, blinding);
    let reading = fields.optional("reading", faults, |at, faults| {
        let fields = Fields::open(at, &READING, faults)?;
        Some(CodedReading {
            probability: fields.optional("probability", faults, |at, faults| {
                value::stated(at, scale, faults)
            }),
            deadline: fields.optional("deadline", faults, value::moment),
            outcome: fields.optional("outcome", faults, |at, faults| {
                resolution::outcome(at, kind?, scale, faults)
            }),
        })
    });
    Some(Coded {
        by: by?,
        date,
        blind,
        reading,
    })
}

fn blinding(at: At<'_>, faults: &mut Faults<'_>) -> Option<Blinding> {
    if at.node.text() == Some(Blinding::OutcomesWithheld.as_str()) {
        return Some(Blinding::OutcomesWithheld);
    }
    let is_blind = value::boolean(at, faults)?;
    Some(if is_blind {
        Blinding::Blind
    } else {
        Blinding::Open
    })
}

#[cfg(test)]
mod tests {
    use super::super::testing::{after_head, forecast};
    use crate::model::{Blinding, Moment, Outcome};

    fn estimate(coded: &str) -> String {
        let head = "source: {published: 2013, quote: a}\nestimates:\n";
        format!("{head}- date: 2014-01-01\n  by: a\n  probability: likely\n  coded:{coded}")
    }

    #[test]
    fn one_coding_needs_no_list() {
        let forecast = forecast(&estimate(" {by: b, blind: false}\n"));
        let estimate = &forecast.estimates[0];
        assert_eq!(estimate.coded().unwrap().blind, Some(Blinding::Open));
        assert_eq!(estimate.codings().len(), 1);
    }

    #[test]
    fn a_second_reading_says_what_it_read() {
        let second = "{by: c, date: 2026-11-29, blind: outcomes-withheld, \
                      reading: {probability: 55-80%, deadline: 2019-12-31, outcome: no}}";
        let forecast = forecast(&estimate(&format!("\n  - {{by: b}}\n  - {second}\n")));
        let estimate = &forecast.estimates[0];
        assert_eq!(estimate.coded().unwrap().by, "b");
        let [_, second] = estimate.codings() else {
            panic!("{:?}", estimate.codings());
        };
        assert_eq!(second.blind, Some(Blinding::OutcomesWithheld));
        let reading = second.reading.as_ref().unwrap();
        assert_eq!(&*reading.probability.as_ref().unwrap().text, "55-80%");
        assert_eq!(reading.deadline, Moment::parse("2019-12-31").ok());
        assert_eq!(reading.outcome, Some(Outcome::No));
    }

    #[test]
    fn what_is_wrong_with_a_coding_is_found_where_it_stands() {
        let second = "{by: c, blind: perhaps, reading: {probability: 130%, outcome: maybe}}";
        let found = after_head(&estimate(&format!(
            "\n  - {{date: 2014-02-01}}\n  - {second}\n"
        )));
        assert_eq!(
            found,
            [
                "9:5 missing-key",
                "10:20 wrong-type",
                "10:52 bad-probability",
                "10:67 bad-outcome"
            ]
        );
    }
}
