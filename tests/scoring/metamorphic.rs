//! What must not change an answer: weights of 1, the order of rows, ids, how a table is wrapped.

use foretell::analysis::{
    CalibrationOptions, DifferenceTest, Rows, adjust, calibration, compare, pool, score,
};
use foretell::dataset::table::TableError;
use foretell::dataset::{Dataset, from_table};
use foretell::ledger::View;
use foretell::metrics::MetricId;
use foretell::model::parse_day;
use foretell::query::{Dimension, ExclusionReason, Purpose, Request, TableOptions, Weighting};
use foretell::render::calibration::CalibrationAnswer;
use foretell::render::{Answer, Answered};
use foretell::scoring::random::Stream;

/// How many rows a table of these tests has.
const ROWS: u32 = 120;

/// The heads of the columns that rows have besides the id of their question.
const HEADS: &str =
    "forecaster,made_at,opened,deadline,resolved_at,cluster,tag,probability,outcome";

/// A row: the number of its question, and the other cells.
type Cells = (u32, String);

/// Returns rows of thirty questions in eleven clusters, by three forecasters; each at a time of its
/// own.
fn rows() -> Vec<Cells> {
    let mut stream = Stream::new(7, 0);
    let row = |i: u32| {
        let question = stream.below(30);
        let forecaster = ["ann", "bob", "cid"][stream.below(3) as usize];
        let (hour, minute) = (i / 60, i % 60);
        let day = 1 + stream.below(20);
        let cluster = question % 11;
        let tag = ["gas", "gas;oil", "oil;gas;oil", ""][(question % 4) as usize];
        let probability = 1 + stream.below(98);
        let outcome = u8::from(question.is_multiple_of(3));
        let cells = format!(
            "{forecaster},2020-01-{day:02}T{hour:02}:{minute:02}:00Z,2020-01-01,2020-02-{:02},\
             2020-01-{:02},c{cluster:02},{tag},0.{probability:02},{outcome}",
            1 + question % 28,
            22 + question % 9,
        );
        (question, cells)
    };
    (0..ROWS).map(row).collect()
}

/// Returns the table of rows, with the ids of their questions where `id` gives any, and a last cell.
fn table(rows: &[Cells], id: Option<fn(u32) -> String>, last: Option<(&str, &str)>) -> String {
    let head = last.map_or(String::new(), |(head, _)| format!(",{head}"));
    let named = id.is_some();
    let mut text = format!("{}{HEADS}{head}\n", if named { "question_id," } else { "" });
    for (question, cells) in rows {
        let id = id.map_or(String::new(), |id| format!("{},", id(*question)));
        let last = last.map_or(String::new(), |(_, cell)| format!(",{cell}"));
        text += &format!("{id}{cells}{last}\n");
    }
    text
}

fn by_number(question: u32) -> String {
    format!("q{question:02}")
}

/// Names that have the same order as the numbers.
fn by_letter(question: u32) -> String {
    let letter = |n: u32| char::from(b'a' + u8::try_from(n).unwrap());
    format!("question {}{}", letter(question / 6), letter(question % 6))
}

fn request(weigh: Weighting, weighted: bool, group_by: &[Dimension]) -> Request {
    let view = View::new(parse_day("2026-01-01").unwrap(), 0);
    Request {
        table: Some(TableOptions {
            weighted,
            ..TableOptions::default()
        }),
        resamples: 60,
        group_by: group_by.to_vec(),
        ..Request::new(view, weigh)
    }
}

/// Returns the answers to every question that can be asked of a dataset, as JSON.
fn answers(
    request: &Request,
    dataset: impl Fn(Purpose) -> Result<Dataset<'static>, TableError>,
) -> Vec<String> {
    let of = |purpose| dataset(purpose).unwrap();
    let how = |rows| CalibrationOptions {
        rows,
        ..CalibrationOptions::default()
    };
    let calibrated = of(Purpose::Calibration);
    let calibration_by = |rows| {
        let options = &how(rows);
        let answer = calibration(&calibrated, request, options);
        let answer = CalibrationAnswer {
            request,
            options,
            events: None,
            plot: false,
            answer,
            who: None,
            compact: false,
        };
        answer.json().text()
    };
    let mut answers = vec![
        json(request, score(&of(Purpose::Score), request)),
        calibration_by(Rows::Equal(4)),
        calibration_by(Rows::Word),
    ];
    if let Ok(both) = dataset(Purpose::Compare) {
        answers.extend([
            json(
                request,
                compare(&both, request, "ann", "bob", DifferenceTest::default()),
            ),
            json(request, pool(&of(Purpose::Pool), request)),
            json(request, adjust(&of(Purpose::Adjust), request)),
        ]);
    }
    answers
}

fn json<A>(request: &Request, answer: A) -> String
where
    for<'a> Answered<'a, A>: Answer,
{
    Answered { request, answer }.json().text()
}

fn of_table(text: &str, request: &Request) -> Vec<String> {
    answers(request, |purpose| {
        let dataset = from_table(text.as_bytes(), request, purpose)?;
        assert_eq!(dataset.faults().first, []);
        Ok(dataset)
    })
}

