//! The kind of question, with what only that kind has.

use std::collections::BTreeSet;

use serde_json::{Value as Json, json};
use serde_yaml::Value as Yaml;

use super::distribution::Axis;
use super::emit::{self, ToYaml};
use super::faults::Faults;
use super::fields::{At, Fields};
use super::mapping::{Field, MOMENT, Mapping, NAME, Shape, TEXT, key};
use super::path::Path;
use super::rules;
use super::{Data, Node, schema, value};
use crate::model::{ChoiceOption, Forecast, Kind, KindName, Moment, Vintage};

/// More options than any question has, and few enough that each can be looked up in each estimate.
const MOST_OPTIONS: usize = 1000;

/// The words for a kind that a record may give.
pub(super) const NAMES: [KindName; 5] = [
    KindName::Binary,
    KindName::Choice,
    KindName::Ordered,
    KindName::Number,
    KindName::Date,
];

/// The keys that only some kinds have, with those kinds.
pub(super) const OWN: [(&str, &[KindName]); 4] = [
    ("options", &[KindName::Choice, KindName::Ordered]),
    ("unit", &[KindName::Number]),
    ("bounds", &[KindName::Number, KindName::Date]),
    ("vintage", &[KindName::Number]),
];

/// The keys that say what is asked for.
pub(super) const FIELDS: &[Field<Forecast>] = &[
    key(
        "kind",
        Shape::Schema(|| schema::one_of(NAMES.map(KindName::as_str))),
        |s: &Forecast| {
            let name = Some(s.kind.name()).filter(|_| s.kind != Kind::Binary);
            name.map(KindName::as_str).yaml()
        },
    )
    .says("What the answer is; binary where absent"),
    key(
        "options",
        Shape::Schema(option_names),
        |s: &Forecast| match &s.kind {
            Kind::Choice { options } => emit::list(options.iter().map(option_yaml)),
            Kind::Ordered { options } => options.yaml(),
            _ => None,
        },
    )
    .says("The possible answers: they exclude each other, and one comes about"),
    key("unit", TEXT, |s| match &s.kind {
        Kind::Number { unit, .. } => unit.yaml(),
        _ => None,
    }),
    key("bounds", Shape::Schema(two_ends), |s: &Forecast| {
        match s.kind {
            Kind::Number { bounds, .. } => Some(two(bounds?, emit::number)),
            Kind::Date { bounds } => Some(two(bounds?, emit::day)),
            _ => None,
        }
    })
    .says("The lowest and the highest answer that the question allows"),
    key(
        "vintage",
        Shape::Schema(|| schema::one_of(Vintage::ALL.map(Vintage::as_str))),
        |s| match s.kind {
            Kind::Number { vintage, .. } => vintage.map(Vintage::as_str).yaml(),
            _ => None,
        },
    ),
];

fn two((low, high): (f64, f64), point: fn(f64) -> Yaml) -> Yaml {
    vec![point(low), point(high)].into()
}

/// An option that came later than the question, an item of `options`.
pub(super) static OPTION: Mapping<ChoiceOption> = Mapping {
    what: "an option",
    definition: Some("option"),
    fields: &[&[
        key("name", NAME, |s: &ChoiceOption| s.name.yaml()).required(),
        key("since", MOMENT, |s: &ChoiceOption| s.since.yaml())
            .says("The first day of the estimates that give it a probability"),
    ]],
};

fn option_yaml(option: &ChoiceOption) -> Yaml {
    match option.since {
        None => option.name.as_str().into(),
        Some(_) => OPTION.emit(option).into(),
    }
}

fn option_names() -> Json {
    let name = json!({"anyOf": [schema::reference("name"), schema::reference("option")]});
    json!({"type": "array", "minItems": 2, "uniqueItems": true, "items": name})
}

fn two_ends() -> Json {
    json!({"type": "array", "minItems": 2, "maxItems": 2, "items": schema::reference("quantity")})
}

/// Reads the kind of a forecast; `None` where it cannot be told.
pub(super) fn read(fields: &Fields<'_>, faults: &mut Faults<'_>) -> Option<Kind> {
    let name = match fields.get("kind") {
        Some(at) => value::choice(&NAMES, KindName::as_str)(at, faults)?,
        None => KindName::Binary,
    };
    misplaced(fields, name, faults);
    match name {
        // A set says so by its key `scenarios`; no record gives that word.
        KindName::Binary | KindName::Scenarios => Some(Kind::Binary),
        KindName::Choice => {
            let options = options(fields, faults, option)?;
            check_since(fields, &options, faults);
            Some(Kind::Choice { options })
        }
        KindName::Ordered => {
            options(fields, faults, value::name).map(|options| Kind::Ordered { options })
        }
        KindName::Number => Some(Kind::Number {
            unit: fields.text("unit", faults),
            bounds: bounds(fields, Axis::Numbers, faults),
            vintage: fields.optional(
                "vintage",
                faults,
                value::choice(&Vintage::ALL, Vintage::as_str),
            ),
        }),
        KindName::Date => Some(Kind::Date {
            bounds: bounds(fields, Axis::Days, faults),
        }),
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
            let found = rules::UNKNOWN_KEY.finding(message);
            faults.push(
                found.help(format!("it goes with {}", others.join(" or "))),
                at.path.key(),
            );
        }
    }
}

