//! What an estimate of a number or of a day gives: quantiles, an interval, a distribution.

use chrono::NaiveDate;
use serde_yaml::Value as Yaml;

use super::emit::ToYaml;
use super::faults::{Faults, list};
use super::fields::{At, Fields, Parted, is_extension, parted_number};
use super::mapping::{Field, Mapping, NUMBER, PROBABILITY, QUANTITY, Shape, key};
use super::options::rounded;
use super::path::Path;
use super::rules;
use super::value::{self, Scale};
use super::{Key, Node};
use crate::model::{
    Domain, Family, Finding, Kind, LARGEST, LEAST_SPREAD, Mixture, Parametric, Probability, Simple,
    Value, day_number, parse_day, written,
};

/// What lies along the axis of a question.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Axis {
    /// Numbers.
    Numbers,
    /// Days, as day numbers.
    Days,
}

impl Axis {
    /// Reads a point of the axis.
    pub(super) fn point(self, at: At<'_>, faults: &mut Faults<'_>) -> Option<f64> {
        match self {
            Self::Numbers => value::number(at, faults),
            Self::Days => day(at, faults).map(day_number),
        }
    }
}

/// Reads a whole day.
pub(super) fn day(at: At<'_>, faults: &mut Faults<'_>) -> Option<NaiveDate> {
    let text = value::scalar(at, "a day", faults)?;
    match parse_day(text) {
        Ok(day) => Some(day),
        Err(why) => {
            faults.at(&at.path, value::bad_date(text, &why));
            None
        }
    }
}

/// Reads levels and the quantile at each.
pub(super) fn quantiles(at: At<'_>, axis: Axis, faults: &mut Faults<'_>) -> Option<Value> {
    let pairs = pairs(
        at,
        faults,
        |key, faults| level(&at.path, key, faults),
        |at, faults| axis.point(at, faults),
    )?;
    rising(at, &pairs, "level", "quantile", faults);
    Some(Value::Quantiles(pairs))
}

/// Reads the probability that the event has happened by each day.
pub(super) fn happens_by(at: At<'_>, scale: Scale<'_>, faults: &mut Faults<'_>) -> Option<Value> {
    let pairs = pairs(
        at,
        faults,
        |key, faults| day_key(&at.path, key, faults),
        |at, faults| value::probability(at, scale, faults),
    )?;
    rising(at, &pairs, "day", "probability", faults);
    Some(Value::HappensBy(pairs))
}

