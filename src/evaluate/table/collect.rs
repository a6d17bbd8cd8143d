//! A table as figures want it: what was said and what happened, by group.

use std::io::Read;

use crate::evaluate::figures::QuantityPair;
use crate::evaluate::{Basis, Coverage, Dimension, Group, Reason, Request, Sample, Skipped, Weigh};
use crate::model::KindName;
use crate::scoring::multi::ChoicePair;
use crate::scoring::{Case, PairCountsBuilder, Undefined};

use super::estimate::{Estimate, Register};
use super::hold::{Estimates, Hold, Told, kind};
use super::layout::{Form, Layout};
use super::part::{Cases, Gather, Pairs, Part, Parts};
use super::read::{Take, read};
use super::row::Row;
use super::stream::Stream;
use super::wants::wants;
use super::weigh::weigh;
use super::{Faults, TableError};

/// A table as figures want it.
#[derive(Clone, Debug)]
pub(super) struct Collected {
    /// The kind of its questions.
    pub(super) kind: KindName,
    /// What each row of the answer is about, the total last.
    pub(super) portions: Vec<Portion>,
    /// What was left out.
    pub(super) skipped: Skipped,
    /// What is wrong with some of its rows.
    pub(super) faults: Faults,
}

/// What a row of the answer is about.
#[derive(Clone, Debug)]
pub(super) struct Portion {
    pub(super) group: Group,
    pub(super) basis: Basis,
    pub(super) coverage: Option<Coverage>,
    pub(super) values: Values,
}

/// What figures are made of.
#[derive(Clone, Debug)]
pub(super) enum Values {
    Pairs {
        sample: Sample,
        /// The question of each pair, where they do not all stand alone.
        questions: Vec<u32>,
    },
    Choices {
        cases: Vec<Case<ChoicePair>>,
        same_options: bool,
    },
    Quantities {
        cases: Vec<Case<QuantityPair>>,
        /// The places of those on which tests rest, or why nothing is tested.
        tested: Result<Vec<usize>, Undefined>,
    },
}

/// Returns the estimates of a table that have an outcome, one by one and in its order.
///
/// A bad row is passed over, and among the faults.
///
/// # Errors
///
/// Where there is no table to read, or it lacks a column.
pub fn estimates(input: impl Read, request: &Request) -> Result<Estimates, TableError> {
    let reading = request.table.clone().unwrap_or_default();
    if reading.counts {
        return Err(TableError::Unsuited("counts do not say who said what"));
    }
    let wants = wants(request, &reading)?;
    let hold = |layout: &Layout| Ok(Hold::new(request, &reading, layout));
    let (hold, faults) = read(input, &reading, &wants, hold)?;
    Ok(hold.finish(faults))
}

/// Reads a table by group. Where each row counts by itself, pairs are counted as they come, in
/// memory that grows with the distinct forecasts; where there are weights, questions or clusters,
/// with the rows.
///
/// Where `whole` says so, what happened in part does not count.
pub(super) fn collect(
    input: impl Read,
    request: &Request,
    whole: bool,
) -> Result<Collected, TableError> {
    let reading = request.table.clone().unwrap_or_default();
    let wants = wants(request, &reading)?;
    let mut form = Form::Pairs;
    let taker = |layout: &Layout| {
        form = layout.form;
        Ok(Taker::new(request, layout, whole))
    };
    let (taker, faults) = read(input, &reading, &wants, taker)?;
    let kind = kind(form, &reading);
    match taker {
        Taker::Stream(stream) => {
            let (parts, skipped) = stream.finish();
            let portion = |part| pairs(part, request.weigh);
            Ok(Collected {
                kind,
                portions: parts.into_iter().map(portion).collect(),
                skipped,
                faults,
            })
        }
        Taker::Hold(hold) => Ok(held(hold.finish(faults), kind, request, whole)),
    }
}

/// Counts rows as they come, or keeps them.
enum Taker {
    Stream(Box<Stream>),
    Hold(Box<Hold>),
}

