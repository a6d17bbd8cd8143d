//! Intervals for a share.

use foretell_scoring::proportion::{clopper_pearson, jeffreys, wilson};
use foretell_scoring::{Interval, Undefined};
use serde_json::{Value, json};

use super::{Report, datasets};

type Method = fn(f64, f64, f64) -> Result<Interval, Undefined>;

const METHODS: [(&str, Method); 3] = [
    ("wilson", wilson),
    ("clopper_pearson", clopper_pearson),
    ("jeffreys", jeffreys),
];

#[test]
fn intervals_for_a_share_agree_with_other_libraries() {
    let all = datasets(&["prop"]);
    let mut report = Report::default();
    for data in &all {
        let table = data.table("csv");
        let (x, n, level) = (
            table.numbers("x"),
            table.numbers("n"),
            table.numbers("conf"),
        );
        report.compare(data, "intervals", || {
            let rows = x.iter().zip(&n).zip(&level);
            rows.map(|((&x, &n), &level)| row(x, n, level)).collect()
        });
    }
    report.finish("prop", &all);
}

fn row(x: f64, n: f64, level: f64) -> Value {
    let mut row = json!({"x": x, "n": n, "conf": level});
    for (name, method) in METHODS {
        let interval = method(x, n, level).unwrap();
        row[name] = json!([interval.low, interval.high]);
    }
    row
}
