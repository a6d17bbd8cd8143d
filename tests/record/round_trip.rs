//! There and back again: what is emitted is read as the forecast that it was.

use chrono::{DateTime, Days, NaiveDate};
use foretell::model::{
    Aside, BaseRate, Blinding, ChoiceOption, Coded, CodedReading, Condition, Confidence,
    DeadlineBasis, Estimate, EvidenceItem, Family, Forecast, ForecastId, Indicator, Kind, Mixture,
    Moment, Outcome, Parametric, Probability, Relations, Reliability, Resolution, Scenario,
    ScenarioSet, Simple, Source, Sources, Stated, Threshold, Value, Vintage, Waiver, Yardstick,
    day_number,
};
use foretell::record::emit;
use proptest::collection::{btree_set, vec};
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

use super::records;

/// Texts that other readers of YAML would take for something else, or that need care.
const ODD: &[&str] = &[
    "yes",
    "no",
    "null",
    "~",
    "",
    "true",
    "off",
    "0.70",
    "1e3",
    "0x1f",
    "2014-05-21",
    "12:30",
    "- a",
    "a: b",
    "# a",
    "a #b",
    "'",
    "\"",
    "{a}",
    "[a",
    "&a",
    "*a",
    "!a",
    "%a",
    "@a",
    "`a`",
    "---",
    "...",
    "a\nb",
    "a\n\n b\n  c",
    " a",
    "a ",
    "\n a",
    "a\\n",
    "é — „x“",
    "<<",
    "=",
    "?",
    "|",
    ">",
    "-",
    ":",
    "1_000",
    "a\tb",
    "😀",
];

fn text() -> impl Strategy<Value = String> {
    let odd = select(ODD).prop_map(str::to_owned);
    let any = "[ -~\u{a1}-\u{17f}\u{416}\u{4e2d}\n]{0,40}";
    prop_oneof![
        odd,
        any.prop_map(|text| text.trim_end_matches('\n').to_owned())
    ]
}

fn name() -> impl Strategy<Value = String> {
    text().prop_filter("a name says something", |text| !text.trim().is_empty())
}

fn id() -> impl Strategy<Value = ForecastId> {
    "[a-z0-9][a-z0-9-]{0,10}".prop_filter_map("a word of YAML", |id| ForecastId::parse(&id).ok())
}

fn day() -> impl Strategy<Value = NaiveDate> {
    let first = NaiveDate::from_ymd_opt(1900, 1, 1).unwrap();
    (0..80_000_u64).prop_map(move |days| first + Days::new(days))
}

fn moment() -> impl Strategy<Value = Moment> {
    let instant = (0..4_000_000_000_i64, select(&[0, 500_000_000, 1][..]))
        .prop_map(|(s, ns)| Moment::Instant(DateTime::from_timestamp(s, ns).unwrap()));
    prop_oneof![4 => day().prop_map(Moment::Day), 1 => instant]
}

fn probability() -> impl Strategy<Value = Probability> {
    let percent = (0..=1000_u32).prop_map(|n| f64::from(n) / 1000.0);
    prop_oneof![percent, 0.0..=1.0].prop_map(|value| Probability::new(value).unwrap())
}

fn stated() -> impl Strategy<Value = Stated> {
    let written = [
        "0.70",
        "70%",
        "7/10",
        "7 to 3",
        "55-75%",
        "likely",
        "Very  likely",
        "1",
        ".5",
        "7e-1",
    ];
    let icd = Yardstick::builtin("icd-203").unwrap();
    let written = select(written.to_vec()).prop_map(|text| Stated::parse(text, icd).unwrap());
    prop_oneof![written, probability().prop_map(Stated::number)]
}

fn number() -> impl Strategy<Value = f64> {
    let odd = [0.0, -1.5, 1e154, 1e-300, 9_007_199_254_740_992.0, 1e16, 0.1];
    prop_oneof![
        (-1000..1000_i32).prop_map(f64::from),
        select(odd.to_vec()),
        -1e6..1e6
    ]
}

/// Numbers, rising.
fn rising(count: usize) -> impl Strategy<Value = Vec<f64>> {
    vec(number(), count).prop_map(|mut numbers| {
        numbers.sort_by(f64::total_cmp);
        numbers
    })
}

fn days(count: usize) -> impl Strategy<Value = Vec<NaiveDate>> {
    btree_set(day(), count).prop_map(|days| days.into_iter().collect())
}

