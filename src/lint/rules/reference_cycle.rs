//! `reference-cycle`

use crate::lint::findings::Findings;
use crate::lint::references::references;
use crate::lint::rule::Check;
use crate::lint::views::LedgerView;
use crate::model::{Route, Rule};

pub(super) static CHECK: Check = Check::Ledger(
    &Rule::error(
        "reference-cycle",
        "records that depend on each other in a circle",
    ),
    check,
);

/// Keys of one kind of dependence. `implies`, `excludes` and `complement` may run both ways.
const CHAINS: &[&[&str]] = &[&["all_of", "any_of"], &["earlier"], &["given"]];

/// An arrow from one record to another: where it is written, and the index it leads to.
type Arrow = (Route, usize);

fn check(whole: &LedgerView<'_>, findings: &mut Findings) {
    for keys in CHAINS {
        let arrows = arrows(whole, keys);
        for circle in circles(&arrows) {
            report(whole, &arrows, &circle, findings);
        }
    }
}

/// Returns the arrows of those keys that leave each record.
fn arrows(whole: &LedgerView<'_>, keys: &[&str]) -> Vec<Vec<Arrow>> {
    let mut all = vec![Vec::new(); whole.records.len()];
    for (from, arrows) in all.iter_mut().enumerate() {
        let Some(subject) = whole.subject(from) else {
            continue;
        };
        for reference in references(subject.forecast) {
            let to = whole.index(reference.id).filter(|&to| to != from);
            if let Some(to) = to.filter(|_| keys.contains(&reference.key)) {
                arrows.push((reference.route, to));
            }
        }
    }
    all
}

/// How far a record has been walked.
#[derive(Clone, Copy, PartialEq)]
enum Mark {
    New,
    OnPath,
    Done,
}

/// Returns the circles, each as its records with the number of the arrow that leaves them. Walks
/// depth first with a path of its own, since a chain may be as long as the ledger.
fn circles(arrows: &[Vec<Arrow>]) -> Vec<Vec<(usize, usize)>> {
    let mut marks = vec![Mark::New; arrows.len()];
    let mut found = Vec::new();
    for start in 0..arrows.len() {
        if marks[start] != Mark::New {
            continue;
        }
        marks[start] = Mark::OnPath;
        let mut path = vec![(start, 0)];
        while let Some((at, next)) = path.last().copied() {
            let Some((_, to)) = arrows[at].get(next) else {
                marks[at] = Mark::Done;
                path.pop();
                if let Some(above) = path.last_mut() {
                    above.1 += 1;
                }
                continue;
            };
            match marks[*to] {
                Mark::New => {
                    marks[*to] = Mark::OnPath;
                    path.push((*to, 0));
                    continue;
                }
                Mark::OnPath => {
                    let from = path.iter().position(|(record, _)| record == to);
                    found.extend(from.map(|from| path[from..].to_vec()));
                }
                Mark::Done => {}
            }
            if let Some(last) = path.last_mut() {
                last.1 += 1;
            }
        }
    }
    found
}

fn report(
    whole: &LedgerView<'_>,
    arrows: &[Vec<Arrow>],
    circle: &[(usize, usize)],
    findings: &mut Findings,
) {
    let steps: Vec<_> = circle
        .iter()
        .filter_map(|&(record, next)| Some((whole.subject(record)?, &arrows[record].get(next)?.0)))
        .collect();
    let [(first, route), others @ ..] = steps.as_slice() else {
        return;
    };
    let ids = steps
        .iter()
        .chain(steps.first())
        .map(|(subject, _)| format!("`{}`", subject.forecast.id));
    let mut added = findings.add(
        first.at((*route).clone()),
        format!("a circle: {}", ids.collect::<Vec<_>>().join(" → ")),
        "break it where it is wrong",
    );
    for (subject, route) in others {
        added = added.and(subject.at((*route).clone()), "and from here");
    }
}
