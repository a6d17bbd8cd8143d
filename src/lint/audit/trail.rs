//! Every record followed through the commits.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::seen::{FRAME, One, Said, Seen};
use crate::record::{Commit, FileChange, RecordHistory};

/// Where something happened: a commit, or the work tree.
#[derive(Clone, Debug)]
pub(super) struct At {
    /// What it is called in a message: `1a2b3c4d5e on 2014-05-21`.
    pub(super) name: String,
    pub(super) day: NaiveDate,
    /// Who made the commit, as git has the name; none in the work tree.
    pub(super) author: Option<String>,
    /// Whether what is new here may be old: a bulk import, or the edge of a shallow clone.
    pub(super) is_import: bool,
}

/// What happened to a record.
#[derive(Clone, Debug)]
pub(super) enum Event {
    /// A part of the question was changed.
    Framed {
        key: &'static str,
        old: String,
        new: String,
        deadline: Option<NaiveDate>,
        estimated: bool,
    },
    /// An estimate says something else, or of another day or forecaster.
    Changed { old: Said, new: Said },
    /// An estimate is gone.
    Removed(Said),
    /// An outcome is another one, or gone, and nothing keeps it.
    Overturned { old: String, new: Option<String> },
}

/// What history says of one record.
#[derive(Clone, Debug, Default)]
pub(super) struct Trail<'a> {
    pub(super) events: Vec<(At, Event)>,
    /// Where each estimate was first carried.
    pub(super) carried: Vec<(Said, At)>,
    /// Where it was removed, and not put back.
    pub(super) gone: Option<At>,
    /// What it last was, and where.
    last: Option<&'a One>,
    pub(super) seen: Option<At>,
    /// The file that had it last.
    pub(super) file: String,
}

/// The trails of all records, by their last id.
pub(super) type Trails<'a> = BTreeMap<String, Trail<'a>>;

/// The ids that records had before their files were renamed, by those that they have now.
type Renamed = BTreeMap<String, String>;

/// The records on one side of a commit; of a merge, as each parent had them.
type Side<'a> = BTreeMap<String, Vec<(&'a One, &'a str)>>;

/// Follows every record through the commits and into the work tree.
pub(super) struct Follower<'a> {
    history: &'a RecordHistory<Seen>,
    imports: &'a [String],
    trails: Trails<'a>,
}

impl<'a> Follower<'a> {
    pub(super) fn new(history: &'a RecordHistory<Seen>, imports: &'a [String]) -> Self {
        Self {
            history,
            imports,
            trails: Trails::new(),
        }
    }

