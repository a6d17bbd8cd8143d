//! Every number of scenario sets in one long sheet: what CSV gives.

use super::sheets::{multiplier, outcome};
use crate::analysis::scenarios::{Assessment, Sign};
use crate::render::ScreenTable;
use crate::render::number::{decibans, score};
use crate::scoring::bayes::Belief;

/// Returns everything in one long sheet, a row for each number.
#[must_use]
pub fn long(assessments: &[Assessment<'_>]) -> ScreenTable {
    let heads = [
        "set",
        "forecaster",
        "what",
        "indicator",
        "outcome",
        "known",
        "scenario",
        "#probability",
        "#low",
        "#high",
        "#factor",
        "#decibans",
    ];
    let mut sheet = ScreenTable::new(&heads);
    for assessment in assessments {
        beliefs(&mut sheet, assessment, "start", assessment.inquiry.prior());
        for sign in &assessment.signs {
            pushes(&mut sheet, assessment, sign);
        }
        beliefs(
            &mut sheet,
            assessment,
            "follows",
            &assessment.posterior.beliefs,
        );
        if let Some(supposed) = &assessment.supposed {
            beliefs(&mut sheet, assessment, "supposed", &supposed.beliefs);
        }
    }
    sheet
}

fn pushes(sheet: &mut ScreenTable, assessment: &Assessment<'_>, sign: &Sign<'_>) {
    let known = sign.bearing.known().map(|known| known.to_string());
    let known = known.unwrap_or_default();
    for (i, option) in assessment.set.options().into_iter().enumerate() {
        let Some(factor) = multiplier(assessment.push(sign), i) else {
            continue;
        };
        let mut row = begin(assessment, "push");
        row.extend([
            sign.indicator.forecast.to_string(),
            outcome(sign.bearing),
            known.clone(),
        ]);
        row.push(option.to_owned());
        row.extend([(); 3].map(|()| String::new()));
        row.extend([score(factor.point), decibans(factor.decibans().point)]);
        sheet.row(row);
    }
}

fn beliefs(sheet: &mut ScreenTable, assessment: &Assessment<'_>, what: &str, all: &[Belief]) {
    for (option, belief) in assessment.set.options().into_iter().zip(all) {
        let mut row = begin(assessment, what);
        row.extend([(); 3].map(|()| String::new()));
        row.push(option.to_owned());
        let range = belief.range();
        row.extend([belief.point(), range.low(), range.high()].map(score));
        row.extend([(); 2].map(|()| String::new()));
        sheet.row(row);
    }
}

fn begin(assessment: &Assessment<'_>, what: &str) -> Vec<String> {
    let by = assessment.by.unwrap_or_default();
    vec![
        assessment.entry.forecast.id.to_string(),
        by.to_owned(),
        what.to_owned(),
    ]
}
