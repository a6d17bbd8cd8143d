//! What happened to the records, in words.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;

use super::seen::{One, Said, Seen, record};
use super::self_interest::{SelfInterest, self_interest};
use super::trail::{At, Event, Follower, Trail};
use crate::lint::{command_rules, rules};
use crate::model::{Finding, Location, LocationTarget, Route, Rule, Severity};
use crate::record::{Record, RecordHistory};

/// What an audit goes by.
#[derive(Clone, Copy, Debug)]
pub struct Audit<'a> {
    /// What git says.
    pub history: &'a RecordHistory<Seen>,
    /// The records as they are now.
    pub records: &'a [Record],
    /// The beginnings of the ids of commits that brought in old records in bulk.
    pub imports: &'a [String],
    /// How many days an estimate may be older than the commit that first carried it.
    pub tolerance: u32,
    /// Today.
    pub as_of: NaiveDate,
}

/// What an audit found.
#[derive(Clone, Debug)]
pub struct Audited {
    /// What git's history says against the records.
    pub findings: Vec<Finding>,
    /// What people did to forecasts of their own, by name.
    pub self_interest: Vec<SelfInterest>,
}

/// A record as it is now.
struct Now<'a> {
    record: &'a Record,
    one: One,
}

/// Holds the records to git's history.
#[must_use]
pub fn audit(audit: &Audit<'_>) -> Audited {
    let now: BTreeMap<String, Now<'_>> = audit.records.iter().filter_map(now).collect();
    let side = now
        .iter()
        .map(|(id, now)| (id.clone(), vec![(&now.one, &*now.record.file)]));
    let trails = Follower::new(audit.history, audit.imports).follow(&side.collect(), audit.as_of);
    let mut found = Vec::new();
    let is_there = |id: &str| {
        let mut ids = audit.records.iter().filter_map(|record| record.id.as_ref());
        ids.any(|known| known.as_str() == id)
    };
    for (id, trail) in &trails {
        match now.get(id) {
            Some(now) => Judge { id, now, audit }.judge(trail, &mut found),
            None if is_there(id) => {}
            None => found.push(deleted(id, trail, audit)),
        }
    }
    found.extend(uncommitted(&now, audit));
    Audited {
        findings: found,
        self_interest: self_interest(audit.records, &trails),
    }
}

fn now(record: &Record) -> Option<(String, Now<'_>)> {
    let one = self::record(record.tree()?);
    Some((record.id.as_ref()?.to_string(), Now { record, one }))
}

/// A record that is there, and what it is judged by.
struct Judge<'a> {
    id: &'a str,
    now: &'a Now<'a>,
    audit: &'a Audit<'a>,
}