fn levels(count: usize) -> impl Strategy<Value = Vec<Probability>> {
    btree_set(1..1000_u32, count).prop_map(|levels| {
        let level = |n| Probability::new(f64::from(n) / 1000.0).unwrap();
        levels.into_iter().map(level).collect()
    })
}

fn scales(points: impl Strategy<Value = Vec<f64>>) -> impl Strategy<Value = Value> {
    (levels(3), points, any::<bool>()).prop_map(|(levels, points, quantiles)| {
        if quantiles {
            return Value::Quantiles(levels.into_iter().zip(points).collect());
        }
        Value::Interval {
            low: points[0],
            high: points[1],
            level: levels[0],
        }
    })
}

fn simple() -> impl Strategy<Value = Simple> {
    // Spreads that a reader takes: not lost beside their center, and of a mean that is a number.
    let spread = |center: f64, spread: f64| spread * f64::max(center.abs(), 1.0);
    let normal = (number(), 1e-3..1.0).prop_map(move |(mean, sd)| {
        let parameters = [mean, spread(mean, sd)];
        Family::Normal.with(&parameters).unwrap()
    });
    let lognormal = (-300.0..300.0, 1e-3..10.0)
        .prop_map(|(mu, sigma)| Family::Lognormal.with(&[mu, sigma]).unwrap());
    let student = (1.01..1e4, number(), 1e-3..1.0).prop_map(move |(df, location, scale)| {
        let parameters = [df, location, spread(location, scale)];
        Family::Student.with(&parameters).unwrap()
    });
    let gamma = (0.01..1e4, 1e-150..1e150)
        .prop_map(|(shape, scale)| Family::Gamma.with(&[shape, scale]).unwrap());
    prop_oneof![normal, lognormal, student, gamma]
}

fn mixture() -> impl Strategy<Value = Mixture> {
    vec((1..1000_u32, simple()), 2..5).prop_map(|parts| {
        let total: u32 = parts.iter().map(|(weight, _)| weight).sum();
        let part = |(weight, said)| (f64::from(weight) / f64::from(total), said);
        Mixture::new(parts.into_iter().map(part).collect()).unwrap()
    })
}

fn number_value() -> BoxedStrategy<Value> {
    let simple = simple().prop_map(Parametric::Simple);
    let mixture = mixture().prop_map(Parametric::Mixture);
    let distribution = prop_oneof![simple, mixture].prop_map(Value::Distribution);
    let samples = vec(number(), 1..5).prop_map(Value::Samples);
    prop_oneof![scales(rising(3)), distribution, samples].boxed()
}

fn date_value() -> BoxedStrategy<Value> {
    let points = days(3).prop_map(|days| days.into_iter().map(day_number).collect());
    let happens_by = (days(3), vec(probability(), 3)).prop_map(|(days, mut values)| {
        values.sort_by(|a, b| a.get().total_cmp(&b.get()));
        Value::HappensBy(days.into_iter().zip(values).collect())
    });
    prop_oneof![scales(points), happens_by].boxed()
}

/// Probabilities that sum to 1: all of it lies on the first two options.
fn options_value(options: Vec<String>) -> BoxedStrategy<Value> {
    (0..=100_u32)
        .prop_map(move |first| {
            let share = |percent: u32| {
                let icd = Yardstick::builtin("icd-203").unwrap();
                Stated::parse(&format!("{percent}%"), icd).unwrap()
            };
            let share = |i: usize| share([first, 100 - first].get(i).copied().unwrap_or(0));
            let named = options.iter().cloned().enumerate();
            Value::Options(named.map(|(i, option)| (option, share(i))).collect())
        })
        .boxed()
}

