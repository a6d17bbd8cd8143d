//! `foretell scenarios`

use clap::{Args, ValueEnum};
use foretell::analysis::scenarios::{From, SetRequest, assess, history};
use foretell::analysis::{AnswerValue, values_of_information};
use foretell::ledger::Entry;
use foretell::model::{ArgumentError, ForecastId, Kind, KindName, nearest};
use foretell::render::Answered;
use foretell::render::scenarios::{self as report, ScenarioAccounts, ScenarioHistory};

use crate::answer::print;
use crate::args::Globals;
use crate::context::Context;
use crate::error::{Error, ExitStatus};
use crate::options::{FilterArgs, Format, ViewArgs};
use crate::ui::Ui;

/// Print scenario sets: prior, evidence, posterior, and what to watch
///
/// An indicator that came about multiplies the odds of each scenario; one that did not pushes the
/// other way. Only what became known after the forecaster's estimate pushes, since whoever
/// estimates anew has counted what is known. The stated probability and the one that follows stand
/// side by side; nothing is written.
#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  foretell scenarios china-ukraine --what-if crimea-agreements=yes"
)]
pub struct ScenariosArgs {
    /// Print only this set [default: all]
    #[arg(value_name = "SET")]
    set: Option<String>,
    /// Start from this estimate of each forecaster
    #[arg(long, value_enum, default_value_t, value_name = "WHICH")]
    from: Start,
    /// Show what would follow if this indicator came out so (can be repeated)
    #[arg(long, value_name = "ID=yes|no", value_parser = supposition)]
    what_if: Vec<(ForecastId, bool)>,
    /// Print the path over time: a row for each day on which something changed
    #[arg(long, conflicts_with = "what_if")]
    history: bool,
    /// Print which open forecast would on average move a set, or a forecast with conditional forms,
    /// most
    #[arg(long, conflicts_with_all = ["what_if", "history"])]
    voi: bool,
    /// List what to watch in this order
    #[arg(long, value_enum, default_value_t, value_name = "KEY")]
    sort: Order,
    #[command(flatten)]
    filters: FilterArgs,
    #[command(flatten)]
    view: ViewArgs,
    /// Print the rows in this form
    #[arg(long, value_enum, default_value_t, value_name = "FORM")]
    format: Format,
}

/// Which estimate the indicators push.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Start {
    /// The first that has numbers.
    #[default]
    Opening,
    /// The one in force.
    Latest,
}

/// In which order open indicators are listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Order {
    /// The most telling first.
    #[default]
    Telling,
    /// The first to fall due first.
    Due,
}

/// Reads `ID=yes` or `ID=no`.
fn supposition(text: &str) -> Result<(ForecastId, bool), ArgumentError> {
    let pair = text.split_once('=');
    let (id, outcome) = pair.ok_or(ArgumentError::NotOfForm(
        "an id with an outcome, as in gas-deal=yes",
    ))?;
    let not_an_id = |why| ArgumentError::NotAnId(id.to_owned(), why);
    let id = ForecastId::parse(id).map_err(not_an_id)?;
    match outcome {
        "yes" | "true" => Ok((id, true)),
        "no" | "false" => Ok((id, false)),
        _ => Err(ArgumentError::NotOneOf(vec!["yes", "no"])),
    }
}

/// Runs `foretell scenarios`.
pub fn run(args: &ScenariosArgs, globals: &Globals, ui: &mut Ui) -> Result<ExitStatus, Error> {
    let context = Context::open(globals, ui)?;
    let request = SetRequest {
        view: args.view.view(context.settings())?,
        from: match args.from {
            Start::Opening => From::Opening,
            Start::Latest => From::Latest,
        },
        forecasters: args.filters.forecaster.clone(),
        suppose: args.what_if.clone(),
    };
    let sets = sets(args, &context, &request)?;
    check_suppositions(&sets, &request)?;
    let (request, ledger) = (&request, &context.ledger);
    if args.voi {
        let answer = values(args, &context, &sets, request);
        return print(&Answered { request, answer }, args.format, ui);
    }
    let mut assessments = Vec::new();
    for result in sets.iter().flat_map(|entry| assess(ledger, entry, request)) {
        match result {
            Ok(assessment) => assessments.push(assessment),
            Err(trouble) => ui.warn(report::trouble(&trouble).trim_end()),
        }
    }
    if args.history {
        let path = |assessment| ScenarioHistory {
            assessment,
            steps: history(ledger, assessment, request),
        };
        let answer: Vec<_> = assessments.iter().map(path).collect();
        return print(&Answered { request, answer }, args.format, ui);
    }
    let answer = ScenarioAccounts {
        ledger,
        assessments: &assessments,
        order: match args.sort {
            Order::Telling => report::Order::Telling,
            Order::Due => report::Order::Due,
        },
    };
    print(&Answered { request, answer }, args.format, ui)
}

/// Returns what each open forecast would move of the sets that are meant.
fn values<'a>(
    args: &ScenariosArgs,
    context: &'a Context,
    sets: &[&Entry],
    request: &SetRequest,
) -> Vec<AnswerValue<'a>> {
    let mut all = values_of_information(&context.ledger, &args.filters.selection(), request);
    if args.set.is_some() {
        let is_meant = |id: &ForecastId| sets.iter().any(|set| set.forecast.id == *id);
        all.retain(|one| is_meant(&one.target.forecast.id));
    }
    all
}

/// Returns the sets that are meant.
fn sets<'a>(
    args: &ScenariosArgs,
    context: &'a Context,
    request: &SetRequest,
) -> Result<Vec<&'a Entry>, Error> {
    if let Some(typed) = &args.set {
        let entry = context.find(typed, true)?;
        if entry.forecast.kind.name() != KindName::Scenarios {
            return Err(
                Error::usage(format!("`{}` is no scenario set", entry.forecast.id))
                    .hint("`foretell list --kind scenarios` prints every set"),
            );
        }
        return Ok(vec![entry]);
    }
    let selection = context.selection(&args.filters)?;
    let all = selection.of(&context.ledger, &request.view);
    Ok(all
        .into_iter()
        .filter(|entry| entry.forecast.kind.name() == KindName::Scenarios)
        .collect())
}

/// Refuses a supposition about what is an indicator of none of the sets.
fn check_suppositions(sets: &[&Entry], request: &SetRequest) -> Result<(), Error> {
    let indicators = || {
        sets.iter().flat_map(|entry| match &entry.forecast.kind {
            Kind::Scenarios(set) => &set.indicators[..],
            _ => &[],
        })
    };
    for (id, _) in &request.suppose {
        if indicators().any(|one| one.forecast == *id) {
            continue;
        }
        let error = Error::usage(format!("`{id}` is not an indicator"));
        let near = nearest(id.as_str(), indicators().map(|one| one.forecast.as_str()));
        return Err(match near {
            Some(near) => error.hint(format!("did you mean `{near}`?")),
            None => error.hint("`foretell scenarios` lists the indicators of every set"),
        });
    }
    Ok(())
}
