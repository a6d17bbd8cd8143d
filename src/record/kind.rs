//! The kind of question, with what only that kind has.

use std::collections::BTreeSet;

use super::distribution::Axis;
use super::faults::{Faults, error};
use super::fields::{At, Fields};
use super::value;
use crate::model::{Kind, KindName, Vintage};

/// More options than any question has, and few enough that each can be looked up in each estimate.
const MOST_OPTIONS: usize = 1000;

/// The words for a kind that a record may give.
const NAMES: [KindName; 5] = [
    KindName::Binary,
    KindName::Choice,
    KindName::Ordered,
    KindName::Number,
    KindName::Date,
];

/// The keys that only some kinds have, with those kinds.
const OWN: [(&str, &[KindName]); 4] = [
    ("options", &[KindName::Choice, KindName::Ordered]),
    ("unit", &[KindName::Number]),
    ("bounds", &[KindName::Number, KindName::Date]),
    ("vintage", &[KindName::Number]),
];

/// Reads the kind of a forecast; `None` where it cannot be told.
pub(super) fn read(fields: &Fields<'_>, faults: &mut Faults<'_>) -> Option<Kind> {
    let name = match fields.get("kind") {
        Some(at) => value::choice(&NAMES, KindName::as_str)(at, faults)?,
        None => KindName::Binary,
    };
    misplaced(fields, name, faults);
    match name {
        KindName::Binary | KindName::Scenarios => Some(Kind::Binary),
        KindName::Choice => options(fields, faults).map(|options| Kind::Choice { options }),
        KindName::Ordered => options(fields, faults).map(|options| Kind::Ordered { options }),
        KindName::Number => Some(Kind::Number {
            unit: fields.text("unit", faults),
            bounds: bounds(fields, Axis::Numbers, faults),
            vintage: fields.optional("vintage", faults, value::choice(&VINTAGES, vintage)),
        }),
        KindName::Date => Some(Kind::Date {
            bounds: bounds(fields, Axis::Days, faults),
        }),
    }
}

const VINTAGES: [Vintage; 2] = [Vintage::First, Vintage::Revised];

/// Returns the word for a vintage.
pub(super) fn vintage(vintage: Vintage) -> &'static str {
    match vintage {
        Vintage::First => "first",
        Vintage::Revised => "revised",
    }
}

/// Reports keys that belong to another kind.
fn misplaced(fields: &Fields<'_>, kind: KindName, faults: &mut Faults<'_>) {
    for (key, kinds) in OWN {
        if kinds.contains(&kind) {
            continue;
        }
        if let Some(at) = fields.get(key) {
            let message = format!("a forecast of kind {kind} has no key `{key}`");
            let others: Vec<String> = kinds.iter().map(|kind| format!("`kind: {kind}`")).collect();
            let found = error("unknown-key", message);
            faults.push(
                found.help(format!("it goes with {}", others.join(" or "))),
                at.path.key(),
            );
        }
    }
}

fn options(fields: &Fields<'_>, faults: &mut Faults<'_>) -> Option<Vec<String>> {
    let at = fields.required("options", faults, |at, faults| {
        at.sequence(faults).map(<[_]>::len)
    });
    let count = at?;
    let at = fields.get("options")?;
    let options = at.each(faults, value::name);
    check_names(at, options.iter().map(String::as_str), faults);
    if count < 2 {
        let found = error("bad-options", "a choice needs at least two options");
        faults.at(
            &at.path,
            found.help("add the other options; a yes or no is `kind: binary`"),
        );
    }
    (options.len() <= MOST_OPTIONS).then_some(options)
}

/// Reports names of options that cannot be told apart from each other or from something else.
pub(super) fn check_names<'n>(
    at: At<'_>,
    names: impl ExactSizeIterator<Item = &'n str>,
    faults: &mut Faults<'_>,
) {
    if names.len() > MOST_OPTIONS {
        let message = format!("more than {MOST_OPTIONS} options");
        faults.at(&at.path, error("bad-options", message));
        return;
    }
    let mut seen = BTreeSet::new();
    for name in names {
        let why = match name {
            "annulled" | "ambiguous" => "is the outcome of a void forecast",
            name if name.trim() != name => "has blanks around it",
            name if !seen.insert(name) => "is there twice",
            _ => continue,
        };
        let found = error("bad-options", format!("the option `{name}` {why}"));
        faults.at(&at.path, found.help("give every option a name of its own"));
    }
}

/// Reads the two ends outside which nothing is told apart.
fn bounds(fields: &Fields<'_>, axis: Axis, faults: &mut Faults<'_>) -> Option<(f64, f64)> {
    let at = fields.get("bounds")?;
    let items = at.sequence(faults)?;
    let ends = at.each(faults, |at, faults| axis.point(at, faults));
    if items.len() != 2 {
        let found = error("wrong-type", "`bounds` must be a list of two");
        faults.at(
            &at.path,
            found.help("write the lower and the upper end: `[0, 100]`"),
        );
        return None;
    }
    let &[low, high] = &ends[..] else { return None };
    if low < high {
        return Some((low, high));
    }
    let code = match axis {
        Axis::Numbers => "bad-number",
        Axis::Days => "bad-date",
    };
    let found = error(code, "the bounds begin at or above their end");
    faults.at(&at.path, found.help("write the lower end first"));
    None
}
