//! Tables that are damaged, or that say less than they seem to.

use super::{Want, case, check};

/// What is told of a column whose unit is doubtful.
const UNIT: &[&str] = &[
    "bare numbers above 1",
    "--percent",
    "--fractions",
    "--skip-rows",
];

#[test]
fn quotation_marks_that_are_wrong_are_told_with_their_lines() {
    let rows = |from: u32, to: u32| -> String {
        (from..to).map(|row| format!("0.5,1,t{row}\n")).collect()
    };
    let unclosed = format!(
        "probability,outcome,note\n{}0.5,1,\"t4\n{}",
        rows(0, 4),
        rows(5, 1000)
    );
    let late = format!("probability,outcome,note\n{}0.5,1,\"t\n", rows(0, 40_000));
    check(&[
        case(
            "A2",
            &unclosed,
            "",
            Want::Refused(&["the quote that opens at line 6 is never closed"]),
        ),
        case(
            "A2 far down",
            &late,
            "",
            Want::Refused(&["the quote that opens at line 40002 is never closed"]),
        ),
        case(
            "A2 semicolons",
            &unclosed.replace(',', ";"),
            "",
            Want::Refused(&["opens at line 6"]),
        ),
        case(
            "A2 carriage returns",
            &unclosed.replace('\n', "\r"),
            "",
            Want::Refused(&["opens at line 6"]),
        ),
        case(
            "A2 in the heads",
            "probability,\"outcome\n0.5,1\n",
            "",
            Want::Refused(&["it has no column `outcome`"]),
        ),
        case(
            "A2 text behind",
            "probability,outcome,note\n0.5,1,\"a\"b\n0.7,1,c\n",
            "",
            Want::Score(1, 0.09, &["t:2: text follows a quotation mark"]),
        ),
        case(
            "A2 text behind, lines later",
            "probability,outcome,note\n0.5,1,\"a\n0.5,1,b\n0.5,1,\"c\"\n0.7,1,d\n",
            "",
            Want::Score(1, 0.09, &["t:2: text follows", "ends on line 4"]),
        ),
        case(
            "A2 a cell over rows",
            "probability,outcome,note\n0.5,1,\"a\n0.5,1,b\n0.6,1,c\"\n0.7,1,d\n",
            "",
            Want::Score(2, 0.17, &["one cell goes on from line 2 to line 4"]),
        ),
        case(
            "A2 a cell over lines",
            "probability,outcome,note\n0.7,1,\"two\nlines, said she\nand more\"\n",
            "",
            Want::Score(1, 0.09, &[]),
        ),
        case(
            "A2 doubled marks",
            "probability,outcome,note\n0.7,1,\"a \"\"b\"\"\"\n",
            "",
            Want::Score(1, 0.09, &[]),
        ),
        case(
            "A2 marks within",
            "probability,outcome,note\n0.7,1,5\" pipe\n",
            "",
            Want::Score(1, 0.09, &[]),
        ),
    ]);
}

#[test]
fn where_nothing_was_usable_the_exit_is_2() {
    check(&[
        case(
            "A5",
            "probability,outcome\n70,1\n80,0\n",
            "",
            Want::Refused(UNIT),
        ),
        case(
            "A5 words",
            "probability,outcome\nx,1\ny,0\n",
            "",
            Want::Refused(&["none of its rows", "t:2:", "t:3:"]),
        ),
        case(
            "A5 outcomes",
            "probability,outcome\n0.5,right\n0.5,wrong\n",
            "",
            Want::Refused(&["none of its rows", "--yes WORD"]),
        ),
        case(
            "A5 ragged",
            "probability,outcome\n0.5\n0.5,1,2\n",
            "",
            Want::Refused(&["none of its rows"]),
        ),
        case(
            "A5 skipped",
            "probability,outcome\nx,1\n",
            "--skip-rows",
            Want::Refused(&["none of its rows"]),
        ),
        case(
            "A5 open",
            "probability,outcome\n0.5,\n",
            "",
            Want::Nothing(&[]),
        ),
        case(
            "A5 no rows",
            "probability,outcome\n",
            "",
            Want::Nothing(&[]),
        ),
        case(
            "A5 some",
            "probability,outcome\nx,1\n0.5,1\n",
            "",
            Want::Score(1, 0.25, &["t:2:"]),
        ),
        case(
            "A5 strict",
            "probability,outcome\nx,1\n0.5,1\n",
            "--strict-rows",
            Want::Refused(&["t:2:", "1 row could not be read"]),
        ),
        case(
            "A5 strict and sound",
            "probability,outcome\n0.5,1\n0.5,\n",
            "--strict-rows",
            Want::Score(1, 0.25, &[]),
        ),
    ]);
}

