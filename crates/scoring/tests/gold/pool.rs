//! Pooled forecasts.

use std::collections::BTreeMap;

use foretell_scoring::Probability;
use foretell_scoring::pool::{
    Panel, extremise, extremised_odds, mean, mean_odds, median, metaculus_recency,
    neyman_roughgarden, neyman_roughgarden_factor, trimmed_mean,
};
use foretell_scoring::{Undefined, Weight};
use serde_json::{Value, json};

use super::{Dataset, Report, datasets, figure, number};

/// A forecast, its age in days and its weight.
type Member = (Probability, f64, Weight);

#[test]
fn pooled_forecasts_are_as_elsewhere() {
    let all = datasets(&["agg"]);
    let mut report = Report::default();
    for data in &all {
        report.compare(data, "aggregates", || {
            vectors(data)
                .iter()
                .map(|(id, members)| aggregates(*id, members))
                .collect()
        });
    }
    report.finish("agg", &all);
}

fn vectors(data: &Dataset) -> BTreeMap<u32, Vec<Member>> {
    let table = data.table("csv");
    let [p, age, weight] = ["p", "age_days", "w"].map(|name| table.numbers(name));
    let mut vectors: BTreeMap<u32, Vec<Member>> = BTreeMap::new();
    for (i, id) in table.text("vector").into_iter().enumerate() {
        let member = (
            Probability::new(p[i]).unwrap(),
            age[i],
            Weight::new(weight[i]).unwrap(),
        );
        vectors.entry(id.parse().unwrap()).or_default().push(member);
    }
    vectors
}

fn aggregates(id: u32, members: &[Member]) -> Value {
    let panel = |weight: &dyn Fn(usize, &Member) -> Weight| {
        let each = members.iter().enumerate();
        Panel::weighted(each.map(|(i, member)| (member.0, weight(i, member)))).unwrap()
    };
    let n = members.len();
    let equal = panel(&|_, _| Weight::ONE);
    let weighted = panel(&|_, member| member.2);
    // The rows are oldest first.
    let by_rank = panel(&|i, _| metaculus_recency(i + 1, n));
    let trimmed = |share| plain(trimmed_mean(&equal, Probability::new(share).unwrap()));
    json!({
        "vector": id,
        "n": n,
        "mean": plain(mean(&equal)),
        "median": plain(median(&equal)),
        "trimmed_mean_10": trimmed(0.1),
        "trimmed_mean_20": trimmed(0.2),
        "weighted_mean": plain(mean(&weighted)),
        "geo_mean_odds": known(mean_odds(&equal)),
        "weighted_geo_mean_odds": known(mean_odds(&weighted)),
        "extremised_gmo_1.5": known(extremised_odds(&equal, 1.5)),
        "extremised_gmo_2.5": known(extremised_odds(&equal, 2.5)),
        "neyman_factor": number(neyman_roughgarden_factor(n)),
        "neyman_roughgarden": known(neyman_roughgarden(&equal)),
        "extremised_mean_2.5": plain(extremise(mean(&equal), 2.5)),
        "metaculus_recency_median": plain(median(&by_rank)),
    })
}

fn plain(pooled: Probability) -> Value {
    number(pooled.get())
}

fn known(pooled: Result<Probability, Undefined>) -> Value {
    figure(pooled.map(Probability::get))
}
