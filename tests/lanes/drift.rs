//! Where the two lanes are known to differ, and why: lists that can only become shorter.

use super::{GROUPS, Order, WEIGHINGS};

/// Places where a ledger and its table give other figures, for one reason: every ledger by every
/// command by every weighing or group that it names.
pub struct Drift {
    /// The ledgers.
    pub ledgers: &'static [&'static str],
    /// The commands.
    pub commands: &'static [&'static str],
    /// The weighings, or the groups.
    pub by: &'static [&'static str],
    /// In which order of rows.
    pub order: Order,
    /// Why.
    #[expect(dead_code, reason = "for who reads the list")]
    pub why: &'static str,
}

/// What today's reader has to be told of a table of each kind.
pub const READING: &[(&str, &[&str])] = &[
    ("binary", &["--columns", "option=,quantile="]),
    ("choice", &["--columns", "quantile="]),
    ("ordered", &["--columns", "quantile=", "--ordered"]),
    ("scenarios", &["--columns", "quantile="]),
    ("number", &["--columns", "option="]),
    ("date", &["--columns", "option="]),
];

/// Figures that an answer about a table lacks, with the reason.
pub const TABLE_LACKS: &[(&str, &str)] = &[
    ("absent", COVERAGE),
    (
        "apart",
        "a table does not tell words, numbers and coded readings apart",
    ),
    ("brier_best", RANGES),
    ("brier_if_ambiguous_no", NO_OUTCOME),
    ("brier_if_ambiguous_yes", NO_OUTCOME),
    ("brier_if_no", NO_OUTCOME),
    ("brier_if_yes", NO_OUTCOME),
    ("brier_worst", RANGES),
    ("bss_prior", BASE_RATE),
    ("bss_prior_high", BASE_RATE),
    ("bss_prior_low", BASE_RATE),
    ("bss_prior_why", BASE_RATE),
    ("coverage", COVERAGE),
    ("declined", COVERAGE),
    (
        "infinite_log",
        "of a table, questions with an infinite log score are not named",
    ),
    ("n_prior", BASE_RATE),
];

const COVERAGE: &str =
    "of a table coverage is worked out under `days` alone, and refusals are no rows";
const RANGES: &str = "the range of a word is not read";
const NO_OUTCOME: &str = "of a table, what has no outcome is left out";
const BASE_RATE: &str = "the base rate is not read";

