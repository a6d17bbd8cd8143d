//! What a table may be written as: separators, signs, encodings, shapes, line ends, packings.

use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;

use super::{Case, Want, case, check};

/// Three forecasts, of which each table here is a writing: Brier score 0.18.
const CSV: &str = "probability,outcome\n0.9,1\n0.2,0\n0.7,0\n";

fn score(says: &'static [&'static str]) -> Want {
    Want::Score(3, 0.18, says)
}

fn bytes(name: &'static str, table: Vec<u8>, want: Want) -> Case {
    Case {
        name,
        table,
        args: "",
        want,
    }
}

#[test]
fn separators_are_found_out_and_said() {
    let with = |separator: &str| CSV.replace(',', separator);
    check(&[
        case("B1 comma", CSV, "", score(&[])),
        case("B1 semicolon", &with(";"), "", score(&["separated by `;`"])),
        case("B1 tab", &with("\t"), "", score(&["separated by tabs"])),
        case("B1 bar", &with("|"), "", score(&["separated by `|`"])),
        case(
            "B1 sep=",
            &format!("sep=;\n{}", with(";")),
            "",
            score(&["separated by `;`"]),
        ),
        case(
            "B1 sep= and CRLF",
            &format!("SEP=|\r\n{}", with("|")),
            "",
            score(&["`|`"]),
        ),
        case(
            "B1 sep= of commas",
            &format!("sep=,\n{CSV}"),
            "",
            score(&[]),
        ),
        case("B1 named", &with("!"), "--separator !", score(&["`!`"])),
        case(
            "B1 named tab",
            &with("\t"),
            "--separator tab",
            score(&["tabs"]),
        ),
        case(
            "B1 a head with commas",
            "probability;outcome;a,b,c\n0.9;1;x\n0.2;0;x\n0.7;0;\n",
            "",
            score(&["`;`"]),
        ),
        case(
            "B1 quoted",
            "\"probability\";\"outcome\"\n\"0.9\";\"1\"\n0.2;0\n0.7;0\n",
            "",
            score(&["`;`"]),
        ),
        case(
            "B1 other heads",
            "p;y\n0.9;1\n0.2;0\n0.7;0\n",
            "--columns probability=p,outcome=y",
            score(&["`;`"]),
        ),
        case(
            "B1 wrong",
            CSV,
            "--separator ;",
            Want::Refused(&["it has no column `probability`"]),
        ),
        case(
            "B1 no separator",
            CSV,
            "--separator ab",
            Want::Refused(&["a character such as `;`"]),
        ),
    ]);
}

#[test]
fn a_decimal_comma_is_found_out_where_it_can_be_nothing_else() {
    let comma = "probability;outcome\n0,9;1\n0,2;0\n0,7;0\n";
    check(&[
        case(
            "B1 decimal comma",
            comma,
            "",
            score(&["decimals have a comma"]),
        ),
        case(
            "B1 decimal comma, quoted",
            "probability,outcome\n\"0,9\",1\n\"0,2\",0\n\"0,7\",0\n",
            "",
            score(&["decimals"]),
        ),
        case(
            "B1 decimal comma of per cents",
            "probability;outcome\n90,0%;1\n20%;0\n70%;0\n",
            "",
            score(&["decimals"]),
        ),
        case(
            "B1 decimal comma, tabs",
            &comma.replace(';', "\t"),
            "",
            score(&["tabs", "decimals"]),
        ),
        case(
            "B1 decimal comma, said",
            comma,
            "--decimal ,",
            score(&["`;`"]),
        ),
        case(
            "B1 decimal point, said",
            comma,
            "--decimal .",
            Want::Refused(&["none of its rows"]),
        ),
        case(
            "B1 shares with a comma",
            "probability;outcome\n0,5;0,5\n",
            "",
            Want::Score(1, 0.0, &["decimals"]),
        ),
        case(
            "B1 both signs",
            "probability;outcome\n0,9;1\n0.2;0\n",
            "",
            Want::Score(1, 0.04, &["t:2: probability `0,9`"]),
        ),
        case(
            "B1 thousands",
            "question_id;quantile;value;outcome\nq;0.5;1,000;1\n",
            "",
            Want::Refused(&["value `1,000` is not a number"]),
        ),
    ]);
}

