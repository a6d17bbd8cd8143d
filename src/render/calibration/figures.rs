//! The figures under a calibration table, and the verdict.

use crate::analysis::figures::CalibrationAssessment;
use crate::analysis::{CalibrationOptions, Metric, Table};
use crate::metrics::MetricId;
use crate::render::ScreenTable;
use crate::render::column;
use crate::render::interval;
use crate::render::number::{self, amount, percent};
use crate::scoring::Undefined;
use crate::scoring::calibration::Tendency;

/// A line of the sheet: its figure, what it is called there, and what stands beside it.
struct Line {
    id: MetricId,
    what: &'static str,
    /// What a calibrated forecaster shows on average, and stays below 19 times in 20.
    chance: Option<[MetricId; 2]>,
    /// The p-value.
    p: Option<MetricId>,
    note: &'static str,
}

impl Line {
    const fn new(id: MetricId) -> Self {
        Self {
            id,
            what: id.info().label,
            chance: None,
            p: None,
            note: "",
        }
    }

    const fn called(self, what: &'static str) -> Self {
        Self { what, ..self }
    }

    const fn by_chance(self, mean: MetricId, high: MetricId) -> Self {
        let chance = Some([mean, high]);
        Self { chance, ..self }
    }

    const fn tested(self, p: MetricId) -> Self {
        Self { p: Some(p), ..self }
    }

    const fn note(self, note: &'static str) -> Self {
        Self { note, ..self }
    }
}

const LINES: &[Line] = &[
    Line::new(MetricId::Brier).called("Brier score"),
    Line::new(MetricId::Miscalibration)
        .by_chance(
            MetricId::MiscalibrationChance,
            MetricId::MiscalibrationChanceHigh,
        )
        .tested(MetricId::MiscalibrationP),
    Line::new(MetricId::Discrimination).called("− discrimination"),
    Line::new(MetricId::Uncertainty).called("+ uncertainty"),
    Line::new(MetricId::InTheLarge).tested(MetricId::InTheLargeP),
    Line::new(MetricId::Slope).note("1 is calibrated"),
    Line::new(MetricId::Intercept).note("0 is calibrated"),
    Line::new(MetricId::Auc).note("0.5 is no discrimination"),
    Line::new(MetricId::DiscriminationSlope),
    Line::new(MetricId::Sharpness).note("variance of the forecasts"),
    Line::new(MetricId::Overconfidence)
        .note("mean confidence − accuracy; the test is that of the slope"),
    Line::new(MetricId::CalibrationError)
        .by_chance(
            MetricId::CalibrationErrorChance,
            MetricId::CalibrationErrorChanceHigh,
        )
        .tested(MetricId::CalibrationErrorP),
    Line::new(MetricId::DebiasedError).note("root mean square"),
    Line::new(MetricId::SpiegelhalterZ).tested(MetricId::SpiegelhalterP),
    Line::new(MetricId::EValue),
    Line::new(MetricId::HosmerLemeshow)
        .tested(MetricId::HosmerLemeshowP)
        .note("groups are arbitrary, and small samples pass"),
];

/// Returns the figures of a group as a sheet; a figure of calibration has beside it what chance
/// alone would give.
pub(super) fn figures(table: &Table, how: &CalibrationOptions) -> ScreenTable {
    let mut sheet = ScreenTable::new([
        column::text("figure"),
        column::figure("value"),
        column::whole("interval").rank(1),
        column::whole("if calibrated").rank(2),
        column::figure("p"),
        column::prose("note").rank(3),
    ]);
    for line in LINES {
        let figure = table.fitted.figures.get(line.id);
        let asked = figure.filter(|figure| figure.value != Err(Undefined::NotAsked));
        if let Some(figure) = asked {
            sheet.row(cells(line, figure, table, how));
        }
    }
    sheet.without_empty_columns()
}