fn estimate(value: BoxedStrategy<Value>) -> impl Strategy<Value = Estimate> {
    let refusal = select(vec!["no estimate", "Open question", "may"]);
    let value = prop_oneof![
        6 => value,
        1 => Just(Value::Withdrawn),
        1 => refusal.prop_map(|text| Value::Declined(text.into())),
    ];
    let reading = (
        option::of(stated()),
        option::of(moment()),
        option::of(void()),
    )
        .prop_map(|(probability, deadline, outcome)| CodedReading {
            probability,
            deadline,
            outcome,
        });
    let coded = (
        name(),
        option::of(moment()),
        option::of(select(&Blinding::ALL[..])),
        option::of(reading),
    )
        .prop_map(|(by, date, blind, reading)| Coded {
            by,
            date,
            blind,
            reading,
        });
    (
        (moment(), name(), value),
        option::of(select(&Confidence::ALL[..])),
        option::of(text()),
        vec(coded, 0..3),
        option::of(moment()),
        [any::<bool>(), any::<bool>()],
        [
            option::of(Just("icd-203".to_owned())).boxed(),
            option::of(text()).boxed(),
        ],
    )
        .prop_map(
            |(
                (date, by, value),
                confidence,
                because,
                codings,
                logged,
                [derived, reaffirmed],
                [yardstick, amends],
            )| {
                let aside = Aside {
                    codings,
                    amends,
                    yardstick,
                };
                Estimate {
                    date,
                    by: by.into(),
                    value,
                    confidence,
                    because: because.map(Into::into),
                    logged,
                    reaffirmed,
                    derived,
                    carried: None,
                    retrospective: false,
                    aside: aside.of_estimate(),
                }
            },
        )
}

fn evidence() -> impl Strategy<Value = EvidenceItem> {
    let more = (
        option::of(text()),
        option::of(text()),
        option::of(moment()),
        option::of(text()),
        option::of(select(&Reliability::ALL[..])),
    );
    (text(), more).prop_map(
        |(text, (url, archive, retrieved, quote, reliability))| EvidenceItem {
            text,
            url,
            archive,
            retrieved,
            quote,
            reliability,
        },
    )
}

fn resolution(outcome: BoxedStrategy<Outcome>) -> impl Strategy<Value = Resolution> {
    let one = (
        outcome,
        [
            option::of(moment()),
            option::of(moment()),
            option::of(moment()),
        ],
        option::of(text()),
        vec(evidence(), 0..3),
        [option::of(text()), option::of(text())],
    )
        .prop_map(|(outcome, days, by, evidence, [note, because])| {
            let [happened, known, logged] = days;
            Resolution {
                outcome,
                happened,
                known,
                logged,
                by,
                evidence,
                note,
                because,
                replaces: Vec::new(),
            }
        });
    vec(one, 1..3).prop_map(|mut all| {
        let newest = all.remove(0);
        Resolution {
            replaces: all,
            ..newest
        }
    })
}

/// A kind with what its estimates say and what its outcomes are.
type Asked = (Kind, BoxedStrategy<Value>, BoxedStrategy<Outcome>);

fn void() -> BoxedStrategy<Outcome> {
    select(vec![Outcome::Annulled, Outcome::Ambiguous]).boxed()
}

fn binary() -> Asked {
    let share = (1..1000_u32).prop_map(|n| f64::from(n) / 1000.0);
    let share = share.prop_map(|value| Outcome::Fraction(Probability::new(value).unwrap()));
    let outcome = prop_oneof![Just(Outcome::Yes), Just(Outcome::No), share, void()];
    (
        Kind::Binary,
        stated().prop_map(Value::Probability).boxed(),
        outcome.boxed(),
    )
}

fn among(options: &[String]) -> BoxedStrategy<Outcome> {
    prop_oneof![select(options.to_vec()).prop_map(Outcome::Option), void()].boxed()
}

fn options() -> impl Strategy<Value = Vec<String>> {
    let option = name().prop_map(|name| name.trim().to_owned());
    let option = option.prop_filter("not an option", |name| {
        !["annulled", "ambiguous", "<<"].contains(&name.as_str()) && !name.contains('\n')
    });
    btree_set(option, 2..5).prop_map(|options| options.into_iter().collect())
}

fn choice() -> impl Strategy<Value = Asked> {
    options().prop_map(|options| {
        let named = options.clone();
        let shares = (0..=100_u32).prop_map(move |first| {
            let share = |percent| Probability::new(f64::from(percent) / 100.0).unwrap();
            let pair = [first, 100 - first].map(share);
            Outcome::Shares(named.iter().cloned().zip(pair).collect())
        });
        let outcome = prop_oneof![among(&options), shares].boxed();
        (
            Kind::Choice {
                options: options.iter().map(ChoiceOption::new).collect(),
            },
            options_value(options),
            outcome,
        )
    })
}

