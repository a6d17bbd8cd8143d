//! How the intervals and p-values of a row were made, in JSON.

use schemars::JsonSchema;
use serde::Serialize;

use crate::analysis::Metric;
use crate::scoring::{Approximation, Procedure};

/// How some intervals or p-values of a row were made: enough to make them again.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ProcedureV1 {
    /// The figures, by their names.
    of: Vec<String>,
    /// The method.
    method: &'static str,
    /// What was drawn, where something was.
    #[serde(skip_serializing_if = "Option::is_none")]
    drawn: Option<&'static str>,
    /// How it was drawn.
    #[serde(skip_serializing_if = "Option::is_none")]
    plan: Option<&'static str>,
    /// How often; nothing where all that can be drawn was tried.
    #[serde(skip_serializing_if = "Option::is_none")]
    draws: Option<usize>,
    /// Where the random numbers begin.
    #[serde(skip_serializing_if = "Option::is_none")]
    seed: Option<u64>,
    /// What was taken for something simpler, where it was.
    #[serde(skip_serializing_if = "Option::is_none")]
    approximation: Option<&'static str>,
    /// The size above which it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    approximation_above: Option<usize>,
}

impl ProcedureV1 {
    fn new(name: String, procedure: Procedure) -> Self {
        let drawing = procedure.drawing;
        let resampling = drawing.and_then(|drawing| drawing.resampling);
        let approximation = procedure.approximation;
        Self {
            of: vec![name],
            method: procedure.method.as_str(),
            drawn: drawing.map(|drawing| drawing.drawn.as_str()),
            plan: drawing.map(|drawing| drawing.plan.as_str()),
            draws: resampling.map(|resampling| resampling.resamples),
            seed: resampling.map(|resampling| resampling.seed),
            approximation: approximation.map(Approximation::as_str),
            approximation_above: approximation.and_then(Approximation::above),
        }
    }
}

/// Returns how figures were made, those that were made alike together, in their order.
pub(super) fn procedures(
    figures: impl IntoIterator<Item = (String, Procedure)>,
) -> Vec<ProcedureV1> {
    let mut told: Vec<(Procedure, ProcedureV1)> = Vec::new();
    for (name, procedure) in figures {
        match told.iter_mut().find(|(known, _)| *known == procedure) {
            Some((_, one)) if one.of.contains(&name) => {}
            Some((_, one)) => one.of.push(name),
            None => told.push((procedure, ProcedureV1::new(name, procedure))),
        }
    }
    told.into_iter().map(|(_, one)| one).collect()
}

/// Returns the figures that were made by a procedure, with their names.
pub(super) fn made<'a>(
    figures: impl IntoIterator<Item = &'a Metric>,
) -> impl Iterator<Item = (String, Procedure)> {
    let figures = figures.into_iter();
    figures.filter_map(|figure| Some((figure.name(), figure.procedure?)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scoring::InferenceMethod;

    #[test]
    fn what_was_made_alike_is_told_once() {
        let [normal, wilson] =
            [InferenceMethod::Normal, InferenceMethod::Wilson].map(Procedure::analytic);
        let named = |name: &str, procedure| (name.to_owned(), procedure);
        let told = procedures([
            named("brier", normal),
            named("frequency", wilson),
            named("auc", normal),
            named("frequency", wilson),
        ]);
        let told: Vec<_> = told
            .iter()
            .map(|one| (one.of.join(" "), one.method))
            .collect();
        assert_eq!(
            told,
            [
                ("brier auc".to_owned(), "normal"),
                ("frequency".to_owned(), "wilson")
            ]
        );
    }
}
