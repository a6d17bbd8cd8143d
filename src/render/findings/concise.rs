//! Findings in a line each, as compilers and editors have them.

use std::collections::BTreeMap;

use super::text::count;
use super::{CheckedCounts, ink};
use crate::lint::LocatedFinding;
use crate::render::escape::{one_line, visible};
use crate::render::{Screen, ScreenTable, Style, column};

/// Returns the findings in a line each: `FILE:LINE:COLUMN: level[rule] message`; and a count.
#[must_use]
pub fn concise(findings: &[LocatedFinding], counts: CheckedCounts, style: Style) -> String {
    let mut out = String::new();
    for finding in findings {
        let place = finding.places.first();
        let place = place.map(|at| format!("{}:{}:{}: ", visible(&at.file), at.line, at.column));
        let head = format!("{}[{}]", finding.severity, finding.rule.code);
        let head = style.paint(ink(finding.severity), &head);
        out += &place.unwrap_or_default();
        out += &format!("{head} {}\n", one_line(&finding.message));
    }
    out + &count(findings, counts) + "\n"
}

/// Returns how often each rule found something, the most frequent first; and a count.
#[must_use]
pub fn statistics(findings: &[LocatedFinding], counts: CheckedCounts, screen: Screen) -> String {
    let mut rules: BTreeMap<&str, (usize, &LocatedFinding)> = BTreeMap::new();
    for finding in findings {
        rules.entry(finding.rule.code).or_insert((0, finding)).0 += 1;
    }
    let mut rules: Vec<_> = rules.into_values().collect();
    rules.sort_by_key(|(n, _)| std::cmp::Reverse(*n));
    let mut table = ScreenTable::new([
        column::figure("findings"),
        column::whole("level"),
        column::whole("rule"),
        column::text("what it is"),
    ]);
    for (n, finding) in &rules {
        table.row(vec![
            n.to_string(),
            finding.severity.to_string(),
            finding.rule.code.to_owned(),
            finding.rule.summary.to_owned(),
        ]);
    }
    let table = if rules.is_empty() {
        String::new()
    } else {
        table.table(screen) + "\n"
    };
    table + &count(findings, counts) + "\n"
}

#[cfg(test)]
mod tests {
    use super::super::samples::{made_with, run, samples};
    use super::*;

    #[test]
    fn each_finding_is_a_line_and_a_hostile_one_too() {
        let counts = run(&made_with()).checked;
        assert_eq!(
            concise(&samples(), counts, Style::Plain),
            "forecasts/gas/deal.yaml:4:9: error[bad-date] a day is written in full, as 2014-05-01\n\
             forecasts/gas/deal.yaml:12:11: warning[estimate-after-deadline] the estimate of 2016-02-01 \
             comes after the deadline\n\
             forecasts/a,b:c%.yaml:7:3: error[unknown-word] `50%\\u{1b}[31m :\\u{3a}error:\\u{3a}gone` is no word\n\
             2 errors, 1 warning in 2 of 3 records\n"
        );
    }

    #[test]
    fn statistics_count_by_rule_the_most_frequent_first() {
        let counts = run(&made_with()).checked;
        let mut all = samples();
        all.push(samples().remove(1));
        let page = statistics(&all, counts, Screen::new(100));
        let rows: Vec<_> = page
            .lines()
            .filter(|line| line.contains(" warning ") || line.contains(" error "))
            .collect();
        assert!(
            rows[0].contains("2  warning  estimate-after-deadline"),
            "{page}"
        );
        assert_eq!(rows.len(), 3, "{page}");
        assert_eq!(
            statistics(&[], counts, Screen::new(100)),
            "no findings in 3 records\n"
        );
    }
}
