//! The tags of the rows of a table, as sets.

use hashbrown::HashMap;

use crate::dataset::set::TagSets;
use crate::model::name_key;

use super::Names;
use super::row::TableRow;

/// Sets of tags by number.
#[derive(Clone, Debug, Default)]
pub(super) struct TagNumbers {
    /// The texts of cells, and the set that each is.
    cells: Names,
    sets_of_cells: Vec<u32>,
    numbers: HashMap<Vec<String>, u32>,
    sets: Vec<Vec<String>>,
}

impl TagNumbers {
    /// Returns the number of the set that the text of a cell is.
    pub(super) fn number(&mut self, cell: &str) -> u32 {
        let known = self.cells.number(cell) as usize;
        if known == self.sets_of_cells.len() {
            let tags: Vec<_> = TableRow::each_tag(cell).collect();
            let tags: Vec<_> = tags.iter().map(|tag| name_key(tag)).collect();
            let number = self.of_set(TagSets::set(tags.iter().map(AsRef::as_ref)));
            self.sets_of_cells.push(number);
        }
        self.sets_of_cells[known]
    }

    /// Returns the number of two sets together.
    pub(super) fn joined(&mut self, a: u32, b: u32) -> u32 {
        if a == b {
            return a;
        }
        let both = self.set(a).iter().chain(self.set(b));
        let both = TagSets::set(both.map(String::as_str));
        self.of_set(both)
    }

    fn of_set(&mut self, set: Vec<String>) -> u32 {
        if let Some(number) = self.numbers.get(&set) {
            return *number;
        }
        let number = u32::try_from(self.sets.len()).expect("a table has fewer than 2^32 rows");
        self.numbers.insert(set.clone(), number);
        self.sets.push(set);
        number
    }

    /// Returns the set of a number.
    pub(super) fn set(&self, number: u32) -> &[String] {
        &self.sets[number as usize]
    }

    /// Returns all sets, by number.
    pub(super) fn into_sets(self) -> TagSets {
        TagSets(self.sets)
    }
}
