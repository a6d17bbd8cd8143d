//! Forecasts by whole distributions: closed forms, the place of the outcome, drawn curves.

use foretell_scoring::Pit;
use foretell_scoring::Probability;
use foretell_scoring::cdf::{self, Cdf};
use foretell_scoring::distribution::{
    Distribution, Family, Gamma, Lognormal, Mixture, Normal, Student,
};
use foretell_scoring::pit::{chi_squared, kolmogorov_smirnov, pit_histogram, variance};
use foretell_scoring::{count, pit, sum};
use serde_json::{Value, json};

use super::{Dataset, Report, datasets, figure, mean, number, numbers};

#[test]
fn every_family_scores_as_elsewhere() {
    let all = datasets(&["dist"]);
    let mut report = Report::default();
    for data in &all {
        let cases = families(data);
        let each = |score: fn(&dyn Distribution, f64) -> f64| {
            numbers(cases.iter().map(|(said, y)| score(said.as_ref(), *y)))
        };
        report.compare(data, "crps_each", || each(|said, y| said.crps(y)));
        report.compare(data, "log_score_each", || each(|said, y| said.log_score(y)));
        report.compare(data, "pit_each", || each(|said, y| said.pit(y).high()));
    }
    report.finish("dist", &all);
}

#[test]
fn normal_forecasts_score_and_are_tested_as_elsewhere() {
    let all = datasets(&["normal"]);
    let mut report = Report::default();
    for data in &all {
        let table = data.table("csv");
        let [means, sds, outcomes] = ["mu", "sigma", "y"].map(|name| table.numbers(name));
        let said = means
            .iter()
            .zip(&sds)
            .map(|(mean, sd)| Normal::new(*mean, *sd).unwrap());
        let cases: Vec<_> = said.zip(outcomes).collect();
        let of_each = |score: fn(&Normal, f64) -> f64| {
            number(mean(
                &cases
                    .iter()
                    .map(|(said, y)| score(said, *y))
                    .collect::<Vec<_>>(),
            ))
        };
        report.compare(data, "crps", || of_each(Distribution::crps));
        report.compare(data, "log_score", || of_each(Distribution::log_score));
        let places: Vec<_> = cases.iter().map(|(said, y)| said.pit(*y)).collect();
        report.compare(data, "pit_ks", || {
            let test = kolmogorov_smirnov(&places).unwrap();
            json!({"D": test.statistic, "p": test.p_value})
        });
        report.compare(data, "pit_hist10", || ten_parts(&places));
        for level in [0.5, 0.8, 0.9] {
            report.compare(data, &format!("coverage_{level}"), || {
                number(sum(places.iter().map(|place| place.covered(level))) / count(places.len()))
            });
        }
    }
    report.finish("normal", &all);
}

#[test]
fn drawn_distributions_score_as_elsewhere() {
    let all = datasets(&["cdf"]);
    let mut report = Report::default();
    for data in &all {
        let each = drawn(data);
        report.compare(data, "crps_each", || numbers(each.iter().copied()));
        report.compare(data, "crps", || number(mean(&each)));
    }
    report.finish("cdf", &all);
}

fn families(data: &Dataset) -> Vec<(Box<dyn Distribution>, f64)> {
    let table = data.table("csv");
    let columns = ["a", "b", "c", "d", "e"].map(|name| table.text(name));
    let outcomes = table.numbers("y");
    let case = |(i, family): (usize, &str)| {
        let parameter = |column: &Vec<&str>| column[i].parse().unwrap_or(f64::NAN);
        let [a, b, c, d, e] = columns.each_ref().map(parameter);
        let said: Box<dyn Distribution> = match family {
            "normal" => Box::new(Normal::new(a, b).unwrap()),
            "lognormal" => Box::new(Lognormal::new(a, b).unwrap()),
            "t" => Box::new(Student::new(c, a, b).unwrap()),
            "gamma" => Box::new(Gamma::new(a, 1.0 / b).unwrap()),
            "mixnorm" => {
                let normal = |mean, sd| Family::Normal.with(&[mean, sd]).unwrap();
                let parts = vec![(e, normal(a, b)), (1.0 - e, normal(c, d))];
                Box::new(Mixture::new(parts).unwrap())
            }
            other => panic!("no family {other}"),
        };
        (said, outcomes[i])
    };
    table
        .text("family")
        .into_iter()
        .enumerate()
        .map(case)
        .collect()
}

fn ten_parts(places: &[Pit]) -> Value {
    let counts = pit_histogram(places, 10);
    let test = chi_squared(&counts).unwrap();
    json!({
        "counts": counts,
        "chisq": test.statistic,
        "p": test.p_value,
        "mean": figure(pit::mean(places)),
        "var": figure(variance(places)),
    })
}

fn drawn(data: &Dataset) -> Vec<f64> {
    let (cases, points) = (data.table("csv"), data.table("cdf_csv"));
    let (xs, shares, ids) = (points.numbers("x"), points.numbers("F"), points.text("id"));
    let score = |(id, y): (&str, f64)| {
        let own = (0..ids.len()).filter(|&i| ids[i] == id);
        let said = own.map(|i| (xs[i], Probability::new(shares[i]).unwrap()));
        let said = Cdf::new(said).unwrap();
        let (low, high) = said.window();
        assert!(
            (low..=high).contains(&y),
            "{id}: the outcome is censored here and not there"
        );
        cdf::crps(&said, y)
    };
    cases
        .text("id")
        .into_iter()
        .zip(cases.numbers("y"))
        .map(score)
        .collect()
}
