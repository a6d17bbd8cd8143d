//! Scores over time, as a page and in JSON.

use schemars::JsonSchema;
use serde::Serialize;

use crate::analysis::{
    AdjustedTable, Adjustment, OverTime, ScoreRow, Scores, TimePoint, TimeWindow, evenly,
};
use crate::query::Request;

use super::adjust::{self, AdjustInfoV1, AdjustedRowV1};
use super::run_info::{left_out, line, nothing};
use super::score::{self, ScoreRowV1};
use super::value::count;
use super::{
    Answer, Answered, DayV1, EnvelopeV1, Page, ProcedureV1, ScoringInfoV1, Screen, ScreenTable,
    class, column,
};

/// About how many lines a table takes on a screen.
const LINES: usize = 24;
/// The least and the most days of each group that are shown.
const DAYS: (usize, usize) = (3, 12);

/// A row of an answer as of a day, in JSON.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct TimePointV1<R> {
    /// The first day of the window; null where it goes back to the beginning.
    since: Option<DayV1>,
    /// The day at whose end the row is seen.
    until: DayV1,
    #[serde(flatten)]
    row: R,
}

/// What made an answer over time.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct OverTimeInfoV1<M> {
    #[serde(flatten)]
    made_with: M,
    /// How far back each day looks: `cumulative`, `rolling=90d` or `rolling=50`.
    over_time: String,
}

/// Returns the days that a screen shows of each of so many groups.
fn shown<A>(over_time: &OverTime<A>, groups: usize) -> Vec<&TimePoint<A>> {
    let (least, most) = DAYS;
    let days = (LINES / groups.max(1)).clamp(least, most);
    let points = &over_time.points;
    evenly(points.len(), days)
        .map(|place| &points[place])
        .collect()
}

/// Returns the lines under the tables.
fn notes<A>(over_time: &OverTime<A>, request: &Request, shown: usize, rule: &str) -> String {
    let counted = match over_time.window {
        TimeWindow::Cumulative => {
            "Each row counts all that was due and known by the end of its day".to_owned()
        }
        TimeWindow::Days(days) => format!(
            "Each row counts what was due and known in {} that end with its own",
            count(usize::try_from(days).unwrap_or(usize::MAX), "day")
        ),
        TimeWindow::Questions(n) => format!(
            "Each row counts the last {} that were due and known by its day, and what else joined on the first day of them",
            count(n, "question")
        ),
    };
    let all = over_time.points.len();
    let some = if shown < all {
        format!("; {shown} of {all} days, --format csv has all")
    } else {
        String::new()
    };
    format!(
        "{counted}; an interval is of its day alone, and no band for the whole curve{some}\n{}\n",
        line(request, rule)
    ) + &left_out(&over_time.skipped)
}

/// What is printed of an answer over time, in JSON.
type OverTimeV1<'a, A> = EnvelopeV1<
    TimePointV1<<Answered<'a, A> as Answer>::Row>,
    OverTimeInfoV1<<Answered<'a, A> as Answer>::RunInfo>,
>;

/// Returns it in JSON: the rows of each day.
fn json<'a, A: Clone>(answered: &Answered<'a, OverTime<A>>) -> OverTimeV1<'a, A>
where
    Answered<'a, A>: Answer,
{
    let OverTime {
        window,
        points,
        whole,
        skipped,
    } = &answered.answer;
    let of = |answer: &A| {
        let (request, answer) = (answered.request, answer.clone());
        Answered { request, answer }.json()
    };
    let rows = points.iter().flat_map(|point| {
        let rows = of(&point.answer).rows.into_iter();
        rows.map(|row| TimePointV1 {
            since: point.since.map(DayV1::new),
            until: DayV1::new(point.until),
            row,
        })
    });
    let made_with = OverTimeInfoV1 {
        made_with: of(whole).made_with,
        over_time: window.to_string(),
    };
    EnvelopeV1::new("score", made_with, rows.collect()).skipping(skipped)
}

/// Returns the page of so many groups: the tables that `fill` sets for the days that are shown, with what
/// stands under them.
fn page<A>(
    answered: &Answered<'_, OverTime<A>>,
    groups: usize,
    rule: &str,
    fill: impl FnOnce(&mut Page, &[&TimePoint<A>]),
) -> Page {
    let (over_time, request) = (&answered.answer, answered.request);
    let mut page = Page::default();
    if over_time.points.is_empty() {
        page.notes(nothing(request, &over_time.skipped));
        return page;
    }
    let points = shown(over_time, groups);
    fill(&mut page, &points);
    page.notes(notes(over_time, request, points.len(), rule));
    page
}

/// Returns the table of a kind and unit: the rows of each group, day by day.
fn sheet(of: &[ScoreRow], points: &[&TimePoint<Scores>], request: &Request) -> ScreenTable {
    // One group is all there is.
    let groups = match of {
        [group, _] => std::slice::from_ref(group),
        all => all,
    };
    let (mut untils, mut rows) = (Vec::new(), Vec::new());
    for group in groups {
        let same = |row: &&ScoreRow| {
            row.kind == group.kind && row.unit == group.unit && row.group == group.group
        };
        for point in points {
            let row = point.answer.rows.iter().find(same);
            rows.extend(row.cloned());
            untils.extend(row.map(|_| point.until.to_string()));
        }
    }
    let mut sheet = score::sheet(&rows, request);
    let place = request.group_by.len().min(sheet.columns.len());
    sheet.insert(place, column::whole("until"), untils);
    sheet
}

impl Answer for Answered<'_, OverTime<Scores>> {
    type Row = TimePointV1<ScoreRowV1>;
    type RunInfo = OverTimeInfoV1<ScoringInfoV1>;

    fn page(&self, _: Screen) -> Page {
        let whole = &self.answer.whole;
        let classes = score::classes(whole);
        page(
            self,
            whole.rows.len(),
            &score::rules(whole),
            |page, points| {
                for rows in &classes {
                    if let (true, Some(total)) = (classes.len() > 1, rows.last()) {
                        page.head(score::caption(total));
                    }
                    page.table(sheet(rows, points, self.request));
                }
            },
        )
    }

    fn procedures(row: &Self::Row) -> &[ProcedureV1] {
        Answered::<Scores>::procedures(&row.row)
    }

    fn json(&self) -> EnvelopeV1<Self::Row, Self::RunInfo> {
        json(self)
    }
}

impl Answer for Answered<'_, OverTime<Adjustment>> {
    type Row = TimePointV1<AdjustedRowV1>;
    type RunInfo = OverTimeInfoV1<AdjustInfoV1>;

    fn page(&self, _: Screen) -> Page {
        let tables = &self.answer.whole.tables;
        let rows = tables.iter().map(|table| table.rows.len()).sum();
        page(self, rows, adjust::RULE, |page, points| {
            for point in points {
                let has_rows = |table: &&AdjustedTable| !table.rows.is_empty();
                for table in point.answer.tables.iter().filter(has_rows) {
                    let of = if tables.len() > 1 {
                        format!(": {}", class::text(&table.class))
                    } else {
                        String::new()
                    };
                    page.head(format!("Until {}{of}", point.until));
                    page.table(adjust::sheet(table, point.answer.reference.as_ref()));
                }
            }
        })
    }

    fn procedures(row: &Self::Row) -> &[ProcedureV1] {
        Answered::<Adjustment>::procedures(&row.row)
    }

    fn json(&self) -> EnvelopeV1<Self::Row, Self::RunInfo> {
        json(self)
    }
}
