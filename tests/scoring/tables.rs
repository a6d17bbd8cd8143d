//! Tables: how their rows become a dataset, seen in its scores.

use foretell::analysis::{ScoreRow, Scores, score as score_dataset};
use foretell::dataset::from_table;
use foretell::dataset::table::{Faults, TableError};
use foretell::ledger::{FilterTerm, View};
use foretell::metrics::MetricId;
use foretell::model::{KindName, parse_day};
use foretell::query::{Dimension, ExclusionReason, Purpose, Request, TableOptions, Weighting};

fn score(text: &str, request: &Request) -> Result<(Scores, Faults), TableError> {
    let dataset = from_table(text.as_bytes(), request, Purpose::Score)?;
    Ok((score_dataset(&dataset, request), dataset.faults().clone()))
}

fn request(weigh: Weighting) -> Request {
    let view = View::new(parse_day("2026-11-24").unwrap(), 0);
    Request {
        table: Some(TableOptions::default()),
        resamples: 0,
        ..Request::new(view, weigh)
    }
}

fn scores(text: &str, request: &Request) -> Scores {
    let (scores, faults) = score(text, request).unwrap();
    assert_eq!(faults.first, []);
    scores
}

fn figure(scores: &Scores, id: MetricId) -> f64 {
    let total = scores.rows.last().unwrap();
    total.figures.value(id).unwrap()
}

fn near(scores: &Scores, id: MetricId, want: f64) {
    let value = figure(scores, id);
    assert!(
        (value - want).abs() < 1e-12,
        "{id:?} is {value}, not {want}"
    );
}

#[test]
fn each_row_counts_once() {
    let text = "probability,outcome\n0.8,1\n0.8,1\n0.4,0\n";
    let scores = scores(text, &request(Weighting::Each));
    near(&scores, MetricId::Brier, (0.04 + 0.04 + 0.16) / 3.0);
    let basis = scores.rows[0].basis;
    assert_eq!((basis.n, basis.questions, basis.clusters), (3, 3, 3));
}

#[test]
fn quoted_cells_and_their_line_ends_are_read() {
    let text = "note,probability,outcome\r\n\"a, \"\"b\"\"\nc\",0.8,1\r\nplain,\"0.4\",0\r\n";
    near(
        &scores(text, &request(Weighting::Each)),
        MetricId::Brier,
        0.1,
    );
}

#[test]
fn a_quotation_mark_late_in_a_long_table_changes_nothing_before_it() {
    let plain: String = (0..100_000)
        .map(|i| format!("x,0.{},1\n", i % 10))
        .collect();
    let head = "note,probability,outcome\n";
    let want = figure(
        &scores(&format!("{head}{plain}"), &request(Weighting::Each)),
        MetricId::Brier,
    );
    let quoted = format!("{head}{plain}\"a\nb\",oops,1\n\nx,0.5\n");
    let (scores, faults) = score(&quoted, &request(Weighting::Each)).unwrap();
    near(&scores, MetricId::Brier, want);
    // The quoted cell takes two lines, and a blank one follows.
    let lines: Vec<_> = faults.first.iter().map(|fault| fault.line).collect();
    assert_eq!(lines, [100_002, 100_005]);
}

#[test]
fn json_lines_are_told_by_how_they_begin() {
    let text = "{\"probability\": 0.8, \"outcome\": true}\n\n\
                {\"outcome\": 0, \"probability\": \"40%\", \"note\": [1]}\n\
                {\"probability\": 0.9, \"outcome\": null}\n\
                {\"probability\": 0.9, \"outcome\": 1, \"status\": \"void\"}\n\
                oops\n";
    let (scores, faults) = score(text, &request(Weighting::Each)).unwrap();
    near(&scores, MetricId::Brier, 0.1);
    assert_eq!(scores.skipped.rows[&ExclusionReason::Open], 1);
    // The first object has no status, and it is looked at all the same.
    assert_eq!(scores.skipped.rows[&ExclusionReason::Void], 1);
    assert_eq!(faults.first[0].line, 6);
    assert!(faults.first[0].message.starts_with("it is no JSON object"));
}

#[test]
fn a_mark_of_the_byte_order_and_blanks_are_no_part_of_a_table() {
    let text = "\u{feff}probability , outcome\n 0.8 , 1 \n\n0.4,0";
    near(
        &scores(text, &request(Weighting::Each)),
        MetricId::Brier,
        0.1,
    );
}

