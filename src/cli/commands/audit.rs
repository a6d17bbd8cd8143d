//! `foretell audit`

use chrono::NaiveDate;
use clap::Args;
use foretell::lint::audit::{self, Audit, Seen};
use foretell::lint::{self, Whole};
use foretell::model::{Finding, Severity};
use foretell::record::RecordHistory;
use foretell::report::findings::{CheckRun, CheckedCounts};
use foretell::report::value::count;
use foretell::store;
use serde_json::{Map, json};

use crate::args::Globals;
use crate::clock;
use crate::context::Context;
use crate::error::{Error, ExitStatus};
use crate::findings;
use crate::options::{FindingFormat, day, days};
use crate::ui::Ui;

/// Print what git's history says against the records
///
/// Finds estimates that say they are older than the commit that first carried them; estimates,
/// questions, criteria, deadlines and outcomes that were changed after the fact, with the old and
/// the new; estimates and forecasts that were removed; and resolutions that no commit has yet.
///
/// Where it finds nothing, the records are consistent with this history. That proves nothing:
/// dates in git are as honest as whoever made them, and what a shallow clone has cut off cannot be
/// seen. Commits that brought in old records in bulk are declared under `imports` in foretell.yaml.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  foretell audit --tolerance 3d")]
pub struct AuditArgs {
    /// Let an estimate be this much older than the commit that first carried it
    #[arg(long, value_name = "DAYS", default_value = "7d", value_parser = days)]
    tolerance: u32,
    /// Take warnings as seriously as errors
    #[arg(long)]
    strict: bool,
    /// Judge as at the end of this day [default: today]
    #[arg(long, value_name = "DATE", value_parser = day)]
    as_of: Option<NaiveDate>,
    /// Print the findings in this form
    #[arg(long, value_enum, default_value_t, value_name = "FORM")]
    format: FindingFormat,
}

/// Runs `foretell audit`.
pub fn run(args: &AuditArgs, globals: &Globals, ui: &mut Ui) -> Result<ExitStatus, Error> {
    let context = Context::open(globals)?;
    let as_of = args.as_of.map_or_else(clock::today, Ok)?;
    let history = store::history(&context.root, audit::seen)?;
    let imports = &context.settings().imports;
    let found = audit::audit(&Audit {
        history: &history,
        records: &context.records,
        imports,
        tolerance: args.tolerance,
        as_of,
    });
    let whole = Whole::new(&context.records, context.settings(), as_of);
    let report = lint::apply_levels(&whole, found);
    let mut made_with = Map::new();
    made_with.insert("as_of".into(), json!(as_of.to_string()));
    made_with.insert("strict".into(), json!(args.strict));
    made_with.insert("tolerance".into(), json!(args.tolerance));
    made_with.insert("imports".into(), json!(imports));
    made_with.insert("commits".into(), json!(history.commits.len()));
    made_with.insert("shallow".into(), json!(history.is_shallow));
    // A record that was deleted was looked at, too.
    let deleted = |finding: &&Finding| finding.code == "deleted-forecast";
    let deleted = report.findings.iter().filter(deleted).count();
    let run = CheckRun {
        command: "audit",
        made_with: &made_with,
        as_of,
        strict: args.strict,
        tally: CheckedCounts {
            records: context.records.len() + deleted,
            waived: report.waived,
        },
    };
    findings::print(ui, &context, &report.findings, &run, args.format)?;
    say(&history, imports, report.findings.is_empty(), ui);
    context.note_unreadable(ui);
    let grave = |finding: &Finding| args.strict || finding.severity == Severity::Error;
    Ok(if report.findings.iter().any(grave) {
        ExitStatus::Findings
    } else {
        ExitStatus::Success
    })
}

/// Says what the history could show and what not.
fn say(history: &RecordHistory<Seen>, imports: &[String], is_clean: bool, ui: &mut Ui) {
    let commits = count(history.commits.len(), "commit");
    match history.commits.iter().map(|commit| commit.day).min() {
        None => ui.warn("there is no commit yet, and so no history to hold the records to"),
        Some(first) if is_clean => ui.warn(&format!(
            "the records are consistent with this history of {commits} since {first}, which proves \
             nothing more"
        )),
        Some(first) => ui.warn(&format!("seen: {commits} since {first}")),
    }
    if history.is_shallow {
        ui.warn(
            "this clone is shallow: what happened before its first commit cannot be seen, and what \
             that commit carries may be older (`git fetch --unshallow`)",
        );
    }
    for import in imports {
        if !history
            .commits
            .iter()
            .any(|commit| commit.id.starts_with(import.as_str()))
        {
            ui.warn(&format!(
                "`imports` names {import}, which no commit of this history is"
            ));
        }
    }
}
