//! The rules, one per file.

use super::rule::Rule;

mod backdated_estimate;
mod bad_choice;
mod bad_date;
mod bad_id;
mod bad_number;
mod bad_options;
mod bad_outcome;
mod bad_probability;
mod bare_may;
mod bare_one;
mod by_date;
mod certain_estimate;
mod changed_deadline;
mod changed_estimate;
mod changed_question;
mod changed_resolution;
mod compound_question;
mod condition_contradicted;
mod condition_order;
mod deadline_before_opening;
mod deadline_mismatch;
mod deadline_past_source;
mod deleted_estimate;
mod deleted_forecast;
mod due_soon;
mod duplicate_estimate;
mod duplicate_id;
mod duplicate_key;
mod earlier_order;
mod estimate_after_deadline;
mod estimate_before_opening;
mod file_too_large;
mod fixed_rule;
mod forbidden_yaml;
mod future_date;
mod happened_after_deadline;
mod happened_missing;
mod hedged_reason;
mod hidden_character;
mod id_mismatch;
mod incoherent;
mod incoherent_soft;
mod indicator_incoherent;
mod indicator_late;
mod known_before_happened;
mod known_before_opening;
mod known_by_before_deadline;
mod late_criteria;
mod late_estimate;
mod likelihood_and_confidence;
mod likelihood_extreme;
mod likelihood_range;
mod logged_before_known;
mod logged_before_made;
mod missing_key;
mod mixed_yardsticks;
mod no_criteria;
mod no_estimate;
mod no_evidence;
mod no_fallback;
mod no_other_option;
mod no_unit;
mod not_utf8;
mod overdue;
mod probabilities_sum;
mod quantile_order;
mod reference_cycle;
mod reference_kind;
mod relative_date;
mod resolver_is_forecaster;
mod self_reference;
mod sinking;
mod stale;
mod stale_chain;
mod too_deep;
mod uncommitted_resolution;
mod undated_question;
mod unknown_key;
mod unknown_reference;
mod unknown_rule;
mod unknown_together;
mod unknown_word;
mod unknown_yardstick;
mod unreadable_file;
mod waiver_expired;
mod waiver_incomplete;
mod word_outside_band;
mod wrong_kind_value;
mod wrong_type;
mod yaml_syntax;

/// Every rule, by code.
pub const RULES: &[Rule] = &[
    backdated_estimate::RULE,
    bad_choice::RULE,
    bad_date::RULE,
    bad_id::RULE,
    bad_number::RULE,
    bad_options::RULE,
    bad_outcome::RULE,
    bad_probability::RULE,
    bare_may::RULE,
    bare_one::RULE,
    by_date::RULE,
    certain_estimate::RULE,
    changed_deadline::RULE,
    changed_estimate::RULE,
    changed_question::RULE,
    changed_resolution::RULE,
    compound_question::RULE,
    condition_contradicted::RULE,
    condition_order::RULE,
    deadline_before_opening::RULE,
    deadline_mismatch::RULE,
    deadline_past_source::RULE,
    deleted_estimate::RULE,
    deleted_forecast::RULE,
    due_soon::RULE,
    duplicate_estimate::RULE,
    duplicate_id::RULE,
    duplicate_key::RULE,
    earlier_order::RULE,
    estimate_after_deadline::RULE,
    estimate_before_opening::RULE,
    file_too_large::RULE,
    fixed_rule::RULE,
    forbidden_yaml::RULE,
    future_date::RULE,
    happened_after_deadline::RULE,
    happened_missing::RULE,
    hedged_reason::RULE,
    hidden_character::RULE,
    id_mismatch::RULE,
    incoherent::RULE,
    incoherent_soft::RULE,
    indicator_incoherent::RULE,
    indicator_late::RULE,
    known_before_happened::RULE,
    known_before_opening::RULE,
    known_by_before_deadline::RULE,
    late_criteria::RULE,
    late_estimate::RULE,
    likelihood_and_confidence::RULE,
    likelihood_extreme::RULE,
    likelihood_range::RULE,
    logged_before_known::RULE,
    logged_before_made::RULE,
    missing_key::RULE,
    mixed_yardsticks::RULE,
    no_criteria::RULE,
    no_estimate::RULE,
    no_evidence::RULE,
    no_fallback::RULE,
    no_other_option::RULE,
    no_unit::RULE,
    not_utf8::RULE,
    overdue::RULE,
    probabilities_sum::RULE,
    quantile_order::RULE,
    reference_cycle::RULE,
    reference_kind::RULE,
    relative_date::RULE,
    resolver_is_forecaster::RULE,
    self_reference::RULE,
    sinking::RULE,
    stale::RULE,
    stale_chain::RULE,
    too_deep::RULE,
    uncommitted_resolution::RULE,
    undated_question::RULE,
    unknown_key::RULE,
    unknown_reference::RULE,
    unknown_rule::RULE,
    unknown_together::RULE,
    unknown_word::RULE,
    unknown_yardstick::RULE,
    unreadable_file::RULE,
    waiver_expired::RULE,
    waiver_incomplete::RULE,
    word_outside_band::RULE,
    wrong_kind_value::RULE,
    wrong_type::RULE,
    yaml_syntax::RULE,
];
