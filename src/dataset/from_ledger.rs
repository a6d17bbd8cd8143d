//! From records to the dataset.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use crate::ledger::{Entry, Ledger, Readings, Run, Selection, every_run};
use crate::model::{
    Estimate, Forecast, Kind, KindName, Moment, Outcome as Resolved, Probability, Provenance,
    Reading, Stated, Testimony, Value, day_number, end_levels,
};
use crate::query::{Excluded, ExclusionReason, Purpose, Request};
use crate::scoring::cdf::Cdf;
use crate::scoring::ensemble::Samples;
use crate::scoring::multi::Probabilities;
use crate::scoring::quantile::Quantiles;
use crate::scoring::{BinaryOutcome, Bounds, Weight};

use super::cohort::{Fate, fate};
use super::notes;
use super::provenance::settle;
use super::set::{CountedRows, TagSets};
use super::table::{Faults, RowCounts};
use super::{
    Dataset, Ending, EstimateValue, Observed, Quantity, Question, QuestionClass, QuestionDetails,
    Row, RowDetails, Times,
};

/// Returns the forecasts of the cohort with what was given on them.
///
/// The cohort is the forecasts whose lookup day and grace have passed: those resolved early wait
/// for it, since an early yes is logged and an early no is not there to log.
#[must_use]
pub fn from_ledger<'l>(ledger: &'l Ledger, request: &Request, purpose: Purpose) -> Dataset<'l> {
    let mut selection = Cow::Borrowed(&request.selection);
    if purpose.takes_everybody() {
        selection = Cow::Owned(Selection {
            forecasters: Vec::new(),
            ..request.selection.clone()
        });
    }
    let readings = Readings::of(ledger);
    let mut reader = LedgerReader {
        ledger,
        request,
        selection: &selection,
        forecasters: names(ledger, &readings),
        readings,
        tags: BTreeMap::new(),
        questions: Vec::new(),
        rows: Vec::new(),
        excluded: Excluded {
            unreadable: ledger.unreadable(),
            ..Excluded::default()
        },
    };
    for (position, entry) in ledger.entries().iter().enumerate() {
        if selection.takes(ledger, entry, &request.view) {
            reader.take(position, entry);
        }
    }
    reader.finish()
}

/// Returns the names of all who made an estimate, in order.
fn names<'l>(ledger: &'l Ledger, readings: &Readings<'l>) -> Vec<Cow<'l, str>> {
    let entries = ledger.entries().iter();
    let estimates = entries.flat_map(|entry| &entry.forecast.estimates);
    let mut names: Vec<_> = estimates.map(|one| readings.forecaster(one)).collect();
    names.sort_unstable();
    names.dedup();
    names
}

/// Reads the records of a ledger.
struct LedgerReader<'l, 'r> {
    ledger: &'l Ledger,
    request: &'r Request,
    selection: &'r Selection,
    forecasters: Vec<Cow<'l, str>>,
    readings: Readings<'l>,
    tags: BTreeMap<Vec<String>, u32>,
    questions: Vec<Question<'l>>,
    rows: Vec<Row<'l>>,
    excluded: Excluded,
}

