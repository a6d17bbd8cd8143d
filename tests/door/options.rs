//! Options and levels in tables: how they add up, in which order they stand, how a floor raises them.

use crate::common::Sandbox;

use super::{Case, Want, case, check};

const HEADS: &str = "question_id,option,probability,outcome\n";
/// The Brier score of three equal options.
const EVEN: f64 = 1.0 / 3.0;

/// Returns a question over options with these probabilities, of which `a` came about.
fn over(each: &[&str]) -> String {
    let rows = each.iter().zip('a'..);
    let rows = rows.map(|(probability, option)| format!("q,{option},{probability},a\n"));
    format!("{HEADS}{}", rows.collect::<String>())
}

#[test]
fn rounded_options_are_scaled_and_told() {
    let scaled = |name: &'static str, each: &[&str], args| {
        let told: &'static [&'static str] =
            &["1 estimate over options adds up to 1 but for rounding"];
        case(name, &over(each), args, Want::Score(1, EVEN, told))
    };
    let refused = |name: &'static str, each: &[&str]| {
        case(name, &over(each), "", Want::Refused(&["add up to"]))
    };
    let json: String = ["a", "b", "c"]
        .map(|option| {
            format!("{{\"question_id\":\"q\",\"option\":\"{option}\",\"probability\":0.333,\"outcome\":\"a\"}}\n")
        })
        .concat();
    let long = over(&[".3333"; 3]).replace("probability", "value");
    let long = long
        .replace("question_id", "kind,question_id")
        .replace("q,", "choice,q,");
    let told: &'static [&'static str] = &["adds up to 1 but for rounding"];
    check(&[
        scaled("B8", &[".3333"; 3], ""),
        scaled("B8 per cents", &["33.3%"; 3], ""),
        scaled("B8 more places", &[".33333333"; 3], ""),
        scaled("B8 whole per cents", &["33%"; 3], ""),
        scaled("B8 one place, all equal", &[".3"; 3], ""),
        scaled("B8 bare per cents", &["33.3"; 3], "--percent"),
        case("B8 JSON Lines", &json, "", Want::Score(1, EVEN, told)),
        case("B8 the long table", &long, "", Want::Score(1, EVEN, told)),
        case(
            "B8 thirds",
            &over(&["1/3"; 3]),
            "",
            Want::Score(1, EVEN, &[]),
        ),
        case(
            "B8 none of it",
            &over(&[".34", ".33", ".33"]),
            "",
            Want::Score(1, 0.3267, &[]),
        ),
        refused("B8 a slip", &[".6", ".3", ".05"]),
        refused("B8 one place, not equal", &[".5", ".3", ".1"]),
        refused("B8 places that are shown", &[".30"; 3]),
        refused("B8 too many", &["3%"; 40]),
        refused("B8 too much", &[".35"; 3]),
    ]);
}

#[test]
fn rounded_options_of_records_are_scaled_and_told() {
    let sandbox = Sandbox::new();
    let record = |name: &str, said: [&str; 3]| {
        let [a, b, c] = said;
        sandbox.write(
            &format!("forecasts/{name}.yaml"),
            &format!(
                "question: Which of {name}?\ncriteria: x\nkind: choice\noptions: [a, b, other]\n\
                 opened: 2025-01-01\ndeadline: 2025-06-30\nestimates:\n\
                 - {{date: 2025-02-01, by: ann, probabilities: {{a: {a}, b: {b}, other: {c}}}}}\n\
                 resolution: {{outcome: a, happened: 2025-03-01, logged: 2025-03-01, by: desk, evidence: [x]}}\n"
            ),
        );
    };
    record("even", [".3333"; 3]);
    record("percent", ["33.3%"; 3]);
    record("one", [".3"; 3]);
    record("exact", ["1/3"; 3]);
    let ran = sandbox.run(&[
        "score",
        "--weigh",
        "first",
        "--resamples",
        "0",
        "--format",
        "json",
    ]);
    assert!(
        ran.err
            .contains("3 estimates over options add up to 1 but for rounding, and were scaled"),
        "{}",
        ran.err
    );
    let brier = ran.json()["rows"][1]["brier"].as_f64().unwrap();
    assert!((brier - EVEN).abs() < 1e-12, "{brier}");
    assert!(sandbox.run(&["check"]).out.starts_with("no findings"));
    record("slip", [".6", ".3", ".05"]);
    record("less", [".5", ".3", ".1"]);
    let ran = sandbox.run(&["check"]);
    assert_eq!(ran.code, 1);
    assert_eq!(
        ran.out.matches("error[probabilities-sum]").count(),
        2,
        "{}",
        ran.out
    );
}

