//! Figures that rest on random numbers are printed with so many digits as a seed moves by at most one.

use crate::common::Sandbox;

/// How many seeds are tried; the hundred take a minute.
const SEEDS: u32 = 20;

/// Returns the digits of a number as it is printed, as a whole number.
fn digits(text: &str) -> i64 {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    digits
        .parse()
        .unwrap_or_else(|_| panic!("no number: {text}"))
}

/// Holds that of what is printed for each seed all but one in twenty lie within one digit of the middle.
fn holds(name: &str, printed: &[String]) {
    let mut all: Vec<i64> = printed.iter().map(|text| digits(text)).collect();
    all.sort_unstable();
    let middle = all[all.len() / 2];
    let near = all.iter().filter(|one| (*one - middle).abs() <= 1).count();
    assert!(20 * near >= 19 * all.len(), "{name}: {printed:?}");
}

#[test]
fn no_seed_moves_what_chance_gives_by_more_than_a_digit() {
    let sandbox = Sandbox::our_ledger();
    let mut printed: [Vec<String>; 6] = Default::default();
    for seed in 1..=SEEDS {
        let seed = seed.to_string();
        let page = sandbox.ok(&["calibration", "--verbose", "--seed", &seed]);
        let line = |head: &str| page.lines().find(|line| line.starts_with(head)).unwrap();
        for (i, head) in ["miscalibration", "expected calibration"]
            .iter()
            .enumerate()
        {
            let cells: Vec<&str> = line(head).split("  ").map(str::trim).collect();
            let cells: Vec<&str> = cells.into_iter().filter(|cell| !cell.is_empty()).collect();
            let place = cells.iter().position(|cell| cell.contains(", <")).unwrap();
            let (chance, high) = cells[place].split_once(", <").unwrap();
            let p = cells[place + 1];
            for (j, text) in [chance, high, p].iter().enumerate() {
                printed[3 * i + j].push((*text).to_owned());
            }
        }
    }
    for (i, printed) in printed.iter().enumerate() {
        holds(&format!("figure {i}"), printed);
    }
}

#[test]
fn no_seed_moves_a_drawn_p_value_by_more_than_a_digit() {
    let sandbox = Sandbox::empty();
    let mut text = String::from("question_id,forecaster,probability,outcome\n");
    for i in 0..40_u32 {
        let (ann, bob) = (40 + 7 * i % 50, 35 + 11 * i % 60);
        text += &format!("q{i},ann,{ann}%,1\nq{i},bob,{bob}%,1\n");
    }
    sandbox.write("t.csv", &text);
    let p = |seed: u32| {
        let seed = seed.to_string();
        let args = [
            "compare",
            "ann",
            "bob",
            "--test",
            "sign-flip",
            "--table",
            "t.csv",
            "--verbose",
        ];
        let page = sandbox.ok(&[&args[..], &["--seed", &seed]].concat());
        let line = page.lines().find(|line| line.contains("Brier")).unwrap();
        line.split_whitespace().last().unwrap().to_owned()
    };
    let printed: Vec<String> = (1..=SEEDS).map(p).collect();
    assert!(
        printed.iter().all(|p| p.len() == 4),
        "two decimals: {printed:?}"
    );
    holds("sign flips", &printed);
}

/// Returns the last cell of each line that begins with one of these.
fn last_cells(page: &str, heads: &[&str]) -> Vec<String> {
    let begins = |line: &&str| heads.iter().any(|head| line.starts_with(head));
    let last = page.lines().filter(begins);
    let last = last.filter_map(|line| line.split_whitespace().last());
    last.map(str::to_owned).collect()
}

/// Holds that of every number of a column.
fn holds_each(name: &str, pages: &[Vec<String>]) {
    assert!(!pages[0].is_empty(), "{name}");
    for i in 0..pages[0].len() {
        let printed: Vec<String> = pages.iter().map(|cells| cells[i].clone()).collect();
        holds(&format!("{name}, line {i}"), &printed);
    }
}

#[test]
fn no_seed_moves_a_p_value_that_allows_for_many_pairs_by_more_than_a_digit() {
    let sandbox = Sandbox::empty();
    let mut text = String::from("question_id,forecaster,probability,outcome\n");
    for i in 0..40_u32 {
        for (who, p) in [
            ("ann", 35 + 7 * i % 55),
            ("bob", 30 + 11 * i % 60),
            ("cat", 45 + 13 * i % 50),
        ] {
            text += &format!("q{i},{who},{p}%,1\n");
        }
    }
    sandbox.write("t.csv", &text);
    let pages: Vec<String> = (1..=SEEDS)
        .map(|seed| {
            let seed = seed.to_string();
            let args = [
                "compare",
                "--all",
                "--test",
                "sign-flip",
                "--table",
                "t.csv",
            ];
            sandbox.ok(&[&args[..], &["--seed", &seed]].concat())
        })
        .collect();
    let all: Vec<_> = pages
        .iter()
        .map(|page| last_cells(page, &["ann    ", "bob    "]))
        .collect();
    assert_eq!(all[0].len(), 3, "{}", pages[0]);
    holds_each("p of all", &all);
}

#[test]
fn no_seed_moves_the_interval_of_kappa_by_more_than_a_digit() {
    let sandbox = Sandbox::our_ledger();
    let ends = |seed: u32| -> Vec<String> {
        let page = sandbox.ok(&["agreement", "--seed", &seed.to_string()]);
        let cells = last_cells(&page, &["deadline  5", "outcome   7"]);
        let ends = cells.iter().flat_map(|ends| ends.split('–'));
        ends.map(str::to_owned).collect()
    };
    let all: Vec<_> = (1..=SEEDS).map(ends).collect();
    assert_eq!(all[0].len(), 4, "{:?}", all[0]);
    holds_each("kappa", &all);
}

#[test]
fn a_row_of_questions_that_stand_alone_has_the_same_bootstrap_whatever_the_seed() {
    let sandbox = Sandbox::empty();
    let mut text = String::from("question_id,probability,outcome\n");
    for i in 0..64_u32 {
        text += &format!("q{i},55%,{}\n", u32::from(i % 5 < 3));
    }
    sandbox.write("t.csv", &text);
    let interval = |seed: u32| {
        let seed = seed.to_string();
        let args = [
            "calibration",
            "--interval",
            "bootstrap",
            "--table",
            "t.csv",
            "--verbose",
        ];
        let page = sandbox.ok(&[&args[..], &["--seed", &seed]].concat());
        let line = page
            .lines()
            .find(|line| line.starts_with("(50, 60]"))
            .unwrap();
        line.to_owned()
    };
    let first = interval(1);
    assert!(first.contains("48–73%"), "{first}");
    assert!((2..=SEEDS).all(|seed| interval(seed) == first), "{first}");
}
