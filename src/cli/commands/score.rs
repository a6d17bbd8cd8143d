//! `foretell score`

use std::path::PathBuf;

use clap::Args;
use foretell::analysis::{
    DifferenceTest, Platform, Reference, Scores, TOO_FINE, TimeWindow, adjust, breakdown, compare,
    leaderboard, like, over_time, pool, score,
};
use foretell::query::{Dimension, Purpose, Request, Weighting};
use foretell::render::{Answered, Scoreboard};

use crate::answer::{Asked, DatasetArgs, Query, print};
use crate::args::Globals;
use crate::error::{Error, ExitStatus};
use crate::options::Format;
use crate::ui::Ui;

/// Print the scoreboard: how good each forecaster's estimates were
///
/// Only forecasts whose deadline and grace have passed count, and only what was said before the
/// outcome was known. Each estimate counts for the days that it stood. With --table the forecasts
/// of a file are scored, each row once.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  foretell score --group-by tag --weigh first
  foretell score --over-time cumulative
  foretell score --table forecasts.csv --columns probability=p,outcome=y")]
pub struct ScoreArgs {
    /// Which estimates count, and how much: days, first, last, each or horizon=30d [default:
    /// `weigh` in foretell.yaml, else days; of a table each]
    #[arg(long, value_name = "RULE")]
    weigh: Option<Weighting>,
    /// Group the rows, by one or more of forecaster, tag, kind, horizon, year, confidence, word,
    /// document, topic, origin, provenance [default: forecaster; a table is not grouped]
    #[arg(long, value_name = "LIST", value_delimiter = ',')]
    group_by: Option<Vec<Dimension>>,
    /// Show the arithmetic of this forecast's score, line by line
    #[arg(long, value_name = "ID", conflicts_with = "table")]
    show_work: Option<String>,
    /// Compare forecasters like for like, whatever the difficulty of the questions taken: the difference to
    /// the panel, and ranks
    #[arg(long)]
    adjust: bool,
    /// Add the skill against this forecaster, against `pool`, the mean of all, `base-rate`, or `last-value`, the
    /// last outcome known of the same series
    #[arg(long, value_name = "WHO", requires = "adjust")]
    reference: Option<Reference>,
    /// For `--reference last-value`: a tag that the questions of one series have, and no others
    #[arg(long, value_name = "TAG", requires = "reference")]
    series: Vec<String>,
    /// Show it over time, by the day from which each question counts: cumulative, rolling=90d (days) or
    /// rolling=50 (questions)
    #[arg(long, value_name = "WINDOW", conflicts_with_all = ["show_work", "like"])]
    over_time: Option<TimeWindow>,
    /// Print a platform's own number by its own rule: metaculus, gjo, fatebook, predictionbook or
    /// forecastbench
    #[arg(long, value_name = "PLATFORM", conflicts_with_all = ["adjust", "weigh"])]
    like: Option<Platform>,
    /// Take the outcomes of this table (columns `id` and `outcome`) in place of the logged ones
    #[arg(long, value_name = "FILE", conflicts_with = "table")]
    verdicts: Option<PathBuf>,
    #[command(flatten)]
    dataset: DatasetArgs,
}

