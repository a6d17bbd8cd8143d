//! The yardstick table: what each word came to.

use crate::analysis::CalibrationBin;
use crate::analysis::review::Review;
use crate::render::number::{amount, percent};
use crate::render::value::band_text;
use crate::scoring::calibration::Verdict;

use super::document::{Block, DocumentTable, Section};
use super::spans::text;
use super::wording::{TOO_FEW, share_interval, term};

/// Returns the section.
pub(super) fn section(review: &Review<'_>) -> Section {
    let bins = review
        .words
        .tables
        .last()
        .map_or(&[][..], |table| &table.rows);
    let bins: Vec<&CalibrationBin> = bins.iter().filter(|bin| bin.basis.n > 0).collect();
    let mut blocks = Vec::new();
    if bins.is_empty() {
        blocks.push(Block::Text(text(
            "No judgement with a number can be set beside an outturn yet.",
        )));
    } else {
        blocks.push(Block::List(
            bins.iter()
                .filter_map(|bin| sentence(bin))
                .map(text)
                .collect(),
        ));
        blocks.push(Block::Table(table(&bins, review)));
        blocks.push(Block::Text(text(
            "Intervals are Wilson’s with the effective number of clusters. A verdict speaks only where the whole interval does.",
        )));
    }
    Section {
        id: "yardstick",
        title: "What the words came to",
        blocks,
    }
}

fn sentence(bin: &CalibrationBin) -> Option<String> {
    let (word, band) = (bin.cut.word.as_deref()?, bin.cut.band?);
    Some(term(
        word,
        bin.cut.said,
        (bin.row.pairs, bin.row.events),
        band,
        bin.verdict?,
    ))
}

fn table(bins: &[&CalibrationBin], review: &Review<'_>) -> DocumentTable {
    let heads = [
        "term",
        "band",
        "given",
        "#n",
        "#clusters",
        "#came about",
        "#observed",
        "interval",
        "verdict",
    ];
    let caption = format!(
        "The words of the yardstick, by {} estimate of each forecaster, {} intervals",
        review.calibrated,
        percent(review.request.level)
    );
    let mut table = DocumentTable::new(caption, &heads);
    for bin in bins {
        let verdict = match bin.verdict {
            Some(Verdict::TooFew) => TOO_FEW.to_owned(),
            Some(verdict) => verdict.to_string(),
            None => String::new(),
        };
        table.row(vec![
            bin.cut.word.clone().unwrap_or_default().into(),
            bin.cut.band.map(band_text).unwrap_or_default().into(),
            if bin.cut.said {
                "in words"
            } else {
                "in numbers"
            }
            .into(),
            bin.basis.n.into(),
            bin.basis.clusters.into(),
            amount(bin.row.yes).into(),
            bin.row.frequency().map(percent).unwrap_or_default().into(),
            bin.interval.map(share_interval).unwrap_or_default().into(),
            verdict.into(),
        ]);
    }
    table
}
