//! How a command writes: checked, shown, and only then on the disk.

use chrono::NaiveDate;
use foretell::ledger::Entry;
use foretell::lint::{self, LedgerView, LocatedFinding, locate_all};
use foretell::model::{Finding, Severity};
use foretell::record::edit::{Change, apply};
use foretell::record::{self, Record, SourceFile};
use foretell::render::findings::{self, CheckedCounts};
use foretell::render::{Style, unified};
use foretell::store::{self, Updated};

use crate::context::Context;
use crate::error::{Error, ExitStatus};
use crate::options::WriteArgs;
use crate::ui::Ui;

/// Makes a change of a record, or with `dry_run` only shows it.
///
/// Where the record would become invalid the file stays as it was. What the rules warn of is said,
/// and is in nobody's way.
pub fn change(
    context: &Context,
    entry: &Entry,
    change: &Change,
    today: NaiveDate,
    write: &WriteArgs,
    ui: &mut Ui,
) -> Result<Updated, Error> {
    let file = &entry.file;
    let mut warnings = Vec::new();
    let style = ui.style();
    let edit = |old: &str| Ok::<_, Error>(apply(old, entry.document, change)?.text);
    let check = |new: &str| {
        let judged = judge(
            context,
            &[file],
            vec![SourceFile::of_text(file.clone(), new)],
            today,
        );
        let id = &entry.forecast.id;
        let still = judged
            .records
            .iter()
            .any(|record| record.document == entry.document && record.id.as_ref() == Some(id));
        warnings = judged.accept(style)?;
        if still {
            Ok(())
        } else {
            Err(Error::usage(format!(
                "could not change `{id}`: {file} has changed meanwhile"
            ))
            .hint("run the command again"))
        }
    };
    let updated = if write.dry_run {
        store::preview(&context.root, file, edit, check)?
    } else {
        let lock = write.waiting.lock(&context.root, ui)?;
        written(store::update(&lock, file, edit, check)?, ui)
    };
    if write.dry_run {
        ui.print(&unified(file, &updated.old, &updated.new))?;
    }
    for warning in warnings {
        ui.warn(&warning);
    }
    Ok(updated)
}

/// Returns the text of a file with a change in it, or what is wrong with the record then.
pub fn changed_text(
    context: &Context,
    (file, document): (&str, usize),
    text: &str,
    change: &Change,
) -> Result<String, Error> {
    let text = apply(text, document, change)?.text;
    let records = record::read(&SourceFile::of_text(file, &text), context.settings());
    let mut findings = records.iter().flat_map(|record| &record.findings);
    match findings.find(|found| found.severity == Severity::Error) {
        None => Ok(text),
        Some(found) => {
            let error = Error::usage(found.message.clone());
            Err(match &found.help {
                Some(help) => error.hint(help.clone()),
                None => error,
            })
        }
    }
}

/// Says what would be wrong with a record after a change.
pub fn try_change(context: &Context, entry: &Entry, change: &Change) -> Result<(), Error> {
    let text = store::read(&context.root, &entry.file)?;
    changed_text(context, (&entry.file, entry.document), &text, change).map(|_| ())
}

/// Notes what a change has written, and says what it kept of others.
pub fn written(updated: Updated, ui: &mut Ui) -> Updated {
    if updated.new != updated.old {
        ui.has_written();
    }
    for file in &updated.saved {
        ui.warn(&format!(
            "somebody saved the file in the same moment, twice: what they saved first is in {file}"
        ));
    }
    updated
}

/// Adds a file with one new record, or with `dry_run` only shows it.
pub fn add(
    context: &Context,
    file: &str,
    text: &str,
    today: NaiveDate,
    write: &WriteArgs,
    ui: &mut Ui,
) -> Result<(), Error> {
    let text = &record::format(text).text;
    let judged = judge(
        context,
        &[file],
        vec![SourceFile::of_text(file, text)],
        today,
    );
    let warnings = judged.accept(ui.style())?;
    if write.dry_run {
        ui.print(&unified(file, "", text))?;
    } else {
        let lock = write.waiting.lock(&context.root, ui)?;
        store::add(&lock, file, text, || Ok::<_, Error>(()))?;
        ui.has_written();
    }
    for warning in warnings {
        ui.warn(&warning);
    }
    Ok(())
}

