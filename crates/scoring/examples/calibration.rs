//! How well calibrated were these forecasts? `cargo run -p foretell-scoring --example calibration`
#![allow(clippy::print_stdout)] // an example prints

use foretell_scoring::calibration::{BinTable, Bins, Closed, Corp, miscalibration_test};
use foretell_scoring::{BinaryOutcome, Pair, PairCounts, Probability, Resampling};

/// What was said in percent, how often, and how often it happened.
const SAID: [(u32, usize, usize); 4] = [(10, 20, 3), (40, 15, 7), (60, 15, 8), (90, 20, 16)];

fn main() {
    let counted = PairCounts::of(&pairs());

    println!("mean said    n  happened  95% interval");
    let bins = Bins::equal(10, Closed::Right);
    for row in BinTable::of(&counted, &bins).rows {
        let percent = |value: f64| format!("{:.0}%", value * 100.0);
        let (Ok(said), Ok(seen)) = (row.mean_forecast, row.frequency()) else {
            continue; // an empty bin
        };
        let interval = match row.interval(0.95) {
            Ok(interval) => format!("{} to {}", percent(interval.low), percent(interval.high)),
            Err(why) => format!("n/a: {why}"),
        };
        let (said, seen) = (percent(said), percent(seen));
        println!("{said:>9}  {:>3}  {seen:>8}  {interval}", row.pairs);
    }

    match Corp::brier(&counted) {
        Ok(parts) => println!(
            "Brier score {:.3} = miscalibration {:.3} − discrimination {:.3} + uncertainty {:.3}",
            parts.score, parts.miscalibration, parts.discrimination, parts.uncertainty
        ),
        Err(why) => println!("no Brier score: {why}"),
    }
    let resampling = Resampling {
        seed: 1,
        resamples: 1_000,
    };
    match miscalibration_test(&counted, resampling) {
        Ok(test) => println!(
            "a calibrated forecaster does as badly with p = {:.3}",
            test.p_value
        ),
        Err(why) => println!("no test: {why}"),
    }
}

fn pairs() -> Vec<Pair> {
    let each = SAID.iter().flat_map(|&(percent, n, yes)| {
        let said = Probability::new(f64::from(percent) / 100.0).expect("it is a probability");
        (0..n).map(move |i| (said, BinaryOutcome::from(i < yes)))
    });
    Pair::alone(each).collect()
}
