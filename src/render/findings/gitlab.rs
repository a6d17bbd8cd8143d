//! Findings as GitLab's code-quality report, which it shows beside the lines of a merge request.

use serde::Serialize;

use super::fingerprint::fingerprints;
use crate::lint::LocatedFinding;
use crate::model::Severity;
use crate::render::escape::visible;

#[derive(Serialize)]
struct Issue {
    description: String,
    check_name: &'static str,
    fingerprint: String,
    severity: &'static str,
    location: Location,
}

#[derive(Serialize)]
struct Location {
    path: String,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: usize,
    end: usize,
}

/// Returns the findings as a list of issues.
#[must_use]
pub fn gitlab(findings: &[LocatedFinding]) -> String {
    let issues = findings.iter().zip(fingerprints(findings)).map(issue);
    let issues: Vec<_> = issues.collect();
    let text = serde_json::to_string_pretty(&issues);
    text.expect("text and numbers can always be written as JSON") + "\n"
}

fn issue((finding, fingerprint): (&LocatedFinding, String)) -> Issue {
    let mut description = visible(&finding.message).into_owned();
    if let Some(help) = &finding.help {
        description += &format!("; {}", visible(help));
    }
    let place = finding.places.first();
    Issue {
        description,
        check_name: finding.rule.code,
        fingerprint,
        severity: match finding.severity {
            Severity::Error => "major",
            Severity::Warning => "minor",
        },
        location: Location {
            path: place.map_or_else(String::new, |place| visible(&place.file).into_owned()),
            lines: Lines {
                begin: place.map_or(1, |place| place.line),
                end: place.map_or(1, |place| place.end_line),
            },
        },
    }
}

#[cfg(test)]
mod tests {
    use super::super::samples::{assert_page, samples};
    use super::*;

    #[test]
    fn an_issue_has_its_place_and_a_fingerprint() {
        assert_page("gitlab", &gitlab(&samples()));
    }
}
