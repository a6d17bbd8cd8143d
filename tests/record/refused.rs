//! What PyYAML and ruamel.yaml both refuse, we refuse too, at its place and with what to do.

use std::fs;

use foretell::model::Finding;

use super::records;
use crate::common::{has_tools, tool};

/// What stands where a tab may be, `→`.
const GAPS: [&str; 4] = ["\t", " \t", "\t ", "\t\t"];

/// Values in every style, `@`.
const VALUES: [&str; 14] = [
    "a", "'a'", "\"a\"", "[a]", "{a: b}", "|\n  a", ">-\n  a", "", "# c", "a: b", "12", "'a' # c",
    "<<", "=",
];

/// Where a tab may stand.
const TABS: [&str; 52] = [
    "k:→@\n",
    "k:→@",
    "k:\n  - →@\n",
    "k:\n  -→@\n",
    "k:\n-→@\n",
    "k:\n  l:→@\n",
    "k: [→@]\n",
    "k: [a,→@]\n",
    "k: [@→, a]\n",
    "k: [@→]\n",
    "k: {→l: @}\n",
    "k: {l:→@}\n",
    "k: {l: @→}\n",
    "k: [\n→@\n]\n",
    "k: [\n  @\n→]\n",
    "k: {\n→l: @\n}\n",
    "k→: @\n",
    "k: @→\n",
    "k: @→# c\n",
    "k: @\n→\nl: b\n",
    "k: @\n→# c\nl: b\n",
    "→k: @\n",
    "→\nk: @\n",
    "→# c\nk: @\n",
    "k:\n→@\n",
    "k:\n →@\n",
    "k:\n  l: b\n→m: @\n",
    "k:\n  l: b\n  →m: @\n",
    "k: a\n→@\n",
    "k: a\n  →@\n",
    "---→@\n",
    "---→\nk: @\n",
    "--- →# c\nk: @\n",
    "k: @\n...→\n",
    "k: @\n...→# c\n",
    "?→k\n:→@\n",
    "k: |→\n",
    "k: |→\n  a\n",
    "k: |→# c\n  a\n",
    "k: |+→\n\n",
    "k: |\n  a\n→\n",
    "k: |\n  a\n→# c\n",
    "k: |\n  a\n→b\n",
    "k: |\n→\n  a\n",
    "k: >\n  a\n\n→\n  b\n",
    "k: |\n  a\n  →b\n",
    "k: |\n  →a\n",
    "k: 'a→b'\n",
    "k: \"a\n →b\"\n",
    "k: a→b\n",
    "k: [a→b]\n",
    "# →\nk: a # →\n",
];

/// Words that a reader of YAML 1.1 takes for more than a text, and some that it does not.
const WORDS: [&str; 24] = [
    "<<", "=", "?", "??", "?a", ":a", "::", ": a", "-", "-a", "~", "<", "<<<", "==", "a=", "a?",
    ".", "a:b", "%a", "@a", "`a", "!a", "&a", "*a",
];

/// Where such a word may stand, `@`.
const PLACES: [&str; 16] = [
    "k: @\n",
    "k: @",
    "@: a\n",
    "- @\n- a\n",
    "k:\n  - @\n",
    "k:\n  l: @\n",
    "k: [@]\n",
    "k: [a, @]\n",
    "k: {l: @}\n",
    "k: {@: a}\n",
    "k: {@}\n",
    "k: [@: a]\n",
    "k: {a,@ b}\n",
    "? @\n: a\n",
    "k: '@'\n",
    "k: |\n  @\n",
];

/// Returns every text, each once.
fn texts() -> Vec<String> {
    let tabs = TABS.iter().flat_map(|text| {
        let gaps = GAPS.iter().map(move |gap| text.replace('→', gap));
        gaps.flat_map(|text| VALUES.iter().map(move |value| text.replace('@', value)))
    });
    let words = PLACES
        .iter()
        .flat_map(|place| WORDS.iter().map(move |word| place.replace('@', word)));
    let mut texts: Vec<_> = tabs.chain(words).collect();
    texts.sort();
    texts.dedup();
    texts
}

/// Returns what is wrong with a text as YAML.
fn refused(text: &str) -> Vec<Finding> {
    let records = records("forecasts/a.yaml", text);
    let findings = records.into_iter().flat_map(|record| record.findings);
    let of_yaml = [
        "forbidden-yaml",
        "yaml-syntax",
        "duplicate-key",
        "wrong-type",
    ];
    findings
        .filter(|finding| of_yaml.contains(&finding.rule.code))
        .filter(|finding| {
            finding.rule.code != "wrong-type" || finding.message == "a key must be a text"
        })
        .collect()
}

#[test]
fn tabs_and_words_that_are_no_texts_are_refused_with_a_place_and_a_way_out() {
    for (text, at, word) in [
        ("k:\ta\n", 2, "spaces"),
        ("k: a \t# \tb\n", 5, "spaces"),
        ("k: a\n\t\nl: b\n", 5, "spaces"),
        ("k: a\tb\n", 4, "quotes"),
        ("k: |\t\n  a\n", 4, "spaces"),
        ("k: <<\n", 3, "quotes"),
        ("k: [=]\n", 4, "quotes"),
        ("k: {l: ?}\n", 7, "quotes"),
        ("k: [a, ::]\n", 7, "quotes"),
    ] {
        let found = refused(text);
        assert_eq!(found.len(), 1, "{text:?} {found:?}");
        assert_eq!(found[0].rule.code, "forbidden-yaml");
        let place = format!("{:?}", found[0].places[0].spot);
        assert!(place.contains(&format!("({at}..")), "{text:?} {place}");
        assert!(
            found[0]
                .help
                .as_ref()
                .is_some_and(|help| help.contains(word))
        );
    }
    for text in [
        "# \tc\nk: 'a\tb' # \td\n",
        "k: |\n  \ta\tb\n  \t\n",
        "k: \"a\n\tb\"\n",
        "k: ['<<', '=', '?', \":a\", a?, a=]\n",
        "k: '='\nl: ?a\nm: :a\n",
    ] {
        assert_eq!(refused(text), [], "{text:?}");
    }
}

/// Prints for each text of a file whether PyYAML and ruamel.yaml refuse it.
const THEIRS: &str = r"
import json, sys, yaml
from ruamel.yaml import YAML
def refuses(load, text):
    try:
        list(load(text))
    except Exception:
        return True
    return False
texts = json.load(open(sys.argv[1], encoding='utf-8'))
pure = lambda text: YAML(typ='safe', pure=True).load_all(text)
print(json.dumps([refuses(yaml.safe_load_all, one) and refuses(pure, one) for one in texts]))
";

#[test]
#[ignore = "needs the tools that .ci/run installs"]
fn what_both_refuse_is_refused() {
    if !has_tools() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("texts.json");
    let texts = texts();
    fs::write(&path, serde_json::to_string(&texts).unwrap()).unwrap();
    let said = tool("python3", &["-c", THEIRS, path.to_str().unwrap()]);
    let theirs: Vec<bool> = serde_json::from_str(&said).unwrap();
    assert_eq!(theirs.len(), texts.len());
    assert!(theirs.iter().filter(|refuse| **refuse).count() > 1500);
    let both = texts.iter().zip(theirs).filter(|(_, refuse)| *refuse);
    let ours: Vec<_> = both.filter(|(text, _)| refused(text).is_empty()).collect();
    assert_eq!(ours, []);
}
