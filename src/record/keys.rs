//! The keys of each kind of mapping, in the order in which `new` and `fmt` write them.

/// The keys that one kind of mapping may have.
#[derive(Clone, Copy, Debug)]
pub struct Keys {
    /// What has them, for a message: `an estimate`.
    pub what: &'static str,
    /// The keys, in the order in which they are written.
    pub keys: &'static [&'static str],
}

/// A forecast.
pub const FORECAST: Keys = Keys {
    what: "a forecast",
    keys: &[
        "question",
        "id",
        "title",
        "kind",
        "options",
        "unit",
        "bounds",
        "vintage",
        "criteria",
        "tags",
        "opened",
        "deadline",
        "deadline_basis",
        "known_by",
        "owner",
        "cluster",
        "given",
        "implies",
        "excludes",
        "all_of",
        "any_of",
        "earlier",
        "complement",
        "threshold",
        "sources",
        "source",
        "base_rate",
        "estimates",
        "resolution",
        "lesson",
        "waive",
    ],
};

/// A scenario set.
pub const SCENARIO_SET: Keys = Keys {
    what: "a scenario set",
    keys: &[
        "scenarios",
        "id",
        "question",
        "title",
        "exhaustive",
        "criteria",
        "tags",
        "opened",
        "deadline",
        "deadline_basis",
        "known_by",
        "owner",
        "cluster",
        "given",
        "implies",
        "excludes",
        "all_of",
        "any_of",
        "earlier",
        "complement",
        "threshold",
        "sources",
        "source",
        "estimates",
        "indicators",
        "together",
        "influences",
        "resolution",
        "lesson",
        "waive",
    ],
};

/// The condition of a forecast, `given`.
pub const GIVEN: Keys = Keys {
    what: "a condition",
    keys: &["forecast", "outcome", "of"],
};

/// A limit of a number forecast, `threshold`.
pub const THRESHOLD: Keys = Keys {
    what: "a threshold",
    keys: &["of", "above", "below"],
};

/// Where the answer will be found, `sources`.
pub const SOURCES: Keys = Keys {
    what: "a list of sources",
    keys: &["primary", "fallback"],
};

/// The text that a forecast was read out of, `source`.
pub const SOURCE: Keys = Keys {
    what: "a source",
    keys: &[
        "document",
        "author",
        "published",
        "yardstick",
        "section",
        "quote",
    ],
};

/// How often such things happen, `base_rate`.
pub const BASE_RATE: Keys = Keys {
    what: "a base rate",
    keys: &["probability", "because"],
};

/// An estimate.
pub const ESTIMATE: Keys = Keys {
    what: "an estimate",
    keys: &[
        "date",
        "by",
        "probability",
        "probabilities",
        "quantiles",
        "interval",
        "normal",
        "lognormal",
        "samples",
        "happens_by",
        "withdrawn",
        "yardstick",
        "confidence",
        "derived",
        "coded",
        "logged",
        "because",
    ],
};

/// Who entered an estimate, `coded`.
pub const CODED: Keys = Keys {
    what: "a coding",
    keys: &["by", "date", "blind"],
};

/// An interval.
pub const INTERVAL: Keys = Keys {
    what: "an interval",
    keys: &["low", "high", "level"],
};

/// A normal distribution.
pub const NORMAL: Keys = Keys {
    what: "a normal distribution",
    keys: &["mean", "sd"],
};

/// A lognormal distribution.
pub const LOGNORMAL: Keys = Keys {
    what: "a lognormal distribution",
    keys: &["mu", "sigma"],
};

/// A resolution.
pub const RESOLUTION: Keys = Keys {
    what: "a resolution",
    keys: &[
        "outcome", "happened", "known", "logged", "by", "evidence", "note", "because", "replaces",
    ],
};

/// A waiver.
pub const WAIVER: Keys = Keys {
    what: "a waiver",
    keys: &["rule", "until", "because", "by"],
};

/// A scenario of a set.
pub const SCENARIO: Keys = Keys {
    what: "a scenario",
    keys: &["id", "title", "criteria", "narrative"],
};

/// An indicator of a set.
pub const INDICATOR: Keys = Keys {
    what: "an indicator",
    keys: &["forecast", "likelihood", "because", "illustration"],
};

/// The settings of a ledger.
pub const SETTINGS: Keys = Keys {
    what: "the settings",
    keys: &[
        "yardstick",
        "yardsticks",
        "grace",
        "forecaster",
        "imports",
        "rules",
    ],
};

/// A yardstick of a ledger's own.
pub const YARDSTICK: Keys = Keys {
    what: "a yardstick",
    keys: &["extends", "title", "words", "not_estimative"],
};

/// A word of a yardstick.
pub const WORD: Keys = Keys {
    what: "a word of a yardstick",
    keys: &["range", "point"],
};
