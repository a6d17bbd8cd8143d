//! How a command writes: checked, shown, and only then on the disk.

use std::sync::Arc;

use chrono::NaiveDate;
use foretell::ledger::Entry;
use foretell::lint::{self, LedgerView, locate_all};
use foretell::model::{Finding, Severity};
use foretell::record::edit::{Change, apply};
use foretell::record::{self, Record, SourceFile};
use foretell::render::{findings, unified};
use foretell::store::{self, Updated};

use crate::context::Context;
use crate::error::Error;
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
) -> Result<(), Error> {
    let file = &entry.file;
    let mut warnings = Vec::new();
    let style = ui.style();
    let edit = |old: &str| Ok::<_, Error>(apply(old, entry.document, change)?.text);
    let check = |new: &str| {
        let judged = judge(context, file, new, today);
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
    Ok(())
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
    let judged = judge(context, file, text, today);
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

/// A file as it would be, with what the rules newly say about it.
struct Judged {
    file: SourceFile,
    records: Vec<Record>,
    new: Vec<Finding>,
}

/// Returns what the rules would newly say if the file had that text.
fn judge(context: &Context, file: &str, text: &str, today: NaiveDate) -> Judged {
    let source = SourceFile {
        path: Arc::from(file),
        content: Ok(Arc::from(text)),
    };
    let records = record::read(&source, context.settings());
    let others = context
        .records
        .iter()
        .filter(|record| &*record.file != file);
    let all: Vec<Record> = others.chain(&records).cloned().collect();
    let said = |records: &[Record]| {
        let whole = LedgerView::new(records, context.settings(), today);
        lint::check(&whole, &context.settings_findings).findings
    };
    let before = said(&context.records);
    let known = |finding: &Finding| {
        before
            .iter()
            .any(|old| old.rule == finding.rule && old.message == finding.message)
    };
    let new = said(&all)
        .into_iter()
        .filter(|finding| !known(finding))
        .collect();
    Judged {
        file: source,
        records,
        new,
    }
}

impl Judged {
    /// Returns the warnings in a line each, or the error that keeps the file as it is.
    fn accept(&self, style: foretell::render::Style) -> Result<Vec<String>, Error> {
        let sources = std::slice::from_ref(&self.file);
        let located = locate_all(&self.new, &self.records, sources);
        if self
            .new
            .iter()
            .any(|finding| finding.severity == Severity::Error)
        {
            let tally = findings::CheckedCounts {
                records: self.records.len(),
                waived: 0,
            };
            return Err(Error::Record {
                report: findings::text(&located, tally, style),
                message: format!(
                    "{} is untouched: the record would be invalid",
                    self.file.path
                ),
            });
        }
        Ok(located
            .iter()
            .map(|one| format!("warning[{}]: {}", one.rule.code, one.message))
            .collect())
    }
}