#[test]
fn heads_are_read_in_any_case() {
    let heads = |head: &str| CSV.replace("probability,outcome", head);
    check(&[
        case("B1 capitals", &heads("Probability,Outcome"), "", score(&[])),
        case(
            "B1 all capitals",
            &heads("PROBABILITY,OUTCOME"),
            "",
            score(&[]),
        ),
        case(
            "B1 blanks around",
            &heads(" probability , outcome "),
            "",
            score(&[]),
        ),
        case(
            "B1 quoted heads",
            &heads("\"Probability\",\"OUTCOME\""),
            "",
            score(&[]),
        ),
        case(
            "B1 words",
            "Question ID,Probability,Outcome\na,0.9,1\nb,0.2,0\nc,0.7,0\n",
            "",
            score(&[]),
        ),
        case(
            "B1 twice",
            "probability,probability,outcome\n",
            "",
            Want::Refused(&["two columns are called"]),
        ),
    ]);
}

/// Returns a text in UTF-16 with its mark.
fn utf16(text: &str, of: fn(u16) -> [u8; 2]) -> Vec<u8> {
    let marked = format!("\u{feff}{text}");
    marked.encode_utf16().flat_map(of).collect()
}

pub fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn zstd(bytes: &[u8]) -> Vec<u8> {
    ruzstd::encoding::compress_to_vec(bytes, ruzstd::encoding::CompressionLevel::Fastest)
}

#[test]
fn encodings_and_packings_are_told_by_their_first_bytes() {
    let little = utf16(CSV, u16::to_le_bytes);
    let cut = |whole: Vec<u8>, less: usize| whole[..whole.len() - less].to_vec();
    let broken = || Want::Refused(&["the packed file breaks off or is damaged"]);
    check(&[
        bytes("B1 UTF-16, little end first", little.clone(), score(&[])),
        bytes(
            "B1 UTF-16, big end first",
            utf16(CSV, u16::to_be_bytes),
            score(&[]),
        ),
        bytes(
            "B1 UTF-16 and semicolons",
            utf16(&CSV.replace(',', ";"), u16::to_le_bytes),
            score(&["`;`"]),
        ),
        bytes(
            "B1 UTF-8 with its mark",
            format!("\u{feff}{CSV}").into_bytes(),
            score(&[]),
        ),
        bytes(
            "B1 UTF-8 with its mark, quoted",
            "\u{feff}\"probability\",outcome\n.9,1\n.2,0\n.7,0"
                .as_bytes()
                .to_vec(),
            score(&[]),
        ),
        bytes("gzip", gzip(CSV.as_bytes()), score(&[])),
        bytes(
            "gzip in two parts",
            [gzip(CSV.as_bytes()), gzip(b"0.7,1\n")].concat(),
            Want::Score(4, 0.1575, &[]),
        ),
        bytes("gzip of UTF-16", gzip(&little), score(&[])),
        bytes("zstd", zstd(CSV.as_bytes()), score(&[])),
        bytes(
            "zstd in two parts",
            [zstd(CSV.as_bytes()), zstd(b"0.7,1\n")].concat(),
            Want::Score(4, 0.1575, &[]),
        ),
        bytes("gzip, cut short", cut(gzip(CSV.as_bytes()), 9), broken()),
        bytes(
            "gzip, the sum cut off",
            cut(gzip(CSV.as_bytes()), 1),
            broken(),
        ),
        bytes("zstd, cut short", cut(zstd(CSV.as_bytes()), 5), broken()),
    ]);
}

#[test]
fn every_line_end_ends_a_line() {
    let ends = |end: &str| CSV.replace('\n', end).into_bytes();
    let json = "{\"probability\":0.9,\"outcome\":1}\r{\"probability\":0.2,\"outcome\":0}\r";
    check(&[
        bytes(
            "A4 carriage returns alone",
            b"probability,outcome\r0.9,1\r0.2,0\r".to_vec(),
            Want::Score(2, 0.025, &[]),
        ),
        bytes(
            "A4 without a last one",
            ends("\r").strip_suffix(b"\r").unwrap().to_vec(),
            score(&[]),
        ),
        bytes("A4 both", ends("\r\n"), score(&[])),
        bytes(
            "A4 mixed",
            b"probability,outcome\r\n0.9,1\r0.2,0\n0.7,0\r\n".to_vec(),
            score(&[]),
        ),
        bytes(
            "A4 JSON Lines",
            json.as_bytes().to_vec(),
            Want::Score(2, 0.025, &[]),
        ),
        bytes("A4 gzip", gzip(&ends("\r")), score(&[])),
        bytes(
            "A4 quoted",
            b"probability,outcome\r\"0.9\",1\r\"0.2\",0\r.7,0".to_vec(),
            score(&[]),
        ),
    ]);
}

