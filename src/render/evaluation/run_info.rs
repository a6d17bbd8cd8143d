//! How the report was made: enough to make it again.

use crate::analysis::review::Review;
use crate::ledger::Selection;
use crate::render::number::percent;
use crate::render::run_info::filters;
use crate::render::weighing;

use super::document::{Block, Section};
use super::spans::text;

/// Returns the section.
pub(super) fn section(review: &Review<'_>) -> Section {
    let request = &review.request;
    let view = &request.view;
    let mut fields = vec![
        ("as of", format!("{}{}", view.as_of, if view.booked { ", by what was written down by then" } else { ", by what was known by then" })),
        ("score", "Brier, (forecast − outcome)², 0 is best and 1 worst; for options the sum over them, halved".to_owned()),
        ("weighing", format!("{}: {}", request.weigh, weighing(request.weigh))),
        ("calibration", format!("by {}, once for each forecaster; isotonic regression (CORP)", review.calibrated)),
        ("cohort", format!("forecasts whose answer could be looked up {} days before{}", view.grace, if request.include_early { ", and those resolved earlier" } else { "; those resolved earlier wait" })),
        ("differences", "bias (observed − estimate)".to_owned()),
        ("intervals", format!("{}, by Student's t on clusters; shares by Wilson with the effective number of clusters; bands and tests of calibration drawn {} times from seed {}", percent(request.level), request.resamples, request.seed)),
    ];
    if request.selection != Selection::default() {
        fields.push(("only", filters(&request.selection).to_string()));
    }
    fields.push((
        "made with",
        format!("foretell {}", env!("CARGO_PKG_VERSION")),
    ));
    let fields = fields
        .into_iter()
        .map(|(name, words)| (name, text(words)))
        .collect();
    Section {
        id: "made",
        title: "How this was made",
        blocks: vec![Block::Fields(fields)],
    }
}