impl<'l> LedgerReader<'l, '_> {
    fn take(&mut self, position: usize, entry: &'l Entry) {
        let forecast = &entry.forecast;
        let (fate, known) = match fate(self.ledger, self.request, entry) {
            Ok(fate) => fate,
            Err(reason) => return self.exclude(reason, forecast),
        };
        let (ending, reason) = ending(fate, forecast);
        if let Some(reason) = reason {
            self.exclude(reason, forecast);
        }
        let tags = self.tag_set(forecast);
        let begin = self.rows.len();
        for run in every_run(forecast, &self.request.view) {
            if self.selection.takes_forecaster(run.by) {
                self.take_run(&run, forecast, tags, known);
            }
        }
        // Readings stand under a name of their own.
        self.rows[begin..].sort_by_key(|row| row.forecaster);
        if forecast.estimates.iter().any(|estimate| estimate.derived) {
            self.excluded.add(ExclusionReason::Derived, &forecast.id);
        }
        self.questions.push(Question {
            id: Cow::Borrowed(forecast.id.as_str()),
            number: self.questions.len(),
            cluster: self.ledger.cluster(position),
            class: Arc::new(QuestionClass {
                kind: forecast.kind.name(),
                unit: unit(forecast),
            }),
            options: forecast
                .kind
                .options()
                .into_iter()
                .map(str::to_owned)
                .collect(),
            times: Times {
                opened: Some(forecast.opening()),
                deadline: Some(forecast.deadline),
                known: Some(known),
            },
            ending,
            details: Some(Box::new(QuestionDetails {
                due: Some(self.request.view.grace_ends(self.ledger, entry)),
                ..details(entry, known)
            })),
            record: Some(entry),
            rows: begin..self.rows.len(),
        });
    }

    /// Notes why a forecast does not count. Who takes an estimate of their own out of the score is told.
    fn exclude(&mut self, reason: ExclusionReason, forecast: &Forecast) {
        let is_void = matches!(
            reason,
            ExclusionReason::Annulled | ExclusionReason::Ambiguous
        );
        let reason = if is_void && forecast.own_resolver().is_some() {
            ExclusionReason::VoidedByForecaster
        } else {
            reason
        };
        self.excluded.add(reason, &forecast.id);
    }

    fn take_run(&mut self, run: &Run<'l>, forecast: &'l Forecast, tags: u32, known: Moment) {
        for estimate in &run.estimates {
            let name = self.readings.forecaster(estimate);
            let place = self.forecasters.binary_search(&name).unwrap_or_default();
            let testimony = Testimony::of(estimate, forecast, self.ledger.settings(), Some(known));
            self.rows.push(Row {
                forecaster: u32::try_from(place).expect("a ledger has fewer than 2^32 forecasters"),
                tags,
                line: 0,
                weight: Weight::ONE,
                made: testimony.made,
                logged: testimony.written,
                provenance: testimony.declared.unwrap_or(Provenance::Unwitnessed),
                backdated: false,
                value: value(estimate, &forecast.kind),
                details: Some(Box::new(row_details(estimate))),
            });
        }
    }

    fn tag_set(&mut self, forecast: &Forecast) -> u32 {
        let set = TagSets::set(forecast.tags.iter().map(String::as_str));
        let next = u32::try_from(self.tags.len()).expect("a ledger has fewer than 2^32 records");
        *self.tags.entry(set).or_insert(next)
    }

    fn finish(self) -> Dataset<'l> {
        let mut tags: Vec<(Vec<String>, u32)> = self.tags.into_iter().collect();
        tags.sort_unstable_by_key(|(_, number)| *number);
        let mut dataset = Dataset {
            questions: self.questions,
            rows: self.rows,
            forecasters: self.forecasters.into_iter().map(Cow::into_owned).collect(),
            tags: TagSets(tags.into_iter().map(|(set, _)| set).collect()),
            counted: CountedRows::default(),
            yardstick: self.ledger.settings().default_yardstick().clone(),
            detailed: true,
            cuts: true,
            excluded: self.excluded,
            faults: Faults::default(),
            counts: RowCounts::default(),
        };
        settle(&mut dataset, self.request);
        let scaled = notes::scaled_of_ledger(&dataset);
        let notes = notes::of_scaled(scaled).into_iter();
        dataset.faults.notes = notes.chain(notes::of_levels(&dataset)).collect();
        dataset
    }
}

/// Returns what is known of a question besides.
fn details(entry: &Entry, known: Moment) -> QuestionDetails {
    let forecast = &entry.forecast;
    let base = forecast.base_rate.as_ref();
    let base = base.filter(|base| !base.is_retrospective(known));
    let source = forecast.source.as_ref();
    QuestionDetails {
        topic: entry.topic().to_owned(),
        document: source.and_then(|source| source.document.clone()),
        base_rate: base.and_then(|base| base.probability.point()),
        bounds: bounds(forecast),
        due: None,
    }
}

/// Returns what is known of an estimate besides.
fn row_details(estimate: &Estimate) -> RowDetails<'_> {
    let stated = estimate.stated();
    let word = stated.and_then(|stated| match &stated.reading {
        Reading::Word(reading) => Some((reading.word.clone(), reading.yardstick.clone())),
        _ => None,
    });
    RowDetails {
        record: Some(estimate),
        band: stated.and_then(Stated::band),
        word,
        confidence: estimate.confidence,
        origin: estimate.origin(),
    }
}

/// Returns how a forecast came out, and why it does not count, where it has no outcome.
fn ending(fate: Fate<'_>, forecast: &Forecast) -> (Ending, Option<ExclusionReason>) {
    match fate {
        Fate::Known(outcome) => (Ending::Known(observed(outcome, forecast)), None),
        Fate::Unresolved => (Ending::Unresolved, Some(ExclusionReason::Unresolved)),
        Fate::Ambiguous => (Ending::Ambiguous, Some(ExclusionReason::Ambiguous)),
    }
}

/// Returns the outcome of a forecast as scores take it.
fn observed(outcome: &Resolved, forecast: &Forecast) -> Observed {
    let number = match outcome {
        Resolved::Number(number) => Some(*number),
        Resolved::Date(day) => Some(day_number(*day)),
        Resolved::Below | Resolved::Before => Some(f64::NEG_INFINITY),
        Resolved::Above | Resolved::Never => Some(f64::INFINITY),
        _ => None,
    };
    let found = match forecast.kind.name() {
        KindName::Binary => {
            let share = outcome
                .share()
                .and_then(|share| BinaryOutcome::new(share.get()));
            share.map(Observed::Event)
        }
        KindName::Number | KindName::Date => number.map(Observed::Number),
        KindName::Choice | KindName::Ordered | KindName::Scenarios => {
            of_options(outcome, &forecast.kind.options())
        }
    };
    found.unwrap_or(Observed::Unfit)
}

