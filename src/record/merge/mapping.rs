//! The keys of both sides, put together.

use super::super::format::Shape;
use super::flow;
use super::list::{self, Kind};
use super::output::{Line, agreed, indented};
use super::piece::{Piece, Pieces};

/// Something as two sides have it, and as it was before, where it was there.
#[derive(Clone, Copy)]
pub(super) struct Three<T> {
    pub(super) base: Option<T>,
    pub(super) ours: T,
    pub(super) theirs: T,
}

impl<T> Three<T> {
    /// Returns it with something made of each; `None` where of a side that cannot be done.
    fn of<U>(self, make: impl Fn(T) -> Option<U>) -> Option<Three<U>> {
        let base = match self.base {
            Some(base) => Some(make(base)?),
            None => None,
        };
        Some(Three {
            base,
            ours: make(self.ours)?,
            theirs: make(self.theirs)?,
        })
    }
}

impl<T: PartialEq> Three<T> {
    /// Returns what both sides make of it, where not both changed it in two ways.
    pub(super) fn settled(self) -> Result<T, Self> {
        if self.ours == self.theirs || self.base.as_ref() == Some(&self.theirs) {
            return Ok(self.ours);
        }
        if self.base.as_ref() == Some(&self.ours) {
            return Ok(self.theirs);
        }
        Err(self)
    }
}

/// Puts the keys of both sides together, from the column at which ours begin.
pub(super) fn merge(sides: Three<&Pieces<'_>>, shape: Shape) -> Vec<Line> {
    let Three { base, ours, theirs } = sides;
    let base = |key| base.and_then(|base| base.get(key));
    let mut parts: Vec<(usize, Vec<Line>)> = Vec::new();
    for piece in &ours.all {
        let lines = match (base(piece.key), theirs.get(piece.key)) {
            (base, Some(theirs)) => {
                let sides = Three {
                    base,
                    ours: piece,
                    theirs,
                };
                key(sides, shape)
            }
            (None, None) => whole(piece),
            (Some(base), None) if base.lines() == piece.lines() => continue,
            (Some(_), None) => one_sided(Some(piece), None),
        };
        parts.push((shape.rank(piece.key), lines));
    }
    for piece in &theirs.all {
        if ours.get(piece.key).is_some() {
            continue;
        }
        let lines = match base(piece.key) {
            None => whole(piece),
            Some(base) if base.lines() == piece.lines() => continue,
            Some(_) => one_sided(None, Some(piece)),
        };
        let rank = shape.rank(piece.key);
        let at = parts.iter().position(|(other, _)| *other > rank);
        parts.insert(at.unwrap_or(parts.len()), (rank, lines));
    }
    let mut lines: Vec<Line> = parts.into_iter().flat_map(|(_, lines)| lines).collect();
    lines.extend(agreed(free(Three {
        base: sides.base.map(|base| base.foot.clone()),
        ours: ours.foot.clone(),
        theirs: theirs.foot.clone(),
    })));
    lines
}

/// Returns a piece that only one side has, with its comments.
pub(super) fn whole(piece: &Piece<'_>) -> Vec<Line> {
    agreed([piece.above(), piece.lines(), piece.below()].concat())
}

/// Returns a piece that one side changed and the other took away.
pub(super) fn one_sided(ours: Option<&Piece<'_>>, theirs: Option<&Piece<'_>>) -> Vec<Line> {
    let lines = |piece: Option<&Piece<'_>>| piece.map(Piece::lines).unwrap_or_default();
    vec![Line::Conflict {
        ours: lines(ours),
        theirs: lines(theirs),
    }]
}

/// Returns a key or an item that both sides have, with the comments of both.
pub(super) fn with_comments(sides: Three<&Piece<'_>>, body: Vec<Line>) -> Vec<Line> {
    let (above, below) = (part(sides, Piece::above), part(sides, Piece::below));
    [agreed(above), body, agreed(below)].concat()
}

/// Returns free lines of a piece as both sides have them.
fn part<'t>(sides: Three<&Piece<'t>>, lines: fn(&Piece<'t>) -> Vec<String>) -> Vec<String> {
    free(Three {
        base: sides.base.map(lines),
        ours: lines(sides.ours),
        theirs: lines(sides.theirs),
    })
}

/// Returns free lines as both sides have them: those that both changed from both.
pub(super) fn free(sides: Three<Vec<String>>) -> Vec<String> {
    sides.settled().unwrap_or_else(|sides| {
        let new = |line: &String| !line.is_empty() && !sides.ours.contains(line);
        let theirs = sides.theirs.iter().filter(|line| new(line)).cloned();
        sides.ours.iter().cloned().chain(theirs).collect()
    })
}

/// Returns a key that both sides have.
fn key(sides: Three<&Piece<'_>>, shape: Shape) -> Vec<Line> {
    let lines = Three {
        base: sides.base.map(Piece::lines),
        ours: sides.ours.lines(),
        theirs: sides.theirs.lines(),
    };
    let body = match lines.settled() {
        Ok(lines) => agreed(lines),
        Err(lines) => value(sides, shape).unwrap_or_else(|| {
            vec![Line::Conflict {
                ours: lines.ours,
                theirs: lines.theirs,
            }]
        }),
    };
    with_comments(sides, body)
}

/// Returns the lines of a key whose value both sides changed; `None` where it is no mapping and no
/// list that both can have a part in.
fn value(sides: Three<&Piece<'_>>, shape: Shape) -> Option<Vec<Line>> {
    let key = sides.ours.key;
    let shape = shape.below(key);
    let (below, column) = if let Some(keys) = held(sides, Piece::mapping) {
        let keys = keys.as_ref();
        (merge(keys, shape), keys.ours.column)
    } else if let Some(items) = held(sides, Piece::list) {
        let items = items.as_ref();
        // A list that was empty has no column of its own.
        let column = if items.ours.all.is_empty() {
            items.theirs.column
        } else {
            items.ours.column
        };
        (list::merge(items, Kind::of(key), shape)?, column)
    } else {
        return flow::merge(sides, Kind::of(key));
    };
    let head = |piece: &Piece<'_>| piece.lines().into_iter().next();
    let heads = sides.of(head)?.settled().ok()?;
    let columns = column.checked_sub(sides.ours.column())?;
    let mut lines = vec![Line::Text(heads)];
    lines.extend(indented(below, columns));
    Some(lines)
}

/// Returns what the sides hold, where all hold such; what was something else before counts as nothing.
fn held<'t>(
    sides: Three<&Piece<'t>>,
    of: fn(&Piece<'t>) -> Option<Pieces<'t>>,
) -> Option<Three<Pieces<'t>>> {
    Some(Three {
        base: sides.base.and_then(of),
        ours: of(sides.ours)?,
        theirs: of(sides.theirs)?,
    })
}

impl<'t> Three<Pieces<'t>> {
    fn as_ref(&self) -> Three<&Pieces<'t>> {
        Three {
            base: self.base.as_ref(),
            ours: &self.ours,
            theirs: &self.theirs,
        }
    }
}
