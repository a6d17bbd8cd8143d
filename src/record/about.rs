//! The records that bear on one forecast, found by its id in the files' bytes and without reading the others.

use std::collections::{BTreeMap, BTreeSet};

use memchr::memchr;
use memchr::memmem::Finder;
use rayon::iter::{IndexedParallelIterator, IntoParallelRefIterator, ParallelIterator};

use super::{Record, SourceFile, identity, read};
use crate::model::{Forecast, ForecastId, Settings, is_name_key};

/// How many ids are looked for, and how often all files are gone through: where more hangs together, it is
/// quicker to read everything.
const MOST_IDS: usize = 64;
const MOST_ROUNDS: usize = 12;

/// Returns the records of the files that bear on a forecast, in the order of the files: those that have its
/// id or name it, and all that hangs together with these by what one names of another. Records of the same
/// files that have nothing to do with it are among them.
///
/// What a ledger of these records says of the forecast is what the whole ledger says. None where that cannot
/// be promised or is no quicker to find: where no record that could be read has the id, where too much hangs
/// together, and where a name is written in a way that another file may write otherwise.
#[must_use]
pub fn read_about(
    sources: &[SourceFile],
    id: &ForecastId,
    settings: &Settings,
) -> Option<Vec<Record>> {
    let mut found: BTreeMap<usize, Vec<Record>> = BTreeMap::new();
    let mut known = BTreeSet::from([id.clone()]);
    let mut wanted = vec![id.clone()];
    for _ in 0..MOST_ROUNDS {
        let words: Vec<Word<'_>> = wanted.iter().map(Word::new).collect();
        let may_bear = |(index, source): &(usize, &SourceFile)| {
            !found.contains_key(index) && words.iter().any(|word| word.may_be_in(source))
        };
        let fresh = sources.par_iter().enumerate().filter(may_bear);
        let fresh: Vec<_> = fresh
            .map(|(index, source)| (index, read(source, settings)))
            .collect();
        found.extend(fresh);
        let forecasts = || {
            found
                .values()
                .flatten()
                .filter_map(|one| one.forecast.as_deref())
        };
        wanted = next(forecasts(), &known);
        if wanted.is_empty() {
            let has_it = forecasts().any(|forecast| forecast.id == *id);
            let is_sure = has_it && forecasts().flat_map(Forecast::names).all(is_name_key);
            return is_sure.then(|| found.into_values().flatten().collect());
        }
        known.extend(wanted.iter().cloned());
        if known.len() > MOST_IDS {
            return None;
        }
    }
    None
}

/// Returns the ids, not known yet, of the forecasts that have or name one that is, and what these name.
fn next<'f>(
    forecasts: impl Iterator<Item = &'f Forecast>,
    known: &BTreeSet<ForecastId>,
) -> Vec<ForecastId> {
    let mut next = BTreeSet::new();
    for forecast in forecasts {
        let ids = || {
            let named = forecast.references().into_iter().map(|(_, id)| id);
            named.chain([&forecast.id])
        };
        if ids().any(|id| known.contains(id)) {
            next.extend(ids().filter(|id| !known.contains(id)).cloned());
        }
    }
    next.into_iter().collect()
}

/// An id that is looked for.
struct Word<'a> {
    id: &'a str,
    finder: Finder<'a>,
}

impl<'a> Word<'a> {
    fn new(id: &'a ForecastId) -> Self {
        let id = id.as_str();
        Self {
            id,
            finder: Finder::new(id),
        }
    }

    /// Returns whether a file may have the id in it: as a word, as its own name, or behind an escape.
    fn may_be_in(&self, source: &SourceFile) -> bool {
        if identity::stem(&source.path) == self.id {
            return true;
        }
        // Nobody knows what is in a file that has no text.
        let Ok(text) = &source.content else {
            return true;
        };
        let text = text.as_bytes();
        let is_of_id = |byte: Option<&u8>| byte.is_some_and(|byte| ForecastId::may_have(*byte));
        let is_whole = |at: usize| {
            let before = at.checked_sub(1).and_then(|before| text.get(before));
            !is_of_id(before) && !is_of_id(text.get(at + self.id.len()))
        };
        self.finder.find_iter(text).any(is_whole) || memchr(b'\\', text).is_some()
    }
}

/// Returns whether some record has an estimate by that name or an owner of that name; where it is found at
/// once, that is: a no may mean that it is written otherwise.
#[must_use]
pub fn is_name_known(sources: &[SourceFile], name: &str, settings: &Settings) -> bool {
    /// How many files with the name in them are read.
    const READ: usize = 8;
    let finder = Finder::new(name);
    let has_name = |source: &&SourceFile| {
        let text = source.content.as_ref();
        text.is_ok_and(|text| finder.find(text.as_bytes()).is_some())
    };
    let is_forecaster = |forecast: &Forecast| {
        let by = forecast.estimates.iter().map(|estimate| &*estimate.by);
        forecast
            .owner
            .as_deref()
            .into_iter()
            .chain(by)
            .any(|known| known == name)
    };
    sources.iter().filter(has_name).take(READ).any(|source| {
        let records = read(source, settings);
        let mut forecasts = records.iter().filter_map(|one| one.forecast.as_deref());
        forecasts.any(is_forecaster)
    })
}