/// Runs `foretell score`.
pub fn run(args: &ScoreArgs, globals: &Globals, ui: &mut Ui) -> Result<ExitStatus, Error> {
    args.check()?;
    let reference = args.reference()?;
    let reference = reference.as_ref();
    let named: Vec<&str> = reference
        .and_then(Reference::forecaster)
        .into_iter()
        .collect();
    // A platform's numbers are of forecasters, in a table too.
    let by_forecaster = args.like.map(|_| &[Dimension::Forecaster][..]);
    let query = Query {
        names: &named,
        verdicts: args.verdicts.as_deref(),
        group_by: args.group_by.as_deref().or(by_forecaster),
        ledger_group_by: &[Dimension::Forecaster],
        ..Query::new(args.purpose(), args.weigh)
    };
    let asked = args.dataset.ask(&query, globals, ui)?;
    let (dataset, request, format) = (&asked.dataset(ui), &asked.request, args.dataset.format);
    args.dataset.check_floor(dataset)?;
    if let Some(id) = &args.show_work {
        let context = asked.context()?;
        let entry = context.find(id, true)?;
        let answer = breakdown(&context.ledger, dataset, entry, request);
        return print(&Answered { request, answer }, format, ui);
    }
    if let Some(platform) = args.like {
        let answer = like(dataset, request, platform);
        return print(&Answered { request, answer }, format, ui);
    }
    if args.adjust {
        let ask = |dataset: &_| leaderboard(dataset, request, reference);
        let Some(window) = args.over_time else {
            let answer = ask(dataset);
            return print(&Answered { request, answer }, format, ui);
        };
        let answer = over_time(dataset, request, window, ask, |answer| &answer.skipped);
        return print(&Answered { request, answer }, format, ui);
    }
    if let Some(window) = args.over_time {
        let ask = |dataset: &_| score(dataset, request);
        let answer = over_time(dataset, request, window, ask, |answer| &answer.skipped);
        return print(&Answered { request, answer }, format, ui);
    }
    let answer = score(dataset, request);
    let scores = Answered { request, answer };
    let is_board = format == Format::Table && !ui.screen().verbose;
    match is_board.then(|| scoreboard(&asked, &scores)).flatten() {
        Some(board) => print(&board, format, ui),
        None => print(&scores, format, ui),
    }
}

/// Returns the scoreboard of the forecasters of a ledger.
fn scoreboard<'a>(asked: &'a Asked, scores: &Answered<'a, Scores>) -> Option<Scoreboard<'a>> {
    if asked.request.group_by != [Dimension::Forecaster] {
        return None;
    }
    let (dataset, request) = asked.by_forecaster(Purpose::Adjust)?;
    let adjustment = adjust(&dataset, &request);
    let (dataset, _) = asked.by_forecaster(Purpose::Pool)?;
    // One number of it is shown, and no interval.
    let plain = Request {
        resamples: 0,
        ..request.clone()
    };
    let pools = pool(&dataset, &plain);
    let ranked = Scoreboard::ranked(&scores.answer, &adjustment);
    let leaders = match &ranked[..] {
        [first, second, ..] => {
            let (dataset, _) = asked.by_forecaster(Purpose::Compare)?;
            Some(compare(
                &dataset,
                &request,
                first,
                second,
                DifferenceTest::default(),
            ))
        }
        _ => None,
    };
    Some(Scoreboard {
        scores: scores.clone(),
        adjustment,
        pools,
        leaders,
    })
}

impl ScoreArgs {
    /// Returns what the estimates are taken for.
    fn purpose(&self) -> Purpose {
        if self.adjust || (self.like.is_some() && self.show_work.is_none()) {
            Purpose::Adjust
        } else if self.over_time.is_some() {
            Purpose::OverTime
        } else {
            Purpose::Score
        }
    }

    /// Returns whom a skill is against, with the series of a last value.
    fn reference(&self) -> Result<Option<Reference>, Error> {
        match (&self.reference, &self.series[..]) {
            (Some(Reference::LastValue(_)), []) => {
                let error = "`--reference last-value` does not know what is of one series";
                Err(Error::usage(error).hint("`--series TAG` names the questions of one quantity"))
            }
            (Some(Reference::LastValue(_)), series) => {
                Ok(Some(Reference::LastValue(series.to_vec())))
            }
            (_, [_, ..]) => Err(Error::usage("`--series` is for `--reference last-value`")),
            (reference, []) => Ok(reference.clone()),
        }
    }

    /// Refuses groups that the scores asked for do not have.
    fn check(&self) -> Result<(), Error> {
        let group_by = self.group_by.as_deref().unwrap_or(&[Dimension::Forecaster]);
        if self.adjust && group_by != [Dimension::Forecaster] {
            let error = Error::usage("`--adjust` compares forecasters, and has no other groups");
            return Err(error.hint("filter instead, such as with --tag"));
        }
        let fine = group_by.iter().find(|one| TOO_FINE.contains(one));
        if let Some(fine) = fine.filter(|_| self.like.is_some() && self.show_work.is_none()) {
            let error = Error::usage(format!("a platform's number has no groups by {fine}"));
            return Err(
                error.hint("it is of all that somebody said of a question; group by another")
            );
        }
        Ok(())
    }
}