impl Judge<'_> {
    fn judge(&self, trail: &Trail<'_>, found: &mut Vec<Finding>) {
        for (said, at) in &trail.carried {
            found.extend(self.backdated(said, at));
        }
        // What was put back is as it was, whatever it said in between.
        let told = trail
            .events
            .iter()
            .filter(|(_, event)| !self.is_back(trail.origin(event)));
        found.extend(told.filter_map(|(at, event)| self.event(at, event)));
        let is_told = |said: &Said| {
            trail.events.iter().any(|(_, event)| match event {
                Event::Changed { old, .. } | Event::Removed(old) => old.says(said),
                Event::Framed { .. } | Event::Overturned { .. } => false,
            })
        };
        let lost = trail
            .carried
            .iter()
            .filter(|(said, _)| self.index(said).is_none());
        let lost = lost.filter(|(said, _)| !is_told(said));
        found.extend(lost.map(|(said, at)| self.removed(said, &lost_after(at, self.audit))));
    }

    fn backdated(&self, said: &Said, at: &At) -> Option<Finding> {
        let index = self.index(said)?;
        // As it says now: who gives the day of writing later has put it right, and who takes it away
        // claims the older day again.
        let now = &self.now.one.estimates[index];
        let written = now.written.filter(|_| !at.is_import)?;
        let late = (at.day - written).num_days();
        if late <= i64::from(self.audit.tolerance) {
            return None;
        }
        let message = format!(
            "`{}`: the estimate of {} by {} was first carried in {}, {late} days after the day that it gives",
            self.id, said.date, said.by, at.name
        );
        let found = finding(
            &rules::BACKDATED_ESTIMATE,
            message,
            "give the day on which it was written down as `logged`, or as the date of its `coded`; a \
             bulk import is declared under `imports` in foretell.yaml",
            self.at(Route::of("estimates").item(index).key("date")),
        );
        // The record does not say so itself.
        Some(Finding {
            severity: Severity::Error,
            ..found
        })
    }

    /// Returns whether the record says again what it said before an event.
    fn is_back(&self, event: &Event) -> bool {
        let one = &self.now.one;
        match event {
            Event::Changed { old, .. } | Event::Removed(old) => self.index(old).is_some(),
            Event::Framed { key, old, .. } => one.frame.get(key).is_some_and(|now| now == old),
            Event::Overturned { old, .. } => {
                one.outcome.as_ref() == Some(old) || one.replaced.contains(old)
            }
        }
    }

    fn event(&self, at: &At, event: &Event) -> Option<Finding> {
        match event {
            Event::Changed { old, new } => Some(self.changed(at, old, new)),
            Event::Removed(old) => Some(self.removed(old, &format!("in {}", at.name))),
            Event::Framed {
                key,
                old,
                new,
                deadline,
                estimated,
            } => {
                let is_late = deadline.is_some_and(|deadline| at.day > deadline);
                (is_late || *estimated).then(|| self.framed(at, key, old, new, is_late))
            }
            Event::Overturned { old, new } => Some(self.overturned(at, old, new.as_deref())),
        }
    }

    fn removed(&self, old: &Said, when: &str) -> Finding {
        let message = format!(
            "`{}`: the estimate of {} by {}, {}, was removed {when}",
            self.id, old.date, old.by, old.shown
        );
        let help = "put it back; what no longer holds is followed by the next estimate, or by \
                    `withdrawn: true`";
        finding(
            &command_rules::DELETED_ESTIMATE,
            message,
            help,
            self.key("estimates"),
        )
    }

    fn changed(&self, at: &At, old: &Said, new: &Said) -> Finding {
        let what = match () {
            () if old.value != new.value => format!("from {} to {}", old.shown, new.shown),
            () if old.date != new.date => format!("from the day {} to {}", old.date, new.date),
            () => format!("from the forecaster {} to {}", old.by, new.by),
        };
        let message = format!(
            "`{}`: the estimate of {} by {} was changed in {}, {what}",
            self.id, old.date, old.by, at.name
        );
        let place = match self.index(new) {
            Some(index) => self.at(Route::of("estimates").item(index)),
            None => self.key("estimates"),
        };
        let help = "put it back as it was, and add what is thought now as the next estimate";
        finding(&command_rules::CHANGED_ESTIMATE, message, help, place)
    }

    fn framed(&self, at: &At, key: &str, old: &str, new: &str, is_late: bool) -> Finding {
        let rule = match (is_late, key) {
            (true, "question" | "criteria" | "options" | "scenarios") => {
                &command_rules::LATE_CRITERIA
            }
            (_, "deadline") => &command_rules::CHANGED_DEADLINE,
            _ => &command_rules::CHANGED_QUESTION,
        };
        let when = if is_late { ", after the deadline" } else { "" };
        let (old, new) = excerpts(old, new);
        let message = format!(
            "`{}`: `{key}` was changed in {}{when}, from \u{201c}{old}\u{201d} to \u{201c}{new}\u{201d}",
            self.id, at.name
        );
        let help = "put it back, and ask what is meant now as a new forecast; estimates were made of \
                    the question as it was";
        finding(rule, message, help, self.key(key))
    }

    fn overturned(&self, at: &At, old: &str, new: Option<&str>) -> Finding {
        let what = match new {
            Some(new) => format!("changed from {old} to {new}"),
            None => format!("{old} removed"),
        };
        let message = format!(
            "`{}`: the outcome was {what} in {}, and nothing keeps the old one",
            self.id, at.name
        );
        let help =
            "`foretell resolve --amend --because REASON` keeps the old outcome under `replaces`";
        finding(
            &command_rules::CHANGED_RESOLUTION,
            message,
            help,
            self.key("resolution"),
        )
    }

    /// Returns the number of the estimate that says the same now.
    fn index(&self, said: &Said) -> Option<usize> {
        self.now.one.estimates.iter().position(|now| now.says(said))
    }

    fn at(&self, route: Route) -> Location {
        place(self.now.record, LocationTarget::Value(route))
    }

    fn key(&self, key: &str) -> Location {
        place(self.now.record, LocationTarget::Key(Route::of(key)))
    }
}

