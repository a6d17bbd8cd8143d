//! All rules over all records.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rayon::prelude::*;

use crate::model::{Finding, Rule, Settings, Severity};
use crate::record::{Record, begin};

use super::findings::Findings;
use super::level::level;
use super::rule::Check;
use super::rules::CHECKS;
use super::views::LedgerView;
use super::waive::Waivers;

/// What the rules have to say.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Report {
    /// The findings, by file, document, place and code.
    pub findings: Vec<Finding>,
    /// How many more the records waive.
    pub waived: usize,
}

/// Returns what the rules have to say, each as loud as the settings want it.
///
/// `read` are the findings of the reader that belong to no record: those of the settings.
#[must_use]
pub fn check(whole: &LedgerView<'_>, read: &[Finding]) -> Report {
    run(whole, read, |rule| level(rule, whole.settings))
}

/// Returns what one rule has to say, whether or not the settings want it to speak.
#[must_use]
pub fn check_only(whole: &LedgerView<'_>, read: &[Finding], code: &str) -> Report {
    run(whole, read, |rule| {
        (rule.code == code).then_some(rule.severity)
    })
}

/// Returns everything that is wrong with the settings alone, and keeps them from being those that were
/// meant: what the reader found, and rules that do not exist.
#[must_use]
pub fn settings(settings: &Settings, read: &[Finding]) -> Vec<Finding> {
    let whole = LedgerView::new(&[], settings, NaiveDate::default());
    let unknown = check_only(&whole, &[], "unknown-rule").findings;
    let read = read.iter().cloned();
    read.chain(unknown)
        .filter(|finding| finding.severity == Severity::Error)
        .collect()
}

/// Returns what a command of its own found, each finding as loud as the settings want it.
#[must_use]
pub fn apply_levels(whole: &LedgerView<'_>, findings: Vec<Finding>) -> Report {
    let loud = findings.into_iter().filter_map(|finding| {
        let severity = level(finding.rule, whole.settings)?;
        // What git shows may be graver than what the record says itself.
        let is_set = whole.settings.rules.contains_key(finding.rule.code);
        let own = finding.severity;
        Some(Finding {
            severity: if is_set { severity } else { severity.min(own) },
            ..finding
        })
    });
    waived(whole, loud.collect())
}

