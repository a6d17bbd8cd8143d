//! Finding a record by what a person typed.

use super::{Entry, Ledger};
use crate::model::{ForecastId, nearest};

/// What a person's word for a record comes to.
#[derive(Clone, Debug)]
pub enum Found<'a> {
    /// This record.
    One(&'a Entry),
    /// The beginning of several ids.
    Several(Vec<&'a ForecastId>),
    /// None; the ids nearest in spelling.
    None(Vec<&'a ForecastId>),
}

/// How many ids are suggested at most.
const SUGGESTIONS: usize = 3;

impl Ledger {
    /// Finds a record by its id or, where `by_prefix`, by any beginning that fits one id alone.
    ///
    /// An exact id always wins over a longer one that begins with it.
    #[must_use]
    pub fn find(&self, typed: &str, by_prefix: bool) -> Found<'_> {
        let ids = || self.entries().iter().map(|entry| &entry.forecast.id);
        if let Some(entry) = ForecastId::parse(typed).ok().and_then(|id| self.get(&id)) {
            return Found::One(entry);
        }
        let begins: Vec<_> = ids()
            .filter(|id| !typed.is_empty() && id.as_str().starts_with(typed))
            .collect();
        match begins[..] {
            [] => Found::None(self.suggestions(typed)),
            [id] if by_prefix => self.get(id).map_or(Found::None(begins), Found::One),
            [_] => Found::None(begins),
            _ => Found::Several(begins),
        }
    }

    fn suggestions(&self, typed: &str) -> Vec<&ForecastId> {
        let ids = || self.entries().iter().map(|entry| &entry.forecast.id);
        let near = nearest(typed, ids().map(ForecastId::as_str));
        let holds = |id: &&ForecastId| typed.len() > 2 && id.as_str().contains(typed);
        let near = ids().filter(|id| Some(id.as_str()) == near);
        let mut found: Vec<_> = near.chain(ids().filter(holds)).collect();
        found.dedup();
        found.truncate(SUGGESTIONS);
        found
    }
}
