//! A name for a finding that outlives the lines above it.

use std::collections::BTreeMap;

use crate::lint::LocatedFinding;

/// Returns a name for each finding, in their order: the same as long as the rule finds something at the
/// same key of the same record, whatever it says of it today and wherever the record has moved to.
pub(super) fn fingerprints(findings: &[LocatedFinding]) -> Vec<String> {
    let mut seen: BTreeMap<u64, u64> = BTreeMap::new();
    let one = |finding: &LocatedFinding| {
        let hash = identity(finding);
        let again = seen.entry(hash).or_default();
        *again += 1;
        format!("{:016x}", fnv(hash, &again.to_le_bytes()))
    };
    findings.iter().map(one).collect()
}

fn identity(finding: &LocatedFinding) -> u64 {
    let mut hash = fnv(OFFSET, finding.rule.code.as_bytes());
    let Some(place) = finding.places.first() else {
        return hash;
    };
    hash = if let Some(id) = &finding.id {
        fnv(hash, id.as_str().as_bytes())
    } else {
        let document = (finding.document as u64).to_le_bytes();
        fnv(fnv(hash, place.file.as_bytes()), &document)
    };
    fnv(hash, place.route.as_bytes())
}

/// The start and the factor of FNV-1a with 64 bits, from
/// <https://datatracker.ietf.org/doc/html/draft-eastlake-fnv>. The standard library's hash may
/// change with a release, and a fingerprint may not.
const OFFSET: u64 = 0xcbf2_9ce4_8422_2325;
const FACTOR: u64 = 0x0000_0100_0000_01b3;

fn fnv(hash: u64, bytes: &[u8]) -> u64 {
    // A byte that no UTF-8 has ends each part, so that `ab` and `c` are not `a` and `bc`.
    let parts = bytes.iter().chain(&[0xff]);
    parts.fold(hash, |hash, &byte| {
        (hash ^ u64::from(byte)).wrapping_mul(FACTOR)
    })
}

#[cfg(test)]
mod tests {
    use super::super::samples::samples;
    use super::*;

    #[test]
    fn a_finding_is_the_same_tomorrow_and_in_another_folder() {
        let finding = samples().remove(0);
        let print =
            |finding: &LocatedFinding| fingerprints(std::slice::from_ref(finding)).remove(0);
        let mut moved = finding.clone();
        moved.message += ", for a day longer";
        moved.places[0].file = "forecasts/elsewhere/deal.yaml".into();
        moved.places[0].line += 7;
        assert_eq!(print(&finding), print(&moved));
        let mut other = finding.clone();
        other.places[0].route = "deadline".to_owned();
        assert_ne!(print(&finding), print(&other));
        // Two at one key are two.
        let both = fingerprints(&[finding.clone(), finding]);
        assert_ne!(both[0], both[1]);
    }

    #[test]
    fn the_hash_is_fnv_1a() {
        // The published value of FNV-1a for "foobar" with the end of the part put last.
        let foobar = b"foobar".iter().fold(OFFSET, |hash, &byte| {
            (hash ^ u64::from(byte)).wrapping_mul(FACTOR)
        });
        assert_eq!(foobar, 0x8594_4171_f739_67e8);
        assert_ne!(fnv(fnv(OFFSET, b"ab"), b"c"), fnv(fnv(OFFSET, b"a"), b"bc"));
    }
}
