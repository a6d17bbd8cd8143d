//! Giving a record another id: in the record itself, and wherever another one names it.

use std::collections::BTreeSet;

use super::change::EditError;
use super::yaml::{Yaml, flow};
use crate::model::ForecastId;
use crate::record::comments::comments;
use crate::record::{Data, Node, documents, tree_of};

/// Returns the text of a file with every mention of a record under its new id and how many there were;
/// nothing else changes.
///
/// # Errors
///
/// Where a document that cannot be read may name the record, or the result would not read back as
/// what was meant.
pub fn rename(
    text: &str,
    old: &ForecastId,
    new: &ForecastId,
) -> Result<(String, usize), EditError> {
    let mut out = String::from(text);
    let mut mentions = 0;
    // From the end, so that the places before it stay.
    for bytes in documents(text).into_iter().rev() {
        let document = &text[bytes.clone()];
        let tree = match tree_of(document) {
            Ok(tree) => tree,
            Err(fault) if document.contains(old.as_str()) => {
                return Err(EditError::Unreadable(fault));
            }
            Err(_) => continue,
        };
        let named: Vec<&Node> = mentioned(&tree)
            .into_iter()
            .filter(|node| node.text() == Some(old.as_str()))
            .collect();
        if named.is_empty() {
            continue;
        }
        let renamed = spliced(document, &named, new);
        guard(document, &tree, &named, &renamed, new)?;
        out.replace_range(bytes, &renamed);
        mentions += named.len();
    }
    Ok((out, mentions))
}

fn spliced(document: &str, named: &[&Node], new: &ForecastId) -> String {
    let id = flow(&Yaml::text(new.as_str()));
    let mut spans: Vec<_> = named.iter().map(|node| node.span.clone()).collect();
    spans.sort_by_key(|span| span.start);
    let mut out = String::from(document);
    for span in spans.into_iter().rev() {
        out.replace_range(span, &id);
    }
    out
}

/// Returns the values of a record that name one: itself, and what it hangs together with.
fn mentioned(tree: &Node) -> Vec<&Node> {
    let one = |key: &str| tree.get(key);
    let part = |key: &str, part: &str| tree.get(key).and_then(|node| node.get(part));
    let mut found: Vec<&Node> = [
        one("id"),
        one("earlier"),
        one("complement"),
        part("threshold", "of"),
        part("given", "forecast"),
        part("given", "of"),
    ]
    .into_iter()
    .flatten()
    .collect();
    for key in ["implies", "excludes", "all_of", "any_of", "together"] {
        found.extend(one(key).into_iter().flat_map(leaves));
    }
    let indicators = one("indicators").into_iter().flat_map(items);
    found.extend(indicators.filter_map(|one| one.get("forecast")));
    found
}

fn items(node: &Node) -> &[Node] {
    match &node.data {
        Data::Sequence(items) => items,
        _ => &[],
    }
}

/// Returns what a list, or a list of lists, ends in.
fn leaves(node: &Node) -> Vec<&Node> {
    match &node.data {
        Data::Sequence(items) => items.iter().flat_map(leaves).collect(),
        _ => vec![node],
    }
}

/// Refuses a text that differs from the old one in more than those values.
fn guard(
    old: &str,
    tree: &Node,
    named: &[&Node],
    renamed: &str,
    id: &ForecastId,
) -> Result<(), EditError> {
    let refuse = |what| Err(EditError::Guard(what));
    let Ok(after) = tree_of(renamed) else {
        return refuse("it would not read back as what was meant");
    };
    let changed: BTreeSet<usize> = named.iter().map(|node| node.span.start).collect();
    let meant = scalars(tree).into_iter().map(|(text, at)| {
        if changed.contains(&at) {
            id.as_str()
        } else {
            text
        }
    });
    if !meant.eq(scalars(&after).into_iter().map(|(text, _)| text)) {
        return refuse("it would not read back as what was meant");
    }
    if comments(old).is_none() || comments(old) != comments(renamed) {
        return refuse("a comment would be lost");
    }
    Ok(())
}

/// Returns every key and every scalar, in order, with where it stands.
fn scalars(node: &Node) -> Vec<(&str, usize)> {
    match &node.data {
        Data::Scalar { text, .. } => vec![(text, node.span.start)],
        Data::Sequence(items) => items.iter().flat_map(scalars).collect(),
        Data::Mapping(entries) => {
            let each = entries.iter().flat_map(|(key, value)| {
                let name = (&*key.text, key.span.start);
                [name].into_iter().chain(scalars(value))
            });
            each.collect()
        }
        Data::Refused => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(text: &str) -> ForecastId {
        ForecastId::parse(text).unwrap()
    }

    #[test]
    fn every_mention_and_nothing_else_is_renamed() {
        let text = "question: Will rain fall? # rain\nid: rain\ndeadline: 2026-01-01\ntags: [rain]\n\
                    implies: [snow, \"rain\"]\ngiven: {forecast: rain, outcome: yes}\n---\nquestion: And?\n\
                    together:\n- [rain, snow]\nindicators:\n  - forecast: rain\n    because: rain\n";
        let (renamed, mentions) = rename(text, &id("rain"), &id("2026")).unwrap();
        let want = "question: Will rain fall? # rain\nid: \"2026\"\ndeadline: 2026-01-01\ntags: [rain]\n\
                    implies: [snow, \"2026\"]\ngiven: {forecast: \"2026\", outcome: yes}\n---\nquestion: And?\n\
                    together:\n- [\"2026\", snow]\nindicators:\n  - forecast: \"2026\"\n    because: rain\n";
        assert_eq!((renamed.as_str(), mentions), (want, 5));
    }

    #[test]
    fn what_cannot_be_read_is_left_alone_unless_it_may_name_the_record() {
        let broken = "question: [\n";
        assert_eq!(rename(broken, &id("rain"), &id("snow")).unwrap().0, broken);
        let refused = rename("question: [rain\n", &id("rain"), &id("snow"));
        assert!(matches!(refused, Err(EditError::Unreadable(_))));
    }
}