/// Refuses files as they would be where a record would become invalid, and says what the rules warn of.
pub fn accept(
    context: &Context,
    replaced: &[&str],
    sources: Vec<SourceFile>,
    today: NaiveDate,
    ui: &mut Ui,
) -> Result<(), Error> {
    let judged = judge(context, replaced, sources, today);
    for warning in judged.accept(ui.style())? {
        ui.warn(&warning);
    }
    Ok(())
}

/// Returns whether the records that were read about the only one of a file are enough to judge it by: it has no
/// question and no name that it did not have before.
pub fn is_judged_by_part(before: &Context, after: &Context, file: &str, today: NaiveDate) -> bool {
    let new: Vec<Record> = of_file(after, file).cloned().collect();
    new.len() == 1 && !before.as_before(today).brings_words(&new)
}

/// Prints what the rules say of a file of a ledger that was read whole, or as far as it bears on the file.
pub fn check_file(
    context: &Context,
    file: &str,
    today: NaiveDate,
    ui: &mut Ui,
) -> Result<ExitStatus, Error> {
    let whole = LedgerView::new(&context.records, context.settings(), today);
    let mut found = lint::check(&whole, &context.settings_findings).findings;
    found.retain(|finding| finding.places.iter().any(|place| &*place.file == file));
    if found.is_empty() {
        ui.line(&format!("{file}: nothing to say against it"))?;
    } else {
        let located = locate_all(&found, &context.records, &context.sources);
        let checked = of_file(context, file).count();
        ui.print(&report(&located, checked, ui.style()))?;
    }
    Ok(if is_grave(&found) {
        ExitStatus::Findings
    } else {
        ExitStatus::Success
    })
}

fn is_grave(findings: &[Finding]) -> bool {
    let mut severities = findings.iter().map(|finding| finding.severity);
    severities.any(|severity| severity == Severity::Error)
}

/// Files as they would be, with what that brings.
struct Judged {
    files: Vec<SourceFile>,
    records: Vec<Record>,
    /// What of what the rules then say is new.
    brought: Vec<Finding>,
}

/// Returns what the rules would say if these files stood in the place of those.
fn judge(context: &Context, replaced: &[&str], files: Vec<SourceFile>, today: NaiveDate) -> Judged {
    let settings = context.settings();
    let read = |source| record::read(source, settings);
    let records: Vec<Record> = files.iter().flat_map(read).collect();
    let brought = context.as_before(today).brought_by(replaced, &records);
    Judged {
        files,
        records,
        brought,
    }
}

impl Judged {
    /// Returns the warnings in a line each, or the error that keeps the files as they are.
    fn accept(&self, style: Style) -> Result<Vec<String>, Error> {
        let located = locate_all(&self.brought, &self.records, &self.files);
        if is_grave(&self.brought) {
            let files: Vec<&str> = self.files.iter().map(|file| &*file.path).collect();
            let is = if files.len() == 1 { "is" } else { "are" };
            return Err(Error::Record {
                report: report(&located, self.records.len(), style),
                message: format!(
                    "{} {is} untouched: the record would be invalid",
                    files.join(", ")
                ),
            });
        }
        Ok(located
            .iter()
            .map(|one| format!("warning[{}]: {}", one.rule.code, one.message))
            .collect())
    }
}

/// Returns the records of a file.
fn of_file<'a>(context: &'a Context, file: &'a str) -> impl Iterator<Item = &'a Record> {
    let records = context.records.iter();
    records.filter(move |one| &*one.file == file)
}

/// Returns what is said of so many records.
fn report(found: &[LocatedFinding], records: usize, style: Style) -> String {
    findings::text(found, CheckedCounts { records, waived: 0 }, style)
}