/// Returns a question over so many options, all on the first, of which that one came about.
fn certain(options: usize, outcome: usize) -> String {
    let row = |i| format!("q,o{i},{},o{outcome}\n", u8::from(i == 0));
    format!("{HEADS}{}", (0..options).map(row).collect::<String>())
}

#[test]
fn a_floor_raises_what_is_below_and_leaves_the_rest_room() {
    // What it is about, options, the one that came about, the floor, and the log score.
    let cases: [(&str, usize, usize, &str, Option<f64>); 8] = [
        ("B9 the loser", 40, 1, "1%", Some(-0.01_f64.ln())),
        ("B9 the winner", 40, 0, "1%", Some(-0.61_f64.ln())),
        ("B9 three, the winner", 3, 0, "0.1", Some(-0.8_f64.ln())),
        ("B9 two", 2, 0, "0.1", Some(-0.9_f64.ln())),
        ("B9 no room", 150, 0, "1%", None),
        ("B9 no room left", 100, 0, "1%", None),
        ("B9 just room", 99, 0, "1%", Some(-0.02_f64.ln())),
        ("B9 a third of three", 3, 0, "0.34", None),
    ];
    for (name, options, outcome, floor, score) in cases {
        let sandbox = Sandbox::empty();
        sandbox.write("t", &certain(options, outcome));
        let args = [
            "score",
            "--table",
            "t",
            "--resamples",
            "0",
            "--format",
            "json",
            "--floor",
        ];
        let ran = sandbox.run(&[&args[..], &[floor]].concat());
        let Some(score) = score else {
            assert_eq!(ran.code, 2, "{name}");
            assert!(
                ran.err.contains("would leave no room"),
                "{name}: {}",
                ran.err
            );
            continue;
        };
        let log = ran.json()["rows"][0]["log_loss"].as_f64().unwrap();
        assert!((log - score).abs() < 1e-9, "{name}: {log}");
    }
}

#[test]
fn levels_are_read_as_in_records() {
    let at = |low: &str, middle: &str, high: &str| {
        format!("question_id,quantile,value,outcome\nq,{low},1,2\nq,{middle},2,2\nq,{high},3,2\n")
    };
    let right = || Want::Score(1, 0.1 / 1.5, &[]);
    let refused = || Want::Refused(&["is not between 0 and 1"]);
    let case = |name, low, middle, high, want: Want| case(name, &at(low, middle, high), "", want);
    let comma = at("0,05", "0,5", "0,95")
        .replace(",0,", ";0,")
        .replace("q,", "q;");
    let comma = comma
        .replace(",1,2", ";1;2")
        .replace(",2,2", ";2;2")
        .replace(",3,2", ";3;2");
    let comma = comma.replace(
        "question_id,quantile,value,outcome",
        "question_id;quantile;value;outcome",
    );
    check(&[
        case("B12", " 0.05", "5e-1", "95%", right()),
        case("B12 per cents", "5%", "50 %", "95%", right()),
        case("B12 no zero", ".05", ".5", ".95", right()),
        case("B12 zeros", "0.050", "0.50", "0.950", right()),
        super::case(
            "B12 a decimal comma",
            &comma,
            "",
            Want::Score(1, 0.1 / 1.5, &["comma"]),
        ),
        case("B12 none", "0", "0.5", "0.95", refused()),
        case("B12 all", "0.05", "0.5", "100%", refused()),
        case("B12 a fraction", "1/20", "0.5", "0.95", refused()),
        case("B12 a word", "low", "0.5", "0.95", refused()),
    ]);
}

