//! A calibration as a person sees it: the answer, the picture, who, and one line of doubt.

use crate::analysis::{Calibration, CalibrationBin, Table};
use crate::metrics::MetricId;
use crate::query::{Request, Weighting};
use crate::render::number::{amount, percent, score, signed_points, whole_percent};
use crate::render::run_info::{excluded, left_out_by_name, nothing};
use crate::render::{Color, Page, Screen, ScreenTable, TableCell, column, provenance, value};
use crate::scoring::calibration::{CannotTell, TENDENCY_CLUSTERS, Tendency, Verdict};
use crate::scoring::{Interval, Statistic};

use super::page::CalibrationAnswer;

/// Returns what can be said of the calibration of a group, in a line; nothing where none counts.
#[must_use]
pub fn verdict_line(table: &Table) -> Option<String> {
    let figures = &table.fitted.figures;
    let bias = figures.get(MetricId::InTheLarge)?;
    let value = bias.value.ok()?;
    let (low, high) = bias.interval.unwrap_or((f64::NEG_INFINITY, f64::INFINITY));
    let p = figures.value(MetricId::MiscalibrationP).unwrap_or(1.0);
    let (verdict, rests_on) = match table.fitted.tendency {
        Tendency::Overconfident => (format!("Overconfident{}", meaning(table)), None),
        Tendency::Underconfident => (format!("Underconfident{}", meaning(table)), None),
        Tendency::CannotTell(why @ CannotTell::Clusters { .. }) => {
            ("Cannot tell yet".to_owned(), Some(why))
        }
        Tendency::CannotTell(_) if high < 0.0 => ("Estimates run too high".to_owned(), None),
        Tendency::CannotTell(_) if low > 0.0 => ("Estimates run too low".to_owned(), None),
        Tendency::CannotTell(_) if p < 0.05 => ("Miscalibrated".to_owned(), None),
        Tendency::CannotTell(CannotTell::Chance(_)) => ("No miscalibration shown".to_owned(), None),
        Tendency::CannotTell(why) => ("Cannot tell yet".to_owned(), Some(why)),
    };
    let rests_on = rests_on.map_or_else(
        || format!("{} independent questions", table.basis.clusters),
        |why| why.to_string(),
    );
    let ends = bias
        .interval
        .map(|(low, high)| format!(" ({} to {})", signed_points(low), signed_points(high)));
    Some(format!(
        "{verdict}: bias {} points{}, {rests_on}",
        signed_points(value),
        ends.unwrap_or_default()
    ))
}

/// Returns that forecasters err though all together do not, where it is so.
#[must_use]
pub fn differ(total: &Table, who: &Calibration) -> Option<String> {
    total.fitted.tendency.why()?;
    let of = |tendency: Tendency| {
        let these = groups(who).into_iter();
        let these = these.filter(move |table| table.fitted.tendency == tendency);
        let names: Vec<String> = these.map(name).collect();
        (!names.is_empty()).then(|| format!("{} {tendency}", names.join(", ")))
    };
    let told = [Tendency::Overconfident, Tendency::Underconfident].map(of);
    let told: Vec<String> = told.into_iter().flatten().collect();
    (!told.is_empty()).then(|| {
        format!(
            "But taken alone: {}. Taken together the errors of several cancel",
            told.join("; ")
        )
    })
}

/// Returns what an estimate of 80 % means, as a part of a sentence.
fn meaning(table: &Table) -> String {
    let means = table.fitted.figures.value(MetricId::Means80);
    means.map_or_else(
        |_| String::new(),
        |means| {
            format!(
                ": when they say 80%, it happens about {} of the time",
                percent(means)
            )
        },
    )
}

/// Adds the page.
pub(super) fn page(answer: &CalibrationAnswer<'_>, screen: Screen, page: &mut Page) {
    let calibration = &answer.answer;
    let request = answer.request;
    let total = calibration.tables.last().filter(|table| table.basis.n > 0);
    if total.is_none() && calibration.quantities.is_empty() {
        page.notes(nothing(request, &calibration.skipped));
        return;
    }
    if let Some(table) = total {
        page.painted(Color::Strong, verdict_line(table).unwrap_or_default());
        if let Some(differ) = answer.who.as_ref().and_then(|who| differ(table, who)) {
            page.painted(None, differ);
        }
        page.painted(None, what_counts(answer, table));
        page.screen_line("");
        page.table(picture(table, screen));
        page.painted(Color::Faint, legend(request, screen));
    }
    if let Some(who) = answer.who.as_ref().and_then(forecasters) {
        page.screen_line("");
        page.table(who);
    }
    if let Some(parts) = total.and_then(parts) {
        page.painted(None, parts);
    }
    if let Some(one) = calibration.quantities.last() {
        page.painted(None, inside(one));
    }
    if screen.why {
        page.notes(left_out_by_name(&calibration.skipped));
    }
    page.painted(Color::Faint, excluded(&calibration.skipped, screen.why));
}

