//! Bad and meagre input: each has a defined result or a clear error, and nothing is ever NaN.

use std::collections::BTreeSet;

use foretell::analysis::figures::{
    AssessmentOptions, BandKind, CalibrationAssessment, IntervalMethod, IntervalOptions, Metric,
    binary_scores, choice_scores, interval_coverage, ordered_scores, places, quantity_scores,
};
use foretell::analysis::{CalibrationOptions, Sample, calibration, score};
use foretell::dataset::{Quantity, QuantityPair, from_ledger};
use foretell::ledger::{Ledger, View};
use foretell::metrics::MetricId;
use foretell::model::{Probability, Settings, parse_day};
use foretell::query::{Purpose, Request, Weighting};
use foretell::scoring::calibration::{Bins, Closed};
use foretell::scoring::distribution::{Family, Mixture, Parametric};
use foretell::scoring::ensemble::Samples;
use foretell::scoring::multi::{ChoicePair, Probabilities};
use foretell::scoring::quantile::Quantiles;
use foretell::scoring::{
    BinaryOutcome, Bounds, Case, Pair, PairCounts, Resampling, Undefined, Weight,
};

use crate::common::Sandbox;

const DOUBT: IntervalOptions = IntervalOptions {
    level: 0.95,
    resampling: Resampling {
        seed: 1,
        resamples: 50,
    },
};

fn p(value: f64) -> Probability {
    Probability::new(value).unwrap()
}

fn pairs(said_and_seen: &[(f64, f64)]) -> Vec<Pair> {
    let each = said_and_seen.iter();
    Pair::alone(each.map(|(said, seen)| (p(*said), BinaryOutcome::new(*seen).unwrap()))).collect()
}

fn fitted(sample: &Sample) -> CalibrationAssessment {
    AssessmentOptions {
        bins: &Bins::equal(10, Closed::Right),
        floor: None,
        tests: true,
        plain: false,
        hosmer_lemeshow: Some(10),
        doubt: DOUBT,
    }
    .of(sample)
}

/// No figure is NaN, each has a name of its own, and an interval holds its figure.
fn are_sound<'a>(figures: impl IntoIterator<Item = &'a Metric>, what: &str) {
    let mut names = BTreeSet::new();
    for figure in figures {
        let Metric {
            value, interval, ..
        } = figure;
        let name = figure.name();
        assert!(names.insert(name.clone()), "{what}: {name}");
        assert!(!value.is_ok_and(f64::is_nan), "{what}: {name}");
        if let Some((low, high)) = interval {
            assert!(low <= high, "{what}: {name} {low} {high}");
            assert!(value.is_ok(), "{what}: {name} has an interval and no value");
        }
    }
}

fn value<'a>(
    figures: impl IntoIterator<Item = &'a Metric>,
    id: MetricId,
) -> Result<f64, Undefined> {
    let found = figures.into_iter().find(|one| one.id == id);
    found.unwrap_or_else(|| panic!("no {id:?}")).value
}

#[test]
fn meagre_pairs_give_sound_figures() {
    let samples: [(&str, &[(f64, f64)]); 10] = [
        ("none", &[]),
        ("one", &[(0.7, 1.0)]),
        ("one at a half", &[(0.5, 0.0)]),
        ("one class", &[(0.7, 1.0), (0.4, 1.0), (0.9, 1.0)]),
        ("all equal", &[(0.7, 1.0), (0.7, 1.0), (0.7, 1.0)]),
        ("one forecast", &[(0.7, 1.0), (0.7, 0.0), (0.7, 1.0)]),
        ("certain and right", &[(1.0, 1.0), (0.0, 0.0)]),
        ("certain and wrong", &[(1.0, 0.0), (0.0, 1.0)]),
        ("partial only", &[(0.7, 0.3), (0.4, 0.5)]),
        ("partial too", &[(0.7, 0.3), (0.4, 1.0), (0.2, 0.0)]),
    ];
    for (what, said_and_seen) in samples {
        let pairs = pairs(said_and_seen);
        for sample in [
            Sample::of(pairs.clone()),
            Sample::alone(PairCounts::of(&pairs)),
        ] {
            are_sound(&binary_scores(&sample, None, DOUBT), what);
            are_sound(&fitted(&sample).figures, what);
            for kind in BandKind::ALL {
                let band = kind.of(&sample, DOUBT);
                assert_eq!(
                    band.is_err(),
                    sample.tested().map_or(true, |t| t.binary_pairs() == 0),
                    "{what}"
                );
            }
        }
        // The same, each pair twice in its cluster.
        let twice: Vec<Pair> = pairs.iter().flat_map(|pair| [*pair, *pair]).collect();
        are_sound(
            &binary_scores(&Sample::of(twice.clone()), None, DOUBT),
            what,
        );
        are_sound(&fitted(&Sample::of(twice.clone())).figures, what);
    }
}

