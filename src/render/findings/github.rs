//! Findings as workflow commands, which GitHub shows beside the lines of a change.

use std::fmt::Write as _;

use crate::lint::LocatedFinding;
use crate::model::Severity;
use crate::record::Located;
use crate::render::escape::visible;

/// How many annotations of a step GitHub shows, less the one that says how many more there are.
const SHOWN: usize = 9;

/// Returns the findings as workflow commands, one a line: the gravest, since GitHub shows no more, and
/// how many others there are.
#[must_use]
pub fn github(findings: &[LocatedFinding]) -> String {
    let mut worst: Vec<&LocatedFinding> = findings.iter().collect();
    worst.sort_by_key(|finding| match finding.severity {
        Severity::Error => 0,
        Severity::Warning => 1,
    });
    let more = match worst.len() {
        all if all <= SHOWN + 1 => String::new(),
        all => {
            worst.truncate(SHOWN);
            format!(
                "::notice title=foretell::{} more: see the summary\n",
                all - SHOWN
            )
        }
    };
    worst.into_iter().map(command).collect::<String>() + &more
}

fn command(finding: &LocatedFinding) -> String {
    let name = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    };
    let place = finding.places.first().map(position).unwrap_or_default();
    let title = property(finding.rule.code);
    let mut message = visible(&finding.message).into_owned();
    if let Some(help) = &finding.help {
        let _ = write!(message, "\nhelp: {}", visible(help));
    }
    format!("::{name} {place}title={title}::{}\n", data(&message))
}

/// Returns the properties that say where. Columns only count within one line.
fn position(place: &Located) -> String {
    let file = property(&visible(&place.file));
    let (line, end_line) = (place.line, place.end_line);
    if end_line > line {
        return format!("file={file},line={line},endLine={end_line},");
    }
    let column = place.column;
    // GitHub's last column belongs to the text.
    let end = column.max(place.end_column - 1);
    format!("file={file},line={line},col={column},endColumn={end},")
}

/// Escapes the text of a command, which ends at a line break.
fn data(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

/// Escapes a property of a command, which also ends at a comma or a colon.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::super::samples::{assert_page, samples};
    use super::*;

    #[test]
    fn a_command_names_file_line_columns_and_rule() {
        assert_page("github", &github(&samples()[..2]));
    }

    #[test]
    fn the_gravest_are_shown_and_the_others_counted() {
        let many: Vec<_> = (0..20).flat_map(|_| samples()).collect();
        let page = github(&many);
        assert_eq!(page.matches("::error ").count(), SHOWN);
        assert!(
            page.ends_with("::notice title=foretell::51 more: see the summary\n"),
            "{page}"
        );
        // Ten are all shown.
        assert_eq!(github(&many[..10]).lines().count(), 10);
    }

    #[test]
    fn nothing_in_a_record_ends_a_command_or_starts_one() {
        let out = github(&samples()[2..]);
        assert_eq!(
            out,
            "::error file=forecasts/a%2Cb%3Ac%25.yaml,line=7,endLine=9,title=unknown-word::\
             `50%25\\u{1b}[31m\\u{d}\\u{a}:\\u{3a}error:\\u{3a}gone` is no word\n"
        );
    }

    #[test]
    fn a_finding_without_a_place_is_still_a_command() {
        let mut finding = samples().remove(0);
        finding.places.clear();
        finding.help = None;
        assert_eq!(
            github(&[finding]),
            "::error title=bad-date::a day is written in full, as 2014-05-01\n"
        );
    }
}
