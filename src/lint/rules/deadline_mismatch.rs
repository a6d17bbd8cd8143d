//! `deadline-mismatch`

use chrono::{Days, NaiveDate};

use crate::lint::dated::{dated, is_ahead};
use crate::lint::findings::Findings;
use crate::lint::rule::Check;
use crate::lint::views::RecordView;
use crate::lint::wording::span;
use crate::model::{Moment, Route, Rule};

pub(super) static CHECK: Check = Check::Record(
    &Rule::warning(
        "deadline-mismatch",
        "a question that says `before` a date on which the deadline does not end",
    ),
    check,
);

fn check(subject: &RecordView<'_>, findings: &mut Findings) {
    let forecast = subject.forecast;
    let all = subject.question();
    let limits: Vec<_> = (0..all.len())
        .filter(|&i| all[i].text == "before" && all[i].joined)
        .filter_map(|i| {
            let date = dated(&all[i + 1..])?;
            Some((date.first_day, span(&all[i..=i + date.words])))
        })
        .filter(|(day, _)| is_ahead(*day, forecast))
        .collect();
    let Some((day, bytes)) = limits.first() else {
        return;
    };
    if limits.iter().any(|(day, _)| ends(forecast.deadline, *day)) {
        return;
    }
    findings
        .add(
            subject.part(&Route::of("question"), bytes.start, bytes.end),
            format!(
                "the last day that counts here is {}, and the deadline is {}",
                day.checked_sub_days(Days::new(1)).unwrap_or(*day),
                forecast.deadline
            ),
            "correct the question or the deadline",
        )
        .and(subject.value("deadline"), "the deadline");
}

/// Returns whether a deadline is the last day before the given one. The end of a day somewhere on
/// Earth may be an instant of the next day in UTC.
fn ends(deadline: Moment, before: NaiveDate) -> bool {
    let next = deadline.day().checked_add_days(Days::new(1));
    next == Some(before) || (matches!(deadline, Moment::Instant(_)) && deadline.day() == before)
}
