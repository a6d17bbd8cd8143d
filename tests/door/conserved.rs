//! No row is lost: those that were read and those that were excluded, by reason, are the rows of the
//! file as another reader counts them.

use std::fs;
use std::io::Write as _;

use flate2::Compression;
use flate2::write::GzEncoder;
use foretell::dataset::from_table;
use foretell::ledger::View;
use foretell::model::parse_day;
use foretell::query::{BadRows, Purpose, Request, TableOptions, Weighting};
use foretell::store;

use crate::common::generated::Dice;
use crate::common::{has_tools, tool};

/// How many files are made.
const FILES: u64 = 72;

/// What Python's `csv` counts: rows below the heads that are not empty; none of what it cannot read.
const COUNT: &str = "
import csv, gzip, io, sys
for path in sys.argv[1:]:
    raw = open(path, 'rb').read()
    try:
        if raw[:2] == b'\\x1f\\x8b':
            raw = gzip.decompress(raw)
    except EOFError:
        print('broken')
        continue
    wide = raw[:2] in (b'\\xff\\xfe', b'\\xfe\\xff')
    text = raw.decode('utf-16' if wide else 'utf-8-sig', errors='replace')
    separator = ','
    if text[:4].lower() == 'sep=':
        separator, text = text[4], text.split('\\n', 1)[1]
    else:
        head = text.lstrip().splitlines()[0]
        separator = max(',;\\t|', key=head.count)
    csv.field_size_limit(1 << 30)
    rows = [row for row in csv.reader(io.StringIO(text, newline=''), delimiter=separator) if row]
    print(len(rows) - 1)
";

/// A file that is damaged in some ways, which the seed decides.
fn damaged(seed: u64) -> Vec<u8> {
    let mut dice = Dice::new(seed);
    let mut one_in = |sides: u64| dice.roll(sides) == 0;
    let separator = match seed % 4 {
        0 => ';',
        1 => '\t',
        2 if one_in(2) => '|',
        _ => ',',
    };
    let has_ids = one_in(2);
    let heads = match (has_ids, one_in(3)) {
        (false, _) => "note,probability,outcome",
        (true, false) => "question_id,probability,outcome",
        (true, true) => "question_id,forecaster,made_at,probability,outcome,note",
    };
    let width = heads.split(',').count();
    let mut lines = vec![heads.to_owned()];
    for row in 0..40 {
        let id = format!("q{}", if one_in(5) { row / 2 } else { row });
        let probability =
            ["0.7", "0.25", "1", "x", "30%", "", "1.5"][usize::from(one_in(4)) * (row % 7)];
        let outcome = ["1", "0", "", "NA", "void", "what"][usize::from(one_in(3)) * (row % 6)];
        let line = match width {
            3 => format!("{id},{probability},{outcome}"),
            _ => format!("{id},ann,2026-01-02,{probability},{outcome},n"),
        };
        let line = match row % 8 {
            1 if one_in(2) => line.replacen(&id, &format!("\"{id}, so\""), 1),
            2 if one_in(3) => line.replacen(&id, &format!("\"{id}\"x"), 1),
            3 if one_in(3) => line.replacen(&id, &format!("\"{id}\nmore\""), 1),
            4 if one_in(3) => format!("{line},extra"),
            5 if one_in(3) => line
                .rsplit_once(',')
                .map_or(String::new(), |(line, _)| line.to_owned()),
            6 if one_in(3) => line.replacen(&id, &format!("{id}\0"), 1),
            7 if one_in(3) => line.replacen(&id, &format!("{id} 5\" pipe"), 1),
            _ => line,
        };
        lines.push(line.clone());
        if one_in(6) {
            lines.push(line);
        }
        if one_in(12) {
            lines.push(if one_in(2) {
                heads.to_owned()
            } else {
                String::new()
            });
        }
    }
    if one_in(3) {
        lines.push(format!("Total{}", ",0.5".repeat(width - 1)));
    }
    if one_in(9) {
        lines.push("\"never closed,0.5,1".to_owned());
    }
    let ends = ["\n", "\r\n", "\r"];
    let mut text = String::new();
    if one_in(5) {
        text += &format!("sep={separator}\n");
    }
    let mixed = one_in(4);
    for (row, line) in lines.iter().enumerate() {
        let end = if mixed {
            row
        } else {
            usize::try_from(seed).unwrap()
        } % ends.len();
        // Separators within quotation marks stay what they are.
        text += &line.replace(',', &separator.to_string());
        text += ends[end];
    }
    if !text.starts_with("sep=") && one_in(3) {
        text = format!("\u{feff}{text}");
    }
    packed(text, seed)
}

/// Returns the text as bytes: some in UTF-16, some packed, of which some break off.
fn packed(text: String, seed: u64) -> Vec<u8> {
    let bytes = match seed % 9 {
        5 => format!("\u{feff}{}", text.trim_start_matches('\u{feff}'))
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect(),
        _ => text.into_bytes(),
    };
    if seed % 6 != 4 {
        return bytes;
    }
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(&bytes).unwrap();
    let mut bytes = encoder.finish().unwrap();
    if seed % 12 == 4 {
        bytes.truncate(bytes.len() - 12);
    }
    bytes
}

fn request() -> Request {
    let view = View::new(parse_day("2026-11-24").unwrap(), 0);
    Request {
        table: Some(TableOptions {
            bad_rows: BadRows::Skipped,
            ..TableOptions::default()
        }),
        ..Request::new(view, Weighting::Each)
    }
}

#[test]
fn rows_read_and_rows_excluded_are_the_rows_of_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let paths: Vec<_> = (0..FILES)
        .map(|seed| {
            let path = folder.path().join(format!("{seed}.csv"));
            fs::write(&path, damaged(seed)).unwrap();
            path
        })
        .collect();
    let counts: Vec<Result<(usize, usize), String>> = paths
        .iter()
        .map(|path| {
            let input = store::open_table(path).map_err(|error| error.to_string())?;
            let dataset = from_table(input, &request(), Purpose::Score);
            let dataset = dataset.map_err(|error| error.to_string())?;
            let counts = dataset.row_counts();
            let fates = counts.read + counts.filtered + counts.excluded();
            assert_eq!(counts.all, fates, "{}: {counts:?}", path.display());
            Ok((counts.read, fates))
        })
        .collect();
    let read: usize = counts.iter().flatten().map(|(read, _)| read).sum();
    assert!(
        read > 500,
        "only {read} rows were read: the files are too bad"
    );
    let refused = counts.iter().filter(|count| count.is_err()).count();
    assert!((3..30).contains(&refused), "{refused} were refused");
    if !has_tools() {
        return;
    }
    let paths: Vec<_> = paths.iter().map(|path| path.to_str().unwrap()).collect();
    let args = [&["-c", COUNT], &paths[..]].concat();
    let counted = tool("python3", &args);
    for ((path, ours), theirs) in paths.iter().zip(&counts).zip(counted.lines()) {
        match (ours, theirs) {
            (Ok((_, rows)), _) => assert_eq!(rows.to_string(), theirs, "{path}"),
            // A file that breaks off, or in which a cell does, is refused as a whole.
            (Err(why), "broken") => assert!(why.contains("breaks off"), "{path}: {why}"),
            (Err(why), _) => assert!(why.contains("is never closed"), "{path}: {why}"),
        }
    }
}
