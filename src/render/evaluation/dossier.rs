//! The dossier of a forecast: question, criteria, source, estimates, resolution, and what it depends on.

use std::collections::BTreeMap;

use crate::analysis::review::{Outturn, Review, Side};
use crate::ledger::{Entry, Ledger, State};
use crate::model::{Forecast, ForecastId, Kind, Outcome, Resolution, Source};
use crate::record::without_ending;
use crate::render::number::score;
use crate::render::{records, value};

use super::document::{Block, DocumentTable, Dossier, TextSpan};
use super::plots::{fan_of, history_of, path_of};
use super::spans::{about, linked, plain, text, to_id};

/// A name with what belongs to it.
type Field = (&'static str, Vec<TextSpan>);

/// What dossiers look up: who names whom, and the outturns of each forecast.
pub(super) struct Index<'a> {
    named_by: BTreeMap<&'a ForecastId, Vec<(&'static str, &'a ForecastId)>>,
    outturns: BTreeMap<&'a ForecastId, Vec<&'a Outturn<'a>>>,
}

impl<'a> Index<'a> {
    /// Returns the index of a review.
    pub(super) fn of(ledger: &'a Ledger, review: &'a Review<'a>) -> Self {
        let mut named_by: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for entry in ledger.entries() {
            for (key, id) in entry.forecast.references() {
                named_by
                    .entry(id)
                    .or_default()
                    .push((key, &entry.forecast.id));
            }
        }
        let mut outturns: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for one in &review.outturns {
            outturns
                .entry(&one.entry.forecast.id)
                .or_default()
                .push(one);
        }
        Self { named_by, outturns }
    }
}

/// Returns the dossier of a forecast.
pub(super) fn dossier(
    ledger: &Ledger,
    review: &Review<'_>,
    index: &Index<'_>,
    entry: &Entry,
) -> Dossier {
    let forecast = &entry.forecast;
    let view = &review.request.view;
    let question = forecast.question.as_str();
    let asked = (question != forecast.name()).then(|| Block::Text(text(question)));
    let mut blocks: Vec<Block> = asked.into_iter().collect();
    blocks.push(Block::Fields(fields(ledger, review, entry)));
    blocks.extend(prose("Criteria", forecast.criteria.as_deref()));
    blocks.extend(forecast.source.as_deref().map(source).unwrap_or_default());
    blocks.extend(plot(ledger, review, entry));
    blocks.push(estimates(review, forecast));
    let resolution = view.resolution(forecast);
    let resolved = resolution.map(|one| resolution_fields(forecast, one));
    let known: Vec<Field> = resolved
        .into_iter()
        .flatten()
        .chain(scores(index, forecast))
        .collect();
    if !known.is_empty() {
        blocks.push(Block::Fields(known));
    }
    // A lesson tells of an outcome, which an earlier day does not know.
    let lesson = forecast.lesson.as_deref().filter(|_| resolution.is_some());
    blocks.extend(prose("Lesson", lesson));
    blocks.extend(relations(ledger, index, forecast));
    Dossier {
        id: forecast.id.clone(),
        title: forecast.name().to_owned(),
        place: place(entry),
        about: about(ledger, entry, view),
        blocks,
    }
}

/// Returns the plot of what was said over time; that of a scenario set stands with the sets.
fn plot(ledger: &Ledger, review: &Review<'_>, entry: &Entry) -> Option<Block> {
    let view = &review.request.view;
    let plot = match entry.forecast.kind {
        Kind::Scenarios(_) => return None,
        Kind::Binary => history_of(entry, view),
        Kind::Choice { .. } | Kind::Ordered { .. } => path_of(ledger, entry, view),
        Kind::Number { .. } | Kind::Date { .. } => fan_of(entry, view),
    };
    plot.map(|plot| Block::BarePlot(Box::new(plot)))
}

