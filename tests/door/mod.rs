//! What people bring: each kind of input that was once read wrong or dropped without a word, with what
//! is right, in tables.

mod binary;
mod conserved;
mod days;
mod figures;
mod manual;
mod names;
mod options;
mod records;
mod shapes;
mod tables;
mod typed;
mod words;

use std::fs;

use serde_json::Value;

use crate::common::{Ran, Sandbox};

/// A table, what is asked of it, and what is right.
pub struct Case {
    /// What it is about, and which of its kind.
    name: &'static str,
    /// The bytes of the table.
    table: Vec<u8>,
    /// What the command says besides `score --table FILE`.
    args: &'static str,
    /// What is right.
    want: Want,
}

/// What is right.
pub enum Want {
    /// So many forecasts with this Brier score (or other score of the kind), and these texts on
    /// standard error; none where there are no texts.
    Score(u64, f64, &'static [&'static str]),
    /// Exit 0 with nothing to score, and these texts.
    Nothing(&'static [&'static str]),
    /// Exit 2, and these texts.
    Refused(&'static [&'static str]),
}

/// Returns a case whose table is text.
pub fn case(name: &'static str, table: &str, args: &'static str, want: Want) -> Case {
    Case {
        name,
        table: table.as_bytes().to_vec(),
        args,
        want,
    }
}

/// Runs cases, each of which must come out right, and names all that do not.
pub fn check(cases: &[Case]) {
    let wrong: Vec<String> = cases.iter().filter_map(Case::wrong).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

impl Case {
    fn run(&self) -> Ran {
        let sandbox = Sandbox::empty();
        fs::write(sandbox.path().join("t"), &self.table).unwrap();
        let mut args = vec![
            "score",
            "--resamples",
            "0",
            "--format",
            "json",
            "--table",
            "t",
        ];
        args.extend(self.args.split_whitespace());
        sandbox.run(&args)
    }

    /// Returns what is wrong, where something is.
    fn wrong(&self) -> Option<String> {
        let ran = self.run();
        let (code, texts) = match &self.want {
            Want::Score(_, _, texts) | Want::Nothing(texts) => (0, texts),
            Want::Refused(texts) => (2, texts),
        };
        let lacks = texts.iter().find(|text| !ran.err.contains(**text));
        let is_quiet = ran.err.is_empty() || !texts.is_empty();
        let figures = match &self.want {
            Want::Score(n, score, _) if ran.code == 0 => figures(&ran.json(), *n, *score),
            _ => None,
        };
        let why = match (ran.code == code, lacks, is_quiet, figures) {
            (false, ..) => format!("exit {}, not {code}", ran.code),
            (_, Some(text), ..) => format!("does not say {text:?}"),
            (_, _, false, _) => "says something".to_owned(),
            (_, _, _, Some(why)) => why,
            _ => return None,
        };
        Some(format!("{}: {why}\n{}", self.name, ran.err))
    }
}

/// Returns what is wrong with the figures of the last row.
fn figures(page: &Value, n: u64, score: f64) -> Option<String> {
    let row = page["rows"].as_array().and_then(|rows| rows.last())?;
    // Of ordered options the Brier score stands beside the ranked one.
    let got = ["rps", "brier", "wis", "crps"]
        .iter()
        .find_map(|name| row[*name].as_f64());
    let close = got.is_some_and(|got| (got - score).abs() < 5e-7);
    let has = row["n"].as_u64();
    (has != Some(n) || !close).then(|| format!("n {has:?} and score {got:?}, not {n} and {score}"))
}
