//! From the rows of a table to the dataset.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::io::Read;
use std::ops::Range;
use std::sync::Arc;

use crate::dataset::cohort::{known, waits};
use crate::dataset::notes;
use crate::dataset::provenance::settle;
use crate::dataset::set::{CountedRows, TagSets};
use crate::dataset::{Dataset, Ending, Observed, Question, QuestionClass, Row, Times};
use crate::model::{KindName, Moment, Numeral, Probability, Settings, look};
use crate::query::{BadRows, Excluded, ExclusionReason, Purpose, Request, TableOptions};

use crate::dataset::split_list;
use crate::scoring::multi::Probabilities;

use super::buffered::{BufferedSink, SeenOutcome, TableEstimate, TableQuestion};
use super::layout::{Form, Layout};
use super::read::{Reading, read};
use super::required::{check_groups, required};
use super::sink::TableSink;
use super::{Faults, Names, RowCounts, TableError};

/// Returns what was given and what came about in a table. A bad row is left out, and among the
/// faults; so is a question whose rows do not agree.
///
/// Where each row counts by itself it is only counted, in memory that grows with the distinct
/// forecasts; where it has a question, a cluster or a weight, with the rows.
///
/// # Errors
///
/// Where there is no table to read, it lacks a column, or it does not have what is asked for.
pub fn from_table(
    input: impl Read,
    request: &Request,
    purpose: Purpose,
) -> Result<Dataset<'static>, TableError> {
    let options = request.table.clone().unwrap_or_default();
    let required = required(request, &options, purpose)?;
    let sink = |layout: &Layout| {
        check_groups(request, layout.form)?;
        Ok(TableSink::new(request, purpose, &options, layout))
    };
    let Reading {
        sink,
        mut faults,
        rows,
        counted,
    } = read(input, &options, &required, sink)?;
    let is_long = sink.form == Form::Long;
    if !is_long {
        purpose_suits(purpose, sink.buffered.kind)?;
    }
    let (mut buffered, mut excluded, mut counts) = (sink.buffered, sink.excluded, sink.counts);
    counts.all = rows;
    counts.read += counted;
    buffered.assemble(&mut faults, &mut excluded, &mut counts);
    buffered.leave_out_spoiled(&mut excluded, &mut counts);
    let scaled = notes::of_scaled(buffered.scaled);
    let order = buffered.first_order();
    let builder = Builder {
        request,
        purpose,
        cuts: sink.cuts,
        detailed: is_long,
        forecasters: Ranks::of(&buffered.forecasters),
        sink: buffered,
        faults,
        counts,
    };
    let mut dataset = builder.build();
    let alike = look_alikes(&dataset.forecasters).into_iter();
    let levels = notes::of_levels(&dataset);
    for line in alike.chain(scaled).chain(levels).chain(order) {
        dataset.faults.note(line);
    }
    dataset.counted = sink.streaming.finish();
    for (reason, rows) in excluded.rows {
        dataset.excluded.add_rows(reason, rows);
    }
    dataset.faults.sort();
    let duplicates = dataset.faults.duplicates;
    let bad_rows = dataset.faults.rows - duplicates;
    for (reason, rows) in [
        (ExclusionReason::BadRow, bad_rows),
        (ExclusionReason::Duplicate, duplicates),
    ] {
        dataset.excluded.add_rows(reason, rows);
        dataset.counts.exclude(reason, rows);
    }
    Ok(dataset)
}

/// Returns a line for each name that looks like another before it: they are two forecasters.
fn look_alikes(names: &[String]) -> Vec<String> {
    let mut seen: BTreeMap<String, &str> = BTreeMap::new();
    let mut lines = Vec::new();
    for name in names {
        let first = *seen.entry(look(name)).or_insert(name);
        if first != name {
            lines.push(format!(
                "the forecasters `{first}` and `{name}` look alike, and are counted as two"
            ));
        }
    }
    lines
}

/// Refuses a table whose probabilities may be per cents, where nobody said what they are; one of whose
/// rows none could be read; and one of whose rows not all could, where none may be left out.
///
/// # Errors
///
/// Where it is one of these.
pub fn check_rows(dataset: &Dataset<'_>, options: &TableOptions) -> Result<(), TableError> {
    let faults = dataset.faults();
    if let Some((count, line)) = faults.above_one
        && options.bad_rows != BadRows::Skipped
    {
        return Err(TableError::Unit(count, line));
    }
    let excluded = &dataset.counts.excluded;
    let of = |reason| excluded.get(&reason).copied().unwrap_or_default();
    let bad = of(ExclusionReason::BadRow) + of(ExclusionReason::Damaged);
    if bad > 0 && options.bad_rows == BadRows::Refused {
        return Err(TableError::Refused(Box::new(faults.clone())));
    }
    if bad > 0 && bad + of(ExclusionReason::Duplicate) == dataset.counts.all {
        return Err(TableError::NothingRead(Box::new(faults.clone())));
    }
    Ok(())
}

