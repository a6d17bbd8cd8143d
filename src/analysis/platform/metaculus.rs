//! Metaculus: baseline and peer points, over the life of a question and at its close.

use crate::analysis::Metric;
use crate::dataset::{Dataset, Quantity, QuantityPair, Question, Row, Times};
use crate::metrics::MetricId;
use crate::model::KindName;
use crate::query::ExclusionReason;
use crate::query::Request;
use crate::scoring::cdf::Cdf;
use crate::scoring::lifetime::{EstimateHistory, ForecastSpan, Life, coverage};
use crate::scoring::platform::metaculus::{
    Buckets, Scale, baseline, baseline_points, continuous_baseline_points, peer, spot_peer,
};
use crate::scoring::{BinaryOutcome, Bounds, Statistic, sum};

use super::rule::{ForecasterScore, Rule, mean};

/// The rule of Metaculus.
pub(super) struct Metaculus;

/// What a forecaster gets on a question.
pub(super) struct QuestionScore {
    coverage: f64,
    baseline: f64,
    peer: Statistic,
    spot: Option<(f64, Statistic)>,
}

/// What a forecast is worth: its baseline points, and the logarithm of the outcome's probability.
#[derive(Clone, Copy)]
struct ForecastWorth {
    points: f64,
    log: f64,
}

/// How many buckets the platform cuts the range of a continuous question into.
const BUCKETS: u32 = 200;

/// Below this sum of coverages a global peer score is drawn towards 0.
const LEAST_COVERAGE: f64 = 30.0;

impl Rule for Metaculus {
    type QuestionScore = QuestionScore;

    fn marks<'l>(
        &self,
        dataset: &Dataset<'l>,
        question: &Question<'l>,
    ) -> Result<Vec<(usize, QuestionScore)>, ExclusionReason> {
        let life = question.times.life();
        let life = life.or_else(|| timeless(dataset, question));
        let life = life.ok_or(ExclusionReason::Unfit)?;
        let said = said(dataset, question)?;
        // Points of a continuous question are halved.
        let half = match question.kind() {
            KindName::Number | KindName::Date => 0.5,
            _ => 1.0,
        };
        Ok(marks(&said, life, half))
    }

    fn figures(
        &self,
        own: &[&ForecasterScore<QuestionScore>],
        _: &[ForecasterScore<QuestionScore>],
        request: &Request,
    ) -> Vec<Metric> {
        let mean = |id, of: fn(&QuestionScore) -> Option<Statistic>| mean(id, own, of, request);
        let peers: Result<Vec<f64>, _> = own.iter().map(|one| one.mark.peer).collect();
        let peer_sum = peers.map(sum);
        let covered = sum(own.iter().map(|one| one.mark.coverage));
        vec![
            mean(MetricId::Coverage, |mark| Some(Ok(mark.coverage))),
            mean(MetricId::Baseline, |mark| Some(Ok(mark.baseline))),
            mean(MetricId::Peer, |mark| Some(mark.peer)),
            mean(MetricId::SpotBaseline, |mark| {
                mark.spot.map(|(points, _)| Ok(points))
            }),
            mean(MetricId::SpotPeer, |mark| {
                mark.spot.map(|(_, points)| points)
            }),
            Metric::plain(
                MetricId::BaselineSum,
                Ok(sum(own.iter().map(|one| one.mark.baseline))),
            ),
            Metric::plain(MetricId::PeerSum, peer_sum),
            Metric::plain(MetricId::CoverageSum, Ok(covered)),
            Metric::plain(
                MetricId::PeerGlobal,
                peer_sum.map(|sum| sum / covered.max(LEAST_COVERAGE)),
            ),
        ]
    }
}

/// Returns the life of a question of a table without times, of which each forecast stands throughout.
fn timeless(dataset: &Dataset<'_>, question: &Question<'_>) -> Option<Life> {
    let mut rows = dataset.rows(question).iter();
    let is_timeless = question.times == Times::default() && rows.all(|row| row.made.is_none());
    is_timeless.then(|| Life::new(0.0, 1.0, 1.0)).flatten()
}

