//! `people:` and `escalate:` of the settings: who is reminded, and how.

use std::collections::BTreeMap;

use serde_json::json;

use super::faults::{Faults, did_you_mean};
use super::fields::{At, Fields};
use super::mapping::{Mapping, NAME, Shape, key};
use super::path::Path;
use super::{rules, settings, value};
use crate::model::{Escalation, Person, nearest, only_near, same_name};

/// How somebody is reached.
pub(super) static PERSON: Mapping<()> = Mapping {
    what: "a person",
    definition: None,
    fields: &[&[
        key(
            "mention",
            Shape::Schema(
                || json!({"type": "string", "pattern": "^@?[A-Za-z0-9][A-Za-z0-9._/-]*$"}),
            ),
            |()| None,
        )
        .says("the handle at the host, which the issue of the workflow then calls"),
        key(
            "mail",
            Shape::Schema(|| json!({"type": "string", "pattern": "^[^@\\s<>]+@[^@\\s<>]+$"})),
            |()| None,
        )
        .says("the address, for digests"),
    ]],
};

/// To whom a forecast goes that stays overdue.
pub(super) static ESCALATION: Mapping<()> = Mapping {
    what: "an escalation",
    definition: None,
    fields: &[&[
        key("after", Shape::Schema(settings::days_schema), |()| None)
            .says("by more than how many days a forecast is overdue")
            .required(),
        key("to", NAME, |()| None)
            .says("whose it then is too, a name of `people`")
            .required(),
    ]],
};

/// Reads how each person is reached, by name.
pub(super) fn people(at: At<'_>, faults: &mut Faults<'_>) -> BTreeMap<String, Person> {
    let mut people = BTreeMap::new();
    for (name, node) in at.mapping(faults).unwrap_or_default() {
        let path = Path::Key(&at.path, &name.text);
        let at = At { node, path };
        // Whoever only has a name is somebody to whom forecasts can go.
        let person = if node.is_null() {
            Some(Person::default())
        } else {
            person(at, faults)
        };
        people.extend(person.map(|person| (name.text.to_string(), person)));
    }
    people
}

fn person(at: At<'_>, faults: &mut Faults<'_>) -> Option<Person> {
    let fields = Fields::open(at, &PERSON, faults)?;
    Some(Person {
        mention: fields.optional("mention", faults, mention),
        mail: fields.optional("mail", faults, mail),
    })
}

/// Reads a handle, with its `@` or without: YAML wants quotes around the former.
fn mention(at: At<'_>, faults: &mut Faults<'_>) -> Option<String> {
    let text = value::text(at, faults)?;
    let handle = text.strip_prefix('@').unwrap_or(&text);
    let is_sign = |c: char| c.is_ascii_alphanumeric() || "._-/".contains(c);
    if handle.starts_with(|c: char| c.is_ascii_alphanumeric()) && handle.chars().all(is_sign) {
        return Some(handle.to_owned());
    }
    let found = rules::BAD_CHOICE.finding(format!("`{text}` is no handle"));
    let help = if handle.contains('@') {
        "write an address under `mail`, and the handle here: `ann-lee`"
    } else {
        "write the handle as the host has it: `ann-lee`, or `org/team`"
    };
    faults.at(&at.path, found.help(help));
    None
}

/// Reads an address, as far as it could be one.
fn mail(at: At<'_>, faults: &mut Faults<'_>) -> Option<String> {
    let text = value::text(at, faults)?;
    let is_sign = |c: char| !c.is_whitespace() && !c.is_control() && !"<>(),;:\"\\".contains(c);
    let is_address = text.split_once('@').is_some_and(|(who, host)| {
        !who.is_empty() && !host.is_empty() && !host.contains('@') && text.chars().all(is_sign)
    });
    if is_address {
        return Some(text);
    }
    let found = rules::BAD_CHOICE.finding(format!("`{text}` is no address"));
    faults.at(&at.path, found.help("write it bare: `ann@example.org`"));
    None
}