#[test]
fn the_unit_of_a_column_is_never_guessed_cell_by_cell() {
    let six = "confidence,outcome\n95,yes\n80,no\n70,yes\n1,no\n1,no\n0,no\n";
    let heads = "--columns probability=confidence";
    let options = "question_id,option,probability,outcome\nq,a,60,a\nq,b,40,a\n";
    let counts = "probability,n,events\n90,10,9\n1,5,0\n";
    check(&[
        case(
            "A6",
            six,
            heads,
            Want::Refused(&[
                "3 probabilities are bare numbers above 1, the first on line 2",
                "--percent",
            ]),
        ),
        case(
            "A6 per cents",
            six,
            "--columns probability=confidence --percent",
            Want::Score(6, 0.122_116_67, &[]),
        ),
        case(
            "A6 fractions",
            six,
            "--columns probability=confidence --fractions",
            Want::Score(3, 2.0 / 3.0, &["t:2:", "t:4:"]),
        ),
        case(
            "A6 skipped",
            six,
            "--columns probability=confidence --skip-rows",
            Want::Score(3, 2.0 / 3.0, &["t:2:"]),
        ),
        case(
            "A6 signs",
            "probability,outcome\n95%,1\n1%,0\n0.5,1\n",
            "",
            Want::Score(3, (0.0025 + 0.0001 + 0.25) / 3.0, &[]),
        ),
        case(
            "A6 noise",
            "probability,outcome\n1.0000000002,1\n-0.0000000002,0\n",
            "",
            Want::Score(2, 0.0, &[]),
        ),
        case(
            "A6 more than noise",
            "probability,outcome\n1.00001,1\n0.5,0\n",
            "",
            Want::Refused(&["on line 2"]),
        ),
        case("A6 options", options, "", Want::Refused(UNIT)),
        case(
            "A6 options, per cents",
            options,
            "--percent",
            Want::Score(1, 0.16, &[]),
        ),
        case(
            "A6 counts",
            counts,
            "--counts",
            Want::Refused(&["a probability is a bare number above 1, on line 2"]),
        ),
        case(
            "A6 counts, per cents",
            counts,
            "--counts --percent",
            Want::Score(15, 0.060_033_33, &[]),
        ),
        case(
            "A6 one of many",
            "probability,outcome\n0.5,1\n0.5,1\n55,1\n",
            "",
            Want::Refused(&["on line 4"]),
        ),
    ]);
}

