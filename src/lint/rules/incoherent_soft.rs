//! `incoherent-soft`

use crate::lint::findings::Findings;
use crate::lint::incoherences;
use crate::lint::rule::Check;
use crate::lint::views::LedgerView;
use crate::model::Rule;
use crate::scoring::coherence;

pub(super) static CHECK: Check = Check::Ledger(
    &Rule::warning(
        "incoherent-soft",
        "words or ranges that fit together at their edges only",
    )
    .off(),
    check,
);

fn check(whole: &LedgerView<'_>, findings: &mut Findings) {
    incoherences::report(whole, coherence::ViolationSeverity::Soft, findings);
}
