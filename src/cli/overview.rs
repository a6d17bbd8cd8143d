//! `foretell` alone: how things stand, and what to do next.

use foretell::analysis::{CalibrationOptions, calibration};
use foretell::dataset::from_ledger;
use foretell::ledger::Selection;
use foretell::query::{Dimension, Purpose, Request};
use foretell::render::calibration::{differ, verdict_line};
use foretell::render::{DueList, Overview, RecordList};
use foretell::store::StoreError;

use crate::args::Globals;
use crate::clock;
use crate::context::{self, Context};
use crate::error::{Error, ExitStatus};
use crate::ui::Ui;
use foretell::ledger::View;

/// What it says where there is no ledger.
const NO_LEDGER: &str = "\
foretell keeps forecasts as text records in git, and scores them.
There is no ledger in this folder or above it.

  foretell init                           starts one here
  foretell demo                           writes a real one to look around in
  foretell new --help                     how a forecast is written down
  foretell --help                         every command
";

/// Days that are soon, and that make an estimate old: as in `due`.
const WITHIN: u32 = 30;
const STALE: u32 = 90;

/// Runs `foretell` without a command.
pub fn run(globals: &Globals, ui: &mut Ui) -> Result<ExitStatus, Error> {
    match context::root(globals) {
        Err(Error::Store(StoreError::NoLedger(_))) => {
            ui.print(NO_LEDGER)?;
            return Ok(ExitStatus::Success);
        }
        Err(error) => return Err(error),
        Ok(_) => {}
    }
    let context = Context::open(globals, ui)?.blind_first(None, ui)?;
    let ledger = &context.ledger;
    let view = View::new(clock::today()?, context.settings().grace);
    let selection = Selection::default();
    let mine = context.forecaster(None).ok().flatten();
    let due = DueList {
        open: RecordList {
            ledger,
            view: &view,
            selection: &selection,
            entries: selection.of(ledger, &view),
            with_finished: false,
            sorted: false,
            mine: mine.as_deref(),
        },
        within: WITHIN,
        stale: STALE,
    };
    let request = Request {
        group_by: vec![Dimension::Forecaster],
        ..Request::new(view, context.settings().weigh)
    };
    let dataset = from_ledger(ledger, &request, Purpose::Calibration);
    let options = CalibrationOptions {
        tests: false,
        ..CalibrationOptions::default()
    };
    let answer = calibration(&dataset, &request, &options);
    // All together come last.
    let total = answer.tables.last();
    let together = total.and_then(verdict_line);
    let alone = total.and_then(|total| differ(total, &answer));
    let overview = Overview {
        due,
        calibrated: together.into_iter().chain(alone).collect(),
    };
    let screen = ui.screen();
    ui.print(&overview.page().screen(screen))?;
    Ok(ExitStatus::Success)
}