/// Runs every rule that is not off; `loud` says how grave its findings are.
fn run(
    whole: &LedgerView<'_>,
    read: &[Finding],
    loud: impl Fn(&'static Rule) -> Option<Severity>,
) -> Report {
    let mut all = read_findings(whole, read, &loud);
    let checks = CHECKS.iter();
    let checks = checks.filter_map(|&check| Some((check, loud(check.rule())?)));
    let checks: Vec<ActiveCheck> = checks.collect();
    all.extend(record_findings(whole, &checks));
    all.extend(ledger_findings(whole, &checks));
    waived(whole, all)
}

/// A check, and how grave its findings are.
type ActiveCheck = (&'static Check, Severity);

/// Returns findings in their order, without those that the records waive.
fn waived(whole: &LedgerView<'_>, mut all: Vec<Finding>) -> Report {
    let found = all.len();
    let waivers = Waivers::of(whole.records, whole.as_of);
    all.retain(|finding| !waivers.cover(finding));
    sort(&mut all, whole.records);
    Report {
        waived: found - all.len(),
        findings: all,
    }
}

/// Returns what the reader found under the rules that are not off.
fn read_findings(
    whole: &LedgerView<'_>,
    read: &[Finding],
    loud: impl Fn(&'static Rule) -> Option<Severity>,
) -> Vec<Finding> {
    let of_records = whole.records.iter().flat_map(|record| &record.findings);
    let of_censuses = whole.censuses.iter().flat_map(|census| &census.findings);
    let found = of_records
        .chain(of_censuses)
        .chain(read)
        .filter_map(|finding| {
            let severity = loud(finding.rule)?;
            Some(Finding {
                severity,
                ..finding.clone()
            })
        });
    found.collect()
}

/// How many findings of one rule are kept of one record: who has read a hundred knows what to do with
/// the rest, and a record may have thousands of estimates.
const MOST_OF_ONE: usize = 100;

/// How many records one core takes at a time.
const CHUNK: usize = 256;

/// Returns what the rules that look at one forecast found, on all cores.
fn record_findings(whole: &LedgerView<'_>, checks: &[ActiveCheck]) -> Vec<Finding> {
    let checks: Vec<_> = checks
        .iter()
        .filter_map(|&(check, severity)| match check {
            Check::Record(rule, check) => Some((check, *rule, severity)),
            Check::Ledger(..) => None,
        })
        .collect();
    let chunk = |records: &[Record]| {
        let start = |&(check, rule, severity)| (check, Findings::of(rule, severity));
        let mut open: Vec<_> = checks.iter().map(start).collect();
        for subject in records.iter().filter_map(|record| whole.view(record)) {
            for (check, findings) in &mut open {
                findings.at_most(MOST_OF_ONE, |findings| check(&subject, findings));
            }
        }
        open.into_iter()
            .flat_map(|(_, findings)| findings.into_vec())
    };
    let chunks = whole.records.par_chunks(CHUNK);
    chunks.flat_map_iter(chunk).collect()
}

/// Returns what the rules that look at all records together found.
fn ledger_findings(whole: &LedgerView<'_>, checks: &[ActiveCheck]) -> Vec<Finding> {
    let mut all = Vec::new();
    for &(check, severity) in checks {
        if let Check::Ledger(rule, check) = check {
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
        (place, finding.rule.code)
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_says_a_hundred_times_what_is_wrong_with_one_record_and_counts_the_rest() {
        let line = "  - {date: 2015-06-01, by: ann, probability: 0%}\n";
        let lines = |many: usize| format!("{HEAD}estimates:\n{}", line.repeat(many));
        let long = records(&[
            ("forecasts/a.yaml", &lines(103)),
            ("forecasts/b.yaml", &lines(100)),
        ]);
        let all = report(&long, &Settings::default(), "2015-06-02").findings;
        let certain = all
            .iter()
            .filter(|found| found.rule.code == "certain-estimate");
        let certain: Vec<_> = certain.map(|found| &found.message).collect();
        assert_eq!(certain.len(), 200);
        let counted = certain
            .iter()
            .filter(|message| message.ends_with(" (and 3 more in this record)"));
        assert_eq!(counted.count(), 1);
    }
    use crate::model::{Level, parse_day};
    use crate::record::{SourceFile, read_all};

    const HEAD: &str = "question: Will it rain before 2016?\ndeadline: 2015-12-31\n";

    fn records(files: &[(&str, &str)]) -> Vec<Record> {
        let sources: Vec<_> = files
            .iter()
            .map(|(path, text)| SourceFile::of_bytes(*path, text.as_bytes()))
            .collect();
        read_all(&sources, &Settings::default())
    }

    fn report(records: &[Record], settings: &Settings, as_of: &str) -> Report {
        let as_of = parse_day(as_of).unwrap();
        check(&LedgerView::new(records, settings, as_of), &[])
    }

    /// Returns the severity and code of each finding of a record with these lines.
    fn found(lines: &str, rules: &[(&str, Level)]) -> Vec<(Severity, &'static str)> {
        let settings = Settings {
            rules: rules
                .iter()
                .map(|(code, level)| ((*code).to_owned(), *level))
                .collect(),
            ..Settings::default()
        };
        let records = records(&[("forecasts/x.yaml", &format!("{HEAD}{lines}"))]);
        let report = report(&records, &settings, "2015-06-01");
        let findings = report.findings.iter();
        findings.map(|one| (one.severity, one.rule.code)).collect()
    }

    #[test]
    fn the_settings_say_how_loud_a_rule_is() {
        use Severity::{Error, Warning};
        assert_eq!(found("", &[]), [(Warning, "no-criteria")]);
        assert_eq!(
            found("", &[("no-criteria", Level::Error)]),
            [(Error, "no-criteria")]
        );
        assert_eq!(found("", &[("no-criteria", Level::Off)]), []);
        let on = [("no-criteria", Level::Off), ("no-estimate", Level::Warn)];
        assert_eq!(found("", &on), [(Warning, "no-estimate")]);
        let bare = "criteria: rain\nestimates: [{date: 2014-05-12, by: a, probability: 1}]\n";
        assert_eq!(found(bare, &[]), [(Warning, "bare-one")]);
        assert_eq!(found(bare, &[("bare-one", Level::Off)]), []);
    }

    #[test]
    fn an_error_of_the_reader_cannot_be_turned_down() {
        let lines = "criteria: rain\nopened: 2014-5-1\n";
        let rules = [("bad-date", Level::Off), ("fixed-rule", Level::Off)];
        assert_eq!(found(lines, &rules), [(Severity::Error, "bad-date")]);
    }

    #[test]
    fn a_waiver_holds_until_its_day_and_only_with_a_reason() {
        let waive = "waive:\n- {rule: no-criteria, until: 2015-03-01, because: in work}\n";
        let records = |text: &str| records(&[("forecasts/x.yaml", text)]);
        let settings = Settings::default();
        let waived = records(&format!("{HEAD}{waive}"));
        let last = report(&waived, &settings, "2015-03-01");
        assert_eq!((last.findings.len(), last.waived), (0, 1));
        let after = report(&waived, &settings, "2015-03-02");
        let after: Vec<_> = after.findings.iter().map(|one| one.rule.code).collect();
        assert_eq!(after, ["no-criteria", "waiver-expired"]);

        let without = waive.replace(", because: in work", "");
        let codes: Vec<_> = report(
            &records(&format!("{HEAD}{without}")),
            &settings,
            "2015-03-01",
        )
        .findings
        .iter()
        .map(|one| one.rule.code)
        .collect();
        assert_eq!(codes, ["no-criteria", "waiver-incomplete"]);
    }

    #[test]
    fn a_waiver_holds_for_its_own_document_only() {
        let waive = "waive:\n- {rule: no-criteria, until: 2030-03-01, because: in work}\n";
        let other = HEAD.replace("rain", "snow");
        let text = format!("id: a\n{HEAD}{waive}---\nid: b\n{other}");
        let records = records(&[("forecasts/all.yaml", &text)]);
        let report = report(&records, &Settings::default(), "2025-06-01");
        assert_eq!((report.findings.len(), report.waived), (1, 1));
        assert_eq!(report.findings[0].places[0].document, 1);
    }

    #[test]
    fn findings_are_sorted_by_file_document_place_and_code() {
        let late = "opened: 2016-01-01\nestimates:\n- {date: 2016-05-12, by: a, probability: 0}\n";
        let other = HEAD.replace("rain", "snow");
        let bundle = format!("id: b\n{HEAD}---\nid: a\n{other}{late}");
        let records = records(&[
            ("forecasts/b.yaml", &bundle),
            ("forecasts/a0.yaml", "id: [\n"),
        ]);
        let report = report(&records, &Settings::default(), "2025-06-01");
        let found: Vec<_> = report
            .findings
            .iter()
            .map(|one| (&*one.places[0].file, one.places[0].document, one.rule.code))
            .collect();
        assert_eq!(
            found,
            [
                ("forecasts/a0.yaml", 0, "yaml-syntax"),
                ("forecasts/b.yaml", 0, "no-criteria"),
                ("forecasts/b.yaml", 1, "no-criteria"),
                ("forecasts/b.yaml", 1, "deadline-before-opening"),
                ("forecasts/b.yaml", 1, "estimate-after-deadline"),
                ("forecasts/b.yaml", 1, "certain-estimate"),
            ]
        );
    }

    #[test]
    fn many_records_give_what_each_gives_alone_in_order() {
        let files: Vec<_> = (0..3 * CHUNK)
            .map(|i| {
                (
                    format!("forecasts/f{i:04}.yaml"),
                    HEAD.replace("rain", &format!("be {i}")),
                )
            })
            .collect();
        let files: Vec<_> = files
            .iter()
            .map(|(path, text)| (&**path, &**text))
            .collect();
        let report = report(&records(&files), &Settings::default(), "2025-06-01");
        let places = report.findings.iter().map(|one| &*one.places[0].file);
        assert!(places.eq(files.iter().map(|(path, _)| *path)));
    }

    #[test]
    fn settings_are_faulty_where_a_rule_is_none_whatever_they_say_of_that_rule() {
        let rules = [("overdew", Level::Error), ("unknown-rule", Level::Off)];
        let said = Settings {
            rules: rules.map(|(code, level)| (code.to_owned(), level)).into(),
            ..Settings::default()
        };
        let codes: Vec<_> = settings(&said, &[])
            .iter()
            .map(|one| one.rule.code)
            .collect();
        assert_eq!(codes, ["unknown-rule"]);
        assert_eq!(settings(&Settings::default(), &[]), []);
    }

    #[test]
    fn a_rule_alone_speaks_even_where_it_is_off() {
        let records = records(&[("forecasts/x.yaml", HEAD)]);
        let settings = Settings::default();
        let whole = LedgerView::new(&records, &settings, parse_day("2015-06-01").unwrap());
        let report = check_only(&whole, &[], "no-estimate");
        assert_eq!(report.findings.len(), 1);
        assert_eq!(check_only(&whole, &[], "no-such-rule"), Report::default());
    }
}