    /// Returns the trails through all commits, and from the last into the work tree.
    pub(super) fn follow(mut self, now: &Side<'a>, as_of: NaiveDate) -> Trails<'a> {
        for commit in &self.history.commits {
            let at = self.at(commit);
            let (old, new) = self.sides(&commit.changes);
            let renamed = self.rename(&commit.changes, &old, &new);
            self.step(&at, &old, &new, &renamed);
        }
        let at = At {
            name: "the work tree".to_owned(),
            day: as_of,
            author: None,
            is_import: false,
        };
        let mut old = Side::new();
        for (path, seen) in &self.history.uncommitted {
            put(&mut old, seen.as_ref(), path);
        }
        // Only what is not as it was committed is new here.
        let is_touched = |(_, path): &(&One, &str)| self.history.uncommitted.contains_key(*path);
        let new = now
            .iter()
            .filter(|(_, sides)| sides.iter().any(is_touched))
            .map(|(id, sides)| (id.clone(), sides.clone()))
            .collect();
        self.step(&at, &old, &new, &Renamed::new());
        self.trails
    }

    fn at(&self, commit: &Commit) -> At {
        let declared = self
            .imports
            .iter()
            .any(|import| commit.id.starts_with(import.as_str()));
        At {
            name: format!("{} on {}", commit.short(), commit.day),
            day: commit.day,
            author: Some(commit.author.clone()),
            is_import: commit.is_edge || declared,
        }
    }

    fn sides(&self, changes: &'a [FileChange]) -> (Side<'a>, Side<'a>) {
        let (mut old, mut new) = (Side::new(), Side::new());
        let seen = |blob| self.history.blobs.get(blob).and_then(Option::as_ref);
        for change in changes {
            for blob in &change.old {
                put(&mut old, seen(blob), &change.old_path);
            }
            if let Some(blob) = &change.new {
                put(&mut new, seen(blob), &change.path);
            }
        }
        (old, new)
    }

    /// Lets a record that takes its id from its file keep its trail when the file is renamed, and
    /// returns the old ids of such.
    fn rename(&mut self, changes: &[FileChange], old: &Side<'_>, new: &Side<'_>) -> Renamed {
        let mut renamed = Renamed::new();
        for change in changes
            .iter()
            .filter(|change| change.path != change.old_path)
        {
            let in_file = |side: &Side<'_>, path: &str| -> Vec<String> {
                let has = |sides: &[(&One, &str)]| sides.iter().any(|(_, of)| *of == path);
                side.iter()
                    .filter(|(_, sides)| has(sides))
                    .map(|(id, _)| id.clone())
                    .collect()
            };
            let (was, is) = (in_file(old, &change.old_path), in_file(new, &change.path));
            let ([was], [is]) = (was.as_slice(), is.as_slice()) else {
                continue;
            };
            if was != is && !new.contains_key(was) {
                if let Some(trail) = self.trails.remove(was) {
                    self.trails.entry(is.clone()).or_insert(trail);
                }
                renamed.insert(is.clone(), was.clone());
            }
        }
        renamed
    }

    /// Takes note of what became of every record between two sides.
    fn step(&mut self, at: &At, old: &Side<'a>, new: &Side<'a>, renamed: &Renamed) {
        for (id, sides) in new {
            let trail = self.trails.entry(id.clone()).or_default();
            let before: Vec<&One> = match old.get(renamed.get(id).unwrap_or(id)) {
                Some(sides) => sides.iter().map(|(one, _)| *one).collect(),
                // What was removed, or could not be read meanwhile, comes back as what it was.
                None if trail.gone.is_some() => trail.last.into_iter().collect(),
                None => Vec::new(),
            };
            trail.gone = None;
            trail.seen = Some(at.clone());
            for (one, path) in sides {
                trail.take(at, &before, one);
                trail.last = Some(one);
                (*path).clone_into(&mut trail.file);
            }
        }
        for (id, sides) in old.iter().filter(|(id, _)| !new.contains_key(*id)) {
            if let (Some(trail), Some((_, path))) = (self.trails.get_mut(id), sides.first()) {
                trail.gone = Some(at.clone());
                (*path).clone_into(&mut trail.file);
            }
        }
    }
}

/// Puts the records of a file on a side.
pub(super) fn put<'a>(side: &mut Side<'a>, seen: Option<&'a Seen>, path: &'a str) {
    for (id, one) in seen.iter().flat_map(|seen| seen.records(path)) {
        side.entry(id).or_default().push((one, path));
    }
}