/// Returns an error where a kind of question has no such answer.
fn purpose_suits(purpose: Purpose, kind: KindName) -> Result<(), TableError> {
    let has_options = matches!(kind, KindName::Choice | KindName::Ordered);
    match purpose {
        Purpose::Calibration if has_options => Err(TableError::Unsuited(
            "it is of options, which have no calibration table; `foretell score` scores it",
        )),
        Purpose::Pool if kind != KindName::Binary => Err(TableError::Unsuited(
            "only forecasts of yes or no can be pooled",
        )),
        _ => Ok(()),
    }
}

/// The places of names in their order.
struct Ranks {
    sorted: Vec<u32>,
    ranks: Vec<u32>,
}

impl Ranks {
    fn of(names: &Names) -> Self {
        let count = u32::try_from(names.len()).expect("a table has fewer than 2^32 names");
        let mut sorted: Vec<u32> = (0..count).collect();
        sorted.sort_unstable_by(|a, b| names.text(*a).cmp(names.text(*b)));
        let mut ranks = vec![0; sorted.len()];
        for (rank, name) in (0..).zip(&sorted) {
            ranks[*name as usize] = rank;
        }
        Self { sorted, ranks }
    }
}

/// Builds a dataset out of what was kept of a table.
struct Builder<'r> {
    request: &'r Request,
    purpose: Purpose,
    cuts: bool,
    detailed: bool,
    forecasters: Ranks,
    sink: BufferedSink,
    faults: Faults,
    counts: RowCounts,
}

