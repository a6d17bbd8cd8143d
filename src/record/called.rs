//! Keys under other names: what other tools, and people, call what a record has.

/// What the mapping is that has a key, the other names of the key, and its own; a key of a mapping further
/// down is written with its way.
type Name = (&'static str, &'static [&'static str], &'static str);

const FORECAST: &str = "a forecast";
const ESTIMATE: &str = "an estimate";
const RESOLUTION: &str = "a resolution";
const SETTINGS: &str = "the settings";
const PERSON: &str = "a person";
const ESCALATION: &str = "an escalation";

const PART: &str = "a part of a mixture";
const STUDENT: &str = "a t distribution";
const GAMMA: &str = "a gamma distribution";

const NAMES: &[Name] = &[
    (
        FORECAST,
        &["claim", "prediction", "proposition", "statement", "event"],
        "question",
    ),
    (
        FORECAST,
        &["resolution_criteria", "description", "fine_print", "rules"],
        "criteria",
    ),
    (FORECAST, &["name", "heading"], "title"),
    (FORECAST, &["type"], "kind"),
    (FORECAST, &["choices", "answers"], "options"),
    (
        FORECAST,
        &["tag", "topics", "category", "categories", "labels"],
        "tags",
    ),
    (
        FORECAST,
        &[
            "due",
            "due_date",
            "resolve_by",
            "resolves",
            "closes",
            "close_date",
            "end_date",
        ],
        "deadline",
    ),
    (
        FORECAST,
        &["created", "created_at", "asked", "start_date"],
        "opened",
    ),
    (
        FORECAST,
        &[
            "probability",
            "confidence",
            "credence",
            "chance",
            "forecast",
            "p",
        ],
        "estimates: [{probability: …}]",
    ),
    (
        FORECAST,
        &["forecaster", "author", "by"],
        "estimates: [{by: …}]",
    ),
    (
        FORECAST,
        &[
            "outcome", "happened", "result", "resolved", "answer", "correct",
        ],
        "resolution: {outcome: …}",
    ),
    (
        ESTIMATE,
        &["p", "prob", "credence", "chance", "forecast", "value"],
        "probability",
    ),
    (
        ESTIMATE,
        &["forecaster", "author", "who", "name", "user"],
        "by",
    ),
    (
        ESTIMATE,
        &["made", "made_at", "day", "when", "created_at"],
        "date",
    ),
    (
        ESTIMATE,
        &["reason", "rationale", "why", "comment", "reasoning"],
        "because",
    ),
    (
        RESOLUTION,
        &["result", "answer", "resolved", "value"],
        "outcome",
    ),
    (RESOLUTION, &["resolved_at", "date", "day"], "happened"),
    (RESOLUTION, &["comment", "notes", "remark"], "note"),
    (
        SETTINGS,
        &["person", "persons", "members", "team", "users"],
        "people",
    ),
    (
        PERSON,
        &["handle", "github", "gitlab", "login", "user"],
        "mention",
    ),
    (PERSON, &["email", "e_mail", "address"], "mail"),
    (ESCALATION, &["days"], "after"),
    (ESCALATION, &["person", "who", "mention"], "to"),
    (PART, &["w", "p", "probability", "share"], "weight"),
    (STUDENT, &["nu", "degrees", "degrees_of_freedom"], "df"),
    (STUDENT, &["loc", "mean", "mu", "median"], "location"),
    (STUDENT, &["sigma"], "scale"),
    (STUDENT, &["sd"], "scale: sd·√((df − 2)/df)"),
    (GAMMA, &["k", "alpha"], "shape"),
    (GAMMA, &["theta"], "scale"),
    (GAMMA, &["rate", "beta"], "scale: 1/rate"),
    (GAMMA, &["mean"], "shape: (mean/sd)²"),
    (GAMMA, &["sd"], "scale: sd²/mean"),
];

/// Returns what a record calls a key of a mapping that has another name elsewhere.
pub(super) fn here(what: &str, key: &str) -> Option<&'static str> {
    let folded = key.trim().replace(['-', ' '], "_").to_lowercase();
    let of = |(whose, others, _): &&Name| *whose == what && others.contains(&&*folded);
    NAMES.iter().find(of).map(|(_, _, own)| *own)
}

/// Says whether a name is one of a key of the mapping itself, and not of one further down.
pub(super) fn is_beside(own: &str) -> bool {
    !own.contains(':')
}

#[cfg(test)]
mod tests {
    use super::super::forecast::FORECAST as KEYS;
    use super::super::people::{ESCALATION as ESCALATIONS, PERSON as PEOPLE};
    use super::super::settings::SETTINGS as LEDGERS;
    use super::super::testing::said;
    use super::super::{estimate::ESTIMATE as ESTIMATES, resolution::RESOLUTION as ENDS};
    use super::*;

    #[test]
    fn another_name_is_none_of_the_keys_and_means_one() {
        use super::super::distribution::{FAMILIES, PART as PARTS};
        use super::super::mapping::Keys;
        let [.., student, gamma] = &FAMILIES;
        let mappings: [&dyn Keys; 9] = [
            &KEYS,
            &ESTIMATES,
            &ENDS,
            &LEDGERS,
            &PEOPLE,
            &ESCALATIONS,
            &PARTS,
            student,
            gamma,
        ];
        for (what, others, own) in NAMES {
            let keys = mappings.iter().find(|keys| keys.what() == *what).unwrap();
            let first = own.split(':').next().unwrap_or_default();
            assert!(keys.position(first).is_some(), "{own}");
            for other in *others {
                assert!(keys.position(other).is_none(), "{what}: {other}");
                assert_eq!(here(what, other), Some(*own), "{what}: {other}");
            }
        }
    }

    #[test]
    fn what_is_called_otherwise_is_told_once_with_its_name() {
        assert_eq!(
            said("Resolution-Criteria: x\n"),
            ["a forecast has no key `Resolution-Criteria`; `Resolution-Criteria` → `criteria`"]
        );
        assert_eq!(
            said("happened: no\n"),
            ["a forecast has no key `happened`; `happened` → `resolution: {outcome: …}`"]
        );
    }
}
