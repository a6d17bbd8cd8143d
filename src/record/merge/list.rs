//! The items of both sides, put together.

use super::super::format::Shape;
use super::super::{Data, Node};
use super::mapping::{Three, free, merge as merge_keys, one_sided, whole, with_comments};
use super::order;
use super::output::{Line, agreed, dashed};
use super::piece::{Piece, Pieces};

/// What a list is, and so whether both sides may add to it.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Kind {
    /// Estimates, which have an order of their own.
    Estimates,
    /// Entries that stand beside each other.
    Entries,
    /// Anything else: what both added to it may not go together, as the options of a question.
    Other,
}

/// The lists to which both sides may add.
const ENTRIES: [&str; 8] = [
    "coded",
    "evidence",
    "excludes",
    "implies",
    "indicators",
    "replaces",
    "tags",
    "waive",
];

impl Kind {
    /// Returns what the list under a key is.
    pub(super) fn of(key: &str) -> Self {
        match key {
            "estimates" => Self::Estimates,
            _ if ENTRIES.contains(&key) => Self::Entries,
            _ => Self::Other,
        }
    }
}

/// An item of the list that comes out.
struct Item<'t> {
    node: &'t Node,
    lines: Vec<Line>,
    /// Whether we have it, and the number of theirs that it is.
    is_ours: bool,
    theirs: Option<usize>,
    is_new: bool,
}

/// Puts the items of both sides together, from the column at which ours begin.
pub(super) fn merge(sides: Three<&Pieces<'_>>, kind: Kind, shape: Shape) -> Option<Vec<Line>> {
    let base = sides.base.map_or(&[][..], |base| &base.all);
    let (ours, theirs) = (&sides.ours.all[..], &sides.theirs.all[..]);
    let lists = Lists {
        base,
        ours,
        theirs,
        own: Match::new(base, ours),
        other: Match::new(base, theirs),
        shape,
    };
    let mut out = lists.ours();
    let is_ours_new = out.iter().any(|item| item.is_new && item.theirs.is_none());
    for item in lists.theirs(&out) {
        if kind == Kind::Other && item.is_new && is_ours_new {
            return None;
        }
        let at = match kind {
            Kind::Estimates => {
                let nodes: Vec<&Node> = out.iter().map(|item| item.node).collect();
                order::estimate(&nodes, item.node)
            }
            Kind::Entries | Kind::Other => behind(&out, item.theirs),
        };
        out.insert(at, item);
    }
    let foot = free(Three {
        base: sides.base.map(|base| base.foot.clone()),
        ours: sides.ours.foot.clone(),
        theirs: sides.theirs.foot.clone(),
    });
    let mut lines: Vec<Line> = out.into_iter().flat_map(|item| item.lines).collect();
    lines.extend(agreed(foot));
    Some(lines)
}

/// The items of the sides, and which of them are the same.
struct Lists<'a, 't> {
    base: &'a [Piece<'t>],
    ours: &'a [Piece<'t>],
    theirs: &'a [Piece<'t>],
    own: Match,
    other: Match,
    shape: Shape,
}

