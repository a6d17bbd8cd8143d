//! `foretell agreement`

use clap::Args;
use foretell::analysis::agreement;
use foretell::query::MORE_DRAWS;
use foretell::render::Answered;
use foretell::render::agreement::{AgreementQuery, Agreements};

use crate::answer::print;
use crate::args::Globals;
use crate::context::Context;
use crate::error::{Error, ExitStatus};
use crate::options::{FilterArgs, Format, IntervalArgs, ViewArgs};
use crate::ui::Ui;

/// Print how far those agree who read the same text
///
/// `coded:` of an estimate may be a list: who read it first, by whom the record goes, and who read
/// it again, each with what they read. Their agreement on words, ranges, deadlines and outcomes is
/// printed with its interval, every disagreement by name, and the score by each coder's readings.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  foretell agreement --document IS109")]
pub struct AgreementArgs {
    #[command(flatten)]
    intervals: IntervalArgs,
    #[command(flatten)]
    filters: FilterArgs,
    #[command(flatten)]
    view: ViewArgs,
    /// Print the rows in this form
    #[arg(long, value_enum, default_value_t, value_name = "FORM")]
    format: Format,
}

/// Runs `foretell agreement`.
pub fn run(args: &AgreementArgs, globals: &Globals, ui: &mut Ui) -> Result<ExitStatus, Error> {
    let context = Context::open(globals, ui)?;
    let request = &AgreementQuery {
        view: args.view.view(context.settings())?,
        selection: args.filters.selection(),
        level: args.intervals.level,
        resamples: MORE_DRAWS * args.intervals.resamples,
        seed: args.intervals.seed,
    };
    let answer = agreement(&context.ledger, &request.selection, &request.view);
    let answer = Agreements(answer);
    print(&Answered { request, answer }, args.format, ui)
}