#[test]
fn a_damaged_forecast_goes_as_a_whole() {
    let head = "question_id,forecaster,quantile,value,outcome\n";
    let ann = "q,ann,0.025,1,3\nq,ann,0.25,2,3\nq,ann,0.5,3,3\nq,ann,0.75,4,3\nq,ann,0.975,5,3\n";
    let bob = ann.replace("ann", "bob");
    let bad = ann
        .replace("0.025,1,", "0.025,x,")
        .replace("0.975,5,", "0.975,y,");
    let options = "question_id,forecaster,option,probability,outcome\n";
    let three = "q,ann,a,0.6,a\nq,ann,b,0.3,a\nq,ann,c,0.1,a\n";
    let pairs = "question_id,forecaster,probability,outcome\n";
    check(&[
        case(
            "A8",
            &format!("{head}{bad}"),
            "",
            Want::Refused(&["t:2:", "t:6:", "none of its rows"]),
        ),
        case(
            "A8 beside another",
            &format!("{head}{bad}{bob}"),
            "",
            Want::Score(1, 0.24, &["t:2: value `x`", "t:6: value `y`"]),
        ),
        case(
            "A8 a level twice",
            &format!("{head}{bob}{}", ann.replace("0.975", "0.75")),
            "",
            Want::Score(1, 0.24, &["t:7:"]),
        ),
        case(
            "A8 an option lost",
            &format!("{options}{}", three.replace("0.1,a", "x,a")),
            "",
            Want::Refused(&["t:4:"]),
        ),
        case(
            "A8 an option lost, another forecaster",
            &format!(
                "{options}{}{}",
                three.replace("0.1,a", "x,a"),
                three.replace("ann", "bob")
            ),
            "",
            Want::Score(1, 0.13, &["t:4:"]),
        ),
        case(
            "A8 a ragged row",
            &format!(
                "{options}{}{}",
                three.replace("c,0.1,a", "c,0.1"),
                three.replace("ann", "bob")
            ),
            "",
            Want::Score(1, 0.13, &["it has 4 cells, and the head 5"]),
        ),
        case(
            "A8 yes or no, and another forecaster",
            &format!("{pairs}q,ann,x,1\nq,ann,0.5,1\nq,bob,0.7,1\n"),
            "",
            Want::Score(1, 0.09, &["t:2:"]),
        ),
        case(
            "A8 yes or no, another question",
            &format!("{pairs}q,ann,x,1\nr,ann,0.7,1\n"),
            "",
            Want::Score(1, 0.09, &["t:2:"]),
        ),
        case(
            "A8 a bare table",
            "probability,outcome\nx,1\n0.7,1\n",
            "",
            Want::Score(1, 0.09, &["t:2:"]),
        ),
    ]);
}

#[test]
fn one_question_has_one_outcome_in_every_command() {
    let two = "question_id,forecaster,probability,outcome\nq,a,0.9,1\nq,b,0.9,0\n";
    let and = format!("{two}r,a,0.7,1\n");
    check(&[
        case(
            "A9",
            two,
            "",
            Want::Refused(&["do not agree on the outcome", "line 3"]),
        ),
        case(
            "A9 and another",
            &and,
            "",
            Want::Score(
                1,
                0.09,
                &["t:2:", "do not agree on the outcome: see line 3"],
            ),
        ),
        case(
            "A9 words",
            &and.replace("0.9,1", "0.9,yes").replace("0.9,0", "0.9,no"),
            "",
            Want::Score(1, 0.09, &["see line 3"]),
        ),
        case(
            "A9 the same in other words",
            &and.replace("0.9,1", "0.9,yes").replace("0.9,0", "0.9,TRUE"),
            "",
            Want::Score(3, 0.11 / 3.0, &[]),
        ),
        case(
            "A9 shares",
            &and.replace("0.9,0", "0.9,30%"),
            "",
            Want::Score(1, 0.09, &["see line 3"]),
        ),
        case(
            "A9 one open",
            &and.replace("0.9,0", "0.9,NA"),
            "",
            Want::Score(2, 0.05, &[]),
        ),
    ]);
}

#[test]
fn a_row_that_a_join_wrote_again_counts_once() {
    let head = "question_id,forecaster,made_at,probability,outcome,note\n";
    let row = "q,ann,2026-01-02,0.7,1,x\n";
    let thrice = format!("{head}{row}{row}{row}");
    check(&[
        case(
            "A10",
            &thrice,
            "",
            Want::Score(1, 0.09, &["t:3: every cell is as on line 2", "t:4:"]),
        ),
        case(
            "A10 quoted",
            &format!("{head}{row}\"q\",ann,2026-01-02,0.7,1,x\n"),
            "",
            Want::Score(1, 0.09, &["t:3:"]),
        ),
        case(
            "A10 another note",
            &format!("{head}{row}{}", row.replace(",x", ",y")),
            "",
            Want::Score(2, 0.09, &[]),
        ),
        case(
            "A10 no day",
            &thrice.replace("2026-01-02", ""),
            "",
            Want::Score(3, 0.09, &[]),
        ),
        case(
            "A10 bare",
            "probability,outcome\n0.7,1\n0.7,1\n",
            "",
            Want::Score(2, 0.09, &[]),
        ),
        case(
            "A10 counts",
            "probability,n,events\n0.7,1,1\n0.7,1,1\n",
            "--counts",
            Want::Score(2, 0.09, &[]),
        ),
        case(
            "A10 strict",
            &thrice,
            "--strict-rows",
            Want::Score(1, 0.09, &["t:3:"]),
        ),
    ]);
}

