//! A ledger and the table that is exported from it give the same figures.
//!
//! The table is read as it was written and with its rows shuffled; the ledger by one thread and the
//! table by several.

mod drift;
mod ledgers;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use serde_json::Value;

use crate::common::tables::Table;
use crate::common::{Ran, Sandbox};
use drift::{KNOWN_DRIFT, READING, TABLE_LACKS};
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Order {
    AsWritten,
    Shuffled,
}

/// Where the lanes differ: the ledger, the command, the weighing or the group.
type Place = (String, String, String, Order);

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
    fn table(&self, args: &[&str], order: Order, reading: &[&str]) -> Ran {
        let file = match order {
            Order::AsWritten => "as-written.csv",
            Order::Shuffled => "shuffled.csv",
        };
        self.run(&[args, &["--table", file], reading].concat(), "3")
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

    /// Returns what today's reader has to be told of the table.
    fn reading(&self) -> &'static [&'static str] {
        let of = |kind: &str| READING.iter().find(|(one, _)| *one == kind);
        match self.recipe.kinds {
            [kind] => of(kind).map_or(&[], |(_, args)| args),
            _ => &[],
        }
    }

    /// Notes where the lanes differ under these arguments, and by which figures.
    fn look(&self, name: &str, by: &str, args: &[&str], found: &mut Found) {
        let ledger = self.ledger(args);
        // What the shuffled rows give, those as written give as well; else the order tells why.
        let mut last = None;
        for order in [Order::Shuffled, Order::AsWritten] {
            let table = self.table(args, order, self.reading());
            let mut figures = differences(&ledger, &table);
            found
                .lacking
                .extend(figures.iter().filter(|one| lacks(one)).cloned());
            figures.retain(|one| !lacks(one));
            if figures.is_empty() {
                break;
            }
            last = Some((order, figures));
        }
        if let Some((order, figures)) = last {
            let [recipe, name, by] = [self.recipe.name, name, by].map(str::to_owned);
            found.drift.insert((recipe, name, by, order), figures);
        }
    }
}

/// Whether a table is known to lack a figure.
fn lacks(figure: &str) -> bool {
    TABLE_LACKS.iter().any(|(name, _)| *name == figure)
}

/// What was found.
#[derive(Default)]
struct Found {
    /// Where the lanes differ, by which figures.
    drift: BTreeMap<Place, BTreeSet<String>>,
    /// The figures that a table lacks.
    lacking: BTreeSet<String>,
}

impl Found {
    fn add(&mut self, other: Self) {
        self.drift.extend(other.drift);
        self.lacking.extend(other.lacking);
    }

    /// Returns the places as lines of the list of drifts, with the figures that differ.
    fn lines(&self, places: &BTreeSet<&Place>) -> String {
        let mut lines = String::new();
        for place in places {
            let (ledger, command, by, order) = place;
            let order = match order {
                Order::AsWritten => "as written",
                Order::Shuffled => "shuffled",
            };
            let figures = self.drift.get(*place).into_iter().flatten().take(8);
            let figures: Vec<_> = figures.map(String::as_str).collect();
            let figures = figures.join(" ");
            let _ = writeln!(lines, "{ledger}, {command}, {by}, {order}: {figures}");
        }
        lines
    }
}

/// Returns the figures in which two answers differ, or `exit` where one of them is none.
fn differences(ledger: &Ran, table: &Ran) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    if ledger.code != table.code || !table.err.is_empty() {
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

/// Asks both lanes everything, a thread for each of two halves.
fn look_at_all() -> Found {
    let look = |recipes: &'static [Recipe]| {
        let mut found = Found::default();
        for recipe in recipes {
            let lanes = Lanes::new(recipe);
            for (name, args) in COMMANDS {
                if *name == "pool" && !recipe.kinds.contains(&"binary") {
                    continue;
                }
                for weighing in WEIGHINGS {
                    let args = [*args, &["--weigh", weighing]].concat();
                    lanes.look(name, weighing, &args, &mut found);
                }
            }
            if recipe.name == "words" || recipe.name == "every-kind" {
                for group in GROUPS {
                    let args = ["score", "--weigh", "days", "--group-by", group];
                    lanes.look("score by", group, &args, &mut found);
                }
            }
        }
        found
    };
    std::thread::scope(|scope| {
        let halves = LEDGERS.chunks(LEDGERS.len().div_ceil(2));
        let asked: Vec<_> = halves.map(|half| scope.spawn(move || look(half))).collect();
        let mut all = Found::default();
        for one in asked {
            all.add(one.join().unwrap());
        }
        all
    })
}

/// Returns the places that the list of drifts names.
fn known() -> BTreeSet<Place> {
    let mut places = BTreeSet::new();
    for drift in KNOWN_DRIFT {
        for ledger in drift.ledgers {
            for command in drift.commands {
                for by in drift.by {
                    let texts = [ledger, command, by].map(|text| (*text).to_owned());
                    let [ledger, command, by] = texts;
                    let place = (ledger, command, by, drift.order);
                    assert!(places.insert(place.clone()), "{place:?} is listed twice");
                }
            }
        }
    }
    places
}

#[test]
fn a_ledger_and_its_table_give_the_same_figures() {
    let found = look_at_all();
    let known = known();
    let drifted: BTreeSet<&Place> = found.drift.keys().collect();
    let listed: BTreeSet<&Place> = known.iter().collect();
    let new = &drifted - &listed;
    let gone = &listed - &drifted;
    assert!(
        new.is_empty() && gone.is_empty(),
        "the lanes differ here, and the list of drifts does not say so:\n{}\n\
         they agree here, so take it off the list of drifts:\n{}",
        found.lines(&new),
        found.lines(&gone)
    );
    let lacks: BTreeSet<String> = TABLE_LACKS.iter().map(|(name, _)| (*name).into()).collect();
    assert_eq!(found.lacking, lacks, "take what a table has off the list");
}

/// What has to be told of a table must be needed, so that the list can only shrink.
#[test]
fn what_a_reader_has_to_be_told_is_needed() {
    for (kind, reading) in READING {
        let recipe = LEDGERS
            .iter()
            .find(|recipe| recipe.kinds == [*kind])
            .unwrap();
        let lanes = Lanes::new(recipe);
        let args = ["score", "--weigh", "first"];
        let ledger = lanes.ledger(&args);
        let bare = differences(&ledger, &lanes.table(&args, Order::AsWritten, &[]));
        assert!(!bare.is_empty(), "{kind} needs no {reading:?}");
    }
}
