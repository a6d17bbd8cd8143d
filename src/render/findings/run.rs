//! What was run, for the formats that say so.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::Serialize;

use super::CheckedCounts;
use crate::lint::audit::SelfInterest;
use crate::render::value::count;
use crate::render::{DayV1, ViewInfoV1};

/// How many forecasts a sentence names.
const NAMED: usize = 9;

/// All that made the findings of a command.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(untagged)]
pub enum CheckInfoV1 {
    /// Of `check`.
    Check {
        /// The day at whose end the records were judged.
        as_of: DayV1,
        /// Whether a warning fails like an error.
        strict: bool,
        /// The revision since which records changed that are asked for.
        changed_since: Option<String>,
        /// Which rules were chosen.
        #[serde(flatten)]
        rules: RuleChoiceV1,
        /// Who says when each estimate was written, where somebody was asked.
        #[schemars(extend("enum" = ["git", null]))]
        witness: Option<&'static str>,
    },
    /// Of `overdue`.
    Overdue {
        /// Which records, and from where.
        #[serde(flatten)]
        view: ViewInfoV1,
        /// How many days ahead it warns.
        within: Option<u32>,
        /// The revision since which records changed that are asked for.
        changed_since: Option<String>,
    },
    /// Of `audit`.
    Audit {
        /// The day at whose end the records were judged.
        as_of: DayV1,
        /// Whether a warning fails like an error.
        strict: bool,
        /// Which rules were chosen.
        #[serde(flatten)]
        rules: RuleChoiceV1,
        /// How many days an estimate may be older than its commit.
        tolerance: u32,
        /// The commits that brought in old records, by the settings.
        imports: Vec<String>,
        /// The revision since which something has to be brought to be asked for.
        changed_since: Option<String>,
        /// How many commits were seen.
        commits: usize,
        /// Whether the clone is shallow.
        shallow: bool,
        /// The versions of records that cannot be read.
        unreadable: Vec<String>,
        /// What people did to forecasts of their own.
        self_interest: Vec<SelfInterestV1>,
    },
}

/// What somebody did to forecasts of their own, or to any whose outcome was known; by id.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct SelfInterestV1 {
    /// A forecaster, or the author of a commit as git has the name.
    pub name: String,
    /// With an estimate of theirs: they logged the outcome.
    pub resolved: Vec<String>,
    /// With an estimate of theirs: they declared it annulled or ambiguous.
    pub voided: Vec<String>,
    /// A commit of theirs changed what was asked when the outcome was known.
    pub reworded: Vec<String>,
}

impl From<SelfInterest> for SelfInterestV1 {
    fn from(one: SelfInterest) -> Self {
        Self {
            name: one.name,
            resolved: one.resolved,
            voided: one.voided,
            reworded: one.reworded,
        }
    }
}

impl SelfInterestV1 {
    /// Returns a sentence of it: `ann logged the outcome of 2 forecasts of their own (a, b)`.
    #[must_use]
    pub fn sentence(&self) -> String {
        let parts = [
            ("logged the outcome of", "of their own", &self.resolved),
            ("declared void", "of their own", &self.voided),
            (
                "changed what was asked in",
                "whose outcome was known",
                &self.reworded,
            ),
        ];
        let told = parts.iter().filter(|(_, _, ids)| !ids.is_empty());
        let told = told.map(|(did, whose, ids)| {
            let few = ids.len().min(NAMED);
            let more = if few < ids.len() { ", …" } else { "" };
            format!(
                "{did} {} {whose} ({}{more})",
                count(ids.len(), "forecast"),
                ids[..few].join(", ")
            )
        });
        format!("{} {}", self.name, told.collect::<Vec<_>>().join(", "))
    }
}

/// The rules whose findings were chosen, or left out.
#[derive(Clone, Debug, Default, Serialize, JsonSchema)]
pub struct RuleChoiceV1 {
    /// Only these; all where there is none.
    pub select: Vec<&'static str>,
    /// Not these.
    pub ignore: Vec<&'static str>,
}

/// What was run to find the findings.
#[derive(Clone, Copy, Debug)]
pub struct CheckRun<'a> {
    /// The command.
    pub command: &'static str,
    /// All that made the findings: enough to make them again.
    pub made_with: &'a CheckInfoV1,
    /// The day on which the records were judged.
    pub as_of: NaiveDate,
    /// Whether a warning fails like an error.
    pub strict: bool,
    /// What was looked at.
    pub checked: CheckedCounts,
}