/// Reads to whom a forecast goes that stays overdue: somebody whom the settings know, since a slip of
/// the hand would let it go to nobody.
pub(super) fn escalation(
    at: At<'_>,
    people: &BTreeMap<String, Person>,
    faults: &mut Faults<'_>,
) -> Option<Escalation> {
    let fields = Fields::open(at, &ESCALATION, faults)?;
    let after = fields.required("after", faults, settings::days);
    let to = fields.required("to", faults, |at, faults| known(at, people, faults));
    Some(Escalation {
        after: after?,
        to: to?,
    })
}

fn known(at: At<'_>, people: &BTreeMap<String, Person>, faults: &mut Faults<'_>) -> Option<String> {
    let name = value::name(at, faults)?;
    if people.keys().any(|known| same_name(known, &name)) {
        return Some(name);
    }
    let names = || people.keys().map(String::as_str);
    let mut found = rules::BAD_CHOICE.finding(format!("`{name}` is nobody under `people`"));
    found.repair = only_near(&name, names()).map(str::to_owned);
    let help = if people.is_empty() {
        format!("add `people: {{{name}: {{}}}}`")
    } else {
        did_you_mean(nearest(&name, names()), names())
    };
    faults.at(&at.path, found.help(help));
    None
}

#[cfg(test)]
mod tests {
    use super::super::{SourceFile, read_settings};
    use super::*;
    use crate::model::Settings;

    fn read(text: &str) -> (Settings, Vec<String>) {
        let source = SourceFile::of_bytes("foretell.yaml", text.as_bytes());
        let (settings, findings) = read_settings(&source);
        let said = findings.iter().map(|one| {
            let help = one.help.as_deref().unwrap_or("-");
            format!("{} {}; {help}", one.rule.code, one.message)
        });
        (settings, said.collect())
    }

    #[test]
    fn people_are_found_by_any_spelling_of_their_name() {
        let (settings, said) = read(
            "people:\n  Zoe\u{301}: {mention: \"@zoe-lv\", mail: zoe@example.org}\n  ann: {mention: org/desk}\n  \
             maria:\nescalate: {after: 30, to: maria}\n",
        );
        assert!(said.is_empty(), "{said:?}");
        let zoe = settings.person("Zo\u{e9}").unwrap();
        assert_eq!(zoe.mention.as_deref(), Some("zoe-lv"));
        assert_eq!(zoe.mail.as_deref(), Some("zoe@example.org"));
        assert_eq!(settings.people["ann"].mention.as_deref(), Some("org/desk"));
        assert_eq!(settings.person("maria"), Some(&Person::default()));
        assert_eq!(settings.person("bob"), None);
        let escalation = Escalation {
            after: 30,
            to: "maria".to_owned(),
        };
        assert_eq!(settings.escalate, Some(escalation));
    }

    #[test]
    fn a_near_miss_says_what_to_write() {
        let (settings, said) = read(
            "people:\n  ann: {mension: ann, email: ann@example.org}\n  \
             bob: {mention: bob@example.org, mail: Bob <bob@example.org>}\n  \
             cat: {mention: \"@ cat\"}\nescalate: {after: soon, to: anne}\n",
        );
        assert_eq!(
            said,
            [
                "unknown-key a person has no key `mension`; did you mean `mention`?",
                "unknown-key a person has no key `email`; `email` → `mail`",
                "bad-choice `bob@example.org` is no handle; write an address under `mail`, and the handle here: `ann-lee`",
                "bad-choice `Bob <bob@example.org>` is no address; write it bare: `ann@example.org`",
                "bad-choice `@ cat` is no handle; write the handle as the host has it: `ann-lee`, or `org/team`",
                "bad-number `soon` is no number of days from 0 to 36525; write a whole number: `14`",
                "bad-choice `anne` is nobody under `people`; did you mean `ann`?",
            ]
        );
        assert_eq!(settings.escalate, None);
        let (_, said) = read("escalate: {to: maria}\n");
        assert_eq!(
            said,
            [
                "missing-key an escalation needs `after`; add `after:`",
                "bad-choice `maria` is nobody under `people`; add `people: {maria: {}}`",
            ]
        );
    }
}