/// Where the lanes differ.
pub const KNOWN_DRIFT: &[Drift] = &[
    Drift {
        why: NUMBERED,
        ledgers: &[
            "plain",
            "clusters",
            "tags",
            "tag-with-semicolon",
            "void",
            "words",
            "choice",
        ],
        commands: &["score", "compare"],
        by: &WEIGHINGS,
        order: Order::Shuffled,
    },
    Drift {
        why: NUMBERED,
        ledgers: &[
            "plain",
            "clusters",
            "tags",
            "tag-with-semicolon",
            "void",
            "words",
        ],
        commands: &["calibration"],
        by: &["days", "last", "each"],
        order: Order::Shuffled,
    },
    Drift {
        why: NUMBERED,
        ledgers: &[
            "plain",
            "clusters",
            "tags",
            "tag-twice",
            "tag-with-semicolon",
            "void",
            "fractional",
            "words",
        ],
        commands: &["pool", "adjust"],
        by: &["days", "first", "last", "horizon=20d"],
        order: Order::Shuffled,
    },
    Drift {
        why: NUMBERED,
        ledgers: &["tag-twice"],
        commands: &["compare"],
        by: &WEIGHINGS,
        order: Order::Shuffled,
    },
    Drift {
        why: NUMBERED,
        ledgers: &["early", "late"],
        commands: &["score", "compare", "pool", "adjust"],
        by: &["days", "first", "last", "horizon=20d"],
        order: Order::Shuffled,
    },
    Drift {
        why: NUMBERED,
        ledgers: &["early", "late"],
        commands: &["calibration"],
        by: &["days", "last"],
        order: Order::Shuffled,
    },
    Drift {
        why: NUMBERED,
        ledgers: &["fractional"],
        commands: &["score", "calibration", "compare"],
        by: &WEIGHINGS,
        order: Order::Shuffled,
    },
    Drift {
        why: NUMBERED,
        ledgers: &["words"],
        commands: &["score by"],
        by: &["forecaster", "tag", "kind", "horizon", "year"],
        order: Order::Shuffled,
    },
    Drift {
        why: NUMBERED,
        ledgers: &["choice"],
        commands: &["adjust"],
        by: &["days", "first", "last", "horizon=20d"],
        order: Order::Shuffled,
    },
    Drift {
        why: FIRST,
        ledgers: &["ordered"],
        commands: &["score", "compare"],
        by: &WEIGHINGS,
        order: Order::Shuffled,
    },
    Drift {
        why: FIRST,
        ledgers: &["ordered"],
        commands: &["adjust"],
        by: &["days", "first", "last", "horizon=20d"],
        order: Order::Shuffled,
    },
    Drift {
        why: REVISION,
        ledgers: &["revisions"],
        commands: &["score"],
        by: &["first", "each"],
        order: Order::Shuffled,
    },
    Drift {
        why: REVISION,
        ledgers: &["revisions"],
        commands: &["calibration"],
        by: &["each"],
        order: Order::Shuffled,
    },
    Drift {
        why: REVISION,
        ledgers: &["revisions"],
        commands: &["compare"],
        by: &WEIGHINGS,
        order: Order::Shuffled,
    },
    Drift {
        why: REVISION,
        ledgers: &["revisions"],
        commands: &["pool", "adjust"],
        by: &["first"],
        order: Order::Shuffled,
    },
    Drift {
        why: TESTED,
        ledgers: &[
            "plain",
            "clusters",
            "tags",
            "tag-with-semicolon",
            "early",
            "void",
            "words",
            "late",
        ],
        commands: &["calibration"],
        by: &["first", "horizon=20d"],
        order: Order::AsWritten,
    },
    Drift {
        why: AT_ONCE,
        ledgers: &[
            "plain",
            "revisions",
            "clusters",
            "tags",
            "tag-twice",
            "tag-with-semicolon",
            "void",
            "fractional",
            "words",
        ],
        commands: &["pool", "adjust"],
        by: &["each"],
        order: Order::AsWritten,
    },
    Drift {
        why: AT_ONCE,
        ledgers: &["choice", "ordered"],
        commands: &["adjust"],
        by: &["each"],
        order: Order::AsWritten,
    },
    Drift {
        why: DAY,
        ledgers: &["revisions"],
        commands: &["score", "pool", "adjust"],
        by: &["days", "last", "horizon=20d"],
        order: Order::AsWritten,
    },
    Drift {
        why: DAY,
        ledgers: &["revisions"],
        commands: &["calibration"],
        by: &["days", "first", "last", "horizon=20d"],
        order: Order::AsWritten,
    },
    Drift {
        why: WITHDRAWN,
        ledgers: &["withdrawals"],
        commands: &["score", "calibration", "compare", "pool", "adjust"],
        by: &WEIGHINGS,
        order: Order::AsWritten,
    },
    Drift {
        why: TWICE,
        ledgers: &["tag-twice"],
        commands: &["score", "calibration"],
        by: &WEIGHINGS,
        order: Order::AsWritten,
    },
    Drift {
        why: UNCUT,
        ledgers: &["early", "late"],
        commands: &["score", "calibration", "compare", "pool", "adjust"],
        by: &["each"],
        order: Order::AsWritten,
    },
    Drift {
        why: GRACE,
        ledgers: &["pending"],
        commands: &["score", "calibration", "compare", "pool", "adjust"],
        by: &WEIGHINGS,
        order: Order::AsWritten,
    },
    Drift {
        why: UNGROUPED,
        ledgers: &["words"],
        commands: &["score by"],
        by: &["confidence", "word", "document", "topic", "origin"],
        order: Order::AsWritten,
    },
    Drift {
        why: KINDS,
        ledgers: &["every-kind"],
        commands: &["score", "calibration", "compare", "pool", "adjust"],
        by: &WEIGHINGS,
        order: Order::AsWritten,
    },
    Drift {
        why: KINDS,
        ledgers: &["every-kind"],
        commands: &["score by"],
        by: &GROUPS,
        order: Order::AsWritten,
    },
    Drift {
        why: CHOICE,
        ledgers: &["choice", "ordered"],
        commands: &["calibration"],
        by: &WEIGHINGS,
        order: Order::AsWritten,
    },
    Drift {
        why: BOUNDS,
        ledgers: &["number"],
        commands: &["score", "calibration", "compare", "adjust"],
        by: &WEIGHINGS,
        order: Order::AsWritten,
    },
    Drift {
        why: DAYS,
        ledgers: &["date"],
        commands: &["score", "calibration", "compare", "adjust"],
        by: &WEIGHINGS,
        order: Order::AsWritten,
    },
    Drift {
        why: SETS,
        ledgers: &["scenarios"],
        commands: &["score", "calibration", "compare", "adjust"],
        by: &WEIGHINGS,
        order: Order::AsWritten,
    },
    Drift {
        why: FORMS,
        ledgers: &["forms"],
        commands: &["score", "calibration", "compare", "adjust"],
        by: &WEIGHINGS,
        order: Order::AsWritten,
    },
];

const NUMBERED: &str = "questions and clusters are numbered as their rows come, so that sums and random numbers fall in another order";
const FIRST: &str = "options have the order in which they first appear";
const REVISION: &str = "of two estimates of one day the later row stands, whatever its revision";
const TESTED: &str = "the estimates on which tests rest are chosen and sorted otherwise";
const AT_ONCE: &str = "under `each`, where everybody has one estimate, a table lays them beside each other as if made at one time";
const DAY: &str = "a day and an instant of that day are put in order otherwise";
const WITHDRAWN: &str = "a row without a value is a fault, and a withdrawal ends nothing";
const TWICE: &str = "a tag that is written twice counts twice in a ledger";
const UNCUT: &str =
    "under `each` a table counts late estimates, and questions whose deadline has not passed";
const GRACE: &str = "a table knows no days of grace: `due` is not read";
const UNGROUPED: &str = "a table is not grouped by it";
const KINDS: &str = "a table holds questions of one kind";
const CHOICE: &str = "the calibration of options is refused, where a ledger's leaves them out";
const BOUNDS: &str = "bounds are not read, nor an outcome outside them";
const DAYS: &str = "days are no numbers to it";
const SETS: &str = "a scenario set is read as a choice";
const FORMS: &str = "draws and parameters are not read";
