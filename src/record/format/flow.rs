//! Lists and mappings in brackets, on one line.

use super::super::{Data, Key, Node};
use super::page::Page;
use super::shape::Shape;

/// Returns a value of one line in its canonical form: blanks behind colons and commas and nowhere
/// else, and every word as it was written. `None` where something in it is left out.
pub(super) fn flow(page: &Page<'_>, node: &Node, shape: Shape) -> Option<String> {
    match &node.data {
        Data::Scalar { .. } if node.span.is_empty() => None,
        Data::Scalar { .. } => Some(page.text[node.span.clone()].to_owned()),
        Data::Sequence(items) => {
            let items: Option<Vec<_>> = items.iter().map(|item| flow(page, item, shape)).collect();
            Some(format!("[{}]", items?.join(", ")))
        }
        Data::Mapping(entries) => {
            let mut entries: Vec<&(Key, Node)> = entries.iter().collect();
            entries.sort_by_key(|(key, _)| shape.rank(&key.text));
            let pair = |(key, value): &(Key, Node)| {
                let value = flow(page, value, shape.below(&key.text))?;
                Some(format!("{}: {value}", &page.text[key.span.clone()]))
            };
            let pairs: Option<Vec<_>> = entries.into_iter().map(pair).collect();
            Some(format!("{{{}}}", pairs?.join(", ")))
        }
        Data::Refused => None,
    }
}
