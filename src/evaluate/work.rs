//! The arithmetic of one forecast's score, line by line.

use crate::ledger::{Entry, Ledger, Run, runs};
use crate::model::{Estimate, KindName, Moment, Outcome};
use crate::scoring::{Statistic, Undefined, brier, multi, ordered, sum};

use super::binary::binary;
use super::gather::{End, ending};
use super::skipped::Reason;
use super::weigh::{life, stood, weigh};
use super::{Request, Said, values};

/// How the score of one forecast comes about.
#[derive(Clone, Debug)]
pub struct Work<'a> {
    /// The forecast.
    pub entry: &'a Entry,
    /// What happened, and from when on that was known; or why the forecast does not count.
    pub outcome: Result<(&'a Outcome, Moment), Reason>,
    /// How many days its scheduled life has, from opening to deadline.
    pub life: f64,
    /// The forecasters, by name.
    pub hands: Vec<Hand<'a>>,
}

/// What one forecaster said, and what it scores.
#[derive(Clone, Debug)]
pub struct Hand<'a> {
    /// The forecaster.
    pub by: &'a str,
    /// Which score it is: the one that stands first for the kind of question.
    pub rule: Rule,
    /// The estimates, in order.
    pub lines: Vec<Line<'a>>,
    /// The weights together.
    pub weight: f64,
    /// The weighted scores together.
    pub total: f64,
    /// The score: the one over the other.
    pub score: Statistic,
}

/// One estimate.
#[derive(Clone, Debug)]
pub struct Line<'a> {
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
pub enum Rule {
    /// (p − y)², of options halved.
    Brier,
    /// The ranked probability score.
    Rps,
    /// The continuous ranked probability score.
    Crps,
    /// The weighted interval score, where quantiles have no tails.
    Wis,
}

impl Rule {
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

    fn score(self, said: &Said<'_>) -> Statistic {
        let unfit = |_| Undefined::Unfit;
        let choice = || values::choice(said).map_err(unfit);
        let quantity = || values::quantity(said).map_err(unfit);
        match (self, said.entry.forecast.kind.name()) {
            (Self::Brier, KindName::Binary) => {
                let row =
                    binary(said, crate::scoring::BinaryOutcome::NO).ok_or(Undefined::Unfit)?;
                Ok(brier(row.pair.forecast, row.pair.outcome))
            }
            (Self::Brier, _) => Ok(multi::brier(&choice()?.value)),
            (Self::Rps, _) => Ok(ordered::rps(&choice()?.value)),
            (Self::Crps, _) => quantity()?.value.crps(),
            (Self::Wis, _) => Ok(quantity()?.value.wis()?.total()),
        }
    }

    /// Returns the rule for what was said of one question: a single one, so that nothing is
    /// averaged over two.
    fn of(kind: KindName, said: &[Said<'_>]) -> Self {
        match kind {
            KindName::Binary | KindName::Choice | KindName::Scenarios => Self::Brier,
            KindName::Ordered => Self::Rps,
            KindName::Number | KindName::Date => {
                let all = said.iter().all(|one| Self::Crps.score(one).is_ok());
                if all { Self::Crps } else { Self::Wis }
            }
        }
    }
}

const SECONDS_A_DAY: f64 = 86_400.0;

/// Returns how the score of a forecast comes about, under the weighing of the request.
#[must_use]
pub fn work<'a>(ledger: &'a Ledger, entry: &'a Entry, request: &Request) -> Work<'a> {
    let forecast = &entry.forecast;
    let outcome = match ending(ledger, request, entry) {
        Ok((End::Known(outcome), known)) => Ok((outcome, known)),
        Ok((End::Unresolved, _)) => Err(Reason::Unresolved),
        Ok((End::Ambiguous, _)) => Err(Reason::Ambiguous),
        Err(reason) => Err(reason),
    };
    let (opens, closes) = life(forecast);
    let hands = outcome.map_or_else(
        |_| Vec::new(),
        |(outcome, known)| {
            runs(forecast, &request.view)
                .into_iter()
                .filter(|run| request.selection.takes_forecaster(run.by))
                .map(|run| hand(&run, entry, outcome, known, request))
                .collect()
        },
    );
    Work {
        entry,
        outcome,
        life: days(closes - opens),
        hands,
    }
}

fn hand<'a>(
    run: &Run<'a>,
    entry: &'a Entry,
    outcome: &'a Outcome,
    known: Moment,
    request: &Request,
) -> Hand<'a> {
    let tally = weigh(run, &entry.forecast, known, request.weigh);
    let is_early = |estimate: &&&'a Estimate| estimate.date.is_before(known);
    let early: Vec<&Estimate> = run.estimates.iter().filter(is_early).copied().collect();
    let mut spans = stood(&early, &entry.forecast, known).into_iter();
    let said: Vec<Said<'_>> = tally
        .counted
        .iter()
        .map(|weighed| Said {
            entry,
            cluster: 0,
            estimate: weighed.estimate,
            weight: weighed.weight,
            outcome: Some(outcome),
            known,
        })
        .collect();
    let rule = Rule::of(entry.forecast.kind.name(), &said);
    let line = |estimate: &&'a Estimate| {
        let stood = if estimate.date.is_before(known) {
            spans.next()
        } else {
            None
        };
        let counted = said
            .iter()
            .find(|one| std::ptr::eq(one.estimate, *estimate));
        Line {
            estimate,
            stood,
            days: stood.map_or(0.0, |(from, to)| days((to - from).max(0))),
            counted: counted.map(|one| Counted {
                weight: one.weight,
                score: rule.score(one),
            }),
        }
    };
    let lines: Vec<Line<'_>> = run.estimates.iter().map(line).collect();
    let counted = || lines.iter().filter_map(|line| line.counted);
    let weight = sum(counted().map(|one| one.weight));
    let totals = counted().map(|one| Ok(one.weight * one.score?));
    let totals: Result<Vec<f64>, Undefined> = totals.collect();
    let total = totals.map(sum);
    Hand {
        by: run.by,
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
