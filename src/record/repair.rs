//! Repairs: what is written wrongly and can mean only one thing, written rightly.

use std::ops::Range;

use super::faults::Faults;
use super::{Data, Node, SourceFile, documents, read, read_settings, rules, tree_of};
use crate::model::{Finding, LocationTarget, Settings, Step};

/// A file with what could be repaired in it.
#[derive(Clone, Debug, PartialEq)]
pub struct Repaired {
    /// Its text.
    pub text: String,
    /// How many findings are gone.
    pub count: usize,
}

/// A word that stands where another should, or a text that its quotes should hold.
struct Repair {
    bytes: Range<usize>,
    /// What is written there instead.
    written: String,
    /// What it says.
    word: String,
}

/// Returns a file of records with every repair made, or `None` where there is none to make.
///
/// A repair writes one key or one value anew and changes nothing else: whatever would do more, and
/// whatever needs quotes that are not there, is left for a person. Only a text that a `#` cuts short gets
/// quotes.
#[must_use]
pub fn repair(source: &SourceFile, settings: &Settings) -> Option<Repaired> {
    let text = source.content.as_ref().ok()?;
    let mut repairs = Vec::new();
    for record in read(source, settings) {
        if let Some(tree) = record.tree() {
            let repaired = |one| found(one, tree, text).or_else(|| whole(one, tree, text));
            repairs.extend(record.findings.iter().filter_map(repaired));
        }
    }
    apply(text, repairs)
}

/// Returns the file of the settings with every repair made, or `None` where there is none to make.
#[must_use]
pub fn repair_settings(source: &SourceFile) -> Option<Repaired> {
    let text = source.content.as_ref().ok()?;
    let tree = tree_of(text).ok()?;
    let (_, findings) = read_settings(source);
    apply(
        text,
        findings
            .iter()
            .filter_map(|one| found(one, &tree, text))
            .collect(),
    )
}

/// Returns the repair of a finding, where it has one.
fn found(finding: &Finding, tree: &Node, text: &str) -> Option<Repair> {
    let word = finding.repair.clone()?;
    let bytes = match &finding.places.first()?.spot {
        LocationTarget::Value(route) => tree.at(route)?.span.clone(),
        LocationTarget::Key(route) => {
            let (last, above) = route.steps().split_last()?;
            let holder = above.iter().try_fold(tree, Node::step)?;
            let Step::Key(name) = last else {
                return None;
            };
            holder.entry(name)?.0.span.clone()
        }
        LocationTarget::File | LocationTarget::Bytes(_) => return None,
    };
    let quote = match text.get(bytes.clone())?.chars().next()? {
        quote @ ('"' | '\'') => quote.to_string(),
        _ => String::new(),
    };
    let written = format!("{quote}{word}{quote}");
    Some(Repair {
        bytes,
        written,
        word,
    })
}

/// Returns the repair of a text that a `#` cuts short: quotes around all of it. What ends like an item of
/// a list or a mapping in brackets may be several, and is left for a person.
fn whole(finding: &Finding, tree: &Node, text: &str) -> Option<Repair> {
    let LocationTarget::Bytes(cut) = &finding.places.first()?.spot else {
        return None;
    };
    let is_cut = finding.rule.code == rules::TEXT_CUT_SHORT.code;
    let node = cut_at(tree, cut.start).filter(|_| is_cut)?;
    let lost = text.get(cut.clone())?;
    let gap = text.get(node.span.end..cut.start)?;
    if lost.ends_with([',', ']', '}']) {
        return None;
    }
    let Data::Scalar { text: said, .. } = &node.data else {
        return None;
    };
    let whole = format!("{}{gap}{lost}", text.get(node.span.clone())?);
    Some(Repair {
        written: format!("'{}'", whole.replace('\'', "''")),
        word: format!("{said}{gap}{lost}"),
        bytes: node.span.start..cut.end,
    })
}

/// Returns the last text that ends before a place.
fn cut_at(node: &Node, at: usize) -> Option<&Node> {
    match &node.data {
        Data::Scalar { plain: true, .. } => (node.span.end <= at).then_some(node),
        Data::Sequence(items) => items.iter().rev().find_map(|item| cut_at(item, at)),
        Data::Mapping(entries) => {
            let mut values = entries.iter().rev().map(|(_, value)| value);
            values.find_map(|value| cut_at(value, at))
        }
        _ => None,
    }
}

fn apply(text: &str, mut repairs: Vec<Repair>) -> Option<Repaired> {
    // From the last to the first, so that the places of the others stay true.
    repairs.sort_by_key(|repair| std::cmp::Reverse(repair.bytes.start));
    let mut repaired = Repaired {
        text: text.to_owned(),
        count: 0,
    };
    for repair in repairs {
        if let Some(text) = made(&repaired.text, &repair) {
            repaired = Repaired {
                text,
                count: repaired.count + 1,
            };
        }
    }
    (repaired.count > 0).then_some(repaired)
}

/// Returns the text with one repair made, where that changes one word of the record and no more.
fn made(text: &str, repair: &Repair) -> Option<String> {
    text.get(repair.bytes.clone())?;
    let mut out = text.to_owned();
    out.replace_range(repair.bytes.clone(), &repair.written);
    let changed = |text: &str| words(text, repair.bytes.start);
    let (before, after) = (changed(text)?, changed(&out)?);
    let mut differ = before.iter().zip(&after).filter(|(a, b)| a != b);
    let is_one = differ.next().is_some_and(|(_, new)| **new == *repair.word);
    (before.len() == after.len() && is_one && differ.next().is_none()).then_some(out)
}

