//! Findings in Markdown, for a comment or the summary of a job.

use super::CheckRun;
use super::text::count;
use crate::lint::LocatedFinding;
use crate::render::ScreenTable;
use crate::render::capped::capped;
use crate::render::column;

/// How many findings a summary shows at most.
const MAX_FINDINGS: usize = 200;

/// Returns the findings as a table under a heading.
#[must_use]
pub fn markdown(findings: &[LocatedFinding], run: &CheckRun<'_>) -> String {
    page(findings, run, findings.len())
}

/// Returns the first findings as a table, and says how many more there are.
#[must_use]
pub fn summary(findings: &[LocatedFinding], run: &CheckRun<'_>) -> String {
    capped(page(findings, run, MAX_FINDINGS))
}

fn page(findings: &[LocatedFinding], run: &CheckRun<'_>, most: usize) -> String {
    let head = format!(
        "## foretell {}\n\n{}\n",
        run.command,
        count(findings, run.checked)
    );
    if findings.is_empty() {
        return head;
    }
    let mut sheet = ScreenTable::new([
        column::whole("level"),
        column::text("rule"),
        column::text("where"),
        column::text("finding"),
        column::text("what to do"),
    ]);
    for finding in findings.iter().take(most) {
        let place = finding.places.first();
        sheet.row(vec![
            finding.severity.to_string(),
            finding.rule.code.to_owned(),
            place.map_or_else(String::new, |at| {
                format!("{}:{}:{}", at.file, at.line, at.column)
            }),
            finding.message.clone(),
            finding.help.clone().unwrap_or_default(),
        ]);
    }
    let more = match findings.len().saturating_sub(most) {
        0 => String::new(),
        more => format!("\n{more} more are not shown.\n"),
    };
    format!("{head}\n{}{more}", sheet.markdown())
}

#[cfg(test)]
mod tests {
    use super::super::samples::{assert_page, made_with, run, samples};
    use super::*;

    #[test]
    fn findings_are_rows_of_a_table() {
        assert_page("markdown", &markdown(&samples(), &run(&made_with())));
    }

    #[test]
    fn a_summary_shows_the_first_and_counts_the_rest() {
        let many: Vec<_> = (0..MAX_FINDINGS).flat_map(|_| samples()).collect();
        let page = summary(&many, &run(&made_with()));
        assert_eq!(page.matches("\n| ").count(), MAX_FINDINGS + 2);
        assert!(page.ends_with("\n400 more are not shown.\n"), "{page}");
    }
}
