//! What our reader makes of a sound record, another reader of YAML makes of it too.

use foretell::record::{Data, Node, documents, tree_of};
use serde_yaml::Value as Yaml;

/// Records that use everything that a record may use.
const SOUND: &[&str] = &[
    include_str!("sound/binary.yaml"),
    include_str!("sound/choice.yaml"),
    include_str!("sound/date.yaml"),
    include_str!("sound/number.yaml"),
    include_str!("sound/scenarios.yaml"),
    include_str!("sound/styles.yaml"),
];

/// Returns whether both readers see the same value.
fn same(ours: &Node, theirs: &Yaml) -> bool {
    match (&ours.data, theirs) {
        (Data::Sequence(ours), Yaml::Sequence(theirs)) => {
            ours.len() == theirs.len() && ours.iter().zip(theirs).all(|(a, b)| same(a, b))
        }
        (Data::Mapping(ours), Yaml::Mapping(theirs)) => {
            ours.len() == theirs.len()
                && ours.iter().zip(theirs).all(|((key, a), (name, b))| {
                    let text = name.as_str().map(str::to_owned);
                    let number = || serde_yaml::to_string(name).unwrap();
                    *key.text == *text.unwrap_or_else(number).trim_end() && same(a, b)
                })
        }
        (Data::Scalar { text, .. }, Yaml::String(theirs)) => **text == **theirs,
        (Data::Scalar { text, plain: true }, Yaml::Bool(theirs)) => {
            text.to_lowercase() == theirs.to_string()
        }
        (Data::Scalar { text, plain: true }, Yaml::Number(theirs)) => {
            text.parse::<f64>().ok() == theirs.as_f64()
        }
        (Data::Scalar { .. }, Yaml::Null) => ours.is_null(),
        _ => false,
    }
}

#[test]
fn both_readers_see_the_same_in_sound_records() {
    for text in SOUND {
        for bytes in documents(text) {
            let ours = tree_of(&text[bytes.clone()]).unwrap();
            let theirs: Yaml = serde_yaml::from_str(&text[bytes]).unwrap();
            assert!(same(&ours, &theirs), "{ours:#?}\n{theirs:#?}");
        }
    }
}

#[test]
fn both_readers_see_the_same_with_windows_line_ends() {
    for text in SOUND {
        let text = text.replace('\n', "\r\n");
        for bytes in documents(&text) {
            let ours = tree_of(&text[bytes.clone()]).unwrap();
            let theirs: Yaml = serde_yaml::from_str(&text[bytes]).unwrap();
            assert!(same(&ours, &theirs), "{ours:#?}\n{theirs:#?}");
        }
    }
}

#[test]
fn a_difference_would_be_seen() {
    for (ours, theirs) in [
        ("a: 1", "a: 2"),
        ("a: [b]", "a: [b, c]"),
        ("a: 'no'", "b: no"),
    ] {
        let theirs: Yaml = serde_yaml::from_str(theirs).unwrap();
        assert!(!same(&tree_of(ours).unwrap(), &theirs));
    }
}

#[test]
fn sound_records_have_no_findings() {
    for text in SOUND {
        for record in super::records("forecasts/sound.yaml", text) {
            assert_eq!(record.findings, []);
            assert!(record.forecast.is_some());
        }
    }
}
