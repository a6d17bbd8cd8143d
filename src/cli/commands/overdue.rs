//! `foretell overdue`

use chrono::NaiveDate;
use clap::{Args, ValueEnum};
use foretell::ledger::{Entry, Ledger, Selection, State, View};
use foretell::lint::{command_rules, snoozed};
use foretell::model::{Finding, Location, LocationTarget, Route, add_days};
use foretell::record::Record;
use foretell::render::findings::{CheckInfoV1, CheckRun, CheckedCounts};
use foretell::render::overdue::{self, Digest};
use foretell::render::{ViewInfoV1, records, value};

use crate::args::Globals;
use crate::changed_records::{Touched, touched};
use crate::context::Context;
use crate::error::{Error, ExitStatus};
use crate::findings;
use crate::options::{FilterArgs, FindingFormat, ViewArgs, days};
use crate::ui::Ui;

/// Fail when a forecast is overdue: the gate for CI
///
/// A forecast is overdue when `known_by` (or else the deadline) and the days of grace have passed
/// and it has no resolution; by how many days counts from when its answer was due. Exits 1 if there
/// is one, and 2 if a record or a setting cannot be read, since a typo must not hide an overdue
/// forecast.
///
/// In a pull request `--changed-since origin/main` asks only for the records that it touches. A
/// nightly job opens an issue with what `--summary` prints; `--digest` is for mail and chat, by
/// person. What is overdue for longer than `escalate:` in the settings says goes to one more person;
/// a `waive:` in a record keeps it quiet until its end. Several ledgers (`--root` again) are asked
/// one after the other.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  foretell overdue --format github\n  \
    foretell overdue --changed-since origin/main\n  \
    foretell overdue --summary --within 14d > issue.md\n  \
    foretell overdue --digest html > mail.html")]
pub struct OverdueArgs {
    /// Give this many days of grace [default: the ledger's, or 14]
    #[arg(long, value_name = "DAYS", value_parser = days)]
    grace: Option<u32>,
    /// Warn of what falls overdue within this many days; that alone does not fail
    #[arg(long, value_name = "DAYS", value_parser = days)]
    within: Option<u32>,
    /// Ask only for records that changed since this revision of git
    #[arg(long, value_name = "REV")]
    changed_since: Option<String>,
    /// In a shallow clone, go by the history that is there
    #[arg(long, requires = "changed_since")]
    allow_shallow: bool,
    #[command(flatten)]
    filters: FilterArgs,
    #[command(flatten)]
    view: ViewArgs,
    /// Print Markdown for an issue: what is to be done, by owner
    #[arg(long, conflicts_with = "format")]
    summary: bool,
    /// Print what each person has to see to: overdue, and due within `--within` days (14d)
    #[arg(long, value_enum, value_name = "FORM", conflicts_with_all = ["format", "summary"])]
    digest: Option<DigestFormat>,
    /// Print the findings in this form
    #[arg(long, value_enum, default_value_t, value_name = "FORM")]
    format: FindingFormat,
}

impl OverdueArgs {
    /// Returns the form in which its findings are printed; none where it prints a page of another kind.
    pub fn findings_format(&self) -> Option<FindingFormat> {
        (!self.summary && self.digest.is_none()).then_some(self.format)
    }
}

/// How a digest is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum DigestFormat {
    /// Plain text.
    Text,
    /// A page.
    Html,
    /// A message of Slack, in Block Kit's JSON.
    Slack,
}

impl DigestFormat {
    fn page(self, digest: &Digest<'_>) -> String {
        match self {
            Self::Text => overdue::text(digest),
            Self::Html => overdue::html(digest),
            Self::Slack => overdue::slack(digest),
        }
    }
}

/// How many days ahead a digest looks where nothing is asked for.
const AHEAD: u32 = 14;

/// Runs `foretell overdue`.
pub fn run(args: &OverdueArgs, globals: &Globals, ui: &mut Ui) -> Result<ExitStatus, Error> {
    let context = Context::open_in_part(globals)?;
    let mut view = args.view.view(context.settings())?;
    view.grace = args.grace.unwrap_or(view.grace);
    let touched = touched(
        &context,
        args.changed_since.as_deref(),
        args.allow_shallow,
        ui,
    )?;
    let selection = context.selection(&args.filters)?;
    let gate = Gate::new(&context, &selection, view, args.within, touched.as_ref());
    if args.summary {
        ui.print(&overdue::summary(&gate.page()))?;
    } else if let Some(form) = args.digest {
        let digest = Digest::new(&gate.page(), args.within.unwrap_or(AHEAD));
        ui.print(&form.page(&digest))?;
    } else if args.format == FindingFormat::Text {
        gate.print(ui)?;
    } else {
        let made_with = CheckInfoV1::Overdue {
            view: ViewInfoV1::new(&view, &selection),
            within: args.within,
            changed_since: args.changed_since.clone(),
        };
        let run = CheckRun {
            command: "overdue",
            made_with: &made_with,
            as_of: view.as_of,
            strict: false,
            checked: CheckedCounts {
                records: gate.asked,
                waived: gate.waived.len(),
            },
        };
        findings::print(ui, &context, &gate.findings(), &run, args.format)?;
    }
    Ok(if gate.loud.is_empty() {
        ExitStatus::Success
    } else {
        ExitStatus::Findings
    })
}

