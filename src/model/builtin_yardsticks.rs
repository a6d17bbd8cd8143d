//! The yardsticks that every ledger has, as their publishers print them.

use super::yardstick::{Row, Table};

/// Words that give no number, whatever the yardstick (Kent 1964 keeps them for what cannot be
/// estimated; PHIA warns against them).
const POSSIBLE: &[&str] = &[
    "may",
    "might",
    "could",
    "possible",
    "possibly",
    "quite possible",
    "conceivable",
    "cannot rule out",
    "unclear",
];

/// A band that lies beside its neighbours, scored at its middle.
const fn band(words: &'static [&'static str], low: f64, high: f64) -> Row {
    let point = Some(f64::midpoint(low, high));
    Row {
        words,
        range: (low, high),
        open: (false, false),
        point,
        in_scale: true,
    }
}

/// A word that overlaps others and has no middle that means anything.
const fn nested(words: &'static [&'static str], low: f64, high: f64) -> Row {
    Row {
        words,
        range: (low, high),
        open: (false, false),
        point: None,
        in_scale: false,
    }
}

const fn low_open(row: Row) -> Row {
    Row {
        open: (true, row.open.1),
        ..row
    }
}

const fn high_open(row: Row) -> Row {
    Row {
        open: (row.open.0, true),
        ..row
    }
}

/// The tables, by id.
pub(super) const BUILTIN: &[Table] = &[
    Table {
        id: "efsa",
        title: "EFSA approximate probability scale (2018)",
        rows: &[
            band(&["almost impossible"], 0.0, 1.0),
            band(&["extremely unlikely"], 1.0, 5.0),
            band(&["very unlikely"], 5.0, 10.0),
            band(&["unlikely"], 10.0, 33.0),
            band(&["about as likely as not"], 33.0, 66.0),
            band(&["likely"], 66.0, 90.0),
            band(&["very likely"], 90.0, 95.0),
            band(&["extremely likely"], 95.0, 99.0),
            band(&["almost certain"], 99.0, 100.0),
            low_open(nested(&["more likely than not"], 50.0, 100.0)),
        ],
        // EFSA has these for "unable to give any probability".
        not_estimative: &[
            "cannot conclude",
            "unknown",
            "may",
            "might",
            "could",
            "possible",
        ],
    },
    Table {
        id: "icd-203",
        title: "US Intelligence Community Directive 203 (2015)",
        rows: &[
            band(&["almost no chance", "remote"], 1.0, 5.0),
            band(&["very unlikely", "highly improbable"], 5.0, 20.0),
            band(&["unlikely", "improbable", "improbably"], 20.0, 45.0),
            band(&["roughly even chance", "roughly even odds"], 45.0, 55.0),
            band(&["likely", "probable", "probably"], 55.0, 80.0),
            band(&["very likely", "highly probable"], 80.0, 95.0),
            band(
                &["almost certain", "almost certainly", "nearly certain"],
                95.0,
                99.0,
            ),
        ],
        not_estimative: POSSIBLE,
    },
    Table {
        id: "ipcc",
        title: "IPCC guidance note on uncertainties (AR5, 2010)",
        rows: &[
            nested(&["exceptionally unlikely"], 0.0, 1.0),
            nested(&["extremely unlikely"], 0.0, 5.0),
            nested(&["very unlikely"], 0.0, 10.0),
            nested(&["unlikely"], 0.0, 33.0),
            Row {
                point: Some(49.5),
                ..nested(&["about as likely as not"], 33.0, 66.0)
            },
            low_open(nested(&["more likely than not"], 50.0, 100.0)),
            nested(&["likely"], 66.0, 100.0),
            nested(&["very likely"], 90.0, 100.0),
            nested(&["extremely likely"], 95.0, 100.0),
            nested(&["virtually certain"], 99.0, 100.0),
        ],
        not_estimative: POSSIBLE,
    },
    Table {
        id: "kent-1964",
        title: "Sherman Kent, Words of Estimative Probability (1964)",
        rows: &[
            band(&["impossibility", "impossible"], 0.0, 0.0),
            band(&["almost certainly not"], 2.0, 12.0),
            band(
                &["probably not", "improbable", "unlikely", "we doubt"],
                20.0,
                40.0,
            ),
            band(
                &["chances about even", "chances a little better than even"],
                40.0,
                60.0,
            ),
            band(
                &["probable", "probably", "likely", "we believe"],
                63.0,
                87.0,
            ),
            band(
                &["almost certain", "almost certainly", "virtually certain"],
                87.0,
                99.0,
            ),
            band(&["certainty", "certain"], 100.0, 100.0),
        ],
        not_estimative: POSSIBLE,
    },
    Table {
        id: "nato",
        title: "NATO AJP-2.1 (five bands)",
        rows: &[
            high_open(band(&["highly unlikely"], 0.0, 10.0)),
            band(&["unlikely"], 10.0, 40.0),
            band(&["even chance"], 40.0, 60.0),
            band(&["likely"], 60.0, 90.0),
            low_open(band(&["highly likely"], 90.0, 100.0)),
        ],
        not_estimative: POSSIBLE,
    },
    Table {
        id: "phia-2025",
        title: "UK PHIA Probability Yardstick (2025)",
        rows: &[
            low_open(band(&["remote chance"], 0.0, 5.0)),
            band(&["highly unlikely"], 10.0, 20.0),
            band(&["unlikely"], 25.0, 35.0),
            high_open(band(&["realistic possibility"], 40.0, 50.0)),
            band(&["likely", "probable", "probably"], 55.0, 75.0),
            band(&["highly likely"], 80.0, 90.0),
            high_open(band(&["almost certain", "almost certainly"], 95.0, 100.0)),
        ],
        not_estimative: POSSIBLE,
    },
];
