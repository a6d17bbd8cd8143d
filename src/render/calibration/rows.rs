//! The rows of a calibration table.

use crate::analysis::{BinEdges, CalibrationBin, Rows, Table};
use crate::model::{Band, Probability};
use crate::query::Group;
use crate::render::column;
use crate::render::number::{amount, percent, whole_percent};
use crate::render::{ScreenTable, value};
use crate::scoring::{Interval, Statistic};

/// Returns the calibration table of a group as a sheet.
pub(super) fn sheet(table: &Table, rows: &Rows) -> ScreenTable {
    if *rows == Rows::Word {
        words(table)
    } else {
        bins(table)
    }
}

fn bins(table: &Table) -> ScreenTable {
    let mut sheet = ScreenTable::new([
        column::whole("estimate"),
        column::figure("n").rank(1),
        column::figure("questions").rank(3),
        column::figure("clusters").rank(2),
        column::figure("mean estimate"),
        column::figure("observed"),
        column::whole("interval"),
        column::prose("verdict"),
    ]);
    for bin in &table.rows {
        let mut cells = vec![said(&bin.cut)];
        cells.extend(basis(bin));
        cells.extend([
            share(bin.row.mean_forecast),
            share(bin.row.frequency()),
            interval(bin.interval),
            verdict(bin),
        ]);
        sheet.row(cells);
    }
    sheet
}

/// A word said and numbers mapped to it have a row each.
fn words(table: &Table) -> ScreenTable {
    let mut sheet = ScreenTable::new([
        column::text("word").down_to(16),
        column::whole("band").rank(4),
        column::figure("n").rank(1),
        column::figure("questions").rank(3),
        column::figure("clusters").rank(2),
        column::figure("occurred"),
        column::figure("observed"),
        column::whole("interval"),
        column::prose("verdict"),
    ]);
    // Where each estimate is of a question of its own, a second column of the same says nothing.
    let repeats = table
        .rows
        .iter()
        .any(|bin| bin.basis.questions < bin.basis.n);
    for bin in &table.rows {
        let band = bin.cut.band.map(value::band_text).unwrap_or_default();
        let [n, questions, clusters] = basis(bin);
        let occurred = (bin.basis.n > 0).then(|| amount(bin.row.yes));
        sheet.row(vec![
            word(bin),
            band,
            n,
            if repeats { questions } else { String::new() },
            clusters,
            occurred.unwrap_or_default(),
            share(bin.row.frequency()),
            interval(bin.interval),
            verdict(bin),
        ]);
    }
    sheet.without_empty_columns()
}

/// Returns the word of a row, and whether numbers were given in its place.
fn word(bin: &CalibrationBin) -> String {
    let word = bin.cut.word.as_deref().unwrap_or_default();
    let in_numbers = bin.basis.n > 0 && !bin.cut.said && bin.cut.band.is_some();
    if in_numbers {
        format!("{word} (in numbers)")
    } else {
        word.to_owned()
    }
}

fn basis(bin: &CalibrationBin) -> [String; 3] {
    [bin.basis.n, bin.basis.questions, bin.basis.clusters].map(|n| n.to_string())
}

fn share(figure: Statistic) -> String {
    figure.map(percent).unwrap_or_default()
}

fn verdict(bin: &CalibrationBin) -> String {
    bin.verdict
        .map(|verdict| verdict.to_string())
        .unwrap_or_default()
}

/// Returns what a row holds, in a few words: `(60, 70]%`.
fn said(cut: &BinEdges) -> String {
    cut.band.map(bracket).unwrap_or_default()
}

fn bracket(band: Band) -> String {
    if band.low == band.high {
        return percent(band.low.get());
    }
    let bare = |end: Probability| percent(end.get()).trim_end_matches('%').to_owned();
    let open = if band.low_open { '(' } else { '[' };
    let close = if band.high_open { ')' } else { ']' };
    format!("{open}{}, {}{close}%", bare(band.low), bare(band.high))
}

/// Returns an interval of shares, `26–87%`.
pub(super) fn interval(interval: Option<Interval>) -> String {
    interval.map_or_else(String::new, |ends| {
        format!("{}–{}%", whole_percent(ends.low), whole_percent(ends.high))
    })
}

/// Returns what the words of a group have meant, in a sentence; nothing where no word was said.
pub(super) fn word_meanings(table: &Table) -> Option<String> {
    let meant = |bin: &CalibrationBin| {
        let word = bin.cut.word.as_ref().filter(|_| bin.cut.said)?;
        let seen = bin.row.frequency().ok()?;
        let ends = interval(bin.interval);
        let n = amount(bin.row.weight);
        let (yes, seen) = (amount(bin.row.yes), percent(seen));
        Some(format!("“{word}” {seen} ({yes} of {n}; {ends})"))
    };
    let each: Vec<String> = table.rows.iter().filter_map(meant).collect();
    let whose = match &table.group[..] {
        [] => "All words together have".to_owned(),
        group => {
            let names = group.iter().map(|(_, text)| text.as_str());
            format!("The words of {} have", names.collect::<Vec<_>>().join(", "))
        }
    };
    (!each.is_empty()).then(|| format!("{whose} meant: {}\n", each.join(", ")))
}

/// Returns what stands over the table of a group.
pub(super) fn heading(group: &Group) -> String {
    if group.is_empty() {
        return "all".to_owned();
    }
    let parts = group.iter().map(|(name, text)| format!("{name} {text}"));
    parts.collect::<Vec<_>>().join(", ")
}
