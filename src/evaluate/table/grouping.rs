//! The groups that a row of a table belongs to.

use std::collections::{BTreeMap, HashMap};

use crate::evaluate::Group;
use crate::evaluate::group::Key;
use crate::evaluate::{Dimension, Request};
use crate::model::{KindName, Moment};

use super::row::Row;
use super::{Column, Names};

/// What of a row decides its groups.
#[derive(Clone, Copy, Debug)]
pub(super) struct Traits<'a> {
    pub(super) forecaster: &'a str,
    pub(super) tags: &'a str,
    pub(super) made_at: Option<Moment>,
    pub(super) deadline: Option<Moment>,
}

impl<'a> Traits<'a> {
    pub(super) fn of(row: &Row<'a>) -> Self {
        Self {
            forecaster: row.forecaster,
            tags: row.tags,
            made_at: row.made_at,
            deadline: row.deadline,
        }
    }
}

/// What of a row decides its groups, as numbers.
type Seen = (u32, u32, i32, i64);

/// The groups of a table, numbered as they come.
#[derive(Clone, Debug)]
pub(super) struct Grouping {
    dimensions: Vec<Dimension>,
    kind: KindName,
    forecasters: Names,
    tags: Names,
    /// The groups of rows seen before, so that keys are made once for each.
    seen: HashMap<Seen, Vec<usize>>,
    groups: BTreeMap<Vec<Key>, usize>,
}

impl Grouping {
    pub(super) fn new(request: &Request, kind: KindName) -> Self {
        Self {
            dimensions: request.group_by.clone(),
            kind,
            forecasters: Names::default(),
            tags: Names::default(),
            seen: HashMap::new(),
            groups: BTreeMap::new(),
        }
    }

    /// Says whether there is the total alone.
    pub(super) fn is_none(&self) -> bool {
        self.dimensions.is_empty()
    }

    /// Returns the numbers of the groups that these traits belong to, the total left aside.
    pub(super) fn of(&mut self, traits: &Traits<'_>) -> Result<&[usize], String> {
        if self.dimensions.is_empty() {
            return Ok(&[]);
        }
        let seen = self.numbers(traits)?;
        if !self.seen.contains_key(&seen) {
            let groups = self.new_groups(traits);
            self.seen.insert(seen, groups);
        }
        Ok(&self.seen[&seen])
    }

    fn numbers(&mut self, traits: &Traits<'_>) -> Result<Seen, String> {
        let mut seen = (0, 0, 0, 0);
        for dimension in &self.dimensions {
            match dimension {
                Dimension::Forecaster => seen.0 = self.forecasters.number(traits.forecaster),
                Dimension::Tag => seen.1 = self.tags.number(traits.tags),
                Dimension::Year => seen.2 = year(traits)?,
                Dimension::Horizon => seen.3 = horizon(traits)?,
                _ => {}
            }
        }
        Ok(seen)
    }

    fn new_groups(&mut self, traits: &Traits<'_>) -> Vec<usize> {
        let mut keys = vec![Vec::new()];
        for &dimension in &self.dimensions {
            let tails = self.keys(dimension, traits);
            let longer = |head: &Vec<Key>| {
                let longer = tails
                    .iter()
                    .map(|tail| [head.as_slice(), std::slice::from_ref(tail)].concat());
                longer.collect::<Vec<_>>()
            };
            keys = keys.iter().flat_map(longer).collect();
        }
        let mut number = |keys: Vec<Key>| {
            let next = self.groups.len();
            *self.groups.entry(keys).or_insert(next)
        };
        keys.into_iter().map(&mut number).collect()
    }

    fn keys(&self, dimension: Dimension, traits: &Traits<'_>) -> Vec<Key> {
        match dimension {
            Dimension::Forecaster => vec![Key::of(Some(traits.forecaster))],
            Dimension::Tag => tag_keys(traits.tags),
            Dimension::Kind => vec![Key::of(Some(self.kind.as_str()))],
            Dimension::Year => {
                let year = year(traits).unwrap_or_default();
                vec![Key::of(Some(&format!("{year:04}")))]
            }
            Dimension::Horizon => vec![Key::of_horizon(horizon(traits).unwrap_or_default())],
            // The request was refused.
            _ => vec![Key::of(None)],
        }
    }

