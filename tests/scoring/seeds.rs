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
