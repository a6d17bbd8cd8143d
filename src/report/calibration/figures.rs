//! The figures under a calibration table, and the verdict.

use crate::evaluate::figures::Fitted;
use crate::evaluate::{How, Named, Table};
use crate::report::Sheet;
use crate::report::number::{self, amount, percent, score};
use crate::scoring::calibration::Tendency;
use crate::scoring::{Figure, Undefined};

/// How a figure is shown.
type Show = fn(f64) -> String;

/// Returns the figures of a group as a sheet; a figure of calibration has beside it what chance
/// alone would give.
#[must_use]
pub fn figures(table: &Table, how: &How) -> Sheet {
    let fitted = &table.fitted;
    let mut sheet = Sheet::new(&["figure", "#value", "interval", "~beside it"]);
    let mut row = |what: &str, name: &str, show: Show, beside: String| {
        let Some(named) = fitted.figure(name) else {
            return;
        };
        let value = match named.value {
            Ok(value) => show(value),
            Err(why) => {
                let cells = [what, "n/a", "", &why.to_string()];
                return sheet.row(cells.map(str::to_owned).to_vec());
            }
        };
        let ends = interval(named, show);
        sheet.row(vec![what.to_owned(), value, ends, beside]);
    };
    let none = String::new;
    row("Brier score", "brier", score, none());
    row(
        "miscalibration",
        "mcb",
        score,
        chance(
            fitted,
            ["mcb_tested", "mcb_chance", "mcb_chance_high", "mcb_p"],
            score,
        ),
    );
    row("− discrimination", "dsc", score, none());
    row("+ uncertainty", "unc", score, none());
    row(
        "happened less said",
        "citl_difference",
        points,
        p_value(fitted, "citl_p"),
    );
    row("slope", "cox_slope", score, "1 is calibrated".to_owned());
    row(
        "intercept",
        "cox_intercept",
        score,
        "0 is calibrated".to_owned(),
    );
    row(
        "AUC",
        "auc",
        score,
        "how well cases are told apart; ½ is not at all".to_owned(),
    );
    row(
        "discrimination slope",
        "discrimination_slope",
        points,
        none(),
    );
    row(
        "sharpness",
        "var_p",
        score,
        "the variance of the forecasts".to_owned(),
    );
    row(
        "overconfidence",
        "overconfidence",
        points,
        "confidence less share right".to_owned(),
    );
    row(
        &format!("calibration error ({})", how.bins()),
        "ece",
        percent,
        chance(
            fitted,
            ["ece_tested", "ece_chance", "ece_chance_high", "ece_p"],
            percent,
        ),
    );
    row(
        "root mean square, debiased",
        "ece_debiased",
        percent,
        none(),
    );
    row(
        "Spiegelhalter's z",
        "spiegelhalter_z",
        score,
        p_value(fitted, "spiegelhalter_p"),
    );
    row("e-value", "e_value", amount_of_evidence, evidence(fitted));
    row(
        "Hosmer–Lemeshow",
        "hosmer_lemeshow_chisq",
        amount,
        p_value(fitted, "hosmer_lemeshow_p") + "; groups are arbitrary, and small samples pass",
    );
    sheet
}

fn interval(named: &Named, show: Show) -> String {
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

fn amount_of_evidence(value: f64) -> String {
    amount(value)
}

fn value(fitted: &Fitted, name: &str) -> Figure {
    fitted
        .figure(name)
        .map_or(Err(Undefined::Empty), |named| named.value)
}

/// Returns what a calibrated forecaster would show, or why that is not known.
fn chance(fitted: &Fitted, names: [&str; 4], show: Show) -> String {
    match names.map(|name| value(fitted, name)) {
        [Ok(observed), Ok(chance), Ok(high), Ok(p)] => format!(
            "{} where tested; a calibrated forecaster shows {}, and 19 in 20 less than {}; p = {}",
            show(observed),
            show(chance),
            show(high),
            number::p_value(p)
        ),
        [first, ..] => first.err().map_or_else(String::new, |why| why.to_string()),
    }
}

fn p_value(fitted: &Fitted, name: &str) -> String {
    match value(fitted, name) {
        Ok(p) => format!("p = {}", number::p_value(p)),
        Err(why) => why.to_string(),
    }
}

fn evidence(fitted: &Fitted) -> String {
    value(fitted, "e_value_max").map_or_else(
        |why| why.to_string(),
        |most| {
            format!(
                "at its highest {}; 20 speaks against calibration, however often one looks",
                amount(most)
            )
        },
    )
}

/// Returns the verdict on a group in a sentence or two.
#[must_use]
pub fn verdict(table: &Table) -> String {
    let fitted = &table.fitted;
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
fn meaning(fitted: &Fitted) -> Option<String> {
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
