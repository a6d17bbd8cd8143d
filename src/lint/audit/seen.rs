//! A text ⇒ what of each of its records history can change.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::values::{moment, said, shown, words};
use crate::model::Moment;
use crate::record::{Data, Node, documents, estimate_forms, stem, tree_of};

/// What of the records of one text history can change.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Seen {
    records: Vec<One>,
    /// Whether a part of the text could not be read.
    pub(super) is_broken: bool,
}

/// What of one record history can change.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct One {
    id: Option<String>,
    /// What frames the question, by key, each as it is compared.
    pub(super) frame: BTreeMap<&'static str, String>,
    pub(super) deadline: Option<NaiveDate>,
    pub(super) estimates: Vec<Said>,
    /// The outcome, and those that it replaced.
    pub(super) outcome: Option<String>,
    pub(super) replaced: Vec<String>,
}

/// What one estimate says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Said {
    pub(super) date: String,
    pub(super) by: String,
    /// What is estimated, whatever its notation.
    pub(super) value: String,
    /// The same as its author wrote it.
    pub(super) shown: String,
    /// The day on which it says that it was written down; none where somebody entered it later
    /// without saying when.
    pub(super) written: Option<NaiveDate>,
}

/// The keys of a question whose change moves what is asked.
pub(super) const FRAME: [&str; 5] = ["question", "criteria", "options", "scenarios", "deadline"];

/// Returns what of the records of a text history can change. What cannot be read is left out, and
/// noted.
#[must_use]
pub fn seen(text: &str) -> Seen {
    if text.trim().is_empty() {
        return Seen::default();
    }
    let documents = documents(text);
    let one = |bytes| tree_of(text.get(bytes)?).ok().map(|tree| record(&tree));
    let all = documents.len();
    let records: Vec<One> = documents.into_iter().filter_map(one).collect();
    Seen {
        is_broken: records.len() < all,
        records,
    }
}

impl Seen {
    /// Returns the records with their ids; a lone one without takes that of its file.
    pub(super) fn records(&self, path: &str) -> impl Iterator<Item = (String, &One)> {
        let is_lone = self.records.len() == 1 && !self.is_broken;
        let lone = is_lone.then(|| stem(path).to_owned());
        let named = move |one: &One| one.id.clone().or_else(|| lone.clone());
        self.records
            .iter()
            .filter_map(move |one| Some((named(one)?, one)))
    }
}

pub(super) fn record(tree: &Node) -> One {
    let resolution = tree.get("resolution");
    let outcome = |node: &Node| node.get("outcome").map(said);
    let frame = FRAME
        .into_iter()
        .filter_map(|key| Some((key, framed(key, tree.get(key)?))));
    One {
        id: text(tree, "id").map(str::to_owned),
        frame: frame.collect(),
        deadline: text(tree, "deadline").and_then(day),
        estimates: items(tree.get("estimates")).filter_map(estimate).collect(),
        outcome: resolution.and_then(outcome),
        replaced: items(resolution.and_then(|one| one.get("replaces")))
            .filter_map(outcome)
            .collect(),
    }
}

/// Returns a part of the question as it is compared; of scenarios, what tells them apart.
fn framed(key: &str, node: &Node) -> String {
    let told = |scenario: &Node| {
        let parts = ["id", "criteria"]
            .into_iter()
            .filter_map(|key| text(scenario, key));
        parts.map(words).collect::<Vec<_>>().join(": ")
    };
    match key {
        "scenarios" => items(Some(node)).map(told).collect::<Vec<_>>().join("; "),
        // An option that came later is none of those that the earlier estimates were made of.
        "options" => {
            let first = items(Some(node)).filter(|option| option.get("since").is_none());
            first.map(shown).collect::<Vec<_>>().join(", ")
        }
        "deadline" => node.text().map(moment).unwrap_or_default(),
        _ => shown(node),
    }
}

fn estimate(node: &Node) -> Option<Said> {
    let date = text(node, "date")?;
    let keys = estimate_forms().chain(["withdrawn"]);
    let given = keys.filter_map(|form| Some((form, node.get(form)?)));
    let given: Vec<_> = given.collect();
    let value = given
        .iter()
        .map(|(form, value)| format!("{form} {}", said(value)));
    let coded = node.get("coded");
    let written = match (coded, text(node, "logged")) {
        (Some(coded), _) => text(coded, "date").and_then(day),
        (None, Some(logged)) => day(logged),
        (None, None) => day(date),
    };
    Some(Said {
        date: moment(date),
        by: words(text(node, "by").unwrap_or_default()),
        value: value.collect::<Vec<_>>().join(", "),
        shown: given
            .iter()
            .map(|(_, value)| shown(value))
            .collect::<Vec<_>>()
            .join(", "),
        written,
    })
}

fn text<'n>(node: &'n Node, key: &str) -> Option<&'n str> {
    node.get(key)?.text()
}

fn day(text: &str) -> Option<NaiveDate> {
    Moment::parse(text).ok().map(Moment::day)
}

fn items(node: Option<&Node>) -> impl Iterator<Item = &Node> {
    let items = match node.map(|node| &node.data) {
        Some(Data::Sequence(items)) => items.as_slice(),
        _ => &[],
    };
    items.iter()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_estimate_was_written_down_when_it_says_so() {
        let text = "question: q\ndeadline: 2015-12-31\nestimates:\n\
                    - {date: 2014-01-01, by: a, probability: 70%}\n\
                    - {date: 2014-01-01, by: a, probability: 70%, logged: 2014-02-01}\n\
                    - {date: 2014-01-01, by: a, probability: 70%, coded: {by: b, date: 2014-03-01}}\n\
                    - {date: 2014-01-01, by: a, probability: 70%, coded: {by: b}}\n";
        let seen = seen(text);
        let (id, one) = seen.records("forecasts/rain.yaml").next().unwrap();
        assert_eq!(id, "rain");
        let days: Vec<_> = one
            .estimates
            .iter()
            .map(|said| said.written.map(|d| d.to_string()))
            .collect();
        let day = |text: &str| Some(text.to_owned());
        assert_eq!(
            days,
            [
                day("2014-01-01"),
                day("2014-02-01"),
                day("2014-03-01"),
                None
            ]
        );
    }

    #[test]
    fn of_a_bundle_each_record_has_its_own_id_and_broken_ones_are_left_out() {
        let seen = seen("id: a\nquestion: q\n---\nid: b\nquestion: [\n---\nid: c\nquestion: q\n");
        let ids: Vec<_> = seen
            .records("forecasts/bulk.yaml")
            .map(|(id, _)| id)
            .collect();
        assert_eq!(ids, ["a", "c"]);
        assert!(seen.is_broken);
        assert!(!self::seen("id: a\nquestion: q\n---\nid: c\n").is_broken);
    }
}
