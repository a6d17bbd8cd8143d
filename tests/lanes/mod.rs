//! A ledger and the table that is exported from it give the same figures.
//!
//! The table is read as it was written and with its rows shuffled; the ledger by one thread and the
//! table by several.

mod ledgers;

use std::collections::BTreeSet;

use serde_json::Value;

use crate::common::tables::Table;
use crate::common::{Ran, Sandbox};
use ledgers::{Feature, Recipe};

/// Every way to weigh.
const WEIGHINGS: [&str; 5] = ["days", "first", "last", "each", "horizon=20d"];

/// Every group that rows can be in.
const GROUPS: [&str; 10] = [
    "forecaster",
    "tag",
    "kind",
    "horizon",
    "year",
    "confidence",
    "word",
    "document",
    "topic",
    "origin",
];

/// What is asked of both lanes, by name.
const COMMANDS: &[(&str, &[&str])] = &[
    ("score", &["score", "--group-by", "forecaster,tag"]),
    ("calibration", &["calibration", "--group-by", "tag"]),
    ("compare", &["compare", "ann", "bo"]),
    ("pool", &["pool"]),
    ("adjust", &["score", "--adjust"]),
    (
        "over time",
        &[
            "score",
            "--over-time",
            "cumulative",
            "--group-by",
            "forecaster",
        ],
    ),
    (
        "rolling",
        &["score", "--adjust", "--over-time", "rolling=10"],
    ),
];

/// The ledgers: of yes or no with one feature each, then of each kind, then of all.
const LEDGERS: &[Recipe] = &[
    binary("plain", &[]),
    binary("revisions", &[Feature::Revisions]),
    binary("withdrawals", &[Feature::Withdrawals]),
    binary("clusters", &[Feature::Clusters]),
    binary("tags", &[Feature::Tags]),
    binary("tag-twice", &[Feature::TagTwice]),
    binary("tag-with-semicolon", &[Feature::TagWithSemicolon]),
    binary("early", &[Feature::Early]),
    binary("void", &[Feature::Void]),
    binary("pending", &[Feature::Pending]),
    binary("fractional", &[Feature::Fractional]),
    binary("words", &[Feature::Words]),
    binary("late", &[Feature::Late]),
    of_kind("choice", &["choice"]),
    of_kind("ordered", &["ordered"]),
    of_kind("number", &["number"]),
    of_kind("date", &["date"]),
    of_kind("scenarios", &["scenarios"]),
    Recipe {
        name: "forms",
        kinds: &["number"],
        features: &[Feature::Forms],
    },
    Recipe {
        name: "every-kind",
        kinds: &["binary", "choice", "ordered", "number", "date", "scenarios"],
        features: &[
            Feature::Revisions,
            Feature::Withdrawals,
            Feature::Clusters,
            Feature::Tags,
        ],
    },
];

const fn binary(name: &'static str, features: &'static [Feature]) -> Recipe {
    Recipe {
        name,
        kinds: &["binary"],
        features,
    }
}