#[test]
fn bad_rows_are_left_out_and_counted_with_their_lines() {
    let text = "probability,outcome\n1.8,1\n0.8,1\n0.4\n0.4,0\n,\n";
    let (scores, faults) = score(text, &request(Weighting::Each)).unwrap();
    near(&scores, MetricId::Brier, 0.1);
    assert_eq!(scores.skipped.rows[&ExclusionReason::BadRow], 3);
    let told: Vec<_> = faults
        .first
        .iter()
        .map(|f| (f.line, f.message.as_str()))
        .collect();
    assert_eq!(
        told,
        [
            (2, "probability `1.8` is no number from 0 to 1"),
            (4, "it has 1 cells, and the head 2"),
            (6, "`probability` is empty"),
        ]
    );
}

#[test]
fn without_a_table_there_is_an_error() {
    let error = |text: &str| score(text, &request(Weighting::Each)).unwrap_err();
    assert!(matches!(error(""), TableError::Empty));
    assert!(matches!(error("\n \n"), TableError::Empty));
    assert!(matches!(error("{oops"), TableError::NotAnObject(_)));
    assert!(matches!(error("p,y\n"), TableError::Missing { .. }));
    assert!(
        scores("probability,outcome\n", &request(Weighting::Each))
            .rows
            .is_empty()
    );
}

#[test]
fn counts_stand_for_as_many_rows() {
    let mut counted = request(Weighting::Each);
    counted.table = Some(TableOptions {
        counts: true,
        ..TableOptions::default()
    });
    let scores = scores(
        "probability,n,events\n0.8,2,2\n0.4,1,0\n0.9,0,0\n",
        &counted,
    );
    near(&scores, MetricId::Brier, (0.04 + 0.04 + 0.16) / 3.0);
    assert_eq!(scores.rows[0].basis.n, 3);
    let bad = "probability,n,events\n0.8,2,3\n";
    let (_, faults) = score(bad, &counted).unwrap();
    assert_eq!(faults.first[0].message, "3 events are more than 2");
}

#[test]
fn rows_of_a_question_share_its_fate() {
    let text = "question_id,probability,outcome\na,0.8,1\na,0.6,1\nb,0.4,0\n,0.4,0\n";
    let basis = scores(text, &request(Weighting::Each)).rows[0].basis;
    assert_eq!((basis.n, basis.questions, basis.clusters), (4, 3, 3));
    let tied = "question_id,cluster,probability,outcome\na,east,0.8,1\nb,east,0.6,1\nc,,0.4,0\n";
    let basis = scores(tied, &request(Weighting::Each)).rows[0].basis;
    assert_eq!((basis.n, basis.questions, basis.clusters), (3, 3, 2));
}

#[test]
fn weights_weigh() {
    let text = "probability,outcome,weight\n0.8,1,3\n0.4,0,1\n";
    near(
        &scores(text, &request(Weighting::Each)),
        MetricId::Brier,
        (3.0 * 0.04 + 0.16) / 4.0,
    );
}

/// Ten days of life; 40 % stood for four of them, 80 % for two, then the outcome was known.
const HISTORY: &str = "\
question_id,forecaster,made_at,opened,deadline,resolved_at,probability,outcome
rain,ann,2026-01-05,2026-01-01,2026-01-10,2026-01-07,0.8,1
rain,ann,2026-01-01,2026-01-01,2026-01-10,2026-01-07,0.4,1
rain,ann,2026-01-07,2026-01-01,2026-01-10,2026-01-07,1,1
";

#[test]
fn a_history_is_weighed_as_that_of_a_ledger() {
    let weighed = |weigh| scores(HISTORY, &request(weigh));
    let days = weighed(Weighting::Days);
    near(&days, MetricId::Brier, (0.4 * 0.36 + 0.2 * 0.04) / 0.6);
    assert!((days.rows[0].coverage.unwrap().stated - 0.6).abs() < 1e-12);
    // What was said on the day on which the outcome was known is late.
    assert_eq!(days.skipped.rows[&ExclusionReason::Late], 1);
    near(&weighed(Weighting::First), MetricId::Brier, 0.36);
    near(&weighed(Weighting::Last), MetricId::Brier, 0.04);
    near(&weighed(Weighting::Horizon(8)), MetricId::Brier, 0.36);
    near(&weighed(Weighting::Horizon(6)), MetricId::Brier, 0.36);
    near(&weighed(Weighting::Horizon(5)), MetricId::Brier, 0.04);
    let early = weighed(Weighting::Horizon(1));
    assert_eq!(early.skipped.rows[&ExclusionReason::KnownBeforeHorizon], 2);
    // Without a cut every row counts.
    near(
        &weighed(Weighting::Each),
        MetricId::Brier,
        (0.36 + 0.04) / 3.0,
    );
}

