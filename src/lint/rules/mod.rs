//! The rules that `check` runs after the reader, one per file.

use std::sync::LazyLock;

use crate::model::Rule;
use crate::record;

use super::command_rules;
use super::rule::Check;

mod backdated_estimate;
mod bare_may;
mod by_date;
mod certain_estimate;
mod coder_is_forecaster;
mod compound_question;
mod condition_contradicted;
mod condition_order;
mod deadline_before_opening;
mod deadline_mismatch;
mod deadline_past_source;
mod duplicate_estimate;
mod duplicate_id;
mod duplicate_question;
mod duplicate_sentence;
mod duplicate_tag;
mod earlier_order;
mod estimate_after_deadline;
mod estimate_before_opening;
mod evidence_without_text;
mod fixed_rule;
mod future_date;
mod happened_after_deadline;
mod happened_missing;
mod hedged_reason;
mod incoherent;
mod incoherent_soft;
mod indicator_incoherent;
mod indicator_late;
mod known_before_happened;
mod known_before_opening;
mod known_by_before_deadline;
mod late_estimate;
mod likelihood_and_confidence;
mod likelihood_extreme;
mod logged_before_known;
mod logged_before_made;
mod look_alike_name;
mod mixed_yardsticks;
mod no_criteria;
mod no_estimate;
mod no_evidence;
mod no_fallback;
mod no_other_option;
mod no_unit;
mod not_in_census;
mod quote_not_in_source;
mod reference_cycle;
mod reference_kind;
mod relative_date;
mod resolver_is_forecaster;
mod retrospective_estimate;
mod self_reference;
mod sentence_order;
mod sentence_without_fate;
mod sinking;
mod stale;
mod stale_chain;
mod two_fates;
mod undated_question;
mod unknown_reference;
mod unknown_rule;
mod unknown_together;
mod waiver_expired;
mod waiver_incomplete;
mod word_outside_band;

pub use backdated_estimate::RULE as BACKDATED_ESTIMATE;
pub use duplicate_id::RULE as DUPLICATE_ID;
pub(super) use look_alike_name::RULE as LOOK_ALIKE_NAME;

/// Every check.
pub static CHECKS: &[&Check] = &[
    &backdated_estimate::CHECK,
    &bare_may::CHECK,
    &by_date::CHECK,
    &certain_estimate::CHECK,
    &coder_is_forecaster::CHECK,
    &compound_question::CHECK,
    &condition_contradicted::CHECK,
    &condition_order::CHECK,
    &deadline_before_opening::CHECK,
    &deadline_mismatch::CHECK,
    &deadline_past_source::CHECK,
    &duplicate_estimate::CHECK,
    &duplicate_id::CHECK,
    &duplicate_question::CHECK,
    &duplicate_sentence::CHECK,
    &duplicate_tag::CHECK,
    &earlier_order::CHECK,
    &estimate_after_deadline::CHECK,
    &estimate_before_opening::CHECK,
    &evidence_without_text::CHECK,
    &fixed_rule::CHECK,
    &future_date::CHECK,
    &happened_after_deadline::CHECK,
    &happened_missing::CHECK,
    &hedged_reason::CHECK,
    &incoherent::CHECK,
    &incoherent_soft::CHECK,
    &indicator_incoherent::CHECK,
    &indicator_late::CHECK,
    &known_before_happened::CHECK,
    &known_before_opening::CHECK,
    &known_by_before_deadline::CHECK,
    &late_estimate::CHECK,
    &likelihood_and_confidence::CHECK,
    &likelihood_extreme::CHECK,
    &logged_before_known::CHECK,
    &logged_before_made::CHECK,
    &look_alike_name::CHECK,
    &mixed_yardsticks::CHECK,
    &no_criteria::CHECK,
    &no_estimate::CHECK,
    &no_evidence::CHECK,
    &no_fallback::CHECK,
    &no_other_option::CHECK,
    &no_unit::CHECK,
    &not_in_census::CHECK,
    &quote_not_in_source::CHECK,
    &reference_cycle::CHECK,
    &reference_kind::CHECK,
    &relative_date::CHECK,
    &resolver_is_forecaster::CHECK,
    &retrospective_estimate::CHECK,
    &self_reference::CHECK,
    &sentence_order::CHECK,
    &sentence_without_fate::CHECK,
    &sinking::CHECK,
    &stale::CHECK,
    &stale_chain::CHECK,
    &two_fates::CHECK,
    &undated_question::CHECK,
    &unknown_reference::CHECK,
    &unknown_rule::CHECK,
    &unknown_together::CHECK,
    &waiver_expired::CHECK,
    &waiver_incomplete::CHECK,
    &word_outside_band::CHECK,
];

/// Every rule, by code: those of the checks, of the reader, and of commands of their own.
pub static RULES: LazyLock<Vec<&Rule>> = LazyLock::new(|| {
    let checks = CHECKS.iter().map(|check| check.rule());
    let others = [record::RULES, command_rules::RULES].concat();
    let mut all: Vec<_> = checks.chain(others).collect();
    all.sort_unstable_by_key(|rule| rule.code);
    all
});
