//! All rules over all records.

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::model::{Finding, Severity};
use crate::record::{Record, begin};

use super::findings::Findings;
use super::level::level;
use super::rule::{Check, Rule};
use super::rules::RULES;
use super::subject::Whole;
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
    all.extend(record_findings(whole, rules));
    all.extend(ledger_findings(whole, rules));
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

/// How many records one core takes at a time.
const CHUNK: usize = 256;

/// Returns what the rules that look at one forecast found, on all cores.
fn record_findings(whole: &Whole<'_>, rules: &[Loud]) -> Vec<Finding> {
    let checks: Vec<_> = rules
        .iter()
        .filter_map(|&(rule, severity)| match rule.check {
            Check::Record(check) => Some((check, rule, severity)),
            _ => None,
        })
        .collect();
    let chunk = |records: &[Record]| {
        let start = |&(check, rule, severity)| (check, Findings::of(rule, severity));
        let mut open: Vec<_> = checks.iter().map(start).collect();
        for subject in records.iter().filter_map(|record| whole.view(record)) {
            for (check, findings) in &mut open {
                check(&subject, findings);
            }
        }
        open.into_iter()
            .flat_map(|(_, findings)| findings.into_vec())
    };
    let chunks = whole.records.par_chunks(CHUNK);
    chunks.flat_map_iter(chunk).collect()
}

/// Returns what the rules that look at all records together found.
fn ledger_findings(whole: &Whole<'_>, rules: &[Loud]) -> Vec<Finding> {
    let mut all = Vec::new();
    for &(rule, severity) in rules {
        if let Check::Ledger(check) = rule.check {
            let mut findings = Findings::of(rule, severity);
            check(whole, &mut findings);
            all.extend(findings.into_vec());
        }
    }
    all
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