fn marks(
    said: &[EstimateHistory<ForecastWorth>],
    life: Life,
    half: f64,
) -> Vec<(usize, QuestionScore)> {
    let spans: Vec<Vec<ForecastSpan<ForecastWorth>>> =
        said.iter().map(|one| one.spans(life)).collect();
    let logs = |spans: &Vec<ForecastSpan<ForecastWorth>>| {
        spans.iter().map(|span| span.map(|one| one.log)).collect()
    };
    let peers = peer(&spans.iter().map(logs).collect::<Vec<_>>(), life);
    let at_close: Vec<_> = said.iter().map(|one| one.at(life.close())).collect();
    let spots = spot_peer(
        &at_close
            .iter()
            .map(|one| one.map(|one| one.log))
            .collect::<Vec<_>>(),
    );
    let mark = |run: usize| QuestionScore {
        coverage: coverage(&spans[run], life),
        baseline: baseline(&spans[run], life, |one| one.points),
        peer: peers[run].map(|points| half * points),
        spot: at_close[run]
            .zip(spots[run])
            .map(|(one, peer)| (one.points, peer.map(|points| half * points))),
    };
    let marks = (0..said.len()).map(|run| (run, mark(run)));
    marks.filter(|(_, mark)| mark.coverage > 0.0).collect()
}

/// Returns what each forecast was worth, over time.
fn said<'l>(
    dataset: &Dataset<'l>,
    question: &Question<'l>,
) -> Result<Vec<EstimateHistory<ForecastWorth>>, ExclusionReason> {
    match question.kind() {
        KindName::Binary => {
            let outcome = BinaryOutcome::from(question.yes()?);
            Ok(dataset.histories(question, |row| {
                let said = row.probability()?;
                let said = if outcome == BinaryOutcome::YES {
                    said
                } else {
                    said.complement()
                };
                Some(ForecastWorth {
                    points: baseline_points(said, 2),
                    log: said.get().ln(),
                })
            }))
        }
        KindName::Choice | KindName::Ordered | KindName::Scenarios => {
            question.option()?;
            Ok(dataset.histories(question, |row| option(question, row)))
        }
        KindName::Number | KindName::Date => {
            let open_bounds = open_bounds(question)?;
            Ok(dataset.histories(question, |row| continuous(question, row, open_bounds)))
        }
    }
}

fn option(question: &Question<'_>, row: &Row<'_>) -> Option<ForecastWorth> {
    let pair = question.choice(row).ok()?;
    let said = pair.said().get(pair.option()?)?;
    Some(ForecastWorth {
        points: baseline_points(said, pair.said().len()),
        log: said.get().ln(),
    })
}

fn continuous(question: &Question<'_>, row: &Row<'_>, open_bounds: u8) -> Option<ForecastWorth> {
    let pair = question.quantity(row).ok()?;
    let bounds = pair.bounds?;
    let buckets = buckets(&pair, bounds)?;
    let bucket = Scale::new(bounds, None, BUCKETS as usize)?.bucket(pair.outcome);
    Some(ForecastWorth {
        points: continuous_baseline_points(&buckets, bucket, open_bounds),
        log: buckets.at(bucket).ln(),
    })
}

/// Returns how many bounds an outcome may lie beyond: both of a number; of a date only the later.
fn open_bounds(question: &Question<'_>) -> Result<u8, ExclusionReason> {
    match question.bounds() {
        None => Err(ExclusionReason::Unbounded),
        Some(_) if question.kind() == KindName::Number => Ok(2),
        Some(_) => Ok(1),
    }
}

/// Returns the probability of each bucket.
fn buckets(pair: &QuantityPair, bounds: Bounds) -> Option<Buckets> {
    let width = (bounds.high() - bounds.low()) / f64::from(BUCKETS);
    let edges = (0..=BUCKETS).map(|i| {
        // The last edge is the bound itself, whatever rounding says.
        if i == BUCKETS {
            bounds.high()
        } else {
            bounds.low() + f64::from(i) * width
        }
    });
    let drawn = match &pair.said {
        Quantity::Quantiles(quantiles) => Some(Cdf::from_quantiles(quantiles, bounds)),
        _ => None,
    };
    let up_to = |x: f64| match (&pair.said, &drawn) {
        (_, Some(cdf)) | (Quantity::Cdf(cdf), _) => cdf.up_to(x),
        (Quantity::Distribution(said), _) => said.as_dyn().cdf(x),
        (Quantity::Samples(samples), _) => samples.pit(x).high(),
        (Quantity::Quantiles(_), None) => f64::NAN,
    };
    Buckets::new(&edges.map(up_to).collect::<Vec<_>>())
}
