//! Groups: the rows of an answer.

use std::collections::BTreeMap;

use hashbrown::HashMap;

use crate::model::{Confidence, KindName, Moment, Provenance, Yardstick};
use crate::query::{Dimension, Group};
use crate::scoring::PairCounts;

use super::collect::{RunCoverage, ScoredEstimate};
use super::set::CountedRows;
use super::{Dataset, Question, QuestionDetails, Row, RowDetails};

/// A value of a dimension, with its place in the order of groups.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Key {
    order: u8,
    text: String,
}

/// What decides the groups of a row.
#[derive(Clone, Copy, Debug)]
pub(super) struct Traits<'a> {
    /// By number and by name.
    pub(super) forecaster: (u32, &'a str),
    pub(super) tags: (u32, &'a [String]),
    pub(super) kind: KindName,
    pub(super) made: Option<Moment>,
    pub(super) deadline: Option<Moment>,
    pub(super) provenance: Provenance,
    pub(super) question: Option<&'a QuestionDetails>,
    pub(super) row: Option<&'a RowDetails<'a>>,
}

/// What tells rows of a table from those that belong to the same groups.
type Seen = (u32, u32, &'static str, Option<i64>, Option<i64>, Provenance);

/// The groups of rows, numbered as they come.
#[derive(Clone, Debug)]
pub(super) struct Grouping {
    dimensions: Vec<Dimension>,
    /// The groups of rows of a table seen before, so that keys are made once for each.
    seen: HashMap<Seen, Vec<usize>>,
    numbers: BTreeMap<Vec<Key>, usize>,
}

impl Grouping {
    pub(super) fn new(dimensions: &[Dimension]) -> Self {
        Self {
            dimensions: dimensions.to_vec(),
            seen: HashMap::new(),
            numbers: BTreeMap::new(),
        }
    }

    /// Says whether there is the total alone.
    pub(super) fn is_none(&self) -> bool {
        self.dimensions.is_empty()
    }

    /// Returns how many groups there are.
    fn len(&self) -> usize {
        self.numbers.len()
    }

    /// Returns the numbers of the groups that a row with these traits belongs to, the total left
    /// aside. One with several tags belongs to the group of each.
    pub(super) fn of(&mut self, traits: &Traits<'_>) -> Vec<usize> {
        if self.dimensions.is_empty() {
            return Vec::new();
        }
        if traits.question.is_some() || traits.row.is_some() {
            return self.new_numbers(traits);
        }
        let has = |dimension| self.dimensions.contains(&dimension);
        let day = |moment: Option<Moment>| moment.map(Moment::start);
        let seen = (
            if has(Dimension::Forecaster) {
                traits.forecaster.0
            } else {
                0
            },
            if has(Dimension::Tag) {
                traits.tags.0
            } else {
                0
            },
            traits.kind.as_str(),
            day(traits.deadline),
            day(traits.made.filter(|_| has(Dimension::Horizon))),
            traits.provenance,
        );
        if let Some(numbers) = self.seen.get(&seen) {
            return numbers.clone();
        }
        let numbers = self.new_numbers(traits);
        self.seen.insert(seen, numbers.clone());
        numbers
    }

    fn new_numbers(&mut self, traits: &Traits<'_>) -> Vec<usize> {
        let mut combinations = vec![Vec::new()];
        for &dimension in &self.dimensions {
            let tails = keys(dimension, traits);
            let longer = |head: &Vec<Key>| {
                let longer = tails.iter().map(|tail| {
                    let mut head = head.clone();
                    head.push(tail.clone());
                    head
                });
                longer.collect::<Vec<_>>()
            };
            combinations = combinations.iter().flat_map(longer).collect();
        }
        combinations
            .into_iter()
            .map(|keys| self.number(keys))
            .collect()
    }

    fn number(&mut self, keys: Vec<Key>) -> usize {
        let next = self.numbers.len();
        *self.numbers.entry(keys).or_insert(next)
    }

    /// Returns the keys of the groups with their numbers, in the order of the answer's rows.
    pub(super) fn into_numbers(self) -> BTreeMap<Vec<Key>, usize> {
        self.numbers
    }
}

/// Returns what a row of the answer with these keys is about.
fn group(dimensions: &[Dimension], keys: &[Key]) -> Group {
    let texts = keys.iter().map(|key| key.text.clone());
    dimensions.iter().copied().zip(texts).collect()
}

impl Dataset<'_> {
    /// Returns what decides the groups of a row.
    fn traits<'a>(&'a self, question: &'a Question<'_>, row: &'a Row<'_>) -> Traits<'a> {
        Traits {
            forecaster: (row.forecaster, self.forecaster(row.forecaster)),
            tags: (row.tags, &self.tags.0[row.tags as usize]),
            kind: question.kind(),
            made: row.made,
            deadline: question.times.deadline,
            provenance: row.provenance,
            question: question.details.as_deref(),
            row: row.details.as_deref(),
        }
    }
}

