//! The manual lists from what size on figures are worked out another way.

use std::collections::BTreeMap;
use std::fs;

use foretell::scoring::thresholds;

use crate::common::root;

#[test]
fn the_manual_lists_every_threshold_with_its_size() {
    let manual = fs::read_to_string(root().join("docs/scoring.md")).unwrap();
    let rows = manual.lines().filter_map(|line| {
        let mut cells = line.strip_prefix("| `")?.split('|').map(str::trim);
        let name = cells.next()?.trim_end_matches('`');
        let size = cells.next()?.split(' ').next()?;
        let size: usize = size.parse().ok()?;
        (name == name.to_uppercase()).then_some((name, size))
    });
    let listed: BTreeMap<&str, usize> = rows.collect();
    assert_eq!(listed, thresholds::ALL.iter().copied().collect());
}
