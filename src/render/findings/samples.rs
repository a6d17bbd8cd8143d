//! Findings for the tests of the formats: a plain one, one of two places, and a hostile one.

use super::{CheckInfoV1, CheckRun, CheckedCounts, RuleChoiceV1};
use crate::lint::{LocatedFinding, RULES};
use crate::model::{ForecastId, Rule, Severity, parse_day};
use crate::record::Located;
use crate::render::DayV1;

fn place(line: usize, columns: (usize, usize), snippet: &str, route: &str) -> Located {
    Located {
        file: "forecasts/gas/deal.yaml".into(),
        line,
        column: columns.0,
        end_line: line,
        end_column: columns.1,
        snippet: snippet.to_owned(),
        route: route.to_owned(),
        label: None,
    }
}

fn rule(code: &str) -> &'static Rule {
    let mut rules = RULES.iter();
    rules.find(|rule| rule.code == code).expect(code)
}

pub(super) fn samples() -> Vec<LocatedFinding> {
    vec![plain(), of_two_places(), hostile()]
}

fn plain() -> LocatedFinding {
    LocatedFinding {
        rule: rule("bad-date"),
        severity: Severity::Error,
        message: "a day is written in full, as 2014-05-01".to_owned(),
        help: Some("write 2014-05-01".to_owned()),
        id: ForecastId::parse("deal").ok(),
        document: 0,
        places: vec![place(4, (9, 17), "opened: 2014-5-1", "opened")],
    }
}

fn of_two_places() -> LocatedFinding {
    LocatedFinding {
        rule: rule("estimate-after-deadline"),
        severity: Severity::Warning,
        message: "the estimate of 2016-02-01 comes after the deadline".to_owned(),
        help: Some("correct the date or the deadline".to_owned()),
        id: ForecastId::parse("deal").ok(),
        document: 0,
        places: vec![
            place(12, (11, 21), "  - date: 2016-02-01", "estimates[0].date"),
            Located {
                label: Some("the deadline".to_owned()),
                ..place(5, (11, 21), "deadline: 2015-12-31", "deadline")
            },
        ],
    }
}

/// A finding whose texts try to end an annotation, start another and turn the terminal red.
fn hostile() -> LocatedFinding {
    LocatedFinding {
        rule: rule("unknown-word"),
        severity: Severity::Error,
        message: "`50%\u{1b}[31m\r\n::error::gone` is no word".to_owned(),
        help: None,
        id: None,
        document: 1,
        places: vec![Located {
            file: "forecasts/a,b:c%.yaml".into(),
            end_line: 9,
            ..place(7, (3, 2), "  | \u{202e}two", "x")
        }],
    }
}

/// What made a run that is not strict.
pub(super) fn made_with() -> CheckInfoV1 {
    CheckInfoV1::Check {
        as_of: DayV1::new("2025-06-01"),
        strict: false,
        changed_since: None,
        rules: RuleChoiceV1::default(),
        witness: None,
    }
}

/// A run that is not strict.
pub(super) fn run(made_with: &CheckInfoV1) -> CheckRun<'_> {
    CheckRun {
        command: "check",
        made_with,
        as_of: parse_day("2025-06-01").unwrap(),
        strict: false,
        checked: CheckedCounts {
            records: 3,
            waived: 0,
        },
    }
}

/// Holds a format to its page in `snapshots/findings`.
pub(super) fn assert_page(name: &str, page: &str) {
    insta::with_settings!({
        snapshot_path => concat!(env!("CARGO_MANIFEST_DIR"), "/snapshots/findings"),
        prepend_module_to_snapshot => false,
        omit_expression => true,
    }, {
        insta::assert_snapshot!(name, page);
    });
}
