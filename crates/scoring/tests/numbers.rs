//! Forecasts of a number: the same belief, written in several ways, scores the same.

use foretell_scoring::Probability;
use foretell_scoring::cdf::{self, Cdf};
use foretell_scoring::distribution::{Distribution, Lognormal, Normal};
use foretell_scoring::ensemble::{self, Samples};
use foretell_scoring::pit::{kolmogorov_smirnov, pit_histogram};
use foretell_scoring::quantile::{Quantiles, crps_quantile, wis};
use foretell_scoring::special::normal_quantile;
use foretell_scoring::{Bounds, Pit};
use proptest::prelude::*;

/// So many levels, evenly spaced and symmetric.
fn levels(n: u32) -> impl Iterator<Item = f64> {
    (0..n).map(move |i| (f64::from(i) + 0.5) / f64::from(n))
}

fn values(mean: f64, sd: f64) -> impl Iterator<Item = (f64, f64)> {
    levels(999).map(move |level| (level, mean + sd * normal_quantile(level)))
}

proptest! {
    #[test]
    fn a_normal_its_quantiles_its_samples_and_its_drawing_agree(
        (mean, sd, outcome) in (-3.0_f64..3.0, 0.3_f64..2.0, -6.0_f64..6.0),
    ) {
        let whole = Normal::new(mean, sd).unwrap().crps(outcome);
        let quantiles = Quantiles::new(values(mean, sd)).unwrap();
        let samples = Samples::new(values(mean, sd).map(|(_, value)| value).collect()).unwrap();
        let drawn = Cdf::from_quantiles(&quantiles, Bounds::new(-20.0, 20.0).unwrap());
        // The drawing spreads the last half of a thousandth out to the bounds.
        for (way, score) in [
            ("quantiles", crps_quantile(&quantiles, outcome)),
            ("intervals", wis(&quantiles, outcome).unwrap().total()),
            ("samples", ensemble::crps(&samples, outcome)),
            ("drawing", cdf::crps(&drawn, outcome)),
        ] {
            prop_assert!((score - whole).abs() < 0.02, "{way}: {score}, not {whole}");
        }
    }

    #[test]
    fn bounds_cut_a_normal_and_its_drawing_alike(
        (mean, sd, outcome) in (-3.0_f64..3.0, 0.3_f64..2.0, -6.0_f64..6.0),
    ) {
        let bounds = Bounds::new(-2.0, 2.5).unwrap();
        let quantiles = Quantiles::new(values(mean, sd)).unwrap();
        let samples = Samples::new(values(mean, sd).map(|(_, value)| value).collect()).unwrap();
        let whole = Normal::new(mean, sd).unwrap().crps_within(bounds, outcome);
        let drawn = cdf::crps(&Cdf::from_quantiles(&quantiles, bounds), outcome);
        let moved = ensemble::crps(&samples.within(bounds), bounds.censor(outcome));
        prop_assert!((drawn - whole).abs() < 0.02, "{drawn}, not {whole}");
        prop_assert!((moved - whole).abs() < 0.02, "{moved}, not {whole}");
    }

    #[test]
    fn a_lognormal_within_bounds_is_its_drawing(
        (mean, sd, outcome) in (-1.0_f64..1.0, 0.1_f64..1.0, -1.0_f64..6.0),
    ) {
        let bounds = Bounds::new(0.2, 4.0).unwrap();
        let logs = values(mean, sd).map(|(level, log)| (level, log.exp()));
        let drawn = Cdf::from_quantiles(&Quantiles::new(logs).unwrap(), bounds);
        let whole = Lognormal::new(mean, sd).unwrap().crps_within(bounds, outcome);
        let drawn = cdf::crps(&drawn, outcome);
        prop_assert!((drawn - whole).abs() < 0.01, "{drawn}, not {whole}");
    }

    #[test]
    fn what_never_happens_is_scored_like_what_happens_at_the_last_moment(
        (first, second, step) in (0.0_f64..=1.0, 0.0_f64..=1.0, 0.0_f64..1e-6),
    ) {
        let (first, second) = (first.min(second), first.max(second));
        let p = |value| Probability::new(value).unwrap();
        let date = Cdf::happens_by(0.0, [(30.0, p(first)), (90.0, p(second))]).unwrap();
        let (never, late) = (cdf::crps(&date, f64::INFINITY), cdf::crps(&date, 90.0 - step));
        prop_assert!((never - late).abs() <= step + 1e-12);
    }
}

#[test]
fn outcomes_at_the_quantiles_of_the_forecast_are_uniform() {
    let normal = Normal::new(2.0, 3.0).unwrap();
    let outcomes = levels(200).map(|level| 2.0 + 3.0 * normal_quantile(level));
    let places: Vec<Pit> = outcomes.map(|outcome| normal.pit(outcome)).collect();
    assert!(
        pit_histogram(&places, 10)
            .iter()
            .all(|n| (n - 20.0).abs() < 1e-9)
    );
    assert!(kolmogorov_smirnov(&places).unwrap().p_value > 0.999);
}
