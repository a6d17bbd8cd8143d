//! The lines under a calibration.

use crate::analysis::{Calibration, CalibrationOptions, Table};
use crate::query::{Request, Weighting};
use crate::render::number::percent;
use crate::render::run_info::{left_out, line, nothing};
use crate::render::value;
use crate::scoring::Statistic;
use crate::scoring::calibration::Closed;

/// Returns the lines under a calibration.
pub(super) fn notes(
    calibration: &Calibration,
    request: &Request,
    how: &CalibrationOptions,
) -> String {
    let total = calibration.tables.last();
    let total = total.filter(|table| table.basis.n > 0);
    if total.is_none() && calibration.quantities.is_empty() {
        return nothing(request, &calibration.skipped);
    }
    let mut out = total.map(on_average).unwrap_or_default();
    if request.weigh == Weighting::Last {
        out += "The last estimate is a poor judge of calibration: an early yes cuts a rising series \
                short, so that even a calibrated forecaster looks underconfident; --weigh first or \
                days does not have that fault.\n";
    }
    if how.tests && total.is_some() {
        out += "If calibrated: what is expected of a perfectly calibrated forecaster, and the 95th \
                percentile.\n";
    }
    let tested = total.map_or(0, |table| {
        let rows = table.rows.iter();
        rows.filter(|bin| bin.verdict.is_some()).count()
    });
    let left = if how.closed == Closed::Left {
        ", closed on the left"
    } else {
        ""
    };
    out += &format!(
        "{}; rows {}{left}; {} intervals of {} on the clusters; {} tested; seed {}\n",
        line(request, "Calibration"),
        how.rows,
        how.interval.title(),
        percent(request.level),
        value::count(tested, "row"),
        request.seed
    );
    out + &left_out(&calibration.skipped)
}

/// Returns what was said on average, and what happened.
fn on_average(total: &Table) -> String {
    let share = |figure: Statistic| figure.map(percent).unwrap_or_default();
    format!(
        "{}: mean estimate {}, observed {}.\n",
        value::count(total.basis.questions, "forecast"),
        share(total.pair_counts.mean_forecast()),
        share(total.pair_counts.base_rate())
    )
}
