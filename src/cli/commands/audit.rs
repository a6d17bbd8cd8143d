//! `foretell audit`

use chrono::NaiveDate;
use clap::Args;
use foretell::lint::audit::{self, Audit, Audited, Seen, Unread};
use foretell::lint::{self, LedgerView, command_rules};
use foretell::model::Finding;
use foretell::record::{Record, RecordHistory};
use foretell::render::DayV1;
use foretell::render::findings::{CheckInfoV1, CheckRun, CheckedCounts, SelfInterestV1};
use foretell::render::value::count;
use foretell::store::{self, Git};

use crate::args::Globals;
use crate::changed_records::{Touched, touched};
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
/// In a pull request `--changed-since origin/main` reports only what this change brought: what was found
/// in the history before it does not fail. Several ledgers (`--root` again) are asked one after the
/// other.
///
/// Exits 2 in a shallow clone, which does not have the whole history, and where a version of a
/// record cannot be read, since a change could hide behind it.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  foretell audit --tolerance 3d\n  \
    foretell audit --changed-since origin/main")]
pub struct AuditArgs {
    /// Let an estimate be this much older than the commit that first carried it
    #[arg(long, value_name = "DAYS", default_value = "7d", value_parser = days)]
    tolerance: u32,
    /// Pass over what this commit wrote and nobody can read; may be given several times
    #[arg(long, value_name = "COMMIT", value_parser = commit)]
    allow_unreadable: Vec<String>,
    /// Report only what was brought since this revision of git
    #[arg(long, value_name = "REV")]
    changed_since: Option<String>,
    /// In a shallow clone, go by the history that is there
    #[arg(long)]
    allow_shallow: bool,
    /// Judge as at the end of this day [default: today]
    #[arg(long, value_name = "DATE", value_parser = day)]
    as_of: Option<NaiveDate>,
    #[command(flatten)]
    pub findings: FindingArgs,
}

/// Runs `foretell audit`.
pub fn run(args: &AuditArgs, globals: &Globals, ui: &mut Ui) -> Result<ExitStatus, Error> {
    let context = Context::open_in_part(globals)?;
    let touched = touched(
        &context,
        args.changed_since.as_deref(),
        args.allow_shallow,
        ui,
    )?;
    let as_of = args.as_of.map_or_else(clock::today, Ok)?;
    let git = Git::open(&context.root, &clock::for_git(), args.allow_shallow)?;
    let Looked {
        audited,
        unread,
        seen,
    } = look(args, &context, &git, touched.as_ref(), as_of)?;
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
        imports: context.settings().imports.clone(),
        changed_since: args.changed_since.clone(),
        commits: seen.commits,
        shallow: seen.is_shallow,
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
    seen.say(
        is_clean && context.ledger.unreadable() == 0,
        touched.is_some(),
        ui,
    );
    ui.could_not(named(&unread));
    Ok(args.findings.exit(&report.findings))
}

/// What history says.
struct Looked {
    audited: Audited,
    /// The versions that cannot be read.
    unread: Vec<String>,
    seen: Summary,
}

/// Asks history, of a change for what it brought alone: what was found before is for others to put
/// right.
fn look(
    args: &AuditArgs,
    context: &Context,
    git: &Git,
    touched: Option<&Touched>,
    as_of: NaiveDate,
) -> Result<Looked, Error> {
    let history = store::history(git, &context.sources, audit::seen)?;
    let imports = &context.settings().imports;
    let ask = |history: &RecordHistory<Seen>, records: &[Record]| {
        audit::audit(&Audit {
            history,
            records,
            imports,
            tolerance: args.tolerance,
            as_of,
        })
    };
    let mut looked = Looked {
        audited: ask(&history, &context.records),
        unread: unread(&history, &args.allow_unreadable),
        seen: Summary::new(&history, imports),
    };
    if let (Some(revision), Some(touched)) = (&args.changed_since, touched) {
        let history = history.before(&store::commits_since(git, revision)?);
        let before = ask(&history, &touched.before(context)).findings;
        looked.audited.findings = lint::brought(looked.audited.findings, before);
        let known = unread(&history, &args.allow_unreadable);
        looked.unread.retain(|name| !known.contains(name));
    }
    Ok(looked)
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

/// What the history could show and what not.
struct Summary {
    commits: usize,
    first: Option<NaiveDate>,
    is_shallow: bool,
    /// The declared imports that no commit is.
    unknown: Vec<String>,
}

impl Summary {
    fn new(history: &RecordHistory<Seen>, imports: &[String]) -> Self {
        let is_there = |import: &&String| {
            let mut ids = history.commits.iter().map(|commit| &commit.id);
            ids.any(|id| id.starts_with(import.as_str()))
        };
        Self {
            commits: history.commits.len(),
            first: history.commits.iter().map(|commit| commit.day).min(),
            is_shallow: history.is_shallow,
            unknown: imports
                .iter()
                .filter(|one| !is_there(one))
                .cloned()
                .collect(),
        }
    }

    /// Says so; of a change alone not that all is consistent.
    fn say(&self, is_clean: bool, is_change: bool, ui: &mut Ui) {
        let commits = count(self.commits, "commit");
        match self.first {
            None => ui.warn("there is no commit yet, and so no history to hold the records to"),
            Some(first) if is_clean && !is_change => ui.warn(&format!(
                "the records are consistent with this history of {commits} since {first}, which proves \
                 nothing more"
            )),
            Some(first) => ui.warn(&format!("seen: {commits} since {first}")),
        }
        if self.is_shallow {
            ui.warn(
                "this clone is shallow: what happened before its first commit cannot be seen, and what \
                 that commit carries may be older (`git fetch --unshallow`)",
            );
        }
        for import in &self.unknown {
            ui.warn(&format!(
                "`imports` names {import}, which no commit of this history is"
            ));
        }
    }
}
