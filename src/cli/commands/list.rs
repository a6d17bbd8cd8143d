//! `foretell list`

use clap::Args;
use foretell::ledger::{Entry, Selection};
use foretell::render::RecordList;

use crate::answer::print;
use crate::args::Globals;
use crate::context::Context;
use crate::error::{Error, ExitStatus};
use crate::options::{FilterArgs, Format, SortKey, ViewArgs};
use crate::ui::Ui;

/// List forecasts: what needs somebody first, with everybody's estimates
///
/// The state is worked out from the record and the day: open, waiting (for the forecast that it
/// depends on), overdue, resolved or void. What is resolved or void is counted, and shown with `--all`,
/// with words or with a filter.
#[derive(Debug, Args)]
#[command(
    visible_alias = "ls",
    after_help = "Examples:\n  foretell list gas --not oil\n  foretell list --tag energy --state resolved --sort deadline"
)]
pub struct ListArgs {
    #[command(flatten)]
    filters: FilterArgs,
    #[command(flatten)]
    view: ViewArgs,
    /// Take only forecasts whose id, question or tags hold each of these words
    #[arg(value_name = "WORD")]
    words: Vec<String>,
    /// Leave out forecasts that hold this word (can be repeated)
    #[arg(long, value_name = "WORD")]
    not: Vec<String>,
    /// Show those that are resolved or void too
    #[arg(long)]
    all: bool,
    /// Sort the rows [default: by id; on a terminal by deadline]
    #[arg(long, value_enum, value_name = "KEY")]
    sort: Option<SortKey>,
    /// Take only this many
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
    /// Print the rows in this form
    #[arg(long, value_enum, default_value_t, value_name = "FORM")]
    format: Format,
}

impl ListArgs {
    /// Returns whether a record holds the words that it must, and none that it must not.
    fn takes(&self, entry: &Entry) -> bool {
        let forecast = &entry.forecast;
        let title = forecast.title.as_deref().unwrap_or_default();
        let tags = forecast.tags.join(" ");
        let text = format!("{} {title} {} {tags}", forecast.id, forecast.question).to_lowercase();
        let holds = |word: &String| text.contains(&word.to_lowercase());
        self.words.iter().all(holds) && !self.not.iter().any(holds)
    }
}

/// Runs `foretell list`.
pub fn run(args: &ListArgs, globals: &Globals, ui: &mut Ui) -> Result<ExitStatus, Error> {
    let context = Context::open(globals, ui)?.blind_first(None, ui)?;
    let view = args.view.view(context.settings())?;
    let selection = context.selection(&args.filters)?;
    let mut entries = selection.of(&context.ledger, &view);
    entries.retain(|entry| args.takes(entry));
    args.sort.unwrap_or_default().sort(&mut entries);
    entries.truncate(args.limit.unwrap_or(usize::MAX));
    let mine = context.forecaster(None).ok().flatten();
    let answer = RecordList {
        ledger: &context.ledger,
        view: &view,
        selection: &selection,
        entries,
        // Who asks for some of them means whatever fits.
        with_finished: args.all || !args.words.is_empty() || selection != Selection::default(),
        sorted: args.sort.is_some(),
        mine: mine.as_deref(),
    };
    print(&answer, args.format, ui)
}
