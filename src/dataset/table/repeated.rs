//! Rows that a join wrote several times.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use super::layout::{Cells, Layout};

/// Tells rows in which every cell is as in one before. Only where a row says of what question it is,
/// whose it is and when it was made: two forecasts may well be alike in all else.
pub(super) struct Repeated {
    /// The cells that say so; none where the table has them not.
    stamp: Option<[usize; 3]>,
    /// The first line of each row.
    lines: HashMap<u128, u64>,
}

impl Repeated {
    pub(super) fn new(layout: &Layout) -> Self {
        Self {
            stamp: layout.stamp_places(),
            lines: HashMap::new(),
        }
    }

    /// Returns the line of the first row that is the same.
    pub(super) fn first(&mut self, line: u64, cells: &impl Cells, layout: &Layout) -> Option<u64> {
        let stamp = self.stamp?;
        let is_stamped = cells.count() == layout.width
            && stamp
                .iter()
                .all(|&place| !cells.cell(place).trim_ascii().is_empty());
        if !is_stamped {
            return None;
        }
        let first = *self.lines.entry(hash(cells)).or_insert(line);
        (first != line).then_some(first)
    }
}

/// Returns a hash of 128 bits: of a million million rows no two are taken for one.
fn hash(cells: &impl Cells) -> u128 {
    let (mut low, mut high) = (DefaultHasher::new(), DefaultHasher::new());
    1_u8.hash(&mut high);
    for cell in cells.all() {
        cell.trim_ascii().hash(&mut low);
        cell.trim_ascii().hash(&mut high);
    }
    u128::from(low.finish()) << 64 | u128::from(high.finish())
}