/// Reads a map whose keys are values themselves; an empty one is a fault.
fn pairs<K, V>(
    at: At<'_>,
    faults: &mut Faults<'_>,
    mut left: impl FnMut(&Key, &mut Faults<'_>) -> Option<K>,
    mut right: impl FnMut(At<'_>, &mut Faults<'_>) -> Option<V>,
) -> Option<Vec<(K, V)>> {
    let entries = at.mapping(faults)?;
    let own = || entries.iter().filter(|(key, _)| !is_extension(key));
    let mut pairs = Vec::with_capacity(entries.len());
    let mut parted = Parted::default();
    for (key, node) in own() {
        let path = Path::Key(&at.path, &key.text);
        if let Some(whole) = parted.next(key, node) {
            parted_number(&at.path, key, &whole, faults);
            continue;
        }
        let (left, right) = (left(key, faults), right(At { node, path }, faults));
        pairs.extend(left.zip(right));
    }
    if own().next().is_none() {
        faults.at(
            &at.path,
            rules::WRONG_TYPE.finding(format!("{} is empty", at.path)),
        );
    }
    (pairs.len() == own().count()).then_some(pairs)
}

fn level(path: &Path<'_>, key: &Key, faults: &mut Faults<'_>) -> Option<Probability> {
    let level = value::level(&key.text);
    if level.is_none() {
        let message = format!("`{}` is no level between 0 and 1", key.text);
        let found = rules::QUANTILE_ORDER
            .finding(message)
            .help("write levels such as `5%`, `50%`, `95%`");
        faults.push(found, Path::Key(path, &key.text).key());
    }
    level
}

fn day_key(path: &Path<'_>, key: &Key, faults: &mut Faults<'_>) -> Option<NaiveDate> {
    match parse_day(&key.text) {
        Ok(day) => Some(day),
        Err(why) => {
            let found = value::bad_date(&key.text, &why);
            faults.push(found, Path::Key(path, &key.text).key());
            None
        }
    }
}

/// Reports the first key that does not rise and the first value that falls.
fn rising<K: PartialOrd, V: PartialOrd>(
    at: At<'_>,
    pairs: &[(K, V)],
    key: &str,
    value: &str,
    faults: &mut Faults<'_>,
) {
    let entries = at.mapping(faults).unwrap_or_default();
    let own: Vec<&(Key, Node)> = entries
        .iter()
        .filter(|(key, _)| !is_extension(key))
        .collect();
    let name = |i: usize| &*own[i].0.text;
    let mut steps = pairs.windows(2).enumerate();
    let fall = steps.find_map(|(i, pair)| {
        if pair[0].0 >= pair[1].0 {
            let message = format!(
                "the {key} `{}` does not lie above `{}`",
                name(i + 1),
                name(i)
            );
            return Some((i + 1, rules::QUANTILE_ORDER.finding(message), true));
        }
        (pair[0].1 > pair[1].1).then(|| {
            let message = format!("the {value} falls from `{}` to `{}`", name(i), name(i + 1));
            (i + 1, rules::QUANTILE_ORDER.finding(message), false)
        })
    });
    let Some((i, found, is_key)) = fall else {
        return;
    };
    let path = Path::Key(&at.path, name(i));
    let found = found.help(format!(
        "list each {key} above the one before, and no {value} below"
    ));
    let spot = if is_key { path.key() } else { path.value() };
    faults.push(found, spot);
}

/// An interval: its ends, as the axis has them, and its level.
pub(super) static INTERVAL: Mapping<(Yaml, Yaml, Yaml)> = Mapping {
    what: "an interval",
    definition: None,
    fields: &[&[
        key("low", QUANTITY, |s: &(Yaml, Yaml, Yaml)| Some(s.0.clone())).required(),
        key("high", QUANTITY, |s: &(Yaml, Yaml, Yaml)| Some(s.1.clone())).required(),
        key("level", PROBABILITY, |s: &(Yaml, Yaml, Yaml)| {
            Some(s.2.clone())
        })
        .required(),
    ]],
};

/// The families, in their order.
pub(super) static FAMILIES: [Mapping<Simple>; Family::ALL.len()] = [
    Mapping {
        what: "a normal distribution",
        definition: None,
        fields: &[&[
            parameter::<0>(Family::Normal),
            parameter::<1>(Family::Normal),
        ]],
    },
    Mapping {
        what: "a lognormal distribution",
        definition: None,
        fields: &[&[
            parameter::<0>(Family::Lognormal),
            parameter::<1>(Family::Lognormal),
        ]],
    },
    Mapping {
        what: "a t distribution",
        definition: None,
        fields: &[&[
            parameter::<0>(Family::Student),
            parameter::<1>(Family::Student),
            parameter::<2>(Family::Student),
        ]],
    },
    Mapping {
        what: "a gamma distribution",
        definition: None,
        fields: &[&[parameter::<0>(Family::Gamma), parameter::<1>(Family::Gamma)]],
    },
];

/// A part of a mixture: its weight, as it is written, and a distribution of a family.
pub(super) static PART: Mapping<Yaml> = Mapping {
    what: "a part of a mixture",
    definition: Some("part"),
    fields: &[&[
        key(Parametric::WEIGHT, PROBABILITY, |weight: &Yaml| {
            Some(weight.clone())
        })
        .required()
        .says("`70%`, `0.7` or `7/10`; those of all parts sum to 1"),
        part_of(Family::Normal),
        part_of(Family::Lognormal),
        part_of(Family::Student),
        part_of(Family::Gamma),
    ]],
};

/// Returns the key of a distribution of a family in a part of a mixture.
const fn part_of(family: Family) -> Field<Yaml> {
    let keys = &FAMILIES[family as usize];
    key(family.name(), Shape::Mapping(keys), |_| None)
}

/// Returns the key of a parameter, by its place among those of the family.
const fn parameter<const PLACE: usize>(family: Family) -> Field<Simple> {
    let name = family.parameters()[PLACE].name;
    key(name, NUMBER, |said: &Simple| {
        said.parameters().nth(PLACE)?.1.yaml()
    })
    .required()
}

/// Reads an interval.
pub(super) fn interval(at: At<'_>, axis: Axis, faults: &mut Faults<'_>) -> Option<Value> {
    let fields = Fields::open(at, &INTERVAL, faults)?;
    let point = |at: At<'_>, faults: &mut Faults<'_>| axis.point(at, faults);
    let low = fields.required("low", faults, point);
    let high = fields.required("high", faults, point);
    let level = fields.required("level", faults, |at, faults| inner(at, "level", faults));
    if low > high && high.is_some() {
        let found = rules::QUANTILE_ORDER.finding("the interval begins above its end");
        faults.at(&at.path, found.help("swap `low` and `high`"));
    }
    Some(Value::Interval {
        low: low?,
        high: high?,
        level: level?,
    })
}

/// Reads a level or a weight, which is neither 0 nor 1.
fn inner(at: At<'_>, what: &str, faults: &mut Faults<'_>) -> Option<Probability> {
    let text = value::scalar(at, "a probability", faults)?;
    let level = value::level(text);
    if level.is_none() {
        let message = format!("`{text}` is no {what} between 0 and 1");
        faults.at(
            &at.path,
            rules::BAD_PROBABILITY
                .finding(message)
                .help("write one such as `80%`"),
        );
    }
    level
}

/// Reads a distribution of a family, of a question of that kind.
pub(super) fn simple(
    family: Family,
    at: At<'_>,
    kind: &Kind,
    faults: &mut Faults<'_>,
) -> Option<Simple> {
    let fields = Fields::open(at, &FAMILIES[family as usize], faults)?;
    let parameters = family.parameters().iter();
    let values: Vec<Option<f64>> = parameters
        .map(|one| {
            fields.required(one.name, faults, |at, faults| match one.domain {
                Domain::Real => value::number(at, faults),
                Domain::Positive => value::positive(at, faults),
                Domain::Between(least, most) => between(at, least, most, faults),
            })
        })
        .collect();
    let values: Option<Vec<f64>> = values.into_iter().collect();
    let said = family.with(&values?)?;
    (is_measurable(said, at, faults) && fits(kind, said, at, faults)).then_some(said)
}

/// Reads a mixture, in an answer to a question of that kind.
pub(super) fn mixture(at: At<'_>, kind: &Kind, faults: &mut Faults<'_>) -> Option<Mixture> {
    let count = at.sequence(faults)?.len();
    let parts = at.each(faults, |at, faults| part(at, kind, faults));
    if !(2..=Mixture::MOST).contains(&count) {
        let most = Mixture::MOST;
        let message = format!("a mixture has 2 to {most} parts, and this has {count}");
        let help = if count < 2 {
            "a distribution alone stands without `mixture`: `normal: {mean: …, sd: …}`"
        } else {
            "leave out the least likely, or list draws: `samples`"
        };
        faults.at(&at.path, rules::WRONG_TYPE.finding(message).help(help));
        return None;
    }
    if parts.len() < count {
        return None;
    }
    let total = parts.iter().map(|(weight, _)| weight).sum();
    let mixture = Mixture::new(parts);
    if mixture.is_none() {
        let message = format!("the weights sum to {}, not to 1", rounded(total));
        let found = rules::PROBABILITIES_SUM.finding(message);
        faults.at(
            &at.path,
            found.help("one of the parts holds; thirds are `1/3`"),
        );
    }
    mixture
}

/// Reads a part of a mixture.
fn part(at: At<'_>, kind: &Kind, faults: &mut Faults<'_>) -> Option<(f64, Simple)> {
    let fields = Fields::open(at, &PART, faults)?;
    let weight = fields.required(Parametric::WEIGHT, faults, |at, faults| {
        inner(at, Parametric::WEIGHT, faults)
    });
    let given = |family: Family| Some((family, fields.get(family.name())?));
    let mut given = Family::ALL.into_iter().filter_map(given);
    let said = match (given.next(), given.next()) {
        (Some((family, at)), None) => simple(family, at, kind, faults),
        (Some((one, _)), Some((other, second))) => {
            let (one, other) = (one.name(), other.name());
            let message = format!("the part gives both `{one}` and `{other}`");
            let found = rules::WRONG_KIND_VALUE.finding(message);
            let help = "make two parts of it, each with its weight";
            faults.push(found.help(help), second.path.key());
            None
        }
        (None, _) => {
            let families = list(Family::ALL.into_iter().map(Family::name));
            let message = format!("a part of a mixture needs one of {families}");
            let found = rules::MISSING_KEY.finding(message);
            faults.at(
                &at.path,
                found.help("add one, as `normal: {mean: …, sd: …}`"),
            );
            None
        }
    };
    Some((weight?.get(), said?))
}

/// Reads a number that must lie between two others: the degrees of freedom, or a shape.
fn between(at: At<'_>, least: f64, most: f64, faults: &mut Faults<'_>) -> Option<f64> {
    let number = value::number(at, faults)?;
    if Domain::Between(least, most).contains(number) {
        return Some(number);
    }
    let [low, high, given] = [least, most, number].map(written);
    let name = at.path;
    let message = format!("{name} must lie between {low} and {high}, and is {given}");
    let help = match name {
        _ if number > most => "so much is a normal one: write `normal: {mean: …, sd: …}`",
        Path::Key(_, "df") => "with one or fewer there is no mean: list `quantiles`",
        _ => "with less nearly all of it lies at 0: list `quantiles`",
    };
    faults.at(&name, rules::BAD_NUMBER.finding(message).help(help));
    None
}

/// Reports a distribution that is narrower or reaches further than numbers do.
fn is_measurable(said: Simple, at: At<'_>, faults: &mut Faults<'_>) -> bool {
    let precision = |center: f64| center.abs() * f64::EPSILON;
    match said {
        Simple::Normal(said) => {
            let least = LEAST_SPREAD.max(precision(said.mean()));
            has_spread(at, "sd", said.sd(), least, faults)
        }
        Simple::Lognormal(said) => {
            let (mu, sigma) = (said.mean_log(), said.sd_log());
            let least = precision(mu).max(f64::EPSILON);
            is_of_numbers(at, mu, sigma, faults) && has_spread(at, "sigma", sigma, least, faults)
        }
        Simple::Student(said) => {
            let least = LEAST_SPREAD.max(precision(said.location()));
            has_spread(at, "scale", said.scale(), least, faults)
        }
        Simple::Gamma(said) => {
            has_mean(at, said.shape() * said.scale(), faults)
                && has_spread(at, "scale", said.scale(), LEAST_SPREAD, faults)
        }
    }
}

/// Reports a spread so small that nothing lies between the center and it.
fn has_spread(at: At<'_>, key: &str, spread: f64, least: f64, faults: &mut Faults<'_>) -> bool {
    if spread >= least {
        return true;
    }
    let least = written(least);
    let message = format!("`{key}` is below the precision of the center, {least}");
    let found = rules::BAD_NUMBER.finding(message);
    faults.at(
        &Path::Key(&at.path, key),
        found.help("give the spread that you mean; certainty is an `interval` of one number"),
    );
    false
}

/// Reports a lognormal distribution whose mean or median is larger or smaller than any number.
fn is_of_numbers(at: At<'_>, mu: f64, sigma: f64, faults: &mut Faults<'_>) -> bool {
    let (most, least) = (LARGEST.ln(), LEAST_SPREAD.ln());
    if mu >= least && mu + sigma * sigma / 2.0 <= most {
        return true;
    }
    let message = if mu < least {
        format!("the median, exp(mu), is below {LEAST_SPREAD:e}")
    } else {
        format!("the mean, exp(mu + sigma²/2), is above {LARGEST:e}")
    };
    let found = rules::BAD_NUMBER.finding(message);
    faults.at(
        &at.path,
        found.help("`mu` and `sigma` are of the logarithm: `{mu: 2.4, sigma: 0.2}` is about 11"),
    );
    false
}

/// Reports a gamma distribution whose mean is larger than any number.
fn has_mean(at: At<'_>, mean: f64, faults: &mut Faults<'_>) -> bool {
    if mean <= LARGEST {
        return true;
    }
    let message = format!("the mean, shape · scale, is above {LARGEST:e}");
    let found = rules::BAD_NUMBER.finding(message);
    faults.at(
        &at.path,
        found.help("correct it, or count in a larger unit"),
    );
    false
}

/// Reports a distribution of numbers above 0 where the bounds of the question hold none.
fn fits(kind: &Kind, said: Simple, at: At<'_>, faults: &mut Faults<'_>) -> bool {
    let Kind::Number {
        bounds: Some((_, high)),
        ..
    } = kind
    else {
        return true;
    };
    if *high > 0.0 || !said.family().is_positive() {
        return true;
    }
    let what = FAMILIES[said.family() as usize].what;
    let message = format!(
        "{what} is of numbers above 0, and the bounds end at {}",
        written(*high)
    );
    let found = rules::BAD_NUMBER.finding(message);
    faults.at(
        &at.path,
        found.help("give `normal` or `student`, or check `bounds`"),
    );
    false
}

/// Reads draws from a distribution.
pub(super) fn samples(at: At<'_>, faults: &mut Faults<'_>) -> Option<Value> {
    let items = at.sequence(faults)?;
    let draws = at.each(faults, value::number);
    if items.is_empty() {
        faults.at(&at.path, no_samples());
    }
    (draws.len() == items.len()).then_some(Value::Samples(draws))
}

fn no_samples() -> Finding {
    rules::WRONG_TYPE
        .finding("`samples` is empty")
        .help("list draws from the distribution")
}

#[cfg(test)]
mod tests {
    use super::super::testing::{after_head, forecast, said};
    use crate::model::{Family, Mixture, Parametric, Probability, Value, day_number, parse_day};

    fn estimate(kind: &str, said: &str) -> String {
        format!("kind: {kind}\nestimates:\n- date: 2014-01-01\n  by: a\n  {said}\n")
    }

    fn value(kind: &str, said: &str) -> Value {
        let mut forecast = forecast(&estimate(kind, said));
        forecast.estimates.remove(0).value
    }

    fn p(value: f64) -> Probability {
        Probability::new(value).unwrap()
    }

    #[test]
    fn every_form_of_a_number_is_read() {
        assert_eq!(
            value("number", "quantiles: {5%: 9, 0.5: 11, 95 %: 14.5}"),
            Value::Quantiles(vec![(p(0.05), 9.0), (p(0.5), 11.0), (p(0.95), 14.5)])
        );
        assert_eq!(
            value("number", "interval: {low: -9, high: 14, level: 80%}"),
            Value::Interval {
                low: -9.0,
                high: 14.0,
                level: p(0.8)
            }
        );
        let family = |family: Family, parameters: &[f64]| {
            Value::Distribution(Parametric::Simple(family.with(parameters).unwrap()))
        };
        assert_eq!(
            value("number", "normal: {mean: 11, sd: 2}"),
            family(Family::Normal, &[11.0, 2.0])
        );
        assert_eq!(
            value("number", "lognormal: {mu: 2.4, sigma: 0.2}"),
            family(Family::Lognormal, &[2.4, 0.2])
        );
        assert_eq!(
            value("number", "student: {scale: 2, df: 4.5, location: -11}"),
            family(Family::Student, &[4.5, -11.0, 2.0])
        );
        assert_eq!(
            value("number", "gamma: {shape: 30, scale: 0.4}"),
            family(Family::Gamma, &[30.0, 0.4])
        );
        let parts = vec![
            (0.7, Family::Normal.with(&[11.0, 2.0]).unwrap()),
            (0.3, Family::Gamma.with(&[30.0, 0.4]).unwrap()),
        ];
        let text = "mixture: [{weight: 70%, normal: {mean: 11, sd: 2}}, \
                    {gamma: {shape: 30, scale: 0.4}, weight: 3/10}]";
        assert_eq!(
            value("number", text),
            Value::Distribution(Parametric::Mixture(Mixture::new(parts).unwrap()))
        );
        assert_eq!(
            value("number", "samples: [9, 11, 14]"),
            Value::Samples(vec![9.0, 11.0, 14.0])
        );
    }

    #[test]
    fn every_form_of_a_date_is_read() {
        let day = |text: &str| parse_day(text).unwrap();
        let number = |text: &str| day_number(day(text));
        assert_eq!(
            value("date", "quantiles: {10%: 2015-01-01, 90%: 2018-06-30}"),
            Value::Quantiles(vec![
                (p(0.1), number("2015-01-01")),
                (p(0.9), number("2018-06-30"))
            ])
        );
        assert_eq!(
            value("date", "happens_by: {2015-12-31: 40%, 2018-12-31: 0.7}"),
            Value::HappensBy(vec![
                (day("2015-12-31"), p(0.4)),
                (day("2018-12-31"), p(0.7))
            ])
        );
    }

    #[test]
    fn levels_rise_and_quantiles_do_not_fall() {
        for (said, place) in [
            ("quantiles: {5%: 9, 5 %: 10}", "7:22"),
            ("quantiles: {50%: 9, 5%: 10}", "7:23"),
            ("quantiles: {5%: 9, 50%: 8}", "7:27"),
            ("quantiles: {0%: 9, 50%: 10}", "7:15"),
            ("quantiles: {5%: 9, 1: 10}", "7:22"),
            ("quantiles: {5: 9}", "7:15"),
            ("quantiles: {likely: 9}", "7:15"),
            ("interval: {low: 9, high: 8, level: 80%}", "7:13"),
        ] {
            let want = format!("{place} quantile-order");
            assert_eq!(after_head(&estimate("number", said)), [want], "{said}");
        }
        assert!(after_head(&estimate("number", "quantiles: {5%: 9, 50%: 9}")).is_empty());
        let falls = said(&estimate("number", "quantiles: {5%: 9, 50%: 8}"));
        assert!(
            falls[0].starts_with("the quantile falls from `5%` to `50%`"),
            "{}",
            falls[0]
        );
    }

    #[test]
    fn days_rise_and_their_probabilities_do_not_fall() {
        for (said, found) in [
            (
                "happens_by: {2018-12-31: 40%, 2015-12-31: 70%}",
                "7:33 quantile-order",
            ),
            (
                "happens_by: {2015-12-31: 40%, 2018-12-31: 30%}",
                "7:45 quantile-order",
            ),
            ("happens_by: {2015-13-31: 40%}", "7:16 bad-date"),
            ("happens_by: {2015-12-31: likely}", "7:28 bad-probability"),
            ("quantiles: {5%: 2015, 50%: 2016-01-01}", "7:19 bad-date"),
        ] {
            assert_eq!(after_head(&estimate("date", said)), [found], "{said}");
        }
    }

    #[test]
    fn what_is_empty_or_lacks_a_part_is_found() {
        for (said, found) in [
            ("quantiles: {}", "7:14 wrong-type"),
            ("samples: []", "7:12 wrong-type"),
            ("interval: {low: 9, high: 10}", "7:13 missing-key"),
            (
                "interval: {low: 9, high: 10, level: 100%}",
                "7:39 bad-probability",
            ),
            ("normal: {mean: 9, sd: -1}", "7:25 bad-number"),
            ("lognormal: {mean: 9, sigma: 1}", "7:15 unknown-key"),
            ("normal: {mean: 100, sd: 1e-14}", "7:27 bad-number"),
            ("normal: {mean: 0, sd: 1e-200}", "7:25 bad-number"),
            ("normal: {mean: 1e155, sd: 1}", "7:18 bad-number"),
            ("lognormal: {mu: 5, sigma: 100}", "7:14 bad-number"),
            ("lognormal: {mu: 400, sigma: 1}", "7:14 bad-number"),
            ("lognormal: {mu: -400, sigma: 1}", "7:14 bad-number"),
            ("lognormal: {mu: 5, sigma: 1e-17}", "7:29 bad-number"),
        ] {
            let all = after_head(&estimate("number", said));
            assert_eq!(all[0], found, "{said}");
        }
    }

    #[test]
    fn what_no_t_and_no_gamma_distribution_has_is_found() {
        for (said, found) in [
            ("student: {df: 1, location: 9, scale: 1}", "7:17 bad-number"),
            (
                "student: {df: 10001, location: 9, scale: 1}",
                "7:17 bad-number",
            ),
            ("student: {df: 4, location: 9, scale: 0}", "7:40 bad-number"),
            (
                "student: {df: 4, location: 9, scale: 1e-16}",
                "7:40 bad-number",
            ),
            (
                "student: {df: 4, location: 1e155, scale: 1}",
                "7:30 bad-number",
            ),
            ("student: {location: 9, scale: 1}", "7:12 missing-key"),
            (
                "student: {nu: 4, location: 9, scale: 1}",
                "7:13 unknown-key",
            ),
            ("student: [4, 9, 1]", "7:12 wrong-type"),
            (
                "students: {df: 4, location: 9, scale: 1}",
                "7:3 unknown-key",
            ),
            ("gamma: {shape: 0, scale: 1}", "7:18 bad-number"),
            ("gamma: {shape: -2, scale: 1}", "7:18 bad-number"),
            ("gamma: {shape: 20000, scale: 1}", "7:18 bad-number"),
            ("gamma: {shape: 2, scale: -1}", "7:28 bad-number"),
            ("gamma: {shape: 2, scale: 1e154}", "7:10 bad-number"),
            ("gamma: {shape: 2, scale: 1e-151}", "7:28 bad-number"),
            ("gamma: {shape: 2, rate: 1}", "7:21 unknown-key"),
            ("gamma: {shape: 2}", "7:10 missing-key"),
            ("gamma: 2", "7:10 wrong-type"),
        ] {
            let all = after_head(&estimate("number", said));
            assert_eq!(all[0], found, "{said}");
        }
    }

    #[test]
    fn what_is_wrong_with_a_family_says_what_to_type() {
        for (text, want) in [
            (
                "student: {df: 1, location: 9, scale: 1}",
                "`df` must lie between 1.01 and 10000, and is 1; with one or fewer there is no \
                 mean: list `quantiles`",
            ),
            (
                "gamma: {shape: 20000, scale: 1}",
                "`shape` must lie between 0.01 and 10000, and is 20000; so much is a normal \
                 one: write `normal: {mean: …, sd: …}`",
            ),
            (
                "gamma: {shape: 0.001, scale: 1}",
                "`shape` must lie between 0.01 and 10000, and is 0.001; with less nearly all of it \
                 lies at 0: list `quantiles`",
            ),
            (
                "gamma: {shape: 2, scale: 1e154}",
                "the mean, shape · scale, is above 1e154; correct it, or count in a larger unit",
            ),
            (
                "gamma: {shape: 2, scale: 3, rate: 2}",
                "a gamma distribution has no key `rate`; `rate` → `scale: 1/rate`",
            ),
        ] {
            assert_eq!(said(&estimate("number", text)), [want], "{text}");
        }
    }

    #[test]
    fn a_mixture_is_a_list_of_weighted_distributions() {
        let normal = |weight: &str| format!("{{weight: {weight}, normal: {{mean: 1, sd: 1}}}}");
        let of = |weights: &[&str]| {
            let parts: Vec<String> = weights.iter().map(|weight| normal(weight)).collect();
            after_head(&estimate(
                "number",
                &format!("mixture: [{}]", parts.join(", ")),
            ))
        };
        assert!(of(&["1/3", "1/3", "1/3"]).is_empty());
        assert!(of(&["10%"; 10]).is_empty());
        for (weights, found) in [
            (
                &["100%"][..],
                &["7:22 bad-probability", "7:12 wrong-type"][..],
            ),
            (&["50%"], &["7:12 wrong-type"]),
            (&["1/11"; 11], &["7:12 wrong-type"]),
            (&["50%", "40%"], &["7:12 probabilities-sum"]),
            (&["33.3%"; 3], &["7:12 probabilities-sum"]),
            (&["0.5", "50"], &["7:63 bad-probability"]),
            (&["0", "0.5", "0.5"], &["7:22 bad-probability"]),
            (
                &["-0.5", "1.5"],
                &["7:22 bad-probability", "7:64 bad-probability"],
            ),
            (&["likely", "50%"], &["7:22 bad-probability"]),
            (&["50-60%", "50%"], &["7:22 bad-probability"]),
        ] {
            assert_eq!(of(weights), found, "{weights:?}");
        }
    }

    #[test]
    fn a_part_of_a_mixture_is_one_weighted_distribution() {
        for (parts, found) in [
            ("mixture: []", "7:12 wrong-type"),
            (
                "mixture: {weight: 1, normal: {mean: 1, sd: 1}}",
                "7:12 wrong-type",
            ),
            ("mixture: [{weight: 50%}, 3]", "7:13 missing-key"),
            ("mixture: [{normal: {mean: 1, sd: 1}}]", "7:13 missing-key"),
            (
                "mixture: [{weight: 50%, mean: 1, sd: 1}]",
                "7:27 unknown-key",
            ),
            (
                "mixture: [{weight: 50%, normal: {mean: 1, sd: 0}}]",
                "7:49 bad-number",
            ),
            (
                "mixture: [{weight: 50%, mixture: [{weight: 1}]}]",
                "7:27 unknown-key",
            ),
            ("mixture: [{weight: 50%, samples: [1]}]", "7:27 unknown-key"),
            (
                "mixture: [{share: 50%, normal: {mean: 1, sd: 1}}]",
                "7:14 unknown-key",
            ),
            ("mixtures: [{weight: 50%}]", "7:3 unknown-key"),
            (
                "mixture: [{weight: 50%, normal: {mean: 1, sd: 1}, gamma: {shape: 1, scale: 1}}]",
                "7:53 wrong-kind-value",
            ),
        ] {
            assert_eq!(after_head(&estimate("number", parts))[0], found, "{parts}");
        }
        let short = "mixture: [{weight: 50%, normal: {mean: 1, sd: 1}}, \
                     {weight: 40%, normal: {mean: 1, sd: 1}}]";
        assert_eq!(
            said(&estimate("number", short)),
            ["the weights sum to 0.9, not to 1; one of the parts holds; thirds are `1/3`"]
        );
        let date = after_head(&estimate("date", "mixture: [{weight: 50%}]"));
        assert_eq!(date, ["7:3 wrong-kind-value"]);
        assert!(after_head(&estimate("number", "mixture: no estimate")).is_empty());
    }

    #[test]
    fn what_lies_above_zero_needs_bounds_that_reach_there() {
        let bounded = |bounds: &str, said: &str| {
            let kind = format!("number\nbounds: {bounds}");
            after_head(&estimate(&kind, said))
        };
        let [gamma, lognormal] = [
            "gamma: {shape: 2, scale: 3}",
            "lognormal: {mu: 0, sigma: 1}",
        ];
        for bounds in ["[-10, -5]", "[-10, 0]"] {
            assert_eq!(bounded(bounds, gamma), ["8:10 bad-number"], "{bounds}");
            assert_eq!(bounded(bounds, lognormal), ["8:14 bad-number"], "{bounds}");
            assert!(bounded(bounds, "normal: {mean: 2, sd: 3}").is_empty());
        }
        assert!(bounded("[-10, 1e-9]", gamma).is_empty());
    }
}