fn ordered() -> impl Strategy<Value = Asked> {
    options().prop_map(|options| {
        let outcome = among(&options);
        (
            Kind::Ordered {
                options: options.clone(),
            },
            options_value(options),
            outcome,
        )
    })
}

fn a_number() -> impl Strategy<Value = Asked> {
    let bounds = option::of((-1000..0_i32, 1..1000_i32));
    let vintage = option::of(select(vec![Vintage::First, Vintage::Revised]));
    (option::of(text()), bounds, vintage).prop_map(|(unit, bounds, vintage)| {
        let bounds = bounds.map(|(low, high)| (f64::from(low), f64::from(high)));
        let outcome = match bounds {
            None => number().prop_map(Outcome::Number).boxed(),
            Some((low, high)) => prop_oneof![
                (low..=high).prop_map(Outcome::Number),
                Just(Outcome::Below),
                Just(Outcome::Above)
            ]
            .boxed(),
        };
        let kind = Kind::Number {
            unit,
            bounds,
            vintage,
        };
        (kind, number_value(), prop_oneof![outcome, void()].boxed())
    })
}

fn a_date() -> impl Strategy<Value = Asked> {
    option::of(days(2)).prop_map(|bounds| {
        let bounds = bounds.map(|ends| (day_number(ends[0]), day_number(ends[1])));
        let on = match bounds {
            None => day().prop_map(Outcome::Date).boxed(),
            Some(_) => Just(Outcome::Never).boxed(),
        };
        (
            Kind::Date { bounds },
            date_value(),
            prop_oneof![on, void()].boxed(),
        )
    })
}

fn scenarios() -> impl Strategy<Value = Asked> {
    let scenario = [option::of(text()), option::of(text()), option::of(text())];
    let names = btree_set(id().prop_map(|id| id.to_string()), 2..4);
    let indicator = (id(), option::of(text()), any::<bool>(), 1..99_u32);
    let together = vec(vec(id(), 0..3), 0..2);
    (
        names,
        vec(scenario, 4),
        any::<bool>(),
        vec(indicator, 0..3),
        together,
    )
        .prop_map(|(names, texts, exhaustive, indicators, together)| {
            let scenarios = names.into_iter().zip(texts);
            let scenarios = scenarios.filter(|(id, _)| id != "none");
            let mut set = ScenarioSet {
                scenarios: scenarios
                    .map(|(id, [title, criteria, narrative])| Scenario {
                        id,
                        title,
                        criteria,
                        narrative,
                    })
                    .collect(),
                exhaustive,
                indicators: Vec::new(),
                together,
            };
            let options: Vec<String> = set.options().into_iter().map(str::to_owned).collect();
            set.indicators = indicators
                .into_iter()
                .map(|(forecast, because, illustration, percent)| Indicator {
                    forecast,
                    likelihood: options
                        .iter()
                        .map(|option| {
                            let value = Probability::new(f64::from(percent) / 100.0).unwrap();
                            (option.clone(), Stated::number(value))
                        })
                        .collect(),
                    because,
                    illustration,
                })
                .collect();
            let outcome = among(&options);
            (
                Kind::Scenarios(Box::new(set)),
                options_value(options),
                outcome,
            )
        })
}

fn relations() -> impl Strategy<Value = Relations> {
    let many = || vec(id(), 0..3);
    let threshold = (id(), number(), any::<bool>()).prop_map(|(of, limit, above)| Threshold {
        of,
        limit,
        above,
    });
    (
        [many(), many(), many(), many()],
        option::of(id()),
        option::of(id()),
        option::of(threshold),
    )
        .prop_map(
            |([implies, excludes, all_of, any_of], earlier, complement, threshold)| Relations {
                implies,
                excludes,
                all_of,
                any_of,
                earlier,
                complement,
                threshold,
            },
        )
}

fn source() -> impl Strategy<Value = Source> {
    let published = select(vec!["2014", "2014-04", "2014-04-30"]).prop_map(str::to_owned);
    let text = || option::of(text());
    ([text(), text(), text(), text()], option::of(published)).prop_map(
        |([document, author, section, quote], published)| Source {
            document,
            author,
            published,
            yardstick: Some("icd-203".to_owned()),
            section,
            quote,
        },
    )
}

