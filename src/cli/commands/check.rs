//! `foretell check`

use std::collections::BTreeSet;
use std::path::PathBuf;

use chrono::NaiveDate;
use clap::Args;
use foretell::lint::{self, LedgerView, Report, SETTINGS_FILE};
use foretell::model::Finding;
use foretell::record::{self, Repaired, SourceFile};
use foretell::render::findings::{CheckInfoV1, CheckRun, CheckedCounts};
use foretell::render::{DayV1, unified, value};
use foretell::store;

use crate::args::Globals;
use crate::changed_records::Touched;
use crate::clock;
use crate::context::Context;
use crate::error::{Error, ExitStatus};
use crate::findings;
use crate::options::{FindingArgs, LockArgs, WitnessArgs};
use crate::record_writer::written;
use crate::spoken_day::day;
use crate::ui::Ui;

/// Check every record against every rule
///
/// Exits 1 where there is an error; with `--strict`, where there is a warning too; and 2 where the
/// settings cannot be read, since records were then judged by other rules. `foretell explain CODE`
/// says what a finding means and what to write instead. Several ledgers (`--root` again) are asked
/// one after the other.
///
/// `--fix` puts right what can mean only one thing: a day or odds written in a form of their own
/// (`2014-5-1`, `7:3`), and a misspelt key, choice or word of the yardstick that is near to only
/// one. Whatever else it finds is left for a person.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  foretell check --strict --format github")]
pub struct CheckArgs {
    /// Report only on these files and folders [default: the whole ledger]
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Report only on records that changed since this revision of git, and what that did to others
    #[arg(long, value_name = "REV", conflicts_with = "paths")]
    changed_since: Option<String>,
    /// In a shallow clone, go by the history that is there
    #[arg(long, requires = "changed_since")]
    allow_shallow: bool,
    #[command(flatten)]
    witness: WitnessArgs,
    /// Judge as at the end of this day [default: today]
    #[arg(long, value_name = "DATE", value_parser = day)]
    as_of: Option<NaiveDate>,
    /// First put right what can mean only one thing: notation and spelling
    #[arg(long, conflicts_with = "diff")]
    fix: bool,
    /// Print what `--fix` would change as a diff, and change nothing
    #[arg(long, conflicts_with = "format")]
    diff: bool,
    #[command(flatten)]
    pub findings: FindingArgs,
    /// How it waits for others.
    #[command(flatten)]
    waiting: LockArgs,
}

/// What is to be said where records were judged by other rules than the ledger's.
const UNRULED: &str = "the settings could not be read whole, so that defaults stood in for them and \
    the records were judged by other rules than yours; mend the settings first";

/// Runs `foretell check`.
pub fn run(args: &CheckArgs, globals: &Globals, ui: &mut Ui) -> Result<ExitStatus, Error> {
    let mut context = Context::records_only(globals)?;
    if args.diff || args.fix {
        let repairs = repairs(&context, &args.paths)?;
        if args.diff {
            return show(&repairs, ui);
        }
        make(&repairs, &context, &args.waiting, ui)?;
        context = Context::records_only(globals)?;
    }
    let mut context = context.witnessed(&args.witness)?;
    if !context.settings_faults().is_empty() {
        ui.could_not(vec![UNRULED.to_owned()]);
    }
    let as_of = args.as_of.map_or_else(clock::today, Ok)?;
    let files = store::load_sources(&context.root);
    let censuses = record::read_censuses(&files);
    context.sources.extend(files);
    let whole = LedgerView::new(&context.records, context.settings(), as_of);
    let whole = whole.with_censuses(&censuses);
    let mut report = lint::check(&whole, &context.settings_findings);
    // Every record is read and judged, so that a reference out of the chosen files is known.
    let records = match &args.changed_since {
        Some(revision) => {
            let touched = Touched::since(&context, revision, args.allow_shallow)?;
            let before = touched.before(&context);
            let before = LedgerView::new(&before, context.settings(), as_of);
            let before = lint::check(&before.with_censuses(&censuses), &[]).findings;
            keep_brought(&mut report, before, &context, &touched)
        }
        None if args.paths.is_empty() => context.records.len(),
        None => {
            let chosen = store::load_paths(&context.root, &args.paths)?;
            let chosen: BTreeSet<&str> = chosen.iter().map(|source| &*source.path).collect();
            keep(&mut report, &context, |file, _| chosen.contains(file))
        }
    };
    args.findings.keep(&mut report.findings);
    let made_with = CheckInfoV1::Check {
        as_of: DayV1::new(as_of),
        strict: args.findings.strict,
        changed_since: args.changed_since.clone(),
        rules: args.findings.rules(),
        witness: context.witnessed.then_some("git"),
    };
    let checked = CheckedCounts {
        records,
        waived: report.waived,
    };
    let run = CheckRun {
        command: "check",
        made_with: &made_with,
        as_of,
        strict: args.findings.strict,
        checked,
    };
    findings::print_as(ui, &context, &report.findings, &run, &args.findings)?;
    Ok(args.findings.exit(&report.findings))
}

