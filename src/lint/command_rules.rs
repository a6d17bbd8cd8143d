//! The rules that commands of their own keep, and `check` does not: `overdue` and `audit`.

use crate::model::Rule;

pub(super) static CHANGED_DEADLINE: Rule = Rule::warning(
    "changed-deadline",
    "a deadline that was moved after estimates were made",
);

pub(super) static CHANGED_ESTIMATE: Rule = Rule::error(
    "changed-estimate",
    "an estimate that was changed after it was committed",
);

pub(super) static CHANGED_QUESTION: Rule = Rule::warning(
    "changed-question",
    "a question that was changed after estimates were made",
);

pub(super) static CHANGED_RESOLUTION: Rule = Rule::error(
    "changed-resolution",
    "an outcome that was changed without a trace",
);

pub(super) static DELETED_ESTIMATE: Rule = Rule::error(
    "deleted-estimate",
    "an estimate that was removed after it was committed",
);

/// What `audit` finds of a record that is gone.
pub static DELETED_FORECAST: Rule = Rule::error(
    "deleted-forecast",
    "a forecast that was removed after it was committed",
);

/// What `overdue --within` tells ahead.
pub static DUE_SOON: Rule = Rule::warning("due-soon", "a forecast that falls overdue soon");

pub(super) static LATE_CRITERIA: Rule = Rule::error(
    "late-criteria",
    "a question or criteria that were changed after the deadline",
);

/// What `overdue` fails for.
pub static OVERDUE: Rule = Rule::error("overdue", "a forecast whose answer is due and not logged");

pub(super) static UNCOMMITTED_RESOLUTION: Rule = Rule::warning(
    "uncommitted-resolution",
    "a resolution that no commit has yet",
);

/// All of them.
pub static RULES: &[&Rule] = &[
    &CHANGED_DEADLINE,
    &CHANGED_ESTIMATE,
    &CHANGED_QUESTION,
    &CHANGED_RESOLUTION,
    &DELETED_ESTIMATE,
    &DELETED_FORECAST,
    &DUE_SOON,
    &LATE_CRITERIA,
    &OVERDUE,
    &UNCOMMITTED_RESOLUTION,
];