fn of_options(outcome: &Resolved, options: &[&str]) -> Option<Observed> {
    match outcome {
        Resolved::Option(option) => {
            let place = options.iter().position(|name| name == option);
            place.map(Observed::Option)
        }
        Resolved::Shares(shares) => {
            let share = |name: &&str| {
                let given = shares.iter().find(|(option, _)| option == name);
                given.map_or(Probability::ZERO, |(_, share)| *share)
            };
            let shares = Probabilities::new(options.iter().map(share).collect()).ok()?;
            Some(Observed::Shares(Box::new(shares)))
        }
        _ => None,
    }
}

/// Returns what an estimate of a question of that kind gives.
fn value(estimate: &Estimate, kind: &Kind) -> EstimateValue {
    if matches!(estimate.value, Value::Withdrawn) {
        return EstimateValue::Withdrawn;
    }
    if estimate.ends_run() {
        return EstimateValue::Declined;
    }
    let found = match (&estimate.value, kind.name()) {
        (Value::Probability(stated), _) if stated.point().is_none() => {
            return EstimateValue::NoPoint;
        }
        (Value::Probability(stated), KindName::Binary) => {
            stated.point().map(EstimateValue::Probability)
        }
        (Value::Options(options), _) => return of_stated(options, kind),
        (_, KindName::Number | KindName::Date) => {
            quantity(estimate).map(|quantity| EstimateValue::Quantity(Box::new(quantity)))
        }
        _ => None,
    };
    found.unwrap_or(EstimateValue::Unfit(ExclusionReason::Unfit))
}

fn of_stated(options: &[(String, Stated)], kind: &Kind) -> EstimateValue {
    let Some(together) = Stated::together(options.iter().map(|(_, stated)| stated)) else {
        return EstimateValue::NoPoint;
    };
    let has_options = matches!(
        kind.name(),
        KindName::Choice | KindName::Ordered | KindName::Scenarios
    );
    match together {
        _ if !has_options => EstimateValue::Unfit(ExclusionReason::Unfit),
        Ok(given) => match of_every_option(options, &given, kind) {
            Some(all) => EstimateValue::Options(Box::new(all)),
            None => EstimateValue::Unfit(ExclusionReason::Unfit),
        },
        Err(_) => EstimateValue::Unfit(ExclusionReason::SumOfPoints),
    }
}

/// Returns the probability of every option of the question: none of those that came later.
fn of_every_option(
    options: &[(String, Stated)],
    given: &Probabilities,
    kind: &Kind,
) -> Option<Probabilities> {
    let all = kind.options();
    if all.len() == given.len() {
        return Some(given.clone());
    }
    let of = |option: &&str| {
        let place = options.iter().position(|(name, _)| name == option);
        place
            .and_then(|place| given.get(place))
            .unwrap_or(Probability::ZERO)
    };
    Probabilities::new(all.iter().map(of).collect()).ok()
}

/// Returns the distribution of a number or a day that an estimate gives.
fn quantity(estimate: &Estimate) -> Option<Quantity> {
    Some(match &estimate.value {
        Value::Quantiles(quantiles) => {
            let pairs = quantiles.iter().map(|(level, value)| (level.get(), *value));
            Quantity::Quantiles(Quantiles::new(pairs).ok()?)
        }
        Value::Interval { low, high, level } => {
            let [below, above] = end_levels(level.get());
            Quantity::Quantiles(Quantiles::new([(below, *low), (above, *high)]).ok()?)
        }
        Value::Distribution(said) => Quantity::Distribution(said.clone()),
        Value::Samples(samples) => Quantity::Samples(Samples::new(samples.clone())?),
        Value::HappensBy(days) => {
            // The event has not happened when the estimate is made, or there would be none.
            let made = day_number(estimate.date.day());
            let days = days.iter().map(|(day, by)| (day_number(*day), *by));
            Quantity::Cdf(Cdf::happens_by(made, days.filter(|(day, _)| *day > made)).ok()?)
        }
        _ => return None,
    })
}

/// Returns the bounds of a question. A day that no bounds hold lies between the opening and the
/// deadline: what happens later does not count, and is one with never.
fn bounds(forecast: &Forecast) -> Option<Bounds> {
    let days =
        |low: Moment, high: Moment| Bounds::new(day_number(low.day()), day_number(high.day()));
    match forecast.kind {
        Kind::Number { bounds, .. } => bounds.and_then(|(low, high)| Bounds::new(low, high)),
        Kind::Date {
            bounds: Some((low, high)),
        } => Bounds::new(low, high),
        Kind::Date { bounds: None } => days(forecast.opening(), forecast.deadline),
        _ => None,
    }
}

fn unit(forecast: &Forecast) -> Option<String> {
    match &forecast.kind {
        // Two numbers whose units nobody gave are not of one unit for that.
        Kind::Number { unit, .. } => Some(
            unit.clone()
                .unwrap_or_else(|| format!("no unit ({})", forecast.id)),
        ),
        Kind::Date { .. } => Some("days".to_owned()),
        _ => None,
    }
}