/// Every weighting, by name and not, with and without groups.
fn requests() -> Vec<Request> {
    let weightings = [
        Weighting::Each,
        Weighting::Days,
        Weighting::First,
        Weighting::Last,
        Weighting::Horizon(9),
    ];
    let groups = [
        &[][..],
        &[Dimension::Tag],
        &[Dimension::Forecaster, Dimension::Horizon],
    ];
    let mut requests = vec![request(Weighting::Each, false, &[])];
    requests.push(request(Weighting::Each, false, groups[1]));
    for weigh in weightings {
        for group_by in groups {
            requests.push(request(weigh, true, group_by));
        }
    }
    requests
}

#[test]
fn weights_of_one_change_nothing() {
    let rows = rows();
    for request in requests() {
        let plain = table(&rows, Some(by_number), None);
        let weighted = table(&rows, Some(by_number), Some(("weight", "1")));
        assert_eq!(of_table(&weighted, &request), of_table(&plain, &request));
    }
    for group_by in [&[][..], &[Dimension::Tag]] {
        let request = request(Weighting::Each, false, group_by);
        // Without clusters either: a row is one by itself.
        let alone: Vec<Cells> = rows
            .iter()
            .map(|(question, cells)| {
                let cells: Vec<&str> = cells.split(',').collect();
                let cells = [&cells[..5], &[""], &cells[6..]].concat();
                (*question, cells.join(","))
            })
            .collect();
        let plain = table(&alone, None, None);
        for weight in ["1", "1.0", ""] {
            let weighted = table(&alone, None, Some(("weight", weight)));
            let answers = of_table(&weighted, &request);
            assert_eq!(answers, of_table(&plain, &request), "{weight:?}");
        }
        let twice = table(&alone, None, Some(("weight", "2")));
        let dataset = from_table(twice.as_bytes(), &request, Purpose::Score).unwrap();
        let total = score(&dataset, &request).rows.pop().unwrap();
        assert_eq!(
            total.basis.clusters, ROWS as usize,
            "each row is a cluster by itself"
        );
    }
}

#[test]
fn the_order_of_rows_and_the_ids_of_questions_change_no_digit() {
    let rows = rows();
    let mut stream = Stream::new(3, 0);
    let mut shuffled = rows.clone();
    for end in (1..ROWS).rev() {
        shuffled.swap(end as usize, stream.below(end + 1) as usize);
    }
    let renamed = |text: &str| {
        let ids = (0..30).map(|n| (by_number(n), by_letter(n)));
        ids.fold(text.to_owned(), |text, (id, name)| text.replace(&id, &name))
    };
    for request in requests() {
        let before = of_table(&table(&rows, Some(by_number), None), &request);
        let after = of_table(&table(&shuffled, Some(by_number), None), &request);
        assert_eq!(after, before, "shuffled: {:?}", request.weigh);
        let named = of_table(&table(&shuffled, Some(by_letter), None), &request);
        let before: Vec<_> = before.iter().map(|text| renamed(text)).collect();
        assert_eq!(named, before, "renamed: {:?}", request.weigh);
    }
    // What has no id either has an order of its own.
    let request = request(Weighting::Each, false, &[]);
    for last in [None, Some(("weight", "2.5"))] {
        let before = of_table(&table(&rows, None, last), &request);
        let after = of_table(&table(&shuffled, None, last), &request);
        assert_eq!(after, before, "without ids");
    }
}

#[test]
fn a_table_and_its_json_lines_say_the_same() {
    let rows = rows();
    let heads: Vec<&str> = HEADS.split(',').collect();
    // The first rows have no id, so that they are counted before anything is kept.
    let mixed: Vec<Cells> = rows.iter().take(40).cloned().collect();
    let id = |i: usize, question: u32| {
        if i < 20 {
            String::new()
        } else {
            format!("q{question}")
        }
    };
    let mut csv = format!("question_id,{HEADS}\n");
    let mut json = String::new();
    for (i, (question, cells)) in mixed.iter().enumerate() {
        let cells: Vec<&str> = cells.split(',').collect();
        let cells = [&cells[..5], &[""], &cells[6..]].concat();
        csv += &format!("{},{}\n", id(i, *question), cells.join(","));
        let mut object = serde_json::Map::new();
        if i >= 20 {
            object.insert("question_id".to_owned(), id(i, *question).into());
        }
        for (head, cell) in heads.iter().zip(&cells) {
            object.insert((*head).to_owned(), (*cell).into());
        }
        json += &format!("{}\n", serde_json::Value::Object(object));
    }
    let request = request(Weighting::Each, false, &[Dimension::Tag]);
    let alone = |text: &str| {
        let answers = answers(&request, |purpose| match purpose {
            // What names no question cannot be laid beside another.
            Purpose::Compare => Err(TableError::Empty),
            _ => from_table(text.as_bytes(), &request, purpose),
        });
        assert_eq!(answers.len(), 3);
        answers
    };
    assert_eq!(alone(&json), alone(&csv));
}

