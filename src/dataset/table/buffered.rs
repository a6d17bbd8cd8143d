//! Rows that are kept one by one, with their questions.

use std::collections::BTreeSet;

use crate::dataset::{EstimateValue, QuestionDetails, Times, unguarded};
use crate::model::{KindName, Moment, Probability, Provenance, name_key};
use crate::query::{Column, Excluded, ExclusionReason, Purpose};
use crate::scoring::{BinaryOutcome, Bounds};

use super::assemble::Assembly;
use super::long::LongCells;
use super::long_value::details;
use super::row::{RowOutcome, TableRow, without_answer};
use super::row_counts::RowCounts;
use super::tags::TagNumbers;
use super::{Faults, Names, empty};
use crate::dataset::Row;

/// Keeps rows with their questions.
#[derive(Clone, Debug)]
pub(super) struct BufferedSink {
    pub(super) kind: KindName,
    pub(super) ids: Names,
    pub(super) clusters: Names,
    pub(super) forecasters: Names,
    pub(super) tags: TagNumbers,
    /// The options of questions.
    pub(super) options: Names,
    /// Those whose order was given, in it.
    pub(super) order: Vec<u32>,
    /// How many estimates over options were scaled to add up to 1.
    pub(super) scaled: usize,
    /// Whether what has no outcome is kept too.
    pub(super) takes_open: bool,
    /// Which question an id is, where it is one.
    by_id: Vec<Option<u32>>,
    /// The forecasts of which a row was bad: question and forecaster.
    spoiled: BTreeSet<(u32, u32)>,
    pub(super) questions: Vec<TableQuestion>,
    pub(super) rows: Vec<TableEstimate>,
    assembly: Assembly,
}

/// An estimate of a table, with the place of its question.
#[derive(Clone, Debug)]
pub(super) struct TableEstimate {
    pub(super) question: u32,
    /// Its place among those of its forecaster, where it is given.
    pub(super) revision: u64,
    /// How many rows of the table it takes.
    pub(super) parts: u32,
    pub(super) row: Row<'static>,
}

/// A question of a table, as its rows tell it.
#[derive(Clone, Debug)]
pub(super) struct TableQuestion {
    /// The number of its id, where it has one.
    pub(super) id: Option<u32>,
    /// The number of its cluster, where it has one.
    pub(super) cluster: Option<u32>,
    pub(super) times: Times,
    pub(super) outcome: Option<SeenOutcome>,
    /// The line of the first row that has an outcome.
    line: u64,
    /// How many lines there are.
    pub(super) lines: usize,
    /// The kind of question.
    pub(super) kind: KindName,
    /// What most questions do not have: a table may have millions of them.
    rest: Option<Box<QuestionRest>>,
}

/// What a question of yes or no in a plain table does not have.
#[derive(Clone, Debug, Default)]
pub(super) struct QuestionRest {
    /// What its rows do not agree on, and the first line that says otherwise than the first.
    pub(super) differs: Option<(&'static str, u64)>,
    /// Its options, with their places where they are given, else in the order in which they first
    /// appear.
    pub(super) options: Vec<(u64, u32)>,
    pub(super) unit: String,
    /// The last day of grace, where it is given.
    pub(super) due: Option<Moment>,
    pub(super) details: Option<Box<QuestionDetails>>,
}

/// An outcome of a row that is kept.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum SeenOutcome {
    Event(BinaryOutcome),
    Option(u32),
    Number(f64),
    /// A word that stands where no outcome is, if it is no option of the question.
    Word(u32),
    Overdue,
    Ambiguous,
}

/// Returns what two rows say of an outcome together: a word says nothing where the other says what
/// it is.
pub(super) fn firmer(a: Option<SeenOutcome>, b: Option<SeenOutcome>) -> Option<SeenOutcome> {
    match a {
        None | Some(SeenOutcome::Word(_)) => b.or(a),
        _ => a,
    }
}

/// Makes room in a list that is full and long for eight times as much: what is not used costs nothing,
/// and a list that grows by half is copied again and again.
fn make_room<T>(list: &mut Vec<T>) {
    const LONG: usize = 1 << 16;
    if list.len() == list.capacity() && list.len() >= LONG {
        // Where there is no such room, it grows by what there is.
        let _ = list.try_reserve_exact(7 * list.len());
    }
}

