//! One record whole, as text.

use std::fmt::Write;

use crate::analysis::ScoreBreakdown;
use crate::ledger::{Entry, Ledger, State, View, runs};
use crate::model::{Estimate, Forecast, ForecastId, Kind, Resolution};
use crate::render::column;

use super::escape::{one_line, visible_lines, wrapped};
use super::number;
use super::records::{awaiting, note, state};
use super::{Screen, ScreenTable, chain, layout, value};

/// The places that the name of a field takes, with the blanks about it.
const FIELD: usize = 13;

/// Returns one record whole: the question, its estimates, its resolution, and what it depends on.
#[must_use]
pub fn show(
    ledger: &Ledger,
    entry: &Entry,
    view: &View,
    work: Option<&ScoreBreakdown<'_>>,
    screen: Screen,
) -> String {
    let forecast = &entry.forecast;
    let mut out = String::new();
    head(&mut out, ledger, entry, view);
    text(&mut out, "Criteria", forecast.criteria.as_deref());
    let source = forecast.source.as_ref();
    text(
        &mut out,
        "Source",
        source.and_then(|source| source.quote.as_deref()),
    );
    scenarios(&mut out, forecast);
    estimates(&mut out, ledger, forecast, view, screen);
    out += &chain::text(ledger, entry, view, screen);
    if let Some(resolution) = view.resolution(forecast) {
        resolved(&mut out, forecast, resolution, screen);
    }
    text(&mut out, "Lesson", forecast.lesson.as_deref());
    links(&mut out, ledger, forecast, view);
    if let Some(work) = work {
        scores(&mut out, work);
    }
    out += &next(ledger, entry, view);
    wrapped(&out, screen.width)
}

fn head(out: &mut String, ledger: &Ledger, entry: &Entry, view: &View) {
    let forecast = &entry.forecast;
    line(
        out,
        &forecast.id.to_string(),
        forecast.title.as_deref().unwrap_or_default(),
    );
    if forecast.title.as_ref() != Some(&forecast.question) {
        let _ = writeln!(out, "{}", one_line(&forecast.question));
    }
    out.push('\n');
    field(out, "state", &long_state(&view.state(ledger, entry), view));
    field(out, "note", &note(ledger, entry, view));
    field(out, "kind", &kind(&forecast.kind));
    let basis = forecast
        .deadline_basis
        .map(|basis| format!(" (set by the {})", basis.as_str()));
    field(out, "opened", &forecast.opening().to_string());
    field(
        out,
        "deadline",
        &format!("{}{}", forecast.deadline, basis.unwrap_or_default()),
    );
    if let Some(known_by) = forecast.known_by {
        field(out, "answer by", &known_by.to_string());
    }
    field(out, "owner", forecast.owner.as_deref().unwrap_or_default());
    field(out, "tags", &forecast.tags.join(", "));
    if let Some(base) = &forecast.base_rate {
        field(out, "base rate", &value::base_rate(base));
    }
    if let Some(sources) = &forecast.sources {
        let both = [
            ("source", &sources.primary),
            ("fallback", &sources.fallback),
        ];
        for (name, source) in both {
            field(out, name, source.as_deref().unwrap_or_default());
        }
    }
    field(out, "file", &entry.file);
}

fn long_state(now: &State<'_>, view: &View) -> String {
    match now {
        State::Awaiting { by } => format!("awaiting, {}", awaiting(*by, view.as_of)),
        State::Overdue { since } => format!("overdue since {since}"),
        State::Resolved(resolution) => format!("resolved {}", value::outcome(&resolution.outcome)),
        other => state(other),
    }
}

fn kind(kind: &Kind) -> String {
    let name = kind.name();
    match kind {
        Kind::Binary | Kind::Date { bounds: None } => name.to_string(),
        Kind::Number { unit, bounds, .. } => {
            let unit = unit
                .as_deref()
                .map(|unit| format!(" in {unit}"))
                .unwrap_or_default();
            format!("{name}{unit}{}", limits(*bounds, kind))
        }
        Kind::Date { bounds } => format!("{name}{}", limits(*bounds, kind)),
        Kind::Choice { .. } | Kind::Ordered { .. } | Kind::Scenarios(_) => {
            format!("{name}: {}", kind.options().join(", "))
        }
    }
}

