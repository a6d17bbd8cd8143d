//! What of the ledger a command could not read, in a line each.

use foretell::lint::{DUPLICATE_ID, LocatedFinding, locate_all};
use foretell::model::{Finding, Location, LocationTarget, Severity};
use foretell::record::{Record, SourceFile};
use foretell::render::escape::visible;
use foretell::render::value;

use crate::context::Context;

/// How many records are named; a thousand lines would hide the answer.
const NAMED: usize = 20;

/// Names the records among those asked for that no answer can be drawn from: with their file, their
/// line, what is wrong and what to write. Empty where there is none.
pub fn records(context: &Context, is_asked: impl Fn(&Record) -> bool) -> Vec<String> {
    let asked = context.records.iter().filter(|record| is_asked(record));
    let faults: Vec<Finding> = asked.filter_map(|record| fault(context, record)).collect();
    if faults.is_empty() {
        return Vec::new();
    }
    let shown = faults.len().min(NAMED);
    let mut lines = name(&faults[..shown], &context.records, &context.sources);
    let is = if faults.len() == 1 { "is" } else { "are" };
    let what = value::count(faults.len(), "record");
    let more = match faults.len() - shown {
        0 => String::new(),
        more => format!(", {more} of them not named here"),
    };
    lines.push(format!(
        "{what} could not be read and {is} left out{more}; see `foretell check`"
    ));
    lines
}

/// Returns a line for each finding: its place, what is wrong, what to do.
pub fn name(faults: &[Finding], records: &[Record], sources: &[SourceFile]) -> Vec<String> {
    let line = |found: &LocatedFinding| {
        let place = found.places.first();
        let place = place.map(|place| format!("{}:{}: ", visible(&place.file), place.line));
        let help = found.help.as_deref();
        let help = help.map(|help| format!("; {}", visible(help)));
        format!(
            "{}{}{}",
            place.unwrap_or_default(),
            visible(&found.message),
            help.unwrap_or_default()
        )
    };
    locate_all(faults, records, sources)
        .iter()
        .map(line)
        .collect()
}

/// Returns why a record is none of the ledger, where it is not.
fn fault(context: &Context, record: &Record) -> Option<Finding> {
    let Some(forecast) = &record.forecast else {
        let is_error = |found: &&Finding| found.severity == Severity::Error;
        return record.findings.iter().find(is_error).cloned();
    };
    let taken = context.ledger.get(&forecast.id)?;
    let is_it = taken.file == record.file && taken.document == record.document;
    let message = format!("the id `{}` is taken, in {}", forecast.id, taken.file);
    let found = DUPLICATE_ID.finding(message);
    (!is_it).then(|| Finding {
        places: vec![Location {
            file: record.file.clone(),
            document: record.document,
            spot: LocationTarget::File,
            label: None,
        }],
        ..found.help("give one of the two another id")
    })
}
