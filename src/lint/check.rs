//! All rules over all records.

use std::collections::BTreeMap;

use crate::model::{Finding, Severity};
use crate::record::Record;

use super::findings::Findings;
use super::level::level;
use super::rule::{Check, Rule};
use super::rules::RULES;
use super::subject::Whole;
use super::tree::begin;
use super::waive::Waivers;

/// What the rules have to say.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Report {
    /// The findings, by file, document, place and code.
    pub findings: Vec<Finding>,
    /// How many more the records waive.
    pub waived: usize,
}

/// A rule, and how grave its findings are.
type Loud = (&'static Rule, Severity);

/// Returns what the rules have to say, each as loud as the settings want it.
///
/// `read` are the findings of the reader that belong to no record: those of the settings.
#[must_use]
pub fn check(whole: &Whole<'_>, read: &[Finding]) -> Report {
    let loud = |rule| level(rule, whole.settings).map(|severity| (rule, severity));
    run(
        whole,
        read,
        &RULES.iter().filter_map(loud).collect::<Vec<_>>(),
    )
}

/// Returns what one rule has to say, whether or not the settings want it to speak.
#[must_use]
pub fn check_only(whole: &Whole<'_>, read: &[Finding], code: &str) -> Report {
    let alone = RULES.iter().filter(|rule| rule.code == code);
    let loud = alone.map(|rule| (rule, rule.severity));
    run(whole, read, &loud.collect::<Vec<_>>())
}

fn run(whole: &Whole<'_>, read: &[Finding], rules: &[Loud]) -> Report {
    let mut all = read_findings(whole, read, rules);
    for &(rule, severity) in rules {
        let mut findings = Findings::of(rule);
        match rule.check {
            Check::Record(check) => {
                for subject in whole.subjects() {
                    check(&subject, &mut findings);
                }
            }
            Check::Ledger(check) => check(whole, &mut findings),
            Check::Reading | Check::Command => {}
        }
        all.extend(findings.into_vec().into_iter().map(|finding| Finding {
            severity,
            ..finding
        }));
    }
    let found = all.len();
    let waivers = Waivers::of(whole.records, whole.as_of);
    all.retain(|finding| !waivers.cover(finding));
    sort(&mut all, whole.records);
    Report {
        waived: found - all.len(),
        findings: all,
    }
}

/// Returns what the reader found under the given rules.
fn read_findings(whole: &Whole<'_>, read: &[Finding], rules: &[Loud]) -> Vec<Finding> {
    let levels: BTreeMap<_, _> = rules
        .iter()
        .map(|(rule, severity)| (rule.code, *severity))
        .collect();
    let of_records = whole.records.iter().flat_map(|record| &record.findings);
    of_records
        .chain(read)
        .filter_map(|finding| {
            let severity = *levels.get(finding.code)?;
            Some(Finding {
                severity,
                ..finding.clone()
            })
        })
        .collect()
}

fn sort(findings: &mut [Finding], records: &[Record]) {
    let by_place: BTreeMap<_, _> = records
        .iter()
        .map(|record| ((&*record.file, record.document), record))
        .collect();
    findings.sort_by_cached_key(|finding| {
        let place = finding.places.first();
        let place = place.map(|place| {
            let record = by_place.get(&(&*place.file, place.document)).copied();
            (place.file.clone(), place.document, begin(place, record))
        });
        (place, finding.code)
    });
}
