//! Lists of records as a person sees them: what needs somebody first, one record a line.

use chrono::NaiveDate;

use super::number::{amount, percent};
use super::records::{UNTIL, awaiting, days_left, note};
use super::{Color, DueList, Page, RecordList, ScreenTable, TableCell, column, value};
use crate::ledger::{Entry, Ledger, State, View, standing};
use crate::model::{Forecast, Probability, Value, same_name};

/// How a record stands, as far as it asks something of a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Group {
    /// Its answer is overdue.
    Overdue,
    /// Its deadline has passed, its outcome is not yet overdue.
    Awaiting,
    /// It can still be estimated.
    Open,
    /// What it depends on is not resolved.
    Waiting,
    /// It is resolved or void.
    Finished,
}

impl Group {
    const ALL: [Self; 5] = [
        Self::Overdue,
        Self::Awaiting,
        Self::Open,
        Self::Waiting,
        Self::Finished,
    ];

    /// Returns the group of a record.
    pub(super) fn of(ledger: &Ledger, entry: &Entry, view: &View) -> Self {
        match view.state(ledger, entry) {
            State::Overdue { .. } => Self::Overdue,
            State::Waiting => Self::Waiting,
            State::Resolved(_) | State::Void(_) => Self::Finished,
            State::Awaiting { .. } => Self::Awaiting,
            State::Open => Self::Open,
        }
    }

    fn head(self) -> &'static str {
        match self {
            Self::Overdue => "overdue",
            Self::Awaiting => "awaiting an outcome",
            Self::Open => "open",
            Self::Waiting => "waiting for another",
            Self::Finished => "finished",
        }
    }

    fn color(self) -> Option<Color> {
        match self {
            Self::Overdue => Some(Color::Bad),
            Self::Awaiting => Some(Color::Soon),
            Self::Finished => Some(Color::Faint),
            Self::Open | Self::Waiting => None,
        }
    }
}

/// The days before a deadline that are soon.
const SOON: i64 = 14;

/// Adds the page of `list`.
pub(super) fn list(list: &RecordList<'_>, page: &mut Page) {
    let RecordList {
        ledger,
        view,
        entries,
        ..
    } = list;
    let mut table = ScreenTable::new([
        column::text("ID").down_to(16),
        column::figure("DUE"),
        column::items("ESTIMATES", 12).rank(1),
        column::figure("POOLED").rank(2),
        column::text("OUTCOME").rank(3),
        column::text("NOTE").down_to(UNTIL).rank(1),
        column::text("QUESTION").down_to(14),
    ]);
    for group in Group::ALL {
        let is_hidden = group == Group::Finished && !list.with_finished;
        let mut these: Vec<&Entry> = (entries.iter().copied())
            .filter(|entry| !is_hidden && Group::of(ledger, entry, view) == group)
            .collect();
        if !list.sorted {
            these.sort_by_key(|entry| entry.forecast.deadline.end());
        }
        if !these.is_empty() {
            table.group(group.head());
        }
        for entry in these {
            table.row(cells(list, entry, group));
        }
    }
    if !table.rows.is_empty() {
        page.table(table.without_empty_columns());
    }
    page.painted(Color::Faint, hidden(list));
}

fn cells(list: &RecordList<'_>, entry: &Entry, group: Group) -> Vec<TableCell> {
    let (ledger, view) = (list.ledger, list.view);
    let forecast = &entry.forecast;
    let days = (forecast.deadline.day() - view.as_of).num_days();
    let soon = group == Group::Open && days <= SOON;
    let faint = (group == Group::Finished).then_some(Color::Faint);
    let due = if soon {
        Some(Color::Soon)
    } else {
        group.color()
    };
    let outcome = match view.state(ledger, entry) {
        State::Resolved(resolution) => value::outcome(&resolution.outcome),
        State::Void(reason) => reason.as_str().to_owned(),
        _ => String::new(),
    };
    vec![
        TableCell::from(forecast.id.to_string()),
        TableCell::from(when(ledger, entry, view, group)).painted(due),
        TableCell::from(estimates(list, forecast)).painted(faint),
        TableCell::from(pooled(forecast, view)).painted(faint),
        TableCell::from(outcome).painted(faint),
        TableCell::from(note(ledger, entry, view)),
        TableCell::from(forecast.name()).painted(faint),
    ]
}

/// Returns how far away the day is that counts: that on which an answer was due, or the deadline.
fn when(ledger: &Ledger, entry: &Entry, view: &View, group: Group) -> String {
    let away = |day: NaiveDate| match (day - view.as_of).num_days() {
        0 => "today".to_owned(),
        days if days < 0 => format!("{}d ago", -days),
        days => format!("in {days}d"),
    };
    match group {
        Group::Overdue => away(view.due(ledger, entry)),
        Group::Finished => entry.forecast.deadline.to_string(),
        Group::Waiting => "waiting".to_owned(),
        Group::Awaiting | Group::Open => away(entry.forecast.deadline.day()),
    }
}

