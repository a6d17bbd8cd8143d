//! The panels that can be pooled, each with what was known when it last changed.

use super::past::Past;
use crate::analysis::panel::{PanelQuestion, Segment};
use crate::model::Probability;
use crate::scoring::BinaryOutcome;

/// A yes-or-no question with what was said of it and what happened.
#[derive(Clone, Debug)]
pub(super) struct PooledQuestion {
    /// What was said.
    pub(super) asked: PanelQuestion<Probability>,
    /// What happened.
    pub(super) outcome: BinaryOutcome,
}

impl PooledQuestion {
    /// Returns the segments over which more than one forecaster stood by something.
    pub(super) fn panels(&self) -> impl Iterator<Item = &Segment<Probability>> {
        let several = |one: &&Segment<Probability>| one.standing.len() > 1;
        self.asked.segments.iter().filter(several)
    }

    /// Returns whether there is something to pool.
    pub(super) fn has_panel(&self) -> bool {
        self.panels().next().is_some()
    }

    /// Returns the weight of the segments over which one alone stood by something.
    pub(super) fn alone(&self) -> f64 {
        let alone = self
            .asked
            .segments
            .iter()
            .filter(|one| one.standing.len() == 1);
        alone.map(|one| one.weight).sum()
    }
}

/// Calls `take` with each panel in the order of their times, with the number of its question and
/// what the questions teach that were known by then, where that is wanted.
pub(super) fn in_order(
    questions: &[PooledQuestion],
    learns: bool,
    mut take: impl FnMut(usize, &Segment<Probability>, &Past),
) {
    let each = questions.iter().enumerate();
    let mut panels: Vec<_> = each
        .flat_map(|(i, one)| one.panels().map(move |panel| (i, panel)))
        .collect();
    panels.sort_by(|(_, a), (_, b)| a.from.total_cmp(&b.from));
    let taught = if learns { questions } else { &[] };
    let mut coming: Vec<&PooledQuestion> = taught.iter().collect();
    coming.sort_by(|a, b| a.asked.known.total_cmp(&b.asked.known));
    let mut coming = coming.into_iter().peekable();
    let mut past = Past::default();
    for (i, panel) in panels {
        while let Some(known) = coming.next_if(|one| one.asked.known <= panel.from) {
            past.learn(known);
        }
        take(i, panel, &past);
    }
}