impl BufferedSink {
    pub(super) fn new(kind: KindName, order: &[String], purpose: Purpose) -> Self {
        let mut options = Names::default();
        let order = order.iter().map(|option| options.number(option)).collect();
        Self {
            kind,
            ids: Names::default(),
            clusters: Names::default(),
            forecasters: Names::default(),
            tags: TagNumbers::default(),
            options,
            order,
            scaled: 0,
            takes_open: purpose.takes_open(),
            by_id: Vec::new(),
            spoiled: BTreeSet::new(),
            questions: Vec::new(),
            rows: Vec::new(),
            assembly: Assembly::default(),
        }
    }

    /// Keeps an estimate of a yes-or-no question, with its outcome where it has one.
    pub(super) fn add_event(
        &mut self,
        row: &TableRow<'_>,
        forecast: Probability,
        outcome: Option<BinaryOutcome>,
    ) {
        let question = self.question(row, outcome.map(SeenOutcome::Event));
        let row = self.row(row, EstimateValue::Probability(forecast));
        make_room(&mut self.rows);
        self.rows.push(TableEstimate {
            question,
            revision: 0,
            parts: 1,
            row,
        });
    }

    /// Notes that a row of the forecast was bad.
    pub(super) fn spoil(&mut self, question: &str, forecaster: &str) {
        let question = self.ids.number(&name_key(unguarded(question)));
        let forecaster = self.forecasters.number(&name_key(unguarded(forecaster)));
        self.spoiled.insert((question, forecaster));
    }

    /// Leaves out the forecasts of which a row was bad: what is left of them is not what was said.
    pub(super) fn leave_out_spoiled(&mut self, excluded: &mut Excluded, counts: &mut RowCounts) {
        if self.spoiled.is_empty() {
            return;
        }
        let mut left_out = BTreeSet::new();
        let rows = std::mem::take(&mut self.rows);
        let (spoiled, kept) = rows.into_iter().partition(|one| {
            let question = &self.questions[one.question as usize];
            let whose = question.id.map(|id| (id, one.row.forecaster));
            // Where the rows of a question do not agree, all of them go.
            question.rest().differs.is_none()
                && whose.is_some_and(|whose| self.spoiled.contains(&whose))
        });
        self.rows = kept;
        let spoiled: Vec<TableEstimate> = spoiled;
        for one in spoiled {
            left_out.insert((one.question, one.row.forecaster));
            counts.exclude(ExclusionReason::Damaged, one.parts as usize);
        }
        excluded.add_rows(ExclusionReason::Damaged, left_out.len());
    }

    /// Keeps an option or a quantile of an estimate.
    pub(super) fn add_part(
        &mut self,
        row: &TableRow<'_>,
        outcome: RowOutcome<'_>,
    ) -> Result<(), String> {
        if row.question.is_empty() {
            return Err(empty(Column::QuestionId));
        }
        let seen = match outcome {
            RowOutcome::Number(number) => Some(SeenOutcome::Number(number)),
            RowOutcome::Option(option) => {
                let number = self.options.number(option);
                Some(match without_answer(option) {
                    Some(_) => SeenOutcome::Word(number),
                    None => SeenOutcome::Option(number),
                })
            }
            RowOutcome::Event(outcome) if row.long.is_some() => Some(SeenOutcome::Event(outcome)),
            RowOutcome::Overdue => Some(SeenOutcome::Overdue),
            RowOutcome::Ambiguous => Some(SeenOutcome::Ambiguous),
            RowOutcome::Open | RowOutcome::Void | RowOutcome::Event(_) => None,
        };
        let question = self.question(row, seen);
        let kept = self.row(row, EstimateValue::NoPoint);
        let estimate = TableEstimate {
            question,
            revision: row.long.map_or(0, |long| long.revision),
            parts: 0,
            row: kept,
        };
        let void = outcome == RowOutcome::Void;
        let mut assembly = std::mem::take(&mut self.assembly);
        assembly.add(row, estimate, seen, void, self);
        self.assembly = assembly;
        Ok(())
    }

    /// Puts estimates of several rows together. A bad one is left out, and so is one without an
    /// outcome.
    pub(super) fn assemble(
        &mut self,
        faults: &mut Faults,
        excluded: &mut Excluded,
        counts: &mut RowCounts,
    ) {
        std::mem::take(&mut self.assembly).finish(self, faults, excluded, counts);
    }