/// What a row of an answer is about.
#[derive(Clone, Debug)]
pub struct Portion<'d, 'l> {
    /// The group; empty for the total.
    pub group: Group,
    /// The rows that count.
    pub scored: Vec<ScoredEstimate<'d, 'l>>,
    /// The rows that were only counted.
    pub counted: PairCounts,
}

/// Returns what was given by group, in order, the total last; the total alone without dimensions.
#[must_use]
pub fn split<'d, 'l>(
    dataset: &'d Dataset<'l>,
    scored: Vec<ScoredEstimate<'d, 'l>>,
    dimensions: &[Dimension],
) -> Vec<Portion<'d, 'l>> {
    portions(dataset, scored, &CountedRows::default(), dimensions)
}

/// Returns the same of yes-or-no questions, with the rows that were only counted.
#[must_use]
pub fn split_with_counted<'d, 'l>(
    dataset: &'d Dataset<'l>,
    scored: Vec<ScoredEstimate<'d, 'l>>,
    dimensions: &[Dimension],
) -> Vec<Portion<'d, 'l>> {
    portions(dataset, scored, &dataset.counted, dimensions)
}

fn portions<'d, 'l>(
    dataset: &'d Dataset<'l>,
    scored: Vec<ScoredEstimate<'d, 'l>>,
    counted: &CountedRows,
    dimensions: &[Dimension],
) -> Vec<Portion<'d, 'l>> {
    let mut grouping = Grouping::new(dimensions);
    let mut groups: Vec<Vec<ScoredEstimate<'d, 'l>>> = Vec::new();
    // Nothing is looked up of those who are not told apart.
    let grouped = if dimensions.is_empty() {
        &[][..]
    } else {
        &scored
    };
    for one in grouped {
        for number in grouping.of(&dataset.traits(one.question, one.row)) {
            groups.resize(groups.len().max(grouping.len()), Vec::new());
            groups[number].push(*one);
        }
    }
    let mut found: BTreeMap<Vec<Key>, Portion<'d, 'l>> = BTreeMap::new();
    let mut at = |keys: Vec<Key>, scored: Vec<_>, counted: PairCounts| {
        let portion = found.entry(keys).or_insert_with_key(|keys| Portion {
            group: group(dimensions, keys),
            scored: Vec::new(),
            counted: PairCounts::default(),
        });
        portion.scored.extend(scored);
        if counted.pairs() > 0 {
            portion.counted = counted;
        }
    };
    for (keys, number) in grouping.into_numbers() {
        at(
            keys,
            std::mem::take(&mut groups[number]),
            PairCounts::default(),
        );
    }
    for (keys, pair_counts) in &counted.groups {
        at(keys.clone(), Vec::new(), pair_counts.clone());
    }
    let total = Portion {
        group: Group::new(),
        scored,
        counted: counted.total.clone(),
    };
    found.into_values().chain([total]).collect()
}