fn options<T>(
    fields: &Fields<'_>,
    faults: &mut Faults<'_>,
    read: fn(At<'_>, &mut Faults<'_>) -> Option<T>,
) -> Option<Vec<T>> {
    fields.required("options", faults, |at, faults| {
        let count = at.sequence(faults)?.len();
        let options = at.each(faults, read);
        let are_few = check_names(at, option_name, faults);
        if count < 2 {
            let found = rules::BAD_OPTIONS.finding("a choice needs at least two options");
            let help = "add the other options; a yes or no is `kind: binary`";
            faults.at(&at.path, found.help(help));
        }
        are_few.then_some(options)
    })
}

/// Reads an option of a choice: a name, or a name and since when it is there.
fn option(at: At<'_>, faults: &mut Faults<'_>) -> Option<ChoiceOption> {
    let Data::Mapping(_) = at.node.data else {
        return value::name(at, faults).map(ChoiceOption::new);
    };
    let fields = Fields::open(at, &OPTION, faults)?;
    let name = fields.name("name", faults);
    let since = fields.optional("since", faults, value::moment);
    Some(ChoiceOption { name: name?, since })
}

fn option_name(node: &Node) -> Option<&str> {
    node.get("name").unwrap_or(node).text()
}

/// Reports options that came later where nothing held them before, or when all was over.
fn check_since(fields: &Fields<'_>, options: &[ChoiceOption], faults: &mut Faults<'_>) {
    let Some(last) = options
        .iter()
        .filter_map(|one| one.since)
        .max_by_key(|since| since.day())
    else {
        return;
    };
    let Some(at) = fields.get("options") else {
        return;
    };
    let is_other = |one: &ChoiceOption| one.name == ChoiceOption::OTHER && one.since.is_none();
    let deadline = fields
        .get("deadline")
        .and_then(|at| Moment::parse(at.node.text()?).ok());
    let (why, help) = if !options.iter().any(is_other) {
        let advice = "add `other`, which the estimates before that day count under";
        ("an option came later, and none held it before", advice)
    } else if deadline.is_some_and(|deadline| deadline.day() < last.day()) {
        (
            "an option came after the deadline",
            "ask it as a new forecast",
        )
    } else {
        return;
    };
    faults.at(&at.path, rules::BAD_OPTIONS.finding(why).help(help));
}

/// Reports the items of a list whose names cannot be told apart from each other or from something
/// else, and a list that is too long for each to be looked up: then `false` is returned.
pub(super) fn check_names<'n>(
    at: At<'n>,
    name: impl Fn(&'n Node) -> Option<&'n str>,
    faults: &mut Faults<'_>,
) -> bool {
    let items = at.sequence(faults).unwrap_or_default();
    if items.len() > MOST_OPTIONS {
        let message = format!("more than {MOST_OPTIONS} options");
        faults.at(&at.path, rules::BAD_OPTIONS.finding(message));
        return false;
    }
    let mut seen = BTreeSet::new();
    for (index, item) in items.iter().enumerate() {
        let Some(name) = name(item) else { continue };
        let why = match name {
            "annulled" | "ambiguous" => "is the outcome of a void forecast",
            "<<" => "is what YAML writes for a merge",
            name if name.trim() != name => "has blanks around it",
            name if name.contains('\n') => "has a line break",
            name if !seen.insert(name) => "is there twice",
            _ => continue,
        };
        let found = rules::BAD_OPTIONS.finding(format!("the option `{name}` {why}"));
        let found = found.help("give every option a name of its own");
        faults.at(&Path::Item(&at.path, index), found);
    }
    true
}

