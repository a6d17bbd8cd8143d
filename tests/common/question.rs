//! A question with several forecasters, as a record.

use std::fmt::Write as _;

/// Returns a question that was open from 1 to 10 January 2026, with estimates (who, when, what) and
/// a resolution; `what` goes under `probability` unless it names its key.
pub fn question(estimates: &[(&str, &str, &str)], resolution: &str) -> String {
    let mut text = String::from("question: Will it?\nopened: 2026-01-01\ndeadline: 2026-01-10\n");
    text.push_str("estimates:\n");
    for (by, date, what) in estimates {
        let what = if what.contains(": ") {
            (*what).to_owned()
        } else {
            format!("probability: {what}")
        };
        writeln!(text, "  - {{by: {by}, date: {date}, {what}}}").unwrap();
    }
    writeln!(text, "resolution: {{{resolution}}}").unwrap();
    text
}
