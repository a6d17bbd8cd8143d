//! Generated records in the canonical layout: they say the same, no comment is lost, and a second
//! time nothing changes.

use foretell::record::{documents, format};
use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use serde::Deserialize;
use serde_yaml::Value;

use super::record_text::{Shape, comments, layout, record};

/// Returns what a reader that shares no code with ours makes of a text. Its mappings are equal
/// whatever the order of their keys.
fn values(text: &str) -> Vec<Value> {
    let read = |bytes: std::ops::Range<usize>| {
        let text = text[bytes].trim_start_matches('\u{feff}');
        let documents = serde_yaml::Deserializer::from_str(text);
        let values = documents.map(|document| Value::deserialize(document).unwrap());
        values.filter(|value| !value.is_null()).collect::<Vec<_>>()
    };
    let mut values: Vec<Value> = documents(text).into_iter().flat_map(read).collect();
    for value in &mut values {
        // Those of one forecaster stand together.
        if let Some(Value::Sequence(estimates)) = value.get_mut("estimates") {
            estimates.sort_by_key(|one| format!("{one:?}"));
        }
    }
    values
}

fn sorted(text: &str) -> Vec<&str> {
    let mut comments: Vec<_> = comments(text).collect();
    comments.sort_unstable();
    comments
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn a_layout_changes_no_value_loses_no_comment_and_comes_to_rest(
        shape in any::<Shape>(),
        layout in layout(),
    ) {
        let text = record(&layout, shape);
        let formatted = format(&text);
        prop_assert_eq!(values(&formatted.text), values(&text), "{}", formatted.text);
        prop_assert_eq!(sorted(&formatted.text), sorted(&text));
        prop_assert_eq!(&format(&formatted.text), &formatted);
        prop_assert_eq!(formatted.left, 0, "{}", text);
    }
}

/// Keys of a record with what they hold, each in lines of some style.
const ENTRIES: [(&str, &str); 9] = [
    ("question", " Will it rain?"),
    ("title", " \"a\n    # b\""),
    ("criteria", " |\n    # no comment\n\n    Yes."),
    ("tags", " [a,b]"),
    ("opened", "   2014-05-01"),
    ("deadline", " 2015-12-31"),
    ("source", "\n    document: d\n    author: a"),
    ("owner", " me"),
    ("lesson", " >-\n    one\n      two"),
];

/// Returns keys in any order, each with a choice of comments that name it.
fn commented() -> impl Strategy<Value = String> {
    let entries = subsequence(&ENTRIES[..], 2..=ENTRIES.len()).prop_shuffle();
    entries.prop_flat_map(|entries| {
        let each = entries.into_iter().map(|(name, value)| {
            let above = select(vec![
                String::new(),
                "\n".to_owned(),
                format!("# above {name}\n"),
                format!("\n\n# above {name}\n# above {name}\n"),
            ]);
            let below = select(vec![
                String::new(),
                format!("    # below {name}\n"),
                format!("\n  # below {name}\n"),
            ]);
            (above, below).prop_map(move |(above, below)| format!("{above}{name}:{value}\n{below}"))
        });
        each.collect::<Vec<_>>().prop_map(|parts| parts.concat())
    })
}

/// Returns each comment with the key that the lines around it say it is about.
fn attached(text: &str) -> Vec<(String, String)> {
    let lines: Vec<&str> = text.lines().collect();
    let key = |line: &&str| {
        let name = line.split(':').next().unwrap_or_default();
        ENTRIES
            .iter()
            .find(|(key, _)| *key == name)
            .map(|(key, _)| (*key).to_owned())
    };
    let mut found = Vec::new();
    for (i, line) in lines.iter().enumerate() {
        let said = line.trim_start();
        let about = if said.starts_with("# above") {
            lines[i..].iter().find_map(key)
        } else if said.starts_with("# below") {
            lines[..i].iter().rev().find_map(key)
        } else {
            continue;
        };
        found.push((said.to_owned(), about.unwrap()));
    }
    found.sort();
    found
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn a_comment_stays_with_what_it_was_written_for(text in commented()) {
        let formatted = format(&text);
        prop_assert_eq!(formatted.left, 0, "{}", text);
        for (comment, about) in attached(&formatted.text) {
            let named = comment.rsplit(' ').next().unwrap();
            prop_assert_eq!(named, about, "{}\n→\n{}", text, formatted.text);
        }
        prop_assert_eq!(attached(&formatted.text), attached(&text));
    }
}
