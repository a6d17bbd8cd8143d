//! Maps from each option of a question to a probability.

use std::collections::BTreeMap;

use super::faults::{Faults, list};
use super::fields::{At, is_extension, unknown};
use super::path::Path;
use super::rules;
use super::value::{self, Scale};
use super::{Key, Node};
use crate::model::{Band, Probability, Stated};

/// How far from 1 a sum of decimals may lie: far more than binary rounding of a hundred numbers,
/// far less than a digit that anyone writes.
const TOLERANCE: f64 = 1e-9;

/// Reads the probability of every option, in the order of the question.
pub(super) fn each(
    at: At<'_>,
    options: &[&str],
    scale: Scale<'_>,
    faults: &mut Faults<'_>,
) -> Option<Vec<(String, Stated)>> {
    let entries = at.mapping(faults)?;
    let given = by_option(&at.path, entries, options, faults);
    let mut values = Vec::with_capacity(options.len());
    let mut missing = Vec::new();
    for &option in options {
        let Some(node) = given.get(option) else {
            missing.push(option);
            continue;
        };
        let path = Path::Key(&at.path, option);
        if let Some(stated) = number_or_word(At { node, path }, scale, faults) {
            values.push((option.to_owned(), stated));
        }
    }
    if missing.is_empty() {
        return (values.len() == options.len()).then_some(values);
    }
    let names = list(missing.iter().copied());
    let found = rules::MISSING_KEY.finding(format!("{} has nothing for {names}", at.path));
    faults.at(
        &at.path,
        found.help(format!("add `{}: 0%` if it cannot be", missing[0])),
    );
    None
}

fn by_option<'n>(
    path: &Path<'_>,
    entries: &'n [(Key, Node)],
    options: &[&str],
    faults: &mut Faults<'_>,
) -> BTreeMap<&'n str, &'n Node> {
    let mut given = BTreeMap::new();
    for (key, node) in entries {
        if options.contains(&&*key.text) {
            given.entry(&*key.text).or_insert(node);
        } else if !is_extension(key) {
            unknown(path, key, "the question", options.iter().copied(), faults);
        }
    }
    given
}

fn number_or_word(at: At<'_>, scale: Scale<'_>, faults: &mut Faults<'_>) -> Option<Stated> {
    let stated = value::stated(at, scale, faults)?;
    if stated.is_declined() {
        let message = format!("`{}` gives {} no number", stated.text, at.path);
        let found = rules::BAD_PROBABILITY.finding(message);
        faults.at(
            &at.path,
            found.help("a refusal stands for all options: `probabilities: no estimate`"),
        );
        return None;
    }
    Some(stated)
}

/// Reports probabilities that cannot belong to options of which exactly one comes about.
pub(super) fn check_sum(path: &Path<'_>, values: &[(String, Stated)], faults: &mut Faults<'_>) {
    let together = Stated::together(values.iter().map(|(_, stated)| stated));
    if together.is_some_and(|together| together.is_ok()) {
        return;
    }
    let bands = || values.iter().filter_map(|(_, stated)| stated.band());
    let low: f64 = bands().map(|band: Band| band.low.get()).sum();
    let high: f64 = bands().map(|band| band.high.get()).sum();
    if low <= 1.0 + TOLERANCE && high >= 1.0 - TOLERANCE {
        return;
    }
    let message = if (high - low).abs() < TOLERANCE {
        format!("the probabilities sum to {}, not to 1", rounded(low))
    } else {
        let (low, high) = (rounded(low), rounded(high));
        format!("the probabilities sum to something between {low} and {high}, never to 1")
    };
    let found = rules::PROBABILITIES_SUM.finding(message);
    faults.at(path, found.help("exactly one option comes about"));
}

/// Reads the share of each option that came about in part.
pub(super) fn shares(
    at: At<'_>,
    options: &[&str],
    scale: Scale<'_>,
    faults: &mut Faults<'_>,
) -> Option<Vec<(String, Probability)>> {
    let entries = at.mapping(faults)?;
    let given = by_option(&at.path, entries, options, faults);
    let mut shares = Vec::with_capacity(given.len());
    for &option in options {
        if let Some(node) = given.get(option) {
            let path = Path::Key(&at.path, option);
            let share = value::share(At { node, path }, scale, faults)?;
            shares.push((option.to_owned(), share));
        }
    }
    let sum: f64 = shares.iter().map(|(_, share)| share.get()).sum();
    if (sum - 1.0).abs() <= TOLERANCE {
        return Some(shares);
    }
    let message = format!(
        "the shares of the outcome sum to {}, not to 1",
        rounded(sum)
    );
    faults.at(&at.path, rules::BAD_OUTCOME.finding(message));
    None
}

