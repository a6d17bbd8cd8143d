//! Why estimates are weighed as they are: "X before D", forecast by somebody who is always right.

use std::sync::Arc;

use chrono::{Days, NaiveDate};
use foretell::analysis::{CalibrationOptions, calibration};
use foretell::dataset::{collect_pairs, from_ledger};
use foretell::ledger::{Entry, Ledger, View};
use foretell::metrics::MetricId;
use foretell::model::{
    Estimate, Forecast, ForecastId, Kind, Moment, Outcome, Probability, Resolution, Settings,
    Stated, Value,
};
use foretell::query::{Purpose, Request, Weighting};
use foretell::scoring::random::Stream;
use foretell::scoring::sum;

const QUESTIONS: usize = 20_000;
/// How long each question runs, and how often the forecaster looks again.
const LIFE: u64 = 360;
const EVERY: u64 = 10;

fn day(number: u64) -> Moment {
    let first = NaiveDate::from_ymd_opt(2020, 1, 1).unwrap();
    Moment::Day(first.checked_add_days(Days::new(number)).unwrap())
}

/// The event is as likely to happen on each day as on the day before, and the forecaster knows how
/// likely: with `hazard` a day, 1 − e^(−hazard · days left).
fn question(number: usize, stream: &mut Stream) -> Entry {
    let at_first = 0.52 + 0.1 * f64::from(stream.below(5));
    #[expect(clippy::cast_precision_loss, reason = "small")]
    let life = LIFE as f64;
    let hazard = -(1.0 - at_first).ln() / life;
    let waits = -(1.0 - stream.unit()).ln() / hazard;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "not negative, and below the length of a life"
    )]
    let happened = (waits < life).then_some(waits as u64);
    let last = happened.unwrap_or(LIFE);
    let estimate = |made: u64| {
        #[expect(clippy::cast_precision_loss, reason = "small")]
        let left = (LIFE - made) as f64;
        let said = Probability::new(-(-hazard * left).exp_m1()).unwrap();
        Estimate {
            date: day(made),
            by: "ann".into(),
            value: Value::Probability(Stated::number(said)),
            confidence: None,
            because: None,
            logged: None,
            reaffirmed: false,
            carried: None,
            retrospective: false,
            derived: false,
            aside: None,
        }
    };
    let estimates = (0..LIFE / EVERY).map(|i| i * EVERY);
    let forecast = Forecast {
        estimates: estimates
            .take_while(|made| *made <= last)
            .map(estimate)
            .collect(),
        resolution: Some(Resolution {
            outcome: if happened.is_some() {
                Outcome::Yes
            } else {
                Outcome::No
            },
            happened: happened.map(day),
            known: None,
            logged: None,
            by: None,
            evidence: Vec::new(),
            note: None,
            replaces: Vec::new(),
            because: None,
        }),
        id: ForecastId::parse(&format!("q{number}")).unwrap(),
        question: "Will it happen?".to_owned(),
        title: None,
        kind: Kind::Binary,
        criteria: None,
        tags: Vec::new(),
        opened: Some(day(0)),
        deadline: day(LIFE),
        deadline_basis: None,
        known_by: None,
        owner: None,
        cluster: None,
        sources: None,
        source: None,
        base_rate: None,
        lesson: None,
        given: None,
        relations: None,
        waivers: Vec::new(),
    };
    Entry {
        forecast: Arc::new(forecast),
        file: "forecasts/all.yaml".into(),
        document: number,
    }
}

fn request(weigh: Weighting) -> Request {
    let view = View::new(NaiveDate::from_ymd_opt(2026, 1, 1).unwrap(), 14);
    Request {
        resamples: 0,
        ..Request::new(view, weigh)
    }
}

/// Returns what was said on average, how often it happened, and the same for each row of the table
/// with at least a thousand pairs.
fn averages(ledger: &Ledger, weigh: Weighting) -> ((f64, f64), Vec<(f64, f64)>) {
    let how = CalibrationOptions {
        tests: false,
        ..CalibrationOptions::default()
    };
    let request = request(weigh);
    let dataset = from_ledger(ledger, &request, Purpose::Calibration);
    let answer = calibration(&dataset, &request, &how);
    let table = answer.tables.last().unwrap();
    let figure = |id| table.fitted.figures.value(id).unwrap();
    let rows = table.rows.iter().filter(|bin| bin.basis.n >= 1000);
    let rows = rows.map(|bin| (bin.row.mean_forecast.unwrap(), bin.row.frequency().unwrap()));
    (
        (figure(MetricId::MeanForecast), figure(MetricId::BaseRate)),
        rows.collect(),
    )
}

fn are_calibrated(averages: &[(f64, f64)], tolerance: f64) {
    for (said, seen) in averages {
        assert!(
            (said - seen).abs() < tolerance,
            "{said} was said, {seen} happened"
        );
    }
}

/// Returns the same with each question's weights divided by the days that were scored, and not by
/// the days that were scheduled: what `days` does not do.
fn averages_of_days_scored(ledger: &Ledger) -> (f64, f64) {
    let request = request(Weighting::Days);
    let dataset = from_ledger(ledger, &request, Purpose::Score);
    let collected = collect_pairs(&dataset, &request);
    let questions = collected
        .scored
        .chunk_by(|a, b| a.question.number == b.question.number);
    let mut averages = Vec::new();
    for said in questions {
        let weight = sum(said.iter().map(|one| one.weight.get()));
        let point = said
            .iter()
            .map(|one| one.weight.get() * one.row.probability().unwrap().get());
        let happened = said[0].pair().unwrap().outcome.get();
        averages.push((sum(point) / weight, happened));
    }
    let n = foretell::scoring::count(averages.len());
    let mean = |of: fn(&(f64, f64)) -> f64| sum(averages.iter().map(of)) / n;
    (mean(|one| one.0), mean(|one| one.1))
}

#[test]
fn a_perfect_forecaster_of_by_dates_is_calibrated_by_days_and_at_first_and_not_at_last() {
    let mut stream = Stream::new(1, 0);
    let entries = (0..QUESTIONS).map(|i| question(i, &mut stream)).collect();
    let ledger = Ledger::new(Settings::default(), entries, 0);
    // Three standard errors of a share of a fifth of the questions are 0.02.
    let (all, rows) = averages(&ledger, Weighting::First);
    are_calibrated(&[all], 0.01);
    are_calibrated(&rows, 0.025);
    assert_eq!(rows.len(), 5);
    // An estimate that stands for ten days is a little too high by the tenth.
    let (all, rows) = averages(&ledger, Weighting::Days);
    are_calibrated(&[all], 0.015);
    are_calibrated(&rows, 0.03);
    assert_eq!(rows.len(), 10);
    assert!((0.48..0.53).contains(&all.0), "{all:?}");

    // What was said last: an early yes cuts a falling series short, so that hardly anything was
    // said that high when it ended well.
    let ((said, seen), rows) = averages(&ledger, Weighting::Last);
    assert!(said < seen - 0.25, "{said} {seen}");
    assert!(
        rows.iter().all(|(said, seen)| said < seen || *said < 0.1),
        "{rows:?}"
    );
    // And so does a day more weight where there were fewer days: 0.59 beside 0.72.
    let (said, seen) = averages_of_days_scored(&ledger);
    assert!(said < seen - 0.1, "{said} {seen}");
}
