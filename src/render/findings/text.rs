//! Findings for a person, each with the line that it is about.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::excerpt::excerpt;
use crate::lint::{LocatedFinding, SETTINGS_FILE, SOURCES_FOLDER};
use crate::model::Severity;
use crate::record::Located;
use crate::render::escape::visible;
use crate::render::{Color, Style};

/// What was looked at, for the last line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CheckedCounts {
    /// How many records were.
    pub records: usize,
    /// How many findings the records waive.
    pub waived: usize,
}

/// Returns the findings for a person: message, place, line with a mark, help; and a count.
#[must_use]
pub fn text(findings: &[LocatedFinding], checked: CheckedCounts, style: Style) -> String {
    let mut out = String::new();
    for finding in findings {
        out += &one(finding, style);
        out.push('\n');
    }
    out + &count(findings, checked) + "\n"
}

fn one(finding: &LocatedFinding, style: Style) -> String {
    let ink = ink(finding.severity);
    let head = format!("{}[{}]", finding.severity, finding.rule.code);
    let message = format!(": {}", visible(&finding.message));
    let mut out = style.paint(ink, &head) + &style.paint(Color::Strong, &message) + "\n";
    let gutter = gutter(&finding.places);
    for (i, place) in finding.places.iter().enumerate() {
        out += &shown(place, i == 0, gutter, ink, style);
    }
    if let Some(help) = &finding.help {
        let sign = style.paint(Color::Guide, &format!("{:gutter$} =", ""));
        let word = style.paint(Color::Strong, "help:");
        let _ = writeln!(out, "{sign} {word} {}", visible(help));
    }
    out
}

pub(super) fn ink(severity: Severity) -> Color {
    match severity {
        Severity::Error => Color::Error,
        Severity::Warning => Color::Warning,
    }
}

/// Returns how many digits the line numbers need.
fn gutter(places: &[Located]) -> usize {
    let last = places.iter().map(|place| place.line).max().unwrap_or(1);
    last.to_string().len()
}

fn shown(place: &Located, first: bool, gutter: usize, ink: Color, style: Style) -> String {
    let arrow = if first { "-->" } else { ":::" };
    let arrow = style.paint(Color::Guide, &format!("{:gutter$}{arrow}", ""));
    let file = visible(&place.file);
    let Some(line) = place.snippet.lines().next() else {
        return format!("{arrow} {file}\n");
    };
    let mut out = format!("{arrow} {file}:{}:{}\n", place.line, place.column);
    let end = if place.end_line > place.line {
        usize::MAX
    } else {
        place.end_column - 1
    };
    let excerpt = excerpt(line, place.column - 1, end);
    let (ink, sign) = if first {
        (ink, "^")
    } else {
        (Color::Guide, "-")
    };
    let label = place.label.as_deref().map(visible).unwrap_or_default();
    let mark = format!("{} {label}", sign.repeat(excerpt.mark));
    let mark = style.paint(ink, mark.trim_end());
    let rule = style.paint(Color::Guide, &format!("{:gutter$} |", ""));
    let number = style.paint(Color::Guide, &format!("{:>gutter$} |", place.line));
    let _ = writeln!(out, "{rule}\n{number} {}", excerpt.line.trim_end());
    let _ = writeln!(out, "{rule} {:lead$}{mark}", "", lead = excerpt.lead);
    out
}

/// Returns the last line: `3 errors, 1 warning in 2 of 40 records`.
pub(super) fn count(findings: &[LocatedFinding], checked: CheckedCounts) -> String {
    let of = |severity, word| {
        let found = findings.iter().filter(|one| one.severity == severity);
        number(found.count(), word)
    };
    let found = [
        of(Severity::Error, "error"),
        of(Severity::Warning, "warning"),
    ];
    let found: Vec<_> = found.into_iter().flatten().collect();
    let records = number(checked.records, "record").unwrap_or_else(|| "no records".to_owned());
    let (beside, faulty) = faulty(findings);
    let mut line = match (found.join(", "), faulty) {
        (none, _) if none.is_empty() => format!("no findings in {records}"),
        (some, 0) => format!("{some} in {}", beside.join(", ")),
        (some, faulty) => format!("{some} in {faulty} of {records}"),
    };
    if checked.waived > 0 {
        let _ = write!(line, "; {} waived", checked.waived);
    }
    line
}

fn number(n: usize, word: &str) -> Option<String> {
    match n {
        0 => None,
        1 => Some(format!("1 {word}")),
        _ => Some(format!("{n} {word}s")),
    }
}

/// Returns the files with findings that are not of records, and how many records have findings.
fn faulty(findings: &[LocatedFinding]) -> (Vec<&str>, usize) {
    let places = findings.iter().filter_map(|finding| {
        let place = finding.places.first()?;
        Some((&*place.file, finding.document))
    });
    let places: BTreeSet<_> = places.collect();
    let (beside, records): (Vec<_>, Vec<_>) = places
        .into_iter()
        .partition(|(file, _)| *file == SETTINGS_FILE || file.starts_with(SOURCES_FOLDER));
    let mut beside: Vec<_> = beside.into_iter().map(|(file, _)| file).collect();
    beside.dedup();
    (beside, records.len())
}

#[cfg(test)]
mod tests {
    use super::super::samples::{assert_page, samples};
    use super::*;

    const TALLY: CheckedCounts = CheckedCounts {
        records: 40,
        waived: 0,
    };

    #[test]
    fn each_finding_shows_its_lines_and_what_to_do() {
        assert_page("text", &text(&samples()[..2], TALLY, Style::Plain));
    }

    #[test]
    fn hostile_text_is_written_out() {
        let out = text(&samples()[2..], TALLY, Style::Plain);
        let (head, rest) = out.split_once('\n').unwrap();
        assert_eq!(
            head,
            r"error[unknown-word]: `50%\u{1b}[31m\u{d}\u{a}:\u{3a}error:\u{3a}gone` is no word"
        );
        assert!(
            rest.contains("7 |   | \\u{202e}two\n  |   ^^^^^^^^^^^^^\n"),
            "{rest}"
        );
    }

    #[test]
    fn colour_changes_nothing_but_colour() {
        let coloured = text(&samples()[..2], TALLY, Style::Colour);
        let mut bare = String::new();
        for (i, part) in coloured.split('\u{1b}').enumerate() {
            bare += if i == 0 {
                part
            } else {
                part.split_once('m').unwrap().1
            };
        }
        assert_eq!(bare, text(&samples()[..2], TALLY, Style::Plain));
    }

    #[test]
    fn the_last_line_counts() {
        let count = |findings: &[LocatedFinding], records, waived| {
            count(findings, CheckedCounts { records, waived })
        };
        let all = samples();
        assert_eq!(
            count(&all, 40, 1),
            "2 errors, 1 warning in 2 of 40 records; 1 waived"
        );
        assert_eq!(count(&all[..1], 1, 0), "1 error in 1 of 1 record");
        assert_eq!(count(&[], 1, 0), "no findings in 1 record");
        assert_eq!(count(&[], 0, 0), "no findings in no records");
        let mut settings = all[0].clone();
        settings.places[0].file = SETTINGS_FILE.into();
        assert_eq!(count(&[settings], 40, 0), "1 error in foretell.yaml");
    }
}
