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
    /// Returns it in words: `percentile-bootstrap of clusters, 1000 draws, seed 1`.
    fn sentence(&self) -> String {
        let mut text = self.method.to_owned();
        if let Some(drawn) = self.drawn {
            text += &format!(" of {}", drawn.replace('-', " "));
        }
        match (self.draws, self.drawn) {
            (Some(draws), _) => text += &format!(", {draws} draws"),
            (None, Some(_)) => text += ", all that can be drawn",
            (None, None) => {}
        }
        if let Some(seed) = self.seed {
            text += &format!(", seed {seed}");
        }
        if let Some(approximation) = self.approximation {
            text += &format!("; {}", approximation.replace('-', " "));
        }
        if let Some(above) = self.approximation_above {
            text += &format!(" above {above}");
        }
        text
    }

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

/// Returns how the intervals and p-values of some rows were made, for people: a line for each way, with
/// the figures that were made so.
#[must_use]
pub fn how_made<'a>(all: impl IntoIterator<Item = &'a ProcedureV1>) -> String {
    let mut told: Vec<(String, Vec<&str>)> = Vec::new();
    for one in all {
        let how = one.sentence();
        let place = told.iter().position(|(known, _)| *known == how);
        let place = place.unwrap_or_else(|| {
            told.push((how, Vec::new()));
            told.len() - 1
        });
        let names = &mut told[place].1;
        for name in &one.of {
            if !names.contains(&name.as_str()) {
                names.push(name);
            }
        }
    }
    if told.is_empty() {
        return String::new();
    }
    let lines = told
        .iter()
        .map(|(how, names)| format!("  {how}: {}\n", names.join(", ")));
    format!(
        "How intervals and p-values were made:\n{}",
        lines.collect::<String>()
    )
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