fn limits(bounds: Option<(f64, f64)>, kind: &Kind) -> String {
    bounds.map_or_else(String::new, |(low, high)| {
        format!(
            ", between {} and {}",
            value::quantity(low, kind),
            value::quantity(high, kind)
        )
    })
}

fn scenarios(out: &mut String, forecast: &Forecast) {
    let Kind::Scenarios(set) = &forecast.kind else {
        return;
    };
    let _ = writeln!(out, "\nScenarios");
    for scenario in &set.scenarios {
        line(
            out,
            &format!("  {}", scenario.id),
            scenario.title.as_deref().unwrap_or_default(),
        );
        if let Some(criteria) = &scenario.criteria {
            let _ = writeln!(out, "{}", indented(criteria, "    "));
        }
    }
}

fn estimates(out: &mut String, ledger: &Ledger, forecast: &Forecast, view: &View, screen: Screen) {
    let hidden = ledger.hidden(&forecast.id);
    if hidden > 0 {
        let hidden = value::count(hidden, "estimate");
        let _ = writeln!(
            out,
            "\n{hidden} of others hidden until yours is in (blind_first)"
        );
    }
    let seen = view.estimates_by_date(forecast);
    if seen.is_empty() && hidden > 0 {
        return;
    }
    if seen.is_empty() {
        let _ = writeln!(out, "\nNo estimates yet.");
        return;
    }
    let _ = writeln!(out, "\nEstimates");
    for run in runs(forecast, view) {
        if let Some(spark) = sparkline(&run.estimates) {
            let _ = writeln!(out, "  {} {spark}", one_line(run.by));
        }
    }
    let mut sheet = ScreenTable::new([
        column::whole("date"),
        column::text("by"),
        column::prose("estimate"),
        column::whole("confidence").rank(2),
        column::prose("because"),
    ]);
    for estimate in seen {
        let mut because = estimate.because.as_deref().unwrap_or_default().to_owned();
        let mut mark = |text: String| {
            because = if because.is_empty() {
                text
            } else {
                format!("{because} ({text})")
            };
        };
        if estimate.derived {
            mark("derived".to_owned());
        }
        if estimate.reaffirmed {
            mark("reaffirmed".to_owned());
        }
        if let Some(why) = estimate.amends() {
            mark(format!("amends: {why}"));
        }
        if estimate.retrospective {
            mark("retrospective".to_owned());
        }
        if let Some(coded) = estimate.coded() {
            mark(format!("coded by {}", coded.by));
        }
        sheet.row(vec![
            estimate.date.to_string(),
            estimate.by.to_string(),
            value::value(&estimate.value, &forecast.kind),
            estimate
                .confidence
                .map(|level| level.as_str().to_owned())
                .unwrap_or_default(),
            because,
        ]);
    }
    out.push_str(&sheet.without_empty_columns().table(screen));
}

/// Returns the path of a binary run in a line, where there is a path to see.
fn sparkline(estimates: &[&Estimate]) -> Option<String> {
    const STEPS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
    let step = |p: f64| {
        STEPS
            .iter()
            .rev()
            .zip((1..8).rev())
            .find(|(_, i)| p * 8.0 >= f64::from(*i))
    };
    let points: Vec<f64> = estimates
        .iter()
        .filter_map(|estimate| estimate.stated()?.point())
        .map(crate::model::Probability::get)
        .collect();
    let drawn = points
        .iter()
        .map(|&p| step(p).map_or(STEPS[0], |(step, _)| *step));
    (points.len() > 1).then(|| drawn.collect())
}

