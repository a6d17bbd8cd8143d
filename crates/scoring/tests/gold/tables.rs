//! Calibration tables, by pairs and by pair counts.

use foretell_scoring::Probability;
use foretell_scoring::calibration::{BinStats, BinTable, Bins, Closed};
use foretell_scoring::proportion::{clopper_pearson, jeffreys};
use foretell_scoring::{Interval, Pair, PairCounts, Undefined};
use serde_json::{Map, Value, json};

use super::{Dataset, Report, figure, figures};

/// Compares every table of a data set.
pub(super) fn compare(
    report: &mut Report,
    data: &Dataset,
    pairs: &[Pair],
    pair_counts: &PairCounts,
) {
    let edges = [0.0, 0.05, 0.25, 0.5, 0.75, 0.95, 1.0].map(|p| Probability::new(p).unwrap());
    let equal = Bins::equal(10, Closed::Right);
    let by = [
        ("table_ew10", &equal),
        ("table_user", &Bins::given(&edges, Closed::Right).unwrap()),
        ("table_q10", &Bins::quantiles(pair_counts, 10)),
    ];
    for (metric, bins) in by {
        let table = BinTable::of(pair_counts, bins);
        assert_eq!(table, BinTable::of_pairs(pairs, bins), "{}", data.name);
        report.compare(data, metric, || rows(&table));
    }
    report.compare(data, "table_ew10_nonempty", || {
        let table = BinTable::of(pair_counts, &equal);
        let some = || table.rows.iter().filter(|row| row.pairs > 0);
        json!({
            "freq": figures(some().map(BinStats::frequency)),
            "mean_p": figures(some().map(|row| row.mean_forecast)),
        })
    });
    report.compare(data, "table_unique", || {
        let table = BinTable::of(pair_counts, &Bins::distinct(pair_counts));
        let rows = table.rows.iter().map(|row| {
            json!({
                "p": row.low,
                "n": row.pairs,
                "events": row.events,
                "freq": figure(row.frequency()),
            })
        });
        rows.collect()
    });
}

fn rows(table: &BinTable) -> Value {
    table.rows.iter().enumerate().map(row).collect()
}

fn row((bin, row): (usize, &BinStats)) -> Value {
    let exact = |method: fn(f64, f64, f64) -> Result<Interval, Undefined>| {
        interval(row.effective.and_then(|n| method(row.yes, n, 0.95)))
    };
    let fields = [
        ("bin", json!(bin)),
        ("n", json!(row.pairs)),
        ("events", json!(row.events)),
        ("lo", json!(row.low)),
        ("hi", json!(row.high)),
        ("mean_p", figure(row.mean_forecast)),
        ("freq", figure(row.frequency())),
        ("wilson", interval(row.interval(0.95))),
        ("clopper_pearson", exact(clopper_pearson)),
        ("jeffreys", exact(jeffreys)),
    ];
    let fields = fields.map(|(name, value)| (name.to_owned(), value));
    Value::Object(Map::from_iter(fields))
}

fn interval(interval: Result<Interval, Undefined>) -> Value {
    interval.map_or(Value::Null, |interval| json!([interval.low, interval.high]))
}
