//! Keys and items with the lines that belong to each.

use super::Lines;
use super::page::{Free, Page};

/// A key or an item with its lines.
pub(in crate::record) struct Chunk {
    /// The comments and blank lines above it.
    pub(in crate::record) lead: Lines,
    /// Its own lines.
    pub(in crate::record) body: Lines,
    /// The comments below it that are about it.
    pub(in crate::record) trail: Lines,
}

/// Returns a chunk for each body, and the lines below the last that belong to none of them; `None`
/// where something else stands between two bodies.
pub(in crate::record) fn chunks(
    page: &Page<'_>,
    bodies: &[Lines],
    all: &Lines,
    column: usize,
) -> Option<(Vec<Chunk>, Lines)> {
    let mut lead = all.start..bodies.first()?.start;
    free(page, lead.clone())?;
    let mut chunks = Vec::with_capacity(bodies.len());
    for (i, body) in bodies.iter().enumerate() {
        let next = bodies.get(i + 1).map_or(all.end, |next| next.start);
        if body.end > next {
            return None;
        }
        let gap = free(page, body.end..next)?;
        let is_last = i + 1 == bodies.len();
        let trail = body.end..body.end + above(&gap, column, is_last);
        chunks.push(Chunk {
            lead,
            body: body.clone(),
            trail: trail.clone(),
        });
        lead = trail.end..next;
    }
    Some((chunks, lead))
}

fn free(page: &Page<'_>, lines: Lines) -> Option<Vec<Free>> {
    lines.map(|number| page.free(number)).collect()
}

/// Returns how many lines of a gap belong to what is above it: the comments that stand deeper, and
/// those right below it that a blank line keeps apart from what follows.
fn above(gap: &[Free], column: usize, is_last: bool) -> usize {
    let deeper = |free: &Free| matches!(free, Free::Comment(at) if *at > column);
    let deep = gap.iter().rposition(deeper).map_or(0, |at| at + 1);
    let comments = gap[deep..]
        .iter()
        .take_while(|free| **free != Free::Blank)
        .count();
    let apart = deep + comments < gap.len();
    if apart && !is_last {
        deep + comments
    } else {
        deep
    }
}

/// Returns how many lines at the head of a document are about it as a whole: up to the last blank
/// line or marker above the first key, and a line to editors.
pub(in crate::record) fn header(page: &Page<'_>, first: usize) -> usize {
    let ends = |number: &usize| page.free(*number).is_none_or(|free| free == Free::Blank);
    let head = (0..first).rfind(ends).map_or(0, |number| number + 1);
    let modeline = |number: &usize| page.line(*number).starts_with("# yaml-language-server:");
    head.max((0..first).rfind(modeline).map_or(0, |number| number + 1))
}
