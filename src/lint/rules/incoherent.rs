//! `incoherent`

use crate::lint::findings::Findings;
use crate::lint::incoherences;
use crate::lint::rule::{Check, Rule};
use crate::lint::views::LedgerView;
use crate::model::Severity;
use crate::scoring::coherence;

pub(super) const RULE: Rule = Rule {
    code: "incoherent",
    summary: "estimates that cannot all be right",
    severity: Severity::Warning,
    since: "0.1.0",
    default_on: true,
    check: Check::Ledger(check),
};

fn check(whole: &LedgerView<'_>, findings: &mut Findings) {
    incoherences::report(whole, coherence::ViolationSeverity::Hard, findings);
}
