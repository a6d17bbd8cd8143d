//! The calendar of deadlines: how many fall when, and how those forecasts stand.

use chrono::{Datelike, NaiveDate};
use maud::{Markup, html};

use crate::ledger::StateName;
use crate::model::day_number;
use crate::render::number::place;
use crate::render::value;
use crate::render::{ScreenTable, column};
use crate::scoring::count;

use super::Plot;
use super::frame::{Axis, Frame, words};
use super::path::Path;

/// How many deadlines fall into a month, a quarter or a year.
#[derive(Clone, Debug, PartialEq)]
pub struct DeadlineCount {
    /// The first day.
    pub from: NaiveDate,
    /// The first day after it.
    pub to: NaiveDate,
    /// Its name, `2014`, `Q2 2014` or `May 2014`.
    pub name: String,
    /// How many there are in each state, in the order of [`StateName::ALL`].
    pub states: [usize; StateName::ALL.len()],
}

/// The size of the drawing.
const SIZE: (f64, f64) = (640.0, 260.0);

/// Returns the calendar of deadlines, each with the state of its forecast.
#[must_use]
pub fn calendar(deadlines: &[(NaiveDate, StateName)], today: NaiveDate) -> Plot {
    let bins = bins(deadlines);
    let most = bins
        .iter()
        .map(|bin| bin.states.iter().sum())
        .max()
        .unwrap_or(1);
    let first = bins.first().map_or(today, |bin| bin.from).min(today);
    let last = bins.last().map_or(today, |bin| bin.to).max(today);
    let x = Axis::days("Deadline", day_number(first), day_number(last));
    let mut y = Axis::numbers("Forecasts", 0.0, count(most));
    y.marks.retain(|(value, _)| value.fract() == 0.0);
    let frame = Frame {
        top: 34.0,
        ..Frame::new(x, y, SIZE)
    };
    let now = frame.at_x(day_number(today));
    let drawing = html! {
        (frame.draw())
        @for bin in &bins { (bar(bin, &frame)) }
        path class="now" d=(Path::default().to(now, frame.top - 6.0).up(frame.bottom).d()) {}
        (legend(&frame))
    };
    Plot {
        id: "calendar".to_owned(),
        title: "Calendar of deadlines".to_owned(),
        short: None,
        outcome: None,
        description: describe(deadlines, today),
        data: data(&bins),
        size: SIZE,
        drawing: drawing.into(),
    }
}

/// Returns a column, the states one upon the other.
fn bar(bin: &DeadlineCount, frame: &Frame) -> Markup {
    let (left, right) = (
        frame.at_x(day_number(bin.from)),
        frame.at_x(day_number(bin.to)),
    );
    let width = place((right - left).max(2.0));
    let mut below = 0;
    let parts: Vec<_> = bin
        .states
        .iter()
        .enumerate()
        .map(|(i, &n)| {
            let bottom = frame.at_y(count(below));
            below += n;
            let top = frame.at_y(count(below));
            (i, n, top, bottom - top)
        })
        .collect();
    html! {
        @for (i, _, top, height) in parts.into_iter().filter(|part| part.1 > 0) {
            rect class={ "dot f" (i) } x=(place(left)) y=(place(top)) width=(width) height=(place(height)) {}
        }
    }
}

fn legend(frame: &Frame) -> Markup {
    let place_of = |i: u8| frame.left + 4.0 + 84.0 * f64::from(i);
    html! {
        @for (state, i) in StateName::ALL.iter().zip(0_u8..) {
            rect class={ "dot f" (i) } x=(place(place_of(i))) y="8" width="11" height="11" {}
            (words(place_of(i) + 16.0, 18.0, "tick", state.as_str()))
        }
        (words(frame.right, 18.0, "tick end", "┆ today"))
    }
}

/// Spans of a column, in months: a month for up to two years, a quarter for up to eight, a year.
const SPANS: [(i32, i32); 3] = [(24, 1), (96, 3), (i32::MAX, 12)];

fn months(day: NaiveDate) -> i32 {
    day.year() * 12 + day.month0().cast_signed()
}

