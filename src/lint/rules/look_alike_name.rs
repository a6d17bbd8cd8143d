//! `look-alike-name`

use std::collections::{BTreeMap, BTreeSet};

use crate::lint::findings::Findings;
use crate::lint::rule::Check;
use crate::lint::views::{LedgerView, RecordView};
use crate::model::{Location, Route, Rule, look, same_name};

pub(super) static CHECK: Check = Check::Ledger(
    &Rule::warning(
        "look-alike-name",
        "names of forecasters, owners or tags that look alike and are two",
    ),
    check,
);

/// Whether a name is that of a tag: forecasters and owners are people or desks.
type IsTag = bool;

fn check(whole: &LedgerView<'_>, findings: &mut Findings) {
    let mut seen: BTreeSet<(IsTag, &str)> = BTreeSet::new();
    let mut first: BTreeMap<(IsTag, String), (&str, Location)> = BTreeMap::new();
    for subject in whole.subjects() {
        for (place, name) in names(&subject) {
            let is_tag = matches!(place, Place::Tag(_));
            if !seen.insert((is_tag, name)) {
                continue;
            }
            let route = place.route();
            let (other, there) = first
                .entry((is_tag, look(name)))
                .or_insert_with(|| (name, subject.at(route.clone())));
            if same_name(name, other) {
                continue;
            }
            findings
                .add(
                    subject.at(route),
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
        .map(|(i, estimate)| (Place::Estimate(i), estimate.by.as_str()));
    tags.chain(owner).chain(by)
}
