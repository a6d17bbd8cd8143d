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
use super::clusters::clusters;
use super::layout::{Form, Layout};
use super::order::{Ranks, sort_by_question};
use super::read::{Reading, read};
use super::required::{check_groups, required};
use super::sink::TableSink;
use super::{Faults, RowCounts, TableError};

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
        no_options: Arc::default(),
    };
    let mut dataset = builder.build();
    let alike = look_alikes(&dataset.forecasters).into_iter();
    let levels = notes::of_levels(&dataset);
    for line in alike.chain(scaled).chain(levels).chain(order) {
        dataset.faults.note(line);
    }
    dataset.counted = sink.streaming.finish();
    exclude(&mut dataset, excluded);
    Ok(dataset)
}

/// Notes what was left out while the table was read, and the rows that are faulty.
fn exclude(dataset: &mut Dataset<'_>, excluded: Excluded) {
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
            "it is of options: `--options rest`, `top` or `cumulative` says which of their probabilities",
        )),
        Purpose::OptionCalibration if !has_options => Err(TableError::Unsuited(
            "it is of no options: leave out `--options`",
        )),
        Purpose::Recalibrate | Purpose::ApplyMaps if kind != KindName::Binary => Err(
            TableError::Unsuited("only forecasts of yes or no can be recalibrated"),
        ),
        Purpose::Pool if kind != KindName::Binary => Err(TableError::Unsuited(
            "only forecasts of yes or no can be pooled",
        )),
        _ => Ok(()),
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
    /// The options of questions without any, of which a table may have millions.
    no_options: Arc<[String]>,
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
        self.counts.read += rows.iter().map(|one| one.parts as usize).sum::<usize>();
        let ids = Ranks::of(&self.sink.ids);
        let order = self.order(&rows, &ids);
        sort_by_question(&mut rows, &order);
        let clusters = clusters(&self.sink, &rows, &order, &ids);
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
                let lines = others.map(|other| other.parts as usize).sum();
                self.faults.add(first.line, lines, why.to_owned());
            }
        }
    }

    /// Returns the places of the questions in their order: by id, and what has none by what was
    /// given, so that the order of the rows of the table does not matter.
    fn order(&self, rows: &[TableEstimate], ids: &Ranks) -> Vec<u32> {
        let questions = &self.sink.questions;
        let count = u32::try_from(questions.len()).expect("a table has fewer than 2^32 rows");
        let (mut named, mut nameless): (Vec<u32>, Vec<u32>) =
            (0..count).partition(|place| questions[*place as usize].id.is_some());
        let rank = |place: &u32| {
            let id = questions[*place as usize].id;
            id.map(|id| ids.ranks[id as usize])
        };
        named.sort_unstable_by_key(rank);
        if !nameless.is_empty() {
            let mut first: Vec<Option<&Row<'_>>> = vec![None; questions.len()];
            for one in rows {
                first[one.question as usize] = Some(&one.row);
            }
            let first = |place: u32| first[place as usize];
            nameless.sort_by(|a, b| self.alike(*a, *b, first(*a), first(*b)));
        }
        let mut order = vec![0; questions.len()];
        for (place, question) in (0..).zip(named.into_iter().chain(nameless)) {
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

    fn dataset(self, rows: Vec<TableEstimate>, clusters: &[usize]) -> Dataset<'static> {
        let settings = Settings::default();
        let forecasters = self.forecasters.sorted.iter();
        let mut dataset = Dataset {
            forecasters: forecasters
                .map(|name| self.sink.forecasters.text(*name).to_owned())
                .collect(),
            yardstick: settings.default_yardstick().clone(),
            questions: Vec::with_capacity(self.sink.questions.len()),
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
        let options = self.options(place);
        let deadline = question.times.deadline;
        let (ending, given) = self.ending(question, &options);
        let lookup = question.rest().due.or(deadline);
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
            options,
            times: Times {
                known: known(given, deadline),
                ..question.times
            },
            details: question.rest().details.clone(),
            record: None,
            rows,
        })
    }

    /// Returns the names of the options of a question, in their order.
    fn options(&self, place: u32) -> Arc<[String]> {
        let options = self.sink.options_of(place);
        if options.is_empty() {
            return Arc::clone(&self.no_options);
        }
        let text = |option: &u32| self.sink.options.text(*option).to_owned();
        options.iter().map(text).collect()
    }

    /// Returns how a question came out, and when that was known, where its rows say so.
    fn ending(&self, question: &TableQuestion, options: &[String]) -> (Ending, Option<Moment>) {
        match question.outcome {
            Some(SeenOutcome::Overdue) | None => (Ending::Unresolved, None),
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
            KindName::Number if self.detailed && question.rest().unit.is_empty() => {
                Some(format!("no unit ({id})"))
            }
            KindName::Number if self.detailed => Some(question.rest().unit.clone()),
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