#[test]
fn a_column_that_counts_cannot_go_by_is_refused_by_name() {
    let with = |head: &str| format!("probability,n,events,{head}\n0.9,10,9,1\n");
    check(&[
        case(
            "A16 weight",
            &with("weight"),
            "--counts",
            Want::Refused(&["a column `weight`"]),
        ),
        case(
            "A16 cluster",
            &with("cluster"),
            "--counts",
            Want::Refused(&["a column `cluster`"]),
        ),
        case(
            "A16 question",
            &with("question_id"),
            "--counts",
            Want::Refused(&["a column `question_id`"]),
        ),
        case(
            "A16 capitals",
            &with("Weight"),
            "--counts",
            Want::Refused(&["a column `weight`"]),
        ),
        case(
            "A16 unread",
            &with("weight"),
            "--counts --columns weight=",
            Want::Score(10, 0.09, &[]),
        ),
        case(
            "A16 another",
            &with("note"),
            "--counts",
            Want::Score(10, 0.09, &[]),
        ),
    ]);
}

#[test]
fn weights_of_one_change_nothing() {
    let weigh = |weight: &str| {
        format!("probability,outcome,weight\n0.9,1,{weight}\n0.2,0,{weight}\n0.7,0,{weight}\n")
    };
    check(&[
        case("A17", &weigh("1"), "", Want::Score(3, 0.18, &[])),
        case("A17 1.0", &weigh("1.0"), "", Want::Score(3, 0.18, &[])),
        case("A17 empty", &weigh(""), "", Want::Score(3, 0.18, &[])),
        case("A17 others", &weigh("2"), "", Want::Score(3, 0.18, &[])),
        case(
            "A17 too large",
            &weigh("1e120"),
            "",
            Want::Refused(&["weight `1e120` is not between 1e-100 and 1e100"]),
        ),
        case(
            "A17 none",
            &weigh("0"),
            "",
            Want::Refused(&["is no number above 0"]),
        ),
    ]);
}

#[test]
fn rows_that_are_no_forecasts_are_told() {
    let rows = "probability,outcome\n0.9,1\n0.2,0\n0.7,0\n";
    let ids = "question_id,probability,outcome\na,0.9,1\nb,0.2,0\nc,0.7,0\n";
    let noted = "note,probability,outcome\na,0.9,1\nb,0.2,0\nc,0.7,0\n";
    let is = |says| Want::Score(3, 0.18, says);
    check(&[
        case(
            "heads again",
            &format!("{rows}{rows}"),
            "",
            Want::Score(6, 0.18, &["t:5: it repeats the heads"]),
        ),
        case(
            "totals",
            &format!("{ids}Total,0.6,0.3333\n"),
            "",
            is(&["t:5: it is a row of totals"]),
        ),
        case(
            "totals of what is not read",
            &format!("{noted}TOTALS,0.6,1\n"),
            "",
            is(&["t:5: it is a row of totals"]),
        ),
        case(
            "totals, quoted",
            &format!("{noted}\"Grand total\",0.6,1\n"),
            "",
            is(&["t:5: it is a row of totals"]),
        ),
        case(
            "a forecaster of that name",
            "forecaster,probability,outcome\nSum,0.9,1\n",
            "",
            Want::Score(1, 0.01, &[]),
        ),
        case(
            "other words",
            &format!("{noted}total war,0.6,1\n"),
            "",
            Want::Score(4, 0.175, &[]),
        ),
        case(
            "NUL in a number",
            "probability,outcome\n0.9\0,1\n0.7,1\n",
            "",
            Want::Score(1, 0.09, &["t:2: probability"]),
        ),
        case(
            "NUL in a name",
            "question_id,probability,outcome\na\0,0.9,1\nb,0.7,1\n",
            "",
            Want::Score(1, 0.09, &["`question_id` has a NUL byte"]),
        ),
        case(
            "ragged",
            &format!("{rows}0.5,1,\n0.5\n"),
            "",
            is(&["t:5: it has 3 cells", "t:6: it has 1 cells"]),
        ),
        case(
            "blank lines",
            "\n\nprobability,outcome\n\n0.9,1\n\n0.2,0\n0.7,0\n\n",
            "",
            is(&[]),
        ),
    ]);
}
