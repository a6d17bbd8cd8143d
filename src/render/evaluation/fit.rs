//! Calibration, discrimination and confidence: the diagram and the parts of the score.

use crate::analysis::review::{CalibrationReview, Review};
use crate::query::Weighting;
use crate::render::number::{percent, score};
use crate::render::value::count;
use crate::scoring::calibration::{CannotTell, Tendency};

use super::document::{Block, DocumentTable, Section};
use super::plots::reliability_of;
use super::spans::text;

/// Returns the section.
pub(super) fn section(review: &Review<'_>) -> Section {
    let fit = &review.fit;
    let mut blocks = Vec::new();
    if fit.n == 0 {
        blocks.push(Block::Text(text(
            "No yes-or-no judgement can be set beside an outturn yet.",
        )));
    } else {
        blocks.push(Block::Text(text(tendency(fit))));
        blocks.push(Block::Plot(Box::new(reliability_of(review))));
        blocks.push(Block::Table(parts(fit)));
        blocks.push(Block::Text(text(
            "Score = miscalibration − discrimination + uncertainty. Discrimination says how well cases were told apart; it is not a share of forecasts that came true.",
        )));
        if review.request.weigh == Weighting::Days {
            blocks.push(Block::Text(text(
                "These parts take the first estimate of each forecaster, each with the same weight; the headline weighs estimates by the days that they stood, so that its score and its bias may differ.",
            )));
        }
    }
    Section {
        id: "calibration",
        title: "Calibration and discrimination",
        blocks,
    }
}

/// Returns whether forecasts were too sure, in a few sentences.
fn tendency(fit: &CalibrationReview) -> String {
    let slope = fit.slope.map_or_else(
        |why| format!("the slope of recalibration cannot be given: {why}"),
        |(slope, interval)| format!(
            "the slope of recalibration is {} ({}–{}), where under 1 is too extreme and over 1 too timid",
            score(slope), score(interval.low), score(interval.high)
        ),
    );
    let said = match fit.tendency {
        Tendency::Overconfident => {
            "Forecasts were overconfident: more extreme than what happened bears out".to_owned()
        }
        Tendency::Underconfident => {
            "Forecasts were underconfident: less extreme than what happened bears out".to_owned()
        }
        Tendency::CannotTell(CannotTell::Chance(_)) => {
            "Whether forecasts were over- or underconfident cannot be told from chance".to_owned()
        }
        Tendency::CannotTell(why) => {
            format!("Whether forecasts were over- or underconfident cannot be told: {why}")
        }
    };
    let curve = match &fit.test {
        Ok(_) if fit.is_thin() => String::new(),
        Ok(test) if test.p_value < 0.05 => {
            format!(
                " The miscalibration is more than chance (p = {}).",
                score(test.p_value)
            )
        }
        Ok(test) => format!(
            " The miscalibration is not more than chance (p = {}).",
            score(test.p_value)
        ),
        Err(why) => format!(" The miscalibration is not tested: {why}."),
    };
    format!(
        "{said}; {slope}.{curve} The curve counts {}; the band and the tests one for each cluster and forecaster, {} in all.",
        count(fit.n, "judgement"),
        fit.tested
    )
}

fn parts(fit: &CalibrationReview) -> DocumentTable {
    let mut table = DocumentTable::new(
        "The parts of the mean Brier score",
        &["part", "#value", "reads"],
    );
    let mut row = |name: &str, value: Result<f64, crate::scoring::Undefined>, reads: String| {
        let shown = value.map_or_else(|why| format!("n/a: {why}"), score);
        table.row(vec![name.into(), shown.into(), reads.into()]);
    };
    let chance = fit.test.as_ref().map_or_else(
        |why| format!("0 is best; not tested: {why}"),
        |test| {
            format!(
                "0 is best; among the {} tested it is {}, where a calibrated forecaster shows {}",
                fit.tested,
                score(test.observed),
                score(test.chance)
            )
        },
    );
    row(
        "Brier score",
        fit.corp.map(|corp| corp.score),
        "0 is best, 1 worst".to_owned(),
    );
    row(
        "miscalibration",
        fit.corp.map(|corp| corp.miscalibration),
        chance,
    );
    row(
        "discrimination",
        fit.corp.map(|corp| corp.discrimination),
        "higher is better".to_owned(),
    );
    row(
        "uncertainty",
        fit.corp.map(|corp| corp.uncertainty),
        "the score of the base rate: how hard the questions were".to_owned(),
    );
    let large = fit
        .large
        .as_ref()
        .map(|large| large.difference)
        .map_err(|why| *why);
    row(
        "bias (observed − estimate)",
        large,
        "above 0 where more happened than was said".to_owned(),
    );
    let auc = fit.auc.map_or_else(
        |_| String::new(),
        |auc| {
            format!(
                "of what happened and what did not, the first had the higher forecast in {}",
                percent(auc)
            )
        },
    );
    row("area under the ROC curve", fit.auc, auc);
    table
}