#[test]
fn what_is_undefined_says_why() {
    let figures = |said_and_seen: &[(f64, f64)]| {
        let sample = Sample::of(pairs(said_and_seen));
        let mut figures = binary_scores(&sample, None, DOUBT);
        figures.retain(|named| {
            ![
                MetricId::Brier,
                MetricId::LogLoss,
                MetricId::InfiniteLogs,
                MetricId::MeanForecast,
                MetricId::BaseRate,
                MetricId::Miscalibration,
                MetricId::Discrimination,
                MetricId::Uncertainty,
                MetricId::Auc,
            ]
            .contains(&named.id)
        });
        figures.extend(fitted(&sample).figures.iter().cloned());
        figures
    };
    let none = figures(&[]);
    for name in [
        MetricId::Brier,
        MetricId::LogLoss,
        MetricId::Miscalibration,
        MetricId::Auc,
        MetricId::CalibrationError,
        MetricId::Slope,
        MetricId::SpiegelhalterZ,
        MetricId::EValue,
    ] {
        assert_eq!(value(&none, name), Err(Undefined::Empty), "{name:?}");
    }
    let one_class = figures(&[(0.7, 1.0), (0.4, 1.0)]);
    for name in [
        MetricId::SkillSample,
        MetricId::Auc,
        MetricId::DiscriminationSlope,
        MetricId::Slope,
        MetricId::InTheLargeLogit,
    ] {
        assert_eq!(
            value(&one_class, name),
            Err(Undefined::OneOutcome),
            "{name:?}"
        );
    }
    assert_eq!(value(&one_class, MetricId::Discrimination), Ok(0.0));
    assert_eq!(value(&one_class, MetricId::Uncertainty), Ok(0.0));
    let constant = figures(&[(0.7, 1.0), (0.7, 0.0)]);
    assert_eq!(
        value(&constant, MetricId::Slope),
        Err(Undefined::ConstantForecast)
    );
    assert_eq!(value(&constant, MetricId::Auc), Ok(0.5));
    assert_eq!(value(&constant, MetricId::Discrimination), Ok(0.0));
    let separated = figures(&[(0.2, 0.0), (0.4, 0.0), (0.7, 1.0), (0.9, 1.0)]);
    assert_eq!(
        value(&separated, MetricId::Slope),
        Err(Undefined::Separated)
    );
    let wrong = figures(&[(1.0, 0.0), (0.5, 1.0)]);
    assert_eq!(value(&wrong, MetricId::LogLoss), Ok(f64::INFINITY));
    assert_eq!(value(&wrong, MetricId::InfiniteLogs), Ok(1.0));
    assert_eq!(
        value(&wrong, MetricId::MiscalibrationLog),
        Ok(f64::INFINITY)
    );
    assert_eq!(value(&wrong, MetricId::Certain), Ok(1.0));
    // The first pair counts 1; after one that failed, a half means (0 + ½) / (1 + 1).
    assert!((value(&wrong, MetricId::EValue).unwrap() - 0.25 / 0.5).abs() < 1e-12);
    let partial = figures(&[(0.7, 0.3)]);
    assert!((value(&partial, MetricId::Brier).unwrap() - 0.16).abs() < 1e-12);
    assert_eq!(
        value(&partial, MetricId::Miscalibration),
        Err(Undefined::Empty)
    );
    let single = figures(&[(0.7, 1.0)]);
    let brier = single
        .iter()
        .find(|named| named.id == MetricId::Brier)
        .unwrap();
    assert_eq!(brier.interval, None);
    assert_eq!(
        brier.no_interval,
        Some(Undefined::TooFew { have: 1, need: 5 })
    );
}

