//! Lists in brackets on the line of their key, put together.

use super::list::{Kind, said, united};
use super::mapping::Three;
use super::output::Line;
use super::piece::{Brackets, Piece};

/// Returns the line of a list that both sides changed; `None` where it is no such list.
pub(super) fn merge(sides: Three<&Piece<'_>>, kind: Kind) -> Option<Vec<Line>> {
    let base = sides.base.and_then(Piece::in_brackets);
    let (ours, theirs) = (sides.ours.in_brackets()?, sides.theirs.in_brackets()?);
    let ends = Three {
        base: base.as_ref().map(|base| base.behind),
        ours: ours.behind,
        theirs: theirs.behind,
    };
    let behind = ends.settled().ok()?;
    let keys = |list: &Brackets<'_>| -> Vec<String> {
        list.items.iter().map(|(node, _)| said(node)).collect()
    };
    let old = base.as_ref().map(keys).unwrap_or_default();
    let (own, other) = (keys(&ours), keys(&theirs));
    let (kept, added) = united(&old, &own, &other);
    if kind == Kind::Other && !added.is_empty() && own.iter().any(|one| !old.contains(one)) {
        return None;
    }
    let kept = kept.into_iter().map(|number| ours.items[number].1);
    let added = added.into_iter().map(|number| theirs.items[number].1);
    let items: Vec<&str> = kept.chain(added).collect();
    let (before, items) = (ours.before, items.join(", "));
    Some(vec![Line::Text(format!("{before}[{items}]{behind}"))])
}
