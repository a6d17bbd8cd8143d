//! Revisions: how often estimates were changed, and whether that helped.

use crate::analysis::review::{Review, Revisions};
use crate::render::number::{percent, score};
use crate::render::value::count;
use crate::scoring::count as number;

use super::document::{Block, Section};
use super::spans::text;
use super::wording::{TOO_FEW, points};

/// Under how many changed runs nothing is said of changing.
const MIN_REVISED: usize = 10;

/// Returns the section.
pub(super) fn section(review: &Review<'_>) -> Section {
    let lines = sentences(&review.revisions).into_iter().map(text);
    Section {
        id: "revisions",
        title: "Revisions",
        blocks: lines.map(Block::Text).collect(),
    }
}

fn sentences(revisions: &Revisions) -> Vec<String> {
    let Revisions {
        runs,
        revised,
        changes,
        up,
        towards,
        followed,
        same_way,
        ..
    } = *revisions;
    if changes == 0 {
        let all = count(runs, "resolved judgement");
        return vec![format!(
            "Of {all}, none was changed before its outcome was known."
        )];
    }
    let share = |part: usize, whole: usize| percent(number(part) / number(whole).max(1.0));
    let size = revisions
        .size
        .map(|size| format!(", by {} on average", points(size).trim_start_matches('+')))
        .unwrap_or_default();
    let mut out = vec![format!(
        "Of {}, {revised} had the number changed, in {}{size}: {up} up and {} down. {towards} of the changes ({}) went towards what happened.",
        count(runs, "resolved judgement"),
        count(changes, "change"),
        changes - up,
        share(towards, changes)
    )];
    out.extend(helped(revisions));
    if followed > 0 {
        out.push(format!(
            "Of {} that followed another, {same_way} ({}) went the same way; about half would if no change could be foreseen from the one before.",
            count(followed, "change"), share(same_way, followed)
        ));
    }
    out
}

/// Returns whether changing helped, as far as the interval says.
fn helped(revisions: &Revisions) -> Option<String> {
    let ((first, last), (gain, interval)) = revisions.scores.zip(revisions.gain)?;
    let scores = format!(
        "Brier {} for the first number and {} for the last",
        score(first),
        score(last)
    );
    let range = interval.map(|one| {
        format!(
            ", difference {} ({} to {})",
            score(gain),
            score(one.low),
            score(one.high)
        )
    });
    let range = range.unwrap_or_default();
    let verdict = match interval {
        _ if revisions.revised < MIN_REVISED => format!("{TOO_FEW} whether changing helped"),
        Some(one) if one.low > 0.0 => "changing helped".to_owned(),
        Some(one) if one.high < 0.0 => "changing did harm".to_owned(),
        _ => "it cannot be told whether changing helped".to_owned(),
    };
    Some(format!(
        "Where the number was changed: {scores}{range}; {verdict}."
    ))
}
