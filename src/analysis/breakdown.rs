//! The arithmetic of one forecast's score, line by line.

use crate::dataset::{
    Dataset, Fate, Question, Row, ScoredEstimate, fate, is_late, stood_from_to, weigh,
};
use crate::ledger::{Entry, Ledger};
use crate::model::{Estimate, KindName, Moment, Outcome};
use crate::query::{ExclusionReason, Request};
use crate::scoring::{Statistic, Undefined, brier, multi, ordered, sum};

/// How the score of one forecast comes about.
#[derive(Clone, Debug)]
pub struct ScoreBreakdown<'a> {
    /// The forecast.
    pub entry: &'a Entry,
    /// What happened, and from when on that was known; or why the forecast does not count.
    pub outcome: Result<(&'a Outcome, Moment), ExclusionReason>,
    /// How many days its scheduled life has, from opening to deadline.
    pub life: f64,
    /// The forecasters, by name.
    pub hands: Vec<ForecasterBreakdown<'a>>,
}

/// What one forecaster said, and what it scores.
#[derive(Clone, Debug)]
pub struct ForecasterBreakdown<'a> {
    /// The forecaster.
    pub by: &'a str,
    /// Which score it is: the one that stands first for the kind of question.
    pub rule: BreakdownRule,
    /// The estimates, in order.
    pub lines: Vec<BreakdownLine<'a>>,
    /// The weights together.
    pub weight: f64,
    /// The weighted scores together.
    pub total: f64,
    /// The score: the one over the other.
    pub score: Statistic,
}

/// One estimate.
#[derive(Clone, Debug)]
pub struct BreakdownLine<'a> {
    /// The estimate.
    pub estimate: &'a Estimate,
    /// When it began to stand and when it ceased to, in seconds from 1970; none where it was made
    /// when the outcome was known.
    pub stood: Option<(i64, i64)>,
    /// How many days it stood.
    pub days: f64,
    /// How much it counts, and its score; none where it does not count.
    pub counted: Option<Counted>,
}

/// An estimate that counts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Counted {
    /// How much it counts.
    pub weight: f64,
    /// Its score.
    pub score: Statistic,
}

/// A score that stands first for a kind of question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BreakdownRule {
    /// (p − y)², of options halved.
    Brier,
    /// The ranked probability score.
    Rps,
    /// The continuous ranked probability score.
    Crps,
    /// The weighted interval score, where quantiles have no tails.
    Wis,
}

impl BreakdownRule {
    /// Every one of them.
    pub const ALL: [Self; 4] = [Self::Brier, Self::Rps, Self::Crps, Self::Wis];

    /// Returns the name of it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Brier => "Brier",
            Self::Rps => "RPS",
            Self::Crps => "CRPS",
            Self::Wis => "WIS",
        }
    }

    fn score(self, scored: &ScoredEstimate<'_, '_>) -> Statistic {
        let unfit = |_| Undefined::Unfit;
        let choice = || scored.choice().map_err(unfit);
        let quantity = || scored.quantity().map_err(unfit);
        match (self, scored.question.kind()) {
            (Self::Brier, KindName::Binary) => {
                let pair = scored.pair().ok_or(Undefined::Unfit)?;
                Ok(brier(pair.forecast, pair.outcome))
            }
            (Self::Brier, _) => Ok(multi::brier(&choice()?.value)),
            (Self::Rps, _) => Ok(ordered::rps(&choice()?.value)),
            (Self::Crps, _) => quantity()?.value.crps(),
            (Self::Wis, _) => Ok(quantity()?.value.wis()?.total()),
        }
    }

    /// Returns the rule for what was given on one question: a single one, so that nothing is
    /// averaged over two.
    fn of(kind: KindName, scored: &[ScoredEstimate<'_, '_>]) -> Self {
        match kind {
            KindName::Binary | KindName::Choice | KindName::Scenarios => Self::Brier,
            KindName::Ordered => Self::Rps,
            KindName::Number | KindName::Date => {
                let all = scored.iter().all(|one| Self::Crps.score(one).is_ok());
                if all { Self::Crps } else { Self::Wis }
            }
        }
    }
}

const SECONDS_A_DAY: f64 = 86_400.0;

/// Returns how the score of a forecast comes about, under the weighting of the request; `dataset` is
/// that of its ledger.
#[must_use]
pub fn breakdown<'l>(
    ledger: &'l Ledger,
    dataset: &Dataset<'l>,
    entry: &'l Entry,
    request: &Request,
) -> ScoreBreakdown<'l> {
    let outcome = match fate(ledger, request, entry) {
        Ok((Fate::Known(outcome), known)) => Ok((outcome, known)),
        Ok((Fate::Unresolved, _)) => Err(ExclusionReason::Unresolved),
        Ok((Fate::Ambiguous, _)) => Err(ExclusionReason::Ambiguous),
        Err(reason) => Err(reason),
    };
    let forecast = &entry.forecast;
    let life = forecast.deadline.end() - forecast.opening().start();
    let known = dataset.known().into_iter();
    let mut known = known.filter(|question| question.id == forecast.id.as_str());
    let hands = known.next().map_or_else(Vec::new, |question| {
        let runs = dataset.runs(question);
        runs.map(|run| hand(run, question, request)).collect()
    });
    ScoreBreakdown {
        entry,
        outcome,
        life: days(life),
        hands,
    }
}

fn hand<'l>(
    run: &[Row<'l>],
    question: &Question<'l>,
    request: &Request,
) -> ForecasterBreakdown<'l> {
    let weighted = weigh(run, &question.times, request.weigh, true);
    let is_early = |row: &Row<'_>| !is_late(row, &question.times);
    let early: Vec<&Row<'l>> = run.iter().filter(|row| is_early(row)).collect();
    let spans = stood_from_to(&early, &question.times).unwrap_or_default();
    let mut spans = spans.into_iter();
    let counted = weighted.counted.iter().map(|one| ScoredEstimate {
        question,
        row: one.row,
        weight: one.weight,
    });
    let scored: Vec<ScoredEstimate<'_, '_>> = counted.collect();
    let rule = BreakdownRule::of(question.kind(), &scored);
    let line = |row: &Row<'l>| {
        let stood = if is_early(row) { spans.next() } else { None };
        let mut counted = scored.iter().filter(|one| std::ptr::eq(one.row, row));
        Some(BreakdownLine {
            estimate: row.record()?,
            stood,
            days: stood.map_or(0.0, |(from, to)| days((to - from).max(0))),
            counted: counted.next().map(|one| Counted {
                weight: one.weight.get(),
                score: rule.score(one),
            }),
        })
    };
    let lines: Vec<BreakdownLine<'_>> = run.iter().filter_map(line).collect();
    let counted = || lines.iter().filter_map(|line| line.counted);
    let weight = sum(counted().map(|one| one.weight));
    let totals = counted().map(|one| Ok(one.weight * one.score?));
    let totals: Result<Vec<f64>, Undefined> = totals.collect();
    let total = totals.map(sum);
    ForecasterBreakdown {
        by: run[0].record().map_or("", |estimate| &*estimate.by),
        rule,
        weight,
        score: match total {
            Ok(total) if weight > 0.0 => Ok(total / weight),
            Ok(_) => Err(Undefined::Empty),
            Err(why) => Err(why),
        },
        total: total.unwrap_or_default(),
        lines,
    }
}

#[expect(
    clippy::cast_precision_loss,
    reason = "2^53 seconds are 285 million years"
)]
fn days(seconds: i64) -> f64 {
    seconds as f64 / SECONDS_A_DAY
}
