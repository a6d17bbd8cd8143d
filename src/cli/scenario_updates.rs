//! What a resolution did to the scenario sets that watch the forecast.

use chrono::NaiveDate;
use foretell::analysis::scenarios::{Assessment, From, SetRequest, assess};
use foretell::ledger::{Entry, View};
use foretell::model::{ForecastId, Kind};
use foretell::render::value;

use crate::args::Globals;
use crate::context::Context;
use crate::error::Error;
use crate::ui::Ui;

/// Prints where the sets that have the forecast for an indicator stood before and stand now, and
/// returns the ledger as it now is. Where there is no such set it is not read again.
pub fn report(
    before: &Context,
    globals: &Globals,
    id: &ForecastId,
    today: NaiveDate,
    ui: &mut Ui,
) -> Result<Option<Context>, Error> {
    if !before
        .ledger
        .entries()
        .iter()
        .any(|entry| watches(entry, id))
    {
        return Ok(None);
    }
    let after = Context::open_about(globals, Some(id.as_str()))?;
    let request = SetRequest {
        view: View::new(today, after.settings().grace),
        from: From::Opening,
        forecasters: Vec::new(),
        suppose: Vec::new(),
    };
    for entry in after
        .ledger
        .entries()
        .iter()
        .filter(|entry| watches(entry, id))
    {
        let Some(old) = before.ledger.get(&entry.forecast.id) else {
            continue;
        };
        let was = assess(&before.ledger, old, &request).into_iter().flatten();
        let is = assess(&after.ledger, entry, &request).into_iter().flatten();
        for (was, is) in was.zip(is) {
            if was.posterior.beliefs != is.posterior.beliefs {
                ui.line(&line(&was, &is))?;
            }
        }
    }
    Ok(Some(after))
}

fn watches(entry: &Entry, id: &ForecastId) -> bool {
    match &entry.forecast.kind {
        Kind::Scenarios(set) => set.indicators.iter().any(|one| one.forecast == *id),
        _ => false,
    }
}

fn line(was: &Assessment<'_>, is: &Assessment<'_>) -> String {
    let options = is.set.options().into_iter();
    let beliefs = was.posterior.beliefs.iter().zip(&is.posterior.beliefs);
    let moves: Vec<String> = options
        .zip(beliefs)
        .map(|(option, (old, new))| {
            format!("{option} {} → {}", value::belief(*old), value::belief(*new))
        })
        .collect();
    let by = is
        .by
        .map(|by| format!(", as {by} has it"))
        .unwrap_or_default();
    format!(
        "It moves `{}`{by}: {}",
        is.entry.forecast.id,
        moves.join(", ")
    )
}
