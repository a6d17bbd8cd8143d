//! Scales: from values to places, and round values to mark.

use chrono::{Datelike, Days, NaiveDate};

use crate::model::{day_number, number_day};
use crate::render::number::decimals;

/// A straight scale from values to places.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scale {
    pub(super) low: f64,
    pub(super) high: f64,
    pub(super) from: f64,
    pub(super) to: f64,
}

impl Scale {
    /// Returns the place of a value; one outside the scale lies at its end.
    pub(super) fn at(self, value: f64) -> f64 {
        let share = (value - self.low) / (self.high - self.low);
        self.from + share.clamp(0.0, 1.0) * (self.to - self.from)
    }
}

/// How many marks an axis has, about.
const MARKS: f64 = 6.0;

/// How many marks an axis has at most: a step is no shorter than the axis by [`MARKS`].
const MOST_MARKS: u8 = 7;

/// Returns round values between two: multiples of 1, 2 or 5 times a power of ten.
pub(super) fn round_values(low: f64, high: f64) -> Vec<(f64, String)> {
    let rough = (high - low) / MARKS;
    if !(rough.is_finite() && rough > 0.0) {
        return vec![(low, decimals(low, 2))];
    }
    let power = 10.0_f64.powf(rough.log10().floor());
    let steps = [1.0, 2.0, 5.0, 10.0].map(|n| n * power);
    let step = steps
        .into_iter()
        .find(|step| *step >= rough)
        .unwrap_or(rough);
    let places = if step < 1.0 {
        (-step.log10()).ceil()
    } else {
        0.0
    };
    // Counted from the first mark and in whole numbers: between doubles that lie further apart than
    // a step, adding one would go nowhere.
    let first = (low / step).ceil();
    let mut marks: Vec<(f64, String)> = (0..=MOST_MARKS)
        .map(|n| (first + f64::from(n)) * step)
        .take_while(|value| *value <= high + step * 1e-9)
        .map(|value| (value, label(value, places)))
        .collect();
    marks.dedup_by(|later, earlier| later.1 == earlier.1);
    marks
}

fn label(value: f64, places: f64) -> String {
    // A step of 1e-15 has more decimals than anyone reads.
    let most = (0..12_u8)
        .find(|most| f64::from(*most) >= places)
        .unwrap_or(12);
    decimals(value + 0.0, most.into())
}

/// Steps between marked days: so many days, or so many months.
#[derive(Clone, Copy)]
enum Step {
    Days(u64),
    Months(i32),
}

/// The steps that axes of days use, with how many days each spans, about.
const STEPS: [(Step, f64); 12] = [
    (Step::Days(1), 1.0),
    (Step::Days(2), 2.0),
    (Step::Days(7), 7.0),
    (Step::Days(14), 14.0),
    (Step::Months(1), 30.4),
    (Step::Months(3), 91.3),
    (Step::Months(6), 182.6),
    (Step::Months(12), 365.2),
    (Step::Months(24), 730.5),
    (Step::Months(60), 1_826.2),
    (Step::Months(120), 3_652.4),
    (Step::Months(600), 18_262.0),
];

/// Returns round days between two, as day numbers with their labels.
pub(super) fn round_days(low: f64, high: f64) -> Vec<(f64, String)> {
    let (Some(from), Some(to)) = (number_day(low), number_day(high)) else {
        return Vec::new();
    };
    let rough = (high - low) / MARKS;
    let step = STEPS.into_iter().find(|(_, days)| *days >= rough);
    let step = step.map_or(Step::Months(1_200), |(step, _)| step);
    let days = match step {
        Step::Days(days) => every_days(from, to, days),
        Step::Months(months) => every_months(from, to, months),
    };
    let pattern = match step {
        Step::Days(_) => "%-d %b",
        Step::Months(months) if months < 12 => "%b %Y",
        Step::Months(_) => "%Y",
    };
    days.into_iter()
        .map(|day| (day_number(day), day.format(pattern).to_string()))
        .collect()
}

fn every_days(from: NaiveDate, to: NaiveDate, step: u64) -> Vec<NaiveDate> {
    let next = |day: &NaiveDate| day.checked_add_days(Days::new(step));
    std::iter::successors(Some(from), next)
        .take_while(|day| *day <= to)
        .collect()
}

fn every_months(from: NaiveDate, to: NaiveDate, step: i32) -> Vec<NaiveDate> {
    let months = |day: NaiveDate| day.year() * 12 + day.month0().cast_signed();
    let first = (months(from) + i32::from(from.day() > 1)).div_euclid(step) * step;
    let begin = |month: i32| {
        let number = month.rem_euclid(12).cast_unsigned() + 1;
        NaiveDate::from_ymd_opt(month.div_euclid(12), number, 1)
    };
    let all = (0..).map_while(|i| begin(first + i * step));
    all.skip_while(|day| *day < from)
        .take_while(|day| *day <= to)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::parse_day;

    fn labels(from: &str, to: &str) -> Vec<String> {
        let number = |text: &str| day_number(parse_day(text).unwrap());
        round_days(number(from), number(to))
            .into_iter()
            .map(|(_, label)| label)
            .collect()
    }

    fn values(low: f64, high: f64) -> Vec<String> {
        round_values(low, high)
            .into_iter()
            .map(|(_, label)| label)
            .collect()
    }

    #[test]
    fn marks_are_round() {
        assert_eq!(values(0.0, 1.0), ["0", "0.2", "0.4", "0.6", "0.8", "1"]);
        assert_eq!(values(-3.0, 29.0), ["0", "10", "20"]);
        assert_eq!(
            values(0.0, 0.000_3),
            [
                "0", "0.00005", "0.0001", "0.00015", "0.0002", "0.00025", "0.0003"
            ]
        );
        assert_eq!(values(5.0, 5.0), ["5"]);
        assert_eq!(
            values(0.0, 3e100),
            ["0", "5e99", "1e100", "1.5e100", "2e100", "2.5e100", "3e100"]
        );
        for (low, high) in [
            (100.0, 100.0 + 1e-13),
            (-1e154, 1e154),
            (1e154, 1.000_000_000_000_000_2e154),
            (0.0, 5e-324),
        ] {
            assert!(values(low, high).len() <= 8, "{low} to {high}");
        }
    }

    #[test]
    fn marked_days_are_round_too() {
        assert_eq!(
            labels("2014-04-30", "2019-12-31"),
            ["2015", "2016", "2017", "2018", "2019"]
        );
        assert_eq!(
            labels("2014-04-30", "2014-08-15"),
            ["May 2014", "Jun 2014", "Jul 2014", "Aug 2014"]
        );
        assert_eq!(
            labels("2026-01-01", "2026-01-10"),
            ["1 Jan", "3 Jan", "5 Jan", "7 Jan", "9 Jan"]
        );
        assert_eq!(labels("2014-04-30", "2014-04-30"), ["30 Apr"]);
        assert!(labels("1900-01-01", "2800-01-01").len() < 20);
    }

    #[test]
    fn what_lies_outside_is_drawn_at_the_end() {
        let scale = Scale {
            low: 0.0,
            high: 10.0,
            from: 100.0,
            to: 0.0,
        };
        assert!((scale.at(2.5) - 75.0).abs() < 1e-9);
        assert!((scale.at(20.0)).abs() < 1e-9);
        assert!((scale.at(-5.0) - 100.0).abs() < 1e-9);
    }
}
