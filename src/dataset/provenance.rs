//! The provenance of rows, and from when each counts.

use crate::model::{Moment, Provenance, Testimony};
use crate::query::Request;

use super::{Dataset, Row, ScoredEstimate};

/// How many estimates there are of each provenance.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ProvenanceCounts([usize; Provenance::ALL.len()]);

impl ProvenanceCounts {
    /// Returns those of what counts.
    #[must_use]
    pub fn of<'s, 'd: 's, 'l: 'd>(
        scored: impl IntoIterator<Item = &'s ScoredEstimate<'d, 'l>>,
    ) -> Self {
        let mut counts = Self::default();
        for one in scored {
            counts.0[one.row.provenance as usize] += 1;
        }
        counts
    }

    /// Returns how many there are of each, as far as there are any.
    pub fn each(self) -> impl Iterator<Item = (Provenance, usize)> {
        let each = Provenance::ALL.into_iter().zip(self.0);
        each.filter(|(_, count)| *count > 0)
    }

    /// Returns how many there are together.
    #[must_use]
    pub fn all(self) -> usize {
        self.0.iter().sum()
    }
}

/// Works out the provenance of each row, lets it count from the later of its day and the day on which
/// it was written, and puts the rows of each forecaster in that order.
///
/// Until then a row has the provenance that it is declared to have.
pub(super) fn settle(dataset: &mut Dataset<'_>, request: &Request) {
    for question in &dataset.questions {
        // Where nobody looks at the days, nothing can be too late.
        let known = question.times.known.filter(|_| dataset.cuts);
        let rows = &mut dataset.rows[question.rows.clone()];
        for row in rows.iter_mut() {
            settle_row(row, known, request);
        }
        for run in rows.chunk_by_mut(|a, b| a.forecaster == b.forecaster) {
            if run.iter().any(|row| row.backdated) {
                run.sort_by_key(|row| row.made.map(Moment::start));
            }
        }
    }
}

fn settle_row(row: &mut Row<'_>, known: Option<Moment>, request: &Request) {
    let testimony = Testimony {
        made: row.made,
        written: row.logged,
        declared: Some(row.provenance),
    };
    row.provenance = testimony.provenance(known);
    let from = testimony.counts_from(row.provenance);
    let is_late = |moment: Option<Moment>| match (moment, known) {
        (Some(moment), Some(known)) => !moment.is_before(known),
        _ => false,
    };
    // One that claims to be late itself is not taken at a word that it does not give.
    let is_taken = request.include_retrospective && is_late(from) && !is_late(row.made);
    if from != row.made && !is_taken {
        row.made = from;
        row.backdated = true;
    }
}
