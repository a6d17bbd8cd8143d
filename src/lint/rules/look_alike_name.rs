//! `look-alike-name`

use std::collections::{BTreeMap, BTreeSet};

use crate::lint::findings::Findings;
use crate::lint::rule::Check;
use crate::lint::views::{LedgerView, RecordView};
use crate::model::{Location, Route, Rule, look, same_name};

/// Names that look alike.
pub(crate) static RULE: Rule = Rule::warning(
    "look-alike-name",
    "names of forecasters, owners or tags that look alike and are two",
);

pub(super) static CHECK: Check = Check::Ledger(&RULE, check);

/// Whether a name is that of a tag: forecasters and owners are people or desks.
type IsTag = bool;

fn check(whole: &LedgerView<'_>, findings: &mut Findings) {
    // Each name with the first place where it stands, by what it looks like. Which of two is named as the
    // other one does not depend on the order of the files: a change of one record brings no new finding.
    let mut alike: BTreeMap<(IsTag, String), BTreeMap<&str, Location>> = BTreeMap::new();
    let mut seen: BTreeSet<(IsTag, &str)> = BTreeSet::new();
    for subject in whole.subjects() {
        for (place, name) in names(&subject) {
            let is_tag = matches!(place, Place::Tag(_));
            if seen.insert((is_tag, name)) {
                let names = alike.entry((is_tag, look(name))).or_default();
                names.insert(name, subject.at(place.route()));
            }
        }
    }
    for names in alike.into_values() {
        let mut names = names.into_iter();
        let Some((other, there)) = names.next() else {
            continue;
        };
        for (name, here) in names.filter(|(name, _)| !same_name(name, other)) {
            findings
                .add(
                    here,
                    format!("`{name}` and `{other}` look alike, and are two names"),
                    "write one of them throughout, if they are meant to be one",
                )
                .and(there.clone(), "the other one");
        }
    }
}

/// Where a name stands in a record. Its route is made for the first of its name alone.
enum Place {
    Tag(usize),
    Owner,
    Estimate(usize),
}

impl Place {
    fn route(&self) -> Route {
        match *self {
            Self::Tag(i) => Route::of("tags").item(i),
            Self::Owner => Route::of("owner"),
            Self::Estimate(i) => Route::of("estimates").item(i).key("by"),
        }
    }
}

/// Returns the names in a record with their places.
fn names<'a>(subject: &RecordView<'a>) -> impl Iterator<Item = (Place, &'a str)> {
    let forecast = subject.forecast;
    let tags = forecast.tags.iter().enumerate();
    let tags = tags.map(|(i, tag)| (Place::Tag(i), tag.as_str()));
    let owner = forecast.owner.as_deref().map(|owner| (Place::Owner, owner));
    let by = subject
        .estimates()
        .map(|(i, estimate)| (Place::Estimate(i), &*estimate.by));
    tags.chain(owner).chain(by)
}