#[test]
fn a_weighted_sample_is_scored_and_not_tested() {
    let mut pairs = pairs(&[(0.7, 1.0), (0.4, 0.0), (0.9, 1.0), (0.2, 1.0)]);
    pairs[0].weight = Weight::new(0.5).unwrap();
    let sample = Sample::of(pairs.clone());
    let fitted = fitted(&sample);
    assert_eq!(fitted.tested, Err(Undefined::Weighted));
    assert!(fitted.tendency.why().is_some());
    are_sound(&fitted.figures, "weighted");
    let brier = (0.5 * 0.09 + 0.16 + 0.01 + 0.64) / 3.5;
    assert!((value(&fitted.figures, MetricId::Brier).unwrap() - brier).abs() < 1e-12);
}

#[test]
fn pairs_that_stand_alone_are_told_the_same_by_value_and_one_by_one() {
    let pairs = pairs(&[
        (0.7, 1.0),
        (0.4, 0.0),
        (0.9, 1.0),
        (0.2, 1.0),
        (0.6, 0.0),
        (0.5, 1.0),
    ]);
    let (listed, counted) = (
        Sample::of(pairs.clone()),
        Sample::alone(PairCounts::of(&pairs)),
    );
    assert_eq!(listed.clusters(), counted.clusters());
    assert_eq!(listed.clusters_of_each(), (4, 2));
    let scores = |sample: &Sample| binary_scores(sample, None, DOUBT);
    assert_eq!(scores(&listed), scores(&counted));
    // Only the e-value needs to know the order.
    let (listed, counted) = (fitted(&listed), fitted(&counted));
    for (one, other) in listed.figures.iter().zip(&counted.figures) {
        if one.name().contains("e_value") {
            assert_eq!(other.value, Err(Undefined::Unordered), "{}", one.name());
        } else {
            assert_eq!(one, other);
        }
    }
}

fn choice(said: &[f64], option: usize) -> Option<ChoicePair> {
    let said = Probabilities::new(said.iter().map(|said| p(*said)).collect()).ok()?;
    ChoicePair::new(said, option)
}

fn cases<T>(values: impl IntoIterator<Item = T>) -> Vec<Case<T>> {
    let case = |(cluster, value)| Case {
        value,
        weight: Weight::ONE,
        cluster,
    };
    values.into_iter().enumerate().map(case).collect()
}

#[test]
fn meagre_choices_give_sound_figures() {
    let one = choice(&[0.5, 0.3, 0.2], 0).unwrap();
    let sure = choice(&[0.0, 1.0, 0.0], 0).unwrap();
    let other = choice(&[0.5, 0.5], 1).unwrap();
    for (what, values) in [
        ("none", vec![]),
        ("one", vec![one.clone()]),
        ("all equal", vec![one.clone(), one.clone()]),
        ("certain and wrong", vec![sure, one.clone()]),
        ("of several lengths", vec![one.clone(), other]),
    ] {
        let cases = cases(values);
        for same in [true, false] {
            are_sound(&choice_scores(&cases, same, None, DOUBT), what);
        }
        are_sound(&ordered_scores(&cases, None, DOUBT), what);
    }
    let none = choice_scores(&[], true, None, DOUBT);
    assert_eq!(value(&none, MetricId::Brier), Err(Undefined::Empty));
    let one = choice_scores(&cases([one]), true, None, DOUBT);
    assert_eq!(
        value(&one, MetricId::SkillSample),
        Err(Undefined::OneOutcome)
    );
}

fn quantity(said: Quantity, outcome: f64, bounds: Option<(f64, f64)>) -> QuantityPair {
    QuantityPair {
        said,
        outcome,
        bounds: bounds.and_then(|(low, high)| Bounds::new(low, high)),
    }
}

