//! Findings as JUnit XML, which every CI server can show.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::CheckRun;
use super::text::count;
use crate::lint::LocatedFinding;
use crate::model::Severity;
use crate::record::without_ending;
use crate::render::escape::{one_line, visible};

/// Returns the findings as one suite of tests: each finding a test that failed, or, where a warning
/// does not count as a failure, one that was skipped. Without findings there is one that passed.
#[must_use]
pub fn junit(findings: &[LocatedFinding], run: &CheckRun<'_>) -> String {
    let fails = |finding: &LocatedFinding| run.strict || finding.severity == Severity::Error;
    let failures = findings.iter().filter(|finding| fails(finding)).count();
    let skipped = findings.len() - failures;
    let tests = findings.len().max(1);
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n");
    let _ = writeln!(
        out,
        "  <testsuite id=\"0\" package=\"foretell\" name=\"{}\" timestamp=\"{}T00:00:00\" \
         hostname=\"localhost\" tests=\"{tests}\" failures=\"{failures}\" errors=\"0\" \
         skipped=\"{skipped}\" time=\"0\">\n    <properties/>",
        run.command, run.as_of
    );
    let mut names = BTreeMap::new();
    for finding in findings {
        let name = name(finding);
        let again = names.entry(name.clone()).or_insert(0);
        *again += 1;
        let name = match *again {
            1 => name,
            n => format!("{name} ({n})"),
        };
        out += &test(finding, &name, fails(finding));
    }
    if findings.is_empty() {
        let _ = writeln!(
            out,
            "    <testcase name=\"no findings\" classname=\"{}\" time=\"0\"/>",
            run.command
        );
    }
    let said = escaped(&count(findings, run.checked));
    let _ = writeln!(
        out,
        "    <system-out>{said}</system-out>\n    <system-err/>"
    );
    out + "  </testsuite>\n</testsuites>\n"
}

/// Returns the name of a test, which stays while lines move: the rule, and the record or the file.
fn name(finding: &LocatedFinding) -> String {
    let code = finding.rule.code;
    match (&finding.id, finding.places.first()) {
        (Some(id), _) => format!("{code}: {id}"),
        (None, Some(place)) => format!("{code}: {}", one_line(&place.file)),
        (None, None) => code.to_owned(),
    }
}

fn test(finding: &LocatedFinding, name: &str, fails: bool) -> String {
    let file = finding.places.first().map_or("", |place| &*place.file);
    let classname = one_line(without_ending(file).unwrap_or(file)).replace('/', ".");
    let message = attribute(&finding.message);
    let mut said = format!("{}: {}", finding.severity, escaped(&finding.message));
    for place in &finding.places {
        let label = place
            .label
            .as_deref()
            .map(|label| format!(" {}", escaped(label)));
        let file = escaped(&place.file);
        let label = label.unwrap_or_default();
        let _ = write!(said, "\n{file}:{}:{}{label}", place.line, place.column);
    }
    if let Some(help) = &finding.help {
        let _ = write!(said, "\nhelp: {}", escaped(help));
    }
    let body = if fails {
        format!(
            "<failure type=\"{}\" message=\"{message}\">{said}</failure>",
            finding.rule.code
        )
    } else {
        format!("<skipped message=\"{message}\">{said}</skipped>")
    };
    format!(
        "    <testcase name=\"{}\" classname=\"{}\" time=\"0\">\n      {body}\n    </testcase>\n",
        escaped(name),
        escaped(&classname)
    )
}

/// Returns a text as it may stand in an attribute: on one line.
fn attribute(text: &str) -> String {
    escaped(&one_line(text))
}

/// Returns a text as XML 1.0 can hold it, between tags and between quotes.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in visible(text).chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&apos;"),
            // The two that are no controls and no XML either.
            '\u{fffe}' | '\u{ffff}' => out.extend(c.escape_unicode()),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::samples::{assert_page, made_with, run, samples};
    use super::*;

    #[test]
    fn a_finding_is_a_test_that_failed_or_was_skipped() {
        assert_page("junit", &junit(&samples(), &run(&made_with())));
    }

    #[test]
    fn no_text_is_markup_or_outside_of_xml() {
        let mut finding = samples().remove(2);
        finding.message = "]]> <b> &amp; \"'\u{0}\u{ffff}".to_owned();
        let page = junit(&[finding], &run(&made_with()));
        let text = "]]&gt; &lt;b&gt; &amp;amp; &quot;&apos;\\u{0}\\u{ffff}";
        assert_eq!(page.matches(text).count(), 2, "{page}");
    }
}