fn deleted(id: &str, trail: &Trail<'_>, audit: &Audit<'_>) -> Finding {
    let estimates = match trail.carried.len() {
        0 => String::new(),
        1 => " with its estimate".to_owned(),
        n => format!(" with its {n} estimates"),
    };
    let when = match (&trail.gone, &trail.seen) {
        (Some(at), _) => format!("in {}", at.name),
        (None, Some(at)) => lost_after(at, audit),
        (None, None) => String::new(),
    };
    let file = trail.file.as_str().into();
    let place = Location {
        file,
        document: 0,
        spot: LocationTarget::File,
        label: None,
    };
    let message = format!("the forecast `{id}` was removed{estimates} {when}");
    let help = "put it back; a question that broke is resolved as `annulled`, and still counted";
    finding(&command_rules::DELETED_FORECAST, message, help, place)
}

/// Returns when something went that no commit removed: a merge can leave out what one side had.
fn lost_after(at: &At, audit: &Audit<'_>) -> String {
    let is_merged = audit.history.commits.iter().any(|commit| commit.is_merge);
    let how = if is_merged {
        ", by no commit of its own: perhaps a merge left it out"
    } else {
        ""
    };
    format!("after {}{how}", at.name)
}

/// Returns the findings of resolutions that no commit has.
fn uncommitted(now: &BTreeMap<String, Now<'_>>, audit: &Audit<'_>) -> Vec<Finding> {
    let is_new = |(id, now): &(&String, &Now<'_>)| {
        let Some(seen) = audit.history.uncommitted.get(&*now.record.file) else {
            return false;
        };
        let mut committed = seen.iter().flat_map(|seen| seen.records(&now.record.file));
        let outcome = committed
            .find(|(known, _)| known == *id)
            .and_then(|(_, one)| one.outcome.clone());
        now.one.outcome.is_some() && now.one.outcome != outcome
    };
    let found = now.iter().filter(is_new).map(|(id, now)| {
        finding(
            &command_rules::UNCOMMITTED_RESOLUTION,
            format!("the resolution of `{id}` is in no commit yet"),
            "commit it: only a commit says when the outcome was written down",
            place(now.record, LocationTarget::Key(Route::of("resolution"))),
        )
    });
    found.collect()
}

fn finding(rule: &'static Rule, message: String, help: &str, place: Location) -> Finding {
    Finding {
        places: vec![place],
        ..rule.finding(message).help(help)
    }
}

fn place(record: &Record, spot: LocationTarget) -> Location {
    Location {
        file: Arc::clone(&record.file),
        document: record.document,
        spot,
        label: None,
    }
}

/// How much of an old and a new text a message shows.
const MAX_CHARS: usize = 60;

/// Returns two texts from where they differ on, cut where they are long.
fn excerpts(old: &str, new: &str) -> (String, String) {
    let pairs = old.chars().zip(new.chars());
    let same = pairs.take_while(|(a, b)| a == b).count();
    // A few words before, so that one sees where it is.
    let lead = same.saturating_sub(MAX_CHARS / 3);
    let cut = |text: &str| {
        let rest: Vec<char> = text.chars().skip(lead).collect();
        let before = if lead > 0 { "…" } else { "" };
        let after = if rest.len() > MAX_CHARS { "…" } else { "" };
        let shown: String = rest.iter().take(MAX_CHARS).collect();
        format!("{before}{shown}{after}")
    };
    (cut(old), cut(new))
}
