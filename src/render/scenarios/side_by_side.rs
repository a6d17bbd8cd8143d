//! Scenario sets as a person sees them: every forecaster's prior and posterior beside each other.

use super::sheets::{multiplier, outcome};
use super::text;
use crate::analysis::scenarios::{Assessment, SetRequest, Sign, Watched};
use crate::ledger::{Ledger, State, View};
use crate::model::Moment;
use crate::render::escape::one_line;
use crate::render::number::{factor, percent};
use crate::render::{Color, Page, ScreenTable, TableCell, column, records, value};
use crate::scoring::bayes::{Belief, Multiplier};

/// Adds a set as all its forecasters have it.
pub(super) fn set(ledger: &Ledger, of: &[&Assessment<'_>], request: &SetRequest, page: &mut Page) {
    let view = &request.view;
    let Some(first) = of.first() else {
        return;
    };
    page.painted(Color::Strong, head(ledger, first, view));
    if first.by.is_none() {
        page.painted(Color::Faint, "nobody gave numbers, so that all start alike");
    }
    page.table(beliefs(of));
    let evidence = evidence(first);
    if !evidence.rows.is_empty() {
        page.screen_line("");
        page.table(evidence);
    }
    let watched: Vec<Vec<Watched<'_, '_>>> = of.iter().map(|one| one.watch(view)).collect();
    let watch = watch(of, &watched);
    if !watch.rows.is_empty() {
        page.screen_line("");
        page.table(watch);
    }
    let mut told: Vec<String> = Vec::new();
    for (assessment, watched) in of.iter().zip(&watched) {
        for line in text::notes(assessment, watched).lines() {
            if !told.iter().any(|one| one == line) {
                told.push(line.to_owned());
            }
        }
    }
    if !told.is_empty() {
        page.screen_line("");
    }
    for line in told {
        page.painted(None, line);
    }
}

fn head(ledger: &Ledger, assessment: &Assessment<'_>, view: &View) -> String {
    let forecast = &assessment.entry.forecast;
    let state = match view.state(ledger, assessment.entry) {
        State::Resolved(resolution) => {
            format!("resolved {}", value::outcome(&resolution.outcome))
        }
        other => format!("{}, due {}", records::state(&other), forecast.deadline),
    };
    format!("{} ({}) · {state}", one_line(forecast.name()), forecast.id)
}

/// Returns a row for each scenario: from what to what, by everybody, and how far they are apart.
fn beliefs(of: &[&Assessment<'_>]) -> ScreenTable {
    let mut columns = vec![column::text("scenario")];
    for (place, one) in of.iter().enumerate() {
        let rank = u8::try_from(place).unwrap_or(u8::MAX);
        let who = one
            .by
            .map_or_else(|| "prior → posterior".to_owned(), one_line);
        columns.push(column::figure_of(who).rank(rank));
        columns.push(column::drawing("").rank(200));
    }
    let has_supposed = of.iter().any(|one| one.supposed.is_some());
    if has_supposed {
        columns.push(column::figure("if supposed"));
    }
    columns.push(column::figure("spread").rank(100));
    let mut sheet = ScreenTable::new(columns);
    for (i, option) in of[0].set.options().into_iter().enumerate() {
        let mut cells = vec![TableCell::from(option)];
        for one in of {
            let (prior, posterior) = (one.inquiry.prior()[i], one.posterior.beliefs[i]);
            cells.push(TableCell::from(format!(
                "{} → {}",
                bare(prior),
                percent(posterior.point())
            )));
            cells.push(TableCell::from(bar(posterior.point())));
        }
        if has_supposed {
            let supposed = of.iter().filter_map(|one| one.supposed.as_ref());
            let all: Vec<String> = supposed
                .map(|one| percent(one.beliefs[i].point()))
                .collect();
            cells.push(TableCell::from(all.join("/")));
        }
        cells.push(TableCell::from(spread(of, i)));
        sheet.row(cells);
    }
    sheet.without_empty_columns()
}

fn bare(belief: Belief) -> String {
    percent(belief.point()).trim_end_matches('%').to_owned()
}

/// How many letters a bar of 100 % takes.
const BAR: f64 = 12.0;

/// Returns a bar as long as a probability.
fn bar(p: f64) -> String {
    const EIGHTHS: [&str; 8] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "at most some hundred eighths"
    )]
    let eighths = (p.clamp(0.0, 1.0) * BAR * 8.0).round() as usize;
    "█".repeat(eighths / 8) + EIGHTHS[eighths % 8]
}

