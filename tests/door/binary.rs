//! Parquet and workbooks: read where foretell was built for it, else named with what to do.
//!
//! The files in `tests/data/table` were written by pyarrow 26.0 (a table of strings, timestamps in
//! microseconds, 32-bit floats, 64-bit integers with a null and lists of strings, packed by snappy) and by
//! openpyxl 3.1 (dates, a percentage, a truth value; `two.xlsx` has a second sheet with a cell).

use std::fs;

use crate::common::root;

use super::{Case, Want, check};

fn file(name: &str) -> Vec<u8> {
    fs::read(root().join("tests/data/table").join(name)).unwrap()
}

fn case(name: &'static str, table: Vec<u8>, args: &'static str, want: Want) -> Case {
    Case {
        name,
        table,
        args,
        want,
    }
}

#[cfg(any(feature = "parquet", feature = "xlsx"))]
fn text(name: &str) -> String {
    let path = root().join("tests/data/table").join(name);
    let mut text = String::new();
    let mut input = foretell::store::open_table(&path).unwrap();
    input.read_to_string(&mut text).unwrap();
    text
}

#[test]
#[cfg(feature = "parquet")]
fn parquet_is_read() {
    use super::shapes::gzip;
    check(&[
        case(
            "B2 Parquet",
            file("rows.parquet"),
            "",
            Want::Score(3, 0.14 / 3.0, &[]),
        ),
        case(
            "B2 Parquet, packed",
            gzip(&file("rows.parquet")),
            "",
            Want::Score(3, 0.14 / 3.0, &[]),
        ),
        case(
            "B2 Parquet by tag",
            file("rows.parquet"),
            "--tag gas",
            Want::Score(2, 0.025, &[]),
        ),
        case(
            "B2 Parquet of one",
            file("rows.parquet"),
            "--forecaster bob",
            Want::Score(1, 0.09, &[]),
        ),
        case(
            "B2 Parquet that breaks off",
            file("rows.parquet")[..1500].to_vec(),
            "",
            Want::Refused(&["it is a damaged Parquet file"]),
        ),
    ]);
    let row = "{\"question_id\":\"q2\",\"forecaster\":\"ann\",\"made_at\":\"2026-01-03T10:00:00Z\",\
               \"probability\":0.2,\"outcome\":0,\"tags\":[\"gas\"]}";
    let text = text("rows.parquet");
    assert_eq!(text.lines().count(), 4);
    assert_eq!(text.lines().nth(1), Some(row));
    assert!(
        text.lines().nth(3).unwrap().contains("\"made_at\":null"),
        "{text}"
    );
}

#[test]
#[cfg(feature = "xlsx")]
fn a_workbook_is_read() {
    check(&[
        case(
            "B2 a workbook",
            file("rows.xlsx"),
            "",
            Want::Score(3, 0.14 / 3.0, &[]),
        ),
        case(
            "B2 a workbook by tag",
            file("rows.xlsx"),
            "--tag gas",
            Want::Score(2, 0.025, &[]),
        ),
        case(
            "B2 a workbook of two sheets",
            file("two.xlsx"),
            "",
            Want::Refused(&["it is a workbook with several sheets", "leave one in it"]),
        ),
        case(
            "B2 a workbook that breaks off",
            file("rows.xlsx")[..3000].to_vec(),
            "",
            Want::Refused(&["it is a damaged workbook"]),
        ),
    ]);
    assert_eq!(
        text("rows.xlsx"),
        "question_id,forecaster,made_at,probability,outcome,tags\n\
         q1,ann,2026-01-02,0.9,1,gas;china\n\
         q2,ann,2026-01-03T10:00:00,0.2,0,gas\n\
         q3,bob,2026-01-04,0.7,true,\n\
         q4,bob,,0.3,,\n"
    );
}

#[test]
#[cfg(not(feature = "parquet"))]
fn without_the_feature_parquet_is_named_with_it() {
    let want = Want::Refused(&[
        "it is a Parquet file",
        "CSV or JSON Lines",
        "`--features parquet`",
    ]);
    check(&[case("B2 Parquet", file("rows.parquet"), "", want)]);
}

#[test]
#[cfg(not(feature = "xlsx"))]
fn without_the_feature_a_workbook_is_named_with_it() {
    let want = || Want::Refused(&["it is a workbook", "the sheet as CSV", "`--features xlsx`"]);
    check(&[
        case("B2 a workbook", file("rows.xlsx"), "", want()),
        case("B2 another workbook", file("two.xlsx"), "", want()),
    ]);
}