/// Returns a sum as one would have written it, without the dust of binary fractions.
pub(super) fn rounded(sum: f64) -> f64 {
    (sum * 1e9).round() / 1e9
}

#[cfg(test)]
mod tests {
    use super::super::testing::{after_head, forecast, said};
    use crate::model::{Outcome, Value};

    fn choice(rest: &str) -> String {
        format!("kind: choice\noptions: [axis, drift, rift]\n{rest}")
    }

    fn estimate(probabilities: &str) -> String {
        choice(&format!(
            "estimates:\n- {{date: 2014-01-01, by: a, probabilities: {probabilities}}}\n"
        ))
    }

    #[test]
    fn probabilities_are_read_in_the_order_of_the_question() {
        let text = estimate("{rift: 20%, axis: 0.5, drift: 3/10}");
        let Value::Options(values) = &forecast(&text).estimates[0].value else {
            panic!()
        };
        let names: Vec<&str> = values.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["axis", "drift", "rift"]);
    }

    #[test]
    fn an_option_that_is_not_there_and_one_too_many_are_found() {
        let text = estimate("{axis: 50%, drfit: 50%}");
        assert_eq!(after_head(&text), ["6:56 unknown-key", "6:44 missing-key"]);
        assert_eq!(
            said(&text),
            [
                "the question has no key `drfit`; did you mean `drift`?",
                "`probabilities` has nothing for `drift`, `rift`; add `drift: 0%` if it cannot be",
            ]
        );
    }

    #[test]
    fn numbers_must_sum_to_one() {
        assert!(after_head(&estimate("{axis: 0.1, drift: 0.2, rift: 0.7}")).is_empty());
        assert!(after_head(&estimate("{axis: 1/3, drift: 1/3, rift: 1/3}")).is_empty());
        let text = estimate("{axis: 50%, drift: 30%, rift: 30%}");
        assert_eq!(after_head(&text), ["6:44 probabilities-sum"]);
        assert!(said(&text)[0].starts_with("the probabilities sum to 1.1, not to 1"));
        let text = estimate("{axis: 0.5, drift: 0.3, rift: 0.19}");
        assert!(after_head(&text).is_empty());
        let text = estimate("{axis: 0.5, drift: 0.3, rift: 0.1999}");
        assert!(after_head(&text).is_empty());
        let text = estimate("{axis: 0.5, drift: 0.3, rift: 0.1997}");
        assert_eq!(after_head(&text), ["6:44 probabilities-sum"]);
    }

    #[test]
    fn ranges_and_words_must_leave_room_for_one() {
        assert!(after_head(&estimate("{axis: likely, drift: 10-30%, rift: 10%}")).is_empty());
        let text = estimate("{axis: likely, drift: likely, rift: 10%}");
        assert!(said(&text)[0].contains("between 1.2 and 1.7, never to 1"));
        let text = estimate("{axis: unlikely, drift: unlikely, rift: 5%}");
        assert_eq!(after_head(&text), ["6:44 probabilities-sum"]);
    }

    #[test]
    fn one_option_cannot_be_refused_alone() {
        let text = estimate("{axis: may, drift: 50%, rift: 50%}");
        assert_eq!(after_head(&text), ["6:51 bad-probability"]);
        let all = forecast(&estimate("no estimate"));
        assert_eq!(
            all.estimates[0].value,
            Value::Declined("no estimate".into())
        );
    }

    #[test]
    fn an_outcome_may_be_shared_and_the_shares_sum_to_one() {
        let half = forecast(&choice("resolution: {outcome: {rift: 0.5, axis: 50%}}\n"));
        let Outcome::Shares(shares) = half.resolution.unwrap().outcome else {
            panic!()
        };
        assert_eq!(shares[0].0, "axis");
        assert!(after_head(&choice("resolution: {outcome: {rift: 1, axis: 0}}\n")).is_empty());
        let text = choice("resolution: {outcome: {rift: 0.5, axis: 40%}}\n");
        assert_eq!(after_head(&text), ["5:23 bad-outcome"]);
        assert!(said(&text)[0].contains("sum to 0.9"));
    }
}
