//! The order of what was kept of a table: of names, and of rows by question, forecaster and time.

use std::cmp::Ordering;

use crate::dataset::Row;
use crate::model::Moment;

use super::Names;
use super::buffered::TableEstimate;

/// The places of names in their order.
pub(super) struct Ranks {
    /// The numbers of the names, in order.
    pub(super) sorted: Vec<u32>,
    /// For each number, its place.
    pub(super) ranks: Vec<u32>,
}

impl Ranks {
    pub(super) fn of(names: &Names) -> Self {
        let sorted = names.in_order();
        let mut ranks = vec![0; sorted.len()];
        for (rank, name) in (0..).zip(&sorted) {
            ranks[*name as usize] = rank;
        }
        Self { sorted, ranks }
    }
}

/// Sorts rows by the places of their questions, those of one question by forecaster and time. Rows are
/// wide, so that each is moved once, to its place.
pub(super) fn sort_by_question(rows: &mut [TableEstimate], order: &[u32]) {
    let mut ends = vec![0_u32; order.len() + 1];
    let place = |one: &TableEstimate| order[one.question as usize] as usize;
    for one in rows.iter() {
        ends[place(one) + 1] += 1;
    }
    for place in 1..ends.len() {
        ends[place] += ends[place - 1];
    }
    // Now where each question begins, and once its rows are in, where it ends.
    let mut sorted = vec![0_u32; rows.len()];
    for (number, one) in (0..).zip(rows.iter()) {
        let end = &mut ends[place(one)];
        sorted[*end as usize] = number;
        *end += 1;
    }
    let mut begin = 0;
    for end in ends.iter().take(order.len()).map(|end| *end as usize) {
        let compare = |a: &u32, b: &u32| in_time(&rows[*a as usize], &rows[*b as usize]);
        sorted[begin..end].sort_unstable_by(compare);
        begin = end;
    }
    put_in_order(rows, &mut sorted);
}

/// Puts at each place what stands at the place that the list has there.
fn put_in_order<T>(items: &mut [T], list: &mut [u32]) {
    for begin in 0..list.len() {
        let mut at = begin;
        // What is done points to itself.
        while list[at] as usize != begin {
            let from = list[at] as usize;
            items.swap(at, from);
            list[at] = u32::try_from(at).expect("a table has fewer than 2^32 rows");
            at = from;
        }
        list[at] = u32::try_from(at).expect("a table has fewer than 2^32 rows");
    }
}

/// Compares rows of one question: by forecaster, and by revision or time. Of two of one time the
/// later in the table is the later; where no time is given, the order of the table does not matter.
fn in_time(a: &TableEstimate, b: &TableEstimate) -> Ordering {
    let made = |one: &TableEstimate| one.row.made.map(Moment::start);
    let place = |one: &TableEstimate| (one.row.forecaster, one.revision, made(one));
    let timeless = a.row.made.is_none() && b.row.made.is_none();
    let known = place(a).cmp(&place(b));
    known
        .then_with(|| {
            let content = |row: &Row<'_>| (row.value.order(), row.weight.get().to_bits());
            if timeless {
                content(&a.row).cmp(&content(&b.row))
            } else {
                Ordering::Equal
            }
        })
        .then(a.row.line.cmp(&b.row.line))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_thing_is_put_where_the_list_has_it() {
        let mut list: Vec<u32> = vec![3, 0, 2, 1, 5, 4];
        let mut items = ["a", "b", "c", "d", "e", "f"];
        put_in_order(&mut items, &mut list);
        assert_eq!(items, ["d", "a", "c", "b", "f", "e"]);
    }
}
