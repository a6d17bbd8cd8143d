//! Rows that a join wrote several times.

use std::hash::{BuildHasher, Hasher};

use hashbrown::{DefaultHashBuilder, HashMap};

use super::layout::{Cells, Layout};

/// Tells rows in which every cell is as in one before. Only where a row says of what question it is,
/// whose it is and when it was made: two forecasts may well be alike in all else.
pub(super) struct Repeated {
    /// The cells that say so; none where the table has them not.
    stamp: Option<[usize; 3]>,
    /// The first line of each row.
    lines: HashMap<(u64, u64), u64>,
    /// Two hashes, whose keys have nothing in common.
    hashers: [DefaultHashBuilder; 2],
}

impl Repeated {
    pub(super) fn new(layout: &Layout) -> Self {
        Self {
            stamp: layout.stamp_places(),
            lines: HashMap::new(),
            hashers: Default::default(),
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
        let first = *self.lines.entry(self.hash(cells)).or_insert(line);
        (first != line).then_some(first)
    }

    /// Returns a hash of 128 bits: of a million million rows no two are taken for one.
    fn hash(&self, cells: &impl Cells) -> (u64, u64) {
        let [mut low, mut high] = [0, 1].map(|one: usize| self.hashers[one].build_hasher());
        for cell in cells.all().map(<[u8]>::trim_ascii) {
            for hasher in [&mut low, &mut high] {
                hasher.write_usize(cell.len());
                hasher.write(cell);
            }
        }
        (low.finish(), high.finish())
    }
}