/// Returns the words of the document in which a byte stands, keys and values in their order, or
/// `None` where the text has a fault.
fn words(text: &str, at: usize) -> Option<Vec<Box<str>>> {
    let documents = documents(text);
    let bytes = documents.into_iter().find(|bytes| bytes.contains(&at))?;
    let file = "".into();
    let mut faults = Faults::new(&file, 0);
    let tree = read::tree(&text[bytes.clone()], bytes.start, &mut faults)?;
    if faults.has_error() {
        return None;
    }
    let mut words = Vec::new();
    gather(&tree, &mut words);
    Some(words)
}

fn gather(node: &Node, words: &mut Vec<Box<str>>) {
    match &node.data {
        Data::Scalar { text, .. } => words.push(text.clone()),
        Data::Sequence(items) => {
            words.push("[".into());
            for item in items {
                gather(item, words);
            }
            words.push("]".into());
        }
        Data::Mapping(entries) => {
            words.push("{".into());
            for (key, value) in entries {
                words.push(key.text.clone());
                gather(value, words);
            }
            words.push("}".into());
        }
        Data::Refused => {}
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::HEAD;
    use super::*;

    fn repaired(text: &str) -> Option<Repaired> {
        let source = SourceFile::of_bytes("forecasts/a.yaml", text.as_bytes());
        repair(&source, &Settings::default())
    }

    fn after_head(rest: &str) -> Option<String> {
        let repaired = repaired(&format!("{HEAD}{rest}"))?;
        Some(repaired.text[HEAD.len()..].to_owned())
    }

    #[test]
    fn notation_and_spelling_are_put_right_where_they_stand() {
        for (wrong, right) in [
            (
                "opened: 2014-5-1   # a Thursday\n",
                "opened: 2014-05-01   # a Thursday\n",
            ),
            ("opened: '2014-5-1'\n", "opened: '2014-05-01'\n"),
            ("knid: binary\n", "kind: binary\n"),
            ("\"knid\": binary\n", "\"kind\": binary\n"),
            (
                "deadline_basis: \"protocl\"\n",
                "deadline_basis: \"protocol\"\n",
            ),
            (
                "estimates:\n- {date: 2014-1-2, by: a, probability: 7:3}\n",
                "estimates:\n- {date: 2014-01-02, by: a, probability: 7 to 3}\n",
            ),
            (
                "estimates:\n- date: 2014-01-02\n  by: a\n  probability: likley\n",
                "estimates:\n- date: 2014-01-02\n  by: a\n  probability: likely\n",
            ),
        ] {
            assert_eq!(after_head(wrong).as_deref(), Some(right), "{wrong}");
        }
    }

    #[test]
    fn a_text_that_a_comment_cuts_short_gets_quotes() {
        for (wrong, right) in [
            ("title: see #12 of it\n", "title: 'see #12 of it'\n"),
            (
                "lesson: it's #1  # really\n",
                "lesson: 'it''s #1  # really'\n",
            ),
            ("criteria: one\n  two #3\n", "criteria: 'one\n  two #3'\n"),
            (
                "title: a #12\nowner: b # ok\n",
                "title: 'a #12'\nowner: b # ok\n",
            ),
            (
                "estimates:\n- date: 2014-01-02\n  by: a\n  probability: 40%\n  because: see #1\n",
                "estimates:\n- date: 2014-01-02\n  by: a\n  probability: 40%\n  because: 'see #1'\n",
            ),
            (
                "resolution:\n  outcome: no\n  evidence:\n  - see #1\n  - see #2\n",
                "resolution:\n  outcome: no\n  evidence:\n  - 'see #1'\n  - 'see #2'\n",
            ),
        ] {
            assert_eq!(after_head(wrong).as_deref(), Some(right), "{wrong}");
        }
        let flow =
            "estimates:\n- {date: 2014-01-02, by: a, because: see #1,\n   probability: 40%}\n";
        assert_eq!(after_head(flow), None);
        assert_eq!(after_head("title: see # a comment\n"), None);
    }

    #[test]
    fn what_could_mean_two_things_is_left_for_a_person() {
        for rest in [
            "opened: 2014-02-31\n",
            "opened: soon\n",
            "horizon: 3\n",
            "estimates:\n- {date: 2014-01-02, by: a, probability: 70}\n",
            "estimates:\n- {date: 2014-01-02, by: a, probability: 1}\n",
            "estimates:\n- {date: 2014-01-02, by: a, probability: 75-55%}\n",
        ] {
            assert_eq!(after_head(rest), None, "{rest}");
        }
    }

    #[test]
    fn a_repair_that_would_do_more_is_not_made() {
        // The right key is there already.
        assert_eq!(after_head("opened: 2014-05-01\nopned: 2014-05-02\n"), None);
        // The text has another fault, which makes its places doubtful.
        assert_eq!(after_head("opened: 2014-5-1\nowner: a\nowner: b\n"), None);
        // Of two keys that mean the same one, one becomes it.
        let both = after_head("opned: 2014-05-01\nopenned: 2014-05-02\n").unwrap();
        assert_eq!(both, "opned: 2014-05-01\nopened: 2014-05-02\n");
    }

    #[test]
    fn every_document_of_a_bundle_is_repaired() {
        let text = format!("id: a\n{HEAD}opened: 2014-5-1\n---\nid: b\n{HEAD}knid: date\n");
        let repaired = repaired(&text).unwrap();
        assert_eq!(repaired.count, 2);
        assert!(repaired.text.contains("opened: 2014-05-01\n---\nid: b\n"));
        assert!(repaired.text.ends_with("kind: date\n"));
    }

    #[test]
    fn settings_are_repaired_too() {
        let source = SourceFile::of_bytes("foretell.yaml", b"gracce: 3 # days\n");
        assert_eq!(repair_settings(&source).unwrap().text, "grace: 3 # days\n");
    }
}
