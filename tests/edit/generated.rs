//! Changes of generated records: whatever the layout, the comments and the text to be written, one
//! range of the file changes and two readers find what was meant.

use foretell::record::edit::{Change, EditError, Entries, Yaml, apply};
use foretell::record::{format, tree_of};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use serde_yaml::{Mapping, Value};

use super::record_text::{Layout, Shape, comments, layout, record};

/// Texts that some reader of YAML stumbles over.
const NASTY: [&str; 40] = [
    "",
    " ",
    "no",
    "Yes",
    "on",
    "null",
    "~",
    "=",
    "<<",
    "7:3",
    "0x1F",
    "1_000",
    "1e3",
    ".inf",
    "2014-05-01",
    "- a",
    "-",
    "--- a",
    "---",
    "...",
    "? a",
    "a: b",
    "a:",
    ": a",
    "a #b",
    "#a",
    "&a",
    "*a",
    "!a",
    "%a",
    "@a",
    "{a: b}",
    "[a, b]",
    "|",
    ">-",
    "'a'",
    "\"a\"",
    "a\\b",
    "é😀",
    "\t",
];

/// Returns texts to be written: nasty ones, any ones, long ones, and ones of several lines.
fn text() -> impl Strategy<Value = String> {
    let line = prop_oneof![
        select(&NASTY[..]).prop_map(str::to_owned),
        "[ -~]{0,30}",
        "[\\PC&&[^\u{2028}\u{2029}]]{0,12}",
        "[a-z,:#' ]{200,300}",
    ];
    let lines = vec(line.clone(), 2..5).prop_map(|lines| lines.join("\n"));
    prop_oneof![3 => line, 2 => lines]
}

fn estimate() -> impl Strategy<Value = Entries> {
    (text(), text(), select(&["70%", "0.7", "likely"][..])).prop_map(|(by, because, said)| {
        let coded = vec![
            ("by".to_owned(), Yaml::text(&by)),
            ("blind".to_owned(), Yaml::plain("no")),
        ];
        vec![
            ("date".to_owned(), Yaml::plain("2014-05-12")),
            ("by".to_owned(), Yaml::text(&by)),
            ("probability".to_owned(), Yaml::plain(said)),
            ("coded".to_owned(), Yaml::Map(coded)),
            ("because".to_owned(), Yaml::text(because)),
        ]
    })
}

fn resolution() -> impl Strategy<Value = Entries> {
    (vec(text(), 0..4), text()).prop_map(|(evidence, note)| {
        let evidence = evidence.into_iter().map(Yaml::Text).collect();
        vec![
            ("outcome".to_owned(), Yaml::plain("yes")),
            ("evidence".to_owned(), Yaml::List(evidence)),
            ("note".to_owned(), Yaml::text(note)),
        ]
    })
}

/// Returns what the second reader is to see of a written value.
fn value(yaml: &Yaml) -> Value {
    match yaml {
        Yaml::Text(text) => Value::String(text.clone()),
        Yaml::Plain(text) => serde_yaml::from_str(text).unwrap(),
        Yaml::List(items) => items.iter().map(value).collect(),
        Yaml::Map(entries) => Value::Mapping(mapping(entries)),
    }
}

fn mapping(entries: &Entries) -> Mapping {
    let pairs = entries.iter();
    pairs
        .map(|(key, yaml)| (Value::String(key.clone()), value(yaml)))
        .collect()
}

/// Returns what `serde_yaml` makes of a record. It takes a byte-order mark for indentation.
fn read(text: &str) -> Mapping {
    let text = text.trim_start_matches('\u{feff}');
    serde_yaml::from_str(text).unwrap_or_else(|error| panic!("{error}\n{text}"))
}

/// Checks a change of one record among others, and returns what the record says before and after.
fn changed(layout: &Layout, shape: Shape, change: &Change) -> (Mapping, Mapping) {
    let old = record(layout, shape);
    let (before, after) = layout.around();
    let file = format!("{before}{old}{after}");
    let edited = apply(&file, usize::from(!before.is_empty()), change)
        .unwrap_or_else(|error| panic!("could not {error}\n{old}"));
    let new = edited.text.strip_prefix(&*before).unwrap();
    let new = new.strip_suffix(&*after).unwrap();

    let added = edited.bytes;
    let kept_before = &edited.text[..added.start];
    let kept_after = &edited.text[added.end..];
    assert!(file.starts_with(kept_before) && file.ends_with(kept_after));
    if layout.crlf {
        assert!(!new.replace("\r\n", "").contains('\n'), "{new}");
    }
    for comment in comments(&old) {
        assert!(new.contains(comment), "{comment} is lost in\n{new}");
    }
    tree_of(new).unwrap();
    (read(&old), read(new))
}

fn list(record: &mut Mapping, key: &str) -> Vec<Value> {
    match record.remove(key) {
        Some(Value::Sequence(items)) => items,
        _ => Vec::new(),
    }
}

