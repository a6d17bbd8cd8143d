//! `foretell show`

use clap::Args;
use foretell::ledger::{Entry, View};
use foretell::model::Forecast;
use foretell::render::{EnvelopeV1, EstimateV1, RecordV1, ResolutionV1, chain, show};
use serde::Serialize;

use crate::args::Globals;
use crate::commands::list::run_info;
use crate::context::Context;
use crate::error::{Error, ExitStatus};
use crate::options::{ViewArgs, WholeFormat};
use crate::ui::Ui;

/// Show one forecast whole: its question, estimates, resolution, and what it hangs on
///
/// The id may be shortened to any beginning that fits no other.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  foretell show gas-deal")]
pub struct ShowArgs {
    /// Show this forecast
    #[arg(value_name = "ID")]
    id: String,
    #[command(flatten)]
    view: ViewArgs,
    /// Print it in this form
    #[arg(long, value_enum, default_value_t, value_name = "FORM")]
    format: WholeFormat,
}

#[derive(Serialize)]
struct WholeV1 {
    #[serde(flatten)]
    record: RecordV1,
    criteria: Option<String>,
    quote: Option<String>,
    history: Vec<EstimateV1>,
    resolution: Option<ResolutionV1>,
    names: Vec<LinkV1>,
    named_by: Vec<LinkV1>,
    chain: Vec<chain::LinkV1>,
}

#[derive(Serialize)]
struct LinkV1 {
    relation: &'static str,
    id: String,
}

/// Runs `foretell show`.
pub fn run(args: &ShowArgs, globals: &Globals, ui: &mut Ui) -> Result<ExitStatus, Error> {
    let context = Context::open(globals, ui)?;
    let view = args.view.view(context.settings())?;
    let entry = context.find(&args.id, true)?;
    match args.format {
        WholeFormat::Table => {
            ui.print(&show::show(&context.ledger, entry, &view, ui.width()))?;
        }
        WholeFormat::Json => {
            let made = run_info(&view, &foretell::ledger::Selection::default());
            let rows = vec![whole(&context, entry, &view)];
            ui.print(&EnvelopeV1::new("show", made, rows).text())?;
        }
    }
    Ok(ExitStatus::Success)
}

fn whole(context: &Context, entry: &Entry, view: &View) -> WholeV1 {
    let forecast = &entry.forecast;
    let links = |from: &Forecast, wanted: &dyn Fn(&str) -> bool, name: Option<&str>| {
        let named = from
            .references()
            .into_iter()
            .filter(|(_, id)| wanted(id.as_str()));
        let link = |(relation, id): (&'static str, &foretell::model::ForecastId)| LinkV1 {
            relation,
            id: name.unwrap_or(id.as_str()).to_owned(),
        };
        named.map(link).collect::<Vec<_>>()
    };
    let others = context.ledger.entries().iter().map(|other| &other.forecast);
    let here = |id: &str| id == forecast.id.as_str();
    WholeV1 {
        record: RecordV1::new(&context.ledger, entry, view),
        criteria: forecast.criteria.clone(),
        quote: forecast
            .source
            .as_ref()
            .and_then(|source| source.quote.clone()),
        history: view
            .estimates(forecast)
            .map(|one| EstimateV1::new(one, forecast))
            .collect(),
        resolution: view
            .resolution(forecast)
            .map(|one| ResolutionV1::new(one, forecast)),
        names: links(forecast, &|_| true, None),
        named_by: others
            .flat_map(|other| links(other, &here, Some(other.id.as_str())))
            .collect(),
        chain: chain::json(&context.ledger, entry, view),
    }
}