fn resolved(out: &mut String, forecast: &Forecast, resolution: &Resolution, screen: Screen) {
    let _ = writeln!(out, "\nResolution");
    field(out, "outcome", &value::outcome(&resolution.outcome));
    if let Some(happened) = resolution.happened {
        field(out, "happened", &happened.to_string());
    }
    let known = resolution.known_or(forecast.deadline);
    field(out, "known", &known.to_string());
    if let Some(logged) = resolution.logged {
        let by = resolution.by.as_deref().map(|by| format!(" by {by}"));
        field(
            out,
            "logged",
            &format!("{logged}{}", by.unwrap_or_default()),
        );
    }
    let room = screen.table_width().saturating_sub(FIELD);
    let mut is_cut = false;
    let mut brief = |text: &str, whole: &str| {
        if screen.verbose {
            return whole.to_owned();
        }
        let line = layout::shortened(&one_line(text), room);
        is_cut |= line != one_line(whole);
        line
    };
    for evidence in &resolution.evidence {
        let line = brief(&evidence.text, &value::evidence(evidence));
        field(out, "evidence", &line);
    }
    let note = resolution.note.as_deref().unwrap_or_default();
    let note = brief(note, note);
    field(out, "note", &note);
    for old in &resolution.replaces {
        field(out, "replaces", &value::outcome(&old.outcome));
    }
    field(
        out,
        "because",
        resolution.because.as_deref().unwrap_or_default(),
    );
    if is_cut {
        let _ = writeln!(out, "  The evidence in full: --verbose");
    }
}

/// Writes what each forecaster scored, a line for each, or why nothing is scored.
fn scores(out: &mut String, work: &ScoreBreakdown<'_>) {
    let _ = writeln!(out, "\nScores");
    if let Err(why) = work.outcome {
        let _ = writeln!(out, "  not scored: {}", why.what());
    }
    for hand in &work.hands {
        let rule = hand.rule.as_str();
        let score = match hand.score {
            Ok(score) => format!("{rule} {}", number::score(score)),
            Err(why) => format!("no score: {why}"),
        };
        field(out, hand.by, &score);
    }
    if work.outcome.is_ok() && !work.hands.is_empty() {
        let id = &work.entry.forecast.id;
        let _ = writeln!(
            out,
            "  0 is best; foretell score --show-work {id} adds it up"
        );
    }
}

/// Returns what there is to do about a record that is not finished.
fn next(ledger: &Ledger, entry: &Entry, view: &View) -> String {
    let id = &entry.forecast.id;
    match view.state(ledger, entry) {
        State::Resolved(_) | State::Void(_) | State::Waiting => String::new(),
        State::Awaiting { .. } | State::Overdue { .. } => {
            format!("\nNext: foretell resolve {id} OUTCOME\n")
        }
        State::Open => format!("\nNext: foretell estimate {id} VALUE\n"),
    }
}

fn links(out: &mut String, ledger: &Ledger, forecast: &Forecast, view: &View) {
    let hangs_on: Vec<(String, &ForecastId)> = forecast
        .references()
        .into_iter()
        // What counts together stands among the indicators already.
        .filter(|(key, _)| *key != "together")
        .map(|(key, id)| (key.replace('_', " "), id))
        .collect();
    let named_by: Vec<(String, &ForecastId)> = ledger
        .entries()
        .iter()
        .flat_map(|entry| {
            let named = entry.forecast.references().into_iter();
            let here = named.filter(|(_, id)| **id == forecast.id);
            here.map(|(key, _)| (key.replace('_', " "), &entry.forecast.id))
        })
        .collect();
    for (head, ids) in [("Depends on", hangs_on), ("Named by", named_by)] {
        if ids.is_empty() {
            continue;
        }
        let _ = writeln!(out, "\n{head}");
        for (key, id) in ids {
            let now = ledger.get(id).map_or_else(
                || "not in the ledger".to_owned(),
                |entry| long_state(&view.state(ledger, entry), view),
            );
            field(out, &key, &format!("{id} ({now})"));
        }
    }
    if let Some(cluster) = &forecast.cluster {
        let _ = writeln!(out, "\nCluster");
        field(
            out,
            cluster,
            "one piece of evidence with the others that name it",
        );
    }
}

fn text(out: &mut String, head: &str, text: Option<&str>) {
    if let Some(text) = text {
        let _ = writeln!(out, "\n{head}\n{}", indented(text, "  "));
    }
}

fn indented(text: &str, by: &str) -> String {
    visible_lines(text.trim_end())
        .lines()
        .map(|line| format!("{by}{line}\n"))
        .collect::<String>()
        .trim_end()
        .to_owned()
}

fn line(out: &mut String, first: &str, second: &str) {
    let both = format!("{}  {}", one_line(first), one_line(second));
    let _ = writeln!(out, "{}", both.trim_end());
}

fn field(out: &mut String, name: &str, text: &str) {
    if !text.is_empty() {
        let _ = writeln!(out, "  {:<10} {}", one_line(name), one_line(text));
    }
}
