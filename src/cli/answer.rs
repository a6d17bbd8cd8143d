//! The one driver of commands that answer: from arguments to a ledger or a table, and from an answer to
//! what is printed.

use std::borrow::Cow;
use std::path::Path;

use clap::Args;
use foretell::dataset::{Dataset, from_ledger};
use foretell::ledger::View;
use foretell::query::{Dimension, Purpose, Request, Weighting};
use foretell::render::{Answer, how_made};

use crate::args::Globals;
use crate::context::Context;
use crate::error::{Error, ExitStatus};
use crate::options::{FilterArgs, Format, ScoringArgs, ViewArgs};
use crate::table::{self, TableArgs};
use crate::ui::Ui;

/// Which estimates and outcomes, how they are scored, and how the answer is printed.
#[derive(Clone, Debug, Args)]
pub struct DatasetArgs {
    #[command(flatten)]
    table: TableArgs,
    #[command(flatten)]
    scoring: ScoringArgs,
    #[command(flatten)]
    pub filters: FilterArgs,
    #[command(flatten)]
    view: ViewArgs,
    /// Print by name what is excluded, and why
    #[arg(long)]
    pub why: bool,
    /// Print the rows in this form
    #[arg(long, value_enum, default_value_t, value_name = "FORM")]
    pub format: Format,
}

/// What a command asks of estimates and outcomes.
#[derive(Clone, Debug)]
pub struct Query<'a> {
    /// What for.
    pub purpose: Purpose,
    /// The weighting, where one is asked for; else that of the ledger's settings, and of a table each
    /// row counts.
    pub weigh: Option<Weighting>,
    /// What the rows are grouped by.
    pub group_by: Option<&'a [Dimension]>,
    /// What those of a ledger are grouped by where nothing is asked for.
    pub ledger_group_by: &'a [Dimension],
    /// Forecasters of whom there must be estimates.
    pub names: &'a [&'a str],
    /// A table of outcomes that count in place of the logged ones.
    pub verdicts: Option<&'a Path>,
}

impl Query<'_> {
    /// Returns the query of everything at once.
    pub fn new(purpose: Purpose, weigh: Option<Weighting>) -> Self {
        Self {
            purpose,
            weigh,
            group_by: None,
            ledger_group_by: &[],
            names: &[],
            verdicts: None,
        }
    }
}

/// A ledger or a table, read to be asked.
pub struct Asked {
    /// What is asked.
    pub request: Request,
    purpose: Purpose,
    source: Source,
}

enum Source {
    Ledger(Box<Context>),
    Table(Box<Dataset<'static>>),
}

impl DatasetArgs {
    /// Reads the ledger, or the table in its place, and says what of it could not be read.
    pub fn ask(&self, query: &Query<'_>, globals: &Globals, ui: &mut Ui) -> Result<Asked, Error> {
        let purpose = query.purpose;
        ui.tell_why(self.why);
        if let Some(path) = self.table.path() {
            if self.scoring.witness.is_named() {
                return Err(Error::usage(
                    "a table has no history: leave out `--witness git`",
                ));
            }
            let weighted = query.weigh.is_some();
            let request = Request {
                table: Some(self.table.options(path, &self.view, weighted)),
                selection: self.filters.selection(),
                ..self.request(query, table::view(&self.view)?, Weighting::Each, &[])
            };
            let dataset = table::read(path, &request, purpose, query.names, ui)?;
            let source = Source::Table(Box::new(dataset));
            return Ok(Asked {
                request,
                purpose,
                source,
            });
        }
        let witness = &self.scoring.witness;
        let (context, regraded) = Context::open_regraded(globals, witness, query.verdicts, ui)?;
        for name in query.names {
            context.check_forecaster(name)?;
        }
        let view = self.view.view(context.settings())?;
        let weigh = context.settings().weigh;
        Ok(Asked {
            request: Request {
                witnessed: context.witnessed,
                regraded,
                selection: context.selection(&self.filters)?,
                ..self.request(query, view, weigh, query.ledger_group_by)
            },
            purpose,
            source: Source::Ledger(Box::new(context)),
        })
    }

    /// Refuses a floor that leaves some question of the dataset no room.
    pub fn check_floor(&self, dataset: &Dataset<'_>) -> Result<(), Error> {
        let options = dataset.questions().iter().map(|one| one.options.len());
        self.scoring.check_floor(options.max().unwrap_or_default())
    }

    fn request(
        &self,
        query: &Query<'_>,
        view: View,
        weigh: Weighting,
        group_by: &[Dimension],
    ) -> Request {
        Request {
            group_by: query.group_by.unwrap_or(group_by).to_vec(),
            ..self.scoring.request(view, query.weigh.unwrap_or(weigh))
        }
    }
}

impl Asked {
    /// Returns its estimates and outcomes; says of those of a ledger what one should know before one
    /// reads their scores, as a table's reader does.
    pub fn dataset(&self, ui: &mut Ui) -> Cow<'_, Dataset<'_>> {
        match &self.source {
            Source::Ledger(context) => {
                let dataset = from_ledger(&context.ledger, &self.request, self.purpose);
                for note in &dataset.faults().notes {
                    ui.warn(note);
                }
                Cow::Owned(dataset)
            }
            Source::Table(dataset) => Cow::Borrowed(dataset),
        }
    }

    /// Returns the estimates of a ledger by forecaster, for another purpose, with what is asked of
    /// them; nothing of a table, which is read once.
    pub fn by_forecaster(&self, purpose: Purpose) -> Option<(Dataset<'_>, Request)> {
        let Source::Ledger(context) = &self.source else {
            return None;
        };
        let request = Request {
            group_by: vec![Dimension::Forecaster],
            ..self.request.clone()
        };
        Some((from_ledger(&context.ledger, &request, purpose), request))
    }

    /// Returns the ledger that was read.
    pub fn context(&self) -> Result<&Context, Error> {
        match &self.source {
            Source::Ledger(context) => Ok(context),
            Source::Table(_) => Err(Error::usage("a table has no records to look at")),
        }
    }
}

/// Returns how its intervals and p-values were made.
fn made<A: Answer>(answer: &A) -> String {
    let rows = answer.json().rows;
    how_made(rows.iter().flat_map(A::procedures))
}

/// Prints an answer in the form that was asked for.
pub fn print(answer: &impl Answer, format: Format, ui: &mut Ui) -> Result<ExitStatus, Error> {
    let screen = ui.screen();
    match format {
        Format::Table => {
            let mut page = answer.page(screen);
            if screen.verbose {
                page.notes(made(answer));
            }
            ui.page(&page.screen(screen))?;
        }
        Format::Json => ui.print(&answer.json().text())?,
        Format::Csv => ui.print(&answer.csv())?,
        // It has no width to keep to, and goes where nobody can ask for more.
        Format::Markdown => ui.print(&answer.page(screen.in_full()).markdown())?,
    }
    Ok(ExitStatus::Success)
}