    /// Returns the groups with their numbers, in the order of rows.
    pub(super) fn finish(self) -> Vec<(Group, usize)> {
        let dimensions = self.dimensions;
        let name = |keys: Vec<Key>| {
            let texts = keys.into_iter().map(|key| key.text);
            dimensions.iter().copied().zip(texts).collect()
        };
        let groups = self.groups.into_iter();
        groups.map(|(keys, number)| (name(keys), number)).collect()
    }
}

fn tag_keys(tags: &str) -> Vec<Key> {
    let mut keys: Vec<Key> = Row::each_tag(tags).map(|tag| Key::of(Some(&tag))).collect();
    keys.sort_unstable();
    keys.dedup();
    if keys.is_empty() {
        keys.push(Key::of(None));
    }
    keys
}

fn year(traits: &Traits<'_>) -> Result<i32, String> {
    use chrono::Datelike;
    let deadline = traits.deadline.ok_or_else(|| empty(Column::Deadline))?;
    Ok(deadline.day().year())
}

fn horizon(traits: &Traits<'_>) -> Result<i64, String> {
    let deadline = traits.deadline.ok_or_else(|| empty(Column::Deadline))?;
    let made_at = traits.made_at.ok_or_else(|| empty(Column::MadeAt))?;
    Ok((deadline.day() - made_at.day()).num_days())
}

/// Says that a cell which is needed is empty.
pub(super) fn empty(column: Column) -> String {
    format!("`{column}` is empty")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evaluate::Weigh;
    use crate::ledger::View;
    use crate::model::parse_day;

    fn grouping(dimensions: &[Dimension]) -> Grouping {
        let view = View::new(parse_day("2026-11-24").unwrap(), 0);
        let request = Request {
            group_by: dimensions.to_vec(),
            ..Request::new(view, Weigh::Each)
        };
        Grouping::new(&request, KindName::Binary)
    }

    fn traits<'a>(forecaster: &'a str, tags: &'a str) -> Traits<'a> {
        Traits {
            forecaster,
            tags,
            made_at: None,
            deadline: None,
        }
    }

    fn texts(grouping: Grouping) -> Vec<String> {
        let text = |(group, _): (Group, usize)| {
            let texts: Vec<_> = group.into_iter().map(|(_, text)| text).collect();
            texts.join("/")
        };
        grouping.finish().into_iter().map(text).collect()
    }

    #[test]
    fn a_row_with_several_tags_belongs_to_the_group_of_each() {
        let mut grouping = grouping(&[Dimension::Forecaster, Dimension::Tag]);
        let groups = grouping.of(&traits("bob", "b; a;b")).unwrap().to_vec();
        assert_eq!(groups.len(), 2);
        assert_eq!(grouping.of(&traits("bob", "b; a;b")).unwrap(), groups);
        assert_eq!(grouping.of(&traits("bob", "a")).unwrap().len(), 1);
        grouping.of(&traits("", "")).unwrap();
        // What has no name comes last.
        assert_eq!(texts(grouping), ["bob/a", "bob/b", "none/none"]);
    }

    #[test]
    fn horizons_and_years_are_read_off_the_dates() {
        let mut grouping = grouping(&[Dimension::Year, Dimension::Horizon]);
        let day = |text: &str| Some(Moment::parse(text).unwrap());
        let dated = Traits {
            made_at: day("2014-01-01"),
            deadline: day("2015-12-31"),
            ..traits("", "")
        };
        grouping.of(&dated).unwrap();
        let soon = Traits {
            made_at: day("2015-12-01"),
            ..dated
        };
        grouping.of(&soon).unwrap();
        let undated = Traits {
            made_at: None,
            ..dated
        };
        assert_eq!(grouping.of(&undated).unwrap_err(), "`made_at` is empty");
        assert_eq!(texts(grouping), ["2015/0–3 months", "2015/1–3 years"]);
    }

    #[test]
    fn without_dimensions_there_is_the_total_alone() {
        let mut grouping = grouping(&[]);
        assert!(grouping.of(&traits("bob", "a")).unwrap().is_empty());
        assert!(grouping.finish().is_empty());
    }
}