#[test]
fn json_and_markdown_are_tables_too() {
    let lines = "{\"probability\":0.9,\"outcome\":1}\n{\"probability\":0.2,\"outcome\":0}\n{\"probability\":0.7,\"outcome\":0}\n";
    let list = format!("[{}]", lines.trim().replace('\n', ",\n "));
    let pretty = list
        .replace('{', "{\n   ")
        .replace("0.7,\"", "0.7,\n    \"");
    let markdown =
        "| probability | outcome |\n| ---: | :-: |\n| 0.9 | 1 |\n| 0.2 | 0 |\n| 0.7 | 0 |\n";
    let bare = markdown.replace("\n| ", "\n").replace(" |\n", "\n");
    check(&[
        case("JSON Lines", lines, "", score(&[])),
        case("B1 JSON list", &list, "", score(&["a list of objects"])),
        case(
            "B1 JSON list over lines",
            &pretty,
            "",
            score(&["a list of objects"]),
        ),
        case(
            "B1 JSON list in one line",
            &list.replace('\n', ""),
            "",
            score(&["a list"]),
        ),
        case(
            "B1 JSON list with a bad row",
            &list.replace("0.9", "\"x\""),
            "",
            Want::Score(2, 0.265, &["t:1: probability `x`"]),
        ),
        case(
            "B1 JSON list with no object",
            &list.replace("}]", "}, 7]"),
            "",
            score(&["t:3: it is no JSON object"]),
        ),
        case(
            "B1 JSON list, empty",
            "[]",
            "",
            Want::Refused(&["it is empty"]),
        ),
        case(
            "B1 JSON list, cut short",
            &list[..list.len() - 4],
            "",
            Want::Refused(&["its list breaks off"]),
        ),
        case(
            "B1 JSON list and more",
            &format!("{list} x"),
            "",
            Want::Refused(&["its list breaks off"]),
        ),
        case("Markdown", markdown, "", score(&["a table of Markdown"])),
        case(
            "Markdown without outer bars",
            &bare[2..],
            "",
            score(&["Markdown"]),
        ),
        case(
            "Markdown and prose",
            &format!("{markdown}\nThat was all.\n"),
            "",
            score(&["ends on line 6, and what follows is not read"]),
        ),
        case(
            "Markdown with a bar in a cell",
            "| note | probability | outcome |\n|-|-|-|\n| a\\|b | 0.9 | 1 |\n| | 0.9 |\n",
            "",
            Want::Score(1, 0.01, &["t:4: it has 2 cells, and the head 3"]),
        ),
    ]);
}

#[test]
fn what_is_no_table_is_named_with_what_to_do() {
    let refused = |name, table: &[u8], want| bytes(name, table.to_vec(), want);
    check(&[
        refused(
            "B2 xlsx",
            b"PK\x03\x04\x14\0\x06\0\x08\0\0\0!\0[Content_Types].xml",
            Want::Refused(&["workbook", "save the sheet as CSV"]),
        ),
        refused(
            "B2 zip",
            b"PK\x03\x04\x14\0\0\0\x08\0a.csv",
            Want::Refused(&["it is a zip archive", "unpack it"]),
        ),
        refused(
            "B2 parquet",
            b"PAR1\x15\x04\x15",
            Want::Refused(&["Parquet file", "CSV"]),
        ),
        refused(
            "B2 arrow",
            b"ARROW1\0\0",
            Want::Refused(&["it is an Arrow file"]),
        ),
        refused(
            "B2 sqlite",
            b"SQLite format 3\0",
            Want::Refused(&["it is a SQLite database"]),
        ),
        refused(
            "B2 xls",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
            Want::Refused(&["workbook", "CSV"]),
        ),
        refused(
            "B2 html",
            b"<!DOCTYPE html><table>",
            Want::Refused(&["it is HTML or XML"]),
        ),
        refused(
            "B2 gzip of parquet",
            &gzip(b"PAR1\x15\x04"),
            Want::Refused(&["Parquet file"]),
        ),
    ]);
}