#[test]
fn what_is_resolved_early_waits_for_its_deadline() {
    let mut early = request(Weighting::First);
    early.view.as_of = parse_day("2026-01-10").unwrap();
    assert_eq!(
        scores(HISTORY, &early).skipped.rows[&ExclusionReason::Early],
        3
    );
    early.include_early = true;
    near(&scores(HISTORY, &early), MetricId::Brier, 0.36);
    early.include_early = false;
    early.view.as_of = parse_day("2026-01-11").unwrap();
    near(&scores(HISTORY, &early), MetricId::Brier, 0.36);
}

#[test]
fn as_of_a_day_later_rows_do_not_exist_and_later_outcomes_are_open() {
    let mut seen = request(Weighting::Each);
    seen.table = Some(TableOptions {
        as_of: true,
        ..TableOptions::default()
    });
    seen.view.as_of = parse_day("2026-01-06").unwrap();
    let before = scores(HISTORY, &seen);
    assert!(before.rows.is_empty());
    assert_eq!(before.skipped.rows[&ExclusionReason::Open], 2);
    seen.view.as_of = parse_day("2026-01-07").unwrap();
    assert_eq!(scores(HISTORY, &seen).rows[0].basis.n, 3);
}

#[test]
fn a_cell_that_a_weighing_needs_is_a_fault_where_it_is_empty() {
    let text = "question_id,made_at,probability,outcome\na,,0.8,1\n,2026-01-01,0.8,1\n";
    let (_, faults) = score(text, &request(Weighting::First)).unwrap();
    let told: Vec<_> = faults.first.iter().map(|f| f.message.as_str()).collect();
    assert_eq!(told, ["`made_at` is empty", "`question_id` is empty"]);
}

#[test]
fn groups_come_in_order_and_the_total_last() {
    let text = "forecaster,tag,probability,outcome\nbob,b;a,0.8,1\nann,a,0.4,0\n";
    let mut grouped = request(Weighting::Each);
    grouped.group_by = vec![Dimension::Tag, Dimension::Forecaster];
    let rows = scores(text, &grouped).rows;
    let name = |row: &ScoreRow| {
        let texts: Vec<_> = row.group.iter().map(|(_, text)| text.as_str()).collect();
        (texts.join("/"), row.basis.n)
    };
    let named: Vec<_> = rows.iter().map(name).collect();
    let want = [("a/ann", 1), ("a/bob", 1), ("b/bob", 1), ("", 2)];
    assert_eq!(named, want.map(|(name, n)| (name.to_owned(), n)));
}

#[test]
fn filters_narrow_a_table() {
    let text = "forecaster,tag,deadline,probability,outcome\n\
                bob,b;a,2026-01-01,0.8,1\nann,a,2026-02-01,0.4,0\n";
    let mut narrow = request(Weighting::Each);
    narrow.selection.forecasters = vec![FilterTerm::is("ann".to_owned())];
    near(&scores(text, &narrow), MetricId::Brier, 0.16);
    let mut narrow = request(Weighting::Each);
    narrow.selection.tags = ["a", "b"]
        .map(|tag| FilterTerm::is(tag.to_owned()))
        .to_vec();
    near(&scores(text, &narrow), MetricId::Brier, 0.04);
    let mut narrow = request(Weighting::Each);
    narrow.selection.due_after = parse_day("2026-01-01").ok();
    near(&scores(text, &narrow), MetricId::Brier, 0.16);
    let mut narrow = request(Weighting::Each);
    narrow.selection.kinds = vec![FilterTerm::is(KindName::Number)];
    assert!(scores(text, &narrow).rows.is_empty());
}

const OPTIONS: &str = "\
question_id,forecaster,option,probability,outcome
a,ann,low,0.2,high
a,bob,low,0.5,high
a,ann,high,0.5,high
a,ann,mid,0.3,high
a,bob,high,0.5,high
";

#[test]
fn options_are_put_together_to_forecasts_wherever_their_rows_are() {
    let scores = scores(OPTIONS, &request(Weighting::Each));
    assert_eq!(scores.rows[0].kind, KindName::Choice);
    // ann: 0.2² + 0.5² + 0.3²; bob gives nothing to the option that he does not name.
    near(&scores, MetricId::BrierFull, f64::midpoint(0.38, 0.5));
    assert_eq!(scores.rows[0].basis.n, 2);
}