/// Returns which estimates count, and by which rule.
fn what_counts(answer: &CalibrationAnswer<'_>, table: &Table) -> String {
    let request = answer.request;
    let which = match request.weigh {
        Weighting::Days => "Time-weighted estimates".to_owned(),
        Weighting::First => "First estimates".to_owned(),
        Weighting::Last => {
            "Last estimates before the outcome was known, which flatters,".to_owned()
        }
        Weighting::Each => "All estimates".to_owned(),
        Weighting::Horizon(_) => format!("Estimates by {}", request.weigh),
    };
    let questions = value::count(table.basis.questions, "question");
    let who = answer.who.as_ref().map(|who| match &groups(who)[..] {
        [one] => format!(" by {}", name(one)),
        all => format!(" by {}", value::count(all.len(), "forecaster")),
    });
    let to = if request.looks_at_the_day() {
        format!(", to {}", request.view.as_of)
    } else {
        String::new()
    };
    let word = provenance(answer.answer.provenance);
    let events = answer.events.map(|events| format!(", {}", events.title()));
    let to = events.unwrap_or_default() + &to;
    format!(
        "{which} of {questions}{}{word}{to}",
        who.unwrap_or_default()
    )
}

/// The narrowest picture that shows anything, and the widest that an eye takes in.
const PICTURE: [usize; 2] = [21, 61];
/// From this many places on each quarter has its label.
const ROOMY: usize = 31;

/// Returns the rows, each with its picture where there is room.
fn picture(table: &Table, screen: Screen) -> ScreenTable {
    let rows: Vec<[String; 4]> = table.rows.iter().map(figures).collect();
    let heads = ["estimate", "observed", "", "interval"];
    let taken: usize = (0..4)
        .map(|i| {
            let cells = rows.iter().map(|row| row[i].chars().count());
            cells.max().unwrap_or(0).max(heads[i].len()) + 2
        })
        .sum();
    let room = usize::from(screen.width)
        .saturating_sub(taken + 1)
        .min(PICTURE[1]);
    // An odd number of places has one in the middle.
    let places = (room - (room + 1) % 2).max(1);
    let drawn = places >= PICTURE[0];
    let [estimate, observed, _, interval] = heads;
    let mut columns = vec![
        column::whole(estimate),
        column::figure(observed),
        column::figure(""),
        column::figure(interval).rank(1),
    ];
    if drawn {
        columns.push(column::drawing(axis(places)).rank(2));
    }
    let mut sheet = ScreenTable::new(columns);
    for (bin, row) in table.rows.iter().zip(rows) {
        let color = match bin.verdict {
            Some(Verdict::Below | Verdict::Above) => Some(Color::Soon),
            Some(Verdict::TooFew) | None => Some(Color::Faint),
            Some(Verdict::InBand | Verdict::Consistent) => None,
        };
        let mut cells: Vec<TableCell> = row
            .map(|text| TableCell::from(text).painted(color))
            .to_vec();
        if drawn {
            cells.push(TableCell::from(drawing(bin, places)).painted(color));
        }
        sheet.row(cells);
    }
    sheet
}

fn figures(bin: &CalibrationBin) -> [String; 4] {
    let band = bin.cut.band.map(value::band_text).unwrap_or_default();
    if bin.basis.n == 0 {
        return [band, "none".to_owned(), String::new(), String::new()];
    }
    let ends = bin
        .interval
        .map(|ends| format!("({}–{})", whole_percent(ends.low), whole_percent(ends.high)));
    [
        band,
        format!("{} of {}", amount(bin.row.yes), amount(bin.row.weight)),
        bin.row.frequency().map(percent).unwrap_or_default(),
        ends.unwrap_or_default(),
    ]
}

/// Returns the head of the picture: where the quarters lie.
fn axis(places: usize) -> String {
    let mut line = String::new();
    let labels = ["0%", "25%", "50%", "75%", "100%"].into_iter().enumerate();
    // In a narrow picture the labels of the quarters would touch.
    for (quarter, text) in labels.filter(|(quarter, _)| places >= ROOMY || quarter % 2 == 0) {
        let at = place(quarter_share(quarter), places);
        // The last label ends with the picture.
        let from = if quarter == 4 {
            (at + 1).saturating_sub(text.len())
        } else {
            at
        };
        line += &" ".repeat(from.saturating_sub(line.chars().count()));
        line += text;
    }
    line
}

fn quarter_share(quarter: usize) -> f64 {
    [0.0, 0.25, 0.5, 0.75, 1.0][quarter]
}

/// Returns where a share lies among the places of a picture.
fn place(share: f64, places: usize) -> usize {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss,
        reason = "a share of some sixty places"
    )]
    let at = (share.clamp(0.0, 1.0) * (places - 1) as f64).round() as usize;
    at
}