impl Builder<'_> {
    fn build(mut self) -> Dataset<'static> {
        let mut rows = std::mem::take(&mut self.sink.rows);
        let mut kept = self.agreed();
        for one in &mut rows {
            one.row.forecaster = self.forecasters.ranks[one.row.forecaster as usize];
        }
        rows.retain(|one| kept[one.question as usize]);
        if self.purpose.takes_everybody() {
            self.check_weights(&rows, &mut kept);
            rows.retain(|one| kept[one.question as usize]);
        }
        self.counts.read += rows.iter().map(|one| one.parts).sum::<usize>();
        let order = self.order(&rows);
        rows.sort_unstable_by(|a, b| {
            let question = order[a.question as usize].cmp(&order[b.question as usize]);
            question.then_with(|| in_time(a, b))
        });
        let clusters = self.clusters(&rows, &order);
        self.dataset(rows, &clusters)
    }

    /// Returns which questions have rows that agree; the others are faults.
    fn agreed(&mut self) -> Vec<bool> {
        let mut kept = Vec::with_capacity(self.sink.questions.len());
        for question in &self.sink.questions {
            let fault = question.fault();
            kept.push(fault.is_none());
            if let Some((line, why)) = fault {
                self.faults.add(line, question.lines, why);
            }
        }
        kept
    }

    /// Leaves out questions on which two forecasters could not be compared: those whose rows weigh
    /// differently, and those with several estimates of one whose times are not known.
    fn check_weights(&mut self, rows: &[TableEstimate], kept: &mut [bool]) {
        let mut seen: Vec<Option<&Row<'_>>> = vec![None; kept.len()];
        let mut timeless = std::collections::BTreeSet::new();
        for one in rows {
            let place = one.question as usize;
            let first = *seen[place].get_or_insert(&one.row);
            let again = one.row.made.is_none()
                && !self.request.weigh.is_single()
                && !timeless.insert((one.question, one.row.forecaster));
            let why = if first.weight != one.row.weight {
                "the rows of its question do not agree on the weight"
            } else if again {
                "a forecaster has several estimates of the question, and `made_at` is empty"
            } else {
                continue;
            };
            if std::mem::take(&mut kept[place]) {
                let others = rows.iter().filter(|other| other.question == one.question);
                let lines = others.map(|other| other.parts).sum();
                self.faults.add(first.line, lines, why.to_owned());
            }
        }
    }

    /// Returns the places of the questions in their order: by id, and what has none by what was
    /// given, so that the order of the rows of the table does not matter.
    fn order(&self, rows: &[TableEstimate]) -> Vec<u32> {
        let ids = Ranks::of(&self.sink.ids);
        let mut first: Vec<Option<&Row<'_>>> = vec![None; self.sink.questions.len()];
        for one in rows {
            first[one.question as usize] = Some(&one.row);
        }
        let key = |place: &u32| {
            let question = &self.sink.questions[*place as usize];
            let rank = question.id.map(|id| ids.ranks[id as usize]);
            (rank.is_none(), rank, first[*place as usize])
        };
        let count = u32::try_from(first.len()).expect("a table has fewer than 2^32 rows");
        let mut sorted: Vec<u32> = (0..count).collect();
        sorted.sort_by(|a, b| {
            let ((_, _, x), (_, _, y)) = (key(a), key(b));
            let ids = (key(a).0, key(a).1).cmp(&(key(b).0, key(b).1));
            ids.then_with(|| self.alike(*a, *b, x, y))
        });
        let mut order = vec![0; sorted.len()];
        for (place, question) in (0..).zip(sorted) {
            order[question as usize] = place;
        }
        order
    }

    /// Compares two questions without an id by all that is known of them.
    fn alike(&self, a: u32, b: u32, x: Option<&Row<'_>>, y: Option<&Row<'_>>) -> Ordering {
        let (Some(x), Some(y)) = (x, y) else {
            return x.is_some().cmp(&y.is_some());
        };
        let (a, b) = (
            &self.sink.questions[a as usize],
            &self.sink.questions[b as usize],
        );
        let outcome = |question: &TableQuestion| match question.outcome {
            Some(SeenOutcome::Event(outcome)) => outcome.get().to_bits(),
            _ => 0,
        };
        let day = |moment: Option<Moment>| moment.map(Moment::start);
        let known =
            |question: &TableQuestion| (day(question.times.deadline), day(question.times.known));
        let weight = |row: &Row<'_>| row.weight.get().to_bits();
        let values =
            (x.value.order(), outcome(a), weight(x)).cmp(&(y.value.order(), outcome(b), weight(y)));
        let tags = |row: &Row<'_>| self.sink.tags.set(row.tags);
        values
            .then_with(|| x.forecaster.cmp(&y.forecaster))
            .then_with(|| known(a).cmp(&known(b)))
            .then_with(|| day(x.made).cmp(&day(y.made)))
            .then_with(|| tags(x).cmp(tags(y)))
    }

    /// Returns the clusters by question, numbered by name: that of the cluster, else that of the
    /// question; a question with neither is a cluster by itself, and comes last.
    fn clusters(&self, rows: &[TableEstimate], order: &[u32]) -> Vec<usize> {
        let name = |question: &TableQuestion| {
            let cluster = question
                .cluster
                .map(|cluster| self.sink.clusters.text(cluster));
            cluster.or_else(|| question.id.map(|id| self.sink.ids.text(id)))
        };
        let mut has_rows = vec![false; self.sink.questions.len()];
        for one in rows {
            has_rows[one.question as usize] = true;
        }
        let questions = self.sink.questions.iter().zip(&has_rows);
        let mut names: Vec<&str> = questions
            .filter_map(|(question, has)| name(question).filter(|_| *has))
            .collect();
        names.sort_unstable();
        names.dedup();
        let number = |(question, order): (&TableQuestion, &u32)| match name(question) {
            Some(name) => names.binary_search(&name).unwrap_or_default(),
            None => names.len() + *order as usize,
        };
        self.sink.questions.iter().zip(order).map(number).collect()
    }

    fn dataset(self, rows: Vec<TableEstimate>, clusters: &[usize]) -> Dataset<'static> {
        let settings = Settings::default();
        let forecasters = self.forecasters.sorted.iter();
        let mut dataset = Dataset {
            forecasters: forecasters
                .map(|name| self.sink.forecasters.text(*name).to_owned())
                .collect(),
            yardstick: settings.default_yardstick().clone(),
            questions: Vec::new(),
            rows: Vec::new(),
            tags: TagSets::default(),
            counted: CountedRows::default(),
            detailed: self.detailed,
            cuts: self.cuts,
            excluded: Excluded::default(),
            faults: Faults::default(),
            counts: RowCounts::default(),
        };
        let mut classes = BTreeMap::new();
        let mut begin = 0;
        for of_question in rows.chunk_by(|a, b| a.question == b.question) {
            let place = of_question[0].question;
            let end = begin + of_question.len();
            let rows = of_question.len();
            match self.question(place, begin..end, &mut classes) {
                Ok(question) => push(&mut dataset, question, clusters[place as usize], rows),
                Err(reason) => dataset.excluded.add_rows(reason, rows),
            }
            begin = end;
        }
        dataset.rows = rows.into_iter().map(|one| one.row).collect();
        dataset.tags = self.sink.tags.into_sets();
        dataset.faults = self.faults;
        dataset.counts = self.counts;
        settle(&mut dataset, self.request);
        dataset
    }

    /// Returns a question of the cohort, or why it is not in it.
    fn question(
        &self,
        place: u32,
        rows: Range<usize>,
        classes: &mut BTreeMap<QuestionClass, Arc<QuestionClass>>,
    ) -> Result<Question<'static>, ExclusionReason> {
        let question = &self.sink.questions[place as usize];
        let options = self.sink.options_of(place);
        let text = |option: &u32| self.sink.options.text(*option).to_owned();
        let names: Vec<String> = options.iter().map(text).collect();
        let deadline = question.times.deadline;
        let (ending, given) = self.ending(question, &names);
        let lookup = question.due.or(deadline);
        let waits = lookup.is_some_and(|day| waits(day, self.request));
        if self.cuts && waits && matches!(ending, Ending::Known(_)) {
            return Err(ExclusionReason::Early);
        }
        let id = question.id.map_or("", |id| self.sink.ids.text(id));
        let class = QuestionClass {
            kind: question.kind,
            unit: self.unit(question, id),
        };
        let shared = classes
            .entry(class.clone())
            .or_insert_with(|| Arc::new(class));
        Ok(Question {
            id: Cow::Owned(id.to_owned()),
            number: 0,
            cluster: 0,
            class: Arc::clone(shared),
            ending,
            options: names.into(),
            times: Times {
                known: known(given, deadline),
                ..question.times
            },
            details: question.details.clone(),
            record: None,
            rows,
        })
    }

    /// Returns how a question came out, and when that was known, where its rows say so.
    fn ending(&self, question: &TableQuestion, options: &[String]) -> (Ending, Option<Moment>) {
        match question.outcome {
            Some(SeenOutcome::Overdue) => (Ending::Unresolved, None),
            Some(SeenOutcome::Ambiguous) => (Ending::Ambiguous, None),
            outcome => {
                let observed = self.observed(outcome, options);
                (Ending::Known(observed), question.times.known)
            }
        }
    }

    /// Returns the unit of numbers. In the long table two numbers whose units nobody gave are not of
    /// one unit for that; in others no units are given at all.
    fn unit(&self, question: &TableQuestion, id: &str) -> Option<String> {
        match question.kind {
            KindName::Number if self.detailed && question.unit.is_empty() => {
                Some(format!("no unit ({id})"))
            }
            KindName::Number if self.detailed => Some(question.unit.clone()),
            KindName::Date => Some("days".to_owned()),
            _ => None,
        }
    }

    /// Returns an outcome as scores take it.
    fn observed(&self, outcome: Option<SeenOutcome>, options: &[String]) -> Observed {
        match outcome {
            Some(SeenOutcome::Event(outcome)) => Observed::Event(outcome),
            Some(SeenOutcome::Number(number)) => Observed::Number(number),
            Some(SeenOutcome::Option(seen)) => {
                let seen = self.sink.options.text(seen);
                match options.iter().position(|option| option == seen) {
                    Some(place) => Observed::Option(place),
                    None => shares(seen, options)
                        .map_or(Observed::Unfit, |shares| Observed::Shares(Box::new(shares))),
                }
            }
            Some(SeenOutcome::Overdue | SeenOutcome::Ambiguous | SeenOutcome::Word(_)) | None => {
                Observed::Unfit
            }
        }
    }
}

