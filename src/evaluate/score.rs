//! The scoreboard.

use crate::ledger::Ledger;
use crate::model::KindName;

use super::gather::gather;
use super::row::{Basis, Coverage, Row};
use super::skipped::Skipped;
use super::{Request, Said, binary, split};

/// The scores of a ledger.
#[derive(Clone, Debug)]
pub struct Scores {
    /// A row for each group of each kind, and the kind's total after its groups.
    pub rows: Vec<Row>,
    /// What was left out.
    pub skipped: Skipped,
}

/// Returns the scores of a ledger.
#[must_use]
pub fn score(ledger: &Ledger, request: &Request) -> Scores {
    let gathered = gather(ledger, request);
    let skipped = gathered.skipped;
    let mut rows = Vec::new();
    for kind in KindName::ALL {
        let said = of_kind(&gathered.said, kind);
        let pending = of_kind(&gathered.pending, kind);
        if said.is_empty() && pending.is_empty() {
            continue;
        }
        let pending = split(&pending, &request.group_by);
        for (group, said) in split(&said, &request.group_by) {
            let waits = pending.iter().find(|(other, _)| *other == group);
            let waits = waits.map_or(&[][..], |(_, said)| said);
            let covered = Coverage::of(&gathered.covered, &group, kind);
            let figures = binary::figures(&said, waits, request);
            rows.push(Row {
                group,
                kind,
                basis: Basis::of(&said),
                coverage: covered,
                figures,
            });
        }
    }
    Scores { rows, skipped }
}

fn of_kind<'a>(said: &[Said<'a>], kind: KindName) -> Vec<Said<'a>> {
    said.iter()
        .filter(|one| one.entry.forecast.kind.name() == kind)
        .copied()
        .collect()
}
