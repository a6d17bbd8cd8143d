//! The rules that the reader keeps: what each finding of it is a finding of.

use crate::model::Rule;

pub(crate) static BAD_CHOICE: Rule =
    Rule::unreadable("bad-choice", "a word where only certain words may stand");
pub(crate) static BAD_DATE: Rule = Rule::unreadable(
    "bad-date",
    "a day or a time that is not one, or not written in full",
);
pub(crate) static BAD_ID: Rule = Rule::unreadable(
    "bad-id",
    "an id that is not `[a-z0-9][a-z0-9-]{0,63}`, or a reserved word",
);
pub(crate) static BAD_NUMBER: Rule = Rule::unreadable(
    "bad-number",
    "a number that is not one, or outside its range",
);
pub(crate) static BAD_OPTIONS: Rule =
    Rule::unreadable("bad-options", "options that do not make a question");
pub(crate) static BAD_OUTCOME: Rule =
    Rule::unreadable("bad-outcome", "an outcome that the question cannot have");
pub(crate) static BAD_PROBABILITY: Rule =
    Rule::unreadable("bad-probability", "a probability that cannot be read");
pub(crate) static BARE_ONE: Rule =
    Rule::warning("bare-one", "a bare `1`: certainty, or one per cent?");
pub(crate) static DUPLICATE_KEY: Rule =
    Rule::unreadable("duplicate-key", "a key stands twice in one mapping");
pub(crate) static FILE_TOO_LARGE: Rule =
    Rule::unreadable("file-too-large", "the record is larger than 256 KB");
pub(crate) static FORBIDDEN_YAML: Rule = Rule::unreadable(
    "forbidden-yaml",
    "an anchor, alias, merge key, tag, directive or tab",
);
pub(crate) static HIDDEN_CHARACTER: Rule = Rule::unreadable(
    "hidden-character",
    "a control, bidirectional or exotic line-break character",
);
pub(crate) static ID_MISMATCH: Rule =
    Rule::unreadable("id-mismatch", "the id differs from the file's name");
pub(crate) static LIKELIHOOD_RANGE: Rule =
    Rule::unreadable("likelihood-range", "an indicator's likelihood of 0 or 1");
pub(crate) static MERGE_CONFLICT: Rule =
    Rule::unreadable("merge-conflict", "the marks that a merge leaves");
pub(crate) static MISSING_KEY: Rule =
    Rule::unreadable("missing-key", "a key that the record must have is missing");
pub(crate) static NOT_UTF8: Rule = Rule::unreadable("not-utf8", "the file is not UTF-8 text");
pub(crate) static PROBABILITIES_SUM: Rule =
    Rule::unreadable("probabilities-sum", "probabilities that do not sum to 1");
pub(crate) static QUANTILE_ORDER: Rule = Rule::unreadable(
    "quantile-order",
    "quantiles that do not rise with their levels",
);
pub(crate) static TEXT_CUT_SHORT: Rule = Rule::warning(
    "text-cut-short",
    "a text that a `#` cuts short, since a comment begins there",
);
pub(crate) static TOO_DEEP: Rule = Rule::unreadable("too-deep", "values nested more than 16 deep");
pub(crate) static UNKNOWN_KEY: Rule = Rule::unreadable("unknown-key", "a key that no record has");
pub(crate) static UNKNOWN_WORD: Rule =
    Rule::unreadable("unknown-word", "a word that the yardstick does not have");
pub(crate) static UNKNOWN_YARDSTICK: Rule = Rule::unreadable(
    "unknown-yardstick",
    "a yardstick that the ledger does not have",
);
pub(crate) static UNREADABLE_FILE: Rule =
    Rule::unreadable("unreadable-file", "the file is a link, or cannot be read");
pub(crate) static WRONG_KIND_VALUE: Rule = Rule::unreadable(
    "wrong-kind-value",
    "a key or value that this kind of question does not take",
);
pub(crate) static WRONG_TYPE: Rule = Rule::unreadable(
    "wrong-type",
    "a list, a mapping or a text stands where another is wanted",
);
pub(crate) static YAML_SYNTAX: Rule = Rule::unreadable("yaml-syntax", "the text is not YAML");

/// All of them.
pub(crate) static RULES: &[&Rule] = &[
    &BAD_CHOICE,
    &BAD_DATE,
    &BAD_ID,
    &BAD_NUMBER,
    &BAD_OPTIONS,
    &BAD_OUTCOME,
    &BAD_PROBABILITY,
    &BARE_ONE,
    &DUPLICATE_KEY,
    &FILE_TOO_LARGE,
    &FORBIDDEN_YAML,
    &HIDDEN_CHARACTER,
    &ID_MISMATCH,
    &LIKELIHOOD_RANGE,
    &MERGE_CONFLICT,
    &MISSING_KEY,
    &NOT_UTF8,
    &PROBABILITIES_SUM,
    &QUANTILE_ORDER,
    &TEXT_CUT_SHORT,
    &TOO_DEEP,
    &UNKNOWN_KEY,
    &UNKNOWN_WORD,
    &UNKNOWN_YARDSTICK,
    &UNREADABLE_FILE,
    &WRONG_KIND_VALUE,
    &WRONG_TYPE,
    &YAML_SYNTAX,
];
