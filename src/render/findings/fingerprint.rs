//! A name for a finding that outlives the lines above it.

use std::collections::BTreeMap;

use crate::lint::LocatedFinding;

/// Returns a name for each finding, in their order: the same as long as the finding says the same
/// of the same place of the same record, wherever in the file that has moved to.
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
    hash = fnv(hash, &(finding.document as u64).to_le_bytes());
    if let Some(place) = finding.places.first() {
        hash = fnv(hash, place.file.as_bytes());
        hash = fnv(hash, place.route.as_bytes());
    }
    fnv(hash, finding.message.as_bytes())
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
    use super::*;

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