/// Returns the number of the last item without which a list is as it was.
fn added_at(was: &[Value], is: &[Value]) -> usize {
    let without = |at: &usize| [&is[..*at], &is[at + 1..]].concat() == was;
    (0..is.len()).rfind(without).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn an_estimate_is_added_behind_those_of_its_forecaster_and_nothing_else_changes(
        layout in layout(),
        shape in any::<Shape>(),
        estimate in estimate(),
    ) {
        let change = Change::AppendEstimate(estimate.clone());
        let (mut old, mut new) = changed(&layout, shape, &change);
        let added = Value::Mapping(mapping(&estimate));
        let (was, mut is) = (list(&mut old, "estimates"), list(&mut new, "estimates"));
        let at = added_at(&was, &is);
        prop_assert_eq!(&is.remove(at), &added);
        prop_assert!(is[at..].iter().all(|later| later.get("by") != added.get("by")));
        prop_assert_eq!(is, was);
        prop_assert_eq!(new, old);
    }

    #[test]
    fn a_resolution_is_set_and_nothing_else_changes(
        layout in layout(),
        shape in any::<Shape>(),
        resolution in resolution(),
    ) {
        let shape = shape.unresolved();
        let change = Change::SetResolution(resolution.clone());
        let (mut old, mut new) = changed(&layout, shape, &change);
        old.remove("resolution");
        prop_assert_eq!(new.remove("resolution"), Some(Value::Mapping(mapping(&resolution))));
        prop_assert_eq!(new, old);
    }

    #[test]
    fn an_amended_resolution_keeps_every_earlier_one(
        layout in layout(),
        shape in any::<Shape>(),
        resolution in resolution(),
        because in text(),
    ) {
        let shape = shape.resolved();
        let mut expected = mapping(&resolution);
        expected.insert("because".into(), Value::String(because.clone()));
        let change = Change::AmendResolution { resolution, because };
        let (mut old, mut new) = changed(&layout, shape, &change);
        let Some(Value::Mapping(mut was)) = old.remove("resolution") else {
            panic!("it is resolved");
        };
        let earlier = list(&mut was, "replaces");
        let replaces = [Value::Mapping(was)].into_iter().chain(earlier).collect();
        expected.insert("replaces".into(), Value::Sequence(replaces));
        prop_assert_eq!(new.remove("resolution"), Some(Value::Mapping(expected)));
        prop_assert_eq!(new, old);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(64) })]

    /// What is taken back leaves the record as it was; where a comment, a block that keeps its blank
    /// lines or brackets are in the way, it is refused.
    #[test]
    fn what_was_added_is_taken_back(
        layout in layout(),
        shape in any::<Shape>(),
        estimate in estimate(),
        resolution in resolution(),
    ) {
        for (shape, added, taken, key) in [
            (shape, Change::AppendEstimate(estimate), Change::RemoveEstimate(0), "estimates"),
            (
                shape.unresolved(),
                Change::SetResolution(resolution),
                Change::RemoveResolution,
                "resolution",
            ),
        ] {
            let old = record(&layout, shape);
            let with = apply(&old, 0, &added).unwrap().text;
            let taken = match taken {
                Change::RemoveEstimate(_) => {
                    let (mut was, mut is) = (read(&old), read(&with));
                    let (was, is) = (list(&mut was, key), list(&mut is, key));
                    Change::RemoveEstimate(added_at(&was, &is))
                }
                other => other,
            };
            match apply(&with, 0, &taken) {
                Ok(without) => {
                    let (mut was, mut is) = (read(&old), read(&without.text));
                    prop_assert_eq!(list(&mut was, key), list(&mut is, key));
                    prop_assert_eq!(was, is);
                    for comment in comments(&old) {
                        prop_assert!(without.text.contains(comment));
                    }
                }
                Err(error) => prop_assert!(
                    matches!(error, EditError::Shape(_) | EditError::Guard(_)),
                    "{error}\n{with}"
                ),
            }
        }
    }

    /// `fmt` has nothing to do where a command has written into a record that was laid out.
    #[test]
    fn what_was_laid_out_stays_so(
        layout in layout(),
        shape in any::<Shape>(),
        estimate in estimate(),
        resolution in resolution(),
        because in text(),
    ) {
        let unresolved = record(&layout, shape.unresolved());
        let resolved = record(&layout, shape.resolved());
        let amendment = Change::AmendResolution { resolution: resolution.clone(), because };
        for (record, change) in [
            (&unresolved, Change::AppendEstimate(estimate.clone())),
            (&unresolved, Change::SetResolution(resolution)),
            (&unresolved, Change::RemoveEstimate(0)),
            (&resolved, Change::AppendEstimate(estimate)),
            (&resolved, Change::RemoveResolution),
            (&resolved, amendment),
        ] {
            let old = format(record).text;
            prop_assume!(format(&old).text == old);
            if let Ok(edited) = apply(&old, 0, &change) {
                prop_assert_eq!(&format(&edited.text).text, &edited.text);
            }
        }
    }
}