impl Trail<'_> {
    /// Returns the first of the events that led to one: of an estimate that was changed twice, the
    /// change of what was carried first.
    pub(super) fn origin<'t>(&'t self, event: &'t Event) -> &'t Event {
        let mut first = event;
        for (_, earlier) in self
            .events
            .iter()
            .rev()
            .skip_while(|(_, one)| !std::ptr::eq(one, event))
        {
            let leads = match (earlier, first) {
                (Event::Changed { new, .. }, Event::Changed { old, .. } | Event::Removed(old)) => {
                    new.says(old)
                }
                (Event::Framed { key, .. }, Event::Framed { key: other, .. }) => key == other,
                (Event::Overturned { .. }, Event::Overturned { .. }) => true,
                _ => false,
            };
            if leads {
                first = earlier;
            }
        }
        first
    }

    /// Takes note of how a record differs from what every parent had.
    fn take(&mut self, at: &At, before: &[&One], now: &One) {
        let was = |said: &Said| {
            before
                .iter()
                .any(|one| one.estimates.iter().any(|s| s.says(said)))
        };
        let added: Vec<&Said> = now.estimates.iter().filter(|said| !was(said)).collect();
        let mut pairs = Vec::new();
        if let [first, others @ ..] = before {
            // What one parent lacks the other may have brought; what all had should be there.
            let all_had = |said: &&Said| {
                others
                    .iter()
                    .all(|one| one.estimates.iter().any(|s| s.says(said)))
            };
            let is_gone = |said: &&Said| !now.estimates.iter().any(|s| s.says(said));
            let gone = first.estimates.iter().filter(all_had).filter(is_gone);
            pairs = paired(gone.collect(), &added);
            self.frame(at, before, now);
        }
        let replaced: Vec<&Said> = pairs.iter().filter_map(|(_, new)| *new).collect();
        for said in added {
            let known = self.carried.iter().any(|(carried, _)| carried.says(said));
            if !known && !replaced.iter().any(|new| new.says(said)) {
                self.carried.push((said.clone(), at.clone()));
            }
        }
        for (old, new) in pairs {
            let event = match new {
                Some(new) => Event::Changed {
                    old: old.clone(),
                    new: new.clone(),
                },
                None => Event::Removed(old.clone()),
            };
            self.events.push((at.clone(), event));
        }
    }

    /// Takes note of how the question and its outcome differ.
    fn frame(&mut self, at: &At, before: &[&One], now: &One) {
        for key in FRAME {
            let new = now.frame.get(key);
            if before.iter().any(|one| one.frame.get(key) == new) {
                continue;
            }
            let text = |value: Option<&String>| value.cloned().unwrap_or_default();
            self.events.push((
                at.clone(),
                Event::Framed {
                    key,
                    old: text(before[0].frame.get(key)),
                    new: text(new),
                    deadline: before[0].deadline,
                    estimated: before.iter().any(|one| !one.estimates.is_empty()),
                },
            ));
        }
        let was = before.iter().flat_map(|one| one.outcomes());
        let mut lost = was.filter(|old| {
            before
                .iter()
                .all(|one| one.outcomes().any(|other| other == *old))
                && now.outcomes().all(|kept| kept != *old)
        });
        if let Some(old) = lost.next() {
            let event = Event::Overturned {
                old: old.clone(),
                new: now.outcome.clone(),
            };
            self.events.push((at.clone(), event));
        }
    }
}

impl One {
    /// Returns the outcome and those that it replaced.
    fn outcomes(&self) -> impl Iterator<Item = &String> {
        self.outcome.iter().chain(&self.replaced)
    }
}

impl Said {
    /// Returns whether two estimates say the same, whatever their notation.
    pub(super) fn says(&self, other: &Self) -> bool {
        (&self.date, &self.by, &self.value) == (&other.date, &other.by, &other.value)
    }

    /// Returns in how much two estimates that are not the same agree.
    fn likeness(&self, other: &Self) -> usize {
        let same = [
            self.date == other.date,
            self.by == other.by,
            self.value == other.value,
        ];
        same.into_iter().filter(|same| *same).count()
    }
}

/// Pairs each estimate that is gone with the new one that stands in its place: one that agrees with
/// it in two of day, forecaster and value.
fn paired<'s>(gone: Vec<&'s Said>, added: &[&'s Said]) -> Vec<(&'s Said, Option<&'s Said>)> {
    let mut free: Vec<&Said> = added.to_vec();
    let mut pair = |old: &'s Said| {
        let at = free.iter().position(|new| new.likeness(old) == 2);
        (old, at.map(|at| free.remove(at)))
    };
    gone.into_iter().map(&mut pair).collect()
}