impl Taker {
    fn new(request: &Request, layout: &Layout, whole: bool) -> Self {
        let reading = request.table.clone().unwrap_or_default();
        let single = matches!(layout.form, Form::Pairs | Form::Counts);
        if single && request.weigh == Weigh::Each {
            Self::Stream(Box::new(Stream::new(request, &reading, layout, whole)))
        } else {
            Self::Hold(Box::new(Hold::new(request, &reading, layout)))
        }
    }
}

impl Take for Taker {
    fn teller(&mut self) -> Option<&mut PairCountsBuilder> {
        match self {
            Self::Stream(stream) => stream.teller(),
            Self::Hold(hold) => hold.teller(),
        }
    }

    fn take(&mut self, row: &Row<'_>) -> Result<(), String> {
        match self {
            Self::Stream(stream) => stream.take(row),
            Self::Hold(hold) => hold.take(row),
        }
    }
}

/// Returns what counts of the estimates, by group.
fn held(told: Estimates, kind: KindName, request: &Request, whole: bool) -> Collected {
    let mut sorter = Sorter {
        register: told.register,
        kind,
        request,
        skipped: told.skipped,
        faults: told.faults,
    };
    let portions = match told.told {
        Told::Events(mut estimates) => {
            if whole {
                let all = estimates.len();
                estimates.retain(|one| one.said.outcome.is_binary());
                let partial = all - estimates.len();
                sorter.skipped.add_rows(Reason::Fractional, partial);
            }
            let parts = sorter.sort(estimates, Pairs::new(true)).into_iter();
            parts.map(|part| pairs(part, request.weigh)).collect()
        }
        Told::Choices {
            estimates,
            same_options,
        } => {
            let values = |all: Cases<ChoicePair>| Values::Choices {
                cases: all.seen,
                same_options,
            };
            let parts = sorter.sort(estimates, Cases::default());
            parts.into_iter().map(|part| cases(part, values)).collect()
        }
        Told::Quantities(estimates) => {
            let values = |all: Cases<QuantityPair>| Values::Quantities {
                tested: all.tested(request.weigh),
                cases: all.seen,
            };
            let parts = sorter.sort(estimates, Cases::default());
            parts.into_iter().map(|part| cases(part, values)).collect()
        }
    };
    sorter.faults.sort();
    Collected {
        kind,
        portions,
        skipped: sorter.skipped,
        faults: sorter.faults,
    }
}

/// Sorts estimates into groups.
struct Sorter<'a> {
    register: Register,
    kind: KindName,
    request: &'a Request,
    skipped: Skipped,
    faults: Faults,
}

impl Sorter<'_> {
    /// Returns what counts of the estimates, by group.
    fn sort<S, V: Gather<S>>(
        &mut self,
        estimates: Vec<Estimate<S>>,
        empty: V,
    ) -> Vec<(Group, Part<V>)> {
        let weighed = weigh(estimates, self.request);
        for (&reason, &rows) in &weighed.skipped.rows {
            self.skipped.add_rows(reason, rows);
        }
        let mut parts = Parts::new(self.request, self.kind, empty);
        for one in &weighed.counted {
            let traits = self.register.traits(one);
            let add = |part: &mut Part<V>| part.values.gather(one);
            if let Err(why) = parts.add(&traits, add) {
                self.faults.add(one.line, 1, why);
            }
        }
        // A group by horizon tells estimates apart, and not the lives that they cover.
        let lives = !self.request.group_by.contains(&Dimension::Horizon);
        for (place, share) in weighed.covered.into_iter().filter(|_| lives) {
            let traits = self.register.traits(&weighed.counted[place]);
            let add = |part: &mut Part<V>| part.cover(share);
            // What keeps an estimate out of every group was noted above.
            let _ = parts.add(&traits, add);
        }
        parts.finish()
    }
}

fn pairs((group, part): (Group, Part<Pairs>), weigh: Weigh) -> Portion {
    let coverage = part.coverage();
    let (basis, sample, questions) = part.values.finish(weigh);
    Portion {
        group,
        basis,
        coverage,
        values: Values::Pairs { sample, questions },
    }
}

fn cases<S>(
    (group, part): (Group, Part<Cases<S>>),
    values: impl FnOnce(Cases<S>) -> Values,
) -> Portion {
    Portion {
        group,
        basis: part.values.basis(),
        coverage: part.coverage(),
        values: values(part.values),
    }
}
