//! Words of outcomes in tables.

use super::{Want, case, check};

fn rows(outcomes: &[&str]) -> String {
    let rows = outcomes.iter().map(|outcome| format!("0.7,{outcome}\n"));
    format!("probability,outcome\n{}", rows.collect::<String>())
}

#[test]
fn what_stands_where_no_outcome_is_makes_a_row_open() {
    let open = [
        "NA",
        "NaN",
        "null",
        "None",
        "N/A",
        "#N/A",
        "unresolved",
        "nan",
        "NONE",
    ];
    let one = |word: &str| rows(&[word, "1"]);
    let mut cases: Vec<_> = open
        .iter()
        .map(|word| case("B3 a word", &one(word), "", Want::Score(1, 0.09, &[])))
        .collect();
    let option = |outcome: &str| {
        format!(
            "question_id,option,probability,outcome\nq,None,0.6,{outcome}\nq,some,0.4,{outcome}\n"
        )
    };
    let number = "question_id,quantile,value,outcome\nq,0.5,1,NA\nr,0.5,1,2\n";
    cases.extend([
        case(
            "B3 an option of that name",
            &option("None"),
            "",
            Want::Score(1, 0.16, &[]),
        ),
        case(
            "B3 an option in another case",
            &option("none"),
            "",
            Want::Score(1, 0.16, &[]),
        ),
        case("B3 no option", &option("NA"), "", Want::Nothing(&[])),
        case("B3 a number", number, "", Want::Score(1, 1.0, &[])),
        case(
            "B3 a strange word",
            &one("soon"),
            "",
            Want::Score(1, 0.09, &["t:2: outcome `soon` is none of"]),
        ),
    ]);
    check(&cases);
}

#[test]
fn words_of_outcomes_are_read_in_any_case() {
    let yes = ["1", "yes", "Y", "TRUE", "t", "100%", "1.0"];
    let no = ["0", "No", "n", "False", "F", "0%"];
    let void = ["CANCEL", "ANNULLED", "void", "Ambiguous", "cancelled"];
    let mut cases = Vec::new();
    cases.extend(yes.map(|word| case("B4 yes", &rows(&[word]), "", Want::Score(1, 0.09, &[]))));
    cases.extend(no.map(|word| case("B4 no", &rows(&[word]), "", Want::Score(1, 0.49, &[]))));
    cases.extend(void.map(|word| case("B4 void", &rows(&[word]), "", Want::Nothing(&[]))));
    cases.extend([
        case(
            "B4 MKT",
            &rows(&["MKT", "1"]),
            "",
            Want::Score(1, 0.09, &["outcome `MKT` is none of"]),
        ),
        case(
            "B4 own words",
            &rows(&["correct", "wrong"]),
            "--yes correct --no wrong",
            Want::Score(2, 0.29, &[]),
        ),
        case(
            "B4 own words, another case",
            &rows(&["Correct", "WRONG"]),
            "--yes correct --no wrong",
            Want::Score(2, 0.29, &[]),
        ),
        case(
            "B4 own words, and known ones",
            &rows(&["correct", "yes", "0"]),
            "--yes correct",
            Want::Score(3, (0.09 + 0.09 + 0.49) / 3.0, &[]),
        ),
        case(
            "B4 own words the other way round",
            &rows(&["1", "0"]),
            "--yes 0 --no 1",
            Want::Score(2, 0.29, &[]),
        ),
        case(
            "B4 several own words",
            &rows(&["hit", "right", "miss"]),
            "--yes hit --yes right --no miss",
            Want::Score(3, (0.09 + 0.09 + 0.49) / 3.0, &[]),
        ),
    ]);
    check(&cases);
}

#[test]
fn options_come_first_in_any_case() {
    let table = |outcome: &str| {
        format!(
            "question_id,option,probability,outcome\nq,Void,0.6,{outcome}\nq,North,0.4,{outcome}\n"
        )
    };
    check(&[
        case(
            "B4 void is an option",
            &table("Void"),
            "",
            Want::Score(1, 0.16, &[]),
        ),
        case(
            "B4 in small letters",
            &table("void"),
            "",
            Want::Score(1, 0.16, &[]),
        ),
        case(
            "B4 another option",
            &table("NORTH"),
            "",
            Want::Score(1, 0.36, &[]),
        ),
        case(
            "B4 annulled is none",
            &table("annulled"),
            "",
            Want::Nothing(&[]),
        ),
        case(
            "B4 no option",
            &table("south"),
            "",
            Want::Refused(&["its outcome `south` is none of its options"]),
        ),
        case(
            "B4 two that differ by case",
            &table("void").replace("North", "VOID"),
            "",
            Want::Nothing(&[]),
        ),
    ]);
}
