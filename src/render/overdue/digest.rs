//! What is overdue and what comes next, by person.

use std::collections::BTreeMap;

use super::OverduePage;
use crate::ledger::Entry;
use crate::model::{Person, name_key};
use crate::render::escape::one_line;
use crate::render::records;

/// What each person has to see to.
#[derive(Clone, Debug)]
pub struct Digest<'a> {
    /// How many are overdue, in a sentence without a full stop.
    pub title: String,
    /// From when that is seen.
    pub basis: String,
    /// Who has something to see to, by name; first what nobody answers for.
    pub people: Vec<PersonDigest<'a>>,
}

/// What somebody has to see to.
#[derive(Clone, Debug, Default)]
pub struct PersonDigest<'a> {
    /// The name; none where nobody answers for it.
    pub name: Option<&'a str>,
    /// How they are reached.
    pub person: Option<&'a Person>,
    /// What there is, under heads, in the order of urgency.
    pub parts: BTreeMap<DigestPart, Vec<DigestItem>>,
}

/// Why a record stands in a digest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum DigestPart {
    /// It is overdue.
    Overdue,
    /// It is overdue for so long that it is this person's too.
    Escalated,
    /// It is due within so many days, or its outcome is awaited.
    Next(u32),
    /// It is overdue and waived.
    Waived,
}

/// A record in a digest, on one line; what is hidden in it is written out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DigestItem {
    /// The id.
    pub id: String,
    /// The question, its deadline, and how it stands.
    pub text: String,
}

impl DigestPart {
    /// Returns the words over it.
    #[must_use]
    pub fn head(self) -> String {
        match self {
            Self::Overdue => "Overdue".to_owned(),
            Self::Escalated => "Escalated".to_owned(),
            Self::Next(days) => format!("Due within {days} days"),
            Self::Waived => "Waived".to_owned(),
        }
    }
}

impl PersonDigest<'_> {
    /// Returns the words over what is theirs.
    pub(super) fn head(&self) -> String {
        self.name
            .map_or_else(|| "Without an owner".to_owned(), one_line)
    }

    /// Returns their address, where reminders may use it.
    pub(super) fn mail(&self) -> Option<&str> {
        self.person?.mail.as_deref()
    }
}

/// People by the key of their name, first what nobody answers for.
type People<'a> = BTreeMap<Option<String>, PersonDigest<'a>>;

impl<'a> Digest<'a> {
    /// Returns the digest of what is overdue and what is due within so many days.
    #[must_use]
    pub fn new(page: &OverduePage<'a>, within: u32) -> Self {
        let mut people = People::new();
        for entry in page.overdue {
            let late = item(entry, &page.late(entry));
            let names = entry.forecast.answering();
            give(&mut people, page, &names, DigestPart::Overdue, &late);
            if let Some(to) = page.view.escalated_to(page.ledger, entry)
                && !names.iter().any(|name| name_key(name) == name_key(to))
            {
                give(&mut people, page, &[to], DigestPart::Escalated, &late);
            }
        }
        for entry in page.next {
            let when = item(entry, &records::when(page.ledger, entry, page.view));
            let names = entry.forecast.answering();
            give(&mut people, page, &names, DigestPart::Next(within), &when);
        }
        for entry in page.waived {
            let waived = records::waived(&entry.forecast, page.view.as_of);
            let waived = item(entry, &waived.unwrap_or_default());
            let names = entry.forecast.answering();
            give(&mut people, page, &names, DigestPart::Waived, &waived);
        }
        Self {
            title: page.title(),
            basis: page.basis(),
            people: people.into_values().collect(),
        }
    }
}

/// Puts a record under each of these names, or under nobody's.
fn give<'a>(
    people: &mut People<'a>,
    page: &OverduePage<'a>,
    names: &[&'a str],
    part: DigestPart,
    item: &DigestItem,
) {
    let mut put = |name: Option<&'a str>| {
        let person = people
            .entry(name.map(|name| name_key(name).into_owned()))
            .or_insert_with(|| PersonDigest {
                name,
                person: name.and_then(|name| page.person(name)),
                parts: BTreeMap::new(),
            });
        person.parts.entry(part).or_default().push(item.clone());
    };
    if names.is_empty() {
        put(None);
    }
    for name in names {
        put(Some(name));
    }
}

fn item(entry: &Entry, when: &str) -> DigestItem {
    let forecast = &entry.forecast;
    DigestItem {
        id: forecast.id.to_string(),
        text: one_line(&format!(
            "{} Deadline {}, {when}",
            forecast.question, forecast.deadline
        )),
    }
}
