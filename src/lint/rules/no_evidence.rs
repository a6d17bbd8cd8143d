//! `no-evidence`

use crate::lint::findings::Findings;
use crate::lint::rule::Check;
use crate::lint::views::RecordView;
use crate::model::Rule;

pub(super) static CHECK: Check = Check::Record(
    &Rule::warning("no-evidence", "a resolution without evidence"),
    check,
);

fn check(subject: &RecordView<'_>, findings: &mut Findings) {
    let Some(resolution) = &subject.forecast.resolution else {
        return;
    };
    if !resolution.evidence.is_empty() {
        return;
    }
    if !resolution.outcome.is_void() {
        findings.add(
            subject.key("resolution"),
            "nothing shows that the outcome is what it is said to be",
            "add `evidence:`, a list of what shows it: a link, a document, a figure",
        );
    } else if resolution.note.is_none() {
        findings.add(
            subject.key("resolution"),
            format!("nothing says why the question is {}", resolution.outcome),
            "say why in `note:`, or add `evidence:`",
        );
    }
}
