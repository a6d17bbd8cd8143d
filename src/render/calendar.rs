//! Open forecasts as a calendar, by RFC 5545: <https://www.rfc-editor.org/rfc/rfc5545>.

use super::escape::{one_line, visible_lines};
use super::{DueList, record_screens, records};
use crate::ledger::{Entry, View};
use crate::model::Moment;

/// How many octets a line may have without its break (RFC 5545, 3.1).
const MAX_OCTETS: usize = 75;

/// When somebody is told: at nine in the morning, a week before and on the day.
const WEEK_BEFORE: Alarm = Alarm {
    day: "-P6DT15H",
    instant: "-P7D",
};
const THEN: Alarm = Alarm {
    day: "PT9H",
    instant: "PT0S",
};

/// How long before the beginning of a day, or of an instant, somebody is told.
struct Alarm {
    day: &'static str,
    instant: &'static str,
}

/// Returns the calendar: two events for each forecast, its deadline and the day on which its outcome is
/// expected. The same forecast has the same ids tomorrow, so that a calendar that takes it again moves
/// its events.
#[must_use]
pub fn calendar(list: &DueList<'_>) -> String {
    let mut out = Lines::default();
    out.line("BEGIN", "VCALENDAR");
    out.line("VERSION", "2.0");
    let version = env!("CARGO_PKG_VERSION");
    out.line("PRODID", &format!("-//foretell//foretell {version}//EN"));
    out.line("X-WR-CALNAME", "Forecasts");
    for entry in &list.open.entries {
        deadline(&mut out, list, entry);
        outcome(&mut out, list, entry);
    }
    out.line("END", "VCALENDAR");
    out.0
}

fn deadline(out: &mut Lines, list: &DueList<'_>, entry: &Entry) {
    let forecast = &entry.forecast;
    let estimates = record_screens::estimates(&list.open, forecast);
    let estimates = (!estimates.is_empty()).then(|| format!("Estimates: {estimates}"));
    let event = Event {
        kind: "deadline",
        head: "Deadline",
        moment: forecast.deadline,
        alarm: WEEK_BEFORE,
        says: [forecast.criteria.clone(), estimates],
        next: "estimate",
    };
    event.write(out, entry, list.open.view);
}

fn outcome(out: &mut Lines, list: &DueList<'_>, entry: &Entry) {
    let (ledger, view) = (list.open.ledger, list.open.view);
    let forecast = &entry.forecast;
    let due = view.due(ledger, entry);
    // An instant at which it can be looked up stays one, unless another forecast puts it off.
    let moment = match forecast.lookup() {
        lookup if lookup.day() == due => lookup,
        _ => Moment::Day(due),
    };
    let sources = forecast.sources.as_ref();
    let sources = sources.map(|sources| {
        let both = [&sources.primary, &sources.fallback];
        let both: Vec<&str> = both.into_iter().flatten().map(String::as_str).collect();
        format!("Sources: {}", both.join("; "))
    });
    let note = records::note(ledger, entry, view);
    let event = Event {
        kind: "outcome",
        head: "Outcome expected",
        moment,
        alarm: THEN,
        says: [sources, (!note.is_empty()).then_some(note)],
        next: "resolve",
    };
    event.write(out, entry, view);
}

/// What a calendar says of a day of a forecast.
struct Event {
    /// What makes its id one of two.
    kind: &'static str,
    head: &'static str,
    moment: Moment,
    alarm: Alarm,
    says: [Option<String>; 2],
    /// The command that then is in place.
    next: &'static str,
}

impl Event {
    fn write(self, out: &mut Lines, entry: &Entry, view: &View) {
        let forecast = &entry.forecast;
        let id = &forecast.id;
        let summary = one_line(&format!("{}: {}", self.head, forecast.name()));
        let mut says = vec![forecast.question.clone()];
        says.extend(self.says.into_iter().flatten());
        says.extend(forecast.owner.iter().map(|owner| format!("Owner: {owner}")));
        says.push(format!("foretell {} {id}", self.next));
        out.line("BEGIN", "VEVENT");
        out.line("UID", &format!("{id}.{}@foretell", self.kind));
        out.line("DTSTAMP", &view.as_of.format("%Y%m%dT000000Z").to_string());
        let trigger = match self.moment {
            Moment::Day(day) => {
                out.line("DTSTART;VALUE=DATE", &day.format("%Y%m%d").to_string());
                self.alarm.day
            }
            Moment::Instant(instant) => {
                out.line("DTSTART", &instant.format("%Y%m%dT%H%M%SZ").to_string());
                self.alarm.instant
            }
        };
        out.line("SUMMARY", &text(&summary));
        out.line("DESCRIPTION", &text(&says.join("\n")));
        if !forecast.tags.is_empty() {
            let tags: Vec<String> = forecast.tags.iter().map(|tag| text(tag)).collect();
            out.line("CATEGORIES", &tags.join(","));
        }
        // Nobody is busy for it.
        out.line("TRANSP", "TRANSPARENT");
        out.line("BEGIN", "VALARM");
        out.line("ACTION", "DISPLAY");
        out.line("DESCRIPTION", &text(&summary));
        out.line("TRIGGER", trigger);
        out.line("END", "VALARM");
        out.line("END", "VEVENT");
    }
}

/// The lines of a calendar.
#[derive(Default)]
struct Lines(String);

impl Lines {
    /// Adds a line, folded where it is long: no character is cut in two.
    fn line(&mut self, name: &str, value: &str) {
        let line = format!("{name}:{value}");
        let mut octets = 0;
        for c in line.chars() {
            if octets + c.len_utf8() > MAX_OCTETS {
                self.0.push_str("\r\n ");
                octets = 1;
            }
            self.0.push(c);
            octets += c.len_utf8();
        }
        self.0.push_str("\r\n");
    }
}

/// Returns a text as a value: what is hidden in it is written out, and nothing ends or parts it.
fn text(text: &str) -> String {
    let lines = text.lines().map(|line| line.replace('\t', " "));
    let lines = lines.collect::<Vec<_>>().join("\n");
    let mut out = String::with_capacity(lines.len() + 8);
    for c in visible_lines(lines.trim_end()).chars() {
        match c {
            '\n' => out.push_str("\\n"),
            '\\' | ';' | ',' => out.extend(['\\', c]),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_line_is_folded_between_characters() {
        for sign in ["a", "é", "天", "𝄞"] {
            let value = sign.repeat(400);
            let mut lines = Lines::default();
            lines.line("SUMMARY", &value);
            for line in lines.0.split_terminator("\r\n") {
                assert!(line.len() <= MAX_OCTETS, "{} {line}", line.len());
            }
            let unfolded = lines.0.replace("\r\n ", "");
            assert_eq!(unfolded, format!("SUMMARY:{value}\r\n"));
        }
    }

    #[test]
    fn nothing_in_a_text_ends_a_line_or_a_value() {
        assert_eq!(
            text("a, b; c\\d\r\nEND:VEVENT\u{7}\ttab\n"),
            "a\\, b\\; c\\\\d\\nEND:VEVENT\\\\u{7} tab"
        );
    }
}