/// Adds a question with so many rows, and notes them where it has no outcome.
fn push(dataset: &mut Dataset<'static>, question: Question<'static>, cluster: usize, rows: usize) {
    let reason = match question.ending {
        Ending::Known(_) => None,
        Ending::Unresolved => Some(ExclusionReason::Unresolved),
        Ending::Ambiguous => Some(ExclusionReason::Ambiguous),
    };
    if let Some(reason) = reason {
        question.exclude(&mut dataset.excluded, reason, rows);
    }
    dataset.questions.push(Question {
        number: dataset.questions.len(),
        cluster,
        ..question
    });
}

/// Reads how much of each option came about, as `a=0.3;b=0.7`.
fn shares(text: &str, options: &[String]) -> Option<Probabilities> {
    let mut shares = vec![Probability::ZERO; options.len()];
    for item in split_list(text) {
        let (name, share) = item.rsplit_once('=')?;
        let place = options.iter().position(|option| option == name)?;
        shares[place] = Numeral::parse_share(share)?;
    }
    Probabilities::new(shares).ok()
}

/// Compares rows of one question: by forecaster, and by revision or time. Of two of one time the
/// later in the table is the later; where no time is given, the order of the table does not matter.
fn in_time(a: &TableEstimate, b: &TableEstimate) -> Ordering {
    let made = |one: &TableEstimate| one.row.made.map(Moment::start);
    let place = |one: &TableEstimate| (one.row.forecaster, one.revision, made(one));
    let timeless = a.row.made.is_none() && b.row.made.is_none();
    let known = place(a).cmp(&place(b));
    known
        .then_with(|| {
            let content = |row: &Row<'_>| (row.value.order(), row.weight.get().to_bits());
            if timeless {
                content(&a.row).cmp(&content(&b.row))
            } else {
                Ordering::Equal
            }
        })
        .then(a.row.line.cmp(&b.row.line))
}