fn cells(line: &Line, figure: &Metric, table: &Table, how: &CalibrationOptions) -> Vec<String> {
    let figures = &table.fitted.figures;
    let show = |value| number::figure(value, line.id.info().format);
    let chance = line.chance.map(|ids| ids.map(|id| figures.value(id)));
    let chance = match chance {
        Some([Ok(chance), Ok(high)]) => format!("{}, <{}", show(chance), below(high, &show)),
        _ => String::new(),
    };
    let (p, why) = match line.p.map(|p| figures.value(p)) {
        None | Some(Err(Undefined::NotAsked)) => (String::new(), None),
        Some(Ok(p)) => {
            let procedure = line.p.and_then(|id| figures.get(id)?.procedure);
            (interval::p_value(p, p, procedure), None)
        }
        Some(Err(why)) => ("n/a".to_owned(), Some(why)),
    };
    // Why the figure is missing matters more than why its test is.
    let note = match figure.value.err().or(why) {
        Some(why) => why.to_string(),
        None => remark(line, table, how),
    };
    // The slope is the one test of overconfidence; beside another interval it would have a rival.
    let interval = if line.id == MetricId::Overconfidence {
        String::new()
    } else {
        interval::with_to(figure, show)
    };
    vec![
        line.what.to_owned(),
        figure.value.map_or_else(|_| "n/a".to_owned(), show),
        interval,
        chance,
        p,
        note,
    ]
}

/// Returns the 95th percentile of what chance gives; of a score rounded up to two decimals, since a seed moves
/// the third by several.
fn below(high: f64, show: &impl Fn(f64) -> String) -> String {
    let text = show(high);
    if text.ends_with('%') {
        text
    } else {
        format!("{:.2}", (100.0 * high).ceil() / 100.0)
    }
}

fn remark(line: &Line, table: &Table, how: &CalibrationOptions) -> String {
    let fitted = &table.fitted;
    let tested = match fitted.tested {
        Ok(n) if n < table.basis.n => Some(n),
        _ => None,
    };
    let on = |id: MetricId| match (tested, fitted.figures.value(id)) {
        (Some(n), Ok(observed)) => {
            let observed = number::figure(observed, id.info().format);
            format!("{observed} on {n} tested")
        }
        _ => String::new(),
    };
    match line.id {
        MetricId::Miscalibration => on(MetricId::MiscalibrationTested),
        MetricId::CalibrationError => {
            let on = on(MetricId::CalibrationErrorTested);
            let mark = if on.is_empty() { "" } else { "; " };
            format!("{}{mark}{on}", how.bins())
        }
        MetricId::EValue => fitted.figures.value(MetricId::EValueMax).map_or_else(
            |_| String::new(),
            |most| format!("highest {}; evidence from 20", amount(most)),
        ),
        _ => line.note.to_owned(),
    }
}

/// Returns the verdict on a group in a sentence or two.
pub(super) fn verdict(table: &Table) -> String {
    let fitted = &table.fitted;
    if fitted.figures.value(MetricId::Slope) == Err(Undefined::NotAsked) {
        return String::new();
    }
    let mut out = String::new();
    if let Some(meaning) = meaning(fitted) {
        out += &meaning;
    }
    out += &match fitted.tendency {
        Tendency::Overconfident => "Overconfident: forecasts are too extreme.".to_owned(),
        Tendency::Underconfident => "Underconfident: forecasts are too timid.".to_owned(),
        Tendency::CannotTell(why) => format!("Over- or underconfident? Cannot tell: {why}."),
    };
    match fitted.tested {
        Ok(n) if n < table.basis.n => out += &format!(" Tested on {n} pairs, one of each cluster."),
        Ok(n) => out += &format!(" Tested on {n} pairs."),
        Err(Undefined::NotAsked) => {}
        Err(why) => out += &format!(" {}.", capital(&why.to_string())),
    }
    out + "\n"
}

/// Returns what 80 % means here: "your 80 % means 71 %".
fn meaning(fitted: &CalibrationAssessment) -> Option<String> {
    let named = fitted.figures.get(MetricId::Means80)?;
    let told = named.value.ok()?;
    let ends = named
        .interval
        .map(|(low, high)| format!(" ({} to {})", percent(low), percent(high)));
    let certain = fitted.figures.value(MetricId::Certain).unwrap_or_default();
    let without = if certain > 0.0 {
        format!(" (without {} forecasts of 0% or 100%)", amount(certain))
    } else {
        String::new()
    };
    Some(format!(
        "When they say 80%, it happens about {}{}{without} of the time. ",
        percent(told),
        ends.unwrap_or_default()
    ))
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters
        .next()
        .map(|letter| letter.to_uppercase().to_string());
    first.unwrap_or_default() + letters.as_str()
}
