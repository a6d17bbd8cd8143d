//! The guard: a layout that says anything else, or loses a comment, is none.

use super::super::blocks::in_blocks;
use super::super::comments::comments;
use super::super::{Data, Key, Node, documents};

/// Returns whether two texts hold the same values, estimates in whatever blocks, and the same comments.
pub(super) fn same((old, was): (&str, Node), (new, is): (&str, &Node)) -> bool {
    let (was, is) = (in_blocks(was), in_blocks(is.clone()));
    // Without its sign there is no comment to look for.
    let has_comments = old.contains('#') || new.contains('#');
    documents(new).len() == 1
        && equal(&was, &is)
        && (!has_comments || comments(old) == comments(new))
}

/// Returns whether two values say the same; the order of keys says nothing.
fn equal(a: &Node, b: &Node) -> bool {
    match (&a.data, &b.data) {
        (Data::Sequence(a), Data::Sequence(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| equal(a, b))
        }
        (Data::Mapping(entries), Data::Mapping(others)) => {
            let same = |(one, other): (&&(Key, Node), &&(Key, Node))| {
                one.0.text == other.0.text && equal(&one.1, &other.1)
            };
            let (entries, others) = (sorted(entries), sorted(others));
            entries.len() == others.len() && entries.iter().zip(&others).all(same)
        }
        (a, b) => a == b,
    }
}

/// Returns entries by their keys, which are there once each.
fn sorted(entries: &[(Key, Node)]) -> Vec<&(Key, Node)> {
    let mut sorted: Vec<_> = entries.iter().collect();
    sorted.sort_unstable_by_key(|(key, _)| &key.text);
    sorted
}