/// Returns what everybody's estimate is, in a few letters, that of who looks first: `ann 55, ben 65`.
pub(super) fn estimates(list: &RecordList<'_>, forecast: &Forecast) -> String {
    let hidden = list.ledger.hidden(&forecast.id);
    if hidden > 0 {
        return format!("{hidden} hidden");
    }
    let mut standing = standing(forecast, list.view);
    standing.sort_by_key(|estimate| !list.mine.is_some_and(|mine| same_name(&estimate.by, mine)));
    let each = standing
        .iter()
        .map(|estimate| format!("{} {}", estimate.by, brief(&estimate.value)));
    each.collect::<Vec<_>>().join(", ")
}

/// Returns the mean of what several say of a question of yes or no.
pub(super) fn pooled(forecast: &Forecast, view: &View) -> String {
    let points: Vec<f64> = standing(forecast, view)
        .iter()
        .filter_map(|estimate| estimate.stated()?.point())
        .map(Probability::get)
        .collect();
    if points.len() < 2 {
        return String::new();
    }
    #[expect(
        clippy::cast_precision_loss,
        reason = "as many as there are forecasters"
    )]
    let mean = points.iter().sum::<f64>() / points.len() as f64;
    percent(mean)
}

/// Returns an estimate in as few letters as tell it: a probability without its sign, the likeliest
/// option, the median.
fn brief(value: &Value) -> String {
    let share = |p: Probability| percent(p.get()).trim_end_matches('%').to_owned();
    match value {
        Value::Withdrawn => "withdrawn".to_owned(),
        Value::Declined(_) => "none".to_owned(),
        Value::Probability(one) => {
            let point = one.point().map(share);
            point.unwrap_or_else(|| value::stated(one))
        }
        Value::Options(options) => {
            let points = options
                .iter()
                .filter_map(|(name, one)| Some((name, one.point()?)));
            let most = points.max_by(|a, b| a.1.get().total_cmp(&b.1.get()));
            most.map(|(name, point)| format!("{name} {}", share(point)))
                .unwrap_or_default()
        }
        Value::Quantiles(quantiles) => {
            let middle = |level: Probability| (level.get() - 0.5).abs();
            let median = quantiles
                .iter()
                .min_by(|a, b| middle(a.0).total_cmp(&middle(b.0)));
            median
                .map(|(_, number)| amount(*number))
                .unwrap_or_default()
        }
        Value::Interval { low, high, .. } => format!("{}–{}", amount(*low), amount(*high)),
        Value::Distribution(said) => amount(said.as_dyn().quantile(0.5)),
        Value::Samples(samples) => value::count(samples.len(), "sample"),
        Value::HappensBy(days) => {
            let last = days.iter().next_back();
            last.map(|(day, chance)| format!("by {day} {}", share(*chance)))
                .unwrap_or_default()
        }
    }
}

/// Returns the line under the list: what it does not show, and from when it is seen.
fn hidden(list: &RecordList<'_>) -> String {
    let (ledger, view) = (list.ledger, list.view);
    let all = ledger.entries().len();
    let as_of = format!("as of {}", view.as_of);
    if all == 0 && ledger.unreadable() > 0 {
        return format!("0 forecasts could be read; {as_of}");
    }
    if all == 0 {
        return "There are no forecasts yet; `foretell new` writes the first.".to_owned();
    }
    if list.entries.is_empty() {
        return format!("No forecast passes the filters; {as_of}");
    }
    let shown = value::count(list.entries.len(), "forecast");
    let of = if list.entries.len() < all {
        format!(" of {all}")
    } else {
        String::new()
    };
    if list.with_finished {
        return format!("{shown}{of}, {as_of}");
    }
    let count = |pick: fn(&State<'_>) -> bool| {
        let states = list.entries.iter().map(|entry| view.state(ledger, entry));
        states.filter(pick).count()
    };
    let resolved = count(|state| matches!(state, State::Resolved(_)));
    let void = count(|state| matches!(state, State::Void(_)));
    match resolved + void {
        0 => format!("{shown}{of}, {as_of}"),
        more => format!("{more} more: {resolved} resolved, {void} void (--all); {as_of}"),
    }
}

