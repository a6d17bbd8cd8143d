//! The figures under a calibration table, and the verdict.

use crate::analysis::figures::CalibrationAssessment;
use crate::analysis::{CalibrationOptions, Metric, Table};
use crate::render::ScreenTable;
use crate::render::number::{self, amount, percent, score};
use crate::scoring::calibration::Tendency;
use crate::scoring::{Statistic, Undefined};

/// How a figure is shown.
type Show = fn(f64) -> String;

/// A line of the sheet: what it is called, the names of its figures, and a remark.
struct Line {
    what: &'static str,
    name: &'static str,
    show: Show,
    /// What a calibrated forecaster shows on average, and stays below 19 times in 20.
    chance: Option<[&'static str; 2]>,
    /// The p-value.
    p: Option<&'static str>,
    note: &'static str,
}

impl Line {
    const fn new(what: &'static str, name: &'static str, show: Show) -> Self {
        Self {
            what,
            name,
            show,
            chance: None,
            p: None,
            note: "",
        }
    }

    const fn by_chance(self, chance: &'static str, high: &'static str) -> Self {
        Self {
            chance: Some([chance, high]),
            ..self
        }
    }

    const fn tested(self, p: &'static str) -> Self {
        Self { p: Some(p), ..self }
    }

    const fn note(self, note: &'static str) -> Self {
        Self { note, ..self }
    }
}

const LINES: &[Line] = &[
    Line::new("Brier score", "brier", score),
    Line::new("miscalibration", "mcb", score)
        .by_chance("mcb_chance", "mcb_chance_high")
        .tested("mcb_p"),
    Line::new("− discrimination", "dsc", score),
    Line::new("+ uncertainty", "unc", score),
    Line::new("happened less said", "citl_difference", points).tested("citl_p"),
    Line::new("slope", "cox_slope", score).note("1 is calibrated"),
    Line::new("intercept", "cox_intercept", score).note("0 is calibrated"),
    Line::new("AUC", "auc", score).note("½ tells nothing apart"),
    Line::new("discrimination slope", "discrimination_slope", points),
    Line::new("sharpness", "var_p", score).note("variance of what was said"),
    Line::new("overconfidence", "overconfidence", points).note("confidence less share right"),
    Line::new("calibration error", "ece", percent)
        .by_chance("ece_chance", "ece_chance_high")
        .tested("ece_p"),
    Line::new("debiased error", "ece_debiased", percent).note("root mean square"),
    Line::new("Spiegelhalter's z", "spiegelhalter_z", score).tested("spiegelhalter_p"),
    Line::new("e-value", "e_value", amount),
    Line::new("Hosmer–Lemeshow χ²", "hosmer_lemeshow_chisq", amount)
        .tested("hosmer_lemeshow_p")
        .note("groups are arbitrary, and small samples pass"),
];

/// Returns the figures of a group as a sheet; a figure of calibration has beside it what chance
/// alone would give.
#[must_use]
pub fn figures(table: &Table, how: &CalibrationOptions) -> ScreenTable {
    let fitted = &table.fitted;
    let mut sheet = ScreenTable::new(&["figure", "#value", "interval", "by chance", "#p", "~note"]);
    for line in LINES {
        let named = fitted.figure(line.name);
        let asked = named.filter(|named| named.value != Err(Undefined::NotAsked));
        if let Some(named) = asked {
            sheet.row(cells(line, named, table, how));
        }
    }
    sheet.without_empty_columns()
}

fn cells(line: &Line, named: &Metric, table: &Table, how: &CalibrationOptions) -> Vec<String> {
    let fitted = &table.fitted;
    let chance = line
        .chance
        .map(|names| names.map(|name| value(fitted, name)));
    let chance = match chance {
        Some([Ok(chance), Ok(high)]) => {
            format!("{}, <{}", (line.show)(chance), (line.show)(high))
        }
        _ => String::new(),
    };
    let (p, why) = match line.p.map(|p| value(fitted, p)) {
        None | Some(Err(Undefined::NotAsked)) => (String::new(), None),
        Some(Ok(p)) => (number::p_value(p), None),
        Some(Err(why)) => ("n/a".to_owned(), Some(why)),
    };
    // Why the figure is missing matters more than why its test is.
    let note = match named.value.err().or(why) {
        Some(why) => why.to_string(),
        None => remark(line, table, how),
    };
    let shown = named.value.map_or_else(|_| "n/a".to_owned(), line.show);
    vec![
        line.what.to_owned(),
        shown,
        interval(named, line.show),
        chance,
        p,
        note,
    ]
}

fn remark(line: &Line, table: &Table, how: &CalibrationOptions) -> String {
    let fitted = &table.fitted;
    let tested = match fitted.tested {
        Ok(n) if n < table.basis.n => Some(n),
        _ => None,
    };
    let on = |name: &str, show: Show| match (tested, value(fitted, name)) {
        (Some(n), Ok(observed)) => format!("{} on {n} tested", show(observed)),
        _ => String::new(),
    };
    match line.name {
        "mcb" => on("mcb_tested", line.show),
        "ece" => {
            let on = on("ece_tested", line.show);
            let mark = if on.is_empty() { "" } else { "; " };
            format!("{}{mark}{on}", how.bins())
        }
        "e_value" => value(fitted, "e_value_max").map_or_else(
            |_| String::new(),
            |most| format!("highest {}; evidence from 20", amount(most)),
        ),
        _ => line.note.to_owned(),
    }
}

fn interval(named: &Metric, show: Show) -> String {
    named.interval.map_or_else(String::new, |(low, high)| {
        format!("{} to {}", show(low), show(high))
    })
}

/// Returns a difference of shares in points, with its sign.
fn points(value: f64) -> String {
    let text = percent(value.abs());
    match text.as_str() {
        "0%" => text,
        _ if value < 0.0 => format!("-{text}"),
        _ => format!("+{text}"),
    }
}

fn value(fitted: &CalibrationAssessment, name: &str) -> Statistic {
    fitted
        .figure(name)
        .map_or(Err(Undefined::Empty), |named| named.value)
}

/// Returns the verdict on a group in a sentence or two.
#[must_use]
pub fn verdict(table: &Table) -> String {
    let fitted = &table.fitted;
    if value(fitted, "cox_slope") == Err(Undefined::NotAsked) {
        return String::new();
    }
    let mut out = String::new();
    if let Some(meaning) = meaning(fitted) {
        out += &meaning;
    }
    out += &match fitted.tendency {
        Tendency::Overconfident => "Overconfident: forecasts are too extreme.".to_owned(),
        Tendency::Underconfident => "Underconfident: forecasts are too timid.".to_owned(),
        Tendency::CannotTell => {
            "Over- or underconfident? Cannot tell: that takes 30 clusters, 5 of \
             each outcome, and a slope whose interval excludes 1."
                .to_owned()
        }
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
    let named = fitted.figure("means_80")?;
    let told = named.value.ok()?;
    let ends = named
        .interval
        .map(|(low, high)| format!(" ({} to {})", percent(low), percent(high)));
    let certain = value(fitted, "n_certain").unwrap_or_default();
    let without = if certain > 0.0 {
        format!(" (without {} forecasts of 0% or 100%)", amount(certain))
    } else {
        String::new()
    };
    Some(format!(
        "80% here means {}{}{without}. ",
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