/// Returns by how many points forecasters are apart.
fn spread(of: &[&Assessment<'_>], i: usize) -> String {
    if of.len() < 2 {
        return String::new();
    }
    let points = || of.iter().map(|one| one.posterior.beliefs[i].point());
    let (low, high) = (
        points().fold(f64::INFINITY, f64::min),
        points().fold(f64::NEG_INFINITY, f64::max),
    );
    format!("{}", ((high - low) * 100.0).round() + 0.0)
}

/// Returns what is known, and which scenario it moved most.
fn evidence(assessment: &Assessment<'_>) -> ScreenTable {
    let mut sheet = ScreenTable::new([
        column::text("evidence").down_to(16),
        column::whole("outcome"),
        column::whole("known").rank(2),
        column::figure("LR"),
        column::text("").down_to(20).rank(1),
    ]);
    for sign in assessment
        .signs
        .iter()
        .filter(|sign| !sign.bearing.is_open())
    {
        let known = sign.bearing.known().map(|known| known.to_string());
        let (ratio, text) = weight(assessment, sign).unwrap_or_default();
        sheet.row(vec![
            TableCell::from(sign.indicator.forecast.to_string()),
            TableCell::from(outcome(sign.bearing)),
            TableCell::from(known.unwrap_or_default()),
            TableCell::from(ratio),
            TableCell::from(text),
        ]);
    }
    sheet.without_empty_columns()
}

/// The decibans from which on evidence is strong, and below which it is weak: Good's smallest weight
/// that is felt is 1, and 5 a factor of 3.
const STRONG: f64 = 5.0;
const WEAK: f64 = 1.0;

/// Returns the likelihood ratio of the scenario that an indicator moved most, and how in words.
fn weight(assessment: &Assessment<'_>, sign: &Sign<'_>) -> Option<(String, String)> {
    let push = assessment.push(sign);
    let options = assessment.set.options();
    let each = (0..options.len()).filter_map(|i| Some((i, multiplier(push, i)?)));
    let size = |one: &Multiplier| one.decibans().point.abs();
    let (i, most) = each.max_by(|a, b| size(&a.1).total_cmp(&size(&b.1)))?;
    let how = match size(&most) {
        db if db >= STRONG => "strongly ",
        db if db < WEAK => "weakly ",
        _ => "",
    };
    let way = if most.point >= 1.0 { "for" } else { "against" };
    let ratio = factor(most.point);
    let ratio = ratio.trim_start_matches('×').to_owned();
    Some((ratio, format!("{how}{way} {}", options[i])))
}

/// Returns what to watch: the scenario that an answer moves most, for everybody.
fn watch(of: &[&Assessment<'_>], watched: &[Vec<Watched<'_, '_>>]) -> ScreenTable {
    // Numbers of several stand in the order of their columns above.
    let names: Vec<String> = of.iter().filter_map(|one| one.by).map(one_line).collect();
    let who = match names.len() {
        0 | 1 => String::new(),
        _ => format!(" ({})", names.join("/")),
    };
    let mut sheet = ScreenTable::new([
        column::text("watch").down_to(16),
        column::whole("due").rank(2),
        column::text(format!("if yes{who}")).down_to(16),
        column::text("if no").down_to(16),
    ]);
    let options = of[0].set.options();
    let Some(own) = watched.first() else {
        return sheet;
    };
    for one in own {
        let id = &one.sign.indicator.forecast;
        let all: Vec<&Watched<'_, '_>> = (watched.iter())
            .filter_map(|of| of.iter().find(|other| other.sign.indicator.forecast == *id))
            .collect();
        let moved = |i: &usize| (one.open.if_yes[*i].point() - one.open.if_no[*i].point()).abs();
        let most = (0..options.len()).max_by(|a, b| moved(a).total_cmp(&moved(b)));
        let Some(most) = most else { continue };
        let text = |pick: fn(&Watched<'_, '_>, usize) -> f64| {
            let all: Vec<String> = all
                .iter()
                .map(|one| percent(pick(one, most)).trim_end_matches('%').to_owned())
                .collect();
            format!("{} {}%", options[most], all.join("/"))
        };
        sheet.row(vec![
            TableCell::from(id.to_string()),
            TableCell::from(
                one.due
                    .map(|due: Moment| due.to_string())
                    .unwrap_or_default(),
            ),
            TableCell::from(text(|one, i| one.open.if_yes[i].point())),
            TableCell::from(text(|one, i| one.open.if_no[i].point())),
        ]);
    }
    sheet
}
