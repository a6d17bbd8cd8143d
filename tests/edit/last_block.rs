//! A block at the end of a file whose last line is not ended: whatever is put below it or around
//! it, and in the canonical layout too, both readers find in it what they found before.

use foretell::record::edit::{Change, EditError, Yaml, apply};
use foretell::record::{Data, Node, format, tree_of};
use serde_yaml::{Mapping, Value};

/// What stands behind the `|` or `>` of a block.
const INDICATORS: [&str; 8] = ["", "-", "+", "2", "2-", "-2", "2+", "+2 # |c"];

/// What a block holds; each line of it stands two columns inside its key.
const BODIES: [&str; 8] = [
    "",
    "\nb",
    "\nb  ",
    "\nb\nc",
    "\nb\n\nc",
    "\nb\n  c",
    "\nb\n  c\nd",
    "\n\nb",
];

/// What stands below the block, up to the end of the file.
const ENDS: [&str; 9] = [
    "",
    "\n",
    "\n\n",
    "\n#",
    "\n##",
    "\n\n#",
    "\n# c",
    "\n\n# c\n  # d",
    "\n...",
];

/// Records with a block at their end, each with the column of the block's key.
const RECORDS: [(&str, usize); 7] = [
    ("question: a\nlesson: ", 0),
    ("question: a\nestimates:\n  - by: a\n    because: ", 4),
    ("question: a\nestimates:\n- by: a\n- because: ", 2),
    ("question: a\nx-a:\n  - c\n  - ", 2),
    ("question: a\nresolution:\n  outcome: yes\n  note: ", 2),
    (
        "question: a\nresolution:\n  outcome: yes\n  replaces:\n    - outcome: no\n      note: ",
        6,
    ),
    (
        "question: a\nestimates: [{by: a}]\nresolution: {outcome: yes}\nlesson: ",
        0,
    ),
];

/// Of so many generated records the test reads one; 1 reads all 8,064.
const EVERY: usize = 11;

/// Returns records that end with a block in every way.
fn records() -> impl Iterator<Item = String> {
    let count = RECORDS.len() * 2 * INDICATORS.len() * BODIES.len() * ENDS.len();
    (0..count).step_by(EVERY).map(|mut n| {
        let mut choice = |of: usize| {
            let chosen = n % of;
            n /= of;
            chosen
        };
        let (record, column) = RECORDS[choice(RECORDS.len())];
        let style = ["|", ">"][choice(2)];
        let indicator = INDICATORS[choice(INDICATORS.len())];
        let margin = format!("\n{}", " ".repeat(column + 2));
        let body = BODIES[choice(BODIES.len())].replace('\n', &margin);
        // A `#` at the very end stands for blanks as deep as the block, `##` for deeper ones.
        let end = match ENDS[choice(ENDS.len())] {
            end @ ("\n#" | "\n\n#") => end.replace('#', &margin[1..]),
            "\n##" => format!("{margin}  "),
            end => end.to_owned(),
        };
        format!("{record}{style}{indicator}{body}{end}")
    })
}

fn changes() -> [Change; 3] {
    let entries = |key: &str| vec![(key.to_owned(), Yaml::text("a\nb"))];
    [
        Change::AppendEstimate(entries("because")),
        Change::SetResolution(entries("note")),
        Change::AmendResolution {
            resolution: entries("note"),
            because: "misread".to_owned(),
        },
    ]
}

/// Returns what our own reader makes of a record, every scalar as its text.
fn ours(text: &str) -> Value {
    fn value(node: &Node) -> Value {
        match &node.data {
            Data::Scalar { text, .. } => Value::String(text.to_string()),
            Data::Sequence(items) => items.iter().map(value).collect(),
            Data::Mapping(entries) => {
                let pairs = entries.iter();
                let pairs = pairs.map(|(key, node)| (Value::from(&*key.text), value(node)));
                Value::Mapping(pairs.collect())
            }
            Data::Refused => unreachable!("nothing is refused"),
        }
    }
    value(&tree_of(text).unwrap())
}

fn theirs(text: &str) -> Value {
    serde_yaml::from_str(text).unwrap()
}

/// Returns a record without what a change added to it.
fn undone(record: Value, change: &Change) -> Mapping {
    let Value::Mapping(mut record) = record else {
        panic!("it is a record");
    };
    match change {
        Change::AppendEstimate(_) => {
            let mut estimates = list(record.remove("estimates"));
            estimates.pop().unwrap();
            if !estimates.is_empty() {
                record.insert("estimates".into(), Value::Sequence(estimates));
            }
        }
        Change::SetResolution(_) => drop(record.remove("resolution").unwrap()),
        Change::AmendResolution { .. } => {
            let mut replaces = list(record["resolution"].get("replaces").cloned());
            let mut old = replaces.remove(0);
            if !replaces.is_empty() {
                old["replaces"] = Value::Sequence(replaces);
            }
            record.insert("resolution".into(), old);
        }
        Change::RemoveEstimate(_) | Change::RemoveResolution => unreachable!("nothing is added"),
    }
    record
}

fn list(value: Option<Value>) -> Vec<Value> {
    match value {
        Some(Value::Sequence(items)) => items,
        _ => Vec::new(),
    }
}

#[test]
fn a_block_in_the_last_line_says_what_it_said_whatever_is_put_below_it() {
    let mut edits = 0;
    for text in records().flat_map(|text| [text.replace('\n', "\r\n"), text]) {
        for change in changes() {
            let edited = match apply(&text, 0, &change) {
                Ok(edited) => edited.text,
                Err(EditError::Resolved | EditError::Unresolved) => continue,
                Err(error) => panic!("could not {error}: {text:?} {change:?}"),
            };
            for reading in [ours, theirs] {
                let was = Value::Mapping(undone(reading(&edited), &change));
                assert_eq!(was, reading(&text), "{text:?} → {edited:?}");
            }
            edits += 1;
        }
    }
    assert!(edits >= 32_000 / EVERY, "{edits}");
}

#[test]
fn a_block_in_the_last_line_says_what_it_said_in_the_canonical_layout() {
    for text in records() {
        let formatted = format(&text).text;
        for reading in [ours, theirs] {
            assert_eq!(reading(&formatted), reading(&text), "{text:?}");
        }
    }
}