#[test]
fn every_form_of_a_number_gives_sound_figures_in_and_out_of_bounds() {
    let of = |family: Family, parameters: &[f64]| family.with(parameters).unwrap();
    let (normal, gamma) = (Family::Normal, Family::Gamma);
    let parts = vec![
        (0.5, of(normal, &[4.0, 2.0])),
        (0.5, of(gamma, &[0.5, 8.0])),
    ];
    let mixture = Mixture::new(parts).unwrap();
    let forms = [
        Quantity::Quantiles(Quantiles::new([(0.5, 4.0)]).unwrap()),
        Quantity::Quantiles(Quantiles::new([(0.1, 1.0), (0.5, 4.0), (0.9, 12.0)]).unwrap()),
        Quantity::Quantiles(Quantiles::new([(0.1, 1.0), (0.5, 4.0)]).unwrap()),
        Quantity::Distribution(Parametric::Simple(of(Family::Normal, &[4.0, 2.0]))),
        Quantity::Distribution(Parametric::Simple(of(Family::Lognormal, &[1.0, 0.5]))),
        Quantity::Distribution(Parametric::Simple(of(Family::Student, &[3.0, 4.0, 2.0]))),
        Quantity::Distribution(Parametric::Simple(of(Family::Gamma, &[0.5, 8.0]))),
        Quantity::Distribution(Parametric::Mixture(mixture)),
        Quantity::Samples(Samples::new(vec![4.0]).unwrap()),
        Quantity::Samples(Samples::new(vec![1.0, 4.0, 20.0]).unwrap()),
    ];
    for form in &forms {
        for outcome in [-1.0, 0.0, 4.0, 10.0, 11.0, f64::INFINITY, f64::NEG_INFINITY] {
            for bounds in [None, Some((0.0, 10.0))] {
                if bounds.is_none() && outcome.is_infinite() {
                    // Without bounds nothing is beyond them.
                    continue;
                }
                let pair = quantity(form.clone(), outcome, bounds);
                let what = format!("{form:?} {outcome} {bounds:?}");
                let pit = pair.pit();
                assert!(
                    0.0 <= pit.low() && pit.low() <= pit.high() && pit.high() <= 1.0,
                    "{what}"
                );
                let cases = cases([pair.clone()]);
                let figures = quantity_scores(&cases, DOUBT);
                are_sound(&figures, &what);
                if let Ok(crps) = pair.crps() {
                    assert!(crps >= -1e-12, "{what}: {crps}");
                    assert!(bounds.is_none() || crps <= 10.0 + 1e-9, "{what}: {crps}");
                }
                are_sound(&places(&cases, Ok(&[pit])).figures, &what);
                for hit in interval_coverage(&cases, IntervalMethod::Wilson, DOUBT) {
                    let covered = hit.row.frequency().unwrap();
                    assert!((0.0..=1.0).contains(&covered), "{what}: {covered}");
                }
            }
        }
    }
    // Each score is over those that have it, and says over how many.
    let mixed = cases(forms.map(|form| quantity(form, 4.0, None)));
    let figures = quantity_scores(&mixed, DOUBT);
    assert_eq!(value(&figures, MetricId::CrpsPairs), Ok(7.0));
    // Five levels have their counterpart and one lone median has itself.
    assert_eq!(value(&figures, MetricId::WisPairs), Ok(2.0));
    assert_eq!(value(&figures, MetricId::PinballPairs), Ok(3.0));
    assert_eq!(value(&figures, MetricId::LogScorePairs), Ok(5.0));
    let none = quantity_scores(&[], DOUBT);
    assert_eq!(value(&none, MetricId::Crps), Err(Undefined::Empty));
    // One draw is its distance.
    let lone = quantity(
        Quantity::Samples(Samples::new(vec![4.0]).unwrap()),
        1.0,
        None,
    );
    assert_eq!(lone.crps(), Ok(3.0));
}

#[test]
fn an_empty_ledger_has_no_rows_and_no_figures() {
    let ledger = Ledger::new(Settings::default(), Vec::new(), 0);
    let request = Request::new(
        View::new(parse_day("2026-01-01").unwrap(), 14),
        Weighting::Days,
    );
    let dataset = from_ledger(&ledger, &request, Purpose::Score);
    assert_eq!(score(&dataset, &request).rows.len(), 0);
    let answer = calibration(&dataset, &request, &CalibrationOptions::default());
    assert_eq!(answer.tables.len(), 1);
    assert_eq!(
        answer.tables[0].fitted.figures.value(MetricId::Brier),
        Err(Undefined::Empty)
    );
    assert_eq!(answer.tables[0].rows.len(), 10);
    let json = Sandbox::new()
        .run(&["calibration", "--format", "json"])
        .json();
    assert!(json["rows"][0]["brier"].is_null());
    assert_eq!(json["rows"][0]["brier_why"], "nothing to count");
}