impl<'t> Lists<'_, 't> {
    /// Returns our items, with what they did to them.
    fn ours(&self) -> Vec<Item<'t>> {
        let mut twins = Twins::new(self.theirs, &self.other);
        let mut out = Vec::new();
        for (piece, was) in self.ours.iter().zip(&self.own.was) {
            let theirs = match was {
                None => twins.take(piece),
                Some(old) => self.other.is[*old],
            };
            let base = was.map(|old| &self.base[old]);
            let lines = match (base, theirs) {
                (base, Some(at)) => both(base, piece, &self.theirs[at], self.shape),
                (None, None) => whole(piece),
                // Taken away there, and as it was here.
                (Some(base), None) if said(piece.node) == said(base.node) => continue,
                (Some(_), None) => one_sided(Some(piece), None),
            };
            out.push(Item {
                node: piece.node,
                lines,
                is_ours: true,
                theirs,
                is_new: was.is_none(),
            });
        }
        out
    }

    /// Returns their items that are not among ours.
    fn theirs(&self, ours: &[Item<'t>]) -> Vec<Item<'t>> {
        let mut out = Vec::new();
        for (number, piece) in self.theirs.iter().enumerate() {
            let was = self.other.was[number];
            let lines = match was {
                _ if ours.iter().any(|item| item.theirs == Some(number)) => continue,
                None => whole(piece),
                // Taken away here, and as it was there.
                Some(old) if said(piece.node) == said(self.base[old].node) => continue,
                Some(_) => one_sided(None, Some(piece)),
            };
            out.push(Item {
                node: piece.node,
                lines,
                is_ours: false,
                theirs: Some(number),
                is_new: was.is_none(),
            });
        }
        out
    }
}

/// Returns where an item of theirs goes: behind the one that it follows there, and what we added to that.
fn behind(out: &[Item<'_>], number: Option<usize>) -> usize {
    let is_above = |item: &Item<'_>| item.theirs.is_some() && item.theirs < number;
    let above = out.iter().rposition(is_above);
    let from = above.map_or(0, |at| at + 1);
    let ours = out[from..]
        .iter()
        .take_while(|item| item.is_new && item.is_ours);
    from + ours.count()
}

/// Returns an item that both sides have.
fn both(base: Option<&Piece<'_>>, ours: &Piece<'_>, theirs: &Piece<'_>, shape: Shape) -> Vec<Line> {
    let sides = Three { base, ours, theirs };
    let lines = Three {
        base: base.map(Piece::lines),
        ours: ours.lines(),
        theirs: theirs.lines(),
    };
    let body = match lines.settled() {
        Ok(lines) => agreed(lines),
        // The same in two layouts.
        Err(lines) if said(ours.node) == said(theirs.node) => agreed(lines.ours),
        Err(lines) => keys(sides, shape).unwrap_or_else(|| {
            vec![Line::Conflict {
                ours: lines.ours,
                theirs: lines.theirs,
            }]
        }),
    };
    with_comments(sides, body)
}

/// Returns an item of several keys, of which both sides changed some.
fn keys(sides: Three<&Piece<'_>>, shape: Shape) -> Option<Vec<Line>> {
    let (ours, theirs) = (sides.ours.mapping()?, sides.theirs.mapping()?);
    let base = sides.base.and_then(Piece::mapping);
    let columns = ours.column.checked_sub(sides.ours.column())?;
    let keys = Three {
        base: base.as_ref(),
        ours: &ours,
        theirs: &theirs,
    };
    dashed(merge_keys(keys, shape), columns)
}

/// Which item of one side each of the base is, and the other way round.
struct Match {
    /// By the number in the side.
    was: Vec<Option<usize>>,
    /// By the number in the base.
    is: Vec<Option<usize>>,
}

impl Match {
    /// Pairs what says the same, then what is the same entry saying something else.
    fn new(base: &[Piece<'_>], side: &[Piece<'_>]) -> Self {
        let mut made = Self {
            was: vec![None; side.len()],
            is: vec![None; base.len()],
        };
        made.pair(base, side, |node| Some(said(node)));
        made.pair(base, side, identity);
        made
    }

    fn pair(&mut self, base: &[Piece<'_>], side: &[Piece<'_>], key: fn(&Node) -> Option<String>) {
        let old: Vec<_> = base.iter().map(|piece| key(piece.node)).collect();
        for (n, piece) in side
            .iter()
            .enumerate()
            .filter(|(n, _)| self.was[*n].is_none())
            .collect::<Vec<_>>()
        {
            let Some(new) = key(piece.node) else { continue };
            let free = |at: &usize| self.is[*at].is_none() && old[*at].as_ref() == Some(&new);
            if let Some(at) = (0..base.len()).find(free) {
                self.was[n] = Some(at);
                self.is[at] = Some(n);
            }
        }
    }
}

/// What they added, of which we may have added the same.
struct Twins(Vec<(usize, String)>);

impl Twins {
    fn new(theirs: &[Piece<'_>], matched: &Match) -> Self {
        let new = theirs
            .iter()
            .enumerate()
            .filter(|(n, _)| matched.was[*n].is_none());
        Self(new.map(|(n, piece)| (n, said(piece.node))).collect())
    }

    fn take(&mut self, ours: &Piece<'_>) -> Option<usize> {
        let own = said(ours.node);
        let at = self.0.iter().position(|(_, theirs)| *theirs == own)?;
        Some(self.0.remove(at).0)
    }
}

/// Returns what tells an entry from others, whatever else it says.
pub(super) fn identity(node: &Node) -> Option<String> {
    let text = |key: &str| node.get(key).map(said);
    if let (Some(date), Some(by)) = (text("date"), text("by")) {
        return Some(format!("{date} {by}"));
    }
    ["id", "forecast", "rule", "url", "text", "outcome"]
        .into_iter()
        .find_map(|key| Some(format!("{key} {}", text(key)?)))
}

/// Returns what a value says, whatever its layout.
pub(super) fn said(node: &Node) -> String {
    match &node.data {
        Data::Scalar { text, .. } => format!("{text:?}"),
        Data::Sequence(items) => {
            format!("[{}]", items.iter().map(said).collect::<Vec<_>>().join(","))
        }
        Data::Mapping(entries) => {
            let pairs = entries
                .iter()
                .map(|(key, value)| format!("{:?}:{}", key.text, said(value)));
            let mut pairs: Vec<String> = pairs.collect();
            pairs.sort_unstable();
            format!("{{{}}}", pairs.join(","))
        }
        Data::Refused => String::new(),
    }
}

/// Returns which of our items stay and which of theirs come behind them.
pub(super) fn united(
    base: &[String],
    ours: &[String],
    theirs: &[String],
) -> (Vec<usize>, Vec<usize>) {
    let kept = |one: &String| !base.contains(one) || theirs.contains(one);
    let added = |one: &String| !base.contains(one) && !ours.contains(one);
    let numbers = |of: &[String], is: &dyn Fn(&String) -> bool| {
        (0..of.len()).filter(|n| is(&of[*n])).collect::<Vec<_>>()
    };
    (numbers(ours, &kept), numbers(theirs, &added))
}
