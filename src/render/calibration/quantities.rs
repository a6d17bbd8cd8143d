//! How well numbers and days were said, as a sheet and a sentence.

use crate::analysis::Quantities;
use crate::metrics::MetricId;
use crate::query::Group;
use crate::render::ScreenTable;
use crate::render::column;
use crate::render::number::{amount, percent, score};
use crate::scoring::calibration::Verdict;

use super::rows::{heading, interval};

/// Returns what stands over the numbers and days of a group.
pub(super) fn quantities_heading(group: &Group) -> String {
    match &group[..] {
        [] => "Numbers and days".to_owned(),
        _ => format!("Numbers and days, {}", heading(group)),
    }
}

/// Returns how often central intervals held the outcome, as a sheet.
pub(super) fn quantities(quantities: &Quantities) -> ScreenTable {
    let mut sheet = ScreenTable::new([
        column::whole("central interval"),
        column::figure("n"),
        column::figure("clusters"),
        column::figure("inside"),
        column::whole("interval"),
        column::prose("verdict"),
    ]);
    for hits in &quantities.hits {
        sheet.row(vec![
            percent(hits.level),
            hits.row.pairs.to_string(),
            hits.clusters.to_string(),
            hits.row.frequency().map(percent).unwrap_or_default(),
            interval(hits.interval.ok()),
            hits.verdict.map(words).unwrap_or_default(),
        ]);
    }
    sheet
}

/// Returns the verdict on the intervals of a level.
fn words(verdict: Verdict) -> String {
    match verdict {
        Verdict::Below => "below: too narrow".to_owned(),
        Verdict::Above => "above: too wide".to_owned(),
        Verdict::InBand | Verdict::Consistent => "consistent with the level".to_owned(),
        Verdict::TooFew => verdict.to_string(),
    }
}

/// Returns where the outcomes fell in the forecasts.
pub(super) fn places(quantities: &Quantities) -> String {
    let figures = &quantities.places.figures;
    let ends = [MetricId::PitMean, MetricId::PitVariance].map(|id| figures.value(id));
    let [Ok(mean), Ok(variance)] = ends else {
        return String::new();
    };
    let tenths = quantities.places.tenths.iter().map(|tenth| amount(*tenth));
    let test = match figures.value(MetricId::PitChiSquaredP) {
        Ok(p) => format!("even: p = {}", score(p)),
        Err(why) => why.to_string(),
    };
    format!(
        "PIT histogram, outcomes by tenths of the forecast from low to high: {}; mean {} (calibrated 0.500), \
         variance {} (calibrated 0.083, more is overconfident); {test}\n",
        tenths.collect::<Vec<_>>().join(" "),
        score(mean),
        score(variance)
    )
}