/// Keeps the findings in what was chosen, by file and number in it, and returns how many records that is.
fn keep(report: &mut Report, context: &Context, is_chosen: impl Fn(&str, usize) -> bool) -> usize {
    report.findings.retain(|finding| {
        let mut places = finding.places.iter();
        places.any(|place| is_chosen(&place.file, place.document))
    });
    let records = context.records.iter();
    records
        .filter(|record| is_chosen(&record.file, record.document))
        .count()
}

/// Keeps what is found of the records that a change touches and what it brought upon others, and
/// returns how many records it touches.
fn keep_brought(
    report: &mut Report,
    before: Vec<Finding>,
    context: &Context,
    touched: &Touched,
) -> usize {
    let records = context.records.iter();
    let files: BTreeSet<&str> = records.map(|record| &*record.file).collect();
    // What is of no record stays: the settings judge all of them.
    let is_own = |finding: &Finding| {
        let mut places = finding.places.iter();
        places
            .any(|place| touched.has(&place.file, place.document) || !files.contains(&*place.file))
    };
    let all = std::mem::take(&mut report.findings);
    let upon_others: Vec<Finding> = all.iter().filter(|one| !is_own(one)).cloned().collect();
    let upon_others = lint::brought(upon_others, before);
    report.findings = all
        .into_iter()
        .filter(|finding| is_own(finding) || upon_others.contains(finding))
        .collect();
    let records = context.records.iter();
    records
        .filter(|record| touched.has(&record.file, record.document))
        .count()
}

/// A file of the ledger, and what can be put right in it.
type Repair<'a> = (&'a SourceFile, Repaired);

/// Returns what can be put right in the chosen files.
fn repairs<'a>(context: &'a Context, paths: &[PathBuf]) -> Result<Vec<Repair<'a>>, Error> {
    let chosen = match paths {
        [] => None,
        paths => Some(store::load_paths(&context.root, paths)?),
    };
    let is_chosen = |source: &&SourceFile| match &chosen {
        Some(chosen) => chosen.iter().any(|one| one.path == source.path),
        None => true,
    };
    let repaired = |source: &'a SourceFile| Some((source, repaired(source, context)?));
    Ok(context
        .sources
        .iter()
        .filter(is_chosen)
        .filter_map(repaired)
        .collect())
}

fn repaired(source: &SourceFile, context: &Context) -> Option<Repaired> {
    if &*source.path == SETTINGS_FILE {
        record::repair_settings(source)
    } else {
        record::repair(source, context.settings())
    }
}

/// Prints the repairs as a diff.
fn show(repairs: &[Repair<'_>], ui: &mut Ui) -> Result<ExitStatus, Error> {
    for (source, repaired) in repairs {
        let old = source.content.as_deref().unwrap_or_default();
        ui.print(&unified(&source.path, old, &repaired.text))?;
    }
    Ok(if repairs.is_empty() {
        ExitStatus::Success
    } else {
        ExitStatus::Findings
    })
}

/// Makes the repairs in their files, as these are by now.
fn make(
    repairs: &[Repair<'_>],
    context: &Context,
    waiting: &LockArgs,
    ui: &mut Ui,
) -> Result<(), Error> {
    if repairs.is_empty() {
        return Ok(());
    }
    let lock = waiting.lock(&context.root, ui)?;
    for (source, _) in repairs {
        let mut count = 0;
        let edit = |old: &str| {
            let source = SourceFile::of_text(source.path.clone(), old);
            let repaired = repaired(&source, context);
            count = repaired.as_ref().map_or(0, |repaired| repaired.count);
            Ok::<_, Error>(repaired.map_or_else(|| old.to_owned(), |repaired| repaired.text))
        };
        written(store::update(&lock, &source.path, edit, |_| Ok(()))?, ui);
        ui.warn(&format!(
            "{} in {}",
            value::count(count, "repair"),
            source.path
        ));
    }
    Ok(())
}
