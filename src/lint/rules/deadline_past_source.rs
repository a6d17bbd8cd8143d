//! `deadline-past-source`

use chrono::Datelike;

use crate::lint::findings::Findings;
use crate::lint::rule::Check;
use crate::lint::views::RecordView;
use crate::model::{DeadlineBasis, Route, Rule};

pub(super) static CHECK: Check = Check::Record(
    &Rule::warning(
        "deadline-past-source",
        "a deadline long after the source that did not set it",
    ),
    check,
);

/// Years after which no reader would take a text without a date to speak of that day. "In the
/// longer term" is read as five to ten.
const LONG: i32 = 10;

fn check(subject: &RecordView<'_>, findings: &mut Findings) {
    let forecast = subject.forecast;
    let published = forecast
        .source
        .as_ref()
        .and_then(|source| source.published.as_ref());
    let year: Option<i32> = published
        .and_then(|text| text.get(..4))
        .and_then(|year| year.parse().ok());
    let (Some(year), Some(basis)) = (year, forecast.deadline_basis) else {
        return;
    };
    let years = forecast.deadline.day().year() - year;
    if basis != DeadlineBasis::Text && years > LONG {
        findings
            .add(
                subject.value("deadline"),
                format!("the deadline comes {years} years after a text that did not set it"),
                "choose a deadline that the text's readers would have had in mind",
            )
            .and(
                subject.at(Route::of("source").key("published")),
                "published here",
            );
    }
}