/// What the gate lets pass and what not.
struct Gate<'a> {
    context: &'a Context,
    view: View,
    within: Option<u32>,
    /// What is overdue.
    loud: Vec<&'a Entry>,
    /// What is overdue and waived.
    waived: Vec<&'a Entry>,
    /// What will be overdue within the days asked for.
    soon: Vec<&'a Entry>,
    /// What is due within them, or awaits its outcome.
    next: Vec<&'a Entry>,
    /// How many records were asked for.
    asked: usize,
}

impl<'a> Gate<'a> {
    fn new(
        context: &'a Context,
        selection: &Selection,
        view: View,
        within: Option<u32>,
        touched: Option<&Touched>,
    ) -> Self {
        let ledger = &context.ledger;
        let is_asked =
            |file: &str, document: usize| touched.is_none_or(|touched| touched.has(file, document));
        let asked = |record: &&Record| is_asked(&record.file, record.document);
        let mut entries = selection.of(ledger, &view);
        entries.retain(|entry| is_asked(&entry.file, entry.document));
        entries.sort_by_key(|entry| entry.forecast.lookup().end());
        let overdue_on = |day: NaiveDate| {
            let view = View { as_of: day, ..view };
            move |entry: &&Entry| matches!(view.state(ledger, entry), State::Overdue { .. })
        };
        let (overdue, later): (Vec<_>, Vec<_>) =
            entries.into_iter().partition(overdue_on(view.as_of));
        let (waived, loud) = overdue
            .into_iter()
            .partition(|entry| snoozed(&entry.forecast, view.as_of).is_some());
        let horizon = add_days(view.as_of, within.unwrap_or(0));
        let ahead = add_days(view.as_of, within.unwrap_or(AHEAD));
        let is_next = |entry: &&Entry| match view.state(ledger, entry) {
            State::Awaiting { .. } => true,
            State::Open => view.due(ledger, entry) <= ahead,
            _ => false,
        };
        Self {
            context,
            view,
            within,
            loud,
            waived,
            next: later.iter().copied().filter(is_next).collect(),
            soon: later.into_iter().filter(overdue_on(horizon)).collect(),
            asked: context.records.iter().filter(asked).count(),
        }
    }

    fn page(&self) -> overdue::OverduePage<'_> {
        overdue::OverduePage {
            ledger: &self.context.ledger,
            view: &self.view,
            within: self.within,
            overdue: &self.loud,
            waived: &self.waived,
            soon: &self.soon,
            next: &self.next,
        }
    }

    fn findings(&self) -> Vec<Finding> {
        let ledger = &self.context.ledger;
        let loud = self.loud.iter();
        let loud = loud.map(|entry| finding(ledger, entry, &self.view));
        let soon = self.soon.iter();
        let soon = soon.map(|entry| preview(ledger, entry, &self.view));
        loud.chain(soon).collect()
    }

    /// Prints tables for a person.
    fn print(&self, ui: &mut Ui) -> Result<(), Error> {
        let soon = self
            .within
            .map(|days| format!("Overdue within {days} days"));
        let parts = [
            ("Overdue", &self.loud),
            ("Waived", &self.waived),
            (soon.as_deref().unwrap_or(""), &self.soon),
        ];
        for (head, entries) in parts {
            if entries.is_empty() {
                continue;
            }
            if self.within.is_some() || !self.waived.is_empty() {
                ui.line(&format!("{head} ({})", entries.len()))?;
            }
            let sheet = records::deadlines(&self.context.ledger, entries, &self.view);
            ui.print(&sheet.table(ui.screen()))?;
            ui.line("")?;
        }
        let all = value::count(self.loud.len(), "forecast");
        let quiet = match self.waived.len() {
            0 => String::new(),
            n => format!(", {n} waived"),
        };
        let View { as_of, grace, .. } = self.view;
        ui.line(&format!(
            "{all} overdue as of {as_of}, grace {grace} days{quiet}"
        ))
    }
}

fn finding(ledger: &Ledger, entry: &Entry, view: &View) -> Finding {
    let id = &entry.forecast.id;
    let days = value::count(view.days_overdue(ledger, entry), "day");
    let escalated = records::escalated(ledger, entry, view);
    let escalated = escalated.map_or_else(String::new, |to| format!(", {to}"));
    let message = format!("`{id}`{} is overdue by {days}{escalated}", owned(entry));
    let help = format!(
        "`foretell resolve {id} OUTCOME` logs what happened; a `waive:` with a reason and an end \
         keeps it quiet for a while"
    );
    Finding {
        places: vec![due_day(entry)],
        ..command_rules::OVERDUE.finding(message).help(help)
    }
}

fn preview(ledger: &Ledger, entry: &Entry, view: &View) -> Finding {
    let id = &entry.forecast.id;
    let day = view.first_overdue(ledger, entry);
    let left = (day - view.as_of).num_days();
    let days = value::count(usize::try_from(left).unwrap_or(0), "day");
    let message = format!("`{id}`{} falls overdue on {day}, in {days}", owned(entry));
    let help =
        format!("`foretell resolve {id} OUTCOME` logs what happened, as soon as it is known");
    Finding {
        places: vec![due_day(entry)],
        ..command_rules::DUE_SOON.finding(message).help(help)
    }
}

fn owned(entry: &Entry) -> String {
    let owner = entry.forecast.owner.as_deref();
    owner.map_or_else(String::new, |owner| format!(", owned by {owner},"))
}

/// Returns the place that says when the answer can be known.
fn due_day(entry: &Entry) -> Location {
    let key = if entry.forecast.known_by.is_some() {
        "known_by"
    } else {
        "deadline"
    };
    Location {
        file: entry.file.clone(),
        document: entry.document,
        spot: LocationTarget::Value(Route::of(key)),
        label: None,
    }
}