fn bins(deadlines: &[(NaiveDate, StateName)]) -> Vec<DeadlineCount> {
    let all = || deadlines.iter().map(|(day, _)| months(*day));
    let (Some(first), Some(last)) = (all().min(), all().max()) else {
        return Vec::new();
    };
    let span = SPANS
        .into_iter()
        .find(|(most, _)| last - first < *most)
        .map_or(12, |(_, span)| span);
    let first = first.div_euclid(span) * span;
    let starts = (0..=(last - first) / span).map(|i| first + i * span);
    let mut bins: Vec<DeadlineCount> = starts.filter_map(|month| empty(month, span)).collect();
    for (day, state) in deadlines {
        let place = usize::try_from((months(*day) - first) / span).unwrap_or(0);
        if let Some(bin) = bins.get_mut(place) {
            bin.states[*state as usize] += 1;
        }
    }
    bins
}

fn empty(month: i32, span: i32) -> Option<DeadlineCount> {
    let begin = |month: i32| {
        let number = month.rem_euclid(12).cast_unsigned() + 1;
        NaiveDate::from_ymd_opt(month.div_euclid(12), number, 1)
    };
    let (from, to) = (begin(month)?, begin(month + span)?);
    let name = match span {
        1 => from.format("%b %Y").to_string(),
        3 => format!("Q{} {}", from.month0() / 3 + 1, from.year()),
        _ => from.year().to_string(),
    };
    Some(DeadlineCount {
        from,
        to,
        name,
        states: [0; StateName::ALL.len()],
    })
}

fn describe(deadlines: &[(NaiveDate, StateName)], today: NaiveDate) -> String {
    let n = |wanted: StateName| {
        deadlines
            .iter()
            .filter(|(_, state)| *state == wanted)
            .count()
    };
    let states = StateName::ALL.into_iter().filter(|state| n(*state) > 0);
    let states: Vec<_> = states
        .map(|state| format!("{} {state}", n(state)))
        .collect();
    let next = deadlines
        .iter()
        .map(|(day, _)| *day)
        .filter(|day| *day >= today)
        .min();
    let next = next
        .map(|day| format!(" The next deadline is {day}."))
        .unwrap_or_default();
    let all = value::count(deadlines.len(), "deadline");
    if states.is_empty() {
        format!("{all}.")
    } else {
        format!("{all}: {}.{next}", states.join(", "))
    }
}

fn data(bins: &[DeadlineCount]) -> ScreenTable {
    let states = StateName::ALL.map(|state| column::figure(state.as_str()));
    let mut sheet = ScreenTable::new([column::whole("deadline")].into_iter().chain(states));
    for bin in bins.iter().filter(|bin| bin.states.iter().any(|n| *n > 0)) {
        let counts = bin.states.iter().map(ToString::to_string);
        sheet.row(
            [bin.name.clone()]
                .into_iter()
                .chain(counts)
                .collect::<Vec<_>>(),
        );
    }
    sheet
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::parse_day;

    fn named(days: &[&str]) -> Vec<(String, usize)> {
        let day = |text: &&str| (parse_day(text).unwrap(), StateName::Open);
        let all: Vec<_> = days.iter().map(day).collect();
        bins(&all)
            .into_iter()
            .map(|bin| (bin.name, bin.states[0]))
            .collect()
    }

    #[test]
    fn columns_are_months_quarters_or_years() {
        let of = |name: &str, n: usize| (name.to_owned(), n);
        assert_eq!(
            named(&["2014-11-30", "2015-01-01"]),
            [of("Nov 2014", 1), of("Dec 2014", 0), of("Jan 2015", 1)]
        );
        let quarters = named(&["2014-02-01", "2016-12-31"]);
        assert_eq!(
            (&quarters[0], &quarters[11]),
            (&of("Q1 2014", 1), &of("Q4 2016", 1))
        );
        let years = named(&["2014-02-01", "2032-12-31", "2032-01-01"]);
        assert_eq!((years.len(), &years[18]), (19, &of("2032", 2)));
        assert!(named(&[]).is_empty());
    }
}