#[test]
fn a_table_and_its_counts_say_the_same() {
    let mut stream = Stream::new(5, 0);
    let mut cells = std::collections::BTreeMap::new();
    let mut text = "forecaster,tag,probability,outcome\n".to_owned();
    for _ in 0..200 {
        let forecaster = ["ann", "bob"][stream.below(2) as usize];
        let tag = ["gas", "gas;oil;gas", ""][stream.below(3) as usize];
        let (tenths, outcome) = (stream.below(10), stream.below(2));
        text += &format!("{forecaster},{tag},0.{tenths},{outcome}\n");
        let (n, events) = cells.entry((forecaster, tag, tenths)).or_insert((0, 0));
        *n += 1;
        *events += outcome;
    }
    let mut counts = "forecaster,tag,probability,n,events\n".to_owned();
    for ((forecaster, tag, tenths), (n, events)) in cells {
        counts += &format!("{forecaster},{tag},0.{tenths},{n},{events}\n");
    }
    for group_by in [&[][..], &[Dimension::Tag], &[Dimension::Forecaster]] {
        let rows = request(Weighting::Each, false, group_by);
        let counted = Request {
            table: Some(TableOptions {
                counts: true,
                ..TableOptions::default()
            }),
            ..rows.clone()
        };
        let made = |answers: Vec<String>, is: &str| -> Vec<String> {
            let answers = answers.into_iter().take(3);
            answers.map(|text| text.replace(is, "")).collect()
        };
        let of_rows = made(of_table(&text, &rows), "\"counts\": false");
        let of_counts = made(of_table(&counts, &counted), "\"counts\": true");
        assert_eq!(of_counts, of_rows);
        for column in ["weight", "cluster", "question_id"] {
            let counts = format!("{column},probability,n,events\n1,0.5,2,1\n");
            let error = from_table(counts.as_bytes(), &counted, Purpose::Score).unwrap_err();
            assert!(
                error.to_string().contains(&format!("`{column}`")),
                "{error}"
            );
            assert!(
                error
                    .hint()
                    .unwrap()
                    .contains(&format!("--columns {column}="))
            );
        }
    }
}

#[test]
fn more_than_four_billion_forecasts_are_counted() {
    let mut counted = request(Weighting::Each, false, &[]);
    counted.resamples = 0;
    counted.table.as_mut().unwrap().counts = true;
    let text = "probability,n,events\n0.5,6000000000,3000000000\n0.5,6000000000,3000000000\n";
    let dataset = from_table(text.as_bytes(), &counted, Purpose::Score).unwrap();
    let rows = score(&dataset, &counted).rows;
    assert_eq!(rows[0].basis.n, 12_000_000_000);
    assert_eq!(rows[0].figures.value(MetricId::MeanForecast), Ok(0.5));
    assert_eq!(rows[0].figures.value(MetricId::BaseRate), Ok(0.5));
    let far = "probability,n,events\n0.5,9007199254740992,1\n0.5,9007199254740992,1\n";
    let dataset = from_table(far.as_bytes(), &counted, Purpose::Score).unwrap();
    assert!(
        dataset.faults().first[0]
            .message
            .contains("9007199254740992")
    );
}

#[test]
fn two_outcomes_of_one_question_count_nowhere_and_are_told() {
    let text = "question_id,forecaster,probability,outcome\n\
                a,ann,0.8,1\na,bob,0.8,0\nb,ann,0.3,0\nb,bob,0.4,0\n";
    let request = request(Weighting::Each, false, &[]);
    let purposes = [
        Purpose::Score,
        Purpose::Calibration,
        Purpose::Compare,
        Purpose::Pool,
        Purpose::Adjust,
    ];
    for purpose in purposes {
        let dataset = from_table(text.as_bytes(), &request, purpose).unwrap();
        assert_eq!(dataset.questions().len(), 1, "{purpose:?}");
        let faults = dataset.faults();
        assert_eq!((faults.rows, faults.first[0].line), (2, 2), "{purpose:?}");
        assert_eq!(
            faults.first[0].message,
            "the rows of its question do not agree on the outcome: see line 3"
        );
        let excluded = &dataset.excluded().rows;
        assert_eq!(excluded[&ExclusionReason::BadRow], 2, "{purpose:?}");
    }
}

#[test]
fn a_tag_written_twice_counts_once() {
    let sandbox = crate::common::Sandbox::new().on("2026-03-01");
    let resolution = "outcome: yes, happened: 2026-01-08";
    let text = crate::common::question(&[("ann", "2026-01-01", "80%")], resolution);
    sandbox.write("forecasts/gas.yaml", &format!("{text}tags: [gas, gas]\n"));
    let args = ["score", "--group-by", "tag", "--format", "json"];
    let rows = sandbox.run(&args).json()["rows"].clone();
    assert_eq!(
        (&rows[0]["group"]["tag"], &rows[0]["n"]),
        (&"gas".into(), &1.into())
    );
}