/// How much of the scheduled life of questions was spoken for; the three make 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Coverage {
    /// By a number.
    pub stated: f64,
    /// By a refusal.
    pub declined: f64,
    /// By nothing: before the first estimate, after a withdrawal, or after the outcome was known.
    pub absent: f64,
}

/// Returns the mean coverage of each group, over each forecaster of each question; nothing where
/// groups tell rows apart, and not questions.
#[must_use]
pub fn coverage(
    dataset: &Dataset<'_>,
    runs: &[RunCoverage<'_, '_>],
    dimensions: &[Dimension],
) -> Vec<(Group, Coverage)> {
    let finer = [
        Dimension::Horizon,
        Dimension::Confidence,
        Dimension::Word,
        Dimension::Origin,
        Dimension::Provenance,
    ];
    let mut grouping = Grouping::new(dimensions);
    let mut sums: Vec<(f64, f64, f64)> = Vec::new();
    let mut total = (0.0, 0.0, 0.0);
    let add = |sum: &mut (f64, f64, f64), run: &RunCoverage<'_, '_>| {
        *sum = (sum.0 + run.stated, sum.1 + run.declined, sum.2 + 1.0);
    };
    let by_question = !dimensions.iter().any(|one| finer.contains(one));
    for run in runs {
        add(&mut total, run);
        let traits = dataset.traits(run.question, run.row);
        for number in grouping.of(&traits).into_iter().filter(|_| by_question) {
            sums.resize(sums.len().max(grouping.len()), (0.0, 0.0, 0.0));
            add(&mut sums[number], run);
        }
    }
    let mut found = vec![(Group::new(), total)];
    if by_question {
        let groups = grouping.into_numbers().into_iter();
        found.extend(groups.map(|(keys, number)| (group(dimensions, &keys), sums[number])));
    }
    let mean = |(group, (stated, declined, n)): (Group, (f64, f64, f64))| {
        let (stated, declined) = (stated / n, declined / n);
        let absent = (1.0 - stated - declined).max(0.0);
        let coverage = Coverage {
            stated,
            declined,
            absent,
        };
        (n > 0.0).then_some((group, coverage))
    };
    found.into_iter().filter_map(mean).collect()
}

/// What a group is called whose rows name nothing.
const NOBODY: &str = "none";

/// Returns the name by which groups call a forecaster.
#[must_use]
pub fn group_name(forecaster: &str) -> &str {
    if forecaster.is_empty() {
        NOBODY
    } else {
        forecaster
    }
}

/// Returns the key of a text; of none, one that comes last.
fn key(text: Option<&str>) -> Key {
    match text {
        Some(text) if !text.is_empty() => Key {
            order: 0,
            text: text.to_owned(),
        },
        _ => Key {
            order: u8::MAX,
            text: NOBODY.to_owned(),
        },
    }
}

fn keys(dimension: Dimension, traits: &Traits<'_>) -> Vec<Key> {
    let of = |text: Option<&str>| vec![key(text)];
    match dimension {
        Dimension::Forecaster => of(Some(traits.forecaster.1)),
        Dimension::Tag if traits.tags.1.is_empty() => of(None),
        Dimension::Tag => traits.tags.1.iter().map(|tag| key(Some(tag))).collect(),
        Dimension::Kind => of(Some(traits.kind.as_str())),
        Dimension::Horizon => vec![horizon(traits)],
        Dimension::Year => {
            let year = traits
                .deadline
                .map(|deadline| deadline.day().format("%Y").to_string());
            of(year.as_deref())
        }
        Dimension::Confidence => {
            let confidence = traits.row.and_then(|row| row.confidence);
            of(confidence.map(Confidence::as_str))
        }
        Dimension::Word => vec![word(traits)],
        Dimension::Document => of(traits.question.and_then(|one| one.document.as_deref())),
        Dimension::Topic => of(traits.question.map(|one| one.topic.as_str())),
        Dimension::Origin => of(traits.row.map(|row| row.origin.as_str())),
        Dimension::Provenance => vec![Key {
            order: traits.provenance as u8,
            text: traits.provenance.as_str().to_owned(),
        }],
    }
}