/// What a record says that no record may say, and the rule that finds it.
#[test]
fn bad_numbers_in_a_record_are_found_by_their_rule() {
    let binary = |said: &str| {
        format!("estimates:\n  - {{date: 2026-01-02, by: ann, probability: {said}}}\n")
    };
    let number = |said: &str| {
        format!("kind: number\nunit: mt\nestimates:\n  - {{date: 2026-01-02, by: ann, {said}}}\n")
    };
    let choice = |said: &str, seen: &str| {
        format!(
            "kind: choice\noptions: [a, b]\nestimates:\n  - {{date: 2026-01-02, by: ann, \
             probabilities: {said}}}\nresolution: {{outcome: {seen}, known: 2026-02-01}}\n"
        )
    };
    for (text, code) in [
        (binary("130%"), "bad-probability"),
        (binary("-0.1"), "bad-probability"),
        (binary(".nan"), "unknown-word"),
        (binary(".inf"), "unknown-word"),
        (binary("1e999"), "bad-probability"),
        (choice("{a: 50%, b: 60%}", "a"), "probabilities-sum"),
        (choice("{a: 50%}", "a"), "missing-key"),
        (choice("{a: 50%, c: 50%}", "a"), "unknown-key"),
        (choice("{a: 50%, b: 50%}", "c"), "bad-outcome"),
        (number("quantiles: {10%: 5, 90%: 4}"), "quantile-order"),
        (number("quantiles: {50%: 5, 10%: 4}"), "quantile-order"),
        (number("quantiles: {50%: 4, 50%: 5}"), "duplicate-key"),
        (number("quantiles: {0.5: 4, 50%: 5}"), "quantile-order"),
        (number("quantiles: {0%: 4}"), "quantile-order"),
        (number("quantiles: {100%: 4}"), "quantile-order"),
        (number("quantiles: {50%: .nan}"), "bad-number"),
        (
            number("interval: {low: 5, high: 4, level: 80%}"),
            "quantile-order",
        ),
        (
            number("interval: {low: 4, high: 5, level: 100%}"),
            "bad-probability",
        ),
        (number("normal: {mean: 4, sd: 0}"), "bad-number"),
        (number("samples: []"), "wrong-type"),
        (number("samples: [.inf]"), "bad-number"),
    ] {
        let sandbox = Sandbox::new();
        let head = "question: Which?\nopened: 2026-01-01\ndeadline: 2026-01-31\n";
        sandbox.write("forecasts/x.yaml", &format!("{head}{text}"));
        let ran = sandbox.run(&["check"]);
        assert_eq!(ran.code, 1, "{text}");
        assert!(ran.out.contains(&format!("[{code}]")), "{text}{}", ran.out);
        // A record that cannot be read is left out of the scores and said to be.
        let ran = sandbox.run(&["score", "--verbose"]);
        assert_eq!(ran.code, 2, "{text}");
        assert!(
            ran.err.contains("1 record could not be read"),
            "{text}{}",
            ran.err
        );
    }
}

#[test]
fn bad_options_of_the_commands_are_usage_errors() {
    let sandbox = Sandbox::new();
    for bad in [
        &["score", "--verbose", "--floor", "0"][..],
        &["score", "--verbose", "--floor", "0.5"],
        &["score", "--verbose", "--floor", "nan"],
        &["score", "--verbose", "--level", "100%"],
        &["score", "--verbose", "--level", "0"],
        &["score", "--verbose", "--weigh", "horizon=x"],
        &["score", "--verbose", "--resamples", "-1"],
        &["calibration", "--verbose", "--rows", "equal:0"],
        &["calibration", "--verbose", "--rows", "quantile:x"],
        &["calibration", "--verbose", "--rows", "0,50,40"],
        &["calibration", "--verbose", "--rows", "0,200%"],
        &["calibration", "--verbose", "--bands", "both"],
    ] {
        let ran = sandbox.run(bad);
        assert_eq!(ran.code, 2, "{bad:?}");
    }
}