const fn of_kind(name: &'static str, kinds: &'static [&'static str]) -> Recipe {
    Recipe {
        name,
        kinds,
        features: &[Feature::Tags],
    }
}

/// How the rows of the table stand.
#[derive(Clone, Copy, Debug)]
enum Order {
    AsWritten,
    Shuffled,
}

/// A ledger with its tables.
struct Lanes {
    recipe: &'static Recipe,
    sandbox: Sandbox,
}

impl Lanes {
    fn new(recipe: &'static Recipe) -> Self {
        let sandbox = recipe.sandbox(20_261_124);
        let ran = sandbox.run(&["export", "table", "--out", "as-written.csv"]);
        assert_eq!(ran.code, 0, "{}", ran.page());
        assert!(!ran.err.contains("could not be read"), "{}", ran.err);
        let table = Table::parse(&sandbox.read("as-written.csv"));
        assert!(!table.rows.is_empty());
        sandbox.write("shuffled.csv", &table.shuffled(7).csv());
        Self { recipe, sandbox }
    }

    /// Asks the ledger.
    fn ledger(&self, args: &[&str]) -> Ran {
        self.run(args, "1")
    }

    /// Asks a table.
    fn table(&self, args: &[&str], order: Order) -> Ran {
        let file = match order {
            Order::AsWritten => "as-written.csv",
            Order::Shuffled => "shuffled.csv",
        };
        self.run(&[args, &["--table", file]].concat(), "3")
    }

    fn run(&self, args: &[&str], threads: &str) -> Ran {
        let mut command = self.sandbox.command();
        let always = ["--format", "json", "--resamples", "20"];
        Ran::of(
            command
                .args(args)
                .args(always)
                .env("RAYON_NUM_THREADS", threads),
        )
    }

    /// Returns where the lanes differ under these arguments and by which figures, or nothing.
    fn look(&self, name: &str, by: &str, args: &[&str]) -> Option<String> {
        let ledger = self.ledger(args);
        // What the shuffled rows give, those as written give as well; else the order tells why.
        let mut drift = None;
        for order in [Order::Shuffled, Order::AsWritten] {
            let figures = differences(&ledger, &self.table(args, order));
            if figures.is_empty() {
                break;
            }
            let figures: Vec<_> = figures.into_iter().take(8).collect();
            let (ledger, figures) = (self.recipe.name, figures.join(" "));
            drift = Some(format!("{ledger}, {name}, {by}, {order:?}: {figures}"));
        }
        drift
    }
}

/// Returns the figures in which two answers differ, or `exit` where one of them is none.
fn differences(ledger: &Ran, table: &Ran) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    // What is told beside the figures is that quantiles stand at different levels.
    let told = |line: &str| line.contains("forecasters give quantiles at different levels");
    if ledger.code != table.code || !table.err.lines().all(told) {
        found.insert("exit".to_owned());
    } else if ledger.code == 0 {
        compare(
            "rows",
            &ledger.json()["rows"],
            &table.json()["rows"],
            &mut found,
        );
    }
    found
}

fn compare(name: &str, ledger: &Value, table: &Value, found: &mut BTreeSet<String>) {
    match (ledger, table) {
        (Value::Array(ours), Value::Array(theirs)) if ours.len() == theirs.len() => {
            for (ours, theirs) in ours.iter().zip(theirs) {
                compare(name, ours, theirs, found);
            }
        }
        (Value::Object(ours), Value::Object(theirs)) => {
            for key in ours.keys().chain(theirs.keys()).collect::<BTreeSet<_>>() {
                let of = |object: &serde_json::Map<String, Value>| {
                    object.get(key).cloned().unwrap_or_default()
                };
                compare(key, &of(ours), &of(theirs), found);
            }
        }
        (ours, theirs) if ours == theirs => {}
        _ => {
            found.insert(name.to_owned());
        }
    }
}

/// Asks both lanes everything, a thread for each of two halves, and returns where they differ.
fn look_at_all() -> Vec<String> {
    let look = |recipes: &'static [Recipe]| {
        let mut drifts = Vec::new();
        for recipe in recipes {
            let lanes = Lanes::new(recipe);
            for (name, args) in COMMANDS {
                if *name == "pool" && !recipe.kinds.contains(&"binary") {
                    continue;
                }
                for weighing in WEIGHINGS {
                    let args = [*args, &["--weigh", weighing]].concat();
                    drifts.extend(lanes.look(name, weighing, &args));
                }
            }
            if recipe.name == "words" || recipe.name == "every-kind" {
                for group in GROUPS {
                    let args = ["score", "--weigh", "days", "--group-by", group];
                    drifts.extend(lanes.look("score by", group, &args));
                }
            }
        }
        drifts
    };
    std::thread::scope(|scope| {
        let halves = LEDGERS.chunks(LEDGERS.len().div_ceil(2));
        let asked: Vec<_> = halves.map(|half| scope.spawn(move || look(half))).collect();
        let found = asked.into_iter().flat_map(|one| one.join().unwrap());
        found.collect()
    })
}

#[test]
fn a_ledger_and_its_table_give_the_same_figures() {
    let drifts = look_at_all();
    assert!(drifts.is_empty(), "they differ:\n{}", drifts.join("\n"));
}