/// The horizons of the printed tables: the last day of each, counted to the deadline.
const HORIZONS: [(i64, &str); 3] = [
    (91, "0–3 months"),
    (365, "3–12 months"),
    (1095, "1–3 years"),
];

fn horizon(traits: &Traits<'_>) -> Key {
    let Some((deadline, made)) = traits.deadline.zip(traits.made) else {
        return key(None);
    };
    let days = (deadline.day() - made.day()).num_days();
    let found = (0_u8..).zip(HORIZONS).find(|(_, (last, _))| days <= *last);
    let (order, text) = found.map_or((u8::MAX, "over 3 years"), |(i, (_, text))| (i, text));
    Key {
        order,
        text: text.to_owned(),
    }
}

fn word(traits: &Traits<'_>) -> Key {
    if traits.kind != KindName::Binary {
        return key(None);
    }
    let word = traits.row.and_then(|row| row.word.as_ref());
    let Some((word, yardstick)) = word else {
        return Key {
            order: u8::MAX,
            text: "a number".to_owned(),
        };
    };
    let place = Yardstick::builtin(yardstick).and_then(|scale| {
        let mut terms = scale.terms.iter();
        terms.position(|term| term.words.contains(word))
    });
    let place = place.and_then(|place| u8::try_from(place).ok());
    Key {
        order: place.unwrap_or(u8::MAX - 1),
        text: word.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn traits<'a>(forecaster: (u32, &'a str), tags: (u32, &'a [String])) -> Traits<'a> {
        Traits {
            forecaster,
            tags,
            kind: KindName::Binary,
            made: None,
            deadline: None,
            provenance: Provenance::Unwitnessed,
            question: None,
            row: None,
        }
    }

    fn texts(grouping: Grouping) -> Vec<String> {
        let text = |keys: Vec<Key>| {
            let texts: Vec<_> = keys.into_iter().map(|key| key.text).collect();
            texts.join("/")
        };
        grouping.into_numbers().into_keys().map(text).collect()
    }

    #[test]
    fn a_row_with_several_tags_belongs_to_the_group_of_each() {
        let mut grouping = Grouping::new(&[Dimension::Forecaster, Dimension::Tag]);
        let (a, ab) = (["a".to_owned()], ["a".to_owned(), "b".to_owned()]);
        let groups = grouping.of(&traits((0, "bob"), (0, &ab)));
        assert_eq!(groups.len(), 2);
        assert_eq!(grouping.of(&traits((0, "bob"), (0, &ab))), groups);
        assert_eq!(grouping.of(&traits((0, "bob"), (1, &a))).len(), 1);
        grouping.of(&traits((1, ""), (2, &[])));
        // What has no name comes last.
        assert_eq!(texts(grouping), ["bob/a", "bob/b", "none/none"]);
    }

    #[test]
    fn horizons_and_years_are_read_off_the_dates() {
        let mut grouping = Grouping::new(&[Dimension::Year, Dimension::Horizon]);
        let day = |text: &str| Some(Moment::parse(text).unwrap());
        let dated = Traits {
            made: day("2014-01-01"),
            deadline: day("2015-12-31"),
            ..traits((0, ""), (0, &[]))
        };
        grouping.of(&dated);
        let soon = Traits {
            made: day("2015-12-01"),
            ..dated
        };
        grouping.of(&soon);
        assert_eq!(texts(grouping), ["2015/0–3 months", "2015/1–3 years"]);
    }

    #[test]
    fn without_dimensions_there_is_the_total_alone() {
        let mut grouping = Grouping::new(&[]);
        assert!(
            grouping
                .of(&traits((0, "bob"), (0, &["a".to_owned()])))
                .is_empty()
        );
        assert!(grouping.into_numbers().is_empty());
    }
}
