//! The guard: a merge that cannot be read, or in which an entry or a comment is missing, is none.

use serde::Deserialize;
use serde_yaml::Value;

use super::super::comments::comments;
use super::super::{Data, Node, documents, tree_of};
use super::list::{identity, said};

/// The lists of entries in a record.
const LISTS: [&[&str]; 5] = [
    &["estimates"],
    &["tags"],
    &["waive"],
    &["resolution", "evidence"],
    &["resolution", "replaces"],
];

/// Returns whether two readers can read a document and nothing is missing in it that a side added or
/// neither side removed. Where a person has to choose, one side may lack what the other has.
pub(super) fn holds(new: &str, [base, ours, theirs]: [&str; 3], is_whole: bool) -> bool {
    let Ok(tree) = tree_of(new) else {
        return false;
    };
    if documents(new).len() != 1 || !is_read_elsewhere(new) {
        return false;
    }
    let notes = |text: &str| comments(text).unwrap_or_default();
    let texts = [base, ours, theirs];
    !is_whole
        || (are_all(texts.map(entries), &in_tree(&tree)) && are_all(texts.map(notes), &notes(new)))
}

/// Returns whether everything is there that one side has and the other did not take away.
fn are_all([base, ours, theirs]: [Vec<String>; 3], there: &[String]) -> bool {
    let is_due =
        |one: &&String| !base.contains(one) || (ours.contains(one) && theirs.contains(one));
    let mut due = ours.iter().chain(&theirs).filter(is_due);
    due.all(|one| there.contains(one))
}

fn entries(text: &str) -> Vec<String> {
    tree_of(text).map_or(Vec::new(), |tree| in_tree(&tree))
}

/// Returns the entries of a record, each by what tells it from others: what else it says both sides
/// may have changed.
fn in_tree(tree: &Node) -> Vec<String> {
    let mut found = Vec::new();
    for path in LISTS {
        let list = path.iter().try_fold(tree, |node, key| node.get(key));
        if let Some(Data::Sequence(items)) = list.map(|list| &list.data) {
            let mut met = Vec::new();
            for item in items {
                let name = identity(item).unwrap_or_else(|| said(item));
                let before = met.iter().filter(|other| **other == name).count();
                found.push(format!("{path:?} {name} {before}"));
                met.push(name);
            }
        }
    }
    found
}

fn is_read_elsewhere(text: &str) -> bool {
    let mut documents = serde_yaml::Deserializer::from_str(text);
    documents.all(|document| Value::deserialize(document).is_ok())
}
