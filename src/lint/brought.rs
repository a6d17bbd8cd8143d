//! Which findings a change brought: those that were not there before it.

use std::collections::BTreeMap;

use crate::model::Finding;

/// Returns the findings that were not there before. What is found of a record still counts as found
/// when the record has another name by now.
#[must_use]
pub fn brought(mut now: Vec<Finding>, mut before: Vec<Finding>) -> Vec<Finding> {
    for key in [whole, without_name] {
        let mut known: BTreeMap<_, usize> = BTreeMap::new();
        for finding in &before {
            *known.entry(key(finding)).or_default() += 1;
        }
        let mut met: BTreeMap<_, usize> = BTreeMap::new();
        now.retain(|finding| match known.get_mut(&key(finding)) {
            Some(left) if *left > 0 => {
                *left -= 1;
                *met.entry(key(finding)).or_default() += 1;
                false
            }
            _ => true,
        });
        before.retain(|finding| match met.get_mut(&key(finding)) {
            Some(left) if *left > 0 => {
                *left -= 1;
                false
            }
            _ => true,
        });
    }
    now
}

/// What tells a finding from all others.
type Identity = (&'static str, String);

fn whole(finding: &Finding) -> Identity {
    (finding.rule.code, finding.message.clone())
}

/// Returns what is found, but not of which record: messages begin with its name.
fn without_name(finding: &Finding) -> Identity {
    let message = finding.message.as_str();
    let said = message.split_once("`: ").map_or(message, |(_, said)| said);
    (finding.rule.code, said.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::command_rules::{CHANGED_DEADLINE, DELETED_ESTIMATE};

    #[test]
    fn what_was_there_is_not_brought_and_what_is_there_once_more_is() {
        let one = |message: &str| CHANGED_DEADLINE.finding(message);
        let said = |now: &[&str], before: &[&str]| {
            let all = |messages: &[&str]| messages.iter().map(|message| one(message)).collect();
            let found = brought(all(now), all(before)).into_iter();
            found.map(|finding| finding.message).collect::<Vec<_>>()
        };
        assert_eq!(said(&["`a`: x", "`b`: y"], &["`a`: x"]), ["`b`: y"]);
        assert_eq!(said(&["`a`: x", "`a`: x"], &["`a`: x"]), ["`a`: x"]);
        // Renamed; and one beside one that is there as it was.
        assert!(said(&["`new`: x"], &["`old`: x"]).is_empty());
        assert_eq!(said(&["`b`: x", "`a`: x"], &["`a`: x"]), ["`b`: x"]);
        let other = vec![DELETED_ESTIMATE.finding("`a`: x")];
        assert_eq!(brought(vec![one("`a`: x")], other).len(), 1);
    }
}
