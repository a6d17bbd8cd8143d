//! `foretell show`

use clap::Args;
use foretell::analysis::breakdown;
use foretell::dataset::from_ledger;
use foretell::ledger::Selection;
use foretell::query::{Purpose, Request};
use foretell::render::{EnvelopeV1, RecordInFullV1, ViewInfoV1, row_csv, show};

use crate::args::Globals;
use crate::context::Context;
use crate::error::{Error, ExitStatus};
use crate::options::{ViewArgs, WholeFormat};
use crate::ui::Ui;

/// Show one forecast whole: its question, estimates, resolution, and what it depends on
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

/// Runs `foretell show`.
pub fn run(args: &ShowArgs, globals: &Globals, ui: &mut Ui) -> Result<ExitStatus, Error> {
    let context = Context::open_about(globals, Some(&args.id))?;
    context.leave_out(ui, |_| true);
    let context = context.blind_first(None, ui)?;
    let view = args.view.view(context.settings())?;
    let entry = context.find(&args.id, true)?;
    let whole = || RecordInFullV1::new(&context.ledger, entry, &view);
    match args.format {
        WholeFormat::Table => {
            let (ledger, screen) = (&context.ledger, ui.screen());
            let is_over = view.state(ledger, entry).is_over();
            let work = is_over.then(|| {
                let request = Request::new(view, context.settings().weigh);
                let dataset = from_ledger(ledger, &request, Purpose::Score);
                breakdown(ledger, &dataset, entry, &request)
            });
            ui.page(&show::show(ledger, entry, &view, work.as_ref(), screen))?;
        }
        WholeFormat::Json => {
            let made_with = ViewInfoV1::new(&view, &Selection::default());
            ui.print(&EnvelopeV1::new("show", made_with, vec![whole()]).text())?;
        }
        WholeFormat::Csv => ui.print(&row_csv(&whole().rows()))?,
    }
    Ok(ExitStatus::Success)
}