#[test]
fn options_in_order_have_that_in_which_they_first_appear() {
    let mut ordered = request(Weighting::Each);
    ordered.table = Some(TableOptions {
        ordered: Some(Vec::new()),
        ..TableOptions::default()
    });
    let scores = scores(OPTIONS, &ordered);
    assert_eq!(scores.rows[0].kind, KindName::Ordered);
    // low, high, mid. ann: 0.2² + (0.7 − 1)², bob: 0.5² + 0.
    near(&scores, MetricId::Rps, (0.04 + 0.09 + 0.25) / 2.0);
}

#[test]
fn faulty_forecasts_over_options_say_what_is_wrong() {
    let head = "question_id,option,probability,outcome,forecast_id\n";
    let fault = |rows: &str| {
        let text = format!("{head}{rows}");
        let (scores, faults) = score(&text, &request(Weighting::Each)).unwrap();
        assert_eq!(scores.skipped.rows[&ExclusionReason::BadRow], faults.rows);
        (faults.rows, faults.first[0].message.clone())
    };
    let says = |rows: usize, text: &str| (rows, text.to_owned());
    assert_eq!(
        fault("a,x,0.5,x,\na,y,0.48,x,\n"),
        says(2, "the probabilities add up to 0.98, not to 1")
    );
    assert_eq!(
        fault("a,x,0.5,z,\na,y,0.5,z,\n"),
        says(2, "its outcome `z` is none of its options (x, y)")
    );
    assert_eq!(
        fault("a,x,0.5,x,\na,x,0.5,x,\n"),
        says(2, "it has the option `x` twice")
    );
    assert_eq!(
        fault("a,x,0.5,x,\na,y,0.5,y,\n"),
        says(
            2,
            "the rows of its question do not agree on the outcome: see line 3"
        )
    );
    assert_eq!(fault("a,,0.5,x,\n"), says(1, "`option` is empty"));
    assert_eq!(fault(",x,0.5,x,\n"), says(1, "`question_id` is empty"));
}

#[test]
fn rows_with_an_id_of_their_forecast_belong_together_whatever_their_tags() {
    let text = "question_id,option,probability,outcome,forecast_id,tag\n\
                a,x,0.5,x,1,p\na,y,0.5,x,1,q\na,x,0.9,x,2,p\na,y,0.1,x,2,p\n";
    let mut grouped = request(Weighting::Each);
    grouped.group_by = vec![Dimension::Tag];
    let rows = scores(text, &grouped).rows;
    let n: Vec<_> = rows.iter().map(|row| row.basis.n).collect();
    assert_eq!(n, [2, 1, 2]);
}

#[test]
fn quantiles_are_put_together_to_forecasts() {
    let text = "question_id,quantile,value,outcome\n\
                a,0.9,14,16\na,0.1,9,16\na,0.5,11,16\n";
    let scores = scores(text, &request(Weighting::Each));
    assert_eq!(scores.rows[0].kind, KindName::Number);
    // [½ · 5 + 0.1 · 5 + 2] / 1.5
    near(&scores, MetricId::Wis, 5.0 / 1.5);
    near(&scores, MetricId::Underprediction, 4.5 / 1.5);
}

#[test]
fn quantiles_that_cross_or_repeat_are_faults() {
    let head = "question_id,quantile,value,outcome\n";
    let fault = |rows: &str| {
        let text = format!("{head}{rows}");
        let (_, faults) = score(&text, &request(Weighting::Each)).unwrap();
        faults.first[0].message.clone()
    };
    assert_eq!(
        fault("a,0.1,9,1\na,0.9,8,1\n"),
        "the value of the level 0.9 is below that of 0.1"
    );
    assert!(fault("a,0.1,9,1\na,0.1,9,1\n").contains("levels must rise"));
    assert_eq!(fault("a,1,9,1\n"), "quantile `1` is not between 0 and 1");
    assert_eq!(fault("a,0.5,x,1\n"), "value `x` is not a number");
    assert_eq!(fault("a,0.5,1,x\n"), "outcome `x` is not a number");
}

#[test]
fn void_and_open_forecasts_of_several_rows_are_counted_once() {
    let text = "question_id,option,probability,outcome,status\n\
                a,x,0.5,,void\na,y,0.5,,void\nb,x,0.5,,\nb,y,0.5,,\n";
    let skipped = scores(text, &request(Weighting::Each)).skipped;
    assert_eq!(skipped.rows[&ExclusionReason::Void], 1);
    assert_eq!(skipped.rows[&ExclusionReason::Open], 1);
}