/// Returns where the record is, and its id where the file does not say it.
fn place(entry: &Entry) -> String {
    let (id, file) = (&entry.forecast.id, entry.file.as_ref());
    let path = file.strip_prefix("forecasts/").unwrap_or(file);
    let stem = without_ending(path).unwrap_or(path);
    if stem.rsplit('/').next() == Some(id.as_str()) {
        stem.to_owned()
    } else {
        format!("{id}, in {path}")
    }
}

fn prose(head: &'static str, words: Option<&str>) -> Vec<Block> {
    words.map_or_else(Vec::new, |words| {
        vec![
            Block::Heading(text(head)),
            Block::Prose(words.trim().to_owned()),
        ]
    })
}

fn fields(ledger: &Ledger, review: &Review<'_>, entry: &Entry) -> Vec<Field> {
    let forecast = &entry.forecast;
    let now = match review.request.view.state(ledger, entry) {
        State::Awaiting { by } => records::awaiting(by, review.request.view.as_of),
        State::Overdue { since } => format!("overdue since {since}"),
        State::Void(reason) => format!("void: {}", reason.as_str()),
        other => other.as_str().to_owned(),
    };
    let note = records::note(ledger, entry, &review.request.view);
    let basis = forecast
        .deadline_basis
        .map(|basis| format!(" (set by the {})", basis.as_str()));
    let kind = (forecast.kind != Kind::Binary).then(|| forecast.kind.name().to_string());
    let base = forecast.base_rate.as_deref().map(value::base_rate);
    let look = forecast.sources.as_ref().map(|sources| {
        let both = [&sources.primary, &sources.fallback].into_iter().flatten();
        both.map(String::as_str).collect::<Vec<_>>().join("; else ")
    });
    let all = [
        ("state", Some(now)),
        ("note", Some(note).filter(|note| !note.is_empty())),
        ("kind", kind),
        (
            "period",
            Some(format!(
                "{} to {}{}",
                forecast.opening(),
                forecast.deadline,
                basis.unwrap_or_default()
            )),
        ),
        ("answer by", forecast.known_by.map(|day| day.to_string())),
        ("owner", forecast.owner.clone()),
        ("tags", Some(forecast.tags.join(", "))),
        ("base rate", base),
        ("source", look),
    ];
    let set = all
        .into_iter()
        .filter_map(|(name, text)| Some((name, text.filter(|text| !text.is_empty())?)));
    set.map(|(name, words)| (name, linked(&words))).collect()
}

fn source(source: &Source) -> Vec<Block> {
    let parts = [
        &source.author,
        &source.document,
        &source.section,
        &source.published,
    ];
    let from = parts
        .into_iter()
        .flatten()
        .cloned()
        .collect::<Vec<_>>()
        .join(", ");
    let mut blocks = vec![Block::Heading(text("Source"))];
    blocks.extend(
        source
            .quote
            .as_deref()
            .map(|quote| Block::Quote(quote.trim().to_owned())),
    );
    blocks.push(Block::Text(linked(&from)));
    blocks
}

fn estimates(review: &Review<'_>, forecast: &Forecast) -> Block {
    let seen = review.request.view.estimates_by_date(forecast);
    if seen.is_empty() {
        return Block::Text(text("Nobody has given an estimate yet."));
    }
    let caption = value::count(seen.len(), "estimate");
    let mut table = DocumentTable::new(caption, &["date", "by", "said", "confidence", "because"]);
    for estimate in seen {
        let coded = estimate
            .coded()
            .map(|coded| format!("coded by {}", coded.by));
        let again = estimate.reaffirmed.then(|| "reaffirmed".to_owned());
        let derived = estimate.derived.then(|| "derived, not scored".to_owned());
        let late = estimate
            .retrospective
            .then(|| "retrospective, not scored".to_owned());
        let amends = estimate.amends().map(|why| format!("amends: {why}"));
        let marks = coded
            .into_iter()
            .chain(again)
            .chain(derived)
            .chain(amends)
            .chain(late);
        let marks: Vec<String> = marks.collect();
        let mut because = linked(estimate.because.as_deref().unwrap_or_default().trim());
        if !marks.is_empty() {
            because.push(plain(format!(" ({})", marks.join("; "))));
        }
        table.row(vec![
            estimate.date.to_string().into(),
            (&*estimate.by).into(),
            value::value(&estimate.value, &forecast.kind).into(),
            estimate
                .confidence
                .map_or("", |level| level.as_str())
                .into(),
            because.into(),
        ]);
    }
    Block::Disclosed(table.without_empty_columns())
}