/// Reads the two ends outside which nothing is told apart.
fn bounds(fields: &Fields<'_>, axis: Axis, faults: &mut Faults<'_>) -> Option<(f64, f64)> {
    let at = fields.get("bounds")?;
    let items = at.sequence(faults)?;
    let ends = at.each(faults, |at, faults| axis.point(at, faults));
    if items.len() != 2 {
        let found = rules::WRONG_TYPE.finding("`bounds` must be a list of two");
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
    let rule = match axis {
        Axis::Numbers => &rules::BAD_NUMBER,
        Axis::Days => &rules::BAD_DATE,
    };
    let found = rule.finding("the bounds begin at or above their end");
    faults.at(&at.path, found.help("write the lower end first"));
    None
}

#[cfg(test)]
mod tests {
    use super::super::emit::emit;
    use super::super::testing::{after_head, forecast, lines, said};
    use crate::model::{ChoiceOption, Kind, Value, Vintage, day_number, parse_day};

    #[test]
    fn every_kind_is_read() {
        assert_eq!(forecast("").kind, Kind::Binary);
        let options = vec!["low".to_owned(), "high".to_owned()];
        assert_eq!(
            forecast("kind: ordered\noptions: [low, high]\n").kind,
            Kind::Ordered { options }
        );
        assert_eq!(
            forecast("kind: number\nunit: bcm\nbounds: [0, 1e3]\nvintage: revised\n").kind,
            Kind::Number {
                unit: Some("bcm".into()),
                bounds: Some((0.0, 1000.0)),
                vintage: Some(Vintage::Revised),
            }
        );
        let day = |text: &str| day_number(parse_day(text).unwrap());
        assert_eq!(
            forecast("kind: date\nbounds: [2014-01-01, 2020-12-31]\n").kind,
            Kind::Date {
                bounds: Some((day("2014-01-01"), day("2020-12-31")))
            }
        );
    }

    #[test]
    fn options_are_two_or_more_and_told_apart() {
        for (rest, found) in [
            ("options: [a]\n", "4:10 bad-options"),
            ("options: [a, b, a]\n", "4:17 bad-options"),
            ("options: [a, annulled]\n", "4:14 bad-options"),
            ("options: [a, ' b']\n", "4:14 bad-options"),
            ("options: [a, '<<']\n", "4:14 bad-options"),
            ("options: [a, \"b\\nc\"]\n", "4:14 bad-options"),
            ("options: [a, [b]]\n", "4:14 wrong-type"),
            ("", "1:1 missing-key"),
        ] {
            assert_eq!(
                after_head(&format!("kind: choice\n{rest}")),
                [found],
                "{rest}"
            );
        }
        let many = lines(super::MOST_OPTIONS + 1, |n| format!("- o{n}\n"));
        let found = after_head(&format!("kind: choice\noptions:\n{many}"));
        assert_eq!(found, ["5:3 bad-options"]);
    }

    #[test]
    fn a_repeated_option_hides_no_other_fault() {
        let rest = "kind: choice\noptions: [a, b, a]\nestimates:\n\
                    - {date: 2014-01-01, by: a, probabilities: {a: 50%, b: x}}\n";
        assert_eq!(after_head(rest), ["4:17 bad-options", "6:56 unknown-word"]);
    }

    #[test]
    fn a_key_of_another_kind_says_which() {
        let rest = "options: [a, b]\nunit: bcm\n";
        assert_eq!(after_head(rest), ["3:1 unknown-key", "4:1 unknown-key"]);
        assert_eq!(
            said(rest)[0],
            "a forecast of kind binary has no key `options`; it goes with `kind: choice` or \
             `kind: ordered`"
        );
    }

    #[test]
    fn an_option_that_came_later_is_given_by_the_later_estimates_only() {
        let rest = "kind: choice\noptions: [a, {name: c, since: 2014-02-01}, other]\nestimates:\n\
                    - {date: 2014-01-31, by: x, probabilities: {a: 60%, other: 40%}}\n\
                    - {date: 2014-02-01, by: x, probabilities: {a: 60%, c: 30%, other: 10%}}\n";
        let read = forecast(rest);
        assert_eq!(read.kind.options(), ["a", "c", "other"]);
        let given = read.estimates.iter().map(|one| match &one.value {
            Value::Options(options) => options.len(),
            _ => 0,
        });
        assert_eq!(given.collect::<Vec<_>>(), [2, 3]);
        let Kind::Choice { options } = &read.kind else {
            panic!()
        };
        assert_eq!(options[0], ChoiceOption::new("a"));
        assert!(
            emit(&read).contains("- name: c\n  since: 2014-02-01\n"),
            "{}",
            emit(&read)
        );

        for (swap, with, found) in [
            ("01-31", "02-02", "6:44 missing-key"),
            ("02-01, by", "01-31, by", "7:53 unknown-key"),
            (", other]", "]", "4:10 bad-options"),
            ("since: 2014", "since: 2114", "4:10 bad-options"),
            ("name: c, ", "", "4:14 missing-key"),
            ("choice", "ordered", "4:14 wrong-type"),
        ] {
            let text = rest.replacen(swap, with, 1);
            let all = after_head(&text);
            assert!(all.contains(&found.to_owned()), "{swap}: {all:?}");
        }
    }

    #[test]
    fn bounds_are_two_and_rise() {
        for (rest, found) in [
            ("kind: number\nbounds: [1]\n", "4:9 wrong-type"),
            ("kind: number\nbounds: [1, x]\n", "4:13 bad-number"),
            ("kind: number\nbounds: [2, 1]\n", "4:9 bad-number"),
            (
                "kind: date\nbounds: [2015-01-01, 2014-01-01]\n",
                "4:9 bad-date",
            ),
            ("kind: number\nvintage: second\n", "4:10 bad-choice"),
        ] {
            assert_eq!(after_head(rest), [found], "{rest}");
        }
    }
}
