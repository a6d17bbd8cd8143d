//! `--like`: a platform's own numbers.

use foretell::analysis::{Platform, TOO_FINE, like, like_calibration};
use foretell::dataset::from_ledger;
use foretell::ledger::Ledger;
use foretell::query::{Purpose, Request};
use foretell::render::platform as report;

use crate::error::Error;
use crate::options::Format;
use crate::ui::Ui;

/// Prints a platform's numbers by its own rule.
pub fn print(
    ledger: &Ledger,
    request: &Request,
    platform: Platform,
    format: Format,
    ui: &mut Ui,
) -> Result<(), Error> {
    if let Some(fine) = request.group_by.iter().find(|one| TOO_FINE.contains(one)) {
        let error = Error::usage(format!("a platform's number has no groups by {fine}"));
        return Err(error.hint("it is of all that somebody said of a question; group by another"));
    }
    let dataset = from_ledger(ledger, request, Purpose::Adjust);
    let liked = like(&dataset, request, platform);
    match format {
        Format::Json => ui.print(&report::json(&liked, request)),
        Format::Table => {
            if !liked.rows.is_empty() {
                ui.sheet(&report::sheet(&liked, request), format)?;
            }
            ui.wrapped(&report::notes(&liked, request))
        }
        Format::Csv | Format::Markdown => ui.sheet(&report::sheet(&liked, request), format),
    }
}

/// Prints a platform's calibration table by its own rule.
pub fn print_curve(
    ledger: &Ledger,
    request: &Request,
    platform: Platform,
    format: Format,
    ui: &mut Ui,
) -> Result<(), Error> {
    if !request.group_by.is_empty() {
        let error = Error::usage("a platform's calibration table has no groups");
        return Err(error.hint("--forecaster takes one forecaster's estimates"));
    }
    let dataset = from_ledger(ledger, request, Purpose::Adjust);
    let Some(curve) = like_calibration(&dataset, request, platform) else {
        let error = Error::usage(format!("{platform} prints no calibration table"));
        return Err(error.hint("metaculus, fatebook and predictionbook do"));
    };
    match format {
        Format::Json => ui.print(&report::curve_json(&curve, request)),
        Format::Table => {
            if curve.questions > 0 {
                ui.sheet(&report::curve_sheet(&curve), format)?;
            }
            ui.wrapped(&report::curve_notes(&curve, request))
        }
        Format::Csv | Format::Markdown => ui.sheet(&report::curve_sheet(&curve), format),
    }
}
