//! `foretell sensitivity`

use clap::Args;
use foretell::analysis::sensitivity;
use foretell::query::{Request, Weighting};
use foretell::render::Answered;

use crate::answer::print;
use crate::args::Globals;
use crate::context::Context;
use crate::error::{Error, ExitStatus};
use crate::options::{FilterArgs, Format, ViewArgs, WitnessArgs};
use crate::ui::Ui;

/// Print how the headline moves under each choice that a critic could have made
///
/// The Brier score of all yes-or-no questions, beside what it would be with and without each tag and
/// each provenance, with the best and the worst outcome of what is ambiguous or unresolved, at the
/// ends of the ranges of words, under each weighing, and without each cluster.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  foretell sensitivity --weigh first
  foretell sensitivity --tag '!stand-in' --format csv")]
pub struct SensitivityArgs {
    /// Which estimates count, and how much: days, first, last, each or horizon=30d [default:
    /// `weigh` in foretell.yaml, else days]
    #[arg(long, value_name = "RULE")]
    weigh: Option<Weighting>,
    #[command(flatten)]
    witness: WitnessArgs,
    #[command(flatten)]
    filters: FilterArgs,
    #[command(flatten)]
    view: ViewArgs,
    /// Print the rows in this form
    #[arg(long, value_enum, default_value_t, value_name = "FORM")]
    format: Format,
}

/// Runs `foretell sensitivity`.
pub fn run(args: &SensitivityArgs, globals: &Globals, ui: &mut Ui) -> Result<ExitStatus, Error> {
    let context = Context::open_witnessed(globals, &args.witness, ui)?;
    let settings = context.settings();
    let weigh = args.weigh.unwrap_or(settings.weigh);
    let request = &Request {
        selection: context.selection(&args.filters)?,
        witnessed: context.witnessed,
        ..Request::new(args.view.view(settings)?, weigh)
    };
    let answer = sensitivity(&context.ledger, request);
    print(&Answered { request, answer }, args.format, ui)
}