    fn row(&mut self, row: &TableRow<'_>, value: EstimateValue) -> Row<'static> {
        Row {
            forecaster: self.forecasters.number(&name_key(row.forecaster)),
            tags: self.tags.number(row.tags),
            line: row.line,
            weight: row.weight,
            made: row.made_at,
            logged: row.logged_at,
            provenance: row
                .long
                .and_then(|long| long.provenance)
                .unwrap_or(Provenance::Unwitnessed),
            backdated: false,
            value,
            details: row.long.map(|long| Box::new(details(&long))),
        }
    }

    /// Returns the place of the question of a row.
    fn question(&mut self, row: &TableRow<'_>, outcome: Option<SeenOutcome>) -> u32 {
        let next = u32::try_from(self.questions.len()).expect("a table has fewer than 2^32 rows");
        let id = (!row.question.is_empty()).then(|| self.ids.number(&name_key(row.question)));
        let place = id.map_or(next, |id| {
            let room = self.by_id.len().max(id as usize + 1);
            self.by_id.resize(room, None);
            *self.by_id[id as usize].get_or_insert(next)
        });
        if place == next {
            let kind = row.long.map_or(self.kind, |long| long.kind);
            make_room(&mut self.questions);
            self.questions.push(TableQuestion::new(id, kind));
        }
        let cluster =
            (!row.cluster.is_empty()).then(|| self.clusters.number(&name_key(row.cluster)));
        self.questions[place as usize].take(row, cluster, outcome);
        place
    }
}

/// What a question has that has nothing else.
static NO_REST: QuestionRest = QuestionRest {
    differs: None,
    options: Vec::new(),
    unit: String::new(),
    due: None,
    details: None,
};

impl TableQuestion {
    fn new(id: Option<u32>, kind: KindName) -> Self {
        Self {
            id,
            cluster: None,
            times: Times::default(),
            outcome: None,
            line: 0,
            lines: 0,
            kind,
            rest: None,
        }
    }

    /// Returns what most questions do not have.
    pub(super) fn rest(&self) -> &QuestionRest {
        self.rest.as_deref().unwrap_or(&NO_REST)
    }

    fn rest_mut(&mut self) -> &mut QuestionRest {
        self.rest.get_or_insert_default()
    }

    /// Takes what a row says of the question; what is empty says nothing.
    fn take(&mut self, row: &TableRow<'_>, cluster: Option<u32>, outcome: Option<SeenOutcome>) {
        self.lines += 1;
        if self.line == 0 {
            self.line = row.line;
        }
        let mut differs = self.rest().differs;
        let mut note = |what: &'static str| {
            differs.get_or_insert((what, row.line));
        };
        let mut moment = |kept: &mut Option<Moment>, given: Option<Moment>, what| {
            if kept.is_some() && given.is_some() && *kept != given {
                note(what);
            }
            *kept = kept.or(given);
        };
        moment(&mut self.times.opened, row.opened, "the opening");
        moment(&mut self.times.deadline, row.deadline, "the deadline");
        moment(
            &mut self.times.known,
            row.known_at,
            "when the outcome was known",
        );
        if let Some(long) = &row.long {
            let rest = self.rest.get_or_insert_default();
            moment(&mut rest.due, long.due, "the last day of grace");
            if self.kind != long.kind {
                note("the kind");
            }
            if rest.details.is_none() {
                long.unit.clone_into(&mut rest.unit);
                rest.details = Some(Box::new(question_details(long)));
            }
        }
        if self.cluster.is_some() && cluster.is_some() && self.cluster != cluster {
            note("the cluster");
        }
        let is_firm = |seen: Option<SeenOutcome>| {
            seen.is_some_and(|seen| !matches!(seen, SeenOutcome::Word(_)))
        };
        if is_firm(self.outcome) && is_firm(outcome) && self.outcome != outcome {
            note("the outcome");
        }
        if differs.is_some() {
            self.rest_mut().differs = differs;
        }
        self.cluster = self.cluster.or(cluster);
        self.outcome = firmer(self.outcome, outcome);
    }

    /// Notes an option, where it is a new one.
    pub(super) fn note_option(&mut self, place: u64, option: u32) {
        let options = &mut self.rest_mut().options;
        if !options.iter().any(|(_, other)| *other == option) {
            options.push((place, option));
        }
    }

    /// Returns what is wrong with the question, with the line of its first row.
    pub(super) fn fault(&self) -> Option<(u64, String)> {
        let (what, line) = self.rest().differs?;
        let why = format!("the rows of its question do not agree on {what}: see line {line}");
        Some((self.line, why))
    }
}

/// Returns what is known of a question besides.
fn question_details(cells: &LongCells<'_>) -> QuestionDetails {
    QuestionDetails {
        topic: cells.topic.to_owned(),
        document: (!cells.document.is_empty()).then(|| cells.document.to_owned()),
        base_rate: cells.base_rate,
        bounds: cells.bounds.and_then(|(low, high)| Bounds::new(low, high)),
        due: cells.due.map(Moment::day),
    }
}
