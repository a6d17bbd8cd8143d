//! `stale-chain`

use crate::analysis::chain::{Stale, stale};
use crate::analysis::wording::{percent, range};
use crate::ledger::{Entry, chains};
use crate::lint::findings::Findings;
use crate::lint::rule::Check;
use crate::lint::views::LedgerView;
use crate::model::Rule;

pub(super) static CHECK: Check = Check::Ledger(
    &Rule::warning(
        "stale-chain",
        "a probability of a deadline chain that was not lowered while time passed",
    ),
    check,
);

fn check(whole: &LedgerView<'_>, findings: &mut Findings) {
    let ledger = whole.tied();
    let all: Vec<usize> = (0..ledger.entries().len()).collect();
    for chain in chains(ledger, &all) {
        for entry in &chain {
            judge(whole, &chain, entry, findings);
        }
    }
}

fn judge(whole: &LedgerView<'_>, chain: &[&Entry], entry: &Entry, findings: &mut Findings) {
    let Some(subject) = whole.find(&entry.forecast.id) else {
        return;
    };
    for one in stale(whole.tied(), chain, entry, &whole.view_of_day()) {
        findings.add(
            subject.estimate(one.estimate, "probability"),
            format!(
                "{} still says {} as on {}, and nothing has happened since",
                one.by,
                percent(one.says.get()),
                one.since
            ),
            help(&one),
        );
    }
}

fn help(stale: &Stale<'_>) -> String {
    let steady = percent(stale.steady.get());
    let chain = stale.chain.map(|left| {
        format!(
            ", your own number for the deadline that has passed {}",
            range(left)
        )
    });
    format!(
        "a constant hazard leaves {steady} for the time that is left{}: estimate anew, or say in a \
         `waive:` why the chance per day has risen",
        chain.unwrap_or_default()
    )
}