fn resolution_fields(forecast: &Forecast, one: &Resolution) -> Vec<Field> {
    let unit = match (&forecast.kind, &one.outcome) {
        (
            Kind::Number {
                unit: Some(unit), ..
            },
            Outcome::Number(_),
        ) => format!(" {unit}"),
        _ => String::new(),
    };
    let outcome = format!("{}{unit}", value::outcome(&one.outcome));
    let happened = one.happened.map(|day| format!("happened {day}"));
    let known = format!("known {}", one.known_or(forecast.deadline));
    let logged = one.logged.map(|day| format!("logged {day}"));
    let by = one.by.as_ref().map(|by| format!("by {by}"));
    let logged = [logged, by].into_iter().flatten().collect::<Vec<_>>();
    let days = [happened, Some(known), Some(logged.join(" "))];
    let days = days.into_iter().flatten().filter(|day| !day.is_empty());
    let outturn = [outcome].into_iter().chain(days).collect::<Vec<_>>();
    let all = [
        ("outturn", Some(outturn.join(", "))),
        ("note", one.note.clone()),
        ("corrected", one.because.clone()),
        (
            "replaces",
            one.replaces.first().map(|old| value::outcome(&old.outcome)),
        ),
    ];
    let set = all
        .into_iter()
        .filter_map(|(name, text)| Some((name, linked(text?.trim()))));
    let evidence = one
        .evidence
        .iter()
        .map(|one| ("evidence", linked(value::evidence(one).trim())));
    set.chain(evidence).collect()
}

fn scores(index: &Index<'_>, forecast: &Forecast) -> Option<Field> {
    let outturns = index.outturns.get(&forecast.id)?;
    // Who came out alike stands together.
    let mut sides: Vec<(Option<Side>, Vec<String>)> = Vec::new();
    for one in outturns {
        let Some(number) = one.score else { continue };
        let said = format!("{} {}", one.by, score(number));
        match sides.iter_mut().find(|(side, _)| *side == one.side) {
            Some((_, all)) => all.push(said),
            None => sides.push((one.side, vec![said])),
        }
    }
    let part = |(side, all): &(Option<Side>, Vec<String>)| {
        let side = side.map(|side| format!("{}: ", side.as_str()));
        format!("{}{}", side.unwrap_or_default(), all.join(", "))
    };
    let all: Vec<String> = sides.iter().map(part).collect();
    (!all.is_empty()).then(|| ("Brier", text(all.join("; "))))
}

fn relations(ledger: &Ledger, index: &Index<'_>, forecast: &Forecast) -> Vec<Block> {
    let mut lines: Vec<Vec<TextSpan>> = forecast
        .references()
        .into_iter()
        .map(|(key, id)| {
            vec![
                plain(format!("{}: ", key.replace('_', " "))),
                to_id(ledger, id),
            ]
        })
        .collect();
    let named = index.named_by.get(&forecast.id).into_iter().flatten();
    lines.extend(named.map(|(key, id)| {
        vec![
            to_id(ledger, id),
            plain(format!(" names this one as {}", key.replace('_', " "))),
        ]
    }));
    lines.extend(
        forecast
            .cluster
            .iter()
            .map(|name| text(format!("cluster: {name}"))),
    );
    if lines.is_empty() {
        return Vec::new();
    }
    vec![
        Block::Heading(text("Hangs together with")),
        Block::List(lines),
    ]
}