/// Returns a row of the picture: the interval, what was observed in it, and what was estimated.
fn drawing(bin: &CalibrationBin, places: usize) -> String {
    let mut line = vec![' '; places];
    for quarter in 0..5 {
        line[place(quarter_share(quarter), places)] = '·';
    }
    if let Some(Interval { low, high }) = bin.interval.filter(|_| bin.basis.n > 0) {
        for spot in &mut line[place(low, places)..=place(high, places)] {
            *spot = '─';
        }
    }
    if let Ok(mean) = bin.row.mean_forecast {
        line[place(mean, places)] = '┃';
    }
    if let Ok(observed) = bin.row.frequency() {
        line[place(observed, places)] = '●';
    }
    line.into_iter().collect()
}

fn legend(request: &Request, screen: Screen) -> String {
    let level = percent(request.level);
    if screen.width < 60 {
        String::new()
    } else {
        format!("● observed  ─ {level} interval  ┃ mean estimate")
    }
}

fn groups(who: &Calibration) -> Vec<&Table> {
    let tables = who.tables.iter();
    tables
        .filter(|table| !table.group.is_empty() && table.basis.n > 0)
        .collect()
}

fn name(table: &Table) -> String {
    let names: Vec<&str> = table.group.iter().map(|(_, text)| text.as_str()).collect();
    names.join(", ")
}

/// Returns a row for each forecaster; none where there is only one.
fn forecasters(who: &Calibration) -> Option<ScreenTable> {
    let groups = groups(who);
    if groups.len() < 2 {
        return None;
    }
    let mut sheet = ScreenTable::new([
        column::text("who").down_to(8),
        column::figure("questions").rank(2),
        column::figure("estimate").rank(1),
        column::figure("observed").rank(1),
        column::whole("\"80%\" means"),
        column::whole("reads as"),
    ]);
    for table in groups {
        let (reads, color) = reading(table);
        let means = table.fitted.figures.get(MetricId::Means80);
        let means = means.and_then(|means| {
            let ends = means
                .interval
                .map(|(low, high)| format!(" ({}–{})", whole_percent(low), whole_percent(high)));
            Some(percent(means.value.ok()?) + &ends.unwrap_or_default())
        });
        let share = |share: Statistic| TableCell::from(share.map(percent).unwrap_or_default());
        sheet.row(vec![
            TableCell::from(name(table)),
            TableCell::from(table.basis.questions.to_string()),
            share(table.pair_counts.mean_forecast()),
            share(table.pair_counts.base_rate()),
            TableCell::from(means.unwrap_or_else(|| "not estimable".to_owned())),
            TableCell::from(reads).painted(color),
        ]);
    }
    Some(sheet)
}

/// Returns what a forecaster's estimates read as, or the condition that fails.
fn reading(table: &Table) -> (String, Option<Color>) {
    match table.fitted.tendency {
        Tendency::Overconfident => ("overconfident".to_owned(), Some(Color::Soon)),
        Tendency::Underconfident => ("underconfident".to_owned(), Some(Color::Soon)),
        Tendency::CannotTell(CannotTell::Clusters { have }) => (
            format!("{have} of {TENDENCY_CLUSTERS} needed"),
            Some(Color::Faint),
        ),
        Tendency::CannotTell(CannotTell::Chance(_)) => {
            ("not beyond chance".to_owned(), Some(Color::Faint))
        }
        Tendency::CannotTell(_) => ("cannot tell yet".to_owned(), Some(Color::Faint)),
    }
}

/// Returns the parts of the score, in a line.
fn parts(table: &Table) -> Option<String> {
    let value = |id| table.fitted.figures.value(id).ok();
    Some(format!(
        "Brier {} = uncertainty {} − discrimination {} + miscalibration {}",
        score(value(MetricId::Brier)?),
        score(value(MetricId::Uncertainty)?),
        score(value(MetricId::Discrimination)?),
        score(value(MetricId::Miscalibration)?),
    ))
}

/// Returns how often intervals of numbers and dates held the outcome, in a line.
fn inside(quantities: &crate::analysis::Quantities) -> String {
    let level = |level: f64| (level - 0.8).abs();
    let hits = quantities
        .hits
        .iter()
        .min_by(|a, b| level(a.level).total_cmp(&level(b.level)));
    let Some(hits) = hits else {
        return String::new();
    };
    let ends = hits.interval.ok().map(|ends| {
        format!(
            " ({}–{})",
            whole_percent(ends.low),
            whole_percent(ends.high)
        )
    });
    format!(
        "Numbers and dates: intervals of {} held {} of {} outcomes{}",
        percent(hits.level),
        hits.row.frequency().map(percent).unwrap_or_default(),
        hits.row.pairs,
        ends.unwrap_or_default()
    )
}