/// Adds the page of `due`: by what is to be done, mine first.
pub(super) fn due(list: &DueList<'_>, page: &mut Page) {
    let RecordList {
        ledger,
        view,
        entries,
        ..
    } = &list.open;
    let of = |group| {
        let these = entries.iter().copied();
        let mut these: Vec<&Entry> = these
            .filter(|entry| Group::of(ledger, entry, view) == group)
            .collect();
        these.sort_by_key(|entry| !list.is_mine(entry));
        these
    };
    let overdue = of(Group::Overdue);
    if !overdue.is_empty() {
        let mine = overdue.iter().filter(|entry| list.is_mine(entry)).count();
        page.painted(
            Color::Strong,
            format!("Resolve now ({}; yours: {mine})", overdue.len()),
        );
        page.table(resolve(list, &overdue));
        page.screen_line("");
    }
    let awaiting = of(Group::Awaiting);
    if !awaiting.is_empty() {
        page.painted(
            Color::Strong,
            format!("Awaiting an outcome ({})", awaiting.len()),
        );
        page.table(expected(list, &awaiting));
        page.screen_line("");
    }
    let open = of(Group::Open);
    let (soon, later): (Vec<&Entry>, Vec<&Entry>) = open
        .into_iter()
        .partition(|entry| list.part(entry) == "soon");
    if !soon.is_empty() {
        let days = list.within;
        page.painted(
            Color::Strong,
            format!("Due within {days} days ({})", soon.len()),
        );
        page.table(upcoming(list, &soon));
        page.screen_line("");
    }
    let stale: Vec<&Entry> = (soon.iter().chain(&later).copied())
        .filter(|entry| list.is_stale(entry))
        .collect();
    if !stale.is_empty() {
        let head = format!(
            "Update ({}; no estimate for {} days)",
            stale.len(),
            list.stale
        );
        page.painted(Color::Strong, head);
        page.table(upcoming(list, &stale));
        page.screen_line("");
    }
    page.painted(None, closing(list, &soon, &later));
}

fn resolve(list: &DueList<'_>, entries: &[&Entry]) -> ScreenTable {
    let (ledger, view) = (list.open.ledger, list.open.view);
    let mut table = ScreenTable::new([
        column::text("").down_to(14),
        column::text("").rank(1),
        column::figure(""),
        column::text("").down_to(UNTIL).rank(1),
        column::items("", 10).rank(2),
        column::whole("").rank(3),
    ]);
    for entry in entries {
        let forecast = &entry.forecast;
        let late = value::count(view.days_overdue(ledger, entry), "day");
        table.row(vec![
            TableCell::from(forecast.id.to_string()),
            owner(forecast),
            TableCell::from(format!("{late} late")).painted(Color::Bad),
            TableCell::from(note(ledger, entry, view)),
            TableCell::from(estimates(&list.open, forecast)),
            TableCell::from(format!("foretell resolve {}", forecast.id)).painted(Color::Faint),
        ]);
    }
    table.without_empty_columns()
}

fn expected(list: &DueList<'_>, entries: &[&Entry]) -> ScreenTable {
    let (ledger, view) = (list.open.ledger, list.open.view);
    let mut table = ScreenTable::new([
        column::text("").down_to(14),
        column::text("").rank(1),
        column::whole(""),
        column::text("").rank(2),
    ]);
    for entry in entries {
        let forecast = &entry.forecast;
        let sources = forecast.sources.as_ref();
        let source = sources.and_then(|sources| sources.primary.as_deref());
        let source = source.map(|source| format!("source: {source}"));
        table.row(vec![
            TableCell::from(forecast.id.to_string()),
            owner(forecast),
            TableCell::from(awaiting(view.due(ledger, entry), view.as_of)).painted(Color::Soon),
            TableCell::from(source.unwrap_or_default()),
        ]);
    }
    table.without_empty_columns()
}

fn owner(forecast: &Forecast) -> TableCell {
    TableCell::from(forecast.owner.as_deref().unwrap_or_default())
}

fn upcoming(list: &DueList<'_>, entries: &[&Entry]) -> ScreenTable {
    let (ledger, view) = (list.open.ledger, list.open.view);
    let mut table = ScreenTable::new([
        column::text("").down_to(14),
        column::text("").rank(1),
        column::figure(""),
        column::items("", 10).rank(2),
        column::text("").down_to(20).rank(3),
    ]);
    for entry in entries {
        let forecast = &entry.forecast;
        let days = days_left(ledger, entry, view);
        let soon = days.is_some_and(|days| days <= SOON).then_some(Color::Soon);
        table.row(vec![
            TableCell::from(forecast.id.to_string()),
            owner(forecast),
            TableCell::from(when(ledger, entry, view, Group::Open)).painted(soon),
            TableCell::from(estimates(&list.open, forecast)),
            TableCell::from(forecast.name()),
        ]);
    }
    table.without_empty_columns()
}

/// Returns what comes next where nothing is due soon.
fn closing(list: &DueList<'_>, soon: &[&Entry], later: &[&Entry]) -> String {
    let view = list.open.view;
    if list.open.entries.is_empty() {
        return format!("Nothing is open as of {}.", view.as_of);
    }
    let nothing = if soon.is_empty() {
        format!("Nothing falls due in the next {} days. ", list.within)
    } else {
        String::new()
    };
    let next = later
        .iter()
        .min_by_key(|entry| entry.forecast.deadline.end());
    let next = next.map(|entry| {
        let forecast = &entry.forecast;
        format!("Next: {}, {}.", forecast.id, forecast.deadline)
    });
    let more = match later.len() {
        0 | 1 => String::new(),
        n => format!(" {n} are open (foretell list)."),
    };
    format!("{nothing}{}{more}", next.unwrap_or_default())
}