fn frame() -> impl Strategy<Value = Forecast> {
    let text = || option::of(text());
    let outcome = prop_oneof![Just(Outcome::Yes), day().prop_map(Outcome::Date)];
    let sources = [text(), text()].prop_map(|[primary, fallback]| Sources { primary, fallback });
    let waiver =
        (name(), option::of(moment()), text(), text()).prop_map(|(rule, until, because, by)| {
            Waiver {
                rule,
                until,
                because,
                by,
            }
        });
    let given = (id(), outcome, option::of(id()));
    let given = given.prop_map(|(forecast, outcome, of)| Condition {
        forecast,
        outcome,
        of,
    });
    let dates = (moment(), option::of(moment()), option::of(moment()));
    (
        (id(), name(), [text(), text(), text(), text(), text()]),
        (vec(self::text(), 0..3), dates),
        (
            option::of(select(&DeadlineBasis::ALL[..])),
            option::of(sources),
            option::of(source()),
        ),
        (option::of(given), relations(), vec(waiver, 0..2)),
    )
        .prop_map(
            |((id, question, texts), (tags, dates), (basis, sources, source), rest)| {
                let [title, criteria, owner, cluster, lesson] = texts;
                let (deadline, opened, known_by) = dates;
                let (given, relations, waivers) = rest;
                Forecast {
                    id,
                    question,
                    title,
                    kind: Kind::Binary,
                    criteria,
                    tags,
                    opened,
                    deadline,
                    deadline_basis: basis,
                    known_by,
                    owner,
                    cluster,
                    sources,
                    source: source.map(Box::new),
                    base_rate: None,
                    estimates: Vec::new(),
                    resolution: None,
                    lesson,
                    given: given.map(Box::new),
                    relations: relations.of_forecast(),
                    waivers,
                }
            },
        )
}

fn forecast() -> impl Strategy<Value = Forecast> {
    let asked = prop_oneof![
        Just(()).prop_map(|()| binary()),
        choice(),
        ordered(),
        a_number(),
        a_date(),
        scenarios()
    ];
    let written = (
        option::of(name()),
        option::of(moment()),
        option::of(any::<bool>()),
    );
    let rate = (stated(), option::of(text()), written);
    let rate = rate.prop_map(|(probability, because, (by, date, blind))| BaseRate {
        probability,
        because,
        by,
        date,
        blind,
    });
    (frame(), asked, option::of(rate)).prop_flat_map(|(frame, (kind, value, outcome), rate)| {
        let parts = (vec(estimate(value), 0..3), option::of(resolution(outcome)));
        parts.prop_map(move |(estimates, resolution)| Forecast {
            base_rate: rate.clone().filter(|_| kind == Kind::Binary).map(Box::new),
            kind: kind.clone(),
            estimates,
            resolution,
            ..frame.clone()
        })
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn what_is_emitted_is_read_as_the_forecast_that_it_was(forecast in forecast()) {
        let text = emit(&forecast);
        let record = records(&format!("forecasts/{}.yaml", forecast.id), &text).remove(0);
        let errors: Vec<_> = record.findings.iter().filter(|one| one.rule.code != "bare-one").collect();
        prop_assert!(errors.is_empty(), "{errors:#?}\n{text}");
        prop_assert_eq!(&*record.forecast.unwrap(), &forecast, "{}", text);
    }
}

#[test]
fn a_record_is_emitted_as_one_would_write_it() {
    let text = include_str!("sound/binary.yaml");
    let record = records("forecasts/gas-deal.yaml", text).remove(0);
    insta::with_settings!({
        snapshot_path => concat!(env!("CARGO_MANIFEST_DIR"), "/snapshots/record"),
        prepend_module_to_snapshot => false,
        omit_expression => true,
    }, {
        insta::assert_snapshot!("emitted", emit(&record.forecast.unwrap()));
    });
}

#[test]
fn an_outcome_is_read_alike_by_readers_of_either_yaml() {
    let text = include_str!("sound/binary.yaml");
    let forecast = records("forecasts/gas-deal.yaml", text)
        .remove(0)
        .forecast
        .unwrap();
    let emitted = emit(&forecast);
    for boolean in [
        emitted.clone(),
        emitted.replace("outcome: yes", "outcome: true"),
    ] {
        let again = records("forecasts/gas-deal.yaml", &boolean).remove(0);
        assert_eq!(
            again.forecast.unwrap().resolution.clone().unwrap().outcome,
            Outcome::Yes
        );
    }
    assert!(emitted.contains("outcome: yes"));
}
