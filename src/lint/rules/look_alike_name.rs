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
        for (is_tag, name, route) in names(&subject) {
            if !seen.insert((is_tag, name)) {
                continue;
            }
            let (other, place) = first
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
                .and(place.clone(), "the other one");
        }
    }
}

/// Returns the names in a record with their places.
fn names<'a>(subject: &RecordView<'a>) -> Vec<(IsTag, &'a str, Route)> {
    let forecast = subject.forecast;
    let tag = |(i, tag): (usize, &'a String)| (true, tag.as_str(), Route::of("tags").item(i));
    let mut names: Vec<_> = forecast.tags.iter().enumerate().map(tag).collect();
    let owner = forecast.owner.as_deref();
    names.extend(owner.map(|owner| (false, owner, Route::of("owner"))));
    let by = |(i, estimate): (usize, &'a crate::model::Estimate)| {
        let route = Route::of("estimates").item(i).key("by");
        (false, estimate.by.as_str(), route)
    };
    names.extend(subject.estimates().map(by));
    names
}
