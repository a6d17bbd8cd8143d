//! Forecasts over options, ordered or not.

use foretell_scoring::Probability;
use foretell_scoring::calibration::Corp;
use foretell_scoring::multi::{self, ChoicePair, Probabilities};
use foretell_scoring::platform::metaculus::baseline_points;
use foretell_scoring::{Pair, PairCounts, Statistic, Undefined, ordered, skill, sum};
use serde_json::{Value, json};

use super::{Dataset, Report, datasets, figure, mean, number, numbers};

type Score = fn(&ChoicePair) -> f64;

/// The metrics that are a mean of a score, of which `…_each` lists the values.
const SCORES: [(&str, Score); 8] = [
    ("brier_full", multi::brier_full),
    ("brier_half", multi::brier),
    ("log_loss", multi::log_score),
    ("spherical", |pair| multi::spherical(pair).unwrap()),
    ("rps", ordered::rps),
    ("rps_norm", ordered::rps_normalised),
    ("gjo_ordered", ordered::good_judgment),
    ("accuracy_top1", |pair| {
        f64::from(u8::from(multi::favourite_won(pair)))
    }),
];

#[test]
fn forecasts_over_options_score_as_elsewhere() {
    let all = datasets(&["multi"]);
    let mut report = Report::default();
    for data in &all {
        let pairs = pairs(data);
        for (name, score) in SCORES {
            let each: Vec<_> = pairs.iter().map(score).collect();
            report.compare(data, name, || number(mean(&each)));
            report.compare(data, &format!("{name}_each"), || {
                numbers(each.iter().copied())
            });
        }
        report.compare(data, "bss_climatology", || {
            figure(against_frequencies(&pairs))
        });
        report.compare(data, "bss_uniform", || figure(against_even(&pairs)));
        report.compare(data, "baseline_points", || number(mean(&points(&pairs))));
        report.compare(data, "corp_ovr_sum", || one_against_the_rest(&pairs));
    }
    report.finish("multi", &all);
}

fn pairs(data: &Dataset) -> Vec<ChoicePair> {
    let table = data.table("csv");
    let options = data.field("k").as_u64().unwrap();
    let columns: Vec<_> = (1..=options)
        .map(|k| table.numbers(&format!("p{k}")))
        .collect();
    let outcomes = table.text("y");
    let pair = |(i, outcome): (usize, &&str)| {
        let each = columns
            .iter()
            .map(|column| Probability::new(column[i]).unwrap());
        let said = Probabilities::new(each.collect()).unwrap();
        ChoicePair::new(said, outcome.parse().unwrap()).unwrap()
    };
    outcomes.iter().enumerate().map(pair).collect()
}

fn mean_brier(pairs: &[ChoicePair]) -> f64 {
    mean(&pairs.iter().map(multi::brier_full).collect::<Vec<_>>())
}

fn against(pairs: &[ChoicePair], reference: &Probabilities) -> Statistic {
    let others = pairs
        .iter()
        .map(|pair| pair.with(reference.clone()).unwrap());
    skill(mean_brier(pairs), mean_brier(&others.collect::<Vec<_>>()))
}

fn against_frequencies(pairs: &[ChoicePair]) -> Statistic {
    against(pairs, &multi::frequencies(pairs)?)
}

fn against_even(pairs: &[ChoicePair]) -> Statistic {
    let options = pairs.first().ok_or(Undefined::Empty)?.said().len();
    against(pairs, &Probabilities::uniform(options).unwrap())
}

fn points(pairs: &[ChoicePair]) -> Vec<f64> {
    let said = pairs.iter().map(|pair| {
        let option = pair.option().unwrap();
        let said = Probability::new(pair.said().at(option)).unwrap();
        baseline_points(said, pair.said().len())
    });
    said.collect()
}

fn one_against_the_rest(pairs: &[ChoicePair]) -> Value {
    let corp = |option| {
        let binary = pairs
            .iter()
            .map(|pair| pair.against_the_rest(option).unwrap());
        Corp::brier(&PairCounts::of(&Pair::alone(binary).collect::<Vec<_>>())).unwrap()
    };
    let options = pairs[0].said().len();
    let each: Vec<_> = (0..options).map(corp).collect();
    let total = |part: fn(&Corp) -> f64| sum(each.iter().map(part));
    json!({
        "score": total(|corp| corp.score),
        "mcb": total(|corp| corp.miscalibration),
        "dsc": total(|corp| corp.discrimination),
        "unc": total(|corp| corp.uncertainty),
    })
}