#[test]
fn options_stand_in_the_order_that_is_said() {
    let table = |rows: &[(&str, &str)]| {
        let rows = rows
            .iter()
            .map(|(option, p)| format!("q,{option},{p},low\n"));
        format!("{HEADS}{}", rows.collect::<String>())
    };
    let rising = table(&[("low", ".6"), ("mid", ".3"), ("high", ".1")]);
    let mixed = table(&[("mid", ".3"), ("low", ".6"), ("high", ".1")]);
    let said = "--ordered low,mid,high";
    let case = |name, table: &str, args, want| -> Case { case(name, table, args, want) };
    check(&[
        case("B19", &rising, said, Want::Score(1, 0.17, &[])),
        case(
            "B19 other rows first",
            &mixed,
            said,
            Want::Score(1, 0.17, &[]),
        ),
        case(
            "B19 another order",
            &rising,
            "--ordered mid,low,high",
            Want::Score(1, 0.1, &[]),
        ),
        case(
            "B19 as they appear",
            &mixed,
            "--ordered",
            Want::Score(1, 0.1, &["in which they first appear: mid, low, high"]),
        ),
        case(
            "B19 another case",
            &rising.replace("mid", "Mid"),
            said,
            Want::Score(1, 0.17, &[]),
        ),
        case(
            "B19 one without a row",
            &table(&[("low", ".9"), ("high", ".1")]),
            said,
            Want::Score(1, 0.02, &[]),
        ),
        case(
            "B19 of no options",
            "probability,outcome\n0.7,1\n",
            said,
            Want::Refused(&["no table of options"]),
        ),
        case(
            "B19 one too many",
            &table(&[("low", ".6"), ("mid", ".3"), ("top", ".1")]),
            said,
            Want::Refused(&["option `top` is none of those in order, low, mid, high"]),
        ),
    ]);
    let sandbox = Sandbox::empty();
    sandbox.write("t", &mixed);
    let args = [
        "score",
        "--table",
        "t",
        "--resamples",
        "0",
        "--ordered",
        "low,mid,high",
    ];
    let page = sandbox.ok(&args);
    let page = page.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(
        page.contains("options in the order low, mid, high"),
        "{page}"
    );
    let json = sandbox
        .run(&[&args[..], &["--format", "json"]].concat())
        .json();
    let order = &json["made_with"]["table"]["order"];
    assert_eq!(*order, serde_json::json!(["low", "mid", "high"]));
}

#[test]
fn a_cell_that_may_mean_two_things_is_refused_with_both() {
    let table = |cell: &str| format!("probability,outcome\n{cell},1\n0.7,1\n");
    let told = |name, cell, says: &'static [&'static str]| {
        case(name, &table(cell), "", Want::Score(1, 0.09, says))
    };
    let read = |name, cell, brier| case(name, &table(cell), "", Want::Score(2, brier, &[]));
    check(&[
        told(
            "A7 a cell",
            "40/60",
            &["probability `40/60` may be `40%` or `40 to 60`: write which"],
        ),
        told("A7 a cell of halves", "50/50", &["`50%` or `50 to 50`"]),
        told("A7 a cell with blanks", "20 / 80", &["`20%` or `20 to 80`"]),
        told("A7 a cell with a colon", "7:3", &["as in `7 to 3`"]),
        told(
            "A7 a cell with a range",
            "50-75%",
            &["is a range, and a row has one number"],
        ),
        told(
            "A7 a cell with an end",
            "<1%",
            &["is an end, and a row has one number"],
        ),
        read("A7 a fraction", "7/10", 0.09),
        read("A7 odds", "7 to 3", 0.09),
        read("A7 a fraction of a hundred", "70/100", 0.09),
    ]);
}

#[test]
fn forecasters_with_other_levels_are_told() {
    let heads = "question_id,forecaster,quantile,value,outcome\n";
    let rows = |forecaster: &str, question: &str, levels: &[&str]| -> String {
        let row = |(i, level): (usize, &&str)| format!("{question},{forecaster},{level},{i},1\n");
        levels.iter().enumerate().map(row).collect()
    };
    let (three, five) = (
        ["0.25", "0.5", "0.75"],
        ["0.1", "0.25", "0.5", "0.75", "0.9"],
    );
    let told = |name, more: &str, says: &'static [&'static str]| {
        let sandbox = Sandbox::empty();
        sandbox.write("t", &format!("{heads}{}{more}", rows("ann", "q", &three)));
        let ran = sandbox.run(&["score", "--table", "t", "--resamples", "0"]);
        assert_eq!(ran.code, 0, "{name}");
        assert!(
            says.iter().all(|one| ran.err.contains(one)),
            "{name}: {}",
            ran.err
        );
        assert_eq!(ran.err.is_empty(), says.is_empty(), "{name}: {}", ran.err);
    };
    told(
        "A8 fewer levels",
        &rows("bob", "q", &five),
        &["different levels (`ann` 3, `bob` 5)"],
    );
    told(
        "A8 as many, and others",
        &rows("bob", "q", &["0.1", "0.5", "0.9"]),
        &["different levels"],
    );
    told("A8 one with both", &rows("ann", "r", &five), &[]);
    told("A8 the same levels", &rows("bob", "q", &three), &[]);
    told(
        "A8 both with both",
        &[
            rows("ann", "r", &five),
            rows("bob", "r", &three),
            rows("bob", "q", &five),
        ]
        .concat(),
        &[],
    );
}
