//! `foretell audit`

use chrono::NaiveDate;
use clap::Args;
use foretell::lint::audit::{self, Audit, Seen, Unread};
use foretell::lint::{self, LedgerView, command_rules};
use foretell::model::Finding;
use foretell::record::RecordHistory;
use foretell::render::DayV1;
use foretell::render::findings::{CheckInfoV1, CheckRun, CheckedCounts, SelfInterestV1};
use foretell::render::value::count;
use foretell::store::{self, Git};

use crate::args::Globals;
use crate::clock;
use crate::context::Context;
use crate::error::{Error, ExitStatus};
use crate::findings;
use crate::options::{FindingArgs, commit, days};
use crate::spoken_day::day;
use crate::ui::Ui;

/// Print what git's history says against the records
///
/// Finds estimates that say they are older than the commit that first carried them; estimates,
/// questions, criteria, deadlines and outcomes that were changed after the fact, with the old and
/// the new; estimates and forecasts that were removed; and resolutions that no commit has yet.
///
/// It also counts, by name, what people did to forecasts of their own: outcomes that they logged,
/// forecasts that they declared void, and questions and deadlines that they changed when the outcome
/// was known.
///
/// Where it finds nothing, the records are consistent with this history. That proves nothing:
/// dates in git are as honest as whoever made them. Commits that brought in old records in bulk are
/// declared under `imports` in foretell.yaml.
///
/// Exits 2 in a shallow clone, which does not have the whole history, and where a version of a
/// record cannot be read, since a change could hide behind it.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  foretell audit --tolerance 3d")]
pub struct AuditArgs {
    /// Let an estimate be this much older than the commit that first carried it
    #[arg(long, value_name = "DAYS", default_value = "7d", value_parser = days)]
    tolerance: u32,
    /// Pass over what this commit wrote and nobody can read; may be given several times
    #[arg(long, value_name = "COMMIT", value_parser = commit)]
    allow_unreadable: Vec<String>,
    /// In a shallow clone, go by the history that is there
    #[arg(long)]
    allow_shallow: bool,
    /// Judge as at the end of this day [default: today]
    #[arg(long, value_name = "DATE", value_parser = day)]
    as_of: Option<NaiveDate>,
    #[command(flatten)]
    findings: FindingArgs,
}

/// Runs `foretell audit`.
pub fn run(args: &AuditArgs, globals: &Globals, ui: &mut Ui) -> Result<ExitStatus, Error> {
    let context = Context::open_in_part(globals)?;
    context.leave_out(ui, |_| true);
    let as_of = args.as_of.map_or_else(clock::today, Ok)?;
    let git = Git::open(&context.root, &clock::for_git(), args.allow_shallow)?;
    let history = store::history(&git, &context.sources, audit::seen)?;
    let imports = &context.settings().imports;
    let audited = audit::audit(&Audit {
        history: &history,
        records: &context.records,
        imports,
        tolerance: args.tolerance,
        as_of,
    });
    let unread = unread(&history, &args.allow_unreadable);
    let whole = LedgerView::new(&context.records, context.settings(), as_of);
    let mut report = lint::apply_levels(&whole, audited.findings);
    args.findings.keep(&mut report.findings);
    let people = audited.self_interest.into_iter();
    let self_interest: Vec<_> = people.map(SelfInterestV1::from).collect();
    for person in &self_interest {
        ui.warn(&person.sentence());
    }
    let made_with = CheckInfoV1::Audit {
        as_of: DayV1::new(as_of),
        strict: args.findings.strict,
        rules: args.findings.rules(),
        tolerance: args.tolerance,
        imports: imports.clone(),
        commits: history.commits.len(),
        shallow: history.is_shallow,
        unreadable: unread.clone(),
        self_interest,
    };
    // A record that was deleted was looked at, too.
    let deleted = |finding: &&Finding| *finding.rule == command_rules::DELETED_FORECAST;
    let deleted = report.findings.iter().filter(deleted).count();
    let run = CheckRun {
        command: "audit",
        made_with: &made_with,
        as_of,
        strict: args.findings.strict,
        checked: CheckedCounts {
            records: context.records.len() + deleted,
            waived: report.waived,
        },
    };
    findings::print_as(ui, &context, &report.findings, &run, &args.findings)?;
    let is_clean = report.findings.is_empty() && unread.is_empty();
    say(
        &history,
        imports,
        is_clean && context.ledger.unreadable() == 0,
        ui,
    );
    ui.could_not(named(&unread));
    Ok(args.findings.exit(&report.findings))
}

/// Returns the names of the versions that cannot be read, but for those of these commits.
fn unread(history: &RecordHistory<Seen>, allowed: &[String]) -> Vec<String> {
    let is_allowed = |unread: &Unread<'_>| {
        let mut ids = allowed.iter();
        ids.any(|id| unread.commit.id.starts_with(id.as_str()))
    };
    let found = audit::unread(history).into_iter();
    found
        .filter(|unread| !is_allowed(unread))
        .map(|Unread { file, commit }| format!("{file} in {} on {}", commit.short(), commit.day))
        .collect()
}

/// Returns a line for each version that cannot be read, and what to do about them all.
fn named(unread: &[String]) -> Vec<String> {
    if unread.is_empty() {
        return Vec::new();
    }
    let each = unread.iter().map(|name| format!("could not read {name}"));
    let versions = count(unread.len(), "version");
    let all = format!(
        "{versions} of record files could not be read, and a change can hide behind them; \
         `--allow-unreadable COMMIT`, once somebody has looked"
    );
    each.chain([all]).collect()
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
